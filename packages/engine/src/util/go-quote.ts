import type { Bytes } from './bytes.ts';
import { GoError } from './go-error.ts';
import { encodeRune, isPrint, MAX_RUNE, RUNE_ERROR, runeAt, runeOf, widthOf } from './rune.ts';

const HEX = '0123456789abcdef';

function hex(value: number, digits: number): string {
  let out = '';
  for (let shift = (digits - 1) * 4; shift >= 0; shift -= 4) out += HEX[(value >>> shift) & 15];
  return out;
}

/** Escape letters of Go's interpreted literals by code point. */
const ESCAPES: readonly (readonly [number, string])[] = [
  [7, 'a'],
  [8, 'b'],
  [12, 'f'],
  [10, 'n'],
  [13, 'r'],
  [9, 't'],
  [11, 'v'],
];

function escapeRune(r: number, quote: string, asciiOnly: boolean): Bytes {
  if (r === quote.charCodeAt(0) || r === 0x5c) return `\\${String.fromCharCode(r)}`;
  if (asciiOnly ? r < 0x80 && isPrint(r) : isPrint(r)) return encodeRune(r);
  for (const [code, letter] of ESCAPES) if (code === r) return `\\${letter}`;
  if (r < 0x20 || r === 0x7f) return `\\x${hex(r, 2)}`;
  if (r > MAX_RUNE || (r >= 0xd800 && r <= 0xdfff)) return `\\u${hex(RUNE_ERROR, 4)}`;
  return r < 0x10000 ? `\\u${hex(r, 4)}` : `\\U${hex(r, 8)}`;
}

const PLAIN = /^[ !#-[\]-~]*$/;

function quoteWith(s: Bytes, asciiOnly: boolean): Bytes {
  if (PLAIN.test(s)) return `"${s}"`;
  let out = '"';
  for (let i = 0; i < s.length; ) {
    const p = runeAt(s, i);
    const width = widthOf(p);
    if (width === 1 && runeOf(p) === RUNE_ERROR) out += `\\x${hex(s.charCodeAt(i), 2)}`;
    else out += escapeRune(runeOf(p), '"', asciiOnly);
    i += width;
  }
  return `${out}"`;
}

/** `strconv.Quote`: `s` as a double-quoted Go literal, what `%q` prints. */
export function goQuote(s: Bytes): Bytes {
  return quoteWith(s, false);
}

/** `strconv.QuoteToASCII`: as goQuote with every rune past ASCII escaped (`%+q`). */
export function goQuoteToAscii(s: Bytes): Bytes {
  return quoteWith(s, true);
}

/** `strconv.QuoteRune`: the single-quoted literal of code point `r` (`%q` of an integer). */
export function goQuoteRune(r: number): Bytes {
  return `'${escapeRune(validRune(r), "'", false)}'`;
}

/** `strconv.QuoteRuneToASCII` (`%+q` of an integer). */
export function goQuoteRuneToAscii(r: number): Bytes {
  return `'${escapeRune(validRune(r), "'", true)}'`;
}

function validRune(r: number): number {
  return r < 0 || r > MAX_RUNE || (r >= 0xd800 && r <= 0xdfff) ? RUNE_ERROR : r;
}

/** `strconv.CanBackquote`: whether `s` can stand unchanged in a raw literal on one line (`%#q`). */
export function canBackquote(s: Bytes): boolean {
  for (let i = 0; i < s.length; ) {
    const p = runeAt(s, i);
    const r = runeOf(p);
    i += widthOf(p);
    if (r === 0xfeff || (r === RUNE_ERROR && widthOf(p) === 1)) return false;
    if ((r < 0x20 && r !== 9) || r === 0x60 || r === 0x7f) return false;
  }
  return true;
}

const SYNTAX = new GoError('invalid syntax');

/** One decoded character of a literal: its bytes, its rune, and where the next one starts. */
interface Unquoted {
  readonly bytes: Bytes;
  readonly rune: number;
  readonly next: number;
}

function unquoteNumeric(s: Bytes, i: number, letter: string): Unquoted | null {
  const octal = letter >= '0' && letter <= '7';
  const start = octal ? i - 1 : i;
  const count = octal ? 3 : letter === 'x' ? 2 : letter === 'u' ? 4 : 8;
  const text = s.slice(start, start + count);
  if (text.length < count || !(octal ? /^[0-7]+$/ : /^[0-9a-fA-F]+$/).test(text)) return null;
  const value = Number.parseInt(text, octal ? 8 : 16);
  if (octal || letter === 'x') {
    return value > 255 ? null : { bytes: String.fromCharCode(value), rune: value, next: start + count };
  }
  if (value > MAX_RUNE || (value >= 0xd800 && value <= 0xdfff)) return null;
  return { bytes: encodeRune(value), rune: value, next: start + count };
}

function unquoteChar(s: Bytes, i: number, quote: string): Unquoted | null {
  const c = s[i] as string;
  if (c === quote || c === '\n') return null;
  if (c !== '\\') {
    const p = runeAt(s, i);
    return { bytes: s.slice(i, i + widthOf(p)), rune: runeOf(p), next: i + widthOf(p) };
  }
  const letter = s[i + 1];
  if (letter === undefined) return null;
  for (const [code, l] of ESCAPES)
    if (l === letter) return { bytes: String.fromCharCode(code), rune: code, next: i + 2 };
  if ('xuU01234567'.includes(letter)) return unquoteNumeric(s, i + 2, letter);
  if (letter === '\\' || (letter === quote && (quote === '"' || quote === "'"))) {
    return { bytes: letter, rune: letter.charCodeAt(0), next: i + 2 };
  }
  return null;
}

/** The quoting of package time's errors: bytes past ASCII and control characters as \\xNN, one escape a byte. */
export function goTimeQuote(s: Bytes): Bytes {
  return `"${s.replace(/[^ -\x7f]|["\\]/g, (c) => (c === '"' || c === '\\' ? `\\${c}` : `\\x${hex(c.charCodeAt(0), 2)}`))}"`;
}

/** `strconv.Unquote`: the value of a double-quoted, raw or single-quoted Go literal, quotes included. */
export function goUnquote(literal: Bytes): Bytes | GoError {
  const quote = literal[0] ?? '';
  const end = literal.length - 1;
  if (literal.length < 2 || literal[end] !== quote) return SYNTAX;
  if (quote === '`') {
    const body = literal.slice(1, end);
    return body.includes('`') ? SYNTAX : body.includes('\r') ? body.replaceAll('\r', '') : body;
  }
  if (quote !== '"' && quote !== "'") return SYNTAX;
  // An odd case that Go accepts.
  if (literal === "''") return '';
  let out = '';
  let i = 1;
  let n = 0;
  for (; i < end; n++) {
    const u = unquoteChar(literal, i, quote);
    if (u === null || u.next > end) return SYNTAX;
    out += u.bytes;
    i = u.next;
  }
  return quote === "'" && n !== 1 ? SYNTAX : out;
}

/** Code point of a character literal such as `'a'` or `'\n'`, quotes included. */
export function goUnquoteRune(literal: Bytes): number | GoError {
  const end = literal.length - 1;
  if (literal.length < 3 || literal[0] !== "'" || literal[end] !== "'") return SYNTAX;
  const u = unquoteChar(literal, 1, "'");
  return u === null || u.next !== end ? SYNTAX : u.rune;
}
