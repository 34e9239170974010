/** Removing whole directories at once, as `rm -rf` by the kernel's own servants: work directories, image layers. */
import type { Bytes } from '../../util/bytes.ts';
import { ENOENT, type Errno } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { S_IFDIR, S_IFMT } from '../syscall.ts';
import { taskTable } from '../task/task.ts';
import { eachName, lookupName, removeName } from './dirent.ts';
import { dropLink } from './disk-fs.ts';
import { fileTable } from './file.ts';
import { modeOf } from './inode.ts';
import { mountTable } from './mount-table.ts';
import { isSeedRoot, type TreeView, unregisterSeed, viewOfInode } from './seed-tree.ts';

/** Does a task, an open file or a mount use an inode of the tree? */
function isTreeInUse(k: Kernel, view: TreeView): boolean {
  let used = false;
  const check = (node: unknown): boolean => {
    if (typeof node === 'number' && viewOfInode(k, node)?.id === view.id) used = true;
    return !used;
  };
  k.tx.each(fileTable, (file) => (file.kind === 'inode' || file.kind === 'dir' ? check(file.obj) : undefined));
  k.tx.each(taskTable, (task) => check(task.cwdNode) && check(task.rootNode));
  k.tx.each(mountTable, (mount) => check(mount.root) && check(mount.point));
  return used;
}

/** Removes everything in directory `dir`. */
export function removeContents(k: Kernel, dir: number): void {
  const names: Bytes[] = [];
  eachName(k, dir, (name) => {
    names.push(name);
    return true;
  });
  for (const name of names) removeTree(k, dir, name);
}

/**
 * Removes `name` from directory `dir` with all below it; 0 or ENOENT. A seed tree that nobody changed or uses goes in one
 * piece, however many files it has. Rights are the caller's to check, and that nothing is mounted there.
 */
export function removeTree(k: Kernel, dir: number, name: Bytes): Errno | 0 {
  const key = lookupName(k, dir, name);
  if (key === 0) return ENOENT;
  const view = isSeedRoot(key) ? viewOfInode(k, key) : null;
  if (view?.pristine === true && !isTreeInUse(k, view)) {
    removeName(k, dir, name);
    unregisterSeed(k, view);
    return 0;
  }
  if ((modeOf(k, key) & S_IFMT) === S_IFDIR) removeContents(k, key);
  removeName(k, dir, name);
  dropLink(k, key);
  return 0;
}
