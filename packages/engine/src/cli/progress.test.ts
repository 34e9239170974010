import { describe, expect, it } from 'vitest';
import { progressBar, progressLine, progressStart } from './progress.ts';

describe('progressBar', () => {
  it('draws a bar on wide terminals only', () => {
    const half = { current: 1_500_000, total: 3_000_000 };
    expect(progressBar(half, 200)).toBe(`[${'='.repeat(25)}>${' '.repeat(25)}]    1.5MB/3MB`);
    expect(progressBar(half, 80)).toBe('   1.5MB/3MB');
  });

  it('copes with unknown and wrong totals', () => {
    expect([progressBar({}, 200), progressBar({ current: 5 }, 200), progressBar({ current: 5, total: 4 }, 80)]).toEqual(
      ['', '      5B', '      5B'],
    );
  });
});

describe('progressLine', () => {
  it('leaves running progress out without a terminal', () => {
    const start = progressStart(false);
    expect(progressLine(start, { id: 'a', status: 'Downloading', progressDetail: { current: 1, total: 2 } }).text).toBe(
      '',
    );
    expect(progressLine(start, { id: 'a', status: 'Pull complete', progressDetail: {} }).text).toBe(
      'a: Pull complete\n',
    );
    expect(progressLine(start, { stream: 'as it is' }).text).toBe('as it is');
  });

  it('reports failures instead of printing them', () => {
    expect(progressLine(progressStart(true), { error: 'x', errorDetail: { message: 'no space' } })).toMatchObject({
      text: '',
      error: 'no space',
    });
  });
});
