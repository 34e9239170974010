/** The mount tree: records, attaching and detaching, crossing mountpoints, and mount namespaces (fs/namespace.c). */
import { intTable } from '../../store/table.ts';
import { assert } from '../../util/assert.ts';
import type { Errno } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { createNamespace, getNamespace, namespaceTable } from '../ns/namespace.ts';
import type { Stat } from '../syscall.ts';
import { type Task, taskTable } from '../task/task.ts';
import { fileTable } from './file.ts';
import type { FileSystem, Node, Path } from './filesystem.ts';
import { MNT_RELATIME, MNT_UNBINDABLE, type Mount, mountTable } from './mount-table.ts';
import { leaveGroups } from './peer-group.ts';
import { dropSuperblock, fileSystemOf, getSuperblock, holdSuperblock } from './superblock.ts';

/** A mount that umount(2) has taken out of the tree while something still uses it. */
export interface Detached {
  since: number;
}
/** Detached mounts by id. */
export const detachedTable = intTable<Detached>('mount_detached', 1);

/** The record of a mount that is known to exist. */
export function getMount(k: Kernel, mnt: number): Readonly<Mount> {
  const mount = k.tx.get(mountTable, mnt);
  assert(mount !== undefined, `mount ${mnt} is gone`);
  return mount;
}

/** Implementation of what is mounted at `mount`. */
export function fsOfMount(k: Kernel, mount: Readonly<Mount>): FileSystem {
  return fileSystemOf(k, getSuperblock(k, mount.sb));
}

/** stat of a place. */
export function statOf(k: Kernel, at: Path): Stat | Errno {
  const mount = getMount(k, at.mnt);
  return fsOfMount(k, mount).stat(k, mount.sb, at.node);
}

/** A mount of `root` of superblock `sb`, not yet anywhere; holds the superblock. */
export function createMount(k: Kernel, sb: number, root: Node, flags: number): number {
  const id = k.nextId('mount');
  k.tx.put(mountTable, id, {
    ns: 0,
    parent: 0,
    point: 0,
    sb,
    root,
    flags,
    children: NONE,
    points: NONE,
    shared: 0,
    master: 0,
  });
  holdSuperblock(k, sb);
  fileSystemOf(k, getSuperblock(k, sb)).pin?.(k, sb, root, true);
  return id;
}

const NONE: readonly never[] = [];

/** Puts a mount (with what is mounted on it) at `at`. */
export function attachMount(k: Kernel, id: number, at: Path): void {
  const parent = k.tx.edit(mountTable, at.mnt);
  parent.children = [...parent.children, id];
  parent.points = [...parent.points, at.node];
  const mount = k.tx.edit(mountTable, id);
  mount.parent = at.mnt;
  mount.point = at.node;
  for (const one of subtree(k, id)) if (getMount(k, one).ns !== parent.ns) k.tx.edit(mountTable, one).ns = parent.ns;
  k.fsGeneration++;
}

/** Takes a mount off its parent; its own children stay on it. */
export function detachMount(k: Kernel, id: number): void {
  const mount = k.tx.edit(mountTable, id);
  if (mount.parent !== 0) {
    const parent = k.tx.edit(mountTable, mount.parent);
    const at = parent.children.indexOf(id);
    parent.children = parent.children.filter((_child, i) => i !== at);
    parent.points = parent.points.filter((_point, i) => i !== at);
  }
  mount.parent = 0;
  mount.point = 0;
  k.fsGeneration++;
}

/** A mount and all below it, parents first. */
export function subtree(k: Kernel, id: number): number[] {
  const out = [id];
  for (let i = 0; i < out.length; i++) out.push(...getMount(k, out[i] as number).children);
  return out;
}

/** The topmost mount that covers `node` of mount `mnt`, and its root; the place itself when nothing does. */
export function followDown(k: Kernel, mnt: number, node: Node): Path {
  let at = { mnt, node };
  for (;;) {
    const mount = getMount(k, at.mnt);
    const i = mount.points.length === 0 ? -1 : mount.points.lastIndexOf(at.node);
    if (i < 0) return at;
    const child = mount.children[i] as number;
    at = { mnt: child, node: getMount(k, child).root };
  }
}

/** Do a task's root or working directory, or an open file, use one of `mounts`? */
export function isInUse(k: Kernel, mounts: ReadonlySet<number>): boolean {
  let used = false;
  k.tx.each(taskTable, (task) => {
    if (task.state !== 'zombie' && (mounts.has(task.cwdMnt) || mounts.has(task.rootMnt))) used = true;
    return !used;
  });
  if (used) return true;
  k.tx.each(fileTable, (file) => {
    if (mounts.has(file.mnt)) used = true;
    return !used;
  });
  return used;
}

