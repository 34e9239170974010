/**
 * Copying files and trees, for cp, mv between file systems, and install. Contents go through copy_file_range(2), so their
 * size costs nothing; only what that call does not take (files of /proc, devices, pipes) is read and written.
 */
import { EAGAIN, EINVAL, ENOENT, ENOTDIR, EPERM, type Errno, strerror } from '../../kernel/errno.ts';
import {
  O_CREAT,
  O_EXCL,
  O_RDONLY,
  O_TRUNC,
  O_WRONLY,
  S_IFDIR,
  S_IFLNK,
  S_IFMT,
  S_IFREG,
  type Stat,
} from '../../kernel/syscall.ts';
import type { Next, Proc } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { commandName, type Flavour, lastComponent } from '../frame/flavour.ts';
import { CHUNK } from '../frame/input.ts';
import { complain } from '../frame/invocation.ts';
import { readAnswer } from '../frame/prompt.ts';
import { quoteaf } from '../frame/quote.ts';
import { joinPath, WALK_STEPS } from '../frame/walk.ts';

/** How to copy. */
export interface CopyOptions {
  readonly recursive: boolean;
  /** Links that are followed: none, those on the command line, all. */
  readonly follow: 'P' | 'H' | 'L';
  readonly mode: boolean;
  readonly owner: boolean;
  readonly times: boolean;
  /** Hard links among the copied files stay hard links. */
  readonly links: boolean;
  readonly force: boolean;
  readonly removeFirst: boolean;
  readonly overwrite: 'yes' | 'ask' | 'never';
  readonly update: boolean;
  /** Makes links instead of copies. */
  readonly instead: 'no' | 'hard' | 'symbolic';
  readonly verbose: boolean;
  /** mv: the source goes when it has been copied. */
  readonly move: boolean;
  /** Mode, owner and group of install; -1 leaves one. */
  readonly setMode: number;
  readonly setUid: number;
  readonly setGid: number;
}

/** One source and where it goes. */
export interface CopyJob {
  readonly from: Bytes;
  readonly to: Bytes;
}

interface CopyFrame {
  readonly from: Bytes;
  readonly to: Bytes;
  readonly names: readonly Bytes[];
  readonly at: number;
  readonly stat: Stat;
  readonly fresh: boolean;
  readonly up: CopyFrame | null;
}

interface OpenCopy {
  readonly from: Bytes;
  readonly to: Bytes;
  readonly input: number;
  readonly output: number;
  readonly stat: Stat;
}

/** Locals of a program that copies. */
export interface CopyLocals {
  o: CopyOptions;
  jobs: readonly CopyJob[];
  at: number;
  frame: CopyFrame | null;
  file: OpenCopy | null;
  question: CopyJob | null;
  typed: Bytes;
  /** Inodes with several names that have been copied, and where to. */
  copied: readonly (readonly [number, number, Bytes])[];
  /** Directories that this run made, by device and inode, so that they are not copied into themselves. */
  made: readonly (readonly [number, number])[];
  status: number;
}

type P = Proc<CopyLocals>;

function say(p: P, f: Flavour, gnu: Bytes, busybox: Bytes): void {
  p.locals.status = complain(p, commandName(p, f), f.gnu ? gnu : busybox);
}

function verbose(p: P, f: Flavour, from: Bytes, to: Bytes): void {
  if (p.locals.o.verbose)
    p.print(
      1,
      `${p.locals.o.move ? 'copied ' : ''}${f.gnu ? `${quoteaf(from)} -> ${quoteaf(to)}` : `'${from}' -> '${to}'`}\n`,
    );
}

function sameFile(a: Stat | Errno, b: Stat | Errno): boolean {
  return typeof a !== 'number' && typeof b !== 'number' && a.dev === b.dev && a.ino === b.ino;
}

/** Mode, owner and times of what was copied. An owner that may not be given is passed over, as cp does without root. */
function attributes(p: P, f: Flavour, to: Bytes, stat: Stat): void {
  const { o } = p.locals;
  const link = (stat.mode & S_IFMT) === S_IFLNK;
  let mode = stat.mode & 0o7777;
  if (o.owner || o.setUid >= 0 || o.setGid >= 0) {
    const errno = p.chown(to, o.owner ? stat.uid : o.setUid, o.owner ? stat.gid : o.setGid, link);
    if (errno < 0) {
      mode &= ~0o6000;
      if (errno !== EPERM && errno !== EINVAL)
        say(
          p,
          f,
          `failed to preserve ownership for ${quoteaf(to)}: ${strerror(errno)}`,
          `can't preserve ownership of '${to}': ${strerror(errno)}`,
        );
    }
  }
  if (!link && (o.mode || o.setMode >= 0)) {
    const errno = p.chmod(to, o.setMode >= 0 ? o.setMode : mode);
    if (errno < 0)
      say(
        p,
        f,
        `setting permissions for ${quoteaf(to)}: ${strerror(errno)}`,
        `can't preserve permissions of '${to}': ${strerror(errno)}`,
      );
  }
  if (o.times) p.utimes(to, stat.atime, stat.mtime, link);
}

