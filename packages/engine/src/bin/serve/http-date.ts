/** Dates as HTTP and web servers write them. All take seconds since 1970; days and months have English names. */
import { civilFromDays, weekday } from '../../util/civil.ts';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A broken-down moment in UTC. */
export interface Moment {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Sunday 0. */
  readonly weekday: number;
}

/** The moment `sec` seconds after 1970 began. */
export function momentOf(sec: number): Moment {
  const days = Math.floor(sec / 86400);
  const rest = Math.floor(sec - days * 86400);
  const { year, month, day } = civilFromDays(days);
  return {
    year,
    month,
    day,
    hour: Math.floor(rest / 3600),
    minute: Math.floor(rest / 60) % 60,
    second: rest % 60,
    weekday: weekday(days),
  };
}

/** `n` with at least two digits. */
export function two(n: number): string {
  return n < 10 ? `0${n}` : `${n}`;
}

/** Three letters of the month, 1 being January. */
export function monthName(month: number): string {
  return MONTHS[month - 1] as string;
}

/** Three letters of the day of the week, 0 being Sunday. */
export function dayName(day: number): string {
  return DAYS[day] as string;
}

/** `Sun, 22 Nov 2026 01:13:12 GMT` (RFC 9110, IMF-fixdate). */
export function httpDate(sec: number): string {
  const m = momentOf(sec);
  return `${dayName(m.weekday)}, ${two(m.day)} ${monthName(m.month)} ${m.year} ${two(m.hour)}:${two(m.minute)}:${two(m.second)} GMT`;
}

/** `22/Nov/2026:01:13:12 +0000`: $time_local of a server whose zone is UTC. */
export function clfDate(sec: number): string {
  const m = momentOf(sec);
  return `${two(m.day)}/${monthName(m.month)}/${m.year}:${two(m.hour)}:${two(m.minute)}:${two(m.second)} +0000`;
}
