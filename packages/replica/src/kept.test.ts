import { LIMITS } from '@drydock/protocol';
import { describe, expect, it } from 'vitest';
import { isCheckpointDue, Kept, lastBefore, thin } from './kept.ts';

const point = (seq: number, sec: number) => ({ seq, at: sec * 1e9 });

describe('a checkpoint', () => {
  it('is due after so many entries or so much time', () => {
    const from = point(10, 5);
    expect(
      isCheckpointDue(from, { seq: 10 + LIMITS.checkpointEntries - 1, at: from.at + LIMITS.checkpointNs - 1 }),
    ).toBe(false);
    expect(isCheckpointDue(from, { seq: 10 + LIMITS.checkpointEntries, at: from.at })).toBe(true);
    expect(isCheckpointDue(from, { seq: 10, at: from.at + LIMITS.checkpointNs })).toBe(true);
  });
});

describe('thinning', () => {
  it('drops points whose neighbours are near, and never the ends', () => {
    const points = [point(0, 0), point(10, 0), point(20, 0), point(500, 0), point(990, 0), point(1000, 0)];
    expect(thin(points, 4)).toEqual({
      kept: [point(0, 0), point(500, 0), point(990, 0), point(1000, 0)],
      dropped: [point(10, 0), point(20, 0)],
    });
    expect(thin(points, 0).kept).toEqual([point(0, 0), point(1000, 0)]);
  });

  it('leaves a long history evenly covered', () => {
    let points: { seq: number; at: number }[] = [];
    for (let seq = 0; seq <= 100_000; seq += 256) points = thin([...points, point(seq, 0)], 40).kept;
    const gaps = points.slice(1).map((one, i) => one.seq - (points[i]?.seq ?? 0));
    expect(points.length).toBe(40);
    expect(Math.max(...gaps)).toBeLessThan(4 * (100_000 / 39));
  });
});

describe('the last point before a target', () => {
  const points = [point(0, 0), point(5, 9), point(5, 12), point(8, 12)];

  it('is found by entry or by time', () => {
    expect(lastBefore(points, { seq: 7 })).toEqual(point(5, 12));
    expect(lastBefore(points, { seq: 5 })).toEqual(point(0, 0));
    expect(lastBefore(points, { seq: 0 })).toBe(null);
    expect(lastBefore(points, { at: 11e9 })).toEqual(point(5, 9));
    expect(lastBefore(points, { at: -1 })).toBe(null);
  });
});

describe('kept moments', () => {
  it('are those far enough apart, in order, whatever the order they come in', () => {
    const kept = new Kept<null>(8);
    const offer = (seq: number, sec: number) => kept.offer({ ...point(seq, sec), world: null, screens: [] });
    offer(0, 0);
    offer(10, 10);
    offer(700, 100);
    offer(300, 50);
    offer(300, 50);
    offer(400, 51);
    expect(kept.moments.map(({ seq }) => seq)).toEqual([0, 300, 700]);
  });
});
