/** Keys of dicts and sets: a text that is equal for equal keys. */
import { ownSpecial } from './attr.ts';
import { builtInBase } from './call.ts';
import { typeError } from './errors.ts';
import type { ObjOf } from './heap.ts';
import { typeName } from './types.ts';
import { floatOf, isRef, type Ref, type Val } from './value.ts';
import type { Vm } from './vm.ts';

/** Hash text of a key; raises TypeError for what cannot be one. */
export function hashKey(vm: Vm, v: Val): string {
  if (typeof v === 'string') return `s${v}`;
  if (typeof v === 'number') return `i${v}`;
  if (typeof v === 'boolean') return v ? 'i1' : 'i0';
  if (v === null) return 'N';
  switch (v.k) {
    case 'n':
      return `i${v.v}`;
    case 'f': {
      const n = floatOf(v);
      return Number.isInteger(n) ? (Number.isSafeInteger(n) ? `i${n === 0 ? 0 : n}` : `i${BigInt(n)}`) : `f${n}`;
    }
    case 'b':
      return `b${v.v.repeat(v.n)}`;
    case 'S':
      return `s${v.v.repeat(v.n)}`;
    case 't':
      return `t(${v.v.map((item) => lengthed(hashKey(vm, item))).join('')})`;
    case 'x':
      return `x${v.v}`;
    case 'm':
      return `m${lengthed(hashKey(vm, v.f))}${isRef(v.s) ? `r${v.s.i}` : hashKey(vm, v.s)}`;
    case 'g':
      return `g${v.a},${v.b},${v.c}`;
    case 'r':
      return refKey(vm, v);
    default:
      return typeError(`unhashable type: '${typeName(vm, v)}'`);
  }
}

function lengthed(text: string): string {
  return `${text.length}:${text}`;
}

function refKey(vm: Vm, v: Ref): string {
  const o = vm.heap.get(v.i);
  switch (o.t) {
    case 'list':
    case 'dict':
    case 'bytearray':
      return typeError(`unhashable type: '${o.t}'`);
    case 'set':
      return o.frozen ? `z${Object.keys(o.ix).sort().map(lengthed).join('')}` : typeError("unhashable type: 'set'");
    case 'inst':
      return instanceKey(vm, v, o);
    default:
      return `r${v.i}`;
  }
}

function instanceKey(vm: Vm, v: Ref, o: Readonly<ObjOf<'inst'>>): string {
  const hash = ownSpecial(vm, v, '__hash__');
  if (hash === null) return typeError(`unhashable type: '${typeName(vm, v)}'`);
  if (hash !== undefined) return `h${hashKey(vm, vm.call(hash, [v]))}`;
  if (ownSpecial(vm, v, '__eq__') !== undefined) return typeError(`unhashable type: '${typeName(vm, v)}'`);
  const payload = o.p;
  if (isRef(payload)) {
    const inner = vm.heap.get(payload.i);
    return inner.t === 'set' && inner.frozen ? refKey(vm, payload) : typeError(`unhashable type: '${typeName(vm, v)}'`);
  }
  if (typeof payload === 'object' && payload !== null && payload.k === 't')
    return builtInBase(vm, o.c) === 'tuple' ? hashKey(vm, payload) : `r${v.i}`;
  return hashKey(vm, payload);
}

/** A number for `hash()`: the same for equal keys. */
export function hashNumber(text: string): number {
  if (/^i-?\d+$/.test(text)) {
    const n = Number(text.slice(1));
    if (Number.isSafeInteger(n)) return n === -1 ? -2 : n;
  }
  let a = 0x811c9dc5;
  let b = 0x1b873593;
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 0x01000193);
    b = Math.imul(b ^ text.charCodeAt(i), 0x85ebca6b);
  }
  return (a >>> 0) * 0x200000 + ((b >>> 11) & 0x1fffff) - 0x10000000000000;
}
