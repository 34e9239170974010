/** The command line of grep(1) of both families: which options there are and what they make of each other. */
import type { Proc } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { commandLine, type Flavour } from '../frame/flavour.ts';
import { getopt, type Option, type OptionSpec, optionSpec } from '../frame/getopt.ts';
import { gnuVersion } from '../frame/gnu-version.ts';
import { complain, printUsage, refuse, usageText } from '../frame/invocation.ts';

/** Which language the patterns are written in. */
export type GrepSyntax = 'basic' | 'extended' | 'fixed' | 'perl';

/** What a command line asks for; plain data. Lengths of context are -1 for none asked for. */
export interface GrepOptions {
  readonly syntax: GrepSyntax;
  readonly icase: boolean;
  readonly invert: boolean;
  readonly word: boolean;
  readonly line: boolean;
  readonly count: boolean;
  readonly list: '' | 'with' | 'without';
  readonly only: boolean;
  readonly quiet: boolean;
  readonly silent: boolean;
  readonly number: boolean;
  readonly offset: boolean;
  /** Names of files before lines: as asked for, or by the number of files. */
  readonly names: boolean | null;
  readonly max: number;
  readonly before: number;
  readonly after: number;
  readonly eol: Bytes;
  readonly nulNames: boolean;
  readonly tab: boolean;
  readonly binary: 'binary' | 'text' | 'without-match';
  readonly directories: 'read' | 'recurse' | 'skip';
  readonly devices: 'read' | 'skip';
  readonly follow: boolean;
  readonly color: boolean;
  readonly separator: Bytes | null;
  readonly label: Bytes;
  readonly include: readonly Bytes[];
  readonly exclude: readonly Bytes[];
  readonly excludeDir: readonly Bytes[];
}

/** A parsed command line. `patternFiles` are still to be read, each behind the patterns before it. */
export interface GrepPlan {
  readonly name: Bytes;
  readonly o: GrepOptions;
  readonly patterns: readonly Bytes[];
  readonly patternFiles: readonly Bytes[];
  readonly excludeFiles: readonly Bytes[];
  readonly files: readonly Bytes[];
}

const GNU_OPTIONS: OptionSpec = optionSpec(
  '0123456789A:B:C:D:EFGHILPTUVX:abcd:e:f:hiLlm:noqRrsuvwxyzZ',
  'basic-regexp>G extended-regexp>E fixed-regexp>F fixed-strings>F perl-regexp>P after-context=>A before-context=>B byte-offset>b context=>C color?>color colour?>color count>c devices=>D directories=>d exclude=>exclude exclude-from=>exclude-from exclude-dir=>exclude-dir file=>f files-with-matches>l files-without-match>L group-separator=>group-separator no-group-separator>no-group-separator help>help include=>include ignore-case>i no-ignore-case>no-ignore-case initial-tab>T label=>label line-buffered>line-buffered line-number>n line-regexp>x max-count=>m no-filename>h no-messages>s null>Z null-data>z only-matching>o quiet>q recursive>r dereference-recursive>R regexp=>e invert-match>v silent>q text>a binary>U binary-files=>binary-files unix-byte-offsets>u version>V with-filename>H word-regexp>w',
);
const BUSYBOX_OPTIONS: OptionSpec = optionSpec('lnqvscFiHhe:f:LorRm:wxA:B:C:EzaI', 'color?>color');

type Draft = { -readonly [K in keyof GrepOptions]: GrepOptions[K] };

function draft(syntax: GrepSyntax): Draft {
  return {
    syntax,
    icase: false,
    invert: false,
    word: false,
    line: false,
    count: false,
    list: '',
    only: false,
    quiet: false,
    silent: false,
    number: false,
    offset: false,
    names: null,
    max: Number.MAX_SAFE_INTEGER,
    before: -1,
    after: -1,
    eol: '\n',
    nulNames: false,
    tab: false,
    binary: 'binary',
    directories: 'read',
    devices: 'read',
    follow: false,
    color: false,
    separator: '--',
    label: '(standard input)',
    include: [],
    exclude: [],
    excludeDir: [],
  };
}

