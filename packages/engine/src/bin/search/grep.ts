/** grep(1), egrep and fgrep: lines that match a pattern, in files, in trees of files, or on standard input. */
import { EAGAIN, EISDIR, strerror } from '../../kernel/errno.ts';
import { O_RDONLY, S_IFDIR, S_IFLNK, S_IFMT, S_IFREG, type Stat } from '../../kernel/syscall.ts';
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { fnmatch } from '../../util/glob.ts';
import { writeFailed } from '../frame/filter.ts';
import { type Flavour, tools } from '../frame/flavour.ts';
import { CHUNK } from '../frame/input.ts';
import { complain } from '../frame/invocation.ts';
import {
  advanced,
  enterDirectory,
  isAncestor,
  joinPath,
  nextEntry,
  WALK_STEPS,
  type WalkFrame,
} from '../frame/walk.ts';
import { type Display, FILE_START, type FileState, grepLines } from './grep-lines.ts';
import { type GrepMatcher, grepMatcher, isBadPattern } from './grep-matcher.ts';
import { type GrepOptions, grepPlan } from './grep-options.ts';
import { grepWarnings } from './grep-warnings.ts';

interface Locals {
  name: Bytes;
  o: GrepOptions;
  patterns: readonly Bytes[];
  /** Files of patterns and of names that are still to be read. */
  patternFiles: readonly Bytes[];
  excludeFiles: readonly Bytes[];
  files: readonly Bytes[];
  at: number;
  frame: WalkFrame | null;
  /** The open file, -1 for none. */
  fd: number;
  file: Bytes;
  names: boolean;
  /** `-r` without operands: files are named without `./`. */
  here: boolean;
  /** Digits of the file's size with -T, else 0. */
  width: number;
  carry: Bytes;
  s: FileState;
  /** Something with context has been printed. */
  shown: boolean;
  matched: boolean;
  failed: boolean;
}

type P = Proc<Locals>;

function start(p: P, f: Flavour, program: 'grep' | 'egrep' | 'fgrep'): Next {
  const plan = grepPlan(p, f, program);
  if (typeof plan === 'number') return p.exit(plan);
  const { o } = plan;
  const recurse = o.directories === 'recurse';
  const here = plan.files.length === 0 && recurse && f.gnu;
  const files = plan.files.length > 0 ? plan.files : here ? ['.'] : ['-'];
  p.locals = {
    name: plan.name,
    o,
    patterns: plan.patterns.flatMap((pattern) => pattern.split('\n')),
    patternFiles: plan.patternFiles,
    excludeFiles: plan.excludeFiles,
    files,
    at: 0,
    frame: null,
    fd: -1,
    file: '',
    names: o.names ?? (files.length > 1 || (recurse && f.gnu)),
    here,
    width: 0,
    carry: '',
    s: FILE_START,
    shown: false,
    matched: false,
    failed: false,
  };
  return plan.patternFiles.length + plan.excludeFiles.length === 0 ? ready(p, f) : p.goto('patterns');
}

/** Reads the files named by -f and --exclude-from, one a time; `-` is standard input. */
function patterns(p: P, f: Flavour): Next {
  const l = p.locals;
  const excluding = l.patternFiles.length === 0;
  const file = excluding ? l.excludeFiles[0] : l.patternFiles[0];
  if (file === undefined) return ready(p, f);
  if (l.fd < 0) {
    l.fd = file === '-' ? 0 : p.open(file, O_RDONLY);
    if (l.fd < 0) return p.exit(complain(p, l.name, `${file}: ${strerror(l.fd)}`, 2));
  }
  const data = p.read(l.fd, CHUNK);
  if (data === EAGAIN) return p.waitRead(l.fd, 'patterns');
  if (typeof data === 'number') return p.exit(complain(p, l.name, `${file}: ${strerror(data)}`, 2));
  if (data !== '') {
    l.carry += data;
    return p.goto('patterns');
  }
  if (l.fd > 0) p.close(l.fd);
  const lines = l.carry === '' ? [] : l.carry.replace(/\n$/, '').split('\n');
  l.fd = -1;
  l.carry = '';
  if (excluding) {
    l.o = { ...l.o, exclude: [...l.o.exclude, ...lines] };
    l.excludeFiles = l.excludeFiles.slice(1);
  } else {
    l.patterns = [...l.patterns, ...lines];
    l.patternFiles = l.patternFiles.slice(1);
  }
  return p.goto('patterns');
}

