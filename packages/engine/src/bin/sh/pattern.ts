/**
 * Pattern matching notation of the shell (POSIX 2.13, glob(7), extglob of bash(1)) on byte strings. In a pattern a
 * backslash quotes the next character. Patterns are compiled once and cached: a pure function of their text.
 */
import type { Bytes } from '../../util/bytes.ts';

type Item =
  | { readonly t: 'char'; readonly c: string }
  | { readonly t: 'any' }
  | { readonly t: 'star' }
  | { readonly t: 'set'; readonly test: (code: number) => boolean }
  | { readonly t: 'ext'; readonly op: string; readonly alternatives: readonly (readonly Item[])[] };

/** A compiled pattern. */
export interface Pattern {
  readonly items: readonly Item[];
  /** The text that it stands for when nothing in it is special, else null. */
  readonly literal: Bytes | null;
}

const CLASSES: { readonly [name: string]: (c: number) => boolean } = {
  alpha: (c) => (c >= 65 && c <= 90) || (c >= 97 && c <= 122),
  digit: (c) => c >= 48 && c <= 57,
  alnum: (c) => (c >= 48 && c <= 57) || (c >= 65 && c <= 90) || (c >= 97 && c <= 122),
  upper: (c) => c >= 65 && c <= 90,
  lower: (c) => c >= 97 && c <= 122,
  space: (c) => c === 32 || (c >= 9 && c <= 13),
  blank: (c) => c === 32 || c === 9,
  punct: (c) => (c >= 33 && c <= 47) || (c >= 58 && c <= 64) || (c >= 91 && c <= 96) || (c >= 123 && c <= 126),
  print: (c) => c >= 32 && c <= 126,
  graph: (c) => c >= 33 && c <= 126,
  cntrl: (c) => c < 32 || c === 127,
  xdigit: (c) => (c >= 48 && c <= 57) || (c >= 65 && c <= 70) || (c >= 97 && c <= 102),
  word: (c) => (c >= 48 && c <= 57) || (c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c === 95,
};

/** A bracket expression at `start` (the `[`): the item and where it ends, or null when it is not closed. */
function bracket(text: Bytes, start: number): { readonly item: Item; readonly end: number } | null {
  let i = start + 1;
  const negate = text.charAt(i) === '!' || text.charAt(i) === '^';
  if (negate) i++;
  const ranges: (readonly [number, number])[] = [];
  const classes: ((c: number) => boolean)[] = [];
  for (let first = true; ; first = false) {
    if (i >= text.length) return null;
    let c = text.charAt(i);
    if (c === ']' && !first) break;
    const named = c === '[' ? /^\[:(\w+):\]/.exec(text.slice(i)) : null;
    if (named !== null) {
      const test = CLASSES[named[1] as string];
      if (test !== undefined) classes.push(test);
      i += named[0].length;
      continue;
    }
    if (
      c === '[' &&
      (text.charAt(i + 1) === '.' || text.charAt(i + 1) === '=') &&
      text.indexOf(`${text.charAt(i + 1)}]`, i + 2) === i + 3
    ) {
      c = text.charAt(i + 2);
      i += 4;
    } else if (c === '\\' && i + 1 < text.length) c = text.charAt(++i);
    i++;
    let to = c;
    if (text.charAt(i) === '-' && text.charAt(i + 1) !== ']' && i + 1 < text.length) {
      i++;
      if (text.charAt(i) === '\\' && i + 1 < text.length) i++;
      to = text.charAt(i++);
    }
    ranges.push([c.charCodeAt(0), to.charCodeAt(0)]);
  }
  const test = (code: number): boolean => {
    for (const [a, b] of ranges) if (code >= a && code <= b) return !negate;
    for (const k of classes) if (k(code)) return !negate;
    return negate;
  };
  return { item: { t: 'set', test }, end: i + 1 };
}

/** `op(a|b)` at `start`: its alternatives and where it ends, or null. */
function extended(text: Bytes, start: number): { readonly item: Item; readonly end: number } | null {
  let depth = 0;
  const parts: Bytes[] = [];
  let from = start + 2;
  for (let i = start + 1; i < text.length; i++) {
    const c = text.charAt(i);
    if (c === '\\') i++;
    else if (c === '(') depth++;
    else if (c === '|' && depth === 1) {
      parts.push(text.slice(from, i));
      from = i + 1;
    } else if (c === ')' && --depth === 0) {
      parts.push(text.slice(from, i));
      return {
        item: { t: 'ext', op: text.charAt(start), alternatives: parts.map((p) => compileItems(p, true)) },
        end: i + 1,
      };
    }
  }
  return null;
}

function compileItems(text: Bytes, ext: boolean): Item[] {
  const items: Item[] = [];
  for (let i = 0; i < text.length; ) {
    const c = text.charAt(i);
    const special =
      c === '['
        ? bracket(text, i)
        : ext && '?*+@!'.includes(c) && text.charAt(i + 1) === '('
          ? extended(text, i)
          : null;
    if (special !== null) {
      items.push(special.item);
      i = special.end;
      continue;
    }
    if (c === '*') {
      if (items[items.length - 1]?.t !== 'star') items.push({ t: 'star' });
    } else if (c === '?') items.push({ t: 'any' });
    else if (c === '\\' && i + 1 < text.length) items.push({ t: 'char', c: text.charAt(++i) });
    else items.push({ t: 'char', c });
    i++;
  }
  return items;
}

const CACHE_ENTRIES = 1024;
const compiled: readonly Map<Bytes, Pattern>[] = [new Map(), new Map()];

/** Compiles `text`; `ext` turns on `?(…)`, `*(…)`, `+(…)`, `@(…)` and `!(…)`. */
export function compilePattern(text: Bytes, ext = false): Pattern {
  const cache = compiled[ext ? 1 : 0] as Map<Bytes, Pattern>;
  const known = cache.get(text);
  if (known !== undefined) return known;
  const items = compileItems(text, ext);
  let literal: Bytes | null = '';
  for (const item of items) {
    if (item.t === 'char') literal += item.c;
    else {
      literal = null;
      break;
    }
  }
  const pattern = { items, literal };
  if (cache.size >= CACHE_ENTRIES) cache.clear();
  cache.set(text, pattern);
  return pattern;
}

/** Ends in `text` that `items[i…]` can reach from `at`; used for extended patterns, where alternatives nest. */
function matchFrom(items: readonly Item[], i: number, text: Bytes, at: number, budget: { left: number }): boolean {
  let ii = i;
  let tt = at;
  let starItem = -1;
  let starText = 0;
  for (;;) {
    if (budget.left-- <= 0) return false;
    const item = items[ii];
    if (item === undefined) {
      if (tt === text.length) return true;
    } else if (item.t === 'star') {
      starItem = ii++;
      starText = tt;
      continue;
    } else if (item.t === 'ext') {
      if (matchExtended(item, items, ii, text, tt, budget)) return true;
    } else if (
      tt < text.length &&
      (item.t === 'any' || (item.t === 'char' ? text.charAt(tt) === item.c : item.test(text.charCodeAt(tt))))
    ) {
      ii++;
      tt++;
      continue;
    }
    if (starItem < 0 || starText >= text.length) return false;
    ii = starItem + 1;
    tt = ++starText;
  }
}

function matchExtended(
  item: Extract<Item, { t: 'ext' }>,
  items: readonly Item[],
  i: number,
  text: Bytes,
  at: number,
  budget: { left: number },
): boolean {
  const one = (from: number, to: number): boolean => {
    const piece = text.slice(from, to);
    return item.alternatives.some((a) => matchFrom(a, 0, piece, 0, budget));
  };
  if (item.op === '!') {
    for (let end = text.length; end >= at; end--)
      if (!one(at, end) && matchFrom(items, i + 1, text, end, budget)) return true;
    return false;
  }
  const repeat = item.op === '*' || item.op === '+';
  if ((item.op === '?' || item.op === '*') && matchFrom(items, i + 1, text, at, budget)) return true;
  for (let end = at; end <= text.length; end++) {
    if (budget.left-- <= 0) return false;
    if (!one(at, end)) continue;
    if (matchFrom(items, i + 1, text, end, budget)) return true;
    if (repeat && end > at && matchExtended({ ...item, op: '*' }, items, i, text, end, budget)) return true;
  }
  return false;
}

/** Steps after which a match is given up: patterns with many alternatives can take exponential time. */
const MATCH_STEPS = 200_000;

/** True when the whole of `text` matches. */
export function matches(pattern: Pattern, text: Bytes): boolean {
  if (pattern.literal !== null) return pattern.literal === text;
  return matchFrom(pattern.items, 0, text, 0, { left: MATCH_STEPS });
}

/** `text` with the pattern characters quoted. */
export function escapePattern(text: Bytes): Bytes {
  return /[*?[\]\\()|!+@-]/.test(text) ? text.replace(/[*?[\]\\()|!+@^-]/g, '\\$&') : text;
}

/** `pattern` without its quoting backslashes. */
export function unescapePattern(pattern: Bytes): Bytes {
  return pattern.indexOf('\\') < 0 ? pattern : pattern.replace(/\\([\s\S])/g, '$1');
}
