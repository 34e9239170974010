import { build, type CounterWorld } from '@drydock/protocol/testing';
import { encodeCheckpoint, type Moment } from '@drydock/replica';
import { describe, expect, it } from 'vitest';
import { FoldRoom } from './fold-room.ts';
import type { FromFolder, Proposed } from './message.ts';

/** A room whose engine calls each cost `cost` milliseconds of a wall clock that nothing else moves. */
function room(
  cost = 0,
  start: ConstructorParameters<typeof FoldRoom>[1] = { type: 'genesis', seed: 's', epochSec: 0 },
) {
  const reports: FromFolder[] = [];
  const stored: Moment<CounterWorld>[] = [];
  const wall = { ms: 0 };
  const beats: string[] = [];
  const subject = new FoldRoom<CounterWorld, string>(1, start, {
    build,
    now: () => wall.ms,
    report: (message) => reports.push(message),
    beat: (_room, job, item) => {
      wall.ms += cost;
      beats.push(`${job}.${item}`);
    },
    store: (_room, moment) => stored.push(moment),
  });
  const slice = (ms = 6): void => subject.slice(wall.ms + ms);
  const work = (): void => {
    for (let i = 0; subject.dueMs !== null && i < 10_000; i++) {
      wall.ms += subject.dueMs;
      slice();
    }
  };
  return { subject, reports, stored, wall, beats, slice, work };
}

const open: Proposed = {
  actor: 'a',
  id: '0.abcdef',
  input: { type: 'tty.open', tty: 't1', user: 'u', rows: 1, cols: 1 },
};
const typed = (data: string): Proposed => ({
  actor: 'a',
  id: '0.abcdef',
  input: { type: 'tty.input', tty: 't1', data },
});

describe('a room in its folding thread', () => {
  it('takes proposals at the time asked for, and says what became of each', () => {
    const { subject, reports, work } = room();
    work();
    subject.fold(1, [open, typed('fault\r'), typed('count\r'), { ...open }], 5_000_000);
    work();
    expect(reports.at(-1)).toEqual({
      type: 'folded',
      room: 1,
      job: 1,
      from: 0,
      outcomes: [
        { type: 'entry', seq: 1, at: 5_000_000 },
        { type: 'fault', message: 'asserted: fault was asked for' },
        { type: 'entry', seq: 2, at: 5_000_000 },
        { type: 'refused', reason: 'tty t1 is open' },
      ],
      frontier: { seq: 2, at: 5_000_000, nextDue: 6_000_000, visible: true },
    });
  });

  it('does not let proposals wait for a busy host: they are taken where time stands', () => {
    const { subject, reports, work } = room(4);
    work();
    subject.fold(1, [open, typed('every 1 x\r')], 0);
    work();
    subject.fold(2, [typed('count\r')], 60_000_000_000);
    work();
    const folded = reports.at(-1);
    expect(folded).toMatchObject({ type: 'folded', job: 2, outcomes: [{ type: 'entry', seq: 3 }] });
    const at = folded?.type === 'folded' ? folded.frontier.at : 0;
    expect(at).toBeGreaterThan(0);
    expect(at).toBeLessThan(60_000_000_000);
  });

  it('does long work in slices, a third of real time at most', () => {
    const { subject, reports, work, wall } = room(4);
    work();
    subject.fold(1, [open, typed('every 1 x\r')], 0);
    work();
    const began = wall.ms;
    subject.advance(300_000_000);
    work();
    const advanced = reports.filter((one) => one.type === 'advanced');
    expect(advanced.length).toBeGreaterThan(10);
    expect(advanced.map(({ done }) => done)).toEqual([...advanced.slice(1).map(() => false), true]);
    const calls = advanced.length;
    expect(wall.ms - began).toBeGreaterThan(calls * 4 * 2);
  });

  it('stands still for good when time itself fails, and leaves the last good moment', () => {
    const { subject, reports, work } = room();
    work();
    subject.fold(1, [open, typed('timebomb 20\r')], 0);
    subject.advance(100_000_000);
    work();
    subject.fold(2, [typed('count\r')], 100_000_000);
    work();
    expect(reports.at(-2)).toMatchObject({ type: 'halted' });
    expect(reports.at(-1)).toMatchObject({ type: 'folded', outcomes: [{ type: 'halted' }], frontier: { seq: 2 } });
  });

  it('takes a checkpoint after so many entries, also within a batch', () => {
    const { subject, reports, stored, work } = room();
    work();
    subject.fold(1, [open, ...Array.from({ length: 600 }, () => typed('x'))], 0);
    work();
    expect(reports.flatMap((one) => (one.type === 'hashed' ? one.seq : []))).toEqual([256, 512]);
    expect(stored.map(({ seq, world }) => [seq, world.seq])).toEqual([
      [256, 256],
      [512, 512],
    ]);
  });

  it('takes one after 30 simulated seconds in which something was due, and none while all is idle', () => {
    const { subject, reports, work } = room();
    work();
    subject.advance(600_000_000_000);
    work();
    expect(reports.filter(({ type }) => type === 'hashed')).toEqual([]);
    subject.fold(1, [open, typed('every 7000 x\r')], 600_000_000_000);
    work();
    for (let s = 1; s <= 70; s++) {
      subject.advance(600_000_000_000 + s * 1_000_000_000);
      work();
    }
    expect(reports.flatMap((one) => (one.type === 'hashed' ? one.at / 1e9 : []))).toEqual([600, 630, 660]);
  });

  it('opens from a checkpoint through the entries after it to where the room stood', () => {
    const before = room();
    before.work();
    before.subject.fold(1, [open, typed('every 10 x\r')], 3);
    before.work();
    before.subject.checkpoint();
    const [moment] = before.stored as [Moment<CounterWorld>];
    const octets = encodeCheckpoint(build, moment, build.engine.hash(moment.world));
    const entries = [{ seq: 3, at: 50_000_000, ...typed('count\r') }];
    const { reports, work } = room(0, { type: 'checkpoint', octets, entries, to: 80_000_000 });
    work();
    before.subject.fold(2, [typed('count\r')], 50_000_000);
    before.subject.advance(80_000_000);
    before.work();
    before.subject.checkpoint();
    const hash = before.reports.findLast(({ type }) => type === 'hashed');
    expect(reports[0]).toMatchObject({
      type: 'opened',
      frontier: { seq: 3, at: 80_000_000 },
      hash: (hash as { hash: string }).hash,
    });
  });
});
