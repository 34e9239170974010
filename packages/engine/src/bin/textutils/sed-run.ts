/** Running a sed(1) script over one line after another. The state is plain data; `step` stops where it must wait for input. */
import type { Bytes } from '../../util/bytes.ts';
import { RegexError } from '../../util/posix-regex/error.ts';
import { compileRegex, execRegex, type Regex, type RegexMatch } from '../../util/posix-regex/regex.ts';
import { expandReplacement } from './sed-replacement.ts';
import type { SedAddress, SedCommand, SedRegex } from './sed-script.ts';

/** Where the script stands. Ranges: -1 inactive, -2 open to a regex or the last line, otherwise the line it ends with. */
export interface SedState {
  pattern: Bytes;
  hold: Bytes;
  pc: number;
  line: number;
  ranges: readonly number[];
  /** A substitution was made since the last line or jump. */
  flag: boolean;
  /** The line in the pattern space ended with a newline. */
  ended: boolean;
  /** What is printed behind the pattern space: texts, or files to be read. */
  queue: readonly { readonly kind: 'text' | 'file' | 'line'; readonly text: Bytes }[];
  lastRegex: SedRegex | null;
  /** D keeps the pattern space for the next cycle. */
  keep: boolean;
}

/** What the script needs from the program round it. */
export interface SedHost {
  readonly quiet: boolean;
  readonly gnu: boolean;
  readonly extended: boolean;
  readonly utf8: boolean;
  readonly end: string;
  readonly lineLength: number;
  readonly regexes: Map<string, Regex>;
  /** Whether the line in hand is the last; null when that is not known yet. */
  isLast(): boolean | null;
  /** Prints text on the current output; `ended` adds the line end. */
  print(text: Bytes, ended: boolean): void;
  write(file: Bytes, text: Bytes): void;
  readonly fileName: Bytes;
}

/** How the script goes on: more of it, the next cycle, a line for n or N, an end, or a wait for input. */
export type SedStep =
  | { readonly kind: 'cycle' }
  | { readonly kind: 'next' }
  | { readonly kind: 'append' }
  | { readonly kind: 'quit'; readonly code: number; readonly print: boolean }
  | { readonly kind: 'wait' };

/** A match with no previous regular expression. */
export class NoRegex extends Error {}

function compiled(host: SedHost, s: SedState, wanted: SedRegex): Regex {
  let regex = wanted;
  if (regex.pattern === '') {
    if (s.lastRegex === null) throw new NoRegex('no previous regular expression');
    regex = s.lastRegex;
  }
  s.lastRegex = regex;
  const key = `${regex.flags}/${regex.pattern}`;
  let found = host.regexes.get(key);
  if (found === undefined) {
    const made = sedRegex(host, regex);
    if (made instanceof RegexError) throw new NoRegex(made.message);
    found = made;
    host.regexes.set(key, found);
  }
  return found;
}

/** Compiles a regular expression as sed does. */
export function sedRegex(
  o: { readonly extended: boolean; readonly utf8: boolean },
  regex: SedRegex,
): Regex | RegexError {
  const pattern = regex.pattern.replace(/\\([\s\S])/g, (all, c: string) => (c === 'n' ? '\n' : c === 't' ? '\t' : all));
  return compileRegex(pattern, {
    extended: o.extended,
    icase: regex.flags.includes('I'),
    multiline: regex.flags.includes('M'),
    utf8: o.utf8,
    dialect: 'sed',
  });
}

/** One address; null when it is not known yet (`$`). */
function matches(host: SedHost, s: SedState, a: SedAddress): boolean | null {
  switch (a.kind) {
    case 'line':
      return s.line === a.n;
    case 'step':
      return s.line >= a.first && (s.line - a.first) % a.step === 0;
    case 'last':
      return host.isLast();
    case 'regex':
      return execRegex(compiled(host, s, a.regex), s.pattern) !== null;
    default:
      return false;
  }
}

function setRange(s: SedState, at: number, value: number): void {
  s.ranges = s.ranges.map((old, i) => (i === at ? value : old));
}

