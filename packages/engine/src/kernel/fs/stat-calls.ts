/** stat(2), lstat(2), access(2), readlink(2), readdir(3), statfs(2). */
import type { Bytes } from '../../util/bytes.ts';
import { EACCES, EINVAL, ENOENT, ENOTDIR, EROFS, type Errno } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { type Dirent, S_IFDIR, S_IFLNK, S_IFMT, S_IFREG, type Stat, type StatFs } from '../syscall.ts';
import type { Task } from '../task/task.ts';
import { isReadOnly } from './create.ts';
import { fileTable } from './file.ts';
import type { Jump } from './filesystem.ts';
import { fsOfMount, getMount, statOf } from './mount.ts';
import { MNT_NOEXEC } from './mount-table.ts';
import { resolvePath } from './path-walk.ts';
import { isAllowed, MAY_EXEC, MAY_READ, MAY_WRITE } from './permission.ts';

/** stat of what a path led to, which may be an open file without a place of its own. */
export function statJump(k: Kernel, at: Jump): Stat | Errno {
  if (at.file === 0) return statOf(k, at);
  const file = k.tx.get(fileTable, at.file);
  const ops = file === undefined ? undefined : k.env.fileOps[file.kind];
  return file === undefined || ops === undefined ? ENOENT : ops.stat(k, file);
}

/** stat(2), or lstat(2) with `follow` false. */
export function stat(k: Kernel, task: Readonly<Task>, path: Bytes, follow: boolean): Stat | Errno {
  const at = resolvePath(k, task, path, follow);
  return 'errno' in at ? at.errno : statJump(k, at);
}

/** access(2) with the effective ids: `mask` 4 read, 2 write, 1 execute, 0 existence. */
export function access(k: Kernel, task: Readonly<Task>, path: Bytes, mask: number): Errno | 0 {
  if ((mask & ~7) !== 0) return EINVAL;
  const at = resolvePath(k, task, path, true);
  if ('errno' in at) return at.errno;
  const object = statJump(k, at);
  if (typeof object === 'number') return object;
  if (mask === 0) return 0;
  const type = object.mode & S_IFMT;
  if (at.file === 0) {
    if ((mask & MAY_EXEC) !== 0 && type === S_IFREG && (getMount(k, at.mnt).flags & MNT_NOEXEC) !== 0) return EACCES;
    if (!isAllowed(task.cred, object, mask)) return EACCES;
    return (mask & MAY_WRITE) !== 0 && (type === S_IFREG || type === S_IFDIR) && isReadOnly(k, at.mnt) ? EROFS : 0;
  }
  return isAllowed(task.cred, object, mask) ? 0 : EACCES;
}

/** readlink(2). */
export function readlink(k: Kernel, task: Readonly<Task>, path: Bytes): Bytes | Errno {
  const at = resolvePath(k, task, path, false);
  if ('errno' in at) return at.errno;
  const mount = getMount(k, at.mnt);
  const fs = fsOfMount(k, mount);
  const mode = fs.mode(k, mount.sb, at.node);
  if ((mode & S_IFMT) !== S_IFLNK) return mode === 0 ? ENOENT : EINVAL;
  return fs.readlink(k, mount.sb, at.node, task);
}

/** Entries of a directory without `.` and `..`. */
export function readdir(k: Kernel, task: Readonly<Task>, path: Bytes): readonly Dirent[] | Errno {
  const at = resolvePath(k, task, path, true);
  if ('errno' in at) return at.errno;
  const object = statJump(k, at);
  if (typeof object === 'number') return object;
  if ((object.mode & S_IFMT) !== S_IFDIR) return ENOTDIR;
  if (!isAllowed(task.cred, object, MAY_READ)) return EACCES;
  const mount = getMount(k, at.mnt);
  return fsOfMount(k, mount).readdir(k, mount.sb, at.node, task);
}

/** statfs(2). */
export function statfs(k: Kernel, task: Readonly<Task>, path: Bytes): StatFs | Errno {
  const at = resolvePath(k, task, path, true);
  if ('errno' in at) return at.errno;
  const mount = getMount(k, at.mnt);
  return fsOfMount(k, mount).statfs(k, mount.sb);
}
