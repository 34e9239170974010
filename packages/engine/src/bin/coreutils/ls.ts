/** ls(1), dir(1) and vdir(1): operands first, then directories one after another, each read and printed in bounded steps. */
import { ELOOP, ENOENT, type Errno, strerror } from '../../kernel/errno.ts';
import { type Dirent, S_IFDIR, S_IFLNK, S_IFMT } from '../../kernel/syscall.ts';
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { type Flavour, tools } from '../frame/flavour.ts';
import { complain } from '../frame/invocation.ts';
import { isUtf8, quoteaf } from '../frame/quote.ts';
import { joinPath } from '../frame/walk.ts';
import { shortLines } from './ls-columns.ts';
import { entryIn, isShown, type LsEntry, sortEntries, statEntry } from './ls-entry.ts';
import { longLines, totalText } from './ls-long.ts';
import { quotedName } from './ls-name.ts';
import { type LsOptions, lsOptions } from './ls-options.ts';

interface Locals {
  o: LsOptions;
  /** Directories still to be listed. */
  queue: readonly { readonly path: Bytes; readonly operand: boolean }[];
  headers: boolean;
  printed: boolean;
  /** The directory being read. */
  dir: Bytes;
  names: readonly Dirent[];
  at: number;
  entries: readonly LsEntry[];
  lines: readonly Bytes[];
  line: number;
  status: number;
  coloured: boolean;
}

/** Names looked at, and lines printed, by one handler. */
const BATCH = 512;

function failed(
  p: Proc<Locals>,
  f: Flavour,
  path: Bytes,
  errno: Errno,
  operand: boolean,
  what: 'access' | 'open directory',
): void {
  const l = p.locals;
  complain(
    p,
    l.o.name,
    f.gnu
      ? `cannot ${what} ${quoteaf(path, isUtf8(p))}: ${strerror(errno)}`
      : what === 'access'
        ? `${path}: ${strerror(errno)}`
        : `can't open '${path}': ${strerror(errno)}`,
  );
  l.status = Math.max(l.status, f.gnu && operand ? 2 : 1);
}

/** The entry of an operand; links are followed as the options say. */
function operandEntry(p: Proc<Locals>, f: Flavour, o: LsOptions, path: Bytes): LsEntry | null {
  const own = o.follow === 'all' || o.follow === 'operands' || o.follow === 'strictly' ? p.stat(path) : p.lstat(path);
  let stat = own;
  if (
    typeof own !== 'number' &&
    (own.mode & S_IFMT) === S_IFLNK &&
    (o.follow === 'directories' || path.endsWith('/'))
  ) {
    const there = p.stat(path);
    if (typeof there !== 'number' && (there.mode & S_IFMT) === S_IFDIR) stat = there;
  }
  if (typeof stat === 'number') {
    const link = stat === ENOENT || stat === ELOOP ? p.lstat(path) : stat;
    if (typeof link === 'number' || o.follow === 'all' || o.follow === 'strictly') {
      failed(p, f, path, stat, true, 'access');
      return null;
    }
    stat = link;
  }
  // A link that leads to a file is listed as the link that it is.
  if (o.follow === 'strictly' && (stat.mode & S_IFMT) !== S_IFDIR) {
    const link = p.lstat(path);
    if (typeof link !== 'number') stat = link;
  }
  return statEntry(p, o, f.gnu, path, path, stat);
}

function start(p: Proc<Locals>, f: Flavour): Next {
  const o = lsOptions(p, f);
  if (typeof o === 'number') return p.exit(o);
  const l: Locals = {
    o,
    queue: [],
    headers: false,
    printed: false,
    dir: '',
    names: [],
    at: 0,
    entries: [],
    lines: [],
    line: 0,
    status: 0,
    coloured: false,
  };
  p.locals = l;
  const files: LsEntry[] = [];
  const dirs: LsEntry[] = [];
  for (const path of o.operands) {
    const e = operandEntry(p, f, o, path);
    if (e === null) continue;
    if (!o.directories && e.type === S_IFDIR) dirs.push(e);
    else files.push(e);
  }
  l.headers = o.recursive || o.operands.length > 1;
  l.queue = sortEntries(o, dirs).map((e) => ({ path: e.name, operand: true }));
  if (files.length > 0) {
    l.entries = files;
    return show(p, f, false);
  }
  return directory(p, f);
}

