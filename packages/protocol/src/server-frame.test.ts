import { describe, expect, it } from 'vitest';
import { MalformedFrame } from './message.ts';
import {
  ackFrame,
  awarenessFrame,
  clockFrame,
  deniedFrame,
  doneFrame,
  errorFrame,
  eventFrame,
  hashFrame,
  horizonFrame,
  pongFrame,
  presenceBatchFrame,
  readServerFrame,
  refuseFrame,
  type ServerFrame,
  syncFrame,
} from './server-frame.ts';

const ana = { peer: 3, participant: 'p1', name: 'Ana Ünal', role: 'student' } as const;
const bo = { peer: 4, participant: 'p2', name: 'Bo', role: 'instructor' } as const;

describe('frames of the authority', () => {
  it('are read as they were made', () => {
    const changes = [
      { type: 'joined', peer: ana, state: { typing: true, x: 3 } },
      { type: 'joined', peer: bo, state: {} },
      { type: 'changed', peer: 3, state: { typing: null } },
      { type: 'left', peer: 300 },
      { type: 'reset' },
    ] as const;
    const clock = { at: 5, rate: 1, paused: false, busy: true, halted: false };
    const far = 9_000_000_000_000_000;
    const frames: [Uint8Array, ServerFrame][] = [
      [syncFrame(new Uint8Array([1, 2]), true), { type: 'sync', step2: true, update: new Uint8Array([1, 2]) }],
      [syncFrame(new Uint8Array([1, 2]), false), { type: 'sync', step2: false, update: new Uint8Array([1, 2]) }],
      [ackFrame([{ id: '1.abcdef', seq: 2 }]), { type: 'ack', acks: [{ id: '1.abcdef', seq: 2 }] }],
      [
        refuseFrame('1.abcdef', 'rate', 'slow down', 250),
        { type: 'refuse', id: '1.abcdef', code: 'rate', message: 'slow down', afterMs: 250 },
      ],
      [horizonFrame(far, 12), { type: 'horizon', at: far, seq: 12 }],
      [hashFrame(12, far, 'beef'), { type: 'hash', seq: 12, at: far, hash: 'beef' }],
      [clockFrame(clock), { type: 'clock', clock }],
      [presenceBatchFrame(changes), { type: 'presence', changes }],
      [eventFrame({ type: 'ended' }), { type: 'event', event: { type: 'ended' } }],
      [doneFrame(4), { type: 'done', ref: 4 }],
      [errorFrame('right', 'no', 0), { type: 'error', code: 'right', message: 'no', ref: 0 }],
      [errorFrame('malformed', 'no'), { type: 'error', code: 'malformed', message: 'no', ref: null }],
      [pongFrame(77), { type: 'pong', nonce: 77 }],
      [awarenessFrame(new Uint8Array([0])), { type: 'other', number: 1 }],
      [deniedFrame('no'), { type: 'other', number: 2 }],
    ];
    expect(frames.map(([octets]) => readServerFrame(octets))).toEqual(frames.map(([, read]) => read));
  });

  it('of a later version are passed over', () => {
    expect(readServerFrame(new Uint8Array([0xf4, 0x03, 1, 2]))).toEqual({ type: 'other', number: 500 });
  });

  it('cut short are malformed', () => {
    expect(() => readServerFrame(horizonFrame(1_000_000, 2).slice(0, 2))).toThrow(MalformedFrame);
  });
});
