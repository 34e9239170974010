/** Redirections (POSIX 2.7): expansion of their words, opening, and putting descriptors back. */
import { EAGAIN, EBADF, EEXIST, EISDIR, ENOENT, ENOTDIR, type Errno, strerror } from '../../kernel/errno.ts';
import {
  O_APPEND,
  O_CLOEXEC,
  O_CREAT,
  O_EXCL,
  O_RDONLY,
  O_RDWR,
  O_TRUNC,
  O_WRONLY,
  S_IFMT,
  S_IFREG,
} from '../../kernel/syscall.ts';
import type { Bytes } from '../../util/bytes.ts';
import type { Redir } from './ast.ts';
import type { Expansion } from './expand.ts';
import type { OpenRedir } from './frame.ts';
import type { Shell } from './shell.ts';
import { OPT } from './state.ts';

/** Descriptors that were replaced: [fd, copy or -1]. */
export type Saved = readonly (readonly [number, number])[];

/** Lowest descriptor that copies are kept at. */
const SAVE_BASE = 10;

/** The redirections with their words expanded; null when the expansion stopped or failed. */
export function expandRedirs(x: Expansion, redirs: readonly Redir[]): readonly OpenRedir[] | null {
  if (redirs.length === 0) return NONE;
  const out: OpenRedir[] = [];
  for (const r of redirs) {
    const text = targetText(x, r);
    if (text === null) return null;
    out.push({ op: r.op, fd: r.fd, text, word: r.target.text });
  }
  return out;
}

const NONE: readonly OpenRedir[] = [];

function targetText(x: Expansion, r: Redir): Bytes | null {
  const { sh } = x;
  if (r.op === '<<') return x.template(r.target);
  if (r.op === '<<<') {
    const text = x.single(r.target);
    return text === null ? null : `${text}\n`;
  }
  if (!sh.bash || r.target.plain !== null) return x.single(r.target);
  const fields = x.fields([r.target]);
  if (fields === null) return null;
  if (fields.length === 1) return fields[0] as Bytes;
  sh.error(`${r.target.text}: ambiguous redirect`);
  sh.fatal(-1);
  return null;
}

/** The message for a file that could not be opened. */
function openError(sh: Shell, file: Bytes, errno: Errno, create: boolean): Bytes {
  const { flavour } = sh.L;
  if (flavour === 'bash') return `${file}: ${errno === EEXIST ? 'cannot overwrite existing file' : strerror(errno)}`;
  const missing = errno === ENOENT || errno === ENOTDIR;
  if (flavour === 'dash') {
    const why = missing ? (create ? 'Directory nonexistent' : 'No such file') : strerror(errno);
    return `cannot ${create ? 'create' : 'open'} ${file}: ${why}`;
  }
  const why = missing ? (create ? 'nonexistent directory' : 'no such file') : strerror(errno);
  return `can't ${create ? 'create' : 'open'} ${file}: ${why}`;
}

function openFile(sh: Shell, r: OpenRedir): number {
  const { p } = sh;
  const all = 0o666;
  switch (r.op) {
    case '<':
      return p.open(r.text, O_RDONLY);
    case '<>':
      return p.open(r.text, O_RDWR | O_CREAT, all);
    case '>>':
    case '&>>':
      return p.open(r.text, O_WRONLY | O_CREAT | O_APPEND, all);
    default:
      if (r.op !== '>|' && sh.has(OPT.noclobber)) {
        const st = p.stat(r.text);
        if (typeof st === 'number') return p.open(r.text, O_WRONLY | O_CREAT | O_EXCL, all);
        if ((st.mode & S_IFMT) === S_IFREG) return EEXIST;
        return p.open(r.text, O_WRONLY);
      }
      return p.open(r.text, O_WRONLY | O_CREAT | O_TRUNC, all);
  }
}

