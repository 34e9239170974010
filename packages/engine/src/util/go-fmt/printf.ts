import type { Bytes } from '../bytes.ts';
import { elemOfInterface, type GoRef, goValueOf, intData } from '../go-value/value.ts';
import { runeAt, widthOf } from '../rune.ts';
import { noFlags } from './flags.ts';
import { Printer } from './printer.ts';

/** Widths and precisions past a million are refused (`tooLarge`). */
const MAX_NUMBER = 1_000_000;

/** Bytes that one Sprintf may build; a template cannot make the host hold more. */
const MAX_OUTPUT = 8 * 1024 * 1024;

/** Scanner over one format string: position, next argument, and whether explicit indexes were used. */
interface Scan {
  readonly format: Bytes;
  readonly args: readonly GoRef[];
  i: number;
  arg: number;
  reordered: boolean;
  goodArgument: boolean;
  afterIndex: boolean;
}

interface ParsedNumber {
  readonly value: number;
  readonly present: boolean;
  readonly next: number;
}

function parseNumber(s: Bytes, start: number, end: number): ParsedNumber {
  let value = 0;
  let i = start;
  if (start >= end) return { value: 0, present: false, next: end };
  for (; i < end; i++) {
    const d = s.charCodeAt(i) - 48;
    if (!(d >= 0 && d <= 9)) break;
    if (value > MAX_NUMBER) return { value: 0, present: false, next: end };
    value = value * 10 + d;
  }
  return { value, present: i > start, next: i };
}

/** An explicit argument index such as `[2]` at the scanner's position. */
function takeIndex(p: Scan): void {
  p.afterIndex = false;
  if (p.format[p.i] !== '[') return;
  p.reordered = true;
  const close = p.format.length - p.i < 3 ? -1 : p.format.indexOf(']', p.i + 1);
  if (close < 0) {
    p.goodArgument = false;
    p.i += 1;
    return;
  }
  const n = parseNumber(p.format, p.i + 1, close);
  const ok = n.present && n.next === close;
  p.i = close + 1;
  if (ok && n.value >= 1 && n.value <= p.args.length) {
    p.arg = n.value - 1;
    p.afterIndex = true;
    return;
  }
  p.goodArgument = false;
  p.afterIndex = ok;
}

/** The integer argument that `*` asks for, or null when it is none. */
function starArgument(p: Scan): number | null {
  if (p.arg >= p.args.length) return null;
  const v = elemOfInterface(p.args[p.arg++] as GoRef);
  if (v === null || (v.type.kind !== 'int' && v.type.kind !== 'uint')) return null;
  const n = Number(intData(v));
  return Math.abs(n) > MAX_NUMBER ? null : n;
}

function takeWidth(printer: Printer, p: Scan): void {
  const f = printer.flags;
  if (p.format[p.i] === '*') {
    p.i++;
    const width = starArgument(p);
    if (width === null) printer.out += '%!(BADWIDTH)';
    else {
      f.width = Math.abs(width);
      if (width < 0) {
        f.minus = true;
        f.zero = false;
      }
    }
    p.afterIndex = false;
    return;
  }
  const n = parseNumber(p.format, p.i, p.format.length);
  f.width = n.present ? n.value : -1;
  p.i = n.next;
  if (p.afterIndex && n.present) p.goodArgument = false;
}

function takePrecision(printer: Printer, p: Scan): void {
  if (p.i + 1 > p.format.length || p.format[p.i] !== '.') return;
  p.i++;
  if (p.afterIndex) p.goodArgument = false;
  takeIndex(p);
  if (p.format[p.i] === '*') {
    p.i++;
    const precision = starArgument(p);
    if (precision === null || precision < 0) printer.out += '%!(BADPREC)';
    else printer.flags.precision = precision;
    p.afterIndex = false;
    return;
  }
  const n = parseNumber(p.format, p.i, p.format.length);
  printer.flags.precision = n.present ? n.value : 0;
  p.i = n.next;
}

function takeFlags(printer: Printer, p: Scan): void {
  const f = printer.flags;
  for (; p.i < p.format.length; p.i++) {
    const c = p.format[p.i];
    if (c === '#') f.sharp = true;
    else if (c === '0') f.zero = true;
    else if (c === '+') f.plus = true;
    else if (c === '-') f.minus = true;
    else if (c === ' ') f.space = true;
    else return;
  }
}

function printVerb(printer: Printer, p: Scan): void {
  const width = widthOf(runeAt(p.format, p.i));
  const verb = p.format.slice(p.i, p.i + width);
  p.i += width;
  const f = printer.flags;
  if (verb === '%') printer.out += '%';
  else if (!p.goodArgument) printer.out += `%!${verb}(BADINDEX)`;
  else if (p.arg >= p.args.length) printer.out += `%!${verb}(MISSING)`;
  else {
    if (verb === 'v') {
      f.sharpV = f.sharp;
      f.sharp = false;
      f.plusV = f.plus;
      f.plus = false;
    }
    printer.printArg(p.args[p.arg++] as GoRef, verb);
  }
}

/** `fmt.Sprintf` with its %!verb(…) notes for wrong, missing and extra arguments. Arguments are values or plain data. */
export function sprintf(format: Bytes, ...args: readonly unknown[]): Bytes {
  return sprintfRefs(
    format,
    args.map((a) => goValueOf(a)),
  );
}

/** `fmt.Sprintf` over values. */
export function sprintfRefs(format: Bytes, args: readonly GoRef[]): Bytes {
  const printer = new Printer();
  const p: Scan = { format, args, i: 0, arg: 0, reordered: false, goodArgument: true, afterIndex: false };
  while (p.i < format.length && printer.out.length <= MAX_OUTPUT) {
    const percent = format.indexOf('%', p.i);
    printer.out += format.slice(p.i, percent < 0 ? format.length : percent);
    if (percent < 0) break;
    p.i = percent + 1;
    p.goodArgument = true;
    p.afterIndex = false;
    printer.flags = noFlags();
    takeFlags(printer, p);
    takeIndex(p);
    takeWidth(printer, p);
    takePrecision(printer, p);
    if (!p.afterIndex) takeIndex(p);
    if (p.i >= format.length) {
      printer.out += '%!(NOVERB)';
      break;
    }
    printVerb(printer, p);
  }
  if (!p.reordered && p.arg < args.length) printExtra(printer, args.slice(p.arg));
  return printer.out;
}

function printExtra(printer: Printer, extra: readonly GoRef[]): void {
  printer.flags = noFlags();
  printer.out += '%!(EXTRA ';
  extra.forEach((arg, i) => {
    const v = elemOfInterface(arg);
    if (i > 0) printer.out += ', ';
    if (v === null) printer.out += '<nil>';
    else {
      printer.out += `${v.type.name}=`;
      printer.printArg(v, 'v');
    }
  });
  printer.out += ')';
}

/** `fmt.Sprint`: spaces only between operands of which neither is a string. */
export function sprint(args: readonly GoRef[]): Bytes {
  const printer = new Printer();
  let previousString = false;
  args.forEach((arg, i) => {
    const v = elemOfInterface(arg);
    const isString = v !== null && v.type.kind === 'string';
    if (i > 0 && !isString && !previousString) printer.out += ' ';
    printer.printArg(v, 'v');
    previousString = isString;
  });
  return printer.out;
}

/** `fmt.Sprintln`: spaces between all operands and a newline. */
export function sprintln(args: readonly GoRef[]): Bytes {
  const printer = new Printer();
  args.forEach((arg, i) => {
    if (i > 0) printer.out += ' ';
    printer.printArg(arg, 'v');
  });
  return `${printer.out}\n`;
}
