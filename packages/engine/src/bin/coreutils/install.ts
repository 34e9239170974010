/** install(1): copies files and sets their attributes, or makes directories. */
import { EEXIST, strerror } from '../../kernel/errno.ts';
import { S_IFDIR, S_IFMT } from '../../kernel/syscall.ts';
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { type Flavour, tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { complain, type Invocation, invocation, refuse } from '../frame/invocation.ts';
import { changeMode, parseMode } from '../frame/mode.ts';
import { parseDecimal } from '../frame/number.ts';
import { quoteaf, quoted } from '../frame/quote.ts';
import { groupByName, userByName } from '../frame/users.ts';
import { type CopyLocals, type CopyOptions, copyAnswer, copyLocals, copyStep, PLAIN_COPY } from './copy-tree.ts';
import { dirName } from './path-name.ts';
import { resolveTargets } from './targets.ts';

const GNU_OPTIONS = optionSpec(
  'cdDg:m:o:pst:Tv',
  'directory>d group=>g mode=>m owner=>o preserve-timestamps>p strip>s target-directory=>t no-target-directory>T verbose>v !backup? !compare !suffix= !strip-program= !context?',
  'bCSZ',
);
const BUSYBOX_OPTIONS = optionSpec('cdDpsg:m:o:t:v');

/** Makes a directory and those above it, as install -d does. */
function makeDirectories(p: Proc, f: Flavour, name: Bytes, path: Bytes, mode: number, verbose: boolean): number {
  let at = path.startsWith('/') ? 1 : 0;
  for (;;) {
    const slash = path.indexOf('/', at);
    const end = slash < 0 ? path.length : slash;
    const part = path.slice(0, end);
    at = end + 1;
    if (part !== '' && typeof p.stat(part) === 'number') {
      const last = slash < 0 || path.slice(slash).replace(/\//g, '') === '';
      const errno = p.mkdir(part, last ? mode : 0o755);
      if (errno < 0 && errno !== EEXIST)
        return complain(
          p,
          name,
          f.gnu
            ? `cannot create directory ${quoteaf(part)}: ${strerror(errno)}`
            : `can't create directory '${part}': ${strerror(errno)}`,
        );
      if (verbose) p.print(1, f.gnu ? `${name}: creating directory ${quoteaf(part)}\n` : '');
    }
    if (slash < 0) return 0;
  }
}

interface Wanted {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

function ids(p: Proc, f: Flavour, c: Invocation): Wanted | number {
  const value = (key: string): Bytes | undefined => c.options.filter((o) => o.key === key).pop()?.value;
  const modeText = value('m');
  const change = modeText === undefined ? null : parseMode(modeText);
  if (modeText !== undefined && change === null)
    return complain(p, c.name, f.gnu ? `invalid mode ${quoted(p, modeText)}` : `invalid mode '${modeText}'`);
  const owner = value('o');
  const group = value('g');
  const uid = owner === undefined ? -1 : (userByName(p, owner)?.uid ?? parseDecimal(owner));
  const gid = group === undefined ? -1 : (groupByName(p, group)?.gid ?? parseDecimal(group));
  if (uid === null)
    return complain(p, c.name, f.gnu ? `invalid user ${quoted(p, owner as Bytes)}` : `unknown user ${owner}`);
  if (gid === null)
    return complain(p, c.name, f.gnu ? `invalid group ${quoted(p, group as Bytes)}` : `unknown group ${group}`);
  return { mode: change === null ? 0o755 : changeMode(change, 0, 0, false), uid, gid };
}

function directories(p: Proc, f: Flavour, c: Invocation, w: Wanted): number {
  let status = 0;
  const verbose = c.options.some((o) => o.key === 'v');
  for (const path of c.operands) {
    const failed = makeDirectories(p, f, c.name, path, w.mode, verbose);
    if (failed !== 0) {
      status = failed;
      continue;
    }
    p.chmod(path, w.mode);
    if (w.uid >= 0 || w.gid >= 0) {
      const errno = p.chown(path, w.uid, w.gid);
      if (errno < 0)
        status = complain(
          p,
          c.name,
          f.gnu
            ? `cannot change ownership of ${quoteaf(path)}: ${strerror(errno)}`
            : `can't change ownership of '${path}': ${strerror(errno)}`,
        );
    }
  }
  return status;
}

function start(p: Proc<CopyLocals>, f: Flavour): Next {
  const c = invocation(p, f, f.gnu ? GNU_OPTIONS : BUSYBOX_OPTIONS);
  if (typeof c === 'number') return p.exit(c);
  const has = (key: string): boolean => c.options.some((o) => o.key === key);
  if (has('s')) return p.exit(refuse(p, c.name, '-s'));
  const w = ids(p, f, c);
  if (typeof w === 'number') return p.exit(w);
  if (has('d'))
    return p.exit(c.operands.length === 0 ? complain(p, c.name, 'missing file operand') : directories(p, f, c, w));
  const directory = c.options.filter((o) => o.key === 't').pop()?.value ?? null;
  const target = directory ?? c.operands[c.operands.length - 1];
  if (has('D') && target !== undefined) {
    const parent = directory !== null ? directory : c.operands.length > 2 ? target : dirName(target);
    const failed = makeDirectories(p, f, c.name, parent, 0o755, has('v'));
    if (failed !== 0) return p.exit(failed);
  }
  const targets = resolveTargets(p, f, c, { plain: has('T'), directory });
  if (typeof targets === 'number') return p.exit(targets);
  for (const job of targets.jobs) {
    const stat = p.stat(job.from);
    if (typeof stat !== 'number' && (stat.mode & S_IFMT) === S_IFDIR)
      return p.exit(
        complain(p, c.name, f.gnu ? `omitting directory ${quoteaf(job.from)}` : `omitting directory '${job.from}'`),
      );
  }
  const o: CopyOptions = {
    ...PLAIN_COPY,
    removeFirst: true,
    verbose: has('v'),
    times: has('p'),
    setMode: w.mode,
    setUid: w.uid,
    setGid: w.gid,
  };
  p.locals = copyLocals(o, targets.jobs);
  return p.goto('copy');
}

/** `gnu/install` and `busybox/install`. */
export const installPrograms: readonly Program[] = tools<CopyLocals>('install', 1, (f) => ({
  start: (p) => start(p, f),
  copy: (p) => copyStep(p, f),
  answer: (p) => copyAnswer(p, f),
  end: (p) => p.exit(p.locals.status),
}));
