import { assert } from '../util/assert.ts';

/** A leaf of a record: what JSON calls a primitive. Numbers are finite doubles, strings any UTF-16. */
export type Scalar = string | number | boolean | null;

/**
 * What a field of a record may hold. Values are small and never changed in place: a record's field is given a new
 * array or object instead. There is no `undefined` in arrays; a field that is `undefined` is gone after commit.
 */
export type Value = Scalar | readonly Value[] | { readonly [key: string]: Value };

/** Carries the record type of a table for inference; no table has such a field at run time. */
declare const RECORD: unique symbol;

/** Table whose key is one non-negative safe integer (pid, inode, ifindex). */
export interface IntTable<R extends object> {
  readonly kind: 'int';
  readonly name: string;
  readonly version: number;
  /** Place in the schema, -1 until `createSchema` has seen the table. */
  slot: number;
  readonly [RECORD]?: R;
}

/** Table whose key is one string (container id, image reference). */
export interface StrTable<R extends object> {
  readonly kind: 'str';
  readonly name: string;
  readonly version: number;
  /** Place in the schema, -1 until `createSchema` has seen the table. */
  slot: number;
  readonly [RECORD]?: R;
}

/** Table whose key is a pair of non-negative safe integers (pid and fd); all records of one first part lie together. */
export interface IntPairTable<R extends object> {
  readonly kind: 'int,int';
  readonly name: string;
  readonly version: number;
  /** Place in the schema, -1 until `createSchema` has seen the table. */
  slot: number;
  readonly [RECORD]?: R;
}

/** Table whose key is an integer and a string (directory inode and entry name); all records of one integer lie together. */
export interface IntStrTable<R extends object> {
  readonly kind: 'int,str';
  readonly name: string;
  readonly version: number;
  /** Place in the schema, -1 until `createSchema` has seen the table. */
  slot: number;
  readonly [RECORD]?: R;
}

/** A table of any key and record type. */
export type AnyTable = IntTable<object> | StrTable<object> | IntPairTable<object> | IntStrTable<object>;

/** A table whose key has two parts. */
export type PairTable = IntPairTable<object> | IntStrTable<object>;

/** Describes a table keyed by one integer. `version` counts the shapes its records have had, from 1 (see `decodeRoots`). */
export function intTable<R extends object>(name: string, version: number): IntTable<R> {
  return { kind: 'int', name, version, slot: -1 };
}

/** Describes a table keyed by one string. */
export function strTable<R extends object>(name: string, version: number): StrTable<R> {
  return { kind: 'str', name, version, slot: -1 };
}

/** Describes a table keyed by two integers. */
export function intPairTable<R extends object>(name: string, version: number): IntPairTable<R> {
  return { kind: 'int,int', name, version, slot: -1 };
}

/** Describes a table keyed by an integer and a string. */
export function intStrTable<R extends object>(name: string, version: number): IntStrTable<R> {
  return { kind: 'int,str', name, version, slot: -1 };
}

/** All tables of a world; the root of `tables[i]` is `roots[i]`. */
export interface Schema {
  readonly tables: readonly AnyTable[];
}

/**
 * Fixes the place of every table. Calling it again with the same tables in the same order is harmless; it faults when
 * two tables share a name, a version is not a positive integer, or a table already has another place.
 */
export function createSchema(tables: readonly AnyTable[]): Schema {
  const names = new Set<string>();
  for (let slot = 0; slot < tables.length; slot++) {
    const table = tables[slot] as AnyTable;
    assert(!names.has(table.name), `two tables are named ${table.name}`);
    assert(Number.isInteger(table.version) && table.version > 0, `table ${table.name} has version ${table.version}`);
    assert(table.slot === -1 || table.slot === slot, `table ${table.name} has slot ${table.slot}, not ${slot}`);
    names.add(table.name);
  }
  for (let slot = 0; slot < tables.length; slot++) (tables[slot] as AnyTable).slot = slot;
  return { tables: tables.slice() };
}