const SYNTAX: { readonly [letter: string]: GrepSyntax } = { E: 'extended', F: 'fixed', G: 'basic', P: 'perl' };
const FLAGS: { readonly [letter: string]: (o: Draft) => void } = {
  i: (o) => void (o.icase = true),
  y: (o) => void (o.icase = true),
  'no-ignore-case': (o) => void (o.icase = false),
  v: (o) => void (o.invert = true),
  w: (o) => void (o.word = true),
  x: (o) => void (o.line = true),
  c: (o) => void (o.count = true),
  l: (o) => void (o.list = 'with'),
  L: (o) => void (o.list = 'without'),
  o: (o) => void (o.only = true),
  q: (o) => void (o.quiet = true),
  s: (o) => void (o.silent = true),
  n: (o) => void (o.number = true),
  b: (o) => void (o.offset = true),
  H: (o) => void (o.names = true),
  h: (o) => void (o.names = false),
  z: (o) => void (o.eol = '\0'),
  Z: (o) => void (o.nulNames = true),
  T: (o) => void (o.tab = true),
  a: (o) => void (o.binary = 'text'),
  I: (o) => void (o.binary = 'without-match'),
  r: (o) => {
    o.directories = 'recurse';
    o.follow = false;
  },
  R: (o) => {
    o.directories = 'recurse';
    o.follow = true;
  },
  'no-group-separator': (o) => void (o.separator = null),
  // Lines are written as they come, there is no carriage return to strip, and -u has had no effect since grep 3.3.
  'line-buffered': () => {},
  U: () => {},
  u: () => {},
};

/** A non-negative number of at most 15 digits; larger ones count as endless. Null: not a number. */
function count(text: Bytes): number | null {
  if (!/^\+?[0-9]+$/.test(text)) return null;
  return Math.min(Number(text), Number.MAX_SAFE_INTEGER);
}

/** What is wrong with an option's argument: the complaint, or 'usage' for the hint alone. */
function withArgument(p: Proc, f: Flavour, o: Draft, key: string, value: Bytes): Bytes | 'usage' | null {
  if ('ABC'.includes(key)) {
    const n = count(value);
    if (n === null) return f.gnu ? `${value}: invalid context length argument` : `invalid number '${value}'`;
    if (key !== 'B') o.after = n;
    if (key !== 'A') o.before = n;
  } else if (key === 'm') {
    const n = /^-[0-9]+$/.test(value) ? Number.MAX_SAFE_INTEGER : count(value);
    if (n === null) return f.gnu ? 'invalid max count' : `invalid number '${value}'`;
    o.max = n;
  } else if (key === 'color') {
    if (!f.gnu) return null;
    if (value === '' || value === 'auto' || value === 'tty' || value === 'if-tty')
      o.color = p.isatty(1) && (p.getenv('TERM') ?? 'dumb') !== 'dumb';
    else if (value === 'always' || value === 'yes' || value === 'force') o.color = true;
    else if (value === 'never' || value === 'no' || value === 'none') o.color = false;
    else return 'help';
  } else if (key === 'd') {
    if (value !== 'read' && value !== 'recurse' && value !== 'skip')
      return invalidArgument(value, '--directories', ['read', 'recurse', 'skip']);
    o.directories = value;
  } else if (key === 'D') {
    if (value !== 'read' && value !== 'skip') return 'unknown devices method';
    o.devices = value;
  } else if (key === 'binary-files') {
    if (value !== 'binary' && value !== 'text' && value !== 'without-match') return 'unknown binary-files type';
    o.binary = value;
  } else if (key === 'label') o.label = value;
  else if (key === 'group-separator') o.separator = value;
  else if (key === 'include') o.include = [...o.include, value];
  else if (key === 'exclude') o.exclude = [...o.exclude, value];
  else if (key === 'exclude-dir')
    o.excludeDir = [...o.excludeDir, value.length > 1 ? value.replace(/\/+$/, '') : value];
  return null;
}

function invalidArgument(value: Bytes, option: string, valid: readonly string[]): Bytes {
  return `invalid argument '${value}' for '${option}'\nValid arguments are:\n${valid.map((v) => `  - '${v}'`).join('\n')}`;
}

