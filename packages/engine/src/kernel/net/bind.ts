/** Giving sockets a local address and port (bind(2), inet_csk_get_port, inet_hash_connect). */
import { type Ip, isAny, isV6 } from '../../util/ip-address.ts';
import { EACCES, EADDRINUSE, EADDRNOTAVAIL, EINVAL } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import type { Cred } from '../syscall.ts';
import { CAP_NET_BIND_SERVICE, hasCap } from '../task/capability.ts';
import { localInterface } from './address.ts';
import { findConnection, getSocket, portUsers, type Socket, socketTable, usePort } from './socket.ts';
import { sysctlNumber, sysctlRange } from './sysctl.ts';

/** Do two local addresses of the same port exclude each other? */
function addressesClash(a: Readonly<Socket>, domain: 'inet' | 'inet6', v6only: boolean, ip: Ip): boolean {
  const aTakes4 = a.domain === 'inet' || (isAny(a.ip) && !a.v6only) || !isV6(a.ip);
  const aTakes6 = a.domain === 'inet6' && isV6(a.ip);
  const bTakes4 = domain === 'inet' || (isAny(ip) && !v6only) || !isV6(ip);
  const bTakes6 = domain === 'inet6' && isV6(ip);
  const both4 = aTakes4 && bTakes4;
  const both6 = aTakes6 && bTakes6;
  if (!both4 && !both6) return false;
  return isAny(a.ip) || isAny(ip) || a.ip === ip;
}

/** Would binding clash with a user of the port? Two with SO_REUSEADDR may share while neither listens. */
export function portConflict(k: Kernel, id: number, ip: Ip, port: number): boolean {
  const me = getSocket(k, id);
  for (const other of portUsers(k, me.ns, me.type, port)) {
    if (other === id) continue;
    const socket = getSocket(k, other);
    if (!addressesClash(socket, me.domain, me.v6only, ip)) continue;
    if (me.type === 'stream' && me.reuse && socket.reuse && socket.state !== 'LISTEN') continue;
    return true;
  }
  return false;
}

/** An unused ephemeral port, from a random place on; bind(2) prefers odd ports and connect(2) even ones. 0 when none. */
function ephemeral(k: Kernel, ns: number, parity: 0 | 1, free: (port: number) => boolean): number {
  const [low, high] = sysctlRange(k, ns, 'net.ipv4.ip_local_port_range');
  const half = (high - low + 1) >> 1;
  const start = k.random32('port') % half;
  for (const odd of [parity, 1 - parity]) {
    for (let i = 0; i < half; i++) {
      const port = low + 2 * ((start + i) % half) + odd;
      if (free(port)) return port;
    }
  }
  return 0;
}

/** bind(2) of an address already in canonical form; port 0 picks one. `cred` null is the kernel's own. */
export function bindSocket(k: Kernel, id: number, ip: Ip, port: number, cred: Cred | null): number {
  const me = getSocket(k, id);
  if (me.port !== 0 || me.state !== 'UNCONN') return EINVAL;
  if (!isAny(ip) && localInterface(k, me.ns, ip) === 0 && sysctlNumber(k, me.ns, 'net.ipv4.ip_nonlocal_bind') === 0)
    return EADDRNOTAVAIL;
  let chosen = port;
  if (me.type === 'raw') chosen = 0;
  else if (port === 0) {
    chosen = ephemeral(k, me.ns, 1, (candidate) => portUsers(k, me.ns, me.type, candidate).length === 0);
    if (chosen === 0) return EADDRINUSE;
  } else {
    const first = sysctlNumber(k, me.ns, 'net.ipv4.ip_unprivileged_port_start');
    if (me.type !== 'icmp' && port < first && cred !== null && !hasCap(cred, CAP_NET_BIND_SERVICE)) return EACCES;
    if (portConflict(k, id, ip, port)) return EADDRINUSE;
  }
  const socket = k.tx.edit(socketTable, id);
  socket.ip = ip;
  socket.port = chosen;
  usePort(k, id);
  return 0;
}

/** Gives an unbound socket the source address `ip` and an ephemeral port fit to talk to the remote end. */
export function autobind(k: Kernel, id: number, ip: Ip, peerIp: Ip, peerPort: number): number {
  const me = getSocket(k, id);
  if (me.port !== 0) {
    if (isAny(me.ip)) k.tx.edit(socketTable, id).ip = ip;
    return 0;
  }
  const { ns, type } = me;
  const unused = (port: number) =>
    portUsers(k, ns, type, port).length === 0 &&
    (type !== 'stream' || findConnection(k, ns, ip, port, peerIp, peerPort) === 0);
  const port = ephemeral(k, ns, 0, unused);
  if (port === 0) return EADDRNOTAVAIL;
  const socket = k.tx.edit(socketTable, id);
  socket.ip = ip;
  socket.port = port;
  usePort(k, id);
  return 0;
}
