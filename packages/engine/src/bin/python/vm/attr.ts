/** Attributes: finding, setting and deleting them (Objects/object.c, typeobject.c). */
import { PyError, typeError } from './errors.ts';
import { dropKey, type ObjOf } from './heap.ts';
import { BLOCK, type Keywords, type Outcome, TAIL } from './native.ts';
import { className, isClass, isTypeName, mroOf, sameClass, typeName, typeOf } from './types.ts';
import { type BuiltIn, builtIn, isRef, type Ref, type Val } from './value.ts';
import type { Vm } from './vm.ts';

/** Value of `key` (`s` and the name) in a class or one above it, from number `from` of its line on. */
export function inClass(vm: Vm, type: Val, key: string, from = 0): Val | undefined {
  const mro = mroOf(vm, type);
  for (let i = from; i < mro.length; i++) {
    const c = mro[i] as Val;
    if (isRef(c)) {
      const found = vm.lookup((vm.heap.get(c.i) as ObjOf<'class'>).d, key);
      if (found !== undefined) return found;
    } else {
      const found = vm.machine.method((c as BuiltIn).v, key.slice(1));
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** A special method of a value's type: found in the type, never in the value itself. */
export function special(vm: Vm, v: Val, name: string): Val | undefined {
  return inClass(vm, typeOf(vm, v), `s${name}`);
}

/** The same, only when a class written in Python has it. */
export function ownSpecial(vm: Vm, v: Val, name: string): Val | undefined {
  if (!isRef(v)) return undefined;
  const o = vm.heap.get(v.i);
  const type = o.t === 'inst' ? o.c : o.t === 'class' ? o.meta : null;
  if (type === null || !isRef(type)) return undefined;
  for (const c of mroOf(vm, type)) {
    if (!isRef(c)) return undefined;
    const found = vm.lookup((vm.heap.get(c.i) as ObjOf<'class'>).d, `s${name}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What an attribute found in a class is for the instance `self` of class `type`. TAIL: a getter has been called. */
function bind(vm: Vm, found: Val, self: Val, type: Val): Outcome {
  if (!isRef(found))
    return typeof found === 'object' && found !== null && found.k === 'x' && !isTypeName(found.v) && self !== undefined
      ? { k: 'm', f: found, s: self }
      : found;
  const o = vm.heap.get(found.i);
  switch (o.t) {
    case 'func':
      return { k: 'm', f: found, s: self };
    case 'prop':
      if (o.get === null) throw new PyError('AttributeError', ['property has no getter']);
      return vm.tailCall(o.get, [self]);
    case 'static':
      return o.f;
    case 'classmethod':
      return { k: 'm', f: o.f, s: type };
    case 'inst': {
      const get = isRef(o.c) ? inClass(vm, o.c, 's__get__') : undefined;
      return get === undefined ? found : vm.tailCall(get, [found, self, type]);
    }
    default:
      return found;
  }
}

/** Is it a descriptor that goes before the instance's own attributes? */
function isData(vm: Vm, found: Val): boolean {
  if (!isRef(found)) return false;
  const o = vm.heap.get(found.i);
  return o.t === 'prop' || (o.t === 'inst' && isRef(o.c) && inClass(vm, o.c, 's__set__') !== undefined);
}

function missing(vm: Vm, v: Val, name: string): never {
  const attrs = [
    ['name', name],
    ['obj', v],
  ] as const;
  const o = vm.get(v);
  if (o?.t === 'module') throw new PyError('AttributeError', [`module '${o.name}' has no attribute '${name}'`], attrs);
  if (isClass(vm, v))
    throw new PyError('AttributeError', [`type object '${className(vm, v)}' has no attribute '${name}'`], attrs);
  throw new PyError('AttributeError', [`'${typeName(vm, v)}' object has no attribute '${name}'`], attrs);
}

/** An attribute, undefined when there is none. TAIL: a call gives it. `key` is `s` and the name. */
export function findAttr(vm: Vm, v: Val, key: string): Outcome | undefined {
  const name = key.slice(1);
  const o = vm.get(v);
  if (o !== null) {
    if (o.t === 'inst') return instanceAttr(vm, v as Ref, o, key, name);
    if (o.t === 'class') return classAttr(vm, v as Ref, o, key, name);
    if (o.t === 'module') return vm.lookup(o.d, key) ?? vm.machine.moduleAttr(vm, v as Ref, name);
    if (o.t === 'super') return superAttr(vm, o, key);
    if (o.t === 'func' && o.d !== 0) {
      const own = vm.lookup(o.d, key);
      if (own !== undefined) return own;
    }
  }
  const given = vm.machine.special(vm, v, name);
  if (given !== undefined) return given;
  if (o === null && isClass(vm, v)) {
    const found = inClass(vm, v, key);
    return found ?? metaAttr(vm, v, builtIn('type'), key);
  }
  const found = inClass(vm, typeOf(vm, v), key);
  return found === undefined ? undefined : bind(vm, found, v, typeOf(vm, v));
}

function instanceAttr(vm: Vm, v: Ref, o: Readonly<ObjOf<'inst'>>, key: string, name: string): Outcome | undefined {
  const found = inClass(vm, o.c, key);
  if (found !== undefined && isData(vm, found)) return bind(vm, found, v, o.c);
  if (o.d !== 0) {
    const own = vm.lookup(o.d, key);
    if (own !== undefined) return own;
  }
  if (found !== undefined) return bind(vm, found, v, o.c);
  const given = vm.machine.special(vm, v, name);
  if (given !== undefined) return given;
  const hook = inClass(vm, o.c, 's__getattr__');
  return hook === undefined ? undefined : vm.tailCall(hook, [v, name]);
}

function metaAttr(vm: Vm, v: Val, meta: Val, key: string): Outcome | undefined {
  const found = inClass(vm, meta, key);
  return found === undefined ? undefined : bind(vm, found, v, meta);
}

function classAttr(vm: Vm, v: Ref, o: Readonly<ObjOf<'class'>>, key: string, name: string): Outcome | undefined {
  if (o.meta !== null) {
    const data = inClass(vm, o.meta, key);
    if (data !== undefined && isData(vm, data)) return bind(vm, data, v, o.meta);
  }
  const found = inClass(vm, v, key);
  if (found !== undefined) {
    const inner = vm.get(found);
    if (inner?.t === 'static') return inner.f;
    if (inner?.t === 'classmethod') return { k: 'm', f: inner.f, s: v };
    if (inner?.t === 'inst' && isRef(inner.c)) {
      const get = inClass(vm, inner.c, 's__get__');
      if (get !== undefined) return vm.tailCall(get, [found, null, v]);
    }
    if (typeof found === 'object' && found !== null && found.k === 'x' && CLASS_METHODS.has(found.v))
      return { k: 'm', f: found, s: v };
    return found;
  }
  return vm.machine.special(vm, v, name) ?? metaAttr(vm, v, o.meta ?? builtIn('type'), key);
}

/** Native methods that take the class. */
const CLASS_METHODS = new Set([
  'dict.fromkeys',
  'object.__init_subclass__',
  'int.from_bytes',
  'float.fromhex',
  'bytes.fromhex',
]);

function superAttr(vm: Vm, o: Readonly<ObjOf<'super'>>, key: string): Outcome | undefined {
  const mro = mroOf(vm, o.oc);
  const at = mro.findIndex((c) => sameClass(c, o.c));
  const found = inClass(vm, o.oc, key, at + 1);
  if (found === undefined) return undefined;
  const inner = vm.get(found);
  const onClass = isClass(vm, o.o);
  if (onClass && inner?.t === 'func') return key === 's__new__' ? found : found;
  if (key === 's__new__') return inner?.t === 'static' ? inner.f : found;
  return bind(vm, found, o.o, o.oc);
}

/** An attribute; raises AttributeError. */
export function getAttr(vm: Vm, v: Val, key: string): Outcome {
  const found = findAttr(vm, v, key);
  return found === undefined ? missing(vm, v, key.slice(1)) : found;
}

/** The same from inside a native function: calls are made at once. */
export function attrNow(vm: Vm, v: Val, name: string): Val {
  return now(vm, getAttr(vm, v, `s${name}`));
}

/** The same, undefined when there is none (or AttributeError is raised by what gives it). */
export function attrOr(vm: Vm, v: Val, name: string): Val | undefined {
  const found = findAttr(vm, v, `s${name}`);
  return found === undefined ? undefined : now(vm, found);
}

/** Makes the call that an outcome stands for. */
export function now(vm: Vm, outcome: Outcome): Val {
  if (outcome === BLOCK) return typeError('this call would have to wait');
  if (outcome !== TAIL) return outcome;
  const { f, args, kw } = vm.tail as NonNullable<Vm['tail']>;
  return vm.call(f, args, kw as Keywords | null);
}

/** Sets an attribute. TAIL: a setter has to be called. */
export function setAttr(vm: Vm, v: Val, key: string, value: Val): typeof TAIL | null {
  const name = key.slice(1);
  const o = vm.get(v);
  if (o?.t === 'inst') {
    const found = inClass(vm, o.c, key);
    const setter = found === undefined ? undefined : setterOf(vm, found, v, name);
    if (setter !== undefined)
      return vm.tailCall(
        setter,
        vm.get(found as Val)?.t === 'prop' ? [v, value] : [found as Val, v, value],
        null,
        'drop',
      );
    const hook = ownSpecial(vm, v, '__setattr__');
    if (hook !== undefined) return vm.tailCall(hook, [v, name, value], null, 'drop');
    setOwn(vm, v as Ref, key, value);
    return null;
  }
  if (o?.t === 'class' || o?.t === 'module') {
    vm.store(o.d, key, value);
    return null;
  }
  if (o?.t === 'func') {
    setFunctionAttr(vm, v as Ref, key, value);
    return null;
  }
  const type = typeName(vm, v);
  if (isClass(vm, v))
    throw new PyError('TypeError', [`cannot set '${name}' attribute of immutable type '${className(vm, v)}'`]);
  if (inClass(vm, typeOf(vm, v), key) !== undefined)
    throw new PyError('AttributeError', [`'${type}' object attribute '${name}' is read-only`]);
  throw new PyError('AttributeError', [`'${type}' object has no attribute '${name}'`]);
}

function setterOf(vm: Vm, found: Val, v: Val, name: string): Val | undefined {
  const inner = vm.get(found);
  if (inner?.t === 'prop') {
    if (inner.set === null)
      throw new PyError('AttributeError', [`property '${name}' of '${typeName(vm, v)}' object has no setter`]);
    return inner.set;
  }
  return inner?.t === 'inst' && isRef(inner.c) ? inClass(vm, inner.c, 's__set__') : undefined;
}

/** Puts an attribute into the instance itself. */
export function setOwn(vm: Vm, v: Ref, key: string, value: Val): void {
  const o = vm.heap.get(v.i) as ObjOf<'inst'>;
  if (o.d === 0) {
    if (!isRef(o.c) && !vm.isExceptionName((o.c as BuiltIn).v))
      throw new PyError('AttributeError', [`'${typeName(vm, v)}' object has no attribute '${key.slice(1)}'`]);
    vm.edit(v, 'inst').d = vm.newDict();
  }
  const inst = vm.heap.get(v.i) as ObjOf<'inst'>;
  if (key === 's__cause__' || key === 's__context__' || key === 's__suppress_context__')
    setExceptionAttr(vm, v, key, value);
  else if (key === 's__class__') vm.edit(v, 'inst').c = value;
  else vm.store(inst.d, key, value);
}

function setExceptionAttr(vm: Vm, v: Ref, key: string, value: Val): void {
  const inst = vm.edit(v, 'inst');
  if (key === 's__cause__') {
    inst.cause = value;
    inst.quiet = true;
  } else if (key === 's__context__') inst.context = value;
  else inst.quiet = value === true;
}

function setFunctionAttr(vm: Vm, v: Ref, key: string, value: Val): void {
  const func = vm.edit(v, 'func');
  if (key === 's__name__' && typeof value === 'string') func.name = value;
  else if (key === 's__qualname__' && typeof value === 'string') func.qualname = value;
  else if (key === 's__doc__') func.doc = value;
  else if (key === 's__module__') func.module = value;
  else {
    if (func.d === 0) func.d = vm.newDict();
    vm.store(func.d, key, value);
  }
}

/** Deletes an attribute. TAIL: a deleter has to be called. */
export function delAttr(vm: Vm, v: Val, key: string): typeof TAIL | null {
  const o = vm.get(v);
  if (o?.t === 'inst') {
    const found = inClass(vm, o.c, key);
    const prop = found === undefined ? null : vm.as(found, 'prop');
    if (prop !== null) {
      if (prop.del === null)
        throw new PyError('AttributeError', [
          `property '${key.slice(1)}' of '${typeName(vm, v)}' object has no deleter`,
        ]);
      return vm.tailCall(prop.del, [v], null, 'drop');
    }
    const hook = ownSpecial(vm, v, '__delattr__');
    if (hook !== undefined) return vm.tailCall(hook, [v, key.slice(1)], null, 'drop');
  }
  const d = o?.t === 'inst' || o?.t === 'class' || o?.t === 'module' || o?.t === 'func' ? o.d : 0;
  if (d === 0 || !dropKey(vm.heap.edit(d) as ObjOf<'dict'>, key)) missing(vm, v, key.slice(1));
  return null;
}
