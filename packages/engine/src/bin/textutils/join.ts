/** join(1): lines of two sorted files that have a field in common. */
import { EAGAIN, strerror } from '../../kernel/errno.ts';
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { type Flavour, GNU, tool } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { complain, invocation, usageError } from '../frame/invocation.ts';
import { type LineReader, openReader, readLine } from '../frame/line-reader.ts';
import { parseDecimal } from '../frame/number.ts';
import { quoted, quotef } from '../frame/quote.ts';

interface Locals {
  name: Bytes;
  fields: readonly [number, number];
  separator: string;
  fold: boolean;
  empty: Bytes;
  unpaired: readonly [boolean, boolean];
  paired: boolean;
  /** Output fields as `file.field`, `0` the join field; null: the default format. */
  format: readonly Bytes[] | null;
  header: boolean;
  readers: readonly LineReader[];
  /** The group of lines with one key that each file is at; null before it is read. */
  groups: readonly (readonly Bytes[] | null)[];
  /** The first line behind the group, or null when it is not read. */
  ahead: readonly (Bytes | null)[];
}

const OPTIONS = optionSpec('a:e:i1:2:j:o:t:v:', 'ignore-case>i header check-order nocheck-order', 'z');

function split(l: Locals, line: Bytes): readonly Bytes[] {
  const text = line.endsWith('\n') ? line.slice(0, -1) : line;
  if (l.separator !== '') return text.split(l.separator);
  return text.split(/[ \t]+/).filter((part, i) => i > 0 || part !== '');
}

function keyOf(l: Locals, file: number, line: Bytes): Bytes {
  const key = split(l, line)[(l.fields[file] as number) - 1] ?? '';
  return l.fold ? key.toUpperCase() : key;
}

function start(p: Proc<Locals>, f: Flavour): Next {
  const c = invocation(p, f, OPTIONS);
  if (typeof c === 'number') return p.exit(c);
  const l: Locals = {
    name: c.name,
    fields: [1, 1],
    separator: '',
    fold: false,
    empty: '',
    unpaired: [false, false],
    paired: true,
    format: null,
    header: false,
    readers: [],
    groups: [null, null],
    ahead: [null, null],
  };
  for (const { key, value } of c.options) {
    const n = parseDecimal(value);
    if ('12j'.includes(key)) {
      if (n === null || n === 0) return p.exit(complain(p, c.name, `invalid field number: ${quoted(p, value)}`));
      l.fields = [key === '2' ? l.fields[0] : n, key === '1' ? l.fields[1] : n];
    } else if (key === 'a' || key === 'v') {
      if (n !== 1 && n !== 2)
        return p.exit(complain(p, c.name, `invalid file number in field spec: ${quoted(p, value)}`));
      l.unpaired = [l.unpaired[0] || n === 1, l.unpaired[1] || n === 2];
      if (key === 'v') l.paired = false;
    } else if (key === 't') {
      if (value.length > 1) return p.exit(complain(p, c.name, `multi-character tab ${quoted(p, value)}`));
      l.separator = value === '' ? '\n' : value;
    } else if (key === 'o') l.format = [...(l.format ?? []), ...value.split(/[ ,]/)];
    else if (key === 'e') l.empty = value;
    else if (key === 'i') l.fold = true;
    else if (key === 'header') l.header = true;
  }
  if (c.operands.length !== 2) {
    const text =
      c.operands.length === 0
        ? 'missing operand'
        : c.operands.length === 1
          ? `missing operand after ${quoted(p, c.operands[0] as Bytes)}`
          : `extra operand ${quoted(p, c.operands[2] as Bytes)}`;
    return p.exit(usageError(p, f, c.name, text));
  }
  const readers: LineReader[] = [];
  for (const file of c.operands) {
    const reader = openReader(p, file);
    if (typeof reader === 'number') return p.exit(complain(p, c.name, `${quotef(file)}: ${strerror(reader)}`));
    readers.push(reader);
  }
  l.readers = readers;
  p.locals = l;
  return p.goto('run');
}

