import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CheckpointError, decodeCheckpoint, encodeCheckpoint } from '../src/index.ts';
import { build, entryOf, fresh, histories, open, typed } from './history.ts';

const log = [entryOf(1, 0, open), entryOf(2, 5, typed('echo \xe9\x00\x1b[31m\n')), entryOf(3, 9, typed('sleep 400\n'))];
const octets = (): Uint8Array => {
  const moment = fresh(log, { at: 3_000_000 });
  return encodeCheckpoint(build, moment, build.engine.hash(moment.world));
};

describe('a checkpoint file', () => {
  it('brings back the moment: world, screens, place', () => {
    const moment = fresh(log, { at: 3_000_000 });
    expect(decodeCheckpoint(build, octets())).toEqual({ ...moment, hash: build.engine.hash(moment.world) });
  });

  it('goes on as if nothing had happened, wherever it is taken', () => {
    fc.assert(
      fc.property(histories, fc.nat(), (entries, n) => {
        const at = n % ((entries.at(-1)?.at ?? 0) + 2_000_000);
        const moment = fresh(entries, { at });
        const back = decodeCheckpoint(build, encodeCheckpoint(build, moment, build.engine.hash(moment.world)));
        expect({ ...back, hash: '' }).toEqual({ ...moment, hash: '' });
      }),
      { numRuns: 50 },
    );
  });

  it('is the same octets for the same moment', () => {
    expect(octets()).toEqual(octets());
  });

  it('that is cut short, foreign or altered is refused', () => {
    const good = octets();
    const altered = good.slice();
    altered[good.length - 30] = (altered[good.length - 30] as number) ^ 2;
    for (const wrong of [new Uint8Array(0), new Uint8Array(40), good.slice(0, 11), good.slice(0, 200)]) {
      expect(() => decodeCheckpoint(build, wrong)).toThrow(CheckpointError);
    }
    expect(() => decodeCheckpoint(build, altered)).toThrow();
  });

  it('of another behaviour is not compared by hash', () => {
    const later = { ...build, engine: { ...build.engine, BEHAVIOUR_VERSION: 'counter-2', hash: () => 'other' } };
    expect(decodeCheckpoint(later, octets()).seq).toBe(3);
  });
});