/** Opens a range at its first line; the line where it ends, -2 when a match or the last line ends it. */
function rangeEnd(s: SedState, to: SedAddress): number {
  if (to.kind === 'line') return to.n;
  if (to.kind === 'plus') return s.line + to.n;
  if (to.kind === 'multiple') return to.n === 0 ? s.line : Math.ceil(s.line / to.n) * to.n;
  return -2;
}

/** Whether the addresses of a command select the line; null when that is not known yet. */
function selects(host: SedHost, s: SedState, c: SedCommand, at: number): boolean | null {
  if (c.from === null) return true;
  if (c.to === null) return matches(host, s, c.from);
  let range = s.ranges[at] as number;
  // 0,/re/ is open before the first line.
  if (range === -1 && c.from.kind === 'line' && c.from.n === 0 && s.line === 1) range = -2;
  if (range >= 0) {
    if (s.line >= range) setRange(s, at, -1);
    if (s.line <= range) return true;
    range = -1;
  }
  if (range === -2) {
    const over = matches(host, s, c.to);
    if (over === null) return null;
    setRange(s, at, over ? -1 : -2);
    return true;
  }
  const begins = matches(host, s, c.from);
  if (begins !== true) return begins;
  const end = rangeEnd(s, c.to);
  if (end === -2) {
    if (c.to.kind === 'last') {
      const last = host.isLast();
      if (last === null) return null;
      setRange(s, at, last ? -1 : -2);
    } else setRange(s, at, -2);
  } else setRange(s, at, end > s.line ? end : -1);
  return true;
}

function groupText(text: Bytes, m: RegexMatch, n: number): Bytes {
  if (n === 0) return text.slice(m.start, m.end);
  const group = m.groups[n - 1];
  return group === null || group === undefined ? '' : text.slice(group[0], group[1]);
}

/** `s`: true when something was replaced. */
function substitute(host: SedHost, s: SedState, c: SedCommand): boolean {
  const regex = compiled(host, s, c.regex as SedRegex);
  const text = s.pattern;
  let out = '';
  let copied = 0;
  let count = 0;
  let last = -1;
  let done = false;
  // In BusyBox the flag g makes a number meaningless.
  const first = c.global && !host.gnu ? 1 : Math.max(1, c.number);
  for (let from = 0; from <= text.length; ) {
    const m = execRegex(regex, text, from);
    if (m === null) break;
    // An empty match right behind the last match is none.
    if (m.start === m.end && m.start === last) {
      from = m.start + 1;
      continue;
    }
    count += 1;
    last = m.end;
    if (count >= first) {
      out += text.slice(copied, m.start) + expandReplacement(c.replacement, (n) => groupText(text, m, n));
      copied = m.end;
      done = true;
      if (!c.global) break;
    }
    from = m.end === m.start ? m.end + 1 : m.end;
  }
  if (!done) return false;
  s.pattern = out + text.slice(copied);
  return true;
}

/** `l`: the pattern space unambiguously, in lines of the wanted length. */
function listing(text: Bytes, length: number): Bytes {
  let out = '';
  let line = '';
  const room = length - 1;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    const at = '\\\x07\b\f\n\r\t\v'.indexOf(text.charAt(i));
    const piece =
      at >= 0
        ? `\\${'\\abfnrtv'.charAt(at)}`
        : c >= 32 && c < 127
          ? text.charAt(i)
          : `\\${c.toString(8).padStart(3, '0')}`;
    if (length > 1 && line.length + piece.length > room) {
      out += `${line}\\\n`;
      line = '';
    }
    line += piece;
  }
  return `${out}${line}$`;
}

function transliterated(text: Bytes, map: Bytes): Bytes {
  const half = map.length / 2;
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const at = map.slice(0, half).indexOf(text.charAt(i));
    out += at < 0 ? text.charAt(i) : map.charAt(half + at);
  }
  return out;
}

const NEXT: SedStep = { kind: 'next' };
const APPEND: SedStep = { kind: 'append' };
const CYCLE: SedStep = { kind: 'cycle' };
const WAIT: SedStep = { kind: 'wait' };

function firstLine(text: Bytes): Bytes {
  const newline = text.indexOf('\n');
  return newline < 0 ? text : text.slice(0, newline);
}

