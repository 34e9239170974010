/** Opening TCP connections: listen, connect, the three-way handshake, accept (RFC 9293 §3.5, tcp_input.c). */
import type { Ip } from '../../util/ip-address.ts';
import { isV6 } from '../../util/ip-address.ts';
import {
  EADDRINUSE,
  EAGAIN,
  EALREADY,
  ECONNREFUSED,
  EINPROGRESS,
  EINVAL,
  EISCONN,
  ENETUNREACH,
  type Errno,
  ETIMEDOUT,
} from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { wake } from '../wait-queue.ts';
import { autobind, portConflict } from './bind.ts';
import { localErrno, pathError } from './icmp-error.ts';
import type { PathResult } from './path.ts';
import { selectSource } from './path.ts';
import {
  destroySocket,
  getSocket,
  newSocket,
  pickSocket,
  portUsers,
  type Socket,
  socketTable,
  useTuple,
} from './socket.ts';
import { sysctlNumber } from './sysctl.ts';
import {
  abortConnection,
  answerReset,
  arrival,
  RTO_INIT,
  RTO_MAX,
  receiverOf,
  sendReset,
  sendSegment,
} from './tcp-segment.ts';
import { destroyExpired, isFinishing } from './tcp-state.ts';
import { retransmit, takeError } from './tcp-stream.ts';

/** listen(2). */
export function listenSocket(k: Kernel, id: number, backlog: number): number {
  const socket = getSocket(k, id);
  if (socket.type !== 'stream' || (socket.state !== 'UNCONN' && socket.state !== 'LISTEN')) return EINVAL;
  if (socket.port === 0) {
    const bound = autobind(k, id, socket.ip, socket.ip, 0);
    if (bound < 0) return bound;
  } else if (socket.state === 'UNCONN' && otherListener(k, id)) return EADDRINUSE;
  const record = k.tx.edit(socketTable, id);
  record.state = 'LISTEN';
  const most = sysctlNumber(k, socket.ns, 'net.core.somaxconn');
  record.backlog = backlog < 0 ? most : Math.min(backlog, most);
  return 0;
}

function otherListener(k: Kernel, id: number): boolean {
  const { ip, port } = getSocket(k, id);
  return portConflict(k, id, ip, port);
}

/** connect(2) to an address in canonical form. */
export function connectStream(k: Kernel, id: number, ip: Ip, port: number): number {
  const socket = getSocket(k, id);
  if (socket.state === 'SYN-SENT') return EALREADY;
  if (socket.state === 'LISTEN') return EINVAL;
  if (socket.state !== 'UNCONN' || socket.peerPort !== 0) return socket.error !== 0 ? takeError(k, id) : EISCONN;
  const source = selectSource(k, socket.ns, ip, socket.dev);
  if (source === null) return ENETUNREACH;
  const bound = autobind(k, id, source, ip, port);
  if (bound < 0) return bound;
  const record = k.tx.edit(socketTable, id);
  record.peerIp = ip;
  record.peerPort = port;
  record.state = 'SYN-SENT';
  record.tries = 0;
  useTuple(k, id);
  const errno = sendSyn(k, id);
  if (errno === 0) return EINPROGRESS;
  destroyTuple(k, id);
  return errno;
}

/** A connection that failed before it began may be tried again. */
function destroyTuple(k: Kernel, id: number): void {
  abortConnection(k, id, 0);
  const record = k.tx.edit(socketTable, id);
  record.finReceived = false;
  record.writeShut = false;
}

/** How long to wait after the SYN number `tries`: linear first, then doubling (tcp_syn_linear_timeouts). */
function synTimeout(k: Kernel, socket: Readonly<Socket>): number {
  const linear = sysctlNumber(k, socket.ns, 'net.ipv4.tcp_syn_linear_timeouts');
  return Math.min(RTO_MAX, RTO_INIT * 2 ** Math.max(0, socket.tries - linear));
}

function encodeTuple(ns: number, result: PathResult): string {
  const { src, sport, dst, dport } = result.packet;
  return `${ns} ${src} ${sport} ${dst} ${dport}`;
}

