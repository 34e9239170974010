import { expect, it } from 'vitest';
import { fraction, hashString32, mix64, randomHex, seedOf, uniform } from './mix64.ts';

it('is a function of seed, stream and counter alone', () => {
  expect(mix64(seedOf('room'), 3, 41)).toEqual(mix64(seedOf('room'), 3, 41));
  const draws = [
    mix64(seedOf(1), 0, 0),
    mix64(seedOf(2), 0, 0),
    mix64(seedOf(1), 1, 0),
    mix64(seedOf(1), 0, 1),
    mix64(seedOf(1), 0, 2 ** 32),
  ];
  expect(new Set(draws.map(({ hi, lo }) => `${hi}/${lo}`)).size).toBe(5);
});

it('never changes: worlds are folded from these bits', () => {
  expect([mix64(seedOf(7), 1, 2), hashString32('bridge'), randomHex(seedOf('a'), 2, 3, 20)]).toMatchInlineSnapshot(`
    [
      {
        "hi": 3933325409,
        "lo": 361018902,
      },
      1219559918,
      "cfe7804ea30c4a7f2f00",
    ]
  `);
});

it('has no repeats and no bias to speak of in a hundred thousand draws', () => {
  const seed = seedOf('spread');
  const seen = new Set<number>();
  const buckets = new Array<number>(10).fill(0);
  let bits = 0;
  for (let i = 0; i < 100_000; i++) {
    const draw = mix64(seed, 5, i);
    seen.add(draw.hi * 2 ** 21 + (draw.lo >>> 11));
    buckets[uniform(draw, 10)]!++;
    bits += (draw.lo & 1) + (draw.hi >>> 31);
  }
  expect(seen.size).toBe(100_000);
  expect(buckets.filter((n) => n < 9_600 || n > 10_400)).toEqual([]);
  expect(Math.abs(bits - 100_000)).toBeLessThan(1_200);
});

it('flips about half of the bits when the counter moves by one', () => {
  let flipped = 0;
  const ones = (n: number): number => n.toString(2).replaceAll('0', '').length;
  for (let i = 0; i < 1000; i++) {
    const a = mix64(seedOf(9), 1, i);
    const b = mix64(seedOf(9), 1, i + 1);
    flipped += ones((a.hi ^ b.hi) >>> 0) + ones((a.lo ^ b.lo) >>> 0);
  }
  expect(Math.round(flipped / 1000)).toBe(32);
});

it('stays within its bounds', () => {
  const top = { hi: 0xffffffff, lo: 0xffffffff };
  expect([uniform(top, 1), uniform(top, 7), uniform({ hi: 0, lo: 0 }, 7), fraction(top) < 1]).toEqual([0, 6, 0, true]);
  expect(randomHex(seedOf(1), 1, 1, 64)).toMatch(/^[0-9a-f]{64}$/);
});
