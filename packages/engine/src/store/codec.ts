import { lowestSlot } from './bits.ts';
import { ByteReader, CodecError } from './byte-reader.ts';
import { baseKey, type IntNode } from './int-node.ts';
import type { StrNode } from './str-node.ts';
import type { AnyTable, IntPairTable, IntStrTable, IntTable, Schema, StrTable } from './table.ts';
import { emptyRoots, type Node, type Roots, Txn } from './txn.ts';
import { type Fields, ValueReader } from './value-reader.ts';
import { ValueWriter } from './value-writer.ts';

export { CodecError } from './byte-reader.ts';

/** First byte of an encoding; another layout gets another number. */
const FORMAT = 1;

/** Changes a record of version n - 1 of its table to version n. It may change the record it is given and return it. */
export type Migration = (record: Fields) => Fields;

/** Migrations by `table/n`, n being the version that the migration makes. */
export type Migrations = Readonly<Record<string, Migration>>;

/** Number of entries directly in a trie: in the outer trie of a pair table, of first parts. */
function countKeys(node: IntNode): number {
  if (node.shift === 0) return node.items.length;
  let n = 0;
  for (const item of node.items) n += countKeys(item as IntNode);
  return n;
}

/** Writes tries in the order of their keys. */
class TrieWriter {
  readonly values = new ValueWriter();
  /** Integer keys are written as the number of keys left out since this one, which starts at -1. */
  private before = -1;

  table(table: AnyTable, root: Node | null): void {
    const { out } = this.values;
    this.values.string(table.name);
    out.varint(table.version);
    if (table.kind === 'int' || table.kind === 'str') this.trie(root);
    else if (root === null) out.varint(0);
    else {
      out.varint(countKeys(root as IntNode));
      this.before = -1;
      this.int(root as IntNode, true);
    }
  }

  private trie(root: Node | null): void {
    this.values.out.varint(root === null ? 0 : root.size);
    if (root === null) return;
    const outer = this.before;
    this.before = -1;
    if ('kidMap' in root) this.str(root);
    else this.int(root, false);
    this.before = outer;
  }

  private int(node: IntNode, pair: boolean): void {
    const { items } = node;
    if (node.shift !== 0) {
      for (const item of items) this.int(item as IntNode, pair);
      return;
    }
    const base = baseKey(node);
    let map = node.map;
    for (let i = 0; map !== 0; i++, map &= map - 1) {
      const key = base + lowestSlot(map);
      this.values.out.varint(key - this.before - 1);
      this.before = key;
      if (pair) this.trie(items[i] as Node);
      else this.values.fields(items[i] as object, 0);
    }
  }

  private str(node: StrNode): void {
    const { keys, recs, kids, dataMap } = node;
    let i = 0;
    let k = 0;
    for (let map = dataMap | node.kidMap; map !== 0; map &= map - 1) {
      if ((dataMap & map & -map) === 0) this.str(kids[k++] as StrNode);
      else this.entry(keys[i] as string, recs[i++] as object);
    }
    // What is left are the keys of a collision node.
    for (; i < keys.length; i++) this.entry(keys[i] as string, recs[i] as object);
  }

  private entry(key: string, record: object): void {
    this.values.string(key);
    this.values.fields(record, 0);
  }
}

/**
 * All tables as bytes: format, number of tables, then of each its name, version, number of keys and entries in the order
 * of a walk; of integer keys the gaps between them, values as `TAG` says. Equal worlds under one schema give equal bytes. Faults at a
 * field that no record may hold.
 */
export function encodeRoots(schema: Schema, roots: Roots): Uint8Array {
  const writer = new TrieWriter();
  writer.values.out.byte(FORMAT);
  writer.values.out.varint(schema.tables.length);
  for (const table of schema.tables) writer.table(table, roots[table.slot] ?? null);
  return writer.values.out.finish();
}

/** Migrations that bring a table's records from version `from` to the present one. */
function stepsFrom(table: AnyTable, from: number, migrations: Migrations): Migration[] {
  if (from > table.version)
    throw new CodecError(`table ${table.name} is of version ${from}, known is ${table.version}`);
  const steps: Migration[] = [];
  for (let version = from + 1; version <= table.version; version++) {
    const name = `${table.name}/${version}`;
    const step = Object.hasOwn(migrations, name) ? migrations[name] : undefined;
    if (step === undefined) throw new CodecError(`no migration ${name}`);
    steps.push(step);
  }
  return steps;
}

/** Reads tables into a transaction. */
class TrieReader {
  private readonly values: ValueReader;
  private readonly txn: Txn;
  private steps: readonly Migration[] = [];

  constructor(values: ValueReader, txn: Txn) {
    this.values = values;
    this.txn = txn;
  }

  table(table: AnyTable, steps: readonly Migration[]): void {
    this.steps = steps;
    const n = this.values.in.varint();
    if (table.kind === 'int') this.ints(n, (key) => this.txn.put(table as IntTable<object>, key, this.record()));
    else if (table.kind === 'str') {
      for (let i = 0; i < n; i++) this.txn.put(table as StrTable<object>, this.values.string(), this.record());
      if (this.txn.count(table) !== n) this.values.in.fail(`a key twice in ${table.name}`);
    } else this.ints(n, (a) => this.inner(table, a));
  }

  private inner(table: IntPairTable<object> | IntStrTable<object>, a: number): void {
    const n = this.values.in.varint();
    if (table.kind === 'int,int') this.ints(n, (b) => this.txn.put2(table, a, b, this.record()));
    else for (let i = 0; i < n; i++) this.txn.put2(table, a, this.values.string(), this.record());
    if (n === 0 || this.txn.count2(table, a) !== n) this.values.in.fail(`wrong number of keys ${a} in ${table.name}`);
  }

  /** Reads `n` ascending integers, calling `read` after each. */
  private ints(n: number, read: (key: number) => void): void {
    let key = -1;
    for (let i = 0; i < n; i++) {
      key += 1 + this.values.in.varint();
      if (!Number.isSafeInteger(key)) this.values.in.fail(`key ${key}`);
      read(key);
    }
  }

  private record(): Fields {
    let record = this.values.fields(0);
    for (const step of this.steps) record = step(record);
    return record;
  }
}

/**
 * The roots that `encodeRoots` wrote. Tables the bytes do not have are empty; records of an older version go through
 * `migrations` one version after the other. Throws CodecError when the bytes are malformed, truncated or too long, or
 * name a table, a version or a migration that is not known.
 */
export function decodeRoots(schema: Schema, bytes: Uint8Array, migrations: Migrations = {}): Roots {
  const input = new ByteReader(bytes);
  const format = input.byte();
  if (format !== FORMAT) throw new CodecError(`format ${format}, known is ${FORMAT}`);
  const values = new ValueReader(input);
  const txn = new Txn(schema, emptyRoots(schema));
  const reader = new TrieReader(values, txn);
  const seen = new Set<string>();
  for (let n = input.varint(); n > 0; n--) {
    const name = values.string();
    const table = schema.tables.find((t) => t.name === name);
    if (table === undefined) throw new CodecError(`unknown table ${name}`);
    if (seen.has(name)) throw new CodecError(`table ${name} twice`);
    seen.add(name);
    reader.table(table, stepsFrom(table, input.varint(), migrations));
  }
  if (input.rest > 0) input.fail(`${input.rest} bytes left over`);
  return txn.commit();
}
