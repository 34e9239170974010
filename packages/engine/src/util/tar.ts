import type { Bytes } from './bytes.ts';
import { compareBytes } from './go-value/value.ts';

/** What an entry of an archive is. */
export type TarType = 'file' | 'link' | 'symlink' | 'char' | 'block' | 'dir' | 'fifo';

/** Metadata of one entry. Names are byte strings without a leading slash; a directory's may end in one. */
export interface TarEntry {
  readonly name: Bytes;
  readonly type: TarType;
  /** Permission bits with setuid, setgid and sticky, without the file type. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes of content; 0 for all but files. */
  readonly size: number;
  /** Modification time in whole seconds since 1970. */
  readonly mtimeSec: number;
  /** Target of a link, otherwise empty. */
  readonly linkname: Bytes;
  readonly devmajor: number;
  readonly devminor: number;
  readonly uname: Bytes;
  readonly gname: Bytes;
  /** Extended attributes by name, in any order. */
  readonly xattrs: readonly (readonly [Bytes, Bytes])[];
}

/** An entry of a type with nothing set but its name, for spreading. */
export function tarEntry(type: TarType, name: Bytes, fields: Partial<TarEntry> = {}): TarEntry {
  const mode = type === 'dir' ? 0o755 : type === 'symlink' ? 0o777 : 0o644;
  return {
    name,
    type,
    mode,
    uid: 0,
    gid: 0,
    size: 0,
    mtimeSec: 0,
    linkname: '',
    devmajor: 0,
    devminor: 0,
    uname: '',
    gname: '',
    xattrs: [],
    ...fields,
  };
}

/** How what does not fit the fixed fields is written: pax records (Go's archive/tar) or GNU's long names and binary numbers. */
export type TarFormat = 'pax' | 'gnu';

/** Bytes of a block: headers are one, content is padded to whole ones. */
export const TAR_BLOCK = 512;

/** The two zero blocks that end an archive. */
export const TAR_END: Bytes = '\0'.repeat(2 * TAR_BLOCK);

/** Zeros that follow content of `size` bytes up to the next block. */
export function tarPadding(size: number): Bytes {
  return '\0'.repeat((TAR_BLOCK - (size % TAR_BLOCK)) % TAR_BLOCK);
}

const TYPE_FLAGS: Readonly<Record<TarType, string>> = {
  file: '0',
  link: '1',
  symlink: '2',
  char: '3',
  block: '4',
  dir: '5',
  fifo: '6',
};

function field(text: Bytes, width: number): Bytes {
  return text.length >= width ? text.slice(0, width) : text + '\0'.repeat(width - text.length);
}

function fitsOctal(n: number, width: number): boolean {
  return n >= 0 && n < 2 ** (3 * (width - 1));
}

/** A number in octal with a NUL; what does not fit is 0 in pax (a record has it) and base 256 in GNU. */
function numeric(n: number, width: number, format: TarFormat): Bytes {
  if (fitsOctal(n, width)) return `${n.toString(8).padStart(width - 1, '0')}\0`;
  if (format === 'pax') return `${'0'.repeat(width - 1)}\0`;
  let out = '';
  let left = n;
  for (let i = 0; i < width; i++) {
    const octet = ((left % 256) + 256) % 256;
    out = String.fromCharCode(octet) + out;
    left = (left - octet) / 256;
  }
  return (n < 0 ? '\xff' : '\x80') + out.slice(1);
}

/** Prefix and name for a path longer than the name field, split at a slash; null when ustar cannot hold it. */
function splitPath(name: Bytes): readonly [Bytes, Bytes] | null {
  if (name.length <= 100) return ['', name];
  let end = Math.min(name.length, 156);
  if (end === name.length && name.endsWith('/')) end--;
  const slash = name.lastIndexOf('/', end - 1);
  const rest = name.length - slash - 1;
  if (slash <= 0 || slash > 155 || rest > 100 || rest === 0) return null;
  return [name.slice(0, slash), name.slice(slash + 1)];
}

interface Fields {
  readonly prefix: Bytes;
  readonly name: Bytes;
  readonly flag: string;
  readonly linkname: Bytes;
}

function block(e: TarEntry, f: Fields, format: TarFormat): Bytes {
  const head =
    field(f.name, 100) +
    numeric(e.mode, 8, format) +
    numeric(e.uid, 8, format) +
    numeric(e.gid, 8, format) +
    numeric(e.size, 12, format) +
    numeric(e.mtimeSec, 12, format);
  const tail =
    f.flag +
    field(f.linkname, 100) +
    (format === 'gnu' ? 'ustar  \0' : 'ustar\x0000') +
    field(e.uname, 32) +
    field(e.gname, 32) +
    numeric(e.devmajor, 8, format) +
    numeric(e.devminor, 8, format) +
    field(f.prefix, 155);
  let sum = 8 * 32;
  for (let i = 0; i < head.length; i++) sum += head.charCodeAt(i);
  for (let i = 0; i < tail.length; i++) sum += tail.charCodeAt(i);
  return `${head}${sum.toString(8).padStart(6, '0')}\0 ${tail}${'\0'.repeat(12)}`;
}

