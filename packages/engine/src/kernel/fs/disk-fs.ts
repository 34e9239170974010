/** The operations that ext4, tmpfs and devtmpfs share (fs/libfs.c): inodes in a table, names in another. */
import type { Bytes } from '../../util/bytes.ts';
import { EEXIST, EISDIR, EMLINK, ENOENT, ENOSPC, ENOTDIR, ENOTEMPTY, EPERM, type Errno } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { type Dirent, S_IFDIR, S_IFMT, S_IFREG, type Stat } from '../syscall.ts';
import {
  addName,
  direntTable,
  eachName,
  isEmptyDir,
  listNames,
  lookupName,
  removeName,
  replaceName,
} from './dirent.ts';
import { expandExtent } from './extent.ts';
import { headOf, truncateData } from './file-data.ts';
import type { AttrChange, Errno2, NewNode, Node, Opened } from './filesystem.ts';
import { createInode, editInode, extentTable, getInode, type Inode, inodeTable, modeOf, statInode } from './inode.ts';
import { sbOfInode } from './inode-key.ts';
import { programOfBytes, programOfContent } from './opaque.ts';
import { addOrphan, orphanTable } from './orphan.ts';
import type { SeedEntry } from './seed-index.ts';
import { entryOfInode, treeTable, viewOfInode } from './seed-tree.ts';
import { hasFreeInode } from './space.ts';
import { getSuperblock } from './superblock.ts';

const NOT_FOUND: Errno2 = Object.freeze({ errno: ENOENT });
const EXISTS: Errno2 = Object.freeze({ errno: EEXIST });
const NO_SPACE: Errno2 = Object.freeze({ errno: ENOSPC });
/** Names an inode may have (ext4). */
const LINK_MAX = 65000;

/** Is the inode a directory? */
function isDirInode(k: Kernel, key: number): boolean {
  return (modeOf(k, key) & S_IFMT) === S_IFDIR;
}

/** lookup of FileSystem. */
export function diskLookup(k: Kernel, _sb: number, dir: Node, name: Bytes): Node | Errno2 {
  if (name === '..') return getInode(k, dir as number)?.parent ?? NOT_FOUND;
  const key = lookupName(k, dir as number, name);
  return key === 0 ? NOT_FOUND : key;
}

/** stat of FileSystem. */
export function diskStat(k: Kernel, _sb: number, node: Node): Stat | Errno {
  const inode = getInode(k, node as number);
  return inode === undefined ? ENOENT : statInode(k, node as number, inode);
}

/** Text of a symlink's inode. */
export function linkText(k: Kernel, key: number): Bytes {
  const text = getInode(k, key)?.extents[0];
  return text === undefined ? '' : expandExtent(text);
}

/** create of FileSystem: any type. */
export function diskCreate(k: Kernel, sb: number, dir: Node, name: Bytes, what: NewNode): Node | Errno2 {
  const parent = dir as number;
  if (lookupName(k, parent, name) !== 0) return EXISTS;
  if ((getInode(k, parent)?.nlink ?? 0) === 0) return NOT_FOUND;
  if (!hasFreeInode(k, sb)) return NO_SPACE;
  const key = createInode(k, sb, what, parent, name);
  const type = what.mode & S_IFMT;
  addName(k, parent, name, key, type);
  if (type !== S_IFDIR) k.tx.edit(inodeTable, key).nlink = 1;
  return key;
}

/** One more name for inode `key`, which is no directory. */
export function linkInode(k: Kernel, dir: number, name: Bytes, key: number): Errno | 0 {
  if (lookupName(k, dir, name) !== 0) return EEXIST;
  const inode = getInode(k, key);
  if (inode === undefined || inode.nlink === 0) return ENOENT;
  if ((inode.mode & S_IFMT) === S_IFDIR) return EPERM;
  if (inode.nlink >= LINK_MAX) return EMLINK;
  addName(k, dir, name, key, inode.mode & S_IFMT);
  const record = editInode(k, key);
  record.nlink++;
  record.ctime = k.now;
  return 0;
}

/** The inode has lost one name (a directory: its only one); the last one makes it an orphan. */
export function dropLink(k: Kernel, key: number): void {
  const inode = editInode(k, key);
  inode.nlink = (inode.mode & S_IFMT) === S_IFDIR ? 0 : inode.nlink - 1;
  inode.ctime = k.now;
  if (inode.nlink === 0) addOrphan(k, key);
}

/** unlink of FileSystem. */
export function diskUnlink(k: Kernel, _sb: number, dir: Node, name: Bytes): Errno | 0 {
  const key = lookupName(k, dir as number, name);
  if (key === 0) return ENOENT;
  if (isDirInode(k, key)) return EISDIR;
  removeName(k, dir as number, name);
  dropLink(k, key);
  return 0;
}

