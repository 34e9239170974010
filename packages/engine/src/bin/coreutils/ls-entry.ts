/** The entries that ls(1) lists: what is known of each, and their order. */
import { S_IFDIR, S_IFLNK, S_IFMT, type Stat } from '../../kernel/syscall.ts';
import type { Proc } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { fnmatch } from '../../util/glob.ts';
import { joinPath } from '../frame/walk.ts';
import { compareVersion } from '../textutils/sort-key.ts';
import type { LsOptions } from './ls-options.ts';

/** One name. `stat` is null when it was not needed, or could not be had. */
export interface LsEntry {
  readonly name: Bytes;
  /** S_IF… bits. */
  readonly type: number;
  readonly ino: number;
  readonly stat: Stat | null;
  /** Target of a link, in long listings; null otherwise. */
  readonly target: Bytes | null;
  /** Mode of what the link names, for its indicator and colour: 0 when it names nothing. */
  readonly targetMode: number;
}

/** Whether more than names and types is shown or sorted by. */
export function needsStat(o: LsOptions): boolean {
  return (
    o.format === 'long' ||
    o.blocks ||
    o.color ||
    o.directoriesFirst ||
    o.sort === 'size' ||
    o.sort === 'time' ||
    o.indicator === 'classify' ||
    o.follow === 'all'
  );
}

/** Whether the listing of a directory shows `name`. */
export function isShown(o: LsOptions, name: Bytes): boolean {
  if (o.hidden === 'no' && name.startsWith('.')) return false;
  return !o.ignore.some((pattern) => fnmatch(pattern, name, { period: o.hidden === 'no' }));
}

/** The entry of `path`, whose status is `stat`. */
export function statEntry(p: Proc, o: LsOptions, gnu: boolean, name: Bytes, path: Bytes, stat: Stat): LsEntry {
  const type = stat.mode & S_IFMT;
  let target: Bytes | null = null;
  let targetMode = 0;
  if (type === S_IFLNK && (o.format === 'long' || o.color || (o.directoriesFirst && gnu))) {
    const text = p.readlink(path);
    target = typeof text === 'number' || o.format !== 'long' ? null : text;
    const there = o.color || o.indicator !== 'none' || o.directoriesFirst ? p.stat(path) : -1;
    targetMode = typeof there === 'number' ? 0 : there.mode;
  }
  return { name, type, ino: stat.ino, stat, target, targetMode };
}

/** The entry of a name in `dir`; a number is why it cannot be had. */
export function entryIn(
  p: Proc,
  o: LsOptions,
  gnu: boolean,
  dir: Bytes,
  name: Bytes,
  type: number,
  ino: number,
): LsEntry | number {
  if (!needsStat(o)) return { name, type, ino, stat: null, target: null, targetMode: 0 };
  const path = joinPath(dir, name);
  let stat = o.follow === 'all' ? p.stat(path) : p.lstat(path);
  if (typeof stat === 'number' && o.follow === 'all') {
    const link = p.lstat(path);
    if (typeof link !== 'number') return stat;
    stat = link;
  }
  return typeof stat === 'number' ? stat : statEntry(p, o, gnu, name, path, stat);
}

/** The time that is shown and sorted by. */
export function timeOf(o: LsOptions, stat: Stat): number {
  return o.time === 'atime' ? stat.atime : o.time === 'ctime' ? stat.ctime : stat.mtime;
}

function extension(name: Bytes): Bytes {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot);
}

function order(a: Bytes, b: Bytes): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function isDirectory(e: LsEntry): boolean {
  return e.type === S_IFDIR || (e.targetMode & S_IFMT) === S_IFDIR;
}

/** The entries in the order of the options. */
export function sortEntries(o: LsOptions, entries: readonly LsEntry[]): readonly LsEntry[] {
  if (o.sort === 'none' && !o.directoriesFirst) return entries;
  const compare = (a: LsEntry, b: LsEntry): number => {
    let c = 0;
    if (o.sort === 'none') return 0;
    if (o.sort === 'size') c = (b.stat?.size ?? 0) - (a.stat?.size ?? 0);
    else if (o.sort === 'time')
      c = (b.stat === null ? 0 : timeOf(o, b.stat)) - (a.stat === null ? 0 : timeOf(o, a.stat));
    else if (o.sort === 'extension') c = order(extension(a.name), extension(b.name));
    else if (o.sort === 'width') c = a.name.length - b.name.length;
    else if (o.sort === 'version') c = compareVersion(a.name, b.name);
    return c === 0 ? order(a.name, b.name) : c;
  };
  return [...entries].sort((a, b) => {
    if (o.directoriesFirst && isDirectory(a) !== isDirectory(b)) return isDirectory(a) ? -1 : 1;
    const c = compare(a, b);
    return o.reverse ? -c : c;
  });
}
