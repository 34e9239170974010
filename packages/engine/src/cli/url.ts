/** URL text, as net/url writes it; needed where errors show a request. */
import type { Bytes } from '../util/bytes.ts';

function escaped(text: Bytes, keep: RegExp): Bytes {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const c = text[i] as string;
    out += keep.test(c) ? c : `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return out;
}

/** A host part that is a socket's path: every reserved character is escaped. */
export function pathEscape(text: Bytes): Bytes {
  return escaped(text, /[A-Za-z0-9_.~-]/);
}

/** `Values.Encode`, with its question mark; '' without parameters. */
export function queryEncode(query: { readonly [name: string]: string }): Bytes {
  const names = Object.keys(query).sort();
  if (names.length === 0) return '';
  const part = (s: Bytes): Bytes => pathEscape(s).replaceAll('%20', '+');
  return `?${names.map((name) => `${part(name)}=${part(query[name] as string)}`).join('&')}`;
}
