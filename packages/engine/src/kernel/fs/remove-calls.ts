/** unlink(2), rmdir(2), rename(2): taking names away. */
import type { Bytes } from '../../util/bytes.ts';
import {
  EACCES,
  EBUSY,
  EINVAL,
  EISDIR,
  ENOENT,
  ENOTDIR,
  ENOTEMPTY,
  EPERM,
  EROFS,
  type Errno,
  EXDEV,
} from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { S_IFDIR, S_IFMT, type Stat } from '../syscall.ts';
import type { Task } from '../task/task.ts';
import { checkCreate, isReadOnly } from './create.ts';
import type { Errno2, FileSystem, Node } from './filesystem.ts';
import { fsOfMount, getMount, statOf } from './mount.ts';
import type { Mount } from './mount-table.ts';
import { isUnder } from './path-text.ts';
import { type LastName, resolveParent } from './path-walk.ts';
import { isAllowed, isStickyBlocked, MAY_EXEC, MAY_WRITE } from './permission.ts';

/** A name that is there, and what it stands for in its own mount. */
interface Found {
  readonly dir: LastName;
  readonly mount: Readonly<Mount>;
  readonly fs: FileSystem;
  readonly node: Node;
  readonly stat: Stat;
}

function isDirStat(stat: Stat): boolean {
  return (stat.mode & S_IFMT) === S_IFDIR;
}

function find(k: Kernel, task: Readonly<Task>, dir: LastName): Found | Errno2 {
  const mount = getMount(k, dir.mnt);
  const fs = fsOfMount(k, mount);
  const node = fs.lookup(k, mount.sb, dir.node, dir.name, task);
  if (typeof node === 'object') return node;
  const stat = fs.stat(k, mount.sb, node);
  return typeof stat === 'number' ? { errno: stat } : { dir, mount, fs, node, stat };
}

/** may_delete(): rights in the directory and the sticky bit. */
function checkDelete(k: Kernel, task: Readonly<Task>, found: Found): Errno | 0 {
  const dir = statOf(k, found.dir);
  if (typeof dir === 'number') return dir;
  if (!isAllowed(task.cred, dir, MAY_WRITE | MAY_EXEC)) return EACCES;
  return isStickyBlocked(task.cred, dir, found.stat) ? EPERM : 0;
}

function isMountpoint(found: Found): boolean {
  return found.mount.points.length > 0 && found.mount.points.includes(found.node);
}

/** unlink(2). */
export function unlink(k: Kernel, task: Readonly<Task>, path: Bytes): Errno | 0 {
  const dir = resolveParent(k, task, path);
  if ('errno' in dir) return dir.errno;
  if (dir.name === '' || dir.name === '.' || dir.name === '..') return EISDIR;
  if (isReadOnly(k, dir.mnt)) return EROFS;
  const found = find(k, task, dir);
  if ('errno' in found) return found.errno;
  if (dir.hasSlash) return isDirStat(found.stat) ? EISDIR : ENOTDIR;
  const refused = checkDelete(k, task, found);
  if (refused !== 0) return refused;
  if (isDirStat(found.stat)) return EISDIR;
  if (isMountpoint(found)) return EBUSY;
  return found.fs.unlink(k, found.mount.sb, dir.node, dir.name);
}

/** rmdir(2). */
export function rmdir(k: Kernel, task: Readonly<Task>, path: Bytes): Errno | 0 {
  const dir = resolveParent(k, task, path);
  if ('errno' in dir) return dir.errno;
  if (dir.name === '') return EBUSY;
  if (dir.name === '.') return EINVAL;
  if (dir.name === '..') return ENOTEMPTY;
  if (isReadOnly(k, dir.mnt)) return EROFS;
  const found = find(k, task, dir);
  if ('errno' in found) return found.errno;
  const refused = checkDelete(k, task, found);
  if (refused !== 0) return refused;
  if (!isDirStat(found.stat)) return ENOTDIR;
  if (isMountpoint(found)) return EBUSY;
  return found.fs.rmdir(k, found.mount.sb, dir.node, dir.name);
}

/** Rules about the target of a rename that is there already. */
function checkReplaced(k: Kernel, task: Readonly<Task>, source: Found, target: Found): Errno | 0 {
  const refused = checkDelete(k, task, target);
  if (refused !== 0) return refused;
  if (isDirStat(source.stat) !== isDirStat(target.stat)) return isDirStat(source.stat) ? ENOTDIR : EISDIR;
  return isMountpoint(target) ? EBUSY : 0;
}

/** Rules about slashes after names that are no directories. */
function checkSlashes(source: Found, to: LastName): Errno | 0 {
  return !isDirStat(source.stat) && (source.dir.hasSlash || to.hasSlash) ? ENOTDIR : 0;
}

/** rename(2). */
export function rename(k: Kernel, task: Readonly<Task>, from: Bytes, to: Bytes): Errno | 0 {
  const a = resolveParent(k, task, from);
  if ('errno' in a) return a.errno;
  const b = resolveParent(k, task, to);
  if ('errno' in b) return b.errno;
  if (a.mnt !== b.mnt) return EXDEV;
  for (const { name } of [a, b]) if (name === '' || name === '.' || name === '..') return EBUSY;
  if (isReadOnly(k, a.mnt)) return EROFS;
  const source = find(k, task, a);
  if ('errno' in source) return source.errno;
  const target = find(k, task, b);
  if ('errno' in target && target.errno !== ENOENT) return target.errno;
  const slashes = checkSlashes(source, b);
  if (slashes !== 0) return slashes;
  if (isDirStat(source.stat) && isUnder(k, b.node, source.node)) return EINVAL;
  if (!('errno' in target) && isDirStat(target.stat) && isUnder(k, a.node, target.node)) return ENOTEMPTY;
  if (!('errno' in target) && target.node === source.node) return 0;
  const refused = checkDelete(k, task, source);
  if (refused !== 0) return refused;
  const there = 'errno' in target ? checkCreate(k, task, b) : checkReplaced(k, task, source, target);
  if (there !== 0) return there;
  if (isMountpoint(source)) return EBUSY;
  // a directory's `..` changes with its parent
  if (isDirStat(source.stat) && a.node !== b.node && !isAllowed(task.cred, source.stat, MAY_WRITE)) return EACCES;
  return source.fs.rename(k, source.mount.sb, a.node, a.name, b.node, b.name);
}
