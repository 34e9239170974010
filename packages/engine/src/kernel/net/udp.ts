/** Datagrams (udp(7)): sending along the path, arrival, ICMP errors on connected sockets. */
import type { Bytes } from '../../util/bytes.ts';
import { type Ip, isAny, isV6, LOOPBACK4, LOOPBACK6 } from '../../util/ip-address.ts';
import { ECONNREFUSED, EDESTADDRREQ, EMSGSIZE, ENETUNREACH } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { wake } from '../wait-queue.ts';
import { autobind } from './bind.ts';
import { localErrno, pathError } from './icmp-error.ts';
import { udpPacket } from './packet.ts';
import { SEND, selectSource, walkPath } from './path.ts';
import { failSocket, getSocket, pickSocket, portUsers, type Socket, socketTable } from './socket.ts';
import { decodeTransit, encodeTransit } from './transit.ts';

/** Largest payload of an IPv4 datagram. */
const MAX_DATAGRAM = 65_507;
/** Bytes that may wait unread (SO_RCVBUF); what comes on top is lost. */
const RCVBUF = 212_992;

/** connect(2) of a datagram socket: fixes the other end. */
export function connectDatagram(k: Kernel, id: number, ip: Ip, port: number): number {
  const socket = getSocket(k, id);
  const target = isAny(ip) ? (isV6(ip) ? LOOPBACK6 : LOOPBACK4) : ip;
  const source = selectSource(k, socket.ns, target, socket.dev);
  if (source === null) return ENETUNREACH;
  const bound = autobind(k, id, source, target, port);
  if (bound < 0) return bound;
  const record = k.tx.edit(socketTable, id);
  record.peerIp = target;
  record.peerPort = port;
  record.state = 'ESTAB';
  return 0;
}

/** sendto(2): bytes sent, or an errno; a pending ICMP error is reported first. */
export function sendDatagram(k: Kernel, id: number, data: Bytes, ip: Ip | null, port: number): number {
  const socket = getSocket(k, id);
  if (socket.error !== 0) {
    k.tx.edit(socketTable, id).error = 0;
    return socket.error;
  }
  if (data.length > MAX_DATAGRAM) return EMSGSIZE;
  let target = ip ?? socket.peerIp;
  const targetPort = ip === null ? socket.peerPort : port;
  if (ip === null && socket.peerPort === 0) return EDESTADDRREQ;
  if (isAny(target)) target = isV6(target) ? LOOPBACK6 : LOOPBACK4;
  const source = isAny(socket.ip) ? selectSource(k, socket.ns, target, socket.dev) : socket.ip;
  if (source === null) return ENETUNREACH;
  if (socket.port === 0) {
    const bound = autobind(k, id, socket.ip, target, targetPort);
    if (bound < 0) return bound;
  }
  const packet = udpPacket(source, getSocket(k, id).port, target, targetPort, data.length, socket.ttl);
  const result = walkPath(k, socket.ns, packet, socket.dev === 0 ? SEND : { ...SEND, bindDev: socket.dev });
  const errno = localErrno(result, socket.ns);
  if (errno !== 0) return errno;
  if (result.verdict === 'delivered') {
    k.setTimer(result.latency, 'udp.data', id, encodeTransit(result, 0, data));
    return data.length;
  }
  const error = pathError(k, result);
  if (error !== null) k.setTimer(error.delay, 'udp.error', id, String(error.errno));
  return data.length;
}

/** A connected socket takes only what its peer sends. */
function fit(socket: Readonly<Socket>, src: Ip, sport: number): number {
  if (socket.peerPort === 0) return 1;
  return socket.peerIp === src && socket.peerPort === sport ? 8 : 0;
}

/** Timer handler `udp.data`: a datagram has arrived; `sender` is the socket that sent it, if it still exists. */
export function onDatagram(k: Kernel, sender: number, text: string): void {
  const { ns, src, sport, dst, dport, ttl, data } = decodeTransit(text);
  const id = pickSocket(k, portUsers(k, ns, 'dgram', dport), dst, (socket) => fit(socket, src, sport));
  if (id === 0) {
    // port unreachable
    k.setTimer(20_000, 'udp.error', sender, String(ECONNREFUSED));
    return;
  }
  const socket = getSocket(k, id);
  if (socket.service !== '') {
    k.setTimer(200_000, socket.service, id, text);
    return;
  }
  if (socket.rxBytes + data.length > RCVBUF) return;
  const record = k.tx.edit(socketTable, id);
  record.datagrams = [...record.datagrams, { data, ip: src, port: sport, ttl }];
  record.rxBytes += data.length;
  wake(k, `sk${id}r`);
}

/** Timer handler `udp.error`: an ICMP error has come; only a connected socket hears of it. */
export function onDatagramError(k: Kernel, id: number, errno: string): void {
  const socket = k.tx.get(socketTable, id);
  if (socket !== undefined && socket.peerPort !== 0) failSocket(k, id, Number(errno));
}
