import { describe, expect, it } from 'vitest';
import { CODE_ALPHABET, codeFrom, normalizeCode } from './code.ts';

describe('join codes', () => {
  it('have no character that is misread', () => {
    expect(CODE_ALPHABET).toBe('23456789ABCDEFGHJKMNPQRSTUVWXYZ');
  });

  it('are read in any case, with spaces and dashes', () => {
    expect(normalizeCode(' abc-2 3z ')).toBe('ABC23Z');
  });

  it('of a wrong length or alphabet are none', () => {
    expect(
      ['', 'ABC23', 'ABC23ZZ', 'ABC20Z', 'ABC2OZ', 'ABC2IZ', 'ABC2LZ', 'ABC21Z', 'ÄBC23Z'].map(normalizeCode),
    ).toEqual(Array(9).fill(null));
  });

  it('are drawn without favour: octets past the last whole alphabet are skipped', () => {
    expect(codeFrom(new Uint8Array([248, 255, 0, 30, 31, 247, 1, 2]))).toBe('2Z2Z34');
    expect(codeFrom(new Uint8Array([0, 1, 2, 3, 4]))).toBe(null);
  });
});
