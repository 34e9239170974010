import type { Bytes } from './bytes.ts';
import { type CivilDate, civilFromDays, weekday, yearDay } from './civil.ts';

/** An instant: whole seconds since 1970-01-01T00:00:00Z and nanoseconds 0..999999999 within the second. */
export interface WallTime {
  readonly sec: number;
  readonly nsec: number;
}

/** A fixed zone: seconds east of UTC and the abbreviation that `MST` prints. */
export interface Zone {
  readonly offset: number;
  readonly name: Bytes;
}

/** UTC. */
export const UTC: Zone = { offset: 0, name: 'UTC' };

/** Go's zero time, 0001-01-01T00:00:00Z, what unset dates of the API hold. */
export const ZERO_TIME: WallTime = { sec: -62135596800, nsec: 0 };

/** `time.RFC3339`. */
export const RFC3339 = '2006-01-02T15:04:05Z07:00';
/** `time.RFC3339Nano`: with the decimals that are not zero. */
export const RFC3339_NANO = '2006-01-02T15:04:05.999999999Z07:00';
/** `jsonmessage.RFC3339NanoFixed`: always nine decimals; the stamps of `docker logs -t`. */
export const RFC3339_NANO_FIXED = '2006-01-02T15:04:05.000000000Z07:00';
/** What `time.Time.String` prints. */
export const GO_STRING_LAYOUT = '2006-01-02 15:04:05.999999999 -0700 MST';
/** `time.ANSIC`. */
export const ANSIC = 'Mon Jan _2 15:04:05 2006';

/** The instant `ns` integer nanoseconds after `epochSec`. */
export function wallTime(epochSec: number, ns: number): WallTime {
  const sec = Math.floor(ns / 1e9);
  return { sec: epochSec + sec, nsec: ns - sec * 1e9 };
}

/** `t` moved by an integer number of nanoseconds. */
export function addNanoseconds(t: WallTime, ns: number): WallTime {
  const sec = Math.floor(ns / 1e9);
  const nsec = t.nsec + (ns - sec * 1e9);
  return nsec >= 1e9 ? { sec: t.sec + sec + 1, nsec: nsec - 1e9 } : { sec: t.sec + sec, nsec };
}

/** Nanoseconds from `b` to `a`. */
export function subtractTime(a: WallTime, b: WallTime): number {
  return (a.sec - b.sec) * 1e9 + (a.nsec - b.nsec);
}

/** Sort order of instants. */
export function compareTime(a: WallTime, b: WallTime): number {
  return a.sec !== b.sec ? a.sec - b.sec : a.nsec - b.nsec;
}

/** Names of the months from January. */
export const MONTHS: readonly Bytes[] = [
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
];

/** Names of the days from Sunday. */
export const WEEKDAYS: readonly Bytes[] = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
];

/**
 * Elements of a layout, longest spelling first. `Jan` and `Mon` must come before what they begin; a fraction is `.000` or
 * `.999` of any length after seconds.
 */
const ELEMENTS: readonly string[] = [
  'January',
  'Jan',
  'Monday',
  'Mon',
  'MST',
  '2006',
  '002',
  '01',
  '02',
  '03',
  '04',
  '05',
  '06',
  '15',
  '-07:00:00',
  '-07:00',
  '-0700',
  '-07',
  'Z07:00',
  'Z0700',
  '__2',
  '_2',
  'PM',
  'pm',
  '1',
  '2',
  '3',
  '4',
  '5',
];

const ELEMENT = new RegExp(`[.,](?:0+|9+)(?![0-9])|${ELEMENTS.join('|')}`);

/** The next element of a layout: the literal text before it, the element ('' at the end), and what follows. */
export interface LayoutChunk {
  readonly prefix: Bytes;
  readonly element: Bytes;
  readonly rest: Bytes;
}

/** Splits a layout at its first element (`nextStdChunk` of Go's time/format.go). */
export function nextElement(layout: Bytes): LayoutChunk {
  const m = ELEMENT.exec(layout);
  if (m === null) return { prefix: layout, element: '', rest: '' };
  return { prefix: layout.slice(0, m.index), element: m[0], rest: layout.slice(m.index + m[0].length) };
}

function two(n: number): string {
  return n < 10 ? `0${n}` : String(n);
}

