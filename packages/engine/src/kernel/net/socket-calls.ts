/** The system calls on sockets (socket(2) and its family), one function per method of SocketCalls. */
import type { Value } from '../../store/table.ts';
import type { Bytes } from '../../util/bytes.ts';
import { ANY4 } from '../../util/ip-address.ts';
import {
  EACCES,
  EADDRINUSE,
  EAFNOSUPPORT,
  EBADF,
  ECONNREFUSED,
  EDESTADDRREQ,
  EEXIST,
  EINPROGRESS,
  EINVAL,
  ENOTCONN,
  ENOTSOCK,
  EOPNOTSUPP,
  EPERM,
  EPROTONOSUPPORT,
  type Errno,
} from '../errno.ts';
import { closeFd, fileOf, installFile } from '../fs/fd-table.ts';
import { type File, fileTable } from '../fs/file.ts';
import { makeNode } from '../fs/name-calls.ts';
import { inodeKeyOf } from '../fs/open.ts';
import { resolvePath } from '../fs/path-walk.ts';
import { isAllowed, MAY_WRITE } from '../fs/permission.ts';
import { statJump } from '../fs/stat-calls.ts';
import {
  abstractName,
  acceptUnix,
  bindUnix,
  connectUnix,
  getUnix,
  inodeName,
  listenUnix,
  newUnix,
  pairUnix,
  receiveUnixMessage,
  sendUnixMessage,
  shutdownUnix,
} from '../ipc/unix-socket.ts';
import type { Kernel } from '../kernel.ts';
import { S_IFMT, S_IFSOCK, type SockAddr, type SocketDomain, type SocketType } from '../syscall.ts';
import { CAP_NET_RAW, hasCap } from '../task/capability.ts';
import type { Task } from '../task/task.ts';
import { bindSocket } from './bind.ts';
import { sendIcmp } from './icmp.ts';
import { newNetlink, receiveNetlink, sendNetlink } from './netlink.ts';
import { getSocket, newSocket, type Socket, socketTable, usePort } from './socket.ts';
import { readAddress, showAddress } from './socket-address.ts';
import { socketFile, takeDatagram } from './socket-ops.ts';
import { sysctlNumber, sysctlRange } from './sysctl.ts';
import { shutdownStream } from './tcp-close.ts';
import { acceptSocket, connectStream, listenSocket } from './tcp-open.ts';
import { takeError } from './tcp-stream.ts';
import { connectDatagram, sendDatagram } from './udp.ts';

/** What recvfrom(2) gives. */
export interface Received {
  readonly data: Bytes;
  readonly from: SockAddr;
  readonly ttl: number;
}

/** The open file behind a descriptor of a socket, or EBADF or ENOTSOCK; EOPNOTSUPP for a netlink socket, which only carries messages. */
function socketFileOf(k: Kernel, task: Readonly<Task>, fd: number, isNetlink = false): Readonly<File> | Errno {
  const id = fileOf(k, task, fd);
  if (id < 0) return id;
  const file = k.tx.get(fileTable, id);
  if (file === undefined) return EBADF;
  if (file.kind === 'unix') return file;
  if (file.kind === 'netlink') return isNetlink ? file : EOPNOTSUPP;
  if (file.kind !== 'socket') return ENOTSOCK;
  // the socket went with its namespace
  return k.tx.get(socketTable, file.obj) === undefined ? EBADF : file;
}

function mayPing(k: Kernel, task: Readonly<Task>): boolean {
  const [low, high] = sysctlRange(k, task.netNs, 'net.ipv4.ping_group_range');
  const { egid, groups } = task.cred;
  return (egid >= low && egid <= high) || groups.some((gid) => gid >= low && gid <= high);
}

/** socket(2). A `netlink` socket (type `raw`) takes typed messages: see util/netlink.ts. */
export function socket(k: Kernel, task: Readonly<Task>, domain: SocketDomain | 'netlink', type: SocketType): number {
  if (domain === 'netlink')
    return type === 'raw'
      ? installFile(k, task, socketFile(k, 'netlink', newNetlink(k, task.cred.euid)), 0, true)
      : EPROTONOSUPPORT;
  if (domain === 'unix') {
    if (type !== 'stream' && type !== 'seqpacket') return EPROTONOSUPPORT;
    const id = newUnix(k, task.netNs, task.tgid, task.cred.euid, task.cred.egid);
    return installFile(k, task, socketFile(k, 'unix', id), 0, true);
  }
  if (type === 'seqpacket') return EPROTONOSUPPORT;
  if (type === 'raw' && !hasCap(task.cred, CAP_NET_RAW)) return EPERM;
  if (type === 'icmp' && !mayPing(k, task)) return EACCES;
  const ttl = sysctlNumber(k, task.netNs, 'net.ipv4.ip_default_ttl');
  const v6only = domain === 'inet6' && sysctlNumber(k, task.netNs, 'net.ipv6.bindv6only') !== 0;
  const id = newSocket(k, task.netNs, domain, type, task.cred.euid, task.tgid, ttl, v6only);
  if (type === 'raw') usePort(k, id);
  return installFile(k, task, socketFile(k, 'socket', id), 0, true);
}