/** Prints the short usage of GNU grep, which comes before the hint. */
export function grepUsage(p: Proc, f: Flavour, name: Bytes): number {
  if (f.gnu) p.print(2, `Usage: ${name} [OPTION]... PATTERNS [FILE]...\n`);
  return printUsage(p, f, name, 2);
}

interface Reading {
  readonly o: Draft;
  readonly patterns: Bytes[];
  readonly patternFiles: Bytes[];
  readonly excludeFiles: Bytes[];
  digits: Bytes;
  syntaxGiven: boolean;
}

/** Applies one option; a number is the exit status. */
function apply(p: Proc, f: Flavour, name: Bytes, r: Reading, option: Option): number | null {
  const { key, value } = option;
  const { o } = r;
  const syntax = SYNTAX[key];
  if (syntax !== undefined) {
    if (f.gnu && r.syntaxGiven && o.syntax !== syntax) return complain(p, name, 'conflicting matchers specified', 2);
    if (f.gnu || syntax === 'fixed' || o.syntax !== 'fixed') o.syntax = syntax;
    r.syntaxGiven = true;
    return null;
  }
  if (key.length === 1 && key >= '0' && key <= '9') {
    r.digits += key;
    return null;
  }
  if (key === 'e') r.patterns.push(value);
  else if (key === 'f') r.patternFiles.push(value);
  else if (key === 'exclude-from') r.excludeFiles.push(value);
  else if (key === 'X') return refuse(p, name, '-X', 2);
  else if (key === 'help') return refuse(p, name, '--help', 2);
  else if (key === 'V') {
    p.print(1, gnuVersion('grep') ?? '');
    return 0;
  } else {
    const set = FLAGS[key];
    if (set !== undefined) set(o);
    else {
      const wrong = withArgument(p, f, o, key, value);
      if (wrong === 'help' || wrong === 'usage') return grepUsage(p, f, name);
      if (wrong !== null) {
        complain(p, name, wrong, 2);
        return wrong.startsWith('invalid argument') ? grepUsage(p, f, name) : 2;
      }
    }
  }
  return null;
}

/** Reads the command line of grep, egrep or fgrep; a number is the exit status (what is wrong has been printed). */
export function grepPlan(p: Proc, f: Flavour, program: 'grep' | 'egrep' | 'fgrep'): GrepPlan | number {
  const { name: called, args } = commandLine(p, f);
  const name = f.gnu && program !== 'grep' ? 'grep' : called;
  if (f.gnu && args[0] === '--version') {
    p.print(1, gnuVersion('grep') ?? '');
    return 0;
  }
  if (!f.gnu && args[0] === '--help') {
    p.print(1, usageText(name));
    return 0;
  }
  const parsed = getopt(f.gnu ? GNU_OPTIONS : BUSYBOX_OPTIONS, args);
  if (parsed.error !== null) {
    if (parsed.error.kind === 'refused') return refuse(p, name, parsed.error.text, 2);
    complain(p, name, parsed.error.text);
    return grepUsage(p, f, name);
  }
  const r: Reading = {
    o: draft(program === 'egrep' ? 'extended' : program === 'fgrep' ? 'fixed' : 'basic'),
    patterns: [],
    patternFiles: [],
    excludeFiles: [],
    digits: '',
    syntaxGiven: f.gnu && program !== 'grep',
  };
  for (const option of parsed.options) {
    const status = apply(p, f, name, r, option);
    if (status !== null) return status;
  }
  const { o } = r;
  if (r.digits !== '') {
    if (o.before < 0) o.before = Number(r.digits);
    if (o.after < 0) o.after = Number(r.digits);
  }
  if (!f.gnu) o.binary = 'text';
  const files = [...parsed.operands];
  if (r.patterns.length === 0 && r.patternFiles.length === 0) {
    const first = files.shift();
    if (first === undefined) return grepUsage(p, f, name);
    r.patterns.push(first);
  }
  return { name, o, patterns: r.patterns, patternFiles: r.patternFiles, excludeFiles: r.excludeFiles, files };
}
