/** Methods of str (Objects/unicodeobject.c). */
import { utf8Decode, utf8Encode } from '../../../util/bytes.ts';
import { arity, take } from '../vm/arguments.ts';
import { bytesLike } from '../vm/arith.ts';
import { textOf, unwrap } from '../vm/compare.ts';
import { PyError, raise, typeError, valueError } from '../vm/errors.ts';
import { formatString } from '../vm/format.ts';
import { indexOf, points } from '../vm/item.ts';
import { isNative } from '../vm/iter.ts';
import type { Keywords, Natives } from '../vm/native.ts';
import { bytesRepr, str } from '../vm/repr.ts';
import { typeName } from '../vm/types.ts';
import { bytes, isRef, isStr, isTuple, tuple, type Val } from '../vm/value.ts';
import type { Vm } from '../vm/vm.ts';

/** The text that a str method works on. */
function self(vm: Vm, args: readonly Val[], name: string): string {
  const v = unwrap(vm, args[0] as Val);
  return isStr(v)
    ? textOf(v)
    : typeError(`descriptor '${name}' for 'str' objects doesn't apply to a '${typeName(vm, args[0] as Val)}' object`);
}

function text(vm: Vm, v: Val | undefined, name: string): string {
  const x = unwrap(vm, v as Val);
  return v !== undefined && isStr(x)
    ? textOf(x)
    : typeError(`${name} argument must be str, not ${typeName(vm, v ?? null)}`);
}

const WHITE = /[\s\x1c-\x1f\x85]/;
const BLANKS = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

function strip(s: string, chars: string | null, sides: 'both' | 'left' | 'right'): string {
  const gone = (c: string): boolean => (chars === null ? WHITE.test(c) : chars.includes(c));
  let from = 0;
  let to = s.length;
  if (sides !== 'right') while (from < to && gone(s.charAt(from))) from++;
  if (sides !== 'left') while (to > from && gone(s.charAt(to - 1))) to--;
  return s.slice(from, to);
}

function split(s: string, by: string | null, max: number): string[] {
  if (by === '') return valueError('empty separator');
  if (by !== null) {
    if (max < 0) return s.split(by);
    const parts = s.split(by);
    return parts.length <= max + 1 ? parts : [...parts.slice(0, max), parts.slice(max).join(by)];
  }
  const out: string[] = [];
  let rest = strip(s, null, 'left');
  while (rest !== '') {
    if (max >= 0 && out.length === max) {
      out.push(strip(rest, null, 'right'));
      break;
    }
    const m = BLANKS.exec(rest);
    if (m === null) {
      out.push(rest);
      break;
    }
    out.push(rest.slice(0, m.index));
    rest = rest.slice(m.index + m[0].length);
  }
  return out;
}

function rsplit(s: string, by: string | null, max: number): string[] {
  if (max < 0) return split(s, by, -1);
  const reversed = (x: string): string => [...x].reverse().join('');
  return split(reversed(s), by === null ? null : reversed(by), max)
    .map(reversed)
    .reverse();
}

function lines(s: string, keep: boolean): string[] {
  const out: string[] = [];
  for (const m of s.matchAll(/([^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*)(\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]|$)/g)) {
    if (m[0] === '') continue;
    out.push(keep ? m[0] : (m[1] as string));
  }
  return out;
}

/** Start and end arguments as places in the string. */
function window(vm: Vm, s: string, args: readonly Val[], from: number): readonly [number, number] {
  const place = (v: Val | undefined, fallback: number): number => {
    if (v === undefined || v === null) return fallback;
    const i = indexOf(vm, v, 'slice indices must be integers or None or have an __index__ method');
    return Math.min(s.length, i < 0 ? Math.max(0, i + s.length) : i);
  };
  return [place(args[from], 0), place(args[from + 1], s.length)];
}

function find(vm: Vm, args: readonly Val[], name: string, last: boolean): number {
  const s = self(vm, args, name);
  const what = text(vm, args[1], `${name}()`);
  const [from, to] = window(vm, s, args, 2);
  const part = s.slice(from, Math.max(from, to));
  const at = from > s.length ? -1 : last ? part.lastIndexOf(what) : part.indexOf(what);
  return at < 0 ? -1 : at + from;
}

