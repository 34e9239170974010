/** sed(1): lines from the operands through a script, to standard output or back into the files. */
import { EAGAIN, EISDIR, type Errno, strerror } from '../../kernel/errno.ts';
import {
  O_CREAT,
  O_EXCL,
  O_RDONLY,
  O_TRUNC,
  O_WRONLY,
  S_IFDIR,
  S_IFMT,
  S_IFREG,
  type Stat,
} from '../../kernel/syscall.ts';
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import type { Regex } from '../../util/posix-regex/regex.ts';
import { writeFailed } from '../frame/filter.ts';
import { type Flavour, tools } from '../frame/flavour.ts';
import { openInput } from '../frame/input.ts';
import { complain } from '../frame/invocation.ts';
import { type LineReader, readLine } from '../frame/line-reader.ts';
import { type SedPlan, sedPlan } from './sed-plan.ts';
import { NoRegex, type SedHost, type SedState, sedStep } from './sed-run.ts';

/** Where the output of -i goes until it takes the place of the file. */
interface InPlace {
  readonly file: Bytes;
  readonly temporary: Bytes;
  readonly stat: Stat;
}

interface Locals {
  plan: SedPlan;
  state: SedState;
  /** The file being read, and the number of the next one. */
  reader: LineReader | null;
  next: number;
  /** A line that was read ahead to find out whether one is the last; null: none was. '' : the input is at its end. */
  ahead: Bytes | null;
  phase: 'read' | 'script' | 'finish' | 'next' | 'append';
  out: number;
  inPlace: InPlace | null;
  /** The last line printed had no newline. */
  open: boolean;
  writers: readonly (readonly [Bytes, number])[];
  readers: readonly (readonly [Bytes, LineReader | null])[];
  quit: number;
  status: number;
}

function start(p: Proc<Locals>, f: Flavour): Next {
  const plan = sedPlan(p, f);
  if (typeof plan === 'number') return p.exit(plan);
  const state: SedState = {
    pattern: '',
    hold: '',
    pc: 0,
    line: 0,
    ranges: plan.script.commands.map(() => -1),
    flag: false,
    ended: true,
    queue: [],
    lastRegex: null,
    keep: false,
  };
  const writers: (readonly [Bytes, number])[] = [];
  for (const c of plan.script.commands) {
    if (c.file === '' || c.name === 'r' || c.name === 'R' || writers.some(([name]) => name === c.file)) continue;
    const fd =
      c.file === '/dev/stdout' ? 1 : c.file === '/dev/stderr' ? 2 : p.open(c.file, O_WRONLY | O_CREAT | O_TRUNC, 0o666);
    if (fd < 0)
      return p.exit(
        complain(
          p,
          plan.name,
          f.gnu ? `couldn't open file ${c.file}: ${strerror(fd)}` : `can't open '${c.file}': ${strerror(fd)}`,
          f.gnu ? 4 : 1,
        ),
      );
    writers.push([c.file, fd]);
  }
  p.locals = {
    plan,
    state,
    reader: null,
    next: 0,
    ahead: null,
    phase: 'read',
    out: 1,
    inPlace: null,
    open: false,
    writers,
    readers: [],
    quit: -1,
    status: 0,
  };
  return p.goto('run');
}

function cannotRead(p: Proc<Locals>, f: Flavour, file: Bytes, errno: Errno): void {
  const l = p.locals;
  l.status = complain(
    p,
    l.plan.name,
    f.gnu ? `can't read ${file}: ${strerror(errno)}` : `${file}: ${strerror(errno)}`,
    f.gnu ? 2 : 1,
  );
}

