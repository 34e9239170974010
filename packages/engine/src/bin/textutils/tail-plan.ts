/** The command line of tail(1). */
import type { Proc } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { parseDuration } from '../frame/duration.ts';
import type { Flavour } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { complain, invocation } from '../frame/invocation.ts';
import { busyboxSize, gnuSize, parseDecimal } from '../frame/number.ts';
import { quoted } from '../frame/quote.ts';

/** What to print and whether to stay. */
export interface TailPlan {
  readonly name: Bytes;
  readonly unit: 'lines' | 'bytes';
  readonly count: number;
  /** `+N`: from the Nth on. */
  readonly fromStart: boolean;
  readonly headers: boolean;
  readonly delimiter: string;
  readonly follow: 'no' | 'descriptor' | 'name';
  readonly retry: boolean;
  /** Nanoseconds between two looks at the files. */
  readonly interval: number;
  /** Ends when this process is gone; 0: never. */
  readonly watched: number;
  readonly files: readonly Bytes[];
}

const GNU_OPTIONS = optionSpec(
  'c:fFn:qs:vz',
  'bytes=>c follow?>follow lines=>n pid=>pid quiet>q silent>q sleep-interval=>s verbose>v zero-terminated>z retry max-unchanged-stats=>m',
);
const BUSYBOX_OPTIONS = optionSpec('fFc:n:s:qv');
const SECOND = 1_000_000_000;

/** `-5`, `+5` and `-5f` of old. */
function historic(args: readonly Bytes[]): readonly Bytes[] {
  const found = /^([-+])(\d+)([cl]?)(f?)$/.exec(args[0] ?? '');
  if (found === null) return args;
  const count = `${found[1] === '+' ? '+' : ''}${found[2]}`;
  return [found[3] === 'c' ? '-c' : '-n', count, ...(found[4] === 'f' ? ['-f'] : []), ...args.slice(1)];
}

interface Draft {
  unit: 'lines' | 'bytes';
  count: number;
  fromStart: boolean;
  headers: boolean;
  delimiter: string;
  follow: 'no' | 'descriptor' | 'name';
  retry: boolean;
  interval: number;
  watched: number;
}

function setCount(p: Proc, f: Flavour, name: Bytes, d: Draft, key: string, value: Bytes): number | null {
  const digits = value.startsWith('+') || value.startsWith('-') ? value.slice(1) : value;
  const n = f.gnu ? gnuSize(digits) : busyboxSize(digits);
  if (n === null)
    return complain(
      p,
      name,
      f.gnu
        ? `invalid number of ${key === 'n' ? 'lines' : 'bytes'}: ${quoted(p, value)}`
        : `invalid number '${digits}'`,
    );
  d.unit = key === 'n' ? 'lines' : 'bytes';
  d.count = n;
  d.fromStart = value.startsWith('+');
  return null;
}

function setFollow(p: Proc, name: Bytes, d: Draft, value: Bytes): number | null {
  if (value !== '' && value !== 'name' && value !== 'descriptor') {
    complain(p, name, `invalid argument ${quoted(p, value)} for '--follow'`);
    p.print(2, `Valid arguments are:\n  - 'descriptor'\n  - 'name'\nTry '${name} --help' for more information.\n`);
    return 1;
  }
  d.follow = value === 'name' ? 'name' : 'descriptor';
  return null;
}

function apply(p: Proc, f: Flavour, name: Bytes, d: Draft, key: string, value: Bytes): number | null {
  if (key === 'n' || key === 'c') return setCount(p, f, name, d, key, value);
  if (key === 'follow') return setFollow(p, name, d, value);
  if (key === 'f') d.follow = 'descriptor';
  else if (key === 'F') {
    d.follow = 'name';
    d.retry = true;
  } else if (key === 'retry') d.retry = true;
  else if (key === 'q') d.headers = false;
  else if (key === 'v') d.headers = true;
  else if (key === 'z') d.delimiter = '\0';
  else if (key === 'pid') {
    const pid = parseDecimal(value);
    if (pid === null) return complain(p, name, `invalid PID: ${quoted(p, value)}`);
    d.watched = pid;
  } else if (key === 's') {
    const ns = parseDuration(value, '');
    if (ns === null)
      return complain(p, name, f.gnu ? `invalid number of seconds: ${quoted(p, value)}` : `invalid number '${value}'`);
    d.interval = ns;
  }
  return null;
}

/** Reads the command line; a number is an exit status. */
export function tailPlan(p: Proc, f: Flavour): TailPlan | number {
  const c = invocation(p, f, f.gnu ? GNU_OPTIONS : BUSYBOX_OPTIONS, 1, historic);
  if (typeof c === 'number') return c;
  // GNU is told of changes by the kernel; a tenth of a second is as soon as anyone notices.
  const d: Draft = {
    unit: 'lines',
    count: 10,
    fromStart: false,
    headers: c.operands.length > 1,
    delimiter: '\n',
    follow: 'no',
    retry: false,
    interval: f.gnu ? SECOND / 10 : SECOND,
    watched: 0,
  };
  for (const { key, value } of c.options) {
    const wrong = apply(p, f, c.name, d, key, value);
    if (wrong !== null) return wrong;
  }
  return { name: c.name, ...d, files: c.operands.length === 0 ? ['-'] : c.operands };
}
