/** Instructions: calls, functions, classes, generators, exceptions, imports, matching. */

import { HAS_DEFAULTS, HAS_KW_DEFAULTS } from '../lang/compile-func.ts';
import { attrNow, findAttr, getAttr, inClass, now, special } from './attr.ts';
import { makeException } from './call.ts';
import { PyError, PyRaise, raise, typeError } from './errors.ts';
import type { Frame } from './frame.ts';
import { hashKey } from './hash.ts';
import { emptyDict, findKey, type ObjOf, own, putKey } from './heap.ts';
import { DONE, finishIteration, getIter, next, resume, yieldValue } from './iter.ts';
import { BLOCK, type Keywords, TAIL } from './native.ts';
import { buildOps, callTail, deliver, type Op, operatorOps, variableOps } from './ops-basic.ts';
import { isException } from './repr.ts';
import { lengthOf } from './truth.ts';
import { className, isClass, isSubclass, typeName, typeOf } from './types.ts';
import { builtIn, HOLE, isRef, isTuple, type Ref, type Tuple, tuple, type Val } from './value.ts';
import type { Vm } from './vm.ts';

/** Calls `f`; operands above `base` are taken off when it does not have to be called again. */
function callOp(vm: Vm, f: Val, args: readonly Val[], kw: Keywords | null, base: number): unknown {
  const { st } = vm;
  const kept = st.slice(base);
  st.length = base;
  const out = vm.machine.call(vm, f, args, kw, 'push', null);
  if (out === TAIL) return undefined;
  if (out === BLOCK) {
    st.push(...kept);
    return BLOCK;
  }
  vm.st.push(out);
  return undefined;
}

function keywordMap(names: readonly Val[], values: readonly Val[]): Keywords {
  return new Map(names.map((name, i) => [name as string, values[i] as Val]));
}

function makeFunction(vm: Vm, arg: number): void {
  const flags = arg & 3;
  const { frame } = vm;
  const code = vm.codeOf(frame.u, arg >> 2);
  const kw: (readonly [string, Val])[] = [];
  if ((flags & HAS_KW_DEFAULTS) !== 0) {
    const d = vm.as(vm.st.pop() as Val, 'dict') as Readonly<ObjOf<'dict'>>;
    d.ks.forEach((key, i) => kw.push([key as string, d.vs[i] as Val]));
  }
  const defaults = (flags & HAS_DEFAULTS) !== 0 ? (vm.st.pop() as Tuple).v : [];
  const cells = code.free.map((name) => {
    const mine = vm.code.cells.indexOf(name);
    return frame.cells[mine >= 0 ? mine : vm.code.cells.length + vm.code.free.indexOf(name)] as number;
  });
  vm.st.push(
    vm.make({
      t: 'func',
      u: frame.u,
      c: arg >> 2,
      defaults,
      kw,
      cells,
      g: frame.g,
      name: code.name,
      qualname: code.qualname,
      doc: code.doc,
      d: 0,
      module: vm.lookup(frame.g, 's__name__') ?? null,
    }),
  );
}

/** Runs a class body in a dict of its own. */
function buildClass(vm: Vm): void {
  const keywords = vm.st.pop() as Ref;
  const bases = vm.st.pop() as Tuple;
  const name = vm.st.pop() as string;
  const body = vm.st.pop() as Ref;
  const f = vm.heap.get(body.i) as ObjOf<'func'>;
  const code = vm.codeOf(f.u, f.c);
  const l = vm.machine.prepareClass(vm, name, bases, keywords);
  vm.store(l, 's__module__', vm.lookup(f.g, 's__name__') ?? '__main__');
  vm.store(l, 's__qualname__', code.qualname);
  if (code.doc !== null) vm.store(l, 's__doc__', code.doc);
  const cells = code.cells.map(() => vm.heap.put({ t: 'cell', v: HOLE }));
  vm.pushFrame({
    u: f.u,
    c: f.c,
    ip: 0,
    st: [],
    v: [],
    cells: [...cells, ...f.cells],
    g: f.g,
    l,
    b: [],
    w: [],
    e: [],
    gen: 0,
    ret: 'class',
    keep: tuple([
      name,
      bases,
      keywords,
      code.cells.includes('__class__') ? (cells[code.cells.indexOf('__class__')] as number) : 0,
    ]),
  });
}

/** What becomes of a frame's result. */
function arrive(vm: Vm, done: Frame, value: Val): void {
  switch (done.ret) {
    case 'push':
    case 'next':
      vm.st.push(value);
      return;
    case 'init':
      if (value !== null) typeError(`__init__() should return None, not '${typeName(vm, value)}'`);
      vm.st.push(done.keep);
      return;
    case 'class':
      vm.machine.finishClass(vm, done);
      return;
    case 'import':
      vm.machine.finishImport(vm, done);
      return;
    case 'from':
      finishIteration(vm, value, 'from');
      return;
    default:
  }
}

