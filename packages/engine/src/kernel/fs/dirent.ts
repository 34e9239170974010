/** Names in directories of disk-like file systems: in the dirent table, or as the seed tree has them. */
import { intStrTable } from '../../store/table.ts';
import type { Bytes } from '../../util/bytes.ts';
import type { Kernel } from '../kernel.ts';
import { type Dirent, S_IFDIR, S_IFMT } from '../syscall.ts';
import { dirSize, nameLength } from './dir-size.ts';
import { editInode, getInode, type Inode, inodeTable } from './inode.ts';
import { localIno, sbOfInode } from './inode-key.ts';
import { findSeed, type SeedEntry } from './seed-index.ts';
import { entryOfInode, keyOfEntry, type TreeView, viewOfInode } from './seed-tree.ts';
import { getSuperblock } from './superblock.ts';

/** A name: the inode key it stands for and the type bits of its mode. */
export interface DirentRecord {
  ino: number;
  type: number;
}
/** By directory's inode key and name. */
export const direntTable = intStrTable<DirentRecord>('dirent', 1);

/** The tree whose names directory `dir` still has; null when they are in the table. */
function seedNames(k: Kernel, dir: number): TreeView | null {
  const view = viewOfInode(k, dir);
  if (view === null || view.pristine) return view;
  return k.tx.get(inodeTable, dir)?.listed === true ? null : view;
}

/** Inode key behind `name` in `dir`, 0 when there is none. */
export function lookupName(k: Kernel, dir: number, name: Bytes): number {
  const view = seedNames(k, dir);
  if (view === null) return k.tx.get2(direntTable, dir, name)?.ino ?? 0;
  const entry = findSeed(view.index, entryOfInode(dir), name);
  return entry < 0 ? 0 : keyOfEntry(view, entry);
}

/** Calls `fn` for each name of `dir` but `.` and `..`; returning false ends the walk. */
export function eachName(
  k: Kernel,
  dir: number,
  fn: (name: Bytes, key: number, type: number) => boolean | undefined,
): void {
  const view = seedNames(k, dir);
  if (view === null) {
    k.tx.each2(direntTable, dir, (record, name) => fn(name, record.ino, record.type));
    return;
  }
  const { index } = view;
  for (const i of index.kids[entryOfInode(dir)] ?? []) {
    const type = (index.tree.entries[i] as SeedEntry).mode & S_IFMT;
    if (fn(index.names[i] as Bytes, keyOfEntry(view, i), type) === false) return;
  }
}

/** Does `dir` have no names? */
export function isEmptyDir(k: Kernel, dir: number): boolean {
  const view = seedNames(k, dir);
  if (view === null) return k.tx.count2(direntTable, dir) === 0;
  return (view.index.kids[entryOfInode(dir)] ?? []).length === 0;
}

/** All names, as readdir(3) gives them. */
export function listNames(k: Kernel, dir: number): Dirent[] {
  const out: Dirent[] = [];
  eachName(k, dir, (name, key, type) => {
    out.push({ name, ino: localIno(key), type });
    return true;
  });
  return out;
}

/** The record of a directory whose names are about to change; copies a seed's names into the table first. */
function editNames(k: Kernel, dir: number): Inode {
  const view = viewOfInode(k, dir);
  const inode = editInode(k, dir);
  if (!inode.listed && view !== null) {
    inode.listed = true;
    const { index } = view;
    for (const i of index.kids[entryOfInode(dir)] ?? []) {
      const type = (index.tree.entries[i] as SeedEntry).mode & S_IFMT;
      k.tx.put2(direntTable, dir, index.names[i] as Bytes, { ino: keyOfEntry(view, i), type });
    }
  }
  inode.mtime = k.now;
  inode.ctime = k.now;
  k.fsGeneration++;
  return inode;
}

/** Adds a free name for inode `key`, whose type bits are `type`. */
export function addName(k: Kernel, dir: number, name: Bytes, key: number, type: number): void {
  const inode = editNames(k, dir);
  k.tx.put2(direntTable, dir, name, { ino: key, type });
  const fsType = getSuperblock(k, sbOfInode(dir)).type;
  inode.names += nameLength(fsType, name);
  // an ext4 directory keeps its blocks when names go
  inode.size = Math.max(fsType === 'ext4' ? inode.size : 0, dirSize(fsType, inode.names));
  if (type === S_IFDIR) inode.nlink++;
}

/** Removes a name that is there, leaving the inode as it is. */
export function removeName(k: Kernel, dir: number, name: Bytes): void {
  const inode = editNames(k, dir);
  const type = k.tx.get2(direntTable, dir, name)?.type ?? 0;
  k.tx.remove2(direntTable, dir, name);
  const fsType = getSuperblock(k, sbOfInode(dir)).type;
  inode.names -= nameLength(fsType, name);
  if (fsType !== 'ext4') inode.size = dirSize(fsType, inode.names);
  if (type === S_IFDIR) inode.nlink--;
}

/** Lets a name that is there stand for another inode. */
export function replaceName(k: Kernel, dir: number, name: Bytes, key: number, type: number): void {
  const inode = editNames(k, dir);
  const old = k.tx.get2(direntTable, dir, name)?.type ?? 0;
  k.tx.put2(direntTable, dir, name, { ino: key, type });
  if (type === S_IFDIR) inode.nlink++;
  if (old === S_IFDIR) inode.nlink--;
}

/** Is `key` a directory at or below `ancestor`? */
export function isWithinDir(k: Kernel, key: number, ancestor: number): boolean {
  for (let at = key; ; ) {
    if (at === ancestor) return true;
    const up = getInode(k, at)?.parent ?? at;
    if (up === at) return false;
    at = up;
  }
}
