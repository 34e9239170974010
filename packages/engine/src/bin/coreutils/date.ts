/** date(1): prints moments; the clock of the world cannot be set from inside. */
import { EAGAIN, strerror } from '../../kernel/errno.ts';
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { type Moment, momentOf, nowMoment, strftime } from '../frame/clock.ts';
import { type Flavour, tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { CHUNK } from '../frame/input.ts';
import { complain, type Invocation, invocation, printUsage, refuse, usageError } from '../frame/invocation.ts';
import { parseBusyboxDate, parseGnuDate } from '../frame/parse-date.ts';
import { quoteaf, quoted, quotef } from '../frame/quote.ts';

const GNU_OPTIONS = optionSpec(
  'd:f:I::r:Rs:u',
  'date=>d file=>f iso-8601?>I reference=>r rfc-2822>R rfc-email>R rfc-3339=>rfc set=>s uct>u utc>u universal>u !debug !resolution',
);
const BUSYBOX_OPTIONS = optionSpec('Rs:ud:r:I::D:', 'rfc-2822>R set=>s utc>u date=>d reference=>r');
const DEFAULT = '%a %b %e %H:%M:%S %Z %Y';
const ISO: ReadonlyMap<string, string> = new Map([
  ['date', '%Y-%m-%d'],
  ['hours', '%Y-%m-%dT%H%:z'],
  ['minutes', '%Y-%m-%dT%H:%M%:z'],
  ['seconds', '%Y-%m-%dT%H:%M:%S%:z'],
  ['ns', '%Y-%m-%dT%H:%M:%S,%N%:z'],
]);
const RFC_3339: ReadonlyMap<string, string> = new Map([
  ['date', '%Y-%m-%d'],
  ['seconds', '%Y-%m-%d %H:%M:%S%:z'],
  ['ns', '%Y-%m-%d %H:%M:%S.%N%:z'],
]);

interface Locals {
  name: Bytes;
  format: Bytes;
  zone: string;
  fd: number;
  carry: Bytes;
  status: number;
}

/** A word of a list, or an unambiguous beginning of one (argmatch of gnulib). */
function matched(list: ReadonlyMap<string, string>, word: Bytes): string | undefined {
  const exact = list.get(word);
  if (exact !== undefined || word === '') return exact;
  const found = [...list].filter(([name]) => name.startsWith(word));
  return found.length === 1 ? found[0]?.[1] : undefined;
}

function invalidWord(p: Proc, c: Invocation, option: string, value: Bytes, list: ReadonlyMap<string, string>): number {
  complain(p, c.name, `invalid argument ${quoted(p, value)} for ${quoted(p, option)}`);
  p.print(
    2,
    `Valid arguments are:\n${[...list.keys()]
      .reverse()
      .map((word) => `  - ${quoted(p, word)}\n`)
      .join('')}Try '${c.name} --help' for more information.\n`,
  );
  return 1;
}

interface Draft {
  format: Bytes | null;
  source: { readonly key: 'd' | 'r' | 'f'; readonly value: Bytes } | null;
  set: Bytes | null;
}

function readOptions(p: Proc, f: Flavour, c: Invocation, d: Draft): number | null {
  for (const { key, value, given } of c.options) {
    if (key === 'd' || key === 'r' || key === 'f') {
      if (d.source !== null && d.source.key !== key && f.gnu) {
        return usageError(p, f, c.name, 'the options to specify dates for printing are mutually exclusive');
      }
      d.source = { key, value };
    } else if (key === 's') d.set = value;
    else if (key === 'R') d.format = '%a, %d %b %Y %H:%M:%S %z';
    else if (key === 'I') {
      const format = matched(ISO, given ? value : 'date');
      if (format === undefined) return f.gnu ? invalidWord(p, c, '--iso-8601', value, ISO) : printUsage(p, f, c.name);
      d.format = format;
    } else if (key === 'rfc') {
      const format = matched(RFC_3339, value);
      if (format === undefined) return invalidWord(p, c, '--rfc-3339', value, RFC_3339);
      d.format = format;
    } else if (key === 'D') return refuse(p, c.name, '-D');
  }
  return null;
}

function parse(p: Proc, f: Flavour, text: Bytes): Moment | null {
  return f.gnu ? parseGnuDate(text, nowMoment(p)) : parseBusyboxDate(text, nowMoment(p));
}

function invalidDate(p: Proc, f: Flavour, name: Bytes, text: Bytes): number {
  return complain(p, name, f.gnu ? `invalid date ${quoteaf(text)}` : `invalid date '${text}'`);
}

/** The moment to print; a number is an exit status. */
function moment(p: Proc, f: Flavour, name: Bytes, d: Draft): Moment | number {
  if (d.source === null) return nowMoment(p);
  const { key, value } = d.source;
  if (key === 'r') {
    const stat = p.stat(value);
    if (typeof stat === 'number')
      return complain(
        p,
        name,
        f.gnu ? `${quotef(value)}: ${strerror(stat)}` : `can't stat '${value}': ${strerror(stat)}`,
      );
    return momentOf(p, stat.mtime);
  }
  return parse(p, f, value) ?? invalidDate(p, f, name, value);
}

function zoneOf(p: Proc, c: Invocation): string {
  const zone = c.options.some((o) => o.key === 'u') ? 'UTC' : (p.getenv('TZ') ?? 'UTC');
  return /^[A-Za-z]{3,5}/.exec(zone)?.[0] ?? 'UTC';
}

function start(p: Proc<Locals>, f: Flavour): Next {
  const c = invocation(p, f, f.gnu ? GNU_OPTIONS : BUSYBOX_OPTIONS);
  if (typeof c === 'number') return p.exit(c);
  const d: Draft = { format: null, source: null, set: null };
  const wrong = readOptions(p, f, c, d);
  if (wrong !== null) return p.exit(wrong);
  const [first, second] = c.operands;
  if (second !== undefined && !f.gnu)
    return p.exit(first?.startsWith('+') ? invalidDate(p, f, c.name, second) : printUsage(p, f, c.name));
  if (second !== undefined) return p.exit(usageError(p, f, c.name, `extra operand ${quoted(p, second)}`));
  if (first?.startsWith('+')) {
    if (d.format !== null && f.gnu) return p.exit(complain(p, c.name, 'multiple output formats specified'));
    d.format = first.slice(1);
  } else if (first !== undefined) {
    if (d.source !== null && f.gnu) {
      complain(p, c.name, `the argument ${quoted(p, first)} lacks a leading '+';`);
      p.print(
        2,
        "when using an option to specify date(s), any non-option\nargument must be a format string beginning with '+'.\n",
      );
      return p.exit(printUsage(p, f, c.name));
    }
    d.set = first;
  }
  const zone = zoneOf(p, c);
  const format = d.format ?? DEFAULT;
  if (d.source?.key === 'f') {
    const fd = d.source.value === '-' ? 0 : p.open(d.source.value, 0);
    if (fd < 0) return p.exit(complain(p, c.name, `${quotef(d.source.value)}: ${strerror(fd)}`));
    p.locals = { name: c.name, format, zone, fd, carry: '', status: 0 };
    return p.goto('lines');
  }
  if (d.set !== null) {
    const m = parse(p, f, d.set);
    if (m === null) return p.exit(invalidDate(p, f, c.name, d.set));
    // Neither containers nor the host of the lab may set the clock, whoever asks.
    complain(p, c.name, f.gnu ? 'cannot set date: Operation not permitted' : "can't set date: Operation not permitted");
    p.print(1, `${strftime(format, m, zone)}\n`);
    return p.exit(1);
  }
  const m = moment(p, f, c.name, d);
  if (typeof m === 'number') return p.exit(m);
  p.print(1, `${strftime(format, m, zone)}\n`);
  return p.exit(0);
}

/** `-f FILE`: one date a line. */
function lines(p: Proc<Locals>, f: Flavour): Next {
  const l = p.locals;
  const data = p.read(l.fd, CHUNK);
  if (data === EAGAIN) return p.waitRead(l.fd, 'lines');
  if (typeof data === 'number') return p.exit(complain(p, l.name, strerror(data)));
  const all = l.carry + data;
  const whole = data === '' ? all.length : all.lastIndexOf('\n') + 1;
  l.carry = all.slice(whole);
  for (const line of all.slice(0, whole).split('\n')) {
    if (line === '') continue;
    const m = parse(p, f, line);
    if (m === null) l.status = invalidDate(p, f, l.name, line);
    else p.print(1, `${strftime(l.format, m, l.zone)}\n`);
  }
  return data === '' ? p.exit(l.status) : p.goto('lines');
}

/** `gnu/date` and `busybox/date`. */
export const datePrograms: readonly Program[] = tools<Locals>('date', 1, (f) => ({
  start: (p) => start(p, f),
  lines: (p) => lines(p, f),
}));
