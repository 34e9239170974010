/** factor(1): prime factors by trial division, a bounded number of trials a handler. */
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { commandName, type Flavour, tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { CHUNK } from '../frame/input.ts';
import { complain, invocation, printUsage } from '../frame/invocation.ts';
import { quoted } from '../frame/quote.ts';

interface Locals {
  words: readonly Bytes[];
  at: number;
  /** Standard input is read for more words. */
  reading: boolean;
  carry: Bytes;
  /** The number being divided, or 0; at most 2^53. */
  left: number;
  divisor: number;
  status: number;
}

const OPTIONS = optionSpec('h', 'exponents>h');
const TRIALS = 20_000;

function start(p: Proc<Locals>, f: Flavour): Next {
  const c = invocation(p, f, f.gnu ? OPTIONS : optionSpec(''));
  if (typeof c === 'number') return p.exit(c);
  p.locals = { words: c.operands, at: 0, reading: c.operands.length === 0, carry: '', left: 0, divisor: 2, status: 0 };
  return p.goto('run');
}

function read(p: Proc<Locals>): Next {
  const l = p.locals;
  const data = p.read(0, CHUNK);
  if (typeof data === 'number') return p.waitRead(0, 'run');
  const all = l.carry + data;
  const cut = data === '' ? all.length : Math.max(all.lastIndexOf('\n'), all.lastIndexOf(' ')) + 1;
  l.words = all
    .slice(0, cut)
    .split(/\s+/)
    .filter((word) => word !== '');
  l.carry = all.slice(cut);
  l.at = 0;
  l.reading = data !== '';
  return p.goto('run');
}

function begin(p: Proc<Locals>, f: Flavour, word: Bytes): void {
  const l = p.locals;
  const digits = word.startsWith('+') ? word.slice(1) : word;
  const n = Number(digits);
  if (!/^\d+$/.test(digits)) {
    const name = commandName(p, f);
    l.status = f.gnu ? complain(p, name, `${quoted(p, word)} is not a valid positive integer`) : printUsage(p, f, name);
  } else if (n > Number.MAX_SAFE_INTEGER)
    l.status = complain(p, commandName(p, f), `factoring numbers over ${Number.MAX_SAFE_INTEGER} is not simulated`);
  else {
    p.print(1, `${n}:`);
    l.left = n;
    l.divisor = 2;
    if (n < 2) finish(p);
  }
}

function finish(p: Proc<Locals>): void {
  p.print(1, p.locals.left > 1 ? ` ${p.locals.left}\n` : '\n');
  p.locals.left = 0;
}

function run(p: Proc<Locals>, f: Flavour): Next {
  const l = p.locals;
  for (let n = 0; n < TRIALS; ) {
    if (l.left === 0) {
      const word = l.words[l.at];
      if (word === undefined) return l.reading ? read(p) : p.exit(l.status);
      l.at += 1;
      begin(p, f, word);
      n += 100;
      continue;
    }
    n += 1;
    const { divisor } = l;
    if (divisor * divisor > l.left) finish(p);
    else if (l.left % divisor === 0) {
      p.print(1, ` ${divisor}`);
      l.left /= divisor;
    } else l.divisor = divisor === 2 ? 3 : divisor + 2;
  }
  return p.goto('run');
}

/** `gnu/factor` and `busybox/factor`. */
export const factorPrograms: readonly Program[] = tools<Locals>('factor', 1, (f) => ({
  start: (p) => start(p, f),
  run: (p) => run(p, f),
}));
