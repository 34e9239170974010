/** Descriptor tables (fs/file.c): installing, closing, duplicating, sharing and inheriting. */
import { assert } from '../../util/assert.ts';
import { EBADF, EMFILE } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { RLIM_INFINITY } from '../syscall.ts';
import { fdTable, type Task } from '../task/task.ts';
import { type File, fileTable } from './file.ts';

/** Registers an open file description with no descriptor yet. */
export function createFile(k: Kernel, file: Omit<File, 'refs'>): number {
  const id = k.nextId('file');
  k.tx.put(fileTable, id, { ...file, refs: 0 });
  return id;
}

function drop(k: Kernel, id: number): void {
  const file = k.tx.edit(fileTable, id);
  file.refs--;
  if (file.refs > 0) return;
  releaseFile(k, id);
}

/** Frees a description that no descriptor points to. */
export function releaseFile(k: Kernel, id: number): void {
  const file = k.tx.get(fileTable, id);
  assert(file !== undefined, `file ${id} is gone`);
  const ops = k.env.fileOps[file.kind];
  assert(ops !== undefined, `no file operations for ${file.kind}`);
  ops.release(k, id, file);
  k.tx.remove(fileTable, id);
}

/** Takes one more reference, for holders that are not descriptors (files in flight). */
export function holdFile(k: Kernel, id: number): void {
  k.tx.edit(fileTable, id).refs++;
}

/** Gives back what holdFile took. */
export function dropFile(k: Kernel, id: number): void {
  drop(k, id);
}

function nofile(task: Readonly<Task>): number {
  const limit = task.rlimits.nofile;
  return limit === undefined || limit.soft === RLIM_INFINITY ? 1048576 : limit.soft;
}

/** Lowest free descriptor from `lowest` on, now pointing to `id`; EMFILE frees a description nobody else holds. */
export function installFile(k: Kernel, task: Readonly<Task>, id: number, lowest: number, cloexec: boolean): number {
  const table = k.tx.edit(fdTable, task.files);
  let fd = lowest;
  while (fd < table.fds.length && table.fds[fd] !== 0) fd++;
  if (fd >= nofile(task)) {
    if ((k.tx.get(fileTable, id)?.refs ?? 0) === 0) releaseFile(k, id);
    return EMFILE;
  }
  setFd(table, fd, id, cloexec);
  k.tx.edit(fileTable, id).refs++;
  return fd;
}

function setFd(
  table: { fds: readonly number[]; cloexec: readonly number[] },
  fd: number,
  id: number,
  cloexec: boolean,
): void {
  const fds = table.fds.slice();
  const flags = table.cloexec.slice();
  while (fds.length <= fd) {
    fds.push(0);
    flags.push(0);
  }
  fds[fd] = id;
  flags[fd] = cloexec ? 1 : 0;
  while (fds.length > 0 && fds[fds.length - 1] === 0) {
    fds.pop();
    flags.pop();
  }
  table.fds = fds;
  table.cloexec = flags;
}

/** Key of the description behind `fd`, or EBADF. */
export function fileOf(k: Kernel, task: Readonly<Task>, fd: number): number {
  const id = k.tx.get(fdTable, task.files)?.fds[fd];
  return id === undefined || id === 0 ? EBADF : id;
}

/** close(2). */
export function closeFd(k: Kernel, task: Readonly<Task>, fd: number): number {
  const id = fileOf(k, task, fd);
  if (id < 0) return id;
  setFd(k.tx.edit(fdTable, task.files), fd, 0, false);
  drop(k, id);
  return 0;
}

/** dup2(2). */
export function dup2(k: Kernel, task: Readonly<Task>, from: number, to: number): number {
  const id = fileOf(k, task, from);
  if (id < 0) return id;
  if (to < 0 || to >= nofile(task)) return EBADF;
  if (from === to) return to;
  k.tx.edit(fileTable, id).refs++;
  const old = fileOf(k, task, to);
  setFd(k.tx.edit(fdTable, task.files), to, id, false);
  if (old > 0) drop(k, old);
  return to;
}

/** FD_CLOEXEC of fcntl(2). */
export function setCloexec(k: Kernel, task: Readonly<Task>, fd: number, on: boolean): number {
  const id = fileOf(k, task, fd);
  if (id < 0) return id;
  setFd(k.tx.edit(fdTable, task.files), fd, id, on);
  return 0;
}

/** An empty table with one user. */
export function createFdTable(k: Kernel): number {
  const id = k.nextId('fd');
  k.tx.put(fdTable, id, { fds: [], cloexec: [], refs: 1 });
  return id;
}

/** A copy for a forked child. */
export function copyFdTable(k: Kernel, from: number): number {
  const table = k.tx.get(fdTable, from);
  assert(table !== undefined, `descriptor table ${from} is gone`);
  const id = k.nextId('fd');
  k.tx.put(fdTable, id, { fds: table.fds, cloexec: table.cloexec, refs: 1 });
  for (const file of table.fds) if (file !== 0) k.tx.edit(fileTable, file).refs++;
  return id;
}

/** The task leaves the table; the last one closes everything. */
export function dropFdTable(k: Kernel, id: number): void {
  const table = k.tx.edit(fdTable, id);
  table.refs--;
  if (table.refs > 0) return;
  k.tx.remove(fdTable, id);
  for (const file of table.fds) if (file !== 0) drop(k, file);
}

/** What execve closes. */
export function closeOnExec(k: Kernel, task: Readonly<Task>): void {
  const table = k.tx.get(fdTable, task.files);
  if (table === undefined) return;
  for (let fd = 0; fd < table.fds.length; fd++)
    if (table.cloexec[fd] === 1 && table.fds[fd] !== 0) closeFd(k, task, fd);
}
