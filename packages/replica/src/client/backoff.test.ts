import { expect, it } from 'vitest';
import { Backoff } from './backoff.ts';

it('waits longer after each failure, up to a bound, never less than it is asked to', () => {
  const backoff = new Backoff(() => 0.999999);
  const waits = Array.from({ length: 8 }, () => Math.round(backoff.next()));
  expect(waits).toEqual([200, 400, 800, 1600, 3200, 6400, 10_000, 10_000]);
  expect(backoff.next(30_000)).toBeGreaterThan(30_000);
  backoff.reset();
  expect(Math.round(backoff.next())).toBe(200);
});

it('spreads those who come back together', () => {
  expect(new Backoff(() => 0).next()).toBe(100);
});
