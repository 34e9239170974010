import fc from 'fast-check';
import { expect, it } from 'vitest';
import * as ws from 'ws';
import { wireOf } from './wire.ts';

/** The reader of ws, which its types leave out. */
const { Receiver } = ws as unknown as {
  Receiver: new (options: { isServer: boolean; binaryType: string }) => NodeJS.WritableStream;
};

/** What a websocket client reads from octets. */
function read(octets: Uint8Array): Uint8Array[] {
  const receiver = new Receiver({ isServer: false, binaryType: 'nodebuffer' });
  const got: Uint8Array[] = [];
  receiver.on('message', (data: Buffer) => got.push(new Uint8Array(data)));
  receiver.write(Buffer.from(octets));
  return got;
}

it('is what a websocket client reads as the same messages, at every size of header', () => {
  for (const length of [0, 1, 125, 126, 65535, 65536, 70000]) {
    const frame = new Uint8Array(length).fill(7);
    expect(read(wireOf([frame]))).toEqual([frame]);
  }
});

it('holds several frames in order', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 5 }), (frames) => {
      expect(read(wireOf(frames))).toEqual(frames.map((frame) => new Uint8Array(frame)));
    }),
  );
});
