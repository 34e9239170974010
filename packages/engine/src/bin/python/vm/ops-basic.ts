/** Instructions: constants, variables, operators, jumps, building values. */
import type { Code } from '../lang/code.ts';
import { COMPARE_OPS, UNARY_OPS } from '../lang/opcode.ts';
import { binary, inplace, unary } from './arith.ts';
import { delAttr, getAttr, setAttr } from './attr.ts';
import { compareValue, contains } from './compare.ts';
import { PyError, raise, typeError } from './errors.ts';
import { convert, format } from './format.ts';
import { hashKey } from './hash.ts';
import { dropKey, emptyDict, findKey, type ObjOf, own, putKey } from './heap.ts';
import { delItem, getItem, setItem } from './item.ts';
import { DONE, getIter, isNative, next } from './iter.ts';
import { BLOCK, type Outcome, TAIL } from './native.ts';
import { str } from './repr.ts';
import { same, truth } from './truth.ts';
import { isTypeName, typeName } from './types.ts';
import { builtIn, HOLE, isRef, type Ref, tuple, type Val } from './value.ts';
import type { Vm } from './vm.ts';

export type Op = (vm: Vm, arg: number) => unknown;

/** Pushes an outcome, or makes the call that it stands for. */
export function deliver(vm: Vm, outcome: Outcome): unknown {
  if (outcome === BLOCK) return BLOCK;
  if (outcome === TAIL) return callTail(vm);
  vm.st.push(outcome);
  return undefined;
}

/** Makes the call that a native function has left. */
export function callTail(vm: Vm): unknown {
  const tail = vm.tail as NonNullable<Vm['tail']>;
  vm.tail = null;
  const out = vm.machine.call(vm, tail.f, tail.args, tail.kw, tail.ret, tail.keep);
  if (out === TAIL) return undefined;
  if (out === BLOCK) return raise('RuntimeError', 'waiting in this place is not simulated');
  if (tail.ret === 'drop') return undefined;
  if (tail.ret === 'init') vm.st.push(tail.keep);
  else vm.st.push(out);
  return undefined;
}

function unboundLocal(code: Code, i: number): never {
  const name = code.locals[i] as string;
  throw new PyError(
    'UnboundLocalError',
    [`cannot access local variable '${name}' where it is not associated with a value`],
    [['name', name]],
  );
}

/** A name of the built-in functions and types, undefined when there is none. */
function builtInName(vm: Vm, key: string): Val | undefined {
  const name = key.slice(1);
  if (isTypeName(name) || vm.machine.isBuiltInName(name)) return builtIn(name);
  if (name === '__name__' || name === '__builtins__' || name === '__debug__')
    return name === '__debug__' ? true : undefined;
  return name === 'Ellipsis' || name === 'NotImplemented' ? builtIn(name) : undefined;
}

function nameError(key: string): never {
  const name = key.slice(1);
  throw new PyError('NameError', [`name '${name}' is not defined`], [['name', name]]);
}

function global(vm: Vm, key: string): Val {
  const found = vm.lookup(vm.frame.g, key);
  if (found !== undefined) return found;
  return builtInName(vm, key) ?? nameError(key);
}

function cellName(code: Code, i: number): string {
  return i < code.cells.length ? (code.cells[i] as string) : (code.free[i - code.cells.length] as string);
}

function loadCell(vm: Vm, i: number): Val {
  const cell = vm.heap.get(vm.frame.cells[i] as number) as ObjOf<'cell'>;
  if (cell.v !== HOLE && (cell.v as { k?: string } | null)?.k !== '_') return cell.v;
  const name = cellName(vm.code, i);
  if (i < vm.code.cells.length)
    throw new PyError(
      'UnboundLocalError',
      [`cannot access local variable '${name}' where it is not associated with a value`],
      [['name', name]],
    );
  throw new PyError(
    'NameError',
    [`cannot access free variable '${name}' where it is not associated with a value in enclosing scope`],
    [['name', name]],
  );
}

function isHoleValue(v: Val | undefined): boolean {
  return typeof v === 'object' && v !== null && v.k === '_';
}

