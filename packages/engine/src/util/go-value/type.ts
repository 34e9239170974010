import type { Bytes } from '../bytes.ts';
import type { GoError } from '../go-error.ts';

/** Kinds of `reflect.Kind` that data of the Engine API uses; every signed width is `int`, every unsigned one `uint`. */
export type GoKind =
  | 'bool'
  | 'int'
  | 'uint'
  | 'float'
  | 'complex'
  | 'string'
  | 'slice'
  | 'map'
  | 'struct'
  | 'ptr'
  | 'interface'
  | 'func';

/** A field of a struct. `json` is the key under which the data object holds it, and which encoding/json writes. */
export interface GoField {
  readonly name: string;
  readonly type: GoType;
  readonly json: string;
  readonly omitEmpty: boolean;
  /** Embedded without a name in JSON: the fields of `type` lie in the same data object and are promoted. */
  readonly embedded: boolean;
}

/** A method that a template can call. `self` is the receiver's data; the result is data of type `result`. */
export interface GoMethod {
  readonly params: readonly GoType[];
  readonly result: GoType;
  /** Declared on `*T`: reachable only through a pointer or an addressable value. */
  readonly onPointer: boolean;
  readonly call: (self: unknown, args: readonly unknown[]) => unknown;
}

/**
 * A Go type as far as templates, `fmt` and encoding/json look at it. `name` is what `%T` prints. The data of each kind:
 * bool boolean; int, uint number or bigint; float number; complex [re, im]; string Bytes; slice array; map plain object or
 * Map; struct plain object keyed by `GoField.json`; ptr the pointee's data; interface plain data or a GoValue. `null` and
 * `undefined` are the zero value of every kind.
 */
export interface GoType {
  readonly kind: GoKind;
  readonly name: string;
  /** A defined type (`type X …`), which decides assignability between types of one shape. */
  readonly defined: boolean;
  readonly elem?: GoType;
  readonly key?: GoType;
  readonly fields?: readonly GoField[];
  readonly methods?: ReadonlyMap<string, GoMethod>;
  /** `String()` or `Error()`: what fmt prints for %v and %s. */
  readonly text?: (data: unknown) => Bytes;
  /** `MarshalJSON()`. */
  readonly marshal?: (data: unknown) => Bytes;
}

function basic(kind: GoKind, name: string): GoType {
  return { kind, name, defined: true };
}

/** `bool`. */
export const GO_BOOL: GoType = basic('bool', 'bool');
/** `int`. */
export const GO_INT: GoType = basic('int', 'int');
/** `int32`. */
export const GO_INT32: GoType = basic('int', 'int32');
/** `int64`. */
export const GO_INT64: GoType = basic('int', 'int64');
/** `uint8`; a slice of it is bytes. */
export const GO_UINT8: GoType = basic('uint', 'uint8');
/** `uint16`. */
export const GO_UINT16: GoType = basic('uint', 'uint16');
/** `uint32`. */
export const GO_UINT32: GoType = basic('uint', 'uint32');
/** `uint64`. */
export const GO_UINT64: GoType = basic('uint', 'uint64');
/** `float64`. */
export const GO_FLOAT64: GoType = basic('float', 'float64');
/** `complex128`. */
export const GO_COMPLEX128: GoType = basic('complex', 'complex128');
/** `string`. */
export const GO_STRING: GoType = basic('string', 'string');
/** `interface{}`. */
export const GO_ANY: GoType = { kind: 'interface', name: 'interface {}', defined: false };
/** `json.Number`, a string that encoding/json writes bare; what a decoder under `UseNumber` gives for numbers. */
export const GO_JSON_NUMBER: GoType = basic('string', 'json.Number');
/** `interface{}` whose numbers are json.Number: the type of a document decoded with `UseNumber`. */
export const GO_RAW_ANY: GoType = { kind: 'interface', name: 'interface {}', defined: false };

/** `*T`. */
export function goPtr(elem: GoType): GoType {
  return { kind: 'ptr', name: `*${elem.name}`, defined: false, elem };
}

