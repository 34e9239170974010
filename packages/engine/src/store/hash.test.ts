import { describe, expect, test } from 'vitest';
import { hashRoots } from './hash.ts';
import { createSchema, intPairTable, intStrTable, intTable, type Schema, strTable } from './table.ts';
import { emptyRoots, type Roots, Txn } from './txn.ts';

type Any = Record<string, unknown>;

const ints = intTable<Any>('ints', 1);
const strs = strTable<Any>('strs', 1);
const pairs = intPairTable<Any>('pairs', 1);
const names = intStrTable<Any>('names', 1);
const schema = createSchema([ints, strs, pairs, names]);

function write(roots: Roots, fn: (tx: Txn) => void): Roots {
  const tx = new Txn(schema, roots);
  fn(tx);
  return tx.commit();
}

const hashOf = (fn: (tx: Txn) => void, of: Schema = schema) => hashRoots(of, write(emptyRoots(of), fn));

/** Hash of a world of one record. */
const hashOfRecord = (record: Any) => hashOf((tx) => tx.put(ints, 1, record));

describe('the hash of a world', () => {
  test('is fixed by its content, down to these digits', () => {
    expect(hashOf(() => {})).toBe('0'.repeat(32));
    expect(
      hashOf((tx) => {
        tx.put(ints, 1, { s: 'text', i: -7, d: 0.5, z: -0, t: true, f: false, n: null, a: [1, ['x']], o: { k: 'v' } });
        tx.put(ints, 2 ** 46, { s: '\u20ac', e: {}, l: [] });
        tx.put(strs, 'nginx', { size: 2 ** 40 });
        tx.put2(pairs, 1, 2, { fd: 3 });
        tx.put2(names, 1, 'etc', { ino: 4 });
      }),
    ).toBe('71634c008222eb5bc861cc44ca80afc4');
  });

  test('differs for every difference in keys, tables, fields, their order and their values', () => {
    const records: Any[] = [
      {},
      { a: 1, b: 2 },
      { b: 2, a: 1 },
      { a: 1 },
      { a: 2 },
      { a: '1' },
      { a: [1] },
      { a: [[1]] },
      { a: { b: 1 } },
      { a: [] },
      { a: {} },
      { a: '' },
      { a: 0 },
      { a: -0 },
      { a: 0.1 },
      { a: 2 ** 32 + 1 },
      { a: null },
      { a: false },
      { a: true },
      { a: 'ab' },
      { a: 'ba' },
      { a: 'a\0' },
      { a: 'a' },
      { a: 'b', b: 'a' },
      { ab: 'ba' },
    ];
    const hashes = records.map(hashOfRecord);
    hashes.push(hashOf((tx) => tx.put(ints, 2, {})));
    hashes.push(hashOf((tx) => tx.put(ints, 2 ** 30 + 1, {})));
    hashes.push(hashOf((tx) => tx.put(strs, '1', {})));
    hashes.push(hashOf((tx) => tx.put2(pairs, 1, 1, {})));
    hashes.push(hashOf((tx) => tx.put2(pairs, 1, 2, {})));
    hashes.push(hashOf((tx) => tx.put2(pairs, 2, 1, {})));
    hashes.push(hashOf((tx) => tx.put2(names, 1, '1', {})));
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  test('takes a field that is undefined for an absent one', () => {
    expect(hashOfRecord({ a: 1, b: undefined, c: 2 })).toBe(hashOfRecord({ a: 1, c: 2 }));
  });

  test('does not depend on the order of the schema or on empty tables, but on the version', () => {
    const record = { a: 1 };
    const [one, two] = [intTable<Any>('one', 1), intTable<Any>('two', 1)];
    const [too, uno] = [intTable<Any>('two', 1), intTable<Any>('one', 1)];
    const [first, second] = [createSchema([one, two]), createSchema([too, uno, strTable('empty', 1)])];
    const hash = (of: Schema, a: typeof one, b: typeof one) => {
      const tx = new Txn(of, emptyRoots(of));
      tx.put(a, 1, record);
      tx.put(b, 2, record);
      return hashRoots(of, tx.commit());
    };
    expect(hash(first, one, two)).toBe(hash(second, uno, too));
    const newer = createSchema([intTable<Any>('one', 2), intTable<Any>('two', 1)]);
    const [one2, two2] = newer.tables as (typeof one)[];
    expect(hash(newer, one2 as typeof one, two2 as typeof one)).not.toBe(hash(first, one, two));
  });

  test('is the same whether nodes were hashed before or not', () => {
    const edit = (tx: Txn) => {
      tx.edit(ints, 40).a = 'x';
      tx.remove(ints, 41);
      tx.edit(strs, 'k17').a = 'y';
      tx.put(strs, 'new', { a: 0 });
      tx.edit2(pairs, 3, 9).a = 'z';
      tx.removeAll2(names, 5);
    };
    const fill = (tx: Txn) => {
      for (let i = 0; i < 200; i++) {
        tx.put(ints, i, { a: i });
        tx.put(strs, `k${i}`, { a: i });
        tx.put2(pairs, i % 7, i % 50, { a: i });
        tx.put2(names, i % 7, `k${i % 50}`, { a: i });
      }
    };
    const first = write(emptyRoots(schema), fill);
    const before = hashRoots(schema, first);
    const after = hashRoots(schema, write(first, edit));
    const afresh = hashOf((tx) => {
      fill(tx);
      edit(tx);
    });
    expect([hashRoots(schema, first), after]).toEqual([before, afresh]);
    expect(after).not.toBe(before);
  });

  test('faults at what no record may hold and commit lets pass', () => {
    expect(() => hashOfRecord({ a: Number.NaN })).toThrow('a record holds the number NaN');
    // What is frozen before it is put is not looked into by commit.
    expect(() => hashOfRecord({ a: Object.freeze([undefined]) })).toThrow('a record holds a undefined');
    expect(() => hashOfRecord({ a: Object.freeze({ b: 1n }) })).toThrow('a record holds a bigint');
  });
});
