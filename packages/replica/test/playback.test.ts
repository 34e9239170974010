import { type CheckpointRef, entryLines, type LogEntry, type SegmentRef } from '@drydock/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeCheckpoint, foldHorizon, Playback, type RecordingIndex } from '../src/index.ts';
import { beginning, build, entryOf, fresh, histories, open, typed } from './history.ts';

interface Stored {
  readonly index: RecordingIndex;
  readonly blobs: ReadonlyMap<string, Uint8Array>;
}

/** Stores a log as the authority would: segments of `size`, checkpoints at the given entries. */
function stored(entries: readonly LogEntry[], size: number, checkpointsAt: readonly number[]): Stored {
  const blobs = new Map<string, Uint8Array>();
  const put = (octets: Uint8Array): string => {
    blobs.set(`b${blobs.size}`, octets);
    return `b${blobs.size - 1}`;
  };
  const checkpoints = [...new Set([0, ...checkpointsAt])]
    .sort((a, b) => a - b)
    .map((seq): CheckpointRef => {
      const moment = seq === 0 ? beginning() : between(entries, seq);
      const hash = build.engine.hash(moment.world);
      return {
        seq,
        at: moment.at,
        hash,
        behaviour: 'counter-1',
        digest: put(encodeCheckpoint(build, moment, hash)),
        size: 0,
      };
    });
  const segments: SegmentRef[] = [];
  for (let i = 0; (i + 1) * size <= entries.length; i++) {
    const part = entries.slice(i * size, (i + 1) * size);
    const [one, other] = [part[0] as LogEntry, part.at(-1) as LogEntry];
    const at = { first: one.seq, last: other.seq, firstAt: one.at, lastAt: other.at };
    segments.push({ index: i, ...at, digest: put(entryLines(part)), size: 0 });
  }
  const end = { seq: entries.length, at: (entries.at(-1)?.at ?? 0) + 5_000_000 };
  return { index: { checkpoints, segments, tail: entries.slice(segments.length * size), end }, blobs };
}

/** The moment half-way between entry `seq` and the next: a checkpoint is seldom taken at the time of an entry. */
function between(entries: readonly LogEntry[], seq: number) {
  const at = entries[seq - 1]?.at as number;
  const next = entries[seq]?.at ?? at + 2_000_000;
  return foldHorizon(build.engine, fresh(entries, { seq }), Math.floor((at + next) / 2)).moment;
}

const player = ({ index, blobs }: Stored, loads: string[] = []) =>
  new Playback(build, index, async (digest) => {
    loads.push(digest);
    return blobs.get(digest) as Uint8Array;
  });

describe('a playhead', () => {
  it('gives at any moment, in any order of seeks, what a fresh fold gives', async () => {
    const seeks = fc.array(fc.record({ by: fc.constantFrom('seq', 'at'), share: fc.nat(1000) }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(
        histories,
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.nat(60)),
        seeks,
        async (log, size, marks, to) => {
          const recording = stored(
            log,
            size,
            marks.filter((seq) => seq <= log.length),
          );
          const playback = player(recording);
          for (const { by, share } of to) {
            const { end } = recording.index;
            const target =
              by === 'seq'
                ? { seq: Math.round((end.seq * share) / 1000) }
                : { at: Math.round((end.at * share) / 1000) };
            expect(await playback.seek(target)).toMatchObject(fresh(log, target));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('stays within the recording', async () => {
    const [log] = fc.sample(histories, { numRuns: 1, seed: 7 }) as [LogEntry[]];
    const recording = stored(log, 8, []);
    const playback = player(recording);
    expect((await playback.seek({ at: 1e18 })).at).toBe(recording.index.end.at);
    expect((await playback.seek({ at: -5 })).at).toBe(0);
    expect((await playback.seek({ seq: 9999 })).seq).toBe(log.length);
  });

  it('plays on with all that is put out, in any steps', async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.array(fc.nat(1000), { minLength: 1, maxLength: 6 }), async (log, shares) => {
        const recording = stored(log, 8, []);
        const playback = player(recording);
        let shown = '';
        for (const share of shares.sort((a, b) => a - b)) {
          const at = Math.round((recording.index.end.at * share) / 1000);
          const { moment, outputs } = await playback.playTo(at);
          for (const output of outputs) if (output.type === 'tty.output') shown += output.data;
          expect(moment).toMatchObject(fresh(log, { at }));
        }
        expect(shown).toBe(playback.moment?.screens[0]?.data ?? '');
      }),
      { numRuns: 40 },
    );
  });

  it('loads each segment once, and only those it needs', async () => {
    const log = Array.from({ length: 40 }, (_, i) => entryOf(i + 1, i * 1e9, i === 0 ? open : typed('x')));
    const loads: string[] = [];
    const recording = stored(log, 10, []);
    const playback = player(recording, loads);
    await playback.seek({ seq: 12 });
    await playback.seek({ seq: 3 });
    await playback.seek({ seq: 15 });
    const [checkpoint] = recording.index.checkpoints;
    expect(loads).toEqual([
      checkpoint?.digest,
      recording.index.segments[0]?.digest,
      recording.index.segments[1]?.digest,
    ]);
    expect((await playback.entries()).map(({ seq }) => seq)).toEqual(log.map(({ seq }) => seq));
    expect(loads.length).toBe(5);
  });
});
