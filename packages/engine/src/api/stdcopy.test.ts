import { describe, expect, it } from 'vitest';
import type { RawChunk } from './message.ts';
import { decodeFrames, encodeFrame } from './stdcopy.ts';

const out: RawChunk = { kind: 'raw', stream: 1, data: 'out\n' };
const err: RawChunk = { kind: 'raw', stream: 2, data: 'e' };

describe('stdcopy', () => {
  it('puts a header of eight bytes before each frame', () => {
    expect(encodeFrame(out)).toBe('\x01\0\0\0\0\0\0\x04out\n');
  });

  it('reads whole frames and keeps the rest', () => {
    const bytes = encodeFrame(out) + encodeFrame(err);
    expect(decodeFrames(`${bytes}\x01\0\0`)).toEqual({ chunks: [out, err], rest: '\x01\0\0' });
    expect(decodeFrames(bytes.slice(0, -1))).toEqual({ chunks: [out], rest: encodeFrame(err).slice(0, -1) });
  });

  it('refuses a stream that it does not know', () => {
    expect(decodeFrames('\x07\0\0\0\0\0\0\0')).toBeNull();
  });
});
