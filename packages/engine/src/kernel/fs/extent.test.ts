import { describe, expect, test } from 'vitest';
import {
  type Extent,
  extentOf,
  extentsLength,
  holeBytes,
  overwriteExtents,
  pushExtent,
  readExtents,
  sliceExtents,
} from './extent.ts';
import { imageContent, opaqueBytes, programContent, programOfBytes, programOfContent } from './opaque.ts';

const mixed: readonly Extent[] = ['abc', { zeros: 4 }, { hole: 2 }, { opaque: 'x', at: 10, n: 5 }, 'z'];

describe('extents', () => {
  test('lengths and reading', () => {
    expect(extentsLength(mixed)).toBe(15);
    expect(holeBytes(mixed)).toBe(2);
    expect(readExtents(mixed, 0, 15)).toBe(`abc${'\0'.repeat(6)}${opaqueBytes('x', 10, 5)}z`);
    expect(readExtents(mixed, 2, 5)).toBe('c\0\0');
    expect(readExtents(mixed, 14, 99)).toBe('z');
    expect(readExtents([], 0, 5)).toBe('');
  });

  test('slices keep descriptions', () => {
    expect(sliceExtents(mixed, 1, 13)).toEqual(['bc', { zeros: 4 }, { hole: 2 }, { opaque: 'x', at: 10, n: 4 }]);
    expect(sliceExtents(mixed, 5, 6)).toEqual([{ zeros: 1 }]);
    expect(sliceExtents(mixed, 11, 12)).toEqual([{ opaque: 'x', at: 12, n: 1 }]);
    expect(sliceExtents(mixed, 3, 3)).toEqual([]);
  });

  test('what continues the last extent joins it', () => {
    const list: Extent[] = [];
    for (const extent of [
      'ab',
      'cd',
      { zeros: 1 },
      { zeros: 2 },
      { hole: 3 },
      { hole: 4 },
      { opaque: 'p', at: 0, n: 8 },
      { opaque: 'p', at: 8, n: 8 },
      { opaque: 'p', at: 0, n: 1 },
      '',
    ])
      pushExtent(list, extent);
    expect(list).toEqual([
      'abcd',
      { zeros: 3 },
      { hole: 7 },
      { opaque: 'p', at: 0, n: 16 },
      { opaque: 'p', at: 0, n: 1 },
    ]);
  });

  test('an extent of 4 KiB is full', () => {
    const list: Extent[] = ['x'.repeat(4095)];
    pushExtent(list, 'yy');
    pushExtent(list, 'z');
    expect(list.map((extent) => (extent as string).length)).toEqual([4097, 1]);
  });

  test('overwriting replaces, extends and leaves holes', () => {
    expect(overwriteExtents(['hello'], 5, 1, ['EY'], 2)).toEqual(['hEYlo']);
    expect(overwriteExtents(['hello'], 5, 4, ['O!'], 2)).toEqual(['hellO!']);
    expect(overwriteExtents(['hi'], 2, 5, ['x'], 1)).toEqual(['hi', { hole: 3 }, 'x']);
    expect(overwriteExtents([{ zeros: 1e9 }], 1e9, 5e8, ['mark'], 4)).toEqual([
      { zeros: 5e8 },
      'mark',
      { zeros: 5e8 - 4 },
    ]);
  });

  test('only long runs of NUL bytes are described', () => {
    expect(extentOf('\0'.repeat(512))).toEqual({ zeros: 512 });
    expect(extentOf('\0'.repeat(511))).toBe('\0'.repeat(511));
    expect(extentOf(`${'\0'.repeat(600)}x`)).toBe(`${'\0'.repeat(600)}x`);
  });
});

describe('opaque contents', () => {
  test('bytes depend on name and offset alone', () => {
    const whole = opaqueBytes('name', 0, 10000);
    expect(whole).toHaveLength(10000);
    expect(opaqueBytes('name', 4321, 100)).toBe(whole.slice(4321, 4421));
    expect(opaqueBytes('other', 0, 16)).not.toBe(whole.slice(0, 16));
    expect(new Set(whole).size).toBe(256);
  });

  test('an image of a program names it in its bytes', () => {
    const bytes = opaqueBytes(programContent('nginx'), 0, 5000);
    expect(bytes.slice(0, 4)).toBe('\x7fELF');
    expect(programOfBytes(bytes)).toBe('nginx');
    expect(programOfContent(programContent('nginx'))).toBe('nginx');
    expect(opaqueBytes(programContent('nginx'), 60, 20)).toBe(bytes.slice(60, 80));
  });

  test('an image of nothing we simulate is ELF without a name', () => {
    const bytes = opaqueBytes(imageContent('host/usr/bin/python3'), 0, 500);
    expect(bytes.slice(0, 4)).toBe('\x7fELF');
    expect(programOfBytes(bytes)).toBe('');
    expect(programOfBytes('#!/bin/sh\n')).toBe('');
  });
});
