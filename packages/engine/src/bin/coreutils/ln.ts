/** ln(1), link(1) and unlink(1). */
import { EEXIST, type Errno, strerror } from '../../kernel/errno.ts';
import { S_IFDIR, S_IFMT } from '../../kernel/syscall.ts';
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { type Flavour, tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import {
  complain,
  type Invocation,
  invocation,
  missingOperand,
  printUsage,
  refuse,
  usageError,
} from '../frame/invocation.ts';
import { quoteaf, quoted } from '../frame/quote.ts';
import { joinPath } from '../frame/walk.ts';
import { canonicalPath, relativePath } from './canonical-path.ts';
import { baseName, dirName } from './path-name.ts';
import { resolveTargets } from './targets.ts';

const GNU_OPTIONS = optionSpec(
  'fLnPrst:Tv',
  'directory>d force>f logical>L no-dereference>n physical>P relative>r symbolic>s target-directory=>t no-target-directory>T verbose>v !backup? !interactive !suffix=',
  'bdFiS',
);
const BUSYBOX_OPTIONS = optionSpec('sfnbS:vT');
const PLAIN = optionSpec('');

interface Linking {
  readonly p: Proc;
  readonly f: Flavour;
  readonly name: Bytes;
  readonly symbolic: boolean;
  readonly force: boolean;
  readonly relative: boolean;
  readonly verbose: boolean;
  /** Suffix of BusyBox -b; null without it. */
  readonly backup: Bytes | null;
}

function failed(m: Linking, from: Bytes, to: Bytes, errno: Errno): number {
  if (!m.f.gnu) return complain(m.p, m.name, `${to}: ${strerror(errno)}`);
  const kind = m.symbolic ? 'symbolic' : 'hard';
  const tail = m.symbolic || errno === EEXIST ? '' : ` => ${quoteaf(from)}`;
  return complain(m.p, m.name, `failed to create ${kind} link ${quoteaf(to)}${tail}: ${strerror(errno)}`);
}

/** Why a hard link to `from` cannot be made, or null. */
function unlinkable(m: Linking, from: Bytes): number | null {
  const stat = m.p.lstat(from);
  if (typeof stat === 'number') {
    return complain(
      m.p,
      m.name,
      m.f.gnu ? `failed to access ${quoteaf(from)}: ${strerror(stat)}` : `${from}: ${strerror(stat)}`,
    );
  }
  if ((stat.mode & S_IFMT) !== S_IFDIR || !m.f.gnu) return null;
  return complain(m.p, m.name, `${from}: hard link not allowed for directory`);
}

function one(m: Linking, source: Bytes, to: Bytes): number {
  const { p } = m;
  let from = source;
  if (!m.symbolic) {
    const wrong = unlinkable(m, from);
    if (wrong !== null) return wrong;
  }
  if (m.relative) {
    const dir = canonicalPath(p, dirName(to), 'missing');
    const target = canonicalPath(p, source, 'missing');
    if (typeof dir === 'string' && typeof target === 'string') from = relativePath(dir, target);
  }
  const make = (): number => (m.symbolic ? p.symlink(from, to) : p.link(from, to));
  if (m.backup !== null && typeof p.lstat(to) !== 'number') {
    const errno = p.rename(to, to + m.backup);
    if (errno < 0) return failed(m, from, to, errno);
  }
  let errno = make();
  if (errno === EEXIST && m.force) {
    const there = p.lstat(to);
    const own = p.lstat(source);
    if (
      typeof there !== 'number' &&
      typeof own !== 'number' &&
      !m.symbolic &&
      there.ino === own.ino &&
      there.dev === own.dev
    ) {
      return m.f.gnu ? complain(p, m.name, `${quoteaf(from)} and ${quoteaf(to)} are the same file`) : 0;
    }
    if (typeof there !== 'number' && (there.mode & S_IFMT) === S_IFDIR && m.f.gnu)
      return complain(p, m.name, `${to}: cannot overwrite directory`);
    errno = p.unlink(to);
    if (errno >= 0) errno = make();
  }
  if (errno < 0) return failed(m, from, to, errno);
  if (m.verbose)
    p.print(1, m.f.gnu ? `${quoteaf(to)} ${m.symbolic ? '->' : '=>'} ${quoteaf(from)}\n` : `'${to}' -> '${from}'\n`);
  return 0;
}

function targets(
  p: Proc,
  f: Flavour,
  c: Invocation,
  how: { plain: boolean; directory: Bytes | null; noDereference: boolean },
): ReturnType<typeof resolveTargets> {
  const [only] = c.operands;
  if (only !== undefined && c.operands.length === 1 && how.directory === null && !how.plain) {
    return { jobs: [{ from: only, to: f.gnu ? joinPath('.', baseName(only)) : baseName(only) }] };
  }
  return resolveTargets(p, f, c, how);
}

function start(p: Proc, f: Flavour): Next {
  const c = invocation(p, f, f.gnu ? GNU_OPTIONS : BUSYBOX_OPTIONS);
  if (typeof c === 'number') return p.exit(c);
  const has = (key: string): boolean => c.options.some((o) => o.key === key);
  if (has('L')) return p.exit(refuse(p, c.name, '-L'));
  if (has('r') && !has('s')) return p.exit(complain(p, c.name, 'cannot do --relative without --symbolic'));
  const directory = c.options.filter((o) => o.key === 't').pop()?.value ?? null;
  const found = targets(p, f, c, { plain: has('T'), directory, noDereference: has('n') });
  if (typeof found === 'number') return p.exit(found);
  const suffix = c.options.filter((o) => o.key === 'S').pop()?.value;
  const m: Linking = {
    p,
    f,
    name: c.name,
    symbolic: has('s'),
    force: has('f'),
    relative: has('r'),
    verbose: has('v'),
    backup: has('b') || suffix !== undefined ? (suffix ?? '~') : null,
  };
  let status = 0;
  for (const { from, to } of found.jobs) status = one(m, from, to) || status;
  return p.exit(status);
}

function link(p: Proc, f: Flavour): Next {
  const c = invocation(p, f, PLAIN);
  if (typeof c === 'number') return p.exit(c);
  const [from, to, extra] = c.operands;
  if (from === undefined || to === undefined || extra !== undefined) {
    if (!f.gnu) return p.exit(printUsage(p, f, c.name));
    if (from === undefined) return p.exit(missingOperand(p, f, c.name));
    return p.exit(
      usageError(
        p,
        f,
        c.name,
        to === undefined ? `missing operand after ${quoted(p, from)}` : `extra operand ${quoted(p, extra as Bytes)}`,
      ),
    );
  }
  const errno = p.link(from, to);
  if (errno >= 0) return p.exit(0);
  return p.exit(
    complain(
      p,
      c.name,
      f.gnu
        ? `cannot create link ${quoteaf(to)} to ${quoteaf(from)}: ${strerror(errno)}`
        : `can't create hardlink '${to}' to '${from}': ${strerror(errno)}`,
    ),
  );
}

function unlink(p: Proc, f: Flavour): Next {
  const c = invocation(p, f, PLAIN);
  if (typeof c === 'number') return p.exit(c);
  const [path, extra] = c.operands;
  if (path === undefined) return p.exit(missingOperand(p, f, c.name));
  if (extra !== undefined)
    return p.exit(f.gnu ? usageError(p, f, c.name, `extra operand ${quoted(p, extra)}`) : printUsage(p, f, c.name));
  const errno = p.unlink(path);
  if (errno >= 0) return p.exit(0);
  return p.exit(
    complain(
      p,
      c.name,
      f.gnu ? `cannot unlink ${quoteaf(path)}: ${strerror(errno)}` : `can't remove file '${path}': ${strerror(errno)}`,
    ),
  );
}

/** `gnu/ln`, `gnu/link`, `gnu/unlink` and their applets. */
export const lnPrograms: readonly Program[] = [
  ...tools('ln', 1, (f) => ({ start: (p) => start(p, f) })),
  ...tools('link', 1, (f) => ({ start: (p) => link(p, f) })),
  ...tools('unlink', 1, (f) => ({ start: (p) => unlink(p, f) })),
];
