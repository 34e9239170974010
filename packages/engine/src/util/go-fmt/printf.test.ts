import { describe, expect, it } from 'vitest';
import { GO_UINT8, GO_UINT64, goSlice } from '../go-value/type.ts';
import { GoValue, goStruct } from '../go-value/value.ts';
import { sprintf } from './printf.ts';

/** [format, arguments, text that Go prints]. */
const VERBS: readonly (readonly [string, readonly unknown[], string])[] = [
  ['%d|%5d|%-5d|%05d|%+d|% d', [5, 5, 5, 5, 5, 5], '5|    5|5    |00005|+5| 5'],
  ['%x %X %#x %o %O %b', [255, 255, 255, 8, 8, 5], 'ff FF 0xff 10 0o10 101'],
  ['%c %q %U %#U', [65, 65, 0x1f600, 65], "A 'A' U+1F600 U+0041 'A'"],
  ['%s|%10s|%-10s|%.2s|%06s', ['ab', 'ab', 'ab', 'abc', 'ab'], 'ab|        ab|ab        |ab|0000ab'],
  ['%q %+q %#q %x % x', ['a"b', 'h\xc3\xa9', 'raw', 'hi', 'hi'], '"a\\"b" "h\\u00e9" `raw` 6869 68 69'],
  [
    '%f %.2f %e %g %G %8.3f',
    [1.5, 2.345, 12345.678, 1e-7, 1e-7, 3.5],
    '1.500000 2.35 1.234568e+04 1e-07 1E-07    3.500',
  ],
  ['%v %v %v %v', [1e-6, 1.5, 1e6 + 0.5, 0.1], '1e-06 1.5 1.0000005e+06 0.1'],
  ['%#g %#.3g %x %.1x', [1.5, 100.5, 3.5, 1.96875], '1.50000 100. 0x1.cp+01 0x1.0p+01'],
  ['%t %v', [true, false], 'true false'],
  ['%v %+v %#v %T', [{ b: 1, a: 'x' }, [1, 'a', null], 'q', 1.5], 'map[a:x b:1] [1 a <nil>] "q" float64'],
  ['%[2]d %[1]d %*d %.*f', [1, 3, 5, 2, 3.25], '3 1   5 3.25'],
  ['100%% %v', ['x'], '100% x'],
];

/** The notes of calls that do not fit. */
const NOTES: readonly (readonly [string, readonly unknown[], string])[] = [
  ['%d', ['hi'], '%!d(string=hi)'],
  ['%s', [5], '%!s(int=5)'],
  ['%s', [], '%!s(MISSING)'],
  ['a', [1, 'b', null], 'a%!(EXTRA int=1, string=b, <nil>)'],
  ['%', [], '%!(NOVERB)'],
  ['%z', [3], '%!z(int=3)'],
  ['%s', [null], '%!s(<nil>)'],
  ['%[3]d', [1], '%!d(BADINDEX)'],
  ['%*d', ['x', 3], '%!(BADWIDTH)3'],
  ['%p', [3], '%!p(int=3)'],
];

describe('sprintf', () => {
  it('formats every verb as Go does', () => {
    expect(VERBS.map(([format, args]) => [format, sprintf(format, ...args)])).toEqual(
      VERBS.map(([f, , text]) => [f, text]),
    );
  });

  it('notes wrong, missing and extra arguments', () => {
    expect(NOTES.map(([format, args]) => [format, sprintf(format, ...args)])).toEqual(
      NOTES.map(([f, , text]) => [f, text]),
    );
  });

  it('prints structs plainly, with names, and in Go syntax', () => {
    const s = goStruct('p.T', [
      ['A', 1],
      ['B', 'x'],
    ]);
    expect(sprintf('%v %+v %#v', s, s, s)).toBe('{1 x} {A:1 B:x} p.T{A:1, B:"x"}');
  });

  it('prints bytes as numbers or text, and 64-bit integers exactly', () => {
    const bytes = new GoValue(goSlice(GO_UINT8), [104, 105]);
    expect(sprintf('%v %s %x %d', bytes, bytes, bytes, new GoValue(GO_UINT64, 18446744073709551615n))).toBe(
      '[104 105] hi 6869 18446744073709551615',
    );
  });
});
