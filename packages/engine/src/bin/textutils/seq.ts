/** seq(1): a row of numbers, printed as the room in the output allows. */
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { type Flavour, tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { invocation, missingOperand, printUsage, usageError } from '../frame/invocation.ts';
import { quoted } from '../frame/quote.ts';

interface Locals {
  /** Numbers are counted in units of 10^-decimals. */
  at: number;
  step: number;
  last: number;
  decimals: number;
  width: number;
  separator: Bytes;
  format: Bytes | null;
  first: boolean;
}

const GNU_OPTIONS = optionSpec('+f:s:w', 'format=>f separator=>s equal-width>w');
const BUSYBOX_OPTIONS = optionSpec('+ws:');

interface Decimal {
  readonly units: number;
  readonly decimals: number;
}

/** A plain decimal number; exponents and hexadecimal are read through their value. */
function decimal(text: Bytes): Decimal | null {
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text)) return null;
  if (/e/i.test(text)) return { units: Number(text), decimals: 0 };
  const dot = text.indexOf('.');
  const decimals = dot < 0 ? 0 : text.length - dot - 1;
  return { units: Number(text.replace('.', '')), decimals };
}

function scaled(d: Decimal, decimals: number): number {
  let n = d.units;
  for (let i = d.decimals; i < decimals; i++) n *= 10;
  return n;
}

function shown(units: number, decimals: number): string {
  if (decimals === 0) return String(units);
  const digits = String(Math.abs(units)).padStart(decimals + 1, '0');
  return `${units < 0 ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

function padded(text: string, width: number): string {
  if (text.length >= width) return text;
  return text.startsWith('-') ? `-${text.slice(1).padStart(width - 1, '0')}` : text.padStart(width, '0');
}

/** `%g`, `%f`, `%e` with flags, width and precision, applied to one number. */
function formatted(format: Bytes, value: number): Bytes {
  return format.replace(
    /%%|%([-+ 0#']*)(\d*)(?:\.(\d+))?([gfe])/g,
    (all, flags: string, width: string, precision: string | undefined, kind: string) => {
      if (all === '%%') return '%';
      let text = kind === 'f' ? value.toFixed(precision === undefined ? 6 : Number(precision)) : String(value);
      if (kind === 'g' && precision !== undefined)
        text = String(Number(value.toPrecision(Math.max(1, Number(precision)))));
      if (kind === 'e')
        text = value.toExponential(precision === undefined ? 6 : Number(precision)).replace(/e([-+])(\d)$/, 'e$10$2');
      if (flags.includes('+') && value >= 0) text = `+${text}`;
      const w = Number(width);
      return flags.includes('-') ? text.padEnd(w) : flags.includes('0') ? padded(text, w) : text.padStart(w);
    },
  );
}

/** Negative numbers are operands, not options. */
function shielded(args: readonly Bytes[]): readonly Bytes[] {
  for (let at = 0; at < args.length; at++) {
    const word = args[at] as Bytes;
    if (/^-[.\d]/.test(word)) return [...args.slice(0, at), '--', ...args.slice(at)];
    if (word === '-s' || word === '-f') at++;
    else if (!word.startsWith('-') || word === '--') return args;
  }
  return args;
}

function start(p: Proc<Locals>, f: Flavour): Next {
  const c = invocation(p, f, f.gnu ? GNU_OPTIONS : BUSYBOX_OPTIONS, 1, shielded);
  if (typeof c === 'number') return p.exit(c);
  if (c.operands.length === 0) return p.exit(missingOperand(p, f, c.name));
  if (c.operands.length > 3)
    return p.exit(
      f.gnu ? usageError(p, f, c.name, `extra operand ${quoted(p, c.operands[3] as Bytes)}`) : printUsage(p, f, c.name),
    );
  const numbers: Decimal[] = [];
  for (const text of c.operands) {
    const d = decimal(text);
    if (d === null)
      return p.exit(
        f.gnu
          ? usageError(p, f, c.name, `invalid floating point argument: ${quoted(p, text)}`)
          : printUsage(p, f, c.name),
      );
    numbers.push(d);
  }
  const one: Decimal = { units: 1, decimals: 0 };
  const last = numbers[numbers.length - 1] as Decimal;
  const first = numbers.length > 1 ? (numbers[0] as Decimal) : one;
  const step = numbers.length > 2 ? (numbers[1] as Decimal) : one;
  if (step.units === 0 && f.gnu)
    return p.exit(usageError(p, f, c.name, `invalid Zero increment value: ${quoted(p, c.operands[1] as Bytes)}`));
  const decimals = Math.max(first.decimals, step.decimals);
  const all = Math.max(decimals, last.decimals);
  const factor = scaled({ units: 1, decimals: decimals }, all);
  const limit = last.decimals > decimals ? Math.floor(scaled(last, all) / factor) : scaled(last, decimals);
  const option = (key: string): Bytes | null => c.options.filter((o) => o.key === key).pop()?.value ?? null;
  const from = scaled(first, decimals);
  const by = scaled(step, decimals);
  const wide = option('w') === null ? 0 : Math.max(shown(from, decimals).length, endWidth(from, by, limit, decimals));
  p.locals = {
    at: from,
    step: by,
    last: limit,
    decimals,
    width: wide,
    separator: option('s') ?? '\n',
    format: option('f'),
    first: true,
  };
  return run(p);
}

function endWidth(from: number, by: number, limit: number, decimals: number): number {
  if (by === 0) return 0;
  const steps = Math.floor((limit - from) / by);
  return steps < 0 ? 0 : shown(limit, decimals).length;
}

const BLOCK = 16384;

function run(p: Proc<Locals>): Next {
  const l = p.locals;
  let out = '';
  let at = l.at;
  const up = l.step >= 0;
  while (out.length < BLOCK && (up ? at <= l.last : at >= l.last)) {
    const plain = padded(shown(at, l.decimals), l.width);
    const text = l.format === null ? plain : formatted(l.format, Number(shown(at, l.decimals)));
    out += l.first ? text : l.separator + text;
    l.first = false;
    at += l.step;
  }
  l.at = at;
  const more = up ? at <= l.last : at >= l.last;
  if (!more && !l.first) out += '\n';
  p.print(1, out);
  return more ? p.goto('run') : p.exit(0);
}

/** `gnu/seq` and `busybox/seq`. */
export const seqPrograms: readonly Program[] = tools<Locals>('seq', 1, (f) => ({ start: (p) => start(p, f), run }));
