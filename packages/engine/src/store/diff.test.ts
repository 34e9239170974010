import { describe, expect, test } from 'vitest';
import { diffRoots } from './diff.ts';
import { createSchema, intPairTable, intStrTable, intTable, strTable } from './table.ts';
import { emptyRoots, type Roots, Txn } from './txn.ts';

interface Row {
  a: unknown;
}

const ints = intTable<Row>('ints', 1);
const strs = strTable<Row>('strs', 1);
const pairs = intPairTable<Row>('pairs', 1);
const names = intStrTable<Row>('names', 1);
const schema = createSchema([ints, strs, pairs, names]);
const empty = emptyRoots(schema);

function write(roots: Roots, fn: (tx: Txn) => void): Roots {
  const tx = new Txn(schema, roots);
  fn(tx);
  return tx.commit();
}

const base = write(empty, (tx) => {
  for (let i = 0; i < 100; i++) {
    tx.put(ints, i * 3, { a: [i] });
    tx.put(strs, `k${i}`, { a: i });
    tx.put2(pairs, i % 4, i, { a: i });
    tx.put2(names, i % 4, `k${i}`, { a: i });
  }
});

describe('the difference of two worlds', () => {
  test('is empty when nothing changed, even if records were rewritten', () => {
    const same = write(base, (tx) => {
      tx.edit(ints, 3).a = [1];
      tx.put(strs, 'k5', { a: 5 });
      tx.edit2(pairs, 1, 1);
      tx.put(ints, 1, { a: 0 });
      tx.remove(ints, 1);
    });
    expect([diffRoots(schema, base, base), diffRoots(schema, base, same)]).toEqual([[], []]);
  });

  test('names added, changed and removed keys by table', () => {
    const next = write(base, (tx) => {
      tx.edit(ints, 6).a = [1, 2];
      tx.remove(ints, 9);
      tx.put(ints, 2 ** 40, { a: 0 });
      tx.put(ints, 10, { a: 0 });
      tx.edit(strs, 'k7').a = 8;
      tx.edit2(pairs, 2, 2).a = 0;
      tx.put2(pairs, 9, 0, { a: 0 });
      tx.remove2(names, 3, 'k3');
    });
    const expected = [
      { table: 'ints', changed: [6, 9, 10, 2 ** 40] },
      { table: 'strs', changed: ['k7'] },
      {
        table: 'pairs',
        changed: [
          [2, 2],
          [9, 0],
        ],
      },
      { table: 'names', changed: [[3, 'k3']] },
    ];
    expect([diffRoots(schema, base, next), diffRoots(schema, next, base)]).toEqual([expected, expected]);
  });

  test('from or to the empty world names every key in the order of a walk', () => {
    const keys: string[] = [];
    new Txn(schema, base).each(strs, (_, key) => void keys.push(key));
    const there = diffRoots(schema, empty, base);
    expect(there.map((d) => [d.table, d.changed.length])).toEqual([
      ['ints', 100],
      ['strs', 100],
      ['pairs', 100],
      ['names', 100],
    ]);
    expect([there[1]?.changed, diffRoots(schema, base, empty)]).toEqual([keys, there]);
  });
});
