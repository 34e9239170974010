import type { LogEntry } from '@drydock/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CommandLog, LogError } from '../src/index.ts';

/** Entry `seq`, a simulated millisecond after the one before. */
function entry(seq: number, at = seq * 1_000_000): LogEntry {
  const input = { type: 'tty.input', tty: 't1', data: `echo ${seq} é\x00\n` } as const;
  return { seq, at, actor: `p${seq % 3}`, id: `${seq - 1}.abcdef`, input };
}

/** Entries `from..to`. */
export function entries(from: number, to: number): LogEntry[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => entry(from + i));
}

/** What every log must do. `make(base)` gives an empty one whose first entry is `base + 1`. */
export function commandLogContract(name: string, make: (base: number) => CommandLog): void {
  describe(name, () => {
    it('begins empty, after its base', () => {
      const log = make(0);
      expect([log.first, log.head, log.read(1)]).toEqual([1, 0, []]);
      const fork = make(41);
      expect([fork.first, fork.head, fork.read(42)]).toEqual([42, 41, []]);
    });

    it('gives back what was appended, whole or in part', () => {
      const log = make(0);
      log.append(entries(1, 3));
      log.append([]);
      log.append(entries(4, 10));
      expect(log.head).toBe(10);
      expect(log.read(1)).toEqual(entries(1, 10));
      expect(log.read(4, 6)).toEqual(entries(4, 6));
      expect(log.read(10, 99)).toEqual([entry(10)]);
      expect([log.read(11), log.read(5, 4)]).toEqual([[], []]);
    });

    it('refuses entries that leave a hole, come twice or go back in time, and keeps what it had', () => {
      const log = make(5);
      log.append(entries(6, 7));
      for (const wrong of [
        [entry(7)],
        [entry(9)],
        [entry(8), entry(10)],
        [entry(8, 6_999_999)],
        [entry(8, Number.NaN)],
      ]) {
        expect(() => log.append(wrong)).toThrow(LogError);
      }
      expect(log.read(6)).toEqual(entries(6, 7));
      log.append([entry(8, 7_000_000)]);
      expect(log.head).toBe(8);
    });

    it('refuses to read before its first', () => {
      const log = make(5);
      log.append(entries(6, 9));
      expect(() => log.read(5)).toThrow(LogError);
    });

    it('tells subscribers of later entries, once, in order, when they can already be read', () => {
      const log = make(0);
      log.append(entries(1, 2));
      const seen: LogEntry[] = [];
      const heads: number[] = [];
      const end = log.subscribe((added) => {
        seen.push(...added);
        heads.push(log.read(added[0]?.seq ?? 0).length);
      });
      log.append(entries(3, 4));
      log.append(entries(5, 5));
      end();
      log.append(entries(6, 6));
      expect(seen).toEqual(entries(3, 5));
      expect(heads).toEqual([2, 1]);
    });

    it('holds any number of entries appended in any batches', () => {
      fc.assert(
        fc.property(fc.array(fc.nat({ max: 40 }), { maxLength: 30 }), fc.nat({ max: 9 }), (batches, base) => {
          const log = make(base);
          const seen: LogEntry[] = [];
          log.subscribe((added) => seen.push(...added));
          let head = base;
          for (const size of batches) {
            log.append(entries(head + 1, head + size));
            head += size;
          }
          expect(log.head).toBe(head);
          expect(log.read(base + 1)).toEqual(entries(base + 1, head));
          expect(seen).toEqual(entries(base + 1, head));
        }),
        { numRuns: 30 },
      );
    });
  });
}
