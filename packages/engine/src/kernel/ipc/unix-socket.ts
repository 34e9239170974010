/**
 * Unix stream sockets (unix(7)). A connection carries bytes and typed messages, each in its own queue: messages are
 * frozen values handed over by reference, which is how the Engine API travels between the command line and dockerd.
 * A listener is found through the inode that bind(2) makes, so bind mounts and renames lead to the same one.
 * Wait keys: `ux<id>r` readable or acceptable, `ux<id>w` writable.
 */

import { intTable, strTable, type Value } from '../../store/table.ts';
import { assert } from '../../util/assert.ts';
import type { Bytes } from '../../util/bytes.ts';
import {
  EADDRINUSE,
  EAGAIN,
  ECONNREFUSED,
  ECONNRESET,
  EINVAL,
  EISCONN,
  ENOTCONN,
  EPIPE,
  type Errno,
} from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { wake } from '../wait-queue.ts';

/** Bytes that may wait unread in one direction, and messages. */
export const UNIX_BUFFER = 212_992;
export const UNIX_MESSAGES = 256;
/** SOMAXCONN. */
const MAX_BACKLOG = 4096;

export interface UnixSocket {
  state: 'UNCONN' | 'LISTEN' | 'ESTAB';
  /** Network namespace, which is where /proc/net/unix lists it. */
  ns: number;
  /** Process that made it, and its ids, as SO_PEERCRED tells the other end. */
  pid: number;
  uid: number;
  gid: number;
  /** Name it is bound to, '' none; a leading NUL is the abstract namespace. */
  path: Bytes;
  /** Key of the listener table while bound, '' none. */
  name: string;
  /** The other end, 0 when closed or not connected. */
  peer: number;
  /** LISTEN: connections to accept, oldest first. */
  queue: readonly number[];
  backlog: number;
  rx: readonly Bytes[];
  rxBytes: number;
  messages: readonly Value[];
  /** The other end will write nothing more. */
  ended: boolean;
  readShut: boolean;
  writeShut: boolean;
  /** Closed with unread data by the other end. */
  reset: boolean;
}
export const unixTable = intTable<UnixSocket>('unix_socket', 1);

/** Bound sockets by `i` and the key of their inode, or by `@namespace name`. */
export interface UnixName {
  id: number;
}
export const unixNameTable = strTable<UnixName>('unix_name', 1);

export function getUnix(k: Kernel, id: number): Readonly<UnixSocket> {
  const socket = k.tx.get(unixTable, id);
  assert(socket !== undefined, `unix socket ${id} is gone`);
  return socket;
}

/** An unconnected socket of a process. */
export function newUnix(k: Kernel, ns: number, pid: number, uid: number, gid: number): number {
  const id = k.nextId('unix_socket');
  k.tx.put(unixTable, id, {
    state: 'UNCONN',
    ns,
    pid,
    uid,
    gid,
    path: '',
    name: '',
    peer: 0,
    queue: [],
    backlog: 0,
    rx: [],
    rxBytes: 0,
    messages: [],
    ended: false,
    readShut: false,
    writeShut: false,
    reset: false,
  });
  return id;
}

/** Name of the socket inode with this key (inodeKeyOf of the VFS). */
export function inodeName(inode: number): string {
  return `i${inode}`;
}

/** Key of a name in the abstract namespace (without its leading NUL). */
export function abstractName(ns: number, name: Bytes): string {
  return `@${ns} ${name}`;
}

/** Binds to a name whose inode the VFS has just made. */
export function bindUnix(k: Kernel, id: number, path: Bytes, name: string): number {
  const socket = getUnix(k, id);
  if (socket.name !== '') return EINVAL;
  if (k.tx.get(unixNameTable, name) !== undefined) return EADDRINUSE;
  k.tx.put(unixNameTable, name, { id });
  const record = k.tx.edit(unixTable, id);
  record.path = path;
  record.name = name;
  return 0;
}

