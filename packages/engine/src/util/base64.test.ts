import { expect, it } from 'vitest';
import { base64Decode, base64Encode } from './base64.ts';
import { isGoError } from './go-error.ts';

it('encodes and decodes the vectors of RFC 4648', () => {
  const texts = ['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar', '\xff\0\x80'];
  const encoded = ['', 'Zg==', 'Zm8=', 'Zm9v', 'Zm9vYg==', 'Zm9vYmE=', 'Zm9vYmFy', '/wCA'];
  expect(texts.map(base64Encode)).toEqual(encoded);
  expect(encoded.map(base64Decode)).toEqual(texts);
  expect(base64Decode('Zm9v\r\nYmFy')).toBe('foobar');
});

it('names the byte that is wrong, as Go counts it', () => {
  const texts = ['Zm9v!', 'Zg=', 'Zg', 'Z', 'Zg==x', 'Zg=x', 'Zm9vZ', 'Z=', '====', 'Zm9v='];
  const at = texts.map((text) => {
    const decoded = base64Decode(text);
    return isGoError(decoded) ? decoded.message : decoded;
  });
  expect(at).toEqual([4, 3, 0, 0, 4, 2, 4, 1, 0, 4].map((n) => `illegal base64 data at input byte ${n}`));
});