/** The patterns are complete: they are checked once. */
function ready(p: P, f: Flavour): Next {
  const l = p.locals;
  const m = grepMatcher(l.patterns, l.o, f.gnu);
  if (f.gnu) for (const text of grepWarnings(l.patterns, l.o.syntax)) complain(p, l.name, `warning: ${text}`);
  if (isBadPattern(m)) return p.exit(complain(p, l.name, f.gnu ? m.text : `bad regex '${m.bad}'`, 2));
  if (l.o.max === 0) return p.exit(f.gnu ? 1 : 0);
  return run(p, f, m);
}

function again(p: P, f: Flavour): Next {
  const l = p.locals;
  if (writeFailed(p, l.name)) return p.exit(2);
  const m = grepMatcher(l.patterns, l.o, f.gnu);
  return isBadPattern(m) ? p.exit(2) : run(p, f, m);
}

function trouble(p: P, file: Bytes, errno: number): void {
  p.locals.failed = true;
  if (!p.locals.o.silent) complain(p, p.locals.name, `${file}: ${strerror(errno)}`);
}

/** Small files are read to their end in one handler; a large block ends it. */
function run(p: P, f: Flavour, m: GrepMatcher): Next {
  const l = p.locals;
  for (let n = 0; n < WALK_STEPS; n++) {
    if (l.fd < 0) {
      const next = nextFile(p, f);
      if (next === 'end') return finish(p);
      if (next === 'skip') continue;
    }
    const data = p.read(l.fd, CHUNK);
    if (data === EAGAIN) return p.waitRead(l.fd, 'run');
    if (typeof data === 'number') {
      if (data !== EISDIR || f.gnu) trouble(p, shownName(l), data);
      if (data === EISDIR && !f.gnu) endOfFile(p, f, m);
      else closeFile(p);
      continue;
    }
    if (data === '') endOfFile(p, f, m);
    else block(p, f, m, data);
    if (l.fd >= 0 && l.s.done) endOfFile(p, f, m);
    if (l.o.quiet && l.matched) return p.exit(0);
    if (data.length > 4096) break;
  }
  return p.goto('run');
}

function finish(p: P): Next {
  const l = p.locals;
  if (l.failed && !(l.o.quiet && l.matched)) return p.goto('failed');
  return p.goto(l.matched ? 'found' : 'missing');
}

function shownName(l: Locals): Bytes {
  return l.file === '-' ? l.o.label : l.file;
}

function display(l: Locals, f: Flavour, binary: boolean): Display {
  const { o } = l;
  const hidden = binary && o.binary === 'binary' && !o.count;
  const listing = o.quiet || o.list !== '';
  return {
    name: l.names ? shownName(l) : null,
    silent: listing || o.count || hidden || (o.only && o.invert && f.gnu),
    first: listing || hidden,
    separate: l.shown,
    width: l.width,
    gnu: f.gnu,
  };
}

function scan(p: P, f: Flavour, m: GrepMatcher, text: Bytes): void {
  const l = p.locals;
  const binary = l.s.binary || (f.gnu && l.o.binary !== 'text' && l.o.eol === '\n' && text.includes('\0'));
  if (binary && !l.s.binary) l.s = { ...l.s, binary: true };
  if (binary && l.o.binary === 'without-match') {
    l.s = { ...l.s, done: true };
    return;
  }
  // zap_nuls of grep.c: in a binary file a NUL ends a line too.
  const lines = binary ? text.replaceAll('\0', '\n') : text;
  const { state, out } = grepLines(l.o, display(l, f, binary), m, l.s, lines);
  l.s = state;
  if (out !== '') {
    p.print(1, out);
    l.shown = true;
  }
  if (state.selected > 0) l.matched = true;
}

