/** Making names: rights in the directory, and the owner and mode of what is made (fs/namei.c may_create, inode_init_owner). */
import type { Bytes } from '../../util/bytes.ts';
import { EACCES, ENOENT, EROFS, type Errno } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { S_IFDIR, S_IFLNK, S_IFMT, S_IFREG } from '../syscall.ts';
import { CAP_FSETID, hasCap } from '../task/capability.ts';
import type { Task } from '../task/task.ts';
import type { NewNode, Path } from './filesystem.ts';
import { getMount, statOf } from './mount.ts';
import { MNT_READONLY } from './mount-table.ts';
import { inGroup, isAllowed, MAY_EXEC, MAY_WRITE, S_ISGID } from './permission.ts';
import { getSuperblock } from './superblock.ts';

/** Is the mount, or the file system in it, read-only? */
export function isReadOnly(k: Kernel, mnt: number): boolean {
  const mount = getMount(k, mnt);
  return (mount.flags & MNT_READONLY) !== 0 || getSuperblock(k, mount.sb).readOnly;
}

/** May the task make a name in directory `dir`? 0, EROFS, EACCES, or ENOENT for a removed directory. */
export function checkCreate(k: Kernel, task: Readonly<Task>, dir: Path): Errno | 0 {
  if (isReadOnly(k, dir.mnt)) return EROFS;
  const stat = statOf(k, dir);
  if (typeof stat === 'number') return stat;
  if (!isAllowed(task.cred, stat, MAY_WRITE | MAY_EXEC)) return EACCES;
  return stat.nlink === 0 ? ENOENT : 0;
}

/**
 * Attributes of an object that the task makes in `dir`: `mode` less the umask, the group of a set-group-id directory. Such
 * a directory passes the bit on to directories; a file keeps the bit only for members of the group.
 */
export function newNodeOf(
  k: Kernel,
  task: Readonly<Task>,
  dir: Path,
  mode: number,
  rdev: number,
  target: Bytes,
): NewNode {
  const { cred, umask } = task;
  const type = mode & S_IFMT;
  let bits = type === S_IFLNK ? 0o777 : mode & 0o7777 & ~umask;
  let gid = cred.egid;
  const parent = statOf(k, dir);
  if (typeof parent !== 'number' && (parent.mode & S_ISGID) !== 0) {
    gid = parent.gid;
    if (type === S_IFDIR) bits |= S_ISGID;
    else if (
      type === S_IFREG &&
      (bits & (S_ISGID | 0o010)) === (S_ISGID | 0o010) &&
      !inGroup(cred, gid) &&
      !hasCap(cred, CAP_FSETID)
    )
      bits &= ~S_ISGID;
  }
  return { mode: type | bits, uid: cred.euid, gid, rdev, target };
}
