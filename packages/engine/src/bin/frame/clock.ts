/** Wall clock times in UTC: fields of a date, and strftime(3) in the C locale with GNU's extensions. */
import type { Proc } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { civilFromDays, daysFromCivil, weekday } from '../../util/civil.ts';

/** A moment: whole seconds since 1970 and nanoseconds of that second. */
export interface Moment {
  readonly sec: number;
  readonly nsec: number;
}

/** The fields of a moment. */
export interface DateFields {
  readonly year: number;
  /** 1..12 and 1..31. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Sunday 0. */
  readonly weekday: number;
  /** 1 January 1. */
  readonly yearDay: number;
}

export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;
export const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
const BILLION = 1_000_000_000;
const DAY = 86400;

/** The moment that is `ns` nanoseconds after genesis. */
export function momentOf(p: Proc, ns: number): Moment {
  const sec = Math.floor(ns / BILLION);
  return { sec: p.epochSec + sec, nsec: ns - sec * BILLION };
}

/** Nanoseconds since genesis of a moment. */
export function sinceGenesis(p: Proc, m: Moment): number {
  return (m.sec - p.epochSec) * BILLION + m.nsec;
}

/** Now. */
export function nowMoment(p: Proc): Moment {
  return momentOf(p, p.now);
}

/** The UTC fields of `sec` seconds since 1970. */
export function dateFields(sec: number): DateFields {
  const days = Math.floor(sec / DAY);
  const rest = sec - days * DAY;
  const date = civilFromDays(days);
  return {
    ...date,
    hour: Math.floor(rest / 3600),
    minute: Math.floor(rest / 60) % 60,
    second: rest % 60,
    weekday: weekday(days),
    yearDay: days - daysFromCivil(date.year, 1, 1) + 1,
  };
}

/** Seconds since 1970 of UTC fields; fields outside their range carry over, as in mktime(3). */
export function secondsOf(year: number, month: number, day: number, hour = 0, minute = 0, second = 0): number {
  const months = year * 12 + month - 1;
  const y = Math.floor(months / 12);
  return (daysFromCivil(y, months - y * 12 + 1, 1) + day - 1) * DAY + hour * 3600 + minute * 60 + second;
}

function pad(n: number, width: number, by: string): string {
  const text = String(Math.abs(n)).padStart(n < 0 ? width - 1 : width, by);
  return n < 0 ? `-${text}` : text;
}

/** Monday-based week and year of ISO 8601. */
function isoWeek(d: DateFields): { readonly year: number; readonly week: number } {
  const thursday = secondsOf(d.year, d.month, d.day) / DAY - ((d.weekday + 6) % 7) + 3;
  const year = civilFromDays(thursday).year;
  return { year, week: Math.floor((thursday - daysFromCivil(year, 1, 1)) / 7) + 1 };
}

interface Spec {
  readonly value: number | string;
  readonly width: number;
  readonly by: '0' | ' ';
}

const num = (value: number, width: number, by: '0' | ' ' = '0'): Spec => ({ value, width, by });
const text = (value: string): Spec => ({ value, width: 0, by: ' ' });

/** Conversions made of others. */
const COMPOSED: ReadonlyMap<string, string> = new Map([
  ['c', '%a %b %e %H:%M:%S %Y'],
  ['D', '%m/%d/%y'],
  ['F', '%Y-%m-%d'],
  ['r', '%I:%M:%S %p'],
  ['R', '%H:%M'],
  ['T', '%H:%M:%S'],
  ['x', '%m/%d/%y'],
  ['X', '%H:%M:%S'],
  ['h', '%b'],
]);