/** Variables. */
export const variableOps: { readonly [name: string]: Op } = {
  CONST: (vm, a) => {
    vm.st.push(vm.code.consts[a] as Val);
  },
  LOAD_FAST: (vm, a) => {
    const v = vm.frame.v[a] as Val;
    if (typeof v === 'object' && v !== null && v.k === '_') unboundLocal(vm.code, a);
    vm.st.push(v);
  },
  STORE_FAST: (vm, a) => {
    (vm.frame.v as Val[])[a] = vm.st.pop() as Val;
  },
  DEL_FAST: (vm, a) => {
    if (isHoleValue(vm.frame.v[a])) unboundLocal(vm.code, a);
    (vm.frame.v as Val[])[a] = HOLE;
  },
  LOAD_CELL: (vm, a) => {
    vm.st.push(loadCell(vm, a));
  },
  STORE_CELL: (vm, a) => {
    (vm.heap.edit(vm.frame.cells[a] as number) as ObjOf<'cell'>).v = vm.st.pop() as Val;
  },
  DEL_CELL: (vm, a) => {
    loadCell(vm, a);
    (vm.heap.edit(vm.frame.cells[a] as number) as ObjOf<'cell'>).v = HOLE;
  },
  LOAD_CLASS_CELL: (vm, a) => {
    const own = vm.lookup(vm.frame.l, `s${cellName(vm.code, a)}`);
    vm.st.push(own ?? loadCell(vm, a));
  },
  LOAD_GLOBAL: (vm, a) => {
    vm.st.push(global(vm, vm.code.names[a] as string));
  },
  STORE_GLOBAL: (vm, a) => {
    vm.store(vm.frame.g, vm.code.names[a] as string, vm.st.pop() as Val);
  },
  DEL_GLOBAL: (vm, a) => {
    const key = vm.code.names[a] as string;
    if (!dropKey(vm.heap.edit(vm.frame.g) as ObjOf<'dict'>, key)) nameError(key);
  },
  LOAD_NAME: (vm, a) => {
    const key = vm.code.names[a] as string;
    const own = vm.lookup(vm.frame.l, key);
    vm.st.push(own ?? global(vm, key));
  },
  STORE_NAME: (vm, a) => {
    vm.store(vm.frame.l, vm.code.names[a] as string, vm.st.pop() as Val);
  },
  DEL_NAME: (vm, a) => {
    const key = vm.code.names[a] as string;
    if (!dropKey(vm.heap.edit(vm.frame.l) as ObjOf<'dict'>, key)) nameError(key);
  },
};

function compareTop(vm: Vm, n: number): unknown {
  const b = vm.st.pop() as Val;
  const a = vm.st.pop() as Val;
  const op = COMPARE_OPS[n] as string;
  if (n < 6) {
    if (typeof a === 'number' && typeof b === 'number')
      vm.st.push(n === 0 ? a < b : n === 1 ? a <= b : n === 2 ? a === b : n === 3 ? a !== b : n === 4 ? a > b : a >= b);
    else vm.st.push(compareValue(vm, op, a, b));
    return undefined;
  }
  if (op === 'is' || op === 'is not') {
    vm.st.push(same(a, b) === (op === 'is'));
    return undefined;
  }
  let found = contains(vm, a, b);
  if (found === null) {
    if (isNative(vm, b)) found = vm.machine.elements(vm, b).some((x) => same(x, a) || vm.machine.equal(vm, x, a));
    else {
      if (typeof b !== 'object' || b === null) typeError(`argument of type '${typeName(vm, b)}' is not iterable`);
      return deliver(vm, vm.tailCall(vm.machine.prelude(vm, op === 'in' ? '_contains' : '_lacks'), [b, a]));
    }
  }
  vm.st.push(found === (op === 'in'));
  return undefined;
}

