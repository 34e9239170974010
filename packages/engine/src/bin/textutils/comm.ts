/** comm(1): lines of two sorted files, in three columns. */
import { EAGAIN, strerror } from '../../kernel/errno.ts';
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { type Flavour, tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { complain, invocation, printUsage, usageError } from '../frame/invocation.ts';
import { type LineReader, openReader, readLine } from '../frame/line-reader.ts';
import { quoted, quotef } from '../frame/quote.ts';

interface Locals {
  name: Bytes;
  /** Columns that are left out, of `123`. */
  hidden: string;
  separator: Bytes;
  end: string;
  total: boolean;
  check: boolean;
  readers: readonly LineReader[];
  /** The line of each file that is not printed yet; null: not read; '' : end. */
  lines: readonly (Bytes | null)[];
  last: readonly Bytes[];
  warned: readonly boolean[];
  counts: readonly number[];
}

const GNU_OPTIONS = optionSpec('123z', 'output-delimiter=>O zero-terminated>z total check-order nocheck-order');
const BUSYBOX_OPTIONS = optionSpec('123z');

function start(p: Proc<Locals>, f: Flavour): Next {
  const c = invocation(p, f, f.gnu ? GNU_OPTIONS : BUSYBOX_OPTIONS);
  if (typeof c === 'number') return p.exit(c);
  const has = (key: string): boolean => c.options.some((o) => o.key === key);
  if (c.operands.length !== 2) {
    if (!f.gnu) return p.exit(printUsage(p, f, c.name));
    if (c.operands.length === 0) return p.exit(usageError(p, f, c.name, 'missing operand'));
    const text =
      c.operands.length === 1
        ? `missing operand after ${quoted(p, c.operands[0] as Bytes)}`
        : `extra operand ${quoted(p, c.operands[2] as Bytes)}`;
    return p.exit(usageError(p, f, c.name, text));
  }
  const readers: LineReader[] = [];
  for (const file of c.operands) {
    const reader = openReader(p, file);
    if (typeof reader === 'number')
      return p.exit(
        complain(
          p,
          c.name,
          f.gnu ? `${quotef(file)}: ${strerror(reader)}` : `can't open '${file}': ${strerror(reader)}`,
        ),
      );
    readers.push(reader);
  }
  p.locals = {
    name: c.name,
    hidden: ['1', '2', '3'].filter(has).join(''),
    separator: c.options.find((o) => o.key === 'O')?.value ?? '\t',
    end: has('z') ? '\0' : '\n',
    total: has('total'),
    check: f.gnu && !has('nocheck-order'),
    readers,
    lines: [null, null],
    last: ['', ''],
    warned: [false, false],
    counts: [0, 0, 0],
  };
  return p.goto('run');
}

function row(l: Locals, column: number, line: Bytes): Bytes {
  if (l.hidden.includes(String(column + 1))) return '';
  let out = '';
  for (let i = 0; i < column; i++) if (!l.hidden.includes(String(i + 1))) out += l.separator;
  return out + line + (line.endsWith(l.end) ? '' : l.end);
}

/** Reads the lines that are missing; a Next when the program must wait or give up. */
function fill(p: Proc<Locals>, l: Locals, lines: (Bytes | null)[], readers: LineReader[]): Next | null {
  for (let i = 0; i < 2; i++) {
    if (lines[i] !== null) continue;
    const got = readLine(p, readers[i] as LineReader, l.end);
    readers[i] = got.reader;
    if (typeof got.line === 'number') {
      if (got.line === EAGAIN) return p.waitRead(got.reader.fd, 'run');
      return p.exit(complain(p, l.name, `${quotef(got.reader.file)}: ${strerror(got.line)}`));
    }
    lines[i] = got.line;
    if (l.check && got.line !== '' && got.line < (l.last[i] as Bytes) && l.warned[i] !== true) {
      complain(p, l.name, `file ${i + 1} is not in sorted order`);
      l.warned = l.warned.map((old, j) => old || i === j);
    }
    if (got.line !== '') l.last = l.last.map((old, j) => (i === j ? (got.line as Bytes) : old));
  }
  return null;
}

function run(p: Proc<Locals>): Next {
  const l = p.locals;
  const lines = [...l.lines];
  const readers = [...l.readers];
  const counts = [...l.counts];
  let out = '';
  let next: Next | null = null;
  for (let n = 0; n < 1024 && next === null; n++) {
    next = fill(p, l, lines, readers);
    if (next !== null) break;
    const [a, b] = lines as [Bytes, Bytes];
    if (a === '' && b === '') {
      next = finish(p, counts, out);
      break;
    }
    const column = b === '' ? 0 : a === '' ? 1 : a === b ? 2 : a < b ? 0 : 1;
    counts[column] = (counts[column] as number) + 1;
    out += row(l, column, column === 1 ? b : a);
    if (column !== 1) lines[0] = null;
    if (column !== 0) lines[1] = null;
  }
  if (next === null || next.kind !== 'exit') p.print(1, out);
  l.lines = lines;
  l.readers = readers;
  l.counts = counts;
  return next ?? p.goto('run');
}

function finish(p: Proc<Locals>, counts: readonly number[], out: Bytes): Next {
  const l = p.locals;
  p.print(1, out);
  if (l.total) p.print(1, `${counts.join(l.separator)}${l.separator}total${l.end}`);
  if (l.warned.includes(true)) return p.exit(complain(p, l.name, 'input is not in sorted order'));
  return p.exit(0);
}

/** `gnu/comm` and `busybox/comm`. */
export const commPrograms: readonly Program[] = tools<Locals>('comm', 1, (f) => ({ start: (p) => start(p, f), run }));