/** Frees a mount that is attached nowhere and has no children. */
function freeMount(k: Kernel, id: number): void {
  const { sb, root } = getMount(k, id);
  leaveGroups(k, id);
  k.tx.remove(mountTable, id);
  k.tx.remove(detachedTable, id);
  fileSystemOf(k, getSuperblock(k, sb)).pin?.(k, sb, root, false);
  dropSuperblock(k, sb);
  k.fsGeneration++;
}

/** Dissolves a detached tree of mounts: what nobody uses is freed now, the rest when its last user has gone. */
export function dissolveMounts(k: Kernel, id: number): void {
  for (const one of subtree(k, id).reverse()) {
    leaveGroups(k, one);
    detachMount(k, one);
    k.tx.edit(mountTable, one).ns = 0;
    k.tx.put(detachedTable, one, { since: k.now });
  }
  sweepMounts(k);
}

/** Frees detached mounts that nobody uses any more, not counting the open file `closing`. To be called when a task has ended or a file is closed. */
export function sweepMounts(k: Kernel, closing = 0): void {
  if (k.tx.count(detachedTable) === 0) return;
  const used = new Set<number>();
  k.tx.each(taskTable, (task) => {
    if (task.state === 'zombie') return;
    used.add(task.cwdMnt);
    used.add(task.rootMnt);
  });
  k.tx.each(fileTable, (file, id) => {
    if (id !== closing) used.add(file.mnt);
  });
  // a table is not written while it is walked: that would part the records others hold from the transaction
  const free: number[] = [];
  k.tx.each(detachedTable, (_record, id) => {
    if (!used.has(id)) free.push(id);
  });
  for (const id of free) freeMount(k, id);
}

/** The first mount namespace, with superblock `sb` as its root file system. */
export function createMountNamespace(k: Kernel, sb: number): { ns: number; mnt: number } {
  const mnt = createMount(k, sb, getSuperblock(k, sb).root, MNT_RELATIME);
  const ns = createNamespace(k, 'mnt', { root: mnt });
  k.tx.edit(mountTable, mnt).ns = ns;
  return { ns, mnt };
}

/**
 * A copy of a mount with what is mounted on it (copy_tree), attached nowhere. `root` is what the copy shows; mounts for
 * which `keep` is false are left out. Peers and masters are the same as the originals'. `map` learns old and new ids.
 */
export function copyTree(
  k: Kernel,
  from: number,
  root: Node,
  ns: number,
  keep: (mount: Readonly<Mount>) => boolean,
  map: Map<number, number>,
): number {
  const source = getMount(k, from);
  const id = createMount(k, source.sb, root, source.flags);
  map.set(from, id);
  const copy = k.tx.edit(mountTable, id);
  copy.ns = ns;
  copy.shared = source.shared;
  copy.master = source.master;
  const children: number[] = [];
  const points: Node[] = [];
  for (const child of source.children) {
    const below = getMount(k, child);
    if (!keep(below)) continue;
    const made = copyTree(k, child, below.root, ns, keep, map);
    const record = k.tx.edit(mountTable, made);
    record.parent = id;
    record.point = below.point;
    children.push(made);
    points.push(below.point);
  }
  copy.children = children;
  copy.points = points;
  return id;
}

/** A new mount namespace with a copy of every mount of the task's (CLONE_NEWNS); the task's root and cwd move to the copies. */
export function cloneMountNamespace(k: Kernel, task: Task): number {
  const { root } = getNamespace(k, task.mntNs);
  const ns = createNamespace(k, 'mnt', {});
  const map = new Map<number, number>();
  const copy = copyTree(k, root, getMount(k, root).root, ns, () => true, map);
  setNamespaceRoot(k, ns, copy);
  task.rootMnt = map.get(task.rootMnt) ?? copy;
  task.cwdMnt = map.get(task.cwdMnt) ?? copy;
  k.fsGeneration++;
  return ns;
}

/** Makes `mnt` the root of its namespace. */
export function setNamespaceRoot(k: Kernel, ns: number, mnt: number): void {
  k.tx.edit(namespaceTable, ns).root = mnt;
}

/** namespaceDestroy of kind mnt: all mounts go. */
export function destroyMountNamespace(k: Kernel, ns: number): void {
  const { root } = getNamespace(k, ns);
  if (root !== 0 && k.tx.get(mountTable, root) !== undefined) dissolveMounts(k, root);
}

/** May the mount be the source of a bind mount? */
export function isBindable(mount: Readonly<Mount>): boolean {
  return (mount.flags & MNT_UNBINDABLE) === 0;
}
