import type { Bytes } from '../bytes.ts';
import { type FloatVerb, formatFloat } from '../float-format.ts';
import { canBackquote, goQuote, goQuoteRune, goQuoteRuneToAscii, goQuoteToAscii } from '../go-quote.ts';
import { encodeRune, isPrint, MAX_RUNE, RUNE_ERROR, runeAt, widthOf } from '../rune.ts';
import { type FmtFlags, pad } from './flags.ts';

/** Digits of an integer verb with sign, prefix, precision and padding (`fmtInteger` of Go's fmt/format.go). */
export function formatInteger(f: FmtFlags, n: number | bigint, base: number, verb: string): Bytes {
  const negative = n < 0;
  let precision = 0;
  if (f.precision >= 0) {
    precision = f.precision;
    if (precision === 0 && (n === 0 || n === 0n)) return pad(f, '', false);
  } else if (f.zero && !f.minus && f.width > 0) {
    precision = f.width - (negative || f.plus || f.space ? 1 : 0);
  }
  const magnitude = typeof n === 'number' && Math.abs(n) > Number.MAX_SAFE_INTEGER ? BigInt(n) : n;
  let digits = (negative ? -magnitude : magnitude).toString(base);
  if (verb === 'X') digits = digits.toUpperCase();
  digits = digits.padStart(precision, '0');
  if (f.sharp) {
    if (base === 2) digits = `0b${digits}`;
    else if (base === 8 && digits[0] !== '0') digits = `0${digits}`;
    else if (base === 16) digits = `0${verb === 'X' ? 'X' : 'x'}${digits}`;
  }
  if (verb === 'O') digits = `0o${digits}`;
  const sign = negative ? '-' : f.plus ? '+' : f.space ? ' ' : '';
  return pad(f, sign + digits, false);
}

function codePoint(n: number | bigint): number {
  return n < 0 || n > MAX_RUNE ? RUNE_ERROR : Number(n);
}

/** `%c`. */
export function formatChar(f: FmtFlags, n: number | bigint): Bytes {
  return pad(f, encodeRune(codePoint(n)));
}

/** `%q` of an integer. */
export function formatQuotedChar(f: FmtFlags, n: number | bigint): Bytes {
  return pad(f, f.plus ? goQuoteRuneToAscii(codePoint(n)) : goQuoteRune(codePoint(n)));
}

/** `%U`: U+0041, with `#` also the character. */
export function formatUnicode(f: FmtFlags, n: number | bigint): Bytes {
  const unsigned = n < 0 ? BigInt.asUintN(64, BigInt(n)) : n;
  let text = `U+${unsigned.toString(16).toUpperCase().padStart(Math.max(4, f.precision), '0')}`;
  if (f.sharp && unsigned <= MAX_RUNE && isPrint(Number(unsigned))) text += ` '${encodeRune(Number(unsigned))}'`;
  return pad(f, text, false);
}

function truncate(f: FmtFlags, s: Bytes): Bytes {
  if (f.precision < 0) return s;
  let i = 0;
  for (let n = f.precision; n > 0 && i < s.length; n--) i += widthOf(runeAt(s, i));
  return s.slice(0, i);
}

/** `%s`: at most `precision` runes, padded. */
export function formatText(f: FmtFlags, s: Bytes): Bytes {
  return pad(f, truncate(f, s));
}

/** `%q` of a string. */
export function formatQuoted(f: FmtFlags, s: Bytes): Bytes {
  const t = truncate(f, s);
  if (f.sharp && canBackquote(t)) return pad(f, `\`${t}\``);
  return pad(f, f.plus ? goQuoteToAscii(t) : goQuote(t));
}

/** `%x` and `%X` of a string. */
export function formatHexText(f: FmtFlags, s: Bytes, upper: boolean): Bytes {
  const length = f.precision >= 0 && f.precision < s.length ? f.precision : s.length;
  const prefix = f.sharp ? (upper ? '0X' : '0x') : '';
  let out = length > 0 ? prefix : '';
  for (let i = 0; i < length; i++) {
    if (f.space && i > 0) out += ` ${prefix}`;
    const pair = s.charCodeAt(i).toString(16).padStart(2, '0');
    out += upper ? pair.toUpperCase() : pair;
  }
  return pad(f, out);
}

