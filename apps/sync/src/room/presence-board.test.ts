import { LIMITS, type Peer } from '@drydock/protocol';
import { describe, expect, it } from 'vitest';
import { PresenceBoard } from './presence-board.ts';

const peer = (number: number): Peer => ({
  peer: number,
  participant: `p${number}`,
  name: `N${number}`,
  role: 'student',
});

describe('a presence board', () => {
  it('merges what changes between two beats', () => {
    const board = new PresenceBoard();
    board.join(peer(1));
    board.show(1, { x: 1 });
    expect(board.take()).toEqual([{ type: 'joined', peer: peer(1), state: { x: 1 } }]);
    board.show(1, { x: 2, y: 1 });
    board.show(1, { x: 3 });
    board.show(1, { y: null });
    expect(board.take()).toEqual([{ type: 'changed', peer: 1, state: { x: 3, y: null } }]);
    expect([board.take(), board.changed]).toEqual([[], false]);
    expect(board.people).toEqual([{ peer: peer(1), state: { x: 3 } }]);
  });

  it('says nothing of what does not change, or of whom nobody has heard', () => {
    const board = new PresenceBoard();
    board.join(peer(1));
    board.leave(1);
    expect(board.take()).toEqual([]);
    board.join(peer(2));
    board.take();
    board.show(2, { gone: null });
    expect(board.changed).toBe(false);
    board.leave(2);
    expect(board.take()).toEqual([{ type: 'left', peer: 2 }]);
    expect(board.show(2, { x: 1 })).toBe(false);
  });

  it('bounds what one person shows, however it is added up', () => {
    const board = new PresenceBoard();
    board.join(peer(1));
    for (let i = 0; i < LIMITS.presenceKeys; i++) expect(board.show(1, { [`k${i}`]: 1 })).toBe(true);
    expect(board.show(1, { more: 1 })).toBe(false);
    expect(board.show(1, { k0: null, more: 1 })).toBe(true);
    expect(board.show(1, { more: 'x'.repeat(LIMITS.presenceBytes) })).toBe(false);
  });
});
