/** What netlink tells of a network namespace: interfaces, routes, neighbours, sockets and tracked connections. */

import { timerTable } from '../../sim/timer.ts';
import { ANY4, type Ip, isLoopback } from '../../util/ip-address.ts';
import { bitLen } from '../../util/ip-prefix.ts';
import type { ConnMessage, LinkMessage, NeighMessage, RouteMessage, SocketMessage } from '../../util/netlink.ts';
import { EACCES, EHOSTUNREACH, EINVAL, ENETUNREACH, type Errno } from '../errno.ts';
import { type UnixSocket, unixTable } from '../ipc/unix-socket.ts';
import type { Kernel } from '../kernel.ts';
import { listConns } from '../netfilter/conntrack.ts';
import { localInterface } from './address.ts';
import { hasCarrier, type Link, linkStat, linkTable } from './link.ts';
import { listNeigh, neighState } from './neigh.ts';
import { selectSource } from './path.ts';
import { listRoutes, lookupRoute, type Route } from './route.ts';
import { listSockets, type Socket } from './socket.ts';
import { INET_INODE, UNIX_INODE } from './socket-ops.ts';

const SECOND = 1_000_000_000;

function linkMessage(k: Kernel, ns: number, ifindex: number, link: Readonly<Link>): LinkMessage {
  const { name, kind, mac, mtu, up, txqlen, master, mode, vlan, addrs } = link;
  const abroad = link.peerNs !== 0 && link.peerNs !== ns;
  return {
    ifindex,
    name,
    kind,
    mac,
    mtu,
    up,
    carrier: hasCarrier(k, ns, link),
    txqlen,
    master,
    link: link.peerIf,
    netnsid: abroad ? link.netnsid : -1,
    mode,
    vlan,
    addrs,
    stats: linkStat(k, ns, ifindex),
  };
}

/** RTM_GETLINK and RTM_GETADDR: all interfaces by ifindex, with their addresses. */
export function dumpLinks(k: Kernel, ns: number): readonly LinkMessage[] {
  const out: LinkMessage[] = [];
  k.tx.each2(linkTable, ns, (link, ifindex) => {
    out.push(linkMessage(k, ns, ifindex, link));
  });
  return out;
}

function routeMessage(route: Readonly<Route>): RouteMessage {
  const { dst, len, via, dev, src, scope, proto, metric, kind } = route;
  return { dst, len, via, dev, src, scope, proto, metric, kind };
}

/** RTM_GETROUTE with NLM_F_DUMP: the main table of a family. */
export function dumpRoutes(k: Kernel, ns: number, v6: boolean): readonly RouteMessage[] {
  return listRoutes(k, ns, v6).map(routeMessage);
}

/** RTM_GETROUTE for one address: the way a packet to it would take, with its source address; or why there is none. */
export function routeTo(k: Kernel, ns: number, to: Ip): RouteMessage | Errno {
  const len = bitLen(to);
  const local = localInterface(k, ns, to);
  if (local !== 0) {
    const src = isLoopback(to) ? (selectSource(k, ns, to, 0) ?? to) : to;
    return { dst: to, len, via: '', dev: 1, src, scope: 'host', proto: 'kernel', metric: 0, kind: 'local' };
  }
  const route = lookupRoute(k, ns, to);
  if (route === null) return ENETUNREACH;
  if (route.kind !== 'unicast')
    return route.kind === 'blackhole' ? EINVAL : route.kind === 'prohibit' ? EACCES : EHOSTUNREACH;
  return { ...routeMessage(route), dst: to, len, src: selectSource(k, ns, to, 0) ?? '' };
}

/** RTM_GETNEIGH: both families, IPv4 first. */
export function dumpNeighs(k: Kernel, ns: number): readonly NeighMessage[] {
  return [...listNeigh(k, ns, false), ...listNeigh(k, ns, true)].map((neigh) => {
    const state = neighState(k, neigh);
    const known = state !== 'INCOMPLETE' && state !== 'FAILED';
    return { ifindex: neigh.ifindex, ip: neigh.ip, mac: known ? neigh.mac : '', state };
  });
}

function timerSeconds(k: Kernel, timer: number): number {
  const due = timer === 0 ? undefined : k.tx.get(timerTable, timer)?.due;
  return due === undefined ? -1 : Math.max(0, Math.ceil((due - k.now) / SECOND));
}

function inetMessage(k: Kernel, id: number, socket: Readonly<Socket>): SocketMessage {
  const { domain, type, state, ip, port, peerIp, peerPort, v6only, dev, uid, open } = socket;
  const listening = state === 'LISTEN';
  const unread = socket.datagrams.reduce(
    (sum, datagram) => sum + datagram.data.length,
    type === 'stream' ? socket.rxBytes : 0,
  );
  return {
    family: domain,
    type: type === 'stream' ? 'tcp' : type === 'dgram' ? 'udp' : type,
    state: state === 'UNCONN' && peerPort !== 0 ? 'ESTAB' : state,
    ip,
    port,
    peerIp,
    peerPort,
    v6only,
    dev,
    recvQ: listening ? socket.queue.length : unread,
    sendQ: listening ? socket.backlog : socket.unacked + socket.txBytes,
    uid,
    inode: open ? INET_INODE + id : 0,
    path: '',
    peerInode: 0,
    timer: timerSeconds(k, socket.timer),
  };
}

function unixMessage(id: number, socket: Readonly<UnixSocket>): SocketMessage {
  const listening = socket.state === 'LISTEN';
  return {
    family: 'unix',
    type: 'stream',
    state: socket.state,
    ip: ANY4,
    port: 0,
    peerIp: ANY4,
    peerPort: 0,
    v6only: false,
    dev: 0,
    recvQ: listening ? socket.queue.length : socket.rxBytes,
    sendQ: listening ? socket.backlog : 0,
    uid: socket.uid,
    inode: UNIX_INODE + id,
    path: socket.path,
    peerInode: socket.peer === 0 ? 0 : UNIX_INODE + socket.peer,
    timer: -1,
  };
}

/** SOCK_DIAG_BY_FAMILY for all families at once; TCP sockets that are neither connected nor listening are in no table. */
export function dumpSockets(k: Kernel, ns: number): readonly SocketMessage[] {
  const out: SocketMessage[] = [];
  k.tx.each(unixTable, (socket, id) => {
    if (socket.ns === ns) out.push(unixMessage(id, socket));
  });
  for (const [id, socket] of listSockets(k, ns)) {
    const hidden = socket.type === 'stream' ? socket.state === 'UNCONN' : socket.type !== 'raw' && socket.port === 0;
    if (!hidden) out.push(inetMessage(k, id, socket));
  }
  return out;
}

/** IPCTNL_MSG_CT_GET. The index in the list is what IPCTNL_MSG_CT_DELETE takes. */
export function dumpConns(k: Kernel, ns: number): readonly ConnMessage[] {
  return listConns(k, ns).map(([, conn]) => {
    const { proto, src, dst, sport, dport, rsrc, rdst, rsport, rdport, state, seenReply, assured, mark } = conn;
    return {
      proto,
      src,
      dst,
      sport,
      dport,
      rsrc,
      rdst,
      rsport,
      rdport,
      state,
      seenReply,
      assured,
      mark,
      timeout: Math.floor((conn.expires - k.now) / SECOND),
    };
  });
}
