/** Iteration: iterators as data, generators as kept frames. */
import { ownSpecial } from './attr.ts';
import { unwrap } from './compare.ts';
import { PyError, raise, typeError } from './errors.ts';
import type { Frame, Return } from './frame.ts';
import type { ObjOf } from './heap.ts';
import { item } from './item.ts';
import { BLOCK, type Outcome, TAIL } from './native.ts';
import { lengthOf } from './truth.ts';
import { isSubclass, typeName, typeOf } from './types.ts';
import { builtIn, isHole, type Ref, tuple, type Val } from './value.ts';
import type { Vm } from './vm.ts';

/** Returned when an iterator has nothing more. */
export const DONE = Symbol('done');
export type Next = Outcome | typeof DONE;

function iterator(vm: Vm, kind: string, src: Val, more: Val = null): Ref {
  return vm.make({ t: 'iter', kind, src, i: 0, more });
}

const VIEWS: { readonly [kind: string]: string } = { dict_keys: 'keys', dict_values: 'values', dict_items: 'items' };

/** An iterator over a value of a built-in type; null for what is none. */
export function nativeIter(vm: Vm, v: Val): Val | null {
  if (typeof v === 'string') return iterator(vm, 'str', v);
  if (typeof v !== 'object' || v === null) return null;
  switch (v.k) {
    case 't':
      return iterator(vm, 'tuple', v);
    case 'g':
      return iterator(vm, 'range', v);
    case 'b':
      return iterator(vm, 'bytes', v);
    case 'S':
      return iterator(vm, 'str', v.v.repeat(v.n));
    case 'r': {
      const o = vm.heap.get(v.i);
      switch (o.t) {
        case 'list':
          return iterator(vm, 'list', v);
        case 'dict':
          return iterator(vm, 'keys', v, o.n);
        case 'set':
          return iterator(vm, 'set', v, o.n);
        case 'bytearray':
          return iterator(vm, 'bytes', v);
        case 'iter':
        case 'gen':
          return v;
        case 'native': {
          const view = VIEWS[o.kind];
          if (view !== undefined) return iterator(vm, view, o.v[0] as Val, lengthOf(vm, o.v[0] as Val));
          return vm.machine.nativeIter(vm, v);
        }
        default:
          return null;
      }
    }
    default:
      return null;
  }
}

/** iter(v). TAIL: an `__iter__` written in Python gives it. */
export function getIter(vm: Vm, v: Val): Outcome {
  const method = ownSpecial(vm, v, '__iter__');
  if (method !== undefined && method !== null) return vm.tailCall(method, [v]);
  const made = nativeIter(vm, unwrap(vm, v));
  if (made !== null) return made;
  if (ownSpecial(vm, v, '__getitem__') !== undefined) return iterator(vm, 'seq', v);
  return typeError(`'${typeName(vm, v)}' object is not iterable`);
}

/** Can everything be had from it without running Python code or waiting? */
export function isNative(vm: Vm, v: Val): boolean {
  if (ownSpecial(vm, v, '__iter__') !== undefined) return false;
  const x = unwrap(vm, v);
  if (typeof x === 'string') return true;
  if (typeof x !== 'object' || x === null) return false;
  if (x.k !== 'r') return x.k === 't' || x.k === 'g' || x.k === 'b' || x.k === 'S';
  const o = vm.heap.get(x.i);
  switch (o.t) {
    case 'list':
    case 'dict':
    case 'set':
    case 'bytearray':
      return true;
    case 'native':
      return VIEWS[o.kind] !== undefined || o.kind === 'environ';
    case 'iter':
      return o.kind === 'map' || o.kind === 'filter' || o.kind === 'call' || o.kind === 'seq' || o.kind === 'native'
        ? false
        : o.kind === 'enumerate'
          ? isNative(vm, o.src)
          : o.kind === 'zip'
            ? (o.src as { readonly v: readonly Val[] }).v.every((x2) => isNative(vm, x2))
            : true;
    default:
      return false;
  }
}

