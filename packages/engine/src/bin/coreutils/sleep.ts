/** sleep(1) and BusyBox's usleep: a timer. */
import type { Next, Proc, Program } from '../../program/program.ts';
import { parseDuration } from '../frame/duration.ts';
import { BUSYBOX, type Flavour, tool, tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { complain, invocation, missingOperand, printUsage } from '../frame/invocation.ts';
import { parseDecimal } from '../frame/number.ts';
import { quoted } from '../frame/quote.ts';

interface Locals {
  /** What remains after the wait; waits are no longer than LONGEST. */
  left: number;
}

const OPTIONS = optionSpec('');
/** A wait that never ends is taken in steps of this many nanoseconds (24 days). */
const LONGEST = 2_073_600_000_000_000;

function wait(p: Proc<Locals>): Next {
  const { left } = p.locals;
  if (left <= 0) return p.exit(0);
  const now = Math.min(left, LONGEST);
  p.locals.left = left === Number.MAX_SAFE_INTEGER ? left : left - now;
  return p.sleep(now, 'wait');
}

function start(p: Proc<Locals>, f: Flavour): Next {
  const c = invocation(p, f, OPTIONS, 1, f.gnu ? undefined : (args) => ['--', ...args]);
  if (typeof c === 'number') return p.exit(c);
  if (c.operands.length === 0) return p.exit(missingOperand(p, f, c.name));
  let total = 0;
  let wrong = false;
  for (const word of c.operands) {
    const ns = parseDuration(word, 'smhd');
    if (ns === null) {
      complain(p, c.name, f.gnu ? `invalid time interval ${quoted(p, word)}` : `invalid number '${word}'`);
      wrong = true;
      if (!f.gnu) break;
    } else total = ns === Number.MAX_SAFE_INTEGER ? ns : Math.min(Number.MAX_SAFE_INTEGER, total + ns);
  }
  if (wrong) return p.exit(f.gnu ? printUsage(p, f, c.name) : 1);
  p.locals = { left: total };
  return wait(p);
}

function usleep(p: Proc<Locals>): Next {
  const c = invocation(p, BUSYBOX, OPTIONS);
  if (typeof c === 'number') return p.exit(c);
  const word = c.operands[0];
  if (word === undefined) return p.exit(printUsage(p, BUSYBOX, c.name));
  const us = parseDecimal(word);
  if (us === null) return p.exit(complain(p, c.name, `invalid number '${word}'`));
  p.locals = { left: us * 1000 };
  return wait(p);
}

/** `gnu/sleep`, `busybox/sleep`, `busybox/usleep`. */
export const sleepPrograms: readonly Program[] = [
  ...tools<Locals>('sleep', 1, (f) => ({ start: (p) => start(p, f), wait })),
  tool<Locals>(BUSYBOX, 'usleep', 1, () => ({ start: usleep, wait })),
];
