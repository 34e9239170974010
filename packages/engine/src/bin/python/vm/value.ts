/**
 * Python values as plain data. None, booleans, small ints and strings are the JavaScript ones; the rest are records
 * told apart by `k`. What has identity or changes lives in the heap and is named by a reference.
 */

/** An int beyond 2^53, in decimal. */
export interface Big {
  readonly k: 'n';
  readonly v: string;
}
/** A float. Values that records cannot hold are named. */
export interface Float {
  readonly k: 'f';
  readonly v: number | 'inf' | '-inf' | 'nan';
}
/** Bytes: units 0..255, repeated `n` times (large fills cost nothing). */
export interface BytesVal {
  readonly k: 'b';
  readonly v: string;
  readonly n: number;
}
/** A string that is `n` copies of `v`; made only when it would be large. */
export interface LongStr {
  readonly k: 'S';
  readonly v: string;
  readonly n: number;
}
export interface Tuple {
  readonly k: 't';
  readonly v: readonly Val[];
}
/** An object in the heap. */
export interface Ref {
  readonly k: 'r';
  readonly i: number;
}
/** Something built in, by name: a type, a function, Ellipsis, NotImplemented. */
export interface BuiltIn {
  readonly k: 'x';
  readonly v: string;
}
/** A function bound to its first argument. */
export interface Method {
  readonly k: 'm';
  readonly f: Val;
  readonly s: Val;
}
export interface Range {
  readonly k: 'g';
  readonly a: number;
  readonly b: number;
  readonly c: number;
}
export interface Slice {
  readonly k: 's';
  readonly a: Val;
  readonly b: Val;
  readonly c: Val;
}
/** No value: an unbound variable, a deleted entry. */
export interface Hole {
  readonly k: '_';
}

export type Val =
  | number
  | string
  | boolean
  | null
  | Big
  | Float
  | BytesVal
  | LongStr
  | Tuple
  | Ref
  | BuiltIn
  | Method
  | Range
  | Slice
  | Hole;

export const HOLE: Hole = Object.freeze({ k: '_' });
export const EMPTY_TUPLE: Tuple = Object.freeze({ k: 't', v: Object.freeze([]) as readonly Val[] });

const BUILT_IN = new Map<string, BuiltIn>();

/** The built-in thing of that name. */
export function builtIn(name: string): BuiltIn {
  let found = BUILT_IN.get(name);
  if (found === undefined) {
    found = Object.freeze({ k: 'x', v: name });
    BUILT_IN.set(name, found);
  }
  return found;
}

export const NOT_IMPLEMENTED = builtIn('NotImplemented');
export const ELLIPSIS = builtIn('Ellipsis');

export function tuple(items: readonly Val[]): Tuple {
  return items.length === 0 ? EMPTY_TUPLE : { k: 't', v: items };
}

export function float(n: number): Float {
  if (Number.isFinite(n)) return { k: 'f', v: n };
  return { k: 'f', v: Number.isNaN(n) ? 'nan' : n > 0 ? 'inf' : '-inf' };
}

/** The number of a float. */
export function floatOf(f: Float): number {
  if (typeof f.v === 'number') return f.v;
  return f.v === 'nan' ? Number.NaN : f.v === 'inf' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
}

/** An int of any size. */
export function int(n: bigint): number | Big {
  return n >= -9007199254740991n && n <= 9007199254740991n ? Number(n) : { k: 'n', v: n.toString() };
}

/** Result of arithmetic on numbers: exact while safe, else computed again by `exact`. */
export function smallInt(n: number, exact: () => bigint): number | Big {
  return Number.isSafeInteger(n) ? (n === 0 ? 0 : n) : int(exact());
}

export function bytes(v: string, n = 1): BytesVal {
  return { k: 'b', v, n };
}

export function isObject(v: Val): v is Exclude<Val, number | string | boolean | null> {
  return typeof v === 'object' && v !== null;
}
export function isRef(v: Val): v is Ref {
  return typeof v === 'object' && v !== null && v.k === 'r';
}
export function isTuple(v: Val): v is Tuple {
  return typeof v === 'object' && v !== null && v.k === 't';
}
export function isFloat(v: Val): v is Float {
  return typeof v === 'object' && v !== null && v.k === 'f';
}
export function isBig(v: Val): v is Big {
  return typeof v === 'object' && v !== null && v.k === 'n';
}
export function isBytes(v: Val): v is BytesVal {
  return typeof v === 'object' && v !== null && v.k === 'b';
}
export function isLong(v: Val): v is LongStr {
  return typeof v === 'object' && v !== null && v.k === 'S';
}
export function isHole(v: Val): v is Hole {
  return typeof v === 'object' && v !== null && v.k === '_';
}
export function isStr(v: Val): v is string | LongStr {
  return typeof v === 'string' || isLong(v);
}
/** Is it an int or a bool? */
export function isInt(v: Val): v is number | boolean | Big {
  return typeof v === 'number' || typeof v === 'boolean' || isBig(v);
}

/** An int or a bool as a bigint. */
export function bigOf(v: number | boolean | Big): bigint {
  return typeof v === 'number' ? BigInt(v) : typeof v === 'boolean' ? (v ? 1n : 0n) : BigInt(v.v);
}
