/** Classes of characters: what `\d \w \s` and their negations stand for, and upper and lower case. */
import type { Range } from './ast.ts';

export const DIGIT: readonly Range[] = [[48, 57]];
export const WORD: readonly Range[] = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
];
export const SPACE: readonly Range[] = [
  [9, 13],
  [32, 32],
];
/** Letters beyond ASCII, roughly: Latin-1, and everything from Latin Extended to the end of the letters in use. */
const UNICODE_WORD: readonly Range[] = [
  ...WORD,
  [0xaa, 0xaa],
  [0xb5, 0xb5],
  [0xba, 0xba],
  [0xc0, 0xd6],
  [0xd8, 0xf6],
  [0xf8, 0x1fff],
  [0x2c00, 0xdfff],
  [0xf900, 0xfffd],
];
const UNICODE_SPACE: readonly Range[] = [
  ...SPACE,
  [0x85, 0x85],
  [0xa0, 0xa0],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x3000, 0x3000],
];

/** Ranges of the class escape `\c` for one of the letters d, w, s. */
export function classRanges(letter: string, ascii: boolean): readonly Range[] {
  if (letter === 'd') return DIGIT;
  if (letter === 'w') return ascii ? WORD : UNICODE_WORD;
  return ascii ? SPACE : UNICODE_SPACE;
}

/** The units that the ranges leave out. */
export function complement(ranges: readonly Range[]): readonly Range[] {
  const sorted = [...ranges].sort((a, b) => a[0] - b[0]);
  const out: Range[] = [];
  let next = 0;
  for (const [from, to] of sorted) {
    if (from > next) out.push([next, from - 1]);
    next = Math.max(next, to + 1);
  }
  if (next <= 0xffff) out.push([next, 0xffff]);
  return out;
}

/** POSIX classes inside brackets. */
export const POSIX_CLASSES: ReadonlyMap<string, readonly Range[]> = new Map([
  [
    'alnum',
    [
      [48, 57],
      [65, 90],
      [97, 122],
    ],
  ],
  [
    'alpha',
    [
      [65, 90],
      [97, 122],
    ],
  ],
  ['ascii', [[0, 127]]],
  [
    'blank',
    [
      [9, 9],
      [32, 32],
    ],
  ],
  [
    'cntrl',
    [
      [0, 31],
      [127, 127],
    ],
  ],
  ['digit', DIGIT],
  ['graph', [[33, 126]]],
  ['lower', [[97, 122]]],
  ['print', [[32, 126]]],
  [
    'punct',
    [
      [33, 47],
      [58, 64],
      [91, 96],
      [123, 126],
    ],
  ],
  ['space', SPACE],
  ['upper', [[65, 90]]],
  ['word', WORD],
  [
    'xdigit',
    [
      [48, 57],
      [65, 70],
      [97, 102],
    ],
  ],
] as [string, Range[]][]);

/** The other case of a unit, or the unit itself. */
export function otherCase(c: number): number {
  if (c < 128) return (c >= 65 && c <= 90) || (c >= 97 && c <= 122) ? c ^ 32 : c;
  const ch = String.fromCharCode(c);
  const lower = ch.toLowerCase();
  if (lower !== ch) return lower.length === 1 ? lower.charCodeAt(0) : c;
  const upper = ch.toUpperCase();
  return upper.length === 1 ? upper.charCodeAt(0) : c;
}

/** Is the unit in the ranges? */
export function inRanges(ranges: readonly Range[], c: number): boolean {
  for (let i = 0; i < ranges.length; i++) {
    const r = ranges[i] as Range;
    if (c >= r[0] && c <= r[1]) return true;
  }
  return false;
}

/** Is it a letter, digit or underscore? */
export function isWord(c: number, ascii: boolean): boolean {
  return inRanges(ascii || c < 128 ? WORD : UNICODE_WORD, c);
}
