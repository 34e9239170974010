/** Arithmetic: numbers, and what `+ * % |` mean for other types. */
import { BINARY_OPS } from '../lang/opcode.ts';
import { ownSpecial } from './attr.ts';
import { setKeys, textOf, unwrap } from './compare.ts';
import { notSimulated, raise, typeError, valueError } from './errors.ts';
import { findKey, type ObjOf, own, putKey } from './heap.ts';
import { same } from './truth.ts';
import { isSubclass, typeName, typeOf } from './types.ts';
import {
  bigOf,
  builtIn,
  bytes,
  float,
  floatOf,
  int,
  isBig,
  isBytes,
  isFloat,
  isInt,
  isLong,
  isRef,
  isStr,
  isTuple,
  smallInt,
  tuple,
  type Val,
} from './value.ts';
import type { Vm } from './vm.ts';

const MAX_BITS = 2_000_000;
/** Strings longer than this are kept as repetitions, and not spread out. */
const LONG = 1 << 16;
export const MAX_TEXT = 1 << 26;

/** The number of an int or float. */
export function numberOf(v: Val): number {
  return isFloat(v) ? floatOf(v) : typeof v === 'object' && isBig(v) ? Number(v.v) : Number(v);
}

function floorDiv(a: bigint, b: bigint): bigint {
  const q = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? q - 1n : q;
}

function intDivision(op: string, a: Val, b: Val): Val {
  if (typeof a !== 'object' && typeof b !== 'object') {
    const x = Number(a);
    const y = Number(b);
    if (y === 0)
      raise('ZeroDivisionError', op === '%' ? 'integer modulo by zero' : 'integer division or modulo by zero');
    const q = Math.floor(x / y);
    const r = x - q * y;
    if (Number.isSafeInteger(q) && Math.abs(x) < 2 ** 50) return op === '//' ? (q === 0 ? 0 : q) : r === 0 ? 0 : r;
  }
  const x = bigOf(a as number);
  const y = bigOf(b as number);
  if (y === 0n)
    raise('ZeroDivisionError', op === '%' ? 'integer modulo by zero' : 'integer division or modulo by zero');
  const q = floorDiv(x, y);
  return int(op === '//' ? q : x - q * y);
}

function bitLength(n: bigint): number {
  return (n < 0n ? -n : n).toString(2).length;
}

function power(a: Val, b: Val): Val {
  const x = bigOf(a as number);
  const y = bigOf(b as number);
  if (y < 0n) {
    if (x === 0n) raise('ZeroDivisionError', '0.0 cannot be raised to a negative power');
    return float(floatPower(Number(x), Number(y)));
  }
  if (bitLength(x) * Number(y) > MAX_BITS) raise('MemoryError', '');
  return int(x ** y);
}

/** x**y without the engine's own pow, whose last digits may differ between machines, for whole exponents. */
export function floatPower(x: number, y: number): number {
  if (Number.isInteger(y) && Math.abs(y) <= 1024) {
    let base = y < 0 ? 1 / x : x;
    let n = Math.abs(y);
    let out = 1;
    while (n > 0) {
      if (n % 2 === 1) out *= base;
      base *= base;
      n = Math.floor(n / 2);
    }
    return out;
  }
  if (y === 0.5) return Math.sqrt(x);
  if (x === 0) return y > 0 ? 0 : Number.POSITIVE_INFINITY;
  return notSimulated('a power with a fractional exponent');
}

function shift(op: string, a: Val, b: Val): Val {
  const x = bigOf(a as number);
  const y = bigOf(b as number);
  if (y < 0n) valueError('negative shift count');
  if (op === '>>') return int(y > BigInt(MAX_BITS) ? (x < 0n ? -1n : 0n) : x >> y);
  if (x !== 0n && y > BigInt(MAX_BITS)) raise('MemoryError', '');
  if (typeof a === 'number' && y < 30n && Math.abs(a) < 2 ** 22) return a * 2 ** Number(y);
  return int(x << y);
}

function ints(op: string, a: Val, b: Val): Val {
  const x = a as number;
  const y = b as number;
  const plain = typeof a !== 'object' && typeof b !== 'object';
  switch (op) {
    case '+':
      return plain ? smallInt(Number(x) + Number(y), () => bigOf(x) + bigOf(y)) : int(bigOf(x) + bigOf(y));
    case '-':
      return plain ? smallInt(Number(x) - Number(y), () => bigOf(x) - bigOf(y)) : int(bigOf(x) - bigOf(y));
    case '*':
      if (!plain && bitLength(bigOf(x)) + bitLength(bigOf(y)) > MAX_BITS) raise('MemoryError', '');
      return plain ? smallInt(Number(x) * Number(y), () => bigOf(x) * bigOf(y)) : int(bigOf(x) * bigOf(y));
    case '/': {
      if (numberOf(y) === 0) raise('ZeroDivisionError', 'division by zero');
      return float(numberOf(x) / numberOf(y));
    }
    case '//':
    case '%':
      return intDivision(op, a, b);
    case '**':
      return power(a, b);
    case '<<':
    case '>>':
      return shift(op, a, b);
    case '&':
    case '|':
    case '^':
      return bitwise(op, a, b);
    default:
      return builtIn('NotImplemented');
  }
}

