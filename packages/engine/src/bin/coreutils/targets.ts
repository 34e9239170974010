/** Sources and targets of cp, mv, ln and install: the last operand, `-t DIR`, or `-T`. */
import { ENOTDIR, type Errno, strerror } from '../../kernel/errno.ts';
import { S_IFDIR, S_IFLNK, S_IFMT } from '../../kernel/syscall.ts';
import type { Proc } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import type { Flavour } from '../frame/flavour.ts';
import { complain, type Invocation, printUsage, usageError } from '../frame/invocation.ts';
import { quoteaf } from '../frame/quote.ts';
import { joinPath } from '../frame/walk.ts';
import type { CopyJob } from './copy-tree.ts';
import { baseName } from './path-name.ts';

/** Where things go. */
export interface Targets {
  readonly jobs: readonly CopyJob[];
}

function isDirectory(p: Proc, path: Bytes, follow: boolean): boolean | Errno {
  const stat = follow ? p.stat(path) : p.lstat(path);
  if (typeof stat === 'number') return stat;
  return (stat.mode & S_IFMT) === S_IFDIR && !(!follow && (stat.mode & S_IFMT) === S_IFLNK);
}

function into(dir: Bytes, sources: readonly Bytes[]): Targets {
  return { jobs: sources.map((from) => ({ from, to: joinPath(dir, baseName(from)) })) };
}

function notDirectory(p: Proc, name: Bytes, path: Bytes, errno: Errno): number {
  return complain(p, name, `target ${quoteaf(path)}: ${strerror(errno)}`);
}

/**
 * What goes where. `plain` (-T) never puts anything into an existing directory; `directory` is the argument of -t; links to
 * directories count as directories unless `noDereference`. A number is an exit status.
 */
export function resolveTargets(
  p: Proc,
  f: Flavour,
  c: Invocation,
  how: { readonly plain: boolean; readonly directory: Bytes | null; readonly noDereference?: boolean },
): Targets | number {
  const { operands, name } = c;
  if (operands.length === 0) return f.gnu ? usageError(p, f, name, 'missing file operand') : printUsage(p, f, name);
  if (how.directory !== null) {
    if (how.plain && f.gnu)
      return complain(p, name, 'cannot combine --target-directory (-t) and --no-target-directory (-T)');
    const there = isDirectory(p, how.directory, true);
    if (there !== true && f.gnu)
      return complain(
        p,
        name,
        `target directory ${quoteaf(how.directory)}: ${strerror(there === false ? ENOTDIR : there)}`,
      );
    return into(how.directory, operands);
  }
  if (operands.length === 1) {
    if (!f.gnu) return printUsage(p, f, name);
    return usageError(p, f, name, `missing destination file operand after ${quoteaf(operands[0] as Bytes)}`);
  }
  const last = operands[operands.length - 1] as Bytes;
  const sources = operands.slice(0, -1);
  if (how.plain) {
    if (operands.length > 2)
      return f.gnu ? usageError(p, f, name, `extra operand ${quoteaf(operands[2] as Bytes)}`) : printUsage(p, f, name);
    if (!f.gnu && isDirectory(p, last, false) === true && isDirectory(p, operands[0] as Bytes, false) !== true)
      return complain(p, name, `'${last}' is a directory`);
    return { jobs: [{ from: operands[0] as Bytes, to: last }] };
  }
  const there = isDirectory(p, last, how.noDereference !== true);
  if (there === true || (!f.gnu && sources.length > 1)) return into(last, sources);
  if (sources.length > 1) return notDirectory(p, name, last, there === false ? ENOTDIR : there);
  return { jobs: [{ from: operands[0] as Bytes, to: last }] };
}
