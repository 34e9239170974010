import { expect, it } from 'vitest';
import { getTimestamp, parseTimestamp } from './docker-timestamp.ts';
import { isGoError } from './go-error.ts';

const NOW = { sec: 1_795_308_428, nsec: 500_000_000 };

/** What `docker logs --since VALUE` of 28.5.2 sent in UTC, or the error it printed after `invalid value for "since": `. */
const RECORDED: readonly (readonly [string, string])[] = [
  ['1m', '1795308368'],
  ['-5m', '1795308728'],
  ['1h30m', '1795303028'],
  ['0', '0'],
  ['10', '10'],
  ['1.123456789', '1.123456789'],
  ['2024-01-02', '1704153600.000000000'],
  ['2024-01-02Z', '1704153600.000000000'],
  ['2024-01-02-05:00', '1704171600.000000000'],
  ['2024-01-02T03', '1704164400.000000000'],
  ['2024-01-02T03:04Z', '1704164640.000000000'],
  ['2024-01-02T3:04', '1704164640.000000000'],
  ['2024-01-02T03:04:05.5', '1704164645.500000000'],
  ['2024-01-02T03:04:05+02:00', '1704157445.000000000'],
  ['2024-01-02T03:04:05.123456789Z', '1704164645.123456789'],
  ['abc', 'failed to parse value as time or duration: "abc"'],
  ['1d', 'failed to parse value as time or duration: "1d"'],
  ['12:30', 'failed to parse value as time or duration: "12:30"'],
  ['1.x', 'failed to parse value as time or duration: "1.x"'],
  ['2024-13-02', 'parsing time "2024-13-02": month out of range'],
  ['2024-01-02 03:04:05', 'parsing time "2024-01-02 03:04:05": extra text: " 03:04:05"'],
  [
    '2024-01-02T03:04:05+1:000',
    'parsing time "2024-01-02T03:04:05+1:000" as "2006-01-02T15:04:05Z07:00": cannot parse "+1:000" as "Z07:00"',
  ],
];

it('understands --since as the docker CLI does', () => {
  const answers = RECORDED.map(([value]) => {
    const t = getTimestamp(value, NOW);
    return [value, isGoError(t) ? t.message : t];
  });
  expect(answers).toEqual(RECORDED);
});

it('reads on the daemon side what was sent', () => {
  expect([
    parseTimestamp('', 7),
    parseTimestamp('12', 0),
    parseTimestamp('12.5', 0),
    parseTimestamp('1.0000000015', 0),
  ]).toEqual([
    { sec: 7, nsec: 0 },
    { sec: 12, nsec: 0 },
    { sec: 12, nsec: 500_000_000 },
    { sec: 1, nsec: 1 },
  ]);
  expect([parseTimestamp('x', 0), parseTimestamp('1.', 0)].map((r) => (isGoError(r) ? r.message : r))).toEqual([
    'strconv.ParseInt: parsing "x": invalid syntax',
    'strconv.ParseInt: parsing "": invalid syntax',
  ]);
});
