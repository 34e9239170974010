/** Open files of sockets for those above the kernel who make sockets without a system call (libnetwork). */

import { dropFile, holdFile, installFile } from '../fs/fd-table.ts';
import type { Kernel } from '../kernel.ts';
import { type Task, taskTable } from '../task/task.ts';
import { socketFile } from './socket-ops.ts';

/** An open file for an internet socket, held by the caller until closeSocketFile. */
export function openSocketFile(k: Kernel, socket: number): number {
  const file = socketFile(k, 'socket', socket);
  holdFile(k, file);
  return file;
}

/** The caller lets go; the last holder closes the socket. */
export function closeSocketFile(k: Kernel, file: number): void {
  dropFile(k, file);
}

/** A descriptor of the running task for a socket that was made for it, or an errno. */
export function installSocket(k: Kernel, socket: number): number {
  const task = k.tx.get(taskTable, k.current) as Task;
  return installFile(k, task, socketFile(k, 'socket', socket), 0, true);
}
