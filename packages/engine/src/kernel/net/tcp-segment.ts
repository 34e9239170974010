/** Sending TCP segments along a path and finding the socket at its end; resets. */
import type { Ip } from '../../util/ip-address.ts';
import { ECONNRESET } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { wake } from '../wait-queue.ts';
import { type TcpKind, tcpPacket } from './packet.ts';
import { type PathResult, SEND, walkPath } from './path.ts';
import { destroySocket, findConnection, getSocket, type Socket, socketTable } from './socket.ts';
import { sysctlNumber } from './sysctl.ts';

/** Initial retransmission timeout (RFC 6298) and least one (TCP_RTO_MIN), and the greatest (TCP_RTO_MAX). */
export const RTO_INIT = 1_000_000_000;
export const RTO_MIN = 200_000_000;
export const RTO_MAX = 120_000_000_000;
/** Bytes that may be on the way or unread at the other end, and bytes that wait to be sent. */
export const WINDOW = 131_072;
export const SNDBUF = 87_040;

/** Sends a segment of a connection; the path is walked for real. */
export function sendSegment(k: Kernel, id: number, kind: TcpKind, length: number): PathResult {
  const socket = getSocket(k, id);
  const packet = tcpPacket(socket.ip, socket.port, socket.peerIp, socket.peerPort, kind, length, socket.ttl);
  return walkPath(k, socket.ns, packet, socket.dev === 0 ? SEND : { ...SEND, bindDev: socket.dev });
}

/** Connection at the end of a delivered segment, or 0. */
export function receiverOf(k: Kernel, result: PathResult): number {
  if (result.verdict !== 'delivered') return 0;
  const { src, sport, dst, dport } = result.packet;
  return findConnection(k, result.ns, dst, dport, src, sport);
}

/** When something sent now with this delay arrives: not before what was sent earlier. */
export function arrival(k: Kernel, id: number, latency: number): number {
  const socket = k.tx.edit(socketTable, id);
  socket.arrives = Math.max(socket.arrives, k.now + latency);
  return socket.arrives - k.now;
}

/** Answers a segment for which there is no socket at `ns` with a reset; the sender hears of it if the way back is open. */
export function answerReset(
  k: Kernel,
  ns: number,
  from: Ip,
  fromPort: number,
  to: Ip,
  toPort: number,
  delay: number,
): void {
  const packet = tcpPacket(from, fromPort, to, toPort, 'rst', 0, sysctlNumber(k, ns, 'net.ipv4.ip_default_ttl'));
  const back = walkPath(k, ns, packet, SEND);
  const target = receiverOf(k, back);
  if (target !== 0) k.setTimer(delay + back.latency, 'tcp.reset', target, '');
}

/** Sends a reset to the other end of a connection. */
export function sendReset(k: Kernel, id: number): void {
  const result = sendSegment(k, id, 'rst', 0);
  const target = receiverOf(k, result);
  if (target !== 0) k.setTimer(arrival(k, id, result.latency), 'tcp.reset', target, '');
}

/** Is the socket connected, or was it and still may talk? */
export function isConnected(socket: Readonly<Socket>): boolean {
  switch (socket.state) {
    case 'UNCONN':
    case 'LISTEN':
    case 'SYN-SENT':
    case 'SYN-RECV':
    case 'TIME-WAIT':
      return false;
    default:
      return true;
  }
}

/** The connection ends with an error; an orphan goes at once. */
export function abortConnection(k: Kernel, id: number, errno: number): void {
  const socket = k.tx.get(socketTable, id);
  if (socket === undefined) return;
  if (!socket.open) {
    destroySocket(k, id);
    return;
  }
  const record = k.tx.edit(socketTable, id);
  k.cancelTimer(record.timer);
  record.timer = 0;
  record.state = 'UNCONN';
  record.error = errno;
  record.peer = 0;
  record.tx = [];
  record.txBytes = 0;
  record.finReceived = true;
  record.writeShut = true;
  wake(k, `sk${id}r`);
  wake(k, `sk${id}w`);
}

/** Timer handler `tcp.reset`: a reset has arrived. */
export function onReset(k: Kernel, id: number): void {
  const socket = k.tx.get(socketTable, id);
  if (socket === undefined || socket.state === 'LISTEN' || socket.state === 'TIME-WAIT') return;
  if (socket.state === 'SYN-RECV') {
    if (k.tx.get(socketTable, socket.listener) !== undefined) k.tx.edit(socketTable, socket.listener).halfOpen--;
    destroySocket(k, id);
    return;
  }
  if (socket.listener !== 0) leaveQueue(k, id, socket.listener);
  if (k.tx.get(socketTable, id) !== undefined) abortConnection(k, id, ECONNRESET);
}

/** A connection that nobody has accepted yet is forgotten with its reset. */
function leaveQueue(k: Kernel, id: number, listener: number): void {
  const parent = k.tx.get(socketTable, listener);
  if (parent === undefined || !parent.queue.includes(id)) return;
  k.tx.edit(socketTable, listener).queue = parent.queue.filter((other) => other !== id);
  destroySocket(k, id);
}
