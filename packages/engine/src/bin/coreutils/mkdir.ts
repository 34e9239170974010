/** mkdir(1) and rmdir(1). */
import { EEXIST, ENOTDIR, ENOTEMPTY, type Errno, strerror } from '../../kernel/errno.ts';
import { S_IFDIR, S_IFMT } from '../../kernel/syscall.ts';
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { type Flavour, tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { complain, invocation, missingOperand } from '../frame/invocation.ts';
import { changeMode, parseMode } from '../frame/mode.ts';
import { quoteaf, quoted } from '../frame/quote.ts';
import { dirName } from './path-name.ts';

const GNU_MKDIR = optionSpec('m:pv', 'mode=>m parents>p verbose>v !context?', 'Z');
const BUSYBOX_MKDIR = optionSpec('m:pv', 'mode=>m parents>p verbose>v');
const GNU_RMDIR = optionSpec('pv', 'ignore-fail-on-non-empty>i parents>p verbose>v');
const BUSYBOX_RMDIR = optionSpec('pv', 'parents>p ignore-fail-on-non-empty>i verbose>v');

interface Making {
  readonly p: Proc;
  readonly f: Flavour;
  readonly name: Bytes;
  readonly mode: number;
  readonly exact: boolean;
  readonly parents: boolean;
  readonly verbose: boolean;
}

function failed(m: Making, path: Bytes, errno: Errno): number {
  return complain(
    m.p,
    m.name,
    m.f.gnu
      ? `cannot create directory ${quoted(m.p, path)}: ${strerror(errno)}`
      : `can't create directory '${path}': ${strerror(errno)}`,
  );
}

function made(m: Making, path: Bytes): void {
  if (m.verbose)
    m.p.print(1, m.f.gnu ? `${m.name}: created directory ${quoted(m.p, path)}\n` : `created directory: '${path}'\n`);
}

function isDirectory(p: Proc, path: Bytes): boolean {
  const stat = p.stat(path);
  return typeof stat !== 'number' && (stat.mode & S_IFMT) === S_IFDIR;
}

/** Makes the directories above `path` that are missing, with the mode of the umask and u+wx. */
function makeParents(m: Making, path: Bytes): number {
  let at = path.startsWith('/') ? 1 : 0;
  for (;;) {
    const slash = path.indexOf('/', at);
    if (slash < 0 || path.slice(slash).replace(/\//g, '') === '') return 0;
    at = slash + 1;
    if (slash === 0 || path.charAt(slash - 1) === '/') continue;
    const parent = path.slice(0, m.f.gnu ? slash : slash + 1);
    const errno = m.p.mkdir(parent, 0o777);
    if (errno >= 0) made(m, parent);
    else if (errno !== EEXIST && !isDirectory(m.p, parent)) return failed(m, parent, errno);
    else if (!isDirectory(m.p, parent)) return failed(m, parent, ENOTDIR);
  }
}

function make(m: Making, path: Bytes): number {
  if (m.parents) {
    const status = makeParents(m, path);
    if (status !== 0) return status;
  }
  const errno = m.p.mkdir(path, m.mode);
  if (errno < 0) return m.parents && isDirectory(m.p, path) ? 0 : failed(m, path, errno);
  if (m.exact) m.p.chmod(path, m.mode);
  made(m, path);
  return 0;
}

function mkdir(p: Proc, f: Flavour): Next {
  const c = invocation(p, f, f.gnu ? GNU_MKDIR : BUSYBOX_MKDIR);
  if (typeof c === 'number') return p.exit(c);
  if (c.operands.length === 0) return p.exit(missingOperand(p, f, c.name));
  const text = c.options.filter((o) => o.key === 'm').pop()?.value;
  let mode = 0o777;
  if (text !== undefined) {
    const change = parseMode(text);
    if (change === null)
      return p.exit(complain(p, c.name, f.gnu ? `invalid mode ${quoted(p, text)}` : `invalid mode '${text}'`));
    const umask = p.umask(0);
    p.umask(umask);
    mode = changeMode(change, 0o777, umask, true);
  }
  const has = (key: string): boolean => c.options.some((o) => o.key === key);
  const m: Making = { p, f, name: c.name, mode, exact: text !== undefined, parents: has('p'), verbose: has('v') };
  let status = 0;
  for (const path of c.operands) status = make(m, path) || status;
  return p.exit(status);
}

function rmdir(p: Proc, f: Flavour): Next {
  const c = invocation(p, f, f.gnu ? GNU_RMDIR : BUSYBOX_RMDIR);
  if (typeof c === 'number') return p.exit(c);
  if (c.operands.length === 0) return p.exit(missingOperand(p, f, c.name));
  const has = (key: string): boolean => c.options.some((o) => o.key === key);
  let status = 0;
  for (const operand of c.operands) {
    let path = operand;
    for (let first = true; ; first = false) {
      if (has('v')) p.print(1, `${c.name}: removing directory, ${quoteaf(path)}\n`);
      const errno = p.rmdir(path);
      if (errno < 0) {
        if (has('i') && (errno === ENOTEMPTY || errno === EEXIST)) break;
        const what = first ? 'failed to remove' : 'failed to remove directory';
        status = complain(
          p,
          c.name,
          f.gnu ? `${what} ${quoteaf(path)}: ${strerror(errno)}` : `'${path}': ${strerror(errno)}`,
        );
        break;
      }
      const parent = dirName(path);
      if (!has('p') || parent === '.' || parent === '/' || parent === path) break;
      path = parent;
    }
  }
  return p.exit(status);
}

/** `gnu/mkdir`, `gnu/rmdir` and their applets. */
export const mkdirPrograms: readonly Program[] = [
  ...tools('mkdir', 1, (f) => ({ start: (p) => mkdir(p, f) })),
  ...tools('rmdir', 1, (f) => ({ start: (p) => rmdir(p, f) })),
];