function returnOp(vm: Vm): void {
  const value = vm.st.pop() as Val;
  const { gen } = vm.frame;
  if (gen === 0) {
    vm.leaveFrame(value, (_ret, done) => arrive(vm, done, value));
    return;
  }
  const o = vm.edit({ k: 'r', i: gen }, 'gen');
  o.state = 'done';
  o.f = null;
  if (vm.isLast) {
    vm.frames.pop();
    if (vm.frames.length > 0) vm.settle();
    throw new PyError('StopIteration', value === null ? [] : [value], [['value', value]]);
  }
  vm.leaveFrame(value, (ret) => finishIteration(vm, value, ret));
}

function yieldFrom(vm: Vm): unknown {
  const sent = vm.st.pop() as Val;
  const it = vm.st[vm.st.length - 1] as Val;
  if (vm.get(it)?.t === 'gen') {
    resume(vm, it as Ref, sent, 'from');
    return undefined;
  }
  const out = next(vm, it, 'stop');
  if (out === DONE) {
    vm.st.pop();
    vm.st.push(null);
    return undefined;
  }
  let value: Val;
  if (out === TAIL) {
    try {
      value = now(vm, TAIL);
    } catch (error) {
      if (!vm.machine.isRaised(vm, error, 'StopIteration')) throw error;
      vm.st.pop();
      vm.st.push(null);
      return undefined;
    }
  } else if (out === BLOCK) {
    vm.st.push(sent);
    return BLOCK;
  } else value = out as Val;
  vm.frame.ip -= 2;
  yieldValue(vm, value);
  return undefined;
}

const callOps: { readonly [name: string]: Op } = {
  CALL: (vm, n) => {
    const base = vm.st.length - n - 1;
    return callOp(vm, vm.st[base] as Val, n === 0 ? [] : vm.st.slice(base + 1), null, base);
  },
  CALL_KW: (vm, n) => {
    const names = (vm.st[vm.st.length - 1] as Tuple).v;
    const base = vm.st.length - n - 2;
    const all = vm.st.slice(base + 1, base + 1 + n);
    const positional = n - names.length;
    return callOp(vm, vm.st[base] as Val, all.slice(0, positional), keywordMap(names, all.slice(positional)), base);
  },
  CALL_EX: (vm) => {
    const base = vm.st.length - 3;
    const d = vm.as(vm.st[base + 2] as Val, 'dict') as Readonly<ObjOf<'dict'>>;
    const kw = new Map<string, Val>();
    d.ks.forEach((key, i) => {
      if (typeof key !== 'string') typeError('keywords must be strings');
      kw.set(key as string, d.vs[i] as Val);
    });
    return callOp(vm, vm.st[base] as Val, (vm.st[base + 1] as Tuple).v, kw.size === 0 ? null : kw, base);
  },
  MAKE_FUNC: makeFunction,
  RETURN: returnOp,
  YIELD: (vm) => yieldValue(vm, vm.st.pop() as Val),
  YIELD_FROM: yieldFrom,
  GET_YIELD_ITER: (vm) => deliver(vm, getIter(vm, vm.st.pop() as Val)),
  GET_AWAITABLE: (vm) => {
    const v = vm.st.pop() as Val;
    if (vm.as(v, 'gen') !== null) {
      vm.st.push(v);
      return undefined;
    }
    const method = special(vm, v, '__await__');
    if (method === undefined) typeError(`object ${typeName(vm, v)} can't be used in 'await' expression`);
    return deliver(vm, vm.tailCall(method as Val, [v]));
  },
  BUILD_CLASS: buildClass,
};

function matches(vm: Vm, value: Val, type: Val): boolean {
  if (isTuple(type)) return type.v.some((t) => matches(vm, value, t));
  if (!isClass(vm, type) || !isException(vm, type))
    typeError('catching classes that do not inherit from BaseException is not allowed');
  return isSubclass(vm, typeOf(vm, value), type);
}

/** The exception that `raise x` raises. */
function exceptionOf(vm: Vm, v: Val): Val {
  if (isClass(vm, v)) {
    if (!isException(vm, v)) return typeError('exceptions must derive from BaseException');
    return isRef(v) ? vm.call(v, []) : makeException(vm, v, []);
  }
  if (vm.get(v)?.t !== 'inst' || !isException(vm, typeOf(vm, v)))
    return typeError('exceptions must derive from BaseException');
  return v;
}

