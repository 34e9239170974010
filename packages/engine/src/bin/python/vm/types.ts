/** Types: which one a value has, what a type is called, and what stands above it. */
import { EXCEPTION_MODULES, EXCEPTIONS } from './errors.ts';
import type { ObjOf } from './heap.ts';
import { type BuiltIn, builtIn, isRef, type Ref, type Val } from './value.ts';
import type { Vm } from './vm.ts';

/** Base of each built-in type that is no exception. */
const BASES: { readonly [name: string]: string } = {
  object: '',
  type: 'object',
  int: 'object',
  bool: 'int',
  float: 'object',
  str: 'object',
  bytes: 'object',
  bytearray: 'object',
  list: 'object',
  tuple: 'object',
  dict: 'object',
  set: 'object',
  frozenset: 'object',
  range: 'object',
  slice: 'object',
  NoneType: 'object',
  ellipsis: 'object',
  NotImplementedType: 'object',
  function: 'object',
  method: 'object',
  builtin_function_or_method: 'object',
  module: 'object',
  generator: 'object',
  coroutine: 'object',
  property: 'object',
  staticmethod: 'object',
  classmethod: 'object',
  super: 'object',
  cell: 'object',
  list_iterator: 'object',
  tuple_iterator: 'object',
  str_ascii_iterator: 'object',
  range_iterator: 'object',
  dict_keyiterator: 'object',
  dict_valueiterator: 'object',
  dict_itemiterator: 'object',
  set_iterator: 'object',
  bytes_iterator: 'object',
  callable_iterator: 'object',
  enumerate: 'object',
  zip: 'object',
  reversed: 'object',
  map: 'object',
  filter: 'object',
  dict_keys: 'object',
  dict_values: 'object',
  dict_items: 'object',
  mappingproxy: 'object',
  traceback: 'object',
  code: 'object',
  file: 'object',
  socket: 'object',
  Pattern: 'object',
  Match: 'object',
  lock: 'object',
  struct_time: 'tuple',
  stat_result: 'tuple',
  terminal_size: 'tuple',
  DirEntry: 'object',
  environ: 'object',
  hash: 'object',
  memoryview: 'object',
  filebuffer: 'object',
  Random: 'object',
  GenericAlias: 'object',
  UnionType: 'object',
  frame: 'object',
  weakref: 'object',
};

/** Qualified names of types that live in modules. */
const QUALIFIED: { readonly [name: string]: string } = {
  file: '_io.TextIOWrapper',
  filebuffer: '_io.BufferedReader',
  socket: 'socket.socket',
  Pattern: 're.Pattern',
  Match: 're.Match',
  lock: '_thread.lock',
  struct_time: 'time.struct_time',
  stat_result: 'os.stat_result',
  terminal_size: 'os.terminal_size',
  DirEntry: 'posix.DirEntry',
  environ: 'os._Environ',
  hash: '_hashlib.HASH',
  Random: 'random.Random',
  GenericAlias: 'types.GenericAlias',
  UnionType: 'types.UnionType',
  weakref: 'weakref.ReferenceType',
};

/** Is it the name of a built-in type or exception? */
export function isTypeName(name: string): boolean {
  return Object.hasOwn(BASES, name) || EXCEPTIONS.has(name);
}

/** Base of a built-in type, '' for object. */
export function baseOf(name: string): string {
  return EXCEPTIONS.get(name) ?? BASES[name] ?? 'object';
}

const MROS = new Map<string, readonly BuiltIn[]>();

/** A built-in type and all above it. */
export function builtInMro(name: string): readonly BuiltIn[] {
  let mro = MROS.get(name);
  if (mro === undefined) {
    const out: BuiltIn[] = [];
    for (let at = name; at !== ''; at = baseOf(at)) out.push(builtIn(at));
    mro = out;
    MROS.set(name, mro);
  }
  return mro;
}

const ITERATOR_TYPES: { readonly [kind: string]: string } = {
  list: 'list_iterator',
  tuple: 'tuple_iterator',
  str: 'str_ascii_iterator',
  range: 'range_iterator',
  keys: 'dict_keyiterator',
  values: 'dict_valueiterator',
  items: 'dict_itemiterator',
  set: 'set_iterator',
  bytes: 'bytes_iterator',
  call: 'callable_iterator',
  enumerate: 'enumerate',
  zip: 'zip',
  reversed: 'reversed',
  map: 'map',
  filter: 'filter',
  seq: 'iterator',
};

