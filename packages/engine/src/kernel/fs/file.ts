/** Open file descriptions (open(2)) and what a kind of file must be able to do. */

import type { Value } from '../../store/table.ts';
import { intTable } from '../../store/table.ts';
import type { Bytes } from '../../util/bytes.ts';
import type { Errno } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import type { Stat } from '../syscall.ts';
import type { Task } from '../task/task.ts';
import type { Node, Path } from './filesystem.ts';

/** An open file description, shared by dup and fork. */
export interface File {
  /** Names the FileOps: inode, dir, text (generated when read from its start), dev, pipe, tty, socket, stream. */
  kind: string;
  /** What it is open on: inode key, pipe, tty, socket or stream id; meaning is the kind's. */
  obj: number;
  /** Where it was opened, for /proc/PID/fd, fstat and fchdir; mnt 0 when it has no path. */
  mnt: number;
  node: Node;
  /** O_… access mode and status flags. */
  flags: number;
  pos: number;
  /** Descriptors that point here, over all tasks. */
  refs: number;
  /** Kind-specific: text of a generated file as last read, name of a device, direction of a pipe end. */
  extra: string;
}

/** Open file descriptions by id. */
export const fileTable = intTable<File>('file', 1);

/** What a kind of file does. `id` is the key in the file table; results as in kernel/syscall.ts. */
export interface FileOps {
  read(k: Kernel, task: Task, id: number, file: Readonly<File>, max: number): Bytes | Errno;
  write(k: Kernel, task: Task, id: number, file: Readonly<File>, data: Bytes): number;
  /** The last descriptor has been closed. */
  release(k: Kernel, id: number, file: Readonly<File>): void;
  /** Wait key to wait on for readability / writability; null when it never blocks. */
  readKey(file: Readonly<File>): string | null;
  writeKey(file: Readonly<File>): string | null;
  /** Would read (write) return at once? Used by poll. */
  readable(k: Kernel, file: Readonly<File>): boolean;
  writable(k: Kernel, file: Readonly<File>): boolean;
  stat(k: Kernel, file: Readonly<File>): Stat | Errno;
  /** Absent: ESPIPE. */
  seek?(k: Kernel, id: number, file: Readonly<File>, offset: number, whence: 0 | 1 | 2): number;
  /** Absent: ESPIPE. */
  pread?(k: Kernel, task: Task, file: Readonly<File>, max: number, offset: number): Bytes | Errno;
  truncate?(k: Kernel, task: Task, file: Readonly<File>, size: number): number;
  sendMsg?(k: Kernel, file: Readonly<File>, message: Value): number;
  recvMsg?(k: Kernel, file: Readonly<File>): Value | Errno;
  /** Text of the /proc/PID/fd link, for files without a path: `pipe:[7]`, `socket:[9]`. */
  link(file: Readonly<File>): Bytes;
  /**
   * Opens a special file of this kind found at `at`: kind `pipe` a FIFO (`obj` is its inode key), kinds `tty` and `dev` a
   * device (`obj` is its number). A new description without descriptor, or an errno. Absent: ENXIO.
   */
  openNode?(k: Kernel, task: Task, obj: number, flags: number, at: Path): number;
  /** Opens once more what `file` is open on (open of /proc/PID/fd/N). Absent: ENXIO. */
  reopen?(k: Kernel, task: Task, file: Readonly<File>, flags: number): number;
}
