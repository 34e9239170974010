import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  controlFrame,
  divergedFrame,
  helloFrame,
  pingFrame,
  presenceFrame,
  proposeFrame,
  readClientFrame,
  step1Frame,
} from './client-frame.ts';
import { MalformedFrame } from './message.ts';

describe('frames of a client', () => {
  it('are read as they were made', () => {
    const frames = [
      step1Frame(new Uint8Array([0])),
      helloFrame({ version: 1, token: 't', have: 7 }),
      proposeFrame('7.abcdef', { type: 'tty.input', tty: 't1', data: 'ls\x03\xff\n' }),
      presenceFrame({ typing: true, tab: null }),
      controlFrame(3, { op: 'speed', rate: 2 }),
      divergedFrame({ seq: 1, at: 2, mine: 'a', theirs: 'b', behaviour: 'v' }),
      pingFrame(9),
    ];
    expect(frames.map(readClientFrame)).toEqual([
      { type: 'step1', stateVector: new Uint8Array([0]) },
      { type: 'hello', hello: { version: 1, token: 't', have: 7 } },
      { type: 'propose', id: '7.abcdef', input: { type: 'tty.input', tty: 't1', data: 'ls\x03\xff\n' } },
      { type: 'presence', state: { typing: true, tab: null } },
      { type: 'control', ref: 3, control: { op: 'speed', rate: 2 } },
      { type: 'diverged', divergence: { seq: 1, at: 2, mine: 'a', theirs: 'b', behaviour: 'v' } },
      { type: 'ping', nonce: 9 },
    ]);
  });

  it('begin as y-websocket has them: step 1 is 0 0, step 2 and updates are attempts to write', () => {
    expect([...step1Frame(new Uint8Array([1, 5, 3]))]).toEqual([0, 0, 3, 1, 5, 3]);
    expect(readClientFrame(new Uint8Array([0, 1, 2, 0, 0]))).toEqual({ type: 'write' });
    expect(readClientFrame(new Uint8Array([0, 2, 2, 0, 0]))).toEqual({ type: 'write' });
    expect(readClientFrame(new Uint8Array([3]))).toEqual({ type: 'query-awareness' });
    expect(readClientFrame(new Uint8Array([1, 1, 0]))).toEqual({ type: 'awareness', update: new Uint8Array([0]) });
  });

  it('with anything missing, left over or unknown are malformed', () => {
    const good = proposeFrame('7.abcdef', { type: 'tty.close', tty: 't1' });
    const frames = [
      [],
      [0],
      [0, 3, 0],
      [2, 0],
      [99],
      [101, 2, 123, 125],
      [100, 1, 123],
      [...good.slice(0, -1)],
      [...good, 0],
      [102, 0, 128],
    ];
    for (const octets of frames) expect(() => readClientFrame(new Uint8Array(octets))).toThrow(MalformedFrame);
  });

  it('nested beyond any stack are malformed, not a crash', () => {
    const octets = new Uint8Array(200_000).fill(1); // arrays of one element
    for (let i = 0; i < octets.length; i += 2) octets[i] = 117;
    expect(() => readClientFrame(new Uint8Array([102, 0, ...octets]))).toThrow(MalformedFrame);
  });

  it('of any octets are read or malformed', () => {
    const type = fc.constantFrom(0, 1, 2, 3, 100, 102, 107, 109, 110, 114);
    fc.assert(
      fc.property(type, fc.uint8Array({ maxLength: 64 }), (number, rest) => {
        try {
          readClientFrame(new Uint8Array([number, ...rest]));
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedFrame);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
