import { build, type CounterWorld } from '@drydock/protocol/testing';
import { foldEntry, foldHorizon, type Moment } from '@drydock/replica';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Pace } from './pace.ts';

const { engine } = build;

function ticking(everyMs: number): Moment<CounterWorld> {
  const world = engine.genesis({ seed: 's', epochSec: 0, catalog: 'none' });
  const open = { type: 'tty.open', tty: 't1', user: 'u', rows: 1, cols: 1 } as const;
  const start = foldEntry(
    engine,
    { seq: 0, at: 0, world, screens: [] },
    { seq: 1, at: 0, actor: 'a', id: '', input: open },
  );
  const input = { type: 'tty.input', tty: 't1', data: `every ${everyMs} x\r` } as const;
  return foldEntry(engine, start.moment, { seq: 2, at: 0, actor: 'a', id: '', input }).moment;
}

it('cuts time without changing what happens in it, whatever it costs', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9), { minLength: 1 }), fc.integer({ min: 1, max: 40 }), (costs, everyMs) => {
      let ms = 0;
      let calls = 0;
      const pace = new Pace(() => ms);
      const to = 400_000_000;
      let moment = ticking(everyMs);
      const expected = foldHorizon(engine, moment, to).moment;
      for (let i = 0; moment.at < to && i < 5000; i++) {
        moment = pace.advance(engine, moment, to, ms + 6, () => {
          ms += costs[calls++ % costs.length] as number;
        }).moment;
      }
      expect(moment).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});

it('jumps over time in which nothing is due', () => {
  let calls = 0;
  const passed = new Pace(() => 0).advance(engine, ticking(5_000_000), 4_000_000_000_000, 6, () => calls++);
  expect([calls, passed.stirred, passed.moment.at]).toEqual([1, false, 4_000_000_000_000]);
});
