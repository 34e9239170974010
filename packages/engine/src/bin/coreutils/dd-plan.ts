/** The operands of dd(1). */
import type { Proc } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { commandLine, type Flavour } from '../frame/flavour.ts';
import { gnuVersion } from '../frame/gnu-version.ts';
import { complain, printUsage, refuse, usageError, usageText } from '../frame/invocation.ts';
import { parseDecimal } from '../frame/number.ts';
import { quoted } from '../frame/quote.ts';

/** What to copy, sizes in bytes. */
export interface DdPlan {
  readonly input: Bytes | null;
  readonly output: Bytes | null;
  readonly ibs: number;
  readonly obs: number;
  /** In input blocks, or bytes; -1: no end. */
  readonly count: number;
  readonly countInBytes: boolean;
  readonly skipBytes: number;
  readonly seekBytes: number;
  readonly conv: readonly string[];
  readonly append: boolean;
  readonly fullblock: boolean;
  readonly status: 'default' | 'none' | 'noxfer' | 'progress';
}

const FACTORS: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['c', 1],
  ['w', 2],
  ['b', 512],
  ['B', 1],
  ['kB', 1000],
  ['k', 1024],
  ['K', 1024],
  ['KiB', 1024],
  ['MB', 1e6],
  ['M', 1048576],
  ['m', 1048576],
  ['MiB', 1048576],
  ['xM', 1048576],
  ['GB', 1e9],
  ['G', 1073741824],
  ['g', 1073741824],
  ['GiB', 1073741824],
  ['T', 1099511627776],
  ['TB', 1e12],
]);

/** `4K`, `2x512`; null when it is none. */
function number(text: Bytes): number | null {
  let product = 1;
  for (const part of text.split('x')) {
    const found = /^(\d+)([a-zA-Z]*)$/.exec(part);
    const factor = found === null ? undefined : FACTORS.get(found[2] as string);
    const n = found === null ? null : parseDecimal(found[1] as string);
    if (n === null || factor === undefined) return null;
    product *= n * factor;
  }
  return product;
}

const CONVERSIONS = new Set([
  'notrunc',
  'noerror',
  'sync',
  'fsync',
  'fdatasync',
  'ucase',
  'lcase',
  'swab',
  'nocreat',
  'excl',
]);
const BUSYBOX_LACKS = new Set(['ucase', 'lcase', 'nocreat', 'excl', 'fdatasync']);
const UNSIMULATED = new Set(['ascii', 'ebcdic', 'ibm', 'block', 'unblock', 'sparse']);
const FLAGS = new Set([
  'append',
  'direct',
  'directory',
  'dsync',
  'sync',
  'fullblock',
  'nonblock',
  'noatime',
  'nocache',
  'noctty',
  'nofollow',
  'count_bytes',
  'skip_bytes',
  'seek_bytes',
]);

interface Draft {
  values: Map<string, number>;
  input: Bytes | null;
  output: Bytes | null;
  conv: string[];
  iflag: string[];
  oflag: string[];
  status: DdPlan['status'];
}

function badNumber(p: Proc, f: Flavour, name: Bytes, value: Bytes): number {
  return complain(p, name, f.gnu ? `invalid number: ${quoted(p, value)}` : `invalid number '${value}'`);
}

function list(p: Proc, f: Flavour, name: Bytes, key: string, value: Bytes, into: string[]): number | null {
  for (const word of value.split(',')) {
    const known = key === 'conv' ? CONVERSIONS : FLAGS;
    if (key === 'conv' && f.gnu && UNSIMULATED.has(word)) return refuse(p, name, `conv=${word}`);
    if (!known.has(word) || (!f.gnu && key === 'conv' && BUSYBOX_LACKS.has(word))) {
      const what = key === 'conv' ? 'conversion' : key === 'iflag' ? 'input flag' : 'output flag';
      return f.gnu
        ? usageError(p, f, name, `invalid ${what}: ${quoted(p, word)}`)
        : complain(p, name, `invalid argument '${word}' to '${key}'`);
    }
    into.push(word);
  }
  return null;
}

function operand(p: Proc, f: Flavour, name: Bytes, d: Draft, word: Bytes): number | null {
  const equals = word.indexOf('=');
  const key = equals < 0 ? '' : word.slice(0, equals);
  const value = word.slice(equals + 1);
  if (key === 'if') d.input = value;
  else if (key === 'of') d.output = value;
  else if (key === 'conv') return list(p, f, name, key, value, d.conv);
  else if (key === 'iflag') return list(p, f, name, key, value, d.iflag);
  else if (key === 'oflag') return list(p, f, name, key, value, d.oflag);
  else if (key === 'status') {
    if (value !== 'none' && value !== 'noxfer' && value !== 'progress')
      return f.gnu
        ? usageError(p, f, name, `invalid status level: ${quoted(p, value)}`)
        : complain(p, name, `invalid argument '${value}' to 'status'`);
    d.status = value;
  } else if (['bs', 'ibs', 'obs', 'count', 'skip', 'seek', 'iseek', 'oseek'].includes(key)) {
    const n = number(value);
    if (n === 0 && key.endsWith('bs') && !f.gnu)
      return complain(p, name, 'number 0 is not in 1..9223372036854775807 range');
    if (n === null || (n === 0 && key.endsWith('bs'))) return badNumber(p, f, name, value);
    d.values.set(key === 'iseek' ? 'skip' : key === 'oseek' ? 'seek' : key, n);
    if (f.gnu && value.endsWith('B') && !/[kMGT]i?B$/.test(value))
      d.iflag.push(key === 'count' ? 'count_bytes' : key === 'skip' || key === 'iseek' ? 'skip_bytes' : '');
  } else if (key === 'cbs') return refuse(p, name, 'cbs');
  else return f.gnu ? usageError(p, f, name, `unrecognized operand ${quoted(p, word)}`) : printUsage(p, f, name);
  return null;
}

/** Reads the operands; a number is an exit status. */
export function ddPlan(p: Proc, f: Flavour): DdPlan | number {
  const { name, args } = commandLine(p, f);
  if (args[0] === '--help') {
    if (f.gnu) return refuse(p, name, '--help');
    p.print(1, usageText(name));
    return 0;
  }
  if (args[0] === '--version' && f.gnu) {
    p.print(1, gnuVersion('dd') as Bytes);
    return 0;
  }
  const d: Draft = { values: new Map(), input: null, output: null, conv: [], iflag: [], oflag: [], status: 'default' };
  for (const word of args) {
    if (word === '--') continue;
    const wrong = operand(p, f, name, d, word);
    if (wrong !== null) return wrong;
  }
  const bs = d.values.get('bs');
  const ibs = bs ?? d.values.get('ibs') ?? 512;
  const obs = bs ?? d.values.get('obs') ?? 512;
  const skip = d.values.get('skip') ?? 0;
  const seek = d.values.get('seek') ?? 0;
  return {
    input: d.input,
    output: d.output,
    ibs,
    obs,
    count: d.values.get('count') ?? -1,
    countInBytes: d.iflag.includes('count_bytes'),
    skipBytes: d.iflag.includes('skip_bytes') ? skip : skip * ibs,
    seekBytes: d.oflag.includes('seek_bytes') ? seek : seek * obs,
    conv: d.conv,
    append: d.oflag.includes('append'),
    fullblock: d.iflag.includes('fullblock'),
    status: d.status,
  };
}
