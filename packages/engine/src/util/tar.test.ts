import { describe, expect, it } from 'vitest';
import { isGoError } from './go-error.ts';
import { TAR_END, type TarEntry, type TarMember, tarBytes, tarEntry, tarHeader, tarPadding, writeTar } from './tar.ts';
import { readTar, tarContent } from './tar-reader.ts';

const LONG = `${'d'.repeat(60)}/${'e'.repeat(80)}/${'f'.repeat(90)}`;

const MEMBERS: readonly TarMember[] = [
  { entry: tarEntry('dir', 'a/'), content: '' },
  {
    entry: tarEntry('file', 'a/b', {
      size: 5,
      mode: 0o4755,
      uid: 1000,
      gid: 50,
      uname: 'bob',
      gname: 'staff',
      mtimeSec: 1_700_000_000,
    }),
    content: 'hello',
  },
  { entry: tarEntry('symlink', 'a/l', { linkname: 'b' }), content: '' },
  { entry: tarEntry('link', 'a/h', { linkname: 'a/b' }), content: '' },
  { entry: tarEntry('char', 'null', { devmajor: 1, devminor: 3 }), content: '' },
  { entry: tarEntry('fifo', 'p'), content: '' },
  { entry: tarEntry('file', LONG, { size: 513 }), content: 'z'.repeat(513) },
  { entry: tarEntry('file', 'x/'.repeat(150).concat('f')), content: '' },
  { entry: tarEntry('file', '\xc3\xa9', { uid: 5_000_000, mtimeSec: 2 ** 34 }), content: '' },
  { entry: tarEntry('symlink', 'far', { linkname: 't'.repeat(140) }), content: '' },
];

const XATTRS = tarEntry('file', 'ping', {
  xattrs: [
    ['security.capability', '\x01\0\xff\n='],
    ['user.a', 'b'],
  ],
});

function entries(archive: string): readonly TarEntry[] | string {
  const read = readTar(archive);
  return isGoError(read) ? read.message : read.map(({ entry }) => entry);
}

describe('tar', () => {
  it('reads back every sort of entry in both formats', () => {
    for (const format of ['pax', 'gnu'] as const) {
      const archive = tarBytes(MEMBERS, format);
      expect(entries(archive)).toEqual(MEMBERS.map(({ entry }) => entry));
      const read = readTar(archive);
      expect(isGoError(read) ? [] : read.map((r) => tarContent(archive, r))).toEqual(
        MEMBERS.map(({ content }) => content),
      );
    }
  });

  it('keeps extended attributes in pax alone', () => {
    expect(entries(tarHeader(XATTRS) + TAR_END)).toEqual([XATTRS]);
    expect(entries(tarHeader(XATTRS, 'gnu') + TAR_END)).toEqual([{ ...XATTRS, xattrs: [] }]);
  });

  it('writes a ustar header to the byte', () => {
    const header = tarHeader(tarEntry('file', 'hi', { size: 3, uid: 8, mtimeSec: 64, uname: 'u', gname: 'g' }));
    const zeros = (n: number): string => '\0'.repeat(n);
    expect(header).toBe(
      `hi${zeros(98)}0000644\x000000010\x000000000\x0000000000003\x0000000000100\x00010057\0 0${zeros(100)}ustar\x0000` +
        `u${zeros(31)}g${zeros(31)}0000000\x000000000\0${zeros(155)}${zeros(12)}`,
    );
  });

  it('adds the slash of a directory, and splits long names at one', () => {
    const header = tarHeader(tarEntry('dir', LONG));
    expect([header.length, header.slice(0, 92), header.slice(345, 486)]).toEqual([
      512,
      `${'f'.repeat(90)}/\0`,
      LONG.slice(0, 141),
    ]);
  });

  it('takes content in pieces, which must be as long as announced', () => {
    const chunks: string[] = [];
    const zeros = (sink: (chunk: string) => void): void => {
      for (let i = 0; i < 4; i++) sink('\0'.repeat(300));
    };
    writeTar([{ entry: tarEntry('file', 'z', { size: 1200 }), content: zeros }], (chunk) => chunks.push(chunk));
    expect(chunks.map((c) => c.length)).toEqual([512, 300, 300, 300, 300, 336, 1024]);
    expect(() => tarBytes([{ entry: tarEntry('file', 'z', { size: 2 }), content: 'x' }])).toThrow(
      '1 bytes written, 2 announced',
    );
  });
});

/** A header block as of another type, its checksum made good. */
function retyped(header: string, flag: string): string {
  const blank = `${header.slice(0, 148)}        ${flag}${header.slice(157)}`;
  let sum = 0;
  for (let i = 0; i < blank.length; i++) sum += blank.charCodeAt(i);
  return `${blank.slice(0, 148)}${sum.toString(8).padStart(6, '0')}\0 ${blank.slice(156)}`;
}

describe('readTar', () => {
  const archive = tarBytes(MEMBERS.slice(0, 2));

  it('stops at the end blocks, or where the archive does', () => {
    expect(entries(`${archive}garbage`)).toHaveLength(2);
    expect(entries(archive.slice(0, -1024))).toHaveLength(2);
    expect(entries('')).toEqual([]);
  });

  it('refuses what is damaged', () => {
    expect([entries(`b${archive.slice(1)}`), entries(archive.slice(0, 700)), entries(archive.slice(0, 1026))]).toEqual([
      'archive/tar: invalid tar header',
      'unexpected EOF',
      'unexpected EOF',
    ]);
  });

  it('names types it does not know', () => {
    expect(entries(retyped(tarHeader(tarEntry('file', 's')), 'S') + TAR_END)).toBe(
      "archive/tar: unsupported entry type 'S'",
    );
  });

  it('applies global pax records until they are taken back', () => {
    const pax = (flag: string, record: string): string =>
      retyped(tarHeader(tarEntry('file', 'pax', { size: record.length })), flag) + record + tarPadding(record.length);
    const global =
      pax('g', '12 uname=me\n') + tarHeader(tarEntry('file', 'a')) + tarHeader(tarEntry('file', 'b', { uname: 'x' }));
    expect(entries(`${global}${pax('x', '9 uname=\n')}${tarHeader(tarEntry('file', 'c'))}${TAR_END}`)).toEqual([
      tarEntry('file', 'a', { uname: 'me' }),
      tarEntry('file', 'b', { uname: 'me' }),
      tarEntry('file', 'c', { uname: 'me' }),
    ]);
    expect(entries(pax('x', '99 bad\n') + TAR_END)).toBe('archive/tar: invalid tar header');
  });
});
