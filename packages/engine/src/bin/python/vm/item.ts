/** Subscripts: `x[i]`, `x[i] = v`, `del x[i]`, and slices (Objects/abstract.c, sliceobject.c). */
import { bytesLike } from './arith.ts';
import { inClass, ownSpecial } from './attr.ts';
import { textOf, unwrap } from './compare.ts';
import { notSimulated, PyError, raise, typeError, valueError } from './errors.ts';
import { hashKey } from './hash.ts';
import { dropKey, findKey, type ObjOf, own, putKey } from './heap.ts';
import { type Outcome, TAIL } from './native.ts';
import { lengthOf, rangeLength } from './truth.ts';
import { isClass, typeName } from './types.ts';
import { bytes, isInt, isRef, type Ref, type Slice, tuple, type Val } from './value.ts';
import type { Vm } from './vm.ts';

/** A subscript as a number (`__index__`); raises TypeError. */
export function indexOf(vm: Vm, v: Val, message: string): number {
  const x = unwrap(vm, v);
  if (typeof x === 'number') return x;
  if (typeof x === 'boolean') return x ? 1 : 0;
  if (isInt(x)) return raise('IndexError', "cannot fit 'int' into an index-sized integer");
  const method = ownSpecial(vm, v, '__index__');
  return method === undefined ? typeError(message) : indexOf(vm, vm.call(method, [v]), message);
}

const SLICE_INDEX = 'slice indices must be integers or None or have an __index__ method';

/** Start, stop and step of a slice of `n` elements. */
export function sliceBounds(vm: Vm, s: Slice, n: number): readonly [number, number, number] {
  const step = s.c === null ? 1 : indexOf(vm, s.c, SLICE_INDEX);
  if (step === 0) valueError('slice step cannot be zero');
  const clamp = (v: Val, fallback: number): number => {
    if (v === null) return fallback;
    const i = indexOf(vm, v, SLICE_INDEX);
    const at = i < 0 ? i + n : i;
    return step > 0 ? Math.min(Math.max(at, 0), n) : Math.min(Math.max(at, -1), n - 1);
  };
  return [clamp(s.a, step > 0 ? 0 : n - 1), clamp(s.b, step > 0 ? n : -1), step];
}

/** Places that a slice takes. */
export function slicePlaces(vm: Vm, s: Slice, n: number): readonly number[] {
  const [from, to, step] = sliceBounds(vm, s, n);
  const out: number[] = [];
  for (let i = from; step > 0 ? i < to : i > to; i += step) out.push(i);
  return out;
}

function isSlice(v: Val): v is Slice {
  return typeof v === 'object' && v !== null && v.k === 's';
}

/** Code points of a string, as an array when it has surrogates. */
export function points(s: string): string | readonly string[] {
  return /[\ud800-\udbff]/.test(s) ? [...s] : s;
}

function stringItem(vm: Vm, s: string, index: Val): Val {
  const list = points(s);
  if (isSlice(index)) {
    const [from, to, step] = sliceBounds(vm, index, list.length);
    if (step === 1)
      return typeof list === 'string'
        ? list.slice(from, Math.max(from, to))
        : list.slice(from, Math.max(from, to)).join('');
    return slicePlaces(vm, index, list.length)
      .map((i) => list[i] as string)
      .join('');
  }
  const i = indexOf(vm, index, `string indices must be integers, not '${typeName(vm, index)}'`);
  const at = i < 0 ? i + list.length : i;
  return list[at] ?? raise('IndexError', 'string index out of range');
}

function bytesItem(vm: Vm, s: string, index: Val, kind: string): Val | string {
  if (isSlice(index)) {
    const [from, to, step] = sliceBounds(vm, index, s.length);
    return step === 1
      ? s.slice(from, Math.max(from, to))
      : slicePlaces(vm, index, s.length)
          .map((i) => s.charAt(i))
          .join('');
  }
  const i = indexOf(vm, index, `byte indices must be integers or slices, not ${typeName(vm, index)}`);
  const at = i < 0 ? i + s.length : i;
  return at < 0 || at >= s.length
    ? raise('IndexError', kind === 'bytes' ? 'index out of range' : 'bytearray index out of range')
    : s.charCodeAt(at);
}

function listItem(vm: Vm, o: Readonly<ObjOf<'list'>>, index: Val): Val {
  const n = o.items.length * o.rep;
  if (isSlice(index)) {
    const [from, to, step] = sliceBounds(vm, index, n);
    if (step === 1 && o.rep === 1) return vm.list(o.items.slice(from, Math.max(from, to)));
    return vm.list(slicePlaces(vm, index, n).map((i) => o.items[i % o.items.length] as Val));
  }
  const i = indexOf(vm, index, `list indices must be integers or slices, not ${typeName(vm, index)}`);
  const at = i < 0 ? i + n : i;
  return at < 0 || at >= n ? raise('IndexError', 'list index out of range') : (o.items[at % o.items.length] as Val);
}

