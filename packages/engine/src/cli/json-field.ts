/** Reading API documents, which may lack any field. */
import type { Value } from '../api/json.ts';
import type { Bytes } from '../util/bytes.ts';

/** A JSON object. */
export type Doc = { readonly [key: string]: Value };

/** Any field, null when absent or when `o` is no object. */
export function field(o: Value | undefined, key: string): Value {
  if (o === null || o === undefined || typeof o !== 'object' || Array.isArray(o)) return null;
  return (o as Doc)[key] ?? null;
}

/** A string field, '' when it is absent or no string. */
export function str(o: Value | undefined, key: string): Bytes {
  const value = field(o, key);
  return typeof value === 'string' ? value : '';
}

/** A number field, 0 when absent. */
export function num(o: Value | undefined, key: string): number {
  const value = field(o, key);
  return typeof value === 'number' ? value : 0;
}

/** A list field, empty when absent or null. */
export function items(o: Value | undefined, key: string): readonly Value[] {
  const value = field(o, key);
  return Array.isArray(value) ? value : [];
}

/** An object field, empty when absent or null. */
export function doc(o: Value | undefined, key: string): Doc {
  const value = field(o, key);
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Doc) : {};
}
