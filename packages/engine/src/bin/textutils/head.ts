/** head(1): the first lines or bytes of files. */
import { EIO, strerror } from '../../kernel/errno.ts';
import { S_IFMT, S_IFREG } from '../../kernel/syscall.ts';
import type { Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { type Filter, type FilterContext, type Flow, filterLabels } from '../frame/filter.ts';
import { type Flavour, tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { complain, invocation } from '../frame/invocation.ts';
import { busyboxSize, gnuSize } from '../frame/number.ts';
import { quoteaf, quoted } from '../frame/quote.ts';

interface Options {
  readonly unit: 'lines' | 'bytes';
  readonly count: number;
  /** `-n -N`: all but the last. */
  readonly allBut: boolean;
  readonly headers: boolean;
  readonly delimiter: string;
}

interface State {
  left: number;
  /** What `-n -N` holds back. */
  held: Bytes;
  printed: boolean;
}

const GNU_OPTIONS = optionSpec('c:n:qvz', 'bytes=>c lines=>n quiet>q silent>q verbose>v zero-terminated>z');
const BUSYBOX_OPTIONS = optionSpec('n:c:qv');

/** Rewrites the historic `-5` of head and tail as `-n 5`. */
export function historicCount(args: readonly Bytes[]): readonly Bytes[] {
  const first = args[0];
  if (first === undefined || !/^-[0-9]+$/.test(first)) return args;
  return ['-n', first.slice(1), ...args.slice(1)];
}

function badCount(p: Proc, f: Flavour, name: Bytes, key: string, value: Bytes): number {
  const what = key === 'n' ? 'lines' : 'bytes';
  complain(p, name, f.gnu ? `invalid number of ${what}: ${quoted(p, value)}` : `invalid number '${value}'`);
  return 1;
}

/** `==> FILE <==`, with an empty line between files. */
export function fileHeader(file: Bytes, first: boolean): Bytes {
  return `${first ? '' : '\n'}==> ${file === '-' ? 'standard input' : file} <==\n`;
}

/** Offset behind the `count`-th delimiter of `text`, or -1 with the number that is missing. */
function after(text: Bytes, delimiter: string, count: number): { at: number; missing: number } {
  let at = 0;
  for (let n = count; n > 0; n--) {
    const next = text.indexOf(delimiter, at);
    if (next < 0) return { at: -1, missing: n };
    at = next + 1;
  }
  return { at, missing: 0 };
}

/** Gives back what was read too far, as head does on a descriptor that can seek (the shell reads on from there). */
function giveBack(c: FilterContext<Options, State>, bytes: number): void {
  if (bytes === 0 || !c.f.gnu) return;
  const stat = c.p.fstat(c.fd);
  if (typeof stat !== 'number' && (stat.mode & S_IFMT) === S_IFREG) c.p.lseek(c.fd, -bytes, 1);
}

function firstPart(c: FilterContext<Options, State>, text: Bytes): Flow {
  const { o, s, p } = c;
  if (o.unit === 'bytes') {
    const part = text.slice(0, s.left);
    s.left -= part.length;
    p.print(1, part);
    if (s.left > 0) return undefined;
    giveBack(c, text.length - part.length);
    return 'skip';
  }
  const { at, missing } = after(text, o.delimiter, s.left);
  s.left = missing;
  p.print(1, at < 0 ? text : text.slice(0, at));
  if (missing > 0) return undefined;
  giveBack(c, text.length - at);
  return 'skip';
}

/** Prints what can no longer be among the last `count`. */
function allButLast(c: FilterContext<Options, State>, text: Bytes, end: boolean): void {
  const { o, s, p } = c;
  s.held += text;
  let keep = s.held.length;
  if (o.unit === 'bytes') keep = Math.min(keep, o.count);
  else {
    const total = s.held.length;
    let at = total;
    const unfinished = total > 0 && !s.held.endsWith(o.delimiter);
    let n = unfinished && end ? o.count - 1 : o.count;
    if (unfinished) at = s.held.lastIndexOf(o.delimiter) + 1;
    for (; n > 0 && at > 0; n--) at = at < 2 ? 0 : s.held.lastIndexOf(o.delimiter, at - 2) + 1;
    keep = o.count === 0 && end ? 0 : total - at;
  }
  const cut = s.held.length - keep;
  if (cut > 0) p.print(1, s.held.slice(0, cut));
  s.held = s.held.slice(cut);
}

const head: Filter<Options, State> = {
  unit: 'raw',
  plan(p, f) {
    const c = invocation(p, f, f.gnu ? GNU_OPTIONS : BUSYBOX_OPTIONS, 1, historicCount);
    if (typeof c === 'number') return c;
    let unit: 'lines' | 'bytes' = 'lines';
    let count = 10;
    let allBut = false;
    let headers = c.operands.length > 1;
    let delimiter = '\n';
    for (const { key, value } of c.options) {
      if (key === 'q') headers = false;
      else if (key === 'v') headers = true;
      else if (key === 'z') delimiter = '\0';
      else {
        unit = key === 'n' ? 'lines' : 'bytes';
        allBut = value.startsWith('-');
        const digits = allBut || value.startsWith('+') ? value.slice(1) : value;
        const size = f.gnu ? gnuSize(digits) : busyboxSize(digits);
        if (size === null || digits === '') return badCount(p, f, c.name, key, digits);
        count = size;
      }
    }
    const o: Options = { unit, count, allBut, headers, delimiter };
    return { name: c.name, o, s: { left: count, held: '', printed: false }, files: c.operands };
  },
  open(c) {
    if (c.o.headers) c.p.print(1, fileHeader(c.file, !c.s.printed));
    c.s.printed = true;
    c.s.left = c.o.count;
    c.s.held = '';
    return c.o.count === 0 && !c.o.allBut ? 'skip' : undefined;
  },
  block(c, text) {
    if (!c.o.allBut) return firstPart(c, text);
    allButLast(c, text, false);
    return undefined;
  },
  close(c) {
    if (c.o.allBut) allButLast(c, '', true);
    return undefined;
  },
  openError(c, errno) {
    if (c.f.gnu) return `cannot open ${quoteaf(c.file)} for reading: ${strerror(errno)}`;
    // The next header of BusyBox has its empty line even when nothing was printed.
    c.s.printed = true;
    return `${c.file}: ${strerror(errno)}`;
  },
  readError(c, errno) {
    // stdio of BusyBox reads a directory as a broken file.
    return c.f.gnu ? `error reading ${quoteaf(c.file)}: ${strerror(errno)}` : `${c.file}: ${strerror(EIO)}`;
  },
};

/** `gnu/head` and `busybox/head`. */
export const headPrograms: readonly Program[] = tools('head', 1, (f) => filterLabels(f, head));
