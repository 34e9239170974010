/** File kind `dev`: the memory devices of mem(4), random(4) and /dev/kmsg. */
import type { Bytes } from '../../util/bytes.ts';
import { EAGAIN, EBADF, EINVAL, ENOENT, ENOSPC, ENXIO, EPERM, type Errno } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { O_RDONLY, O_WRONLY, type Stat } from '../syscall.ts';
import type { Task } from '../task/task.ts';
import { DEV_FULL, DEV_KMSG, DEV_NULL, DEV_RANDOM, DEV_URANDOM, DEV_ZERO } from './device-number.ts';
import { createFile } from './fd-table.ts';
import type { File, FileOps } from './file.ts';
import type { Path } from './filesystem.ts';
import { statOf, sweepMounts } from './mount.ts';

/** Most bytes one read makes. */
const MAX_DEV_READ = 65536;
/** A read of random bytes draws from the world's generator, so it gives fewer (getrandom(2) allows that from 257 on). */
const MAX_RANDOM_READ = 4096;
const KNOWN: readonly number[] = [DEV_NULL, DEV_ZERO, DEV_FULL, DEV_RANDOM, DEV_URANDOM, DEV_KMSG];

/** May the task open the device (bits of access(2))? The device cgroup's decision, wired by the host. */
export type DeviceGuard = (k: Kernel, task: Readonly<Task>, rdev: number, mask: number) => boolean;

function read(k: Kernel, _task: Task, _id: number, file: Readonly<File>, max: number): Bytes | Errno {
  if ((file.flags & 3) === O_WRONLY) return EBADF;
  switch (file.obj) {
    case DEV_NULL:
      return '';
    case DEV_KMSG:
      // nothing is logged; reading waits for the next message
      return EAGAIN;
    case DEV_RANDOM:
    case DEV_URANDOM:
      return k.randomBytes('urandom', Math.min(max, MAX_RANDOM_READ));
    default:
      return '\0'.repeat(Math.min(max, MAX_DEV_READ));
  }
}

function write(_k: Kernel, _task: Task, _id: number, file: Readonly<File>, data: Bytes): number {
  if ((file.flags & 3) === O_RDONLY) return EBADF;
  return file.obj === DEV_FULL && data !== '' ? ENOSPC : data.length;
}

function stat(k: Kernel, file: Readonly<File>): Stat | Errno {
  return file.mnt === 0 ? ENOENT : statOf(k, file);
}

function openDevice(guard: DeviceGuard, k: Kernel, task: Task, rdev: number, flags: number, at: Path): number {
  if (!KNOWN.includes(rdev)) return ENXIO;
  const access = flags & 3;
  if (!guard(k, task, rdev, access === O_RDONLY ? 4 : access === O_WRONLY ? 2 : 6)) return EPERM;
  return createFile(k, { kind: 'dev', obj: rdev, mnt: at.mnt, node: at.node, flags, pos: 0, extra: '' });
}

/** File kind `dev`, with the device cgroup's decision. */
export function deviceOps(guard: DeviceGuard): FileOps {
  return {
    read,
    write,
    release: (k, id) => sweepMounts(k, id),
    readKey: (file) => (file.obj === DEV_KMSG ? 'kmsg' : null),
    writeKey: () => null,
    readable: (_k, file) => file.obj !== DEV_KMSG,
    writable: () => true,
    stat,
    seek: (_k, _id, _file, offset, whence) => (whence === 0 && offset < 0 ? EINVAL : 0),
    pread: (k, task, file, max) => read(k, task, 0, file, max),
    truncate: () => EINVAL,
    link: () => '',
    openNode: (k, task, rdev, flags, at) => openDevice(guard, k, task, rdev, flags, at),
    reopen: (k, task, file, flags) => openDevice(guard, k, task, file.obj, flags, file),
  };
}
