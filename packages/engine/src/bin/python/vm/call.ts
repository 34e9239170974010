/** Calling: functions, methods, classes, anything with `__call__`. */
import { bindArguments } from './arguments.ts';
import { inClass } from './attr.ts';
import { PyError, typeError } from './errors.ts';
import type { Frame, Return } from './frame.ts';
import type { ObjOf } from './heap.ts';
import { BLOCK, type Keywords, type Outcome, TAIL } from './native.ts';
import { builtInMro, className, isTypeName, mroOf, typeName, typeOf } from './types.ts';
import { type BuiltIn, EMPTY_TUPLE, HOLE, isRef, type Ref, tuple, type Val } from './value.ts';
import type { Vm } from './vm.ts';

/** A frame that is about to run function `f`. */
export function functionFrame(
  vm: Vm,
  f: Readonly<ObjOf<'func'>>,
  args: readonly Val[],
  kw: Keywords | null,
  ret: Return,
  keep: Val,
): Frame {
  const code = vm.codeOf(f.u, f.c);
  const v = bindArguments(vm, f, code, args, kw);
  return {
    u: f.u,
    c: f.c,
    ip: 0,
    st: [],
    v,
    cells: makeCells(vm, code.cellParams, v, f.cells),
    g: f.g,
    l: 0,
    b: [],
    w: [],
    e: [],
    gen: 0,
    ret,
    keep,
  };
}

/** New cells for the code's own variables, and those from outside behind them. */
function makeCells(
  vm: Vm,
  params: readonly number[],
  v: readonly Val[],
  outside: readonly number[],
): readonly number[] {
  if (params.length === 0) return outside;
  const cells = params.map((param) => vm.heap.put({ t: 'cell', v: param >= 0 ? (v[param] as Val) : HOLE }));
  return outside.length === 0 ? cells : [...cells, ...outside];
}

function callFunction(
  vm: Vm,
  o: Readonly<ObjOf<'func'>>,
  args: readonly Val[],
  kw: Keywords | null,
  ret: Return,
  keep: Val,
): Outcome {
  const frame = functionFrame(vm, o, args, kw, ret, keep);
  const code = vm.codeOf(o.u, o.c);
  if (code.generator || code.coroutine)
    return vm.make({
      t: 'gen',
      f: { ...frame, ret: 'push', keep: null },
      state: 'new',
      name: o.qualname,
      kind: code.coroutine ? 'coroutine' : 'generator',
    });
  vm.pushFrame(frame);
  return TAIL;
}

/** See Machine.call. */
export function call(vm: Vm, f: Val, args: readonly Val[], kw: Keywords | null, ret: Return, keep: Val): Outcome {
  if (typeof f === 'object' && f !== null) {
    if (f.k === 'm') return call(vm, f.f, [f.s, ...args], kw, ret, keep);
    if (f.k === 'x') return callNative(vm, f, args, kw, ret, keep);
    if (f.k === 'r') {
      const o = vm.heap.get(f.i);
      switch (o.t) {
        case 'func':
          return callFunction(vm, o, args, kw, ret, keep);
        case 'class':
          return construct(vm, f, o, args, kw, ret);
        case 'static':
          return call(vm, o.f, args, kw, ret, keep);
        default: {
          const method = inClass(vm, typeOf(vm, f), 's__call__');
          if (method !== undefined) return call(vm, method, [f, ...args], kw, ret, keep);
        }
      }
    }
  }
  return typeError(`'${typeName(vm, f)}' object is not callable`);
}

function callNative(vm: Vm, f: BuiltIn, args: readonly Val[], kw: Keywords | null, ret: Return, keep: Val): Outcome {
  const native = vm.machine.native(f.v);
  if (native === undefined) {
    if (vm.isExceptionName(f.v)) return makeException(vm, f, args, kw);
    return typeError(
      isTypeName(f.v) ? `cannot create '${f.v}' instances` : `'${typeName(vm, f)}' object is not callable`,
    );
  }
  const out = native(vm, args, kw !== null && kw.size === 0 ? null : kw);
  if (out !== TAIL) return out;
  const tail = vm.tail as NonNullable<Vm['tail']>;
  vm.tail = null;
  // a call left to the machine gives this call's result, unless it says what becomes of it
  const own = tail.ret === 'push';
  return call(
    vm,
    tail.f,
    tail.args,
    tail.kw,
    own ? ret : ret === 'stop' && tail.ret === 'drop' ? 'stop' : tail.ret,
    own ? keep : tail.keep,
  );
}

