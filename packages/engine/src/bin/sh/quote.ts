/** Quoting a value so that the shell reads it back as it is. */
import type { Bytes } from '../../util/bytes.ts';

const octal = (c: number): Bytes => `\\${c.toString(8).padStart(3, '0')}`;
const NAMED: { readonly [c: string]: Bytes } = {
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1b': '\\E',
  "'": "\\'",
  '\\': '\\\\',
};

/** `$'…'` with escapes. */
export function quoteAnsi(text: Bytes): Bytes {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    const code = text.charCodeAt(i);
    out += NAMED[c] ?? (code < 32 || code === 127 ? octal(code) : c);
  }
  return `$'${out}'`;
}

/** True when bash shows the value with `$'…'`. */
function needsAnsi(text: Bytes): boolean {
  return /[\x00-\x1f\x7f]/.test(text);
}

/** As bash's `set` and `${x@Q}` show a value: single quotes when needed; `always` quotes plain ones too. */
export function quoteBash(text: Bytes, always = false): Bytes {
  if (needsAnsi(text)) return quoteAnsi(text);
  if (!always && /^[A-Za-z0-9_@%+=:,./-]+$/.test(text)) return text;
  if (!always && text === '') return text;
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** As `declare -p` and `export -p` of bash show it: double quotes. */
export function quoteDeclare(text: Bytes): Bytes {
  if (needsAnsi(text)) return quoteAnsi(text);
  return `"${text.replace(/[\\"$`]/g, '\\$&')}"`;
}

/** As `printf %q` of bash shows it. */
export function quotePrintf(text: Bytes): Bytes {
  if (text === '') return "''";
  if (/[\x00-\x1f\x7f-\xff]/.test(text)) {
    let out = '';
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      const c = text.charAt(i);
      out += NAMED[c] ?? (code < 32 || code > 126 ? octal(code) : c);
    }
    return `$'${out}'`;
  }
  return text
    .replace(/[^A-Za-z0-9_@%+=:./-]/g, '\\$&')
    .replace(/^~/, '\\~')
    .replace(/\\,/g, '\\,');
}

/** As dash and ash show a value: single quotes, an apostrophe in double quotes. */
export function quoteAlmquist(text: Bytes): Bytes {
  if (text === '') return "''";
  return text.replace(/[^']+|'+/g, (run) => (run.charAt(0) === "'" ? `"${run}"` : `'${run}'`));
}
