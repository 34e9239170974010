/** chdir(2), getcwd(2), chroot(2): a task's own places. */
import type { Bytes } from '../../util/bytes.ts';
import { EACCES, ENOENT, ENOTDIR, EPERM, type Errno } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { S_IFDIR, S_IFMT } from '../syscall.ts';
import { CAP_SYS_CHROOT, hasCap } from '../task/capability.ts';
import type { Task } from '../task/task.ts';
import type { Errno2, Path } from './filesystem.ts';
import { statOf, sweepMounts } from './mount.ts';
import { pathText } from './path-text.ts';
import { resolvePath } from './path-walk.ts';
import { isAllowed, MAY_EXEC } from './permission.ts';

/** A directory that the task may search. */
function searchable(k: Kernel, task: Readonly<Task>, path: Bytes): Path | Errno2 {
  const at = resolvePath(k, task, path, true);
  if ('errno' in at) return at;
  if (at.file !== 0) return { errno: ENOTDIR };
  const stat = statOf(k, at);
  if (typeof stat === 'number') return { errno: stat };
  if ((stat.mode & S_IFMT) !== S_IFDIR) return { errno: ENOTDIR };
  return isAllowed(task.cred, stat, MAY_EXEC) ? at : { errno: EACCES };
}

/** chdir(2). `task` is the transaction's own record. */
export function chdir(k: Kernel, task: Task, path: Bytes): Errno | 0 {
  const at = searchable(k, task, path);
  if ('errno' in at) return at.errno;
  const old = task.cwdMnt;
  task.cwdMnt = at.mnt;
  task.cwdNode = at.node;
  if (old !== at.mnt) sweepMounts(k);
  return 0;
}

/** getcwd(2): the path from the task's root; `(unreachable)` before one that is outside it, ENOENT when it was removed. */
export function getcwd(k: Kernel, task: Readonly<Task>): Bytes | Errno {
  const root = { mnt: task.rootMnt, node: task.rootNode };
  const { text, isReachable, isDeleted } = pathText(k, { mnt: task.cwdMnt, node: task.cwdNode }, root);
  if (isDeleted) return ENOENT;
  return isReachable ? text : `(unreachable)${text}`;
}

/** chroot(2). The working directory stays where it is. */
export function chroot(k: Kernel, task: Task, path: Bytes): Errno | 0 {
  const at = searchable(k, task, path);
  if ('errno' in at) return at.errno;
  if (!hasCap(task.cred, CAP_SYS_CHROOT)) return EPERM;
  task.rootMnt = at.mnt;
  task.rootNode = at.node;
  return 0;
}
