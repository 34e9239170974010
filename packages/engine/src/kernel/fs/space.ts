/** Space of a superblock: blocks of 4 KiB and, on tmpfs with nr_inodes, inodes. Orphans nobody uses are freed before it is full. */
import type { Kernel } from '../kernel.ts';
import { type Superblock, superblockTable } from './filesystem.ts';
import { sweepOrphans } from './orphan.ts';

/** Takes `delta` bytes of blocks (gives back when negative); false, and nothing taken, when they are not there. */
export function chargeBlocks(k: Kernel, sb: number, delta: number): boolean {
  if (delta === 0) return true;
  const record = k.tx.edit(superblockTable, sb);
  if (delta > 0 && record.limit > 0 && record.used + delta > record.limit) {
    sweepOrphans(k);
    if (record.used + delta > record.limit) return false;
  }
  record.used += delta;
  return true;
}

/** Bytes of blocks that may still be taken. */
export function freeBlocks(record: Readonly<Superblock>): number {
  return record.limit === 0 ? Number.MAX_SAFE_INTEGER : Math.max(0, record.limit - record.used);
}

/** Most inodes the superblock may have; 0 is no limit. */
function inodeLimit(record: Readonly<Superblock>): number {
  const max = record.data.inodes;
  return typeof max === 'number' ? max : 0;
}

/** May one more inode be made? */
export function hasFreeInode(k: Kernel, sb: number): boolean {
  const record = k.tx.get(superblockTable, sb);
  if (record === undefined) return false;
  const max = inodeLimit(record);
  if (max === 0 || record.inodes < max) return true;
  sweepOrphans(k);
  return (k.tx.get(superblockTable, sb)?.inodes ?? 0) < max;
}
