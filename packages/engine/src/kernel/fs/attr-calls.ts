/** chmod(2), chown(2), utimensat(2), truncate(2). */
import type { Bytes } from '../../util/bytes.ts';
import { EACCES, EINVAL, EISDIR, EPERM, EROFS, type Errno } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { S_IFDIR, S_IFLNK, S_IFMT, S_IFREG, type Stat } from '../syscall.ts';
import { CAP_CHOWN, CAP_FSETID, hasCap } from '../task/capability.ts';
import type { Task } from '../task/task.ts';
import { isReadOnly } from './create.ts';
import { fileTable } from './file.ts';
import type { AttrChange, Jump } from './filesystem.ts';
import { fsOfMount, getMount } from './mount.ts';
import { resolvePath } from './path-walk.ts';
import { dropPrivileges, inGroup, isAllowed, isOwner, MAY_WRITE, modeAfterWrite, S_ISGID } from './permission.ts';
import { statJump } from './stat-calls.ts';

/** An object whose attributes are to be changed. */
interface Target {
  readonly at: Jump;
  readonly stat: Stat;
}

function target(k: Kernel, task: Readonly<Task>, path: Bytes, follow: boolean): Target | Errno {
  const found = resolvePath(k, task, path, follow);
  if ('errno' in found) return found.errno;
  // an open file reached through /proc/PID/fd: its own place is meant, where it has one
  const file = found.file === 0 ? undefined : k.tx.get(fileTable, found.file);
  const at: Jump = file === undefined || file.mnt === 0 ? found : { mnt: file.mnt, node: file.node, file: 0 };
  const stat = statJump(k, at);
  if (typeof stat === 'number') return stat;
  if (at.file === 0 && isReadOnly(k, at.mnt)) return EROFS;
  return { at, stat };
}

function apply(k: Kernel, { at }: Target, change: AttrChange): Errno | 0 {
  // pipes and sockets keep no attributes of their own
  if (at.file !== 0) return EINVAL;
  const mount = getMount(k, at.mnt);
  return fsOfMount(k, mount).setattr(k, mount.sb, at.node, change);
}

/** chmod(2): the owner's right; others' groups lose the set-group-id bit. */
export function chmod(k: Kernel, task: Readonly<Task>, path: Bytes, mode: number): Errno | 0 {
  const found = target(k, task, path, true);
  if (typeof found === 'number') return found;
  const { stat } = found;
  if (!isOwner(task.cred, stat)) return EPERM;
  const keepsGroup = inGroup(task.cred, stat.gid) || hasCap(task.cred, CAP_FSETID);
  return apply(k, found, { mode: mode & 0o7777 & (keepsGroup ? -1 : ~S_ISGID) });
}

/** chown(2), or lchown(2) with `noFollow`; -1 leaves an id. An owner may give a file to one of his own groups. */
export function chown(
  k: Kernel,
  task: Readonly<Task>,
  path: Bytes,
  uid: number,
  gid: number,
  noFollow: boolean,
): Errno | 0 {
  const found = target(k, task, path, !noFollow);
  if (typeof found === 'number') return found;
  const { stat } = found;
  const { cred } = task;
  if (!hasCap(cred, CAP_CHOWN)) {
    const isOwn = cred.euid === stat.uid;
    if (uid >= 0 && !(isOwn && uid === stat.uid)) return EPERM;
    if (gid >= 0 && !(isOwn && (gid === stat.gid || inGroup(cred, gid)))) return EPERM;
  }
  const type = stat.mode & S_IFMT;
  const mode = type === S_IFDIR || type === S_IFLNK ? stat.mode : dropPrivileges(stat.mode);
  return apply(k, found, {
    ...(uid >= 0 && { uid }),
    ...(gid >= 0 && { gid }),
    ...(mode !== stat.mode && { mode }),
  });
}

/**
 * utimensat(2); times in nanoseconds since genesis, null leaves one. Setting both to the present needs write permission
 * only, anything else ownership.
 */
export function utimes(
  k: Kernel,
  task: Readonly<Task>,
  path: Bytes,
  atime: number | null,
  mtime: number | null,
  noFollow: boolean,
): Errno | 0 {
  const found = target(k, task, path, !noFollow);
  if (typeof found === 'number') return found;
  if (!isOwner(task.cred, found.stat)) {
    if (atime !== k.now || mtime !== k.now) return EPERM;
    if (!isAllowed(task.cred, found.stat, MAY_WRITE)) return EACCES;
  }
  return apply(k, found, { ...(atime !== null && { atime }), ...(mtime !== null && { mtime }) });
}

/** truncate(2). */
export function truncate(k: Kernel, task: Readonly<Task>, path: Bytes, size: number): Errno | 0 {
  if (size < 0) return EINVAL;
  const found = target(k, task, path, true);
  if (typeof found === 'number') return found;
  const { stat } = found;
  const type = stat.mode & S_IFMT;
  if (type !== S_IFREG) return type === S_IFDIR ? EISDIR : EINVAL;
  if (!isAllowed(task.cred, stat, MAY_WRITE)) return EACCES;
  return apply(k, found, { size, mode: modeAfterWrite(task.cred, stat.mode) });
}
