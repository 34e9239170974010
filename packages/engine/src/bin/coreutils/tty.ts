/** tty(1): the terminal on standard input. */
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { type Flavour, tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { complain, invocation, usageError } from '../frame/invocation.ts';
import { quoted } from '../frame/quote.ts';

const OPTIONS = optionSpec('s', 'quiet>s silent>s');

function start(p: Proc, f: Flavour): Next {
  const c = invocation(p, f, OPTIONS, 2);
  if (typeof c === 'number') return p.exit(c);
  if (c.operands.length > 0) {
    if (f.gnu) return p.exit(usageError(p, f, c.name, `extra operand ${quoted(p, c.operands[0] as Bytes)}`, 2));
    complain(p, c.name, 'ignoring all arguments');
  }
  const quiet = c.options.length > 0;
  const name = p.isatty(0) ? p.readlink('/proc/self/fd/0') : -1;
  if (!quiet) p.print(1, typeof name === 'number' ? 'not a tty\n' : `${name}\n`);
  return p.exit(typeof name === 'number' ? 1 : 0);
}

/** `gnu/tty` and `busybox/tty`. */
export const ttyPrograms: readonly Program[] = tools('tty', 1, (f) => ({ start: (p) => start(p, f) }));