/** Name of the type of a value whose type is built in, '' for instances of classes made in Python. */
export function builtInTypeName(vm: Vm, v: Val): string {
  switch (typeof v) {
    case 'number':
      return 'int';
    case 'string':
      return 'str';
    case 'boolean':
      return 'bool';
    default:
  }
  if (v === null) return 'NoneType';
  switch ((v as Exclude<Val, string | number | boolean | null>).k) {
    case 'n':
      return 'int';
    case 'f':
      return 'float';
    case 'b':
      return 'bytes';
    case 'S':
      return 'str';
    case 't':
      return 'tuple';
    case 'g':
      return 'range';
    case 's':
      return 'slice';
    case 'm':
      return (v as { readonly f: Val }).f !== null && !isRef((v as { readonly f: Val }).f)
        ? 'builtin_function_or_method'
        : 'method';
    case 'x':
      return nameType((v as BuiltIn).v);
    default:
      return isRef(v) ? objectTypeName(vm, v) : 'object';
  }
}

function nameType(name: string): string {
  if (name === 'Ellipsis') return 'ellipsis';
  if (name === 'NotImplemented') return 'NotImplementedType';
  return isTypeName(name) ? 'type' : 'builtin_function_or_method';
}

function objectTypeName(vm: Vm, v: Ref): string {
  const o = vm.heap.get(v.i);
  switch (o.t) {
    case 'list':
    case 'dict':
    case 'bytearray':
    case 'cell':
    case 'module':
    case 'super':
    case 'classmethod':
      return o.t;
    case 'set':
      return o.frozen ? 'frozenset' : 'set';
    case 'func':
      return 'function';
    case 'class':
      return o.meta === null ? 'type' : '';
    case 'inst':
      return isRef(o.c) ? '' : (o.c as BuiltIn).v;
    case 'gen':
      return o.kind;
    case 'iter':
      return ITERATOR_TYPES[o.kind] ?? o.kind;
    case 'prop':
      return 'property';
    case 'static':
      return 'staticmethod';
    default:
      return o.kind;
  }
}

/** The type of a value. */
export function typeOf(vm: Vm, v: Val): Val {
  const name = builtInTypeName(vm, v);
  if (name !== '') return builtIn(name);
  const o = vm.heap.get((v as Ref).i) as ObjOf<'inst'> | ObjOf<'class'>;
  return o.t === 'class' ? o.meta : o.c;
}

/** A type and all above it, in the order in which attributes are looked for. */
export function mroOf(vm: Vm, type: Val): readonly Val[] {
  if (isRef(type)) return (vm.heap.get(type.i) as ObjOf<'class'>).mro;
  return builtInMro((type as BuiltIn).v);
}

/** Is it a class? */
export function isClass(vm: Vm, v: Val): boolean {
  if (isRef(v)) return vm.heap.get(v.i).t === 'class';
  return typeof v === 'object' && v !== null && v.k === 'x' && isTypeName(v.v);
}

/** Do two values name the same class? */
export function sameClass(a: Val, b: Val): boolean {
  if (isRef(a)) return isRef(b) && a.i === b.i;
  return (
    typeof a === 'object' &&
    a !== null &&
    typeof b === 'object' &&
    b !== null &&
    a.k === 'x' &&
    b.k === 'x' &&
    a.v === b.v
  );
}

/** Is class `a` the class `b` or one below it? */
export function isSubclass(vm: Vm, a: Val, b: Val): boolean {
  return mroOf(vm, a).some((c) => sameClass(c, b));
}

/** `Foo`, as messages call a class. */
export function className(vm: Vm, type: Val): string {
  if (isRef(type)) return (vm.heap.get(type.i) as ObjOf<'class'>).name;
  return shortName((type as BuiltIn).v);
}

/** Last part of a built-in type's name. */
export function shortName(name: string): string {
  const full = QUALIFIED[name];
  return full === undefined ? name : full.slice(full.lastIndexOf('.') + 1);
}

/** `module.Foo`, or `Foo` for built-in classes and `__main__.Foo`. */
export function fullName(vm: Vm, type: Val): string {
  if (!isRef(type)) {
    const name = (type as BuiltIn).v;
    const module = EXCEPTION_MODULES[name];
    return module !== undefined ? `${module}.${name}` : (QUALIFIED[name] ?? name);
  }
  const o = vm.heap.get(type.i) as ObjOf<'class'>;
  const module = vm.lookup(o.d, 's__module__');
  const qualname = vm.lookup(o.d, 's__qualname__');
  const name = typeof qualname === 'string' ? qualname : o.name;
  return typeof module === 'string' && module !== 'builtins' ? `${module}.${name}` : name;
}

/** Name of the type of a value, as messages call it. */
export function typeName(vm: Vm, v: Val): string {
  return className(vm, typeOf(vm, v));
}