function zoneText(offset: number, element: Bytes): Bytes {
  if (element[0] === 'Z' && offset === 0) return 'Z';
  const minutes = Math.floor(Math.abs(offset) / 60);
  const sign = offset < 0 ? '-' : '+';
  const colon = element.includes(':') ? ':' : '';
  const hours = two(Math.floor(minutes / 60));
  if (element === '-07') return sign + hours;
  const seconds = element === '-07:00:00' ? `:${two(Math.abs(offset) % 60)}` : '';
  return sign + hours + colon + two(minutes % 60) + seconds;
}

function fractionText(nsec: number, element: Bytes): Bytes {
  const digits = String(nsec)
    .padStart(9, '0')
    .slice(0, element.length - 1);
  if (element[1] === '0') return element[0] + digits.padEnd(element.length - 1, '0');
  const trimmed = digits.replace(/0+$/, '');
  return trimmed === '' ? '' : element[0] + trimmed;
}

function yearText(year: number): Bytes {
  return (year < 0 ? '-' : '') + String(Math.abs(year)).padStart(4, '0');
}

/** An instant taken apart in a zone. */
interface Clock {
  readonly date: CivilDate;
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

function dateText(c: Clock, e: Bytes): Bytes | null {
  const { date } = c;
  switch (e) {
    case '2006':
      return yearText(date.year);
    case '06':
      return two(((date.year % 100) + 100) % 100);
    case '01':
      return two(date.month);
    case '1':
      return String(date.month);
    case 'January':
      return MONTHS[date.month - 1] as Bytes;
    case 'Jan':
      return (MONTHS[date.month - 1] as Bytes).slice(0, 3);
    case '02':
      return two(date.day);
    case '_2':
      return String(date.day).padStart(2);
    case '2':
      return String(date.day);
    case '__2':
      return String(yearDay(date)).padStart(3);
    case '002':
      return String(yearDay(date)).padStart(3, '0');
    case 'Monday':
      return WEEKDAYS[c.weekday] as Bytes;
    case 'Mon':
      return (WEEKDAYS[c.weekday] as Bytes).slice(0, 3);
    default:
      return null;
  }
}

function clockText(c: Clock, e: Bytes): Bytes | null {
  const hour12 = c.hour % 12 === 0 ? 12 : c.hour % 12;
  switch (e) {
    case '15':
      return two(c.hour);
    case '03':
      return two(hour12);
    case '3':
      return String(hour12);
    case '04':
      return two(c.minute);
    case '4':
      return String(c.minute);
    case '05':
      return two(c.second);
    case '5':
      return String(c.second);
    case 'PM':
      return c.hour >= 12 ? 'PM' : 'AM';
    case 'pm':
      return c.hour >= 12 ? 'pm' : 'am';
    default:
      return null;
  }
}

/** `Time.Format(layout)` of `t` seen in `zone`. */
export function formatTime(t: WallTime, layout: Bytes, zone: Zone = UTC): Bytes {
  const local = t.sec + zone.offset;
  const days = Math.floor(local / 86400);
  const second = local - days * 86400;
  const clock: Clock = {
    date: civilFromDays(days),
    weekday: weekday(days),
    hour: Math.floor(second / 3600),
    minute: Math.floor(second / 60) % 60,
    second: second % 60,
  };
  const other = (e: Bytes): Bytes => {
    if (e === 'MST') return zone.name;
    return e[0] === '.' || e[0] === ',' ? fractionText(t.nsec, e) : zoneText(zone.offset, e);
  };
  let out = '';
  for (let rest = layout; rest !== ''; ) {
    const chunk = nextElement(rest);
    const e = chunk.element;
    out += chunk.prefix;
    if (e === '') break;
    out += dateText(clock, e) ?? clockText(clock, e) ?? other(e);
    rest = chunk.rest;
  }
  return out;
}

/** `t` as RFC 3339 in UTC with the nanoseconds that are not zero, written directly: the form of every API date. */
export function formatRfc3339Nano(t: WallTime): Bytes {
  const days = Math.floor(t.sec / 86400);
  const date = civilFromDays(days);
  const second = t.sec - days * 86400;
  const clock = `${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}`;
  const fraction = t.nsec === 0 ? '' : fractionText(t.nsec, '.999999999');
  return `${yearText(date.year)}-${two(date.month)}-${two(date.day)}T${clock}${fraction}Z`;
}
