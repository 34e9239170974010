/** hexdump(1) with its ready-made formats. */
import type { Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { busyboxStdio, type Filter, filterLabels } from '../frame/filter.ts';
import { tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { complain, invocation } from '../frame/invocation.ts';
import { busyboxSize } from '../frame/number.ts';
import { type DumpOptions, type DumpState, dumpBlock, dumpEnd, dumpState } from './dump.ts';

interface Options extends DumpOptions {
  /** Formats in order, of `bcCdox`; '' is the default of words in hexadecimal. */
  readonly formats: readonly string[];
}

const OPTIONS = optionSpec('bcdoxCvn:s:', '', 'ef');

function hex(n: number, digits: number): string {
  return n.toString(16).padStart(digits, '0');
}

function words(bytes: Bytes, text: (word: number) => string, blank: string, glue: string): Bytes {
  let out = '';
  for (let i = 0; i < 16; i += 2) {
    if (i >= bytes.length) out += glue + blank;
    else out += glue + text(bytes.charCodeAt(i) + (i + 1 < bytes.length ? bytes.charCodeAt(i + 1) * 256 : 0));
  }
  return out;
}

function character(c: number): string {
  const at = '\0\x07\b\f\n\r\t\v'.indexOf(String.fromCharCode(c));
  if (at >= 0) return `\\${'0abfnrtv'.charAt(at)}`;
  return c >= 32 && c < 127 ? String.fromCharCode(c) : c.toString(8).padStart(3, '0');
}

function octets(bytes: Bytes, text: (c: number) => string): Bytes {
  let out = '';
  for (let i = 0; i < 16; i++) out += i < bytes.length ? ` ${text(bytes.charCodeAt(i)).padStart(3)}` : '    ';
  return out;
}

function canonical(at: number, bytes: Bytes): Bytes {
  let out = `${hex(at, 8)}  `;
  for (let i = 0; i < 16; i++) {
    if (i === 8) out += ' ';
    out += i < bytes.length ? `${hex(bytes.charCodeAt(i), 2)} ` : '   ';
  }
  return `${out} |${bytes.replace(/[^ -~]/g, '.')}|\n`;
}

function one(format: string, at: number, bytes: Bytes): Bytes {
  const offset = hex(at, 7);
  switch (format) {
    case 'C':
      return canonical(at, bytes);
    case 'b':
      return `${offset}${octets(bytes, (c) => c.toString(8).padStart(3, '0'))}\n`;
    case 'c':
      return `${offset}${octets(bytes, character)}\n`;
    case 'd':
      return `${offset}${words(bytes, (w) => String(w).padStart(5, '0'), '     ', '   ')}\n`;
    case 'o':
      return `${offset}${words(bytes, (w) => w.toString(8).padStart(6, '0'), '      ', '  ')}\n`;
    case 'x':
      return `${offset}${words(bytes, (w) => hex(w, 4), '    ', '    ')}\n`;
    default:
      return `${offset}${words(bytes, (w) => hex(w, 4), '    ', ' ')}\n`;
  }
}

function line(o: Options, at: number, bytes: Bytes): Bytes {
  return o.formats.map((format) => one(format, at, bytes)).join('');
}

const hexdump: Filter<Options, DumpState> = {
  unit: 'raw',
  size: 8192,
  plan(p, f) {
    const c = invocation(p, f, OPTIONS);
    if (typeof c === 'number') return c;
    let o: Options = { length: 16, skip: 0, read: -1, all: false, formats: [] };
    for (const { key, value } of c.options) {
      if (key === 'v') o = { ...o, all: true };
      else if (key === 'n' || key === 's') {
        const n = /^0x/i.test(value) ? Number(value) : busyboxSize(value);
        if (n === null || n !== n) return complain(p, c.name, `invalid number '${value}'`);
        o = { ...o, [key === 'n' ? 'read' : 'skip']: n };
      } else o = { ...o, formats: [...o.formats, key] };
    }
    if (o.formats.length === 0) o = { ...o, formats: [''] };
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
    if (c.s.at > 0) c.p.print(1, `${hex(c.s.at, c.o.formats.includes('C') ? 8 : 7)}\n`);
  },
};

/** `gnu/hexdump` (bsdextrautils) and `busybox/hexdump`. */
export const hexdumpPrograms: readonly Program[] = tools('hexdump', 1, (f) => filterLabels(f, hexdump));
