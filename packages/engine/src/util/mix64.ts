/**
 * Counter-based randomness: every draw is a pure function of (seed, stream, counter), so adding a draw to one stream moves
 * no other and nothing has to be carried along but the counters. The mixing is MurmurHash3's 64-bit finaliser style
 * (multiply, xor-shift) done on two 32-bit halves that feed each other, with Math.imul alone.
 */

/** Two unsigned 32-bit halves. */
export interface Uint64Pair {
  readonly hi: number;
  readonly lo: number;
}

/** Murmur3 `fmix32`: every input bit reaches every output bit. */
function fmix32(x: number): number {
  let h = x | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** FNV-1a over the units of `text`, finished by fmix32: an unsigned 32-bit hash for streams, buckets and addresses. */
export function hashString32(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return fmix32(h);
}

/** A seed from a number (its low 32 bits), or from hexadecimal or any other text. */
export function seedOf(seed: number | string): Uint64Pair {
  if (typeof seed === 'number') return { hi: fmix32(Math.floor(seed / 0x100000000) ^ 0x9e3779b9), lo: seed >>> 0 };
  return { hi: hashString32(`${seed}/hi`), lo: hashString32(`${seed}/lo`) };
}

/**
 * 64 random bits for draw `counter` of `stream` under `seed`. `stream` is a small number of its own for each use (ids,
 * names, jitter…); `counter` is an integer below 2^53.
 */
export function mix64(seed: Uint64Pair, stream: number, counter: number): Uint64Pair {
  const low = counter >>> 0;
  const high = Math.floor(counter / 0x100000000) | 0;
  // Golden-ratio increments keep neighbouring counters and streams apart before the finaliser.
  let a = fmix32(seed.lo ^ Math.imul(low + 1, 0x9e3779b9) ^ Math.imul(stream, 0x7feb352d));
  let b = fmix32(seed.hi ^ Math.imul(high + 1, 0x85ebca6b) ^ Math.imul(stream + 1, 0x846ca68b) ^ a);
  a = fmix32(a ^ Math.imul(b, 0xc2b2ae35) ^ low);
  b = fmix32(b ^ Math.imul(a, 0x27d4eb2f) ^ high);
  return { hi: b, lo: a };
}

/** A number in [0, n) from 64 random bits, for n up to 2^21 exactly uniform to within 2^-32; `n` is a positive integer. */
export function uniform(bits: Uint64Pair, n: number): number {
  // floor(x / 2^53 × n) with 53 of the bits: the product is exact enough that the bias is below 2^-32 for n < 2^21.
  const x = (bits.hi >>> 11) * 0x100000000 + bits.lo;
  return Math.floor((x / 0x20000000000000) * n);
}

/** A fraction in [0, 1) with 53 bits. */
export function fraction(bits: Uint64Pair): number {
  return ((bits.hi >>> 11) * 0x100000000 + bits.lo) / 0x20000000000000;
}

/** `digits` lowercase hexadecimal digits of draw `counter`; more than 16 take further draws of a derived stream. */
export function randomHex(seed: Uint64Pair, stream: number, counter: number, digits: number): string {
  let out = '';
  for (let block = 0; out.length < digits; block++) {
    const { hi, lo } = mix64({ hi: seed.hi ^ Math.imul(block, 0x9e3779b9), lo: seed.lo }, stream, counter);
    out += hi.toString(16).padStart(8, '0') + lo.toString(16).padStart(8, '0');
  }
  return out.slice(0, digits);
}
