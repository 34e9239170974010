/** nl(1): numbers lines, section by section. */
import type { Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { type Filter, filterLabels } from '../frame/filter.ts';
import { tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { complain, invocation, usageError } from '../frame/invocation.ts';
import { parseInteger } from '../frame/number.ts';
import { quoted } from '../frame/quote.ts';

interface Options {
  readonly header: string;
  readonly body: string;
  readonly footer: string;
  readonly increment: number;
  readonly joined: number;
  readonly format: 'ln' | 'rn' | 'rz';
  readonly separator: Bytes;
  readonly width: number;
  readonly first: number;
  readonly restart: boolean;
  readonly sections: boolean;
}

interface State {
  line: number;
  style: string;
  blanks: number;
}

const GNU_OPTIONS = optionSpec(
  'h:b:f:v:i:pl:s:w:n:',
  'header-numbering=>h body-numbering=>b footer-numbering=>f starting-line-number=>v line-increment=>i no-renumber>p join-blank-lines=>l number-separator=>s number-width=>w number-format=>n !section-delimiter=',
  'd',
);
const BUSYBOX_OPTIONS = optionSpec('b:i:s:v:w:');

function label(o: Options, n: number): string {
  if (o.format === 'ln') return String(n).padEnd(o.width);
  if (o.format === 'rn') return String(n).padStart(o.width);
  return n < 0 ? `-${String(-n).padStart(o.width - 1, '0')}` : String(n).padStart(o.width, '0');
}

function numbered(o: Options, s: State, line: Bytes): boolean {
  if (s.style !== 'a' && s.style !== 't') return false;
  if (line !== '') {
    s.blanks = 0;
    return true;
  }
  if (s.style !== 'a') return false;
  s.blanks += 1;
  if (s.blanks < o.joined) return false;
  s.blanks = 0;
  return true;
}

/** A line of `\:` marks begins a section: three the header, two the body, one the footer. */
function section(o: Options, s: State, line: Bytes): boolean {
  if (!o.sections) return false;
  if (line === '\\:\\:\\:') s.style = o.header;
  else if (line === '\\:\\:') s.style = o.body;
  else if (line === '\\:') s.style = o.footer;
  else return false;
  if (o.restart) s.line = o.first;
  return true;
}

const nl: Filter<Options, State> = {
  unit: 'lines',
  plan(p, f) {
    const c = invocation(p, f, f.gnu ? GNU_OPTIONS : BUSYBOX_OPTIONS);
    if (typeof c === 'number') return c;
    let o: Options = {
      header: 'n',
      body: 't',
      footer: 'n',
      increment: 1,
      joined: 1,
      format: 'rn',
      separator: '\t',
      width: 6,
      first: 1,
      restart: true,
      sections: f.gnu,
    };
    for (const { key, value } of c.options) {
      if (key === 'h' || key === 'b' || key === 'f') {
        if (value.startsWith('p') && f.gnu) return complain(p, c.name, `numbering style ${value} is not simulated`);
        if (value !== 'a' && value !== 't' && value !== 'n') {
          const part = key === 'h' ? 'header' : key === 'b' ? 'body' : 'footer';
          if (f.gnu) return usageError(p, f, c.name, `invalid ${part} numbering style: ${quoted(p, value)}`);
        }
        o = { ...o, [key === 'h' ? 'header' : key === 'b' ? 'body' : 'footer']: value };
      } else if (key === 'p') o = { ...o, restart: false };
      else if (key === 's') o = { ...o, separator: value };
      else if (key === 'n') {
        if (value !== 'ln' && value !== 'rn' && value !== 'rz')
          return complain(p, c.name, `invalid line numbering format: ${quoted(p, value)}`);
        o = { ...o, format: value };
      } else {
        const n = parseInteger(value);
        if (n === null || ((key === 'w' || key === 'l') && n <= 0))
          return complain(p, c.name, invalid(key, f.gnu ? quoted(p, value) : `'${value}'`, f.gnu));
        o = { ...o, [key === 'v' ? 'first' : key === 'i' ? 'increment' : key === 'l' ? 'joined' : 'width']: n };
      }
    }
    return { name: c.name, o, s: { line: o.first, style: o.body, blanks: 0 }, files: c.operands };
  },
  block(c, text) {
    const { o, s } = c;
    let out = '';
    for (let at = 0; at < text.length; ) {
      const newline = text.indexOf('\n', at);
      const end = newline < 0 ? text.length : newline;
      const line = text.slice(at, end);
      at = end + 1;
      if (section(o, s, line)) {
        out += '\n';
        continue;
      }
      if (numbered(o, s, line)) {
        out += `${label(o, s.line)}${o.separator}${line}\n`;
        s.line += o.increment;
      } else out += `${' '.repeat(o.width + o.separator.length)}${line}\n`;
    }
    c.p.print(1, out);
    return undefined;
  },
};

function invalid(key: string, value: Bytes, gnu: boolean): Bytes {
  if (!gnu) return `invalid number ${value}`;
  const what =
    key === 'v'
      ? 'starting line number'
      : key === 'i'
        ? 'line number increment'
        : key === 'l'
          ? 'line number of blank lines'
          : 'line number field width';
  return `invalid ${what}: ${value}`;
}

/** `gnu/nl` and `busybox/nl`. */
export const nlPrograms: readonly Program[] = tools('nl', 1, (f) => filterLabels(f, nl));
