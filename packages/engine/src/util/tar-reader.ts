import type { Bytes } from './bytes.ts';
import { GoError, isGoError } from './go-error.ts';
import { TAR_BLOCK, type TarEntry, type TarType } from './tar.ts';

/** An entry read from an archive: its content is `size` bytes from `offset` of the source. */
export interface TarRead {
  readonly entry: TarEntry;
  readonly offset: number;
}

const INVALID_HEADER = new GoError('archive/tar: invalid tar header');
const UNEXPECTED_EOF = new GoError('unexpected EOF');

/** Types by their flag; NUL is a file of the oldest archives, 7 a contiguous one. */
function typeOf(flag: string, name: Bytes): TarType | null {
  switch (flag) {
    case '0':
    case '\0':
    case '7':
      return name.endsWith('/') ? 'dir' : 'file';
    case '1':
      return 'link';
    case '2':
      return 'symlink';
    case '3':
      return 'char';
    case '4':
      return 'block';
    case '5':
      return 'dir';
    case '6':
      return 'fifo';
    default:
      return null;
  }
}

function text(block: Bytes, at: number, width: number): Bytes {
  const field = block.slice(at, at + width);
  const end = field.indexOf('\0');
  return end < 0 ? field : field.slice(0, end);
}

/** An octal field, or base 256 when its first bit is set; null when it is neither. */
function number(block: Bytes, at: number, width: number): number | null {
  const first = block.charCodeAt(at);
  if (first & 0x80) {
    let n = first & 0x40 ? (first & 0x7f) - 0x80 : first & 0x7f;
    for (let i = 1; i < width; i++) n = n * 256 + block.charCodeAt(at + i);
    return Number.isSafeInteger(n) ? n : null;
  }
  const digits = block.slice(at, at + width).replace(/^[ \0]+|[ \0]+$/g, '');
  if (digits === '') return 0;
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : null;
}

/** Sum of a header's octets with its checksum field as blanks. */
function checksum(block: Bytes): number {
  let sum = 0;
  for (let i = 0; i < TAR_BLOCK; i++) sum += i >= 148 && i < 156 ? 32 : block.charCodeAt(i);
  return sum;
}

type Records = Map<Bytes, Bytes>;

/** Adds the pax records of `body`; a record without a value takes the earlier one back. */
function readPax(body: Bytes, records: Records): boolean {
  for (let at = 0; at < body.length; ) {
    const m = /^(\d{1,9}) /.exec(body.slice(at, at + 11));
    const length = m === null ? 0 : Number(m[1]);
    const record = body.slice(at, at + length);
    const equals = record.indexOf('=');
    if (m === null || record.length !== length || equals < 0 || !record.endsWith('\n')) return false;
    const key = record.slice(m[0].length, equals);
    const value = record.slice(equals + 1, -1);
    if (value === '') records.delete(key);
    else records.set(key, value);
    at += length;
  }
  return true;
}

function whole(records: Records, key: Bytes, otherwise: number): number {
  const value = records.get(key);
  return value === undefined ? otherwise : Math.floor(Number(value));
}

const XATTR = 'SCHILY.xattr.';

/** The entry of a header block with what the extensions before it said. */
function entryOf(block: Bytes, size: number, records: Records): TarEntry | GoError {
  const prefix = block.startsWith('ustar\0', 257) ? text(block, 345, 155) : '';
  const short = text(block, 0, 100);
  const name = records.get('path') ?? (prefix === '' ? short : `${prefix}/${short}`);
  const flag = block[156] as string;
  const type = typeOf(flag, name);
  if (type === null) return new GoError(`archive/tar: unsupported entry type '${flag}'`);
  const numbers = [number(block, 100, 8), number(block, 108, 8), number(block, 116, 8), number(block, 136, 12)];
  const special = type === 'char' || type === 'block';
  const devmajor = special ? number(block, 329, 8) : 0;
  const devminor = special ? number(block, 337, 8) : 0;
  if (numbers.includes(null) || devmajor === null || devminor === null) return INVALID_HEADER;
  const [mode, uid, gid, mtimeSec] = numbers as [number, number, number, number];
  const old = !block.startsWith('ustar', 257);
  return {
    name,
    type,
    mode: mode & 0o7777,
    uid: whole(records, 'uid', uid),
    gid: whole(records, 'gid', gid),
    size: type === 'file' ? size : 0,
    mtimeSec: whole(records, 'mtime', mtimeSec),
    linkname: records.get('linkpath') ?? text(block, 157, 100),
    devmajor,
    devminor,
    uname: records.get('uname') ?? (old ? '' : text(block, 265, 32)),
    gname: records.get('gname') ?? (old ? '' : text(block, 297, 32)),
    xattrs: [...records]
      .filter(([key]) => key.startsWith(XATTR))
      .map(([key, value]) => [key.slice(XATTR.length), value] as const),
  };
}

const ZERO_BLOCK = '\0'.repeat(TAR_BLOCK);

/** An extension entry applied to what comes after: pax headers, and GNU's long names. */
function applyExtension(flag: string, body: Bytes, next: Records, global: Records): boolean {
  if (flag === 'x') return readPax(body, next);
  if (flag === 'g') return readPax(body, global);
  const end = body.indexOf('\0');
  next.set(flag === 'L' ? 'path' : 'linkpath', end < 0 ? body : body.slice(0, end));
  return true;
}

/**
 * Reads the entries of a ustar, pax or GNU archive (or one of the old format) up to its end blocks. Errors read as Go's
 * archive/tar; sparse files and other vendor types are refused by their flag.
 */
export function readTar(source: Bytes): readonly TarRead[] | GoError {
  const entries: TarRead[] = [];
  const global: Records = new Map();
  let next: Records = new Map();
  for (let at = 0; at < source.length; ) {
    const block = source.slice(at, at + TAR_BLOCK);
    if (block.length < TAR_BLOCK) return UNEXPECTED_EOF;
    if (block === ZERO_BLOCK) break;
    const stored = number(block, 148, 8);
    if (stored !== checksum(block)) return INVALID_HEADER;
    at += TAR_BLOCK;
    const flag = block[156] as string;
    const isExtension = 'xgLK'.includes(flag);
    const records = new Map([...global, ...next]);
    const declared = number(block, 124, 12);
    if (declared === null || declared < 0) return INVALID_HEADER;
    const size = isExtension ? declared : whole(records, 'size', declared);
    const hasBody = isExtension || flag === '0' || flag === '\0' || flag === '7';
    if (hasBody && at + size > source.length) return UNEXPECTED_EOF;
    if (isExtension) {
      if (!applyExtension(flag, source.slice(at, at + size), next, global)) return INVALID_HEADER;
    } else {
      const entry = entryOf(block, size, records);
      if (isGoError(entry)) return entry;
      entries.push({ entry, offset: at });
      next = new Map();
    }
    if (hasBody) at += Math.ceil(size / TAR_BLOCK) * TAR_BLOCK;
  }
  return entries;
}

/** Content of an entry that was read from `source`. */
export function tarContent(source: Bytes, read: TarRead): Bytes {
  return source.slice(read.offset, read.offset + read.entry.size);
}
