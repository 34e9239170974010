/** grep(1): lines that match, of files, trees and pipes, a block at a time. */
import { EAGAIN, EISDIR, type Errno, strerror } from '../../kernel/errno.ts';
import { S_IFBLK, S_IFCHR, S_IFDIR, S_IFIFO, S_IFLNK, S_IFMT, S_IFREG, S_IFSOCK } from '../../kernel/syscall.ts';
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { fnmatch } from '../../util/glob.ts';
import { RegexError } from '../../util/posix-regex/error.ts';
import { compileRegex } from '../../util/posix-regex/regex.ts';
import { writeFailed } from '../frame/filter.ts';
import { type Flavour, GNU, tool, tools } from '../frame/flavour.ts';
import { CHUNK, openInput } from '../frame/input.ts';
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
import { type GrepPlan, grepPlan } from './grep-plan.ts';
import { type FileState, fileState, grepBlock, grepEnd } from './grep-print.ts';
import { makeMatcher } from './matcher.ts';

interface Locals {
  plan: GrepPlan;
  at: number;
  frame: WalkFrame | null;
  /** The open file, or null. */
  file: FileState | null;
  fd: number;
  carry: Bytes;
  matched: boolean;
  failed: boolean;
  /** A name is printed before lines from now on. */
  names: boolean;
}

