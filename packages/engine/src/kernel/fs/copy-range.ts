/** copy_file_range(2) and splice(2): moving data between open files without expanding what is only described. */
import { EBADF, EINVAL, ENOSPC } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { O_RDONLY, O_WRONLY } from '../syscall.ts';
import type { Task } from '../task/task.ts';
import { DEV_FULL, DEV_NULL, DEV_RANDOM, DEV_URANDOM, DEV_ZERO } from './device-number.ts';
import { type Extents, extentsLength } from './extent.ts';
import { type File, fileTable } from './file.ts';
import { sliceData } from './file-data.ts';
import { theInode } from './inode.ts';
import { writeInode, writePosition } from './inode-ops.ts';

/** Bytes moved at once between files that have no extents. */
const PIECE = 65536;

/** The next bytes of `file` as extents, at most `max`; null when the file has none to give. */
function extentsFrom(k: Kernel, file: Readonly<File>, max: number): Extents | null {
  if (file.kind === 'inode') return sliceData(k, file.obj, theInode(k, file.obj), file.pos, max);
  if (file.kind !== 'dev') return null;
  switch (file.obj) {
    case DEV_NULL:
      return [];
    case DEV_ZERO:
    case DEV_FULL:
      return [{ zeros: max }];
    case DEV_RANDOM:
    case DEV_URANDOM:
      return [{ opaque: `random:${k.randomHex('urandom', 16)}:${k.nextId('opaque')}`, at: 0, n: max }];
    default:
      return null;
  }
}

/** Writes extents to `file`; the bytes taken, an errno, or null when the file takes none. */
function extentsTo(k: Kernel, task: Task, file: Readonly<File>, id: number, data: Extents, n: number): number | null {
  if (file.kind === 'inode') {
    const pos = writePosition(k, file);
    const written = n === 0 ? 0 : writeInode(k, task, file.obj, pos, data, n);
    if (written > 0) k.tx.edit(fileTable, id).pos = pos + written;
    return written;
  }
  if (file.kind !== 'dev') return null;
  return file.obj === DEV_FULL && n > 0 ? ENOSPC : n;
}

/** By reading and writing bytes; only from files whose position can be kept when the target takes less. */
function copyBytes(
  k: Kernel,
  task: Task,
  fromId: number,
  from: Readonly<File>,
  toId: number,
  to: Readonly<File>,
  max: number,
): number {
  const source = k.env.fileOps[from.kind];
  const sink = k.env.fileOps[to.kind];
  if (source === undefined || sink === undefined) return EBADF;
  const want = Math.min(max, PIECE);
  if (source.pread === undefined) {
    // a pipe's bytes cannot be put back, so the target must take all of them
    if (to.kind !== 'inode') return EINVAL;
    const data = source.read(k, task, fromId, from, want);
    return typeof data === 'number' ? data : sink.write(k, task, toId, to, data);
  }
  const data = source.pread(k, task, from, want, from.pos);
  if (typeof data === 'number' || data === '') return data === '' ? 0 : data;
  const written = sink.write(k, task, toId, to, data);
  if (written > 0) k.tx.edit(fileTable, fromId).pos += written;
  return written;
}

/**
 * Moves up to `max` bytes from one open file description's position to another's; 0 at end of file. EINVAL where bytes
 * could be lost on the way: the caller then reads and writes.
 */
export function copyRange(k: Kernel, task: Task, fromId: number, toId: number, max: number): number {
  const from = k.tx.get(fileTable, fromId);
  const to = k.tx.get(fileTable, toId);
  if (from === undefined || to === undefined) return EBADF;
  if ((from.flags & 3) === O_WRONLY || (to.flags & 3) === O_RDONLY) return EBADF;
  if (max < 0 || (from.kind === 'inode' && to.kind === 'inode' && from.obj === to.obj)) return EINVAL;
  const data = to.kind === 'inode' || to.kind === 'dev' ? extentsFrom(k, from, max) : null;
  if (data !== null) {
    const n = extentsLength(data);
    const taken = extentsTo(k, task, to, toId, data, n);
    if (taken !== null) {
      if (taken > 0 && from.kind === 'inode') k.tx.edit(fileTable, fromId).pos += taken;
      return taken;
    }
  }
  return copyBytes(k, task, fromId, from, toId, to, max);
}
