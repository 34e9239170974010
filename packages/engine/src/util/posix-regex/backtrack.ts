import type { Bytes } from '../bytes.ts';
import { holds, type RegexNode } from './ast.ts';
import { RegexBudget } from './error.ts';
import type { Group } from './submatch.ts';

/** Steps that one search with back references may take. */
const MAX_STEPS = 500_000;

/** Nested continuations before a search is given up: each is a frame of the host's stack. */
const MAX_NESTING = 3_000;

/** Whether two bytes are one ASCII letter in different cases. */
function sameLetter(a: number, b: number): boolean {
  const lower = a | 32;
  return (a ^ b) === 32 && lower >= 97 && lower <= 122;
}

type Then = (at: number) => boolean;

/**
 * Backtracking matcher for patterns with back references, for which no machine of bounded time exists. Every way to match
 * from a start is tried until the longest is known or the steps are used up.
 */
export class Backtracker {
  private readonly text: Bytes;
  private readonly multiline: boolean;
  private readonly icase: boolean;
  private groups: Group[];
  private best: readonly Group[] | null = null;
  private steps = 0;
  private nesting = 0;

  constructor(text: Bytes, multiline: boolean, icase: boolean, groups: number) {
    this.text = text;
    this.multiline = multiline;
    this.icase = icase;
    this.groups = new Array<Group>(groups + 1).fill(null);
  }

  /** Groups of the longest match that begins at `start`, or null. */
  matchAt(root: RegexNode, start: number): readonly Group[] | null {
    this.best = null;
    this.groups.fill(null);
    this.run(root, start, (end) => {
      const longest = this.best?.[0]?.[1] ?? -1;
      if (end > longest) this.best = [[start, end], ...this.groups.slice(1)];
      return end === this.text.length;
    });
    return this.best;
  }

  private byteAt(i: number): number {
    return i >= 0 && i < this.text.length ? this.text.charCodeAt(i) : -1;
  }

  /** Matches `node` at `i` and goes on with `then`; true ends the search. */
  private run(node: RegexNode, i: number, then: Then): boolean {
    if (++this.steps > MAX_STEPS || this.nesting > MAX_NESTING) throw new RegexBudget('back references take too long');
    this.nesting++;
    const done = this.step(node, i, then);
    this.nesting--;
    return done;
  }

  private step(node: RegexNode, i: number, then: Then): boolean {
    switch (node.kind) {
      case 'empty':
        return then(i);
      case 'set':
        return i < this.text.length && node.table[this.text.charCodeAt(i)] === 1 && then(i + 1);
      case 'assert':
        return holds(node.assertion, this.byteAt(i - 1), this.byteAt(i), this.multiline) && then(i);
      case 'backref':
        return this.backref(node.group, i, then);
      case 'group': {
        const { group } = node;
        const old = this.groups[group] as Group;
        const done = this.run(node.node, i, (end) => {
          const inner = this.groups[group] as Group;
          this.groups[group] = [i, end];
          if (then(end)) return true;
          this.groups[group] = inner;
          return false;
        });
        if (!done) this.groups[group] = old;
        return done;
      }
      case 'cat':
        return this.sequence(node.nodes, 0, i, then);
      case 'alt':
        return node.nodes.some((n) => this.run(n, i, then));
      case 'repeat':
        return this.repeat(node.node, node.min, node.max, i, then);
    }
  }

  private backref(group: number, i: number, then: Then): boolean {
    const g = this.groups[group];
    if (g === null || g === undefined) return false;
    const length = g[1] - g[0];
    if (i + length > this.text.length) return false;
    for (let k = 0; k < length; k++) {
      const a = this.text.charCodeAt(g[0] + k);
      const b = this.text.charCodeAt(i + k);
      if (a !== b && !(this.icase && sameLetter(a, b))) return false;
    }
    return then(i + length);
  }

  private sequence(nodes: readonly RegexNode[], n: number, i: number, then: Then): boolean {
    const node = nodes[n];
    if (node === undefined) return then(i);
    return this.run(node, i, (end) => this.sequence(nodes, n + 1, end, then));
  }

  private repeat(node: RegexNode, min: number, max: number, i: number, then: Then): boolean {
    // Repeating one set needs no frames: take as many as match, then give back one by one.
    if (node.kind === 'set') {
      let end = i;
      while (end - i < max && end < this.text.length && node.table[this.text.charCodeAt(end)] === 1) end++;
      for (; end - i >= min; end--) {
        if (++this.steps > MAX_STEPS) throw new RegexBudget('back references take too long');
        if (then(end)) return true;
      }
      return false;
    }
    if (max > 0) {
      const again = (end: number): boolean => {
        if (end === i && min <= 0) return false;
        return this.repeat(node, Math.max(0, min - 1), max - 1, end, then);
      };
      if (this.run(node, i, again)) return true;
    }
    return min <= 0 && then(i);
  }
}
