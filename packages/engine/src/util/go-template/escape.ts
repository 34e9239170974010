import type { Bytes } from '../bytes.ts';
import { isPrint, runeAt, runeOf, widthOf } from '../rune.ts';

const HTML: Readonly<Record<string, string>> = {
  '\0': '\xef\xbf\xbd',
  '"': '&#34;',
  "'": '&#39;',
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
};

/** `template.HTMLEscapeString`. */
export function htmlEscape(s: Bytes): Bytes {
  return s.replace(/[\0"'&<>]/g, (c) => HTML[c] as string);
}

const JS: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '"': '\\"',
  '<': '\\u003C',
  '>': '\\u003E',
  '&': '\\u0026',
  '=': '\\u003D',
};

/** `template.JSEscapeString`. */
export function jsEscape(s: Bytes): Bytes {
  let out = '';
  for (let i = 0; i < s.length; ) {
    const p = runeAt(s, i);
    const c = s.slice(i, i + widthOf(p));
    const r = runeOf(p);
    i += widthOf(p);
    if (Object.hasOwn(JS, c)) out += JS[c];
    else if (r < 0x20 || (r >= 0x80 && !isPrint(r))) out += `\\u${r.toString(16).toUpperCase().padStart(4, '0')}`;
    else out += c;
  }
  return out;
}

/** `url.QueryEscape`: form encoding, a space as `+`. */
export function queryEscape(s: Bytes): Bytes {
  return s.replace(/[^A-Za-z0-9\-_.~]/g, (c) =>
    c === ' ' ? '+' : `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}
