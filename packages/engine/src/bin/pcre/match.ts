/**
 * Matching by backtracking, as Perl does it. Every choice costs a step, and a match that takes too many fails with
 * `exhausted`, so no pattern can hold up the machine.
 */
import type { Node, Pattern } from './ast.ts';
import { inRanges, isWord, otherCase } from './char-class.ts';

/** Start and end of the whole match and of each group, two places each; -1 where a group took no part. */
export type Spans = readonly number[];

const MAX_STEPS = 500_000;
const MAX_DEPTH = 3_000;

class Exhausted extends Error {}

type Then = (at: number) => boolean;

function single(node: Node): boolean {
  return node.k === 'char' || node.k === 'set' || node.k === 'any';
}

class Matcher {
  readonly text: string;
  readonly ascii: boolean;
  readonly spans: number[];
  steps = 0;
  depth = 0;
  /** Matching runs to the left, inside a look-behind. */
  back = false;

  constructor(text: string, pattern: Pattern) {
    this.text = text;
    this.ascii = pattern.flags.ascii;
    this.spans = new Array<number>((pattern.groups + 1) * 2).fill(-1);
  }

  private takes(node: Node, c: number): boolean {
    if (node.k === 'char') return c === node.c || (node.fold && otherCase(c) === node.c);
    if (node.k === 'any') return node.all || c !== 10;
    if (node.k !== 'set') return false;
    const hit = inRanges(node.ranges, c) || (node.fold && inRanges(node.ranges, otherCase(c)));
    return hit !== node.not;
  }

  /** Place after a single-unit node, or -1. */
  private one(node: Node, at: number): number {
    const i = this.back ? at - 1 : at;
    if (i < 0 || i >= this.text.length || !this.takes(node, this.text.charCodeAt(i))) return -1;
    return this.back ? at - 1 : at + 1;
  }

  match(node: Node, at: number, then: Then): boolean {
    if (++this.steps > MAX_STEPS || ++this.depth > MAX_DEPTH) throw new Exhausted();
    const ok = this.dispatch(node, at, then);
    this.depth--;
    return ok;
  }

  private dispatch(node: Node, at: number, then: Then): boolean {
    switch (node.k) {
      case 'char':
      case 'set':
      case 'any': {
        const next = this.one(node, at);
        return next >= 0 && then(next);
      }
      case 'seq':
        return this.sequence(node.items, this.back ? node.items.length - 1 : 0, at, then);
      case 'alt':
        return node.items.some((item) => this.match(item, at, then));
      case 'group':
        return this.group(node.n, node.item, at, then);
      case 'repeat':
        return single(node.item) ? this.run(node, at, then) : this.loop(node, at, 0, -1, then);
      case 'look':
        return this.look(node, at, then);
      case 'atomic': {
        const end = this.first(node.item, at);
        return end >= 0 && then(end);
      }
      case 'back':
        return this.reference(node.n, node.fold, at, then);
      case 'if':
        return this.match((this.spans[node.n * 2] as number) >= 0 ? node.yes : node.no, at, then);
      default:
        return this.holds(node, at) && then(at);
    }
  }

  private holds(node: Node, at: number): boolean {
    const { text } = this;
    if (node.k === 'begin') return at === 0 || (node.lines && text.charCodeAt(at - 1) === 10);
    if (node.k === 'end') {
      if (at === text.length) return true;
      if (text.charCodeAt(at) !== 10) return false;
      return node.lines || (node.beforeLast && at === text.length - 1);
    }
    const before = at > 0 && isWord(text.charCodeAt(at - 1), this.ascii);
    const after = at < text.length && isWord(text.charCodeAt(at), this.ascii);
    return node.k === 'word' && (before !== after) !== node.not;
  }

  private sequence(items: readonly Node[], i: number, at: number, then: Then): boolean {
    let place = at;
    let k = i;
    const step = this.back ? -1 : 1;
    for (;;) {
      const node = items[k];
      if (node === undefined) return then(place);
      if (!single(node)) break;
      place = this.one(node, place);
      if (place < 0) return false;
      k += step;
    }
    return this.match(items[k] as Node, place, (next) => this.sequence(items, k + step, next, then));
  }

  private group(n: number, item: Node, at: number, then: Then): boolean {
    const { spans, back } = this;
    const from = spans[n * 2] as number;
    const to = spans[n * 2 + 1] as number;
    const ok = this.match(item, at, (end) => {
      const oldFrom = spans[n * 2] as number;
      const oldTo = spans[n * 2 + 1] as number;
      spans[n * 2] = back ? end : at;
      spans[n * 2 + 1] = back ? at : end;
      if (then(end)) return true;
      spans[n * 2] = oldFrom;
      spans[n * 2 + 1] = oldTo;
      return false;
    });
    if (!ok) {
      spans[n * 2] = from;
      spans[n * 2 + 1] = to;
    }
    return ok;
  }

