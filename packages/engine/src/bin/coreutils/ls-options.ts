/** The command line of ls(1), dir(1) and vdir(1). */
import type { Proc } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { type Flavour, lastComponent } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { complain, type Invocation, invocation } from '../frame/invocation.ts';
import { gnuSize, parseDecimal } from '../frame/number.ts';
import { quoted } from '../frame/quote.ts';

/** What to list and how, as plain data. */
export interface LsOptions {
  readonly name: Bytes;
  readonly format: 'long' | 'one' | 'columns' | 'across' | 'commas';
  readonly hidden: 'no' | 'almost' | 'all';
  readonly directories: boolean;
  readonly recursive: boolean;
  readonly sort: 'name' | 'size' | 'time' | 'extension' | 'version' | 'width' | 'none';
  readonly reverse: boolean;
  readonly directoriesFirst: boolean;
  readonly time: 'mtime' | 'atime' | 'ctime';
  readonly timeStyle: Bytes;
  /** -1: bytes, 0: human by 1024, 1: by 1000; otherwise bytes a unit. `blockUnit` is for totals and -s. */
  readonly unit: number;
  readonly blockUnit: number;
  readonly numeric: boolean;
  readonly owner: boolean;
  readonly group: boolean;
  readonly inode: boolean;
  readonly blocks: boolean;
  readonly indicator: 'none' | 'slash' | 'type' | 'classify';
  /** `literal`, `shell` (as a terminal sees it), `escape` (-b), `c` (-Q). */
  readonly quoting: 'literal' | 'shell' | 'escape' | 'c';
  readonly hideControl: boolean;
  readonly color: boolean;
  readonly width: number;
  /** Links on the command line are followed: never, those to directories, where they lead somewhere, always; -L follows all. */
  readonly follow: 'never' | 'directories' | 'operands' | 'strictly' | 'all';
  readonly ignore: readonly Bytes[];
  readonly tty: boolean;
  readonly end: string;
  readonly operands: readonly Bytes[];
}

const GNU_OPTIONS = optionSpec(
  'abcdfghiklmnopqrstuvw:xABCFGHI:LNQRST:UX1',
  'all>a almost-all>A escape>b directory>d no-group>G human-readable>h inode>i kibibytes>k numeric-uid-gid>n hide-control-chars>q reverse>r size>s width=>w ignore-backups>B classify?>classify file-type>type si>si dereference-command-line>H dereference>L literal>N quote-name>Q recursive>R format=>format show-control-chars>show sort=>sort tabsize=>T time=>time time-style=>time-style color?>color full-time>full group-directories-first>first ignore=>I hide=>I indicator-style=>indicator quoting-style=>quoting zero>zero block-size=>block author>author !dereference-command-line-symlink-to-dir !context !dired !hyperlink?',
  'DZ',
);
const BUSYBOX_OPTIONS = optionSpec(
  '1AaCxdLHRFplinshrSXvctuw:gkT:Q',
  'color?>color full-time>full group-directories-first>first',
);

type Draft = { -readonly [K in keyof LsOptions]: LsOptions[K] };

const SORTS: ReadonlyMap<string, LsOptions['sort']> = new Map([
  ['none', 'none'],
  ['time', 'time'],
  ['size', 'size'],
  ['extension', 'extension'],
  ['version', 'version'],
  ['width', 'width'],
]);
const FORMATS: ReadonlyMap<string, LsOptions['format']> = new Map([
  ['verbose', 'long'],
  ['long', 'long'],
  ['commas', 'commas'],
  ['horizontal', 'across'],
  ['across', 'across'],
  ['vertical', 'columns'],
  ['single-column', 'one'],
]);
const TIMES: ReadonlyMap<string, LsOptions['time']> = new Map([
  ['atime', 'atime'],
  ['access', 'atime'],
  ['use', 'atime'],
  ['ctime', 'ctime'],
  ['status', 'ctime'],
  ['mtime', 'mtime'],
  ['modification', 'mtime'],
  ['birth', 'ctime'],
  ['creation', 'ctime'],
]);
const INDICATORS: ReadonlyMap<string, LsOptions['indicator']> = new Map([
  ['none', 'none'],
  ['slash', 'slash'],
  ['file-type', 'type'],
  ['classify', 'classify'],
]);
const QUOTING: ReadonlyMap<string, LsOptions['quoting']> = new Map([
  ['literal', 'literal'],
  ['shell', 'shell'],
  ['shell-always', 'shell'],
  ['shell-escape', 'shell'],
  ['shell-escape-always', 'shell'],
  ['c', 'c'],
  ['c-maybe', 'c'],
  ['escape', 'escape'],
  ['locale', 'c'],
  ['clocale', 'c'],
]);