function decodeIp(text: string): Ip {
  return text.length === 32 ? text : Number(text);
}

/** Sends a SYN; an errno when that fails on the spot, else 0. */
function sendSyn(k: Kernel, id: number): number {
  const result = sendSegment(k, id, 'syn', 0);
  const { ns } = getSocket(k, id);
  if (result.verdict === 'no-route' && localErrno(result, ns) !== 0) return ENETUNREACH;
  if (result.verdict === 'delivered')
    k.setTimer(arrival(k, id, result.latency), 'tcp.syn', id, encodeTuple(result.ns, result));
  else {
    const error = pathError(k, result);
    if (error !== null) k.setTimer(error.delay, 'tcp.unreach', id, String(error.errno));
  }
  const record = k.tx.edit(socketTable, id);
  record.timer = k.setTimer(synTimeout(k, record), 'tcp.rto', id, '');
  return 0;
}

/** Timer handler `tcp.unreach`: an ICMP error has come for a SYN. */
export function onUnreachable(k: Kernel, id: number, errno: string): void {
  if (k.tx.get(socketTable, id)?.state === 'SYN-SENT') abortConnection(k, id, Number(errno));
}

/** Timer handler `tcp.rto`: a SYN, SYN-ACK, segment or FIN was not answered, or TIME-WAIT is over. */
export function onRetransmission(k: Kernel, id: number): void {
  const socket = k.tx.get(socketTable, id);
  if (socket === undefined) return;
  k.tx.edit(socketTable, id).timer = 0;
  if (isFinishing(socket)) destroyExpired(k, id);
  else if (socket.state === 'SYN-SENT') resendSyn(k, id);
  else if (socket.state === 'SYN-RECV') resendSynAck(k, id);
  else retransmit(k, id);
}

function resendSyn(k: Kernel, id: number): void {
  const record = k.tx.edit(socketTable, id);
  record.tries++;
  const limit =
    sysctlNumber(k, record.ns, 'net.ipv4.tcp_syn_retries') +
    sysctlNumber(k, record.ns, 'net.ipv4.tcp_syn_linear_timeouts');
  if (record.tries > limit) abortConnection(k, id, ETIMEDOUT);
  else {
    const errno = sendSyn(k, id);
    if (errno !== 0) abortConnection(k, id, errno);
  }
}

function resendSynAck(k: Kernel, id: number): void {
  const record = k.tx.edit(socketTable, id);
  record.tries++;
  if (record.tries <= sysctlNumber(k, record.ns, 'net.ipv4.tcp_synack_retries')) sendSynAck(k, id);
  else dropHalfOpen(k, id, record.listener);
}

function dropHalfOpen(k: Kernel, id: number, listener: number): void {
  if (k.tx.get(socketTable, listener) !== undefined) k.tx.edit(socketTable, listener).halfOpen--;
  destroySocket(k, id);
}

/** Timer handler `tcp.syn`: the SYN of the connection `client` has arrived at a namespace. */
export function onSyn(k: Kernel, client: number, where: string): void {
  const [nsText = '', srcText = '', sportText = '', dstText = '', dportText = ''] = where.split(' ');
  const ns = Number(nsText);
  const [src, dst] = [decodeIp(srcText), decodeIp(dstText)];
  const [sport, dport] = [Number(sportText), Number(dportText)];
  const known = k.tx.get(socketTable, client)?.peer ?? 0;
  if (known !== 0 && k.tx.get(socketTable, known)?.state === 'SYN-RECV') {
    sendSynAck(k, known);
    return;
  }
  const listener = pickSocket(k, portUsers(k, ns, 'stream', dport), dst, (socket) =>
    socket.state === 'LISTEN' ? 1 : 0,
  );
  if (listener === 0) {
    answerReset(k, ns, dst, dport, src, sport, 0);
    return;
  }
  const parent = getSocket(k, listener);
  // a full queue drops the SYN; the client tries again
  if (parent.queue.length + parent.halfOpen > parent.backlog) return;
  const child = newSocket(k, ns, parent.domain, 'stream', parent.uid, parent.owner, parent.ttl, parent.v6only);
  const record = k.tx.edit(socketTable, child);
  Object.assign(record, {
    ip: dst,
    port: dport,
    peerIp: src,
    peerPort: sport,
    state: 'SYN-RECV',
    listener,
    peer: client,
  });
  useTuple(k, child);
  k.tx.edit(socketTable, listener).halfOpen++;
  sendSynAck(k, child);
}

