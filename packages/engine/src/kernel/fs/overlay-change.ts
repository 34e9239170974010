/** Creating, removing and renaming in an overlay (fs/overlayfs/dir.c). */
import type { Bytes } from '../../util/bytes.ts';
import { EEXIST, EISDIR, ENOENT, ENOSPC, ENOTDIR, ENOTEMPTY, EPERM, type Errno, EXDEV } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { type Dirent, S_IFCHR, S_IFDIR, S_IFMT } from '../syscall.ts';
import { copyUp } from './copy-up.ts';
import { addName, eachName, isEmptyDir, lookupName, removeName, replaceName } from './dirent.ts';
import { dropLink } from './disk-fs.ts';
import type { Errno2, NewNode, Node } from './filesystem.ts';
import { createInode, editInode, getInode, getXattr, modeOf, setXattr, theInode } from './inode.ts';
import { localIno, sbOfInode } from './inode-key.ts';
import {
  isMergedDir,
  isWhiteout,
  lowerHas,
  type Merged,
  mergedAt,
  overlayMemo,
  realKey,
  remember,
  XATTR_OPAQUE,
  XATTR_ORIGIN,
} from './overlay-lookup.ts';
import { forgetNodes, moveNodes } from './repath.ts';
import { hasFreeInode } from './space.ts';
import { clearWhiteouts, putOverWhiteout, whiteOut } from './whiteout.ts';

const NO_LOWERS: readonly number[] = [];

/** `st_ino` of an object: its origin's, so that it stays the same across copy-up. */
export function overlayIno(k: Kernel, merged: Merged): number {
  if (merged.isDir && merged.upper !== 0 && merged.lowers.length > 0) return localIno(merged.lowers[0] as number);
  const key = realKey(merged);
  const inode = merged.upper === 0 ? undefined : getInode(k, key);
  const origin =
    inode === undefined || inode.xattrs.length === 0 || merged.isDir ? undefined : getXattr(inode, XATTR_ORIGIN);
  return localIno(origin === undefined ? key : Number(origin));
}

/** Names in a merged directory, each once: those of the lowest layer first, then the others from the top down (ovl_dir_read_merged). */
export function overlayNames(k: Kernel, dir: Merged): Dirent[] {
  const layers = dir.upper === 0 ? dir.lowers : [dir.upper, ...dir.lowers];
  const seen = new Map<Bytes, Dirent | null>();
  for (const layer of layers) {
    eachName(k, layer, (name, key, type) => {
      if (!seen.has(name))
        seen.set(name, type === S_IFCHR && isWhiteout(k, key) ? null : { name, ino: localIno(key), type });
      return true;
    });
  }
  if (layers.length === 1) return [...seen.values()].filter((entry) => entry !== null);
  const out: Dirent[] = [];
  eachName(k, layers[layers.length - 1] as number, (name) => {
    const entry = seen.get(name);
    if (entry != null) out.push(entry);
    seen.set(name, null);
    return true;
  });
  for (const entry of seen.values()) if (entry !== null) out.push(entry);
  return out;
}

/** Is a merged directory empty but for whiteouts? */
function isEmptyMerged(k: Kernel, dir: Merged): boolean {
  if (dir.lowers.length === 0 && isEmptyDir(k, dir.upper)) return true;
  return overlayNames(k, dir).length === 0;
}

/** create of FileSystem. */
export function overlayCreate(k: Kernel, sb: number, dirNode: Node, name: Bytes, what: NewNode): Node | Errno2 {
  const type = what.mode & S_IFMT;
  if (type === S_IFCHR && what.rdev === 0) return { errno: EPERM };
  const memo = overlayMemo(k, sb);
  const path = `${dirNode as string}/${name}`;
  if (mergedAt(k, memo, path) !== null) return { errno: EEXIST };
  const dir = copyUp(k, memo, dirNode as string);
  if (dir < 0) return { errno: dir };
  const upperSb = sbOfInode(dir);
  if (!hasFreeInode(k, upperSb)) return { errno: ENOSPC };
  const key = createInode(k, upperSb, what, dir, name);
  if (type !== S_IFDIR) editInode(k, key).nlink = 1;
  const wasWhiteout = putOverWhiteout(k, dir, name, key);
  if (wasWhiteout && type === S_IFDIR) setXattr(k, key, XATTR_OPAQUE, 'y');
  remember(k, memo, path, { upper: key, lowers: NO_LOWERS, isDir: type === S_IFDIR }, true);
  return path;
}