function badWord(p: Proc, c: Invocation, option: string, value: Bytes, list: ReadonlyMap<string, string>): number {
  complain(p, c.name, `invalid argument ${quoted(p, value)} for ${quoted(p, option)}`);
  p.print(
    2,
    `Valid arguments are:\n${[...list.keys()].map((word) => `  - ${quoted(p, word)}\n`).join('')}Try '${c.name} --help' for more information.\n`,
  );
  return 1;
}

function word<T extends string>(
  p: Proc,
  c: Invocation,
  option: string,
  value: Bytes,
  list: ReadonlyMap<string, T>,
): T | number {
  const exact = list.get(value);
  if (exact !== undefined) return exact;
  const found = [...list].filter(([name]) => name.startsWith(value));
  return found.length === 1 && found[0] !== undefined && value !== ''
    ? found[0][1]
    : badWord(p, c, option, value, list);
}

/** Long options that take a word; null when it was applied, otherwise an exit status. */
function applyWord(p: Proc, c: Invocation, d: Draft, key: string, value: Bytes): number | null {
  const set = <K extends keyof LsOptions>(field: K, found: LsOptions[K] | number): number | null => {
    if (typeof found === 'number') return found;
    d[field] = found as Draft[K];
    return null;
  };
  switch (key) {
    case 'format':
      return set('format', word(p, c, '--format', value, FORMATS));
    case 'sort':
      return set('sort', word(p, c, '--sort', value, SORTS));
    case 'time':
      return set('time', word(p, c, '--time', value, TIMES));
    case 'indicator':
      return set('indicator', word(p, c, '--indicator-style', value, INDICATORS));
    case 'quoting':
      return set('quoting', word(p, c, '--quoting-style', value, QUOTING));
    case 'time-style':
      d.timeStyle = value.startsWith('posix-') ? value.slice(6) : value;
      if (d.timeStyle.startsWith('+') || ['full-iso', 'long-iso', 'iso', 'locale'].includes(d.timeStyle)) return null;
      complain(p, c.name, `invalid argument ${quoted(p, value)} for 'time style'`);
      p.print(
        2,
        `Valid arguments are:\n  - [posix-]full-iso\n  - [posix-]long-iso\n  - [posix-]iso\n  - [posix-]locale\n  - +FORMAT (e.g., +%H:%M) for a 'date'-style format\nTry '${c.name} --help' for more information.\n`,
      );
      return 2;
    default:
      return null;
  }
}

function colorOf(p: Proc, f: Flavour, c: Invocation, value: Bytes, given: boolean, tty: boolean): boolean | number {
  if (!given || ['always', 'yes', 'force'].includes(value)) return true;
  if (['never', 'no', 'none'].includes(value)) return false;
  if (['auto', 'tty', 'if-tty'].includes(value)) return tty;
  if (!f.gnu) return complain(p, c.name, `bad --color argument '${value}'`);
  return badWord(
    p,
    c,
    '--color',
    value,
    new Map([
      ['always', ''],
      ['yes', ''],
      ['force', ''],
      ['never', ''],
      ['no', ''],
      ['none', ''],
      ['auto', ''],
      ['tty', ''],
      ['if-tty', ''],
    ]),
  );
}

const SIMPLE: ReadonlyMap<string, Partial<LsOptions>> = new Map<string, Partial<LsOptions>>([
  ['a', { hidden: 'all' }],
  ['A', { hidden: 'almost' }],
  ['b', { quoting: 'escape' }],
  ['c', { time: 'ctime' }],
  ['u', { time: 'atime' }],
  ['d', { directories: true }],
  ['f', { hidden: 'all', sort: 'none', color: false }],
  ['g', { format: 'long', owner: false }],
  ['o', { format: 'long', group: false }],
  ['G', { group: false }],
  ['h', { unit: 0, blockUnit: 0 }],
  ['si', { unit: 1, blockUnit: 1 }],
  ['i', { inode: true }],
  ['k', { blockUnit: 1024 }],
  ['l', { format: 'long' }],
  ['m', { format: 'commas' }],
  ['n', { format: 'long', numeric: true }],
  ['p', { indicator: 'slash' }],
  ['q', { hideControl: true }],
  ['show', { hideControl: false }],
  ['r', { reverse: true }],
  ['s', { blocks: true }],
  ['t', { sort: 'time' }],
  ['v', { sort: 'version' }],
  ['x', { format: 'across' }],
  ['C', { format: 'columns' }],
  ['F', { indicator: 'classify' }],
  ['type', { indicator: 'type' }],
  ['H', { follow: 'operands' }],
  ['L', { follow: 'all' }],
  ['N', { quoting: 'literal' }],
  ['Q', { quoting: 'c' }],
  ['R', { recursive: true }],
  ['S', { sort: 'size' }],
  ['U', { sort: 'none' }],
  ['X', { sort: 'extension' }],
  ['first', { directoriesFirst: true }],
  ['full', { format: 'long', timeStyle: 'full-iso' }],
  ['zero', { end: '\0', format: 'one', color: false, quoting: 'literal', hideControl: false }],
]);

