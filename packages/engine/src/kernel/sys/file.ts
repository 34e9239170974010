/** Implementation of FileCalls (kernel/syscall.ts): descriptors here, paths in kernel/fs. */
import type { Bytes } from '../../util/bytes.ts';
import { EINVAL, EISDIR, type Errno, ESPIPE } from '../errno.ts';
import { chmod, chown, truncate, utimes } from '../fs/attr-calls.ts';
import { copyRange } from '../fs/copy-range.ts';
import { chdir, chroot, getcwd } from '../fs/cwd-calls.ts';
import { closeFd, dup2, fileOf, installFile, setCloexec } from '../fs/fd-table.ts';
import { type File, type FileOps, fileTable } from '../fs/file.ts';
import { mount, umount } from '../fs/mount-calls.ts';
import { link, mkdir, mknod, symlink } from '../fs/name-calls.ts';
import { openFile } from '../fs/open.ts';
import { rename, rmdir, unlink } from '../fs/remove-calls.ts';
import { access, readdir, readlink, stat, statfs } from '../fs/stat-calls.ts';
import { createPipe, openPipe } from '../ipc/pipe.ts';
import {
  type Dirent,
  type FileCalls,
  O_CLOEXEC,
  O_CREAT,
  O_RDONLY,
  O_TRUNC,
  O_WRONLY,
  type Stat,
  type StatFs,
} from '../syscall.ts';
import { ProcessSys } from './process.ts';

/** Largest file that readFile reads at once. */
const READ_FILE_MAX = 16 * 1024 * 1024;

export class FileSys extends ProcessSys implements FileCalls {
  /** The description behind `fd` and its operations, or an errno. */
  protected opened(fd: number): { readonly id: number; readonly file: Readonly<File>; readonly ops: FileOps } | Errno {
    const id = fileOf(this.k, this.task, fd);
    if (id < 0) return id;
    const file = this.k.tx.get(fileTable, id) as File;
    return { id, file, ops: this.k.env.fileOps[file.kind] as FileOps };
  }

  open(path: Bytes, flags: number, mode = 0o666): number {
    const id = openFile(this.k, this.task, path, flags, mode);
    return id < 0 ? id : installFile(this.k, this.task, id, 0, (flags & O_CLOEXEC) !== 0);
  }

  close(fd: number): number {
    return closeFd(this.k, this.task, fd);
  }

  read(fd: number, max: number): Bytes | Errno {
    const at = this.opened(fd);
    return typeof at === 'number' ? at : at.ops.read(this.k, this.task, at.id, at.file, max);
  }

  write(fd: number, data: Bytes): number {
    const at = this.opened(fd);
    return typeof at === 'number' ? at : at.ops.write(this.k, this.task, at.id, at.file, data);
  }

  pread(fd: number, max: number, offset: number): Bytes | Errno {
    const at = this.opened(fd);
    if (typeof at === 'number') return at;
    return at.ops.pread === undefined ? ESPIPE : at.ops.pread(this.k, this.task, at.file, max, offset);
  }

  lseek(fd: number, offset: number, whence: 0 | 1 | 2): number {
    const at = this.opened(fd);
    if (typeof at === 'number') return at;
    return at.ops.seek === undefined ? ESPIPE : at.ops.seek(this.k, at.id, at.file, offset, whence);
  }

  copyRange(fromFd: number, toFd: number, max: number): number {
    const from = fileOf(this.k, this.task, fromFd);
    if (from < 0) return from;
    const to = fileOf(this.k, this.task, toFd);
    return to < 0 ? to : copyRange(this.k, this.task, from, to, max);
  }

  ftruncate(fd: number, size: number): number {
    const at = this.opened(fd);
    if (typeof at === 'number') return at;
    return at.ops.truncate === undefined ? EINVAL : at.ops.truncate(this.k, this.task, at.file, size);
  }

  dup(fd: number, lowest = 0): number {
    const id = fileOf(this.k, this.task, fd);
    return id < 0 ? id : installFile(this.k, this.task, id, lowest, false);
  }

  dup2(from: number, to: number): number {
    return dup2(this.k, this.task, from, to);
  }

