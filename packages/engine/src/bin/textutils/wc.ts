/** wc(1): counts lines, words, characters, bytes and the longest line. */
import { S_IFMT, S_IFREG } from '../../kernel/syscall.ts';
import type { Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { busyboxStdio, type Filter, type FilterContext, filterLabels } from '../frame/filter.ts';
import { tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { invocation, refuse } from '../frame/invocation.ts';
import { isUtf8, quotef } from '../frame/quote.ts';

interface Options {
  /** The columns, of `lwmcL`, in the order of printing. */
  readonly columns: string;
  readonly width: number;
  readonly total: 'auto' | 'always' | 'only' | 'never';
  readonly named: boolean;
  readonly files: number;
  readonly utf8: boolean;
}

interface Counts {
  l: number;
  w: number;
  m: number;
  c: number;
  L: number;
}

interface State extends Counts {
  inWord: boolean;
  column: number;
  /** Sums over all files. */
  readonly sum: Counts;
  readonly read: number;
}

const GNU_OPTIONS = optionSpec('clLmw', 'bytes>c chars>m lines>l max-line-length>L words>w total=>total !files0-from=');
const BUSYBOX_OPTIONS = optionSpec('lwmcL');
const ZERO: Counts = { l: 0, w: 0, m: 0, c: 0, L: 0 };

/** Width of all columns: digits of the size of all files together, 7 when one of them has no size (compute_number_width). */
function gnuWidth(p: Proc, files: readonly Bytes[], columns: string): number {
  if (files.length <= 1 && columns.length === 1) return 1;
  let total = 0;
  let least = 1;
  for (const file of files.length === 0 ? ['-'] : files) {
    const stat = file === '-' ? p.fstat(0) : p.stat(file);
    if (typeof stat === 'number') continue;
    if ((stat.mode & S_IFMT) === S_IFREG) total += stat.size;
    else least = 7;
  }
  return Math.max(least, String(total).length);
}

function gnuRow(o: Options, counts: Counts, name: Bytes | null): Bytes {
  let out = '';
  for (const column of o.columns) {
    if (out !== '') out += ' ';
    out += String(counts[column as keyof Counts]).padStart(o.width);
  }
  return name === null ? `${out}\n` : `${out} ${name}\n`;
}

function busyboxRow(o: Options, counts: Counts, name: Bytes | null): Bytes {
  const width = o.columns.length === 1 && o.files < 2 ? 0 : 9;
  let out = '';
  for (const column of o.columns)
    out += `${out === '' ? '' : ' '}${String(counts[column as keyof Counts]).padStart(width)}`;
  return name === null ? `${out}\n` : `${out} ${name}\n`;
}

function space(c: number): boolean {
  return c === 32 || (c >= 9 && c <= 13);
}

function countWords(s: State, text: Bytes, utf8: boolean): void {
  let inWord = s.inWord;
  let words = s.w;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (space(c)) inWord = false;
    else if (!inWord && c > 32 && c !== 127 && (utf8 || c < 127)) {
      inWord = true;
      words += 1;
    }
  }
  s.inWord = inWord;
  s.w = words;
}

function countLines(text: Bytes): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

function countCharacters(text: Bytes, utf8: boolean): number {
  if (!utf8) return text.length;
  let n = 0;
  for (let i = 0; i < text.length; i++) if ((text.charCodeAt(i) & 0xc0) !== 0x80) n += 1;
  return n;
}

function longest(s: State, text: Bytes): void {
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 10 || c === 13 || c === 12) {
      if (s.column > s.L) s.L = s.column;
      s.column = 0;
    } else if (c === 9) s.column += 8 - (s.column & 7);
    else if (c >= 32 && c !== 127 && (c < 0x80 || c >= 0xc0)) s.column += 1;
  }
}

function sums(sum: Counts, s: Counts): Counts {
  return { l: sum.l + s.l, w: sum.w + s.w, m: sum.m + s.m, c: sum.c + s.c, L: Math.max(sum.L, s.L) };
}

/** The size of a regular file answers `-c` without reading it. */
function sizeAlone(c: FilterContext<Options, State>): boolean {
  if (c.o.columns !== 'c') return false;
  const stat = c.p.fstat(c.fd);
  if (typeof stat === 'number' || (stat.mode & S_IFMT) !== S_IFREG || stat.size === 0) return false;
  const at = c.p.lseek(c.fd, 0, 1);
  if (at < 0) return false;
  c.p.lseek(c.fd, 0, 2);
  c.s.c = Math.max(0, stat.size - at);
  return true;
}

const wc: Filter<Options, State> = {
  unit: 'raw',
  plan(p, f) {
    const c = invocation(p, f, f.gnu ? GNU_OPTIONS : BUSYBOX_OPTIONS);
    if (typeof c === 'number') return c;
    let chosen = '';
    let total: Options['total'] = 'auto';
    for (const { key, value } of c.options) {
      if (key !== 'total') chosen += key;
      else if (value === 'auto' || value === 'always' || value === 'only' || value === 'never') total = value;
      else return refuse(p, c.name, `--total=${value}`);
    }
    const columns = chosen === '' ? 'lwc' : [...'lwmcL'].filter((column) => chosen.includes(column)).join('');
    const width = f.gnu ? gnuWidth(p, c.operands, columns) : 0;
    const o: Options = {
      columns,
      width,
      total,
      named: c.operands.length > 0,
      files: c.operands.length,
      utf8: f.gnu && isUtf8(p),
    };
    return { name: c.name, o, s: { ...ZERO, inWord: false, column: 0, sum: ZERO, read: 0 }, files: c.operands };
  },
  open(c) {
    Object.assign(c.s, ZERO, { inWord: false, column: 0 });
    if (sizeAlone(c)) return 'move';
    return undefined;
  },
  transfer: () => 0,
  block(c, text) {
    const { o, s } = c;
    s.c += text.length;
    if (o.columns.includes('l')) s.l += countLines(text);
    if (o.columns.includes('w')) countWords(s, text, o.utf8);
    if (o.columns.includes('m')) s.m += countCharacters(text, o.utf8);
    if (o.columns.includes('L')) longest(s, text);
    return undefined;
  },
  close(c) {
    const { o, s } = c;
    if (s.column > s.L) s.L = s.column;
    const row = c.f.gnu ? gnuRow : busyboxRow;
    if (o.total !== 'only') c.p.print(1, row(o, s, o.named ? (c.f.gnu ? quotef(c.file) : c.file) : null));
    c.s = { ...s, sum: sums(s.sum, s), read: s.read + 1 };
    return undefined;
  },
  openError: busyboxStdio,
  readError: busyboxStdio,
  end(c) {
    const { o } = c;
    const wanted = o.total === 'auto' ? o.files > 1 : o.total !== 'never';
    if (!wanted) return;
    const row = c.f.gnu ? gnuRow : busyboxRow;
    c.p.print(1, row(o.total === 'only' ? { ...o, width: 1 } : o, c.s.sum, o.total === 'only' ? null : 'total'));
  },
};

/** `gnu/wc` and `busybox/wc`. */
export const wcPrograms: readonly Program[] = tools('wc', 1, (f) => filterLabels(f, wc));
