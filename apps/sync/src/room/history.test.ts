import type { EntryRecord } from '@drydock/db';
import type { LogEntry } from '@drydock/protocol';
import { describe, expect, it } from 'vitest';
import { History } from './history.ts';

const entry = (seq: number, at: number): LogEntry => ({
  seq,
  at,
  actor: 'a',
  id: `${seq - 1}.abcdef`,
  input: { type: 'tty.close', tty: 't' },
});

interface Submitted {
  readonly entries: readonly EntryRecord[];
  readonly limit: number | undefined;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** A history whose commits are done by hand, and what it showed: `seqs@at`. */
function byHand(limit: number) {
  const commits: Submitted[] = [];
  const shown: string[] = [];
  let failure: unknown = null;
  const history = new History(
    {
      roomId: 'r',
      committer: {
        submit: (entries, clock) =>
          new Promise<void>((resolve, reject) => commits.push({ entries, limit: clock?.limit, resolve, reject })),
      },
      leaseNs: () => 1000,
      show: (entries, at) => shown.push(`${entries.map(({ seq }) => seq).join()}@${at}`),
      failed: (error) => {
        failure = error;
      },
    },
    limit,
  );
  return { history, commits, shown, failed: () => failure };
}

const turn = (): Promise<void> => new Promise((later) => setImmediate(later));

describe('history', () => {
  it('shows entries when they are durable, and what comes after them not before', async () => {
    const { history, commits, shown } = byHand(10_000);
    history.push({ entries: [entry(1, 10)], at: 10, visible: true });
    history.push({ entries: [], at: 20, visible: true });
    history.push({ entries: [entry(2, 20)], at: 20, visible: true });
    expect(shown).toEqual([]);
    commits[1]?.resolve();
    await turn();
    expect(shown).toEqual([]);
    commits[0]?.resolve();
    await turn();
    expect(shown).toEqual(['1,2@20']);
    expect(commits.map(({ entries }) => entries.map(({ seq }) => seq))).toEqual([[1], [2]]);
  });

  it('lets time be seen only as far as the stored limit of the clock', async () => {
    const { history, commits, shown } = byHand(0);
    history.push({ entries: [], at: 5, visible: true });
    history.push({ entries: [], at: 400, visible: true });
    history.push({ entries: [], at: 700, visible: true });
    expect(commits.map(({ limit }) => limit)).toEqual([1005, 1700]);
    commits[0]?.resolve();
    await turn();
    expect(shown).toEqual(['@700']);
    history.push({ entries: [], at: 1100, visible: true });
    expect(shown).toEqual(['@700']);
    commits[1]?.resolve();
    await turn();
    expect(shown).toEqual(['@700', '@1100']);
  });

  it('calls after each happening that asks for it, exactly when that is shown', async () => {
    const { history, commits, shown } = byHand(10_000);
    const after = (name: string) => () => shown.push(name);
    history.push({ entries: [entry(1, 10)], at: 10, visible: true, after: after('acked') });
    history.push({ entries: [], at: 30, visible: true, after: after('hashed') });
    history.push({ entries: [], at: 40, visible: false });
    commits[0]?.resolve();
    await history.settled();
    expect(shown).toEqual(['1@10', 'acked', '@30', 'hashed', '@40']);
  });

  it('shows nothing more once a commit has failed', async () => {
    const { history, commits, shown, failed } = byHand(10_000);
    history.push({ entries: [entry(1, 10)], at: 10, visible: true });
    history.push({ entries: [entry(2, 10)], at: 10, visible: true });
    commits[0]?.reject(new Error('disk full'));
    commits[1]?.resolve();
    await history.settled();
    await turn();
    history.push({ entries: [], at: 50, visible: true });
    expect(shown).toEqual([]);
    expect(failed()).toMatchObject({ message: 'disk full' });
  });
});
