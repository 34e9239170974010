/** Looking through the lines of one file: which are selected, and what of them and of their neighbours is printed. */
import type { Bytes } from '../../util/bytes.ts';
import type { GrepMatcher } from './grep-matcher.ts';
import type { GrepOptions } from './grep-options.ts';

/** Where grep stands in a file; plain data. */
export interface FileState {
  /** Lines and bytes before the next block. */
  readonly line: number;
  readonly offset: number;
  readonly selected: number;
  /** Lines that may become leading context, the oldest first, without their ends. */
  readonly held: readonly Bytes[];
  /** Lines of trailing context that are still to be printed. */
  readonly after: number;
  /** Number of the last line printed; 0 before the first. */
  readonly printed: number;
  readonly binary: boolean;
  readonly done: boolean;
}

/** Before the first line of a file. */
export const FILE_START: FileState = {
  line: 0,
  offset: 0,
  selected: 0,
  held: [],
  after: 0,
  printed: 0,
  binary: false,
  done: false,
};

/** How lines are shown: settled once a file. */
export interface Display {
  /** Before every line; null for none. */
  readonly name: Bytes | null;
  /** Nothing but the number of selected lines matters. */
  readonly silent: boolean;
  /** The first selected line ends the file. */
  readonly first: boolean;
  /** Something was printed for an earlier file, so a separator comes first. */
  readonly separate: boolean;
  /** Least width of numbers: with -T, the digits of the file's size. */
  readonly width: number;
  readonly gnu: boolean;
}

const FILE_COLOR = '\x1b[35m\x1b[K';
const NUMBER_COLOR = '\x1b[32m\x1b[K';
const SEPARATOR_COLOR = '\x1b[36m\x1b[K';
const MATCH_COLOR = '\x1b[01;31m\x1b[K';
const PLAIN = '\x1b[m\x1b[K';

function colored(o: GrepOptions, color: string, text: Bytes): Bytes {
  return o.color ? color + text + PLAIN : text;
}

/** What stands before a line; `sep` is `:` for selected lines and `-` for context. */
function head(o: GrepOptions, d: Display, number: number, offset: number, sep: string): Bytes {
  let out = '';
  const tab = o.tab ? '\t' : '';
  if (d.name !== null) out += colored(o, FILE_COLOR, d.name) + (o.nulNames ? '\0' : colored(o, SEPARATOR_COLOR, sep));
  if (o.number) out += colored(o, NUMBER_COLOR, String(number).padStart(d.width)) + colored(o, SEPARATOR_COLOR, sep);
  if (o.offset) out += colored(o, NUMBER_COLOR, String(offset).padStart(d.width)) + colored(o, SEPARATOR_COLOR, sep);
  return out === '' ? '' : out + tab;
}

/** The separator between groups (and files) with its newline; there is one when at least `least` lines of context are asked for. */
function groupSeparator(o: GrepOptions, least: number): Bytes {
  if (o.separator === null || Math.max(o.before, o.after) < least) return '';
  return `${colored(o, SEPARATOR_COLOR, o.separator)}\n`;
}

function painted(o: GrepOptions, m: GrepMatcher, line: Bytes): Bytes {
  let out = '';
  let at = 0;
  for (let from = 0; from <= line.length; ) {
    const found = m.find(line, from);
    if (found === null) break;
    if (found.end === found.start) {
      from = found.end + 1;
      continue;
    }
    out += line.slice(at, found.start) + colored(o, MATCH_COLOR, line.slice(found.start, found.end));
    at = found.end;
    from = found.end;
  }
  return out + line.slice(at);
}

/** -o: each match that is not empty on a line of its own. */
function parts(o: GrepOptions, d: Display, m: GrepMatcher, line: Bytes, number: number, offset: number): Bytes {
  let out = '';
  for (let from = 0; from <= line.length; ) {
    const found = m.find(line, from);
    if (found === null) break;
    if (found.end === found.start) {
      from = found.end + 1;
      continue;
    }
    out +=
      head(o, d, number, offset + found.start, ':') +
      colored(o, MATCH_COLOR, line.slice(found.start, found.end)) +
      o.eol;
    from = found.end;
  }
  return out;
}

