import type { Commit } from '@drydock/db';
import { describe, expect, it } from 'vitest';
import { Committer } from './committer.ts';

const entry = (roomId: string, seq: number) => ({ roomId, seq, at: 0, actor: 'a', proposalId: `${seq}`, body: '{}' });

function committer(fails: (commit: Commit) => boolean = () => false) {
  const commits: Commit[] = [];
  const log = {
    commit: async (commit: Commit): Promise<void> => {
      if (fails(commit)) throw new Error('disk full');
      commits.push(commit);
    },
  };
  return { committer: new Committer(log, 1, () => {}), commits };
}

describe('a group commit', () => {
  it('writes together what comes together, in order', async () => {
    const { committer: group, commits } = committer();
    const limit = { roomId: 'a', limit: 9 };
    await Promise.all([
      group.submit([entry('a', 1)], null),
      group.submit([entry('b', 1)], limit),
      group.submit([entry('a', 2)], null),
    ]);
    await group.submit([entry('a', 3)], null);
    expect(commits).toEqual([
      { entries: [entry('a', 1), entry('b', 1), entry('a', 2)], clockLimits: [limit] },
      { entries: [entry('a', 3)], clockLimits: [] },
    ]);
  });

  it('does not let one room’s failure take the others with it', async () => {
    const { committer: group } = committer(({ entries }) => entries.some(({ roomId }) => roomId === 'bad'));
    const results = await Promise.allSettled([
      group.submit([entry('a', 1)], null),
      group.submit([entry('bad', 1)], null),
      group.submit([entry('b', 1)], null),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    await group.settled();
  });
});
