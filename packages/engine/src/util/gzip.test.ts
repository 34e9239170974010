import { describe, expect, it } from 'vitest';
import { base64Decode } from './base64.ts';
import { crc32 } from './crc32.ts';
import { sha256Hex } from './digest.ts';
import { isGoError } from './go-error.ts';
import { gunzip, gzip, isGzip } from './gzip.ts';
import { inflate } from './inflate.ts';

function shown(result: unknown): unknown {
  return isGoError(result) ? result.message : result;
}

/** `printf 'hello hello hello hello\n' | gzip -n9`: one fixed block. */
const FIXED = base64Decode('H4sIAAAAAAACA8tIzcnJV8hAJ7kAAIhZCxgAAAA=') as string;

it('computes the CRC-32 of gzip', () => {
  expect([crc32(''), crc32('123456789'), crc32('6789', crc32('12345'))]).toEqual([0, 0xcbf43926, 0xcbf43926]);
});

describe('gzip', () => {
  it('stores bytes so that any reader gives them back', () => {
    for (const length of [0, 1, 65_535, 65_536, 200_000]) {
      const bytes = '\xff\0abc'.repeat(length / 5 + 1).slice(0, length);
      const packed = gzip(bytes);
      expect([isGzip(packed), gunzip(packed, length) === bytes, packed === gzip(bytes)]).toEqual([true, true, true]);
    }
  });

  it('writes a header without name and time, and one stored block', () => {
    expect(gzip('hi')).toBe('\x1f\x8b\x08\0\0\0\0\0\0\xff\x01\x02\0\xfd\xffhi\xac\x2a\x93\xd8\x02\0\0\0');
  });

  it('reads members that follow each other, and optional header fields', () => {
    const named = `\x1f\x8b\x08\x1e\0\0\0\0\0\x03\x02\0xyname\0comment\0zz${gzip('b').slice(10)}`;
    expect(gunzip(gzip('a') + named, 10)).toBe('ab');
  });

  it('refuses what is damaged or too large, in the words of Go', () => {
    const packed = gzip('hello');
    expect(
      [
        gunzip('', 10),
        gunzip('plain text', 10),
        gunzip(packed.slice(0, -1), 10),
        gunzip(`${packed.slice(0, 15)}H${packed.slice(16)}`, 10),
        gunzip(packed, 4),
        gunzip(packed, 5),
      ].map(shown),
    ).toEqual([
      'unexpected EOF',
      'gzip: invalid header',
      'unexpected EOF',
      'gzip: invalid checksum',
      'decompressed data is too large',
      'hello',
    ]);
  });
});

/** A literal, and a copy from five bytes back where there is but one. */
const BAD_DISTANCE = '\x4b\x04\x12\0';

/** 467 bytes that zlib packed into one block of dynamic codes. */
const DYNAMIC = base64Decode(
  '3YxNC8IgAED/irsJA6msrKFXYSA7TRh4cZvb0j6s2Vb26+vcvUvHx3u88tCB22TbI2hG/7iA3j+Bm87XAPzcjeD+0af6FYHxAwLlz+LFcoXXmy3Z7eum' +
    'NV3/zQlkmszWRTpwjEgRBIYpVchWUkeeGKVDZgWjucFOFtJhk1MmbBa0MgmPWlYWKZpCLEJBEOYDjc7ORDP4f+c3',
) as string;

describe('inflate', () => {
  it('reads dynamic codes', () => {
    const unpacked = inflate(DYNAMIC, 0, 1000);
    expect(isGoError(unpacked) ? unpacked.message : sha256Hex(unpacked.bytes)).toBe(
      'aec747fe86e72b62ba03423a2cd00082f5df4e8771787677d4003773f22e6bc0',
    );
  });

  it('reads fixed codes', () => {
    expect(gunzip(FIXED, 100)).toBe('hello hello hello hello\n');
  });

  it('refuses bad block types, lengths and distances', () => {
    const corrupt = 'flate: corrupt input before offset ';
    expect(
      [inflate('\x07', 0, 9), inflate('\x01\x01\0\0\0x', 0, 9), inflate(BAD_DISTANCE, 0, 99)].map((r) => shown(r)),
    ).toEqual([`${corrupt}1`, `${corrupt}5`, `${corrupt}3`]);
  });

  it('tells where the stream ended', () => {
    const stream = gzip('abc').slice(10, -8);
    expect(inflate(`xx${stream}yy`, 2, 10)).toEqual({ bytes: 'abc', next: 2 + stream.length });
  });
});