function ends(vm: Vm, args: readonly Val[], name: string, test: (s: string, part: string) => boolean): boolean {
  const s = self(vm, args, name);
  const [from, to] = window(vm, s, args, 2);
  const part = s.slice(from, Math.max(from, to));
  const what = args[1] as Val;
  const list = isTuple(what) ? what.v : [what];
  return list.some((x) =>
    isStr(x)
      ? test(part, textOf(x))
      : typeError(`${name} first arg must be str or a tuple of str, not ${typeName(vm, x)}`),
  );
}

function pad(vm: Vm, args: readonly Val[], name: string, how: (s: string, n: number, fill: string) => string): string {
  const s = self(vm, args, name);
  const width = indexOf(
    vm,
    args[1] as Val,
    `'${typeName(vm, args[1] as Val)}' object cannot be interpreted as an integer`,
  );
  const fill = args[2] === undefined ? ' ' : text(vm, args[2], name);
  if ([...fill].length !== 1) typeError('The fill character must be exactly one character long');
  const n = width - points(s).length;
  if (n > 1 << 20) raise('MemoryError', '');
  return n <= 0 ? s : how(s, n, fill);
}

function title(s: string): string {
  return s.replace(/[A-Za-z\u00c0-\uffff]+/g, (word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase());
}

/** Is every character of a non-empty string in the class? */
function every(pattern: RegExp): (vm: Vm, args: readonly Val[]) => boolean {
  return (vm, args) => pattern.test(self(vm, args, 'is'));
}

const ENCODINGS: { readonly [name: string]: 'utf-8' | 'ascii' | 'latin-1' } = {
  utf8: 'utf-8',
  'utf-8': 'utf-8',
  u8: 'utf-8',
  utf_8: 'utf-8',
  ascii: 'ascii',
  'us-ascii': 'ascii',
  'latin-1': 'latin-1',
  latin1: 'latin-1',
  'iso-8859-1': 'latin-1',
  'iso8859-1': 'latin-1',
  idna: 'ascii',
};

function encodingOf(name: string): 'utf-8' | 'ascii' | 'latin-1' {
  const found = ENCODINGS[name.toLowerCase()];
  if (found === undefined) throw new PyError('LookupError', [`unknown encoding: ${name}`]);
  return found;
}

/** str.encode. */
export function encode(s: string, encoding: string, errors: string): string {
  const kind = encodingOf(encoding);
  if (kind === 'utf-8')
    return utf8Encode(
      s.replace(/[\udc80-\udcff]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xdc00 + 0xe000 + 0x700)),
    ).replace(/\xee\x9e[\x80-\xbf]|\xee\x9f[\x80-\xbf]/g, (m) =>
      errors === 'surrogateescape'
        ? String.fromCharCode(((m.charCodeAt(1) & 1) << 6) + (m.charCodeAt(2) & 63) + 0x80)
        : m,
    );
  const limit = kind === 'ascii' ? 128 : 256;
  let out = '';
  for (const ch of s) {
    const c = ch.codePointAt(0) as number;
    if (c < limit) out += ch;
    else if (errors === 'ignore') continue;
    else if (errors === 'replace') out += '?';
    else
      raise(
        'UnicodeEncodeError',
        `'${kind}' codec can't encode character '\\${c < 256 ? `x${c.toString(16)}` : `u${c.toString(16).padStart(4, '0')}`}' in position ${s.indexOf(ch)}: ordinal not in range(${limit})`,
      );
  }
  return out;
}

/** bytes.decode. */
export function decode(raw: string, encoding: string, errors: string): string {
  const kind = encodingOf(encoding);
  if (kind === 'latin-1') return raw;
  const bad = kind === 'ascii' ? raw.search(/[\x80-\xff]/) : -1;
  if (kind === 'ascii' && bad < 0) return raw;
  const out = kind === 'ascii' ? raw.replace(/[\x80-\xff]/g, '\ufffd') : utf8Decode(raw);
  if (!out.includes('\ufffd') || errors === 'replace' || raw.includes('\xef\xbf\xbd')) return out;
  if (errors === 'ignore') return out.replace(/\ufffd/g, '');
  if (errors === 'surrogateescape' || errors === 'backslashreplace') return out.replace(/\ufffd/g, '?');
  const at = kind === 'ascii' ? bad : firstBad(raw);
  return raise(
    'UnicodeDecodeError',
    `'${kind}' codec can't decode byte 0x${raw.charCodeAt(at).toString(16).padStart(2, '0')} in position ${at}: ${kind === 'ascii' ? 'ordinal not in range(128)' : raw.charCodeAt(at) >= 0xc2 && raw.charCodeAt(at) < 0xf5 ? 'invalid continuation byte' : 'invalid start byte'}`,
  );
}

