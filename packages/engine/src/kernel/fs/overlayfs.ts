/**
 * overlayfs (Documentation/filesystems/overlayfs.rst) over directories of disk-like file systems: lookups through the
 * layers, merged directories, copy-up, whiteouts and opaque directories.
 */
import type { Bytes } from '../../util/bytes.ts';
import { ENOENT, type Errno } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { type Dirent, O_TRUNC, S_IFDIR, type Stat, type StatFs } from '../syscall.ts';
import { copyUp } from './copy-up.ts';
import { changeAttr, linkText, programOfInode } from './disk-fs.ts';
import type { AttrChange, Errno2, FileSystem, Node, Opened } from './filesystem.ts';
import { modeOf, statInode, theInode } from './inode.ts';
import { sbOfInode } from './inode-key.ts';
import { memoOf } from './memo.ts';
import {
  overlayCreate,
  overlayIno,
  overlayLink,
  overlayNames,
  overlayRemove,
  overlayRename,
} from './overlay-change.ts';
import {
  isMergedDir,
  type Merged,
  mergedAt,
  overlayMemo,
  overlayObject,
  parentPath,
  realKey,
} from './overlay-lookup.ts';
import { overlayGetTree } from './overlay-mount.ts';
import { DEAD_PREFIX } from './repath.ts';
import { fileSystemOf, getSuperblock, superblockDev } from './superblock.ts';

const NOT_FOUND: Errno2 = Object.freeze({ errno: ENOENT });

function isDead(node: Node): boolean {
  return (node as string).startsWith(DEAD_PREFIX);
}

/** A removed directory that is still somebody's working directory. */
function deadStat(k: Kernel, sb: number): Stat {
  const none = { nlink: 0, uid: 0, gid: 0, rdev: 0, size: 0, blocks: 0, atime: k.now, mtime: k.now, ctime: k.now };
  return { dev: superblockDev(sb, getSuperblock(k, sb)), ino: 0, mode: S_IFDIR | 0o755, ...none };
}

function lookup(k: Kernel, sb: number, dir: Node, name: Bytes): Node | Errno2 {
  if (name === '..') return isDead(dir) ? NOT_FOUND : parentPath(dir as string);
  const path = `${dir as string}/${name}`;
  return mergedAt(k, overlayMemo(k, sb), path) === null ? NOT_FOUND : path;
}

/** stat of what inode `key` shows through overlay `sb` as the object `merged`. */
export function statMerged(k: Kernel, sb: number, merged: Merged): Stat {
  const key = realKey(merged);
  const real = statInode(k, key, theInode(k, key));
  const dev = superblockDev(sb, getSuperblock(k, sb));
  return { ...real, dev, ino: overlayIno(k, merged), nlink: isMergedDir(merged) ? 1 : real.nlink };
}

function stat(k: Kernel, sb: number, node: Node): Stat | Errno {
  const merged = overlayObject(k, sb, node as string);
  if (merged !== null) return statMerged(k, sb, merged);
  return isDead(node) ? deadStat(k, sb) : ENOENT;
}

function mode(k: Kernel, sb: number, node: Node): number {
  const merged = overlayObject(k, sb, node as string);
  if (merged !== null) return modeOf(k, realKey(merged));
  return isDead(node) ? S_IFDIR | 0o755 : 0;
}

function readdir(k: Kernel, sb: number, dir: Node): readonly Dirent[] {
  const merged = overlayObject(k, sb, dir as string);
  return merged === null ? [] : overlayNames(k, merged);
}

function readlink(k: Kernel, sb: number, node: Node): Bytes | Errno {
  const merged = overlayObject(k, sb, node as string);
  return merged === null ? ENOENT : linkText(k, realKey(merged));
}

function setattr(k: Kernel, sb: number, node: Node, change: AttrChange): Errno | 0 {
  const key = copyUp(k, overlayMemo(k, sb), node as string, change.size !== 0);
  return key < 0 ? key : changeAttr(k, key, change);
}

function open(k: Kernel, sb: number, node: Node, flags: number): Opened | Errno {
  const memo = overlayMemo(k, sb);
  const merged = mergedAt(k, memo, node as string);
  if (merged === null) return ENOENT;
  if (merged.isDir) return { kind: 'dir', obj: realKey(merged), extra: '' };
  const isWrite = (flags & 3) !== 0 || (flags & O_TRUNC) !== 0;
  const key = isWrite ? copyUp(k, memo, node as string, (flags & O_TRUNC) === 0) : realKey(merged);
  return key < 0 ? key : { kind: 'inode', obj: key, extra: '' };
}

/** Space is that of the file system the upper layer lies on, or the first lower one. */
function statfs(k: Kernel, sb: number): StatFs {
  const { data, source } = getSuperblock(k, sb);
  const below = sbOfInode(
    data.upper !== 0 ? (data.upper as number) : ((data.lowers as readonly number[])[0] as number),
  );
  const real = fileSystemOf(k, getSuperblock(k, below)).statfs(k, below);
  return { ...real, type: 'overlay', source };
}

function inode(k: Kernel, sb: number, node: Node): number {
  const merged = overlayObject(k, sb, node as string);
  return merged === null ? 0 : realKey(merged);
}

/** File system type `overlay`. */
export const overlayfs: FileSystem = {
  lookup,
  stat,
  mode,
  readlink,
  readdir,
  create: overlayCreate,
  link: overlayLink,
  unlink: (k, sb, dir, name) => overlayRemove(k, sb, dir, name, false),
  rmdir: (k, sb, dir, name) => overlayRemove(k, sb, dir, name, true),
  rename: overlayRename,
  setattr,
  open,
  statfs,
  program: (k, sb, node) => {
    const key = inode(k, sb, node);
    return key === 0 ? '' : programOfInode(k, key);
  },
  kill: (k, sb) => {
    memoOf(k).overlays.delete(sb);
  },
  getTree: overlayGetTree,
  options: (k, sb) => getSuperblock(k, sb).data.options as string,
  inode,
};
