/** The formats of printf(1), POSIX with the GNU and BusyBox extensions that agree: `%b`, `%q` (GNU), `*`, and escapes. */
import type { Bytes } from '../../util/bytes.ts';
import { formatFloat as decimalFloat } from '../../util/float-format.ts';
import { quotef } from '../frame/quote.ts';

/** A piece of a format: text, or a directive. */
export type FormatPart =
  | { readonly kind: 'text'; readonly text: Bytes; readonly stop: boolean }
  | {
      readonly kind: 'directive';
      readonly flags: string;
      readonly width: string;
      readonly precision: string | null;
      readonly conversion: string;
      readonly source: Bytes;
    };

const SIMPLE: ReadonlyMap<string, string> = new Map([
  ['a', '\x07'],
  ['b', '\b'],
  ['e', '\x1b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['\\', '\\'],
  ['"', '"'],
]);

/** UTF-8 of a code point. */
function utf8(code: number): Bytes {
  if (code < 0x80) return String.fromCharCode(code);
  if (code < 0x800) return String.fromCharCode(0xc0 | (code >> 6), 0x80 | (code & 63));
  if (code < 0x10000) return String.fromCharCode(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  return String.fromCharCode(
    0xf0 | (code >> 18),
    0x80 | ((code >> 12) & 63),
    0x80 | ((code >> 6) & 63),
    0x80 | (code & 63),
  );
}

/**
 * One escape at `text[at]` (a backslash): what it means, how long it is, and whether it is `\c`, which ends all output.
 * `zeroOctal` is the way of %b and echo, where octal escapes begin with `\0`.
 */
export function escapeAt(
  text: Bytes,
  at: number,
  zeroOctal: boolean,
): { readonly text: Bytes; readonly length: number; readonly stop: boolean } {
  const c = text.charAt(at + 1);
  const simple = SIMPLE.get(c);
  if (simple !== undefined) return { text: simple, length: 2, stop: false };
  if (c === 'c') return { text: '', length: 2, stop: true };
  const octal = (zeroOctal ? /^0[0-7]{0,3}|^[1-7][0-7]{0,2}/ : /^[0-7]{1,3}/).exec(text.slice(at + 1, at + 5))?.[0];
  if (octal !== undefined) {
    const code = octal === '' ? 0 : Number.parseInt(octal, 8) & 255;
    return { text: String.fromCharCode(code), length: 1 + octal.length, stop: false };
  }
  const hex = /^x([0-9a-fA-F]{1,2})/.exec(text.slice(at + 1, at + 4));
  if (hex !== null)
    return { text: String.fromCharCode(Number.parseInt(hex[1] as string, 16)), length: hex[0].length + 1, stop: false };
  const unicode = /^(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/.exec(text.slice(at + 1, at + 11));
  if (unicode !== null) {
    const code = Number.parseInt((unicode[1] ?? unicode[2]) as string, 16);
    return { text: code > 0x10ffff ? '?' : utf8(code), length: unicode[0].length + 1, stop: false };
  }
  return { text: `\\${c}`, length: 1 + c.length, stop: false };
}

/** `text` with its escapes as `echo -e` and %b read them; `stop` after a `\c`. */
export function unescaped(text: Bytes): { readonly text: Bytes; readonly stop: boolean } {
  if (!text.includes('\\')) return { text, stop: false };
  let out = '';
  for (let i = 0; i < text.length; ) {
    if (text.charAt(i) !== '\\') {
      out += text.charAt(i++);
      continue;
    }
    const e = escapeAt(text, i, true);
    if (e.stop) return { text: out, stop: true };
    out += e.text;
    i += e.length;
  }
  return { text: out, stop: false };
}

const DIRECTIVE = /%([-+ 0#']*)(\*|\d*)(?:\.(\*|-?\d*))?(?:hh|h|ll|l|L|j|t|z|q)?([a-zA-Z])?/y;

/** Cuts a format into its parts; `bad` is the directive that is none, at which the format ends. */
export function parseFormat(
  format: Bytes,
  gnu: boolean,
): { readonly parts: readonly FormatPart[]; readonly bad: Bytes | null } {
  const parts: FormatPart[] = [];
  let text = '';
  const flush = (stop: boolean): void => {
    if (text !== '' || stop) parts.push({ kind: 'text', text, stop });
    text = '';
  };
  for (let i = 0; i < format.length; ) {
    const c = format.charAt(i);
    if (c === '\\') {
      const e = escapeAt(format, i, false);
      text += e.text;
      i += e.length;
      if (e.stop) {
        flush(true);
        return { parts, bad: null };
      }
    } else if (c !== '%') {
      text += c;
      i += 1;
    } else if (format.charAt(i + 1) === '%') {
      text += '%';
      i += 2;
    } else {
      flush(false);
      DIRECTIVE.lastIndex = i;
      const found = DIRECTIVE.exec(format);
      const conversion = found?.[4] ?? '';
      if (found === null || !'diouxXeEfFgGaAcsbq'.includes(conversion) || conversion === '') {
        // BusyBox takes length modifiers out before it complains, and shows all that follows.
        if (!gnu)
          return { parts, bad: `%${format.slice(i + 1).replace(/^([-+ 0#']*\*?\d*(?:\.-?[\d*]*)?)[hlLjtzq]+/, '$1')}` };
        return { parts, bad: format.slice(i, i + (found?.[0].length ?? 1) + (conversion === '' ? 1 : 0)) };
      }
      parts.push({
        kind: 'directive',
        flags: found[1] as string,
        width: found[2] as string,
        precision: found[3] ?? null,
        conversion,
        source: found[0],
      });
      i += found[0].length;
    }
  }
  flush(false);
  return { parts, bad: null };
}

/** How many arguments a part takes. */
export function argumentsOf(part: FormatPart): number {
  if (part.kind === 'text') return 0;
  return 1 + (part.width === '*' ? 1 : 0) + (part.precision === '*' ? 1 : 0);
}

/** A number as printf's arguments are written, and what is wrong with it. */
export interface NumberArgument {
  readonly value: bigint;
  readonly error: '' | 'expected' | 'partial' | 'range';
}

/** An integer: decimal, `0x`, `0`, or the code of the character behind a quote. */
export function integerArgument(text: Bytes): NumberArgument {
  if (text.startsWith("'") || text.startsWith('"')) {
    const code = text.length > 1 ? text.charCodeAt(1) : 0;
    return { value: BigInt(code), error: text.length > 2 ? '' : text.length < 2 ? 'expected' : '' };
  }
  const found = /^[ \t\n]*([-+]?)(0[xX][0-9a-fA-F]+|\d+)/.exec(text);
  if (found === null) return { value: 0n, error: text === '' ? 'expected' : 'expected' };
  const digits = found[2] as string;
  let value = 0n;
  let used = found[0].length;
  if (/^0[xX]/.test(digits)) value = BigInt(digits);
  else if (digits.startsWith('0') && digits.length > 1) {
    const octal = /^0[0-7]*/.exec(digits)?.[0] as string;
    used -= digits.length - octal.length;
    value = BigInt(`0o${octal}`);
  } else value = BigInt(digits);
  if (found[1] === '-') value = -value;
  const range = value > 0xffffffffffffffffn || value < -0x8000000000000000n;
  return { value, error: used < text.length ? 'partial' : range ? 'range' : '' };
}

/** A floating point number, the same way. */
export function floatArgument(text: Bytes): { readonly value: number; readonly error: '' | 'expected' | 'partial' } {
  if (text.startsWith("'") || text.startsWith('"')) return { value: text.charCodeAt(1) || 0, error: '' };
  const found = /^[ \t\n]*([-+]?(?:inf(?:inity)?|nan|0x[0-9a-f]+|(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?))/i.exec(text);
  if (found === null) return { value: 0, error: 'expected' };
  const word = (found[1] as string).toLowerCase();
  const value = word.includes('inf')
    ? word.startsWith('-')
      ? Number.NEGATIVE_INFINITY
      : Number.POSITIVE_INFINITY
    : word.includes('nan')
      ? Number.NaN
      : Number(word);
  return { value, error: found[0].length < text.length ? 'partial' : '' };
}

function pad(text: string, flags: string, width: number, zero: boolean): string {
  if (text.length >= width) return text;
  if (flags.includes('-')) return text.padEnd(width);
  if (!zero) return text.padStart(width);
  const sign = /^[-+ ]?(0[xX])?/.exec(text)?.[0] ?? '';
  return sign + text.slice(sign.length).padStart(width - sign.length, '0');
}

function signed(text: string, negative: boolean, flags: string): string {
  return negative ? `-${text}` : flags.includes('+') ? `+${text}` : flags.includes(' ') ? ` ${text}` : text;
}

/** `%d %i %o %u %x %X`. */
export function formatInteger(
  value: bigint,
  flags: string,
  width: number,
  precision: number,
  conversion: string,
): string {
  let text: string;
  if (conversion === 'd' || conversion === 'i') {
    const v = BigInt.asIntN(64, value > 0x7fffffffffffffffn ? 0x7fffffffffffffffn : value);
    const digits = (v < 0n ? -v : v).toString().padStart(Math.max(0, precision), '0');
    text = signed(precision === 0 && v === 0n ? '' : digits, v < 0n, flags);
  } else {
    const v = BigInt.asUintN(64, value);
    const radix = conversion === 'o' ? 8 : conversion === 'u' ? 10 : 16;
    text = v.toString(radix).padStart(Math.max(0, precision), '0');
    if (precision === 0 && v === 0n) text = '';
    if (flags.includes('#') && v !== 0n)
      text = conversion === 'o' ? (text.startsWith('0') ? text : `0${text}`) : radix === 16 ? `0x${text}` : text;
    if (conversion === 'X') text = text.toUpperCase();
  }
  return pad(text, flags, width, flags.includes('0') && precision < 0);
}

/** `%e %f %g` and their capitals. */
export function formatFloat(
  value: number,
  flags: string,
  width: number,
  precision: number,
  conversion: string,
): string {
  const magnitude = Math.abs(value);
  const negative = value < 0 || Object.is(value, -0);
  const finite = magnitude < Number.POSITIVE_INFINITY;
  const places = precision < 0 ? 6 : Math.min(1000, precision);
  const lower = conversion.toLowerCase();
  let text =
    value !== value
      ? 'nan'
      : !finite
        ? 'inf'
        : decimalFloat(
            magnitude,
            lower === 'f' || lower === 'e' ? lower : 'g',
            lower === 'g' && places === 0 ? 1 : places,
          );
  text = signed(text, negative, flags);
  if (conversion !== lower) text = text.toUpperCase();
  return pad(text, flags, width, flags.includes('0') && finite);
}

/** `%s %b %c %q`. */
export function formatText(text: Bytes, flags: string, width: number, precision: number, conversion: string): Bytes {
  let out = conversion === 'c' ? text.slice(0, 1) : conversion === 'q' ? quotef(text) : text;
  if (precision >= 0 && conversion !== 'c') out = out.slice(0, precision);
  if (out.length >= width) return out;
  return flags.includes('-') ? out.padEnd(width) : out.padStart(width);
}
