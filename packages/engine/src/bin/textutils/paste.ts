/** paste(1): lines of files side by side, or one file after another with -s. */
import { EAGAIN, strerror } from '../../kernel/errno.ts';
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { type Flavour, tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { complain, invocation } from '../frame/invocation.ts';
import { type LineReader, openReader, readLine } from '../frame/line-reader.ts';
import { quotef } from '../frame/quote.ts';

interface Locals {
  name: Bytes;
  /** One delimiter each; '' for `\0`. */
  delimiters: readonly Bytes[];
  serial: boolean;
  end: string;
  readers: readonly (LineReader | null)[];
  /** The reader whose line comes next, and the row so far (null: nothing yet). */
  column: number;
  row: Bytes;
  live: boolean;
  first: boolean;
}

const GNU_OPTIONS = optionSpec('d:sz', 'delimiters=>d serial>s zero-terminated>z');
const BUSYBOX_OPTIONS = optionSpec('d:s');

function delimiterList(text: Bytes): readonly Bytes[] {
  const out: Bytes[] = [];
  for (let i = 0; i < text.length; i++) {
    if (text.charAt(i) !== '\\' || i + 1 === text.length) out.push(text.charAt(i));
    else {
      const c = text.charAt(++i);
      out.push(
        c === 'n'
          ? '\n'
          : c === 't'
            ? '\t'
            : c === '0'
              ? ''
              : c === 'b'
                ? '\b'
                : c === 'f'
                  ? '\f'
                  : c === 'r'
                    ? '\r'
                    : c === 'v'
                      ? '\v'
                      : c,
      );
    }
  }
  return out.length === 0 ? [''] : out;
}

function start(p: Proc<Locals>, f: Flavour): Next {
  const c = invocation(p, f, f.gnu ? GNU_OPTIONS : BUSYBOX_OPTIONS);
  if (typeof c === 'number') return p.exit(c);
  const readers: LineReader[] = [];
  for (const file of c.operands.length === 0 ? ['-'] : c.operands) {
    const reader = openReader(p, file);
    if (typeof reader === 'number') {
      return p.exit(complain(p, c.name, `${quotef(file)}: ${strerror(reader)}`));
    }
    readers.push(reader);
  }
  const list = c.options.filter((o) => o.key === 'd').pop();
  p.locals = {
    name: c.name,
    delimiters: delimiterList(list?.value ?? '\t'),
    serial: c.options.some((o) => o.key === 's'),
    end: c.options.some((o) => o.key === 'z') ? '\0' : '\n',
    readers,
    column: 0,
    row: '',
    live: false,
    first: true,
  };
  return p.goto(p.locals.serial ? 'serial' : 'parallel');
}

/** Standard input given twice is one input: its second reader takes the lines that the first left. */
function shared(readers: readonly (LineReader | null)[], at: number): number {
  const fd = readers[at]?.fd;
  const first = readers.findIndex((r) => r !== null && r.fd === fd);
  return first < 0 ? at : first;
}

function failed(p: Proc<Locals>, f: Flavour, file: Bytes, errno: number): Next {
  return p.exit(
    complain(p, p.locals.name, f.gnu ? `${quotef(file)}: ${strerror(errno)}` : `read error: ${strerror(errno)}`),
  );
}

const ROWS = 1024;

function parallel(p: Proc<Locals>, f: Flavour): Next {
  const l = p.locals;
  const readers = [...l.readers];
  let out = '';
  for (let n = 0; n < ROWS && out.length < 65536; ) {
    if (l.column === readers.length) {
      if (!l.live) {
        p.print(1, out);
        return p.exit(0);
      }
      out += l.row + l.end;
      l.row = '';
      l.column = 0;
      l.live = false;
      n++;
      continue;
    }
    const own = shared(readers, l.column);
    const reader = readers[own];
    let line: Bytes = '';
    if (reader !== null && reader !== undefined) {
      const got = readLine(p, reader, l.end);
      readers[own] = got.reader;
      if (typeof got.line === 'number') {
        l.readers = readers;
        p.print(1, out);
        if (got.line !== EAGAIN) return failed(p, f, reader.file, got.line);
        return p.waitRead(reader.fd, 'parallel');
      }
      line = got.line;
    }
    if (line !== '') l.live = true;
    if (l.column > 0) l.row += l.delimiters[(l.column - 1) % l.delimiters.length] as Bytes;
    l.row += line.endsWith(l.end) ? line.slice(0, -1) : line;
    l.column += 1;
  }
  l.readers = readers;
  p.print(1, out);
  return p.goto('parallel');
}

/** One output line per file. */
function serial(p: Proc<Locals>, f: Flavour): Next {
  const l = p.locals;
  const readers = [...l.readers];
  const reader = readers[0];
  if (reader === null || reader === undefined) return p.exit(0);
  let out = '';
  let current = reader;
  for (let n = 0; n < ROWS; n++) {
    const got = readLine(p, current, l.end);
    current = got.reader;
    if (typeof got.line === 'number') {
      p.print(1, out);
      l.readers = [current, ...readers.slice(1)];
      return got.line === EAGAIN ? p.waitRead(current.fd, 'serial') : failed(p, f, current.file, got.line);
    }
    if (got.line === '') {
      p.print(1, out + l.end);
      l.readers = readers.slice(1);
      l.column = 0;
      l.first = true;
      return p.goto('serial');
    }
    if (!l.first) out += l.delimiters[l.column++ % l.delimiters.length] as Bytes;
    l.first = false;
    out += got.line.endsWith(l.end) ? got.line.slice(0, -1) : got.line;
  }
  l.readers = [current, ...readers.slice(1)];
  p.print(1, out);
  return p.goto('serial');
}

/** `gnu/paste` and `busybox/paste`. */
export const pastePrograms: readonly Program[] = tools<Locals>('paste', 1, (f) => ({
  start: (p) => start(p, f),
  parallel: (p) => parallel(p, f),
  serial: (p) => serial(p, f),
}));
