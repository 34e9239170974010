import type { Bytes } from './bytes.ts';
import { GoError, isGoError } from './go-error.ts';
import { goQuote } from './go-quote.ts';

const SYNTAX = 'invalid syntax';
const RANGE = 'value out of range';

function numError(fn: string, text: Bytes, reason: string): GoError {
  return new GoError(`strconv.${fn}: parsing ${goQuote(text)}: ${reason}`);
}

function isDecimalDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

/** Whether the underscores of a literal stand only between digits or after a base prefix (`underscoreOK` of strconv). */
function underscoresSeparateDigits(text: Bytes): boolean {
  const s = text[0] === '-' || text[0] === '+' ? text.slice(1) : text;
  const prefixed = /^0[boxBOX]/.test(s);
  const hex = /^0[xX]/.test(s);
  let saw = prefixed ? '0' : '^';
  for (let i = prefixed ? 2 : 0; i < s.length; i++) {
    const c = s[i] as string;
    if (isDecimalDigit(c.charCodeAt(0)) || (hex && /[a-fA-F]/.test(c))) saw = '0';
    else if (c === '_') {
      if (saw !== '0') return false;
      saw = '_';
    } else if (saw === '_') return false;
    else saw = '!';
  }
  return saw !== '_';
}

function digitValue(c: number): number {
  if (isDecimalDigit(c)) return c - 48;
  const lower = c | 32;
  return lower >= 97 && lower <= 122 ? lower - 87 : 99;
}

interface Digits {
  readonly text: Bytes;
  readonly radix: number;
}

/** Digits and radix of a literal; base 0 recognises the prefixes 0b, 0o, 0x and 0, as Go source does. */
function digitsOf(s: Bytes, base: number): Digits {
  if (base !== 0) return { text: s, radix: base };
  if (s[0] !== '0') return { text: s, radix: 10 };
  const kind = s.length >= 3 ? (s[1] as string).toLowerCase() : '';
  if (kind === 'b') return { text: s.slice(2), radix: 2 };
  if (kind === 'x') return { text: s.slice(2), radix: 16 };
  return { text: kind === 'o' ? s.slice(2) : s.slice(1), radix: 8 };
}

/** Magnitudes below this stay exact numbers whatever digit follows. */
const EXACT = 2 ** 46;

/** The magnitude of an unsigned literal, or why it is none; what overflows first is told first. Base 0 takes underscores. */
function parseMagnitude(s: Bytes, base: number, bitSize: number): Int64 | typeof SYNTAX | typeof RANGE {
  const { text, radix } = digitsOf(s, base);
  const limit = (1n << BigInt(bitSize)) - 1n;
  let n: Int64 = 0;
  let underscores = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 95 && base === 0) {
      underscores = true;
      continue;
    }
    const d = digitValue(c);
    if (d >= radix) return SYNTAX;
    n = typeof n === 'number' && n < EXACT ? n * radix + d : BigInt(n) * BigInt(radix) + BigInt(d);
    if (n > limit) return RANGE;
  }
  if (underscores && !underscoresSeparateDigits(s)) return SYNTAX;
  return normalInt64(n);
}

/** An integer of up to 64 bits: a number while it is safe, a bigint past 2^53. */
export type Int64 = number | bigint;

/** `n` as a number when that is exact, otherwise unchanged. */
export function normalInt64(n: Int64): Int64 {
  return typeof n === 'bigint' && n <= BigInt(Number.MAX_SAFE_INTEGER) && n >= BigInt(Number.MIN_SAFE_INTEGER)
    ? Number(n)
    : n;
}

function isProblem(n: Int64 | string): n is typeof SYNTAX | typeof RANGE {
  return typeof n === 'string';
}

function unsigned(fn: string, text: Bytes, base: number, bitSize: number): Int64 | GoError {
  const n = text === '' ? SYNTAX : parseMagnitude(text, base, bitSize);
  return isProblem(n) ? numError(fn, text, n) : n;
}

function signed(fn: string, text: Bytes, base: number, bitSize: number): Int64 | GoError {
  const negative = text[0] === '-';
  const body = negative || text[0] === '+' ? text.slice(1) : text;
  const n = body === '' ? SYNTAX : parseMagnitude(body, base, bitSize);
  if (isProblem(n)) return numError(fn, text, n);
  if (n > (1n << BigInt(bitSize - 1)) - (negative ? 0n : 1n)) return numError(fn, text, RANGE);
  return negative && n !== 0 ? -n : n;
}

