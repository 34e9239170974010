import { Hasher } from './hasher.ts';
import type { IntNode } from './int-node.ts';
import { isCollision, type StrNode } from './str-node.ts';
import type { Schema } from './table.ts';
import type { Node, Roots } from './txn.ts';

/** Seeds that keep the kinds of things apart. */
const SEED_RECORD = 1;
const SEED_ENTRY = 2;
const SEED_INT = 3;
const SEED_STR = 4;
const SEED_TABLE = 5;

/** Room for the lanes of a node and of `n` records below it, with the records' earlier lanes copied over. */
function roomFor(node: Node, n: number): Int32Array {
  const out = new Int32Array(4 + 4 * n);
  if (node.fresh !== 0 && node.hash !== null) out.set(node.hash);
  return out;
}

/** Hashes a leaf of records. Prefix and map tell the keys, so the records alone are hashed one by one. */
function hashLeaf(h: Hasher, node: IntNode): Int32Array {
  const { items } = node;
  const out = roomFor(node, items.length);
  let map = node.map;
  for (let i = 0; map !== 0; i++, map &= map - 1) {
    if ((node.fresh & map & -map) !== 0) continue;
    h.begin(SEED_RECORD);
    h.fields(items[i] as object);
    h.end(out, 4 + 4 * i);
  }
  node.fresh = node.map;
  openInt(h, node);
  for (let i = 0; i < items.length; i++) h.lanes(out, 4 + 4 * i);
  h.end(out, 0);
  return out;
}

/** Hashes a branch, or a leaf of the outer trie of a pair table, from the hashes of the nodes it holds. */
function hashBranch(h: Hasher, node: IntNode, pair: boolean): Int32Array {
  const items = node.items as Node[];
  for (const item of items) hashNode(h, item, pair && node.shift !== 0);
  const out = new Int32Array(4);
  openInt(h, node);
  for (const item of items) h.lanes(item.hash as Int32Array, 0);
  h.end(out, 0);
  return out;
}

function openInt(h: Hasher, node: IntNode): void {
  h.begin(SEED_INT);
  h.word(node.shift);
  h.word(node.hi);
  h.word(node.lo);
  h.word(node.map);
}

function hashStrNode(h: Hasher, node: StrNode): Int32Array {
  const { keys, recs, kids } = node;
  for (const kid of kids) hashNode(h, kid, false);
  const out = roomFor(node, keys.length);
  let map = node.dataMap;
  for (let i = 0; i < keys.length; i++, map &= map - 1) {
    if ((node.fresh & map & -map) !== 0) continue;
    h.begin(SEED_ENTRY);
    h.string(keys[i] as string);
    h.fields(recs[i] as object);
    h.end(out, 4 + 4 * i);
  }
  // 0 in a collision node, which has no slots to tell its records apart by.
  node.fresh = node.dataMap;
  h.begin(SEED_STR);
  h.word(isCollision(node) ? keys.length : 0);
  h.word(node.dataMap);
  h.word(node.kidMap);
  for (let i = 0; i < keys.length; i++) h.lanes(out, 4 + 4 * i);
  for (const kid of kids) h.lanes(kid.hash as Int32Array, 0);
  h.end(out, 0);
  return out;
}

/**
 * Sees to it that a committed node carries its hash, in the first four lanes of `hash`. Only nodes that changed since
 * they were last hashed cost anything, and in these only the records that changed. `pair` is set for the outer trie of a
 * pair table.
 */
function hashNode(h: Hasher, node: Node, pair: boolean): void {
  if (node.hashed) return;
  if ('kidMap' in node) node.hash = hashStrNode(h, node);
  else node.hash = node.shift === 0 && !pair ? hashLeaf(h, node) : hashBranch(h, node, pair);
  node.hashed = true;
}

function hex(lane: number): string {
  return (lane >>> 0).toString(16).padStart(8, '0');
}

/**
 * Hash of a world: 32 hex digits that depend on its content alone (names and versions of the tables that are not empty,
 * keys, and the fields of records with their order), never on how it came about, on empty tables or on the order of the
 * schema. It is a Merkle hash cached on the trie nodes, so its cost is in proportion to what changed since the last one.
 * Not cryptographic: it finds divergence, it does not withstand forgery. Faults at a field that no record may hold.
 */
export function hashRoots(schema: Schema, roots: Roots): string {
  const h = new Hasher();
  const sum = new Int32Array(4);
  const lanes = new Int32Array(4);
  for (let slot = 0; slot < roots.length; slot++) {
    const root = roots[slot] as Node | null;
    const table = schema.tables[slot];
    if (root === null || table === undefined) continue;
    hashNode(h, root, table.kind === 'int,int' || table.kind === 'int,str');
    h.begin(SEED_TABLE);
    h.string(table.name);
    h.string(table.kind);
    h.word(table.version);
    h.lanes(root.hash as Int32Array, 0);
    h.end(lanes, 0);
    for (let i = 0; i < 4; i++) sum[i] = (sum[i] as number) + (lanes[i] as number);
  }
  let out = '';
  for (const lane of sum) out += hex(lane);
  return out;
}
