import type { Bytes } from './bytes.ts';

/** U+FFFD, what Go decodes malformed UTF-8 to (`utf8.RuneError`). */
export const RUNE_ERROR = 0xfffd;
/** Largest code point (`unicode.MaxRune`). */
export const MAX_RUNE = 0x10ffff;

/**
 * The rune that starts at byte `i` of `s`, packed as `rune * 8 + width`, so that scanning allocates nothing. Malformed
 * input gives U+FFFD with width 1, as `utf8.DecodeRuneInString` does. `i` must be inside `s`.
 */
export function runeAt(s: Bytes, i: number): number {
  const b = s.charCodeAt(i);
  if (b < 0x80) return b * 8 + 1;
  if (b >= 0xc2 && b < 0xe0) {
    const c = s.charCodeAt(i + 1);
    if ((c & 0xc0) === 0x80) return (((b & 31) << 6) | (c & 63)) * 8 + 2;
  } else if (b >= 0xe0 && b < 0xf0) {
    const c = s.charCodeAt(i + 1);
    const d = s.charCodeAt(i + 2);
    const r = ((b & 15) << 12) | ((c & 63) << 6) | (d & 63);
    if ((c & 0xc0) === 0x80 && (d & 0xc0) === 0x80 && r >= 0x800 && (r < 0xd800 || r > 0xdfff)) return r * 8 + 3;
  } else if (b >= 0xf0 && b < 0xf5) {
    const c = s.charCodeAt(i + 1);
    const d = s.charCodeAt(i + 2);
    const e = s.charCodeAt(i + 3);
    const r = ((b & 7) << 18) | ((c & 63) << 12) | ((d & 63) << 6) | (e & 63);
    const tailed = (c & 0xc0) === 0x80 && (d & 0xc0) === 0x80 && (e & 0xc0) === 0x80;
    if (tailed && r >= 0x10000 && r <= MAX_RUNE) return r * 8 + 4;
  }
  return RUNE_ERROR * 8 + 1;
}

/** Code point of a packed rune. */
export function runeOf(packed: number): number {
  return packed >> 3;
}

/** Width in bytes of a packed rune. */
export function widthOf(packed: number): number {
  return packed & 7;
}

/** UTF-8 bytes of code point `r`; surrogates and values out of range become U+FFFD (`utf8.EncodeRune`). */
export function encodeRune(r: number): Bytes {
  if (r >= 0 && r < 0x80) return String.fromCharCode(r);
  if (r >= 0 && r < 0x800) return String.fromCharCode(0xc0 | (r >> 6), 0x80 | (r & 63));
  if (r < 0 || r > MAX_RUNE || (r >= 0xd800 && r <= 0xdfff)) return '\xef\xbf\xbd';
  if (r < 0x10000) return String.fromCharCode(0xe0 | (r >> 12), 0x80 | ((r >> 6) & 63), 0x80 | (r & 63));
  return String.fromCharCode(0xf0 | (r >> 18), 0x80 | ((r >> 12) & 63), 0x80 | ((r >> 6) & 63), 0x80 | (r & 63));
}

/** Number of runes in `s`, malformed bytes counting one each (`utf8.RuneCountInString`). */
export function runeCount(s: Bytes): number {
  let n = 0;
  for (let i = 0; i < s.length; n++) i += s.charCodeAt(i) < 0x80 ? 1 : widthOf(runeAt(s, i));
  return n;
}

const LETTER = /^\p{L}$/u;
const DIGIT = /^\p{Nd}$/u;
const PRINT = /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u;

/** `unicode.IsLetter`: category L. */
export function isLetter(r: number): boolean {
  if (r < 0x80) return (r >= 97 && r <= 122) || (r >= 65 && r <= 90);
  return LETTER.test(String.fromCodePoint(r));
}

/** `unicode.IsDigit`: category Nd. */
export function isDigit(r: number): boolean {
  if (r < 0x80) return r >= 48 && r <= 57;
  return DIGIT.test(String.fromCodePoint(r));
}

/** `strconv.IsPrint`: letters, marks, numbers, punctuation, symbols and the ASCII space. */
export function isPrint(r: number): boolean {
  if (r < 0x80) return r >= 0x20 && r < 0x7f;
  if (r >= 0xd800 && r <= 0xdfff) return false;
  return PRINT.test(String.fromCodePoint(r));
}

/** `unicode.IsSpace`: White_Space. */
export function isSpace(r: number): boolean {
  if (r < 0x100) return (r >= 9 && r <= 13) || r === 0x20 || r === 0x85 || r === 0xa0;
  return (
    r === 0x1680 ||
    (r >= 0x2000 && r <= 0x200a) ||
    r === 0x2028 ||
    r === 0x2029 ||
    r === 0x202f ||
    r === 0x205f ||
    r === 0x3000
  );
}

/** Applies a one-to-one case mapping; code points whose full mapping is longer (ß) stay, as in Go's `unicode` tables. */
function mapCase(r: number, mapped: string): number {
  const c = mapped.codePointAt(0) as number;
  return mapped.length === (c > 0xffff ? 2 : 1) ? c : r;
}

/** `unicode.ToUpper`. */
export function runeToUpper(r: number): number {
  if (r < 0x80) return r >= 97 && r <= 122 ? r - 32 : r;
  return mapCase(r, String.fromCodePoint(r).toUpperCase());
}

/** `unicode.ToLower`. */
export function runeToLower(r: number): number {
  if (r < 0x80) return r >= 65 && r <= 90 ? r + 32 : r;
  return mapCase(r, String.fromCodePoint(r).toLowerCase());
}

/** Replaces every rune of `s` by `f(rune)` (`strings.Map` without deletion). */
export function mapRunes(s: Bytes, f: (rune: number) => number): Bytes {
  let out = '';
  for (let i = 0; i < s.length; ) {
    const p = runeAt(s, i);
    i += widthOf(p);
    out += encodeRune(f(runeOf(p)));
  }
  return out;
}

const NON_ASCII = /[^\x00-\x7f]/;

/** `strings.ToLower`. */
export function goToLower(s: Bytes): Bytes {
  return NON_ASCII.test(s) ? mapRunes(s, runeToLower) : s.toLowerCase();
}

/** `strings.ToUpper`. */
export function goToUpper(s: Bytes): Bytes {
  return NON_ASCII.test(s) ? mapRunes(s, runeToUpper) : s.toUpperCase();
}
