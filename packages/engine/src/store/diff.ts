import { lowestSlot } from './bits.ts';
import { sameValue } from './equal.ts';
import { baseKey, covers, type IntNode, slotAt } from './int-node.ts';
import { hashString } from './str-hash.ts';
import { HASH_SHIFT_END, isCollision, NO_KIDS, StrNode } from './str-node.ts';
import type { Schema } from './table.ts';
import type { Node, Roots } from './txn.ts';

/** Key of a record; of two parts in a pair table. */
export type Key = string | number | readonly [number, string | number];

/** Keys of one table whose record was added, changed or removed. */
export interface TableDiff {
  readonly table: string;
  /** In the order of a walk over both tables together. */
  readonly changed: readonly Key[];
}

/** Item of a node at a slot, or null. */
function itemAt(node: IntNode, slot: number, at: number): object | null {
  return ((node.map >>> slot) & 1) === 0 ? null : (node.items[at] as object);
}

/** Whether the first of two keys comes before the second in a walk. */
function inWalkOrder(key: string, other: string): boolean {
  let h = hashString(key);
  let o = hashString(other);
  for (; h !== o; h >>>= 5, o >>>= 5) if (((h ^ o) & 31) !== 0) return (h & 31) < (o & 31);
  return key < other;
}

/** Goes over the slots of a node in ascending order, telling what is there. */
class StrCursor {
  /** Slots in use. */
  readonly map: number;
  /** What the slot moved to holds: a child, or a key and its record, or nothing. */
  kid: StrNode | null = null;
  key = '';
  record: object | null = null;
  private readonly node: StrNode;
  private data = 0;
  private kids = 0;

  constructor(node: StrNode) {
    this.node = node;
    this.map = node.dataMap | node.kidMap;
  }

  /** Moves to the slot of `bit`; slots must be visited in ascending order and none in use left out. */
  moveTo(bit: number): void {
    const { node } = this;
    this.kid = (node.kidMap & bit) === 0 ? null : (node.kids[this.kids++] as StrNode);
    const here = (node.dataMap & bit) !== 0;
    this.key = here ? (node.keys[this.data] as string) : '';
    this.record = here ? (node.recs[this.data++] as object) : null;
  }

  /** What the slot holds as a node one level below `shift`: a lone record stands where its hash says. */
  below(shift: number): StrNode | null {
    if (this.kid !== null || this.record === null) return this.kid;
    const next = shift + 5;
    const map = next < HASH_SHIFT_END ? 1 << (hashString(this.key) >>> next) : 0;
    return new StrNode(this.node.owner, map, 0, [this.key], [this.record], NO_KIDS, 1);
  }
}

/** Walks two tries of one table side by side, past everything they share, and gathers the keys that differ. */
class TrieDiff {
  readonly changed: Key[] = [];
  private readonly pair: boolean;
  /** First part of the keys of the inner tries being compared, -1 outside of them. */
  private a = -1;

  constructor(pair: boolean) {
    this.pair = pair;
  }

  private note(key: number | string): void {
    this.changed.push(this.a < 0 ? key : [this.a, key]);
  }

  /** Compares two tries, or two subtries at the same place. */
  node(before: Node | null, after: Node | null): void {
    if (before === after) return;
    const some = (before ?? after) as Node;
    if ('kidMap' in some) this.str(before as StrNode | null, after as StrNode | null, 0);
    else this.int(before as IntNode | null, after as IntNode | null);
  }

  private int(before: IntNode | null, after: IntNode | null): void {
    if (before === after) return;
    if (before === null || after === null) this.oneInt((before ?? after) as IntNode);
    else if (before.shift === after.shift && covers(before, after.hi, after.lo)) this.sameSlots(before, after);
    else if (before.shift > after.shift && covers(before, after.hi, after.lo)) this.deeper(before, after);
    else if (after.shift > before.shift && covers(after, before.hi, before.lo)) this.deeper(after, before);
    else {
      const first = baseKey(before) < baseKey(after);
      this.oneInt(first ? before : after);
      this.oneInt(first ? after : before);
    }
  }

  /** Compares two nodes of the same prefix slot by slot. */
  private sameSlots(before: IntNode, after: IntNode): void {
    let b = 0;
    let a = 0;
    for (let map = before.map | after.map; map !== 0; map &= map - 1) {
      const slot = lowestSlot(map);
      const old = itemAt(before, slot, b);
      const now = itemAt(after, slot, a);
      if (old !== null) b++;
      if (now !== null) a++;
      if (old === now) continue;
      if (before.shift !== 0) this.int(old as IntNode | null, now as IntNode | null);
      else this.leafItem(baseKey(before) + slot, old, now);
    }
  }

