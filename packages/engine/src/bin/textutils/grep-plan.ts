/** The command line of grep(1), egrep(1), fgrep(1) and rgrep(1). */
import { strerror } from '../../kernel/errno.ts';
import type { Proc } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { type Flavour, lastComponent } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { complain, type Invocation, invocation, printUsage } from '../frame/invocation.ts';
import { parseDecimal } from '../frame/number.ts';
import { isUtf8 } from '../frame/quote.ts';

/** What to look for and what to print, as plain data. */
export interface GrepPlan {
  readonly name: Bytes;
  readonly patterns: readonly Bytes[];
  readonly kind: 'basic' | 'extended' | 'fixed' | 'perl';
  readonly icase: boolean;
  readonly invert: boolean;
  readonly word: boolean;
  readonly line: boolean;
  readonly count: boolean;
  readonly list: 'no' | 'matching' | 'others';
  readonly quiet: boolean;
  readonly silent: boolean;
  readonly only: boolean;
  readonly numbers: boolean;
  readonly offsets: boolean;
  readonly names: boolean;
  /** -H or -h was given; otherwise a lone file of -r has no name before its lines (GNU). */
  readonly namesGiven: boolean;
  readonly before: number;
  readonly after: number;
  /** -1: no limit. */
  readonly max: number;
  readonly recursive: 'no' | 'yes' | 'follow';
  readonly directories: 'read' | 'skip';
  readonly binary: 'say' | 'text' | 'skip';
  readonly include: readonly Bytes[];
  readonly exclude: readonly Bytes[];
  readonly excludeDir: readonly Bytes[];
  readonly end: string;
  readonly nullAfterName: boolean;
  readonly color: boolean;
  readonly tabAlign: boolean;
  readonly label: Bytes;
  readonly separator: Bytes | null;
  readonly utf8: boolean;
  readonly files: readonly Bytes[];
}

const GNU_OPTIONS = optionSpec(
  'A:abB:C:cD:d:Ee:FGf:HhIiLlm:noPqRrsTUuVvwxyZz',
  'after-context=>A text>a before-context=>B context=>C count>c extended-regexp>E regexp=>e fixed-strings>F basic-regexp>G file=>f with-filename>H no-filename>h ignore-case>i no-ignore-case>I2 files-without-match>L files-with-matches>l max-count=>m line-number>n only-matching>o perl-regexp>P quiet>q silent>q dereference-recursive>R recursive>r no-messages>s initial-tab>T byte-offset>b invert-match>v word-regexp>w line-regexp>x null>Z null-data>z binary-files=>binary include=>include exclude=>exclude exclude-dir=>exclude-dir !exclude-from= directories=>d devices=>D color?>color colour?>color label=>label line-buffered>u group-separator=>sep no-group-separator>nosep unix-byte-offsets>u binary>U',
);
const BUSYBOX_OPTIONS = optionSpec('lnqvscFiHhe:f:LorRm:wxA:B:C:EaI', 'include=>include exclude=>exclude color?>color');

type Draft = { -readonly [K in keyof GrepPlan]: GrepPlan[K] };

function context(p: Proc, f: Flavour, name: Bytes, value: Bytes): number | null {
  const n = parseDecimal(value);
  if (n === null) complain(p, name, f.gnu ? `${value}: invalid context length argument` : `invalid number '${value}'`);
  return n;
}

const FLAGS: ReadonlyMap<string, Partial<GrepPlan>> = new Map<string, Partial<GrepPlan>>([
  ['E', { kind: 'extended' }],
  ['F', { kind: 'fixed' }],
  ['G', { kind: 'basic' }],
  ['P', { kind: 'perl' }],
  ['i', { icase: true }],
  ['y', { icase: true }],
  ['I2', { icase: false }],
  ['v', { invert: true }],
  ['w', { word: true }],
  ['x', { line: true }],
  ['c', { count: true }],
  ['l', { list: 'matching' }],
  ['L', { list: 'others' }],
  ['q', { quiet: true }],
  ['s', { silent: true }],
  ['o', { only: true }],
  ['n', { numbers: true }],
  ['b', { offsets: true }],
  ['a', { binary: 'text' }],
  ['I', { binary: 'skip' }],
  ['r', { recursive: 'yes' }],
  ['R', { recursive: 'follow' }],
  ['T', { tabAlign: true }],
  ['z', { end: '\0' }],
  ['Z', { nullAfterName: true }],
  ['nosep', { separator: null }],
  ['u', {}],
  ['U', {}],
]);

/** Reads patterns from the file of -f; a number is an exit status. */
function patternFile(p: Proc, f: Flavour, name: Bytes, file: Bytes): readonly Bytes[] | number {
  const text = p.readFile(file === '-' ? '/dev/stdin' : file);
  if (typeof text === 'number')
    return complain(p, name, f.gnu ? `${file}: ${strerror(text)}` : `${file}: ${strerror(text)}`, 2);
  if (text === '') return [];
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
}

interface Extra {
  names: boolean | null;
  patterns: Bytes[] | null;
  directories: boolean;
}

