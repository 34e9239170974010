/** pivot_root(2). */
import type { Bytes } from '../../util/bytes.ts';
import { EBUSY, EINVAL, ENOTDIR, EPERM, type Errno } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { S_IFDIR, S_IFMT } from '../syscall.ts';
import { CAP_SYS_ADMIN, hasCap } from '../task/capability.ts';
import { type Task, taskTable } from '../task/task.ts';
import type { Errno2, Path } from './filesystem.ts';
import { attachMount, detachMount, fsOfMount, getMount, setNamespaceRoot } from './mount.ts';
import { pathText } from './path-text.ts';
import { resolvePath } from './path-walk.ts';

function directory(k: Kernel, task: Readonly<Task>, path: Bytes): Path | Errno2 {
  const at = resolvePath(k, task, path, true);
  if ('errno' in at) return at;
  const mount = getMount(k, at.mnt);
  const isDir = at.file === 0 && (fsOfMount(k, mount).mode(k, mount.sb, at.node) & S_IFMT) === S_IFDIR;
  return isDir ? at : { errno: ENOTDIR };
}

/** Does `at` lie at or below the root of mount `id`? */
function isBelowMount(k: Kernel, at: Path, id: number): boolean {
  return pathText(k, at, { mnt: id, node: getMount(k, id).root }).isReachable;
}

/** Every task whose root or working directory is `from` gets `to` (chroot_fs_refs). */
function moveRoots(k: Kernel, ns: number, from: Path, to: Path): void {
  const tids: number[] = [];
  const isFrom = (mnt: number, node: unknown): boolean => mnt === from.mnt && node === from.node;
  k.tx.each(taskTable, (task, tid) => {
    if (task.mntNs === ns && (isFrom(task.rootMnt, task.rootNode) || isFrom(task.cwdMnt, task.cwdNode))) tids.push(tid);
  });
  for (const tid of tids) {
    const task = k.tx.edit(taskTable, tid);
    if (isFrom(task.rootMnt, task.rootNode)) {
      task.rootMnt = to.mnt;
      task.rootNode = to.node;
    }
    if (isFrom(task.cwdMnt, task.cwdNode)) {
      task.cwdMnt = to.mnt;
      task.cwdNode = to.node;
    }
  }
}

/** Why the mounts involved do not allow the pivot; 0 when they do. */
function checkPivot(k: Kernel, task: Readonly<Task>, to: Path, old: Path): Errno | 0 {
  const next = getMount(k, to.mnt);
  const previous = getMount(k, task.rootMnt);
  if (to.mnt === task.rootMnt || old.mnt === task.rootMnt) return EBUSY;
  if (next.ns !== task.mntNs || previous.ns !== task.mntNs) return EINVAL;
  if (task.rootNode !== previous.root || to.node !== next.root || next.parent === 0) return EINVAL;
  if (!isBelowMount(k, old, to.mnt) || !isBelowMount(k, to, task.rootMnt)) return EINVAL;
  const parents = [next.parent, previous.parent, old.mnt];
  return parents.some((id) => id !== 0 && getMount(k, id).shared !== 0) ? EINVAL : 0;
}

/**
 * pivot_root(2): the mount at `newRoot` becomes the root of the task's mount namespace, the old root moves to `putOld`,
 * which must lie in the new one. With both the same directory the old root is stacked on the new one, and umount(2) of it
 * with `lazy` uncovers it, as runc does. EBUSY, EINVAL, ENOTDIR, EPERM.
 */
export function pivotRoot(k: Kernel, task: Task, newRoot: Bytes, putOld: Bytes): Errno | 0 {
  if (!hasCap(task.cred, CAP_SYS_ADMIN)) return EPERM;
  const to = directory(k, task, newRoot);
  if ('errno' in to) return to.errno;
  const old = directory(k, task, putOld);
  if ('errno' in old) return old.errno;
  const refused = checkPivot(k, task, to, old);
  if (refused !== 0) return refused;
  const root: Path = { mnt: task.rootMnt, node: task.rootNode };
  const { parent, point } = getMount(k, root.mnt);
  detachMount(k, to.mnt);
  if (parent === 0) setNamespaceRoot(k, task.mntNs, to.mnt);
  else {
    detachMount(k, root.mnt);
    attachMount(k, to.mnt, { mnt: parent, node: point });
  }
  attachMount(k, root.mnt, old);
  moveRoots(k, task.mntNs, root, to);
  return 0;
}
