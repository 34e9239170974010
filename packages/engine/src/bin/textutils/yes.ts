/** yes(1): a line without end. */
import { EPIPE, strerror } from '../../kernel/errno.ts';
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { commandName, type Flavour, tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { complain, invocation } from '../frame/invocation.ts';

interface Locals {
  block: Bytes;
}

const OPTIONS = optionSpec('');
/** Bytes written at once, as the real one fills a buffer of BUFSIZ. */
const BLOCK = 8192;

function start(p: Proc<Locals>, f: Flavour): Next {
  const c = invocation(p, f, OPTIONS);
  if (typeof c === 'number') return p.exit(c);
  const line = `${c.operands.length === 0 ? 'y' : c.operands.join(' ')}\n`;
  p.locals = { block: line.repeat(Math.max(1, Math.floor(BLOCK / line.length))) };
  return run(p, f);
}

function run(p: Proc<Locals>, f: Flavour): Next {
  const errno = p.printError();
  if (errno !== 0) {
    if (errno !== EPIPE || f.gnu) complain(p, commandName(p, f), `standard output: ${strerror(errno)}`);
    return p.exit(1);
  }
  p.print(1, p.locals.block);
  return p.goto('run');
}

/** `gnu/yes` and `busybox/yes`. */
export const yesPrograms: readonly Program[] = tools<Locals>('yes', 1, (f) => ({
  start: (p) => start(p, f),
  run: (p) => run(p, f),
}));
