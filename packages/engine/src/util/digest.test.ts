import { expect, it } from 'vitest';
import { sha256Hex, sha256HexOf } from './digest.ts';

it('is SHA-256 (FIPS 180-4 examples)', () => {
  expect([sha256Hex(''), sha256Hex('abc'), sha256Hex('a'.repeat(1_000_000))]).toEqual([
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0',
  ]);
});

it('does not care how the bytes are cut', () => {
  const bytes = '\xff\0\x80x'.repeat(50_000);
  expect(sha256HexOf([bytes.slice(0, 3), '', bytes.slice(3, 70_000), bytes.slice(70_000)])).toBe(sha256Hex(bytes));
});
