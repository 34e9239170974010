/** xxd(1): hexadecimal dump, plain or as C, and back. */
import type { Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { busyboxStdio, type Filter, filterLabels } from '../frame/filter.ts';
import { tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { complain, invocation } from '../frame/invocation.ts';
import { parseDecimal } from '../frame/number.ts';
import { type DumpOptions, type DumpState, dumpBlock, dumpEnd, dumpState } from './dump.ts';

interface Options extends DumpOptions {
  readonly style: 'dump' | 'plain' | 'include' | 'reverse';
  readonly plain: boolean;
  readonly group: number;
  readonly upper: boolean;
  readonly shift: number;
  /** Name of the array of -i; '' without a file. */
  readonly symbol: string;
  /** BusyBox ends every line of -i with a comma. */
  readonly commas: boolean;
}

const GNU_OPTIONS = optionSpec('c:g:il:o:prs:u', '', 'abCdEe');
const BUSYBOX_OPTIONS = optionSpec('c:g:il:o:prs:');

function hex(n: number, digits: number): string {
  return n.toString(16).padStart(digits, '0');
}

function dump(o: Options, at: number, bytes: Bytes): Bytes {
  let cells = '';
  let wide = 0;
  for (let i = 0; i < o.length; i++) {
    if (i > 0 && o.group > 0 && i % o.group === 0) {
      wide += 1;
      if (i < bytes.length) cells += ' ';
    }
    wide += 2;
    if (i < bytes.length) cells += o.upper ? hex(bytes.charCodeAt(i), 2).toUpperCase() : hex(bytes.charCodeAt(i), 2);
  }
  return `${hex(at + o.shift, 8)}: ${cells.padEnd(wide)}  ${bytes.replace(/[^ -~]/g, '.')}\n`;
}

function plain(o: Options, _at: number, bytes: Bytes): Bytes {
  let out = '';
  for (let i = 0; i < bytes.length; i++) out += hex(bytes.charCodeAt(i), 2);
  return `${o.upper ? out.toUpperCase() : out}\n`;
}

function include(o: Options, at: number, bytes: Bytes): Bytes {
  let out = at === o.skip ? '  ' : ',\n  ';
  for (let i = 0; i < bytes.length; i++) out += `${i > 0 ? ', ' : ''}0x${hex(bytes.charCodeAt(i), 2)}`;
  return out;
}

/** Octets of one line of a dump; without offsets when plain. */
function reversed(o: Options, text: Bytes): Bytes {
  let digits: string;
  if (o.plain) digits = text.replace(/[^0-9a-fA-F]/g, '');
  else {
    const body = /^[0-9a-fA-F]+:?(.*)$/.exec(text)?.[1] ?? '';
    digits = (body.replace(/^ /, '').split('  ')[0] ?? '').replace(/[^0-9a-fA-F]/g, '');
  }
  let out = '';
  for (let i = 0; i + 2 <= digits.length; i += 2)
    out += String.fromCharCode(Number.parseInt(digits.slice(i, i + 2), 16));
  return out;
}

const LINES = { dump, plain, include, reverse: dump };

const xxd: Filter<Options, DumpState> = {
  unit: 'raw',
  size: 8192,
  plan(p, f) {
    const c = invocation(p, f, f.gnu ? GNU_OPTIONS : BUSYBOX_OPTIONS, 1, (args) =>
      args.flatMap((word) => (word === '-ps' ? ['-p'] : [word])),
    );
    if (typeof c === 'number') return c;
    const has = (key: string): boolean => c.options.some((o) => o.key === key);
    const style = has('r') ? 'reverse' : has('p') ? 'plain' : has('i') ? 'include' : 'dump';
    const file = c.operands[0] ?? '-';
    let o: Options = {
      length: style === 'plain' ? 30 : style === 'include' ? 12 : 16,
      skip: 0,
      read: -1,
      all: true,
      style,
      plain: has('p'),
      group: 2,
      upper: has('u'),
      shift: 0,
      symbol: file === '-' ? '' : file.replace(/[^A-Za-z0-9]/g, '_'),
      commas: !f.gnu,
    };
    for (const { key, value } of c.options) {
      if (!'cglos'.includes(key)) continue;
      const n = /^0x/i.test(value) ? Number(value) : parseDecimal(value);
      if (n === null || n !== n) return complain(p, c.name, `invalid number '${value}'`);
      if (key !== 'c' || n > 0)
        o = {
          ...o,
          [key === 'c' ? 'length' : key === 'g' ? 'group' : key === 'l' ? 'read' : key === 'o' ? 'shift' : 'skip']: n,
        };
    }
    return { name: c.name, o, s: dumpState(o), files: c.operands.slice(0, 1) };
  },
  open(c) {
    if (c.o.style === 'include' && c.o.symbol !== '') c.p.print(1, `unsigned char ${c.o.symbol}[] = {\n`);
    return undefined;
  },
  openError: busyboxStdio,
  readError: busyboxStdio,
  block(c, text) {
    if (c.o.style !== 'reverse') return dumpBlock(c, text, LINES[c.o.style]);
    const all = c.s.rest + text;
    const cut = all.lastIndexOf('\n') + 1;
    c.s.rest = all.slice(cut);
    c.p.print(
      1,
      all
        .slice(0, cut)
        .split('\n')
        .map((line) => reversed(c.o, line))
        .join(''),
    );
    return undefined;
  },
  end(c) {
    const { o, s, p } = c;
    if (o.style === 'reverse') {
      p.print(1, reversed(o, s.rest));
      return;
    }
    dumpEnd(c, LINES[o.style]);
    if (o.style !== 'include') return;
    if (s.at > o.skip) p.print(1, o.commas ? ',\n' : '\n');
    if (o.symbol !== '') p.print(1, `};\nunsigned int ${o.symbol}_len = ${s.at - o.skip};\n`);
  },
};

/** `gnu/xxd` and `busybox/xxd`. */
export const xxdPrograms: readonly Program[] = tools('xxd', 1, (f) => filterLabels(f, xxd));
