/** repr() and str() (object.c, unicodeobject.c, floatobject.c). */
import { formatFloat } from '../../../util/float-format.ts';
import { ownSpecial } from './attr.ts';
import { textOf } from './compare.ts';
import { raise, typeError } from './errors.ts';
import type { Obj, ObjOf } from './heap.ts';
import { className, fullName, isTypeName, shortName, typeName, typeOf } from './types.ts';
import { type BuiltIn, builtIn, floatOf, isHole, isRef, isStr, isTuple, type Ref, type Val } from './value.ts';
import type { Vm } from './vm.ts';

const MAX_DEPTH = 100;
/** No text made by repr grows beyond this. */
const MAX_TEXT = 1 << 24;

/** repr of a float: the fewest digits that read back as the same number. */
export function floatRepr(n: number): string {
  if (Number.isNaN(n)) return 'nan';
  if (!Number.isFinite(n)) return n > 0 ? 'inf' : '-inf';
  if (n === 0) return Object.is(n, -0) ? '-0.0' : '0.0';
  const size = Math.abs(n);
  if (size >= 1e16 || size < 1e-4) return formatFloat(n, 'e', -1);
  const text = formatFloat(n, 'f', -1);
  return text.includes('.') ? text : `${text}.0`;
}

function printable(c: number): boolean {
  if (c < 127) return c >= 32;
  if (c < 0xa1 || c === 0xad) return false;
  return !(
    (c >= 0x2028 && c <= 0x202e) ||
    (c >= 0x2000 && c <= 0x200f) ||
    (c >= 0x2060 && c <= 0x206f) ||
    c === 0xfeff ||
    (c >= 0xe000 && c <= 0xf8ff) ||
    c === 0x3000 ||
    c === 0x1680
  );
}

/** repr of a string: the quotes that need fewer escapes. `ascii`: nothing beyond ASCII stays. */
export function strRepr(s: string, ascii = false): string {
  const quote = s.includes("'") && !s.includes('"') ? '"' : "'";
  let out = quote;
  for (let i = 0; i < s.length; i++) {
    const c = s.charCodeAt(i);
    const ch = s.charAt(i);
    if (ch === quote || ch === '\\') out += `\\${ch}`;
    else if (c === 10) out += '\\n';
    else if (c === 13) out += '\\r';
    else if (c === 9) out += '\\t';
    else if (c >= 0xd800 && c < 0xdc00 && i + 1 < s.length && s.charCodeAt(i + 1) >= 0xdc00) {
      out += ascii ? `\\U${(s.codePointAt(i) as number).toString(16).padStart(8, '0')}` : s.slice(i, i + 2);
      i++;
    } else if (c >= 0xd800 && c < 0xe000) out += `\\u${c.toString(16)}`;
    else if (c < 128 ? printable(c) : !ascii && printable(c)) out += ch;
    else out += c < 256 ? `\\x${c.toString(16).padStart(2, '0')}` : `\\u${c.toString(16).padStart(4, '0')}`;
  }
  return out + quote;
}

/** repr of bytes, with the letter b. */
export function bytesRepr(s: string): string {
  const quote = s.includes("'") && !s.includes('"') ? '"' : "'";
  let out = `b${quote}`;
  for (let i = 0; i < s.length; i++) {
    const c = s.charCodeAt(i);
    const ch = s.charAt(i);
    if (ch === quote || ch === '\\') out += `\\${ch}`;
    else if (c === 10) out += '\\n';
    else if (c === 13) out += '\\r';
    else if (c === 9) out += '\\t';
    else out += c >= 32 && c < 127 ? ch : `\\x${c.toString(16).padStart(2, '0')}`;
  }
  return out + quote;
}

/** An address for objects that show one. */
export function address(id: number): string {
  return `0x7f${(0x10000000 + id * 0x30).toString(16).padStart(10, '0')}`;
}

class Printer {
  readonly vm: Vm;
  readonly open: number[] = [];
  size = 0;

  constructor(vm: Vm) {
    this.vm = vm;
  }

  private list(items: readonly Val[]): string {
    const parts: string[] = [];
    for (const item of items) {
      const text = this.repr(item);
      this.size += text.length;
      if (this.size > MAX_TEXT) raise('MemoryError', '');
      parts.push(text);
    }
    return parts.join(', ');
  }

