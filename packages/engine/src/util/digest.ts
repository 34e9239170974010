import { sha256 } from '@noble/hashes/sha2.js';
import type { Bytes } from './bytes.ts';

const HEX_BYTE: readonly string[] = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));

/** Octets hashed at once, so that large inputs need no second whole copy. */
const CHUNK = 65536;

/** Lowercase hexadecimal SHA-256 of `bytes` (FIPS 180-4). */
export function sha256Hex(bytes: Bytes): string {
  return sha256HexOf([bytes]);
}

/** Lowercase hexadecimal SHA-256 of the concatenation of `chunks`, which are read one at a time. */
export function sha256HexOf(chunks: Iterable<Bytes>): string {
  const hash = sha256.create();
  for (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += CHUNK) {
      const end = Math.min(at + CHUNK, chunk.length);
      const octets = new Uint8Array(end - at);
      for (let i = at; i < end; i++) octets[i - at] = chunk.charCodeAt(i);
      hash.update(octets);
    }
  }
  let out = '';
  for (const octet of hash.digest()) out += HEX_BYTE[octet];
  return out;
}
