/** Socket addresses between system calls (text) and the kernel (numbers). */
import { formatIp, type Ip, isV6, parseIp, unmap } from '../../util/ip-address.ts';
import type { SockAddr } from '../syscall.ts';
import { type Socket, shownIp } from './socket.ts';

/** The address as packets carry it, or null when the text is none or does not suit the socket's domain. */
export function readAddress(socket: Readonly<Socket>, address: SockAddr): Ip | null {
  const ip = parseIp(address.ip);
  if (ip === null) return null;
  if (socket.domain === 'inet') return isV6(ip) ? null : ip;
  if (!isV6(ip)) return null;
  const wire = unmap(ip);
  return !isV6(wire) && socket.v6only ? null : wire;
}

/** How the socket shows an address: IPv4 is mapped on an IPv6 socket. */
export function showAddress(socket: Readonly<Socket>, ip: Ip, port: number): SockAddr {
  return { ip: formatIp(shownIp(socket.domain, ip)), port };
}