/** Begins with the next directory. */
function directory(p: Proc<Locals>, f: Flavour): Next {
  const l = p.locals;
  const next = l.queue[0];
  if (next === undefined) return p.exit(l.status);
  l.queue = l.queue.slice(1);
  const names = p.readdir(next.path);
  if (typeof names === 'number') {
    failed(p, f, next.path, names, next.operand, 'open directory');
    return p.goto('directory');
  }
  l.dir = next.path;
  const dots: Dirent[] =
    l.o.hidden === 'all'
      ? [
          { name: '.', ino: 0, type: S_IFDIR },
          { name: '..', ino: 0, type: S_IFDIR },
        ]
      : [];
  l.names = [...dots, ...names].filter((entry) => isShown(l.o, entry.name));
  l.at = 0;
  l.entries = [];
  return gatherEntries(p, f);
}

function gatherEntries(p: Proc<Locals>, f: Flavour): Next {
  const l = p.locals;
  const found: LsEntry[] = [];
  const end = Math.min(l.names.length, l.at + BATCH);
  for (; l.at < end; l.at++) {
    const { name, type, ino } = l.names[l.at] as Dirent;
    const e = entryIn(p, l.o, f.gnu, l.dir, name, type, name === '.' || name === '..' ? dotInode(p, l.dir, name) : ino);
    if (typeof e === 'number') failed(p, f, joinPath(l.dir, name), e, false, 'access');
    else found.push(e);
  }
  l.entries = l.entries.length === 0 ? found : [...l.entries, ...found];
  return l.at < l.names.length ? p.goto('gather') : show(p, f, true);
}

function dotInode(p: Proc<Locals>, dir: Bytes, name: Bytes): number {
  if (!p.locals.o.inode) return 0;
  const stat = p.lstat(joinPath(dir, name));
  return typeof stat === 'number' ? 0 : stat.ino;
}

/** Prints the head of a listing and makes its lines. */
function show(p: Proc<Locals>, f: Flavour, listing: boolean): Next {
  const l = p.locals;
  const { o } = l;
  const entries = sortEntries(o, l.entries);
  if (listing) {
    if (l.headers) p.print(1, `${l.printed ? o.end : ''}${quotedName(o, l.dir, isUtf8(p))}:${o.end}`);
    if (o.format === 'long' || o.blocks) {
      const bytes = entries.reduce((n, e) => n + (e.stat?.blocks ?? 0) * 512, 0);
      p.print(1, `total ${totalText(o, f.gnu, bytes)}${o.end}`);
    }
    if (o.recursive) {
      const inner = entries.filter((e) => e.type === S_IFDIR && e.name !== '.' && e.name !== '..');
      l.queue = [...inner.map((e) => ({ path: joinPath(l.dir, e.name), operand: false })), ...l.queue];
    }
  }
  l.printed = true;
  const utf8 = isUtf8(p);
  l.lines = o.format === 'long' ? longLines(p, o, f.gnu, entries, utf8) : shortLines(o, f.gnu, entries, utf8);
  l.line = 0;
  l.entries = [];
  l.names = [];
  return emit(p, f);
}

function emit(p: Proc<Locals>, f: Flavour): Next {
  const l = p.locals;
  const end = Math.min(l.lines.length, l.line + BATCH);
  let out = '';
  for (; l.line < end; l.line++) out += (l.lines[l.line] as Bytes) + l.o.end;
  // GNU resets the terminal before its first colour.
  if (f.gnu && l.o.color && !l.coloured && out.includes('\x1b[')) {
    out = out.replace('\x1b[', '\x1b[0m\x1b[');
    l.coloured = true;
  }
  p.print(1, out);
  if (l.line < l.lines.length) return p.goto('emit');
  l.lines = [];
  return l.queue.length === 0 ? p.exit(l.status) : p.goto('directory');
}

/** `gnu/ls` (with dir and vdir) and `busybox/ls`. */
export const lsPrograms: readonly Program[] = (['ls', 'dir', 'vdir'] as const).flatMap((name) =>
  tools<Locals>(name, 1, (f) => ({
    start: (p) => start(p, f),
    directory: (p) => directory(p, f),
    gather: (p) => gatherEntries(p, f),
    emit: (p) => emit(p, f),
  })).slice(0, name === 'ls' ? 2 : 1),
);
