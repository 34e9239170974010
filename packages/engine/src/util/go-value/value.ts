import type { Bytes } from '../bytes.ts';
import { normalInt64 } from '../strconv.ts';
import {
  GO_ANY_MAP,
  GO_ANYS,
  GO_BOOL,
  GO_FLOAT64,
  GO_INT,
  GO_JSON_NUMBER,
  GO_RAW_ANY,
  GO_RAW_ANYS,
  GO_RAW_MAP,
  GO_STRING,
  type GoField,
  type GoType,
  goField,
  goStructType,
} from './type.ts';

/** A value with its static type, as `reflect.Value`. The invalid value (untyped nil) is `null`. */
export class GoValue {
  readonly type: GoType;
  readonly data: unknown;
  readonly addressable: boolean;

  constructor(type: GoType, data: unknown, addressable = false) {
    this.type = type;
    this.data = data;
    this.addressable = addressable;
  }
}

/** A value or the invalid value. */
export type GoRef = GoValue | null;

/** Whether `data` is nil for the kinds that can be. */
export function isNilData(data: unknown): boolean {
  return data === null || data === undefined;
}

/**
 * The value of plain data without a type: strings, booleans, integers (int), other numbers (float64), arrays ([]interface{}),
 * objects (map[string]interface{}), or a GoValue as it is. With `raw`, numbers are json.Number.
 */
export function goValueOf(data: unknown, raw = false): GoRef {
  if (data instanceof GoValue) return data;
  switch (typeof data) {
    case 'string':
      return new GoValue(GO_STRING, data);
    case 'boolean':
      return new GoValue(GO_BOOL, data);
    case 'bigint':
      return raw ? new GoValue(GO_JSON_NUMBER, String(data)) : new GoValue(GO_INT, normalInt64(data));
    case 'number':
      if (raw) return new GoValue(GO_JSON_NUMBER, jsonNumberText(data));
      return new GoValue(Number.isInteger(data) ? GO_INT : GO_FLOAT64, data);
    case 'object':
      if (data === null) return null;
      if (Array.isArray(data)) return new GoValue(raw ? GO_RAW_ANYS : GO_ANYS, data);
      return new GoValue(raw ? GO_RAW_MAP : GO_ANY_MAP, data);
    default:
      return null;
  }
}

function jsonNumberText(n: number): Bytes {
  return Number.isInteger(n) && Math.abs(n) < 1e21 ? BigInt(n).toString() : String(n);
}

/** A document decoded with `UseNumber`, as `docker inspect` does when the typed template fails. */
export function goRawJson(data: unknown): GoRef {
  return goValueOf(data, true);
}

/** A struct value from fields in order, its field types taken from their values. */
export function goStruct(typeName: string, fields: readonly (readonly [string, unknown])[]): GoValue {
  const types: GoField[] = [];
  const data: Record<string, unknown> = {};
  for (const [name, value] of fields) {
    const v = goValueOf(value);
    types.push(goField(name, v === null ? GO_RAW_ANY : v.type));
    data[name] = v === null ? null : v.data;
  }
  return new GoValue(goStructType(typeName, types), data);
}

/** A `map[string]interface{}` from entries; a Map keeps numeric-looking keys in reach. */
export function goMap(entries: Iterable<readonly [Bytes, unknown]>): GoValue {
  return new GoValue(GO_ANY_MAP, new Map(entries));
}

/** What an interface holds; other values are returned as they are (`indirectInterface`). */
export function elemOfInterface(v: GoRef): GoRef {
  if (v === null || v.type.kind !== 'interface') return v;
  return goValueOf(v.data, v.type === GO_RAW_ANY);
}

/** The pointee of a pointer that is not nil. */
export function elemOfPtr(v: GoValue): GoValue {
  return new GoValue(v.type.elem as GoType, v.data, true);
}

/** Follows pointers and interfaces to the end; `nil` tells that the chain ended in a nil one, which is returned. */
export function indirect(v: GoRef): { readonly value: GoRef; readonly nil: boolean } {
  let at = v;
  while (at !== null && (at.type.kind === 'ptr' || at.type.kind === 'interface')) {
    if (isNilData(at.data)) return { value: at, nil: true };
    at = at.type.kind === 'ptr' ? elemOfPtr(at) : elemOfInterface(at);
  }
  return { value: at, nil: false };
}

/** Compares as bytes, the order of Go strings. */
export function compareBytes(a: Bytes, b: Bytes): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Keys of a map in the order of `internal/fmtsort`: integers by value, strings by bytes. */
export function sortedKeys(map: GoValue): readonly Bytes[] {
  const keys =
    map.data instanceof Map
      ? [...(map.data.keys() as Iterable<Bytes>)]
      : Object.keys((map.data as object | null) ?? {});
  const kind = map.type.key?.kind;
  if (kind === 'int' || kind === 'uint') return keys.sort((a, b) => Number(a) - Number(b));
  return keys.sort(compareBytes);
}

/** `MapIndex`: the element under `key`, or null. */
export function mapElem(map: GoValue, key: Bytes): GoRef {
  const elem = map.type.elem as GoType;
  if (map.data instanceof Map) return map.data.has(key) ? new GoValue(elem, map.data.get(key)) : null;
  const data = map.data as Record<string, unknown> | null | undefined;
  if (data === null || data === undefined || !Object.hasOwn(data, key)) return null;
  return new GoValue(elem, data[key]);
}

/** The key of a map as a value of the map's key type. */
export function mapKey(map: GoValue, key: Bytes): GoValue {
  const type = map.type.key ?? GO_STRING;
  return new GoValue(type, type.kind === 'string' ? key : Number(key));
}

/** Number of elements of a slice or map, or bytes of a string. */
export function lengthOf(v: GoValue): number {
  if (isNilData(v.data)) return 0;
  if (v.type.kind === 'map') return v.data instanceof Map ? v.data.size : Object.keys(v.data as object).length;
  return (v.data as { readonly length: number }).length;
}

/** Element `i` of a slice. */
export function sliceElem(v: GoValue, i: number): GoValue {
  return new GoValue(v.type.elem as GoType, (v.data as readonly unknown[])[i], true);
}

/** The value of field `f` of struct `v`. */
export function fieldValue(v: GoValue, f: GoField): GoValue {
  const data = v.data as Record<string, unknown> | null | undefined;
  if (f.embedded) return new GoValue(f.type, data, v.addressable);
  return new GoValue(f.type, isNilData(data) ? undefined : (data as Record<string, unknown>)[f.json], v.addressable);
}

/** `FieldByName` with promotion through embedded structs, shallowest first; null when there is none. */
export function fieldByName(v: GoValue, name: string): GoRef {
  const fields = v.type.fields ?? [];
  for (const f of fields) if (f.name === name) return fieldValue(v, f);
  for (const f of fields) {
    if (!f.embedded) continue;
    const inner = fieldValue(v, f);
    const found = fieldByName(inner.type.kind === 'ptr' ? elemOfPtr(inner) : inner, name);
    if (found !== null) return found;
  }
  return null;
}

/** Whether struct type `t` has a field of this name, itself or promoted. */
export function hasField(t: GoType, name: string): boolean {
  return fieldByName(new GoValue(t, null), name) !== null;
}

/** A string value's bytes, the zero value included. */
export function stringData(v: GoValue): Bytes {
  return (v.data as Bytes | null | undefined) ?? '';
}

/** An integer value's number, the zero value included. */
export function intData(v: GoValue): number | bigint {
  return (v.data as number | bigint | null | undefined) ?? 0;
}
