/** open(2): finding or making the file, checking rights, and the open file description. */
import type { Bytes } from '../../util/bytes.ts';
import { EACCES, EEXIST, EINVAL, EISDIR, ELOOP, ENOENT, ENOTDIR, ENXIO, EROFS, type Errno } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import {
  O_CREAT,
  O_DIRECTORY,
  O_EXCL,
  O_NOFOLLOW,
  O_RDONLY,
  O_RDWR,
  O_TRUNC,
  S_IFBLK,
  S_IFCHR,
  S_IFDIR,
  S_IFIFO,
  S_IFLNK,
  S_IFMT,
  S_IFREG,
  S_IFSOCK,
  type Stat,
} from '../syscall.ts';
import type { Task } from '../task/task.ts';
import { checkCreate, newNodeOf } from './create.ts';
import { MEM_MAJOR, majorOf } from './device-number.ts';
import { changeAttr } from './disk-fs.ts';
import { createFile } from './fd-table.ts';
import { type FileOps, fileTable } from './file.ts';
import type { Opened, Path } from './filesystem.ts';
import { theInode } from './inode.ts';
import { fsOfMount, getMount } from './mount.ts';
import { MNT_NODEV, MNT_READONLY } from './mount-table.ts';
import { type LastName, lookupIn, resolveLinkParent, resolveParent, resolvePath } from './path-walk.ts';
import { isAllowed, MAY_READ, MAY_WRITE, modeAfterWrite } from './permission.ts';
import { getSuperblock } from './superblock.ts';

/** What opening with `flags` needs: bits of access(2). */
function accessMask(flags: number): number {
  const access = flags & 3;
  const mask = access === O_RDONLY ? MAY_READ : access === O_RDWR ? MAY_READ | MAY_WRITE : MAY_WRITE;
  return (flags & O_TRUNC) !== 0 ? mask | MAY_WRITE : mask;
}

/** FileOps that open a special file. */
function specialOps(k: Kernel, stat: Stat): FileOps | undefined {
  const type = stat.mode & S_IFMT;
  if (type === S_IFIFO) return k.env.fileOps.pipe;
  if (type === S_IFBLK) return k.env.fileOps.block;
  return majorOf(stat.rdev) === MEM_MAJOR ? k.env.fileOps.dev : k.env.fileOps.tty;
}

function openSpecial(k: Kernel, task: Task, at: Path, flags: number, stat: Stat): number {
  const open = specialOps(k, stat)?.openNode;
  if (open === undefined) return ENXIO;
  const isFifo = (stat.mode & S_IFMT) === S_IFIFO;
  return open(k, task, isFifo ? inodeKeyOf(k, at) : stat.rdev, flags, at);
}

/** Inode key behind a place: the same for every path, layer view or bind mount that leads to one object; 0 for computed files. */
export function inodeKeyOf(k: Kernel, at: Path): number {
  const mount = getMount(k, at.mnt);
  const fs = fsOfMount(k, mount);
  if (fs.inode !== undefined) return fs.inode(k, mount.sb, at.node);
  return typeof at.node === 'number' ? at.node : 0;
}

/** Why an object of this type cannot be opened with `flags`, before rights are looked at; 0 when it can. */
function checkType(stat: Stat, flags: number, mountFlags: number): Errno | 0 {
  const type = stat.mode & S_IFMT;
  if (type === S_IFLNK) return ELOOP;
  if ((flags & O_DIRECTORY) !== 0 && type !== S_IFDIR) return ENOTDIR;
  if (type === S_IFDIR && (accessMask(flags) & MAY_WRITE) !== 0) return EISDIR;
  if (type === S_IFSOCK) return ENXIO;
  return (type === S_IFCHR || type === S_IFBLK) && (mountFlags & MNT_NODEV) !== 0 ? EACCES : 0;
}

/** Opens the object at `at`; `isNew`: this call has made it, so that its mode does not count. A description's key, or an errno. */
function openAt(k: Kernel, task: Task, at: Path, flags: number, isNew: boolean): number {
  const mount = getMount(k, at.mnt);
  const superblock = getSuperblock(k, mount.sb);
  const fs = fsOfMount(k, mount);
  const stat = fs.stat(k, mount.sb, at.node);
  if (typeof stat === 'number') return stat;
  const wrongType = checkType(stat, flags, mount.flags);
  if (wrongType !== 0) return wrongType;
  const type = stat.mode & S_IFMT;
  const mask = accessMask(flags);
  const isStored = type === S_IFREG || type === S_IFDIR;
  const writes = (mask & MAY_WRITE) !== 0 && isStored;
  if (writes && superblock.readOnly) return EROFS;
  if (!isNew && !isAllowed(task.cred, stat, mask)) return EACCES;
  if (writes && (mount.flags & MNT_READONLY) !== 0) return EROFS;
  if (!isStored) return openSpecial(k, task, at, flags, stat);
  const opened = fs.open(k, mount.sb, at.node, flags, task);
  if (typeof opened === 'number') return opened;
  if ((flags & O_TRUNC) !== 0 && opened.kind === 'inode') truncateOpened(k, task, opened);
  return createFile(k, {
    kind: opened.kind,
    obj: opened.obj,
    mnt: at.mnt,
    node: at.node,
    flags,
    pos: 0,
    extra: opened.extra,
  });
}

