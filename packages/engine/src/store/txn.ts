import { EngineFault } from '../util/assert.ts';
import { indexOfSlot, lowestSlot } from './bits.ts';
import { cloneRecord } from './clone-record.ts';
import { baseKey, type IntNode, keyHigh, keyLow, ownInt } from './int-node.ts';
import { intEdit, intGet, intLastKey, intPut, intRemove, ownLeaf } from './int-trie.ts';
import { Owner } from './owner.ts';
import { sealRecord } from './seal.ts';
import { hashString } from './str-hash.ts';
import { ownStr, type StrNode, strGet } from './str-node.ts';
import { strEdit, strPut, strRemove } from './str-trie.ts';
import type { AnyTable, IntPairTable, IntStrTable, IntTable, PairTable, Schema, StrTable } from './table.ts';

/** A trie node; only this folder looks inside. */
export type Node = IntNode | StrNode;

/** All records of a world: the root of each table's trie, null when the table is empty. Sharing them is a fork. */
export type Roots = readonly (Node | null)[];

/** What is called with each record and its key; returning `false` ends the walk. */
// biome-ignore lint/suspicious/noConfusingVoidType: most walks return nothing
export type Visit<R, K> = (record: Readonly<R>, key: K) => boolean | void;

/** Roots of a world without records. */
export function emptyRoots(schema: Schema): Roots {
  return schema.tables.map(() => null);
}

function fault(message: string): never {
  throw new EngineFault(message);
}

/** Record under one key of a trie of the given kind. */
function find(root: Node | null, key: number | string): object | undefined {
  if (typeof key === 'string') return strGet(root as StrNode | null, hashString(key), key);
  const lo = keyLow(key);
  return intGet(root as IntNode | null, keyHigh(key, lo), lo);
}

/** Trie after a record is put under a new (`delta` 1) or present (0) key. */
function insert(root: Node | null, key: number | string, record: object, delta: number, owner: Owner): Node {
  if (typeof key === 'string') return strPut(root as StrNode | null, 0, hashString(key), key, record, delta, owner);
  const lo = keyLow(key);
  return intPut(root as IntNode | null, keyHigh(key, lo), lo, record, delta, owner);
}

/** Trie without a key that is present. */
function without(root: Node, key: number | string, owner: Owner): Node | null {
  if (typeof key === 'string') return strRemove(root as StrNode, 0, hashString(key), key, owner);
  const lo = keyLow(key);
  return intRemove(root as IntNode, keyHigh(key, lo), lo, 1, owner);
}

/** The root itself if it is the owner's, else a copy that is. */
function own(root: Node, owner: Owner): Node {
  return root.owner === owner ? root : 'kidMap' in root ? ownStr(root, owner) : ownInt(root, owner);
}

/**
 * One change of a world, from roots to roots: all records are read and written through it, and `commit` gives the new
 * roots while the old ones stay as they were. Records read are shared, and frozen but for those written in this very
 * transaction; `edit` and `put` give records that belong to the transaction until `commit`. The values in their fields
 * are shared all the same: a list is replaced by another, not pushed to.
 * Nodes and records of the transaction are changed in place, so a thousand edits of one record copy it once.
 *
 * Faults (EngineFault) when a table is not of the schema, an integer key to be written is not a non-negative safe
 * integer, a record to be edited is absent, or anything is written after `commit`.
 */
export class Txn {
  private readonly schema: Schema;
  private readonly roots: (Node | null)[];
  /** Null after commit. Replaced by a new one when a table is written during a walk over it. */
  private owner: Owner | null = new Owner();
  /** Records that are the transaction's own. */
  private readonly touched: object[] = [];
  /** Slots of the tables being walked, the innermost walk last. */
  private readonly walks: number[] = [];
  /** Whether the nodes of all walks under way are already protected by a newer owner. */
  private shielded = true;

  constructor(schema: Schema, roots: Roots) {
    this.schema = schema;
    this.roots = roots.slice();
  }

