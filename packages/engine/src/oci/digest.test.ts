import { expect, it } from 'vitest';
import { isGoError } from '../util/go-error.ts';
import { chainIds, digestOf, encodedOf, nextChainId, parseDigest } from './digest.ts';

const A = `sha256:${'a'.repeat(64)}`;
const B = `sha256:${'b'.repeat(64)}`;

it('accepts valid digests and refuses others in the words of go-digest', () => {
  const texts = [
    A,
    `sha512:${'0'.repeat(128)}`,
    'sha256:abc',
    `sha256:${'A'.repeat(64)}`,
    'md5:00',
    'sha256',
    'sha256:',
    ':x',
    'a b:c',
  ];
  expect(
    texts.map((text) => {
      const digest = parseDigest(text);
      return isGoError(digest) ? digest.message : digest;
    }),
  ).toEqual([
    A,
    `sha512:${'0'.repeat(128)}`,
    'invalid checksum digest length',
    'invalid checksum digest format',
    'unsupported digest algorithm',
    'invalid checksum digest format',
    'invalid checksum digest format',
    'invalid checksum digest format',
    'invalid checksum digest format',
  ]);
});

it('digests bytes', () => {
  expect([digestOf('abc'), encodedOf(A)]).toEqual([
    'sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    'a'.repeat(64),
  ]);
});

it('chains layers from the bottom up', () => {
  const second = digestOf(`${A} ${B}`);
  expect(chainIds([A, B, A])).toEqual([A, second, digestOf(`${second} ${A}`)]);
  expect([chainIds([]), nextChainId('', A), nextChainId(A, B)]).toEqual([[], A, second]);
});
