/**
 * tail(1): the end of files, and with -f what is added to them. A regular file is read from its end; a pipe is read to its
 * end first. Following looks at the files again and again; `/dev/null` never grows, so nothing is scheduled for it.
 */
import { EAGAIN, EISDIR, strerror } from '../../kernel/errno.ts';
import { O_RDONLY, S_IFCHR, S_IFIFO, S_IFMT, S_IFREG } from '../../kernel/syscall.ts';
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { writeFailed } from '../frame/filter.ts';
import { type Flavour, tools } from '../frame/flavour.ts';
import { CHUNK, openInput } from '../frame/input.ts';
import { complain } from '../frame/invocation.ts';
import { quoteaf, quotef } from '../frame/quote.ts';
import { fileHeader } from './head.ts';
import { type TailPlan, tailPlan } from './tail-plan.ts';
import { EMPTY_WINDOW, type TailWindow, windowAdd, windowEnd } from './tail-window.ts';

/** A followed file; `fd` is -1 while it cannot be opened, -2 when it was given up. */
interface Followed {
  readonly file: Bytes;
  readonly fd: number;
  readonly ino: number;
  readonly size: number;
}

interface Locals {
  plan: TailPlan;
  at: number;
  fd: number;
  /** While looking for the first line from the end: bytes before this offset are not looked at, and delimiters to find. */
  from: number;
  left: number;
  window: TailWindow;
  /** The file whose header was printed last, or null. */
  shown: Bytes | null;
  followed: readonly Followed[];
  status: number;
}

function start(p: Proc<Locals>, f: Flavour): Next {
  const plan = tailPlan(p, f);
  if (typeof plan === 'number') return p.exit(plan);
  p.locals = { plan, at: 0, fd: -1, from: 0, left: 0, window: EMPTY_WINDOW, shown: null, followed: [], status: 0 };
  return f.gnu ? p.goto('open') : openable(p, f);
}

/** BusyBox tries all files first; only those that open count for the headers. */
function openable(p: Proc<Locals>, f: Flavour): Next {
  const l = p.locals;
  const { plan } = l;
  const kept: Bytes[] = [];
  for (const file of plan.files) {
    const fd = openInput(p, file);
    if (fd < 0) l.status = complain(p, plan.name, cannotOpen(f, file, fd));
    if (fd > 0) p.close(fd);
    if (fd >= 0) kept.push(file);
    else if (plan.retry) l.followed = [...l.followed, { file, fd: -1, ino: 0, size: 0 }];
  }
  if (kept.length === 0 && l.followed.length === 0) return p.exit(complain(p, plan.name, 'no files'));
  l.plan = { ...plan, files: kept, headers: plan.headers && (kept.length > 1 || plan.files.length === 1) };
  return p.goto('open');
}

function cannotOpen(f: Flavour, file: Bytes, errno: number): Bytes {
  return f.gnu
    ? `cannot open ${quoteaf(file)} for reading: ${strerror(errno)}`
    : `can't open '${file}': ${strerror(errno)}`;
}

function open(p: Proc<Locals>, f: Flavour): Next {
  const l = p.locals;
  const { plan } = l;
  const file = plan.files[l.at];
  if (file === undefined) return finished(p, f);
  const fd = openInput(p, file);
  if (fd < 0) {
    l.status = complain(p, plan.name, cannotOpen(f, file, fd));
    if (plan.follow !== 'no' && plan.retry) l.followed = [...l.followed, { file, fd: -1, ino: 0, size: 0 }];
    l.at += 1;
    return p.goto('open');
  }
  l.fd = fd;
  if (plan.headers) {
    p.print(1, fileHeader(file, l.shown === null));
    l.shown = file;
  }
  l.window = EMPTY_WINDOW;
  l.left = plan.count;
  const stat = p.fstat(fd);
  const regular = typeof stat !== 'number' && (stat.mode & S_IFMT) === S_IFREG && stat.size > 0;
  if (plan.fromStart) {
    if (plan.count > 0) l.left -= 1;
    if (regular && plan.unit === 'bytes') {
      p.lseek(fd, l.left, 1);
      l.left = 0;
    }
    return p.goto('skip');
  }
  if (!regular) return p.goto('stream');
  const end = p.lseek(fd, 0, 2);
  if (plan.unit === 'bytes') {
    p.lseek(fd, Math.max(0, end - plan.count), 0);
    return p.goto('copy');
  }
  l.from = end;
  return p.goto('back');
}

