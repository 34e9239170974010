/**
 * Byte strings. Inside the engine every sequence of bytes (file contents, pipe buffers, argv, environment) is a
 * JavaScript string whose UTF-16 units are all 0..255, one unit a byte. Such strings are immutable, compact
 * (one byte a unit in V8), sliced and concatenated without copying, and can be stored in records as they are.
 */
export type Bytes = string;

const NON_ASCII = /[^\x00-\x7f]/;

/** UTF-8 bytes of `text`; lone surrogates become U+FFFD as the Encoding Standard says. ASCII text is returned as it is. */
export function utf8Encode(text: string): Bytes {
  if (!NON_ASCII.test(text)) return text;
  let out = '';
  for (const ch of text) {
    let c = ch.codePointAt(0) as number;
    if (c >= 0xd800 && c <= 0xdfff) c = 0xfffd;
    if (c < 0x80) out += ch;
    else if (c < 0x800) out += String.fromCharCode(0xc0 | (c >> 6), 0x80 | (c & 63));
    else if (c < 0x10000) out += String.fromCharCode(0xe0 | (c >> 12), 0x80 | ((c >> 6) & 63), 0x80 | (c & 63));
    else out += String.fromCharCode(0xf0 | (c >> 18), 0x80 | ((c >> 12) & 63), 0x80 | ((c >> 6) & 63), 0x80 | (c & 63));
  }
  return out;
}

/** Number of continuation bytes that the lead byte `b` announces, or -1 when `b` cannot lead. */
function following(b: number): number {
  if (b < 0x80) return 0;
  if (b >= 0xc2 && b < 0xe0) return 1;
  if (b >= 0xe0 && b < 0xf0) return 2;
  if (b >= 0xf0 && b < 0xf5) return 3;
  return -1;
}

/** Text of UTF-8 `bytes`; malformed sequences become U+FFFD. ASCII bytes are returned as they are. */
export function utf8Decode(bytes: Bytes): string {
  if (!NON_ASCII.test(bytes)) return bytes;
  let out = '';
  for (let i = 0; i < bytes.length; ) {
    const b = bytes.charCodeAt(i);
    const n = following(b);
    let c = n === 0 ? b : n === 1 ? b & 31 : n === 2 ? b & 15 : b & 7;
    let k = 1;
    for (; k <= n; k++) {
      const d = bytes.charCodeAt(i + k);
      if ((d & 0xc0) !== 0x80) break;
      c = (c << 6) | (d & 63);
    }
    const short = n < 0 || k <= n;
    const overlong =
      (n === 2 && c < 0x800) || (n === 3 && (c < 0x10000 || c > 0x10ffff)) || (c >= 0xd800 && c <= 0xdfff);
    out += short || overlong ? '\ufffd' : String.fromCodePoint(c);
    i += short ? Math.max(1, n < 0 ? 1 : k) : n + 1;
  }
  return out;
}

/** `bytes` as an array of octets, for the shells round the engine. */
export function toUint8Array(bytes: Bytes): Uint8Array {
  const out = new Uint8Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) out[i] = bytes.charCodeAt(i);
  return out;
}

/** The byte string of `octets`. */
export function fromUint8Array(octets: Uint8Array): Bytes {
  let out = '';
  const piece: number[] = [];
  for (let i = 0; i < octets.length; i += 4096) {
    piece.length = 0;
    const end = Math.min(i + 4096, octets.length);
    // a plain array spreads much faster than a typed one
    for (let j = i; j < end; j++) piece.push(octets[j] as number);
    out += String.fromCharCode(...piece);
  }
  return out;
}
