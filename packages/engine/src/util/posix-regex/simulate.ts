import type { Bytes } from '../bytes.ts';
import { holds } from './ast.ts';
import type { Instruction, Program } from './program.ts';

/** Where a match lies. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One pass of the machine: for each instruction the earliest start that reaches it, or -1. */
class Threads {
  readonly start: Int32Array;
  readonly list: number[] = [];

  constructor(size: number) {
    this.start = new Int32Array(size).fill(-1);
  }

  clear(): void {
    for (const at of this.list) this.start[at] = -1;
    this.list.length = 0;
  }
}

/**
 * The leftmost-longest match in one pass over the text, in time pattern × text whatever they are: every instruction keeps
 * only the earliest start that reaches it. Slower than the deterministic machine, and used where that has run too long.
 */
export function simulate(program: Program, text: Bytes, from: number, multiline: boolean): Span | null {
  const { code } = program;
  let now = new Threads(code.length);
  let next = new Threads(code.length);
  let best: Span | null = null;
  const add = (threads: Threads, first: number, start: number, before: number, after: number): void => {
    const stack = [first];
    while (stack.length > 0) {
      const at = stack.pop() as number;
      const known = threads.start[at] as number;
      if (known >= 0 && known <= start) continue;
      if (known < 0) threads.list.push(at);
      threads.start[at] = start;
      const ins = code[at] as Instruction;
      if (ins.op === 'split') stack.push(ins.y, ins.x);
      else if (ins.op === 'assert' && holds(ins.assertion, before, after, multiline)) stack.push(ins.x);
    }
  };
  const byteAt = (i: number): number => (i >= 0 && i < text.length ? text.charCodeAt(i) : -1);
  if (best === null) add(now, program.start, from, byteAt(from - 1), byteAt(from));
  for (let i = from; ; i++) {
    const ended = now.start[0] as number;
    if (ended >= 0 && (best === null || ended <= best.start)) best = { start: ended, end: i };
    if (i >= text.length) break;
    const c = text.charCodeAt(i);
    for (const at of now.list) {
      const ins = code[at] as Instruction;
      const start = now.start[at] as number;
      if (ins.op !== 'byte' || ins.table[c] !== 1 || (best !== null && start > best.start)) continue;
      add(next, ins.x, start, c, byteAt(i + 1));
    }
    if (best === null) add(next, program.start, i + 1, c, byteAt(i + 1));
    [now, next] = [next, now];
    next.clear();
    if (now.list.length === 0 && best !== null) break;
  }
  return best;
}