function conversion(c: string, d: DateFields, m: Moment): Spec | null {
  switch (c) {
    case 'a':
      return text(DAYS[d.weekday]?.slice(0, 3) as string);
    case 'A':
      return text(DAYS[d.weekday] as string);
    case 'b':
      return text(MONTHS[d.month - 1]?.slice(0, 3) as string);
    case 'B':
      return text(MONTHS[d.month - 1] as string);
    case 'C':
      return num(Math.floor(d.year / 100), 2);
    case 'd':
      return num(d.day, 2);
    case 'e':
      return num(d.day, 2, ' ');
    case 'g':
      return num(isoWeek(d).year % 100, 2);
    case 'G':
      return num(isoWeek(d).year, 4);
    case 'H':
      return num(d.hour, 2);
    case 'I':
      return num(d.hour % 12 === 0 ? 12 : d.hour % 12, 2);
    case 'j':
      return num(d.yearDay, 3);
    case 'k':
      return num(d.hour, 2, ' ');
    case 'l':
      return num(d.hour % 12 === 0 ? 12 : d.hour % 12, 2, ' ');
    case 'm':
      return num(d.month, 2);
    case 'M':
      return num(d.minute, 2);
    case 'n':
      return text('\n');
    case 'N':
      return num(m.nsec, 9);
    case 'p':
      return text(d.hour < 12 ? 'AM' : 'PM');
    case 'P':
      return text(d.hour < 12 ? 'am' : 'pm');
    case 'q':
      return num(Math.floor((d.month + 2) / 3), 1);
    case 's':
      return num(m.sec, 1);
    case 'S':
      return num(d.second, 2);
    case 't':
      return text('\t');
    case 'u':
      return num(d.weekday === 0 ? 7 : d.weekday, 1);
    case 'U':
      return num(Math.floor((d.yearDay + 6 - d.weekday) / 7), 2);
    case 'V':
      return num(isoWeek(d).week, 2);
    case 'w':
      return num(d.weekday, 1);
    case 'W':
      return num(Math.floor((d.yearDay + 6 - ((d.weekday + 6) % 7)) / 7), 2);
    case 'y':
      return num(((d.year % 100) + 100) % 100, 2);
    case 'Y':
      return num(d.year, 4);
    case 'z':
      return text('+0000');
    case 'Z':
      return text('UTC');
    case '%':
      return text('%');
    default:
      return null;
  }
}

const DIRECTIVE = /%([-_0^#+]*)(\d*)(:{0,3})([EO]?)([a-zA-Z%])/g;

function padded(spec: Spec, flags: string, width: string, c: string): string {
  const flag = /[-_0+]/.exec(flags)?.[0] ?? '';
  if (typeof spec.value === 'string') {
    const up = flags.includes('^') || (flags.includes('#') && c !== 'p' && c !== 'Z');
    const cased = up ? spec.value.toUpperCase() : flags.includes('#') ? spec.value.toLowerCase() : spec.value;
    return cased.padStart(Number(width), flag === '0' ? '0' : ' ');
  }
  if (c === 'N') {
    const digits = pad(spec.value, 9, '0');
    if (flag === '-') return digits.replace(/0+$/, '') || '0';
    return width === '' ? digits : digits.slice(0, Number(width)).padEnd(Number(width), '0');
  }
  if (flag === '-') return String(spec.value);
  return pad(spec.value, width === '' ? spec.width : Number(width), flag === '_' ? ' ' : flag === '0' ? '0' : spec.by);
}

/** strftime(3) in UTC. Unknown conversions stay as they are. `zone` is what %Z prints. */
export function strftime(format: Bytes, m: Moment, zone = 'UTC'): Bytes {
  const d = dateFields(m.sec);
  return format.replace(
    DIRECTIVE,
    (all: string, flags: string, width: string, colons: string, _modifier: string, c: string) => {
      const composed = COMPOSED.get(c);
      if (composed !== undefined) {
        const inner = strftime(composed, m, zone);
        return (flags.includes('^') ? inner.toUpperCase() : inner).padStart(Number(width));
      }
      if (c === 'z' && colons !== '') return colons.length === 1 ? '+00:00' : colons.length === 2 ? '+00:00:00' : '+00';
      if (c === 'Z') return zone.padStart(Number(width));
      const spec = conversion(c, d, m);
      return spec === null ? all : padded(spec, flags, width, c);
    },
  );
}