function firstBad(raw: string): number {
  for (let i = 0; i < raw.length; ) {
    const c = raw.charCodeAt(i);
    const n = c < 0x80 ? 1 : c >= 0xc2 && c < 0xe0 ? 2 : c >= 0xe0 && c < 0xf0 ? 3 : c >= 0xf0 && c < 0xf5 ? 4 : 0;
    if (n === 0 || utf8Decode(raw.slice(i, i + n)) === '\ufffd' || raw.length < i + n) return i;
    i += n;
  }
  return 0;
}

function join(vm: Vm, args: readonly Val[]): Val | ReturnType<Vm['tailCall']> {
  const glue = self(vm, args, 'join');
  const list = args[1] as Val;
  if (!isNative(vm, list))
    return vm.tailCall(vm.machine.prelude(vm, '_with_list'), [{ k: 'x', v: 'str.join' }, glue, list]);
  const parts = vm.machine.elements(vm, list).map((x, i) => {
    const y = unwrap(vm, x);
    return isStr(y) ? textOf(y) : typeError(`sequence item ${i}: expected str instance, ${typeName(vm, x)} found`);
  });
  return parts.join(glue);
}

function replace(vm: Vm, args: readonly Val[]): string {
  const s = self(vm, args, 'replace');
  const from = text(vm, args[1], 'replace() argument 1');
  const to = text(vm, args[2], 'replace() argument 2');
  const max = args[3] === undefined ? -1 : indexOf(vm, args[3], 'an integer is required');
  if (max < 0) return s.split(from).join(to);
  const parts = s.split(from);
  return parts.length - 1 <= max
    ? parts.join(to)
    : [...parts.slice(0, max + 1)].join(to) + from + parts.slice(max + 1).join(from);
}

function translate(vm: Vm, args: readonly Val[]): string {
  const table = vm.as(args[1] as Val, 'dict');
  if (table === null) return typeError(`'${typeName(vm, args[1] as Val)}' object is not subscriptable`);
  let out = '';
  for (const ch of self(vm, args, 'translate')) {
    const at = table.ix[`i${ch.codePointAt(0)}`];
    const to = at === undefined ? ch : (table.vs[at] as Val);
    if (to !== null) out += typeof to === 'number' ? String.fromCodePoint(to) : str(vm, to);
  }
  return out;
}

function maketrans(vm: Vm, args: readonly Val[]): Val {
  const entries: [Val, Val][] = [];
  const [a, b, c] = args;
  if (b === undefined) {
    const d = vm.as(a as Val, 'dict');
    d?.ks.forEach((key, i) =>
      entries.push([typeof key === 'string' ? (key.codePointAt(0) as number) : key, d.vs[i] as Val]),
    );
  } else {
    const from = [...text(vm, a, 'maketrans')];
    const to = [...text(vm, b, 'maketrans')];
    if (from.length !== to.length) valueError('the first two maketrans arguments must have equal length');
    from.forEach((ch, i) => entries.push([ch.codePointAt(0) as number, (to[i] as string).codePointAt(0) as number]));
    if (c !== undefined) for (const ch of text(vm, c, 'maketrans')) entries.push([ch.codePointAt(0) as number, null]);
  }
  const d = {
    t: 'dict' as const,
    ks: entries.map((e) => e[0]),
    vs: entries.map((e) => e[1]),
    ix: Object.fromEntries(entries.map((e, i) => [`i${e[0] as number}`, i])),
    n: entries.length,
  };
  return vm.make(d);
}