/** A descriptor from which `text` can be read: a pipe when it fits, else a file without a name. */
function hereFile(sh: Shell, text: Bytes): number {
  const { p } = sh;
  const ends = p.pipe();
  if (typeof ends === 'number') return ends;
  const n = text === '' ? 0 : p.write(ends[1], text);
  p.close(ends[1]);
  if (n === text.length) return ends[0];
  p.close(ends[0]);
  if (n < 0 && n !== EAGAIN) return n;
  const name = `/tmp/sh-thd.${p.pid}.${sh.L.line}`;
  const out = p.open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600);
  if (out < 0) return out;
  p.write(out, text);
  p.close(out);
  const fd = p.open(name, O_RDONLY);
  p.unlink(name);
  return fd;
}

/** Keeps a copy of `fd` for `saved`, once. */
function save(sh: Shell, fd: number, saved: (readonly [number, number])[] | null): void {
  if (saved === null || saved.some((s) => s[0] === fd)) return;
  const copy = sh.p.dup(fd, SAVE_BASE);
  if (copy >= 0) sh.p.setCloexec(copy, true);
  saved.push([fd, copy < 0 ? -1 : copy]);
}

function moveTo(sh: Shell, from: number, fd: number): void {
  if (from === fd) return;
  sh.p.dup2(from, fd);
  sh.p.close(from);
}

/** `n>&m`, `n<&m`, `n>&-`. Null when done, else the message. */
function duplicate(sh: Shell, r: OpenRedir, saved: (readonly [number, number])[] | null): Bytes | null {
  const { p } = sh;
  if (r.text === '-') {
    save(sh, r.fd, saved);
    p.close(r.fd);
    return null;
  }
  const digits = /^(\d+)(-?)$/.exec(r.text);
  if (digits === null) {
    if (sh.bash) return `${r.text}: ambiguous redirect`;
    return sh.L.flavour === 'ash' ? 'redir error' : 'Bad fd number';
  }
  const source = Number(digits[1]);
  if (typeof p.fstat(source) === 'number')
    return sh.L.flavour === 'ash' ? `dup2(${source},${r.fd}): ${strerror(EBADF)}` : `${source}: ${strerror(EBADF)}`;
  save(sh, r.fd, saved);
  if (source !== r.fd) p.dup2(source, r.fd);
  if (digits[2] === '-' && source !== r.fd) p.close(source);
  return null;
}

/** Opens the redirections in order. Null when all are done; otherwise the status, and the message is queued. */
export function applyRedirs(
  sh: Shell,
  redirs: readonly OpenRedir[],
  saved: (readonly [number, number])[] | null,
): number | null {
  for (const r of redirs) {
    const message = applyOne(sh, r, saved);
    if (message === null) continue;
    sh.error(message);
    return sh.L.flavour === 'dash' || message === 'redir error' ? 2 : 1;
  }
  return null;
}

function applyOne(sh: Shell, r: OpenRedir, saved: (readonly [number, number])[] | null): Bytes | null {
  const { p } = sh;
  const toFile = r.op === '>&' && r.fd === 1 && !/^(\d+-?|-)$/.test(r.text) && sh.L.flavour !== 'dash';
  if ((r.op === '<&' || r.op === '>&') && !toFile) return duplicate(sh, r, saved);
  if (r.op === '<<' || r.op === '<<<') {
    const fd = hereFile(sh, r.text);
    if (fd < 0) return `cannot create temp file for here-document: ${strerror(fd)}`;
    place(sh, fd, r.fd, saved);
    return null;
  }
  const both = toFile || r.op === '&>' || r.op === '&>>';
  const fd = openFile(sh, r);
  if (fd < 0) return openError(sh, r.text, fd === EISDIR ? EISDIR : fd, r.op !== '<');
  place(sh, fd, r.fd, saved);
  if (both) {
    save(sh, 2, saved);
    p.dup2(1, 2);
  }
  return null;
}

/** Moves a fresh descriptor to `fd`; the copy of the old one is taken first, away from both. */
function place(sh: Shell, from: number, fd: number, saved: (readonly [number, number])[] | null): void {
  if (from !== fd) save(sh, fd, saved);
  else saved?.push([fd, -1]);
  moveTo(sh, from, fd);
}
