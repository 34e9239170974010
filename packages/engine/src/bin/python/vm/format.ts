/** The format mini-language, `format()`, `str.format` and `%` (Python/formatter_unicode.c, Objects/unicodeobject.c). */
import { formatFloat } from '../../../util/float-format.ts';
import { numberOf } from './arith.ts';
import { attrNow, ownSpecial } from './attr.ts';
import { textOf, unwrap } from './compare.ts';
import { raise, typeError, valueError } from './errors.ts';
import { hashKey } from './hash.ts';
import { findKey } from './heap.ts';
import { item as getItem } from './item.ts';
import { floatRepr, repr, str, strRepr } from './repr.ts';
import { stringLength } from './truth.ts';
import { typeName } from './types.ts';
import { bigOf, bytes, isBytes, isFloat, isInt, isStr, isTuple, type Val } from './value.ts';
import type { Vm } from './vm.ts';

interface Spec {
  readonly fill: string;
  readonly align: string;
  readonly sign: string;
  readonly alt: boolean;
  readonly zero: boolean;
  readonly width: number;
  readonly group: string;
  readonly precision: number;
  readonly type: string;
}

const SPEC = /^(?:([\s\S])?([<>=^]))?([-+ ])?(z)?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([a-zA-Z%])?$/u;
const MAX_WIDTH = 1 << 20;

function parseSpec(text: string, type: string): Spec {
  const m = SPEC.exec(text);
  if (m === null) return valueError(`Invalid format specifier '${text}' for object of type '${type}'`);
  const width = m[7] === undefined ? 0 : Number(m[7]);
  if (width > MAX_WIDTH) raise('MemoryError', '');
  return {
    fill: m[1] ?? (m[6] !== undefined ? '0' : ' '),
    align: m[2] ?? (m[6] !== undefined ? '=' : ''),
    sign: m[3] ?? '-',
    alt: m[5] !== undefined,
    zero: m[6] !== undefined,
    width,
    group: m[8] ?? '',
    precision: m[9] === undefined ? -1 : Number(m[9]),
    type: m[10] ?? '',
  };
}

function pad(body: string, sign: string, s: Spec, fallback: string): string {
  const n = s.width - stringLength(sign + body);
  if (n <= 0) return sign + body;
  const align = s.align === '' ? fallback : s.align;
  if (align === '=') return sign + s.fill.repeat(n) + body;
  if (align === '<') return sign + body + s.fill.repeat(n);
  if (align === '^') return s.fill.repeat(Math.floor(n / 2)) + sign + body + s.fill.repeat(n - Math.floor(n / 2));
  return s.fill.repeat(n) + sign + body;
}

function grouped(digits: string, by: string, size: number): string {
  if (by === '') return digits;
  let out = '';
  for (let i = 0; i < digits.length; i++) {
    if (i > 0 && (digits.length - i) % size === 0) out += by;
    out += digits.charAt(i);
  }
  return out;
}

/** Groups digits and, with `0` as fill, fills up with grouped zeros. */
function wholePart(digits: string, s: Spec, size: number, rest: number): string {
  let text = grouped(digits, s.group, size);
  if (s.group === '' || s.fill !== '0' || s.align !== '=') return text;
  let zeros = digits;
  while (text.length + rest < s.width) {
    zeros = `0${zeros}`;
    text = grouped(zeros, s.group, size);
  }
  return text;
}

function signOf(negative: boolean, s: Spec): string {
  return negative ? '-' : s.sign === '-' ? '' : s.sign;
}

function formatInt(v: Val, s: Spec): string {
  const n = bigOf(v as number);
  const negative = n < 0n;
  const size = negative ? -n : n;
  if (s.type === 'c') return pad(String.fromCodePoint(Number(n)), '', s, '<');
  if (s.precision >= 0) valueError('Precision not allowed in integer format specifier');
  const base = s.type === 'b' ? 2 : s.type === 'o' ? 8 : s.type === 'x' || s.type === 'X' ? 16 : 10;
  let digits = size.toString(base);
  if (s.type === 'X') digits = digits.toUpperCase();
  const sign = signOf(negative, s) + (s.alt && base !== 10 ? `0${s.type}` : '');
  return pad(wholePart(digits, s, base === 10 ? 3 : 4, sign.length), sign, s, '>');
}

function floatText(n: number, type: string, precision: number, alt: boolean): string {
  const verb = type.toLowerCase();
  if (type === '') {
    if (precision < 0) return floatRepr(n);
    const text = formatFloat(n, 'g', Math.max(1, precision));
    return /[.e]/.test(text) ? text : `${text}.0`;
  }
  if (verb === 'g' || verb === 'n') return formatFloat(n, 'g', precision < 0 ? 6 : Math.max(1, precision));
  const text = formatFloat(n, verb === 'e' ? 'e' : 'f', precision < 0 ? 6 : precision);
  return alt && !text.includes('.') ? `${text}.` : text;
}

