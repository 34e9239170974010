import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OutOfOrder, Replica } from '../src/index.ts';
import { beginning, build, entryOf, fresh, histories, open, typed } from './history.ts';

const replica = () => new Replica(build, beginning());

describe('confirmed', () => {
  it('follows entries and horizons, and gives what they put out', () => {
    const copy = replica();
    expect(copy.confirm(entryOf(1, 0, open))).toEqual([{ type: 'tty.output', tty: 't1', data: '$ ' }]);
    expect(copy.confirm(entryOf(2, 0, typed('echo hi\n'))).length).toBe(8);
    expect(copy.horizon(999_999)).toEqual([]);
    expect(copy.horizon(1_000_000)).toEqual([{ type: 'tty.output', tty: 't1', data: 'hi\r\n$ ' }]);
    expect(copy.confirmed.screens).toEqual([
      { tty: 't1', rows: 24, cols: 80, data: '$ echo hi\r\nhi\r\n$ ', dropped: 0, code: null },
    ]);
  });

  it('is the same however the horizons fall', () => {
    fc.assert(
      fc.property(histories, fc.array(fc.nat(20)), (entries, cuts) => {
        const end = (entries.at(-1)?.at ?? 0) + 7_000_000;
        const copy = replica();
        entries.forEach((entry, i) => {
          const share = (cuts[i % Math.max(1, cuts.length)] ?? 0) / 20;
          copy.horizon(Math.floor(copy.confirmed.at + (entry.at - copy.confirmed.at) * share));
          copy.confirm(entry);
        });
        copy.horizon(end);
        expect(copy.confirmed).toEqual(fresh(entries, { at: end }));
      }),
      { numRuns: 50 },
    );
  });

  it('takes no entry twice, late or after a hole', () => {
    const copy = replica();
    copy.confirm(entryOf(1, 5, open));
    copy.horizon(10);
    for (const wrong of [entryOf(1, 10, open), entryOf(3, 10, typed('x')), entryOf(2, 9, typed('x'))]) {
      expect(() => copy.confirm(wrong)).toThrow(OutOfOrder);
    }
    expect(copy.horizon(3)).toEqual([]);
    expect([copy.confirmed.seq, copy.confirmed.at]).toEqual([1, 10]);
  });
});

describe('predicted', () => {
  it('is confirmed with the proposals on top, and confirmed is untouched', () => {
    const copy = replica();
    copy.confirm(entryOf(1, 0, open));
    copy.propose({ id: '1.mine00', actor: 'ana', input: typed('count\n') });
    expect(copy.predicted(7).moment.world.count).toBe(1);
    expect(copy.predicted(7).moment.at).toBe(7);
    expect(copy.confirmed.world.count).toBe(0);
  });

  it('forgets a proposal when its entry comes, behind those of others', () => {
    const copy = replica();
    copy.confirm(entryOf(1, 0, open));
    copy.propose({ id: '2.abcdef', actor: 'ana', input: typed('count\n') });
    copy.propose({ id: '1.other0', actor: 'ana', input: typed('count\n') });
    copy.confirm({ ...entryOf(2, 3, typed('count\n'), 'bo'), id: '1.boboxx' });
    expect(copy.predicted(7).moment.world.count).toBe(3);
    copy.confirm(entryOf(3, 4, typed('count\n')));
    expect(copy.pending.map(({ id }) => id)).toEqual(['1.other0']);
    expect([copy.confirmed.world.count, copy.predicted(7).moment.world.count]).toEqual([2, 3]);
    copy.drop('1.other0');
    expect(copy.predicted(7).moment).toBe(copy.confirmed);
  });

  it('passes over a proposal that cannot be carried out', () => {
    const copy = replica();
    copy.confirm(entryOf(1, 0, open));
    copy.propose({ id: '1.faulty', actor: 'ana', input: typed('fault\n') });
    copy.propose({ id: '1.counts', actor: 'ana', input: typed('count\n') });
    expect(copy.predicted(7).moment.world.count).toBe(1);
  });

  it('folds only what is new', () => {
    let steps = 0;
    const engine = {
      ...build.engine,
      step: (...args: Parameters<typeof build.engine.step>) => {
        steps++;
        return build.engine.step(...args);
      },
    };
    const copy = new Replica({ ...build, engine }, beginning());
    copy.confirm(entryOf(1, 0, open));
    for (const id of ['1.aaaaaa', '1.bbbbbb', '1.cccccc']) {
      copy.propose({ id, actor: 'ana', input: typed('count\n') });
      copy.predicted(1);
      copy.predicted(1);
    }
    expect(steps).toBe(4);
  });
});

describe('the hash guard', () => {
  it('reports a difference only where the authority hashed', () => {
    const copy = replica();
    copy.confirm(entryOf(1, 5, open));
    const hash = build.engine.hash(copy.confirmed.world);
    expect(copy.check(1, 5, hash)).toBe(null);
    expect(copy.check(1, 6, 'other')).toBe(null);
    expect(copy.check(1, 5, 'other')).toEqual({ seq: 1, at: 5, mine: hash, theirs: 'other', behaviour: 'counter-1' });
  });
});
