/** strings(1): runs of printable characters. */
import type { Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { busyboxStdio, type Filter, filterLabels } from '../frame/filter.ts';
import { tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { complain, invocation } from '../frame/invocation.ts';
import { parseDecimal } from '../frame/number.ts';

interface Options {
  readonly least: number;
  readonly named: boolean;
  readonly radix: '' | 'o' | 'd' | 'x';
}

interface State {
  run: Bytes;
  /** Offset of the next byte, and of the run. */
  at: number;
  from: number;
}

const OPTIONS = optionSpec('afn:ot:', 'all>a bytes=>n radix=>t print-file-name>f', 'eTsUwi');

function offset(o: Options, at: number): string {
  if (o.radix === '') return '';
  return `${at.toString(o.radix === 'o' ? 8 : o.radix === 'd' ? 10 : 16).padStart(7)} `;
}

function found(o: Options, s: State, file: Bytes): Bytes {
  if (s.run.length < o.least) return '';
  return `${o.named ? `${file === '-' ? '{standard input}' : file}: ` : ''}${offset(o, s.from)}${s.run}\n`;
}

const strings: Filter<Options, State> = {
  unit: 'raw',
  plan(p, f) {
    const c = invocation(p, f, OPTIONS, 1, (args) =>
      args.map((word) => (/^-[0-9]+$/.test(word) ? `-n${word.slice(1)}` : word)),
    );
    if (typeof c === 'number') return c;
    let o: Options = { least: 4, named: false, radix: '' };
    for (const { key, value } of c.options) {
      if (key === 'f') o = { ...o, named: true };
      else if (key === 'o') o = { ...o, radix: 'o' };
      else if (key === 't') {
        if (value !== 'o' && value !== 'd' && value !== 'x') return complain(p, c.name, `invalid radix '${value}'`);
        o = { ...o, radix: value };
      } else if (key === 'n') {
        const n = parseDecimal(value);
        if (n === null || n === 0) return complain(p, c.name, `invalid number '${value}'`);
        o = { ...o, least: n };
      }
    }
    return { name: c.name, o, s: { run: '', at: 0, from: 0 }, files: c.operands };
  },
  open(c) {
    c.s = { run: '', at: 0, from: 0 };
    return undefined;
  },
  openError: busyboxStdio,
  readError: busyboxStdio,
  block(c, text) {
    const { o, s } = c;
    let out = '';
    for (let i = 0; i < text.length; i++, s.at++) {
      const code = text.charCodeAt(i);
      if ((code >= 32 && code < 127) || code === 9) {
        if (s.run === '') s.from = s.at;
        s.run += text.charAt(i);
        continue;
      }
      out += found(o, s, c.file);
      s.run = '';
    }
    c.p.print(1, out);
    return undefined;
  },
  close(c) {
    c.p.print(1, found(c.o, c.s, c.file));
    return undefined;
  },
};

/** `gnu/strings` (binutils) and `busybox/strings`. */
export const stringsPrograms: readonly Program[] = tools('strings', 1, (f) => filterLabels(f, strings));
