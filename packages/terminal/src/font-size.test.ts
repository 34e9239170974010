import { expect, it } from 'vitest';
import { fittingSize } from './font-size.ts';

it('takes the largest size at which everything is seen', () => {
  expect(fittingSize({ width: 960, height: 2000, rows: 24, cols: 80, ratio: 0.6 })).toBe(20);
  expect(fittingSize({ width: 2000, height: 440, rows: 24, cols: 80, ratio: 0.6 })).toBe(15);
});

it('stays readable on a phone and modest on a wall', () => {
  expect(fittingSize({ width: 360, height: 500, rows: 24, cols: 80, ratio: 0.6 })).toBe(11);
  expect(fittingSize({ width: 5000, height: 5000, rows: 24, cols: 80, ratio: 0.6 })).toBe(34);
});
