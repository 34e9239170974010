/** mkdir(2), mknod(2), symlink(2), link(2): making names. */
import type { Bytes } from '../../util/bytes.ts';
import { EEXIST, EINVAL, ENOENT, EPERM, EROFS, type Errno, EXDEV } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { S_IFBLK, S_IFCHR, S_IFDIR, S_IFIFO, S_IFLNK, S_IFMT, S_IFREG, S_IFSOCK, type Stat } from '../syscall.ts';
import { CAP_MKNOD, hasCap } from '../task/capability.ts';
import type { Task } from '../task/task.ts';
import { checkCreate, isReadOnly, newNodeOf } from './create.ts';
import type { Errno2, Path } from './filesystem.ts';
import { fsOfMount, getMount, statOf } from './mount.ts';
import { type LastName, lookupIn, resolveParent, resolvePath } from './path-walk.ts';
import { isAllowed, isOwner, MAY_READ, MAY_WRITE, S_ISGID, S_ISUID } from './permission.ts';

/** Place for a name that is not there yet; `isDir`: a slash may follow it. */
function freeName(k: Kernel, task: Readonly<Task>, path: Bytes, isDir: boolean): LastName | Errno2 {
  const dir = resolveParent(k, task, path);
  if ('errno' in dir) return dir;
  if (dir.name === '' || dir.name === '.' || dir.name === '..') return { errno: EEXIST };
  const found = lookupIn(k, task, dir, dir.name);
  if (!('errno' in found)) return { errno: EEXIST };
  if (found.errno !== ENOENT) return found;
  return dir.hasSlash && !isDir ? found : dir;
}

/** Makes an object of any type; its place, or why not. */
export function makeNode(
  k: Kernel,
  task: Readonly<Task>,
  path: Bytes,
  mode: number,
  rdev: number,
  target: Bytes,
): Path | Errno2 {
  const dir = freeName(k, task, path, (mode & S_IFMT) === S_IFDIR);
  if ('errno' in dir) return dir;
  const refused = checkCreate(k, task, dir);
  if (refused !== 0) return { errno: refused };
  const mount = getMount(k, dir.mnt);
  const made = fsOfMount(k, mount).create(k, mount.sb, dir.node, dir.name, newNodeOf(k, task, dir, mode, rdev, target));
  return typeof made === 'object' ? made : { mnt: dir.mnt, node: made };
}

function done(made: Path | Errno2): Errno | 0 {
  return 'errno' in made ? made.errno : 0;
}

/** mkdir(2). */
export function mkdir(k: Kernel, task: Readonly<Task>, path: Bytes, mode: number): Errno | 0 {
  return done(makeNode(k, task, path, S_IFDIR | (mode & 0o1777), 0, ''));
}

/** mknod(2). Devices need CAP_MKNOD, but for the whiteout device 0:0. */
export function mknod(k: Kernel, task: Readonly<Task>, path: Bytes, mode: number, rdev: number): Errno | 0 {
  const type = mode & S_IFMT;
  switch (type) {
    case 0:
      return done(makeNode(k, task, path, S_IFREG | mode, 0, ''));
    case S_IFREG:
    case S_IFIFO:
    case S_IFSOCK:
      return done(makeNode(k, task, path, mode, 0, ''));
    case S_IFCHR:
    case S_IFBLK: {
      const isFree = type === S_IFCHR && rdev === 0;
      if (isFree || hasCap(task.cred, CAP_MKNOD)) return done(makeNode(k, task, path, mode, rdev, ''));
      const dir = freeName(k, task, path, false);
      return 'errno' in dir ? dir.errno : checkCreate(k, task, dir) || EPERM;
    }
    case S_IFDIR:
      return EPERM;
    default:
      return EINVAL;
  }
}

/** symlink(2). */
export function symlink(k: Kernel, task: Readonly<Task>, target: Bytes, path: Bytes): Errno | 0 {
  return target === '' ? ENOENT : done(makeNode(k, task, path, S_IFLNK | 0o777, 0, target));
}

/** fs.protected_hardlinks: who does not own a file may only link one he could read and write, without set-id bits. */
function mayLink(task: Readonly<Task>, object: Stat): boolean {
  if (isOwner(task.cred, object)) return true;
  const { mode } = object;
  if ((mode & S_IFMT) !== S_IFREG || (mode & S_ISUID) !== 0 || (mode & (S_ISGID | 0o010)) === (S_ISGID | 0o010))
    return false;
  return isAllowed(task.cred, object, MAY_READ | MAY_WRITE);
}

/** link(2); a symbolic link is linked itself. */
export function link(k: Kernel, task: Readonly<Task>, from: Bytes, to: Bytes): Errno | 0 {
  const source = resolvePath(k, task, from, false);
  if ('errno' in source) return source.errno;
  const dir = freeName(k, task, to, false);
  if ('errno' in dir) return dir.errno;
  if (isReadOnly(k, dir.mnt)) return EROFS;
  if (source.mnt !== dir.mnt || source.file !== 0) return EXDEV;
  const object = statOf(k, source);
  if (typeof object === 'number') return object;
  if (!mayLink(task, object)) return EPERM;
  const refused = checkCreate(k, task, dir);
  if (refused !== 0) return refused;
  if ((object.mode & S_IFMT) === S_IFDIR) return EPERM;
  const mount = getMount(k, dir.mnt);
  return fsOfMount(k, mount).link(k, mount.sb, dir.node, dir.name, source.node);
}