function raiseOp(vm: Vm, n: number): never {
  if (n === 0) {
    const handled = vm.handling();
    if (handled === null) raise('RuntimeError', 'No active exception to reraise');
    throw new PyRaise(handled, true);
  }
  const cause = n === 2 ? (vm.st.pop() as Val) : null;
  const value = exceptionOf(vm, vm.st.pop() as Val);
  if (n === 2) {
    const inst = vm.edit(value, 'inst');
    inst.cause = cause === null ? null : exceptionOf(vm, cause);
    inst.quiet = true;
  }
  throw new PyRaise(value);
}

function popHandled(vm: Vm, n: number): void {
  const e = own(vm.frame.e);
  e.length = Math.max(0, e.length - n);
  vm.frame.e = e;
}

const exceptionOps: { readonly [name: string]: Op } = {
  SETUP_EXC: (vm, a) => {
    const { frame } = vm;
    frame.b = [...frame.b, a, vm.st.length, frame.w.length, frame.e.length];
  },
  POP_BLOCK: (vm) => {
    vm.frame.b = vm.frame.b.slice(0, -4);
  },
  EXC_MATCH: (vm, a) => {
    const type = vm.st.pop() as Val;
    if (!matches(vm, vm.st[vm.st.length - 1] as Val, type)) vm.frame.ip = a;
  },
  POP_EXC: (vm) => popHandled(vm, 1),
  RERAISE: (vm, n) => {
    const value = vm.st.pop() as Val;
    popHandled(vm, n === 0 ? 1 : n);
    throw new PyRaise(value, true);
  },
  RAISE: raiseOp,
  WITH_ENTER: (vm, isAsync) => {
    const manager = vm.st.pop() as Val;
    const [enterName, exitName] = isAsync === 1 ? ['__aenter__', '__aexit__'] : ['__enter__', '__exit__'];
    const enter = findAttr(vm, manager, `s${enterName}`);
    if (enter === undefined)
      typeError(
        `'${typeName(vm, manager)}' object does not support the ${isAsync === 1 ? 'asynchronous ' : ''}context manager protocol`,
      );
    const entering = now(vm, enter as Val);
    const exit = attrNow(vm, manager, exitName as string);
    vm.frame.w = [...vm.frame.w, exit];
    return deliver(vm, vm.tailCall(entering, []));
  },
  WITH_EXIT: (vm) => {
    const exit = vm.frame.w[vm.frame.w.length - 1] as Val;
    vm.frame.w = vm.frame.w.slice(0, -1);
    return deliver(vm, vm.tailCall(exit, [null, null, null]));
  },
  WITH_EXC: (vm) => {
    const exit = vm.frame.w[vm.frame.w.length - 1] as Val;
    vm.frame.w = vm.frame.w.slice(0, -1);
    const value = vm.st[vm.st.length - 1] as Val;
    return deliver(vm, vm.tailCall(exit, [typeOf(vm, value), value, vm.native('traceback', [value])]));
  },
  LOAD_ASSERT: (vm) => {
    vm.st.push(builtIn('AssertionError'));
  },
};

const importOps: { readonly [name: string]: Op } = {
  IMPORT: (vm, a) => {
    const level = vm.st.pop() as number;
    const mode = vm.st.pop() as Val;
    const out = vm.machine.importName(vm, (vm.code.names[a] as string).slice(1), level, mode);
    if (out === TAIL) {
      // the module's own text runs first; then the same instruction again
      vm.st.push(mode, level);
      vm.frame.ip -= 2;
      callFrame(vm);
      return;
    }
    vm.st.push(out as Val);
  },
  IMPORT_FROM: (vm, a) => {
    const module = vm.st[vm.st.length - 1] as Val;
    const key = vm.code.names[a] as string;
    const found = findAttr(vm, module, key);
    if (found !== undefined) {
      vm.st.push(now(vm, found));
      return;
    }
    const sub = vm.machine.submodule(vm, module, key.slice(1));
    if (sub === TAIL) {
      vm.frame.ip -= 2;
      callFrame(vm);
      return;
    }
    if (sub !== null) {
      vm.st.push(sub as Val);
      return;
    }
    const o = vm.get(module) as Readonly<ObjOf<'module'>>;
    const file = vm.lookup(o.d, 's__file__');
    throw new PyError(
      'ImportError',
      [
        `cannot import name '${key.slice(1)}' from '${o.name}' (${typeof file === 'string' ? file : 'unknown location'})`,
      ],
      [
        ['name', o.name],
        ['name_from', key.slice(1)],
      ],
    );
  },
  IMPORT_STAR: (vm) => {
    const module = vm.st.pop() as Val;
    const o = vm.get(module) as Readonly<ObjOf<'module'>>;
    const all = vm.lookup(o.d, 's__all__');
    const names =
      all !== undefined
        ? (vm.machine.elements(vm, all) as string[])
        : vm.machine.namesOf(vm, module).filter((name) => !name.startsWith('_'));
    for (const name of names) vm.store(vm.frame.l, `s${name}`, now(vm, getAttr(vm, module, `s${name}`)));
  },
  PRINT_EXPR: (vm) => {
    const v = vm.st.pop() as Val;
    if (v === null) return;
    vm.store(vm.frame.g, 's_', v);
    vm.machine.print(vm, `${vm.machine.repr(vm, v)}\n`);
  },
};