function splitArgs(
  vm: Vm,
  name: string,
  args: readonly Val[],
  kw: Keywords | null,
): readonly [string, string | null, number] {
  const [by, max] = take(name, ['sep?', 'maxsplit?'], args.slice(1), kw);
  return [
    self(vm, args, name),
    by === undefined || by === null ? null : text(vm, by, 'sep'),
    max === undefined ? -1 : indexOf(vm, max, 'an integer is required'),
  ];
}

function partition(vm: Vm, args: readonly Val[], last: boolean): Val {
  const s = self(vm, args, 'partition');
  const by = text(vm, args[1], 'sep');
  if (by === '') valueError('empty separator');
  const at = last ? s.lastIndexOf(by) : s.indexOf(by);
  if (at < 0) return tuple(last ? ['', '', s] : [s, '', '']);
  return tuple([s.slice(0, at), by, s.slice(at + by.length)]);
}

/** The constructor: `str(x)`, `str(bytes, encoding)`. */
const construct: Natives = {
  str: (vm, args, kw) => {
    const [object, encoding, errors] = take('str', ['object?', 'encoding?', 'errors?'], args, kw);
    if (object === undefined) return '';
    if (encoding === undefined && errors === undefined) return str(vm, object);
    const raw =
      bytesLike(vm, object) ?? typeError(`decoding to str: need a bytes-like object, ${typeName(vm, object)} found`);
    return decode(
      raw,
      encoding === undefined ? 'utf-8' : text(vm, encoding, 'encoding'),
      errors === undefined ? 'strict' : text(vm, errors, 'errors'),
    );
  },
};

