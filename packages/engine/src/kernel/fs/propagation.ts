/** Propagation of mount events to peers and slaves (fs/pnode.c; mount_namespaces(7)). */
import type { Kernel } from '../kernel.ts';
import type { Node } from './filesystem.ts';
import { attachMount, copyTree, getMount, subtree } from './mount.ts';
import { type Mount, mountTable } from './mount-table.ts';
import { isUnder } from './path-text.ts';
import { makeShared, peersOf, slavesOf } from './peer-group.ts';

/** Does the mount show `node`? */
function shows(k: Kernel, mount: Readonly<Mount>, node: Node): boolean {
  return isUnder(k, node, mount.root);
}

/** Attaches a copy of the tree `id` at `node` of mount `to`; `isSlave`: the copies only receive from the originals. */
function replicate(k: Kernel, id: number, to: number, node: Node, isSlave: boolean): number {
  const copy = copyTree(k, id, getMount(k, id).root, getMount(k, to).ns, () => true, new Map());
  if (isSlave) {
    for (const one of subtree(k, copy)) {
      const mount = k.tx.edit(mountTable, one);
      mount.master = mount.shared;
      mount.shared = 0;
    }
  }
  attachMount(k, copy, { mnt: to, node });
  return copy;
}

/**
 * The tree `id` has just been attached at `node` of mount `parent`: if that is shared, the tree becomes shared, and every
 * peer and slave of the parent that shows the node gets a copy.
 */
export function propagateAttach(k: Kernel, parent: number, node: Node, id: number): void {
  const { shared } = getMount(k, parent);
  if (shared === 0) return;
  for (const one of subtree(k, id)) makeShared(k, one);
  for (const peer of peersOf(k, shared, parent))
    if (shows(k, getMount(k, peer), node)) replicate(k, id, peer, node, false);
  propagateToSlaves(k, shared, node, id);
}

function propagateToSlaves(k: Kernel, group: number, node: Node, id: number): void {
  const groups = new Set<number>();
  for (const slave of slavesOf(k, group)) {
    const mount = getMount(k, slave);
    if (groups.has(mount.shared) || !shows(k, mount, node)) continue;
    const copy = replicate(k, id, slave, node, true);
    if (mount.shared === 0) continue;
    groups.add(mount.shared);
    propagateAttach(k, slave, node, copy);
  }
}

/** The topmost mount at `point` of mount `on` if it shows what `like` shows, or 0. */
function childAt(k: Kernel, on: number, point: Node, like: Readonly<Mount>): number {
  const { children, points } = getMount(k, on);
  const i = points.lastIndexOf(point);
  if (i < 0) return 0;
  const child = getMount(k, children[i] as number);
  return child.sb === like.sb && child.root === like.root ? (children[i] as number) : 0;
}

/** Mounts that stand where the mount `id` stands, on the peers and slaves of its parent, with the same contents. */
export function propagatedCopies(k: Kernel, id: number): number[] {
  const mount = getMount(k, id);
  const out: number[] = [];
  if (mount.parent === 0) return out;
  const queue = [mount.parent];
  for (let i = 0; i < queue.length; i++) {
    const at = queue[i] as number;
    const { shared } = getMount(k, at);
    if (shared === 0) continue;
    for (const other of [...peersOf(k, shared, at), ...slavesOf(k, shared)]) {
      if (queue.includes(other)) continue;
      queue.push(other);
      const copy = childAt(k, other, mount.point, mount);
      if (copy !== 0) out.push(copy);
    }
  }
  return out;
}
