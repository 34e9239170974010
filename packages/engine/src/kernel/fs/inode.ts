/**
 * Inodes of disk-like file systems (ext4, tmpfs): records by inode key, or entries of a seed tree as long as nothing has
 * changed them. Sizes are charged to the superblock in blocks of 4 KiB.
 */
import { intPairTable, intTable } from '../../store/table.ts';
import { assert } from '../../util/assert.ts';
import type { Bytes } from '../../util/bytes.ts';
import type { Kernel } from '../kernel.ts';
import { S_IFDIR, S_IFLNK, S_IFMT, S_IFREG, type Stat } from '../syscall.ts';
import { dirSize } from './dir-size.ts';
import type { Extents } from './extent.ts';
import { type NewNode, superblockTable } from './filesystem.ts';
import { inodeKey, localIno, sbOfInode } from './inode-key.ts';
import { blockRound, type SeedEntry } from './seed-index.ts';
import { entryOfInode, markChanged, pristineInode, viewOfInode } from './seed-tree.ts';
import { getSuperblock, superblockDev } from './superblock.ts';

/** struct inode. Times are nanoseconds since genesis. */
export interface Inode {
  mode: number;
  uid: number;
  gid: number;
  nlink: number;
  rdev: number;
  size: number;
  /** Bytes of a regular file that lie in holes. */
  holes: number;
  /** Bytes that a directory's entries take (dir-size.ts). */
  names: number;
  /** A directory whose names are in the dirent table; false for one still as its seed tree has it. */
  listed: boolean;
  atime: number;
  mtime: number;
  ctime: number;
  /** Directory and name it was made or last renamed under; the name may since have gone (path-text.ts checks). */
  parent: number;
  name: Bytes;
  /** Data after the parts in `extentTable`; a symlink's text. */
  extents: Extents;
  /** End offset of each part in `extentTable`. */
  chunks: readonly number[];
  /** Extended attributes, by name. */
  xattrs: readonly (readonly [Bytes, Bytes])[];
}
/** Inodes by inode key; those of seed trees only once they have been changed. */
export const inodeTable = intTable<Inode>('inode', 1);

/** Parts of long files: (inode key, number of the part). */
export interface Chunk {
  extents: Extents;
}
/** Parts of long files. */
export const extentTable = intPairTable<Chunk>('extent', 1);

/** The inode, or undefined when it is gone. */
export function getInode(k: Kernel, key: number): Readonly<Inode> | undefined {
  const view = viewOfInode(k, key);
  if (view === null) return k.tx.get(inodeTable, key);
  if (!view.pristine) {
    const record = k.tx.get(inodeTable, key);
    if (record !== undefined) return record;
  }
  return pristineInode(k, view, entryOfInode(key));
}

/** The inode, which is known to exist. */
export function theInode(k: Kernel, key: number): Readonly<Inode> {
  const inode = getInode(k, key);
  assert(inode !== undefined, `inode ${key} is gone`);
  return inode;
}

/** `mode` alone, 0 when the inode is gone. */
export function modeOf(k: Kernel, key: number): number {
  const view = viewOfInode(k, key);
  if (view?.pristine === true) return (view.index.tree.entries[entryOfInode(key)] as SeedEntry).mode;
  return getInode(k, key)?.mode ?? 0;
}

/** The inode's record to be changed; a seed's inode gets one. */
export function editInode(k: Kernel, key: number): Inode {
  const view = viewOfInode(k, key);
  if (view === null || (!view.pristine && k.tx.get(inodeTable, key) !== undefined)) return k.tx.edit(inodeTable, key);
  markChanged(k, view);
  return k.tx.put(inodeTable, key, { ...pristineInode(k, view, entryOfInode(key)) });
}

const NONE: readonly never[] = [];

/** A new inode without name (`nlink` 0, or 2 for a directory); returns its key. The caller has seen to space (space.ts). */
export function createInode(k: Kernel, sb: number, what: NewNode, parent: number, name: Bytes): number {
  const record = k.tx.edit(superblockTable, sb);
  record.lastIno++;
  record.inodes++;
  const key = inodeKey(sb, record.lastIno);
  const type = what.mode & S_IFMT;
  const isDir = type === S_IFDIR;
  const isLink = type === S_IFLNK;
  k.tx.put(inodeTable, key, {
    mode: what.mode,
    uid: what.uid,
    gid: what.gid,
    nlink: isDir ? 2 : 0,
    rdev: what.rdev,
    size: isDir ? dirSize(record.type, 0) : isLink ? what.target.length : 0,
    holes: 0,
    names: 0,
    listed: isDir,
    atime: k.now,
    mtime: k.now,
    ctime: k.now,
    parent,
    name,
    extents: isLink ? [what.target] : NONE,
    chunks: NONE,
    xattrs: NONE,
  });
  return key;
}

/** Bytes of disk blocks that a regular file's data takes; other types take none that count. */
export function allocatedBytes(inode: Readonly<Inode>): number {
  return (inode.mode & S_IFMT) === S_IFREG ? blockRound(inode.size - inode.holes) : 0;
}

/** Removes an inode that nothing refers to any more, with its data. Names in it must be gone. */
export function freeInode(k: Kernel, key: number): void {
  const inode = getInode(k, key);
  if (inode === undefined) return;
  const space = k.tx.edit(superblockTable, sbOfInode(key));
  space.used -= allocatedBytes(inode);
  space.inodes--;
  if (inode.chunks.length > 0) k.tx.removeAll2(extentTable, key);
  k.tx.remove(inodeTable, key);
}

/** stat(2) of an inode. */
export function statInode(k: Kernel, key: number, inode: Readonly<Inode>): Stat {
  const sb = sbOfInode(key);
  const record = getSuperblock(k, sb);
  const type = inode.mode & S_IFMT;
  let bytes = 0;
  if (type === S_IFREG) bytes = blockRound(inode.size - inode.holes);
  else if (type === S_IFDIR && record.type === 'ext4') bytes = inode.size;
  return {
    dev: superblockDev(sb, record),
    ino: localIno(key),
    mode: inode.mode,
    nlink: inode.nlink,
    uid: inode.uid,
    gid: inode.gid,
    rdev: inode.rdev,
    size: inode.size,
    blocks: bytes / 512,
    atime: inode.atime,
    mtime: inode.mtime,
    ctime: inode.ctime,
  };
}

/** The value of an extended attribute; undefined when it is not set. */
export function getXattr(inode: Readonly<Inode>, name: Bytes): Bytes | undefined {
  for (const [key, value] of inode.xattrs) if (key === name) return value;
  return undefined;
}

/** Sets an extended attribute; null removes it. */
export function setXattr(k: Kernel, key: number, name: Bytes, value: Bytes | null): void {
  const inode = editInode(k, key);
  const rest = inode.xattrs.filter(([other]) => other !== name);
  inode.xattrs = value === null ? rest : [...rest, [name, value]];
  k.fsGeneration++;
}