/** listen(2). */
export function listenUnix(k: Kernel, id: number, backlog: number): number {
  const socket = getUnix(k, id);
  if (socket.name === '' || socket.state === 'ESTAB') return EINVAL;
  const record = k.tx.edit(unixTable, id);
  record.state = 'LISTEN';
  record.backlog = backlog < 0 ? MAX_BACKLOG : Math.min(backlog, MAX_BACKLOG);
  return 0;
}

function join(k: Kernel, a: number, b: number): void {
  const near = k.tx.edit(unixTable, a);
  near.state = 'ESTAB';
  near.peer = b;
  const far = k.tx.edit(unixTable, b);
  far.state = 'ESTAB';
  far.peer = a;
}

/** Connects to the listener of `name`: both ends exist at once, the far one waiting to be accepted. */
export function connectUnix(k: Kernel, id: number, name: string): number {
  const socket = getUnix(k, id);
  if (socket.state === 'ESTAB') return EISCONN;
  if (socket.state === 'LISTEN') return EINVAL;
  const listener = k.tx.get(unixNameTable, name)?.id ?? 0;
  const parent = listener === 0 ? undefined : k.tx.get(unixTable, listener);
  if (parent === undefined || parent.state !== 'LISTEN') return ECONNREFUSED;
  if (parent.queue.length > parent.backlog) return EAGAIN;
  const far = newUnix(k, parent.ns, parent.pid, parent.uid, parent.gid);
  k.tx.edit(unixTable, far).path = parent.path;
  join(k, id, far);
  k.tx.edit(unixTable, listener).queue = [...parent.queue, far];
  wake(k, `ux${listener}r`);
  return 0;
}

/** socketpair(2): two connected sockets of one process. */
export function pairUnix(k: Kernel, ns: number, pid: number, uid: number, gid: number): readonly [number, number] {
  const a = newUnix(k, ns, pid, uid, gid);
  const b = newUnix(k, ns, pid, uid, gid);
  join(k, a, b);
  return [a, b];
}

/** accept(2). */
export function acceptUnix(k: Kernel, id: number): number | Errno {
  const socket = getUnix(k, id);
  if (socket.state !== 'LISTEN') return EINVAL;
  const child = socket.queue[0];
  if (child === undefined) return EAGAIN;
  k.tx.edit(unixTable, id).queue = socket.queue.slice(1);
  return child;
}

/** Errno of a write: 0 when the other end would take something. */
function writeError(k: Kernel, socket: Readonly<UnixSocket>): number {
  if (socket.state !== 'ESTAB') return ENOTCONN;
  if (socket.writeShut) return EPIPE;
  const peer = k.tx.get(unixTable, socket.peer);
  return peer === undefined || peer.readShut ? EPIPE : 0;
}

/** write(2) on a connection: bytes taken; EAGAIN when the other end's buffer is full. The caller raises SIGPIPE on EPIPE. */
export function writeUnix(k: Kernel, id: number, data: Bytes): number {
  const socket = getUnix(k, id);
  const error = writeError(k, socket);
  if (error !== 0) return error;
  const room = UNIX_BUFFER - getUnix(k, socket.peer).rxBytes;
  if (room <= 0) return EAGAIN;
  const taken = data.length <= room ? data : data.slice(0, room);
  if (taken === '') return 0;
  const peer = k.tx.edit(unixTable, socket.peer);
  peer.rx = [...peer.rx, taken];
  peer.rxBytes += taken.length;
  wake(k, `ux${socket.peer}r`);
  return taken.length;
}

function endOr(socket: Readonly<UnixSocket>): '' | Errno {
  if (socket.reset) return ECONNRESET;
  return socket.ended || socket.readShut || socket.peer === 0 ? '' : EAGAIN;
}

/** read(2) on a connection: '' at its end. */
export function readUnix(k: Kernel, id: number, max: number): Bytes | Errno {
  const socket = getUnix(k, id);
  if (socket.state !== 'ESTAB') return socket.state === 'LISTEN' ? EINVAL : ENOTCONN;
  const first = socket.rx[0];
  if (first === undefined) return endOr(socket);
  const record = k.tx.edit(unixTable, id);
  let data = first;
  let used = 1;
  while (used < socket.rx.length && data.length < max) data += socket.rx[used++] as Bytes;
  const rest = data.slice(max);
  data = data.slice(0, max);
  record.rx = rest === '' ? socket.rx.slice(used) : [rest, ...socket.rx.slice(used)];
  record.rxBytes -= data.length;
  wake(k, `ux${socket.peer}w`);
  return data;
}

