import type { Input, LogEntry } from '@drydock/protocol';
import { build, type CounterWorld } from '@drydock/protocol/testing';
import fc from 'fast-check';
import { foldEntry, foldHorizon, type Moment } from '../src/index.ts';

export { build };

/** A fresh host of the test engine. */
export function beginning(): Moment<CounterWorld> {
  const world = build.engine.genesis({ seed: 's', epochSec: 0, catalog: build.catalog });
  return { seq: 0, at: 0, world, screens: [] };
}

/** Entry `seq` at `at`. */
export function entryOf(seq: number, at: number, input: Input, actor = 'ana'): LogEntry {
  return { seq, at, actor, id: `${seq - 1}.abcdef`, input };
}

export const open = { type: 'tty.open', tty: 't1', user: 'student', rows: 24, cols: 80 } as const;

/** Keys typed into the terminal. */
export const typed = (data: string) => ({ type: 'tty.input', tty: 't1', data }) as const;

/** A log that opens a terminal and then types lines, at random times. */
export const histories: fc.Arbitrary<LogEntry[]> = fc
  .array(
    fc.record({
      after: fc.oneof(fc.nat(3_000_000), fc.nat(40_000_000_000)),
      line: fc.constantFrom('count\n', 'echo hi\n', 'sleep 5\n', 'every 900 tick\n', 'stop\n', 'ec'),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((lines) => {
    let at = 0;
    const entries = [entryOf(1, 0, open)];
    for (const { after, line } of lines) {
      at += after;
      entries.push(entryOf(entries.length + 1, at, typed(line)));
    }
    return entries;
  });

/** Folds from the beginning: entries up to the target, then time. */
export function fresh(entries: readonly LogEntry[], to: { seq?: number; at?: number }): Moment<CounterWorld> {
  let moment = beginning();
  for (const entry of entries) {
    if (to.seq !== undefined ? entry.seq > to.seq : entry.at > (to.at as number)) break;
    moment = foldEntry(build.engine, moment, entry).moment;
  }
  return to.at === undefined ? moment : foldHorizon(build.engine, moment, to.at).moment;
}
