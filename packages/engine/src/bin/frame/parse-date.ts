/** Dates on command lines: parse_datetime(3) of gnulib for the forms in use, and the fixed forms of BusyBox; all in UTC. */
import type { Bytes } from '../../util/bytes.ts';
import { DAYS, dateFields, MONTHS, type Moment, secondsOf } from './clock.ts';

interface Draft {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  nsec: number;
  /** Seconds to take off for a zone. */
  zone: number;
  dated: boolean;
  timed: boolean;
  weekday: number;
  weekdays: number;
  /** Relative years, months and seconds. */
  years: number;
  months: number;
  days: number;
  seconds: number;
  epoch: Moment | null;
}

const UNITS: ReadonlyMap<string, readonly ['years' | 'months' | 'days' | 'seconds', number]> = new Map([
  ['year', ['years', 1]],
  ['month', ['months', 1]],
  ['fortnight', ['days', 14]],
  ['week', ['days', 7]],
  ['day', ['days', 1]],
  ['hour', ['seconds', 3600]],
  ['minute', ['seconds', 60]],
  ['min', ['seconds', 60]],
  ['second', ['seconds', 1]],
  ['sec', ['seconds', 1]],
]);
const ORDINALS: ReadonlyMap<string, number> = new Map([
  ['last', -1],
  ['this', 0],
  ['next', 1],
  ['first', 1],
  ['third', 3],
  ['fourth', 4],
  ['fifth', 5],
  ['sixth', 6],
]);

function monthOf(word: string): number {
  if (word.length < 3) return -1;
  return MONTHS.findIndex(
    (name) =>
      name.toLowerCase().startsWith(word) &&
      (word.length === 3 || word.length === name.length || (word === 'sept' && name === 'September')),
  );
}

function weekdayOf(word: string): number {
  if (word.length < 3) return -1;
  return DAYS.findIndex((name) => name.toLowerCase() === word || name.slice(0, 3).toLowerCase() === word);
}

function unitOf(word: string): readonly ['years' | 'months' | 'days' | 'seconds', number] | undefined {
  return UNITS.get(word) ?? (word.endsWith('s') ? UNITS.get(word.slice(0, -1)) : undefined);
}

function fraction(digits: string | undefined): number {
  return digits === undefined ? 0 : Number(digits.slice(0, 9).padEnd(9, '0'));
}

/** One pattern at a place of the text; returns how many characters it took, or 0. */
type Rule = (d: Draft, text: string) => number;

function rule(pattern: RegExp, apply: (d: Draft, found: RegExpExecArray) => boolean | undefined): Rule {
  return (d, text) => {
    const found = pattern.exec(text);
    if (found === null || apply(d, found) === false) return 0;
    return found[0].length;
  };
}

function setDate(d: Draft, year: number, month: number, day: number): boolean {
  if (d.dated || month < 1 || month > 12 || day < 1 || day > 31) return false;
  Object.assign(d, { year, month, day, dated: true });
  return true;
}

function century(digits: string): number {
  const n = Number(digits);
  return digits.length > 2 ? n : n < 69 ? n + 2000 : n + 1900;
}

function setTime(d: Draft, hour: number, minute: number, second: number, nsec: number): boolean {
  if (d.timed || hour > 24 || minute > 59 || second > 60) return false;
  Object.assign(d, { hour, minute, second, nsec, timed: true });
  return true;
}

function setZone(d: Draft, sign: string, hours: string, minutes: string): void {
  d.zone = (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes || 0) * 60);
}

function relative(d: Draft, n: number, word: string): boolean {
  const unit = unitOf(word);
  if (unit === undefined) return false;
  d[unit[0]] += n * unit[1];
  return true;
}

