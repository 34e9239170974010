/** Reading and writing whole files in one call (open, read or write until done, close). */
import type { Bytes } from '../../util/bytes.ts';
import type { Errno } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { O_CREAT, O_RDONLY, O_TRUNC, O_WRONLY } from '../syscall.ts';
import type { Task } from '../task/task.ts';
import { releaseFile } from './fd-table.ts';
import { type File, type FileOps, fileTable } from './file.ts';
import { readData } from './file-data.ts';
import { theInode } from './inode.ts';
import { openFile } from './open.ts';

function opened(k: Kernel, id: number): { file: Readonly<File>; ops: FileOps } {
  const file = k.tx.get(fileTable, id) as Readonly<File>;
  return { file, ops: k.env.fileOps[file.kind] as FileOps };
}

function readAll(k: Kernel, task: Task, id: number): Bytes | Errno {
  const { file, ops } = opened(k, id);
  if (file.kind === 'inode') {
    const inode = theInode(k, file.obj);
    return readData(k, file.obj, inode, 0, inode.size);
  }
  let out = '';
  for (;;) {
    const data = ops.read(k, task, id, k.tx.get(fileTable, id) as Readonly<File>, 65536);
    if (typeof data === 'number') return data;
    if (data === '') return out;
    out += data;
  }
}

/** Whole contents of a file; an errno, EAGAIN for a device or FIFO that would make the reader wait. */
export function readFile(k: Kernel, task: Task, path: Bytes): Bytes | Errno {
  const id = openFile(k, task, path, O_RDONLY);
  if (id < 0) return id;
  const data = readAll(k, task, id);
  releaseFile(k, id);
  return data;
}

/** Creates or truncates a file and writes all of `data`; 0 or an errno. */
export function writeFile(k: Kernel, task: Task, path: Bytes, data: Bytes, mode = 0o666): Errno | 0 {
  const id = openFile(k, task, path, O_WRONLY | O_CREAT | O_TRUNC, mode);
  if (id < 0) return id;
  let done = 0;
  let result = 0;
  while (done < data.length && result === 0) {
    const { file, ops } = opened(k, id);
    const n = ops.write(k, task, id, file, done === 0 ? data : data.slice(done));
    if (n <= 0) result = n;
    else done += n;
  }
  releaseFile(k, id);
  return result;
}