function step(vm: Vm, it: Ref, by = 1): void {
  const o = vm.edit(it, 'iter');
  o.i += by;
}

function dictStep(vm: Vm, it: Ref, o: Readonly<ObjOf<'iter'>>): Next {
  const d = vm.get(o.src) as Readonly<ObjOf<'dict'> | ObjOf<'set'>>;
  if (d.n !== o.more)
    return raise(
      'RuntimeError',
      d.t === 'set' ? 'Set changed size during iteration' : 'dictionary changed size during iteration',
    );
  let { i } = o;
  while (i < d.ks.length && isHole(d.ks[i] as Val)) i++;
  if (i >= d.ks.length) return DONE;
  vm.edit(it, 'iter').i = i + 1;
  const key = d.ks[i] as Val;
  return o.kind === 'values' ? (d.vs[i] as Val) : o.kind === 'items' ? tuple([key, d.vs[i] as Val]) : key;
}

function stringStep(vm: Vm, it: Ref, text: string, i: number): Next {
  if (i >= text.length) return DONE;
  const c = text.charCodeAt(i);
  const n = c >= 0xd800 && c < 0xdc00 && i + 1 < text.length ? 2 : 1;
  step(vm, it, n);
  return text.slice(i, i + n);
}

function iterStep(vm: Vm, it: Ref, o: Readonly<ObjOf<'iter'>>): Next {
  const { src, i } = o;
  switch (o.kind) {
    case 'list': {
      const list = vm.get(src) as Readonly<ObjOf<'list'>>;
      if (i >= list.items.length * list.rep) return DONE;
      step(vm, it);
      return list.items[i % list.items.length] as Val;
    }
    case 'tuple': {
      const found = (src as { readonly v: readonly Val[] }).v[i];
      if (found === undefined) return DONE;
      step(vm, it);
      return found;
    }
    case 'range': {
      const r = src as { readonly a: number; readonly b: number; readonly c: number };
      const at = r.a + i * r.c;
      if (r.c > 0 ? at >= r.b : at <= r.b) return DONE;
      step(vm, it);
      return at;
    }
    case 'str':
      return stringStep(vm, it, src as string, i);
    case 'keys':
    case 'values':
    case 'items':
    case 'set':
      return dictStep(vm, it, o);
    case 'bytes': {
      if (i >= lengthOf(vm, src)) return DONE;
      step(vm, it);
      return item(vm, src, i);
    }
    default:
      return compoundStep(vm, it, o);
  }
}

function compoundStep(vm: Vm, it: Ref, o: Readonly<ObjOf<'iter'>>): Next {
  const { src, i } = o;
  switch (o.kind) {
    case 'enumerate': {
      const value = nextNow(vm, src);
      if (value === DONE) return DONE;
      step(vm, it);
      return tuple([i + (o.more as number), value]);
    }
    case 'zip': {
      const values: Val[] = [];
      const sources = (src as { readonly v: readonly Val[] }).v;
      for (let k = 0; k < sources.length; k++) {
        const value = nextNow(vm, sources[k] as Val);
        if (value === DONE) {
          if (o.more === true && k > 0)
            throw new PyError('ValueError', [
              `zip() argument ${k + 1} is shorter than argument${k === 1 ? ' 1' : `s 1-${k}`}`,
            ]);
          if (o.more === true)
            for (let j = 1; j < sources.length; j++)
              if (nextNow(vm, sources[j] as Val) !== DONE)
                throw new PyError('ValueError', [
                  `zip() argument ${j + 1} is longer than argument${j === 1 ? ' 1' : `s 1-${j}`}`,
                ]);
          return DONE;
        }
        values.push(value);
      }
      return sources.length === 0 ? DONE : tuple(values);
    }
    case 'reversed': {
      const n = o.more as number;
      if (i >= n) return DONE;
      step(vm, it);
      return item(vm, src, n - 1 - i);
    }
    case 'call': {
      const value = vm.call(src, []);
      return vm.machine.equal(vm, value, o.more) ? DONE : value;
    }
    case 'seq':
      try {
        step(vm, it);
        return item(vm, src, i);
      } catch (error) {
        if (vm.machine.isRaised(vm, error, 'IndexError')) return DONE;
        throw error;
      }
    default:
      return vm.machine.nativeNext(vm, it) as Next;
  }
}