/** A file of -i is written to a new one beside it. A number is an exit status. */
function beginInPlace(p: Proc<Locals>, f: Flavour, file: Bytes): number | null {
  const l = p.locals;
  const stat = p.stat(file);
  if (typeof stat === 'number' || (stat.mode & S_IFMT) !== S_IFREG) {
    l.status = complain(
      p,
      l.plan.name,
      f.gnu ? `couldn't edit ${file}: not a regular file` : `${file}: not a regular file`,
      f.gnu ? 4 : 1,
    );
    return l.status;
  }
  const slash = file.lastIndexOf('/') + 1;
  let name = '';
  for (const octet of p.random(6))
    name += 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'.charAt(octet.charCodeAt(0) % 62);
  const temporary = f.gnu ? `${file.slice(0, slash)}sed${name}` : `${file}${name}`;
  const fd = p.open(temporary, O_WRONLY | O_CREAT | O_EXCL, 0o600);
  if (fd < 0) {
    l.status = complain(
      p,
      l.plan.name,
      f.gnu
        ? `couldn't open temporary file ${slash === 0 ? './' : ''}${temporary}: ${strerror(fd)}`
        : `can't create temp file '${file}XXXXXX': ${strerror(fd)}`,
      f.gnu ? 4 : 1,
    );
    return l.status;
  }
  l.out = fd;
  l.inPlace = { file, temporary, stat };
  return null;
}

function endInPlace(p: Proc<Locals>): void {
  const l = p.locals;
  const edit = l.inPlace;
  if (edit === null) return;
  p.close(l.out);
  p.chmod(edit.temporary, edit.stat.mode & 0o7777);
  p.chown(edit.temporary, edit.stat.uid, edit.stat.gid);
  const suffix = l.plan.inPlace ?? '';
  if (suffix !== '') p.rename(edit.file, suffix.includes('*') ? suffix.replaceAll('*', edit.file) : edit.file + suffix);
  p.rename(edit.temporary, edit.file);
  l.inPlace = null;
  l.out = 1;
  l.open = false;
}

/** Opens the next operand; false when none is left. */
function openNext(p: Proc<Locals>, f: Flavour): boolean {
  const l = p.locals;
  for (;;) {
    const file = l.plan.files[l.next];
    if (file === undefined) return false;
    l.next += 1;
    const fd = file === '-' && l.plan.inPlace === null ? 0 : file === '-' ? openInput(p, '-') : p.open(file, O_RDONLY);
    if (fd < 0) {
      cannotRead(p, f, file, fd);
      continue;
    }
    const stat = p.fstat(fd);
    if (typeof stat !== 'number' && (stat.mode & S_IFMT) === S_IFDIR) {
      p.close(fd);
      if (l.plan.inPlace !== null && f.gnu)
        l.status = complain(p, l.plan.name, `couldn't edit ${file}: not a regular file`, 4);
      else
        l.status = complain(
          p,
          l.plan.name,
          f.gnu
            ? `couldn't read ${file}: ${strerror(EISDIR)}`.replace("couldn't read", 'read error on')
            : `${file}: ${strerror(EISDIR)}`,
          f.gnu ? 2 : 1,
        );
      if (!f.gnu) l.status = 1;
      continue;
    }
    if (l.plan.inPlace !== null && beginInPlace(p, f, file) !== null) {
      p.close(fd);
      continue;
    }
    if (l.plan.separate) l.state = { ...l.state, line: l.plan.inPlace === null ? l.state.line : 0 };
    l.reader = { file, fd, buffer: '', at: 0, ended: false };
    return true;
  }
}

/** A line with its end, '' at the end of all input (or of a separate file), null to wait. */
function takeLine(p: Proc<Locals>, f: Flavour, across: boolean): Bytes | null {
  const l = p.locals;
  for (;;) {
    if (l.reader === null) {
      if (!across || !openNext(p, f)) return '';
    }
    const reader = l.reader as LineReader;
    const got = readLine(p, reader, l.plan.end);
    l.reader = got.reader;
    if (got.line === EAGAIN) return null;
    if (typeof got.line === 'number') {
      cannotRead(p, f, reader.file, got.line);
      l.reader = null;
      continue;
    }
    if (got.line !== '') return got.line;
    if (reader.fd > 0) p.close(reader.fd);
    l.reader = null;
    if (l.plan.separate) return '';
  }
}