function block(p: P, f: Flavour, m: GrepMatcher, data: Bytes): void {
  const l = p.locals;
  const cut = data.lastIndexOf(l.o.eol) + 1;
  if (cut === 0) {
    l.carry += data;
    return;
  }
  const text = l.carry === '' ? data.slice(0, cut) : l.carry + data.slice(0, cut);
  l.carry = data.slice(cut);
  scan(p, f, m, text);
}

function listed(l: Locals): Bytes {
  const name = shownName(l);
  return `${l.o.color ? `\x1b[35m\x1b[K${name}\x1b[m\x1b[K` : name}${l.o.nulNames ? '\0' : '\n'}`;
}

/** Prints what is said once a file, and closes it. */
function endOfFile(p: P, f: Flavour, m: GrepMatcher): void {
  const l = p.locals;
  if (l.carry !== '' && !l.s.done) {
    const rest = l.carry;
    l.carry = '';
    scan(p, f, m, rest);
  }
  const { o, s } = l;
  if (!o.quiet) {
    if (o.count && o.list === '') {
      const sep = o.nulNames ? '\0' : o.color ? '\x1b[36m\x1b[K:\x1b[m\x1b[K' : ':';
      const name = o.color ? `\x1b[35m\x1b[K${shownName(l)}\x1b[m\x1b[K` : shownName(l);
      p.print(1, `${l.names ? name + sep : ''}${s.selected}\n`);
    }
    if (o.list === 'with' && s.selected > 0) p.print(1, listed(l));
    if (o.list === 'without' && s.selected === 0) p.print(1, listed(l));
    if (s.binary && s.selected > 0 && o.binary === 'binary' && !o.count && o.list === '')
      complain(p, l.name, `${shownName(l)}: binary file matches`);
  }
  closeFile(p);
}

function closeFile(p: P): void {
  const l = p.locals;
  if (l.fd > 0) p.close(l.fd);
  l.fd = -1;
  l.carry = '';
  l.s = FILE_START;
}

function excluded(o: GrepOptions, name: Bytes): boolean {
  const base = name.slice(name.lastIndexOf('/') + 1);
  const hit = (pattern: Bytes): boolean => fnmatch(pattern, name) || fnmatch(pattern, base);
  if (o.exclude.some(hit)) return true;
  return o.include.length > 0 && !o.include.some(hit);
}

function excludedDirectory(o: GrepOptions, name: Bytes): boolean {
  const base = name.slice(name.lastIndexOf('/') + 1);
  return o.excludeDir.some((pattern) => fnmatch(pattern, base) || fnmatch(pattern, name));
}

/** Opens the next file of the walk or the next operand: 'open', 'skip' when there was nothing to read, 'end'. */
function nextFile(p: P, f: Flavour): 'open' | 'skip' | 'end' {
  const l = p.locals;
  if (l.frame !== null) return nextOfWalk(p, f, l.frame);
  const file = l.files[l.at];
  if (file === undefined) return 'end';
  l.at += 1;
  if (file === '-') {
    l.fd = 0;
    l.file = '-';
    return sameAsOutput(p, f, p.fstat(0)) ? 'skip' : 'open';
  }
  if (l.o.directories === 'read') return openFile(p, f, file);
  const stat = p.stat(file);
  if (typeof stat !== 'number' && (stat.mode & S_IFMT) === S_IFDIR) {
    if (l.o.directories === 'skip' || (file !== '.' && excludedDirectory(l.o, file))) return 'skip';
    if (!f.gnu && l.o.names === null) l.names = true;
    enter(p, file, stat);
    return 'skip';
  }
  return openFile(p, f, file);
}

function enter(p: P, path: Bytes, stat: Stat): void {
  const l = p.locals;
  const frame = enterDirectory(p, path, l.frame, stat.dev, stat.ino);
  if (typeof frame === 'number') trouble(p, path, frame);
  else l.frame = frame;
}

function nextOfWalk(p: P, f: Flavour, frame: WalkFrame): 'open' | 'skip' {
  const l = p.locals;
  const entry = nextEntry(frame);
  if (entry === undefined) {
    l.frame = frame.up;
    return 'skip';
  }
  l.frame = advanced(frame);
  const path = l.here && frame.path === '.' ? entry.name : joinPath(frame.path, entry.name);
  const link = entry.type === S_IFLNK;
  if (link && f.gnu && !l.o.follow) return 'skip';
  const stat = p.stat(path);
  if (typeof stat === 'number') {
    trouble(p, path, stat);
    return 'skip';
  }
  const type = stat.mode & S_IFMT;
  if (type === S_IFDIR) {
    if (link && !l.o.follow) return 'skip';
    if (excludedDirectory(l.o, path)) return 'skip';
    if (isAncestor(l.frame, stat.dev, stat.ino)) {
      if (f.gnu) complain(p, l.name, `${path}: warning: recursive directory loop`);
      return 'skip';
    }
    enter(p, path, stat);
    return 'skip';
  }
  if (type !== S_IFREG && f.gnu) return 'skip';
  return openFile(p, f, path);
}

function openFile(p: P, f: Flavour, file: Bytes): 'open' | 'skip' {
  const l = p.locals;
  if (excluded(l.o, file)) return 'skip';
  const fd = p.open(file, O_RDONLY);
  if (fd < 0) {
    trouble(p, file, fd);
    return 'skip';
  }
  l.fd = fd;
  l.file = file;
  if (!f.gnu) return 'open';
  const stat = p.fstat(fd);
  l.width = l.o.tab && typeof stat !== 'number' && (stat.mode & S_IFMT) === S_IFREG ? String(stat.size).length : 0;
  const type = typeof stat === 'number' ? S_IFREG : stat.mode & S_IFMT;
  const skip =
    (l.o.directories === 'skip' && type === S_IFDIR) ||
    (l.o.devices === 'skip' && type !== S_IFREG && type !== S_IFDIR);
  if (skip) closeFile(p);
  return skip || sameAsOutput(p, f, stat) ? 'skip' : 'open';
}

/** A file that grep prints into would be read for ever (grep.c, "input file is also the output"). */
function sameAsOutput(p: P, f: Flavour, stat: Stat | number): boolean {
  const l = p.locals;
  if (
    !f.gnu ||
    l.o.quiet ||
    l.o.count ||
    l.o.list !== '' ||
    l.o.max <= 1 ||
    typeof stat === 'number' ||
    (stat.mode & S_IFMT) !== S_IFREG
  )
    return false;
  const out = p.fstat(1);
  if (typeof out === 'number' || out.dev !== stat.dev || out.ino !== stat.ino) return false;
  if (!l.o.silent)
    complain(p, l.name, `${l.file === '-' ? '(standard input)' : l.file}: input file is also the output`);
  l.failed = true;
  closeFile(p);
  return true;
}

function exitWith(code: number): (p: P) => Next {
  return (p) => p.exit(writeFailed(p, p.locals.name) ? 2 : code);
}

function grepNamed(program: 'grep' | 'egrep' | 'fgrep'): readonly Program[] {
  return tools<Locals>(program, 1, (f) => ({
    start: (p) => start(p, f, program),
    patterns: (p) => patterns(p, f),
    run: (p) => again(p, f),
    found: exitWith(0),
    missing: exitWith(1),
    failed: exitWith(2),
  }));
}

/** `grep`, `egrep` and `fgrep` of both families. */
export const grepPrograms: readonly Program[] = [...grepNamed('grep'), ...grepNamed('egrep'), ...grepNamed('fgrep')];
