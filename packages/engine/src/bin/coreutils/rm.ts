/** rm(1): removes names, trees with -r, asking where it must. */
import { EISDIR, ENOENT, ENOTDIR, ENOTEMPTY, type Errno, strerror } from '../../kernel/errno.ts';
import { S_IFDIR, S_IFLNK, S_IFMT, S_IFREG, type Stat } from '../../kernel/syscall.ts';
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { commandName, type Flavour, tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { complain, invocation, printUsage, usageError } from '../frame/invocation.ts';
import { readAnswer } from '../frame/prompt.ts';
import { quoteaf, quoted } from '../frame/quote.ts';
import { advanced, enterDirectory, joinPath, nextEntry, WALK_STEPS, type WalkFrame } from '../frame/walk.ts';
import { baseName } from './path-name.ts';

interface Locals {
  force: boolean;
  recursive: boolean;
  directories: boolean;
  verbose: boolean;
  /** `always`, `once` (-I), or `protected`: only names that cannot be written, on a terminal. */
  ask: 'always' | 'once' | 'protected';
  preserveRoot: boolean;
  operands: readonly Bytes[];
  at: number;
  frame: WalkFrame | null;
  /** What the user is asked about, and what a yes leads to. */
  question: { readonly path: Bytes; readonly then: 'remove' | 'enter' | 'rmdir' | 'all' } | null;
  typed: Bytes;
  status: number;
}

const GNU_OPTIONS = optionSpec(
  'dfiIrRv',
  'dir>d force>f interactive?>interactive recursive>r verbose>v no-preserve-root preserve-root?>preserve one-file-system>x',
);
const BUSYBOX_OPTIONS = optionSpec('firRv', 'recursive>r force>f interactive>i');

function setInteractive(l: Locals, value: Bytes): boolean {
  if (value === '' || value === 'always' || value === 'yes') l.ask = 'always';
  else if (value === 'once') l.ask = 'once';
  else if (value === 'never' || value === 'no' || value === 'none') l.ask = 'protected';
  else return false;
  l.force = value === 'never' || value === 'no' || value === 'none';
  return true;
}

function start(p: Proc<Locals>, f: Flavour): Next {
  const c = invocation(p, f, f.gnu ? GNU_OPTIONS : BUSYBOX_OPTIONS);
  if (typeof c === 'number') return p.exit(c);
  const l: Locals = {
    force: false,
    recursive: false,
    directories: false,
    verbose: false,
    ask: 'protected',
    preserveRoot: true,
    operands: c.operands,
    at: 0,
    frame: null,
    question: null,
    typed: '',
    status: 0,
  };
  for (const { key, value } of c.options) {
    if (key === 'f') {
      l.force = true;
      l.ask = 'protected';
    } else if (key === 'i') {
      l.ask = 'always';
      l.force = false;
    } else if (key === 'I') l.ask = 'once';
    else if (key === 'interactive') {
      if (!setInteractive(l, value))
        return p.exit(usageError(p, f, c.name, `invalid argument ${quoted(p, value)} for '--interactive'`));
    } else if (key === 'r' || key === 'R') l.recursive = true;
    else if (key === 'd') l.directories = true;
    else if (key === 'v') l.verbose = true;
    else if (key === 'no-preserve-root') l.preserveRoot = false;
  }
  if (c.operands.length === 0) {
    if (l.force) return p.exit(0);
    return p.exit(f.gnu ? usageError(p, f, c.name, 'missing operand') : printUsage(p, f, c.name));
  }
  p.locals = l;
  if (l.ask === 'once' && (l.recursive || c.operands.length > 3)) {
    const many = c.operands.length === 1 ? '1 argument' : `${c.operands.length} arguments`;
    p.print(2, `${c.name}: remove ${many}${l.recursive ? ' recursively' : ''}? `);
    l.question = { path: '', then: 'all' };
    return p.goto('answer');
  }
  if (l.ask === 'once') l.ask = 'protected';
  return p.goto('run');
}

function typeName(stat: Stat): string {
  const type = stat.mode & S_IFMT;
  if (type === S_IFDIR) return 'directory';
  if (type === S_IFLNK) return 'symbolic link';
  if (type !== S_IFREG) return 'special file';
  return stat.size === 0 ? 'regular empty file' : 'regular file';
}

/** Whether the user must be asked before `path` goes. */
function mustAsk(p: Proc<Locals>, path: Bytes, stat: Stat): boolean {
  const l = p.locals;
  if (l.ask === 'always') return true;
  if (l.force || (stat.mode & S_IFMT) === S_IFLNK) return false;
  return p.isatty(0) && p.access(path, 2) < 0;
}

/** Prints a question; the handler then goes to `answer`. */
function ask(p: Proc<Locals>, f: Flavour, path: Bytes, stat: Stat, then: 'remove' | 'enter' | 'rmdir'): void {
  const guard = p.locals.ask !== 'always' || p.access(path, 2) < 0 ? 'write-protected ' : '';
  const name = commandName(p, f);
  if (!f.gnu)
    p.print(2, then === 'enter' ? `${name}: descend into directory '${path}'? ` : `${name}: remove '${path}'? `);
  else if (then === 'enter') p.print(2, `${name}: descend into ${guard}directory ${quoteaf(path)}? `);
  else p.print(2, `${name}: remove ${guard}${typeName(stat)} ${quoteaf(path)}? `);
  p.locals.question = { path, then };
  p.locals.typed = '';
}

function failed(p: Proc<Locals>, f: Flavour, path: Bytes, errno: Errno): void {
  p.locals.status = complain(
    p,
    commandName(p, f),
    f.gnu ? `cannot remove ${quoteaf(path)}: ${strerror(errno)}` : `can't remove '${path}': ${strerror(errno)}`,
  );
}

function unlinkPath(p: Proc<Locals>, f: Flavour, path: Bytes): void {
  const errno = p.unlink(path);
  if (errno < 0) failed(p, f, path, errno);
  else if (p.locals.verbose) p.print(1, `removed ${f.gnu ? quoteaf(path) : `'${path}'`}\n`);
}

function rmdirPath(p: Proc<Locals>, f: Flavour, path: Bytes): void {
  const errno = p.rmdir(path);
  // What is inside and could not be removed has been complained of.
  if (errno === ENOTEMPTY && p.locals.status !== 0 && f.gnu) return;
  if (errno < 0) failed(p, f, path, errno);
  else if (p.locals.verbose) p.print(1, f.gnu ? `removed directory ${quoteaf(path)}\n` : `removed '${path}'\n`);
}

/** Goes into a directory; one that cannot be read is removed if it is empty. */
function enter(p: Proc<Locals>, f: Flavour, path: Bytes): void {
  const l = p.locals;
  const frame = enterDirectory(p, path, l.frame);
  if (typeof frame !== 'number') l.frame = frame;
  else if (p.rmdir(path) < 0) failed(p, f, path, frame);
}

/** Removes one name or begins with it; true when a question was asked. */
function remove(p: Proc<Locals>, f: Flavour, path: Bytes, stat: Stat): boolean {
  const l = p.locals;
  if ((stat.mode & S_IFMT) !== S_IFDIR) {
    if (mustAsk(p, path, stat)) {
      ask(p, f, path, stat, 'remove');
      return true;
    }
    unlinkPath(p, f, path);
    return false;
  }
  if (!l.recursive) {
    if (l.directories) rmdirPath(p, f, path);
    else
      l.status = complain(
        p,
        commandName(p, f),
        f.gnu ? `cannot remove ${quoteaf(path)}: ${strerror(EISDIR)}` : `'${path}' is a directory`,
      );
    return false;
  }
  if (mustAsk(p, path, stat)) {
    ask(p, f, path, stat, 'enter');
    return true;
  }
  enter(p, f, path);
  return false;
}

/** `.`, `..` and `/` are refused. True when `path` may be removed. */
function permitted(p: Proc<Locals>, f: Flavour, path: Bytes): boolean {
  const l = p.locals;
  const name = commandName(p, f);
  const base = baseName(path);
  if (base === '.' || base === '..') {
    l.status = complain(
      p,
      name,
      f.gnu ? `refusing to remove '.' or '..' directory: skipping ${quoteaf(path)}` : `can't remove '.' or '..'`,
    );
    return false;
  }
  if (!f.gnu || !l.recursive || !l.preserveRoot) return true;
  const stat = p.lstat(path);
  const root = p.stat('/');
  if (typeof stat === 'number' || typeof root === 'number' || stat.ino !== root.ino || stat.dev !== root.dev)
    return true;
  const same = path === '/' ? '' : ` (same as '/')`;
  complain(p, name, `it is dangerous to operate recursively on ${quoteaf(path)}${same}`);
  l.status = complain(p, name, 'use --no-preserve-root to override this failsafe');
  return false;
}

/** The next operand; true when a question was asked. */
function operand(p: Proc<Locals>, f: Flavour): boolean {
  const l = p.locals;
  const word = l.operands[l.at] as Bytes;
  // BusyBox takes trailing slashes off before it looks.
  const path = f.gnu ? word : word.replace(/(.)\/+$/, '$1');
  l.at += 1;
  if (!permitted(p, f, path)) return false;
  const stat = p.lstat(path);
  if (typeof stat !== 'number') return remove(p, f, path, stat);
  if (l.force && (stat === ENOENT || (stat === ENOTDIR && f.gnu))) return false;
  if (!f.gnu && stat !== ENOENT) l.status = complain(p, commandName(p, f), `can't stat '${path}': ${strerror(stat)}`);
  else failed(p, f, path, stat);
  return false;
}

function run(p: Proc<Locals>, f: Flavour): Next {
  const l = p.locals;
  for (let n = 0; n < WALK_STEPS; n++) {
    const { frame } = l;
    if (frame === null) {
      if (l.at >= l.operands.length) return p.exit(l.status);
      if (operand(p, f)) return p.goto('answer');
      continue;
    }
    const entry = nextEntry(frame);
    if (entry !== undefined) {
      l.frame = advanced(frame);
      const path = joinPath(frame.path, entry.name);
      const stat = p.lstat(path);
      if (typeof stat === 'number') failed(p, f, path, stat);
      else if (remove(p, f, path, stat)) return p.goto('answer');
      continue;
    }
    l.frame = frame.up;
    if (l.ask === 'always') {
      const stat = p.lstat(frame.path);
      if (typeof stat !== 'number') {
        ask(p, f, frame.path, stat, 'rmdir');
        return p.goto('answer');
      }
    }
    rmdirPath(p, f, frame.path);
  }
  return p.goto('run');
}

function answer(p: Proc<Locals>, f: Flavour): Next {
  const l = p.locals;
  const got = readAnswer(p, l.typed);
  if ('typed' in got) {
    l.typed = got.typed;
    return p.waitRead(0, 'answer');
  }
  const q = l.question;
  l.question = null;
  l.typed = '';
  if (q?.then === 'all') {
    if (!got.yes) return p.exit(0);
    l.ask = 'protected';
  } else if (q !== null && got.yes) {
    if (q.then === 'enter') enter(p, f, q.path);
    else if (q.then === 'rmdir') rmdirPath(p, f, q.path);
    else unlinkPath(p, f, q.path);
  }
  return p.goto('run');
}

/** `gnu/rm` and `busybox/rm`. */
export const rmPrograms: readonly Program[] = tools<Locals>('rm', 1, (f) => ({
  start: (p) => start(p, f),
  run: (p) => run(p, f),
  answer: (p) => answer(p, f),
}));
