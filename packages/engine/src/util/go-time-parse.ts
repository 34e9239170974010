import type { Bytes } from './bytes.ts';
import { daysFromCivil, daysInMonth } from './civil.ts';
import { GoError } from './go-error.ts';
import { goTimeQuote } from './go-quote.ts';
import { MONTHS, nextElement, UTC, type WallTime, WEEKDAYS, type Zone } from './go-time.ts';

/** What has been read so far. */
interface Fields {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  nsec: number;
  pm: boolean | null;
  offset: number | null;
}

/** What reading one element gave: the rest of the value, a name of what is out of range, or that it does not fit. */
type Taken = { readonly rest: Bytes; readonly range?: string } | null;

function digits(value: Bytes, fixed: boolean): { readonly n: number; readonly rest: Bytes } | null {
  const m = (fixed ? /^[0-9]{2}/ : /^[0-9]{1,2}/).exec(value);
  return m === null ? null : { n: Number(m[0]), rest: value.slice(m[0].length) };
}

function ranged(rest: Bytes, ok: boolean, name: string): Taken {
  return ok ? { rest } : { rest, range: name };
}

function takeName(
  value: Bytes,
  names: readonly Bytes[],
  short: boolean,
): { readonly index: number; readonly rest: Bytes } | null {
  const lower = value.toLowerCase();
  for (let i = 0; i < names.length; i++) {
    const name = (short ? (names[i] as Bytes).slice(0, 3) : (names[i] as Bytes)).toLowerCase();
    if (lower.startsWith(name)) return { index: i, rest: value.slice(name.length) };
  }
  return null;
}

function takeZone(f: Fields, value: Bytes, element: Bytes): Taken {
  if (element[0] === 'Z' && value[0] === 'Z') {
    f.offset = 0;
    return { rest: value.slice(1) };
  }
  const m = (
    element.includes(':') ? /^([+-])(\d\d):(\d\d)/ : element === '-07' ? /^([+-])(\d\d)()/ : /^([+-])(\d\d)(\d\d)/
  ).exec(value);
  if (m === null) return null;
  const hours = Number(m[2]);
  const minutes = Number(m[3]);
  const rest = value.slice(m[0].length);
  if (hours > 24) return { rest, range: 'time zone offset hour' };
  if (minutes > 60) return { rest, range: 'time zone offset minute' };
  f.offset = (hours * 3600 + minutes * 60) * (m[1] === '-' ? -1 : 1);
  return { rest };
}

/** A fraction of exactly as many digits as the layout's zeros. */
function takeFixedFraction(f: Fields, value: Bytes, length: number): Taken {
  if (!/^[.,][0-9]*$/.test(value.slice(0, length)) || value.length < length) return null;
  f.nsec = Number(value.slice(1, Math.min(length, 10)).padEnd(9, '0'));
  return { rest: value.slice(length) };
}

/** A fraction of a second where the value has one; Go takes any number of digits. */
function takeFraction(f: Fields, value: Bytes): Bytes {
  const m = /^[.,]([0-9]+)/.exec(value);
  if (m === null) return value;
  f.nsec = Number((m[1] as string).slice(0, 9).padEnd(9, '0'));
  return value.slice(m[0].length);
}

function takeDate(f: Fields, value: Bytes, element: Bytes): Taken {
  if (element === '2006') {
    if (!/^[0-9]{4}/.test(value)) return null;
    f.year = Number(value.slice(0, 4));
    return { rest: value.slice(4) };
  }
  if (element === 'January' || element === 'Jan') {
    const m = takeName(value, MONTHS, element === 'Jan');
    if (m !== null) f.month = m.index + 1;
    return m;
  }
  if (element === 'Monday' || element === 'Mon') return takeName(value, WEEKDAYS, element === 'Mon');
  const n = digits(
    element[0] === '_' && value[0] === ' ' ? value.slice(1) : value,
    element === '01' || element === '02' || element === '06',
  );
  if (n === null) return null;
  if (element === '06') f.year = n.n >= 69 ? 1900 + n.n : 2000 + n.n;
  else if (element === '01' || element === '1') {
    f.month = n.n;
    return ranged(n.rest, n.n >= 1 && n.n <= 12, 'month');
  } else f.day = n.n;
  return { rest: n.rest };
}