  /** The record under the key, or undefined. It is shared: never write to it. */
  get<R extends object>(t: IntTable<R>, key: number): Readonly<R> | undefined;
  get<R extends object>(t: StrTable<R>, key: string): Readonly<R> | undefined;
  get(t: AnyTable, key: number | string): object | undefined {
    const root = this.roots[t.slot];
    if (root === undefined) return this.foreign(t);
    return root === null ? undefined : find(root, key);
  }

  /** A copy of the record that belongs to this transaction, the same one at every call; faults when it is absent. */
  edit<R extends object>(t: IntTable<R>, key: number): R;
  edit<R extends object>(t: StrTable<R>, key: string): R;
  edit(t: AnyTable, key: number | string): object {
    const owner = this.writer(t);
    let root = this.roots[t.slot] as Node | null;
    if (root === null) return this.absent(t, key);
    if (root.owner !== owner) {
      root = own(root, owner);
      this.roots[t.slot] = root;
    }
    return this.editIn(t, root, key, owner) ?? this.absent(t, key);
  }

  /**
   * Inserts or replaces. The record must be a fresh object: it becomes the transaction's and is returned. A frozen one
   * (read from this or another version of the world) is copied first, so use what is returned.
   */
  put<R extends object>(t: IntTable<R>, key: number, record: R): R;
  put<R extends object>(t: StrTable<R>, key: string, record: R): R;
  put(t: AnyTable, key: number | string, record: object): object {
    const owner = this.writer(t);
    if (typeof key === 'number') this.checkKey(t, key);
    const mine = this.adopt(t, record);
    const root = this.roots[t.slot] as Node | null;
    const delta = find(root, key) === undefined ? 1 : 0;
    this.roots[t.slot] = insert(root, key, mine, delta, owner);
    return mine;
  }

  /** Removes the record; false when it was absent. */
  remove(t: IntTable<object>, key: number): boolean;
  remove(t: StrTable<object>, key: string): boolean;
  remove(t: AnyTable, key: number | string): boolean {
    const owner = this.writer(t);
    const root = this.roots[t.slot] as Node | null;
    if (root === null || find(root, key) === undefined) return false;
    this.roots[t.slot] = without(root, key, owner);
    return true;
  }

  /**
   * Calls `fn` for each key the table holds at the start of the walk and still holds when its turn comes, with the
   * record of that moment. Integers ascend; strings come in an order of their hashes that is fixed for any two keys.
   * `fn` may write to any table.
   */
  each<R extends object>(t: IntTable<R>, fn: Visit<R, number>): void;
  each<R extends object>(t: StrTable<R>, fn: Visit<R, string>): void;
  each(t: AnyTable, fn: Visit<object, never>): void {
    const root = this.roots[t.slot];
    if (root === undefined) return this.foreign(t);
    this.walk(t, root, -1, fn);
  }

  /** Number of records, in constant time. */
  count(t: AnyTable): number {
    const root = this.roots[t.slot];
    if (root === undefined) return this.foreign(t);
    return root === null ? 0 : root.size;
  }

  /** Greatest key, or undefined when the table is empty. */
  lastKey(t: IntTable<object>): number | undefined {
    const root = this.roots[t.slot];
    if (root === undefined) return this.foreign(t);
    return intLastKey(root as IntNode | null);
  }

  /** As `get`, for a key of two parts. */
  get2<R extends object>(t: IntPairTable<R>, a: number, b: number): Readonly<R> | undefined;
  get2<R extends object>(t: IntStrTable<R>, a: number, b: string): Readonly<R> | undefined;
  get2(t: PairTable, a: number, b: number | string): object | undefined {
    const inner = this.inner(t, a);
    return inner === null ? undefined : find(inner, b);
  }

  /** As `edit`, for a key of two parts. */
  edit2<R extends object>(t: IntPairTable<R>, a: number, b: number): R;
  edit2<R extends object>(t: IntStrTable<R>, a: number, b: string): R;
  edit2(t: PairTable, a: number, b: number | string): object {
    const owner = this.writer(t);
    let root = this.roots[t.slot] as IntNode | null;
    if (root === null) return this.absent(t, a, b);
    if (root.owner !== owner) {
      root = ownInt(root, owner);
      this.roots[t.slot] = root;
    }
    const lo = keyLow(a);
    const leaf = ownLeaf(root, keyHigh(a, lo), lo, owner);
    if (leaf === null) return this.absent(t, a, b);
    const at = indexOfSlot(leaf.map, lo);
    const inner = own(leaf.items[at] as Node, owner);
    leaf.items[at] = inner;
    return this.editIn(t, inner, b, owner) ?? this.absent(t, a, b);
  }

