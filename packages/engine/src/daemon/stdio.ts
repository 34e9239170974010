/** A container's stdio (moby container/stream, daemon/logger/copier.go): pipes or a pty, a copier thread, the log and attached clients. */

import { EAGAIN } from '../kernel/errno.ts';
import { fileOf, installFile } from '../kernel/fs/fd-table.ts';
import { createTty, openMaster, openTty } from '../kernel/ipc/tty.ts';
import { type Task, taskTable } from '../kernel/task/task.ts';
import { wake } from '../kernel/wait-queue.ts';
import { defineProgram, type Proc } from '../program/program.ts';
import type { Stdio } from '../runc/create.ts';
import { intPairTable, intTable } from '../store/table.ts';
import type { Bytes } from '../util/bytes.ts';
import { containerTable } from './container/container.ts';
import { appendLog, type LogBuffer } from './logger/write.ts';

/** Bytes read from a container at once. */
const CHUNK = 65536;
/** Bytes an attached client may be behind before the container is made to wait. */
const ATTACH_BUFFER = 262144;

/** Where output of a process goes. `container` '' : nowhere but to attached clients (exec). */
export interface StdioRecord {
  container: string;
  /** Descriptors of dockerd: reading ends, or the pty's master twice; -1 closed. */
  out: number;
  err: number;
  /** Writing end of standard input, or the master; -1 none. */
  stdin: number;
  tty: number;
  isDone: boolean;
  buffers: { readonly out: LogBuffer; readonly err: LogBuffer };
}
/** By stdio id. */
export const stdioTable = intTable<StdioRecord>('stdio', 1);

/** Output waiting for an attached client: (stdio, client). */
export interface Attachment {
  pending: readonly { readonly stream: 1 | 2; readonly data: Bytes }[];
  size: number;
}
export const attachmentTable = intPairTable<Attachment>('attachment', 1);

/** What a new process gets, and what dockerd keeps; `reserved` is an id that clients have attached to already. */
export function openStdio(
  p: Proc,
  container: string,
  tty: boolean,
  stdin: boolean,
  reserved = 0,
): { readonly id: number; readonly stdio: Stdio; readonly childFds: readonly number[] } {
  const id = reserved === 0 ? p.k.nextId('stdio') : reserved;
  const task = p.k.tx.get(taskTable, p.k.current) as Task;
  const empty = { out: { text: '' }, err: { text: '' } };
  if (tty) {
    const key = createTty(p.k, '', 24, 80, 0);
    const master = installFile(p.k, task, openMaster(p.k, key), 3, true);
    const slave = installFile(p.k, task, openTty(p.k, key), 3, true);
    const file = fileOf(p.k, task, slave);
    p.k.tx.put(stdioTable, id, {
      container,
      out: master,
      err: -1,
      stdin: stdin ? master : -1,
      tty: key,
      isDone: false,
      buffers: empty,
    });
    return { id, stdio: { files: [file, file, file], tty: key }, childFds: [slave] };
  }
  const [outR, outW] = p.pipe() as readonly [number, number];
  const [errR, errW] = p.pipe() as readonly [number, number];
  let inR = p.open('/dev/null', 0);
  let inW = -1;
  if (stdin) {
    p.close(inR);
    [inR, inW] = p.pipe() as readonly [number, number];
  }
  p.k.tx.put(stdioTable, id, { container, out: outR, err: errR, stdin: inW, tty: 0, isDone: false, buffers: empty });
  const files = [fileOf(p.k, task, inR), fileOf(p.k, task, outW), fileOf(p.k, task, errW)] as const;
  return { id, stdio: { files, tty: 0 }, childFds: [inR, outW, errW] };
}

/** After the process has its descriptors: dockerd closes its copies and starts the copier. */
export function startCopier(p: Proc, id: number, childFds: readonly number[]): number {
  for (const fd of childFds) p.close(fd);
  return p.thread('dockerd/copier', { id });
}