/** The next element of an iterator. TAIL: a call gives it, or ends the iteration by StopIteration. */
export function next(vm: Vm, it: Val, ret: Return): Next {
  const o = vm.get(it);
  if (o?.t === 'iter') return iterStep(vm, it as Ref, o);
  if (o?.t === 'gen') {
    resume(vm, it as Ref, null, ret);
    return TAIL;
  }
  if (o?.t === 'native') return vm.machine.nativeNext(vm, it as Ref) as Next;
  const method = ownSpecial(vm, it, '__next__');
  if (method === undefined) return typeError(`'${typeName(vm, it)}' object is not an iterator`);
  return vm.tailCall(method, [it], null, ret);
}

/** The next element, from inside a native function. */
export function nextNow(vm: Vm, it: Val): Val | typeof DONE {
  const o = vm.get(it);
  try {
    if (o?.t === 'gen') {
      if (o.state === 'done') return DONE;
      resume(vm, it as Ref, null, 'stop');
      return vm.runNested();
    }
    const out = next(vm, it, 'stop');
    if (out === TAIL) {
      const { f, args } = vm.tail as NonNullable<Vm['tail']>;
      return vm.call(f, args);
    }
    if (out === BLOCK)
      return raise('RuntimeError', 'waiting inside a function that the interpreter itself calls is not simulated');
    return out as Val | typeof DONE;
  } catch (error) {
    if (vm.machine.isRaised(vm, error, 'StopIteration')) return DONE;
    throw error;
  }
}

/** Puts a generator's frame on the stack again, with `value` as what its `yield` gives. */
export function resume(vm: Vm, gen: Ref, value: Val, ret: Return): void {
  const o = vm.heap.get(gen.i) as ObjOf<'gen'>;
  if (o.state === 'running') raise('ValueError', `${o.kind} already executing`);
  if (o.state === 'done' || o.f === null) {
    if (o.kind === 'coroutine') raise('RuntimeError', 'cannot reuse already awaited coroutine');
    finishIteration(vm, null, ret);
    return;
  }
  if (o.state === 'new' && value !== null) typeError(`can't send non-None value to a just-started ${o.kind}`);
  const frame: Frame = { ...o.f, gen: gen.i, ret };
  const kept = vm.edit(gen, 'gen');
  kept.f = null;
  const fresh = kept.state === 'new';
  kept.state = 'running';
  vm.pushFrame(frame);
  if (!fresh) vm.push(value);
}

/** A generator that has returned: what that means for whoever asked it for a value. */
export function finishIteration(vm: Vm, value: Val, ret: Return): void {
  if (ret === 'next') vm.machine.iterationEnded(vm);
  else if (ret === 'from') {
    // the generator itself lies under the result
    vm.pop();
    vm.push(value);
  } else throw new PyError('StopIteration', value === null ? [] : [value], [['value', value]]);
}

/** The frame on top yields `value`: it is kept in its generator, and the value goes to whoever asked. */
export function yieldValue(vm: Vm, value: Val): void {
  const { frame } = vm;
  const gen = vm.edit({ k: 'r', i: frame.gen }, 'gen');
  gen.f = frame;
  gen.state = 'waiting';
  vm.leaveFrame(value, (ret) => {
    if (ret !== 'from') {
      vm.push(value);
      return;
    }
    // the delegating generator hands it on, and does the same instruction again when it is resumed
    vm.frame.ip -= 2;
    yieldValue(vm, value);
  });
}

/** Is the exception a StopIteration? */
export function isStop(vm: Vm, value: Val): boolean {
  return isSubclass(vm, typeOf(vm, value), builtIn('StopIteration'));
}
