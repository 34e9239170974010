import type { Bytes } from '../bytes.ts';
import { formatGoDuration } from '../go-duration.ts';
import { isGoError } from '../go-error.ts';
import {
  compareTime,
  formatTime,
  GO_STRING_LAYOUT,
  RFC3339_NANO,
  UTC,
  type WallTime,
  ZERO_TIME,
  type Zone,
} from '../go-time.ts';
import { parseTime } from '../go-time-parse.ts';
import { GO_BOOL, GO_INT, GO_INT64, GO_STRING, type GoType, goDefined, goMethod, goStructType } from './type.ts';

/** Zone of an RFC 3339 text: UTC for `Z`, otherwise the fixed zone that Go names after its offset. */
function zoneOf(text: Bytes): Zone {
  const m = /([+-])(\d\d):(\d\d)$/.exec(text);
  if (m === null) return UTC;
  const offset = (Number(m[2]) * 3600 + Number(m[3]) * 60) * (m[1] === '-' ? -1 : 1);
  return offset === 0 ? UTC : { offset, name: `${m[1]}${m[2]}${m[3]}` };
}

function instant(data: unknown): WallTime {
  const t = typeof data === 'string' && data !== '' ? parseTime(RFC3339_NANO, data) : ZERO_TIME;
  return isGoError(t) ? ZERO_TIME : t;
}

function formatted(data: unknown, layout: Bytes): Bytes {
  return formatTime(instant(data), layout, zoneOf(typeof data === 'string' ? data : ''));
}

/** `time.Time`. Its data is RFC 3339 text, as the API writes dates; absent or empty text is the zero time. */
export const GO_TIME: GoType = goStructType('time.Time', [], {
  text: (data) => formatted(data, GO_STRING_LAYOUT),
  marshal: (data) => `"${formatted(data, RFC3339_NANO)}"`,
  methods: {
    String: goMethod([], GO_STRING, (data: unknown) => formatted(data, GO_STRING_LAYOUT)),
    Format: goMethod([GO_STRING], GO_STRING, (data: unknown, layout: Bytes) => formatted(data, layout)),
    Unix: goMethod([], GO_INT64, (data: unknown) => instant(data).sec),
    UnixNano: goMethod(
      [],
      GO_INT64,
      (data: unknown) => BigInt(instant(data).sec) * 1_000_000_000n + BigInt(instant(data).nsec),
    ),
    Year: goMethod([], GO_INT, (data: unknown) => Number(formatted(data, '2006'))),
    IsZero: goMethod([], GO_BOOL, (data: unknown) => compareTime(instant(data), ZERO_TIME) === 0),
  },
});

/** `time.Duration`: integer nanoseconds that print as `1m30s`. */
export const GO_DURATION: GoType = goDefined('time.Duration', GO_INT64, {
  text: (data) => formatGoDuration(Number(data ?? 0)),
});
