/**
 * Counter-based randomness: a draw is a function of (seed, stream, counter), so it does not matter when or in which
 * order streams are drawn from. Mixing after MurmurHash3 (x86, 32 bit): FNV over the names, two finalisers.
 */
function fnv1a(text: string, start: number): number {
  let h = start;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h;
}

function fmix32(x: number): number {
  let h = x;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** 32 random bits (unsigned) of draw number `counter` of `stream` in the world seeded with `seed`. */
export function mix32(seed: string, stream: string, counter: number): number {
  const a = fnv1a(stream, fnv1a(seed, 0x811c9dc5 | 0));
  const b = fmix32(a ^ fmix32(counter | 0));
  return fmix32(b + Math.imul(Math.floor(counter / 4294967296) | 0, 0x9e3779b1) + 0x7f4a7c15) >>> 0;
}