  /** As `put`, for a key of two parts. */
  put2<R extends object>(t: IntPairTable<R>, a: number, b: number, record: R): R;
  put2<R extends object>(t: IntStrTable<R>, a: number, b: string, record: R): R;
  put2(t: PairTable, a: number, b: number | string, record: object): object {
    const owner = this.writer(t);
    this.checkKey(t, a);
    if (typeof b === 'number') this.checkKey(t, b);
    const mine = this.adopt(t, record);
    const inner = this.inner(t, a);
    const delta = inner === null || find(inner, b) === undefined ? 1 : 0;
    this.replaceInner(t, a, insert(inner, b, mine, delta, owner), delta, owner);
    return mine;
  }

  /** As `remove`, for a key of two parts. */
  remove2(t: IntPairTable<object>, a: number, b: number): boolean;
  remove2(t: IntStrTable<object>, a: number, b: string): boolean;
  remove2(t: PairTable, a: number, b: number | string): boolean {
    const owner = this.writer(t);
    const inner = this.inner(t, a);
    if (inner === null || find(inner, b) === undefined) return false;
    const rest = without(inner, b, owner);
    if (rest === null) this.dropInner(t, a, 1, owner);
    else this.replaceInner(t, a, rest, -1, owner);
    return true;
  }

  /** As `each`, over the records whose key has the first part `a`; `fn` gets the second part. */
  each2<R extends object>(t: IntPairTable<R>, a: number, fn: Visit<R, number>): void;
  each2<R extends object>(t: IntStrTable<R>, a: number, fn: Visit<R, string>): void;
  each2(t: PairTable, a: number, fn: Visit<object, never>): void {
    this.walk(t, this.inner(t, a), a, fn);
  }

  /** Number of records whose key has the first part `a`. */
  count2(t: PairTable, a: number): number {
    const inner = this.inner(t, a);
    return inner === null ? 0 : inner.size;
  }

  /** Greatest second part among the keys with the first part `a`, or undefined when there are none. */
  lastKey2(t: IntPairTable<object>, a: number): number | undefined {
    return intLastKey(this.inner(t, a) as IntNode | null);
  }

  /** Removes all records whose key has the first part `a`; returns how many there were. */
  removeAll2(t: PairTable, a: number): number {
    const owner = this.writer(t);
    const inner = this.inner(t, a);
    if (inner === null) return 0;
    this.dropInner(t, a, inner.size, owner);
    return inner.size;
  }

  /**
   * The new roots. From now on they never change, and the transaction can only be read. Records written lose their
   * undefined fields and are frozen through and through (see `sealRecord`, also for what they may not hold).
   */
  commit(): Roots {
    if (this.owner === null) fault('the transaction is already committed');
    this.owner = null;
    for (const record of this.touched) sealRecord(record);
    this.touched.length = 0;
    return this.roots;
  }

  /** The owner to write to a table with. */
  private writer(t: AnyTable): Owner {
    const owner = this.owner;
    if (owner === null) fault(`table ${t.name} is written after commit`);
    if (this.schema.tables[t.slot] !== t) return this.foreign(t);
    if (this.shielded || !this.walks.includes(t.slot)) return owner;
    // The nodes of the walk become foreign and so stay as the walk found them.
    this.shielded = true;
    this.owner = new Owner();
    return this.owner;
  }

  private adopt(t: AnyTable, record: object): object {
    const mine = Object.isFrozen(record) ? cloneRecord(record, t.slot) : record;
    this.touched.push(mine);
    return mine;
  }