function bitwise(op: string, a: Val, b: Val): Val {
  const x = bigOf(a as number);
  const y = bigOf(b as number);
  const out = int(op === '&' ? x & y : op === '|' ? x | y : x ^ y);
  return typeof a === 'boolean' && typeof b === 'boolean' ? out !== 0 : out;
}

function floats(op: string, a: Val, b: Val): Val {
  const x = numberOf(a);
  const y = numberOf(b);
  switch (op) {
    case '+':
      return float(x + y);
    case '-':
      return float(x - y);
    case '*':
      return float(x * y);
    case '/':
      return y === 0 ? raise('ZeroDivisionError', 'float division by zero') : float(x / y);
    case '//':
      return y === 0 ? raise('ZeroDivisionError', 'float floor division by zero') : float(Math.floor(x / y));
    case '%': {
      if (y === 0) return raise('ZeroDivisionError', 'float modulo');
      const r = x % y;
      return float(r !== 0 && r < 0 !== y < 0 ? r + y : r);
    }
    case '**':
      return float(floatPower(x, y));
    default:
      return builtIn('NotImplemented');
  }
}

/** A string of `n` copies. */
export function repeatText(text: string, n: number): Val {
  if (n <= 0 || text === '') return '';
  return text.length * n <= LONG ? text.repeat(n) : { k: 'S', v: text, n };
}

function concat(a: string, b: string): string {
  if (a.length + b.length > MAX_TEXT) raise('MemoryError', '');
  return a + b;
}

function times(vm: Vm, seq: Val, count: Val): Val | null {
  if (!isInt(count)) return null;
  const n = Math.max(0, numberOf(count));
  if (isStr(seq)) {
    const whole = typeof seq === 'string' ? seq : seq.v;
    charge(vm, whole.length * (isLong(seq) ? seq.n : 1) * n);
    return repeatText(whole, n * (isLong(seq) ? seq.n : 1));
  }
  if (isBytes(seq)) {
    charge(vm, seq.v.length * seq.n * n);
    return n === 0 || seq.v === ''
      ? bytes('')
      : seq.v.length * seq.n * n <= LONG
        ? bytes(seq.v.repeat(seq.n * n))
        : bytes(seq.v, seq.n * n);
  }
  if (isTuple(seq)) return tuple(repeatItems(seq.v, n));
  const list = vm.as(seq, 'list');
  if (list !== null) {
    if (n === 0 || list.items.length === 0) return vm.list([]);
    const size = list.items.length * list.rep * n;
    return size <= 4096
      ? vm.list(repeatItems(list.items, list.rep * n))
      : vm.make({ t: 'list', items: list.items, rep: list.rep * n });
  }
  const array = vm.as(seq, 'bytearray');
  return array === null
    ? null
    : vm.make({
        t: 'bytearray',
        v: array.v.repeat(array.n * n <= LONG ? array.n * n : 1),
        n: array.n * n <= LONG ? 1 : array.n * n,
      });
}

function repeatItems(items: readonly Val[], n: number): readonly Val[] {
  if (items.length * n > 1 << 20) notSimulated('a tuple of so many elements');
  const out: Val[] = [];
  for (let i = 0; i < n; i++) out.push(...items);
  return out;
}

/** Counts memory of a large value that is no object of the heap. */
export function charge(vm: Vm, bytesCount: number): void {
  if (bytesCount > 4096) vm.heap.grow(bytesCount);
}

function sequences(vm: Vm, op: string, a: Val, b: Val): Val | null {
  if (op === '*') return times(vm, a, b) ?? times(vm, b, a);
  if (op === '%' && (isStr(a) || isBytes(a))) return vm.machine.percent(vm, a, b);
  if (op !== '+') return null;
  if (isStr(a) && isStr(b)) return concat(textOf(a), textOf(b));
  if (isTuple(a) && isTuple(b)) return tuple([...a.v, ...b.v]);
  const x = bytesLike(vm, a);
  const y = bytesLike(vm, b);
  if (x !== null && y !== null)
    return isBytes(a) ? bytes(concat(x, y)) : vm.make({ t: 'bytearray', v: concat(x, y), n: 1 });
  const p = vm.as(a, 'list');
  const q = vm.as(b, 'list');
  if (p !== null && q !== null) return vm.list([...repeatItems(p.items, p.rep), ...repeatItems(q.items, q.rep)]);
  return null;
}