function sendSynAck(k: Kernel, id: number): void {
  const result = sendSegment(k, id, 'synack', 0);
  const client = receiverOf(k, result);
  if (client !== 0) k.setTimer(arrival(k, id, result.latency), 'tcp.synack', client, String(id));
  else if (result.verdict === 'delivered') {
    dropHalfOpen(k, id, getSocket(k, id).listener);
    return;
  }
  const record = k.tx.edit(socketTable, id);
  k.cancelTimer(record.timer);
  record.timer = k.setTimer(Math.min(RTO_MAX, RTO_INIT * 2 ** record.tries), 'tcp.rto', id, '');
}

/** Timer handler `tcp.synack`: the connection is open for the client, whose acknowledgement opens it for the server. */
export function onSynAck(k: Kernel, id: number, child: string): void {
  const server = Number(child);
  const socket = k.tx.get(socketTable, id);
  if (socket === undefined || k.tx.get(socketTable, server) === undefined) return;
  if (socket.state !== 'SYN-SENT') {
    if (socket.peer !== server) k.setTimer(0, 'tcp.reset', server, '');
    return;
  }
  const record = k.tx.edit(socketTable, id);
  k.cancelTimer(record.timer);
  record.timer = 0;
  record.tries = 0;
  record.state = 'ESTAB';
  record.peer = server;
  // sock_def_wakeup wakes readers too: those who wait with a timeout
  wake(k, `sk${id}r`);
  wake(k, `sk${id}w`);
  const result = sendSegment(k, id, 'ack', 0);
  if (receiverOf(k, result) === server) k.setTimer(arrival(k, id, result.latency), 'tcp.ack', server, '');
}

/** Timer handler `tcp.ack`: the handshake is done; the connection waits to be accepted. */
export function onAck(k: Kernel, id: number): void {
  const socket = k.tx.get(socketTable, id);
  if (socket === undefined || socket.state !== 'SYN-RECV') return;
  const record = k.tx.edit(socketTable, id);
  k.cancelTimer(record.timer);
  record.timer = 0;
  record.tries = 0;
  record.state = 'ESTAB';
  const parent = k.tx.get(socketTable, record.listener);
  if (parent === undefined || parent.state !== 'LISTEN') {
    sendReset(k, id);
    destroySocket(k, id);
    return;
  }
  const listener = k.tx.edit(socketTable, record.listener);
  listener.halfOpen--;
  listener.queue = [...listener.queue, id];
  wake(k, `sk${record.listener}r`);
}

/** accept(2): the oldest open connection, EAGAIN when there is none. */
export function acceptSocket(k: Kernel, id: number): number | Errno {
  const socket = getSocket(k, id);
  if (socket.state !== 'LISTEN') return EINVAL;
  const child = socket.queue[0];
  if (child === undefined) return EAGAIN;
  k.tx.edit(socketTable, id).queue = socket.queue.slice(1);
  k.tx.edit(socketTable, child).listener = 0;
  return child;
}

/** Does the address suit the socket's domain? An IPv6 socket talks IPv4 unless it is v6only. */
export function suitsDomain(socket: Readonly<Socket>, ip: Ip): boolean {
  return socket.domain === 'inet' ? !isV6(ip) : isV6(ip) || !socket.v6only;
}

/** ECONNREFUSED is what a reset means to a client that has not connected yet. */
export function onSynReset(k: Kernel, id: number): boolean {
  if (k.tx.get(socketTable, id)?.state !== 'SYN-SENT') return false;
  abortConnection(k, id, ECONNREFUSED);
  return true;
}
