import type { Bytes } from './bytes.ts';
import { crc32 } from './crc32.ts';
import { GoError, isGoError } from './go-error.ts';
import { INFLATE_TOO_LARGE, inflate } from './inflate.ts';

/** Longest stored block of DEFLATE. */
const BLOCK = 65535;

function little(n: number, bytes: number): Bytes {
  let out = '';
  for (let i = 0; i < bytes; i++) out += String.fromCharCode(Math.floor(n / 2 ** (8 * i)) & 255);
  return out;
}

function littleAt(s: Bytes, at: number, bytes: number): number {
  let n = 0;
  for (let i = bytes - 1; i >= 0; i--) n = n * 256 + s.charCodeAt(at + i);
  return n;
}

/**
 * `bytes` as a gzip member (RFC 1952) of stored blocks: nothing is compressed, so equal bytes give equal output in every
 * engine. The header has no name and no time, and an unknown system, as Go's writer makes it.
 */
export function gzip(bytes: Bytes): Bytes {
  let out = '\x1f\x8b\x08\0\0\0\0\0\0\xff';
  for (let at = 0; ; at += BLOCK) {
    const block = bytes.slice(at, at + BLOCK);
    const last = at + BLOCK >= bytes.length;
    out += (last ? '\x01' : '\0') + little(block.length, 2) + little(~block.length & 0xffff, 2) + block;
    if (last) break;
  }
  return out + little(crc32(bytes), 4) + little(bytes.length % 2 ** 32, 4);
}

/** Whether `bytes` begin with the magic number of gzip. */
export function isGzip(bytes: Bytes): boolean {
  return bytes.startsWith('\x1f\x8b\x08');
}

const INVALID_HEADER = new GoError('gzip: invalid header');
const INVALID_CHECKSUM = new GoError('gzip: invalid checksum');
const UNEXPECTED_EOF = new GoError('unexpected EOF');

/** Index after the member header at `at`, with its optional fields. */
function skipHeader(s: Bytes, at: number): number | GoError {
  if (s.length - at < 10) return UNEXPECTED_EOF;
  if (!s.startsWith('\x1f\x8b\x08', at)) return INVALID_HEADER;
  const flags = s.charCodeAt(at + 3);
  let i = at + 10;
  if (flags & 4) i += 2 + littleAt(s, i, 2);
  for (const flag of [8, 16]) {
    if (!(flags & flag)) continue;
    const end = s.indexOf('\0', i);
    if (end < 0) return UNEXPECTED_EOF;
    i = end + 1;
  }
  if (flags & 2) i += 2;
  return i > s.length || Number.isNaN(i) ? UNEXPECTED_EOF : i;
}

/**
 * Decompresses all members of a gzip file, to at most `limit` bytes. Errors read as Go's compress/gzip: `gzip: invalid
 * header`, `gzip: invalid checksum`, `unexpected EOF`.
 */
export function gunzip(source: Bytes, limit: number): Bytes | GoError {
  let out = '';
  let at = 0;
  do {
    const start = skipHeader(source, at);
    if (isGoError(start)) return start;
    const member = inflate(source, start, limit - out.length);
    if (isGoError(member)) return member;
    if (source.length - member.next < 8) return UNEXPECTED_EOF;
    const sum = littleAt(source, member.next, 4);
    const size = littleAt(source, member.next + 4, 4);
    if (sum !== crc32(member.bytes) || size !== member.bytes.length % 2 ** 32) return INVALID_CHECKSUM;
    out += member.bytes;
    at = member.next + 8;
  } while (at < source.length);
  return out.length > limit ? INFLATE_TOO_LARGE : out;
}
