/** Methods of list, tuple, dict, set and frozenset. */
import { arity, take } from '../vm/arguments.ts';
import { setOperation } from '../vm/arith.ts';
import { ownSpecial } from '../vm/attr.ts';
import { compare, equal, setKeys, unwrap } from '../vm/compare.ts';
import { PyError, raise, typeError, valueError } from '../vm/errors.ts';
import { hashKey } from '../vm/hash.ts';
import { dropKey, emptyDict, findKey, type ObjOf, own, putKey } from '../vm/heap.ts';
import { indexOf, sliceBounds, spread } from '../vm/item.ts';
import { isNative } from '../vm/iter.ts';
import type { Keywords, Natives, Outcome } from '../vm/native.ts';
import { same } from '../vm/truth.ts';
import { typeName } from '../vm/types.ts';
import { builtIn, HOLE, isHole, isTuple, type Ref, tuple, type Val } from '../vm/value.ts';
import type { Vm } from '../vm/vm.ts';

function listOf(vm: Vm, v: Val): Ref {
  const x = unwrap(vm, v);
  return vm.as(x, 'list') !== null
    ? (x as Ref)
    : typeError(`descriptor requires a 'list' object but received '${typeName(vm, v)}'`);
}
function dictOf(vm: Vm, v: Val): Ref {
  const x = unwrap(vm, v);
  return vm.as(x, 'dict') !== null
    ? (x as Ref)
    : typeError(`descriptor requires a 'dict' object but received '${typeName(vm, v)}'`);
}
function setOf(vm: Vm, v: Val): Ref {
  const x = unwrap(vm, v);
  return vm.as(x, 'set') !== null
    ? (x as Ref)
    : typeError(`descriptor requires a 'set' object but received '${typeName(vm, v)}'`);
}

/** Calls `native` again with a list, when Python code must run to get the elements of argument `i`. */
function viaList(vm: Vm, name: string, args: readonly Val[], i: number): Outcome | null {
  const v = args[i];
  if (v === undefined || isNative(vm, v)) return null;
  return vm.tailCall(vm.machine.prelude(vm, '_with_list'), [
    builtIn(name),
    ...args.slice(0, i),
    v,
    ...args.slice(i + 1),
  ]);
}

function items(vm: Vm, v: Val): readonly Val[] {
  return vm.machine.elements(vm, v);
}

/** Sorts by merging; `before(a, b)` says whether `b` must come first. Stable, as Python's sort is. */
export function mergeSort(list: readonly number[], before: (a: number, b: number) => boolean): number[] {
  if (list.length < 2) return list.slice();
  const half = list.length >> 1;
  const a = mergeSort(list.slice(0, half), before);
  const b = mergeSort(list.slice(half), before);
  const out: number[] = [];
  let i = 0;
  let k = 0;
  while (i < a.length && k < b.length)
    out.push(before(b[k] as number, a[i] as number) ? (b[k++] as number) : (a[i++] as number));
  while (i < a.length) out.push(a[i++] as number);
  while (k < b.length) out.push(b[k++] as number);
  return out;
}

/** `values` in the order of their keys. */
export function sortValues(vm: Vm, values: readonly Val[], keys: readonly Val[], reverse: boolean): Val[] {
  if (values.length > 200_000) raise('MemoryError', '');
  const places = values.map((_v, i) => i);
  const order = mergeSort(places, (a, b) =>
    reverse ? compare(vm, '<', keys[b] as Val, keys[a] as Val) : compare(vm, '<', keys[a] as Val, keys[b] as Val),
  );
  vm.p.burn(Math.floor((values.length * Math.max(1, 32 - Math.clz32(values.length))) / 400));
  return order.map((i) => values[i] as Val);
}

function sortList(vm: Vm, args: readonly Val[], kw: Keywords | null): Outcome {
  const [key, reverse] = take('sort', ['*', 'key?', 'reverse?'], args.slice(1), kw);
  const list = listOf(vm, args[0] as Val);
  if (key !== undefined && key !== null)
    return vm.tailCall(vm.machine.prelude(vm, '_sort'), [list, key, reverse ?? false]);
  const o = spread(vm, list);
  const sorted = sortValues(vm, o.items, o.items, reverse !== undefined && reverse !== false && reverse !== 0);
  vm.edit(list, 'list').items = sorted;
  return null;
}

