import { LIMITS } from '@drydock/protocol';
import { describe, expect, it } from 'vitest';
import { type Screens, screensAfterInput, screensAfterOutputs } from './screens.ts';

const open = (tty: string) => ({ type: 'tty.open', tty, user: 'student', rows: 24, cols: 80 }) as const;
const out = (tty: string, data: string) => ({ type: 'tty.output', tty, data }) as const;

describe('screens', () => {
  it('hold what each terminal has shown, its size and how it ended', () => {
    let screens: Screens = screensAfterInput(screensAfterInput([], open('t2')), open('10'));
    screens = screensAfterOutputs(screens, [out('t2', '$ '), out('10', 'a'), out('none', 'x'), out('t2', 'ls')]);
    screens = screensAfterInput(screens, { type: 'tty.resize', tty: '10', rows: 5, cols: 6 });
    screens = screensAfterOutputs(screens, [{ type: 'tty.closed', tty: 't2', code: 3 }, out('t2', 'late')]);
    expect(screens).toEqual([
      { tty: 't2', rows: 24, cols: 80, data: '$ ls', dropped: 0, code: 3 },
      { tty: '10', rows: 5, cols: 6, data: 'a', dropped: 0, code: null },
    ]);
  });

  it('begin anew when a closed terminal is opened again', () => {
    let screens: Screens = screensAfterOutputs(screensAfterInput([], open('t1')), [out('t1', 'old')]);
    screens = screensAfterOutputs(screens, [{ type: 'tty.closed', tty: 't1', code: 0 }]);
    screens = screensAfterOutputs(screensAfterInput(screens, open('t1')), [out('t1', 'new')]);
    expect(screens).toEqual([{ tty: 't1', rows: 24, cols: 80, data: 'new', dropped: 0, code: null }]);
  });

  it('remember so many closed terminals, the last ones', () => {
    let screens: Screens = [];
    for (let i = 0; i < LIMITS.terminals + 5; i++) {
      screens = screensAfterInput(screens, open(`t${i}`));
      screens = screensAfterOutputs(screens, [{ type: 'tty.closed', tty: `t${i}`, code: i }]);
    }
    screens = screensAfterInput(screens, open('last'));
    expect([screens.length, screens[0]?.tty, screens.at(-1)?.tty]).toEqual([LIMITS.terminals + 1, 't5', 'last']);
  });

  it('keep a bounded end that begins with a line', () => {
    let screens: Screens = screensAfterInput([], open('t1'));
    const line = `${'x'.repeat(99)}\n`;
    const lines = Math.ceil((3 * LIMITS.screenBytes) / line.length);
    for (let i = 0; i < lines; i++) screens = screensAfterOutputs(screens, [out('t1', line)]);
    const [screen] = screens;
    expect(screen?.data.length).toBeLessThanOrEqual(2 * LIMITS.screenBytes);
    expect(screen?.data.length).toBeGreaterThanOrEqual(LIMITS.screenBytes - line.length);
    expect(screen?.data.startsWith(line)).toBe(true);
    expect((screen?.data.length ?? 0) + (screen?.dropped ?? 0)).toBe(lines * line.length);
  });
});
