function rotl(x: number, n: number): number {
  return (x << n) | (x >>> (32 - n));
}

/** MurmurHash3's scrambling of one 32-bit block. */
function scramble(block: number): number {
  return Math.imul(rotl(Math.imul(block, 0xcc9e2d51), 15), 0x1b873593);
}

/**
 * MurmurHash3 x86 32 (Appleby, public domain), seed 0, of the UTF-16LE bytes of `key`: a signed 32-bit integer. It decides
 * the order of string tables, so a change of it is a change of behaviour.
 */
export function hashString(key: string): number {
  const n = key.length;
  let h = 0;
  let i = 0;
  for (; i + 1 < n; i += 2) {
    h ^= scramble(key.charCodeAt(i) | (key.charCodeAt(i + 1) << 16));
    h = (Math.imul(rotl(h, 13), 5) + 0xe6546b64) | 0;
  }
  if (i < n) h ^= scramble(key.charCodeAt(i));
  h ^= n * 2;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