/** link of FileSystem: the source is copied up first. */
export function overlayLink(k: Kernel, sb: number, dirNode: Node, name: Bytes, to: Node): Errno | 0 {
  const memo = overlayMemo(k, sb);
  const path = `${dirNode as string}/${name}`;
  if (mergedAt(k, memo, path) !== null) return EEXIST;
  const key = copyUp(k, memo, to as string);
  if (key < 0) return key;
  if ((modeOf(k, key) & S_IFMT) === S_IFDIR) return EPERM;
  const dir = copyUp(k, memo, dirNode as string);
  if (dir < 0) return dir;
  putOverWhiteout(k, dir, name, key);
  const inode = editInode(k, key);
  inode.nlink++;
  inode.ctime = k.now;
  remember(k, memo, path, { upper: key, lowers: NO_LOWERS, isDir: false }, true);
  return 0;
}

/** unlink (`isDir` false) and rmdir: a whiteout is left only if a lower layer has the name. */
export function overlayRemove(k: Kernel, sb: number, dirNode: Node, name: Bytes, isDir: boolean): Errno | 0 {
  const memo = overlayMemo(k, sb);
  const path = `${dirNode as string}/${name}`;
  const merged = mergedAt(k, memo, path);
  if (merged === null) return ENOENT;
  if (merged.isDir !== isDir) return isDir ? ENOTDIR : EISDIR;
  if (isDir && !isEmptyMerged(k, merged)) return ENOTEMPTY;
  const dir = copyUp(k, memo, dirNode as string);
  if (dir < 0) return dir;
  if (isDir && merged.upper !== 0) clearWhiteouts(k, merged.upper);
  const parent = mergedAt(k, memo, dirNode as string) as Merged;
  if (lowerHas(k, parent, name)) {
    const result = whiteOut(k, sb, dir, name);
    if (result !== 0) return result;
  } else {
    removeName(k, dir, name);
    dropLink(k, merged.upper);
  }
  remember(k, memo, path, null, true);
  if (isDir) forgetNodes(k, sb, path);
  return 0;
}

/** Puts `key` at `name` of upper directory `dir`, in place of what has the name there. */
function replaceUpper(k: Kernel, dir: number, name: Bytes, key: number): void {
  const old = lookupName(k, dir, name);
  const type = modeOf(k, key) & S_IFMT;
  if (old === 0) addName(k, dir, name, key, type);
  else {
    if ((modeOf(k, old) & S_IFMT) === S_IFDIR) clearWhiteouts(k, old);
    replaceName(k, dir, name, key, type);
    dropLink(k, old);
  }
  const inode = editInode(k, key);
  inode.parent = dir;
  inode.name = name;
  inode.ctime = k.now;
}

/**
 * rename of FileSystem. A directory that a lower layer has a part in cannot move (EXDEV, redirect_dir=off), so mv(1)
 * copies it; one that is only in the upper layer moves and becomes opaque in a merged parent.
 */
export function overlayRename(k: Kernel, sb: number, fromDir: Node, from: Bytes, toDir: Node, to: Bytes): Errno | 0 {
  const memo = overlayMemo(k, sb);
  const source = `${fromDir as string}/${from}`;
  const target = `${toDir as string}/${to}`;
  const moved = mergedAt(k, memo, source);
  const old = mergedAt(k, memo, target);
  if (moved === null) return ENOENT;
  if (moved.isDir && (moved.upper === 0 || moved.lowers.length > 0)) return EXDEV;
  if (old !== null) {
    if (old.upper !== 0 && old.upper === moved.upper) return 0;
    if (old.isDir && !isEmptyMerged(k, old)) return ENOTEMPTY;
  }
  const key = copyUp(k, memo, source);
  if (key < 0) return key;
  const b = copyUp(k, memo, toDir as string);
  if (b < 0) return b;
  const toParent = mergedAt(k, memo, toDir as string) as Merged;
  const fromParent = mergedAt(k, memo, fromDir as string) as Merged;
  const a = fromParent.upper;
  if (moved.isDir && isMergedDir(toParent) && getXattr(theInode(k, key), XATTR_OPAQUE) === undefined)
    setXattr(k, key, XATTR_OPAQUE, 'y');
  replaceUpper(k, b, to, key);
  if (lowerHas(k, fromParent, from)) {
    // the name still stands for the moved inode, which must keep its link
    const inode = editInode(k, key);
    if (moved.isDir) removeName(k, a, from);
    else inode.nlink++;
    const result = whiteOut(k, sb, a, from);
    if (result !== 0) return result;
  } else removeName(k, a, from);
  remember(k, memo, source, null, true);
  remember(k, memo, target, { upper: key, lowers: NO_LOWERS, isDir: moved.isDir }, true);
  moveNodes(k, sb, source, target, moved.isDir);
  return 0;
}