/** `length key=value\n`, the length counting itself. */
function paxRecord(key: Bytes, value: Bytes): Bytes {
  const body = ` ${key}=${value}\n`;
  let length = body.length + String(body.length).length;
  if (String(length).length + body.length !== length) length = String(length).length + body.length;
  return `${length}${body}`;
}

function extension(name: Bytes, flag: string, content: Bytes, format: TarFormat): Bytes {
  const e = tarEntry('file', '', { mode: 0, size: content.length });
  return (
    block(e, { prefix: '', name: name.slice(0, 100), flag, linkname: '' }, format) +
    content +
    tarPadding(content.length)
  );
}

const NON_ASCII = /[^\x01-\x7f]/;

function paxRecords(e: TarEntry, name: Bytes): readonly (readonly [Bytes, Bytes])[] {
  const records: (readonly [Bytes, Bytes])[] = [];
  if (splitPath(name) === null || NON_ASCII.test(name)) records.push(['path', name]);
  if (e.linkname.length > 100 || NON_ASCII.test(e.linkname)) records.push(['linkpath', e.linkname]);
  if (e.uname.length > 32 || NON_ASCII.test(e.uname)) records.push(['uname', e.uname]);
  if (e.gname.length > 32 || NON_ASCII.test(e.gname)) records.push(['gname', e.gname]);
  if (!fitsOctal(e.uid, 8)) records.push(['uid', String(e.uid)]);
  if (!fitsOctal(e.gid, 8)) records.push(['gid', String(e.gid)]);
  if (!fitsOctal(e.size, 12)) records.push(['size', String(e.size)]);
  if (!fitsOctal(e.mtimeSec, 12)) records.push(['mtime', String(e.mtimeSec)]);
  for (const [key, value] of e.xattrs) records.push([`SCHILY.xattr.${key}`, value]);
  return records.sort((a, b) => compareBytes(a[0], b[0]));
}

function paxHeaderName(name: Bytes): Bytes {
  const path = name.endsWith('/') ? name.slice(0, -1) : name;
  const slash = path.lastIndexOf('/');
  return `${path.slice(0, slash + 1)}PaxHeaders.0/${path.slice(slash + 1)}`.replace(/[^\x20-\x7e]/g, '');
}

/**
 * The header blocks of an entry, with the extended header or long-name entries that it needs before it. Content of exactly
 * `size` bytes follows, then tarPadding(size). GNU format has no place for xattrs and leaves them out.
 */
export function tarHeader(e: TarEntry, format: TarFormat = 'pax'): Bytes {
  const name = e.type === 'dir' && !e.name.endsWith('/') ? `${e.name}/` : e.name;
  const flag = TYPE_FLAGS[e.type];
  if (format === 'gnu') {
    let out = '';
    if (e.linkname.length > 100) out += extension('././@LongLink', 'K', `${e.linkname}\0`, 'gnu');
    if (name.length > 100) out += extension('././@LongLink', 'L', `${name}\0`, 'gnu');
    return out + block(e, { prefix: '', name, flag, linkname: e.linkname }, 'gnu');
  }
  const records = paxRecords(e, name);
  const extended =
    records.length === 0
      ? ''
      : extension(paxHeaderName(name), 'x', records.map(([k, v]) => paxRecord(k, v)).join(''), 'pax');
  const [prefix, short] = splitPath(name) ?? ['', name];
  return extended + block(e, { prefix, name: short, flag, linkname: e.linkname }, 'pax');
}

/** Where an archive goes: called with one piece after the other. */
export type TarSink = (chunk: Bytes) => void;

/** An entry with its content: bytes, or a function that hands them to the sink in pieces of `size` bytes in all. */
export interface TarMember {
  readonly entry: TarEntry;
  readonly content: Bytes | ((sink: TarSink) => void);
}

/** Writes a whole archive piece by piece. Throws when content is not of the size its entry says. */
export function writeTar(members: Iterable<TarMember>, sink: TarSink, format: TarFormat = 'pax'): void {
  for (const { entry, content } of members) {
    sink(tarHeader(entry, format));
    let written = 0;
    const count = (chunk: Bytes): void => {
      written += chunk.length;
      sink(chunk);
    };
    if (typeof content === 'string') {
      if (content !== '') count(content);
    } else content(count);
    if (written !== entry.size)
      throw new RangeError(`${entry.name}: ${written} bytes written, ${entry.size} announced`);
    const padding = tarPadding(written);
    if (padding !== '') sink(padding);
  }
  sink(TAR_END);
}

/** A whole archive in memory. */
export function tarBytes(members: Iterable<TarMember>, format: TarFormat = 'pax'): Bytes {
  const chunks: Bytes[] = [];
  writeTar(members, (chunk) => chunks.push(chunk), format);
  return chunks.join('');
}