  private editIn(t: AnyTable, root: Node, key: number | string, owner: Owner): object | undefined {
    if (typeof key === 'string') return strEdit(root as StrNode, hashString(key), key, owner, t.slot, this.touched);
    const lo = keyLow(key);
    return intEdit(root as IntNode, keyHigh(key, lo), lo, owner, t.slot, this.touched);
  }

  /** Root of the inner trie of a pair table. */
  private inner(t: PairTable, a: number): Node | null {
    const root = this.roots[t.slot];
    if (root === undefined) return this.foreign(t);
    const lo = keyLow(a);
    return (intGet(root as IntNode | null, keyHigh(a, lo), lo) as Node | undefined) ?? null;
  }

  private replaceInner(t: PairTable, a: number, inner: Node, delta: number, owner: Owner): void {
    const lo = keyLow(a);
    const root = this.roots[t.slot] as IntNode | null;
    this.roots[t.slot] = intPut(root, keyHigh(a, lo), lo, inner, delta, owner);
  }

  private dropInner(t: PairTable, a: number, delta: number, owner: Owner): void {
    const lo = keyLow(a);
    this.roots[t.slot] = intRemove(this.roots[t.slot] as IntNode, keyHigh(a, lo), lo, delta, owner);
  }

  /** Walks a trie; `a` is the first part of its keys, -1 when they have but one. */
  private walk(t: AnyTable, root: Node | null, a: number, fn: Visit<object, never>): void {
    if (root === null) return;
    const outer = this.shielded;
    this.shielded = false;
    this.walks.push(t.slot);
    try {
      if ('kidMap' in root) this.walkStr(t, root, a, this.owner, fn as Visit<object, string>);
      else this.walkInt(t, root, a, this.owner, fn as Visit<object, number>);
    } finally {
      this.walks.pop();
      this.shielded = outer || this.shielded;
    }
  }

  private walkInt(t: AnyTable, node: IntNode, a: number, owner: Owner | null, fn: Visit<object, number>): boolean {
    const items = node.items;
    if (node.shift !== 0) {
      for (let i = 0; i < items.length; i++) {
        if (!this.walkInt(t, items[i] as IntNode, a, owner, fn)) return false;
      }
      return true;
    }
    const base = baseKey(node);
    let map = node.map;
    for (let i = 0; map !== 0; i++, map &= map - 1) {
      const key = base + lowestSlot(map);
      const record = this.owner === owner ? items[i] : this.present(t, a, key);
      if (record !== undefined && fn(record, key) === false) return false;
    }
    return true;
  }

  private walkStr(t: AnyTable, node: StrNode, a: number, owner: Owner | null, fn: Visit<object, string>): boolean {
    const { keys, recs, kids, dataMap } = node;
    let i = 0;
    let k = 0;
    for (let map = dataMap | node.kidMap; map !== 0; map &= map - 1) {
      if ((dataMap & map & -map) === 0) {
        if (!this.walkStr(t, kids[k++] as StrNode, a, owner, fn)) return false;
        continue;
      }
      const key = keys[i] as string;
      const record = this.owner === owner ? recs[i] : this.present(t, a, key);
      i++;
      if (record !== undefined && fn(record, key) === false) return false;
    }
    // What is left are the keys of a collision node.
    for (; i < keys.length; i++) {
      const key = keys[i] as string;
      const record = this.owner === owner ? recs[i] : this.present(t, a, key);
      if (record !== undefined && fn(record, key) === false) return false;
    }
    return true;
  }

  /** The record now under a key that a walk has met, after something was written. */
  private present(t: AnyTable, a: number, key: number | string): object | undefined {
    return find(a < 0 ? (this.roots[t.slot] as Node | null) : this.inner(t as PairTable, a), key);
  }

  private checkKey(t: AnyTable, key: number): void {
    if (keyHigh(key, keyLow(key)) < 0) fault(`table ${t.name} cannot have the key ${key}`);
  }

  private absent(t: AnyTable, ...key: (number | string)[]): never {
    fault(`table ${t.name} has no record ${key.join(', ')}`);
  }

  private foreign(t: AnyTable): never {
    fault(`table ${t.name} is not in the schema`);
  }
}