/** Looks ahead for the line after this one. */
function peekLine(p: Proc<Locals>, f: Flavour): Bytes | null {
  const l = p.locals;
  if (l.ahead === null) l.ahead = takeLine(p, f, !l.plan.separate);
  return l.ahead;
}

function put(p: Proc<Locals>, text: Bytes, ended: boolean): void {
  const l = p.locals;
  p.print(l.out, (l.open ? l.plan.end : '') + text + (ended ? l.plan.end : ''));
  l.open = !ended;
}

function host(p: Proc<Locals>, f: Flavour, regexes: Map<string, Regex>): SedHost {
  const l = p.locals;
  return {
    quiet: l.plan.quiet,
    gnu: f.gnu,
    extended: l.plan.extended,
    utf8: l.plan.utf8,
    end: l.plan.end,
    lineLength: l.plan.lineLength,
    regexes,
    fileName: l.reader?.file ?? l.plan.files[Math.max(0, l.next - 1)] ?? '-',
    isLast: () => {
      const line = peekLine(p, f);
      return line === null ? null : line === '';
    },
    print: (text, ended) => put(p, text, ended),
    write: (file, text) => {
      const fd = l.writers.find(([name]) => name === file)?.[1] ?? -1;
      if (fd === 1) put(p, text.slice(0, -1), true);
      else if (fd >= 0) p.print(fd, text);
    },
  };
}

/** What was queued by a, r and R. */
function flushQueue(p: Proc<Locals>): void {
  const l = p.locals;
  const { queue } = l.state;
  if (queue.length === 0) return;
  for (const item of queue) {
    if (item.kind === 'text') put(p, item.text.slice(0, -1), true);
    else if (item.kind === 'file') {
      const text = p.readFile(item.text === '/dev/stdin' ? '/dev/stdin' : item.text);
      if (typeof text === 'string' && text !== '') {
        const whole = text.endsWith('\n');
        put(p, whole ? text.slice(0, -1) : text, whole);
      }
    } else queuedLine(p, item.text);
  }
  l.state = { ...l.state, queue: [] };
}

function queuedLine(p: Proc<Locals>, file: Bytes): void {
  const l = p.locals;
  let known = l.readers.find(([name]) => name === file)?.[1];
  if (known === undefined) {
    const fd = p.open(file, O_RDONLY);
    known = fd < 0 ? null : { file, fd, buffer: '', at: 0, ended: false };
  }
  if (known !== null) {
    const got = readLine(p, known);
    if (typeof got.line === 'string' && got.line !== '')
      put(p, got.line.endsWith('\n') ? got.line.slice(0, -1) : got.line, true);
    known = got.reader;
  }
  l.readers = [...l.readers.filter(([name]) => name !== file), [file, known]];
}

function autoprint(p: Proc<Locals>): void {
  const l = p.locals;
  if (!l.plan.quiet) put(p, l.state.pattern, l.state.ended);
}

/** Puts a line into the pattern space, or behind it for N. */
function accept(l: Locals, line: Bytes, append: boolean): void {
  const ended = line.endsWith(l.plan.end);
  const text = ended ? line.slice(0, -1) : line;
  l.state = { ...l.state, line: l.state.line + 1, ended, pattern: append ? l.state.pattern + l.plan.end + text : text };
}

/** The next line for the phases that want one; null to wait, '' at the end. */
function wantedLine(p: Proc<Locals>, f: Flavour, across: boolean): Bytes | null {
  const l = p.locals;
  if (l.ahead !== null && (l.ahead !== '' || !across)) {
    const line = l.ahead;
    l.ahead = null;
    return line;
  }
  l.ahead = null;
  return takeLine(p, f, across);
}

function waitForInput(p: Proc<Locals>): Next {
  return p.waitRead(p.locals.reader?.fd ?? 0, 'run');
}

/** The rest of a file of -i is lost. */
function quit(p: Proc<Locals>, code: number): Next {
  p.locals.quit = code;
  return p.goto(p.locals.inPlace === null ? 'end' : 'close');
}

