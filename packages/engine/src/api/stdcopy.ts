/** The framing of attach and log streams without a TTY (moby pkg/stdcopy): type, three zeros, length (big endian), bytes. */
import type { Bytes } from '../util/bytes.ts';
import type { RawChunk } from './message.ts';

const HEADER = 8;

function word(n: number): Bytes {
  return String.fromCharCode((n >>> 24) & 255, (n >>> 16) & 255, (n >>> 8) & 255, n & 255);
}

/** A chunk as bytes of the real wire. */
export function encodeFrame(chunk: RawChunk): Bytes {
  return `${String.fromCharCode(chunk.stream, 0, 0, 0)}${word(chunk.data.length)}${chunk.data}`;
}

/** The whole frames at the start of `bytes`, and what is left of them; null when a stream type is unknown. */
export function decodeFrames(bytes: Bytes): { readonly chunks: readonly RawChunk[]; readonly rest: Bytes } | null {
  const chunks: RawChunk[] = [];
  let at = 0;
  while (bytes.length - at >= HEADER) {
    const stream = bytes.charCodeAt(at);
    if (stream > 2) return null;
    let length = 0;
    for (let i = 4; i < HEADER; i++) length = length * 256 + bytes.charCodeAt(at + i);
    if (bytes.length - at - HEADER < length) break;
    chunks.push({ kind: 'raw', stream: stream as 0 | 1 | 2, data: bytes.slice(at + HEADER, at + HEADER + length) });
    at += HEADER + length;
  }
  return { chunks, rest: bytes.slice(at) };
}
