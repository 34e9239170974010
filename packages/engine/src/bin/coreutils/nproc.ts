/** nproc(1): processors that the task may run on, as sched_getaffinity(2) and /proc tell them. */
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { type Flavour, tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { complain, invocation, usageError } from '../frame/invocation.ts';
import { parseDecimal } from '../frame/number.ts';
import { quoted } from '../frame/quote.ts';

const OPTIONS = optionSpec('', 'all ignore=');

/** Processors in a list such as `0-3,6`. */
export function countCpus(list: Bytes): number {
  let n = 0;
  for (const part of list.trim().split(',')) {
    const [from = '', to = from] = part.split('-');
    const a = parseDecimal(from);
    const b = parseDecimal(to);
    if (a !== null && b !== null) n += b - a + 1;
  }
  return n;
}

/** Processors of the machine. */
export function onlineCpus(p: Proc): number {
  const online = p.readFile('/sys/devices/system/cpu/online');
  if (typeof online !== 'number') return Math.max(1, countCpus(online));
  const info = p.readFile('/proc/cpuinfo');
  const found = typeof info === 'number' ? null : info.match(/^processor\s/gm);
  return Math.max(1, found?.length ?? 1);
}

/** Processors in the affinity mask of the calling task. */
export function allowedCpus(p: Proc): number {
  const status = p.readFile('/proc/self/status');
  const list = typeof status === 'number' ? null : /^Cpus_allowed_list:\s*(\S+)/m.exec(status);
  return list === null ? onlineCpus(p) : Math.max(1, countCpus(list[1] as Bytes));
}

function start(p: Proc, f: Flavour): Next {
  const c = invocation(p, f, OPTIONS);
  if (typeof c === 'number') return p.exit(c);
  if (c.operands.length > 0 && f.gnu)
    return p.exit(usageError(p, f, c.name, `extra operand ${quoted(p, c.operands[0] as Bytes)}`));
  let ignore = 0;
  for (const { key, value } of c.options) {
    if (key !== 'ignore') continue;
    const n = parseDecimal(value);
    if (n === null)
      return p.exit(complain(p, c.name, f.gnu ? `invalid number: ${quoted(p, value)}` : `invalid number '${value}'`));
    ignore = n;
  }
  const n = c.options.some((o) => o.key === 'all') ? onlineCpus(p) : allowedCpus(p);
  p.print(1, `${Math.max(1, n - ignore)}\n`);
  return p.exit(0);
}

/** `gnu/nproc` and `busybox/nproc`. */
export const nprocPrograms: readonly Program[] = tools('nproc', 1, (f) => ({ start: (p) => start(p, f) }));