function takeClock(f: Fields, value: Bytes, element: Bytes, next: Bytes): Taken {
  if (element === 'PM' || element === 'pm') {
    const word = value.slice(0, 2);
    if (word.toLowerCase() !== 'am' && word.toLowerCase() !== 'pm') return null;
    f.pm = word.toLowerCase() === 'pm';
    return { rest: value.slice(2) };
  }
  const n = digits(value, ['03', '04', '05'].includes(element));
  if (n === null) return null;
  switch (element) {
    case '15':
      f.hour = n.n;
      return ranged(n.rest, n.n < 24, 'hour');
    case '03':
    case '3':
      f.hour = n.n;
      return ranged(n.rest, n.n <= 12, 'hour');
    case '04':
    case '4':
      f.minute = n.n;
      return ranged(n.rest, n.n < 60, 'minute');
    default:
      f.second = n.n;
      if (n.n >= 60) return { rest: n.rest, range: 'second' };
      // A fraction is welcome after seconds even where the layout has none.
      return { rest: next[0] === '.' || next[0] === ',' ? n.rest : takeFraction(f, n.rest) };
  }
}

const CLOCK: readonly string[] = ['15', '03', '3', '04', '4', '05', '5', 'PM', 'pm'];

function take(f: Fields, value: Bytes, element: Bytes, next: Bytes): Taken {
  if (element[0] === '.' || element[0] === ',') {
    return element[1] === '0' ? takeFixedFraction(f, value, element.length) : { rest: takeFraction(f, value) };
  }
  if (element === 'MST') {
    const m = /^[A-Z]{3,4}/.exec(value);
    if (m !== null && m[0] === 'UTC') f.offset = 0;
    return m === null ? null : { rest: value.slice(m[0].length) };
  }
  if (element[0] === '-' || element[0] === 'Z') return takeZone(f, value, element);
  return CLOCK.includes(element) ? takeClock(f, value, element, next) : takeDate(f, value, element);
}

/**
 * `time.Parse(layout, value)`, or `ParseInLocation` with the zone that applies where the value names none. The errors are
 * Go's: `parsing time "x" as "2006-01-02": cannot parse "x" as "2006"`.
 */
export function parseTime(layout: Bytes, value: Bytes, local: Zone = UTC): WallTime | GoError {
  const f: Fields = { year: 0, month: 1, day: 1, hour: 0, minute: 0, second: 0, nsec: 0, pm: null, offset: null };
  const mismatch = (part: Bytes, element: Bytes): GoError =>
    new GoError(
      `parsing time ${goTimeQuote(value)} as ${goTimeQuote(layout)}: cannot parse ${goTimeQuote(part)} as ${goTimeQuote(element)}`,
    );
  const outOfRange = (what: string): GoError => new GoError(`parsing time ${goTimeQuote(value)}: ${what} out of range`);
  let rest = value;
  for (let left = layout; ; ) {
    const chunk = nextElement(left);
    if (!rest.startsWith(chunk.prefix)) return mismatch(rest, chunk.prefix);
    rest = rest.slice(chunk.prefix.length);
    if (chunk.element === '') break;
    const taken = take(f, rest, chunk.element, chunk.rest);
    if (taken === null) return mismatch(rest, chunk.element);
    if (taken.range !== undefined) return outOfRange(taken.range);
    rest = taken.rest;
    left = chunk.rest;
  }
  if (rest !== '') return new GoError(`parsing time ${goTimeQuote(value)}: extra text: ${goTimeQuote(rest)}`);
  if (f.pm === true && f.hour < 12) f.hour += 12;
  else if (f.pm === false && f.hour === 12) f.hour = 0;
  if (f.day < 1 || f.day > daysInMonth(f.year, f.month)) return outOfRange('day');
  const days = daysFromCivil(f.year, f.month, f.day);
  const sec = days * 86400 + f.hour * 3600 + f.minute * 60 + f.second - (f.offset ?? local.offset);
  return { sec, nsec: f.nsec };
}
