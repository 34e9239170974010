/**
 * Internet sockets (ip(7), tcp(7), udp(7), icmp(7)): the record, the tables that find one, and its end. Wait keys are
 * `sk<id>r` (readable or acceptable) and `sk<id>w` (writable or connected).
 */

import { intStrTable, intTable } from '../../store/table.ts';
import { assert } from '../../util/assert.ts';
import type { Bytes } from '../../util/bytes.ts';
import { ANY4, ANY6, type Ip, isAny, isV6, mapTo6, unmap } from '../../util/ip-address.ts';
import type { Kernel } from '../kernel.ts';
import type { SocketType } from '../syscall.ts';
import { wake } from '../wait-queue.ts';

export type InetType = Exclude<SocketType, 'seqpacket'>;
/** States of TCP as ss(8) names them; UNCONN for what is not connected, and for datagrams. */
export type SocketState =
  | 'UNCONN'
  | 'LISTEN'
  | 'SYN-SENT'
  | 'SYN-RECV'
  | 'ESTAB'
  | 'FIN-WAIT-1'
  | 'FIN-WAIT-2'
  | 'CLOSE-WAIT'
  | 'CLOSING'
  | 'LAST-ACK'
  | 'TIME-WAIT';

/** A datagram or ICMP message that waits to be read. */
export interface Datagram {
  readonly data: Bytes;
  readonly ip: Ip;
  readonly port: number;
  readonly ttl: number;
}

export interface Socket {
  domain: 'inet' | 'inet6';
  type: InetType;
  ns: number;
  uid: number;
  /** tgid of the process that made it (ss -p asks the descriptor tables, this is a hint for pictures). */
  owner: number;
  /** False once the last descriptor is closed and TCP only finishes its business. */
  open: boolean;
  state: SocketState;
  /** Local and remote address in canonical form (an IPv4-mapped address is IPv4), as packets carry them. */
  ip: Ip;
  port: number;
  peerIp: Ip;
  peerPort: number;
  /** Socket at the other end of a TCP connection, 0 while unknown. */
  peer: number;
  /** LISTEN: connections to accept, oldest first, how many half-open ones there are, and the limit. */
  queue: readonly number[];
  halfOpen: number;
  backlog: number;
  /** Listener of a connection that is not accepted yet. */
  listener: number;
  v6only: boolean;
  /** SO_REUSEADDR. On by default: every server here sets it. */
  reuse: boolean;
  ttl: number;
  /** Interface of SO_BINDTODEVICE, 0 none. */
  dev: number;
  /** Pending error of SO_ERROR, 0 none. */
  error: number;
  /** Received and unread. */
  rx: readonly Bytes[];
  rxBytes: number;
  /** Written and not yet sent. */
  tx: readonly Bytes[];
  txBytes: number;
  /** Sent, and in flight or unread at the other end. */
  unacked: number;
  finQueued: boolean;
  finSent: boolean;
  finReceived: boolean;
  readShut: boolean;
  writeShut: boolean;
  /** Retransmission, connection or TIME-WAIT timer, and how often it has fired in a row. */
  timer: number;
  tries: number;
  /** When the last thing sent arrives: nothing overtakes it. */
  arrives: number;
  datagrams: readonly Datagram[];
  /** Name of the timer handler that serves it in place of a task (the world's DNS server), '' none. */
  service: string;
}
export const socketTable = intTable<Socket>('socket', 1);

/** Sockets with a local port, by namespace and `t80`, `u53`, `i7` (ping identifier); raw ones under `raw`. */
export interface PortUsers {
  ids: readonly number[];
}
export const portTable = intStrTable<PortUsers>('port', 1);

/** TCP connections by namespace and `ip:port>ip:port` as seen there. */
export interface TcpTuple {
  id: number;
}
export const tcpTupleTable = intStrTable<TcpTuple>('tcp_tuple', 1);

const NOTHING: readonly never[] = [];

/** The socket; faults when it is gone. */
export function getSocket(k: Kernel, id: number): Readonly<Socket> {
  const socket = k.tx.get(socketTable, id);
  assert(socket !== undefined, `socket ${id} is gone`);
  return socket;
}

/** A socket that is not bound. `ttl` is the namespace's default. */
export function newSocket(
  k: Kernel,
  ns: number,
  domain: 'inet' | 'inet6',
  type: InetType,
  uid: number,
  owner: number,
  ttl: number,
  v6only: boolean,
): number {
  const id = k.nextId('socket');
  const any = domain === 'inet' ? ANY4 : ANY6;
  k.tx.put(socketTable, id, {
    domain,
    type,
    ns,
    uid,
    owner,
    open: true,
    state: 'UNCONN',
    ip: any,
    port: 0,
    peerIp: any,
    peerPort: 0,
    peer: 0,
    queue: NOTHING,
    halfOpen: 0,
    backlog: 0,
    listener: 0,
    v6only,
    reuse: true,
    ttl,
    dev: 0,
    error: 0,
    rx: NOTHING,
    rxBytes: 0,
    tx: NOTHING,
    txBytes: 0,
    unacked: 0,
    finQueued: false,
    finSent: false,
    finReceived: false,
    readShut: false,
    writeShut: false,
    timer: 0,
    tries: 0,
    arrives: 0,
    datagrams: NOTHING,
    service: '',
  });
  return id;
}

