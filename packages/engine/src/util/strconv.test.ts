import { expect, it } from 'vitest';
import { isGoError } from './go-error.ts';
import { atoi, parseGoBool, parseGoFloat, parseGoInt, parseGoUint, parseInt64, parseUint64 } from './strconv.ts';

function shown(result: unknown): unknown {
  return isGoError(result) ? result.message : result;
}

it('parses integers of every base and width', () => {
  expect([
    parseGoInt('-12', 10, 64),
    parseGoInt('+0x1F', 0, 64),
    parseGoInt('0b101', 0, 8),
    parseGoInt('017', 0, 64),
    parseGoInt('1_000', 0, 64),
    parseGoUint('ff', 16, 8),
    atoi('007'),
  ]).toEqual([-12, 31, 5, 15, 1000, 255, 7]);
});

it('keeps 64 bits exactly where asked', () => {
  expect([
    parseInt64('-9223372036854775808', 10, 64),
    parseUint64('18446744073709551615', 10, 64),
    parseInt64('5', 10, 64),
  ]).toEqual([-9223372036854775808n, 18446744073709551615n, 5]);
});

it('refuses with the words of strconv', () => {
  expect(
    [
      parseGoInt('abc', 10, 64),
      parseGoInt('', 10, 64),
      parseGoInt('128', 10, 8),
      parseGoUint('-1', 10, 64),
      atoi('1 '),
    ].map(shown),
  ).toEqual([
    'strconv.ParseInt: parsing "abc": invalid syntax',
    'strconv.ParseInt: parsing "": invalid syntax',
    'strconv.ParseInt: parsing "128": value out of range',
    'strconv.ParseUint: parsing "-1": invalid syntax',
    'strconv.Atoi: parsing "1 ": invalid syntax',
  ]);
});

it('tells an overflow before what is wrong after it', () => {
  expect(shown(atoi('99999999999999999999x'))).toBe(
    'strconv.Atoi: parsing "99999999999999999999x": value out of range',
  );
});

it('parses floats, hexadecimal and special ones too', () => {
  expect(
    ['1.5e3', '.5', '5.', '0x1.8p1', '0x1p-1074', '-Inf', 'nan', '1_0.5'].map((s) => shown(parseGoFloat(s))),
  ).toEqual([1500, 0.5, 5, 3, 2 ** -1074, Number.NEGATIVE_INFINITY, Number.NaN, 10.5]);
  expect(['', 'x', '1e', '0x10', '1e400', '1__0'].map((s) => shown(parseGoFloat(s)))).toEqual([
    'strconv.ParseFloat: parsing "": invalid syntax',
    'strconv.ParseFloat: parsing "x": invalid syntax',
    'strconv.ParseFloat: parsing "1e": invalid syntax',
    'strconv.ParseFloat: parsing "0x10": invalid syntax',
    'strconv.ParseFloat: parsing "1e400": value out of range',
    'strconv.ParseFloat: parsing "1__0": invalid syntax',
  ]);
});

it('parses booleans in the spellings of strconv alone', () => {
  expect(['1', 'T', 'true', '0', 'False', 'yes', 'tRUE'].map((s) => shown(parseGoBool(s)))).toEqual([
    true,
    true,
    true,
    false,
    false,
    'strconv.ParseBool: parsing "yes": invalid syntax',
    'strconv.ParseBool: parsing "tRUE": invalid syntax',
  ]);
});
