/** How every program begins: its command line parsed, or its own complaint printed. */
import type { Proc } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { busyboxUsage } from './busybox-usage.ts';
import { BUSYBOX_BANNER, commandLine, type Flavour, lastComponent } from './flavour.ts';
import { getopt, type Option, type OptionError, type OptionSpec } from './getopt.ts';
import { gnuVersion } from './gnu-version.ts';

/** A parsed command line. `name` is how the program calls itself in messages. */
export interface Invocation {
  readonly name: Bytes;
  readonly options: readonly Option[];
  readonly operands: readonly Bytes[];
}

/** Prints `NAME: text` on standard error. Returns `status`, which a program that gives up then exits with. */
export function complain(p: Proc, name: Bytes, text: Bytes, status = 1): number {
  p.print(2, `${name}: ${text}\n`);
  return status;
}

/** The usage text of a BusyBox applet with its banner, as bb_show_usage prints it. */
export function usageText(applet: Bytes): Bytes {
  return `${BUSYBOX_BANNER}\n\n${busyboxUsage(applet) ?? `No help available\n`}`;
}

/** Prints the hint that follows a mistake on the command line (usage(3) of coreutils, bb_show_usage). Returns `status`. */
export function printUsage(p: Proc, f: Flavour, name: Bytes, status = 1): number {
  p.print(2, f.gnu ? `Try '${name} --help' for more information.\n` : usageText(name));
  return status;
}

/** A mistake on the command line: the complaint, then the hint. Returns `status`. */
export function usageError(p: Proc, f: Flavour, name: Bytes, text: Bytes, status = 1): number {
  complain(p, name, text);
  return printUsage(p, f, name, status);
}

/** Refuses an option that the real program has and that is not simulated. Returns `status`. */
export function refuse(p: Proc, name: Bytes, option: Bytes, status = 1): number {
  return complain(p, name, `option ${option} is not simulated`, status);
}

/** Reports what getopt found wrong. Returns `status`. */
export function optionError(p: Proc, f: Flavour, name: Bytes, error: OptionError, status: number): number {
  if (error.kind === 'refused') return refuse(p, name, error.text, status);
  return usageError(p, f, name, error.text, status);
}

/** `--help` and `--version` where the family answers them: an exit status, or null to go on. */
function standardOption(p: Proc, f: Flavour, name: Bytes, args: readonly Bytes[]): number | null {
  const first = args[0];
  if (first === undefined || !first.startsWith('--')) return null;
  if (!f.gnu) {
    if (first !== '--help') return null;
    p.print(1, usageText(name));
    return 0;
  }
  if (first === '--version') {
    const text = gnuVersion(lastComponent(name));
    if (text === undefined) return null;
    p.print(1, text);
    return 0;
  }
  return first === '--help' ? refuse(p, name, '--help') : null;
}

function statusOf(f: Flavour, status: number | { readonly gnu: number; readonly busybox: number }): number {
  if (typeof status !== 'number') return f.gnu ? status.gnu : status.busybox;
  return f.gnu ? status : 1;
}

/**
 * Parses the command line by `spec`. On a mistake prints it and returns the exit status: `status` (default 1) for GNU, 1 for
 * BusyBox, or what `status` says for each. `rewrite` turns historic forms of arguments into options first;
 * `hint` is what a GNU program prints below a complaint when it is not the usual line.
 */
export function invocation(
  p: Proc,
  f: Flavour,
  spec: OptionSpec,
  status: number | { readonly gnu: number; readonly busybox: number } = 1,
  rewrite?: (args: readonly Bytes[]) => readonly Bytes[],
  hint?: Bytes,
): Invocation | number {
  const { name, args } = commandLine(p, f);
  const standard = standardOption(p, f, name, args);
  if (standard !== null) return standard;
  const parsed = getopt(spec, rewrite === undefined ? args : rewrite(args));
  if (parsed.error !== null) {
    if (hint === undefined || !f.gnu || parsed.error.kind === 'refused')
      return optionError(p, f, name, parsed.error, statusOf(f, status));
    p.print(2, `${name}: ${parsed.error.text}\n${hint}`);
    return statusOf(f, status);
  }
  return { name, options: parsed.options, operands: parsed.operands };
}

/** coreutils' complaint about a command line without operands; BusyBox prints its usage alone. */
export function missingOperand(p: Proc, f: Flavour, name: Bytes, status = 1): number {
  if (f.gnu) return usageError(p, f, name, 'missing operand', status);
  return printUsage(p, f, name);
}