function formatReal(n: number, s: Spec): string {
  const percent = s.type === '%';
  const value = percent ? n * 100 : n;
  const negative = value < 0 || Object.is(value, -0);
  const size = Math.abs(value);
  let text = Number.isFinite(size)
    ? floatText(size, percent ? 'f' : s.type, s.precision, s.alt)
    : Number.isNaN(size)
      ? 'nan'
      : 'inf';
  if ('EFG'.includes(s.type) && s.type !== '') text = text.toUpperCase();
  const sign = Number.isNaN(value) ? signOf(false, s) : signOf(negative, s);
  const m = /^(\d+)(.*)$/.exec(text);
  const tail = (m === null ? '' : (m[2] as string)) + (percent ? '%' : '');
  const whole = m === null ? text : wholePart(m[1] as string, s, 3, sign.length + tail.length);
  return pad(whole + tail, sign, s, '>');
}

/** format(v, spec). */
export function format(vm: Vm, v: Val, spec: string): string {
  const method = ownSpecial(vm, v, '__format__');
  if (method !== undefined) {
    const out = vm.call(method, [v, spec]);
    return isStr(out) ? textOf(out) : typeError(`__format__ must return a str, not ${typeName(vm, out)}`);
  }
  if (spec === '') return str(vm, v);
  const x = unwrap(vm, v);
  const type = typeName(vm, v);
  if (isStr(x)) {
    const s = parseSpec(spec, type);
    if (s.type !== '' && s.type !== 's') valueError(`Unknown format code '${s.type}' for object of type 'str'`);
    if (s.sign !== '-') valueError('Sign not allowed in string format specifier');
    if (s.align === '=' && !s.zero) valueError("'=' alignment not allowed in string format specifier");
    const text = s.precision >= 0 ? [...textOf(x)].slice(0, s.precision).join('') : textOf(x);
    return pad(text, '', s.align === '=' ? { ...s, align: '<' } : s, '<');
  }
  if (isInt(x) || isFloat(x)) {
    const s = parseSpec(spec, type);
    if (isFloat(x) || 'eEfFgG%'.includes(s.type || ' ')) {
      if (s.type !== '' && !'eEfFgGn%'.includes(s.type))
        valueError(`Unknown format code '${s.type}' for object of type '${type}'`);
      return formatReal(numberOf(x), s);
    }
    if (s.type !== '' && !'bcdoxXn'.includes(s.type))
      valueError(`Unknown format code '${s.type}' for object of type '${type}'`);
    if (typeof x === 'boolean' && s.type === '') return pad(x ? 'True' : 'False', '', s, '<');
    return formatInt(x, s);
  }
  return typeError(`unsupported format string passed to ${type}.__format__`);
}

/** A replacement field's value: `0.name[key]`. */
function field(vm: Vm, name: string, args: readonly Val[], kw: ReadonlyMap<string, Val>, auto: { n: number }): Val {
  const m = /^([^.[]*)(.*)$/s.exec(name) as RegExpExecArray;
  const first = m[1] as string;
  let value: Val | undefined;
  if (first === '' || /^\d+$/.test(first)) {
    const i = first === '' ? auto.n++ : Number(first);
    value = args[i];
    if (value === undefined) raise('IndexError', `Replacement index ${i} out of range for positional args tuple`);
  } else {
    value = kw.get(first);
    if (value === undefined) throw raise('KeyError', first);
  }
  for (const part of (m[2] as string).matchAll(/\.([^.[]+)|\[([^\]]+)\]/g)) {
    value =
      part[1] !== undefined
        ? attrNow(vm, value as Val, part[1])
        : getItem(vm, value as Val, /^\d+$/.test(part[2] as string) ? Number(part[2]) : (part[2] as string));
  }
  return value as Val;
}

/** Index of the brace that closes the one before `at`. */
function closing(text: string, at: number): number {
  let depth = 1;
  for (let i = at; i < text.length; i++) {
    const c = text.charAt(i);
    if (c === '{') depth++;
    if (c === '}' && --depth === 0) return i;
  }
  return valueError("expected '}' before end of string");
}

/** str.format. */
export function formatString(
  vm: Vm,
  text: string,
  args: readonly Val[],
  kw: ReadonlyMap<string, Val>,
  auto = { n: 0 },
): string {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (c !== '{' && c !== '}') {
      out += c;
      continue;
    }
    if (text.charAt(i + 1) === c) {
      out += c;
      i++;
      continue;
    }
    if (c === '}') valueError("Single '}' encountered in format string");
    if (i + 1 >= text.length) valueError("Single '{' encountered in format string");
    const end = closing(text, i + 1);
    const m = /^([^!:]*)(?:!([rsa]))?(?::([\s\S]*))?$/.exec(text.slice(i + 1, end));
    if (m === null) return valueError("unmatched '{' in format spec");
    let value = field(vm, m[1] as string, args, kw, auto);
    if (m[2] !== undefined) value = convert(vm, value, m[2]);
    out += format(vm, value, m[3] === undefined ? '' : formatString(vm, m[3], args, kw, auto));
    i = end;
  }
  return out;
}