/** Looks for the beginning of the last lines, one block from the end a handler. */
function back(p: Proc<Locals>): Next {
  const l = p.locals;
  const { plan } = l;
  if (plan.count === 0) return p.goto('copy');
  const from = Math.max(0, l.from - CHUNK);
  const text = p.pread(l.fd, l.from - from, from);
  if (typeof text === 'number') return p.goto('copy');
  const stat = p.fstat(l.fd);
  const end = typeof stat === 'number' ? l.from : stat.size;
  let at = l.from === end && text.endsWith(plan.delimiter) ? text.length - 1 : text.length;
  while (l.left > 0) {
    at = at <= 0 ? -1 : text.lastIndexOf(plan.delimiter, at - 1);
    if (at < 0) break;
    l.left -= 1;
  }
  if (at >= 0) {
    p.lseek(l.fd, from + at + 1, 0);
    return p.goto('copy');
  }
  l.from = from;
  if (from > 0) return p.goto('back');
  p.lseek(l.fd, 0, 0);
  return p.goto('copy');
}

/** Ends with a file that cannot be read. */
function unreadable(p: Proc<Locals>, f: Flavour, errno: number): Next {
  const l = p.locals;
  const file = l.plan.files[l.at] as Bytes;
  l.status = complain(
    p,
    l.plan.name,
    f.gnu ? `error reading ${quoteaf(file)}: ${strerror(errno)}` : `read error: ${strerror(errno)}`,
  );
  if (errno === EISDIR && l.plan.follow !== 'no' && f.gnu) {
    complain(p, l.plan.name, `${quotef(file)}: cannot follow end of this type of file; giving up on this name`);
  }
  if (l.fd > 0) p.close(l.fd);
  l.at += 1;
  return p.goto('open');
}

/** Prints from the place that was found to the end of the file. */
function copy(p: Proc<Locals>, f: Flavour): Next {
  const l = p.locals;
  if (writeFailed(p, l.plan.name)) return p.exit(1);
  for (let n = 0; n < 2; n++) {
    const data = p.read(l.fd, CHUNK);
    if (data === EAGAIN) return p.waitRead(l.fd, 'copy');
    if (typeof data === 'number') return unreadable(p, f, data);
    if (data === '') return endOfFile(p);
    p.print(1, data);
  }
  return p.goto('copy');
}

/** `+N`: passes over the first lines or bytes. */
function skip(p: Proc<Locals>, f: Flavour): Next {
  const l = p.locals;
  const { plan } = l;
  if (l.left === 0) return p.goto('copy');
  const data = p.read(l.fd, CHUNK);
  if (data === EAGAIN) return p.waitRead(l.fd, 'skip');
  if (typeof data === 'number') return unreadable(p, f, data);
  if (data === '') return endOfFile(p);
  let at = 0;
  if (plan.unit === 'bytes') {
    at = Math.min(l.left, data.length);
    l.left -= at;
  } else {
    while (l.left > 0) {
      const next = data.indexOf(plan.delimiter, at);
      if (next < 0) return p.goto('skip');
      at = next + 1;
      l.left -= 1;
    }
  }
  p.print(1, data.slice(at));
  return p.goto(l.left > 0 ? 'skip' : 'copy');
}

/** What cannot be read from its end is read to its end. */
function stream(p: Proc<Locals>, f: Flavour): Next {
  const l = p.locals;
  const { plan } = l;
  for (let n = 0; n < 8; n++) {
    const data = p.read(l.fd, CHUNK);
    if (data === EAGAIN) return p.waitRead(l.fd, 'stream');
    if (typeof data === 'number') return unreadable(p, f, data);
    if (data === '') {
      const end = windowEnd(l.window, plan.unit, plan.count, plan.delimiter);
      l.window = EMPTY_WINDOW;
      p.print(1, end);
      return endOfFile(p);
    }
    const w = windowAdd(p, l.window, data, plan.unit, plan.count, plan.delimiter);
    if (typeof w === 'number') return p.exit(complain(p, plan.name, f.gnu ? 'memory exhausted' : 'out of memory'));
    l.window = w;
    if (data.length > 4096) break;
  }
  return p.goto('stream');
}

function endOfFile(p: Proc<Locals>): Next {
  const l = p.locals;
  const { plan } = l;
  const file = plan.files[l.at] as Bytes;
  if (plan.follow !== 'no') {
    const stat = p.fstat(l.fd);
    const followed = {
      file,
      fd: l.fd,
      ino: typeof stat === 'number' ? 0 : stat.ino,
      size: typeof stat === 'number' ? 0 : stat.size,
    };
    l.followed = [...l.followed, followed];
  } else if (l.fd > 0) p.close(l.fd);
  l.at += 1;
  return p.goto('open');
}

