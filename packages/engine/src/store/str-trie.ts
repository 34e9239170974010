import { indexOfSlot, insertAt, removeAt } from './bits.ts';
import { cloneRecord } from './clone-record.ts';
import type { Owner } from './owner.ts';
import { hashString } from './str-hash.ts';
import { collisionPlace, HASH_SHIFT_END, isCollision, NO_KIDS, ownStr, StrNode } from './str-node.ts';

/** Forgets the lanes of the records, whose places move. */
function dropLanes(node: StrNode): void {
  node.hash = null;
  node.fresh = 0;
}

/** The smallest trie over two records whose keys differ; `hash` is the first key's and `shift` the level it is for. */
function joinStr(
  hash: number,
  key: string,
  rec: object,
  otherHash: number,
  other: string,
  otherRec: object,
  shift: number,
  owner: Owner,
): StrNode {
  if (shift >= HASH_SHIFT_END) {
    const first = key < other;
    const keys = first ? [key, other] : [other, key];
    return new StrNode(owner, 0, 0, keys, first ? [rec, otherRec] : [otherRec, rec], NO_KIDS, 2);
  }
  const slot = (hash >>> shift) & 31;
  const otherSlot = (otherHash >>> shift) & 31;
  if (slot === otherSlot) {
    const kid = joinStr(hash, key, rec, otherHash, other, otherRec, shift + 5, owner);
    return new StrNode(owner, 0, 1 << slot, [], [], [kid], 2);
  }
  const map = (1 << slot) | (1 << otherSlot);
  if (slot < otherSlot) return new StrNode(owner, map, 0, [key, other], [rec, otherRec], NO_KIDS, 2);
  return new StrNode(owner, map, 0, [other, key], [otherRec, rec], NO_KIDS, 2);
}

/** Puts one more record at a free slot of an owned node. */
function addRecord(node: StrNode, slot: number, key: string, rec: object): void {
  const at = indexOfSlot(node.dataMap, slot);
  node.keys = insertAt(node.keys, at, key);
  node.recs = insertAt(node.recs, at, rec);
  node.dataMap |= 1 << slot;
  node.owned &= ~(1 << slot);
  dropLanes(node);
}

/** Takes the record at a slot out of an owned node. */
function dropRecord(node: StrNode, slot: number): void {
  const at = indexOfSlot(node.dataMap, slot);
  node.keys = removeAt(node.keys, at);
  node.recs = removeAt(node.recs, at);
  node.dataMap &= ~(1 << slot);
  dropLanes(node);
}

/** An owned node whose record at `slot` meets another key there: both go one level down. */
function pushDown(
  node: StrNode,
  slot: number,
  hash: number,
  key: string,
  rec: object,
  shift: number,
  owner: Owner,
): void {
  const at = indexOfSlot(node.dataMap, slot);
  const other = node.keys[at] as string;
  const kid = joinStr(hash, key, rec, hashString(other), other, node.recs[at] as object, shift + 5, owner);
  dropRecord(node, slot);
  node.kids = insertAt(node.kids, indexOfSlot(node.kidMap, slot), kid);
  node.kidMap |= 1 << slot;
}

/** Puts a record into an owned collision node. */
function collisionPut(node: StrNode, key: string, rec: object): void {
  const place = collisionPlace(node.keys, key);
  if (place >= 0) {
    node.recs[place] = rec;
    return;
  }
  node.keys = insertAt(node.keys, -1 - place, key);
  node.recs = insertAt(node.recs, -1 - place, rec);
}

/**
 * Root after the record is put under the key, whose hash is given. `shift` is the level of the root, 0 from outside;
 * `delta` is 1 for a new key and 0 for a present one. Nodes of the owner are changed in place, others copied.
 */
