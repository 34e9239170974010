/**
 * File kind `text`: generated files of proc, sysfs and cgroup2. The text is made anew whenever it is read from its start,
 * as the kernel's seq_file does; writing hands each write to the file system type.
 */
import type { Bytes } from '../../util/bytes.ts';
import { EBADF, EINVAL, EPERM, type Errno } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { O_RDONLY, O_WRONLY } from '../syscall.ts';
import type { Task } from '../task/task.ts';
import { createFile } from './fd-table.ts';
import { type File, type FileOps, fileTable } from './file.ts';
import { seekTo } from './inode-ops.ts';
import { fsOfMount, getMount, statOf, sweepMounts } from './mount.ts';

/** The text now, as `task` sees it. */
function generate(k: Kernel, task: Readonly<Task>, file: Readonly<File>): Bytes | Errno {
  const mount = getMount(k, file.mnt);
  const text = fsOfMount(k, mount).text?.(k, mount.sb, file.node, task);
  return text ?? EINVAL;
}

function read(k: Kernel, task: Task, id: number, file: Readonly<File>, max: number): Bytes | Errno {
  if ((file.flags & 3) === O_WRONLY) return EBADF;
  const text = file.pos === 0 ? generate(k, task, file) : file.extra;
  if (typeof text === 'number') return text;
  const data = text.slice(file.pos, file.pos + max);
  if (data === '') return '';
  const record = k.tx.edit(fileTable, id);
  // what is read at once need not be kept
  if (file.pos === 0) record.extra = data.length < text.length ? text : '';
  record.pos = file.pos + data.length;
  return data;
}

function write(k: Kernel, task: Task, id: number, file: Readonly<File>, data: Bytes): number {
  if ((file.flags & 3) === O_RDONLY) return EBADF;
  const mount = getMount(k, file.mnt);
  const taken = fsOfMount(k, mount).writeText?.(k, mount.sb, file.node, task, data) ?? EPERM;
  if (taken > 0) k.tx.edit(fileTable, id).pos += taken;
  return taken;
}

/** File kind `text`. */
export const textOps: FileOps = {
  read,
  write,
  release: (k, id) => sweepMounts(k, id),
  readKey: () => null,
  writeKey: () => null,
  readable: () => true,
  writable: () => true,
  stat: (k, file) => statOf(k, file),
  seek: (k, id, file, offset, whence) => (whence === 2 ? EINVAL : seekTo(k, id, file, offset, whence, 0)),
  pread: (k, task, file, max, offset) => {
    const text = generate(k, task, file);
    return typeof text === 'number' ? text : text.slice(offset, offset + max);
  },
  truncate: () => 0,
  link: () => '',
  reopen: (k, _task, { kind, obj, mnt, node }, flags) =>
    createFile(k, { kind, obj, mnt, node, flags, pos: 0, extra: '' }),
};
