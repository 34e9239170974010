/** env(1) and printenv(1). */
import { strerror } from '../../kernel/errno.ts';
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { execOrExit } from '../frame/exec.ts';
import { type Flavour, tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { complain, invocation, usageError } from '../frame/invocation.ts';
import { quoteaf, quoted } from '../frame/quote.ts';

const GNU_OPTIONS = optionSpec(
  '+C:iu:v0',
  'ignore-environment>i null>0 unset=>u chdir=>C debug>v !split-string= !block-signal? !default-signal? !ignore-signal? !list-signal-handling',
  'S',
);
const BUSYBOX_OPTIONS = optionSpec('+i0u:', 'ignore-environment>i null>0 unset=>u');
const PRINTENV_OPTIONS = optionSpec('+0', 'null>0');
const PLAIN = optionSpec('+');

function without(env: readonly Bytes[], name: Bytes): readonly Bytes[] {
  return env.filter((entry) => !entry.startsWith(`${name}=`));
}

/** putenv(3): an assignment to a name that exists keeps its place. */
function assigned(env: readonly Bytes[], entry: Bytes): readonly Bytes[] {
  const prefix = entry.slice(0, entry.indexOf('=') + 1);
  const at = env.findIndex((old) => old.startsWith(prefix));
  return at < 0 ? [...env, entry] : env.map((old, i) => (i === at ? entry : old));
}

function start(p: Proc, f: Flavour): Next {
  const c = invocation(p, f, f.gnu ? GNU_OPTIONS : BUSYBOX_OPTIONS, 125);
  if (typeof c === 'number') return p.exit(c);
  let env: readonly Bytes[] = p.env;
  let end = '\n';
  let dir: Bytes | null = null;
  let operands = c.operands;
  for (const { key } of c.options) if (key === 'i') env = [];
  if (operands[0] === '-') {
    env = [];
    operands = operands.slice(1);
  }
  for (const { key, value } of c.options) {
    if (key === '0') end = '\0';
    else if (key === 'C') dir = value;
    else if (key === 'u') {
      if (f.gnu && (value === '' || value.includes('=')))
        return p.exit(complain(p, c.name, `cannot unset ${quoted(p, value)}: Invalid argument`, 125));
      env = without(env, value);
    }
  }
  let at = 0;
  for (; at < operands.length && (operands[at] as Bytes).includes('='); at++)
    env = assigned(env, operands[at] as Bytes);
  const argv = operands.slice(at);
  if (argv.length === 0) {
    if (dir !== null) return p.exit(usageError(p, f, c.name, 'must specify command with --chdir (-C)', 125));
    p.print(1, env.map((entry) => entry + end).join(''));
    return p.exit(0);
  }
  if (end === '\0' && f.gnu) return p.exit(usageError(p, f, c.name, 'cannot specify --null (-0) with command', 125));
  if (dir !== null) {
    const errno = p.chdir(dir);
    if (errno < 0)
      return p.exit(complain(p, c.name, `cannot change directory to ${quoteaf(dir)}: ${strerror(errno)}`, 125));
  }
  return execOrExit(p, f, c.name, argv, 'quoted', env);
}

function printenv(p: Proc, f: Flavour): Next {
  const c = invocation(p, f, f.gnu ? PRINTENV_OPTIONS : PLAIN, 2);
  if (typeof c === 'number') return p.exit(c);
  const end = c.options.length > 0 ? '\0' : '\n';
  if (c.operands.length === 0) {
    p.print(1, p.env.map((entry) => entry + end).join(''));
    return p.exit(0);
  }
  let missing = false;
  for (const name of c.operands) {
    const value = name.includes('=') ? undefined : p.getenv(name);
    if (value === undefined) missing = true;
    else p.print(1, value + end);
  }
  return p.exit(missing ? 1 : 0);
}

/** `gnu/env`, `gnu/printenv` and their applets. */
export const envPrograms: readonly Program[] = [
  ...tools('env', 1, (f) => ({ start: (p) => start(p, f) })),
  ...tools('printenv', 1, (f) => ({ start: (p) => printenv(p, f) })),
];