/** The process could not be made: everything is closed. */
export function discardStdio(p: Proc, id: number, childFds: readonly number[]): void {
  for (const fd of childFds) p.close(fd);
  closeAll(p, id);
}

function closeAll(p: Proc, id: number): void {
  const record = p.k.tx.get(stdioTable, id);
  if (record === undefined) return;
  for (const fd of new Set([record.out, record.err, record.stdin])) if (fd >= 0) p.close(fd);
  p.k.tx.edit(stdioTable, id).isDone = true;
  wake(p.k, `io${id}`);
  wake(p.k, `att${id}`);
}

/** A client wants the output from now on; returns its number. */
export function attachClient(p: Proc, id: number): number {
  const client = p.k.nextId('attachment');
  p.k.tx.put2(attachmentTable, id, client, { pending: [], size: 0 });
  return client;
}

/** The client is gone. */
export function detachClient(p: Proc, id: number, client: number): void {
  p.k.tx.remove2(attachmentTable, id, client);
  wake(p.k, `room${id}`);
}

/** What has come for the client; the container may go on when it was waiting for room. */
export function takeOutput(p: Proc, id: number, client: number): Attachment['pending'] {
  const attachment = p.k.tx.get2(attachmentTable, id, client);
  if (attachment === undefined || attachment.pending.length === 0) return [];
  const { pending } = attachment;
  p.k.tx.put2(attachmentTable, id, client, { pending: [], size: 0 });
  wake(p.k, `room${id}`);
  return pending;
}

function deliver(p: Proc, id: number, stream: 1 | 2, data: Bytes): void {
  const clients: number[] = [];
  p.k.tx.each2(attachmentTable, id, (_, client) => {
    clients.push(client);
  });
  for (const client of clients) {
    const attachment = p.k.tx.edit2(attachmentTable, id, client);
    attachment.pending = [...attachment.pending, { stream, data }];
    attachment.size += data.length;
  }
  if (clients.length > 0) wake(p.k, `att${id}`);
}

function isBehind(p: Proc, id: number): boolean {
  let behind = false;
  p.k.tx.each2(attachmentTable, id, (attachment) => {
    if (attachment.size > ATTACH_BUFFER) behind = true;
  });
  return behind;
}

/** Reads what is there from one descriptor; true when something came or it ended. */
function pump(p: Proc, id: number, which: 'out' | 'err'): boolean {
  const record = p.k.tx.get(stdioTable, id);
  const fd = record?.[which] ?? -1;
  if (record === undefined || fd < 0) return false;
  const data = p.read(fd, CHUNK);
  if (data === EAGAIN) return false;
  const stream = which === 'out' ? 1 : 2;
  const ended = typeof data === 'number' || data === '';
  if (record.container !== '' && p.k.tx.get(containerTable, record.container) !== undefined) {
    const buffer = appendLog(p, record.container, stream, record.buffers[which], ended ? '' : (data as Bytes), ended);
    const own = p.k.tx.edit(stdioTable, id);
    own.buffers = { ...own.buffers, [which]: buffer };
  }
  if (!ended) deliver(p, id, stream, data as Bytes);
  else {
    const own = p.k.tx.edit(stdioTable, id);
    if (own.stdin === fd) own.stdin = -1;
    own[which] = -1;
    p.close(fd);
  }
  return true;
}

/** Thread `dockerd/copier`: until both ends are closed. */
export const copier = defineProgram<{ id: number }>('dockerd/copier', 1, {
  start: (p) => p.goto('copy'),
  copy: (p) => {
    const { id } = p.locals;
    if (isBehind(p, id)) return p.waitKeys([`room${id}`], 'copy');
    const a = pump(p, id, 'out');
    const b = pump(p, id, 'err');
    if (a || b) return p.goto('copy');
    const record = p.k.tx.get(stdioTable, id);
    const fds = [record?.out ?? -1, record?.err ?? -1].filter((fd) => fd >= 0);
    if (fds.length > 0) return p.poll(fds, 'copy');
    closeAll(p, id);
    return p.exit(0);
  },
});
