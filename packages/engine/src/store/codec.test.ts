import { describe, expect, test } from 'vitest';
import { CodecError, decodeRoots, encodeRoots } from './codec.ts';
import { hashRoots } from './hash.ts';
import { createSchema, intPairTable, intStrTable, intTable, strTable } from './table.ts';
import { emptyRoots, type Roots, Txn } from './txn.ts';

type Any = Record<string, unknown>;

const ints = intTable<Any>('ints', 1);
const strs = strTable<Any>('strs', 1);
const pairs = intPairTable<Any>('pairs', 1);
const names = intStrTable<Any>('names', 1);
const schema = createSchema([ints, strs, pairs, names]);

function world(fn: (tx: Txn) => void): Roots {
  const tx = new Txn(schema, emptyRoots(schema));
  fn(tx);
  return tx.commit();
}

/** The record after a trip through bytes. */
function trip(record: Any): Any {
  const bytes = encodeRoots(
    schema,
    world((tx) => tx.put(ints, 1, record)),
  );
  return new Txn(schema, decodeRoots(schema, bytes)).get(ints, 1) as Any;
}

const sample = world((tx) => {
  tx.put(ints, 3, { name: 'nginx', n: 300, at: -1.5, long: 'x'.repeat(100) });
  tx.put(ints, 2 ** 46, { name: 'nginx', n: -3, at: 0, long: '\u20ac'.repeat(90) });
  tx.put(strs, 'sha256:1', { layers: ['a', { b: true }], none: null });
  tx.put2(pairs, 1, 0, { file: 1 });
  tx.put2(pairs, 2, 5, { file: 2 });
  tx.put2(names, 2, 'etc', { ino: 7 });
});

describe('encoding', () => {
  test('keeps every value a record may hold, and the order of its fields', () => {
    const values = [
      null,
      true,
      false,
      0,
      -0,
      1,
      127,
      128,
      -1,
      2 ** 31,
      2 ** 53 - 1,
      -(2 ** 53 - 1),
      2 ** 53,
      1e300,
      5e-324,
      -0.1,
      '',
      'a',
      '\xff\0',
      '\u20ac',
      '\ud800',
      'x'.repeat(81),
      `${'y'.repeat(9000)}\u0100`,
      'z'.repeat(9000),
      [],
      [[[]]],
      {},
      { z: 1, a: { z: [1] } },
      { ['__proto__']: 1, b: 2 },
      JSON.parse('{"__proto__":{"x":1}}'),
    ];
    const record: Any = { values, last: 1, first: 2 };
    expect(trip(record)).toStrictEqual(record);
    expect(Object.keys(trip({ z: 1, a: 2, m: 3 }))).toEqual(['z', 'a', 'm']);
    expect(trip({})).toEqual({});
  });

  test('gives equal bytes for equal worlds, and back the same hash', () => {
    const bytes = encodeRoots(schema, sample);
    const again = decodeRoots(schema, bytes);
    expect(encodeRoots(schema, again)).toEqual(bytes);
    expect(hashRoots(schema, again)).toBe(hashRoots(schema, sample));
  });

  test('of an empty world is a few bytes', () => {
    const bytes = encodeRoots(schema, emptyRoots(schema));
    expect([bytes.length, decodeRoots(schema, bytes)]).toEqual([36, emptyRoots(schema)]);
  });

  test('faults at what no record may hold and commit lets pass', () => {
    expect(() => trip({ a: Number.POSITIVE_INFINITY })).toThrow('a record holds the number Infinity');
    expect(() => trip({ a: Object.freeze([undefined]) })).toThrow('a record holds a undefined');
  });
});