/** rmdir of FileSystem. */
export function diskRmdir(k: Kernel, _sb: number, dir: Node, name: Bytes): Errno | 0 {
  const key = lookupName(k, dir as number, name);
  if (key === 0) return ENOENT;
  if (!isDirInode(k, key)) return ENOTDIR;
  if (!isEmptyDir(k, key)) return ENOTEMPTY;
  removeName(k, dir as number, name);
  dropLink(k, key);
  return 0;
}

/** rename of FileSystem; the VFS has checked that types agree and that no directory moves into itself. */
export function diskRename(k: Kernel, _sb: number, fromDir: Node, from: Bytes, toDir: Node, to: Bytes): Errno | 0 {
  const a = fromDir as number;
  const b = toDir as number;
  const key = lookupName(k, a, from);
  if (key === 0) return ENOENT;
  const old = lookupName(k, b, to);
  if (old === key) return 0;
  const type = modeOf(k, key) & S_IFMT;
  if (old !== 0) {
    if (isDirInode(k, old) && !isEmptyDir(k, old)) return ENOTEMPTY;
    replaceName(k, b, to, key, type);
    dropLink(k, old);
  } else addName(k, b, to, key, type);
  removeName(k, a, from);
  const inode = editInode(k, key);
  inode.parent = b;
  inode.name = to;
  inode.ctime = k.now;
  return 0;
}

/** Changes attributes of an inode; `size` cuts off or extends a regular file. */
export function changeAttr(k: Kernel, key: number, change: AttrChange): Errno | 0 {
  if (change.size !== undefined) {
    const result = truncateData(k, key, change.size);
    if (result !== 0) return result;
  }
  const inode = editInode(k, key);
  if (change.size !== undefined) inode.mtime = k.now;
  if (change.mode !== undefined) inode.mode = (inode.mode & S_IFMT) | (change.mode & 0o7777);
  if (change.uid !== undefined) inode.uid = change.uid;
  if (change.gid !== undefined) inode.gid = change.gid;
  if (change.atime !== undefined) inode.atime = change.atime;
  if (change.mtime !== undefined) inode.mtime = change.mtime;
  inode.ctime = k.now;
  return 0;
}

/** open of FileSystem. */
export function diskOpen(k: Kernel, _sb: number, node: Node): Opened | Errno {
  const type = modeOf(k, node as number) & S_IFMT;
  if (type === S_IFREG) return { kind: 'inode', obj: node as number, extra: '' };
  return type === S_IFDIR ? { kind: 'dir', obj: node as number, extra: '' } : ENOENT;
}

/** Program whose image an inode's data is, or ''. */
export function programOfInode(k: Kernel, key: number): string {
  const view = viewOfInode(k, key);
  if (view !== null && (view.pristine || k.tx.get(inodeTable, key) === undefined)) {
    return (view.index.tree.entries[entryOfInode(key)] as SeedEntry).program ?? '';
  }
  const inode = getInode(k, key) as Readonly<Inode>;
  const first = inode.chunks.length === 0 ? inode.extents[0] : undefined;
  if (typeof first === 'object' && 'opaque' in first && first.at === 0) return programOfContent(first.opaque);
  return programOfBytes(headOf(k, key, inode, 256));
}

/** readdir of FileSystem. */
export function diskReaddir(k: Kernel, _sb: number, dir: Node): readonly Dirent[] {
  return listNames(k, dir as number);
}

/** readlink of FileSystem. */
export function diskReadlink(k: Kernel, _sb: number, node: Node): Bytes {
  return linkText(k, node as number);
}

/** An empty directory as root of superblock `sb`, its own parent; returns its key. */
export function createRoot(k: Kernel, sb: number, mode: number, uid: number, gid: number): number {
  const key = createInode(k, sb, { mode: S_IFDIR | mode, uid, gid, rdev: 0, target: '' }, 0, '');
  k.tx.edit(inodeTable, key).parent = key;
  return key;
}

function killTree(k: Kernel, key: number): void {
  const dirs: number[] = [];
  eachName(k, key, (_name, child, type) => {
    if (type === S_IFDIR) dirs.push(child);
    else killInode(k, child);
    return true;
  });
  k.tx.removeAll2(direntTable, key);
  for (const dir of dirs) killTree(k, dir);
  killInode(k, key);
}

function killInode(k: Kernel, key: number): void {
  const inode = k.tx.get(inodeTable, key);
  if (inode === undefined) return;
  if (inode.chunks.length > 0) k.tx.removeAll2(extentTable, key);
  k.tx.remove(inodeTable, key);
}

/** kill of FileSystem: frees everything that superblock `sb` holds. */
export function killDisk(k: Kernel, sb: number): void {
  killTree(k, getSuperblock(k, sb).root as number);
  const orphans: number[] = [];
  k.tx.each(orphanTable, (_orphan, key) => {
    if (sbOfInode(key) === sb) orphans.push(key);
  });
  for (const key of orphans) {
    killInode(k, key);
    k.tx.remove(orphanTable, key);
  }
  const trees: number[] = [];
  k.tx.each(treeTable, (tree, id) => {
    if (tree.sb === sb) trees.push(id);
  });
  for (const id of trees) k.tx.remove(treeTable, id);
}