/** Operators and jumps. */
export const operatorOps: { readonly [name: string]: Op } = {
  NOP: () => undefined,
  POP: (vm) => {
    vm.st.pop();
  },
  DUP: (vm) => {
    vm.st.push(vm.st[vm.st.length - 1] as Val);
  },
  DUP2: (vm) => {
    const n = vm.st.length;
    vm.st.push(vm.st[n - 2] as Val, vm.st[n - 1] as Val);
  },
  SWAP: (vm) => {
    const b = vm.st.pop() as Val;
    const a = vm.st.pop() as Val;
    vm.st.push(b, a);
  },
  ROT3: (vm) => {
    const c = vm.st.pop() as Val;
    const b = vm.st.pop() as Val;
    const a = vm.st.pop() as Val;
    vm.st.push(c, a, b);
  },
  BINARY: (vm, n) => {
    const b = vm.st.pop() as Val;
    const a = vm.st.pop() as Val;
    if (n < 2 && typeof a === 'number' && typeof b === 'number') {
      const sum = n === 0 ? a + b : a - b;
      if (Number.isSafeInteger(sum)) {
        vm.st.push(sum === 0 ? 0 : sum);
        return;
      }
    }
    vm.st.push(binary(vm, n, a, b));
  },
  INPLACE: (vm, n) => {
    const b = vm.st.pop() as Val;
    const a = vm.st.pop() as Val;
    vm.st.push(inplace(vm, n, a, b));
  },
  UNARY: (vm, n) => {
    const v = vm.st.pop() as Val;
    const op = UNARY_OPS[n] as string;
    vm.st.push(op === 'not' ? !truth(vm, v) : unary(vm, op, v));
  },
  COMPARE: compareTop,
  JUMP: (vm, a) => {
    vm.frame.ip = a;
  },
  JUMP_IF_FALSE: (vm, a) => {
    const v = vm.st.pop() as Val;
    if (v === false || (v !== true && !truth(vm, v))) vm.frame.ip = a;
  },
  JUMP_IF_TRUE: (vm, a) => {
    if (truth(vm, vm.st.pop() as Val)) vm.frame.ip = a;
  },
  JUMP_IF_FALSE_KEEP: (vm, a) => {
    if (truth(vm, vm.st[vm.st.length - 1] as Val)) vm.st.pop();
    else vm.frame.ip = a;
  },
  JUMP_IF_TRUE_KEEP: (vm, a) => {
    if (truth(vm, vm.st[vm.st.length - 1] as Val)) vm.frame.ip = a;
    else vm.st.pop();
  },
  ATTR: (vm, a) => deliver(vm, getAttr(vm, vm.st.pop() as Val, vm.code.names[a] as string)),
  SET_ATTR: (vm, a) => {
    const object = vm.st.pop() as Val;
    const value = vm.st.pop() as Val;
    return setAttr(vm, object, vm.code.names[a] as string, value) === TAIL ? callTail(vm) : undefined;
  },
  DEL_ATTR: (vm, a) =>
    delAttr(vm, vm.st.pop() as Val, vm.code.names[a] as string) === TAIL ? callTail(vm) : undefined,
  ITEM: (vm) => {
    const index = vm.st.pop() as Val;
    return deliver(vm, getItem(vm, vm.st.pop() as Val, index));
  },
  SET_ITEM: (vm) => {
    const index = vm.st.pop() as Val;
    const object = vm.st.pop() as Val;
    const value = vm.st.pop() as Val;
    return setItem(vm, object, index, value) === TAIL ? callTail(vm) : undefined;
  },
  DEL_ITEM: (vm) => {
    const index = vm.st.pop() as Val;
    return delItem(vm, vm.st.pop() as Val, index) === TAIL ? callTail(vm) : undefined;
  },
};

function takeTop(vm: Vm, n: number): Val[] {
  return n === 0 ? [] : vm.st.splice(vm.st.length - n, n);
}

/** Adds to a list that lies `depth` below the top. */
function append(vm: Vm, depth: number): void {
  const value = vm.st.pop() as Val;
  const list = vm.edit(vm.st[vm.st.length - depth] as Val, 'list');
  const items = own(list.items);
  items.push(value);
  list.items = items;
  vm.heap.grow(8);
}

function updateDict(vm: Vm, to: Ref, from: Val, unique: string): void {
  const d = vm.as(from, 'dict') ?? vm.machine.mapping(vm, from);
  if (d === null) return typeError(`'${typeName(vm, from)}' object is not a mapping`);
  const target = vm.edit(to, 'dict');
  for (const key of Object.keys(d.ix)) {
    if (unique !== '' && findKey(target, key) >= 0)
      typeError(`${unique}() got multiple values for keyword argument '${key.slice(1)}'`);
    putKey(target, key, d.ks[d.ix[key] as number] as Val, d.vs[d.ix[key] as number] as Val);
  }
}

function unpackError(want: number, got: number, atLeast: boolean): never {
  if (got < want)
    throw new PyError('ValueError', [
      `not enough values to unpack (expected ${atLeast ? 'at least ' : ''}${want}, got ${got})`,
    ]);
  throw new PyError('ValueError', [`too many values to unpack (expected ${want})`]);
}

/** Elements of what is on top; null when Python code must run to get them, and has been called. */
function unpacked(vm: Vm): readonly Val[] | null {
  const v = vm.st[vm.st.length - 1] as Val;
  if (!isNative(vm, v)) {
    if (getIterable(vm, v)) {
      vm.st.pop();
      // the same instruction runs again with the list in its place
      vm.frame.ip -= 2;
      callTail(vm);
      return null;
    }
    typeError(`cannot unpack non-iterable ${typeName(vm, v)} object`);
  }
  return vm.machine.elements(vm, vm.st.pop() as Val);
}

function getIterable(vm: Vm, v: Val): boolean {
  try {
    getIter(vm, v);
  } catch (error) {
    if (error instanceof PyError && error.type === 'TypeError') return false;
    throw error;
  }
  vm.tailCall(vm.machine.prelude(vm, '_collect'), [v]);
  return true;
}

