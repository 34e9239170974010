import type { Bytes } from './bytes.ts';

const TABLE: Int32Array = makeTable();

function makeTable(): Int32Array {
  const table = new Int32Array(256);
  for (let n = 0; n < 256; n++) {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
    table[n] = c;
  }
  return table;
}

/**
 * CRC-32 of IEEE 802.3 (gzip, zip) of `bytes`, unsigned. `crc` is the result for what came before, so that chunks can follow
 * each other.
 */
export function crc32(bytes: Bytes, crc = 0): number {
  let c = ~crc;
  for (let i = 0; i < bytes.length; i++) c = (TABLE[(c ^ bytes.charCodeAt(i)) & 255] as number) ^ (c >>> 8);
  return ~c >>> 0;
}
