import type { Input } from '@drydock/protocol';
import { describe, expect, it } from 'vitest';
import { Outbox, Refused } from './outbox.ts';

const keys = (data: string, tty = 't1') => ({ type: 'tty.input', tty, data }) as const;

const box = () => {
  let n = 0;
  return new Outbox(() => (n++ % 64) / 64);
};

const flushed = (outbox: Outbox): [string, Input][] => {
  const sent: [string, Input][] = [];
  outbox.flush((id, input) => sent.push([id, input]));
  return sent;
};

describe('an outbox', () => {
  it('sends each proposal once a connection, in order, and again after a break under the same id', () => {
    const outbox = box();
    const first = outbox.add(4, keys('a')).id;
    expect(flushed(outbox)).toEqual([[first, keys('a')]]);
    const second = outbox.add(5, keys('b')).id;
    expect(flushed(outbox)).toEqual([[second, keys('b')]]);
    outbox.lost();
    expect(flushed(outbox)).toEqual([
      [first, keys('a')],
      [second, keys('b')],
    ]);
    expect(first).toMatch(/^4\./);
  });

  it('joins keys typed while offline, but never to keys that may already have arrived', () => {
    const outbox = box();
    const sent = outbox.add(0, keys('a')).id;
    flushed(outbox);
    outbox.lost();
    const one = outbox.add(0, keys('b'));
    const two = outbox.add(0, keys('c'));
    const other = outbox.add(0, keys('d', 't2'));
    const back = outbox.add(0, keys('e'));
    expect([two.id, two.input]).toEqual([one.id, keys('bc')]);
    expect(flushed(outbox)).toEqual([
      [sent, keys('a')],
      [one.id, keys('bc')],
      [other.id, keys('d', 't2')],
      [back.id, keys('e')],
    ]);
  });

  it('settles a receipt once: by the entry or by a refusal', async () => {
    const outbox = box();
    const good = outbox.add(0, keys('a'));
    const bad = outbox.add(0, { type: 'tty.close', tty: 't1' });
    outbox.confirm(good.id, 9);
    outbox.refuse(good.id, new Refused('rate'));
    outbox.refuse(bad.id, new Refused('right', 'no', 5));
    outbox.confirm('0.unknown', 1);
    await expect(good.receipt).resolves.toEqual({ seq: 9 });
    await expect(bad.receipt).rejects.toMatchObject({ code: 'right', message: 'no', afterMs: 5 });
    expect(outbox.size).toBe(0);
  });
});