function apply(
  p: Proc,
  f: Flavour,
  c: Invocation,
  d: Draft,
  extra: Extra,
  key: string,
  value: Bytes,
  given: boolean,
): number | null {
  const flag = FLAGS.get(key);
  if (flag !== undefined) {
    Object.assign(d, flag);
    return null;
  }
  switch (key) {
    case 'e':
      extra.patterns = [...(extra.patterns ?? []), ...value.split('\n')];
      return null;
    case 'f': {
      const list = patternFile(p, f, c.name, value);
      if (typeof list === 'number') return list;
      extra.patterns = [...(extra.patterns ?? []), ...list];
      return null;
    }
    case 'H':
    case 'h':
      extra.names = key === 'H';
      return null;
    case 'A':
    case 'B':
    case 'C': {
      const n = context(p, f, c.name, value);
      if (n === null) return 2;
      if (key !== 'B') d.after = n;
      if (key !== 'A') d.before = n;
      return null;
    }
    case 'm': {
      const n = /^-\d+$/.test(value) ? -1 : parseDecimal(value);
      if (n === null) return complain(p, c.name, f.gnu ? 'invalid max count' : `invalid number '${value}'`, 2);
      d.max = n;
      return null;
    }
    default:
      return applyLong(p, c, d, extra, key, value, given);
  }
}

function applyLong(
  p: Proc,
  c: Invocation,
  d: Draft,
  extra: Extra,
  key: string,
  value: Bytes,
  given: boolean,
): number | null {
  if (key === 'include') d.include = [...d.include, value];
  else if (key === 'exclude') d.exclude = [...d.exclude, value];
  else if (key === 'exclude-dir') d.excludeDir = [...d.excludeDir, value.replace(/\/+$/, '')];
  else if (key === 'label') d.label = value;
  else if (key === 'sep') d.separator = value;
  else if (key === 'color') {
    if (given && !['always', 'yes', 'force', 'never', 'no', 'none', 'auto', 'tty', 'if-tty'].includes(value)) {
      p.print(2, USAGE);
      return 2;
    }
    d.color =
      given && ['always', 'yes', 'force'].includes(value)
        ? true
        : (!given || ['auto', 'tty', 'if-tty'].includes(value)) &&
          p.isatty(1) &&
          (p.getenv('TERM') ?? 'dumb') !== 'dumb';
  } else if (key === 'binary') {
    if (value !== 'binary' && value !== 'text' && value !== 'without-match')
      return complain(p, c.name, 'unknown binary-files type', 2);
    d.binary = value === 'text' ? 'text' : value === 'binary' ? 'say' : 'skip';
  } else if (key === 'd') {
    if (value !== 'read' && value !== 'skip' && value !== 'recurse')
      return complain(p, c.name, `invalid argument '${value}' for '--directories'`, 2);
    if (value === 'recurse') d.recursive = 'yes';
    d.directories = value === 'skip' ? 'skip' : 'read';
    extra.directories = true;
  } else if (key === 'D') return complain(p, c.name, `option -${key} is not simulated`, 2);
  return null;
}

/** `-5` is `-C 5`. */
function historic(args: readonly Bytes[]): readonly Bytes[] {
  const end = args.indexOf('--');
  return args.map((word, i) => ((end < 0 || i < end) && /^-\d+$/.test(word) ? `-C${word.slice(1)}` : word));
}

const USAGE = "Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.\n";

function usage(p: Proc, f: Flavour, name: Bytes): number {
  if (!f.gnu) return printUsage(p, f, name, 2);
  p.print(2, USAGE);
  return 2;
}

/** Reads the command line; a number is an exit status. */
export function grepPlan(p: Proc, f: Flavour): GrepPlan | number {
  const c = invocation(
    p,
    f,
    f.gnu ? GNU_OPTIONS : BUSYBOX_OPTIONS,
    { gnu: 2, busybox: 2 },
    f.gnu ? historic : undefined,
    USAGE,
  );
  if (typeof c === 'number') return c;
  const self = lastComponent(c.name);
  const d: Draft = {
    name: c.name,
    patterns: [],
    kind: self === 'egrep' ? 'extended' : self === 'fgrep' ? 'fixed' : 'basic',
    icase: false,
    invert: false,
    word: false,
    line: false,
    count: false,
    list: 'no',
    quiet: false,
    silent: false,
    only: false,
    numbers: false,
    offsets: false,
    names: false,
    namesGiven: false,
    before: 0,
    after: 0,
    max: -1,
    recursive: self === 'rgrep' ? 'yes' : 'no',
    directories: 'read',
    binary: f.gnu ? 'say' : 'text',
    include: [],
    exclude: [],
    excludeDir: [],
    end: '\n',
    nullAfterName: false,
    color: false,
    tabAlign: false,
    label: '(standard input)',
    separator: '--',
    utf8: isUtf8(p),
    files: [],
  };
  const extra: Extra = { names: null, patterns: null, directories: false };
  for (const { key, value, given } of c.options) {
    const wrong = apply(p, f, c, d, extra, key, value, given);
    if (wrong !== null) return wrong;
  }
  let files = c.operands;
  if (extra.patterns === null) {
    if (files[0] === undefined) return usage(p, f, c.name);
    extra.patterns = files[0].split('\n');
    files = files.slice(1);
  }
  d.patterns = extra.patterns;
  d.files = files.length > 0 ? files : d.recursive === 'no' || !f.gnu ? ['-'] : ['.'];
  d.names = extra.names ?? (files.length > 1 || d.recursive !== 'no');
  d.namesGiven = extra.names !== null;
  if (d.only || d.count || d.list !== 'no' || d.quiet) {
    d.before = 0;
    d.after = 0;
  }
  return d;
}