/** Building values, and taking them apart. */
export const buildOps: { readonly [name: string]: Op } = {
  BUILD_TUPLE: (vm, n) => {
    vm.st.push(tuple(takeTop(vm, n)));
  },
  BUILD_LIST: (vm, n) => {
    vm.st.push(vm.list(takeTop(vm, n)));
  },
  BUILD_SET: (vm, n) => {
    const set: ObjOf<'set'> = { t: 'set', frozen: false, ks: [], vs: [], ix: {}, n: 0 };
    for (const v of takeTop(vm, n)) putKey(set, hashKey(vm, v), v, null);
    vm.st.push(vm.make(set));
  },
  BUILD_DICT: (vm) => {
    vm.st.push(vm.make(emptyDict()));
  },
  BUILD_SLICE: (vm) => {
    const [a, b, c] = takeTop(vm, 3) as [Val, Val, Val];
    vm.st.push({ k: 's', a, b, c });
  },
  BUILD_STR: (vm, n) => {
    vm.st.push((takeTop(vm, n) as string[]).join(''));
  },
  FORMAT: (vm, a) => {
    const spec = a >= 4 ? (vm.st.pop() as string) : '';
    const value = vm.st.pop() as Val;
    const conversion = a & 3;
    const text = conversion === 0 ? value : convert(vm, value, ' sra'.charAt(conversion));
    vm.st.push(spec === '' ? str(vm, text) : format(vm, text, spec));
  },
  LIST_APPEND: (vm, a) => append(vm, a),
  SET_ADD: (vm, a) => {
    const value = vm.st.pop() as Val;
    putKey(vm.edit(vm.st[vm.st.length - a] as Val, 'set'), hashKey(vm, value), value, null);
    vm.heap.grow(64);
  },
  DICT_ADD: (vm, a) => {
    const value = vm.st.pop() as Val;
    const key = vm.st.pop() as Val;
    putKey(vm.edit(vm.st[vm.st.length - a] as Val, 'dict'), hashKey(vm, key), key, value);
    vm.heap.grow(104);
  },
  LIST_EXTEND: (vm) => {
    const v = vm.st[vm.st.length - 1] as Val;
    const items = isNative(vm, v) ? vm.machine.elements(vm, vm.st.pop() as Val) : unpacked(vm);
    if (items === null) return;
    const list = vm.edit(vm.st[vm.st.length - 1] as Val, 'list');
    list.items = [...list.items, ...items];
    vm.heap.grow(8 * items.length);
  },
  SET_UPDATE: (vm) => {
    const items = unpacked(vm);
    if (items === null) return;
    const set = vm.edit(vm.st[vm.st.length - 1] as Val, 'set');
    for (const v of items) putKey(set, hashKey(vm, v), v, null);
  },
  DICT_UPDATE: (vm) => {
    const from = vm.st.pop() as Val;
    updateDict(vm, vm.st[vm.st.length - 1] as Ref, from, '');
  },
  DICT_MERGE: (vm) => {
    const from = vm.st.pop() as Val;
    updateDict(vm, vm.st[vm.st.length - 1] as Ref, from, 'function');
  },
  LIST_TO_TUPLE: (vm) => {
    const list = vm.as(vm.st.pop() as Val, 'list') as Readonly<ObjOf<'list'>>;
    vm.st.push(tuple(list.items));
  },
  GET_ITER: (vm) => deliver(vm, getIter(vm, vm.st.pop() as Val)),
  FOR_ITER: (vm, a) => {
    const out = next(vm, vm.st[vm.st.length - 1] as Val, 'next');
    if (out === DONE) {
      vm.st.pop();
      vm.frame.ip = a;
      return undefined;
    }
    if (out === TAIL) return vm.tail === null ? undefined : callTail(vm);
    if (out === BLOCK) return BLOCK;
    vm.st.push(out as Val);
    return undefined;
  },
  UNPACK: (vm, n) => {
    const items = unpacked(vm);
    if (items === null) return;
    if (items.length !== n) unpackError(n, items.length, false);
    for (let i = n - 1; i >= 0; i--) vm.st.push(items[i] as Val);
  },
  UNPACK_EX: (vm, a) => {
    const before = a >> 8;
    const after = a & 255;
    const items = unpacked(vm);
    if (items === null) return;
    if (items.length < before + after) unpackError(before + after, items.length, true);
    const parts = [
      ...items.slice(0, before),
      vm.list(items.slice(before, items.length - after)),
      ...items.slice(items.length - after),
    ];
    for (let i = parts.length - 1; i >= 0; i--) vm.st.push(parts[i] as Val);
  },
  SETUP_ANNOTATIONS: (vm, a) => {
    const note = vm.st.pop() as Val;
    const { l } = vm.frame;
    let notes = vm.lookup(l, 's__annotations__');
    if (notes === undefined) {
      notes = vm.make(emptyDict());
      vm.store(l, 's__annotations__', notes);
    }
    if (isRef(notes)) vm.store(notes.i, vm.code.names[a] as string, note);
  },
};
