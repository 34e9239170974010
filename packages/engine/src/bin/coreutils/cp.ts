/** cp(1). */
import { ENOTDIR, strerror } from '../../kernel/errno.ts';
import { S_IFDIR, S_IFMT } from '../../kernel/syscall.ts';
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { type Flavour, tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { complain, type Invocation, invocation, refuse, usageError } from '../frame/invocation.ts';
import { quoted } from '../frame/quote.ts';
import { joinPath } from '../frame/walk.ts';
import {
  type CopyJob,
  type CopyLocals,
  type CopyOptions,
  copyAnswer,
  copyLocals,
  copyStep,
  PLAIN_COPY,
} from './copy-tree.ts';
import { baseName } from './path-name.ts';
import { resolveTargets } from './targets.ts';

const GNU_OPTIONS = optionSpec(
  'adfHilLnprst:uvxPRT',
  'archive>a force>f interactive>i link>l dereference>L no-clobber>n no-dereference>P preserve?>preserve no-preserve=>no-preserve parents>parents recursive>r remove-destination>remove symbolic-link>s target-directory=>t no-target-directory>T update>u verbose>v one-file-system>x reflink?>reflink sparse=>reflink strip-trailing-slashes>strip attributes-only>attributes !backup? !copy-contents !suffix= !context?',
  'bSZ',
);
const BUSYBOX_OPTIONS = optionSpec(
  'arPLHpfinlsTut:dRv',
  'archive>a force>f recursive>R no-dereference>P verbose>v update>u target-directory=>t no-target-directory>T remove-destination>remove parents>parents reflink?>reflink',
);

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const PRESERVED = new Set(['mode', 'ownership', 'timestamps', 'links', 'all', 'context', 'xattr']);

/** `--preserve=LIST`; false when a word is none. Contexts and extended attributes are not kept by the file system. */
function preserve(o: Mutable<CopyOptions>, list: Bytes, on: boolean): boolean {
  for (const word of list.split(',')) {
    if (!PRESERVED.has(word)) return false;
    const all = word === 'all';
    if (all || word === 'mode') o.mode = on;
    if (all || word === 'ownership') o.owner = on;
    if (all || word === 'timestamps') o.times = on;
    if (all || word === 'links') o.links = on;
  }
  return true;
}

interface Draft {
  o: Mutable<CopyOptions>;
  follow: 'P' | 'H' | 'L' | null;
  plain: boolean;
  directory: Bytes | null;
  parents: boolean;
  strip: boolean;
}

function apply(p: Proc, f: Flavour, c: Invocation, d: Draft, key: string, value: Bytes, given: boolean): number | null {
  const { o } = d;
  switch (key) {
    case 'a':
      Object.assign(o, { recursive: true, mode: true, owner: true, times: true, links: true });
      d.follow = 'P';
      break;
    case 'd':
      o.links = true;
      d.follow = 'P';
      break;
    case 'p':
      Object.assign(o, { mode: true, owner: true, times: true });
      break;
    case 'r':
    case 'R':
      o.recursive = true;
      break;
    case 'P':
    case 'H':
    case 'L':
      d.follow = key;
      break;
    case 'f':
      o.force = true;
      if (!f.gnu) o.overwrite = 'yes';
      break;
    case 'i':
      o.overwrite = 'ask';
      break;
    case 'n':
      o.overwrite = 'never';
      break;
    case 'u':
      o.update = true;
      break;
    case 'l':
      o.instead = 'hard';
      break;
    case 's':
      o.instead = 'symbolic';
      break;
    case 'v':
      o.verbose = true;
      break;
    case 'remove':
      o.removeFirst = true;
      break;
    case 'T':
      d.plain = true;
      break;
    case 't':
      d.directory = value;
      break;
    case 'parents':
      d.parents = true;
      break;
    case 'strip':
      d.strip = true;
      break;
    case 'attributes':
      return refuse(p, c.name, '--attributes-only');
    case 'preserve':
    case 'no-preserve':
      if (!preserve(o, given ? value : 'mode,ownership,timestamps', key === 'preserve')) {
        return usageError(p, f, c.name, `invalid argument ${quoted(p, value)} for '--${key}'`);
      }
  }
  return null;
}

/** `--parents`: the directories of the source's name are made below the target. */
function withParents(p: Proc, f: Flavour, c: Invocation): readonly CopyJob[] | number {
  const dir = c.operands[c.operands.length - 1] as Bytes;
  const jobs: CopyJob[] = [];
  for (const from of c.operands.slice(0, -1)) {
    const relative = from.replace(/^\/+/, '').replace(/\/+$/, '');
    let at = relative.indexOf('/');
    for (; at >= 0; at = relative.indexOf('/', at + 1)) p.mkdir(joinPath(dir, relative.slice(0, at)), 0o777);
    jobs.push({ from, to: joinPath(dir, relative) });
  }
  if (typeof p.stat(dir) === 'number')
    return complain(
      p,
      c.name,
      f.gnu ? 'with --parents, the destination must be a directory' : `'${dir}' is not a directory`,
    );
  return jobs;
}

/** BusyBox takes the target of a directory for a directory, whatever it is. */
function ontoFile(p: Proc, operands: readonly Bytes[]): boolean {
  const from = p.stat(operands[0] as Bytes);
  const to = p.stat(operands[1] as Bytes);
  if (typeof from === 'number' || typeof to === 'number') return false;
  return (from.mode & S_IFMT) === S_IFDIR && (to.mode & S_IFMT) !== S_IFDIR;
}

function start(p: Proc<CopyLocals>, f: Flavour): Next {
  const c = invocation(p, f, f.gnu ? GNU_OPTIONS : BUSYBOX_OPTIONS);
  if (typeof c === 'number') return p.exit(c);
  const d: Draft = { o: { ...PLAIN_COPY }, follow: null, plain: false, directory: null, parents: false, strip: false };
  for (const { key, value, given } of c.options) {
    const wrong = apply(p, f, c, d, key, value, given);
    if (wrong !== null) return p.exit(wrong);
  }
  d.o.follow = d.follow ?? (d.o.recursive ? 'P' : 'L');
  if (d.parents && c.operands.length > 1) {
    const jobs = withParents(p, f, c);
    if (typeof jobs === 'number') return p.exit(jobs);
    p.locals = copyLocals(d.o, jobs);
    return p.goto('copy');
  }
  const operands = d.strip ? c.operands.map((word) => word.replace(/(.)\/+$/, '$1')) : c.operands;
  const targets = resolveTargets(p, f, { ...c, operands }, d);
  if (typeof targets === 'number') return p.exit(targets);
  if (!f.gnu && operands.length === 2 && ontoFile(p, operands)) {
    const [from = '', to = ''] = operands;
    return p.exit(complain(p, c.name, `can't stat '${joinPath(to, baseName(from))}': ${strerror(ENOTDIR)}`));
  }
  p.locals = copyLocals(d.o, targets.jobs);
  return p.goto('copy');
}

/** `gnu/cp` and `busybox/cp`. */
export const cpPrograms: readonly Program[] = tools<CopyLocals>('cp', 1, (f) => ({
  start: (p) => start(p, f),
  copy: (p) => copyStep(p, f),
  answer: (p) => copyAnswer(p, f),
  end: (p) => p.exit(p.locals.status),
}));