/** `[]T`. */
export function goSlice(elem: GoType): GoType {
  return { kind: 'slice', name: `[]${elem.name}`, defined: false, elem };
}

/** `map[K]V`; the keys are strings unless said otherwise. */
export function goMapType(elem: GoType, key: GoType = GO_STRING): GoType {
  return { kind: 'map', name: `map[${key.name}]${elem.name}`, defined: false, key, elem };
}

/** `[]string`. */
export const GO_STRINGS: GoType = goSlice(GO_STRING);
/** `[]interface{}`. */
export const GO_ANYS: GoType = goSlice(GO_ANY);
/** `map[string]interface{}`. */
export const GO_ANY_MAP: GoType = goMapType(GO_ANY);
/** `map[string]string`. */
export const GO_STRING_MAP: GoType = goMapType(GO_STRING);
/** A JSON array decoded with `UseNumber`. */
export const GO_RAW_ANYS: GoType = goSlice(GO_RAW_ANY);
/** A JSON object decoded with `UseNumber`. */
export const GO_RAW_MAP: GoType = goMapType(GO_RAW_ANY);

/** Methods and interfaces that a defined type adds to its underlying type. */
export interface GoTypeExtras {
  readonly methods?: Readonly<Record<string, GoMethod>>;
  readonly text?: (data: unknown) => Bytes;
  readonly marshal?: (data: unknown) => Bytes;
}

function extras(e: GoTypeExtras): Pick<GoType, 'methods' | 'text' | 'marshal'> {
  return {
    ...(e.methods === undefined ? {} : { methods: new Map(Object.entries(e.methods)) }),
    ...(e.text === undefined ? {} : { text: e.text }),
    ...(e.marshal === undefined ? {} : { marshal: e.marshal }),
  };
}

/** `type name underlying`, for example `container.NetworkMode` over string. */
export function goDefined(name: string, underlying: GoType, add: GoTypeExtras = {}): GoType {
  return { ...underlying, name, defined: true, ...extras(add) };
}

/** A field: JSON key as the Go name unless given; `omitempty` as in the struct tag. */
export function goField(name: string, type: GoType, json: string = name, omitempty: '' | 'omitempty' = ''): GoField {
  return { name, type, json, omitEmpty: omitempty === 'omitempty', embedded: false };
}

/** An embedded struct (or pointer to one) whose JSON fields lie in the enclosing object. */
export function goEmbedded(name: string, type: GoType): GoField {
  return { name, type, json: '', omitEmpty: false, embedded: true };
}

/** `type name struct{…}`; `name` with its package, as `%T` prints it. */
export function goStructType(name: string, fields: readonly GoField[], add: GoTypeExtras = {}): GoType {
  return { kind: 'struct', name, defined: true, fields, ...extras(add) };
}

/** A method. `on` is `*` for a pointer receiver. The call may return a GoError where the Go method returns `(T, error)`. */
export function goMethod(
  params: readonly GoType[],
  result: GoType,
  // The receiver's data is whatever the owner of the type says it is.
  call: (self: never, ...args: never[]) => unknown | GoError,
  on: '' | '*' = '',
): GoMethod {
  const apply = call as (self: unknown, ...args: unknown[]) => unknown;
  return { params, result, onPointer: on === '*', call: (self, args) => apply(self, ...args) };
}

function sameShape(a: GoType, b: GoType): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === 'slice' || a.kind === 'ptr') return a.elem?.name === b.elem?.name;
  if (a.kind === 'map') return a.elem?.name === b.elem?.name && a.key?.name === b.key?.name;
  return false;
}

/** `reflect.Type.AssignableTo`: identical, or to `interface{}`, or of one shape with at most one side a defined type. */
export function assignable(from: GoType, to: GoType): boolean {
  if (from === to || from.name === to.name) return true;
  if (to.kind === 'interface') return true;
  return (!from.defined || !to.defined) && sameShape(from, to);
}