function indexIn(vm: Vm, list: readonly Val[], v: Val, from: number, to: number): number {
  for (let i = from; i < Math.min(to, list.length); i++)
    if (same(list[i] as Val, v) || equal(vm, list[i] as Val, v)) return i;
  return -1;
}

const lists: Natives = {
  list: (vm, args, kw) => {
    arity('list', args, kw, 0, 1);
    if (args[0] === undefined) return vm.list([]);
    return viaList(vm, 'list', args, 0) ?? vm.list(items(vm, args[0]).slice());
  },
  tuple: (vm, args, kw) => {
    arity('tuple', args, kw, 0, 1);
    if (args[0] === undefined) return tuple([]);
    if (isTuple(args[0])) return args[0];
    return viaList(vm, 'tuple', args, 0) ?? tuple(items(vm, args[0]).slice());
  },
  'list.append': (vm, args) => {
    arity('list.append', args.slice(1), null, 1);
    const list = spread(vm, listOf(vm, args[0] as Val));
    const mine = own(list.items);
    const value = args[1] as Val;
    mine.push(value);
    list.items = mine;
    vm.heap.grow(typeof value === 'string' && value.length > 64 ? 57 + value.length : 8);
    return null;
  },
  'list.extend': (vm, args) => {
    const via = viaList(vm, 'list.extend', args, 1);
    if (via !== null) return via;
    vm.machine.extend(vm, listOf(vm, args[0] as Val), args[1] as Val);
    return null;
  },
  'list.insert': (vm, args) => {
    const list = spread(vm, listOf(vm, args[0] as Val));
    const at = indexOf(
      vm,
      args[1] as Val,
      `'${typeName(vm, args[1] as Val)}' object cannot be interpreted as an integer`,
    );
    const mine = own(list.items);
    mine.splice(at < 0 ? Math.max(0, at + mine.length) : at, 0, args[2] as Val);
    list.items = mine;
    vm.heap.grow(8);
    return null;
  },
  'list.pop': (vm, args) => {
    const list = spread(vm, listOf(vm, args[0] as Val));
    const n = list.items.length;
    if (n === 0) raise('IndexError', 'pop from empty list');
    const i =
      args[1] === undefined
        ? n - 1
        : indexOf(vm, args[1], `'${typeName(vm, args[1])}' object cannot be interpreted as an integer`);
    const at = i < 0 ? i + n : i;
    if (at < 0 || at >= n) raise('IndexError', 'pop index out of range');
    const mine = own(list.items);
    const [gone] = mine.splice(at, 1);
    list.items = mine;
    return gone as Val;
  },
  'list.remove': (vm, args) => {
    const list = spread(vm, listOf(vm, args[0] as Val));
    const at = indexIn(vm, list.items, args[1] as Val, 0, list.items.length);
    if (at < 0) valueError('list.remove(x): x not in list');
    const mine = own(list.items);
    mine.splice(at, 1);
    list.items = mine;
    return null;
  },
  'list.clear': (vm, args) => {
    const list = vm.edit(listOf(vm, args[0] as Val), 'list');
    list.items = [];
    list.rep = 1;
    return null;
  },
  'list.copy': (vm, args) => {
    const o = vm.as(listOf(vm, args[0] as Val), 'list') as ObjOf<'list'>;
    return vm.make({ t: 'list', items: o.items, rep: o.rep });
  },
  'list.reverse': (vm, args) => {
    const list = spread(vm, listOf(vm, args[0] as Val));
    list.items = list.items.slice().reverse();
    return null;
  },
  'list.index': (vm, args) => {
    const list = items(vm, listOf(vm, args[0] as Val));
    const [from, to] = sliceBounds(vm, { k: 's', a: args[2] ?? null, b: args[3] ?? null, c: null }, list.length);
    const at = indexIn(vm, list, args[1] as Val, from, to);
    return at < 0 ? valueError(`${vm.machine.repr(vm, args[1] as Val)} is not in list`) : at;
  },
  'list.count': (vm, args) =>
    items(vm, listOf(vm, args[0] as Val)).filter((x) => same(x, args[1] as Val) || equal(vm, x, args[1] as Val)).length,
  'list.sort': sortList,
  'list.__len__': (vm, args) => items(vm, args[0] as Val).length,
  'tuple.index': (vm, args) => {
    const at = indexIn(vm, items(vm, args[0] as Val), args[1] as Val, 0, Number.MAX_SAFE_INTEGER);
    return at < 0 ? valueError('tuple.index(x): x not in tuple') : at;
  },
  'tuple.count': (vm, args) =>
    items(vm, args[0] as Val).filter((x) => same(x, args[1] as Val) || equal(vm, x, args[1] as Val)).length,
};