/** A new exception of class `type`. */
export function makeException(vm: Vm, type: Val, args: readonly Val[], kw: Keywords | null = null): Ref {
  const name = builtInBase(vm, type);
  const made = vm.make({ t: 'inst', c: type, d: 0, p: tuple(args), tb: [], cause: null, context: null, quiet: false });
  if (kw !== null && kw.size > 0 && name !== 'ImportError' && name !== 'AttributeError' && name !== 'NameError')
    typeError(`${className(vm, type)}() takes no keyword arguments`);
  const attrs: [string, Val][] = [];
  if (builtInMro(name).some((c) => c.v === 'OSError') && args.length >= 2)
    attrs.push(['errno', args[0] as Val], ['strerror', args[1] as Val], ['filename', args[2] ?? null]);
  if (builtInMro(name).some((c) => c.v === 'OSError') && args.length === 3)
    vm.edit(made, 'inst').p = tuple(args.slice(0, 2));
  if (name === 'SystemExit')
    attrs.push(['code', args.length === 0 ? null : args.length === 1 ? (args[0] as Val) : tuple(args)]);
  if (name === 'StopIteration') attrs.push(['value', args[0] ?? null]);
  if (kw !== null) for (const [key, value] of kw) attrs.push([key, value]);
  if (attrs.length > 0) {
    const d = vm.newDict();
    for (const [key, value] of attrs) vm.store(d, `s${key}`, value);
    vm.edit(made, 'inst').d = d;
  }
  return made;
}

/** Name of the first built-in class in a class's line. */
export function builtInBase(vm: Vm, type: Val): string {
  for (const c of mroOf(vm, type)) if (!isRef(c)) return (c as BuiltIn).v;
  return 'object';
}

/** Built-in types whose instances carry a value of theirs when a class inherits from them. */
const PAYLOAD = new Set(['int', 'float', 'str', 'bytes', 'bytearray', 'list', 'tuple', 'dict', 'set', 'frozenset']);

function construct(
  vm: Vm,
  f: Ref,
  o: Readonly<ObjOf<'class'>>,
  args: readonly Val[],
  kw: Keywords | null,
  ret: Return,
): Outcome {
  if (o.meta !== null) {
    const hook = inClass(vm, o.meta, 's__call__');
    if (hook !== undefined && isRef(hook)) return call(vm, hook, [f, ...args], kw, ret, null);
  }
  return instantiate(vm, f, args, kw, ret);
}

/** type.__call__: makes an instance and initialises it. */
export function instantiate(vm: Vm, f: Ref, args: readonly Val[], kw: Keywords | null, ret: Return): Outcome {
  const maker = inClass(vm, f, 's__new__');
  if (maker !== undefined && isRef(maker)) {
    const inner = vm.as(maker, 'static');
    const made = vm.call(inner === null ? maker : inner.f, [f, ...args], kw);
    if (!isRef(made) || !mroOf(vm, typeOf(vm, made)).some((c) => isRef(c) && c.i === f.i)) return made;
    return initialise(vm, f, made, args, kw, ret);
  }
  return initialise(vm, f, allocate(vm, f, args, kw), args, kw, ret);
}

/** object.__new__ and its like: a fresh instance of class `f`. */
export function allocate(vm: Vm, f: Ref, args: readonly Val[], kw: Keywords | null): Ref {
  const base = builtInBase(vm, f);
  if (vm.isExceptionName(base)) return makeException(vm, f, args, null);
  if (base === 'type') return typeError('metaclasses are called with a name, bases and a dict');
  let payload: Val = EMPTY_TUPLE;
  if (PAYLOAD.has(base)) {
    const own = inClass(vm, f, 's__init__');
    const mutable = base === 'list' || base === 'dict' || base === 'set' || base === 'bytearray';
    const made = (vm.machine.native(base) as NonNullable<ReturnType<Vm['machine']['native']>>)(
      vm,
      mutable && own !== undefined && isRef(own) ? [] : args,
      mutable && own !== undefined && isRef(own) ? null : kw,
    );
    if (made === TAIL || made === BLOCK) typeError(`a ${base} cannot be made from this`);
    else payload = made;
  }
  return vm.make({ t: 'inst', c: f, d: vm.newDict(), p: payload, tb: [], cause: null, context: null, quiet: false });
}

function initialise(vm: Vm, f: Ref, made: Ref, args: readonly Val[], kw: Keywords | null, ret: Return): Outcome {
  const init = inClass(vm, f, 's__init__');
  if (init !== undefined && isRef(init)) {
    const out = call(vm, init, [made, ...args], kw, ret === 'push' || ret === 'stop' ? 'init' : ret, made);
    return out === TAIL || out === BLOCK ? out : made;
  }
  const base = builtInBase(vm, f);
  if (base === 'object' && (args.length > 0 || (kw !== null && kw.size > 0))) {
    const maker = inClass(vm, f, 's__new__');
    if (maker === undefined || !isRef(maker))
      throw new PyError('TypeError', [`${className(vm, f)}() takes no arguments`]);
  }
  return made;
}
