/** Comparing values (Objects/object.c, do_richcompare). */
import { ownSpecial } from './attr.ts';
import { typeError } from './errors.ts';
import { hashKey } from './hash.ts';
import { findKey, type ObjOf } from './heap.ts';
import { lengthOf, same, truth } from './truth.ts';
import { typeName } from './types.ts';
import {
  type BytesVal,
  bigOf,
  builtIn,
  floatOf,
  isFloat,
  isInt,
  isRef,
  isStr,
  isTuple,
  type LongStr,
  type Val,
} from './value.ts';
import type { Vm } from './vm.ts';

const METHODS: { readonly [op: string]: string } = {
  '<': '__lt__',
  '<=': '__le__',
  '==': '__eq__',
  '!=': '__ne__',
  '>': '__gt__',
  '>=': '__ge__',
};
const MIRROR: { readonly [op: string]: string } = {
  '<': '>',
  '<=': '>=',
  '==': '==',
  '!=': '!=',
  '>': '<',
  '>=': '<=',
};
const MAX_DEPTH = 200;

/** The text of a string. */
export function textOf(s: string | LongStr): string {
  return typeof s === 'string' ? s : s.v.repeat(s.n);
}

/** What an instance of a class derived from a built-in type carries; other values are themselves. */
export function unwrap(vm: Vm, v: Val): Val {
  if (!isRef(v)) return v;
  const o = vm.heap.get(v.i);
  return o.t === 'inst' && o.p !== null && vm.machine.carries(vm, o.c, '') ? o.p : v;
}

function numbers(a: Val, b: Val): number | null {
  if (isFloat(a) || isFloat(b)) {
    if (!(isFloat(a) || isInt(a)) || !(isFloat(b) || isInt(b))) return null;
    const x = isFloat(a) ? floatOf(a) : Number(bigOf(a as number));
    const y = isFloat(b) ? floatOf(b) : Number(bigOf(b as number));
    return Number.isNaN(x) || Number.isNaN(y) ? Number.NaN : x < y ? -1 : x > y ? 1 : 0;
  }
  if (!isInt(a) || !isInt(b)) return null;
  if (typeof a !== 'object' && typeof b !== 'object') return Number(a) - Number(b);
  const x = bigOf(a);
  const y = bigOf(b);
  return x < y ? -1 : x > y ? 1 : 0;
}

function bytesOf(vm: Vm, v: Val): string | null {
  if (typeof v !== 'object' || v === null) return null;
  if (v.k === 'b') return (v as BytesVal).v.repeat((v as BytesVal).n);
  const o = vm.as(v, 'bytearray');
  return o === null ? null : o.v.repeat(o.n);
}

/** Elements of a list or tuple, by kind. */
function elements(vm: Vm, v: Val): readonly ['t' | 'l', readonly Val[]] | null {
  if (isTuple(v)) return ['t', v.v];
  const o = vm.as(v, 'list');
  if (o === null) return null;
  return [
    'l',
    o.rep === 1
      ? o.items
      : Array.from({ length: o.items.length * o.rep }, (_x, i) => o.items[i % o.items.length] as Val),
  ];
}

function codePoints(a: string, b: string): number {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    // surrogates stand for points above all other units
    const high = (c: number): number => (c >= 0xd800 && c < 0xe000 ? c + 0x10000 : c);
    return high(x) - high(y);
  }
  return a.length - b.length;
}

/** Order of two values of built-in types: negative, 0, positive or NaN; null when they have none. */
export function order(vm: Vm, a: Val, b: Val, op: string, depth: number): number | null {
  if (typeof a === 'string' && typeof b === 'string') return a === b ? 0 : codePoints(a, b);
  const n = numbers(a, b);
  if (n !== null) return n;
  if (isStr(a) && isStr(b)) return codePoints(textOf(a), textOf(b));
  const x = bytesOf(vm, a);
  const y = bytesOf(vm, b);
  if (x !== null && y !== null) return x < y ? -1 : x > y ? 1 : 0;
  const p = elements(vm, a);
  const q = elements(vm, b);
  if (p === null || q === null || p[0] !== q[0]) return null;
  const size = Math.min(p[1].length, q[1].length);
  for (let i = 0; i < size; i++) {
    const u = p[1][i] as Val;
    const v = q[1][i] as Val;
    if (same(u, v) || equal(vm, u, v, depth + 1)) continue;
    return op === '=='
      ? 1
      : compare(vm, op === '<=' ? '<' : op === '>=' ? '>' : op, u, v, depth + 1) === (op === '<' || op === '<=')
        ? -1
        : 1;
  }
  return p[1].length - q[1].length;
}

/** `a == b`. */
export function equal(vm: Vm, a: Val, b: Val, depth = 0): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' && typeof b !== 'object' && typeof a === typeof b) return false;
  return truth(vm, compareValue(vm, '==', a, b, depth));
}

/** A comparison as a truth value. */
export function compare(vm: Vm, op: string, a: Val, b: Val, depth = 0): boolean {
  return truth(vm, compareValue(vm, op, a, b, depth));
}