function finished(p: P, f: Flavour, from: Bytes, to: Bytes, stat: Stat): void {
  attributes(p, f, to, stat);
  if (!p.locals.o.move) return;
  const errno = p.unlink(from);
  if (errno < 0)
    say(p, f, `cannot remove ${quoteaf(from)}: ${strerror(errno)}`, `can't remove '${from}': ${strerror(errno)}`);
}

/** True when `to` lies in the directory `stat`: copying would never end. */
function intoItself(p: Proc, stat: Stat, to: Bytes): boolean {
  let path = to.includes('/') ? to.slice(0, to.lastIndexOf('/')) || '/' : '.';
  let last: Stat | null = null;
  for (let n = 0; n < 256; n++) {
    const here = p.stat(path);
    if (typeof here === 'number') return false;
    if (sameFile(here, stat)) return true;
    if (last !== null && sameFile(here, last)) return false;
    last = here;
    path = `${path}/..`;
  }
  return false;
}

function beginDirectory(p: P, f: Flavour, from: Bytes, to: Bytes, stat: Stat): void {
  const l = p.locals;
  if (!l.o.recursive) {
    say(p, f, `-r not specified; omitting directory ${quoteaf(from)}`, `omitting directory '${from}'`);
    return;
  }
  const there = p.stat(to);
  if (typeof there !== 'number' && (there.mode & S_IFMT) !== S_IFDIR) {
    say(
      p,
      f,
      `cannot overwrite non-directory ${quoteaf(to)} with directory ${quoteaf(from)}`,
      `target '${to}' is not a directory`,
    );
    return;
  }
  if (sameFile(there, stat)) {
    say(p, f, `${quoteaf(from)} and ${quoteaf(to)} are the same file`, `'${from}' and '${to}' are the same file`);
    return;
  }
  if (l.made.some(([dev, ino]) => dev === stat.dev && ino === stat.ino)) return;
  if (l.frame === null && intoItself(p, stat, to)) {
    if (f.gnu) p.mkdir(to, (stat.mode & 0o777) | 0o700);
    say(
      p,
      f,
      `cannot copy a directory, ${quoteaf(from)}, into itself, ${quoteaf(to)}`,
      `recursion detected, omitting directory '${to}'`,
    );
    return;
  }
  const list = p.readdir(from);
  if (typeof list === 'number') {
    say(p, f, `cannot access ${quoteaf(from)}: ${strerror(list)}`, `can't open '${from}': ${strerror(list)}`);
    return;
  }
  const fresh = typeof there === 'number';
  if (fresh) {
    const errno = p.mkdir(to, (stat.mode & 0o777) | 0o700);
    if (errno < 0) {
      say(
        p,
        f,
        `cannot create directory ${quoteaf(to)}: ${strerror(errno)}`,
        `can't create directory '${to}': ${strerror(errno)}`,
      );
      return;
    }
    const now = p.stat(to);
    if (typeof now !== 'number') l.made = [...l.made.slice(-63), [now.dev, now.ino]];
    verbose(p, f, from, to);
  }
  l.frame = { from, to, names: list.map((entry) => entry.name), at: 0, stat, fresh, up: l.frame };
}

function endDirectory(p: P, f: Flavour, frame: CopyFrame): void {
  const { o } = p.locals;
  if (frame.fresh || o.mode) {
    if (!o.mode) {
      const umask = p.umask(0);
      p.umask(umask);
      p.chmod(frame.to, frame.stat.mode & 0o7777 & ~umask);
    }
    attributes(p, f, frame.to, frame.stat);
  }
  if (!o.move) return;
  const errno = p.rmdir(frame.from);
  if (errno < 0)
    say(
      p,
      f,
      `cannot remove ${quoteaf(frame.from)}: ${strerror(errno)}`,
      `can't remove '${frame.from}': ${strerror(errno)}`,
    );
}

/** Makes a link or a special file where `to` is; what is there goes first. */
function remake(p: P, f: Flavour, from: Bytes, to: Bytes, stat: Stat, make: () => number, what: string): void {
  if (typeof p.lstat(to) !== 'number') p.unlink(to);
  const errno = make();
  if (errno < 0) {
    say(p, f, `cannot create ${what} ${quoteaf(to)}: ${strerror(errno)}`, `can't create '${to}': ${strerror(errno)}`);
    return;
  }
  verbose(p, f, from, to);
  finished(p, f, from, to, stat);
}

