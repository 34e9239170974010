/** du(1): disk usage of trees, summed from the leaves. */
import { strerror } from '../../kernel/errno.ts';
import { S_IFDIR, S_IFMT, type Stat } from '../../kernel/syscall.ts';
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { fnmatch } from '../../util/glob.ts';
import { type Flavour, tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { busyboxHuman, gnuHuman } from '../frame/human-size.ts';
import { complain, invocation, printUsage, usageError } from '../frame/invocation.ts';
import { gnuSize, parseDecimal } from '../frame/number.ts';
import { quoteaf, quoted } from '../frame/quote.ts';
import { advanced, enterDirectory, joinPath, nextEntry, WALK_STEPS, type WalkFrame } from '../frame/walk.ts';
import { baseName } from './path-name.ts';

interface Options {
  readonly all: boolean;
  readonly depth: number;
  readonly unit: number;
  readonly apparent: boolean;
  readonly total: boolean;
  readonly countLinks: boolean;
  readonly follow: 'P' | 'H' | 'L';
  readonly oneFileSystem: boolean;
  /** -S: a directory's line leaves its subdirectories out. */
  readonly separate: boolean;
  readonly exclude: readonly Bytes[];
  readonly end: string;
}

interface Locals {
  name: Bytes;
  o: Options;
  operands: readonly Bytes[];
  at: number;
  frame: WalkFrame | null;
  /** Sums of the open directories, the innermost first, and of their subdirectories with -S. */
  sums: readonly number[];
  /** Files with several names that were counted, as `dev:ino`. */
  seen: readonly string[];
  grand: number;
  status: number;
}

const GNU_OPTIONS = optionSpec(
  '0aB:bcd:DHhklLmPsSt:xX:',
  'null>0 all>a apparent-size>apparent block-size=>B bytes>b total>c dereference-args>H human-readable>h dereference>L no-dereference>P max-depth=>d one-file-system>x separate-dirs>S summarize>s count-links>l exclude=>exclude !threshold= !exclude-from= !files0-from= !time? !time-style= !si !inodes',
);
const BUSYBOX_OPTIONS = optionSpec('aHkLsxd:lchmb');

function shown(l: Locals, f: Flavour, bytes: number): string {
  const { unit } = l.o;
  if (unit === 0) return f.gnu ? gnuHuman(bytes) : busyboxHuman(bytes);
  return String(Math.ceil(bytes / unit));
}

function line(p: Proc<Locals>, f: Flavour, bytes: number, path: Bytes): void {
  p.print(1, `${shown(p.locals, f, bytes)}\t${path}${p.locals.o.end}`);
}

function start(p: Proc<Locals>, f: Flavour): Next {
  const c = invocation(p, f, f.gnu ? GNU_OPTIONS : BUSYBOX_OPTIONS);
  if (typeof c === 'number') return p.exit(c);
  const has = (key: string): boolean => c.options.some((o) => o.key === key);
  let unit = 1024;
  let depth = Number.MAX_SAFE_INTEGER;
  const exclude: Bytes[] = [];
  for (const { key, value } of c.options) {
    if (key === 'h') unit = 0;
    else if (key === 'k') unit = 1024;
    else if (key === 'm') unit = 1048576;
    else if (key === 'b') unit = 1;
    else if (key === 'exclude') exclude.push(value);
    else if (key === 'B') {
      const n = gnuSize(value);
      if (n === null || n === 0) return p.exit(complain(p, c.name, `invalid -B argument ${quoted(p, value)}`));
      unit = n;
    } else if (key === 'd') {
      const n = parseDecimal(value);
      if (n === null)
        return p.exit(
          f.gnu
            ? usageError(p, f, c.name, `invalid maximum depth ${quoted(p, value)}`)
            : complain(p, c.name, `invalid number '${value}'`),
        );
      depth = n;
    }
  }
  if (has('s') && has('a')) {
    if (!f.gnu) return p.exit(printUsage(p, f, c.name));
    complain(p, c.name, 'cannot both summarize and show all entries');
    return p.exit(printUsage(p, f, c.name));
  }
  if (has('s') && has('d') && f.gnu && depth !== 0) {
    complain(p, c.name, `warning: summarizing conflicts with --max-depth=${depth}`);
    return p.exit(printUsage(p, f, c.name));
  }
  const follow = has('L') ? 'L' : has('H') || has('D') ? 'H' : 'P';
  p.locals = {
    name: c.name,
    o: {
      all: has('a'),
      depth: has('s') ? 0 : depth,
      unit,
      apparent: has('b') || has('apparent'),
      total: has('c'),
      countLinks: has('l'),
      follow,
      oneFileSystem: has('x'),
      separate: has('S'),
      exclude,
      end: has('0') ? '\0' : '\n',
    },
    operands: c.operands.length === 0 ? ['.'] : c.operands,
    at: 0,
    frame: null,
    sums: [],
    seen: [],
    grand: 0,
    status: 0,
  };
  return p.goto('run');
}

function fail(p: Proc<Locals>, f: Flavour, path: Bytes, errno: number, what: 'access' | 'read directory'): void {
  p.locals.status = complain(
    p,
    p.locals.name,
    f.gnu
      ? `cannot ${what} ${quoteaf(path)}: ${strerror(errno)}`
      : what === 'access'
        ? `${path}: ${strerror(errno)}`
        : `can't open '${path}': ${strerror(errno)}`,
  );
}

function add(l: Locals, bytes: number): void {
  if (l.sums.length === 0) l.grand += bytes;
  else l.sums = [(l.sums[0] as number) + bytes, ...l.sums.slice(1)];
}

/** A file's own bytes; 0 when it was counted under another name. */
function own(l: Locals, stat: Stat): number {
  if (stat.nlink > 1 && (stat.mode & S_IFMT) !== S_IFDIR && !l.o.countLinks) {
    const key = `${stat.dev}:${stat.ino}`;
    if (l.seen.includes(key)) return -1;
    l.seen = [...l.seen, key];
  }
  if (!l.o.apparent) return stat.blocks * 512;
  return stat.size;
}

function excluded(o: Options, path: Bytes): boolean {
  return o.exclude.some((pattern) => fnmatch(pattern, path) || fnmatch(pattern, baseName(path)));
}

function visit(p: Proc<Locals>, f: Flavour, path: Bytes, depth: number): void {
  const l = p.locals;
  if (excluded(l.o, path)) return;
  const stat = l.o.follow === 'L' || (l.o.follow === 'H' && depth === 0) ? p.stat(path) : p.lstat(path);
  if (typeof stat === 'number') {
    fail(p, f, path, stat, 'access');
    return;
  }
  if (l.o.oneFileSystem && l.frame !== null && stat.dev !== l.frame.dev) return;
  const bytes = own(l, stat);
  if (bytes < 0) return;
  if ((stat.mode & S_IFMT) === S_IFDIR) {
    const frame = enterDirectory(p, path, l.frame, stat.dev, stat.ino);
    if (typeof frame === 'number') fail(p, f, path, frame, 'read directory');
    l.frame =
      typeof frame === 'number'
        ? { path, entries: [], at: 0, depth, dev: stat.dev, ino: stat.ino, up: l.frame }
        : frame;
    l.sums = [bytes, ...l.sums];
    return;
  }
  add(l, bytes);
  if ((l.o.all && depth <= l.o.depth) || depth === 0) line(p, f, bytes, path);
}

function leave(p: Proc<Locals>, f: Flavour, frame: WalkFrame): void {
  const l = p.locals;
  const sum = l.sums[0] as number;
  l.frame = frame.up;
  l.sums = l.sums.slice(1);
  if (!l.o.separate || l.sums.length === 0) add(l, sum);
  else l.grand += sum;
  if (frame.depth <= l.o.depth) line(p, f, sum, frame.path);
}

function run(p: Proc<Locals>, f: Flavour): Next {
  const l = p.locals;
  for (let n = 0; n < WALK_STEPS; n++) {
    const { frame } = l;
    if (frame === null) {
      const path = l.operands[l.at];
      if (path === undefined) {
        if (l.o.total) line(p, f, l.grand, 'total');
        return p.exit(l.status);
      }
      l.at += 1;
      visit(p, f, path, 0);
      continue;
    }
    const entry = nextEntry(frame);
    if (entry === undefined) leave(p, f, frame);
    else {
      l.frame = advanced(frame);
      visit(p, f, joinPath(frame.path, entry.name), frame.depth + 1);
    }
  }
  return p.goto('run');
}

/** `gnu/du` and `busybox/du`. */
export const duPrograms: readonly Program[] = tools<Locals>('du', 1, (f) => ({
  start: (p) => start(p, f),
  run: (p) => run(p, f),
}));
