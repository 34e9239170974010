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

function corrupt(at: number): GoError {
  return new GoError(`illegal base64 data at input byte ${at}`);
}

/** Index of the next character that is no line break. */
function skipBreaks(text: Bytes, from: number): number {
  let i = from;
  while (text[i] === '\n' || text[i] === '\r') i++;
  return i;
}

/** Why the padding that begins at `at`, after `digits` digits of its group, is wrong; null when it ends the text rightly. */
function paddingProblem(text: Bytes, at: number, digits: number): GoError | null {
  if (digits < 2) return corrupt(at);
  let end = at + 1;
  if (digits === 2) {
    end = skipBreaks(text, end);
    if (end === text.length) return corrupt(end);
    if (text[end] !== '=') return corrupt(end - 1);
    end++;
  }
  end = skipBreaks(text, end);
  return end < text.length ? corrupt(end) : null;
}

/** Bytes of standard base64 text; line breaks are skipped, and what is wrong is named by its offset as Go does. */
export function base64Decode(text: Bytes): Bytes | GoError {
  let out = '';
  let bits = 0;
  let digits = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i] as string;
    if (c === '\n' || c === '\r') continue;
    if (c === '=') {
      const problem = paddingProblem(text, i, digits);
      if (problem !== null) return problem;
      return (
        out + (digits === 2 ? String.fromCharCode(bits >>> 4) : String.fromCharCode(bits >>> 10, (bits >>> 2) & 255))
      );
    }
    const v = STANDARD.indexOf(c);
    if (v < 0) return corrupt(i);
    bits = (bits << 6) | v;
    if (++digits < 4) continue;
    out += String.fromCharCode(bits >>> 16, (bits >>> 8) & 255, bits & 255);
    bits = 0;
    digits = 0;
  }
  return digits === 0 ? out : corrupt(text.length - digits);
}