/** Sends one typed message; it must be frozen or never changed again. 0, EAGAIN when the queue is full, EPIPE. */
export function sendUnixMessage(k: Kernel, id: number, message: Value): number {
  const socket = getUnix(k, id);
  const error = writeError(k, socket);
  if (error !== 0) return error;
  const peer = k.tx.edit(unixTable, socket.peer);
  if (peer.messages.length >= UNIX_MESSAGES) return EAGAIN;
  peer.messages = [...peer.messages, message];
  wake(k, `ux${socket.peer}r`);
  return 0;
}

/** The next typed message; null at the end. */
export function receiveUnixMessage(k: Kernel, id: number): Value | Errno {
  const socket = getUnix(k, id);
  if (socket.state !== 'ESTAB') return ENOTCONN;
  const message = socket.messages[0];
  if (message === undefined) {
    const end = endOr(socket);
    return end === '' ? null : end;
  }
  const wasFull = socket.messages.length >= UNIX_MESSAGES;
  k.tx.edit(unixTable, id).messages = socket.messages.slice(1);
  if (wasFull) wake(k, `ux${socket.peer}w`);
  return message;
}

/** shutdown(2). */
export function shutdownUnix(k: Kernel, id: number, how: 'read' | 'write' | 'both'): number {
  const socket = getUnix(k, id);
  if (socket.state !== 'ESTAB') return ENOTCONN;
  const record = k.tx.edit(unixTable, id);
  if (how !== 'write') record.readShut = true;
  if (how !== 'read') record.writeShut = true;
  if (k.tx.get(unixTable, socket.peer) !== undefined) {
    if (how !== 'read') k.tx.edit(unixTable, socket.peer).ended = true;
    wake(k, `ux${socket.peer}r`);
    wake(k, `ux${socket.peer}w`);
  }
  wake(k, `ux${id}r`);
  return 0;
}

/** The last descriptor is closed: the other end sees the end, connections not accepted are reset. */
export function closeUnix(k: Kernel, id: number): void {
  const socket = k.tx.get(unixTable, id);
  if (socket === undefined) return;
  if (socket.name !== '') k.tx.remove(unixNameTable, socket.name);
  k.tx.remove(unixTable, id);
  for (const child of socket.queue) closeUnix(k, child);
  if (k.tx.get(unixTable, socket.peer) !== undefined) {
    const peer = k.tx.edit(unixTable, socket.peer);
    peer.peer = 0;
    peer.ended = true;
    peer.reset = socket.rxBytes > 0 || socket.messages.length > 0;
    wake(k, `ux${socket.peer}r`);
    wake(k, `ux${socket.peer}w`);
  }
  wake(k, `ux${id}r`);
}

/** Would read, accept or recvMsg return at once? */
export function unixReadable(k: Kernel, id: number): boolean {
  const socket = getUnix(k, id);
  if (socket.state === 'LISTEN') return socket.queue.length > 0;
  return socket.rxBytes > 0 || socket.messages.length > 0 || socket.state === 'UNCONN' || endOr(socket) !== EAGAIN;
}

/** Would write or sendMsg return at once? */
export function unixWritable(k: Kernel, id: number): boolean {
  const socket = getUnix(k, id);
  if (writeError(k, socket) !== 0) return true;
  const peer = getUnix(k, socket.peer);
  return peer.rxBytes < UNIX_BUFFER && peer.messages.length < UNIX_MESSAGES;
}

/** SO_PEERCRED: who made the other end; null when there is none. */
export function peerCred(
  k: Kernel,
  id: number,
): { readonly pid: number; readonly uid: number; readonly gid: number } | null {
  const peer = k.tx.get(unixTable, getUnix(k, id).peer);
  return peer === undefined ? null : { pid: peer.pid, uid: peer.uid, gid: peer.gid };
}
