import { expect, test } from 'vitest';
import { hashString } from './str-hash.ts';

const hex = (s: string) => (hashString(s) >>> 0).toString(16);

test('is MurmurHash3 x86 32 with seed 0 of the UTF-16LE bytes', () => {
  // The units of the first are the bytes of "test", a published vector; the rest come from a bytewise reference.
  expect(['\u6574\u7473', '', 'a', 'nginx', 'docker0', '\u20ac5'].map(hex)).toEqual([
    'ba6bd213',
    '0',
    '6f49d11a',
    '61eae332',
    'c8ea14d5',
    '58a5cd0b',
  ]);
});