/** Fills a dict from a mapping or pairs, then from keywords. */
function fill(vm: Vm, d: ObjOf<'dict'>, source: Val | undefined, kw: Keywords | null): void {
  if (source !== undefined) {
    const from = vm.machine.mapping(vm, source);
    if (from !== null)
      for (const key of Object.keys(from.ix))
        putKey(d, key, from.ks[from.ix[key] as number] as Val, from.vs[from.ix[key] as number] as Val);
    else {
      items(vm, source).forEach((pair, i) => {
        if (!isNative(vm, pair)) typeError(`cannot convert dictionary update sequence element #${i} to a sequence`);
        const parts = items(vm, pair);
        if (parts.length !== 2)
          valueError(`dictionary update sequence element #${i} has length ${parts.length}; 2 is required`);
        putKey(d, hashKey(vm, parts[0] as Val), parts[0] as Val, parts[1] as Val);
      });
    }
  }
  if (kw !== null) for (const [key, value] of kw) putKey(d, `s${key}`, key, value);
}

function dictGet(vm: Vm, args: readonly Val[]): Val | undefined {
  const d = vm.as(dictOf(vm, args[0] as Val), 'dict') as ObjOf<'dict'>;
  const at = findKey(d, hashKey(vm, args[1] as Val));
  return at < 0 ? undefined : d.vs[at];
}