function callFrame(vm: Vm): void {
  if (vm.tail !== null) callTail(vm);
}

const matchOps: { readonly [name: string]: Op } = {
  MATCH_SEQ: (vm, a) => {
    const v = vm.st[vm.st.length - 1] as Val;
    const o = vm.get(v);
    const ok =
      (isTuple(v) ||
        o?.t === 'list' ||
        (typeof v === 'object' && v !== null && v.k === 'g') ||
        (o?.t === 'inst' && (vm.machine.carries(vm, o.c, 'list') || vm.machine.carries(vm, o.c, 'tuple')))) &&
      (a % 2 === 1 ? lengthOf(vm, v) >= a >> 1 : lengthOf(vm, v) === a >> 1);
    if (!ok) vm.st.pop();
    vm.st.push(ok);
  },
  MATCH_MAP: (vm, rest) => {
    const keys = (vm.st.pop() as Tuple).v;
    const d = vm.as(vm.st.pop() as Val, 'dict');
    const hashes = keys.map((key) => hashKey(vm, key));
    if (d === null || hashes.some((hash) => findKey(d, hash) < 0)) {
      vm.st.push(false);
      return;
    }
    const values = hashes.map((hash) => d.vs[findKey(d, hash)] as Val);
    if (rest === 1) {
      const left = emptyDict();
      for (const key of Object.keys(d.ix))
        if (!hashes.includes(key))
          putKey(left, key, d.ks[d.ix[key] as number] as Val, d.vs[d.ix[key] as number] as Val);
      values.push(vm.make(left));
    }
    vm.st.push(tuple(values), true);
  },
  MATCH_CLASS: (vm, n) => {
    const names = (vm.st.pop() as Tuple).v as readonly string[];
    const type = vm.st.pop() as Val;
    const subject = vm.st.pop() as Val;
    if (!isClass(vm, type)) typeError('called match pattern must be a class');
    const values = isSubclass(vm, typeOf(vm, subject), type) ? classParts(vm, subject, type, n, names) : null;
    if (values === null) vm.st.push(false);
    else vm.st.push(tuple(values), true);
  },
};

function classParts(vm: Vm, subject: Val, type: Val, n: number, names: readonly string[]): readonly Val[] | null {
  const out: Val[] = [];
  const self =
    !isRef(type) &&
    ['bool', 'bytearray', 'bytes', 'dict', 'float', 'frozenset', 'int', 'list', 'set', 'str', 'tuple'].includes(
      (type as { readonly v: string }).v,
    );
  if (self && n === 1) out.push(subject);
  else if (n > 0) {
    const args = inClass(vm, type, 's__match_args__');
    const list = args !== undefined && isTuple(args) ? args.v : [];
    if (list.length < n)
      typeError(
        `${className(vm, type)}() accepts ${list.length} positional sub-pattern${list.length === 1 ? '' : 's'} (${n} given)`,
      );
    for (let i = 0; i < n; i++) {
      const found = findAttr(vm, subject, `s${list[i] as string}`);
      if (found === undefined) return null;
      out.push(now(vm, found));
    }
  }
  for (const name of names) {
    const found = findAttr(vm, subject, `s${name}`);
    if (found === undefined) return null;
    out.push(now(vm, found));
  }
  return out;
}

/** Every instruction by name. */
export const OPS: { readonly [name: string]: Op } = {
  ...variableOps,
  ...operatorOps,
  ...buildOps,
  ...callOps,
  ...exceptionOps,
  ...importOps,
  ...matchOps,
};

/** An exception leaves a frame: its generator ends, and StopIteration may not leave one. */
export function abandoned(vm: Vm, frame: Frame, value: Val): void {
  if (frame.gen === 0) return;
  const o = vm.edit({ k: 'r', i: frame.gen }, 'gen');
  o.state = 'done';
  o.f = null;
  if (!isSubclass(vm, typeOf(vm, value), builtIn('StopIteration'))) return;
  const error = makeException(vm, builtIn('RuntimeError'), [`${o.kind} raised StopIteration`]);
  const inst = vm.edit(error, 'inst');
  inst.cause = value;
  inst.context = value;
  inst.quiet = true;
  inst.tb = (vm.get(value) as ObjOf<'inst'>).tb;
  vm.replacement = error;
}

/** A `__next__` has raised StopIteration: the loop that asked for a value ends. */
export function iterationEnded(vm: Vm): void {
  vm.st.pop();
  vm.frame.ip = vm.code.ops[vm.frame.ip - 1] as number;
}