  /** Repeats of a single unit need no recursion per unit. */
  private run(node: Node & { k: 'repeat' }, at: number, then: Then): boolean {
    const step = this.back ? -1 : 1;
    const most = node.max < 0 ? Number.MAX_SAFE_INTEGER : node.max;
    if (node.mode === 'lazy') {
      let place = at;
      for (let n = 0; ; n++) {
        if (n >= node.min && then(place)) return true;
        if (n >= most) return false;
        place = this.one(node.item, place);
        if (place < 0) return false;
        this.steps++;
      }
    }
    let n = 0;
    let place = at;
    while (n < most) {
      const next = this.one(node.item, place);
      if (next < 0) break;
      place = next;
      n++;
    }
    this.steps += n >> 4;
    if (n < node.min) return false;
    if (node.mode === 'possessive') return then(place);
    for (; n >= node.min; n--, place -= step) {
      if (++this.steps > MAX_STEPS) throw new Exhausted();
      if (then(place)) return true;
    }
    return false;
  }

  private loop(node: Node & { k: 'repeat' }, at: number, n: number, last: number, then: Then): boolean {
    if (node.mode === 'possessive') {
      const end = this.first({ ...node, mode: 'greedy' }, at);
      return end >= 0 && then(end);
    }
    const more = (): boolean => {
      if ((node.max >= 0 && n >= node.max) || (at === last && n >= node.min)) return false;
      const saved = node.groups.map((g) => [this.spans[g * 2] as number, this.spans[g * 2 + 1] as number]);
      const ok = this.match(node.item, at, (next) => this.loop(node, next, n + 1, at, then));
      if (!ok) node.groups.forEach((g, i) => this.restore(g, saved[i] as number[]));
      return ok;
    };
    if (n < node.min) return more();
    return node.mode === 'lazy' ? then(at) || more() : more() || then(at);
  }

  private restore(g: number, saved: readonly number[]): void {
    this.spans[g * 2] = saved[0] as number;
    this.spans[g * 2 + 1] = saved[1] as number;
  }

  /** End of the first way in which `item` matches at `at`, or -1. */
  private first(item: Node, at: number): number {
    let end = -1;
    this.match(item, at, (next) => {
      end = next;
      return true;
    });
    return end;
  }

  private look(node: Node & { k: 'look' }, at: number, then: Then): boolean {
    const kept = this.spans.slice();
    const direction = this.back;
    this.back = node.behind;
    const found = this.first(node.item, at) >= 0;
    this.back = direction;
    if (found !== node.not && !node.not) {
      if (then(at)) return true;
    } else if (found !== node.not) {
      for (let i = 0; i < kept.length; i++) this.spans[i] = kept[i] as number;
      return then(at);
    }
    for (let i = 0; i < kept.length; i++) this.spans[i] = kept[i] as number;
    return false;
  }

  private reference(n: number, fold: boolean, at: number, then: Then): boolean {
    const from = this.spans[n * 2] ?? -1;
    if (from < 0) return false;
    const want = this.text.slice(from, this.spans[n * 2 + 1]);
    const start = this.back ? at - want.length : at;
    const have = start < 0 ? '' : this.text.slice(start, start + want.length);
    const same = have === want || (fold && have.toLowerCase() === want.toLowerCase());
    return same && have.length === want.length && then(this.back ? start : at + want.length);
  }
}

/** Why a match ended without an answer: the pattern is too costly for this text. */
export const EXHAUSTED = 'exhausted';

/** Tries `m` at one place. */
function attempt(m: Matcher, pattern: Pattern, at: number, whole: boolean): Spans | null {
  let end = -1;
  const ok = m.match(pattern.node, at, (to) => {
    if (whole && to !== m.text.length) return false;
    end = to;
    return true;
  });
  if (!ok) return null;
  m.spans[0] = at;
  m.spans[1] = end;
  return m.spans;
}

/** Matches `pattern` at exactly `at`; `whole`: up to the end of the text. Null when it does not match. */
export function matchAt(pattern: Pattern, text: string, at: number, whole = false): Spans | null | typeof EXHAUSTED {
  try {
    return attempt(new Matcher(text, pattern), pattern, at, whole);
  } catch (stop) {
    if (stop instanceof Exhausted) return EXHAUSTED;
    throw stop;
  }
}

/** The first match at or after `from`. The steps of all places tried count together. */
export function search(pattern: Pattern, text: string, from = 0): Spans | null | typeof EXHAUSTED {
  const first = pattern.node.k === 'seq' ? pattern.node.items[0] : pattern.node;
  const anchored = first?.k === 'begin' && !first.lines;
  const m = new Matcher(text, pattern);
  try {
    for (let at = from; at <= text.length; at++) {
      const found = attempt(m, pattern, at, false);
      if (found !== null) return found;
      if (anchored) return null;
    }
  } catch (stop) {
    if (stop instanceof Exhausted) return EXHAUSTED;
    throw stop;
  }
  return null;
}
