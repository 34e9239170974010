/** Quoting of names in messages and listings, as gnulib's quotearg does it for the C and the C.UTF-8 locale. */
import type { Proc } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';

/** True when LC_ALL, LC_CTYPE or LANG, in this order, name a UTF-8 locale that exists everywhere (C.UTF-8). */
export function isUtf8(p: Proc): boolean {
  const locale = p.getenv('LC_ALL') || p.getenv('LC_CTYPE') || p.getenv('LANG') || '';
  return locale === 'C.UTF-8' || locale === 'C.utf8';
}

const PLAIN = /^[\w%+,\-./:=@\]{}^]+$/;
const SAFE_IN_DOUBLE = /^[\w %+,\-./:=@\]{}^']*$/;
const ESCAPES: ReadonlyMap<number, string> = new Map([
  [7, '\\a'],
  [8, '\\b'],
  [9, '\\t'],
  [10, '\\n'],
  [11, '\\v'],
  [12, '\\f'],
  [13, '\\r'],
]);

function octal(c: number): string {
  return `\\${c.toString(8).padStart(3, '0')}`;
}

function printable(c: number, utf8: boolean): boolean {
  return (c >= 32 && c < 127) || (utf8 && c >= 0x80);
}

/** `'…'` with runs of unprintable bytes as `'$'\n''`. */
function shellEscape(text: Bytes, utf8: boolean): Bytes {
  let out = "'";
  let dollar = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (!printable(c, utf8)) {
      if (!dollar) out += "'$'";
      dollar = true;
      out += ESCAPES.get(c) ?? octal(c);
      continue;
    }
    if (dollar) out += "''";
    dollar = false;
    out += c === 39 ? "'\\''" : text.charAt(i);
  }
  return `${out}'`;
}

/** quoteaf: always quoted, in the way of a shell. Used for names of files in messages. */
export function quoteaf(text: Bytes, utf8 = false): Bytes {
  if (PLAIN.test(text)) return `'${text}'`;
  if (text.includes("'") && SAFE_IN_DOUBLE.test(text)) return `"${text}"`;
  return shellEscape(text, utf8);
}

/** quotef: quoted in the way of a shell where it needs to be (names at the start of a message; `ls` on a terminal). */
export function quotef(text: Bytes, utf8 = false): Bytes {
  if (PLAIN.test(text)) return text;
  return text === '' ? "''" : quoteaf(text, utf8);
}

/** quote: as a word in a sentence, with typographic quotes in a UTF-8 locale. */
export function quote(text: Bytes, utf8: boolean): Bytes {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 92 || (c === 39 && !utf8)) out += `\\${text.charAt(i)}`;
    else if (printable(c, utf8)) out += text.charAt(i);
    else out += ESCAPES.get(c) ?? octal(c);
  }
  return utf8 ? `\xe2\x80\x98${out}\xe2\x80\x99` : `'${out}'`;
}

/** `quote` in the locale of the task. */
export function quoted(p: Proc, text: Bytes): Bytes {
  return quote(text, isUtf8(p));
}
