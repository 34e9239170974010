/**
 * The two byte streams of a TCP connection (RFC 9293): sending within the window, arrival, reading, FIN, and
 * retransmission while the path is shut.
 */
import type { Bytes } from '../../util/bytes.ts';
import { EAGAIN, ECONNRESET, ENOTCONN, EPIPE, type Errno, ETIMEDOUT } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { wake } from '../wait-queue.ts';
import type { PathResult } from './path.ts';
import { destroySocket, getSocket, type Socket, socketTable } from './socket.ts';
import { sysctlNumber } from './sysctl.ts';
import {
  abortConnection,
  answerReset,
  arrival,
  isConnected,
  RTO_MAX,
  RTO_MIN,
  receiverOf,
  SNDBUF,
  sendReset,
  sendSegment,
  WINDOW,
} from './tcp-segment.ts';

const SECOND = 1_000_000_000;
/** Chunks up to this size are joined on arrival, so that many small writes stay few records. */
const JOIN = 4096;

function pushChunk(list: readonly Bytes[], data: Bytes): readonly Bytes[] {
  const last = list.length - 1;
  const tail = list[last];
  if (tail === undefined || tail.length + data.length > JOIN) return [...list, data];
  return [...list.slice(0, last), tail + data];
}

/** First `max` bytes of the chunks, and the rest. */
function takeChunks(list: readonly Bytes[], max: number): readonly [Bytes, readonly Bytes[]] {
  let out = '';
  for (let i = 0; i < list.length; i++) {
    const chunk = list[i] as Bytes;
    if (out.length + chunk.length > max) {
      const cut = max - out.length;
      return cut === 0 ? [out, list.slice(i)] : [out + chunk.slice(0, cut), [chunk.slice(cut), ...list.slice(i + 1)]];
    }
    out += chunk;
  }
  return [out, []];
}

/** write(2): bytes taken; EAGAIN when the buffer is full. The caller raises SIGPIPE on EPIPE. */
export function writeStream(k: Kernel, id: number, data: Bytes): number {
  const socket = getSocket(k, id);
  if (socket.error !== 0) return takeError(k, id);
  if (socket.state === 'SYN-SENT' || socket.state === 'SYN-RECV') return EAGAIN;
  if (socket.writeShut || !isConnected(socket)) return socket.writeShut || socket.finReceived ? EPIPE : ENOTCONN;
  const room = SNDBUF - socket.txBytes;
  if (room <= 0) return EAGAIN;
  const taken = data.length <= room ? data : data.slice(0, room);
  const record = k.tx.edit(socketTable, id);
  record.tx = pushChunk(record.tx, taken);
  record.txBytes += taken.length;
  flush(k, id);
  return taken.length;
}

/** read(2): '' at the end of the stream. */
export function readStream(k: Kernel, id: number, max: number): Bytes | Errno {
  const socket = getSocket(k, id);
  if (socket.rxBytes > 0) {
    const [data, rest] = takeChunks(socket.rx, max);
    const record = k.tx.edit(socketTable, id);
    record.rx = rest;
    record.rxBytes -= data.length;
    acknowledge(k, record.peer, data.length);
    return data;
  }
  if (socket.error !== 0) return takeError(k, id);
  if (socket.finReceived || socket.readShut) return '';
  if (socket.state === 'SYN-SENT' || isConnected(socket)) return EAGAIN;
  return ENOTCONN;
}

/** SO_ERROR: returns and clears the pending error. */
export function takeError(k: Kernel, id: number): number {
  const { error } = getSocket(k, id);
  if (error !== 0) k.tx.edit(socketTable, id).error = 0;
  return error;
}

/** The other end has room again for `bytes`. */
function acknowledge(k: Kernel, id: number, bytes: number): void {
  if (k.tx.get(socketTable, id) === undefined) return;
  const sender = k.tx.edit(socketTable, id);
  sender.unacked = Math.max(0, sender.unacked - bytes);
  if (sender.txBytes > 0) flush(k, id);
}

/** Sends what the window allows, then the FIN if it is due. */
export function flush(k: Kernel, id: number): void {
  let socket = getSocket(k, id);
  while (socket.txBytes > 0 && socket.timer === 0 && socket.unacked < WINDOW && isConnected(socket)) {
    const [data, rest] = takeChunks(socket.tx, WINDOW - socket.unacked);
    const result = sendSegment(k, id, 'ack', data.length);
    const target = receiverOf(k, result);
    if (target === 0) {
      unanswered(k, id, result);
      return;
    }
    const record = k.tx.edit(socketTable, id);
    const wasFull = record.txBytes >= SNDBUF;
    record.tx = rest;
    record.txBytes -= data.length;
    record.unacked += data.length;
    record.tries = 0;
    k.setTimer(arrival(k, id, result.latency), 'tcp.data', target, data);
    if (wasFull) wake(k, `sk${id}w`);
    socket = record;
  }
  if (socket.finQueued && !socket.finSent && socket.txBytes === 0 && socket.timer === 0) sendFin(k, id);
}