/** `!r`, `!s`, `!a`. */
export function convert(vm: Vm, v: Val, letter: string): string {
  return letter === 's'
    ? str(vm, v)
    : letter === 'r'
      ? repr(vm, v)
      : repr(vm, v).replace(/[^\0-\x7f]+/g, (part) => strRepr(part, true).slice(1, -1));
}

const PERCENT = /%(?:\(([^)]*)\))?([-+ #0]*)(\*|\d+)?(?:\.(\*|\d+))?[hlL]?([a-zA-Z%])/g;

interface Supply {
  readonly vm: Vm;
  readonly list: readonly Val[];
  readonly map: Val | null;
  at: number;
}

function nextArg(s: Supply): Val {
  const value = s.list[s.at++];
  return value === undefined ? typeError('not enough arguments for format string') : value;
}

function byKey(s: Supply, key: string): Val {
  if (s.map === null) return typeError('format requires a mapping');
  const d = s.vm.as(s.map, 'dict');
  if (d === null) return getItem(s.vm, s.map, key);
  const at = findKey(d, hashKey(s.vm, key));
  return at < 0 ? raise('KeyError', key) : (d.vs[at] as Val);
}

function conversion(
  vm: Vm,
  value: Val,
  flags: string,
  width: number,
  precision: number,
  type: string,
  raw: boolean,
): string {
  const spec: Spec = {
    fill: flags.includes('0') && !flags.includes('-') ? '0' : ' ',
    align: flags.includes('-') ? '<' : flags.includes('0') ? '=' : '>',
    sign: flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '-',
    alt: flags.includes('#'),
    zero: false,
    width,
    group: '',
    precision: -1,
    type,
  };
  const x = unwrap(vm, value);
  if ('diuoxX'.includes(type)) {
    if (!isInt(x) && !(isFloat(x) && 'diu'.includes(type)))
      return typeError(
        `%${type} format: ${'diu'.includes(type) ? 'a real number' : 'an integer'} is required, not ${typeName(vm, value)}`,
      );
    const n = isFloat(x) ? Math.trunc(numberOf(x)) : x;
    return formatInt(n, { ...spec, type: 'iu'.includes(type) ? 'd' : type });
  }
  if ('eEfFgG'.includes(type)) {
    if (!isInt(x) && !isFloat(x)) return typeError(`must be real number, not ${typeName(vm, value)}`);
    return formatReal(numberOf(x), { ...spec, precision });
  }
  const text =
    type === 'c'
      ? typeof x === 'number'
        ? String.fromCodePoint(x)
        : str(vm, value)
      : raw && isBytes(x)
        ? x.v.repeat(x.n)
        : convert(vm, value, type === 'b' ? 's' : type);
  return pad(
    precision >= 0 ? text.slice(0, precision) : text,
    '',
    { ...spec, fill: ' ', align: flags.includes('-') ? '<' : '>' },
    '>',
  );
}

/** `format % values`. */
export function percent(vm: Vm, template: Val, values: Val): Val {
  const raw = isBytes(template);
  const text = raw ? template.v.repeat(template.n) : textOf(template as string);
  const supply: Supply = {
    vm,
    list: isTuple(values) ? values.v : [values],
    map: isTuple(values) ? null : values,
    at: 0,
  };
  let keyed = false;
  const out = text.replace(
    PERCENT,
    (
      _all,
      key: string | undefined,
      flags: string,
      width: string | undefined,
      precision: string | undefined,
      type: string,
    ) => {
      if (type === '%') return '%';
      if (!'diouxXeEfFgGcrsab'.includes(type))
        return valueError(
          `unsupported format character '${type}' (0x${type.charCodeAt(0).toString(16)}) at index ${text.indexOf(`%${type}`) + 1}`,
        );
      if (key !== undefined) keyed = true;
      const w = width === '*' ? numberOf(nextArg(supply)) : Number(width ?? 0);
      const p = precision === '*' ? numberOf(nextArg(supply)) : precision === undefined ? -1 : Number(precision);
      return conversion(vm, key === undefined ? nextArg(supply) : byKey(supply, key), flags, w, p, type, raw);
    },
  );
  if (/%$/.test(text.replace(/%%/g, ''))) valueError('incomplete format');
  const single =
    !isTuple(values) &&
    (vm.as(values, 'dict') !== null || vm.as(values, 'list') !== null || vm.get(values)?.t === 'inst');
  if (!keyed && supply.at < supply.list.length && !(single && supply.at === 0))
    typeError('not all arguments converted during string formatting');
  return raw ? bytes(out) : out;
}