const methods: Natives = {
  'str.join': (vm, args) => join(vm, args),
  'str.replace': (vm, args) => replace(vm, args),
  'str.translate': (vm, args) => translate(vm, args),
  'str.maketrans': maketrans,
  'str.split': (vm, args, kw) => vm.list(split(...splitArgs(vm, 'split', args, kw))),
  'str.rsplit': (vm, args, kw) => vm.list(rsplit(...splitArgs(vm, 'rsplit', args, kw))),
  'str.splitlines': (vm, args, kw) =>
    vm.list(lines(self(vm, args, 'splitlines'), take('splitlines', ['keepends?'], args.slice(1), kw)[0] === true)),
  'str.strip': (vm, args) =>
    strip(
      self(vm, args, 'strip'),
      args[1] === undefined || args[1] === null ? null : text(vm, args[1], 'strip'),
      'both',
    ),
  'str.lstrip': (vm, args) =>
    strip(
      self(vm, args, 'lstrip'),
      args[1] === undefined || args[1] === null ? null : text(vm, args[1], 'lstrip'),
      'left',
    ),
  'str.rstrip': (vm, args) =>
    strip(
      self(vm, args, 'rstrip'),
      args[1] === undefined || args[1] === null ? null : text(vm, args[1], 'rstrip'),
      'right',
    ),
  'str.upper': (vm, args) => self(vm, args, 'upper').toUpperCase(),
  'str.lower': (vm, args) => self(vm, args, 'lower').toLowerCase(),
  'str.casefold': (vm, args) => self(vm, args, 'casefold').toLowerCase().replace(/ß/g, 'ss'),
  'str.title': (vm, args) => title(self(vm, args, 'title')),
  'str.capitalize': (vm, args) => {
    const s = self(vm, args, 'capitalize');
    return s.charAt(0).toUpperCase() + s.slice(1).toLowerCase();
  },
  'str.swapcase': (vm, args) =>
    self(vm, args, 'swapcase').replace(/[a-zA-Z\u00c0-\u024f]/g, (c) =>
      c === c.toUpperCase() ? c.toLowerCase() : c.toUpperCase(),
    ),
  'str.startswith': (vm, args) => ends(vm, args, 'startswith', (s, part) => s.startsWith(part)),
  'str.endswith': (vm, args) => ends(vm, args, 'endswith', (s, part) => s.endsWith(part)),
  'str.find': (vm, args) => find(vm, args, 'find', false),
  'str.rfind': (vm, args) => find(vm, args, 'rfind', true),
  'str.index': (vm, args) => {
    const at = find(vm, args, 'index', false);
    return at < 0 ? valueError('substring not found') : at;
  },
  'str.rindex': (vm, args) => {
    const at = find(vm, args, 'rindex', true);
    return at < 0 ? valueError('substring not found') : at;
  },
  'str.count': (vm, args) => {
    const s = self(vm, args, 'count');
    const what = text(vm, args[1], 'count()');
    const [from, to] = window(vm, s, args, 2);
    const part = s.slice(from, Math.max(from, to));
    return what === '' ? points(part).length + 1 : part.split(what).length - 1;
  },
  'str.partition': (vm, args) => partition(vm, args, false),
  'str.rpartition': (vm, args) => partition(vm, args, true),
  'str.format': (vm, args, kw) => formatString(vm, self(vm, args, 'format'), args.slice(1), kw ?? new Map()),
  'str.format_map': (vm, args) => {
    const d = vm.as(args[1] as Val, 'dict');
    const map = new Map<string, Val>();
    d?.ks.forEach((key, i) => map.set(str(vm, key), d.vs[i] as Val));
    return formatString(vm, self(vm, args, 'format_map'), [], map);
  },
  'str.encode': (vm, args, kw) => {
    const [encoding, errors] = take('encode', ['encoding?', 'errors?'], args.slice(1), kw);
    return bytes(
      encode(
        self(vm, args, 'encode'),
        encoding === undefined ? 'utf-8' : text(vm, encoding, 'encoding'),
        errors === undefined ? 'strict' : text(vm, errors, 'errors'),
      ),
    );
  },
  'str.ljust': (vm, args) => pad(vm, args, 'ljust', (s, n, fill) => s + fill.repeat(n)),
  'str.rjust': (vm, args) => pad(vm, args, 'rjust', (s, n, fill) => fill.repeat(n) + s),
  'str.center': (vm, args) =>
    pad(vm, args, 'center', (s, n, fill) => {
      const left = Math.floor(n / 2) + (n % 2 === 1 && (n + points(s).length) % 2 === 1 ? 1 : 0);
      return fill.repeat(left) + s + fill.repeat(n - left);
    }),
  'str.zfill': (vm, args) => {
    const s = self(vm, args, 'zfill');
    const width = indexOf(vm, args[1] as Val, 'an integer is required');
    const sign = /^[+-]/.test(s) ? s.charAt(0) : '';
    return sign + s.slice(sign.length).padStart(Math.min(width, 1 << 20) - sign.length, '0');
  },
  'str.expandtabs': (vm, args) => {
    const size = args[1] === undefined ? 8 : indexOf(vm, args[1], 'an integer is required');
    return self(vm, args, 'expandtabs')
      .split('\n')
      .map((line) => {
        let out = '';
        for (const c of line) out += c === '\t' ? ' '.repeat(size <= 0 ? 0 : size - (out.length % size)) : c;
        return out;
      })
      .join('\n');
  },
  'str.removeprefix': (vm, args) => {
    const s = self(vm, args, 'removeprefix');
    const part = text(vm, args[1], 'removeprefix()');
    return s.startsWith(part) ? s.slice(part.length) : s;
  },
  'str.removesuffix': (vm, args) => {
    const s = self(vm, args, 'removesuffix');
    const part = text(vm, args[1], 'removesuffix()');
    return part !== '' && s.endsWith(part) ? s.slice(0, -part.length) : s;
  },
  'str.isdigit': every(/^[0-9\u0660-\u0669]+$/),
  'str.isdecimal': every(/^[0-9\u0660-\u0669]+$/),
  'str.isnumeric': every(/^[0-9\u0660-\u0669\u00bc-\u00be]+$/),
  'str.isalpha': every(/^[A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff\u3040-\ud7ff]+$/),
  'str.isalnum': every(/^[0-9A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff\u3040-\ud7ff]+$/),
  'str.isspace': every(/^[\s\x1c-\x1f\x85]+$/),
  'str.isupper': (vm, args) => {
    const s = self(vm, args, 'isupper');
    return s !== s.toLowerCase() && s === s.toUpperCase();
  },
  'str.islower': (vm, args) => {
    const s = self(vm, args, 'islower');
    return s !== s.toUpperCase() && s === s.toLowerCase();
  },
  'str.istitle': (vm, args) => {
    const s = self(vm, args, 'istitle');
    return /[A-Za-z]/.test(s) && s === title(s);
  },
  'str.isidentifier': every(/^[A-Za-z_\u00aa-\uffff][\w\u00aa-\uffff]*$/),
  'str.isprintable': (vm, args) => !/[\0-\x1f\x7f-\xa0]/.test(self(vm, args, 'isprintable')),
  'str.isascii': (vm, args) => !/[^\0-\x7f]/.test(self(vm, args, 'isascii')),
};

