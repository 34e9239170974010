import { expect, it } from 'vitest';
import { RoomClock } from './clock.ts';

function clockAt(start: { at: number; rate: number; paused: boolean }) {
  const wall = { ms: 1000 };
  const clock = new RoomClock(() => wall.ms, start);
  return { clock, wall };
}

it('runs only while somebody is present', () => {
  const { clock, wall } = clockAt({ at: 5, rate: 1, paused: false });
  wall.ms += 100;
  expect([clock.at, clock.running]).toEqual([5, false]);
  clock.setPresent(true);
  wall.ms += 3;
  expect(clock.at).toBe(3_000_005);
  clock.setPresent(false);
  wall.ms += 50;
  expect(clock.at).toBe(3_000_005);
});

it('runs at its rate, and stands when paused', () => {
  const { clock, wall } = clockAt({ at: 0, rate: 4, paused: false });
  clock.setPresent(true);
  wall.ms += 10;
  clock.setRate(0.5);
  wall.ms += 10;
  expect(clock.at).toBe(45_000_000);
  clock.setPaused(true);
  wall.ms += 10;
  expect(clock.shown()).toEqual({ at: 45_000_000, rate: 0.5, paused: true, busy: false, halted: false });
});

it('can be held where the fold is, and halted for good', () => {
  const { clock, wall } = clockAt({ at: 0, rate: 1, paused: false });
  clock.setPresent(true);
  wall.ms += 500;
  clock.setAt(200_000_000);
  wall.ms += 1;
  expect(clock.at).toBe(201_000_000);
  clock.halt(150_000_000);
  wall.ms += 100;
  expect([clock.at, clock.running, clock.halted]).toEqual([150_000_000, false, true]);
});
