import { expect, it } from 'vitest';
import { formatGoDuration, HOUR, humanDuration, MINUTE, parseGoDuration, SECOND } from './go-duration.ts';
import { isGoError } from './go-error.ts';

function parsed(text: string): number | string {
  const d = parseGoDuration(text);
  return isGoError(d) ? d.message : d;
}

it('parses what time.ParseDuration parses', () => {
  expect(
    ['0', '1m30s', '-1.5h', '.5h', '100ms', '13.us', '1h2m3.000000004s', '5\xc2\xb5s', '20us3.m'].map(parsed),
  ).toEqual([
    0,
    90 * SECOND,
    -5400 * SECOND,
    30 * MINUTE,
    100_000_000,
    13_000,
    3_723_000_000_004,
    5_000,
    180_000_020_000,
  ]);
});

it('refuses the rest in its words', () => {
  expect(['', 'abc', '5', '1d', '+h', '.', '1.5s+3.', '-', '9999999999h', '\xc2\xb5'].map(parsed)).toEqual([
    'time: invalid duration ""',
    'time: invalid duration "abc"',
    'time: missing unit in duration "5"',
    'time: unknown unit "d" in duration "1d"',
    'time: invalid duration "+h"',
    'time: invalid duration "."',
    'time: unknown unit "s+" in duration "1.5s+3."',
    'time: invalid duration "-"',
    'time: invalid duration "9999999999h"',
    'time: invalid duration "\\xc2\\xb5"',
  ]);
});

it('prints as Duration.String', () => {
  const cases: readonly (readonly [number, string])[] = [
    [0, '0s'],
    [1, '1ns'],
    [1500, '1.5\xc2\xb5s'],
    [100_000_000, '100ms'],
    [30_492_775, '30.492775ms'],
    [1_500_000_000, '1.5s'],
    [90 * SECOND, '1m30s'],
    [HOUR, '1h0m0s'],
    [33_843_824_566_107, '9h24m3.824566107s'],
    [-MINUTE, '-1m0s'],
  ];
  expect(cases.map(([ns]) => formatGoDuration(ns))).toEqual(cases.map(([, text]) => text));
});

it('reads back what it prints', () => {
  for (let ns = 1; ns < 2 ** 52; ns = ns * 3 + 7) expect(parseGoDuration(formatGoDuration(ns))).toBe(ns);
});

it('tells ages as people do', () => {
  const cases: readonly (readonly [number, string])[] = [
    [-5 * SECOND, 'Less than a second'],
    [SECOND - 1, 'Less than a second'],
    [SECOND, '1 second'],
    [59 * SECOND, '59 seconds'],
    [MINUTE, 'About a minute'],
    [2 * MINUTE, '2 minutes'],
    [59 * MINUTE, '59 minutes'],
    [HOUR, 'About an hour'],
    [90 * MINUTE, '2 hours'],
    [47 * HOUR, '47 hours'],
    [48 * HOUR, '2 days'],
    [13 * 24 * HOUR, '13 days'],
    [14 * 24 * HOUR, '2 weeks'],
    [60 * 24 * HOUR, '2 months'],
    [729 * 24 * HOUR, '24 months'],
    [800 * 24 * HOUR, '2 years'],
  ];
  expect(cases.map(([ns]) => humanDuration(ns))).toEqual(cases.map(([, text]) => text));
});