  /** Compares a branch of one side with a node of the other that lies in one slot of it; which is which is all the same. */
  private deeper(branch: IntNode, node: IntNode): void {
    const own = slotAt(branch.shift, node.hi, node.lo) & 31;
    let at = 0;
    for (let map = branch.map | (1 << own); map !== 0; map &= map - 1) {
      const slot = lowestSlot(map);
      const item = itemAt(branch, slot, at) as IntNode | null;
      if (item !== null) at++;
      if (slot === own) this.int(item, node);
      else this.oneInt(item as IntNode);
    }
  }

  /** Compares what the two sides hold under one key of a leaf. */
  private leafItem(key: number, before: object | null, after: object | null): void {
    if (this.pair && this.a < 0) {
      this.a = key;
      this.node(before as Node | null, after as Node | null);
      this.a = -1;
    } else if (before === null || after === null || !sameValue(before, after)) this.note(key);
  }

  /** Notes all keys below a node that only one side has. */
  private oneInt(node: IntNode): void {
    let map = node.map;
    for (const item of node.items) {
      if (node.shift !== 0) this.oneInt(item as IntNode);
      else this.leafItem(baseKey(node) + lowestSlot(map), item, null);
      map &= map - 1;
    }
  }

  /** Compares two nodes at the same place, `shift` being their level. */
  private str(before: StrNode | null, after: StrNode | null, shift: number): void {
    if (before === after) return;
    if (before === null || after === null) this.oneStr((before ?? after) as StrNode);
    else if (shift >= HASH_SHIFT_END) this.collisions(before, after);
    else this.strSlots(before, after, shift);
  }

  private strSlots(before: StrNode, after: StrNode, shift: number): void {
    const old = new StrCursor(before);
    const now = new StrCursor(after);
    for (let map = old.map | now.map; map !== 0; map &= map - 1) {
      const bit = map & -map;
      old.moveTo(bit);
      now.moveTo(bit);
      if (old.kid !== null || now.kid !== null) this.str(old.below(shift), now.below(shift), shift + 5);
      else this.entries(old.key, old.record, now.key, now.record);
    }
  }

  /** Compares the records at one slot, of which one may be null. */
  private entries(oldKey: string, old: object | null, newKey: string, now: object | null): void {
    if (old !== null && now !== null && oldKey === newKey) {
      if (old !== now && !sameValue(old, now)) this.note(oldKey);
      return;
    }
    const swap = old !== null && now !== null && inWalkOrder(newKey, oldKey);
    if (swap) this.note(newKey);
    if (old !== null) this.note(oldKey);
    if (now !== null && !swap) this.note(newKey);
  }

  /** Merges the ascending keys of two collision nodes. */
  private collisions(before: StrNode, after: StrNode): void {
    let b = 0;
    let a = 0;
    while (b < before.keys.length || a < after.keys.length) {
      const oldKey = before.keys[b];
      const newKey = after.keys[a];
      const takeOld = oldKey !== undefined && (newKey === undefined || oldKey <= newKey);
      const takeNew = newKey !== undefined && (oldKey === undefined || newKey <= oldKey);
      const old = takeOld ? (before.recs[b++] as object) : null;
      const now = takeNew ? (after.recs[a++] as object) : null;
      this.entries(oldKey ?? '', old, newKey ?? '', now);
    }
  }

  /** Notes all keys below a node that only one side has. */
  private oneStr(node: StrNode): void {
    const cursor = new StrCursor(node);
    for (let map = cursor.map; map !== 0; map &= map - 1) {
      cursor.moveTo(map & -map);
      if (cursor.kid !== null) this.oneStr(cursor.kid);
      else this.note(cursor.key);
    }
    if (isCollision(node)) for (const key of node.keys) this.note(key);
  }
}

/**
 * Tables that differ between two worlds of one schema, in the schema's order, with the keys whose record was added,
 * changed or removed. Exact: a record rewritten with the same content is no change. Subtries that both worlds share are
 * not entered, so the cost is in proportion to what was written between them.
 */
export function diffRoots(schema: Schema, before: Roots, after: Roots): readonly TableDiff[] {
  const out: TableDiff[] = [];
  for (const table of schema.tables) {
    const old = before[table.slot] ?? null;
    const now = after[table.slot] ?? null;
    if (old === now) continue;
    const diff = new TrieDiff(table.kind === 'int,int' || table.kind === 'int,str');
    diff.node(old, now);
    if (diff.changed.length > 0) out.push({ table: table.name, changed: diff.changed });
  }
  return out;
}