/** Contents of bytes and bytearrays. */
export function bytesLike(vm: Vm, v: Val): string | null {
  if (isBytes(v)) return v.v.length * v.n > MAX_TEXT ? raise('MemoryError', '') : v.v.repeat(v.n);
  const o = vm.get(v);
  if (o?.t === 'bytearray') return o.v.length * o.n > MAX_TEXT ? raise('MemoryError', '') : o.v.repeat(o.n);
  if (o?.t === 'native' && o.kind === 'memoryview') return bytesLike(vm, o.v[0] as Val);
  if (o?.t === 'inst' && isBytes(o.p)) return bytesLike(vm, o.p);
  return null;
}

function sets(vm: Vm, op: string, a: Val, b: Val): Val | null {
  const x = setKeys(vm, a);
  const y = setKeys(vm, b);
  if (x !== null && y !== null) return setOperation(vm, op, x, y, (vm.as(a, 'set')?.frozen ?? false) === true);
  const p = vm.as(a, 'dict');
  const q = vm.as(b, 'dict');
  if (p === null || q === null || op !== '|') return null;
  const out = { t: 'dict' as const, ks: [], vs: [], ix: {}, n: 0 };
  for (const d of [p, q])
    for (const key of Object.keys(d.ix))
      putKey(out, key, d.ks[d.ix[key] as number] as Val, d.vs[d.ix[key] as number] as Val);
  return vm.make(out);
}

/** The union, intersection, difference or symmetric difference of two sets of keys. */
export function setOperation(
  vm: Vm,
  op: string,
  x: Readonly<ObjOf<'set'> | ObjOf<'dict'>>,
  y: Readonly<ObjOf<'set'> | ObjOf<'dict'>>,
  frozen: boolean,
): Val | null {
  const out: ObjOf<'set'> = { t: 'set', frozen, ks: [], vs: [], ix: {}, n: 0 };
  const add = (from: typeof x, keep: (key: string) => boolean): void => {
    for (const key of Object.keys(from.ix))
      if (keep(key)) putKey(out, key, from.ks[from.ix[key] as number] as Val, null);
  };
  switch (op) {
    case '|':
      add(x, () => true);
      add(y, () => true);
      break;
    case '&':
      add(x, (key) => findKey(y, key) >= 0);
      break;
    case '-':
      add(x, (key) => findKey(y, key) < 0);
      break;
    case '^':
      add(x, (key) => findKey(y, key) < 0);
      add(y, (key) => findKey(x, key) < 0);
      break;
    default:
      return null;
  }
  return vm.make(out);
}

function bySpecial(vm: Vm, name: string, a: Val, b: Val): Val | undefined {
  const left = ownSpecial(vm, a, `__${name}__`);
  const right = ownSpecial(vm, b, `__r${name}__`);
  const rightFirst =
    right !== undefined &&
    left !== undefined &&
    !same(typeOf(vm, a), typeOf(vm, b)) &&
    isSubclass(vm, typeOf(vm, b), typeOf(vm, a));
  const tries: readonly (readonly [Val | undefined, Val, Val])[] = rightFirst
    ? [
        [right, b, a],
        [left, a, b],
      ]
    : [
        [left, a, b],
        [right, b, a],
      ];
  for (const [method, self, other] of tries) {
    if (method === undefined) continue;
    const out = vm.call(method, [self, other]);
    if (!same(out, builtIn('NotImplemented'))) return out;
  }
  return undefined;
}

/** The value of a binary operation by number (BINARY_OPS). */
export function binary(vm: Vm, n: number, a: Val, b: Val): Val {
  const [op, name] = BINARY_OPS[n] as readonly [string, string];
  if (isRef(a) || isRef(b)) {
    const out = bySpecial(vm, name, a, b);
    if (out !== undefined) return out;
  }
  const x = unwrap(vm, a);
  const y = unwrap(vm, b);
  if (isInt(x) && isInt(y)) {
    const out = ints(op, x, y);
    if (!same(out, builtIn('NotImplemented'))) return out;
  } else if ((isInt(x) || isFloat(x)) && (isInt(y) || isFloat(y))) {
    const out = floats(op, x, y);
    if (!same(out, builtIn('NotImplemented'))) return out;
  } else {
    const out = sequences(vm, op, x, y) ?? sets(vm, op, x, y) ?? typeUnion(vm, op, x, y);
    if (out !== null) return out;
  }
  return unsupported(vm, op, a, b);
}