function tupleItem(vm: Vm, items: readonly Val[], index: Val): Val {
  if (isSlice(index)) return tuple(slicePlaces(vm, index, items.length).map((i) => items[i] as Val));
  const i = indexOf(vm, index, `tuple indices must be integers or slices, not ${typeName(vm, index)}`);
  const at = i < 0 ? i + items.length : i;
  const found = items[at];
  return found === undefined ? raise('IndexError', 'tuple index out of range') : found;
}

/** `container[index]` of a dict, with `__missing__`. */
function dictItem(vm: Vm, owner: Val, o: Readonly<ObjOf<'dict'>>, index: Val): Outcome {
  const at = findKey(o, hashKey(vm, index));
  if (at >= 0) return o.vs[at] as Val;
  const missing = ownSpecial(vm, owner, '__missing__');
  if (missing !== undefined) return vm.tailCall(missing, [owner, index]);
  throw new PyError('KeyError', [index]);
}

/** `container[index]`. TAIL: a call gives it. */
export function getItem(vm: Vm, container: Val, index: Val): Outcome {
  if (typeof container === 'string') return stringItem(vm, container, index);
  if (isRef(container)) {
    const method = ownSpecial(vm, container, '__getitem__');
    if (method !== undefined) return vm.tailCall(method, [container, index]);
    if (isClass(vm, container)) return classItem(vm, container, index);
  }
  const c = unwrap(vm, container);
  if (typeof c === 'object' && c !== null) {
    switch (c.k) {
      case 'S':
        return stringItem(vm, textOf(c), index);
      case 't':
        return tupleItem(vm, c.v, index);
      case 'b': {
        const out = bytesItem(vm, c.v.repeat(c.n), index, 'bytes');
        return typeof out === 'string' ? bytes(out) : out;
      }
      case 'g':
        return rangeItem(vm, c, index);
      case 'x':
        if (isClass(vm, c)) return classItem(vm, c, index);
        break;
      case 'r':
        return objectItem(vm, container, c, index);
      default:
    }
  }
  return typeError(`'${typeName(vm, container)}' object is not subscriptable`);
}

/** `list[int]` and the like; `__class_getitem__` of a class. */
function classItem(vm: Vm, type: Val, index: Val): Outcome {
  const method = isRef(type) ? inClass(vm, type, 's__class_getitem__') : undefined;
  if (method !== undefined) {
    const inner = vm.as(method, 'classmethod');
    return vm.tailCall(inner === null ? method : inner.f, [type, index]);
  }
  return vm.native('GenericAlias', [type, index]);
}

function rangeItem(vm: Vm, r: { readonly a: number; readonly b: number; readonly c: number }, index: Val): Val {
  const n = rangeLength(r.a, r.b, r.c);
  if (isSlice(index)) {
    const [from, to, step] = sliceBounds(vm, index, n);
    return { k: 'g', a: r.a + from * r.c, b: r.a + to * r.c, c: r.c * step };
  }
  const i = indexOf(vm, index, `range indices must be integers or slices, not ${typeName(vm, index)}`);
  const at = i < 0 ? i + n : i;
  return at < 0 || at >= n ? raise('IndexError', 'range object index out of range') : r.a + at * r.c;
}

function objectItem(vm: Vm, owner: Val, c: Ref, index: Val): Outcome {
  const o = vm.heap.get(c.i);
  switch (o.t) {
    case 'list':
      return listItem(vm, o, index);
    case 'dict':
      return dictItem(vm, owner, o, index);
    case 'bytearray': {
      const out = bytesItem(vm, o.v.repeat(o.n), index, 'bytearray');
      return typeof out === 'string' ? vm.make({ t: 'bytearray', v: out, n: 1 }) : out;
    }
    case 'native':
      return vm.machine.nativeItem(vm, c, index) ?? typeError(`'${typeName(vm, owner)}' object is not subscriptable`);
    default:
      return typeError(`'${typeName(vm, owner)}' object is not subscriptable`);
  }
}

/** The same from inside a native function. */
export function item(vm: Vm, container: Val, index: Val): Val {
  const out = getItem(vm, container, index);
  if (out !== TAIL) return out as Val;
  const { f, args, kw } = vm.tail as NonNullable<Vm['tail']>;
  return vm.call(f, args, kw);
}

/** Turns a repeated list into a plain one, so that it can be changed. */
export function spread(vm: Vm, v: Val): ObjOf<'list'> {
  const list = vm.edit(v, 'list');
  if (list.rep === 1) return list;
  const n = list.items.length * list.rep;
  if (n > 1 << 22) notSimulated(`changing a list of ${n} equal elements`);
  const { items } = list;
  list.items = Array.from({ length: n }, (_x, i) => items[i % items.length] as Val);
  list.rep = 1;
  return list;
}

