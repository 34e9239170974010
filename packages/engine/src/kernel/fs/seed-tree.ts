/**
 * Seed trees in the world: a tree is attached below a directory of a disk-like file system and is there at once, with
 * inode numbers of its own, but nothing of it is stored until it is changed. A changed inode gets a record in the inode
 * table under the same key; a directory whose names change gets them in the dirent table (inode.ts, dirent.ts).
 */
import { intTable } from '../../store/table.ts';
import { assert } from '../../util/assert.ts';
import type { Bytes } from '../../util/bytes.ts';
import type { Kernel } from '../kernel.ts';
import { S_IFDIR, S_IFMT } from '../syscall.ts';
import { dirSize, nameLength } from './dir-size.ts';
import { superblockTable } from './filesystem.ts';
import type { Inode } from './inode.ts';
import { inodeKey, localIno } from './inode-key.ts';
import { memoOf } from './memo.ts';
import {
  indexSeed,
  MAX_SEED_ENTRIES,
  type SeedCatalog,
  type SeedEntry,
  type SeedIndex,
  seedExtents,
  seedSize,
} from './seed-index.ts';

/** One attached tree. */
export interface Tree {
  digest: string;
  sb: number;
  /** Directory and name it was attached under; its root's own key when it is the root of the file system. */
  parent: number;
  name: Bytes;
  /** No inode of it has ever been changed. */
  pristine: boolean;
}
/** Attached trees by id. */
export const treeTable = intTable<Tree>('tree', 1);

/** First local inode number of seeds; those of made inodes stay below. */
const SEED_BASE = 2 ** 32;
/** log2 of MAX_SEED_ENTRIES. */
const ENTRY_BITS = 14;

/** A tree as one transaction sees it. */
export interface TreeView {
  readonly id: number;
  readonly tree: Readonly<Tree>;
  readonly index: SeedIndex;
  readonly type: string;
  /** Unchanged inodes handed out so far. */
  readonly inodes: Map<number, Readonly<Inode>>;
  pristine: boolean;
}

/** The tree that an inode key belongs to; null for inodes that were made in the world. */
export function viewOfInode(k: Kernel, key: number): TreeView | null {
  const local = localIno(key);
  if (local < SEED_BASE) return null;
  // what is left is below 2^32, so that bit operators may take it apart
  const id = (local - SEED_BASE) >>> ENTRY_BITS;
  const memo = memoOf(k);
  if (memo.lastTree !== null && memo.lastTree.id === id) return memo.lastTree;
  let view = memo.trees.get(id);
  if (view === undefined) {
    const tree = k.tx.get(treeTable, id);
    assert(tree !== undefined, `seed tree ${id} is gone`);
    const index = indexSeed((k.env.catalog as SeedCatalog).tree(tree.digest));
    const type = k.tx.get(superblockTable, tree.sb)?.type ?? '';
    view = { id, tree, index, type, inodes: new Map(), pristine: tree.pristine };
    memo.trees.set(id, view);
  }
  memo.lastTree = view;
  return view;
}

/** Number of the entry that an inode key of a seed stands for. */
export function entryOfInode(key: number): number {
  return (localIno(key) - SEED_BASE) & (MAX_SEED_ENTRIES - 1);
}

/** Inode key of entry number `index` of a tree. */
export function keyOfEntry(view: TreeView, index: number): number {
  return inodeKey(view.tree.sb, SEED_BASE + view.id * MAX_SEED_ENTRIES + index);
}

function buildInode(k: Kernel, view: TreeView, i: number): Readonly<Inode> {
  const { tree, names, parents, kids, links, nameBytes } = view.index;
  const entry = tree.entries[i] as SeedEntry;
  const isDir = (entry.mode & S_IFMT) === S_IFDIR;
  const time = (entry.mtimeSec - k.epochSec) * 1e9;
  const used = !isDir
    ? 0
    : view.type === 'ext4'
      ? (nameBytes[i] as number)
      : (kids[i] as readonly number[]).length * nameLength(view.type, '');
  return {
    mode: entry.mode,
    uid: entry.uid,
    gid: entry.gid,
    nlink: links[i] as number,
    rdev: entry.rdev ?? 0,
    size: isDir ? dirSize(view.type, used) : seedSize(entry),
    holes: 0,
    names: used,
    listed: false,
    atime: time,
    mtime: time,
    ctime: time,
    parent: i === 0 ? view.tree.parent : keyOfEntry(view, parents[i] as number),
    name: i === 0 ? view.tree.name : (names[i] as Bytes),
    extents: isDir ? NONE : seedExtents(tree, entry),
    chunks: NONE,
    xattrs: entry.opaque === true ? OPAQUE_XATTR : NONE,
  };
}

const NONE: readonly never[] = Object.freeze([]);
const OPAQUE_XATTR: Inode['xattrs'] = Object.freeze([['trusted.overlay.opaque', 'y']]);

/** Inode of entry number `i` as the tree has it. */
export function pristineInode(k: Kernel, view: TreeView, i: number): Readonly<Inode> {
  let inode = view.inodes.get(i);
  if (inode === undefined) {
    inode = buildInode(k, view, i);
    view.inodes.set(i, inode);
  }
  return inode;
}

/** From now on inodes of the tree may have records of their own. */
export function markChanged(k: Kernel, view: TreeView): void {
  if (!view.pristine) return;
  view.pristine = false;
  k.tx.edit(treeTable, view.id).pristine = false;
}

/**
 * Registers the tree `digest` in superblock `sb` without giving it a name, charging its files; returns its root's key.
 * `parent` 0 makes it the root of the file system.
 */
export function registerSeed(k: Kernel, sb: number, parent: number, name: Bytes, digest: string): number {
  const index = indexSeed((k.env.catalog as SeedCatalog).tree(digest));
  const id = k.nextId('tree');
  const root = inodeKey(sb, SEED_BASE + id * MAX_SEED_ENTRIES);
  k.tx.put(treeTable, id, { digest, sb, parent: parent === 0 ? root : parent, name, pristine: true });
  const record = k.tx.edit(superblockTable, sb);
  record.used += index.allocated;
  record.inodes += index.names.length;
  return root;
}

/** Takes a tree that was never changed out of the world at once; its name must be gone already. */
export function unregisterSeed(k: Kernel, view: TreeView): void {
  const record = k.tx.edit(superblockTable, view.tree.sb);
  record.used -= view.index.allocated;
  record.inodes -= view.index.names.length;
  const memo = memoOf(k);
  memo.trees.delete(view.id);
  memo.lastTree = null;
  k.tx.remove(treeTable, view.id);
}

/** Is `key` the root of an attached tree? */
export function isSeedRoot(key: number): boolean {
  return localIno(key) >= SEED_BASE && entryOfInode(key) === 0;
}
