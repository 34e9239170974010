import type { Bytes } from './bytes.ts';
import { GoError } from './go-error.ts';

const STANDARD = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** RFC 4648 base64 of `bytes` with padding (`base64.StdEncoding`). */
export function base64Encode(bytes: Bytes): Bytes {
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const n =
      (bytes.charCodeAt(i) << 16) |
      ((left > 1 ? bytes.charCodeAt(i + 1) : 0) << 8) |
      (left > 2 ? bytes.charCodeAt(i + 2) : 0);
    out += STANDARD[n >>> 18] as string;
    out += STANDARD[(n >>> 12) & 63] as string;
    out += left > 1 ? STANDARD[(n >>> 6) & 63] : '=';
    out += left > 2 ? STANDARD[n & 63] : '=';
  }
  return out;
}

/** Bytes of standard base64 text; line breaks are skipped, anything else foreign is named by its offset as Go does. */
export function base64Decode(text: Bytes): Bytes | GoError {
  let out = '';
  let bits = 0;
  let count = 0;
  let i = 0;
  for (; i < text.length; i++) {
    const c = text[i] as string;
    if (c === '\n' || c === '\r') continue;
    if (c === '=') break;
    const v = STANDARD.indexOf(c);
    if (v < 0) return new GoError(`illegal base64 data at input byte ${i}`);
    bits = ((bits << 6) | v) & 0xffffff;
    if (++count % 4 === 0) {
      out += String.fromCharCode(bits >>> 16, (bits >>> 8) & 255, bits & 255);
      bits = 0;
    }
  }
  const rest = count % 4;
  const padding = text.slice(i).replace(/[\r\n]/g, '');
  const expected = rest === 0 ? '' : rest === 2 ? '==' : '=';
  if (rest === 1 || padding !== expected) return new GoError(`illegal base64 data at input byte ${i}`);
  if (rest === 2) out += String.fromCharCode((bits >>> 4) & 255);
  if (rest === 3) out += String.fromCharCode((bits >>> 10) & 255, (bits >>> 2) & 255);
  return out;
}
