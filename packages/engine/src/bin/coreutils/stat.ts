/** stat(1). */
import { strerror } from '../../kernel/errno.ts';
import { S_IFBLK, S_IFCHR, S_IFMT } from '../../kernel/syscall.ts';
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { type Flavour, tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { complain, invocation, missingOperand } from '../frame/invocation.ts';
import { mountOf } from '../frame/mounts.ts';
import { quoteaf } from '../frame/quote.ts';
import { NameCache } from '../frame/users.ts';
import { escapeAt } from './printf-format.ts';
import { formatStat, formatStatFs, type StatSubject } from './stat-format.ts';

const GNU_OPTIONS = optionSpec(
  'c:fLt',
  'dereference>L file-system>f format=>c printf=>printf terse>t cached=>cached',
  'Z',
);
const BUSYBOX_OPTIONS = optionSpec('c:fLt');

const TERSE = '%n %s %b %f %u %g %D %i %h %t %T %X %Y %Z %W %o\n';
const BUSYBOX_TERSE = '%n %s %b %f %u %g %D %i %h %t %T %X %Y %Z %o\n';
const FS_TERSE = '%n %i %l %t %s %S %b %f %a %c %d\n';
const FS_DEFAULT =
  '  File: "%n"\n    ID: %-8i Namelen: %-7l Type: %T\nBlock size: %-10s Fundamental block size: %S\nBlocks: Total: %-10b Free: %-10f Available: %a\nInodes: Total: %-10c Free: %d\n';

function gnuDefault(s: StatSubject): Bytes {
  const device = (s.stat.mode & S_IFMT) === S_IFCHR || (s.stat.mode & S_IFMT) === S_IFBLK;
  const inode = device
    ? 'Device: %Hd,%Ld\tInode: %-11i Links: %-5h Device type: %Hr,%Lr\n'
    : 'Device: %Hd,%Ld\tInode: %-11i Links: %h\n';
  return `  File: %N\n  Size: %-10s\tBlocks: %-10b IO Block: %-6o %F\n${inode}Access: (%04a/%10.10A)  Uid: (%5u/%8U)   Gid: (%5g/%8G)\nAccess: %x\nModify: %y\nChange: %z\n Birth: %w\n`;
}

function busyboxDefault(s: StatSubject): Bytes {
  const device = (s.stat.mode & S_IFMT) === S_IFCHR || (s.stat.mode & S_IFMT) === S_IFBLK;
  const kind = device ? ' Device type: %t,%T' : '';
  return `  File: %N\n  Size: %-10s\tBlocks: %-10b IO Block: %-6o %F\nDevice: %Dh/%dd\tInode: %-10i  Links: ${device ? '%-5h' : '%h'}${kind}\nAccess: (%04a/%10.10A)  Uid: (%5u/%8U)   Gid: (%5g/%8G)\nAccess: %x\nModify: %y\nChange: %z\n`;
}

function withEscapes(text: Bytes): Bytes {
  let out = '';
  for (let i = 0; i < text.length; ) {
    if (text.charAt(i) !== '\\') {
      out += text.charAt(i++);
      continue;
    }
    const e = escapeAt(text, i, false);
    out += e.text;
    i += e.length;
  }
  return out;
}

interface Choice {
  readonly name: Bytes;
  readonly format: Bytes | null;
  readonly terse: boolean;
  readonly follow: boolean;
  readonly fs: boolean;
}

function one(p: Proc, f: Flavour, c: Choice, names: NameCache, path: Bytes): boolean {
  if (c.fs) {
    const fs = p.statfs(path);
    if (typeof fs === 'number') {
      complain(
        p,
        c.name,
        f.gnu
          ? `cannot read file system information for ${quoteaf(path)}: ${strerror(fs)}`
          : `can't read file system information for '${path}': ${strerror(fs)}`,
      );
      return false;
    }
    p.print(1, formatStatFs(c.format ?? (c.terse ? FS_TERSE : FS_DEFAULT), path, fs));
    return true;
  }
  const stat = path === '-' && f.gnu ? p.fstat(0) : c.follow ? p.stat(path) : p.lstat(path);
  if (typeof stat === 'number') {
    complain(
      p,
      c.name,
      f.gnu ? `cannot statx ${quoteaf(path)}: ${strerror(stat)}` : `can't stat '${path}': ${strerror(stat)}`,
    );
    return false;
  }
  const wanted = c.format ?? (c.terse ? (f.gnu ? TERSE : BUSYBOX_TERSE) : null);
  const mount = wanted?.includes('m') ? mountOf(p, path, true) : null;
  const subject: StatSubject = { p, gnu: f.gnu, names, path, stat, mountPoint: mount?.target ?? null };
  p.print(1, formatStat(wanted ?? (f.gnu ? gnuDefault(subject) : busyboxDefault(subject)), subject));
  return true;
}

function start(p: Proc, f: Flavour): Next {
  const c = invocation(p, f, f.gnu ? GNU_OPTIONS : BUSYBOX_OPTIONS);
  if (typeof c === 'number') return p.exit(c);
  if (c.operands.length === 0) return p.exit(missingOperand(p, f, c.name));
  let format: Bytes | null = null;
  for (const { key, value } of c.options) {
    if (key === 'c') format = `${value}\n`;
    else if (key === 'printf') format = withEscapes(value);
  }
  const has = (key: string): boolean => c.options.some((o) => o.key === key);
  const choice: Choice = { name: c.name, format, terse: has('t'), follow: has('L'), fs: has('f') };
  const names = new NameCache(p);
  let status = 0;
  for (const path of c.operands) if (!one(p, f, choice, names, path)) status = 1;
  return p.exit(status);
}

/** `gnu/stat` and `busybox/stat`. */
export const statPrograms: readonly Program[] = tools('stat', 1, (f) => ({ start: (p) => start(p, f) }));