const RULES: readonly Rule[] = [
  rule(/^@(-?\d+)(?:[.,](\d+))?/, (d, f) => {
    d.epoch = { sec: Number(f[1]), nsec: fraction(f[2]) };
    return true;
  }),
  rule(/^(\d{4,})-(\d{1,2})-(\d{1,2})(?:t(?=\d))?/, (d, f) => setDate(d, Number(f[1]), Number(f[2]), Number(f[3]))),
  rule(/^(\d{1,2})\/(\d{1,2})\/(\d{2,4})(?!\d)/, (d, f) =>
    setDate(d, century(f[3] as string), Number(f[1]), Number(f[2])),
  ),
  rule(
    /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s*(a\.?m\.?|p\.?m\.?)?(?:\s*([-+])(\d{2}):?(\d{2})?(?!\d))?/,
    (d, f) => {
      let hour = Number(f[1]);
      if (f[5] !== undefined) hour = (hour % 12) + (f[5].startsWith('p') ? 12 : 0);
      if (!setTime(d, hour, Number(f[2]), Number(f[3] ?? 0), fraction(f[4]))) return false;
      if (f[6] !== undefined) setZone(d, f[6], f[7] as string, f[8] ?? '');
      return true;
    },
  ),
  rule(/^(\d{1,2})\s*(a\.?m\.?|p\.?m\.?)(?![a-z])/, (d, f) =>
    setTime(d, (Number(f[1]) % 12) + ((f[2] as string).startsWith('p') ? 12 : 0), 0, 0, 0),
  ),
  rule(/^(\d{1,2})[- ]?([a-z]{3,})[- ,]*(\d{4}|\d{2}(?!\d|:))?/, (d, f) => {
    const month = monthOf(f[2] as string) + 1;
    return month > 0 && setDate(d, f[3] === undefined ? d.year : century(f[3]), month, Number(f[1]));
  }),
  rule(/^([a-z]{3,})\.? (\d{1,2})(?!\d|:)(?:(?:, *| +)(\d{4})(?!\d|:))?/, (d, f) => {
    const month = monthOf(f[1] as string) + 1;
    return month > 0 && setDate(d, f[3] === undefined ? d.year : Number(f[3]), month, Number(f[2]));
  }),
  rule(/^(\d{4})(\d{2})(\d{2})(?!\d)/, (d, f) => setDate(d, Number(f[1]), Number(f[2]), Number(f[3]))),
  rule(/^([-+]?)\s*(\d+)\s*([a-z]+)(\s+ago(?![a-z]))?/, (d, f) => {
    const n = Number(f[2]) * (f[1] === '-' ? -1 : 1) * (f[4] === undefined ? 1 : -1);
    return relative(d, n, f[3] as string);
  }),
  rule(/^(last|this|next|first|third|fourth|fifth|sixth) ([a-z]+)(\s+ago(?![a-z]))?/, (d, f) => {
    const n = (ORDINALS.get(f[1] as string) as number) * (f[3] === undefined ? 1 : -1);
    if (relative(d, n, f[2] as string)) return true;
    const day = weekdayOf(f[2] as string);
    if (day < 0) return false;
    d.weekday = day;
    d.weekdays = n;
    return true;
  }),
  rule(/^(now|today|yesterday|tomorrow|midnight|noon)(?![a-z])/, (d, f) => {
    if (f[1] === 'yesterday') d.days -= 1;
    if (f[1] === 'tomorrow') d.days += 1;
    if (f[1] === 'midnight') return setTime(d, 0, 0, 0, 0);
    if (f[1] === 'noon') return setTime(d, 12, 0, 0, 0);
    return true;
  }),
  rule(/^(?:utc|gmt|ut|z)(?![a-z])(?:([-+])(\d{1,2}):?(\d{2})?)?/, (d, f) => {
    if (f[1] !== undefined) setZone(d, f[1], f[2] as string, f[3] ?? '');
    return true;
  }),
  rule(/^([-+])(\d{2}):?(\d{2})(?!\d)/, (d, f) => {
    setZone(d, f[1] as string, f[2] as string, f[3] as string);
    return true;
  }),
  rule(/^([a-z]{3,})(?![a-z])/, (d, f) => {
    const day = weekdayOf(f[1] as string);
    if (day >= 0) {
      d.weekday = day;
      return true;
    }
    return relative(d, 1, f[1] as string);
  }),
  rule(/^(\d{1,2})(?!\d)/, (d, f) => d.dated && setTime(d, Number(f[1]), 0, 0, 0)),
];

function settle(d: Draft, now: Moment): Moment {
  if (d.epoch !== null) return { sec: d.epoch.sec + d.days * 86400 + d.seconds, nsec: d.epoch.nsec };
  const bare = !d.dated && !d.timed && d.weekday < 0;
  if (!bare && !d.timed) Object.assign(d, { hour: 0, minute: 0, second: 0, nsec: 0 });
  let sec = secondsOf(d.year + d.years, d.month + d.months, d.day + d.days, d.hour, d.minute, d.second);
  if (d.weekday >= 0 && !d.dated) {
    const today = dateFields(sec).weekday;
    const ahead = (d.weekday - today + 7) % 7;
    const weeks = d.weekdays > 0 && ahead !== 0 ? d.weekdays - 1 : d.weekdays;
    sec += (ahead + 7 * weeks) * 86400;
  }
  return { sec: sec - d.zone + d.seconds, nsec: bare ? now.nsec : d.nsec };
}

