import { type Assertion, type ByteTable, type RegexNode, singleByte } from './ast.ts';
import { RegexError } from './error.ts';

/** An instruction of the nondeterministic machine; `x` and `y` are indexes of what follows. */
export type Instruction =
  | { readonly op: 'byte'; readonly table: ByteTable; x: number }
  | { readonly op: 'split'; x: number; y: number }
  | { readonly op: 'assert'; readonly assertion: Assertion; x: number }
  | { readonly op: 'match' };

/** Instructions past which a pattern is refused as too big. */
const MAX_INSTRUCTIONS = 60_000;

/** A compiled machine (Thompson's construction) and what a search can use of it. */
export interface Program {
  readonly code: readonly Instruction[];
  readonly start: number;
  readonly assertions: boolean;
  /** Bytes that can begin a match, or null when a match may be empty. */
  readonly first: ByteTable | null;
  /** The text that is the whole pattern, or null. */
  readonly literal: string | null;
}

class TooBig extends Error {}

class Builder {
  readonly code: Instruction[] = [{ op: 'match' }];
  assertions = false;

  private add(instruction: Instruction): number {
    if (this.code.length >= MAX_INSTRUCTIONS) throw new TooBig();
    return this.code.push(instruction) - 1;
  }

  /** Builds `node` so that it goes on at instruction `next`; returns where it begins. */
  build(node: RegexNode, next: number): number {
    switch (node.kind) {
      case 'empty':
      case 'backref':
        return next;
      case 'set':
        return this.add({ op: 'byte', table: node.table, x: next });
      case 'assert':
        this.assertions = true;
        return this.add({ op: 'assert', assertion: node.assertion, x: next });
      case 'group':
        return this.build(node.node, next);
      case 'cat': {
        let at = next;
        for (let i = node.nodes.length - 1; i >= 0; i--) at = this.build(node.nodes[i] as RegexNode, at);
        return at;
      }
      case 'alt': {
        let at = this.build(node.nodes.at(-1) as RegexNode, next);
        for (let i = node.nodes.length - 2; i >= 0; i--) {
          at = this.add({ op: 'split', x: this.build(node.nodes[i] as RegexNode, next), y: at });
        }
        return at;
      }
      case 'repeat':
        return this.repeat(node, next);
    }
  }

  private repeat(node: Extract<RegexNode, { kind: 'repeat' }>, next: number): number {
    let at = next;
    if (node.max === Infinity) {
      const split: Instruction = { op: 'split', x: next, y: next };
      at = this.add(split);
      split.x = this.build(node.node, at);
    } else {
      for (let i = node.min; i < node.max; i++) at = this.add({ op: 'split', x: this.build(node.node, at), y: next });
    }
    for (let i = 0; i < node.min; i++) at = this.build(node.node, at);
    return at;
  }
}

function literalOf(node: RegexNode): string | null {
  if (node.kind === 'set') {
    const c = singleByte(node.table);
    return c < 0 ? null : String.fromCharCode(c);
  }
  if (node.kind !== 'cat') return null;
  let out = '';
  for (const n of node.nodes) {
    const part = literalOf(n);
    if (part === null) return null;
    out += part;
  }
  return out;
}

/** Bytes that can come first; null when the machine can match without reading any. */
function firstBytes(code: readonly Instruction[], start: number): ByteTable | null {
  const table = new Uint8Array(256);
  const seen = new Uint8Array(code.length);
  const stack = [start];
  while (stack.length > 0) {
    const at = stack.pop() as number;
    if (seen[at] === 1) continue;
    seen[at] = 1;
    const ins = code[at] as Instruction;
    if (ins.op === 'match') return null;
    if (ins.op === 'byte') for (let c = 0; c < 256; c++) table[c] = (table[c] as number) | (ins.table[c] as number);
    else stack.push(ins.x);
    if (ins.op === 'split') stack.push(ins.y);
  }
  return table;
}

/** Compiles a parsed pattern. */
export function compileProgram(root: RegexNode): Program | RegexError {
  const builder = new Builder();
  try {
    const start = builder.build(root, 0);
    const { code, assertions } = builder;
    return { code, start, assertions, first: firstBytes(code, start), literal: literalOf(root) };
  } catch (e) {
    if (e instanceof TooBig) return new RegexError('ESIZE');
    throw e;
  }
}