/** Key in the port table of a socket's type and port. */
export function portKey(type: InetType, port: number): string {
  return type === 'stream' ? `t${port}` : type === 'dgram' ? `u${port}` : type === 'icmp' ? `i${port}` : 'raw';
}

/** Sockets of a type that use a local port. */
export function portUsers(k: Kernel, ns: number, type: InetType, port: number): readonly number[] {
  return k.tx.get2(portTable, ns, portKey(type, port))?.ids ?? NOTHING;
}

/** Enters a bound socket into the port table. */
export function usePort(k: Kernel, id: number): void {
  const { ns, type, port } = getSocket(k, id);
  const key = portKey(type, port);
  k.tx.put2(portTable, ns, key, { ids: [...(k.tx.get2(portTable, ns, key)?.ids ?? NOTHING), id] });
}

/** Takes a socket out of the port table; harmless when it is not there. */
export function releasePort(k: Kernel, id: number): void {
  const { ns, type, port } = getSocket(k, id);
  const key = portKey(type, port);
  const users = k.tx.get2(portTable, ns, key);
  if (users === undefined || !users.ids.includes(id)) return;
  if (users.ids.length === 1) k.tx.remove2(portTable, ns, key);
  else k.tx.edit2(portTable, ns, key).ids = users.ids.filter((other) => other !== id);
}

/** Key in the tuple table. */
export function tupleKey(ip: Ip, port: number, peerIp: Ip, peerPort: number): string {
  return `${ip}:${port}>${peerIp}:${peerPort}`;
}

/** TCP connection of `ns` with this local and remote end, or 0. */
export function findConnection(k: Kernel, ns: number, ip: Ip, port: number, peerIp: Ip, peerPort: number): number {
  return k.tx.get2(tcpTupleTable, ns, tupleKey(ip, port, peerIp, peerPort))?.id ?? 0;
}

/** Enters a connection into the tuple table. */
export function useTuple(k: Kernel, id: number): void {
  const socket = getSocket(k, id);
  k.tx.put2(tcpTupleTable, socket.ns, tupleKey(socket.ip, socket.port, socket.peerIp, socket.peerPort), { id });
}

/** Removes the record and what finds it; wakes whoever waits for it. */
export function destroySocket(k: Kernel, id: number): void {
  const socket = k.tx.get(socketTable, id);
  if (socket === undefined) return;
  releasePort(k, id);
  if (socket.type === 'stream' && socket.peerPort !== 0) {
    const key = tupleKey(socket.ip, socket.port, socket.peerIp, socket.peerPort);
    if (k.tx.get2(tcpTupleTable, socket.ns, key)?.id === id) k.tx.remove2(tcpTupleTable, socket.ns, key);
  }
  k.cancelTimer(socket.timer);
  k.tx.remove(socketTable, id);
  wake(k, `sk${id}r`);
  wake(k, `sk${id}w`);
}

/** Would a packet to `ip` reach a socket bound to the local address `bound`? An IPv6 wildcard takes IPv4 unless v6only. */
export function accepts(socket: Readonly<Socket>, ip: Ip): boolean {
  if (!isAny(socket.ip)) return socket.ip === ip;
  if (socket.domain === 'inet') return !isV6(ip);
  return isV6(ip) || !socket.v6only;
}

/** Of the users of a port, the one for packets to `ip` that best fits and satisfies `which`: a specific address first. */
export function pickSocket(
  k: Kernel,
  ids: readonly number[],
  ip: Ip,
  which: (socket: Readonly<Socket>) => number,
): number {
  let best = 0;
  let bestScore = 0;
  for (const id of ids) {
    const socket = getSocket(k, id);
    if (!accepts(socket, ip)) continue;
    const fit = which(socket);
    if (fit <= 0) continue;
    const score = fit + (isAny(socket.ip) ? 0 : 4) + ((socket.domain === 'inet6') === isV6(ip) ? 2 : 0);
    if (score > bestScore) {
      best = id;
      bestScore = score;
    }
  }
  return best;
}

/** The address as a socket of this domain shows it: IPv4 is mapped on an IPv6 socket. */
export function shownIp(domain: 'inet' | 'inet6', ip: Ip): Ip {
  return domain === 'inet6' && !isV6(ip) ? (ip === ANY4 ? ANY6 : mapTo6(ip)) : ip;
}

/** The address as packets carry it. */
export function wireIp(ip: Ip): Ip {
  return unmap(ip);
}

/** Records an error for SO_ERROR and wakes all who wait. */
export function failSocket(k: Kernel, id: number, errno: number): void {
  const socket = k.tx.edit(socketTable, id);
  socket.error = errno;
  wake(k, `sk${id}r`);
  wake(k, `sk${id}w`);
}

/** All sockets of a namespace, oldest first. */
export function listSockets(k: Kernel, ns: number): readonly (readonly [number, Readonly<Socket>])[] {
  const all: (readonly [number, Readonly<Socket>])[] = [];
  k.tx.each(socketTable, (socket, id) => {
    if (socket.ns === ns) all.push([id, socket]);
  });
  return all;
}

/** Forgets the sockets of a namespace that ends. */
export function clearSockets(k: Kernel, ns: number): void {
  for (const [id] of listSockets(k, ns)) destroySocket(k, id);
}
