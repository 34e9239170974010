/**
 * ICMP and ICMPv6 (icmp(7), raw(7)): ping sockets and raw sockets carry whole ICMP messages (8-byte header first); echo
 * requests are answered by the kernel of whoever has the address; errors come back as messages that quote the request.
 */
import type { Bytes } from '../../util/bytes.ts';
import { type Ip, isAny, isV6 } from '../../util/ip-address.ts';
import { EDESTADDRREQ, EINVAL, ENETUNREACH, EPERM } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { wake } from '../wait-queue.ts';
import { autobind } from './bind.ts';
import { localErrno, type PathError, pathError } from './icmp-error.ts';
import { ICMP_ECHO, ICMP_ECHOREPLY, ICMP6_ECHO, ICMP6_ECHOREPLY, icmpPacket } from './packet.ts';
import { SEND, selectSource, walkPath } from './path.ts';
import { type Datagram, getSocket, portUsers, type Socket, socketTable } from './socket.ts';
import { sysctlNumber } from './sysctl.ts';
import { decodeTransit, encodeTransit } from './transit.ts';

function word(high: number): Bytes {
  return String.fromCharCode((high >> 8) & 255, high & 255);
}

/** The message with type, code and identifier set. The checksum is not computed. */
function withHeader(type: number, code: number, id: number, message: Bytes): Bytes {
  return String.fromCharCode(type, code, 0, 0) + word(id) + message.slice(6);
}

/** sendto(2) of an ICMP message; ping sockets send echo requests under their own identifier. */
export function sendIcmp(k: Kernel, id: number, message: Bytes, ip: Ip | null): number {
  const socket = getSocket(k, id);
  const target = ip ?? (isAny(socket.peerIp) ? null : socket.peerIp);
  if (target === null) return EDESTADDRREQ;
  if (message.length < 8) return EINVAL;
  const type = message.charCodeAt(0);
  const echo = isV6(target) ? ICMP6_ECHO : ICMP_ECHO;
  if (type !== echo) return socket.type === 'icmp' ? EINVAL : EPERM;
  const source = isAny(socket.ip) ? selectSource(k, socket.ns, target, socket.dev) : socket.ip;
  if (source === null) return ENETUNREACH;
  if (socket.type === 'icmp' && socket.port === 0) {
    const bound = autobind(k, id, socket.ip, target, 0);
    if (bound < 0) return bound;
  }
  const identifier =
    socket.type === 'icmp' ? getSocket(k, id).port : (message.charCodeAt(4) << 8) | message.charCodeAt(5);
  const sent = withHeader(type, 0, identifier, message);
  const packet = icmpPacket(source, target, type, 0, identifier, message.length - 8, socket.ttl);
  const result = walkPath(k, socket.ns, packet, socket.dev === 0 ? SEND : { ...SEND, bindDev: socket.dev });
  const errno = localErrno(result, socket.ns);
  if (errno !== 0) return errno;
  if (result.verdict === 'delivered') k.setTimer(result.latency, 'icmp.echo', 0, encodeTransit(result, 0, sent));
  else {
    const error = pathError(k, result);
    if (error !== null) k.setTimer(error.delay, 'icmp.error', id, encodeError(error, sent));
  }
  return message.length;
}

/** `from type code` and the quoted request. */
function encodeError(error: PathError, request: Bytes): string {
  return `${error.from ?? 0} ${Math.max(0, error.type)} ${error.code} ${request}`;
}

/** Timer handler `icmp.echo`: an echo request has arrived and is answered. */
export function onEcho(k: Kernel, _: number, text: string): void {
  const { ns, src, sport, dst, data } = decodeTransit(text);
  const v6 = isV6(dst);
  if (!v6 && sysctlNumber(k, ns, 'net.ipv4.icmp_echo_ignore_all') !== 0) return;
  const type = v6 ? ICMP6_ECHOREPLY : ICMP_ECHOREPLY;
  const packet = icmpPacket(dst, src, type, 0, sport, data.length - 8, sysctlNumber(k, ns, 'net.ipv4.ip_default_ttl'));
  const back = walkPath(k, ns, packet, SEND);
  if (back.verdict === 'delivered') k.setTimer(back.latency, 'icmp.reply', 0, encodeTransit(back, type, data));
}

function deliver(k: Kernel, id: number, datagram: Datagram): void {
  const record: Socket = k.tx.edit(socketTable, id);
  if (record.rxBytes + datagram.data.length > 212_992) return;
  record.datagrams = [...record.datagrams, datagram];
  record.rxBytes += datagram.data.length;
  wake(k, `sk${id}r`);
}

/** Timer handler `icmp.reply`: an echo reply has arrived: for the ping socket of its identifier and all raw sockets. */
export function onReply(k: Kernel, _: number, text: string): void {
  const { ns, src, dport, ttl, extra, data } = decodeTransit(text);
  const datagram: Datagram = { data: withHeader(extra, 0, dport, data), ip: src, port: 0, ttl };
  for (const id of portUsers(k, ns, 'icmp', dport)) deliver(k, id, datagram);
  for (const id of portUsers(k, ns, 'raw', 0))
    if ((getSocket(k, id).domain === 'inet6') === isV6(src)) deliver(k, id, datagram);
}

/** Timer handler `icmp.error`: an error message that quotes a request of the socket has arrived. */
export function onIcmpError(k: Kernel, id: number, text: string): void {
  if (k.tx.get(socketTable, id) === undefined) return;
  const [from = '', type = '', code = ''] = text.split(' ', 3);
  const request = text.slice(from.length + type.length + code.length + 3);
  const ip: Ip = from.length === 32 ? from : Number(from);
  const quoted = '\x45'.padEnd(20, '\0') + request.slice(0, 8);
  deliver(k, id, {
    data: `${String.fromCharCode(Number(type), Number(code))}${'\0'.repeat(6)}${quoted}`,
    ip,
    port: 0,
    ttl: 64,
  });
}