function special(p: P, f: Flavour, from: Bytes, to: Bytes, stat: Stat): void {
  if ((stat.mode & S_IFMT) === S_IFLNK) {
    const target = p.readlink(from);
    if (typeof target === 'number') {
      say(p, f, `cannot read symbolic link ${quoteaf(from)}: ${strerror(target)}`, `${from}: ${strerror(target)}`);
      return;
    }
    remake(p, f, from, to, stat, () => p.symlink(target, to), 'symbolic link');
    return;
  }
  remake(p, f, from, to, stat, () => p.mknod(to, stat.mode, stat.rdev), 'special file');
}

/** Opens the target; one that cannot be written is removed with -f. */
function openTarget(p: P, f: Flavour, to: Bytes, stat: Stat, exists: boolean): number {
  const { o } = p.locals;
  const fresh = O_WRONLY | O_CREAT | O_EXCL;
  const mode = o.setMode >= 0 ? 0o600 : o.owner ? stat.mode & 0o700 : stat.mode & 0o777;
  if (!exists) return p.open(to, fresh, mode);
  if (o.removeFirst) {
    p.unlink(to);
    return p.open(to, fresh, mode);
  }
  const fd = p.open(to, O_WRONLY | O_TRUNC | (f.gnu ? 0 : O_CREAT), mode);
  if (fd >= 0 || !o.force) return fd;
  return p.unlink(to) < 0 ? fd : p.open(to, fresh, mode);
}

function beginFile(p: P, f: Flavour, from: Bytes, to: Bytes, stat: Stat): void {
  const l = p.locals;
  if (l.o.links && stat.nlink > 1) {
    const known = l.copied.find(([dev, ino]) => dev === stat.dev && ino === stat.ino);
    if (known !== undefined) {
      remake(p, f, from, to, stat, () => p.link(known[2], to), 'hard link');
      return;
    }
    l.copied = [...l.copied, [stat.dev, stat.ino, to]];
  }
  if (l.o.instead !== 'no') {
    const errno = l.o.instead === 'hard' ? p.link(from, to) : p.symlink(from, to);
    if (errno < 0)
      say(
        p,
        f,
        `cannot create ${l.o.instead === 'hard' ? 'hard' : 'symbolic'} link ${quoteaf(to)}${l.o.instead === 'hard' ? ` to ${quoteaf(from)}` : ''}: ${strerror(errno)}`,
        `can't create link '${to}': ${strerror(errno)}`,
      );
    else verbose(p, f, from, to);
    return;
  }
  const input = p.open(from, O_RDONLY);
  if (input < 0) {
    say(
      p,
      f,
      `cannot open ${quoteaf(from)} for reading: ${strerror(input)}`,
      `can't open '${from}': ${strerror(input)}`,
    );
    return;
  }
  const exists = typeof p.lstat(to) !== 'number';
  const output = openTarget(p, f, to, stat, exists);
  if (output < 0) {
    p.close(input);
    const dangling = exists && output === ENOENT;
    say(
      p,
      f,
      dangling
        ? `not writing through dangling symlink ${quoteaf(to)}`
        : `cannot create regular file ${quoteaf(to)}: ${strerror(output)}`,
      `can't create '${to}': ${strerror(output)}`,
    );
    return;
  }
  verbose(p, f, from, to);
  l.file = { from, to, input, output, stat };
}

/** True when the target may be written; false when it is left alone, which is no failure. */
function mayWrite(p: P, f: Flavour, from: Bytes, to: Bytes, stat: Stat, there: Stat): boolean | 'ask' {
  const { o } = p.locals;
  if (sameFile(stat, there) && o.instead !== 'hard') {
    say(p, f, `${quoteaf(from)} and ${quoteaf(to)} are the same file`, `'${from}' and '${to}' are the same file`);
    return false;
  }
  if (o.update && stat.mtime <= there.mtime) return false;
  if (o.overwrite === 'never') return false;
  return o.overwrite === 'ask' ? 'ask' : true;
}

