import { expect, it } from 'vitest';
import { type FloatVerb, formatFloat } from './float-format.ts';

it('rounds halves to even, from the exact value', () => {
  const rounded = [0.5, 1.5, 2.5, 0.125, 1.005, 1023.5].map((x) => [formatFloat(x, 'f', 0), formatFloat(x, 'f', 2)]);
  expect(rounded).toEqual([
    ['0', '0.50'],
    ['2', '1.50'],
    ['2', '2.50'],
    ['0', '0.12'],
    ['1', '1.00'],
    ['1024', '1023.50'],
  ]);
});

it('chooses between plain and scientific notation as Go does', () => {
  const cases: readonly (readonly [number, FloatVerb, number, string])[] = [
    [0, 'g', -1, '0'],
    [0, 'e', 2, '0.00e+00'],
    [100000, 'g', -1, '100000'],
    [1e21, 'g', -1, '1e+21'],
    [1000000, 'g', -1, '1e+06'],
    [0.0001, 'g', -1, '0.0001'],
    [0.00001, 'g', -1, '1e-05'],
    [1234.5678, 'g', 4, '1235'],
    [12345.678, 'g', 4, '1.235e+04'],
    [12345.678, 'G', 4, '1.235E+04'],
    [100, 'g', 3, '100'],
    [99.95, 'g', 3, '100'],
    [5e-324, 'g', 3, '4.94e-324'],
    [1.7976931348623157e308, 'e', 3, '1.798e+308'],
    [-0, 'f', 1, '-0.0'],
    [Number.NaN, 'g', -1, 'NaN'],
    [Number.NEGATIVE_INFINITY, 'g', -1, '-Inf'],
  ];
  expect(cases.map(([x, verb, precision]) => formatFloat(x, verb, precision))).toEqual(
    cases.map(([, , , text]) => text),
  );
});

it('prints the shortest text that reads back as the same number', () => {
  for (const x of [0.1, 1 / 3, 123456.789e10, 2 ** -1074, 2 ** 52 + 0.5])
    expect(Number(formatFloat(x, 'g', -1))).toBe(x);
});