/** Mantissa and exponent of a positive double: m × 2^e with m an integer of 53 bits (fewer for subnormals). */
function binary(x: number): { readonly m: number; readonly e: number } {
  let m = x;
  let e = 0;
  while (m >= 2 ** 53) {
    m /= 2;
    e++;
  }
  while (m < 2 ** 52 && e > -1074) {
    m *= 2;
    e--;
  }
  return { m, e };
}

/** `%x` of a float: 0x1.8p+01. */
function hexFloat(x: number, precision: number, upper: boolean): Bytes {
  let fraction = '';
  let lead = 0;
  let exponent = 0;
  if (x !== 0) {
    const b = binary(x);
    let m = BigInt(b.m);
    exponent = b.e + 52;
    while (m < 1n << 52n) {
      m <<= 1n;
      exponent--;
    }
    if (precision >= 0 && precision < 13) {
      const shift = BigInt(52 - 4 * precision);
      const half = 1n << (shift - 1n);
      const rest = m & ((1n << shift) - 1n);
      m >>= shift;
      if (rest > half || (rest === half && (m & 1n) === 1n)) m += 1n;
      m <<= shift;
      if (m >= 1n << 53n) {
        m >>= 1n;
        exponent++;
      }
    }
    lead = 1;
    fraction = (m & ((1n << 52n) - 1n)).toString(16).padStart(13, '0').replace(/0+$/, '');
  }
  if (precision >= 0) fraction = fraction.padEnd(precision, '0').slice(0, precision);
  const text = `0x${lead}${fraction === '' ? '' : `.${fraction}`}p${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  return upper ? text.toUpperCase() : text;
}

function floatDigits(x: number, verb: string, precision: number): Bytes {
  if (!Number.isFinite(x)) return formatFloat(x, 'g', -1);
  const negative = x < 0 || Object.is(x, -0);
  if (verb === 'x' || verb === 'X') return (negative ? '-' : '') + hexFloat(Math.abs(x), precision, verb === 'X');
  if (verb === 'b') {
    const b = x === 0 ? { m: 0, e: -1074 } : binary(Math.abs(x));
    return `${negative ? '-' : ''}${b.m}p${b.e < 0 ? '' : '+'}${b.e}`;
  }
  return formatFloat(x, verb as FloatVerb, precision);
}

/** Restores the point and the trailing zeros that `#` keeps in %e, %f, %g. */
function sharpen(text: Bytes, verb: string, precision: number): Bytes {
  const m = /^([+\- ])([^eEpP]*)([eEpP].*)?$/.exec(text) as RegExpExecArray;
  let body = m[2] as string;
  let digits = verb === 'g' || verb === 'G' ? (precision < 0 ? 6 : precision) : 0;
  const significant = body.replace('.', '').replace(/^0+/, '');
  digits -= significant.length;
  if (!body.includes('.')) {
    if (body === '0') digits--;
    body += '.';
  }
  if (digits > 0) body += '0'.repeat(digits);
  return (m[1] as string) + body + (m[3] ?? '');
}

/** A float verb with sign, padding and the `#` form (`fmtFloat` of fmt/format.go). `verb` is one of b e E f g G x X. */
export function formatFloatVerb(f: FmtFlags, x: number, verb: string, defaultPrecision: number): Bytes {
  const precision = f.precision >= 0 ? f.precision : defaultPrecision;
  let text = floatDigits(x, verb, precision);
  if (text[0] !== '-' && text[0] !== '+') text = `+${text}`;
  if (f.space && text[0] === '+' && !f.plus) text = ` ${text.slice(1)}`;
  if (text[1] === 'I' || text[1] === 'N') {
    return pad(
      f,
      text[1] === 'N' && !f.space && !f.plus ? text.slice(1) : f.plus || text[0] !== '+' ? text : text.slice(1),
      false,
    );
  }
  if (f.sharp && verb !== 'b' && verb !== 'x' && verb !== 'X') text = sharpen(text, verb, precision);
  if (f.plus || text[0] !== '+') {
    if (f.zero && !f.minus && f.width > text.length) return text[0] + text.slice(1).padStart(f.width - 1, '0');
    return pad(f, text);
  }
  return pad(f, text.slice(1));
}
