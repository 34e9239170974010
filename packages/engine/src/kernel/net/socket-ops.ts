/** What the file kinds `socket` and `unix` do. `obj` is the socket's id. */
import type { Bytes } from '../../util/bytes.ts';
import { EAGAIN, EBADF, EPIPE, type Errno } from '../errno.ts';
import { createFile } from '../fs/fd-table.ts';
import type { File, FileOps } from '../fs/file.ts';
import {
  closeUnix,
  getUnix,
  readUnix,
  receiveUnixMessage,
  sendUnixMessage,
  unixReadable,
  unixWritable,
  writeUnix,
} from '../ipc/unix-socket.ts';
import type { Kernel } from '../kernel.ts';
import { O_RDWR, S_IFSOCK, type Stat } from '../syscall.ts';
import { sendSignal } from '../task/deliver.ts';
import { SIGPIPE } from '../task/signal.ts';
import type { Task } from '../task/task.ts';
import { sendIcmp } from './icmp.ts';
import { type Datagram, destroySocket, getSocket, type Socket, socketTable } from './socket.ts';
import { closeStream } from './tcp-close.ts';
import { SNDBUF } from './tcp-segment.ts';
import { readStream, takeError, writeStream } from './tcp-stream.ts';
import { sendDatagram } from './udp.ts';

/** Inode numbers of sockets, which /proc shows: these plus the id. */
export const INET_INODE = 20_000;
export const UNIX_INODE = 1_000_000;

/** A file description for a socket, without a descriptor yet. */
export function socketFile(k: Kernel, kind: 'socket' | 'unix' | 'netlink', id: number): number {
  return createFile(k, { kind, obj: id, mnt: 0, node: 0, flags: O_RDWR, pos: 0, extra: '' });
}

function stat(ino: number, uid: number): Stat {
  return {
    dev: 8,
    ino,
    mode: S_IFSOCK | 0o777,
    nlink: 1,
    uid,
    gid: uid,
    rdev: 0,
    size: 0,
    blocks: 0,
    atime: 0,
    mtime: 0,
    ctime: 0,
  };
}

/** The oldest datagram, taken out; EAGAIN or a pending error when there is none. */
export function takeDatagram(k: Kernel, id: number): Datagram | Errno {
  const socket = getSocket(k, id);
  const first = socket.datagrams[0];
  if (first === undefined) return socket.error !== 0 ? takeError(k, id) : EAGAIN;
  const record = k.tx.edit(socketTable, id);
  record.datagrams = socket.datagrams.slice(1);
  record.rxBytes -= first.data.length;
  return first;
}

function brokenPipe(k: Kernel, task: Task, result: number): number {
  if (result === EPIPE) sendSignal(k, task.tgid, SIGPIPE, null);
  return result;
}

function read(k: Kernel, _task: Task, _id: number, file: Readonly<File>, max: number): Bytes | Errno {
  const socket = k.tx.get(socketTable, file.obj);
  if (socket === undefined) return EBADF;
  if (socket.type === 'stream') return readStream(k, file.obj, max);
  const datagram = takeDatagram(k, file.obj);
  return typeof datagram === 'number' ? datagram : datagram.data.slice(0, max);
}

function write(k: Kernel, task: Task, _id: number, file: Readonly<File>, data: Bytes): number {
  const type = k.tx.get(socketTable, file.obj)?.type;
  if (type === undefined) return EBADF;
  if (type === 'stream') return brokenPipe(k, task, writeStream(k, file.obj, data));
  return type === 'dgram' ? sendDatagram(k, file.obj, data, null, 0) : sendIcmp(k, file.obj, data, null);
}

function readable(socket: Readonly<Socket>): boolean {
  if (socket.error !== 0) return true;
  if (socket.type !== 'stream') return socket.datagrams.length > 0;
  if (socket.state === 'LISTEN') return socket.queue.length > 0;
  if (socket.state === 'SYN-SENT') return false;
  return socket.rxBytes > 0 || socket.finReceived || socket.readShut || socket.state === 'UNCONN';
}

function writable(socket: Readonly<Socket>): boolean {
  if (socket.type !== 'stream') return true;
  if (socket.state === 'SYN-SENT') return false;
  return socket.txBytes < SNDBUF || socket.writeShut || socket.error !== 0;
}

/** File kind `socket`: AF_INET and AF_INET6. */
export const socketOps: FileOps = {
  read,
  write,
  release: (k, _id, file) => {
    if (k.tx.get(socketTable, file.obj) === undefined) return;
    if (getSocket(k, file.obj).type === 'stream') closeStream(k, file.obj);
    else destroySocket(k, file.obj);
  },
  readKey: (file) => `sk${file.obj}r`,
  writeKey: (file) => `sk${file.obj}w`,
  readable: (k, file) => {
    const socket = k.tx.get(socketTable, file.obj);
    return socket === undefined || readable(socket);
  },
  writable: (k, file) => {
    const socket = k.tx.get(socketTable, file.obj);
    return socket === undefined || writable(socket);
  },
  stat: (k, file) => stat(INET_INODE + file.obj, k.tx.get(socketTable, file.obj)?.uid ?? 0),
  link: (file) => `socket:[${INET_INODE + file.obj}]`,
};

/** File kind `unix`: AF_UNIX. */
export const unixOps: FileOps = {
  read: (k, _task, _id, file, max) => readUnix(k, file.obj, max),
  write: (k, task, _id, file, data) => brokenPipe(k, task, writeUnix(k, file.obj, data)),
  release: (k, _id, file) => closeUnix(k, file.obj),
  readKey: (file) => `ux${file.obj}r`,
  writeKey: (file) => `ux${file.obj}w`,
  readable: (k, file) => unixReadable(k, file.obj),
  writable: (k, file) => unixWritable(k, file.obj),
  stat: (k, file) => stat(UNIX_INODE + file.obj, getUnix(k, file.obj).uid),
  sendMsg: (k, file, message) => sendUnixMessage(k, file.obj, message),
  recvMsg: (k, file) => receiveUnixMessage(k, file.obj),
  link: (file) => `socket:[${UNIX_INODE + file.obj}]`,
};