/** `strconv.ParseInt` with an exact result: a bigint past 2^53. `bitSize` is 8 to 64. */
export function parseInt64(text: Bytes, base: number, bitSize: number): Int64 | GoError {
  return signed('ParseInt', text, base, bitSize);
}

/** `strconv.ParseUint` with an exact result: a bigint past 2^53. */
export function parseUint64(text: Bytes, base: number, bitSize: number): Int64 | GoError {
  return unsigned('ParseUint', text, base, bitSize);
}

/** `strconv.ParseInt` as a number; magnitudes past 2^53 are rounded to the nearest one a double can hold. */
export function parseGoInt(text: Bytes, base: number, bitSize: number): number | GoError {
  const n = signed('ParseInt', text, base, bitSize);
  return isGoError(n) ? n : Number(n);
}

/** `strconv.ParseUint` as a number; magnitudes past 2^53 are rounded to the nearest one a double can hold. */
export function parseGoUint(text: Bytes, base: number, bitSize: number): number | GoError {
  const n = unsigned('ParseUint', text, base, bitSize);
  return isGoError(n) ? n : Number(n);
}

/** `strconv.Atoi`: a decimal int. */
export function atoi(text: Bytes): number | GoError {
  const n = signed('Atoi', text, 10, 64);
  return isGoError(n) ? n : Number(n);
}

const TRUE: readonly Bytes[] = ['1', 't', 'T', 'true', 'TRUE', 'True'];
const FALSE: readonly Bytes[] = ['0', 'f', 'F', 'false', 'FALSE', 'False'];

/** `strconv.ParseBool`: 1, t, T, TRUE, true, True and their opposites. */
export function parseGoBool(text: Bytes): boolean | GoError {
  if (TRUE.includes(text)) return true;
  if (FALSE.includes(text)) return false;
  return numError('ParseBool', text, SYNTAX);
}

const DECIMAL_FLOAT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const HEX_FLOAT = /^([+-]?)0x([0-9a-f]*)\.?([0-9a-f]*)p([+-]?\d+)$/i;
const SPECIAL_FLOAT = /^([+-]?)(?:inf|infinity)$/i;

function hexFloat(sign: string, whole: string, fraction: string, exponent: string): number {
  const mantissa = BigInt(`0x0${whole}${fraction}`);
  let scale = Number(exponent) - 4 * fraction.length;
  // Keep 64 significant bits with a sticky last one, so that one rounding by Number() is the only rounding.
  const extra = mantissa.toString(2).length - 64;
  let kept = mantissa;
  if (extra > 0) {
    kept = mantissa >> BigInt(extra);
    if (kept << BigInt(extra) !== mantissa) kept |= 1n;
    scale += extra;
  }
  let value = Number(kept);
  // In steps that stay in range; a value out of all range ends as infinity or zero.
  for (; scale > 0 && Number.isFinite(value) && value !== 0; scale = Math.max(0, scale - 500))
    value *= 2 ** Math.min(scale, 500);
  for (; scale < 0 && value !== 0; scale = Math.min(0, scale + 500)) value /= 2 ** Math.min(-scale, 500);
  return sign === '-' ? -value : value;
}

/** `strconv.ParseFloat(text, 64)`: decimal and hexadecimal floats, inf and nan in any case. */
export function parseGoFloat(text: Bytes): number | GoError {
  if (/^nan$/i.test(text)) return Number.NaN;
  const special = SPECIAL_FLOAT.exec(text);
  if (special !== null) return special[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  let body = text;
  if (text.includes('_')) {
    if (!underscoresSeparateDigits(text)) return numError('ParseFloat', text, SYNTAX);
    body = text.replaceAll('_', '');
  }
  const hex = HEX_FLOAT.exec(body);
  let value: number;
  if (hex !== null && (hex[2] !== '' || hex[3] !== '')) {
    value = hexFloat(hex[1] as string, hex[2] as string, hex[3] as string, hex[4] as string);
  } else if (DECIMAL_FLOAT.test(body)) value = Number(body);
  else return numError('ParseFloat', text, SYNTAX);
  return Number.isFinite(value) ? value : numError('ParseFloat', text, RANGE);
}