/** Commands that only change or print; undefined for the others. */
function simple(host: SedHost, s: SedState, c: SedCommand): boolean {
  switch (c.name) {
    case '=':
      host.print(String(s.line), true);
      return true;
    case 'a':
      s.queue = [...s.queue, { kind: 'text', text: c.text }];
      return true;
    case 'i':
      host.print(c.text.slice(0, -1), true);
      return true;
    case 'r':
      s.queue = [...s.queue, { kind: 'file', text: c.file }];
      return true;
    case 'R':
      s.queue = [...s.queue, { kind: 'line', text: c.file }];
      return true;
    case 'g':
      s.pattern = s.hold;
      return true;
    case 'G':
      s.pattern += `${host.end}${s.hold}`;
      return true;
    case 'h':
      s.hold = s.pattern;
      return true;
    case 'H':
      s.hold += `${host.end}${s.pattern}`;
      return true;
    case 'x':
      [s.pattern, s.hold] = [s.hold, s.pattern];
      return true;
    case 'l':
      if (host.gnu) host.print(listing(s.pattern, c.number >= 0 ? c.number : host.lineLength), true);
      return true;
    case 'p':
      host.print(s.pattern, s.ended);
      return true;
    case 'P':
      host.print(firstLine(s.pattern), true);
      return true;
    case 'w':
      host.write(c.file, `${s.pattern}\n`);
      return true;
    case 'W':
      host.write(c.file, `${firstLine(s.pattern)}\n`);
      return true;
    case 'y':
      s.pattern = transliterated(s.pattern, c.text);
      return true;
    case 'z':
      s.pattern = '';
      return true;
    case 'F':
      host.print(host.fileName, true);
      return true;
    default:
      return false;
  }
}

/** One command at `s.pc`; undefined to go on with the next. */
function command(host: SedHost, s: SedState, c: SedCommand): SedStep | undefined {
  if (simple(host, s, c)) return undefined;
  switch (c.name) {
    case 'b':
      s.pc = c.target;
      return undefined;
    case 't':
      if (s.flag) s.pc = c.target;
      s.flag = false;
      return undefined;
    case 'T':
      if (!s.flag) s.pc = c.target;
      s.flag = false;
      return undefined;
    case 'c':
      if (c.to === null || c.negated || s.ranges[s.pc - 1] === -1) host.print(c.text.slice(0, -1), true);
      s.pattern = '';
      return { kind: 'cycle' };
    case 'd':
      return CYCLE;
    case 'D':
      if (!s.pattern.includes('\n')) return CYCLE;
      s.pattern = s.pattern.slice(s.pattern.indexOf('\n') + 1);
      s.keep = true;
      return CYCLE;
    case 'n':
      return NEXT;
    case 'N':
      return APPEND;
    case 'q':
    case 'Q':
      return { kind: 'quit', code: Math.max(0, c.number), print: c.name === 'q' };
    case 's':
      if (!substitute(host, s, c)) return undefined;
      s.flag = true;
      for (let i = 0; i < c.print; i++) host.print(s.pattern, s.ended);
      if (c.file !== '') host.write(c.file, `${s.pattern}\n`);
      return undefined;
    default:
      return undefined;
  }
}

/** How many commands one call runs at most: an endless loop of jumps gives way. */
const FUEL = 4096;

/** Runs commands from `s.pc`. null: the fuel is used up. 'end' of the script is `{ kind: 'quit' }` with code -1. */
export function sedStep(host: SedHost, s: SedState, commands: readonly SedCommand[]): SedStep | 'end' | null {
  for (let n = 0; n < FUEL; n++) {
    const c = commands[s.pc];
    if (c === undefined) return 'end';
    const at = s.pc;
    const chosen = selects(host, s, c, at);
    if (chosen === null) return WAIT;
    s.pc += 1;
    if (chosen === c.negated) {
      if (c.name === '{') s.pc = c.target;
      continue;
    }
    if (c.name === '{') continue;
    const step = command(host, s, c);
    if (step !== undefined) return step;
  }
  return null;
}