/** The segment met no connection: a reset comes back if it arrived anywhere, else it is sent again later. */
function unanswered(k: Kernel, id: number, result: PathResult): void {
  if (result.verdict === 'delivered') {
    const { src, sport, dst, dport } = result.packet;
    answerReset(k, result.ns, dst, dport, src, sport, result.latency);
  }
  const record = k.tx.edit(socketTable, id);
  const wait = Math.min(RTO_MAX, RTO_MIN * 2 ** Math.min(record.tries, 20));
  record.timer = k.setTimer(wait, 'tcp.rto', id, '');
}

/** A retransmission of an established connection is due. */
export function retransmit(k: Kernel, id: number): void {
  const record = k.tx.edit(socketTable, id);
  record.tries++;
  const limit = record.open ? sysctlNumber(k, record.ns, 'net.ipv4.tcp_retries2') : 8;
  if (record.tries > limit) {
    abortConnection(k, id, ETIMEDOUT);
    return;
  }
  flush(k, id);
}

function sendFin(k: Kernel, id: number): void {
  const result = sendSegment(k, id, 'fin', 0);
  const target = receiverOf(k, result);
  if (target === 0) {
    // where the other end is gone for good, a reset would answer
    if (result.verdict === 'delivered') abortConnection(k, id, ECONNRESET);
    else unanswered(k, id, result);
    return;
  }
  k.tx.edit(socketTable, id).finSent = true;
  k.setTimer(arrival(k, id, result.latency), 'tcp.fin', target, '');
}

/** No more data will be written: the FIN follows what is queued (shutdown(2), close(2)). */
export function queueFin(k: Kernel, id: number): void {
  const record = k.tx.edit(socketTable, id);
  if (record.finQueued) return;
  record.finQueued = true;
  record.writeShut = true;
  if (record.state === 'ESTAB' || record.state === 'SYN-RECV') record.state = 'FIN-WAIT-1';
  else if (record.state === 'CLOSE-WAIT') record.state = 'LAST-ACK';
  flush(k, id);
}

/** Timer handler `tcp.data`: bytes have arrived. */
export function onData(k: Kernel, id: number, data: Bytes): void {
  const socket = k.tx.get(socketTable, id);
  if (socket === undefined) return;
  if (!socket.open || socket.state === 'TIME-WAIT') {
    // nobody will read them: tcp_rcv_state_process resets
    if (isConnected(socket)) {
      sendReset(k, id);
      destroySocket(k, id);
    }
    return;
  }
  if (socket.readShut) {
    acknowledge(k, socket.peer, data.length);
    return;
  }
  const record = k.tx.edit(socketTable, id);
  record.rx = pushChunk(record.rx, data);
  record.rxBytes += data.length;
  wake(k, `sk${id}r`);
}

/** Timer handler `tcp.fin`: the other end has sent all it will. */
export function onFin(k: Kernel, id: number): void {
  const socket = k.tx.get(socketTable, id);
  if (socket === undefined) return;
  const sender = socket.peer;
  const record = k.tx.edit(socketTable, id);
  record.finReceived = true;
  if (record.state === 'ESTAB' || record.state === 'SYN-RECV') record.state = 'CLOSE-WAIT';
  else if (record.state === 'FIN-WAIT-1') record.state = 'CLOSING';
  else if (record.state === 'FIN-WAIT-2') enterTimeWait(k, record, id);
  wake(k, `sk${id}r`);
  // its acknowledgement, in no time
  if (k.tx.get(socketTable, sender) !== undefined) finAcknowledged(k, sender);
}

/** Our FIN has been acknowledged. */
function finAcknowledged(k: Kernel, id: number): void {
  const record = k.tx.edit(socketTable, id);
  if (record.state === 'FIN-WAIT-1') {
    record.state = 'FIN-WAIT-2';
    if (!record.open)
      record.timer = k.setTimer(sysctlNumber(k, record.ns, 'net.ipv4.tcp_fin_timeout') * SECOND, 'tcp.rto', id, '');
  } else if (record.state === 'CLOSING') enterTimeWait(k, record, id);
  else if (record.state === 'LAST-ACK') {
    record.state = 'UNCONN';
    if (!record.open) destroySocket(k, id);
  }
}

/** TIME-WAIT lasts 60 seconds (TCP_TIMEWAIT_LEN), whether or not the socket is still open. */
function enterTimeWait(k: Kernel, record: Socket, id: number): void {
  k.cancelTimer(record.timer);
  record.state = 'TIME-WAIT';
  record.timer = k.setTimer(60 * SECOND, 'tcp.rto', id, '');
}
