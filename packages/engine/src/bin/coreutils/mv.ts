/** mv(1): rename(2), and between file systems a copy that takes the source away. */
import { EEXIST, EINVAL, EISDIR, ENOTDIR, ENOTEMPTY, type Errno, EXDEV, strerror } from '../../kernel/errno.ts';
import { S_IFDIR, S_IFLNK, S_IFMT, type Stat } from '../../kernel/syscall.ts';
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { commandName, type Flavour, tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { complain, invocation } from '../frame/invocation.ts';
import { modeString } from '../frame/mode.ts';
import { readAnswer } from '../frame/prompt.ts';
import { quoteaf } from '../frame/quote.ts';
import { type CopyJob, type CopyLocals, copyLocals, copyStep, PLAIN_COPY } from './copy-tree.ts';
import { resolveTargets } from './targets.ts';

interface Locals extends CopyLocals {
  moves: readonly CopyJob[];
  next: number;
  ask: 'no' | 'yes' | 'never' | 'default';
  update: boolean;
  loud: boolean;
  /** Moves that failed, apart from copies. */
  failed: boolean;
}

const GNU_OPTIONS = optionSpec(
  'finTt:uv',
  'force>f interactive>i no-clobber>n no-target-directory>T target-directory=>t update>u verbose>v strip-trailing-slashes>strip !backup? !suffix= !context !exchange !no-copy',
  'bSZ',
);
const BUSYBOX_OPTIONS = optionSpec(
  'finTt:v',
  'interactive>i force>f no-clobber>n no-target-directory>T target-directory=>t verbose>v',
);

function start(p: Proc<Locals>, f: Flavour): Next {
  const c = invocation(p, f, f.gnu ? GNU_OPTIONS : BUSYBOX_OPTIONS);
  if (typeof c === 'number') return p.exit(c);
  let ask: Locals['ask'] = 'default';
  for (const { key } of c.options)
    if (key === 'f' || key === 'i' || key === 'n') ask = key === 'f' ? 'no' : key === 'i' ? 'yes' : 'never';
  const has = (key: string): boolean => c.options.some((o) => o.key === key);
  const directory = c.options.filter((o) => o.key === 't').pop()?.value ?? null;
  const operands = has('strip') ? c.operands.map((word) => word.replace(/(.)\/+$/, '$1')) : c.operands;
  const targets = resolveTargets(p, f, { ...c, operands }, { plain: has('T'), directory });
  if (typeof targets === 'number') return p.exit(targets);
  const o = {
    ...PLAIN_COPY,
    recursive: true,
    follow: 'P' as const,
    mode: true,
    owner: true,
    times: true,
    links: true,
    removeFirst: true,
    verbose: has('v'),
    move: true,
  };
  p.locals = {
    ...copyLocals(o, []),
    moves: targets.jobs,
    next: 0,
    ask,
    update: has('u'),
    loud: has('v'),
    failed: false,
  };
  return p.goto('run');
}

function say(p: Proc<Locals>, f: Flavour, gnu: Bytes, busybox: Bytes): void {
  complain(p, commandName(p, f), f.gnu ? gnu : busybox);
  p.locals.failed = true;
}

/** rename(2) would do what mv must not: a directory over a file, a file over a directory, a name over itself. */
function forbidden(p: Proc<Locals>, f: Flavour, from: Bytes, to: Bytes, stat: Stat, there: Stat): boolean {
  const directory = (stat.mode & S_IFMT) === S_IFDIR;
  const target = (there.mode & S_IFMT) === S_IFDIR;
  if (f.gnu && stat.ino === there.ino && stat.dev === there.dev && (directory || stat.nlink === 1 || from === to)) {
    if (directory && f.gnu) say(p, f, `cannot move ${quoteaf(from)} to a subdirectory of itself, ${quoteaf(to)}`, '');
    else say(p, f, `${quoteaf(from)} and ${quoteaf(to)} are the same file`, `'${from}' and '${to}' are the same file`);
    return true;
  }
  if (directory && !target) {
    say(
      p,
      f,
      `cannot overwrite non-directory ${quoteaf(to)} with directory ${quoteaf(from)}`,
      `can't rename '${from}': ${strerror(ENOTDIR)}`,
    );
    return true;
  }
  if (!directory && target) {
    say(
      p,
      f,
      `cannot overwrite directory ${quoteaf(to)} with non-directory`,
      `can't rename '${from}': ${strerror(EISDIR)}`,
    );
    return true;
  }
  return false;
}

function mustAsk(p: Proc<Locals>, to: Bytes, there: Stat): boolean {
  const { ask } = p.locals;
  if (ask !== 'default') return ask === 'yes';
  return (there.mode & S_IFMT) !== S_IFLNK && p.isatty(0) && p.access(to, 2) < 0;
}

function renameFailed(p: Proc<Locals>, f: Flavour, job: CopyJob, errno: Errno): void {
  const { from, to } = job;
  if ((errno === ENOTEMPTY || errno === EEXIST) && f.gnu)
    say(p, f, `cannot move ${quoteaf(from)} to ${quoteaf(to)}: ${strerror(ENOTEMPTY)}`, '');
  else if (errno === EINVAL && f.gnu)
    say(p, f, `cannot move ${quoteaf(from)} to a subdirectory of itself, ${quoteaf(to)}`, '');
  else
    say(
      p,
      f,
      `cannot move ${quoteaf(from)} to ${quoteaf(to)}: ${strerror(errno)}`,
      `can't rename '${from}': ${strerror(errno)}`,
    );
}

/** Renames; true when the job must be copied instead. */
function rename(p: Proc<Locals>, f: Flavour, job: CopyJob): boolean {
  const errno = p.rename(job.from, job.to);
  if (errno === EXDEV) return true;
  if (errno < 0) renameFailed(p, f, job, errno);
  else if (p.locals.loud)
    p.print(1, f.gnu ? `renamed ${quoteaf(job.from)} -> ${quoteaf(job.to)}\n` : `'${job.from}' -> '${job.to}'\n`);
  return false;
}

function copy(p: Proc<Locals>, job: CopyJob): Next {
  p.locals.jobs = [job];
  p.locals.at = 0;
  return p.goto('copy');
}

function run(p: Proc<Locals>, f: Flavour): Next {
  const l = p.locals;
  for (let n = 0; n < 64; n++) {
    const job = l.moves[l.next];
    if (job === undefined) return p.exit(l.failed || l.status !== 0 ? 1 : 0);
    l.next += 1;
    const { from, to } = job;
    const stat = p.lstat(from);
    if (typeof stat === 'number') {
      say(p, f, `cannot stat ${quoteaf(from)}: ${strerror(stat)}`, `can't rename '${from}': ${strerror(stat)}`);
      continue;
    }
    const there = p.lstat(to);
    if (typeof there !== 'number') {
      if (l.ask === 'never' || (l.update && stat.mtime <= there.mtime)) continue;
      if (forbidden(p, f, from, to, stat, there)) continue;
      if (mustAsk(p, to, there)) {
        const mode = `${(there.mode & 0o7777).toString(8).padStart(4, '0')} (${modeString(there.mode).slice(1)})`;
        if (!f.gnu) p.print(2, `${commandName(p, f)}: overwrite '${to}'? `);
        else if (l.ask === 'yes') p.print(2, `${commandName(p, f)}: overwrite ${quoteaf(to)}? `);
        else p.print(2, `${commandName(p, f)}: replace ${quoteaf(to)}, overriding mode ${mode}? `);
        l.question = job;
        l.typed = '';
        return p.goto('answer');
      }
    }
    if (rename(p, f, job)) return copy(p, job);
  }
  return p.goto('run');
}

function answer(p: Proc<Locals>, f: Flavour): Next {
  const l = p.locals;
  const got = readAnswer(p, l.typed);
  if ('typed' in got) {
    l.typed = got.typed;
    return p.waitRead(0, 'answer');
  }
  const job = l.question;
  l.question = null;
  if (job !== null && got.yes && rename(p, f, job)) return copy(p, job);
  return p.goto('run');
}

/** `gnu/mv` and `busybox/mv`. */
export const mvPrograms: readonly Program[] = tools<Locals>('mv', 1, (f) => ({
  start: (p) => start(p, f),
  run: (p) => run(p, f),
  copy: (p) => copyStep(p, f),
  end: (p) => p.goto('run'),
  answer: (p) => answer(p, f),
}));
