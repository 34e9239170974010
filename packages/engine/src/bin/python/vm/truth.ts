/** Truth, length and identity of values. */
import { ownSpecial } from './attr.ts';
import { typeError, valueError } from './errors.ts';
import { typeName } from './types.ts';
import { floatOf, isRef, type Val } from './value.ts';
import type { Vm } from './vm.ts';

/** Number of elements, -1 when the value has no length. */
export function lengthOf(vm: Vm, v: Val): number {
  if (typeof v === 'string') return stringLength(v);
  if (typeof v !== 'object' || v === null) return -1;
  switch (v.k) {
    case 't':
      return v.v.length;
    case 'b':
    case 'S':
      return v.v.length * v.n;
    case 'g':
      return rangeLength(v.a, v.b, v.c);
    case 'r': {
      const o = vm.heap.get(v.i);
      switch (o.t) {
        case 'list':
          return o.items.length * o.rep;
        case 'dict':
        case 'set':
          return o.n;
        case 'bytearray':
          return o.v.length * o.n;
        case 'native':
          return o.kind === 'dict_keys' ||
            o.kind === 'dict_values' ||
            o.kind === 'dict_items' ||
            o.kind === 'environ' ||
            o.kind === 'mappingproxy'
            ? lengthOf(vm, o.v[0] as Val)
            : o.kind === 'memoryview'
              ? lengthOf(vm, o.v[0] as Val)
              : -1;
        default:
          return instanceLength(vm, v);
      }
    }
    default:
      return -1;
  }
}

function instanceLength(vm: Vm, v: Val): number {
  const method = ownSpecial(vm, v, '__len__');
  if (method === undefined) {
    const o = vm.get(v);
    return o?.t === 'inst'
      ? isRef(o.p) || (typeof o.p === 'object' && o.p !== null) || typeof o.p === 'string'
        ? payloadLength(vm, v, o.p)
        : -1
      : -1;
  }
  const n = vm.call(method, [v]);
  if (typeof n !== 'number') return typeError(`'${typeName(vm, n)}' object cannot be interpreted as an integer`);
  return n < 0 ? valueError('__len__() should return >= 0') : n;
}

function payloadLength(vm: Vm, v: Val, p: Val): number {
  const { c } = vm.get(v) as { readonly c: Val };
  // instances of plain classes carry an empty tuple that is not theirs
  if (typeof p === 'object' && p !== null && p.k === 't' && !vm.machine.carries(vm, c, 'tuple')) return -1;
  return lengthOf(vm, p);
}

/** Number of code points; a pair of surrogates is one. */
export function stringLength(s: string): number {
  let n = s.length;
  for (let i = 0; i < s.length - 1; i++) {
    const c = s.charCodeAt(i);
    if (c >= 0xd800 && c < 0xdc00) {
      const d = s.charCodeAt(i + 1);
      if (d >= 0xdc00 && d < 0xe000) {
        n--;
        i++;
      }
    }
  }
  return n;
}

export function rangeLength(a: number, b: number, c: number): number {
  if (c > 0) return a >= b ? 0 : Math.floor((b - a - 1) / c) + 1;
  return a <= b ? 0 : Math.floor((a - b - 1) / -c) + 1;
}

/** bool(v). */
export function truth(vm: Vm, v: Val): boolean {
  if (v === null || v === false) return false;
  if (v === true) return true;
  if (typeof v === 'number') return v !== 0;
  if (typeof v === 'string') return v !== '';
  if (v.k === 'f') return floatOf(v) !== 0;
  if (v.k === 'n') return true;
  if (v.k === 'r') {
    const method = ownSpecial(vm, v, '__bool__');
    if (method !== undefined) {
      const out = vm.call(method, [v]);
      return typeof out === 'boolean' ? out : typeError(`__bool__ should return bool, returned ${typeName(vm, out)}`);
    }
    const o = vm.heap.get(v.i);
    if (o.t === 'inst' && (typeof o.p === 'number' || (typeof o.p === 'object' && o.p !== null && o.p.k === 'f')))
      return truth(vm, o.p);
  }
  const n = lengthOf(vm, v);
  return n !== 0;
}

/** `a is b`. */
export function same(a: Val, b: Val): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || a.k !== b.k) return false;
  if (a.k === 'r' && b.k === 'r') return a.i === b.i;
  if (a.k === 'x' && b.k === 'x') return a.v === b.v;
  if (a.k === 't' && b.k === 't') return a.v.length === 0 && b.v.length === 0;
  return false;
}
