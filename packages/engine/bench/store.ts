/// <reference types="node" />
/**
 * Speed of the store on tables of 20 000 records: `node bench/store.ts`. Prints one row an operation, the median of
 * several rounds. Each of the 65 tables has a record shape of its own, as in a world, so that the store's call sites are
 * as polymorphic as they will be.
 */
import { decodeRoots, encodeRoots } from '../src/store/codec.ts';
import { diffRoots } from '../src/store/diff.ts';
import { hashRoots } from '../src/store/hash.ts';
import { createSchema, intPairTable, intStrTable, intTable, strTable } from '../src/store/table.ts';
import { emptyRoots, type Roots, Txn } from '../src/store/txn.ts';

const RECORDS = 20_000;
const ROUNDS = 15;

interface Row {
  id: number;
  name: string;
  state: string;
  parent: number;
  size: number;
}

const ints = intTable<Row>('ints', 1);
const sparse = intTable<Row>('sparse', 1);
const strs = strTable<Row>('strs', 1);
const pairs = intPairTable<Row>('pairs', 1);
const names = intStrTable<Row>('names', 1);
const others = Array.from({ length: 60 }, (_, i) => intTable<Row>(`other${i}`, 1));
const schema = createSchema([ints, sparse, strs, pairs, names, ...others]);

/** Pseudo-random integer below `n` (Lehmer's generator). */
let seed = 1;
function random(n: number): number {
  seed = (seed * 48271) % 2147483647;
  return seed % n;
}

const ids = Array.from({ length: RECORDS }, () => {
  let id = '';
  while (id.length < 64) id += random(2 ** 31 - 1).toString(16);
  return Buffer.from(id.slice(0, 64), 'latin1').toString('latin1'); // flat, as a digest's digits are
});
const NAMES = Array.from({ length: 500 }, (_, i) => `name${i}`);
const inodes = ids.map((_, i) => (1 + (i % 50)) * 2 ** 40 + Math.floor(i / 50));

/** Makes records of a shape of the table's own, by a literal of its own: building them must not be what is measured. */
const MAKERS = Array.from(
  { length: 65 },
  (_, slot) =>
    new Function(
      'NAMES',
      'i',
      `return { id: i, name: NAMES[i % 500], state: i % 3 ? 'running' : 'exited', extra${slot}: i, parent: i >> 3, size: i * 4096 }`,
    ) as (names: readonly string[], i: number) => Row,
);

function row(t: { readonly slot: number }, i: number): Row {
  return (MAKERS[t.slot] as (names: readonly string[], i: number) => Row)(NAMES, i);
}

function build(): Roots {
  const tx = new Txn(schema, emptyRoots(schema));
  for (let i = 0; i < RECORDS; i++) {
    tx.put(ints, i, row(ints, i));
    tx.put(sparse, inodes[i] as number, row(sparse, i));
    tx.put(strs, ids[i] as string, row(strs, i));
    tx.put2(pairs, i >> 4, i & 15, row(pairs, i));
    tx.put2(names, i >> 4, `file${i & 15}`, row(names, i));
  }
  for (const t of others) for (let i = 0; i < 10; i++) tx.put(t, i, row(t, i));
  return tx.commit();
}

const rows: string[][] = [];

/** Runs `fn`, which does `n` operations, and notes the median time of one. */
function measure(what: string, n: number, fn: () => unknown): void {
  const times: number[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    const start = process.hrtime.bigint();
    fn();
    times.push(Number(process.hrtime.bigint() - start) / n);
  }
  times.sort((a, b) => a - b);
  const ns = times[ROUNDS >> 1] as number;
  rows.push([
    what,
    ns < 1000 ? `${ns.toFixed(0)} ns` : ns < 1e6 ? `${(ns / 1000).toFixed(2)} µs` : `${(ns / 1e6).toFixed(2)} ms`,
  ]);
}

const world = build();
let sink = 0;
/** Keys all over the tables, so that most accesses miss the processor's caches. */
const cold = Array.from({ length: 100_000 }, () => random(RECORDS));
/** Keys of a working set of 400 records scattered over each table, as one room's commands have. */
const hot = cold.map((i) => cold[i % 400] as number);

function reads(label: string, picks: readonly number[]): void {
  const tx = new Txn(schema, world);
  const n = picks.length;
  const files = Array.from({ length: 16 }, (_, i) => `file${i}`);
  const pickedIds = picks.map((i) => ids[i] as string);
  const pickedInodes = picks.map((i) => inodes[i] as number);
  measure(`get int, dense keys, ${label}`, n, () => {
    for (const i of picks) sink += (tx.get(ints, i) as Row).id;
  });
  measure(`get int, inode keys in 50 groups 2^40 apart, ${label}`, n, () => {
    for (const i of pickedInodes) sink += (tx.get(sparse, i) as Row).id;
  });
  measure(`get str, 64 hex digits, ${label}`, n, () => {
    for (const id of pickedIds) sink += (tx.get(strs, id) as Row).id;
  });
  measure(`get2 int,int, ${label}`, n, () => {
    for (const i of picks) sink += (tx.get2(pairs, i >> 4, i & 15) as Row).id;
  });
  measure(`get2 int,str, ${label}`, n, () => {
    for (const i of picks) sink += (tx.get2(names, i >> 4, files[i & 15] as string) as Row).id;
  });
}

function walks(): void {
  const tx = new Txn(schema, world);
  measure('each int, a record', RECORDS, () => tx.each(ints, (r) => void (sink += r.id)));
  measure('each str, a record', RECORDS, () => tx.each(strs, (r) => void (sink += r.id)));
  measure('each2 of 16, a call', 1250, () => {
    for (let a = 0; a < 1250; a++) tx.each2(pairs, a, (r) => void (sink += r.id));
  });
}