/** Everything is printed: ends, or begins to follow. */
function finished(p: Proc<Locals>, f: Flavour): Next {
  const l = p.locals;
  const { plan } = l;
  if (plan.follow === 'no') return p.goto('end');
  // A pipe on standard input is at its end for ever (POSIX: -f is ignored).
  l.followed = l.followed.filter((t) => {
    const stat = t.file === '-' ? p.fstat(t.fd) : 0;
    return typeof stat === 'number' || (stat.mode & S_IFMT) !== S_IFIFO;
  });
  if (l.followed.length === 0) {
    if (l.status !== 0) complain(p, plan.name, f.gnu ? 'no files remaining' : 'no files');
    return p.goto('end');
  }
  return p.goto('follow');
}

function growsNever(p: Proc, followed: readonly Followed[]): boolean {
  return followed.every((t) => {
    const stat = t.fd >= 0 ? p.fstat(t.fd) : -1;
    return typeof stat !== 'number' && (stat.mode & S_IFMT) === S_IFCHR && !p.isatty(t.fd);
  });
}

/** Looks whether the name now means another file, and prints what is new. Null: given up. */
function look(p: Proc<Locals>, f: Flavour, t: Followed): Followed | null {
  const l = p.locals;
  const { plan } = l;
  let now = t;
  if (plan.follow === 'name' && t.file !== '-') {
    const named = p.stat(t.file);
    if (typeof named === 'number') {
      if (t.fd >= 0) {
        if (f.gnu) complain(p, plan.name, `${quoteaf(t.file)} has become inaccessible: ${strerror(named)}`);
        p.close(t.fd);
      }
      return plan.retry ? { ...t, fd: -1, ino: 0, size: 0 } : null;
    }
    if (t.fd < 0 || named.ino !== t.ino) {
      const fd = p.open(t.file, O_RDONLY);
      if (fd < 0) return t;
      if (f.gnu)
        complain(
          p,
          plan.name,
          `${quoteaf(t.file)} has ${t.fd < 0 ? 'appeared' : 'been replaced'};  following new file`,
        );
      if (t.fd >= 0) p.close(t.fd);
      now = { file: t.file, fd, ino: named.ino, size: 0 };
    }
  }
  if (now.fd < 0) return now;
  const stat = p.fstat(now.fd);
  if (typeof stat !== 'number' && (stat.mode & S_IFMT) === S_IFREG && stat.size < now.size) {
    complain(p, plan.name, f.gnu ? `${quotef(now.file)}: file truncated` : 'file truncated');
    p.lseek(now.fd, 0, 0);
    now = { ...now, size: 0 };
  }
  const data = p.read(now.fd, CHUNK);
  if (typeof data === 'number' || data === '') return now;
  if (plan.headers && l.shown !== now.file) {
    p.print(1, fileHeader(now.file, false));
    l.shown = now.file;
  }
  p.print(1, data);
  return { ...now, size: now.size + data.length };
}

function follow(p: Proc<Locals>, f: Flavour): Next {
  const l = p.locals;
  const { plan } = l;
  if (writeFailed(p, plan.name)) return p.exit(1);
  if (plan.watched > 0 && p.kill(plan.watched, 0) < 0) return p.exit(l.status);
  const before = l.followed;
  const after: Followed[] = [];
  for (const t of before) {
    const now = look(p, f, t);
    if (now !== null) after.push(now);
  }
  l.followed = after;
  if (after.length === 0) return p.exit(complain(p, plan.name, f.gnu ? 'no files remaining' : 'no files'));
  if (after.some((t, i) => t.fd !== before[i]?.fd || t.size !== before[i]?.size)) return p.goto('follow');
  if (plan.watched === 0 && growsNever(p, after)) return p.pause('follow');
  const tty = after.find((t) => t.fd >= 0 && p.isatty(t.fd));
  if (tty !== undefined) return p.poll([tty.fd], 'follow', plan.interval);
  return p.sleep(plan.interval, 'follow');
}

/** `gnu/tail` and `busybox/tail`. */
export const tailPrograms: readonly Program[] = tools<Locals>('tail', 1, (f) => ({
  start: (p) => start(p, f),
  open: (p) => open(p, f),
  back,
  copy: (p) => copy(p, f),
  skip: (p) => skip(p, f),
  stream: (p) => stream(p, f),
  follow: (p) => follow(p, f),
  end: (p) => p.exit(writeFailed(p, p.locals.plan.name) ? 1 : p.locals.status),
}));
