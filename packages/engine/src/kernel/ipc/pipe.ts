/** Pipes (pipe(7)): 64 KiB of bytes between descriptors. Wait keys: `p<id>r` readable, `p<id>w` writable. */
import { intTable } from '../../store/table.ts';
import type { Bytes } from '../../util/bytes.ts';
import { EAGAIN, EBADF, EPIPE, type Errno } from '../errno.ts';
import { createFile } from '../fs/fd-table.ts';
import type { File, FileOps } from '../fs/file.ts';
import type { Kernel } from '../kernel.ts';
import { O_RDONLY, O_WRONLY, S_IFIFO, type Stat } from '../syscall.ts';
import { sendSignal } from '../task/deliver.ts';
import { SIGPIPE } from '../task/signal.ts';
import type { Task } from '../task/task.ts';
import { wake } from '../wait-queue.ts';

/** Default capacity. */
export const PIPE_SIZE = 65536;

export interface Pipe {
  buffer: Bytes;
  /** Open descriptions of each end. */
  readers: number;
  writers: number;
  /** Has there ever been a writer? Reading a fresh FIFO waits for one. */
  hadWriter: boolean;
  uid: number;
}
export const pipeTable = intTable<Pipe>('pipe', 1);

/** A pipe with no ends yet. */
export function createPipe(k: Kernel, uid: number): number {
  const id = k.nextId('pipe');
  k.tx.put(pipeTable, id, { buffer: '', readers: 0, writers: 0, hadWriter: false, uid });
  return id;
}

/** Opens an end (`O_RDONLY` or `O_WRONLY`, or both of a FIFO) as a file description without descriptor. */
export function openPipe(
  k: Kernel,
  id: number,
  flags: number,
  path: Pick<File, 'mnt' | 'node'> = { mnt: 0, node: 0 },
): number {
  const pipe = k.tx.edit(pipeTable, id);
  const mode = flags & 3;
  if (mode !== O_WRONLY) pipe.readers++;
  if (mode !== O_RDONLY) {
    pipe.writers++;
    pipe.hadWriter = true;
  }
  wake(k, `p${id}r`);
  wake(k, `p${id}w`);
  return createFile(k, { kind: 'pipe', obj: id, ...path, flags, pos: 0, extra: '' });
}

function read(k: Kernel, _task: Task, _id: number, file: Readonly<File>, max: number): Bytes | Errno {
  if ((file.flags & 3) === O_WRONLY) return EBADF;
  const pipe = k.tx.get(pipeTable, file.obj) as Pipe;
  if (pipe.buffer === '') return pipe.writers > 0 || !pipe.hadWriter ? EAGAIN : '';
  const wasFull = pipe.buffer.length >= PIPE_SIZE;
  const data = pipe.buffer.length <= max ? pipe.buffer : pipe.buffer.slice(0, max);
  k.tx.edit(pipeTable, file.obj).buffer = pipe.buffer.slice(data.length);
  if (wasFull || data.length > 0) wake(k, `p${file.obj}w`);
  return data;
}

function write(k: Kernel, task: Task, _id: number, file: Readonly<File>, data: Bytes): number {
  if ((file.flags & 3) === O_RDONLY) return EBADF;
  const pipe = k.tx.get(pipeTable, file.obj) as Pipe;
  if (pipe.readers === 0) {
    sendSignal(k, task.tgid, SIGPIPE, null);
    return EPIPE;
  }
  const room = PIPE_SIZE - pipe.buffer.length;
  if (room <= 0) return EAGAIN;
  const taken = data.length <= room ? data : data.slice(0, room);
  k.tx.edit(pipeTable, file.obj).buffer = pipe.buffer + taken;
  wake(k, `p${file.obj}r`);
  return taken.length;
}

function release(k: Kernel, _id: number, file: Readonly<File>): void {
  const pipe = k.tx.edit(pipeTable, file.obj);
  const mode = file.flags & 3;
  if (mode !== O_WRONLY) pipe.readers--;
  if (mode !== O_RDONLY) pipe.writers--;
  wake(k, `p${file.obj}r`);
  wake(k, `p${file.obj}w`);
  if (pipe.readers === 0 && pipe.writers === 0) k.tx.remove(pipeTable, file.obj);
}

function stat(_k: Kernel, file: Readonly<File>): Stat {
  const none = { atime: 0, mtime: 0, ctime: 0 };
  return {
    dev: 12,
    ino: file.obj,
    mode: S_IFIFO | 0o600,
    nlink: 1,
    uid: 0,
    gid: 0,
    rdev: 0,
    size: 0,
    blocks: 0,
    ...none,
  };
}

/** File kind `pipe`. */
export const pipeOps: FileOps = {
  read,
  write,
  release,
  stat,
  readKey: (file) => `p${file.obj}r`,
  writeKey: (file) => `p${file.obj}w`,
  readable: (k, file) => {
    const pipe = k.tx.get(pipeTable, file.obj) as Pipe;
    return pipe.buffer !== '' || (pipe.writers === 0 && pipe.hadWriter);
  },
  writable: (k, file) => {
    const pipe = k.tx.get(pipeTable, file.obj) as Pipe;
    return pipe.readers === 0 || pipe.buffer.length < PIPE_SIZE;
  },
  link: (file) => `pipe:[${file.obj}]`,
};

/** Bytes that came from outside, into a pipe whose writer is outside. Returns how many fit. */
export function feedPipe(k: Kernel, id: number, data: Bytes): void {
  const pipe = k.tx.edit(pipeTable, id);
  pipe.buffer += data;
  wake(k, `p${id}r`);
}

/** The writer outside is gone. */
export function endPipe(k: Kernel, id: number): void {
  const pipe = k.tx.edit(pipeTable, id);
  pipe.writers--;
  wake(k, `p${id}r`);
  if (pipe.readers === 0 && pipe.writers === 0) k.tx.remove(pipeTable, id);
}