/** The moment that `text` means, as `date -d` of GNU reads it; null when it is none. */
export function parseGnuDate(input: Bytes, now: Moment): Moment | null {
  const fields = dateFields(now.sec);
  const d: Draft = {
    year: fields.year,
    month: fields.month,
    day: fields.day,
    hour: fields.hour,
    minute: fields.minute,
    second: fields.second,
    nsec: now.nsec,
    zone: 0,
    dated: false,
    timed: false,
    weekday: -1,
    weekdays: 0,
    years: 0,
    months: 0,
    days: 0,
    seconds: 0,
    epoch: null,
  };
  let text = input
    .toLowerCase()
    .replace(/\([^)]*\)/g, ' ')
    .trim();
  if (text === '') return { sec: secondsOf(d.year, d.month, d.day), nsec: 0 };
  while (text !== '') {
    let taken = 0;
    for (const apply of RULES) {
      taken = apply(d, text);
      if (taken > 0) break;
    }
    if (taken === 0) return null;
    text = text.slice(taken).replace(/^[\s,]+/, '');
  }
  return settle(d, now);
}

/** Digits of `touch -t` and of the historic forms of date: `[[CC]YY]MMDDhhmm[.ss]`; null when they are none. */
export function parseTouchStamp(text: Bytes, now: Moment): Moment | null {
  const found = /^(\d{2,4})?(\d{2})(\d{2})(\d{2})(\d{2})(?:\.(\d{2}))?$/.exec(text);
  if (found === null || (found[1]?.length ?? 0) === 3) return null;
  const year = found[1] === undefined ? dateFields(now.sec).year : century(found[1]);
  const [month, day, hour, minute, second] = [2, 3, 4, 5, 6].map((i) => Number(found[i] ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60) return null;
  return { sec: secondsOf(year, month, day, hour, minute, second), nsec: 0 };
}

/** The forms that BusyBox knows (parse_datestr of libbb). */
export function parseBusyboxDate(text: Bytes, now: Moment): Moment | null {
  const f = dateFields(now.sec);
  const at = (
    year: number,
    month: number,
    day: number,
    hour: number,
    minute: number,
    second: number,
  ): Moment | null => {
    if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60) return null;
    return { sec: secondsOf(year, month, day, hour, minute, second), nsec: 0 };
  };
  const epoch = /^@(-?\d+)$/.exec(text);
  if (epoch !== null) return { sec: Number(epoch[1]), nsec: 0 };
  const n = (found: RegExpExecArray, i: number): number => Number(found[i] ?? 0);
  const clock = /^(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?$/.exec(text);
  if (clock !== null) return at(f.year, f.month, f.day, n(clock, 1), n(clock, 2), n(clock, 3));
  const dotted = /^(?:(\d{4})\.)?(\d{1,2})\.(\d{1,2})-(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?$/.exec(text);
  if (dotted !== null)
    return at(
      dotted[1] === undefined ? f.year : n(dotted, 1),
      n(dotted, 2),
      n(dotted, 3),
      n(dotted, 4),
      n(dotted, 5),
      n(dotted, 6),
    );
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:\.\d+)?)?)?)?Z?$/.exec(text);
  if (iso !== null) return at(n(iso, 1), n(iso, 2), n(iso, 3), n(iso, 4), n(iso, 5), n(iso, 6));
  return parseTouchStamp(text, now) ?? bare(text, f, at);
}

type At = (year: number, month: number, day: number, hour: number, minute: number, second: number) => Moment | null;

/** `[[[MM]DD]hh]mm[.ss]` without the larger parts. */
function bare(text: Bytes, f: ReturnType<typeof dateFields>, at: At): Moment | null {
  const found = /^((?:\d{2}){1,3})(?:\.(\d{2}))?$/.exec(text);
  if (found === null) return null;
  const pairs = (found[1] as string).match(/\d{2}/g)?.map(Number) ?? [];
  const minute = pairs.pop() ?? 0;
  const hour = pairs.pop() ?? f.hour;
  return at(f.year, f.month, pairs.pop() ?? f.day, hour, minute, Number(found[2] ?? 0));
}