export function strPut(
  root: StrNode | null,
  shift: number,
  hash: number,
  key: string,
  rec: object,
  delta: number,
  owner: Owner,
): StrNode {
  if (root === null) return new StrNode(owner, 1 << hash, 0, [key], [rec], NO_KIDS, 1);
  const node = ownStr(root, owner);
  node.size += delta;
  const slot = (hash >>> shift) & 31;
  if (((node.dataMap >>> slot) & 1) !== 0) {
    const at = indexOfSlot(node.dataMap, slot);
    if (delta === 0) {
      node.recs[at] = rec;
      node.owned |= 1 << slot;
      node.fresh &= ~(1 << slot);
    } else pushDown(node, slot, hash, key, rec, shift, owner);
  } else if (((node.kidMap >>> slot) & 1) !== 0) {
    const at = indexOfSlot(node.kidMap, slot);
    const kid = node.kids[at] as StrNode;
    const next = strPut(kid, shift + 5, hash, key, rec, delta, owner);
    if (next !== kid) node.kids[at] = next;
  } else if (isCollision(node)) collisionPut(node, key, rec);
  else {
    addRecord(node, slot, key, rec);
    node.owned |= 1 << slot;
  }
  return node;
}

/** Root without the key, which must be present; null when nothing is left. `shift` is the level of the root. */
export function strRemove(root: StrNode, shift: number, hash: number, key: string, owner: Owner): StrNode | null {
  if (root.size === 1) return null;
  const node = ownStr(root, owner);
  node.size -= 1;
  const slot = (hash >>> shift) & 31;
  if (((node.dataMap >>> slot) & 1) !== 0) dropRecord(node, slot);
  else if (((node.kidMap >>> slot) & 1) !== 0) {
    const at = indexOfSlot(node.kidMap, slot);
    // A child holds two records or more, so it never vanishes here; left with one it gives that back to its parent.
    const kid = strRemove(node.kids[at] as StrNode, shift + 5, hash, key, owner) as StrNode;
    if (kid.size === 1) {
      node.kids = removeAt(node.kids, at);
      node.kidMap &= ~(1 << slot);
      addRecord(node, slot, kid.keys[0] as string, kid.recs[0] as object);
    } else node.kids[at] = kid;
  } else {
    const place = collisionPlace(node.keys, key);
    node.keys = removeAt(node.keys, place);
    node.recs = removeAt(node.recs, place);
  }
  return node;
}

/** Record at place `at` of an owned node, made the transaction's own (see `intEdit`). */
function editRecord(node: StrNode, at: number, bit: number, table: number, touched: object[]): object {
  let record = node.recs[at] as object;
  if ((node.owned & bit) !== 0) return record;
  if (Object.isFrozen(record)) {
    record = cloneRecord(record, table);
    touched.push(record);
    node.recs[at] = record;
  }
  node.owned |= bit;
  node.fresh &= ~bit;
  return record;
}

/**
 * Record under the key below an owned root, made the transaction's own: a frozen record (one that some committed world
 * may hold) is replaced by a copy, which is noted in `touched`. `table` is the slot of the table. Undefined when the key
 * is absent.
 */
export function strEdit(
  root: StrNode,
  hash: number,
  key: string,
  owner: Owner,
  table: number,
  touched: object[],
): object | undefined {
  let node = root;
  for (let h = hash; ; h >>>= 5) {
    if (((node.dataMap >>> h) & 1) !== 0) {
      const at = indexOfSlot(node.dataMap, h);
      return node.keys[at] === key ? editRecord(node, at, 1 << h, table, touched) : undefined;
    }
    if (((node.kidMap >>> h) & 1) === 0) break;
    const at = indexOfSlot(node.kidMap, h);
    let kid = node.kids[at] as StrNode;
    if (kid.owner !== owner) {
      kid = ownStr(kid, owner);
      node.kids[at] = kid;
    }
    node = kid;
  }
  if (!isCollision(node)) return undefined;
  const place = collisionPlace(node.keys, key);
  // No bit speaks for a record here: `owned` stays 0.
  return place < 0 ? undefined : editRecord(node, place, 0, table, touched);
}
