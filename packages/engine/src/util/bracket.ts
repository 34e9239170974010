import type { Bytes } from './bytes.ts';

/** The characters a bracket expression or an escape such as `\w` stands for: inclusive ranges, possibly negated. */
export interface CharSet {
  readonly ranges: readonly (readonly [number, number])[];
  readonly negated: boolean;
}

/** Whether the set holds character `c`. */
export function setHas(set: CharSet, c: number): boolean {
  for (const [lo, hi] of set.ranges) if (c >= lo && c <= hi) return !set.negated;
  return set.negated;
}

/** Character classes of the POSIX locale. */
const CLASSES: ReadonlyMap<string, readonly (readonly [number, number])[]> = new Map<
  string,
  readonly (readonly [number, number])[]
>([
  [
    'alpha',
    [
      [65, 90],
      [97, 122],
    ],
  ],
  ['digit', [[48, 57]]],
  [
    'alnum',
    [
      [48, 57],
      [65, 90],
      [97, 122],
    ],
  ],
  ['upper', [[65, 90]]],
  ['lower', [[97, 122]]],
  [
    'space',
    [
      [9, 13],
      [32, 32],
    ],
  ],
  [
    'blank',
    [
      [9, 9],
      [32, 32],
    ],
  ],
  [
    'punct',
    [
      [33, 47],
      [58, 64],
      [91, 96],
      [123, 126],
    ],
  ],
  ['print', [[32, 126]]],
  ['graph', [[33, 126]]],
  [
    'cntrl',
    [
      [0, 31],
      [127, 127],
    ],
  ],
  [
    'xdigit',
    [
      [48, 57],
      [65, 70],
      [97, 102],
    ],
  ],
]);

/** Ranges of a named class (`alpha`), or null when there is none of that name. */
export function classRanges(name: string): readonly (readonly [number, number])[] | null {
  return CLASSES.get(name) ?? null;
}

/** `[A-Za-z0-9_]`, what `\w` means. */
export const WORD: CharSet = {
  ranges: [
    [48, 57],
    [65, 90],
    [95, 95],
    [97, 122],
  ],
  negated: false,
};

/** A bracket expression that was read, and the index after its `]`. */
export interface Bracket {
  readonly set: CharSet;
  readonly next: number;
}

/** Why a bracket expression is not one. */
export type BracketProblem = 'unterminated' | 'class' | 'collate' | 'range';

/** Dialects. */
export interface BracketOptions {
  /** A shell pattern: `!` negates too, and unknown classes and ranges that run backwards are empty instead of errors. */
  readonly shell: boolean;
  /** `\` quotes the next character. */
  readonly escapes: boolean;
}

interface Item {
  readonly ranges: readonly (readonly [number, number])[];
  /** The single character that may begin or end a range, or -1. */
  readonly single: number;
  readonly next: number;
}

function namedItem(s: Bytes, i: number, kind: string, shell: boolean): Item | BracketProblem {
  const close = s.indexOf(`${kind}]`, i + 2);
  if (close < 0) return 'unterminated';
  const name = s.slice(i + 2, close);
  const next = close + 2;
  if (kind === ':') {
    const ranges = classRanges(name) ?? (shell ? [] : null);
    return ranges === null ? 'class' : { ranges, single: -1, next };
  }
  // The POSIX locale has no collating elements of more than one character.
  if (name.length !== 1) return shell ? { ranges: [], single: -1, next } : 'collate';
  const c = name.charCodeAt(0);
  return { ranges: [[c, c]], single: kind === '.' ? c : -1, next };
}

function takeItem(s: Bytes, i: number, options: BracketOptions): Item | BracketProblem {
  const c = s[i] as string;
  const kind = s[i + 1];
  if (c === '[' && (kind === ':' || kind === '.' || kind === '=')) return namedItem(s, i, kind, options.shell);
  const at = options.escapes && c === '\\' && i + 1 < s.length ? i + 1 : i;
  const code = s.charCodeAt(at);
  return { ranges: [[code, code]], single: code, next: at + 1 };
}

/**
 * Reads the bracket expression whose `[` is at `start` (POSIX 9.3.5): classes, equivalence classes, collating symbols of one
 * character and ranges, in the POSIX locale, by bytes.
 */
export function parseBracket(s: Bytes, start: number, options: BracketOptions): Bracket | BracketProblem {
  let i = start + 1;
  const negated = s[i] === '^' || (options.shell && s[i] === '!');
  if (negated) i++;
  const ranges: (readonly [number, number])[] = [];
  for (let first = true; ; first = false) {
    if (i >= s.length) return 'unterminated';
    if (s[i] === ']' && !first) return { set: { ranges, negated }, next: i + 1 };
    const item = takeItem(s, i, options);
    if (typeof item === 'string') return item;
    i = item.next;
    if (s[i] !== '-' || s[i + 1] === ']' || i + 1 >= s.length) {
      ranges.push(...item.ranges);
      continue;
    }
    const end = takeItem(s, i + 1, options);
    if (typeof end === 'string') return end;
    const backwards = item.single < 0 || end.single < 0 || end.single < item.single;
    if (backwards && !options.shell) return 'range';
    if (!backwards) ranges.push([item.single, end.single]);
    i = end.next;
  }
}