const dicts: Natives = {
  dict: (vm, args, kw) => {
    arity('dict', args, null, 0, 1);
    if (args[0] !== undefined && vm.machine.mapping(vm, args[0]) === null) {
      const via = viaList(vm, 'dict', args, 0);
      if (via !== null)
        return kw === null ? via : vm.tailCall(vm.machine.prelude(vm, '_with_list'), [builtIn('dict'), args[0]], kw);
    }
    const d = emptyDict();
    fill(vm, d, args[0], kw);
    return vm.make(d);
  },
  'dict.get': (vm, args) => dictGet(vm, args) ?? args[2] ?? null,
  'dict.setdefault': (vm, args) => {
    const found = dictGet(vm, args);
    if (found !== undefined) return found;
    putKey(vm.edit(dictOf(vm, args[0] as Val), 'dict'), hashKey(vm, args[1] as Val), args[1] as Val, args[2] ?? null);
    vm.heap.grow(104);
    return args[2] ?? null;
  },
  'dict.pop': (vm, args) => {
    const found = dictGet(vm, args);
    if (found === undefined) {
      if (args[2] !== undefined) return args[2];
      throw new PyError('KeyError', [args[1] as Val]);
    }
    dropKey(vm.edit(dictOf(vm, args[0] as Val), 'dict'), hashKey(vm, args[1] as Val));
    return found;
  },
  'dict.popitem': (vm, args) => {
    const ref = dictOf(vm, args[0] as Val);
    const d = vm.as(ref, 'dict') as ObjOf<'dict'>;
    if (d.n === 0) throw new PyError('KeyError', ['popitem(): dictionary is empty']);
    let i = d.ks.length - 1;
    while (isHole(d.ks[i] as Val)) i--;
    const pair = tuple([d.ks[i] as Val, d.vs[i] as Val]);
    dropKey(vm.edit(ref, 'dict'), hashKey(vm, pair.v[0] as Val));
    return pair;
  },
  'dict.update': (vm, args, kw) => {
    const ref = dictOf(vm, args[0] as Val);
    if (args[1] !== undefined && vm.machine.mapping(vm, args[1]) === null) {
      const via = viaList(vm, 'dict.update', args, 1);
      if (via !== null) return via;
    }
    const before = (vm.as(ref, 'dict') as ObjOf<'dict'>).n;
    fill(vm, vm.edit(ref, 'dict'), args[1], kw);
    vm.heap.grow(104 * ((vm.as(ref, 'dict') as ObjOf<'dict'>).n - before));
    return null;
  },
  'dict.clear': (vm, args) => {
    Object.assign(vm.edit(dictOf(vm, args[0] as Val), 'dict'), { ks: [], vs: [], ix: {}, n: 0 });
    return null;
  },
  'dict.copy': (vm, args) => {
    const o = vm.as(dictOf(vm, args[0] as Val), 'dict') as ObjOf<'dict'>;
    return vm.make({ t: 'dict', ks: o.ks.slice(), vs: o.vs.slice(), ix: { ...o.ix }, n: o.n });
  },
  'dict.keys': (vm, args) => vm.native('dict_keys', [dictOf(vm, args[0] as Val)]),
  'dict.values': (vm, args) => vm.native('dict_values', [dictOf(vm, args[0] as Val)]),
  'dict.items': (vm, args) => vm.native('dict_items', [dictOf(vm, args[0] as Val)]),
  'dict.fromkeys': (vm, args) => {
    const list = typeof args[0] === 'object' && args[0] !== null && args[0].k === 'x' ? args.slice(1) : args.slice(1);
    const d = emptyDict();
    for (const key of items(vm, list[0] as Val)) putKey(d, hashKey(vm, key), key, list[1] ?? null);
    return vm.make(d);
  },
  'dict.__getitem__': (vm, args) => {
    const found = dictGet(vm, args);
    if (found !== undefined) return found;
    const missing = ownSpecial(vm, args[0] as Val, '__missing__');
    if (missing !== undefined) return vm.tailCall(missing, [args[0] as Val, args[1] as Val]);
    throw new PyError('KeyError', [args[1] as Val]);
  },
  'dict.__setitem__': (vm, args) => {
    putKey(vm.edit(dictOf(vm, args[0] as Val), 'dict'), hashKey(vm, args[1] as Val), args[1] as Val, args[2] as Val);
    vm.heap.grow(104);
    return null;
  },
  'dict.__delitem__': (vm, args) => {
    if (!dropKey(vm.edit(dictOf(vm, args[0] as Val), 'dict'), hashKey(vm, args[1] as Val)))
      throw new PyError('KeyError', [args[1] as Val]);
    return null;
  },
  'dict.__contains__': (vm, args) => dictGet(vm, args) !== undefined,
  'dict.__len__': (vm, args) => (vm.as(dictOf(vm, args[0] as Val), 'dict') as ObjOf<'dict'>).n,
};

function newSet(frozen: boolean): ObjOf<'set'> {
  return { t: 'set', frozen, ks: [], vs: [], ix: {}, n: 0 };
}

function makeSet(vm: Vm, name: 'set' | 'frozenset', args: readonly Val[], kw: Keywords | null): Outcome {
  arity(name, args, kw, 0, 1);
  const via = viaList(vm, name, args, 0);
  if (via !== null) return via;
  const set = newSet(name === 'frozenset');
  if (args[0] !== undefined) for (const v of items(vm, args[0])) putKey(set, hashKey(vm, v), v, null);
  return vm.make(set);
}

/** The keys of any iterable, as a set has them. */
function asSet(vm: Vm, v: Val): Readonly<ObjOf<'set'> | ObjOf<'dict'>> {
  const keys = setKeys(vm, unwrap(vm, v));
  if (keys !== null) return keys;
  const set = newSet(false);
  for (const x of items(vm, v)) putKey(set, hashKey(vm, x), x, null);
  return set;
}

function setMethod(op: string): Natives[string] {
  return (vm, args) => {
    const first = setOf(vm, args[0] as Val);
    const frozen = (vm.as(first, 'set') as ObjOf<'set'>).frozen;
    let out: Val = first;
    if (args.length === 1) return setOperation(vm, '|', asSet(vm, first), newSet(false), frozen) as Val;
    for (const other of args.slice(1)) out = setOperation(vm, op, asSet(vm, out), asSet(vm, other), frozen) as Val;
    return out;
  };
}