/** `int | str` in annotations. */
function typeUnion(vm: Vm, op: string, a: Val, b: Val): Val | null {
  if (op !== '|') return null;
  const typeLike = (v: Val): boolean =>
    v === null ||
    typeName(vm, v) === 'type' ||
    vm.get(v)?.t === 'class' ||
    (vm.get(v)?.t === 'native' && ['GenericAlias', 'UnionType'].includes((vm.get(v) as ObjOf<'native'>).kind));
  return typeLike(a) && typeLike(b) && !(a === null && b === null) ? vm.native('UnionType', [a, b]) : null;
}

function unsupported(vm: Vm, op: string, a: Val, b: Val): never {
  const left = typeName(vm, a);
  const right = typeName(vm, b);
  if (op === '+' && isStr(a)) typeError(`can only concatenate str (not "${right}") to str`);
  if (op === '+' && vm.as(a, 'list') !== null) typeError(`can only concatenate list (not "${right}") to list`);
  if (op === '+' && isTuple(a)) typeError(`can only concatenate tuple (not "${right}") to tuple`);
  if (op === '+' && isBytes(a)) typeError(`can't concat ${right} to bytes`);
  if (op === '*' && (isStr(a) || isTuple(a) || isBytes(a) || vm.as(a, 'list') !== null))
    typeError(`can't multiply sequence by non-int of type '${right}'`);
  if (op === '*' && (isStr(b) || isTuple(b) || isBytes(b) || vm.as(b, 'list') !== null))
    typeError(`can't multiply sequence by non-int of type '${left}'`);
  const name = op === '**' ? '** or pow()' : op;
  return typeError(`unsupported operand type(s) for ${name}: '${left}' and '${right}'`);
}

/** `a += b` and its like: lists, sets, dicts and bytearrays change in place. */
export function inplace(vm: Vm, n: number, a: Val, b: Val): Val {
  const [op, name] = BINARY_OPS[n] as readonly [string, string];
  if (!isRef(a)) return binary(vm, n, a, b);
  const method = ownSpecial(vm, a, `__i${name}__`);
  if (method !== undefined) {
    const out = vm.call(method, [a, b]);
    if (!same(out, builtIn('NotImplemented'))) return out;
  }
  const o = vm.get(a);
  if (op === '+' && o?.t === 'list') {
    vm.machine.extend(vm, a, b);
    return a;
  }
  if (op === '+' && o?.t === 'bytearray') {
    const more = bytesLike(vm, b) ?? typeError(`can't concat ${typeName(vm, b)} to bytearray`);
    const array = vm.edit(a, 'bytearray');
    array.v = concat(array.v.repeat(array.n), more);
    array.n = 1;
    vm.heap.grow(more.length);
    return a;
  }
  if (op === '|' && o?.t === 'dict' && vm.as(b, 'dict') !== null) {
    const from = vm.as(b, 'dict') as Readonly<ObjOf<'dict'>>;
    const to = vm.edit(a, 'dict');
    for (const key of Object.keys(from.ix))
      putKey(to, key, from.ks[from.ix[key] as number] as Val, from.vs[from.ix[key] as number] as Val);
    return a;
  }
  if (o?.t === 'set' && !o.frozen && setKeys(vm, b) !== null) {
    const made = sets(vm, op, a, b);
    const from = made === null ? null : vm.as(made, 'set');
    if (from === null) return binary(vm, n, a, b);
    const to = vm.edit(a, 'set');
    to.ks = own(from.ks);
    to.vs = own(from.vs);
    to.ix = { ...from.ix };
    to.n = from.n;
    return a;
  }
  return binary(vm, n, a, b);
}

/** The value of a unary operation: `-`, `+` or `~`. */
export function unary(vm: Vm, op: string, v: Val): Val {
  const method = ownSpecial(vm, v, op === '-' ? '__neg__' : op === '+' ? '__pos__' : '__invert__');
  if (method !== undefined) return vm.call(method, [v]);
  const x = unwrap(vm, v);
  if (isInt(x)) {
    if (op === '+') return typeof x === 'boolean' ? Number(x) : x;
    if (op === '~') return int(~bigOf(x));
    return typeof x === 'object' ? int(-bigOf(x)) : Number(x) === 0 ? 0 : -Number(x);
  }
  if (isFloat(x) && op !== '~') return op === '+' ? x : float(-floatOf(x));
  return typeError(`bad operand type for unary ${op}: '${typeName(vm, v)}'`);
}