describe('decoding', () => {
  test('reads a part of a larger buffer', () => {
    const bytes = encodeRoots(schema, sample);
    const wide = new Uint8Array(bytes.length + 9);
    wide.set(bytes, 5);
    const part = wide.subarray(5, 5 + bytes.length);
    expect(hashRoots(schema, decodeRoots(schema, part))).toBe(hashRoots(schema, sample));
  });

  test('refuses bytes cut off anywhere, or too many', () => {
    const bytes = encodeRoots(schema, sample);
    for (let n = 0; n < bytes.length; n++) expect(() => decodeRoots(schema, bytes.slice(0, n))).toThrow(CodecError);
    expect(() => decodeRoots(schema, Uint8Array.of(...bytes, 0))).toThrow('1 bytes left over');
  });

  test('throws nothing but CodecError at any one damaged byte', () => {
    const bytes = encodeRoots(schema, sample);
    let refused = 0;
    for (let at = 0; at < bytes.length; at++) {
      for (const flip of [0x01, 0x0f, 0x80, 0xff]) {
        const damaged = bytes.slice();
        damaged[at] = (damaged[at] as number) ^ flip;
        try {
          decodeRoots(schema, damaged);
        } catch (e) {
          expect(e).toBeInstanceOf(CodecError);
          refused++;
        }
      }
    }
    expect(refused).toBeGreaterThan(bytes.length / 2);
  });

  test('refuses another format and unknown tables', () => {
    expect(() => decodeRoots(schema, Uint8Array.of(9))).toThrow('format 9, known is 1');
    const other = createSchema([intTable('other', 1)]);
    expect(() => decodeRoots(other, encodeRoots(schema, sample))).toThrow('unknown table ints');
  });

  test('refuses a table given twice, a key given twice and a shape naming a field twice', () => {
    const a = [...'a'].map((c) => c.charCodeAt(0));
    const one = createSchema([strTable('a', 1)]);
    const table = [0x86, 1, ...a, 1];
    expect(() => decodeRoots(one, Uint8Array.of(1, 2, ...table, 0, 0x8a, 0, 1, 0))).toThrow('table a twice');
    const twoKeys = [2, 0x8a, 0, 0, 0, 0x8a, 0, 1];
    expect(() => decodeRoots(one, Uint8Array.of(1, 1, ...table, ...twoKeys))).toThrow('a key twice in a');
    const twoNames = [1, 0x8a, 0, 0, 2, 0x8a, 0, 0x8a, 0, 1, 1];
    expect(() => decodeRoots(one, Uint8Array.of(1, 1, ...table, ...twoNames))).toThrow('a name twice in one shape');
  });

  test('makes tables that the bytes do not have empty', () => {
    const wider = createSchema([strTable('new', 1), ...['ints', 'strs', 'pairs', 'names'].map((n) => copyOf(n))]);
    const roots = decodeRoots(wider, encodeRoots(schema, sample));
    expect(roots[0]).toBeNull();
    expect(hashRoots(wider, roots)).toBe(hashRoots(schema, sample));
  });
});

/** A table like one of `schema`, without a place yet. */
function copyOf(name: string) {
  const { slot: _, ...table } = schema.tables.find((t) => t.name === name) as typeof ints;
  return { ...table, slot: -1 };
}

describe('migrations', () => {
  const old = strTable<{ size: number }>('image', 1);
  const now = strTable<{ bytes: number; tags: string[] }>('image', 3);
  const oldSchema = createSchema([old]);
  const nowSchema = createSchema([now]);
  const tx = new Txn(oldSchema, emptyRoots(oldSchema));
  tx.put(old, 'nginx', { size: 5 });
  const bytes = encodeRoots(oldSchema, tx.commit());

  test('bring records up version by version', () => {
    const roots = decodeRoots(nowSchema, bytes, {
      'image/3': (record) => ({ ...record, tags: ['latest'] }),
      'image/2': ({ size, ...rest }) => ({ bytes: size as number, ...rest }),
      'image/1': () => ({}),
    });
    expect(new Txn(nowSchema, roots).get(now, 'nginx')).toEqual({ bytes: 5, tags: ['latest'] });
  });

  test('must all be there', () => {
    expect(() => decodeRoots(nowSchema, bytes, { 'image/2': (record) => record })).toThrow('no migration image/3');
  });

  test('do not lead back from a version yet unknown', () => {
    const newer = encodeRoots(nowSchema, emptyRoots(nowSchema));
    expect(() => decodeRoots(oldSchema, newer)).toThrow('table image is of version 3, known is 1');
  });
});
