import { describe, expect, it } from 'vitest';
import { isGoError } from './go-error.ts';
import {
  ANSIC,
  addNanoseconds,
  compareTime,
  formatRfc3339Nano,
  formatTime,
  GO_STRING_LAYOUT,
  RFC3339,
  RFC3339_NANO,
  RFC3339_NANO_FIXED,
  subtractTime,
  UTC,
  wallTime,
  ZERO_TIME,
} from './go-time.ts';
import { parseTime } from './go-time-parse.ts';

const CET = { offset: 3600, name: 'CET' };
const TIME = { sec: 1_700_000_000, nsec: 120_000_000 };

describe('formatting', () => {
  it('writes the layouts that docker prints', () => {
    const layouts = [RFC3339, RFC3339_NANO, RFC3339_NANO_FIXED, GO_STRING_LAYOUT, ANSIC, '02/Jan/2006:15:04:05 -0700'];
    expect(layouts.map((layout) => formatTime(TIME, layout))).toEqual([
      '2023-11-14T22:13:20Z',
      '2023-11-14T22:13:20.12Z',
      '2023-11-14T22:13:20.120000000Z',
      '2023-11-14 22:13:20.12 +0000 UTC',
      'Tue Nov 14 22:13:20 2023',
      '14/Nov/2023:22:13:20 +0000',
    ]);
  });

  it('knows every element', () => {
    const layout =
      '06-1-2 3:4:5 pm PM __2 002 Monday Mon January Jan .000 ,99 01 02 03 04 05 Z0700 -07:00 -07 -07:00:00';
    expect(formatTime({ sec: 97_700, nsec: 5_000_000 }, layout, CET)).toBe(
      '70-1-2 4:8:20 am AM   2 002 Friday Fri January Jan .005  01 02 04 08 20 +0100 +01:00 +01 +01:00:00'.replace(
        ',99',
        '',
      ),
    );
  });

  it('writes the zero time and years past four digits', () => {
    expect([formatRfc3339Nano(ZERO_TIME), formatRfc3339Nano({ sec: 253_402_300_800, nsec: 1 })]).toEqual([
      '0001-01-01T00:00:00Z',
      '10000-01-01T00:00:00.000000001Z',
    ]);
  });

  it('has a direct way to the form of the API that gives the same', () => {
    for (let sec = -60e9; sec < 250e9; sec += 1_234_567_891) {
      const t = { sec, nsec: Math.abs(sec * 7919) % 1_000_000_000 };
      expect(formatRfc3339Nano(t)).toBe(formatTime(t, RFC3339_NANO, UTC));
    }
  });
});

describe('arithmetic', () => {
  it('carries nanoseconds both ways', () => {
    const t = wallTime(100, 2_500_000_000);
    expect([t, addNanoseconds(t, 600_000_000), addNanoseconds(t, -600_000_000), wallTime(0, -1)]).toEqual([
      { sec: 102, nsec: 500_000_000 },
      { sec: 103, nsec: 100_000_000 },
      { sec: 101, nsec: 900_000_000 },
      { sec: -1, nsec: 999_999_999 },
    ]);
    expect([subtractTime(t, wallTime(100, 0)), Math.sign(compareTime(t, wallTime(100, 0))), compareTime(t, t)]).toEqual(
      [2_500_000_000, 1, 0],
    );
  });
});

function parsed(layout: string, value: string): unknown {
  const t = parseTime(layout, value, CET);
  return isGoError(t) ? t.message : t;
}

describe('parsing', () => {
  it('reads back what it writes', () => {
    for (const layout of [RFC3339_NANO, RFC3339_NANO_FIXED, GO_STRING_LAYOUT]) {
      expect(parsed(layout, formatTime(TIME, layout))).toEqual(TIME);
      expect(parsed(RFC3339_NANO, formatTime(TIME, RFC3339_NANO, CET))).toEqual(TIME);
    }
  });

  it('takes fractions after seconds unasked, and the zone given where the value names none', () => {
    expect(parsed(RFC3339, '2023-11-14T22:13:20.12Z')).toEqual(TIME);
    expect(parsed('2006-01-02T15:04:05', '2023-11-14T23:13:20,12')).toEqual(TIME);
    expect(parsed('2006-01-02', '1970-01-02')).toEqual({ sec: 82_800, nsec: 0 });
    expect(parsed('3:04PM Jan _2 2006', '1:05PM feb  3 1970')).toEqual({ sec: 33 * 86_400 + 12 * 3600 + 300, nsec: 0 });
  });

  it('refuses in the words of package time', () => {
    expect([
      parsed('2006-01-02', '2024-1-2'),
      parsed('2006-01-02', '2024-13-02'),
      parsed('2006-01-02', '2023-02-29'),
      parsed('2006-01-02', '2024-01-02 03:04'),
      parsed('2006-01-02', '286x-01-02'),
      parsed(RFC3339, '2024-01-02T03:04:05+25:00'),
      parsed(RFC3339, '2024-01-02T25:04:05Z'),
      parsed(RFC3339, '2024-01-02T03:04:05'),
      parsed('15:04:05.000', '01:02:03.4'),
      parsed('15:04', '12.30'),
    ]).toEqual([
      'parsing time "2024-1-2" as "2006-01-02": cannot parse "1-2" as "01"',
      'parsing time "2024-13-02": month out of range',
      'parsing time "2023-02-29": day out of range',
      'parsing time "2024-01-02 03:04": extra text: " 03:04"',
      'parsing time "286x-01-02" as "2006-01-02": cannot parse "286x-01-02" as "2006"',
      'parsing time "2024-01-02T03:04:05+25:00": time zone offset hour out of range',
      'parsing time "2024-01-02T25:04:05Z": hour out of range',
      'parsing time "2024-01-02T03:04:05" as "2006-01-02T15:04:05Z07:00": cannot parse "" as "Z07:00"',
      'parsing time "01:02:03.4" as "15:04:05.000": cannot parse ".4" as ".000"',
      'parsing time "12.30" as "15:04": cannot parse ".30" as ":"',
    ]);
  });
});