function rawSelf(vm: Vm, args: readonly Val[], name: string): string {
  return (
    bytesLike(vm, args[0] as Val) ??
    typeError(`descriptor '${name}' requires a 'bytes' object but received a '${typeName(vm, args[0] as Val)}'`)
  );
}

/** Runs a str method on bytes, which are strings of octets here. */
function onBytes(name: string): Natives[string] {
  return (vm, args, kw) => {
    const raw = rawSelf(vm, args, name);
    const others = args.slice(1).map((x) => {
      const y = bytesLike(vm, x);
      return y !== null ? y : isTuple(x) ? tuple(x.v.map((z) => bytesLike(vm, z) ?? z)) : x;
    });
    const kws = kw === null ? null : new Map([...kw].map(([key, x]) => [key, bytesLike(vm, x) ?? x] as [string, Val]));
    const out = (methods[`str.${name}`] as NonNullable<Natives[string]>)(vm, [raw, ...others], kws);
    const wrap = (v: Val): Val =>
      typeof v === 'string'
        ? vm.as(args[0] as Val, 'bytearray') === null
          ? bytes(v)
          : vm.make({ t: 'bytearray', v, n: 1 })
        : v;
    if (typeof out === 'symbol') return out;
    if (isRef(out)) {
      const list = vm.as(out, 'list');
      return list === null ? out : vm.list(list.items.map(wrap));
    }
    return typeof out === 'object' && out !== null && out.k === 't' ? tuple(out.v.map(wrap)) : wrap(out);
  };
}

const SHARED = [
  'split',
  'rsplit',
  'splitlines',
  'strip',
  'lstrip',
  'rstrip',
  'upper',
  'lower',
  'startswith',
  'endswith',
  'find',
  'rfind',
  'index',
  'rindex',
  'count',
  'partition',
  'rpartition',
  'replace',
  'ljust',
  'rjust',
  'center',
  'zfill',
  'title',
  'capitalize',
  'isdigit',
  'isalpha',
  'isalnum',
  'isspace',
  'isupper',
  'islower',
  'removeprefix',
  'removesuffix',
];

function bytesMethods(type: 'bytes' | 'bytearray'): Natives {
  const out: { [name: string]: Natives[string] } = {};
  for (const name of SHARED) out[`${type}.${name}`] = onBytes(name);
  out[`${type}.decode`] = (vm, args, kw) => {
    const [encoding, errors] = take('decode', ['encoding?', 'errors?'], args.slice(1), kw);
    return decode(
      rawSelf(vm, args, 'decode'),
      encoding === undefined ? 'utf-8' : text(vm, encoding, 'encoding'),
      errors === undefined ? 'strict' : text(vm, errors, 'errors'),
    );
  };
  out[`${type}.hex`] = (vm, args) =>
    [...rawSelf(vm, args, 'hex')].map((c) => c.charCodeAt(0).toString(16).padStart(2, '0')).join('');
  out[`${type}.join`] = (vm, args) =>
    bytes(
      vm.machine
        .elements(vm, args[1] as Val)
        .map(
          (x, i) =>
            bytesLike(vm, x) ?? typeError(`sequence item ${i}: expected a bytes-like object, ${typeName(vm, x)} found`),
        )
        .join(rawSelf(vm, args, 'join')),
    );
  out[`${type}.fromhex`] = (vm, args) => {
    const digits = text(vm, args[args.length - 1], 'fromhex()').replace(/\s/g, '');
    if (!/^(?:[0-9a-fA-F]{2})*$/.test(digits))
      valueError(
        `non-hexadecimal number found in fromhex() arg at position ${Math.max(0, digits.search(/[^0-9a-fA-F]/))}`,
      );
    return bytes(digits.replace(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16))));
  };
  return out;
}

