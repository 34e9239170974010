/** basename(1), dirname(1) and pwd(1). */
import { strerror } from '../../kernel/errno.ts';
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { type Flavour, tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { complain, invocation, missingOperand, printUsage, usageError } from '../frame/invocation.ts';
import { quoted } from '../frame/quote.ts';

const BASENAME = optionSpec('+as:z', 'multiple>a suffix=>s zero>z');
const BUSYBOX_BASENAME = optionSpec('+as:');
const DIRNAME = optionSpec('+z', 'zero>z');
const PWD = optionSpec('LP', 'logical>L physical>P');
const PLAIN = optionSpec('+');

/** basename(3): the last component, without trailing slashes; `/` for the root. */
export function baseName(path: Bytes): Bytes {
  let end = path.length;
  while (end > 1 && path.charAt(end - 1) === '/') end--;
  if (end === 1 && path.charAt(0) === '/') return '/';
  return path.slice(path.lastIndexOf('/', end - 1) + 1, end);
}

/** dirname(3). */
export function dirName(path: Bytes): Bytes {
  let end = path.length;
  while (end > 1 && path.charAt(end - 1) === '/') end--;
  let slash = path.lastIndexOf('/', end - 1);
  if (slash < 0) return '.';
  while (slash > 0 && path.charAt(slash - 1) === '/') slash--;
  return slash === 0 ? '/' : path.slice(0, slash);
}

/** dirname of BusyBox keeps the two slashes of `//a`. */
function busyboxDirName(path: Bytes): Bytes {
  return /^\/\/[^/]+\/*$/.test(path) ? '//' : dirName(path);
}

function stripped(path: Bytes, suffix: Bytes): Bytes {
  const base = baseName(path);
  return suffix !== '' && base !== suffix && base.endsWith(suffix) ? base.slice(0, -suffix.length) : base;
}

function basename(p: Proc, f: Flavour): Next {
  const c = invocation(p, f, f.gnu ? BASENAME : BUSYBOX_BASENAME);
  if (typeof c === 'number') return p.exit(c);
  if (c.operands.length === 0) return p.exit(missingOperand(p, f, c.name));
  const suffix = c.options.filter((o) => o.key === 's').pop()?.value;
  const many = suffix !== undefined || c.options.some((o) => o.key === 'a');
  const end = c.options.some((o) => o.key === 'z') ? '\0' : '\n';
  if (many) {
    p.print(1, c.operands.map((path) => stripped(path, suffix ?? '') + end).join(''));
    return p.exit(0);
  }
  if (c.operands.length > 2)
    return p.exit(
      f.gnu ? usageError(p, f, c.name, `extra operand ${quoted(p, c.operands[2] as Bytes)}`) : printUsage(p, f, c.name),
    );
  p.print(1, stripped(c.operands[0] as Bytes, c.operands[1] ?? '') + end);
  return p.exit(0);
}

function dirname(p: Proc, f: Flavour): Next {
  const c = invocation(p, f, f.gnu ? DIRNAME : PLAIN);
  if (typeof c === 'number') return p.exit(c);
  if (c.operands.length === 0) return p.exit(missingOperand(p, f, c.name));
  if (c.operands.length > 1 && !f.gnu) return p.exit(printUsage(p, f, c.name));
  const end = c.options.length > 0 ? '\0' : '\n';
  p.print(1, c.operands.map((path) => (f.gnu ? dirName(path) : busyboxDirName(path)) + end).join(''));
  return p.exit(0);
}

function pwd(p: Proc, f: Flavour): Next {
  const c = invocation(p, f, PWD);
  if (typeof c === 'number') return p.exit(c);
  if (c.operands.length > 0 && f.gnu) complain(p, c.name, 'ignoring non-option arguments');
  const here = p.getcwd();
  if (here === '') return p.exit(complain(p, c.name, `couldn't find directory entry in '..': ${strerror(-2)}`));
  const logical = c.options[c.options.length - 1]?.key === 'L' ? p.getenv('PWD') : undefined;
  const named = logical === undefined ? -1 : p.stat(logical);
  const dot = p.stat('.');
  const same = typeof named !== 'number' && typeof dot !== 'number' && named.ino === dot.ino && named.dev === dot.dev;
  p.print(1, `${same ? logical : here}\n`);
  return p.exit(0);
}

/** `gnu/basename`, `gnu/dirname`, `gnu/pwd` and their applets. */
export const pathNamePrograms: readonly Program[] = [
  ...tools('basename', 1, (f) => ({ start: (p) => basename(p, f) })),
  ...tools('dirname', 1, (f) => ({ start: (p) => dirname(p, f) })),
  ...tools('pwd', 1, (f) => ({ start: (p) => pwd(p, f) })),
];
