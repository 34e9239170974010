import { indexOfSlot } from './bits.ts';
import type { Owner } from './owner.ts';

/** Two to the 30th: a key is `hi * KEY_BASE + lo`, both parts small integers, so that slots are found by shifts. */
export const KEY_BASE = 0x40000000;

/** Low 30 bits of a key. Equal to the key itself exactly when the key is an integer in 0..2^30-1. */
export function keyLow(key: number): number {
  return key & (KEY_BASE - 1);
}

/** The bits of a key above the low 30 that `keyLow` gave; -1 when the key is no non-negative safe integer. */
export function keyHigh(key: number, lo: number): number {
  if (key === lo) return 0;
  return Number.isSafeInteger(key) && key >= 0 ? (key - lo) / KEY_BASE : -1;
}

/**
 * Node of the radix trie for integer keys, 32 ways, with the path compressed (Morrison's PATRICIA): a branch stands
 * only where keys really part, so the shape follows from the keys alone, small key sets are one leaf, and depth grows
 * with need up to 11. A node of shift 0 is a leaf; its slots hold records, or in the outer trie of a pair table the
 * roots of the inner ones. A branch of shift s parts keys by bits s..s+4 and has at least two children.
 */
export class IntNode {
  readonly owner: Owner;
  readonly shift: number;
  /** The bits above shift + 4 that all keys below share, in place; the bits below are 0. */
  readonly hi: number;
  readonly lo: number;
  /** Which of the 32 slots are in use; `items` holds these, in ascending order. */
  map: number;
  /** Written in place by the owner when an item is replaced; never changed in length. */
  items: object[];
  /** Records below, those of inner tries included. */
  size: number;
  /** Slots whose record is known to belong to the owner. A missing bit says nothing. */
  owned: number;
  /** Lanes of this node's hash; in a leaf of records followed by those of each record. Shared between copies, never written. */
  hash: Int32Array | null;
  /** Slots whose lanes in `hash` are those of the present record. */
  fresh: number;
  /** Whether the first lanes of `hash` are those of the present node. */
  hashed: boolean;

  constructor(owner: Owner, shift: number, hi: number, lo: number, map: number, items: object[], size: number) {
    this.owner = owner;
    this.shift = shift;
    this.hi = hi;
    this.lo = lo;
    this.map = map;
    this.items = items;
    this.size = size;
    this.owned = 0;
    this.hash = null;
    this.fresh = 0;
    this.hashed = false;
  }
}

/** The node itself if it is the owner's, else a copy that is. */
export function ownInt(node: IntNode, owner: Owner): IntNode {
  if (node.owner === owner) return node;
  const copy = new IntNode(owner, node.shift, node.hi, node.lo, node.map, node.items.slice(), node.size);
  copy.hash = node.hash;
  copy.fresh = node.fresh;
  return copy;
}

/** Slot of a key at a node of this shift, to be taken modulo 32 (as JavaScript shifts do by themselves). */
export function slotAt(shift: number, hi: number, lo: number): number {
  return shift < 30 ? lo >>> shift : hi >>> (shift - 30);
}

/** Whether a key belongs below a node by the bits above the node's own. */
export function covers(node: IntNode, hi: number, lo: number): boolean {
  const shift = node.shift;
  if (shift < 25) return node.hi === hi && (node.lo ^ lo) >>> (shift + 5) === 0;
  return (node.hi ^ hi) >>> (shift - 25) === 0;
}

/** Smallest key that may lie below a node. */
export function baseKey(node: IntNode): number {
  return node.hi * KEY_BASE + node.lo;
}

/** One item, the owner's, in a leaf of its own. */
export function leafOf(hi: number, lo: number, item: object, size: number, owner: Owner): IntNode {
  const leaf = new IntNode(owner, 0, hi, lo & ~31, 1 << lo, [item], size);
  leaf.owned = leaf.map;
  return leaf;
}

/** Shift of the highest slot in which two prefixes part, of which neither covers the other. */
function partingShift(a: IntNode, b: IntNode): number {
  const high = a.hi !== b.hi;
  const bit = 31 - Math.clz32(high ? a.hi ^ b.hi : a.lo ^ b.lo);
  return bit - (bit % 5) + (high ? 30 : 0);
}

/** Branch over two nodes of which neither covers the other. */
export function joinInt(a: IntNode, b: IntNode, owner: Owner): IntNode {
  const shift = partingShift(a, b);
  const slotA = slotAt(shift, a.hi, a.lo);
  const slotB = slotAt(shift, b.hi, b.lo);
  const map = (1 << slotA) | (1 << slotB);
  const items = (slotA & 31) < (slotB & 31) ? [a, b] : [b, a];
  const hi = shift < 30 ? a.hi : clearLow(a.hi, shift - 25);
  const lo = shift < 30 ? clearLow(a.lo, shift + 5) : 0;
  return new IntNode(owner, shift, hi, lo, map, items, a.size + b.size);
}

/** `word` (30 bits) with its `n` low bits 0. */
function clearLow(word: number, n: number): number {
  return n > 29 ? 0 : word & (-1 << n);
}

/** The leaf that would hold a key, or null when there is none. */
export function findLeaf(root: IntNode | null, hi: number, lo: number): IntNode | null {
  let node = root;
  if (node === null) return null;
  while (node.shift !== 0) {
    const slot = slotAt(node.shift, hi, lo);
    if (((node.map >>> slot) & 1) === 0) return null;
    node = node.items[indexOfSlot(node.map, slot)] as IntNode;
  }
  return node.lo === (lo & ~31) && node.hi === hi ? node : null;
}
