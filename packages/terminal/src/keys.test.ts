import { describe, expect, it } from 'vitest';
import { type Key, keyAct } from './keys.ts';

const press = (key: string, ...held: readonly ('ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey')[]): Key => ({
  key,
  ctrlKey: held.includes('ctrlKey'),
  shiftKey: held.includes('shiftKey'),
  altKey: held.includes('altKey'),
  metaKey: held.includes('metaKey'),
});

const LONG_AGO = 1e9;

describe('keys in a terminal', () => {
  it('interrupts with Ctrl+C, and copies with it when something is selected', () => {
    expect(keyAct(press('c', 'ctrlKey'), false, LONG_AGO)).toBe('send');
    expect(keyAct(press('c', 'ctrlKey'), true, LONG_AGO)).toBe('browser');
    expect(keyAct(press('C', 'ctrlKey', 'shiftKey'), false, LONG_AGO)).toBe('browser');
    expect(keyAct(press('c', 'metaKey'), false, LONG_AGO)).toBe('browser');
  });

  it('pastes in all the ways people know', () => {
    const ways = [
      press('v', 'ctrlKey'),
      press('V', 'ctrlKey', 'shiftKey'),
      press('Insert', 'shiftKey'),
      press('v', 'metaKey'),
    ];
    expect(ways.map((key) => keyAct(key, false, LONG_AGO))).toEqual(['browser', 'browser', 'browser', 'browser']);
  });

  it('leaves Tab, history and editing keys to the shell', () => {
    const keys = [
      press('Tab'),
      press('ArrowUp'),
      press('r', 'ctrlKey'),
      press('a', 'ctrlKey'),
      press('d', 'ctrlKey'),
      press('c'),
    ];
    expect(keys.map((key) => keyAct(key, false, LONG_AGO))).toEqual(['send', 'send', 'send', 'send', 'send', 'send']);
  });

  it('has two ways out', () => {
    expect(keyAct(press('Tab', 'shiftKey'), false, LONG_AGO)).toBe('leave-back');
    expect(keyAct(press('Escape'), false, LONG_AGO)).toBe('escape');
    expect(keyAct(press('Escape'), false, 400)).toBe('leave');
    expect(keyAct(press('Escape'), false, 600)).toBe('escape');
  });
});