function bySpecial(vm: Vm, op: string, a: Val, b: Val): Val | undefined {
  const left = ownSpecial(vm, a, METHODS[op] as string);
  if (left !== undefined && left !== null) {
    const out = vm.call(left, [a, b]);
    if (!same(out, builtIn('NotImplemented'))) return out;
  }
  const right = ownSpecial(vm, b, METHODS[MIRROR[op] as string] as string);
  if (right !== undefined && right !== null) {
    const out = vm.call(right, [b, a]);
    if (!same(out, builtIn('NotImplemented'))) return out;
  }
  if (op === '!=') {
    for (const [x, y] of [
      [a, b],
      [b, a],
    ] as const) {
      const eq = ownSpecial(vm, x, '__eq__');
      if (eq === undefined || eq === null) continue;
      const out = vm.call(eq, [x, y]);
      if (!same(out, builtIn('NotImplemented'))) return !truth(vm, out);
    }
  }
  return undefined;
}

/** The value of a comparison by `==`, `!=`, `<`, `<=`, `>` or `>=`. */
export function compareValue(vm: Vm, op: string, a: Val, b: Val, depth = 0): Val {
  if (depth > MAX_DEPTH) typeError('maximum recursion depth exceeded in comparison');
  if (isRef(a) || isRef(b)) {
    const out = bySpecial(vm, op, a, b);
    if (out !== undefined) return out;
  }
  const x = unwrap(vm, a);
  const y = unwrap(vm, b);
  const n = order(vm, x, y, op, depth);
  if (n !== null) return decide(op, n);
  const sets = compareSets(vm, op, x, y);
  if (sets !== null) return sets;
  if (op === '==' || op === '!=') return sameContents(vm, x, y, depth) === (op === '==');
  return typeError(`'${op}' not supported between instances of '${typeName(vm, a)}' and '${typeName(vm, b)}'`);
}

function decide(op: string, n: number): boolean {
  switch (op) {
    case '<':
      return n < 0;
    case '<=':
      return n <= 0;
    case '==':
      return n === 0;
    case '!=':
      return n !== 0;
    case '>':
      return n > 0;
    default:
      return n >= 0;
  }
}

/** Keys of a set or of a view of a dict's keys. */
export function setKeys(vm: Vm, v: Val): Readonly<ObjOf<'set'> | ObjOf<'dict'>> | null {
  const o = vm.get(v);
  if (o?.t === 'set') return o;
  return o?.t === 'native' && o.kind === 'dict_keys' ? vm.as(o.v[0] as Val, 'dict') : null;
}

function compareSets(vm: Vm, op: string, a: Val, b: Val): boolean | null {
  const x = setKeys(vm, a);
  const y = setKeys(vm, b);
  if (x === null || y === null) return null;
  const within = (p: typeof x, q: typeof x): boolean => Object.keys(p.ix).every((key) => findKey(q, key) >= 0);
  switch (op) {
    case '==':
      return x.n === y.n && within(x, y);
    case '!=':
      return x.n !== y.n || !within(x, y);
    case '<':
      return x.n < y.n && within(x, y);
    case '<=':
      return within(x, y);
    case '>':
      return x.n > y.n && within(y, x);
    default:
      return within(y, x);
  }
}

function sameContents(vm: Vm, a: Val, b: Val, depth: number): boolean {
  if (same(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (a.k === 'g' && b.k === 'g')
    return (
      lengthOf(vm, a) === lengthOf(vm, b) &&
      (lengthOf(vm, a) === 0 || (a.a === b.a && (lengthOf(vm, a) === 1 || a.c === b.c)))
    );
  if (a.k === 'm' && b.k === 'm') return same(a.f, b.f) && same(a.s, b.s);
  if (a.k === 's' && b.k === 's') return equal(vm, a.a, b.a) && equal(vm, a.b, b.b) && equal(vm, a.c, b.c);
  const x = vm.as(a, 'dict');
  const y = vm.as(b, 'dict');
  if (x === null || y === null || x.n !== y.n) return false;
  return Object.keys(x.ix).every((key) => {
    const at = findKey(y, key);
    return at >= 0 && equal(vm, x.vs[x.ix[key] as number] as Val, y.vs[at] as Val, depth + 1);
  });
}

/** `item in container`, for what can tell without being iterated; null otherwise. */
export function contains(vm: Vm, item: Val, container: Val): boolean | null {
  const method = ownSpecial(vm, container, '__contains__');
  if (method !== undefined && method !== null) return truth(vm, vm.call(method, [container, item]));
  const c = unwrap(vm, container);
  if (isStr(c)) {
    const text = unwrap(vm, item);
    if (!isStr(text)) return typeError(`'in <string>' requires string as left operand, not ${typeName(vm, item)}`);
    return textOf(c).includes(textOf(text));
  }
  const raw = bytesOf(vm, c);
  if (raw !== null) {
    if (typeof item === 'number') return raw.includes(String.fromCharCode(item));
    const part = bytesOf(vm, item);
    return part === null
      ? typeError(`a bytes-like object is required, not '${typeName(vm, item)}'`)
      : raw.includes(part);
  }
  if (typeof c === 'object' && c !== null && c.k === 'g') {
    if (typeof item !== 'number' && typeof item !== 'boolean') return false;
    const n = Number(item);
    return c.c > 0 ? n >= c.a && n < c.b && (n - c.a) % c.c === 0 : n <= c.a && n > c.b && (c.a - n) % -c.c === 0;
  }
  const list = elements(vm, c);
  if (list !== null) return list[1].some((x) => same(x, item) || equal(vm, x, item));
  const o = vm.get(c);
  if (o?.t === 'set' || o?.t === 'dict') return findKey(o, hashKey(vm, item)) >= 0;
  if (o?.t === 'native' && (o.kind === 'dict_keys' || o.kind === 'environ' || o.kind === 'mappingproxy'))
    return contains(vm, item, o.v[0] as Val);
  return null;
}