function apply(p: Proc, f: Flavour, c: Invocation, d: Draft, key: string, value: Bytes, given: boolean): number | null {
  const simple = SIMPLE.get(key);
  if (simple !== undefined) {
    Object.assign(d, simple);
    return null;
  }
  if (key === '1') {
    if (d.format !== 'long') d.format = 'one';
  } else if (key === 'B') d.ignore = [...d.ignore, '*~', '.*~'];
  else if (key === 'I') d.ignore = [...d.ignore, value];
  else if (key === 'classify') {
    if (!given || value === 'always' || (value === 'auto' && d.tty)) d.indicator = 'classify';
  } else if (key === 'color') {
    const color = colorOf(p, f, c, value, given, d.tty);
    if (typeof color === 'number') return color;
    d.color = color;
  } else if (key === 'w') {
    const n = parseDecimal(value);
    if (n === null)
      return complain(
        p,
        c.name,
        f.gnu ? `invalid line width: ${quoted(p, value)}` : `invalid number '${value}'`,
        f.gnu ? 2 : 1,
      );
    d.width = n === 0 ? Number.MAX_SAFE_INTEGER : n;
  } else if (key === 'block') {
    const n = value === 'human-readable' ? 0 : value === 'si' ? 1 : gnuSize(value);
    if (n === null) return complain(p, c.name, `invalid --block-size argument ${quoted(p, value)}`, 2);
    d.unit = n;
    d.blockUnit = n;
  } else return applyWord(p, c, d, key, value);
  return null;
}

function lineWidth(p: Proc, tty: boolean): number {
  const columns = parseDecimal(p.getenv('COLUMNS') ?? '');
  if (columns !== null && columns > 0) return columns;
  const attr = tty ? p.tcgetattr(1) : -1;
  return typeof attr === 'number' || attr.cols <= 0 ? 80 : attr.cols;
}

const COLOR_TERMS =
  /^(Eterm|ansi|.*color.*|con\d+x\d+|cons25|console|cygwin|.*direct.*|dtterm|gnome|hurd|jfbterm|konsole|kterm|linux|linux-c|mlterm|putty|rxvt.*|screen.*|st|terminator|tmux.*|vt100|xterm.*)$/;

/** Without LS_COLORS, GNU ls colours only on a terminal that it knows. */
function knowsColors(p: Proc): boolean {
  return (p.getenv('LS_COLORS') || p.getenv('COLORTERM') || '') !== '' || COLOR_TERMS.test(p.getenv('TERM') ?? '');
}

/** Reads the command line; a number is an exit status. */
export function lsOptions(p: Proc, f: Flavour): LsOptions | number {
  const c = invocation(p, f, f.gnu ? GNU_OPTIONS : BUSYBOX_OPTIONS, { gnu: 2, busybox: 1 });
  if (typeof c === 'number') return c;
  const tty = p.isatty(1);
  const self = lastComponent(c.name);
  const listing = self === 'dir' || self === 'vdir';
  const d: Draft = {
    name: c.name,
    format: self === 'vdir' ? 'long' : tty || self === 'dir' ? 'columns' : 'one',
    hidden: 'no',
    directories: false,
    recursive: false,
    sort: 'name',
    reverse: false,
    directoriesFirst: false,
    time: 'mtime',
    timeStyle: f.gnu ? (p.getenv('TIME_STYLE') ?? 'locale') : 'locale',
    unit: -1,
    blockUnit: 1024,
    numeric: false,
    owner: true,
    group: true,
    inode: false,
    blocks: false,
    indicator: 'none',
    quoting: listing ? 'escape' : tty && f.gnu ? 'shell' : 'literal',
    hideControl: tty,
    color: !f.gnu && tty,
    width: lineWidth(p, tty) - (f.gnu ? 0 : 1),
    follow: 'never',
    ignore: [],
    tty,
    end: '\n',
    operands: c.operands.length === 0 ? ['.'] : c.operands,
  };
  for (const { key, value, given } of c.options) {
    const wrong = apply(p, f, c, d, key, value, given);
    if (wrong !== null) return wrong;
  }
  const sorted = c.options.some((o) => 'tSUXvf'.includes(o.key) || o.key === 'sort');
  if (!sorted && (d.time === 'atime' || d.time === 'ctime') && d.format !== 'long') d.sort = 'time';
  if (d.follow === 'never' && d.format !== 'long') {
    if (f.gnu && !d.directories && d.indicator !== 'classify') d.follow = 'directories';
    if (!f.gnu && !d.inode && !d.blocks && d.indicator !== 'classify') d.follow = 'strictly';
  }
  if (f.gnu && d.color && !knowsColors(p)) d.color = false;
  return d;
}
