/**
 * Frames as they travel: binary websocket messages of a server (RFC 6455 §5.2: final, not masked), one after the other.
 * Built once, and written as they are to any number of connections in one system call each; the write is what costs.
 */
export type Wire = Uint8Array & { readonly __wire: true };

const headerLength = (length: number): number => (length < 126 ? 2 : length < 65536 ? 4 : 10);

/** The wire form of `frames`. */
export function wireOf(frames: readonly Uint8Array[]): Wire {
  const wire = Buffer.allocUnsafe(frames.reduce((sum, { length }) => sum + headerLength(length) + length, 0));
  let at = 0;
  for (const frame of frames) {
    const { length } = frame;
    wire[at] = 0x82;
    if (length < 126) wire[at + 1] = length;
    else if (length < 65536) {
      wire[at + 1] = 126;
      wire.writeUInt16BE(length, at + 2);
    } else {
      wire[at + 1] = 127;
      wire.writeBigUInt64BE(BigInt(length), at + 2);
    }
    at += headerLength(length);
    wire.set(frame, at);
    at += length;
  }
  return wire as unknown as Wire;
}
