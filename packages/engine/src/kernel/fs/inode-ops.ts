/** File kinds `inode` (regular files of disk-like file systems and overlays) and `dir` (an opened directory). */
import type { Bytes } from '../../util/bytes.ts';
import { EACCES, EBADF, EFBIG, EINVAL, EISDIR, ENOENT, type Errno } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { O_APPEND, O_RDONLY, O_TRUNC, O_WRONLY, RLIM_INFINITY, type Stat } from '../syscall.ts';
import type { Task } from '../task/task.ts';
import { changeAttr } from './disk-fs.ts';
import { type Extents, extentOf, sliceExtents } from './extent.ts';
import { createFile } from './fd-table.ts';
import { type File, type FileOps, fileTable } from './file.ts';
import { readData, writeData } from './file-data.ts';
import { editInode, getInode, statInode, theInode } from './inode.ts';
import { sbOfInode } from './inode-key.ts';
import { statOf, sweepMounts } from './mount.ts';
import { mountTable } from './mount-table.ts';
import { closedInode } from './orphan.ts';
import { overlayObject, realKey } from './overlay-lookup.ts';
import { statMerged } from './overlayfs.ts';
import { isAllowed, MAY_READ, MAY_WRITE, modeAfterWrite } from './permission.ts';

/** Most bytes one read expands; a longer one returns this many, which read(2) allows. */
const MAX_READ = 16777216;

/** stat of an open file as it was found: an overlay shows the real inode under its own device and number. */
function stat(k: Kernel, file: Readonly<File>): Stat | Errno {
  const inode = getInode(k, file.obj);
  if (inode === undefined) return ENOENT;
  const mount = file.mnt === 0 ? undefined : k.tx.get(mountTable, file.mnt);
  if (mount === undefined || mount.sb === sbOfInode(file.obj)) return statInode(k, file.obj, inode);
  const merged = overlayObject(k, mount.sb, file.node as string);
  const isSame = merged !== null && realKey(merged) === file.obj;
  return statMerged(k, mount.sb, isSame ? merged : { upper: 0, lowers: [file.obj], isDir: false });
}

function read(k: Kernel, _task: Task, id: number, file: Readonly<File>, max: number): Bytes | Errno {
  if ((file.flags & 3) === O_WRONLY) return EBADF;
  const inode = getInode(k, file.obj);
  if (inode === undefined) return ENOENT;
  const data = readData(k, file.obj, inode, file.pos, Math.min(max, MAX_READ));
  if (data !== '') k.tx.edit(fileTable, id).pos += data.length;
  return data;
}

function pread(k: Kernel, _task: Task, file: Readonly<File>, max: number, offset: number): Bytes | Errno {
  if ((file.flags & 3) === O_WRONLY) return EBADF;
  if (offset < 0) return EINVAL;
  const inode = getInode(k, file.obj);
  return inode === undefined ? ENOENT : readData(k, file.obj, inode, offset, Math.min(max, MAX_READ));
}

/** Bytes that RLIMIT_FSIZE lets a task write at `pos`, of `n`. */
function withinLimit(task: Readonly<Task>, pos: number, n: number): number {
  const limit = task.rlimits.fsize?.soft ?? RLIM_INFINITY;
  return limit === RLIM_INFINITY ? n : Math.min(n, limit - pos);
}

/** Writes `n` bytes of `data` to inode `key` at `pos` for `task`; bytes written, EFBIG or ENOSPC. */
export function writeInode(
  k: Kernel,
  task: Readonly<Task>,
  key: number,
  pos: number,
  data: Extents,
  n: number,
): number {
  const allowed = withinLimit(task, pos, n);
  if (allowed < n) {
    if (allowed <= 0) return EFBIG;
    return writeInode(k, task, key, pos, sliceExtents(data, 0, allowed), allowed);
  }
  const written = writeData(k, key, pos, data, n);
  if (written <= 0) return written;
  const inode = editInode(k, key);
  inode.mtime = k.now;
  inode.ctime = k.now;
  if ((inode.mode & 0o6000) !== 0) inode.mode = modeAfterWrite(task.cred, inode.mode);
  return written;
}

/** Where the next write to `file` goes. */
export function writePosition(k: Kernel, file: Readonly<File>): number {
  return (file.flags & O_APPEND) !== 0 ? theInode(k, file.obj).size : file.pos;
}

function write(k: Kernel, task: Task, id: number, file: Readonly<File>, data: Bytes): number {
  if ((file.flags & 3) === O_RDONLY) return EBADF;
  if (data === '') return 0;
  const pos = writePosition(k, file);
  const written = writeInode(k, task, file.obj, pos, [extentOf(data)], data.length);
  if (written > 0) k.tx.edit(fileTable, id).pos = pos + written;
  return written;
}

/** lseek(2) over something that is `size` bytes long; the new position or EINVAL. */
export function seekTo(
  k: Kernel,
  id: number,
  file: Readonly<File>,
  offset: number,
  whence: 0 | 1 | 2,
  size: number,
): number {
  const pos = whence === 0 ? offset : whence === 1 ? file.pos + offset : size + offset;
  if (pos < 0) return EINVAL;
  if (pos !== file.pos) k.tx.edit(fileTable, id).pos = pos;
  return pos;
}

function truncate(k: Kernel, task: Task, file: Readonly<File>, size: number): number {
  if ((file.flags & 3) === O_RDONLY || size < 0) return EINVAL;
  if (size > 0 && withinLimit(task, 0, size) < size) return EFBIG;
  return changeAttr(k, file.obj, { size, mode: modeAfterWrite(task.cred, theInode(k, file.obj).mode) });
}

function release(k: Kernel, id: number, file: Readonly<File>): void {
  closedInode(k, file.obj, id);
  sweepMounts(k, id);
}

/** Rights are those of the inode, whatever the first opening was allowed. */
function reopen(k: Kernel, task: Task, file: Readonly<File>, flags: number): number {
  const object = stat(k, file);
  if (typeof object === 'number') return object;
  const access = flags & 3;
  const mask =
    (access === O_WRONLY ? 0 : MAY_READ) |
    (access === O_RDONLY ? 0 : MAY_WRITE) |
    ((flags & O_TRUNC) !== 0 ? MAY_WRITE : 0);
  if (!isAllowed(task.cred, object, mask)) return EACCES;
  if (file.kind === 'dir' && (mask & MAY_WRITE) !== 0) return EISDIR;
  if ((flags & O_TRUNC) !== 0) changeAttr(k, file.obj, { size: 0 });
  const { kind, obj, mnt, node, extra } = file;
  return createFile(k, { kind, obj, mnt, node, flags, pos: 0, extra });
}

const never = (): null => null;
const always = (): boolean => true;

/** File kind `inode`. */
export const inodeOps: FileOps = {
  read,
  write,
  release,
  readKey: never,
  writeKey: never,
  readable: always,
  writable: always,
  stat,
  seek: (k, id, file, offset, whence) => seekTo(k, id, file, offset, whence, getInode(k, file.obj)?.size ?? 0),
  pread,
  truncate,
  link: () => '',
  reopen,
};

/** File kind `dir`: names are read by path (readdir), so the description only holds the place. */
export const dirOps: FileOps = {
  read: () => EISDIR,
  write: () => EBADF,
  release,
  readKey: never,
  writeKey: never,
  readable: always,
  writable: always,
  stat: (k, file) => statOf(k, file),
  seek: (k, id, file, offset, whence) => seekTo(k, id, file, offset, whence, 0),
  link: () => '',
  reopen,
};
