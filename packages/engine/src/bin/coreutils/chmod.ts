/** chmod(1). */
import { strerror } from '../../kernel/errno.ts';
import type { Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { commandLine, type Flavour, tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { complain, invocation, missingOperand, printUsage, usageError } from '../frame/invocation.ts';
import { changeMode, type ModeChange, modeString, parseMode } from '../frame/mode.ts';
import { quoteaf, quoted } from '../frame/quote.ts';
import { type Change, type ChangePlan, changeLabels } from './change-tree.ts';

interface Options {
  readonly change: ModeChange;
  readonly umask: number;
}

const GNU_OPTIONS = optionSpec(
  'Rcfv',
  'changes>c recursive>R no-preserve-root preserve-root quiet>f silent>f reference=>ref verbose>v',
);
const BUSYBOX_OPTIONS = optionSpec('Rvcf');

function octal(mode: number): string {
  return `${(mode & 0o7777).toString(8).padStart(4, '0')} (${modeString(mode).slice(1)})`;
}

const change: Change<Options> = {
  skipsLinks: true,
  apply(p, o, path, stat) {
    const mode = changeMode(o.change, stat.mode, o.umask);
    const errno = p.chmod(path, mode);
    if (errno < 0) return errno;
    return mode === (stat.mode & 0o7777) ? 0 : 1;
  },
  report(p, f, o, path, before, changed) {
    const after = changeMode(o.change, before.mode, o.umask);
    const q = f.gnu ? quoteaf(path) : `'${path}'`;
    if (!f.gnu) return `mode of ${q} changed to ${octal(after)}\n`;
    if (!changed) return `mode of ${q} retained as ${octal(before.mode)}\n`;
    return `mode of ${q} changed from ${octal(before.mode)} to ${octal(after)}\n`;
  },
  failure: (_f, _o, path) => `changing permissions of ${quoteaf(path)}`,
};

/** A mode such as `-x` looks like options: letters of modes only, after a single dash, make an operand. */
function shielded(args: readonly Bytes[]): readonly Bytes[] {
  const at = args.findIndex((word) => /^-[rwxXstugoa,0-7+=-]+$/.test(word) && !word.startsWith('--'));
  return at < 0 || args.slice(0, at).includes('--')
    ? args
    : [...args.slice(0, at), `\0${args[at]}`, ...args.slice(at + 1)];
}

function unshielded(word: Bytes): Bytes {
  return word.startsWith('\0') ? word.slice(1) : word;
}

function plan(p: Proc, f: Flavour): ChangePlan<Options> | number {
  const c = invocation(p, f, f.gnu ? GNU_OPTIONS : BUSYBOX_OPTIONS, 1, shielded);
  if (typeof c === 'number') return c;
  const has = (key: string): boolean => c.options.some((o) => o.key === key);
  const operands = c.operands.map(unshielded);
  const reference = c.options.find((o) => o.key === 'ref')?.value;
  const text = reference === undefined ? operands[0] : undefined;
  const files = reference === undefined ? operands.slice(1) : operands;
  if (files.length === 0) {
    if (!f.gnu) return printUsage(p, f, c.name);
    return text === undefined
      ? missingOperand(p, f, c.name)
      : usageError(p, f, c.name, `missing operand after ${quoted(p, commandLine(p, f).args.slice(-1)[0] as Bytes)}`);
  }
  let mode: ModeChange | null;
  if (reference !== undefined) {
    const stat = p.stat(reference);
    if (typeof stat === 'number')
      return complain(p, c.name, `failed to get attributes of ${quoteaf(reference)}: ${strerror(stat)}`);
    mode = { kind: 'octal', bits: stat.mode & 0o7777, keep: false };
  } else mode = parseMode(text as Bytes);
  // Octal modes of BusyBox take the set-id bits of a directory away.
  if (mode?.kind === 'octal' && !f.gnu) mode = { ...mode, keep: false };
  if (mode === null) {
    return f.gnu
      ? usageError(p, f, c.name, `invalid mode: ${quoted(p, text as Bytes)}`)
      : complain(p, c.name, `invalid mode '${text}'`);
  }
  const umask = p.umask(0);
  p.umask(umask);
  return {
    o: { change: mode, umask },
    operands: files,
    recursive: has('R'),
    noDereference: false,
    traverse: 'P',
    report: has('v') ? 'all' : has('c') ? 'changes' : 'no',
    quiet: has('f'),
  };
}

/** `gnu/chmod` and `busybox/chmod`. */
export const chmodPrograms: readonly Program[] = tools('chmod', 1, (f) => changeLabels(f, change, plan));
