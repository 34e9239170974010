/** Superblocks: making them, counting the mounts that use them, and finding their type (fs/super.c). */
import { assert } from '../../util/assert.ts';
import type { Bytes } from '../../util/bytes.ts';
import type { Kernel } from '../kernel.ts';
import { anonymousDev } from './device-number.ts';
import { type FileSystem, type Superblock, superblockTable } from './filesystem.ts';

/** A new superblock of `type` with no mount yet; fields not given are zero, '' or empty. */
export function createSuperblock(k: Kernel, type: string, source: Bytes, fields: Partial<Superblock> = {}): number {
  const id = k.nextId('superblock');
  const zero = { root: '', readOnly: false, limit: 0, used: 0, refs: 0, lastIno: 0, inodes: 0, data: {} };
  k.tx.put(superblockTable, id, { type, source, ...zero, ...fields });
  return id;
}

/** The record of a superblock that is known to exist. */
export function getSuperblock(k: Kernel, sb: number): Readonly<Superblock> {
  const record = k.tx.get(superblockTable, sb);
  assert(record !== undefined, `superblock ${sb} is gone`);
  return record;
}

/** Implementation of a superblock's type. */
export function fileSystemOf(k: Kernel, record: Readonly<Superblock>): FileSystem {
  const fs = k.env.fileSystems[record.type];
  assert(fs !== undefined, `no file system ${record.type}`);
  return fs;
}

/** One more mount uses it. */
export function holdSuperblock(k: Kernel, sb: number): void {
  k.tx.edit(superblockTable, sb).refs++;
}

/** A mount lets go of it; the last one frees what it owns, as umount(2) of a tmpfs loses its files. */
export function dropSuperblock(k: Kernel, sb: number): void {
  const record = k.tx.edit(superblockTable, sb);
  record.refs--;
  // a disk outlives its mounts
  if (record.refs > 0 || record.type === 'ext4') return;
  fileSystemOf(k, record).kill(k, sb);
  k.tx.remove(superblockTable, sb);
}

/** `st_dev` of its objects: the number of its block device, or an anonymous one. */
export function superblockDev(sb: number, record: Readonly<Superblock>): number {
  const { dev } = record.data;
  return typeof dev === 'number' ? dev : anonymousDev(sb);
}
