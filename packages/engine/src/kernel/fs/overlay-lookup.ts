/**
 * Looking names up in an overlay (fs/overlayfs/namei.c). An object is what the layers have under one path: in the upper
 * layer, or in the first lower one that has it; directories of the same path in several layers are merged. A node of an
 * overlay is its path, '' for the root.
 */
import type { Bytes } from '../../util/bytes.ts';
import type { Kernel } from '../kernel.ts';
import { S_IFCHR, S_IFDIR, S_IFMT } from '../syscall.ts';
import { lookupName } from './dirent.ts';
import { getInode, getXattr, modeOf } from './inode.ts';
import { memoOf } from './memo.ts';
import type { SeedEntry } from './seed-index.ts';
import { entryOfInode, viewOfInode } from './seed-tree.ts';
import { getSuperblock } from './superblock.ts';

/** Marks a directory that hides the lower layers' directory of the same path. */
export const XATTR_OPAQUE = 'trusted.overlay.opaque';
/** On a copied-up inode: the lower one it comes from (here its key in decimal; a file handle in the kernel). */
export const XATTR_ORIGIN = 'trusted.overlay.origin';
/** On an upper directory that holds copied-up inodes. */
export const XATTR_IMPURE = 'trusted.overlay.impure';

/** One object: inode keys in the upper layer (0: none) and in the lower ones. Other than directories have one key in all. */
export interface Merged {
  readonly upper: number;
  readonly lowers: readonly number[];
  readonly isDir: boolean;
}

/** Objects by path as of `generation` of the kernel's names; null: no such object. */
export interface OverlayMemo {
  generation: number;
  readonly nodes: Map<Bytes, Merged | null>;
}

/** Is the inode a whiteout: a character device 0:0? */
export function isWhiteout(k: Kernel, key: number): boolean {
  if ((modeOf(k, key) & S_IFMT) !== S_IFCHR) return false;
  return getInode(k, key)?.rdev === 0;
}

function isOpaque(k: Kernel, key: number): boolean {
  const view = viewOfInode(k, key);
  if (view?.pristine === true) return (view.index.tree.entries[entryOfInode(key)] as SeedEntry).opaque === true;
  const inode = getInode(k, key);
  return inode !== undefined && inode.xattrs.length > 0 && getXattr(inode, XATTR_OPAQUE) === 'y';
}

const NO_LOWERS: readonly number[] = [];

/** What the layers of directory `dir` have under `name`; null when that is nothing, or whited out. */
export function lookupMerged(k: Kernel, dir: Merged, name: Bytes): Merged | null {
  let upper = 0;
  if (dir.upper !== 0) {
    upper = lookupName(k, dir.upper, name);
    if (upper !== 0) {
      const type = modeOf(k, upper) & S_IFMT;
      if (type === S_IFCHR && isWhiteout(k, upper)) return null;
      if (type !== S_IFDIR) return { upper, lowers: NO_LOWERS, isDir: false };
      if (isOpaque(k, upper)) return { upper, lowers: NO_LOWERS, isDir: true };
    }
  }
  let lowers: number[] | null = null;
  for (const layer of dir.lowers) {
    const key = lookupName(k, layer, name);
    if (key === 0) continue;
    const type = modeOf(k, key) & S_IFMT;
    if (type !== S_IFDIR) {
      if (upper !== 0 || lowers !== null || (type === S_IFCHR && isWhiteout(k, key))) break;
      return { upper: 0, lowers: [key], isDir: false };
    }
    if (lowers === null) lowers = [key];
    else lowers.push(key);
    if (isOpaque(k, key)) break;
  }
  if (upper === 0 && lowers === null) return null;
  return { upper, lowers: lowers ?? NO_LOWERS, isDir: true };
}

/** Do the lower layers of directory `dir` have `name`, not whited out (ovl_lower_positive)? */
export function lowerHas(k: Kernel, dir: Merged, name: Bytes): boolean {
  for (const layer of dir.lowers) {
    const key = lookupName(k, layer, name);
    if (key !== 0) return !isWhiteout(k, key);
  }
  return false;
}

/** The inode whose attributes and data an object shows. */
export function realKey(merged: Merged): number {
  return merged.upper !== 0 ? merged.upper : (merged.lowers[0] as number);
}

/** Is it made of several layers (OVL_TYPE_MERGE)? Such a directory shows one link and cannot be renamed. */
export function isMergedDir(merged: Merged): boolean {
  return merged.isDir && merged.lowers.length > (merged.upper !== 0 ? 0 : 1);
}

/** The objects of the overlay in superblock `sb` known so far; emptied when names have changed behind it. */
export function overlayMemo(k: Kernel, sb: number): OverlayMemo {
  const { overlays } = memoOf(k);
  let memo = overlays.get(sb);
  if (memo === undefined) {
    memo = { generation: -1, nodes: new Map() };
    overlays.set(sb, memo);
  }
  if (memo.generation !== k.fsGeneration) {
    memo.generation = k.fsGeneration;
    memo.nodes.clear();
    const { data } = getSuperblock(k, sb);
    memo.nodes.set('', { upper: data.upper as number, lowers: data.lowers as readonly number[], isDir: true });
  }
  return memo;
}

/** The object at `path`, or null. */
export function mergedAt(k: Kernel, memo: OverlayMemo, path: Bytes): Merged | null {
  const known = memo.nodes.get(path);
  if (known !== undefined) return known;
  const slash = path.lastIndexOf('/');
  // paths of removed directories (repath.ts) lead nowhere
  const dir = slash < 0 || path.startsWith('//') ? null : mergedAt(k, memo, path.slice(0, slash));
  const found = dir === null || !dir.isDir ? null : lookupMerged(k, dir, path.slice(slash + 1));
  memo.nodes.set(path, found);
  return found;
}

/** The object at `path` of superblock `sb`, or null. */
export function overlayObject(k: Kernel, sb: number, path: Bytes): Merged | null {
  return mergedAt(k, overlayMemo(k, sb), path);
}

/**
 * The overlay has itself changed what is at `path`, and knows what is there now: the rest of its memo stays good. With
 * `below`, everything under the path is forgotten too.
 */
export function remember(k: Kernel, memo: OverlayMemo, path: Bytes, now: Merged | null, below: boolean): void {
  if (below) {
    const prefix = `${path}/`;
    for (const other of memo.nodes.keys()) if (other.startsWith(prefix)) memo.nodes.delete(other);
  }
  memo.nodes.set(path, now);
  memo.generation = k.fsGeneration;
}

/** Directory part of a node's path; the root's is the root. */
export function parentPath(path: Bytes): Bytes {
  return path === '' ? '' : path.slice(0, path.lastIndexOf('/'));
}
