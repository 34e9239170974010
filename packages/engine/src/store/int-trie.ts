import { indexOfSlot, insertAt, removeAt } from './bits.ts';
import { cloneRecord } from './clone-record.ts';
import { baseKey, covers, findLeaf, IntNode, joinInt, leafOf, ownInt, slotAt } from './int-node.ts';
import type { Owner } from './owner.ts';

/** Item under a key (given as its two parts, see `keyLow`), or undefined. */
export function intGet(root: IntNode | null, hi: number, lo: number): object | undefined {
  const leaf = findLeaf(root, hi, lo);
  return leaf === null || ((leaf.map >>> lo) & 1) === 0 ? undefined : leaf.items[indexOfSlot(leaf.map, lo)];
}

/**
 * Root after the item is put under the key. `delta` is the change in records: 0 when a record is replaced. Nodes of the
 * owner are changed in place, others copied. A record put here must be the owner's.
 */
export function intPut(
  root: IntNode | null,
  hi: number,
  lo: number,
  item: object,
  delta: number,
  owner: Owner,
): IntNode {
  if (root === null) return leafOf(hi, lo, item, delta, owner);
  if (!covers(root, hi, lo)) return joinInt(root, leafOf(hi, lo, item, delta, owner), owner);
  const slot = slotAt(root.shift, hi, lo);
  const at = indexOfSlot(root.map, slot);
  if (((root.map >>> slot) & 1) === 0) {
    const added = root.shift === 0 ? item : leafOf(hi, lo, item, delta, owner);
    return addSlot(root, slot, at, added, delta, owner);
  }
  const node = ownInt(root, owner);
  node.size += delta;
  if (node.shift === 0) {
    node.items[at] = item;
    node.owned |= 1 << slot;
    node.fresh &= ~(1 << slot);
    return node;
  }
  const child = node.items[at] as IntNode;
  const next = intPut(child, hi, lo, item, delta, owner);
  if (next !== child) node.items[at] = next;
  return node;
}

/** The node, or its copy, with one more slot in use. Lanes of records are dropped because their places move. */
function addSlot(node: IntNode, slot: number, at: number, item: object, delta: number, owner: Owner): IntNode {
  const items = insertAt(node.items, at, item);
  const bit = 1 << slot;
  if (node.owner !== owner) {
    const copy = new IntNode(owner, node.shift, node.hi, node.lo, node.map | bit, items, node.size + delta);
    copy.owned = bit;
    return copy;
  }
  node.items = items;
  node.map |= bit;
  node.size += delta;
  node.owned |= bit;
  node.hash = null;
  node.fresh = 0;
  return node;
}

/** Root without the key, which must be present; null when nothing is left. `delta` is the number of records that go. */
export function intRemove(root: IntNode, hi: number, lo: number, delta: number, owner: Owner): IntNode | null {
  const slot = slotAt(root.shift, hi, lo);
  const at = indexOfSlot(root.map, slot);
  if (root.shift === 0) return root.items.length === 1 ? null : dropSlot(root, slot, at, delta, owner);
  const child = root.items[at] as IntNode;
  const next = intRemove(child, hi, lo, delta, owner);
  if (next === null) {
    if (root.items.length === 2) return root.items[1 - at] as IntNode;
    return dropSlot(root, slot, at, delta, owner);
  }
  const node = ownInt(root, owner);
  node.size -= delta;
  if (next !== child) node.items[at] = next;
  return node;
}

/** The node, or its copy, with one slot less in use. */
function dropSlot(node: IntNode, slot: number, at: number, delta: number, owner: Owner): IntNode {
  const items = removeAt(node.items, at);
  const map = node.map & ~(1 << slot);
  if (node.owner !== owner) return new IntNode(owner, node.shift, node.hi, node.lo, map, items, node.size - delta);
  node.items = items;
  node.map = map;
  node.size -= delta;
  node.owned &= ~(1 << slot);
  node.hash = null;
  node.fresh = 0;
  return node;
}

/** The leaf that holds the key, with every node from the owned root down to it made the owner's; null when absent. */
export function ownLeaf(root: IntNode, hi: number, lo: number, owner: Owner): IntNode | null {
  let node = root;
  while (node.shift !== 0) {
    const slot = slotAt(node.shift, hi, lo);
    if (((node.map >>> slot) & 1) === 0) return null;
    const at = indexOfSlot(node.map, slot);
    let child = node.items[at] as IntNode;
    if (child.owner !== owner) {
      child = ownInt(child, owner);
      node.items[at] = child;
    }
    node = child;
  }
  const here = node.lo === (lo & ~31) && node.hi === hi && ((node.map >>> lo) & 1) !== 0;
  return here ? node : null;
}

/**
 * Record under the key below an owned root, made the transaction's own: a frozen record (one that some committed world
 * may hold) is replaced by a copy, which is noted in `touched`. `table` is the slot of the table. Undefined when the key
 * is absent.
 */
export function intEdit(
  root: IntNode,
  hi: number,
  lo: number,
  owner: Owner,
  table: number,
  touched: object[],
): object | undefined {
  const leaf = ownLeaf(root, hi, lo, owner);
  if (leaf === null) return undefined;
  const at = indexOfSlot(leaf.map, lo);
  let record = leaf.items[at] as object;
  const bit = 1 << lo;
  if ((leaf.owned & bit) !== 0) return record;
  if (Object.isFrozen(record)) {
    record = cloneRecord(record, table);
    touched.push(record);
    leaf.items[at] = record;
  }
  leaf.owned |= bit;
  leaf.fresh &= ~bit;
  return record;
}

/** Greatest key, or undefined when the trie is empty. */
export function intLastKey(root: IntNode | null): number | undefined {
  if (root === null) return undefined;
  let node = root;
  while (node.shift !== 0) node = node.items[node.items.length - 1] as IntNode;
  return baseKey(node) + 31 - Math.clz32(node.map);
}
