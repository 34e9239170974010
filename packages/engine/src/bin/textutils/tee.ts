/** tee(1): copies standard input to standard output and to files. */
import { EAGAIN, strerror } from '../../kernel/errno.ts';
import { O_APPEND, O_CREAT, O_TRUNC, O_WRONLY } from '../../kernel/syscall.ts';
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { type Flavour, tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { CHUNK } from '../frame/input.ts';
import { complain, invocation } from '../frame/invocation.ts';
import { quotef } from '../frame/quote.ts';

interface Locals {
  name: Bytes;
  fds: readonly number[];
  status: number;
}

const GNU_OPTIONS = optionSpec('aip', 'append>a ignore-interrupts>i output-error?>p');
const BUSYBOX_OPTIONS = optionSpec('ai');
const SIGINT = 2;

function start(p: Proc<Locals>, f: Flavour): Next {
  const c = invocation(p, f, f.gnu ? GNU_OPTIONS : BUSYBOX_OPTIONS);
  if (typeof c === 'number') return p.exit(c);
  const append = c.options.some((o) => o.key === 'a');
  if (c.options.some((o) => o.key === 'i')) p.sigaction(SIGINT, 'ignore');
  const fds: number[] = [];
  let status = 0;
  for (const file of c.operands) {
    if (file === '-' && !f.gnu) {
      fds.push(1);
      continue;
    }
    const fd = p.open(file, O_WRONLY | O_CREAT | (append ? O_APPEND : O_TRUNC), 0o666);
    if (fd >= 0) fds.push(fd);
    else status = complain(p, c.name, f.gnu ? `${quotef(file)}: ${strerror(fd)}` : `${file}: ${strerror(fd)}`);
  }
  p.locals = { name: c.name, fds, status };
  return run(p);
}

function run(p: Proc<Locals>): Next {
  const data = p.read(0, CHUNK);
  if (data === EAGAIN) return p.waitRead(0, 'run');
  if (typeof data === 'number') return p.exit(complain(p, p.locals.name, `read error: ${strerror(data)}`));
  const errno = p.printError();
  if (errno !== 0) p.locals.status = complain(p, p.locals.name, `write error: ${strerror(errno)}`);
  if (data === '') return p.exit(p.locals.status);
  p.print(1, data);
  for (const fd of p.locals.fds) p.print(fd, data);
  return p.goto('run');
}

/** `gnu/tee` and `busybox/tee`. */
export const teePrograms: readonly Program[] = tools<Locals>('tee', 1, (f) => ({ start: (p) => start(p, f), run }));
