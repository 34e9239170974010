/**
 * File data as a list of extents. Bytes that were written are kept as they are; zeros, holes and opaque contents (program
 * images, random data) are only described, so a gigabyte of them costs nothing. Extents are immutable and are shared
 * between files (copy_file_range(2), overlay copy-up).
 */
import type { Bytes } from '../../util/bytes.ts';
import { opaqueBytes } from './opaque.ts';

/** `zeros` bytes that were written as zero: they take space on the disk. */
export interface Zeros {
  readonly zeros: number;
}
/** `hole` bytes that were never written: they read as zero and take no space. */
export interface Hole {
  readonly hole: number;
}
/** `n` bytes from offset `at` of the content named `opaque` (opaque.ts). */
export interface Opaque {
  readonly opaque: string;
  readonly at: number;
  readonly n: number;
}
/** A piece of a file's data. */
export type Extent = Bytes | Zeros | Hole | Opaque;
/** Data in order, never changed in place. */
export type Extents = readonly Extent[];

/** Literal extents shorter than this are joined with what is appended to them. */
const JOIN_BELOW = 4096;
/** Runs of NUL bytes from this length on are stored as `Zeros`. */
const ZEROS_FROM = 512;

/** Length in bytes. */
function extentLength(extent: Extent): number {
  if (typeof extent === 'string') return extent.length;
  if ('zeros' in extent) return extent.zeros;
  if ('hole' in extent) return extent.hole;
  return extent.n;
}

/** Length of all in bytes. */
export function extentsLength(extents: Extents): number {
  let n = 0;
  for (const extent of extents) n += extentLength(extent);
  return n;
}

/** Bytes in holes: what `st_blocks` does not count. */
export function holeBytes(extents: Extents): number {
  let n = 0;
  for (const extent of extents) if (typeof extent !== 'string' && 'hole' in extent) n += extent.hole;
  return n;
}

function sliceExtent(extent: Extent, from: number, to: number): Extent {
  if (typeof extent === 'string') return extent.slice(from, to);
  if ('zeros' in extent) return { zeros: to - from };
  if ('hole' in extent) return { hole: to - from };
  return { opaque: extent.opaque, at: extent.at + from, n: to - from };
}

/** The part from byte `from` up to byte `to`; shares what it can. */
export function sliceExtents(extents: Extents, from: number, to: number): Extent[] {
  const out: Extent[] = [];
  let start = 0;
  for (const extent of extents) {
    if (start >= to) break;
    const end = start + extentLength(extent);
    if (end > from) {
      const a = Math.max(from, start);
      const b = Math.min(to, end);
      out.push(a === start && b === end ? extent : sliceExtent(extent, a - start, b - start));
    }
    start = end;
  }
  return out;
}

/** An extent as bytes. */
export function expandExtent(extent: Extent): Bytes {
  if (typeof extent === 'string') return extent;
  if ('opaque' in extent) return opaqueBytes(extent.opaque, extent.at, extent.n);
  return '\0'.repeat(extentLength(extent));
}

/** Bytes `from` to `to` (fewer at the end). */
export function readExtents(extents: Extents, from: number, to: number): Bytes {
  const first = extents[0];
  if (extents.length === 1 && typeof first === 'string')
    return from === 0 && to >= first.length ? first : first.slice(from, to);
  let out = '';
  for (const extent of sliceExtents(extents, from, to)) out += expandExtent(extent);
  return out;
}

/** Joins `next` to `last` when they continue each other; null when they do not. */
function join(last: Extent, next: Extent): Extent | null {
  if (typeof last === 'string') return typeof next === 'string' && last.length < JOIN_BELOW ? last + next : null;
  if (typeof next === 'string') return null;
  if ('zeros' in last) return 'zeros' in next ? { zeros: last.zeros + next.zeros } : null;
  if ('hole' in last) return 'hole' in next ? { hole: last.hole + next.hole } : null;
  if (!('opaque' in next) || next.opaque !== last.opaque || next.at !== last.at + last.n) return null;
  return { opaque: last.opaque, at: last.at, n: last.n + next.n };
}

/** Appends in place, joining with the last extent where possible. `extents` must be the caller's own. */
export function pushExtent(extents: Extent[], next: Extent): void {
  if (extentLength(next) === 0) return;
  const last = extents[extents.length - 1];
  const joined = last === undefined ? null : join(last, next);
  if (joined === null) extents.push(next);
  else extents[extents.length - 1] = joined;
}

/** `extents`, which are `size` bytes long, with the `n` bytes of `data` at `pos`; a gap becomes a hole. */
export function overwriteExtents(extents: Extents, size: number, pos: number, data: Extents, n: number): Extent[] {
  const out = sliceExtents(extents, 0, Math.min(pos, size));
  if (pos > size) pushExtent(out, { hole: pos - size });
  for (const extent of data) pushExtent(out, extent);
  if (pos + n < size) for (const extent of sliceExtents(extents, pos + n, size)) pushExtent(out, extent);
  return out;
}

/** `data` as an extent: long runs of nothing but NUL bytes (what dd reads from /dev/zero) are only described. */
export function extentOf(data: Bytes): Extent {
  if (data.length < ZEROS_FROM || data.charCodeAt(0) !== 0) return data;
  for (let i = 1; i < data.length; i++) if (data.charCodeAt(i) !== 0) return data;
  return { zeros: data.length };
}
