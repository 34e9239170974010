import type { Bytes } from '../bytes.ts';
import { holds, type RegexNode } from './ast.ts';
import { RegexBudget } from './error.ts';

/** Positions of a group, or null when it took no part. */
export type Group = readonly [number, number] | null;

/** Positions tried before finding the groups is given up. */
const MAX_WORK = 4_000_000;

/**
 * Finds the groups of a match whose span is known, by POSIX's rule: of several ways to divide the text each part from the
 * left takes the longest piece that lets the rest match. Works down the tree; what a part can match from a position is
 * computed once.
 */
export class Submatches {
  private readonly text: Bytes;
  private readonly multiline: boolean;
  private readonly nodes: number;
  private readonly end: number;
  private readonly memo = new Map<number, readonly number[]>();
  private readonly groups: Group[];
  private work = 0;

  constructor(text: Bytes, multiline: boolean, nodes: number, groups: number, end: number) {
    this.text = text;
    this.multiline = multiline;
    this.nodes = nodes;
    this.end = end;
    this.groups = new Array<Group>(groups + 1).fill(null);
  }

  /** The groups when `root` matches from `start` to the end given. */
  find(root: RegexNode, start: number): readonly Group[] {
    this.groups[0] = [start, this.end];
    this.divide(root, start, this.end);
    return this.groups;
  }

  private byteAt(i: number): number {
    return i >= 0 && i < this.text.length ? this.text.charCodeAt(i) : -1;
  }

  /** Positions where `node` can end when it begins at `i`, longest first. */
  private ends(node: RegexNode, i: number): readonly number[] {
    const key = i * this.nodes + node.id;
    const known = this.memo.get(key);
    if (known !== undefined) return known;
    const found = this.computeEnds(node, i);
    this.work += found.length + 1;
    if (this.work > MAX_WORK) throw new RegexBudget('too many ways to divide the text');
    this.memo.set(key, found);
    return found;
  }

  private computeEnds(node: RegexNode, i: number): readonly number[] {
    switch (node.kind) {
      case 'set':
        return i < this.end && node.table[this.text.charCodeAt(i)] === 1 ? [i + 1] : [];
      case 'assert':
        return holds(node.assertion, this.byteAt(i - 1), this.byteAt(i), this.multiline) ? [i] : [];
      case 'group':
        return this.ends(node.node, i);
      case 'cat': {
        let at: readonly number[] = [i];
        for (const n of node.nodes) at = this.union(at, n);
        return at;
      }
      case 'alt':
        return descending(new Set(node.nodes.flatMap((n) => this.ends(n, i))));
      case 'repeat':
        return this.repeatEnds(node.node, node.min, node.max, i);
      default:
        return [i];
    }
  }

  private union(from: readonly number[], node: RegexNode): readonly number[] {
    if (from.length === 1) return this.ends(node, from[0] as number);
    const out = new Set<number>();
    for (const i of from) for (const e of this.ends(node, i)) out.add(e);
    return descending(out);
  }

  private repeatEnds(node: RegexNode, min: number, max: number, i: number): readonly number[] {
    let at: readonly number[] = [i];
    for (let n = 0; n < min && at.length > 0; n++) {
      const next = this.union(at, node);
      if (next.length === at.length && next.every((e, k) => e === at[k])) break;
      at = next;
    }
    const reached = new Set(at);
    let edge = at;
    for (let n = min; n < max && edge.length > 0; n++) {
      const fresh: number[] = [];
      for (const e of edge) {
        for (const to of this.ends(node, e)) {
          if (reached.has(to)) continue;
          reached.add(to);
          fresh.push(to);
        }
      }
      edge = fresh;
    }
    return descending(reached);
  }

  /** Sets the groups within `node`, which matches exactly i..j. */
  private divide(node: RegexNode, i: number, j: number): void {
    if (!node.groups) return;
    switch (node.kind) {
      case 'group':
        this.groups[node.group] = [i, j];
        this.divide(node.node, i, j);
        return;
      case 'alt': {
        const taken = node.nodes.find((n) => this.ends(n, i).includes(j));
        if (taken !== undefined) this.divide(taken, i, j);
        return;
      }
      case 'cat':
        this.divideSequence(node.nodes, i, j);
        return;
      case 'repeat':
        this.divideRepeat(node.node, node.min, node.max, i, j);
        return;
      default:
    }
  }

  private divideSequence(nodes: readonly RegexNode[], start: number, j: number): void {
    // From the right: positions from which the rest of the sequence can reach j.
    const memo = new Map<number, boolean>();
    const reaches = (n: number, at: number): boolean => {
      if (n === nodes.length) return at === j;
      const key = at * (nodes.length + 1) + n;
      const known = memo.get(key);
      if (known !== undefined) return known;
      const ok = this.ends(nodes[n] as RegexNode, at).some((e) => e <= j && reaches(n + 1, e));
      memo.set(key, ok);
      return ok;
    };
    let at = start;
    nodes.forEach((node, n) => {
      const from = at;
      const to = this.ends(node, from).find((e) => e <= j && reaches(n + 1, e));
      if (to === undefined) return;
      this.divide(node, from, to);
      at = to;
    });
  }

  private divideRepeat(node: RegexNode, min: number, max: number, start: number, j: number): void {
    let at = start;
    for (let n = 0; ; n++) {
      if (at === j) {
        // An empty turn counts only where none was taken.
        if (n === 0 && max > 0 && this.ends(node, at).includes(j)) this.divide(node, at, at);
        return;
      }
      const from = at;
      const left = n + 1;
      const to = this.ends(node, from).find(
        (e) =>
          e > from &&
          e <= j &&
          (e === j ? true : this.repeatEnds(node, Math.max(0, min - left), max - left, e).includes(j)),
      );
      if (to === undefined) return;
      this.divide(node, from, to);
      at = to;
    }
  }
}

function descending(set: Set<number>): readonly number[] {
  return [...set].sort((a, b) => b - a);
}