  repr(v: Val): string {
    if (v === null) return 'None';
    switch (typeof v) {
      case 'number':
        return `${v}`;
      case 'string':
        return strRepr(v);
      case 'boolean':
        return v ? 'True' : 'False';
      default:
    }
    switch (v.k) {
      case 'n':
        return v.v;
      case 'f':
        return floatRepr(floatOf(v));
      case 'b':
        return bytesRepr(v.v.repeat(v.n));
      case 'S':
        return strRepr(textOf(v));
      case 't':
        return v.v.length === 1 ? `(${this.repr(v.v[0] as Val)},)` : `(${this.list(v.v)})`;
      case 'x':
        return builtInRepr(v.v);
      case 'm':
        return this.method(v.f, v.s);
      case 'g':
        return v.c === 1 ? `range(${v.a}, ${v.b})` : `range(${v.a}, ${v.b}, ${v.c})`;
      case 's':
        return `slice(${this.list([v.a, v.b, v.c])})`;
      case '_':
        return '<NULL>';
      default:
        return this.object(v);
    }
  }

  private method(f: Val, s: Val): string {
    const o = this.vm.get(f);
    if (o?.t === 'func') return `<bound method ${o.qualname} of ${this.repr(s)}>`;
    const name = isRef(f) || typeof f !== 'object' || f === null || f.k !== 'x' ? '?' : f.v.replace(/^.*[.:]/, '');
    return `<built-in method ${name} of ${typeName(this.vm, s)} object at ${address(isRef(s) ? s.i : 1)}>`;
  }

  private object(v: Ref): string {
    const { vm } = this;
    const method = ownSpecial(vm, v, '__repr__');
    if (method !== undefined && method !== null) {
      const text = vm.call(method, [v]);
      return isStr(text) ? textOf(text) : typeError(`__repr__ returned non-string (type ${typeName(vm, text)})`);
    }
    const o = vm.heap.get(v.i);
    if (o.t !== 'list' && o.t !== 'dict' && o.t !== 'set' && o.t !== 'inst' && o.t !== 'native')
      return this.plain(v, o);
    if (this.open.includes(v.i))
      return o.t === 'list' ? '[...]' : o.t === 'dict' ? '{...}' : o.t === 'set' ? 'set(...)' : '...';
    if (this.open.length > MAX_DEPTH)
      raise('RecursionError', 'maximum recursion depth exceeded while getting the repr of an object');
    this.open.push(v.i);
    const text = this.container(v, o);
    this.open.pop();
    return text;
  }

  private container(v: Ref, o: Readonly<Obj>): string {
    switch (o.t) {
      case 'list':
        return `[${this.list(o.rep === 1 ? o.items : this.repeated(o))}]`;
      case 'dict':
        return `{${this.pairs(o)}}`;
      case 'set': {
        const keys = o.ks.filter((key) => !isHole(key));
        if (keys.length === 0) return o.frozen ? 'frozenset()' : 'set()';
        return o.frozen ? `frozenset({${this.list(keys)}})` : `{${this.list(keys)}}`;
      }
      case 'native':
        return this.vm.machine.nativeRepr(this.vm, v, (x) => this.repr(x));
      default:
        return this.instance(v, o as ObjOf<'inst'>);
    }
  }

  private repeated(o: Readonly<ObjOf<'list'>>): readonly Val[] {
    if (o.items.length * o.rep > 1 << 20) raise('MemoryError', '');
    return Array.from({ length: o.items.length * o.rep }, (_x, i) => o.items[i % o.items.length] as Val);
  }

  pairs(o: Readonly<ObjOf<'dict'>>): string {
    const parts: string[] = [];
    o.ks.forEach((key, i) => {
      if (!isHole(key)) parts.push(`${this.repr(key)}: ${this.repr(o.vs[i] as Val)}`);
    });
    return parts.join(', ');
  }

