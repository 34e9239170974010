import { expect, test } from 'vitest';
import { createSchema, intPairTable, intStrTable, intTable, strTable } from './table.ts';

test('a schema gives every table its place, once and for all', () => {
  const tables = [intTable('task', 1), strTable('container', 3), intPairTable('fd', 1), intStrTable('dirent', 2)];
  expect(createSchema(tables)).toEqual({
    tables: [
      { kind: 'int', name: 'task', version: 1, slot: 0 },
      { kind: 'str', name: 'container', version: 3, slot: 1 },
      { kind: 'int,int', name: 'fd', version: 1, slot: 2 },
      { kind: 'int,str', name: 'dirent', version: 2, slot: 3 },
    ],
  });
  expect(createSchema(tables).tables).toEqual(tables);
});

test('a table cannot move to another place', () => {
  const [a, b] = [intTable('a', 1), intTable('b', 1)];
  createSchema([a, b]);
  expect(() => createSchema([b, a])).toThrow('table b has slot 1, not 0');
});

test('names are unique and versions count from 1', () => {
  expect(() => createSchema([intTable('a', 1), strTable('a', 1)])).toThrow('two tables are named a');
  expect(() => createSchema([intTable('a', 0)])).toThrow('table a has version 0');
});
