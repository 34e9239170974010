/** printf(1): the format is used again as long as arguments are left. */
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { commandLine, type Flavour, tools } from '../frame/flavour.ts';
import { gnuVersion } from '../frame/gnu-version.ts';
import { complain, missingOperand, printUsage, refuse } from '../frame/invocation.ts';
import { quoted } from '../frame/quote.ts';
import {
  argumentsOf,
  type FormatPart,
  floatArgument,
  formatFloat,
  formatInteger,
  formatText,
  integerArgument,
  parseFormat,
  unescaped,
} from './printf-format.ts';

interface Run {
  readonly p: Proc;
  readonly f: Flavour;
  readonly name: Bytes;
  readonly args: readonly Bytes[];
  at: number;
  status: number;
  out: Bytes;
}

function numberError(r: Run, text: Bytes, error: string): void {
  if (error === '') return;
  r.status = 1;
  if (!r.f.gnu) {
    complain(r.p, r.name, `invalid number '${text}'`);
    return;
  }
  const q = quoted(r.p, text);
  if (error === 'expected') complain(r.p, r.name, `${q}: expected a numeric value`);
  else if (error === 'partial') complain(r.p, r.name, `${q}: value not completely converted`);
  else complain(r.p, r.name, `${q}: Numerical result out of range`);
}

function nextInteger(r: Run): bigint {
  const text = r.args[r.at++];
  if (text === undefined) return 0n;
  const n = integerArgument(text);
  if (text !== '' || r.f.gnu) numberError(r, text, n.error);
  return r.f.gnu || n.error === '' ? n.value : 0n;
}

function size(r: Run, text: string | null): number {
  if (text === null) return -1;
  if (text === '*') return Number(nextInteger(r));
  return text === '' ? 0 : Number(text);
}

/** Prints one directive; true when `\c` in its argument ends everything. */
function directive(r: Run, part: FormatPart & { kind: 'directive' }): boolean {
  let { flags } = part;
  let width = size(r, part.width);
  const precision = size(r, part.precision);
  if (width < 0) {
    flags += '-';
    width = -width;
  }
  const c = part.conversion;
  if ('diouxX'.includes(c)) r.out += formatInteger(nextInteger(r), flags, width, precision, c);
  else if ('eEfFgGaA'.includes(c)) {
    const text = r.args[r.at++] ?? '0';
    const n = floatArgument(text);
    numberError(r, text, n.error);
    r.out += formatFloat(n.value, flags, width, precision, c);
  } else {
    const text = r.args[r.at++] ?? '';
    if (c !== 'b') r.out += formatText(text, flags, width, precision, c);
    else {
      const e = unescaped(text);
      r.out += formatText(e.text, flags, width, precision, c);
      return e.stop;
    }
  }
  return false;
}

function invalidDirective(r: Run, bad: Bytes): number {
  r.p.print(1, r.out);
  return complain(r.p, r.name, r.f.gnu ? `${bad}: invalid conversion specification` : `${bad}: invalid format`);
}

/** One pass over the format; null to go on, or the exit status. */
function pass(r: Run, parts: readonly FormatPart[], bad: Bytes | null): number | null {
  for (const part of parts) {
    if (part.kind === 'text') {
      r.out += part.text;
      if (part.stop) return r.status;
    } else if (directive(r, part)) return r.status;
  }
  return bad === null ? null : invalidDirective(r, bad);
}

function start(p: Proc, f: Flavour): Next {
  const { name, args } = commandLine(p, f);
  const list = args[0] === '--' ? args.slice(1) : args;
  if (args.length === 1 && f.gnu && args[0] === '--version') {
    p.print(1, gnuVersion('printf') as Bytes);
    return p.exit(0);
  }
  if (args.length === 1 && f.gnu && args[0] === '--help') return p.exit(refuse(p, name, '--help'));
  const format = list[0];
  if (format === undefined) return p.exit(f.gnu ? missingOperand(p, f, name) : printUsage(p, f, name));
  const { parts, bad } = parseFormat(format, f.gnu);
  const r: Run = { p, f, name, args: list, at: 1, status: 0, out: '' };
  const takes = parts.some((part) => argumentsOf(part) > 0);
  let status: number | null = null;
  // The format is bounded by the size of an argument list, and each turn uses an argument.
  do status = pass(r, parts, bad);
  while (status === null && takes && r.at < list.length);
  if (status === null && !takes && f.gnu && list.length > 1) {
    complain(p, name, `warning: ignoring excess arguments, starting with ${quoted(p, list[1] as Bytes)}`);
  }
  p.print(1, bad === null ? r.out : '');
  return p.exit(status ?? r.status);
}

/** `gnu/printf` and `busybox/printf`. */
export const printfPrograms: readonly Program[] = tools('printf', 1, (f) => ({ start: (p) => start(p, f) }));
