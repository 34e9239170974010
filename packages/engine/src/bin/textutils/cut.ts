/** cut(1): parts of lines by byte, character or field. */
import type { Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { busyboxStdio, type Filter, filterLabels } from '../frame/filter.ts';
import { type Flavour, tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { complain, invocation, printUsage, refuse, usageError } from '../frame/invocation.ts';
import { quoted } from '../frame/quote.ts';
import { complementRanges, type ListError, mergeRanges, parseList, type Range } from './list-spec.ts';

interface Options {
  readonly mode: 'bytes' | 'fields';
  readonly ranges: readonly Range[];
  readonly delimiter: string;
  readonly output: Bytes;
  readonly outputGiven: boolean;
  readonly onlyDelimited: boolean;
  readonly end: string;
  /** BusyBox -D: ranges in their own order; lines without a delimiter have one field. */
  readonly unsorted: boolean;
}

const GNU_OPTIONS = optionSpec(
  'b:c:d:f:nsz',
  'bytes=>b characters=>c fields=>f delimiter=>d only-delimited>s output-delimiter=>O complement zero-terminated>z',
);
const BUSYBOX_OPTIONS = optionSpec('b:c:f:d:O:snD', 'output-delimiter=>O', 'F');

function cutBytes(o: Options, line: Bytes): Bytes {
  let out = '';
  let first = true;
  for (const range of o.ranges) {
    if (range.from > line.length) {
      if (o.unsorted) continue;
      break;
    }
    if (!first && o.outputGiven) out += o.output;
    first = false;
    out += line.slice(range.from - 1, range.to);
  }
  return out;
}

/** Null drops the line. */
function cutFields(o: Options, line: Bytes): Bytes | null {
  if (!line.includes(o.delimiter)) {
    if (o.onlyDelimited) return null;
    return o.unsorted && !o.ranges.some((range) => range.from === 1) ? '' : line;
  }
  let out = '';
  let first = true;
  let at = 0;
  let field = 1;
  for (const range of o.ranges) {
    if (range.from < field) {
      at = 0;
      field = 1;
    }
    for (; at <= line.length && field <= range.to; field++) {
      const next = line.indexOf(o.delimiter, at);
      const end = next < 0 ? line.length : next;
      if (field >= range.from) {
        if (!first) out += o.output;
        first = false;
        out += line.slice(at, end);
      }
      at = end + 1;
    }
  }
  return out;
}

function listError(
  p: Proc,
  f: Flavour,
  name: Bytes,
  mode: 'b' | 'c' | 'f',
  error: { error: ListError; text: Bytes },
): number {
  if (!f.gnu) {
    if (error.error === 'no-endpoint') return printUsage(p, f, name);
    if (error.error === 'invalid') return complain(p, name, `invalid number '${error.text}'`);
    return complain(p, name, `invalid range ${error.text.includes('-') ? error.text : `${error.text}-${error.text}`}`);
  }
  const what = mode === 'f' ? 'field' : 'byte/character position';
  if (error.error === 'zero')
    return usageError(
      p,
      f,
      name,
      mode === 'f' ? 'fields are numbered from 1' : 'byte/character positions are numbered from 1',
    );
  if (error.error === 'decreasing') return usageError(p, f, name, 'invalid decreasing range');
  if (error.error === 'no-endpoint') return usageError(p, f, name, `invalid range with no endpoint: ${error.text}`);
  const value =
    mode === 'f' ? `invalid field value ${quoted(p, error.text)}` : `invalid ${what} ${quoted(p, error.text)}`;
  return usageError(p, f, name, value);
}

interface Wanted {
  list: { mode: 'b' | 'c' | 'f'; text: Bytes } | null;
  delimiter: Bytes | null;
  output: Bytes | null;
  only: boolean;
  complement: boolean;
  unsorted: boolean;
  end: string;
}

/** Options that do not go together, in the order in which the real program finds them. */
function checkWanted(p: Proc, f: Flavour, name: Bytes, w: Wanted): number | null {
  if (w.list === null) {
    if (f.gnu) return usageError(p, f, name, 'you must specify a list of bytes, characters, or fields');
    return printUsage(p, f, name);
  }
  if (w.list.mode === 'f') return null;
  if (w.delimiter !== null) {
    if (f.gnu) return usageError(p, f, name, 'an input delimiter may be specified only when operating on fields');
    return complain(p, name, '-d DELIM requires -f or -F');
  }
  if (w.only) {
    if (f.gnu)
      return usageError(p, f, name, 'suppressing non-delimited lines makes sense\n\tonly when operating on fields');
    return complain(p, name, '-s requires -f or -F');
  }
  return null;
}

function readOptions(
  p: Proc,
  f: Flavour,
  name: Bytes,
  options: readonly { key: string; value: Bytes }[],
): Wanted | number {
  const w: Wanted = {
    list: null,
    delimiter: null,
    output: null,
    only: false,
    complement: false,
    unsorted: false,
    end: '\n',
  };
  for (const { key, value } of options) {
    if (key === 'b' || key === 'c' || key === 'f') {
      if (w.list !== null)
        return f.gnu ? usageError(p, f, name, 'only one list may be specified') : printUsage(p, f, name);
      w.list = { mode: key, text: value };
    } else if (key === 'd') {
      if (value.length > 1 && f.gnu) return usageError(p, f, name, 'the delimiter must be a single character');
      w.delimiter = value === '' ? '\0' : value.charAt(0);
    } else if (key === 's') w.only = true;
    else if (key === 'O') w.output = value;
    else if (key === 'complement') w.complement = true;
    else if (key === 'D') w.unsorted = true;
    else if (key === 'z') w.end = '\0';
    else if (key !== 'n') return refuse(p, name, `-${key}`);
  }
  return w;
}

const cut: Filter<Options, object> = {
  unit: 'lines',
  delimiter: (o) => o.end,
  plan(p, f) {
    const c = invocation(p, f, f.gnu ? GNU_OPTIONS : BUSYBOX_OPTIONS);
    if (typeof c === 'number') return c;
    const w = readOptions(p, f, c.name, c.options);
    if (typeof w === 'number') return w;
    const wrong = checkWanted(p, f, c.name, w);
    if (wrong !== null || w.list === null) return wrong ?? 1;
    const list = parseList(w.list.text);
    if ('error' in list) return listError(p, f, c.name, w.list.mode, list);
    const merged = mergeRanges(list);
    const end = Number.MAX_SAFE_INTEGER;
    const ranges = w.complement
      ? complementRanges(merged)
      : w.unsorted
        ? list.map((r) => ({ from: r.from, to: r.to || end }))
        : merged;
    const delimiter = w.delimiter ?? '\t';
    const o: Options = {
      mode: w.list.mode === 'f' ? 'fields' : 'bytes',
      ranges,
      delimiter,
      output: w.output ?? (w.list.mode === 'f' ? delimiter : ''),
      outputGiven: w.output !== null,
      onlyDelimited: w.only,
      end: w.end,
      unsorted: w.unsorted,
    };
    return { name: c.name, o, s: {}, files: c.operands };
  },
  openError: busyboxStdio,
  readError: busyboxStdio,
  block(c, text) {
    const { o } = c;
    let out = '';
    for (let at = 0; at < text.length; ) {
      const newline = text.indexOf(o.end, at);
      const end = newline < 0 ? text.length : newline;
      const line = text.slice(at, end);
      const part = o.mode === 'bytes' ? cutBytes(o, line) : cutFields(o, line);
      if (part !== null) out += part + o.end;
      at = end + 1;
    }
    c.p.print(1, out);
    return undefined;
  },
};

/** `gnu/cut` and `busybox/cut`. */
export const cutPrograms: readonly Program[] = tools('cut', 1, (f) => filterLabels(f, cut));
