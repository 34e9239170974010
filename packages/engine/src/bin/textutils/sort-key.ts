/** The keys of sort(1): where a key lies in a line, and how two keys compare. */
import type { Bytes } from '../../util/bytes.ts';

/** How keys compare. `''` letters: b blanks, d dictionary, f fold, i printable, n numeric, h human, g general, a general with 0 for what is no number, M month, V version, R random, r reverse. */
export interface SortKey {
  /** First field and character, from 1. */
  readonly field: number;
  readonly char: number;
  /** Last field (0: to the end of the line) and character (0: to the end of the field). */
  readonly endField: number;
  readonly endChar: number;
  readonly skipStart: boolean;
  readonly skipEnd: boolean;
  readonly flags: string;
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

function blank(c: number): boolean {
  return c === 32 || c === 9 || c === 10;
}

/** Offset of the field `n` (from 1): behind its separator, or before the blanks that lead it. */
function fieldStart(line: Bytes, separator: string, n: number): number {
  let at = 0;
  for (let i = 1; i < n && at < line.length; i++) {
    if (separator !== '') {
      const next = line.indexOf(separator, at);
      if (next < 0) return line.length;
      at = next + 1;
    } else {
      while (at < line.length && blank(line.charCodeAt(at))) at++;
      while (at < line.length && !blank(line.charCodeAt(at))) at++;
    }
  }
  return at;
}

function fieldEnd(line: Bytes, separator: string, n: number): number {
  const at = fieldStart(line, separator, n);
  if (separator !== '') {
    const next = line.indexOf(separator, at);
    return next < 0 ? line.length : next;
  }
  let end = at;
  while (end < line.length && blank(line.charCodeAt(end))) end++;
  while (end < line.length && !blank(line.charCodeAt(end))) end++;
  return end;
}

function skipBlanks(line: Bytes, at: number): number {
  let i = at;
  while (i < line.length && blank(line.charCodeAt(i))) i++;
  return i;
}

/** The part of `line` that `key` names. */
export function keyText(line: Bytes, key: SortKey, separator: string): Bytes {
  if (key.field === 1 && key.char === 1 && key.endField === 0 && !key.skipStart) return line;
  let from = fieldStart(line, separator, key.field);
  if (key.skipStart) from = skipBlanks(line, from);
  from = Math.min(line.length, from + key.char - 1);
  let to = line.length;
  if (key.endField > 0) {
    if (key.endChar === 0) to = fieldEnd(line, separator, key.endField);
    else {
      let at = fieldStart(line, separator, key.endField);
      if (key.skipEnd) at = skipBlanks(line, at);
      to = Math.min(line.length, at + key.endChar);
    }
  }
  return to > from ? line.slice(from, to) : '';
}

function text(key: Bytes, flags: string): Bytes {
  if (!flags.includes('d') && !flags.includes('i') && !flags.includes('f')) return key;
  let out = '';
  for (let i = 0; i < key.length; i++) {
    const c = key.charCodeAt(i);
    const alnum = (c >= 48 && c < 58) || (c >= 65 && c < 91) || (c >= 97 && c < 123);
    if (flags.includes('d') && !alnum && !blank(c)) continue;
    if (flags.includes('i') && (c < 32 || c > 126)) continue;
    out += flags.includes('f') && c >= 97 && c < 123 ? String.fromCharCode(c - 32) : key.charAt(i);
  }
  return out;
}

interface Decimal {
  readonly negative: boolean;
  readonly whole: string;
  readonly fraction: string;
  readonly end: number;
}

function decimal(key: Bytes): Decimal {
  let i = skipBlanks(key, 0);
  const negative = key.charAt(i) === '-';
  if (negative) i++;
  const digits = (): string => {
    const from = i;
    while (key.charCodeAt(i) >= 48 && key.charCodeAt(i) < 58) i++;
    return key.slice(from, i);
  };
  const whole = digits().replace(/^0+/, '');
  let fraction = '';
  if (key.charAt(i) === '.') {
    i++;
    fraction = digits().replace(/0+$/, '');
  }
  return { negative: negative && (whole !== '' || fraction !== ''), whole, fraction, end: i };
}

function order(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareDecimal(a: Decimal, b: Decimal): number {
  if (a.negative !== b.negative) return a.negative ? -1 : 1;
  const c = order(a.whole.length, b.whole.length) || order(a.whole, b.whole) || order(a.fraction, b.fraction);
  return a.negative ? -c : c;
}

/** Human sizes: the suffix decides before the number. */
function compareHuman(a: Bytes, b: Bytes): number {
  const x = decimal(a);
  const y = decimal(b);
  if (x.negative !== y.negative) return x.negative ? -1 : 1;
  const zero = (d: Decimal): boolean => d.whole === '' && d.fraction === '';
  const suffix = (d: Decimal, t: Bytes): number =>
    zero(d) ? 0 : ' KMGTPEZY'.indexOf(t.charAt(d.end) === 'k' ? 'K' : t.charAt(d.end) || ' ');
  const c = order(Math.max(0, suffix(x, a)), Math.max(0, suffix(y, b)));
  if (c !== 0) return x.negative ? -c : c;
  return compareDecimal(x, y);
}

function general(key: Bytes): number {
  const found = /^[ \t\n]*([-+]?(?:inf(?:inity)?|nan|0x[0-9a-f]+|(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?))/i.exec(key)?.[1];
  if (found === undefined) return Number.NaN;
  if (/inf/i.test(found)) return found.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return Number(found);
}

/** What is no number sorts before NaN, and NaN before every number. */
function compareGeneral(a: Bytes, b: Bytes): number {
  const x = general(a);
  const y = general(b);
  if (x !== x || y !== y) return order(x === x ? 1 : 0, y === y ? 1 : 0);
  return order(x, y);
}

function month(key: Bytes): number {
  const at = skipBlanks(key, 0);
  return MONTHS.indexOf(key.slice(at, at + 3).toUpperCase());
}

/** Rank of a character in version order: `~` before the end, letters before other characters. */
function versionRank(c: number): number {
  if (c !== c) return -1;
  if (c === 126) return -2;
  if (c >= 48 && c < 58) return 0;
  const letter = (c >= 65 && c < 91) || (c >= 97 && c < 123);
  return letter ? c : c + 256;
}

/** filevercmp(3) of gnulib without its file suffix rule: runs of digits compare as numbers. */
export function compareVersion(a: Bytes, b: Bytes): number {
  let i = 0;
  let j = 0;
  const digit = (t: Bytes, at: number): boolean => t.charCodeAt(at) >= 48 && t.charCodeAt(at) < 58;
  while (i < a.length || j < b.length) {
    while ((i < a.length && !digit(a, i)) || (j < b.length && !digit(b, j))) {
      const x = versionRank(a.charCodeAt(i));
      const y = versionRank(b.charCodeAt(j));
      if (x !== y) return order(x, y);
      i++;
      j++;
    }
    while (a.charAt(i) === '0') i++;
    while (b.charAt(j) === '0') j++;
    let first = 0;
    while (digit(a, i) && digit(b, j)) {
      if (first === 0) first = order(a.charCodeAt(i), b.charCodeAt(j));
      i++;
      j++;
    }
    if (digit(a, i)) return 1;
    if (digit(b, j)) return -1;
    if (first !== 0) return first;
  }
  return 0;
}

/** A fixed hash of a key and a salt (FNV-1a), the order of `sort -R`. */
function shuffled(key: Bytes, salt: Bytes): number {
  let h = 0x811c9dc5;
  const all = salt + key;
  for (let i = 0; i < all.length; i++) h = Math.imul(h ^ all.charCodeAt(i), 0x01000193) >>> 0;
  return Math.imul(h ^ (h >>> 15), 0x85ebca6b) >>> 0;
}

/** Compares two keys by `flags`, without their `r`. */
export function compareKeys(a: Bytes, b: Bytes, flags: string, salt: Bytes): number {
  if (flags.includes('n')) return compareDecimal(decimal(a), decimal(b));
  if (flags.includes('h')) return compareHuman(a, b);
  if (flags.includes('g')) return compareGeneral(a, b);
  if (flags.includes('a')) return order(general(a) || 0, general(b) || 0);
  if (flags.includes('M')) return order(month(a), month(b));
  if (flags.includes('V')) return compareVersion(a, b);
  if (flags.includes('R')) return order(shuffled(a, salt), shuffled(b, salt)) || order(a, b);
  return order(text(a, flags), text(b, flags));
}
