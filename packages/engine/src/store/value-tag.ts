/**
 * First bytes of encoded values. 0..127 are these integers themselves.
 *
 * ```
 * NULL FALSE TRUE
 * INT varint          NEGATIVE varint (of -v)      DOUBLE 8 bytes
 * LATIN1 n bytes      UTF16 n units                interned: later referred to as STRING_REF, numbered from 0 as met
 * LONG_LATIN1 n bytes LONG_UTF16 n units           not interned
 * STRING_REF number
 * ARRAY n values      OBJECT fields
 * ```
 *
 * `fields` is a varint: 0, number of names, names (strings) — a new shape, numbered from 1 as met — or the number of a
 * shape; then the values in the shape's order. A record is `fields`.
 */
export const TAG = {
  NULL: 0x80,
  FALSE: 0x81,
  TRUE: 0x82,
  INT: 0x83,
  NEGATIVE: 0x84,
  DOUBLE: 0x85,
  LATIN1: 0x86,
  UTF16: 0x87,
  LONG_LATIN1: 0x88,
  LONG_UTF16: 0x89,
  STRING_REF: 0x8a,
  ARRAY: 0x8b,
  OBJECT: 0x8c,
} as const;

/** Longest string that is interned: a digest with its algorithm fits, file contents mostly do not. */
export const INTERN_LIMIT = 80;
