import { indexOfSlot } from './bits.ts';
import type { Owner } from './owner.ts';

/** Bits of a key's hash that the levels of the trie use up, five at each; below it stand only collision nodes. */
export const HASH_SHIFT_END = 35;

/** No children; shared, and like every list of children replaced rather than extended. */
// tidy-allow ban: one shared empty list, never written
export const NO_KIDS: StrNode[] = [];

/**
 * Node of the hash trie for string keys, in the canonical form of CHAMP (Steindorff and Vinju, OOPSLA 2015): a slot
 * holds a record or a child, and a child holds two records or more, so the shape follows from the keys alone. Unlike
 * CHAMP the walk goes by slot, records and children mixed: two keys keep their order whatever other keys there are.
 * Keys of one and the same hash meet in a collision node, which has no maps and keeps its keys ascending by UTF-16 unit.
 */
export class StrNode {
  readonly owner: Owner;
  /** Slots that hold a record; `keys` and `recs` hold these, in ascending order. */
  dataMap: number;
  /** Slots that hold a child; `kids` holds these, in ascending order. */
  kidMap: number;
  /** Shared between copies, so never written in place. */
  keys: string[];
  /** Written in place by the owner when a record is replaced; never changed in length. */
  recs: object[];
  /** Written in place by the owner when a child is replaced; never changed in length. */
  kids: StrNode[];
  /** Records below. */
  size: number;
  /** Slots whose record is known to belong to the owner. A missing bit says nothing. */
  owned: number;
  /** Lanes of this node's hash, followed by those of each record with its key. Shared between copies, never written. */
  hash: Int32Array | null;
  /** Slots whose lanes in `hash` are those of the present record; always 0 in a collision node. */
  fresh: number;
  /** Whether the first lanes of `hash` are those of the present node. */
  hashed: boolean;

  constructor(
    owner: Owner,
    dataMap: number,
    kidMap: number,
    keys: string[],
    recs: object[],
    kids: StrNode[],
    size: number,
  ) {
    this.owner = owner;
    this.dataMap = dataMap;
    this.kidMap = kidMap;
    this.keys = keys;
    this.recs = recs;
    this.kids = kids;
    this.size = size;
    this.owned = 0;
    this.hash = null;
    this.fresh = 0;
    this.hashed = false;
  }
}

/** The node itself if it is the owner's, else a copy that is. */
export function ownStr(node: StrNode, owner: Owner): StrNode {
  if (node.owner === owner) return node;
  const kids = node.kids.length === 0 ? NO_KIDS : node.kids.slice();
  const copy = new StrNode(owner, node.dataMap, node.kidMap, node.keys, node.recs.slice(), kids, node.size);
  copy.hash = node.hash;
  copy.fresh = node.fresh;
  return copy;
}

/** Whether the node holds keys of one and the same hash. */
export function isCollision(node: StrNode): boolean {
  return (node.dataMap | node.kidMap) === 0;
}

/** Place of a key in the ascending keys of a collision node; when it is absent, -1 - the place where it belongs. */
export function collisionPlace(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = keys[middle] as string;
    if (other === key) return middle;
    if (other < key) low = middle + 1;
    else high = middle;
  }
  return -1 - low;
}

/** Record under a key of the given hash, or undefined. */
export function strGet(root: StrNode | null, hash: number, key: string): object | undefined {
  let node = root;
  if (node === null) return undefined;
  for (let h = hash; ; h >>>= 5) {
    if (((node.dataMap >>> h) & 1) !== 0) {
      const at = indexOfSlot(node.dataMap, h);
      return node.keys[at] === key ? node.recs[at] : undefined;
    }
    if (((node.kidMap >>> h) & 1) === 0) break;
    node = node.kids[indexOfSlot(node.kidMap, h)] as StrNode;
  }
  if (!isCollision(node)) return undefined;
  const place = collisionPlace(node.keys, key);
  return place < 0 ? undefined : node.recs[place];
}