/** Copies one name, or begins to. True when the user was asked. */
function copyName(p: P, f: Flavour, from: Bytes, to: Bytes, operand: boolean, answered: boolean): boolean {
  const { o } = p.locals;
  const follow = o.follow === 'L' || (o.follow === 'H' && operand);
  const stat = follow ? p.stat(from) : p.lstat(from);
  if (typeof stat === 'number') {
    say(p, f, `cannot stat ${quoteaf(from)}: ${strerror(stat)}`, `can't stat '${from}': ${strerror(stat)}`);
    return false;
  }
  const type = stat.mode & S_IFMT;
  if (type === S_IFDIR) {
    beginDirectory(p, f, from, to, stat);
    return false;
  }
  const asLink = type === S_IFLNK;
  const there = asLink ? p.lstat(to) : p.stat(to);
  if (there === ENOTDIR) {
    say(
      p,
      f,
      `cannot stat ${quoteaf(to)}: ${strerror(ENOTDIR)}`,
      `can't stat '${to}': Path has non-directory component`,
    );
    return false;
  }
  if (typeof there !== 'number' && !answered) {
    if ((there.mode & S_IFMT) === S_IFDIR) {
      say(
        p,
        f,
        `cannot overwrite directory ${quoteaf(to)} with non-directory${operand ? '' : ` ${quoteaf(from)}`}`,
        `can't create '${to}': Is a directory`,
      );
      return false;
    }
    const may = mayWrite(p, f, from, to, stat, there);
    if (may === 'ask') {
      p.print(2, `${commandName(p, f)}: overwrite ${f.gnu ? quoteaf(to) : `'${to}'`}? `);
      p.locals.question = { from, to };
      p.locals.typed = '';
      return true;
    }
    if (!may) return false;
  }
  if (asLink || (o.recursive && type !== S_IFREG)) special(p, f, from, to, stat);
  else beginFile(p, f, from, to, stat);
  return false;
}

/** Moves bytes of the open file; 'done', 'more', or a Next when it must wait. */
function transfer(p: P, f: Flavour, file: OpenCopy): 'done' | 'more' | Next {
  const moved = p.copyRange(file.input, file.output, 1 << 30);
  if (moved > 0) return 'more';
  if (moved === 0) return 'done';
  if (moved === EAGAIN) return p.waitRead(file.input, 'copy');
  const writeError = p.printError();
  if (writeError !== 0) return failedWrite(p, f, file, writeError);
  if (moved !== EINVAL) return failedWrite(p, f, file, moved);
  const data = p.read(file.input, CHUNK);
  if (data === EAGAIN) return p.waitRead(file.input, 'copy');
  if (typeof data === 'number') {
    say(p, f, `error reading ${quoteaf(file.from)}: ${strerror(data)}`, `read error: ${strerror(data)}`);
    return 'done';
  }
  p.print(file.output, data);
  return data === '' ? 'done' : 'more';
}

function failedWrite(p: P, f: Flavour, file: OpenCopy, errno: Errno): 'done' {
  say(p, f, `error writing ${quoteaf(file.to)}: ${strerror(errno)}`, `write error: ${strerror(errno)}`);
  return 'done';
}

/** Label `copy`: a bounded piece of the work; goes to `end` after the last job. */
export function copyStep(p: P, f: Flavour): Next {
  const l = p.locals;
  for (let n = 0; n < WALK_STEPS; n++) {
    if (l.file !== null) {
      const { file } = l;
      const state = transfer(p, f, file);
      if (state === 'more') return p.goto('copy');
      if (state !== 'done') return state;
      p.close(file.input);
      p.close(file.output);
      l.file = null;
      finished(p, f, file.from, file.to, file.stat);
      continue;
    }
    const { frame } = l;
    if (frame === null) {
      const job = l.jobs[l.at];
      if (job === undefined) return p.goto('end');
      l.at += 1;
      if (copyName(p, f, job.from, job.to, true, false)) return p.goto('answer');
      continue;
    }
    const name = frame.names[frame.at];
    if (name === undefined) {
      l.frame = frame.up;
      endDirectory(p, f, frame);
      continue;
    }
    l.frame = { ...frame, at: frame.at + 1 };
    if (copyName(p, f, joinPath(frame.from, name), joinPath(frame.to, name), false, false)) return p.goto('answer');
  }
  return p.goto('copy');
}

/** Label `answer`: the reply to `overwrite …?`. */
export function copyAnswer(p: P, f: Flavour): Next {
  const l = p.locals;
  const got = readAnswer(p, l.typed);
  if ('typed' in got) {
    l.typed = got.typed;
    return p.waitRead(0, 'answer');
  }
  const q = l.question;
  l.question = null;
  if (q !== null && got.yes) copyName(p, f, q.from, q.to, l.frame === null, true);
  else if (q !== null && f.gnu && lastComponent(commandName(p, f)) === 'cp') l.status = 1;
  return p.goto('copy');
}

/** Locals before the first job. */
export function copyLocals(o: CopyOptions, jobs: readonly CopyJob[]): CopyLocals {
  return { o, jobs, at: 0, frame: null, file: null, question: null, typed: '', copied: [], made: [], status: 0 };
}

/** cp without options. */
export const PLAIN_COPY: CopyOptions = {
  recursive: false,
  follow: 'L',
  mode: false,
  owner: false,
  times: false,
  links: false,
  force: false,
  removeFirst: false,
  overwrite: 'yes',
  update: false,
  instead: 'no',
  verbose: false,
  move: false,
  setMode: -1,
  setUid: -1,
  setGid: -1,
};
