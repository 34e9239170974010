/**
 * Data of regular files. Extents lie in the inode; when there are many, the older ones move to parts of their own
 * (`extentTable`), so that appending to a long log copies and hashes little.
 */
import type { Bytes } from '../../util/bytes.ts';
import { EFBIG, ENOSPC } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import {
  type Extent,
  type Extents,
  extentsLength,
  holeBytes,
  overwriteExtents,
  pushExtent,
  readExtents,
  sliceExtents,
} from './extent.ts';
import { allocatedBytes, editInode, extentTable, type Inode, theInode } from './inode.ts';
import { sbOfInode } from './inode-key.ts';
import { blockRound } from './seed-index.ts';
import { chargeBlocks, freeBlocks } from './space.ts';
import { getSuperblock } from './superblock.ts';

/** Extents in one part, and at most in the inode itself. */
const PART = 32;
/** Largest file (ext4 with 4 KiB blocks). */
const MAX_SIZE = 16 * 2 ** 40;

/** All extents of a file. */
function loadExtents(k: Kernel, key: number, inode: Readonly<Inode>): Extents {
  if (inode.chunks.length === 0) return inode.extents;
  const all: Extent[] = [];
  for (let i = 0; i < inode.chunks.length; i++) all.push(...(k.tx.get2(extentTable, key, i)?.extents ?? []));
  all.push(...inode.extents);
  return all;
}

/** Replaces all extents; `inode` is the record being edited. */
function storeExtents(k: Kernel, key: number, inode: Inode, extents: Extents): void {
  if (inode.chunks.length > 0) k.tx.removeAll2(extentTable, key);
  const chunks: number[] = [];
  let from = 0;
  let end = 0;
  for (; extents.length - from > PART; from += PART) {
    const part = extents.slice(from, from + PART);
    end += extentsLength(part);
    k.tx.put2(extentTable, key, chunks.length, { extents: part });
    chunks.push(end);
  }
  inode.extents = from === 0 ? extents : extents.slice(from);
  inode.chunks = chunks;
}

/** Bytes `pos` to `pos + max` of a file, fewer at its end. */
export function readData(k: Kernel, key: number, inode: Readonly<Inode>, pos: number, max: number): Bytes {
  const end = Math.min(inode.size, pos + max);
  if (pos >= end) return '';
  const { chunks } = inode;
  const tail = chunks.length === 0 ? 0 : (chunks[chunks.length - 1] as number);
  if (pos >= tail) return readExtents(inode.extents, pos - tail, end - tail);
  let out = '';
  let start = 0;
  for (let i = 0; i < chunks.length && start < end; i++) {
    const stop = chunks[i] as number;
    if (stop > pos)
      out += readExtents(k.tx.get2(extentTable, key, i)?.extents ?? [], Math.max(0, pos - start), end - start);
    start = stop;
  }
  return end > tail ? out + readExtents(inode.extents, 0, end - tail) : out;
}

/** Extents of bytes `pos` to `pos + max`, unexpanded. */
export function sliceData(k: Kernel, key: number, inode: Readonly<Inode>, pos: number, max: number): Extents {
  return sliceExtents(loadExtents(k, key, inode), pos, Math.min(inode.size, pos + max));
}

/** Appends in place, spilling a full list of extents into a part. */
function append(k: Kernel, key: number, inode: Inode, data: Extents): void {
  const extents = inode.extents.slice();
  for (const extent of data) {
    if (extents.length >= PART) {
      const end = (inode.chunks[inode.chunks.length - 1] ?? 0) + extentsLength(extents);
      k.tx.put2(extentTable, key, inode.chunks.length, { extents: extents.slice() });
      inode.chunks = [...inode.chunks, end];
      extents.length = 0;
    }
    pushExtent(extents, extent);
  }
  inode.extents = extents;
}

