import { describe, expect, it } from 'vitest';
import { bytes, duration, share } from './quantity.ts';

describe('quantities', () => {
  it('writes bytes with three digits', () => {
    expect([0, 999, 1000, 1024, 196_083_712, 1.5 * 1024 ** 3, 5000 * 1024 ** 4].map(bytes)).toEqual([
      '0 B',
      '999 B',
      '0.98 KiB',
      '1 KiB',
      '187 MiB',
      '1.5 GiB',
      '5000 TiB',
    ]);
  });

  it('writes durations in the two largest units that matter', () => {
    expect([0, 850e6, 12e9, 60e9, 245e9, 7200e9, 7800e9].map(duration)).toEqual([
      '0 ms',
      '850 ms',
      '12 s',
      '1 min',
      '4 min 5 s',
      '2 h',
      '2 h 10 min',
    ]);
  });

  it('fills a gauge from empty to full and no further', () => {
    expect([share(5, 10), share(20, 10), share(5, 0), share(-1, 10)]).toEqual([0.5, 1, 0, 0]);
  });
});