/** O_TRUNC: the data goes, and so do set-id bits. */
function truncateOpened(k: Kernel, task: Task, opened: Opened): void {
  const inode = theInode(k, opened.obj);
  const mode = modeAfterWrite(task.cred, inode.mode);
  if (inode.size === 0 && mode === inode.mode) return;
  changeAttr(k, opened.obj, { size: 0, mode });
}

/** Opens again what description `id` is open on, as open(2) of /proc/PID/fd/N does. */
function reopen(k: Kernel, task: Task, id: number, flags: number): number {
  const file = k.tx.get(fileTable, id);
  if (file === undefined) return ENOENT;
  const again = k.env.fileOps[file.kind]?.reopen;
  return again === undefined ? ENXIO : again(k, task, file, flags);
}

/** Makes a regular file and opens it. */
function createAndOpen(k: Kernel, task: Task, dir: LastName, flags: number, mode: number): number {
  if (dir.hasSlash) return EISDIR;
  const refused = checkCreate(k, task, dir);
  if (refused !== 0) return refused;
  const mount = getMount(k, dir.mnt);
  const made = fsOfMount(k, mount).create(
    k,
    mount.sb,
    dir.node,
    dir.name,
    newNodeOf(k, task, dir, S_IFREG | (mode & 0o7777), 0, ''),
  );
  if (typeof made === 'object') return made.errno;
  return openAt(k, task, { mnt: dir.mnt, node: made }, flags & ~O_TRUNC, true);
}

/** open(2) with O_CREAT: the last component may be missing, or a symbolic link to where it may be missing. */
function openOrCreate(k: Kernel, task: Task, path: Bytes, flags: number, mode: number): number {
  let dir = resolveParent(k, task, path);
  for (let depth = 0; ; depth++) {
    if ('errno' in dir) return dir.errno;
    if (dir.name === '' || dir.name === '.' || dir.name === '..') return (flags & O_EXCL) !== 0 ? EEXIST : EISDIR;
    const found = lookupIn(k, task, dir, dir.name);
    if ('errno' in found) return found.errno === ENOENT ? createAndOpen(k, task, dir, flags, mode) : found.errno;
    if ((flags & O_EXCL) !== 0) return EEXIST;
    const mount = getMount(k, found.mnt);
    const fs = fsOfMount(k, mount);
    const type = fs.mode(k, mount.sb, found.node) & S_IFMT;
    if (type === S_IFDIR) return EISDIR;
    if (type !== S_IFLNK) return dir.hasSlash ? ENOTDIR : openAt(k, task, found, flags, false);
    if ((flags & O_NOFOLLOW) !== 0) return ELOOP;
    const jump = fs.follow?.(k, mount.sb, found.node, task) ?? null;
    if (jump !== null) {
      if ('errno' in jump) return jump.errno;
      return jump.file !== 0 ? reopen(k, task, jump.file, flags) : openAt(k, task, jump, flags, false);
    }
    const text = fs.readlink(k, mount.sb, found.node, task);
    if (typeof text === 'number') return text;
    dir = resolveLinkParent(k, task, dir, text, depth);
  }
}

/**
 * open(2). Returns the key of a new open file description that no descriptor points to yet (fd-table.ts installs it), or
 * an errno. `mode` counts for a file that is made, less the task's umask.
 */
export function openFile(k: Kernel, task: Task, path: Bytes, flags: number, mode = 0o666): number {
  // no file can be both made by this call and a directory
  if ((flags & (O_CREAT | O_DIRECTORY)) === (O_CREAT | O_DIRECTORY)) return EINVAL;
  if ((flags & O_CREAT) !== 0) return openOrCreate(k, task, path, flags, mode);
  const at = resolvePath(k, task, path, (flags & O_NOFOLLOW) === 0);
  if ('errno' in at) return at.errno;
  return at.file !== 0 ? reopen(k, task, at.file, flags) : openAt(k, task, at, flags, false);
}
