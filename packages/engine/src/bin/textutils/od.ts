/** od(1): octal, decimal, hexadecimal and character dumps. */
import type { Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { busyboxStdio, type Filter, filterLabels } from '../frame/filter.ts';
import { type Flavour, tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { complain, invocation } from '../frame/invocation.ts';
import { busyboxSize, gnuSize } from '../frame/number.ts';
import { quoted } from '../frame/quote.ts';
import { type DumpOptions, type DumpState, dumpBlock, dumpEnd, dumpState } from './dump.ts';

interface Type {
  readonly kind: 'a' | 'c' | 'd' | 'o' | 'u' | 'x';
  readonly size: number;
  readonly ascii: boolean;
}

interface Options extends DumpOptions {
  readonly radix: 'd' | 'o' | 'x' | 'n';
  readonly types: readonly Type[];
  /** Every type takes as much room as the widest (GNU). */
  readonly aligned: boolean;
}

const GNU_OPTIONS = optionSpec(
  'A:abcdfhij:lN:ost:vw::x',
  'address-radix=>A skip-bytes=>j read-bytes=>N format=>t output-duplicates>v width?>w !strings? !traditional !endian=',
  'SfFeH',
);
const BUSYBOX_OPTIONS = optionSpec('A:abcdfhij:lN:ost:vw:x', '', 'SfFeH');
const TRADITIONAL: ReadonlyMap<string, string> = new Map([
  ['a', 'a'],
  ['b', 'o1'],
  ['c', 'c'],
  ['d', 'u2'],
  ['h', 'x2'],
  ['x', 'x2'],
  ['i', 'd4'],
  ['l', 'd8'],
  ['o', 'o2'],
  ['s', 'd2'],
]);
const NAMES =
  'nul soh stx etx eot enq ack bel bs ht nl vt ff cr so si dle dc1 dc2 dc3 dc4 nak syn etb can em sub esc fs gs rs us sp'.split(
    ' ',
  );
const WIDTHS: ReadonlyMap<string, number> = new Map([
  ['o1', 3],
  ['o2', 6],
  ['o4', 11],
  ['o8', 22],
  ['d1', 4],
  ['d2', 6],
  ['d4', 11],
  ['d8', 20],
  ['u1', 3],
  ['u2', 5],
  ['u4', 10],
  ['u8', 20],
  ['x1', 2],
  ['x2', 4],
  ['x4', 8],
  ['x8', 16],
]);
const SIZE_LETTERS: ReadonlyMap<string, number> = new Map([
  ['C', 1],
  ['S', 2],
  ['I', 4],
  ['L', 8],
]);

/** The types of one `-t`; null when it is wrong or a floating point type. */
function parseTypes(text: Bytes): readonly Type[] | null {
  const out: Type[] = [];
  const pattern = /([ac])(z?)|([doux])([CSIL]|\d+)?(z?)/y;
  while (pattern.lastIndex < text.length) {
    const found = pattern.exec(text);
    if (found === null) return null;
    if (found[1] !== undefined) out.push({ kind: found[1] as 'a' | 'c', size: 1, ascii: found[2] === 'z' });
    else {
      const size = found[4] === undefined ? 4 : (SIZE_LETTERS.get(found[4]) ?? Number(found[4]));
      if (![1, 2, 4, 8].includes(size)) return null;
      out.push({ kind: found[3] as 'd', size, ascii: found[5] === 'z' });
    }
  }
  return out;
}

function character(c: number): string {
  const at = '\0\x07\b\f\n\r\t\v'.indexOf(String.fromCharCode(c));
  if (at >= 0) return `\\${'0abfnrtv'.charAt(at)}`;
  return c >= 32 && c < 127 ? String.fromCharCode(c) : c.toString(8).padStart(3, '0');
}

function named(c: number): string {
  const low = c & 127;
  return low === 127 ? 'del' : (NAMES[low] ?? String.fromCharCode(low));
}

/** A little-endian number of up to eight octets, as text in the radix of the type. */
function number(type: Type, bytes: Bytes): string {
  let n = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) n = n * 256n + BigInt(bytes.charCodeAt(i));
  if (type.kind === 'd' && n >= 1n << BigInt(type.size * 8 - 1)) n -= 1n << BigInt(type.size * 8);
  if (type.kind === 'x') return n.toString(16).padStart(type.size * 2, '0');
  if (type.kind === 'o') return n.toString(8).padStart(WIDTHS.get(`o${type.size}`) as number, '0');
  return n.toString();
}

function width(type: Type): number {
  return type.kind === 'a' || type.kind === 'c' ? 3 : (WIDTHS.get(`${type.kind}${type.size}`) as number);
}

/** One type of a line; its blanks are spread over its fields when it is not the widest. */
function row(o: Options, type: Type, bytes: Bytes): Bytes {
  const fields = o.length / type.size;
  const own = (width(type) + 1) * fields;
  const room = o.aligned ? Math.max(...o.types.map((t) => ((width(t) + 1) * o.length) / t.size)) : own;
  const pad = room - own;
  let out = '';
  let left = pad;
  for (let i = 0; i < fields; i++) {
    const nextLeft = Math.floor((pad * (fields - i - 1)) / fields);
    const wide = left - nextLeft + width(type) + 1;
    left = nextLeft;
    const part = bytes.slice(i * type.size, (i + 1) * type.size);
    if (part === '') {
      if (type.ascii) out += ' '.repeat(wide);
      continue;
    }
    const text =
      type.kind === 'c'
        ? character(part.charCodeAt(0))
        : type.kind === 'a'
          ? named(part.charCodeAt(0))
          : number(type, part);
    out += text.padStart(wide);
  }
  return type.ascii ? `${out}  >${bytes.replace(/[^ -~]/g, '.')}<` : out;
}

function address(o: Options, at: number): string {
  if (o.radix === 'n') return '';
  if (o.radix === 'x') return at.toString(16).padStart(6, '0');
  return o.radix === 'd' ? String(at).padStart(7, '0') : at.toString(8).padStart(7, '0');
}

function line(o: Options, at: number, bytes: Bytes): Bytes {
  let out = '';
  o.types.forEach((type, i) => {
    out += `${i === 0 ? address(o, at) : o.radix === 'n' ? '' : ' '.repeat(address(o, at).length)}${row(o, type, bytes)}\n`;
  });
  return out;
}

function badType(p: Proc, f: Flavour, name: Bytes, value: Bytes): number {
  const foreign = /[^acdouxzCSIL0-9]/.exec(value)?.[0];
  if (foreign === undefined) return complain(p, name, `invalid type string ${f.gnu ? quoted(p, value) : `'${value}'`}`);
  return complain(p, name, `invalid character '${foreign}' in type string ${f.gnu ? quoted(p, value) : `'${value}'`}`);
}

function badNumber(p: Proc, f: Flavour, name: Bytes, key: string, value: Bytes): number {
  return complain(p, name, f.gnu ? `invalid -${key} argument ${quoted(p, value)}` : `invalid number '${value}'`);
}

const od: Filter<Options, DumpState> = {
  unit: 'raw',
  size: 8192,
  plan(p, f) {
    const c = invocation(p, f, f.gnu ? GNU_OPTIONS : BUSYBOX_OPTIONS);
    if (typeof c === 'number') return c;
    let o: Options = { length: 16, skip: 0, read: -1, all: false, radix: 'o', types: [], aligned: f.gnu };
    for (const { key, value, given } of c.options) {
      const spec = key === 't' ? value : TRADITIONAL.get(key);
      if (spec !== undefined) {
        const types = parseTypes(spec);
        if (types === null) return badType(p, f, c.name, value);
        if (!f.gnu && value.endsWith('z'))
          return complain(p, c.name, `invalid type string '${value}'; 4294967295-byte integral type is not supported`);
        o = { ...o, types: [...o.types, ...types] };
      } else if (key === 'v') o = { ...o, all: true };
      else if (key === 'A') {
        if (!/^[doxn]/.test(value))
          return complain(
            p,
            c.name,
            f.gnu
              ? `invalid output address radix '${value.charAt(0)}'; it must be one character from [doxn]`
              : `bad output address radix '${value.charAt(0)}' (must be [doxn])`,
          );
        o = { ...o, radix: value.charAt(0) as 'd' };
      } else {
        const text = key === 'w' && !given ? '32' : value;
        const n = /^0x/i.test(text) ? Number(text) : f.gnu ? gnuSize(text) : busyboxSize(text);
        if (n === null || n !== n) return badNumber(p, f, c.name, key, text);
        o = { ...o, [key === 'j' ? 'skip' : key === 'N' ? 'read' : 'length']: n };
      }
    }
    if (o.types.length === 0) o = { ...o, types: [{ kind: 'o', size: 2, ascii: false }] };
    return { name: c.name, o, s: dumpState(o), files: c.operands };
  },
  openError: busyboxStdio,
  readError: busyboxStdio,
  open(c) {
    c.s.opened = true;
    return undefined;
  },
  block: (c, text) => dumpBlock(c, text, line),
  end(c) {
    dumpEnd(c, line);
    if (!c.s.opened) return;
    if (c.s.skip > 0) c.status = complain(c.p, c.name, 'cannot skip past end of combined input');
    else if (c.o.radix !== 'n') c.p.print(1, `${address(c.o, c.s.at)}\n`);
  },
};

/** `gnu/od` and `busybox/od`. */
export const odPrograms: readonly Program[] = tools('od', 1, (f) => filterLabels(f, od));