/** Blocks that writing `n` bytes at `pos` adds. Overwritten holes are counted exactly only by the general path below. */
function appendCost(inode: Readonly<Inode>, holes: number, n: number, pos: number): number {
  return blockRound(pos + n - holes) - allocatedBytes(inode);
}

/**
 * Writes `data` (`n` bytes) at `pos`. Returns the bytes written: fewer than `n` when the disk fills up, ENOSPC when it is
 * full, EFBIG past the largest file size. The caller sets times and privileges.
 */
export function writeData(k: Kernel, key: number, pos: number, data: Extents, n: number): number {
  if (n === 0) return 0;
  if (pos + n > MAX_SIZE) return EFBIG;
  const inode = editInode(k, key);
  const sb = sbOfInode(key);
  if (pos >= inode.size) {
    const gap = pos - inode.size;
    const holes = inode.holes + gap + holeBytes(data);
    const cost = appendCost(inode, holes, n, pos);
    if (!chargeBlocks(k, sb, cost)) return writeFitting(k, key, inode, pos, data, holes);
    append(k, key, inode, gap > 0 ? [{ hole: gap }, ...data] : data);
    inode.holes = holes;
    inode.size = pos + n;
    return n;
  }
  const all = overwriteExtents(loadExtents(k, key, inode), inode.size, pos, data, n);
  const holes = holeBytes(all);
  const size = Math.max(inode.size, pos + n);
  if (!chargeBlocks(k, sb, blockRound(size - holes) - allocatedBytes(inode))) {
    return pos + n > inode.size && inode.size > pos
      ? writeData(k, key, pos, sliceExtents(data, 0, inode.size - pos), inode.size - pos)
      : ENOSPC;
  }
  storeExtents(k, key, inode, all);
  inode.holes = holes;
  inode.size = size;
  return n;
}

/** What still fits of an append for which there is no room. */
function writeFitting(
  k: Kernel,
  key: number,
  inode: Readonly<Inode>,
  pos: number,
  data: Extents,
  holes: number,
): number {
  const room = allocatedBytes(inode) + freeBlocks(getSuperblock(k, sbOfInode(key))) + holes - pos;
  if (room <= 0) return ENOSPC;
  return writeData(k, key, pos, sliceExtents(data, 0, room), room);
}

/** Cuts a file off at `size`, or extends it by a hole; 0 or EFBIG. */
export function truncateData(k: Kernel, key: number, size: number): number {
  if (size > MAX_SIZE) return EFBIG;
  const inode = editInode(k, key);
  const before = allocatedBytes(inode);
  if (size > inode.size) {
    append(k, key, inode, [{ hole: size - inode.size }]);
    inode.holes += size - inode.size;
  } else if (size < inode.size) {
    const kept = size === 0 ? [] : sliceExtents(loadExtents(k, key, inode), 0, size);
    storeExtents(k, key, inode, kept);
    inode.holes = holeBytes(kept);
  }
  inode.size = size;
  chargeBlocks(k, sbOfInode(key), allocatedBytes(inode) - before);
  return 0;
}

/** Gives the empty file `to` the data of `from`, sharing every extent; ENOSPC when there is no room for it. */
export function cloneData(k: Kernel, from: number, to: number): number {
  const source = theInode(k, from);
  const copy = editInode(k, to);
  if (!chargeBlocks(k, sbOfInode(to), allocatedBytes(source))) return ENOSPC;
  storeExtents(k, to, copy, loadExtents(k, from, source));
  copy.size = source.size;
  copy.holes = source.holes;
  return 0;
}

/** First bytes of a file: for `#!` lines and magic numbers. */
export function headOf(k: Kernel, key: number, inode: Readonly<Inode>, n: number): Bytes {
  const first = inode.chunks.length === 0 ? inode.extents[0] : undefined;
  if (typeof first === 'string' && (first.length >= n || inode.extents.length === 1)) return first.slice(0, n);
  return readData(k, key, inode, 0, n);
}