function output(l: Locals, a: Bytes | null, b: Bytes | null): Bytes {
  const one = a === null ? [] : split(l, a);
  const two = b === null ? [] : split(l, b);
  const glue = l.separator === '' ? ' ' : l.separator;
  const key = a === null ? (two[l.fields[1] - 1] ?? '') : (one[l.fields[0] - 1] ?? '');
  const pick = (text: Bytes | undefined): Bytes => text || l.empty;
  if (l.format !== null) {
    const cells = l.format.map((spec) => {
      if (spec === '0') return pick(key);
      const fields = spec.startsWith('1') ? one : two;
      return pick(fields[Number(spec.slice(2)) - 1]);
    });
    return `${cells.join(glue)}\n`;
  }
  const rest = [...one.filter((_, i) => i !== l.fields[0] - 1), ...two.filter((_, i) => i !== l.fields[1] - 1)];
  return `${[key, ...rest].map(pick).join(glue)}\n`;
}

/** Reads the whole group of lines with one key; null when it is there, a Next when the program must wait. */
function fill(p: Proc<Locals>, file: number): Next | null {
  const l = p.locals;
  const group: Bytes[] = [];
  let ahead = l.ahead[file] as Bytes | null;
  let reader = l.readers[file] as LineReader;
  const save = (done: boolean): void => {
    l.readers = l.readers.map((old, i) => (i === file ? reader : old));
    if (done) l.groups = l.groups.map((old, i) => (i === file ? group : old));
    else if (group.length > 0) {
      const back = group.join('') + (ahead ?? '') + reader.buffer.slice(reader.at);
      reader = { ...reader, buffer: back, at: 0 };
      ahead = null;
      l.readers = l.readers.map((old, i) => (i === file ? reader : old));
    }
    l.ahead = l.ahead.map((old, i) => (i === file ? ahead : old));
  };
  for (;;) {
    if (ahead === null) {
      const got = readLine(p, reader);
      reader = got.reader;
      if (typeof got.line === 'number') {
        save(false);
        if (got.line === EAGAIN) return p.waitRead(reader.fd, 'run');
        return p.exit(complain(p, l.name, `${quotef(reader.file)}: ${strerror(got.line)}`));
      }
      ahead = got.line;
    }
    const same = ahead !== '' && (group.length === 0 || keyOf(l, file, ahead) === keyOf(l, file, group[0] as Bytes));
    if (!same || (l.header && group.length === 1)) {
      save(true);
      return null;
    }
    group.push(ahead);
    ahead = null;
  }
}

function pairs(l: Locals, one: readonly Bytes[], two: readonly Bytes[]): Bytes {
  let out = '';
  for (const a of one) for (const b of two) out += output(l, a, b);
  return out;
}

function run(p: Proc<Locals>): Next {
  const l = p.locals;
  for (let n = 0; n < 512; n++) {
    for (const file of [0, 1]) {
      if (l.groups[file] !== null) continue;
      const next = fill(p, file);
      if (next !== null) return next;
    }
    const [one, two] = l.groups as [readonly Bytes[], readonly Bytes[]];
    if (one.length === 0 && two.length === 0) return p.exit(0);
    const a = one.length === 0 ? null : keyOf(l, 0, one[0] as Bytes);
    const b = two.length === 0 ? null : keyOf(l, 1, two[0] as Bytes);
    const takeOne = b === null || (a !== null && a <= b) || l.header;
    const takeTwo = a === null || (b !== null && b <= a) || l.header;
    if (takeOne && takeTwo) {
      if (l.paired || l.header) p.print(1, pairs(l, one, two));
    } else if (takeOne && l.unpaired[0]) p.print(1, one.map((line) => output(l, line, null)).join(''));
    else if (takeTwo && l.unpaired[1]) p.print(1, two.map((line) => output(l, null, line)).join(''));
    l.header = false;
    l.groups = [takeOne ? null : one, takeTwo ? null : two];
  }
  return p.goto('run');
}

/** `gnu/join`; BusyBox has none. */
export const joinPrograms: readonly Program[] = [
  tool<Locals>(GNU, 'join', 1, (f) => ({ start: (p) => start(p, f), run })),
];
