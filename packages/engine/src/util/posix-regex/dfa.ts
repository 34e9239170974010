import type { Bytes } from '../bytes.ts';
import { holds, isWordByte } from './ast.ts';
import type { Instruction, Program } from './program.ts';

/** Index of the transition taken at the end of the text. */
const END = 256;

/** States kept before the cache is dropped and begun anew. */
const MAX_STATES = 1500;

/** A deterministic state: the instructions waiting, and what came before them where assertions ask. */
interface State {
  readonly kernel: readonly number[];
  /** A byte that stands for the class of the one before: -1 none, 10 newline, 97 word, 32 other. */
  readonly before: number;
  readonly next: (Move | undefined)[];
}

/** What a byte leads to: the next state (null: no match goes on), and whether a match ended before that byte. */
interface Move {
  readonly to: State | null;
  readonly accepted: boolean;
}

function classOf(c: number): number {
  if (c < 0 || c === 10) return c;
  return isWordByte(c) ? 97 : 32;
}

/**
 * Deterministic machine built as texts ask for it. Accepting is decided by the byte after, so that `$`, `\b` and the like
 * can look at it.
 */
export class LazyDfa {
  private readonly program: Program;
  private readonly multiline: boolean;
  private states = new Map<string, State>();

  constructor(program: Program, multiline: boolean) {
    this.program = program;
    this.multiline = multiline;
  }

  /** End of the longest match that begins at `start`, or -1. Adds the bytes looked at to `spent.steps`. */
  longestFrom(text: Bytes, start: number, spent: { steps: number }): number {
    const before = this.program.assertions && start > 0 ? classOf(text.charCodeAt(start - 1)) : -1;
    let state: State = this.state([this.program.start], this.program.assertions ? before : -1);
    let end = -1;
    let i = start;
    for (; i < text.length; i++) {
      const c = text.charCodeAt(i);
      const move: Move = state.next[c] ?? this.move(state, c);
      if (move.accepted) end = i;
      if (move.to === null) {
        spent.steps += i - start;
        return end;
      }
      state = move.to;
    }
    if ((state.next[END] ?? this.move(state, END)).accepted) end = i;
    spent.steps += i - start;
    return end;
  }

  private state(kernel: readonly number[], before: number): State {
    const key = `${before}:${kernel.join()}`;
    const known = this.states.get(key);
    if (known !== undefined) return known;
    if (this.states.size >= MAX_STATES) this.states = new Map();
    const state: State = { kernel, before, next: [] };
    this.states.set(key, state);
    return state;
  }

  private move(state: State, c: number): Move {
    const after = c === END ? -1 : c;
    const reached = closure(this.program.code, state.kernel, state.before, after, this.multiline);
    const kernel = new Set<number>();
    let accepted = false;
    for (const at of reached) {
      const ins = this.program.code[at] as Instruction;
      if (ins.op === 'match') accepted = true;
      else if (ins.op === 'byte' && c !== END && ins.table[c] === 1) kernel.add(ins.x);
    }
    const sorted = [...kernel].sort((a, b) => a - b);
    const to = sorted.length === 0 ? null : this.state(sorted, this.program.assertions ? classOf(c) : -1);
    const move: Move = { to, accepted };
    state.next[c] = move;
    return move;
  }
}

/** Instructions reached from `kernel` without reading a byte, between `before` and `after`. */
export function closure(
  code: readonly Instruction[],
  kernel: readonly number[],
  before: number,
  after: number,
  multiline: boolean,
): readonly number[] {
  const seen = new Set<number>();
  const stack = [...kernel];
  while (stack.length > 0) {
    const at = stack.pop() as number;
    if (seen.has(at)) continue;
    seen.add(at);
    const ins = code[at] as Instruction;
    if (ins.op === 'split') stack.push(ins.y, ins.x);
    else if (ins.op === 'assert' && holds(ins.assertion, before, after, multiline)) stack.push(ins.x);
  }
  return [...seen];
}