/** The lines of a block as they are gone through; mutable inside one handler only. */
class Scan {
  readonly o: GrepOptions;
  readonly d: Display;
  readonly m: GrepMatcher;
  held: Bytes[];
  line: number;
  offset: number;
  selected: number;
  after: number;
  printed: number;
  out = '';

  constructor(o: GrepOptions, d: Display, m: GrepMatcher, s: FileState) {
    this.o = o;
    this.d = d;
    this.m = m;
    this.held = [...s.held];
    this.line = s.line;
    this.offset = s.offset;
    this.selected = s.selected;
    this.after = s.after;
    this.printed = s.printed;
  }

  show(line: Bytes, number: number, offset: number, sep: ':' | '-'): void {
    this.printed = number;
    if (this.o.only) {
      if (sep === ':' && !this.o.invert) this.out += parts(this.o, this.d, this.m, line, number, offset);
      return;
    }
    const paint = this.o.color && (sep === ':') !== this.o.invert;
    this.out += head(this.o, this.d, number, offset, sep) + (paint ? painted(this.o, this.m, line) : line) + this.o.eol;
  }

  /** A selected line with the context that was held before it. */
  select(line: Bytes, number: number, offset: number): void {
    this.selected += 1;
    if (this.d.silent) return;
    const first = number - this.held.length;
    const gap = this.printed === 0 ? this.d.separate : first > this.printed + 1;
    if (gap) this.out += groupSeparator(this.o, this.d.gnu ? 0 : 1);
    let at = offset - this.held.reduce((sum, l) => sum + l.length + 1, 0);
    this.held.forEach((l, i) => {
      this.show(l, first + i, at, '-');
      at += l.length + 1;
    });
    this.held = [];
    this.show(line, number, offset, ':');
    this.after = Math.max(0, this.o.after);
  }

  /** A line that is not selected: trailing context, or kept as leading context. */
  pass(line: Bytes, number: number, offset: number): void {
    if (this.d.silent) return;
    if (this.after > 0) {
      this.after -= 1;
      this.show(line, number, offset, '-');
    } else if (this.o.before > 0) {
      this.held.push(line);
      if (this.held.length > this.o.before) this.held.shift();
    }
  }
}

/** Passes over lines that cannot match: the place where the next line that holds the literal begins. */
function skipTo(scan: Scan, text: Bytes, at: number, literal: Bytes): number {
  const hit = text.indexOf(literal, at);
  const to = hit < 0 ? text.length : text.lastIndexOf(scan.o.eol, hit) + 1;
  if (to <= at) return at;
  if (scan.o.number) {
    for (let i = text.indexOf(scan.o.eol, at); i >= 0 && i < to; i = text.indexOf(scan.o.eol, i + 1)) scan.line += 1;
  }
  scan.offset += to - at;
  return to;
}

/** Goes through a block of whole lines (the last of a file may have no end). What is to be printed is in `out`. */
export function grepLines(
  o: GrepOptions,
  d: Display,
  m: GrepMatcher,
  s: FileState,
  text: Bytes,
): { readonly state: FileState; readonly out: Bytes } {
  const scan = new Scan(o, d, m, s);
  const context = o.before > 0 || o.after > 0;
  const literal = o.invert || context ? null : m.literal;
  let { done } = s;
  for (let at = 0; at < text.length && !done; ) {
    if (literal !== null) {
      at = skipTo(scan, text, at, literal);
      if (at >= text.length) break;
    }
    const newline = text.indexOf(o.eol, at);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(at, end);
    const { offset } = scan;
    scan.line += 1;
    scan.offset += end + 1 - at;
    at = end + 1;
    const wanted = scan.selected < o.max && (m.find(line, 0) !== null) !== o.invert;
    if (wanted) scan.select(line, scan.line, offset);
    else scan.pass(line, scan.line, offset);
    if (scan.selected >= o.max && (scan.after === 0 || d.silent || !d.gnu)) done = true;
    if (wanted && d.first) done = true;
  }
  const state = {
    line: scan.line,
    offset: scan.offset,
    selected: scan.selected,
    held: scan.held,
    after: scan.after,
    printed: scan.printed,
    binary: s.binary,
    done,
  };
  return { state, out: scan.out };
}
