import type { Bytes } from './bytes.ts';
import { parseGoDuration } from './go-duration.ts';
import { GoError, isGoError } from './go-error.ts';
import { goQuote } from './go-quote.ts';
import { addNanoseconds, RFC3339, RFC3339_NANO, UTC, type WallTime, type Zone } from './go-time.ts';
import { parseTime } from './go-time-parse.ts';
import { parseGoInt } from './strconv.ts';

function count(text: Bytes, char: string): number {
  return text.split(char).length - 1;
}

/** The layout a value is meant in: by its dots, its T, its colons and whether it names a zone. */
function layoutOf(value: Bytes, zoned: boolean): Bytes {
  if (value.includes('.')) return zoned ? RFC3339_NANO : '2006-01-02T15:04:05.999999999';
  if (!value.includes('T')) return zoned ? '2006-01-02Z07:00' : '2006-01-02';
  let colons = count(value, ':');
  if (zoned && !/[zZ]/.test(value) && colons > 0) colons--;
  const zone = zoned ? 'Z07:00' : '';
  if (colons === 0) return `2006-01-02T15${zone}`;
  if (colons === 1) return `2006-01-02T15:04${zone}`;
  return zoned ? RFC3339 : '2006-01-02T15:04:05';
}

/**
 * `GetTimestamp` of moby api/types/time: what `--since` and `--until` mean, as the text `seconds.nanoseconds` sent to the
 * daemon. A Go duration counts back from `now`; dates without a zone are in `local`; Unix times pass unchanged.
 */
export function getTimestamp(value: Bytes, now: WallTime, local: Zone = UTC): Bytes | GoError {
  const duration = parseGoDuration(value);
  if (value !== '0' && !isGoError(duration)) return String(addNanoseconds(now, -duration).sec);
  const zoned = /[zZ+]/.test(value) || count(value, '-') === 3;
  const t = parseTime(layoutOf(value, zoned), value, local);
  if (!isGoError(t)) return `${t.sec}.${String(t.nsec).padStart(9, '0')}`;
  if (value.includes('-')) return t;
  if (isGoError(parseUnix(value))) return new GoError(`failed to parse value as time or duration: ${goQuote(value)}`);
  return value;
}

function parseUnix(value: Bytes): WallTime | GoError {
  const dot = value.indexOf('.');
  const sec = parseGoInt(dot < 0 ? value : value.slice(0, dot), 10, 64);
  if (isGoError(sec) || dot < 0) return isGoError(sec) ? sec : { sec, nsec: 0 };
  const fraction = value.slice(dot + 1);
  const n = parseGoInt(fraction, 10, 64);
  if (isGoError(n)) return n;
  // Fewer or more than nine digits are scaled to nanoseconds.
  const sign = fraction[0] === '-' || fraction[0] === '+' ? fraction[0] : '';
  const nsec = Number(
    sign +
      fraction
        .slice(sign.length)
        .padEnd(9 - sign.length, '0')
        .slice(0, 9 - sign.length),
  );
  return { sec, nsec };
}

/** `ParseTimestamps`: the daemon's reading of `seconds.nanoseconds`; an empty value is `fallbackSec`. */
export function parseTimestamp(value: Bytes, fallbackSec: number): WallTime | GoError {
  return value === '' ? { sec: fallbackSec, nsec: 0 } : parseUnix(value);
}