/** socketpair(2) of AF_UNIX. */
export function socketpair(k: Kernel, task: Readonly<Task>): readonly [number, number] | Errno {
  const [a, b] = pairUnix(k, task.netNs, task.tgid, task.cred.euid, task.cred.egid);
  const first = installFile(k, task, socketFile(k, 'unix', a), 0, true);
  if (first < 0) return first;
  const second = installFile(k, task, socketFile(k, 'unix', b), 0, true);
  if (second >= 0) return [first, second];
  closeFd(k, task, first);
  return second;
}

function bindPath(k: Kernel, task: Readonly<Task>, id: number, path: Bytes): number {
  if (path.startsWith('\0')) return bindUnix(k, id, path, abstractName(task.netNs, path.slice(1)));
  if (getUnix(k, id).name !== '') return EINVAL;
  const made = makeNode(k, task, path, S_IFSOCK | (0o777 & ~task.umask), 0, '');
  if ('errno' in made) return made.errno === EEXIST ? EADDRINUSE : made.errno;
  return bindUnix(k, id, path, inodeName(inodeKeyOf(k, made)));
}

/** bind(2). */
export function bind(k: Kernel, task: Readonly<Task>, fd: number, address: SockAddr): number {
  const file = socketFileOf(k, task, fd);
  if (typeof file === 'number') return file;
  if (file.kind === 'unix') return address.path === undefined ? EINVAL : bindPath(k, task, file.obj, address.path);
  const ip = readAddress(getSocket(k, file.obj), address);
  return ip === null ? EAFNOSUPPORT : bindSocket(k, file.obj, ip, address.port, task.cred);
}

/** listen(2). */
export function listen(k: Kernel, task: Readonly<Task>, fd: number, backlog: number): number {
  const file = socketFileOf(k, task, fd);
  if (typeof file === 'number') return file;
  if (file.kind === 'unix') return listenUnix(k, file.obj, backlog);
  return getSocket(k, file.obj).type === 'stream' ? listenSocket(k, file.obj, backlog) : EOPNOTSUPP;
}

/** accept(2): a connected descriptor, or EAGAIN. */
export function accept(k: Kernel, task: Readonly<Task>, fd: number): number {
  const file = socketFileOf(k, task, fd);
  if (typeof file === 'number') return file;
  const kind = file.kind === 'unix' ? 'unix' : 'socket';
  const child = kind === 'unix' ? acceptUnix(k, file.obj) : acceptSocket(k, file.obj);
  return child < 0 ? child : installFile(k, task, socketFile(k, kind, child), 0, true);
}

function connectPath(k: Kernel, task: Readonly<Task>, id: number, path: Bytes): number {
  if (path.startsWith('\0')) return connectUnix(k, id, abstractName(task.netNs, path.slice(1)));
  const at = resolvePath(k, task, path, true);
  if ('errno' in at) return at.errno;
  const stat = statJump(k, at);
  if (typeof stat === 'number') return stat;
  if (!isAllowed(task.cred, stat, MAY_WRITE)) return EACCES;
  if ((stat.mode & S_IFMT) !== S_IFSOCK || at.file !== 0) return ECONNREFUSED;
  return connectUnix(k, id, inodeName(inodeKeyOf(k, at)));
}

/** connect(2): 0, EINPROGRESS (wait for writability, then ask sockError), or an errno. */
export function connect(k: Kernel, task: Readonly<Task>, fd: number, address: SockAddr): number {
  const file = socketFileOf(k, task, fd);
  if (typeof file === 'number') return file;
  if (file.kind === 'unix') return address.path === undefined ? EINVAL : connectPath(k, task, file.obj, address.path);
  const record = getSocket(k, file.obj);
  const ip = readAddress(record, address);
  if (ip === null) return EAFNOSUPPORT;
  if (record.type !== 'stream') return connectDatagram(k, file.obj, ip, address.port);
  const target = ip === ANY4 ? 0x7f000001 : ip;
  return connectStream(k, file.obj, target, address.port);
}

/** SO_ERROR; EINPROGRESS while a connection is being made. */
export function sockError(k: Kernel, task: Readonly<Task>, fd: number): number {
  const file = socketFileOf(k, task, fd);
  if (typeof file === 'number') return file;
  if (file.kind === 'unix') return 0;
  const { state, error } = getSocket(k, file.obj);
  if (error !== 0) return takeError(k, file.obj);
  return state === 'SYN-SENT' ? EINPROGRESS : 0;
}

/** getsockname(2). */
export function getsockname(k: Kernel, task: Readonly<Task>, fd: number): SockAddr | Errno {
  const file = socketFileOf(k, task, fd);
  if (typeof file === 'number') return file;
  if (file.kind === 'unix') return { ip: '', port: 0, path: getUnix(k, file.obj).path };
  const record = getSocket(k, file.obj);
  return showAddress(record, record.ip, record.port);
}

