/** uname(1) and arch(1). */
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { type Flavour, tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { invocation, printUsage, usageError } from '../frame/invocation.ts';
import { quoted } from '../frame/quote.ts';

const OPTIONS = optionSpec(
  'asnrvmpio',
  'all>a kernel-name>s nodename>n kernel-release>r kernel-version>v machine>m processor>p hardware-platform>i operating-system>o',
);
const PLAIN = optionSpec('');
/** The order in which the parts are printed. */
const ORDER = 'snrvmpio';

function start(p: Proc, f: Flavour): Next {
  const c = invocation(p, f, OPTIONS);
  if (typeof c === 'number') return p.exit(c);
  if (c.operands.length > 0)
    return p.exit(
      f.gnu ? usageError(p, f, c.name, `extra operand ${quoted(p, c.operands[0] as Bytes)}`) : printUsage(p, f, c.name),
    );
  const u = p.uname();
  const parts = new Map<string, Bytes>([
    ['s', u.sysname],
    ['n', u.nodename],
    ['r', u.release],
    ['v', u.version],
    ['m', u.machine],
    ['p', 'unknown'],
    ['i', 'unknown'],
    ['o', 'GNU/Linux'],
  ]);
  const asked = c.options.map((o) => o.key);
  const all = asked.includes('a');
  const letters =
    asked.length === 0
      ? ['s']
      : [...ORDER].filter((letter) => (all && letter !== 'p' && letter !== 'i') || asked.includes(letter));
  p.print(1, `${letters.map((letter) => parts.get(letter)).join(' ')}\n`);
  return p.exit(0);
}

function arch(p: Proc, f: Flavour): Next {
  const c = invocation(p, f, PLAIN);
  if (typeof c === 'number') return p.exit(c);
  if (c.operands.length > 0)
    return p.exit(
      f.gnu ? usageError(p, f, c.name, `extra operand ${quoted(p, c.operands[0] as Bytes)}`) : printUsage(p, f, c.name),
    );
  p.print(1, `${p.uname().machine}\n`);
  return p.exit(0);
}

/** `gnu/uname`, `gnu/arch` and their applets. */
export const unamePrograms: readonly Program[] = [
  ...tools('uname', 1, (f) => ({ start: (p) => start(p, f) })),
  ...tools('arch', 1, (f) => ({ start: (p) => arch(p, f) })),
];
