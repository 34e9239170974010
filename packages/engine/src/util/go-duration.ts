import type { Bytes } from './bytes.ts';
import { GoError } from './go-error.ts';
import { goTimeQuote } from './go-quote.ts';

/** One nanosecond, the unit of a duration. */
export const NANOSECOND = 1;
/** Nanoseconds in a microsecond. */
export const MICROSECOND = 1000;
/** Nanoseconds in a millisecond. */
export const MILLISECOND = 1_000_000;
/** Nanoseconds in a second. */
export const SECOND = 1_000_000_000;
/** Nanoseconds in a minute. */
export const MINUTE = 60 * SECOND;
/** Nanoseconds in an hour. */
export const HOUR = 60 * MINUTE;

/** Largest `time.Duration`, 2^63 - 1 nanoseconds, as near as a double comes. */
const MAX = 2 ** 63;

const MICRO_SIGN = '\xc2\xb5s';
const GREEK_MU = '\xce\xbcs';

function unitOf(name: Bytes): number | undefined {
  switch (name) {
    case 'ns':
      return NANOSECOND;
    case 'us':
    case MICRO_SIGN:
    case GREEK_MU:
      return MICROSECOND;
    case 'ms':
      return MILLISECOND;
    case 's':
      return SECOND;
    case 'm':
      return MINUTE;
    case 'h':
      return HOUR;
    default:
      return undefined;
  }
}

const PART = /([0-9]*)(\.[0-9]*)?([^0-9.]*)/y;

/**
 * `time.ParseDuration`: signed decimals with units, such as `300ms`, `-1.5h` or `2h45m`, in integer nanoseconds (exact below
 * 2^53, 104 days). The errors are Go's.
 */
export function parseGoDuration(text: Bytes): number | GoError {
  const invalid = (): GoError => new GoError(`time: invalid duration ${goTimeQuote(text)}`);
  const negative = text[0] === '-';
  let rest = negative || text[0] === '+' ? text.slice(1) : text;
  if (rest === '0') return 0;
  if (rest === '') return invalid();
  let total = 0;
  while (rest !== '') {
    PART.lastIndex = 0;
    const m = PART.exec(rest) as RegExpExecArray;
    const whole = m[1] as string;
    const fraction = m[2] ?? '';
    if (whole === '' && fraction.length < 2) return invalid();
    if (Number(whole) > MAX) return invalid();
    const name = m[3] as string;
    if (name === '') return new GoError(`time: missing unit in duration ${goTimeQuote(text)}`);
    const unit = unitOf(name);
    if (unit === undefined)
      return new GoError(`time: unknown unit ${goTimeQuote(name)} in duration ${goTimeQuote(text)}`);
    total += Number(whole) * unit + fractionOf(fraction.slice(1), unit);
    if (total > MAX || (total === MAX && !negative)) return invalid();
    rest = rest.slice(m[0].length);
  }
  return negative && total !== 0 ? -total : total;
}

/** Digits past 2^63 are dropped, as `leadingFraction` does. */
function fractionOf(digits: string, unit: number): number {
  let f = 0;
  let scale = 1;
  for (let i = 0; i < digits.length && f < MAX / 10; i++) {
    f = f * 10 + (digits.charCodeAt(i) - 48);
    scale *= 10;
  }
  return Math.trunc(f * (unit / scale));
}

/** `value / unit` with the remainder as decimals, without trailing zeros. */
function decimal(value: number, unit: number, digits: number): string {
  const whole = Math.floor(value / unit);
  const rest = value - whole * unit;
  if (rest === 0) return String(whole);
  return `${whole}.${String(rest).padStart(digits, '0').replace(/0+$/, '')}`;
}

/** `Duration.String`: `1h30m0s`, `1.5s`, `100ms`, `0s`. `ns` is an integer number of nanoseconds. */
export function formatGoDuration(ns: number): Bytes {
  if (ns === 0) return '0s';
  const sign = ns < 0 ? '-' : '';
  const u = Math.abs(ns);
  if (u < MICROSECOND) return `${sign}${u}ns`;
  if (u < MILLISECOND) return sign + decimal(u, MICROSECOND, 3) + MICRO_SIGN;
  if (u < SECOND) return `${sign}${decimal(u, MILLISECOND, 6)}ms`;
  const hours = Math.floor(u / HOUR);
  const minutes = Math.floor((u - hours * HOUR) / MINUTE);
  const seconds = `${decimal(u - hours * HOUR - minutes * MINUTE, SECOND, 9)}s`;
  if (hours > 0) return `${sign}${hours}h${minutes}m${seconds}`;
  return minutes > 0 ? `${sign}${minutes}m${seconds}` : sign + seconds;
}

/** `units.HumanDuration` of docker/go-units: "Less than a second", "About an hour", "3 weeks". */
export function humanDuration(ns: number): Bytes {
  const seconds = Math.trunc(ns / SECOND);
  if (seconds < 1) return 'Less than a second';
  if (seconds === 1) return '1 second';
  if (seconds < 60) return `${seconds} seconds`;
  const minutes = Math.trunc(ns / MINUTE);
  if (minutes === 1) return 'About a minute';
  if (minutes < 60) return `${minutes} minutes`;
  const hours = Math.trunc(ns / HOUR + 0.5);
  if (hours === 1) return 'About an hour';
  if (hours < 48) return `${hours} hours`;
  if (hours < 24 * 7 * 2) return `${Math.floor(hours / 24)} days`;
  if (hours < 24 * 30 * 2) return `${Math.floor(hours / 24 / 7)} weeks`;
  if (hours < 24 * 365 * 2) return `${Math.floor(hours / 24 / 30)} months`;
  return `${Math.floor(Math.trunc(ns / HOUR) / 24 / 365)} years`;
}
