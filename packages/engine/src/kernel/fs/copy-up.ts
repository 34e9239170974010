/**
 * Copying an object up to the upper layer before it is changed (fs/overlayfs/copy_up.c), with the directories above it.
 * Whole files are copied (metacopy=off), hard links of lower files part (index=off), readers of the lower file keep it.
 */
import type { Bytes } from '../../util/bytes.ts';
import { ENOENT, ENOSPC, EROFS, type Errno } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { S_IFDIR, S_IFLNK, S_IFMT, S_IFREG } from '../syscall.ts';
import { addName } from './dirent.ts';
import { linkText } from './disk-fs.ts';
import { cloneData } from './file-data.ts';
import { createInode, editInode, freeInode, getXattr, type Inode, setXattr, theInode } from './inode.ts';
import { sbOfInode } from './inode-key.ts';
import { mergedAt, type OverlayMemo, parentPath, remember, XATTR_IMPURE, XATTR_ORIGIN } from './overlay-lookup.ts';
import { hasFreeInode } from './space.ts';

const OVERLAY_XATTR = 'trusted.overlay.';

/** Makes the upper inode of `lower`, without name; ENOSPC when the upper layer is full. */
function copyInode(k: Kernel, lower: number, upperDir: number, name: Bytes, withData: boolean): number | Errno {
  const source = theInode(k, lower);
  const sb = sbOfInode(upperDir);
  if (!hasFreeInode(k, sb)) return ENOSPC;
  const type = source.mode & S_IFMT;
  const { mode, uid, gid, rdev } = source;
  const key = createInode(
    k,
    sb,
    { mode, uid, gid, rdev, target: type === S_IFLNK ? linkText(k, lower) : '' },
    upperDir,
    name,
  );
  const inode = editInode(k, key);
  if (type !== S_IFDIR) inode.nlink = 1;
  if (type === S_IFREG && withData && cloneData(k, lower, key) !== 0) {
    freeInode(k, key);
    return ENOSPC;
  }
  inode.atime = source.atime;
  inode.mtime = source.mtime;
  const kept = source.xattrs.filter(([other]) => !other.startsWith(OVERLAY_XATTR));
  inode.xattrs = [...kept, [XATTR_ORIGIN, originText(source, lower)]];
  return key;
}

/** The origin of a copy: what the copied inode itself says it comes from, else its key. */
function originText(source: Readonly<Inode>, key: number): Bytes {
  return (source.xattrs.length === 0 ? undefined : getXattr(source, XATTR_ORIGIN)) ?? `${key}`;
}

/** Gives `key` a name in an upper directory whose times stay as they are. */
function addQuietly(k: Kernel, dir: number, name: Bytes, key: number, type: number): void {
  const { mtime, ctime } = theInode(k, dir);
  addName(k, dir, name, key, type);
  const inode = editInode(k, dir);
  inode.mtime = mtime;
  inode.ctime = ctime;
  if (getXattr(inode, XATTR_IMPURE) === undefined) setXattr(k, dir, XATTR_IMPURE, 'y');
}

/**
 * Makes sure that the object at `path` is in the upper layer; `withData` false leaves a regular file's copy empty, for
 * one that is about to be truncated. Returns the upper inode's key, or ENOENT, ENOSPC, EROFS (no upper layer).
 */
export function copyUp(k: Kernel, memo: OverlayMemo, path: Bytes, withData = true): number | Errno {
  const merged = mergedAt(k, memo, path);
  if (merged === null) return ENOENT;
  if (merged.upper !== 0) return merged.upper;
  if (path === '') return EROFS;
  const dir = copyUp(k, memo, parentPath(path));
  if (dir < 0) return dir;
  const lower = merged.lowers[0] as number;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const key = copyInode(k, lower, dir, name, withData);
  if (key < 0) return key;
  addQuietly(k, dir, name, key, theInode(k, key).mode & S_IFMT);
  remember(k, memo, path, { upper: key, lowers: merged.isDir ? merged.lowers : NO_LOWERS, isDir: merged.isDir }, false);
  return key;
}

const NO_LOWERS: readonly number[] = [];
