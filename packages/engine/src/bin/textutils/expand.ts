/** expand(1) and unexpand(1): tabs to blanks and back. */
import type { Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { type Filter, filterLabels } from '../frame/filter.ts';
import { type Flavour, tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { complain, invocation } from '../frame/invocation.ts';
import { parseDecimal } from '../frame/number.ts';
import { quoted } from '../frame/quote.ts';

interface Options {
  /** One width, or rising positions. */
  readonly stops: readonly number[];
  /** Only blanks before the first other character. */
  readonly leading: boolean;
}

const EXPAND = optionSpec('it:', 'initial>i tabs=>t');
const UNEXPAND = optionSpec('at:', 'all>a first-only>f tabs=>t');
const BUSYBOX_EXPAND = optionSpec('it:', 'initial>i tabs=>t');
const BUSYBOX_UNEXPAND = optionSpec('ft:a', 'first-only>f tabs=>t all>a');

/** The tab stop behind `column`, or -1 behind the last of a list. */
function nextStop(stops: readonly number[], column: number): number {
  if (stops.length === 1) {
    const width = stops[0] as number;
    return column + width - (column % width);
  }
  return stops.find((stop) => stop > column) ?? -1;
}

function expandLine(o: Options, line: Bytes): Bytes {
  let out = '';
  let column = 0;
  let leading = true;
  for (let i = 0; i < line.length; i++) {
    const c = line.charCodeAt(i);
    if (c === 9 && (leading || !o.leading)) {
      const stop = nextStop(o.stops, column);
      const to = stop < 0 ? column + 1 : stop;
      out += ' '.repeat(to - column);
      column = to;
      continue;
    }
    if (c !== 32 && c !== 9) leading = false;
    column += c === 8 ? -1 : 1;
    out += line.charAt(i);
  }
  return out;
}

function unexpandLine(o: Options, line: Bytes): Bytes {
  let out = '';
  let column = 0;
  let blanks = '';
  let start = 0;
  for (let i = 0; i <= line.length; i++) {
    const c = i < line.length ? line.charCodeAt(i) : -1;
    if (c === 32 || c === 9) {
      if (blanks === '') start = column;
      const stop = nextStop(o.stops, column);
      blanks += line.charAt(i);
      column = c === 9 ? (stop < 0 ? column + 1 : stop) : column + 1;
      if (column === stop) {
        out += column - start > 1 || c === 9 || blanks.includes('\t') ? '\t' : blanks;
        blanks = '';
      }
      continue;
    }
    out += blanks;
    blanks = '';
    if (o.leading) return out + line.slice(i);
    out += c < 0 ? '' : line.charAt(i);
    column += 1;
  }
  return out;
}

function tabStops(p: Proc, f: Flavour, name: Bytes, value: Bytes): readonly number[] | number {
  const stops: number[] = [];
  for (const part of value.split(/[, ]/)) {
    const n = parseDecimal(part);
    if (n === null)
      return complain(
        p,
        name,
        f.gnu ? `tab size contains invalid character(s): ${quoted(p, value)}` : `invalid number '${value}'`,
      );
    if (n === 0)
      return complain(p, name, f.gnu ? 'tab size cannot be 0' : `number ${value} is not in 1..4294967295 range`);
    if (stops.length > 0 && n <= (stops[stops.length - 1] as number))
      return complain(p, name, 'tab sizes must be ascending');
    stops.push(n);
  }
  return stops;
}

function filter(un: boolean): Filter<Options, object> {
  return {
    unit: 'lines',
    plan(p, f) {
      const c = invocation(p, f, f.gnu ? (un ? UNEXPAND : EXPAND) : un ? BUSYBOX_UNEXPAND : BUSYBOX_EXPAND);
      if (typeof c === 'number') return c;
      let stops: readonly number[] = [8];
      let all = !un;
      let leading = false;
      for (const { key, value } of c.options) {
        if (key === 'i' || key === 'f') leading = true;
        else if (key === 'a') all = true;
        else {
          const list = tabStops(p, f, c.name, value);
          if (typeof list === 'number') return list;
          stops = list;
          all = true;
        }
      }
      return { name: c.name, o: { stops, leading: leading || !all }, s: {}, files: c.operands };
    },
    block(c, text) {
      let out = '';
      for (let at = 0; at < text.length; ) {
        const newline = text.indexOf('\n', at);
        const end = newline < 0 ? text.length : newline;
        const line = text.slice(at, end);
        out += un ? unexpandLine(c.o, line) : expandLine(c.o, line);
        if (newline >= 0) out += '\n';
        at = end + 1;
      }
      c.p.print(1, out);
      return undefined;
    },
  };
}

/** `gnu/expand`, `busybox/expand`, `gnu/unexpand`, `busybox/unexpand`. */
export const expandPrograms: readonly Program[] = [
  ...tools('expand', 1, (f) => filterLabels(f, filter(false))),
  ...tools('unexpand', 1, (f) => filterLabels(f, filter(true))),
];
