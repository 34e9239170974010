/** getconf(1): the variables of sysconf(3), pathconf(3) and confstr(3) that scripts ask for. */
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { GNU, tool } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { complain, invocation, refuse } from '../frame/invocation.ts';
import { allowedCpus, onlineCpus } from './nproc.ts';

const OPTIONS = optionSpec('+av:', '');
const VALUES: ReadonlyMap<string, string> = new Map([
  ['ARG_MAX', '2097152'],
  ['CHILD_MAX', '95955'],
  ['CLK_TCK', '100'],
  ['HOST_NAME_MAX', '64'],
  ['INT_MAX', '2147483647'],
  ['IOV_MAX', '1024'],
  ['LINE_MAX', '2048'],
  ['LINK_MAX', '127'],
  ['LOGIN_NAME_MAX', '256'],
  ['LONG_BIT', '64'],
  ['NAME_MAX', '255'],
  ['NGROUPS_MAX', '65536'],
  ['PAGE_SIZE', '4096'],
  ['PAGESIZE', '4096'],
  ['PATH', '/bin:/usr/bin'],
  ['PATH_MAX', '4096'],
  ['PIPE_BUF', '4096'],
  ['SYMLOOP_MAX', ''],
  ['TTY_NAME_MAX', '32'],
  ['WORD_BIT', '32'],
  ['GNU_LIBC_VERSION', 'glibc 2.36'],
  ['GNU_LIBPTHREAD_VERSION', 'NPTL 2.36'],
  ['_POSIX_VERSION', '200809'],
]);

function memory(p: Proc, field: string): string {
  const text = p.readFile('/proc/meminfo');
  const kib = typeof text === 'number' ? null : new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(text);
  return String(Math.floor(Number(kib?.[1] ?? 0) / 4));
}

function lookup(p: Proc, name: Bytes): string | undefined {
  if (name === '_NPROCESSORS_ONLN') return String(allowedCpus(p));
  if (name === '_NPROCESSORS_CONF') return String(onlineCpus(p));
  if (name === '_PHYS_PAGES') return memory(p, 'MemTotal');
  if (name === '_AVPHYS_PAGES') return memory(p, 'MemFree');
  if (name === 'OPEN_MAX') return String(p.rlimit('nofile').soft);
  return VALUES.get(name);
}

function start(p: Proc): Next {
  const c = invocation(p, GNU, OPTIONS);
  if (typeof c === 'number') return p.exit(c);
  if (c.options.length > 0) return p.exit(refuse(p, c.name, `-${c.options[0]?.key}`));
  const name = c.operands[0];
  if (name === undefined) {
    p.print(2, `Usage: getconf [-v specification] variable_name [pathname]\n       getconf -a [pathname]\n`);
    return p.exit(2);
  }
  const value = lookup(p, name);
  if (value === undefined) return p.exit(complain(p, c.name, `Unrecognized variable \`${name}'`, 2));
  p.print(1, value === '' ? 'undefined\n' : `${value}\n`);
  return p.exit(0);
}

/** `gnu/getconf`. */
export const getconfPrograms: readonly Program[] = [tool(GNU, 'getconf', 1, () => ({ start }))];
