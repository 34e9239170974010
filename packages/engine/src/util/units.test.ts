import { expect, it } from 'vitest';
import { isGoError } from './go-error.ts';
import { bytesSize, fromHumanSize, humanSize, humanSizeWithPrecision, ramInBytes } from './units.ts';

it('prints sizes in decimal units with four or three digits, and in binary ones', () => {
  const sizes = [0, 999, 1000, 148_713, 6_642_665, 49_348_065_364, 505_858_280_761_401, 1e27];
  expect(sizes.map((n) => [humanSize(n), humanSizeWithPrecision(n, 3), bytesSize(n)])).toEqual([
    ['0B', '0B', '0B'],
    ['999B', '999B', '999B'],
    ['1kB', '1kB', '1000B'],
    ['148.7kB', '149kB', '145.2KiB'],
    ['6.643MB', '6.64MB', '6.335MiB'],
    ['49.35GB', '49.3GB', '45.96GiB'],
    ['505.9TB', '506TB', '460.1TiB'],
    ['1000YB', '1e+03YB', '827.2YiB'],
  ]);
});

function shown(result: number | { readonly message: string }): number | string {
  return typeof result === 'number' ? result : result.message;
}

it('reads sizes with binary or decimal units', () => {
  expect(['512', '64m', '1.5g', '2KiB', '1 kib', '1.k', '1e3', '5b', '4p'].map(ramInBytes)).toEqual([
    512,
    64 * 1024 ** 2,
    1.5 * 1024 ** 3,
    2048,
    1024,
    1024,
    1000,
    5,
    4 * 1024 ** 5,
  ]);
  expect(['1.5GB', '20 M', '3kB'].map(fromHumanSize)).toEqual([1.5e9, 2e7, 3000]);
});

it('refuses the rest in the words of go-units', () => {
  expect(
    ['abc', '', '1x', '1kbx', '-5m', ' 5m', '1..5', '5bb', '5Mi', '5ki', 'inf', '5kbps'].map((s) =>
      shown(ramInBytes(s)),
    ),
  ).toEqual([
    "invalid size: 'abc'",
    "invalid size: ''",
    "invalid suffix: 'x'",
    "invalid suffix: 'kbx'",
    "invalid size: '-5m'",
    'strconv.ParseFloat: parsing " 5": invalid syntax',
    'strconv.ParseFloat: parsing "1..5": invalid syntax',
    "invalid suffix: 'bb'",
    "invalid suffix: 'mi'",
    "invalid suffix: 'ki'",
    "invalid size: 'inf'",
    "invalid suffix: 'kbps'",
  ]);
});

it('wraps like an int64 conversion on amd64 when the number is too large', () => {
  expect(shown(ramInBytes('99999999p'))).toBe(-(2 ** 63));
  expect(isGoError(ramInBytes('9'.repeat(400)))).toBe(true);
});