/** Octets from the arguments of bytes() and bytearray(). */
function octets(
  vm: Vm,
  name: string,
  args: readonly Val[],
  kw: Keywords | null,
): { readonly v: string; readonly n: number } {
  const [source, encoding, errors] = take(name, ['source?', 'encoding?', 'errors?'], args, kw);
  if (source === undefined) return { v: '', n: 1 };
  const x = unwrap(vm, source);
  if (isStr(x)) {
    if (encoding === undefined) typeError('string argument without an encoding');
    return {
      v: encode(
        textOf(x),
        text(vm, encoding, 'encoding'),
        errors === undefined ? 'strict' : text(vm, errors, 'errors'),
      ),
      n: 1,
    };
  }
  if (typeof x === 'number' || typeof x === 'boolean') {
    const n = Number(x);
    if (n < 0) valueError('negative count');
    if (n > 2 ** 46) raise('MemoryError', '');
    return n === 0 ? { v: '', n: 1 } : n <= 4096 ? { v: '\0'.repeat(n), n: 1 } : { v: '\0', n };
  }
  const o = vm.get(x);
  if (typeof x === 'object' && x !== null && x.k === 'b') return { v: x.v, n: x.n };
  if (o?.t === 'bytearray') return { v: o.v, n: o.n };
  const raw = bytesLike(vm, x);
  if (raw !== null) return { v: raw, n: 1 };
  if (!isNative(vm, x)) typeError(`cannot convert '${typeName(vm, source)}' object to bytes`);
  return {
    v: vm.machine
      .elements(vm, x)
      .map((item) => {
        const n = indexOf(vm, item, `'${typeName(vm, item)}' object cannot be interpreted as an integer`);
        return n < 0 || n > 255
          ? valueError(name === 'bytes' ? 'bytes must be in range(0, 256)' : 'byte must be in range(0, 256)')
          : String.fromCharCode(n);
      })
      .join(''),
    n: 1,
  };
}

const arrays: Natives = {
  bytes: (vm, args, kw) => {
    const { v, n } = octets(vm, 'bytes', args, kw);
    if (v.length * n > 4096) vm.heap.grow(v.length * n);
    return bytes(v, n);
  },
  bytearray: (vm, args, kw) => vm.make({ t: 'bytearray', ...octets(vm, 'bytearray', args, kw) }),
  memoryview: (vm, args) => vm.native('memoryview', [args[0] as Val]),
  'memoryview.tobytes': (vm, args) => bytes(bytesLike(vm, args[0] as Val) as string),
  'bytearray.append': (vm, args) => {
    const array = vm.edit(args[0] as Val, 'bytearray');
    const byte = indexOf(vm, args[1] as Val, 'an integer is required');
    if (byte < 0 || byte > 255) valueError('byte must be in range(0, 256)');
    array.v = array.v.repeat(array.n) + String.fromCharCode(byte);
    array.n = 1;
    vm.heap.grow(1);
    return null;
  },
  'bytearray.extend': (vm, args) => {
    const more = octets(vm, 'bytearray', [args[1] as Val], null);
    const array = vm.edit(args[0] as Val, 'bytearray');
    if (array.n !== 1 && array.v === more.v) array.n += more.n;
    else {
      array.v = array.v.repeat(array.n) + more.v.repeat(more.n);
      array.n = 1;
    }
    vm.heap.grow(more.v.length * more.n);
    return null;
  },
  'bytearray.clear': (vm, args) => {
    const array = vm.edit(args[0] as Val, 'bytearray');
    array.v = '';
    array.n = 1;
    return null;
  },
  'bytearray.copy': (vm, args) => {
    arity('copy', args, null, 1);
    const o = vm.as(args[0] as Val, 'bytearray') as { readonly v: string; readonly n: number };
    return vm.make({ t: 'bytearray', v: o.v, n: o.n });
  },
  'bytes.__repr__': (vm, args) => bytesRepr(rawSelf(vm, args, '__repr__')),
};

/** str, bytes and bytearray. */
export const textNatives: Natives = {
  ...construct,
  ...methods,
  ...bytesMethods('bytes'),
  ...bytesMethods('bytearray'),
  ...arrays,
};