  setCloexec(fd: number, on: boolean): number {
    return setCloexec(this.k, this.task, fd, on);
  }

  pipe(): readonly [number, number] | Errno {
    const id = createPipe(this.k, this.task.cred.uid);
    const reader = installFile(this.k, this.task, openPipe(this.k, id, O_RDONLY), 0, false);
    if (reader < 0) return reader;
    const writer = installFile(this.k, this.task, openPipe(this.k, id, O_WRONLY), 0, false);
    if (writer >= 0) return [reader, writer];
    closeFd(this.k, this.task, reader);
    return writer;
  }

  stat(path: Bytes): Stat | Errno {
    return stat(this.k, this.task, path, true);
  }

  lstat(path: Bytes): Stat | Errno {
    return stat(this.k, this.task, path, false);
  }

  fstat(fd: number): Stat | Errno {
    const at = this.opened(fd);
    return typeof at === 'number' ? at : at.ops.stat(this.k, at.file);
  }

  access(path: Bytes, mode: number): number {
    return access(this.k, this.task, path, mode);
  }

  readdir(path: Bytes): readonly Dirent[] | Errno {
    return readdir(this.k, this.task, path);
  }

  readlink(path: Bytes): Bytes | Errno {
    return readlink(this.k, this.task, path);
  }

  symlink(target: Bytes, path: Bytes): number {
    return symlink(this.k, this.task, target, path);
  }

  link(from: Bytes, to: Bytes): number {
    return link(this.k, this.task, from, to);
  }

  unlink(path: Bytes): number {
    return unlink(this.k, this.task, path);
  }

  rmdir(path: Bytes): number {
    return rmdir(this.k, this.task, path);
  }

  mkdir(path: Bytes, mode: number): number {
    return mkdir(this.k, this.task, path, mode);
  }

  mknod(path: Bytes, mode: number, rdev: number): number {
    return mknod(this.k, this.task, path, mode, rdev);
  }

  rename(from: Bytes, to: Bytes): number {
    return rename(this.k, this.task, from, to);
  }

  chmod(path: Bytes, mode: number): number {
    return chmod(this.k, this.task, path, mode);
  }

  chown(path: Bytes, uid: number, gid: number, noFollow = false): number {
    return chown(this.k, this.task, path, uid, gid, noFollow);
  }

  utimes(path: Bytes, atime: number | null, mtime: number | null, noFollow = false): number {
    return utimes(this.k, this.task, path, atime, mtime, noFollow);
  }

  truncate(path: Bytes, size: number): number {
    return truncate(this.k, this.task, path, size);
  }

  chdir(path: Bytes): number {
    return chdir(this.k, this.task, path);
  }

  getcwd(): Bytes {
    const path = getcwd(this.k, this.task);
    return typeof path === 'number' ? '' : path;
  }

  chroot(path: Bytes): number {
    return chroot(this.k, this.task, path);
  }

  umask(mask: number): number {
    const old = this.task.umask;
    this.task.umask = mask & 0o777;
    return old;
  }

  statfs(path: Bytes): StatFs | Errno {
    return statfs(this.k, this.task, path);
  }

  mount(source: Bytes, target: Bytes, fstype: Bytes, flags: readonly string[], data: Bytes): number {
    return mount(this.k, this.task, source, target, fstype, flags, data);
  }

  umount(target: Bytes, lazy = false): number {
    return umount(this.k, this.task, target, lazy);
  }

  readFile(path: Bytes): Bytes | Errno {
    const fd = this.open(path, O_RDONLY);
    if (fd < 0) return fd;
    const at = this.opened(fd);
    const data = typeof at === 'number' ? at : at.file.kind === 'dir' ? EISDIR : this.read(fd, READ_FILE_MAX);
    this.close(fd);
    return data;
  }

  writeFile(path: Bytes, data: Bytes, mode = 0o666): number {
    const fd = this.open(path, O_WRONLY | O_CREAT | O_TRUNC, mode);
    if (fd < 0) return fd;
    const n = data === '' ? 0 : this.write(fd, data);
    this.close(fd);
    return n < 0 ? n : 0;
  }
}