function start(p: Proc<Locals>, f: Flavour): Next {
  const plan = grepPlan(p, f);
  if (typeof plan === 'number') return p.exit(plan);
  if (plan.kind === 'perl') return p.exit(complain(p, plan.name, 'option -P is not simulated', 2));
  const matcher = makeMatcher({ ...plan, kind: plan.kind });
  if (matcher instanceof RegexError) {
    return p.exit(complain(p, plan.name, f.gnu ? matcher.message : `bad regex '${badPattern(plan)}'`, 2));
  }
  if (f.gnu && plan.kind === 'extended' && plan.patterns.some((pattern) => /^\(?[*+?]/.test(pattern))) {
    complain(
      p,
      plan.name,
      `warning: ${plan.patterns
        .map((pattern) => /^\(?([*+?])/.exec(pattern)?.[1] ?? '')
        .join('')
        .charAt(0)} at start of expression`,
    );
  }
  const lone = f.gnu && !plan.namesGiven && plan.recursive !== 'no' && plan.files.length === 1;
  p.locals = {
    plan,
    at: 0,
    frame: null,
    file: null,
    fd: -1,
    carry: '',
    matched: false,
    failed: false,
    names: plan.names && !lone,
  };
  return p.goto('next');
}

/** The first pattern that cannot be compiled. */
function badPattern(plan: GrepPlan): Bytes {
  return (
    plan.patterns.find(
      (pattern) => compileRegex(pattern, { extended: plan.kind === 'extended', dialect: 'grep' }) instanceof RegexError,
    ) ?? ''
  );
}

function finish(p: Proc<Locals>): Next {
  const l = p.locals;
  if (writeFailed(p, l.plan.name)) return p.exit(2);
  if (l.failed && !(l.plan.quiet && l.matched)) return p.exit(2);
  return p.exit(l.matched ? 0 : 1);
}

function fail(p: Proc<Locals>, path: Bytes, errno: Errno): void {
  const l = p.locals;
  l.failed = true;
  if (!l.plan.silent) complain(p, l.plan.name, `${path}: ${strerror(errno)}`);
}

function baseOf(path: Bytes): Bytes {
  return path.slice(path.lastIndexOf('/') + 1);
}

function excluded(l: Locals, path: Bytes, operand: boolean, directory: boolean): boolean {
  const { plan } = l;
  const base = operand ? path : baseOf(path);
  if (directory)
    return plan.excludeDir.some(
      (pattern) => fnmatch(pattern, base) || fnmatch(pattern, baseOf(path.replace(/\/+$/, ''))),
    );
  if (plan.exclude.some((pattern) => fnmatch(pattern, base) || fnmatch(pattern, baseOf(path)))) return true;
  return (
    plan.include.length > 0 && !plan.include.some((pattern) => fnmatch(pattern, base) || fnmatch(pattern, baseOf(path)))
  );
}

/** Opens a file, or enters a directory with -r. */
function begin(p: Proc<Locals>, f: Flavour, path: Bytes, operand: boolean): void {
  const l = p.locals;
  const { plan } = l;
  if (path !== '-') {
    const stat = operand || plan.recursive === 'follow' || plan.recursive === 'no' ? p.stat(path) : p.lstat(path);
    if (typeof stat === 'number') {
      fail(p, path, stat);
      return;
    }
    const type = stat.mode & S_IFMT;
    if (type === S_IFDIR) {
      directory(p, f, path, operand, stat.dev, stat.ino);
      return;
    }
    if (!operand && (type === S_IFLNK || type === S_IFIFO || type === S_IFCHR || type === S_IFBLK || type === S_IFSOCK))
      return;
    if (excluded(l, path, operand, false)) return;
    if (type !== S_IFREG && plan.directories === 'skip') return;
  }
  const fd = openInput(p, path);
  if (fd < 0) {
    fail(p, path, fd);
    return;
  }
  l.fd = fd;
  l.carry = '';
  l.file = fileState(shownName(plan, path));
}

function shownName(plan: GrepPlan, path: Bytes): Bytes {
  if (path === '-') return plan.label;
  return plan.files.length === 1 && plan.files[0] === '.' && path.startsWith('./') ? path.slice(2) : path;
}

function directory(p: Proc<Locals>, f: Flavour, path: Bytes, operand: boolean, dev: number, ino: number): void {
  const l = p.locals;
  const { plan } = l;
  if (plan.recursive === 'no') {
    // stdio of BusyBox takes a directory for an empty file.
    if (plan.directories === 'read' && f.gnu) fail(p, path, EISDIR);
    return;
  }
  if (excluded(l, path, operand, true) || isAncestor(l.frame, dev, ino)) return;
  const frame = enterDirectory(p, path, l.frame, dev, ino);
  if (typeof frame === 'number') fail(p, path, frame);
  else {
    l.frame = frame;
    if (f.gnu && !plan.namesGiven) l.names = true;
  }
}

function next(p: Proc<Locals>, f: Flavour): Next {
  const l = p.locals;
  for (let n = 0; n < WALK_STEPS; n++) {
    if (l.file !== null) return read(p, f);
    if (l.matched && l.plan.quiet) return p.exit(0);
    const { frame } = l;
    if (frame === null) {
      const path = l.plan.files[l.at];
      if (path === undefined) return p.goto('end');
      l.at += 1;
      begin(p, f, path, true);
      continue;
    }
    const entry = nextEntry(frame);
    if (entry === undefined) l.frame = frame.up;
    else {
      l.frame = advanced(frame);
      begin(p, f, joinPath(frame.path, entry.name), false);
    }
  }
  return p.goto('next');
}

function closeFile(p: Proc<Locals>): void {
  const l = p.locals;
  if (l.fd > 0) p.close(l.fd);
  l.fd = -1;
  l.file = null;
  l.carry = '';
}

/** Reads blocks of whole lines and looks through them. */
function read(p: Proc<Locals>, f: Flavour): Next {
  const l = p.locals;
  if (writeFailed(p, l.plan.name)) return p.exit(2);
  const { plan } = l;
  const matcher = makeMatcher({ ...plan, kind: plan.kind === 'perl' ? 'basic' : plan.kind });
  if (matcher instanceof RegexError || l.file === null) return p.goto('next');
  for (let n = 0; n < 16 && l.file !== null; n++) {
    const data = p.read(l.fd, CHUNK);
    if (data === EAGAIN) return p.waitRead(l.fd, 'next');
    if (typeof data === 'number') {
      fail(p, l.file.name, data);
      closeFile(p);
      break;
    }
    const cut = data === '' ? 0 : data.lastIndexOf(plan.end) + 1;
    let text = '';
    if (data === '') text = l.carry;
    else if (cut === 0) l.carry += data;
    else {
      text = l.carry + data.slice(0, cut);
      l.carry = data.slice(cut);
    }
    let state: FileState = l.file;
    if (text !== '') {
      const step = grepBlock(plan, matcher, state, text, l.names, f.gnu);
      state = step.state;
      p.print(1, step.out);
    }
    l.file = state;
    if (data === '' || state.done) {
      p.print(1, grepEnd(plan, state, l.names));
      if (state.binary && state.count > 0 && plan.binary === 'say' && !plan.quiet && !plan.count && plan.list === 'no')
        complain(p, plan.name, `${state.name}: binary file matches`);
      if (plan.list === 'others' ? state.count === 0 : state.count > 0) l.matched = true;
      closeFile(p);
      break;
    }
    if (data.length > 8192) break;
  }
  return p.goto('next');
}

function labels(f: Flavour) {
  return {
    start: (p: Proc<Locals>) => start(p, f),
    next: (p: Proc<Locals>) => next(p, f),
    end: (p: Proc<Locals>) => finish(p),
  };
}

/** `gnu/grep`, `gnu/egrep`, `gnu/fgrep`, `gnu/rgrep` and their applets. */
export const grepPrograms: readonly Program[] = [
  ...tools<Locals>('grep', 1, labels),
  ...tools<Locals>('egrep', 1, labels),
  ...tools<Locals>('fgrep', 1, labels),
  tool<Locals>(GNU, 'rgrep', 1, labels),
];