function writes(label: string, picks: readonly number[]): void {
  const some = picks.slice(0, 20_000);
  measure(`edit int, 20 000 in one txn + commit, ${label}`, some.length, () => {
    const tx = new Txn(schema, world);
    for (const i of some) tx.edit(ints, i).size++;
    return tx.commit();
  });
  measure(`edit str, 20 000 in one txn + commit, ${label}`, some.length, () => {
    const tx = new Txn(schema, world);
    for (const i of some) tx.edit(strs, ids[i] as string).size++;
    return tx.commit();
  });
  let roots = world;
  measure(`txn + edit of 1 int + commit, ${label}`, some.length, () => {
    for (const i of some) {
      const tx = new Txn(schema, roots);
      tx.edit(ints, i).size++;
      roots = tx.commit();
    }
  });
  measure(`txn + edits of 20 of 4 kinds + commit, an edit, ${label}`, some.length, () => {
    for (let c = 0; c < some.length; c += 20) {
      const tx = new Txn(schema, roots);
      for (let k = c; k < c + 20; k += 4) {
        tx.edit(ints, some[k] as number).size++;
        tx.edit(strs, ids[some[k + 1] as number] as string).size++;
        const [a, b] = [some[k + 2] as number, some[k + 3] as number];
        tx.edit2(pairs, a >> 4, a & 15).size++;
        tx.edit2(names, b >> 4, `file${b & 15}`).size++;
      }
      roots = tx.commit();
    }
  });
}

function insertions(): void {
  const some = cold.slice(0, 20_000);
  measure('edit again, already owned', 100_000, () => {
    const tx = new Txn(schema, world);
    for (let i = 0; i < 100_000; i++) tx.edit(ints, i & 15).size++;
  });
  measure('put + remove int, new key', some.length, () => {
    const tx = new Txn(schema, world);
    for (const i of some) {
      tx.put(ints, RECORDS + i, row(ints, 1));
      tx.remove(ints, RECORDS + i);
    }
  });
  measure('put + remove str, new key', some.length, () => {
    const tx = new Txn(schema, world);
    for (const i of some) {
      tx.put(strs, `key${i}`, row(strs, 1));
      tx.remove(strs, `key${i}`);
    }
  });
  measure('append int, 20 000 to an empty table + commit', RECORDS, () => {
    const tx = new Txn(schema, emptyRoots(schema));
    for (let i = 0; i < RECORDS; i++) tx.put(ints, i, row(ints, i));
    return tx.commit();
  });
}

/** A command much heavier than a simple one: 200 reads and 60 field writes over 8 tables. */
function commands(label: string, picks: readonly number[]): void {
  let roots = world;
  measure(`synthetic command: 200 get, 60 edit, commit, ${label}`, 2000, () => {
    for (let c = 0; c < 2000; c++) {
      const tx = new Txn(schema, roots);
      for (let k = 0; k < 50; k++) {
        const i = picks[c + k] as number;
        sink += (tx.get(ints, i) as Row).id + (tx.get(strs, ids[i] as string) as Row).id;
        sink += (tx.get2(pairs, i >> 4, i & 15) as Row).id + (tx.get(sparse, inodes[i] as number) as Row).id;
      }
      for (let k = 0; k < 10; k++) {
        const i = picks[c + k] as number;
        tx.edit(ints, i).size++;
        tx.edit(ints, i).parent++;
        tx.edit(strs, ids[i] as string).size++;
        tx.edit2(pairs, i >> 4, i & 15).size++;
        tx.edit2(names, i >> 4, `file${i & 15}`).size++;
        tx.edit(others[k] as typeof ints, 3).size++;
      }
      roots = tx.commit();
    }
  });
}

function wholes(): void {
  measure('fork (a transaction on shared roots, 65 tables)', 100_000, () => {
    for (let i = 0; i < 100_000; i++) sink += new Txn(schema, world).count(ints);
  });
  measure('hash of 100 600 records, nothing cached', 1, () => hashRoots(schema, build()));
  measure('  of which building them', 1, build);
  let roots = world;
  hashRoots(schema, roots);
  measure('hash again after 100 edits', 1, () => {
    const tx = new Txn(schema, roots);
    for (let k = 0; k < 100; k++) tx.edit(ints, random(RECORDS)).size++;
    roots = tx.commit();
    return hashRoots(schema, roots);
  });
  const tx = new Txn(schema, world);
  for (let k = 0; k < 100; k++) tx.edit(strs, ids[random(RECORDS)] as string).size++;
  const changed = tx.commit();
  measure('diff after 100 edits', 1, () => diffRoots(schema, world, changed));
  const half = new Txn(schema, emptyRoots(schema));
  for (let i = 0; i < RECORDS; i++) {
    half.put(ints, i, row(ints, i));
    half.put(strs, ids[i] as string, row(strs, i));
    if (i & 1) half.put2(names, i >> 4, `file${i & 15}`, row(names, i));
  }
  const medium = half.commit();
  const bytes = encodeRoots(schema, medium);
  measure(`encode 50 000 records (${(bytes.length / 1024).toFixed(0)} KiB)`, 1, () => encodeRoots(schema, medium));
  measure('decode them', 1, () => decodeRoots(schema, bytes));
}

reads('working set', hot);
reads('all over', cold);
walks();
writes('working set', hot);
writes('all over', cold);
insertions();
commands('working set', hot);
commands('all over', cold);
wholes();
const width = Math.max(...rows.map(([what]) => (what as string).length));
for (const [what, time] of rows) console.log(`${(what as string).padEnd(width)}  ${(time as string).padStart(9)}`);
if (!Number.isFinite(sink)) console.log(sink);