/** getpeername(2). */
export function getpeername(k: Kernel, task: Readonly<Task>, fd: number): SockAddr | Errno {
  const file = socketFileOf(k, task, fd);
  if (typeof file === 'number') return file;
  if (file.kind === 'unix') {
    const { peer } = getUnix(k, file.obj);
    return peer === 0 ? ENOTCONN : { ip: '', port: 0, path: getUnix(k, peer).path };
  }
  const record = getSocket(k, file.obj);
  if (record.peerPort === 0 || record.state === 'UNCONN' || record.state === 'SYN-SENT') return ENOTCONN;
  return showAddress(record, record.peerIp, record.peerPort);
}

/** shutdown(2). */
export function shutdown(k: Kernel, task: Readonly<Task>, fd: number, how: 'read' | 'write' | 'both'): number {
  const file = socketFileOf(k, task, fd);
  if (typeof file === 'number') return file;
  if (file.kind === 'unix') return shutdownUnix(k, file.obj, how);
  return getSocket(k, file.obj).type === 'stream' ? shutdownStream(k, file.obj, how) : ENOTCONN;
}

/** sendto(2) of datagrams and ICMP messages; on streams write(2) is meant. */
export function sendto(k: Kernel, task: Readonly<Task>, fd: number, data: Bytes, to: SockAddr | null): number {
  const file = socketFileOf(k, task, fd);
  if (typeof file === 'number') return file;
  if (file.kind === 'unix') return EOPNOTSUPP;
  const record = getSocket(k, file.obj);
  if (record.type === 'stream') return EOPNOTSUPP;
  const ip = to === null ? null : readAddress(record, to);
  if (to !== null && ip === null) return EAFNOSUPPORT;
  if (record.type === 'dgram')
    return to === null && record.peerPort === 0 ? EDESTADDRREQ : sendDatagram(k, file.obj, data, ip, to?.port ?? 0);
  return sendIcmp(k, file.obj, data, ip);
}

/** recvfrom(2): one datagram or ICMP message; EAGAIN when there is none. */
export function recvfrom(k: Kernel, task: Readonly<Task>, fd: number): Received | Errno {
  const file = socketFileOf(k, task, fd);
  if (typeof file === 'number') return file;
  if (file.kind === 'unix') return EOPNOTSUPP;
  const record: Readonly<Socket> = getSocket(k, file.obj);
  if (record.type === 'stream') return EOPNOTSUPP;
  const datagram = takeDatagram(k, file.obj);
  if (typeof datagram === 'number') return datagram;
  return { data: datagram.data, from: showAddress(record, datagram.ip, datagram.port), ttl: datagram.ttl };
}

/** Sends a typed message over a unix connection, as with MSG_NOSIGNAL: EPIPE without a signal. */
export function sendMsg(k: Kernel, task: Readonly<Task>, fd: number, message: Value): number {
  const file = socketFileOf(k, task, fd, true);
  if (typeof file === 'number') return file;
  if (file.kind === 'netlink') return sendNetlink(k, task, file.obj, message);
  if (file.kind !== 'unix') return EOPNOTSUPP;
  return sendUnixMessage(k, file.obj, message);
}

/** The next typed message; null at the end, EAGAIN when there is none yet. */
export function recvMsg(k: Kernel, task: Readonly<Task>, fd: number): Value | Errno {
  const file = socketFileOf(k, task, fd, true);
  if (typeof file === 'number') return file;
  if (file.kind === 'netlink') return receiveNetlink(k, file.obj);
  return file.kind === 'unix' ? receiveUnixMessage(k, file.obj) : EOPNOTSUPP;
}

/** Options of setsockopt(2) that programs here set. */
export type SocketOption = 'reuseaddr' | 'v6only' | 'ttl' | 'bindtodevice';

/** setsockopt(2): switches take 0 or 1, `ttl` 1 to 255, `bindtodevice` an ifindex (needs CAP_NET_RAW). */
export function setsockopt(k: Kernel, task: Readonly<Task>, fd: number, option: SocketOption, value: number): number {
  const file = socketFileOf(k, task, fd);
  if (typeof file === 'number') return file;
  if (file.kind === 'unix') return 0;
  if (option === 'ttl' && (value < 1 || value > 255)) return EINVAL;
  if (option === 'bindtodevice' && !hasCap(task.cred, CAP_NET_RAW)) return EPERM;
  const record = k.tx.edit(socketTable, file.obj);
  if (option === 'v6only' && record.port !== 0) return EINVAL;
  if (option === 'reuseaddr') record.reuse = value !== 0;
  else if (option === 'v6only') record.v6only = value !== 0;
  else if (option === 'ttl') record.ttl = value;
  else record.dev = value;
  return 0;
}
