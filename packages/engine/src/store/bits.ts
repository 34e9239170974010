/** Number of one bits in the 32-bit word `x`. */
export function popcount(x: number): number {
  let v = x - ((x >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Place in a packed array of the entry for `slot` (taken modulo 32), where `map` has a bit for each slot in use. */
export function indexOfSlot(map: number, slot: number): number {
  const below = map & ~(-1 << slot);
  return popcount(below);
}

/** Slot (0..31) of the lowest one bit of `map`, which is not 0. */
export function lowestSlot(map: number): number {
  return 31 - Math.clz32(map & -map);
}

/** Copy of `list` with `item` before place `at`. The length is exact, because trie nodes are many and live long. */
export function insertAt<T>(list: readonly T[], at: number, item: T): T[] {
  const n = list.length;
  const out = new Array<T>(n + 1);
  for (let i = 0; i < at; i++) out[i] = list[i] as T;
  out[at] = item;
  for (let i = at; i < n; i++) out[i + 1] = list[i] as T;
  return out;
}

/** Copy of `list` without place `at`. */
export function removeAt<T>(list: readonly T[], at: number): T[] {
  const n = list.length - 1;
  const out = new Array<T>(n);
  for (let i = 0; i < at; i++) out[i] = list[i] as T;
  for (let i = at; i < n; i++) out[i] = list[i + 1] as T;
  return out;
}