  private instance(v: Ref, o: Readonly<ObjOf<'inst'>>): string {
    const { vm } = this;
    if (isTuple(o.p) && isException(vm, o.c))
      return `${className(vm, o.c)}(${o.p.v.length === 1 ? this.repr(o.p.v[0] as Val) : this.list(o.p.v)})`;
    if (isRef(o.c) && vm.machine.carries(vm, o.c, '')) return this.repr(o.p);
    const name = fullName(vm, o.c);
    return `<${name.includes('.') ? name : isRef(o.c) ? `__main__.${name}` : name} object at ${address(v.i)}>`;
  }

  private plain(v: Ref, o: Readonly<Obj>): string {
    const { vm } = this;
    switch (o.t) {
      case 'bytearray':
        return `bytearray(${bytesRepr(o.v.repeat(o.n))})`;
      case 'func':
        return `<function ${o.qualname} at ${address(v.i)}>`;
      case 'class': {
        const name = fullName(vm, v);
        return o.meta !== null && className(vm, o.meta) === 'EnumType' ? `<enum '${o.name}'>` : `<class '${name}'>`;
      }
      case 'gen':
        return `<${o.kind} object ${o.name} at ${address(v.i)}>`;
      case 'module': {
        const file = vm.lookup(o.d, 's__file__');
        return typeof file === 'string' ? `<module '${o.name}' from '${file}'>` : `<module '${o.name}' (built-in)>`;
      }
      case 'super':
        return `<super: ${this.repr(o.c)}, <${className(vm, o.oc)} object>>`;
      default:
        return `<${typeName(vm, v)} object at ${address(v.i)}>`;
    }
  }
}

function builtInRepr(name: string): string {
  if (name === 'Ellipsis' || name === 'NotImplemented') return name;
  if (isTypeName(name)) return `<class '${nameOfType(name)}'>`;
  const dot = name.lastIndexOf('.');
  if (dot > 0 && isTypeName(name.slice(0, dot)))
    return `<method '${name.slice(dot + 1)}' of '${shortName(name.slice(0, dot))}' objects>`;
  return `<built-in function ${name.replace(/^.*:/, '')}>`;
}

function nameOfType(name: string): string {
  return fullName(null as unknown as Vm, builtIn(name));
}

/** Is it a class of exceptions? */
export function isException(vm: Vm, type: Val): boolean {
  if (!isRef(type)) return vm.isExceptionName((type as BuiltIn).v);
  const { mro } = vm.heap.get(type.i) as ObjOf<'class'>;
  return mro.some((c) => !isRef(c) && vm.isExceptionName((c as BuiltIn).v));
}

/** repr(v). */
export function repr(vm: Vm, v: Val): string {
  return new Printer(vm).repr(v);
}

/** str(v). */
export function str(vm: Vm, v: Val): string {
  if (typeof v === 'string') return v;
  if (typeof v !== 'object' || v === null) return repr(vm, v);
  if (v.k === 'S') return textOf(v);
  if (v.k !== 'r') return repr(vm, v);
  const method = ownSpecial(vm, v, '__str__');
  if (method !== undefined && method !== null) {
    const text = vm.call(method, [v]);
    return isStr(text) ? textOf(text) : typeError(`__str__ returned non-string (type ${typeName(vm, text)})`);
  }
  const o = vm.heap.get(v.i);
  if (o.t === 'inst') {
    if (isException(vm, o.c)) return exceptionText(vm, v, o);
    if (ownSpecial(vm, v, '__repr__') === undefined && vm.machine.carries(vm, o.c, '')) return str(vm, o.p);
  }
  return repr(vm, v);
}

function exceptionText(vm: Vm, v: Ref, o: Readonly<ObjOf<'inst'>>): string {
  const args = isTuple(o.p) ? o.p.v : [];
  const attr = (name: string): Val | undefined => (o.d === 0 ? undefined : vm.lookup(o.d, `s${name}`));
  const errno = attr('errno');
  if (errno !== undefined && errno !== null && attr('strerror') !== undefined) {
    const file = attr('filename');
    return `[Errno ${str(vm, errno)}] ${str(vm, attr('strerror') as Val)}${file === undefined || file === null ? '' : `: ${repr(vm, file)}`}`;
  }
  if (args.length === 0) return '';
  if (args.length > 1) return repr(vm, o.p);
  return className(vm, typeOf(vm, v)) === 'KeyError' ? repr(vm, args[0] as Val) : str(vm, args[0] as Val);
}