/** Begins a cycle: true when it has begun, otherwise how to go on. */
function beginCycle(p: Proc<Locals>, f: Flavour): true | Next {
  const l = p.locals;
  if (l.state.keep) {
    l.state = { ...l.state, keep: false, pc: 0 };
    l.phase = 'script';
    return true;
  }
  if (l.inPlace !== null && l.reader === null && (l.ahead === null || l.ahead === '')) return p.goto('close');
  const line = wantedLine(p, f, true);
  if (line === null) return waitForInput(p);
  if (line === '') {
    if (l.inPlace !== null) return p.goto('close');
    return l.next < l.plan.files.length || l.reader !== null ? p.goto('run') : p.goto('end');
  }
  accept(l, line, false);
  l.state = { ...l.state, pc: 0, flag: false };
  l.phase = 'script';
  return true;
}

/** n and N: the next line, or the end of the script. */
function moreInput(p: Proc<Locals>, f: Flavour): true | Next {
  const l = p.locals;
  const append = l.phase === 'append';
  const ahead = peekLine(p, f);
  if (ahead === null) return waitForInput(p);
  if (ahead === '') {
    // Without a next line GNU prints what it has, unless POSIX is asked for.
    autoprint(p);
    flushQueue(p);
    if (l.plan.separate && l.next < l.plan.files.length) {
      l.ahead = null;
      l.phase = 'read';
      return p.goto(l.inPlace === null ? 'run' : 'close');
    }
    return p.goto(l.inPlace === null ? 'end' : 'close');
  }
  if (!append) autoprint(p);
  flushQueue(p);
  l.ahead = null;
  accept(l, ahead, append);
  l.phase = 'script';
  return true;
}

/** Runs cycles until enough was printed, or input is missing. */
function run(p: Proc<Locals>, f: Flavour): Next {
  const l = p.locals;
  if (writeFailed(p, l.plan.name)) return p.exit(4);
  const regexes = new Map<string, Regex>();
  for (let n = 0; n < 512; n++) {
    if (l.phase === 'read') {
      const begun = beginCycle(p, f);
      if (begun !== true) return begun;
    } else if (l.phase === 'next' || l.phase === 'append') {
      const got = moreInput(p, f);
      if (got !== true) return got;
    }
    l.state = { ...l.state };
    let step: ReturnType<typeof sedStep>;
    try {
      step = sedStep(host(p, f, regexes), l.state, l.plan.script.commands);
    } catch (error) {
      if (!(error instanceof NoRegex)) throw error;
      return p.exit(complain(p, l.plan.name, f.gnu ? `-e expression #1, char 0: ${error.message}` : error.message));
    }
    if (step === null) return p.goto('run');
    if (step === 'end') {
      autoprint(p);
      flushQueue(p);
      l.phase = 'read';
    } else if (step.kind === 'wait') return waitForInput(p);
    else if (step.kind === 'cycle') {
      flushQueue(p);
      l.phase = 'read';
    } else if (step.kind === 'quit') {
      if (step.print) {
        autoprint(p);
        flushQueue(p);
      }
      return quit(p, step.code);
    } else l.phase = step.kind;
  }
  return p.goto('run');
}

/** The file of -i is complete. */
function close(p: Proc<Locals>): Next {
  const l = p.locals;
  endInPlace(p);
  l.ahead = null;
  if (l.quit >= 0 || l.next >= l.plan.files.length) return p.goto('end');
  l.phase = 'read';
  return p.goto('run');
}

function end(p: Proc<Locals>): Next {
  const l = p.locals;
  if (writeFailed(p, l.plan.name)) return p.exit(4);
  return p.exit(l.quit > 0 ? l.quit : l.status);
}

/** `gnu/sed` and `busybox/sed`. */
export const sedPrograms: readonly Program[] = tools<Locals>('sed', 1, (f) => ({
  start: (p) => start(p, f),
  run: (p) => run(p, f),
  close,
  end,
}));