function setSlice(vm: Vm, v: Val, s: Slice, value: Val): void {
  const list = spread(vm, v);
  const n = list.items.length;
  const values = vm.machine.elements(vm, value);
  const items = own(list.items);
  const [from, to, step] = sliceBounds(vm, s, n);
  if (step === 1) items.splice(from, Math.max(0, to - from), ...values);
  else {
    const places = slicePlaces(vm, s, n);
    if (places.length !== values.length)
      valueError(`attempt to assign sequence of size ${values.length} to extended slice of size ${places.length}`);
    places.forEach((at, i) => {
      items[at] = values[i] as Val;
    });
  }
  vm.edit(v, 'list').items = items;
  vm.heap.grow(8 * values.length);
}

/** `container[index] = value`. TAIL: a call does it. */
export function setItem(vm: Vm, container: Val, index: Val, value: Val): typeof TAIL | null {
  const method = ownSpecial(vm, container, '__setitem__');
  if (method !== undefined) return vm.tailCall(method, [container, index, value], null, 'drop');
  const c = unwrap(vm, container);
  const o = vm.get(c);
  if (o?.t === 'dict') {
    const d = vm.edit(c, 'dict');
    const n = d.ks.length;
    putKey(d, hashKey(vm, index), index, value);
    if (d.ks.length > n) vm.heap.grow(104 + (typeof value === 'string' && value.length > 64 ? value.length : 0));
    return null;
  }
  if (o?.t === 'list') {
    if (isSlice(index)) {
      setSlice(vm, c, index, value);
      return null;
    }
    const list = spread(vm, c);
    const i = indexOf(vm, index, `list indices must be integers or slices, not ${typeName(vm, index)}`);
    const at = i < 0 ? i + list.items.length : i;
    if (at < 0 || at >= list.items.length) raise('IndexError', 'list assignment index out of range');
    const items = own(list.items);
    items[at] = value;
    list.items = items;
    return null;
  }
  if (o?.t === 'bytearray') {
    setByte(vm, c, o, index, value);
    return null;
  }
  if (o?.t === 'native' && vm.machine.setNativeItem(vm, c as Ref, index, value)) return null;
  return typeError(`'${typeName(vm, container)}' object does not support item assignment`);
}

function setByte(vm: Vm, c: Val, o: Readonly<ObjOf<'bytearray'>>, index: Val, value: Val): void {
  const text = bytesLike(vm, c) as string;
  if (isSlice(index)) {
    const [from, to] = sliceBounds(vm, index, text.length);
    const more =
      bytesLike(vm, value) ?? typeError('can assign only bytes, buffers, or iterables of ints in range(0, 256)');
    const array = vm.edit(c, 'bytearray');
    array.v = text.slice(0, from) + more + text.slice(Math.max(from, to));
    array.n = 1;
    return;
  }
  const i = indexOf(vm, index, `bytearray indices must be integers or slices, not ${typeName(vm, index)}`);
  const n = o.v.length * o.n;
  const at = i < 0 ? i + n : i;
  if (at < 0 || at >= n) raise('IndexError', 'bytearray index out of range');
  const byte = indexOf(vm, value, `'${typeName(vm, value)}' object cannot be interpreted as an integer`);
  if (byte < 0 || byte > 255) valueError('byte must be in range(0, 256)');
  if (text.charCodeAt(at) === byte) return;
  const array = vm.edit(c, 'bytearray');
  array.v = text.slice(0, at) + String.fromCharCode(byte) + text.slice(at + 1);
  array.n = 1;
}

/** `del container[index]`. TAIL: a call does it. */
export function delItem(vm: Vm, container: Val, index: Val): typeof TAIL | null {
  const method = ownSpecial(vm, container, '__delitem__');
  if (method !== undefined) return vm.tailCall(method, [container, index], null, 'drop');
  const c = unwrap(vm, container);
  const o = vm.get(c);
  if (o?.t === 'dict') {
    if (!dropKey(vm.edit(c, 'dict'), hashKey(vm, index))) throw new PyError('KeyError', [index]);
    return null;
  }
  if (o?.t === 'list') {
    const list = spread(vm, c);
    const gone = isSlice(index) ? new Set(slicePlaces(vm, index, list.items.length)) : null;
    if (gone !== null) {
      list.items = list.items.filter((_x, i) => !gone.has(i));
      return null;
    }
    const i = indexOf(vm, index, `list indices must be integers or slices, not ${typeName(vm, index)}`);
    const at = i < 0 ? i + list.items.length : i;
    if (at < 0 || at >= list.items.length) raise('IndexError', 'list assignment index out of range');
    const items = own(list.items);
    items.splice(at, 1);
    list.items = items;
    return null;
  }
  if (o?.t === 'native' && vm.machine.setNativeItem(vm, c as Ref, index, undefined)) return null;
  return typeError(`'${typeName(vm, container)}' object doesn't support item deletion`);
}

/** len(v); raises TypeError. */
export function len(vm: Vm, v: Val): number {
  const n = lengthOf(vm, v);
  return n < 0 ? typeError(`object of type '${typeName(vm, v)}' has no len()`) : n;
}
