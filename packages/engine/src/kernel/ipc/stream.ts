/** Descriptors whose other side is outside the world: outputs of a pipe session (sim/input.ts). */
import { intTable } from '../../store/table.ts';
import { EBADF } from '../errno.ts';
import { createFile } from '../fs/fd-table.ts';
import type { FileOps } from '../fs/file.ts';
import type { Kernel } from '../kernel.ts';
import { O_WRONLY, S_IFIFO } from '../syscall.ts';

export interface Stream {
  /** Name of the session and the descriptor as the outside counts it. */
  pipe: string;
  fd: number;
}
export const streamTable = intTable<Stream>('stream', 1);

/** A description that hands what is written to the outside as `pipe.output`. */
export function openStream(k: Kernel, pipe: string, fd: number): number {
  const id = k.nextId('stream');
  k.tx.put(streamTable, id, { pipe, fd });
  return createFile(k, { kind: 'stream', obj: id, mnt: 0, node: 0, flags: O_WRONLY, pos: 0, extra: '' });
}

/** File kind `stream`. */
export const streamOps: FileOps = {
  read: () => EBADF,
  write: (k, _task, _id, file, data) => {
    const stream = k.tx.get(streamTable, file.obj);
    if (stream !== undefined && data !== '') k.output({ type: 'pipe.output', pipe: stream.pipe, fd: stream.fd, data });
    return data.length;
  },
  release: (k, _id, file) => {
    k.tx.remove(streamTable, file.obj);
  },
  stat: (_k, file) => ({
    dev: 12,
    ino: file.obj,
    mode: S_IFIFO | 0o600,
    nlink: 1,
    uid: 0,
    gid: 0,
    rdev: 0,
    size: 0,
    blocks: 0,
    atime: 0,
    mtime: 0,
    ctime: 0,
  }),
  readKey: () => null,
  writeKey: () => null,
  readable: () => true,
  writable: () => true,
  link: (file) => `pipe:[${file.obj}]`,
};