function setUpdate(op: string): Natives[string] {
  return (vm, args) => {
    const ref = setOf(vm, args[0] as Val);
    for (let i = 1; i < args.length; i++) {
      const via = viaList(vm, op === '|' ? 'set.update' : `set.${op}`, args, i);
      if (via !== null) return via;
      const made = vm.as(
        setOperation(vm, op, asSet(vm, ref), asSet(vm, args[i] as Val), false) as Val,
        'set',
      ) as ObjOf<'set'>;
      const before = (vm.as(ref, 'set') as ObjOf<'set'>).n;
      Object.assign(vm.edit(ref, 'set'), { ks: made.ks.slice(), vs: made.vs.slice(), ix: { ...made.ix }, n: made.n });
      vm.heap.grow(64 * Math.max(0, made.n - before));
    }
    return null;
  };
}

function setTest(
  test: (a: Readonly<ObjOf<'set'> | ObjOf<'dict'>>, b: Readonly<ObjOf<'set'> | ObjOf<'dict'>>) => boolean,
): Natives[string] {
  return (vm, args) => test(asSet(vm, args[0] as Val), asSet(vm, args[1] as Val));
}

const within = (a: { readonly ix: object }, b: Readonly<ObjOf<'set'> | ObjOf<'dict'>>): boolean =>
  Object.keys(a.ix).every((key) => findKey(b, key) >= 0);

const sets: Natives = {
  set: (vm, args, kw) => makeSet(vm, 'set', args, kw),
  frozenset: (vm, args, kw) => makeSet(vm, 'frozenset', args, kw),
  'set.add': (vm, args) => {
    putKey(vm.edit(setOf(vm, args[0] as Val), 'set'), hashKey(vm, args[1] as Val), args[1] as Val, null);
    vm.heap.grow(64);
    return null;
  },
  'set.discard': (vm, args) => {
    dropKey(vm.edit(setOf(vm, args[0] as Val), 'set'), hashKey(vm, args[1] as Val));
    return null;
  },
  'set.remove': (vm, args) => {
    if (!dropKey(vm.edit(setOf(vm, args[0] as Val), 'set'), hashKey(vm, args[1] as Val)))
      throw new PyError('KeyError', [args[1] as Val]);
    return null;
  },
  'set.pop': (vm, args) => {
    const ref = setOf(vm, args[0] as Val);
    const key = (vm.as(ref, 'set') as ObjOf<'set'>).ks.find((k) => k !== HOLE && !isHole(k));
    if (key === undefined) throw new PyError('KeyError', ['pop from an empty set']);
    dropKey(vm.edit(ref, 'set'), hashKey(vm, key));
    return key;
  },
  'set.clear': (vm, args) => {
    Object.assign(vm.edit(setOf(vm, args[0] as Val), 'set'), { ks: [], vs: [], ix: {}, n: 0 });
    return null;
  },
};

function forBoth(table: { readonly [name: string]: Natives[string] }): Natives {
  const out: { [name: string]: Natives[string] } = {};
  for (const [name, native] of Object.entries(table)) {
    out[`set.${name}`] = native;
    out[`frozenset.${name}`] = native;
  }
  return out;
}

const setAlgebra = forBoth({
  union: setMethod('|'),
  intersection: setMethod('&'),
  difference: setMethod('-'),
  symmetric_difference: setMethod('^'),
  copy: (vm, args) => (setMethod('|') as NonNullable<Natives[string]>)(vm, [args[0] as Val], null),
  issubset: setTest(within),
  issuperset: setTest((a, b) => within(b, a)),
  isdisjoint: setTest((a, b) => !Object.keys(a.ix).some((key) => findKey(b, key) >= 0)),
});

const setUpdates: Natives = {
  'set.update': setUpdate('|'),
  'set.intersection_update': setUpdate('&'),
  'set.difference_update': setUpdate('-'),
  'set.symmetric_difference_update': setUpdate('^'),
};

/** list, tuple, dict, set and frozenset. */
export const collectionNatives: Natives = { ...lists, ...dicts, ...sets, ...setAlgebra, ...setUpdates };
