/** What CAP_NET_ADMIN may change through rtnetlink(7): interfaces, addresses, routes and neighbours. */
import { type Ip, isV6 } from '../../util/ip-address.ts';
import { bitLen } from '../../util/ip-prefix.ts';
import type { LinkChange, NetlinkRequest, NewLink, RouteMessage } from '../../util/netlink.ts';
import { EEXIST, EINVAL, ELOOP, ENETUNREACH, ENODEV, ENOENT, EOPNOTSUPP, ERANGE, ESRCH } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { tidOf } from '../ns/pid.ts';
import { type Task, taskTable } from '../task/task.ts';
import { addAddress, removeAddress } from './address.ts';
import { type Link, linkByName, linkTable } from './link.ts';
import { createBridge, createDummy, createStacked, createVeth, deleteLink, moveLink } from './link-create.ts';
import { setLinkDown, setLinkUp, setMaster } from './link-up.ts';
import { getNeigh, removeNeigh, setNeigh } from './neigh.ts';
import { addRoute, lookupRoute, removeRoutes } from './route.ts';

/** Longest name of an interface. */
const IFNAMSIZ = 15;

/** A request of one type. */
type Request<T extends NetlinkRequest['type']> = Extract<NetlinkRequest, { readonly type: T }>;

/** Network namespace of the process `pid` as the caller numbers it, 0 when there is none. */
function netNsOf(k: Kernel, task: Readonly<Task>, pid: number): number {
  return k.tx.get(taskTable, tidOf(k, task.pidNs, pid))?.netNs ?? 0;
}

function badName(k: Kernel, ns: number, name: string): number {
  if (name === '' || name === '.' || name === '..' || /[/:\s]/.test(name)) return EINVAL;
  if (name.length > IFNAMSIZ) return ERANGE;
  return linkByName(k, ns, name) === 0 ? 0 : EEXIST;
}

/** Lowest vethN that is free. */
function freeVeth(k: Kernel, ns: number, taken: string): string {
  let n = 0;
  while (linkByName(k, ns, `veth${n}`) !== 0 || `veth${n}` === taken) n++;
  return `veth${n}`;
}

function newVeth(k: Kernel, task: Readonly<Task>, ns: number, link: NewLink): number {
  const peerNs = link.peerNetns === 0 ? ns : netNsOf(k, task, link.peerNetns);
  if (peerNs === 0) return ESRCH;
  const peer = link.peer === '' ? freeVeth(k, peerNs, link.name) : link.peer;
  if (peer === link.name && peerNs === ns) return EEXIST;
  const bad = badName(k, peerNs, peer);
  if (bad !== 0) return bad;
  const [near] = createVeth(k, ns, link.name, peerNs, peer);
  k.tx.edit2(linkTable, ns, near).txqlen = 1000;
  return near;
}

/** RTM_NEWLINK with NLM_F_CREATE. */
export function newLink(k: Kernel, task: Readonly<Task>, link: NewLink): number {
  const ns = task.netNs;
  const bad = badName(k, ns, link.name);
  if (bad !== 0) return bad;
  let made: number;
  if (link.kind === 'bridge') made = createBridge(k, ns, link.name);
  else if (link.kind === 'dummy') made = createDummy(k, ns, link.name);
  else if (link.kind === 'veth') made = newVeth(k, task, ns, link);
  else {
    const parent = k.tx.get2(linkTable, ns, link.link);
    if (parent === undefined) return link.link === 0 ? EINVAL : ENODEV;
    if (parent.kind === 'loopback') return EINVAL;
    made = createStacked(k, ns, link.name, link.kind, ns, link.link, { mode: link.mode, vlan: link.vlan });
  }
  if (made < 0) return made;
  if (link.mac !== '') k.tx.edit2(linkTable, ns, made).mac = link.mac;
  return 0;
}

function enslave(k: Kernel, ns: number, ifindex: number, link: Readonly<Link>, master: number): number {
  if (master !== 0) {
    const bridge = k.tx.get2(linkTable, ns, master);
    if (bridge === undefined) return ENODEV;
    if (bridge.kind !== 'bridge') return EOPNOTSUPP;
    if (link.kind === 'bridge') return ELOOP;
    if (link.kind === 'loopback') return EINVAL;
  }
  setMaster(k, ns, ifindex, master);
  return 0;
}

function moveTo(k: Kernel, task: Readonly<Task>, ifindex: number, link: Readonly<Link>, pid: number): number {
  const to = netNsOf(k, task, pid);
  if (to === 0) return ESRCH;
  if (link.kind === 'loopback' || link.kind === 'bridge') return EINVAL;
  if (to === task.netNs) return 0;
  if (linkByName(k, to, link.name) !== 0) return EEXIST;
  moveLink(k, task.netNs, ifindex, to, link.name);
  return 0;
}

/** RTM_SETLINK: the parts are applied in the kernel's order (do_setlink) until one fails. */
export function setLink(k: Kernel, task: Readonly<Task>, ifindex: number, change: LinkChange): number {
  const ns = task.netNs;
  const link = k.tx.get2(linkTable, ns, ifindex);
  if (link === undefined) return ENODEV;
  if (change.netns !== undefined) return moveTo(k, task, ifindex, link, change.netns);
  if (change.mac !== undefined) {
    if (link.kind === 'loopback') return EOPNOTSUPP;
    k.tx.edit2(linkTable, ns, ifindex).mac = change.mac;
  }
  if (change.mtu !== undefined) {
    if (change.mtu < (link.kind === 'loopback' ? 0 : 68) || change.mtu > 65535) return EINVAL;
    k.tx.edit2(linkTable, ns, ifindex).mtu = change.mtu;
  }
  if (change.name !== undefined && change.name !== link.name) {
    const bad = badName(k, ns, change.name);
    if (bad !== 0) return bad;
    k.tx.edit2(linkTable, ns, ifindex).name = change.name;
  }
  if (change.up === true) setLinkUp(k, ns, ifindex);
  if (change.up === false) setLinkDown(k, ns, ifindex);
  if (change.txqlen !== undefined) k.tx.edit2(linkTable, ns, ifindex).txqlen = change.txqlen;
  return change.master === undefined ? 0 : enslave(k, ns, ifindex, link, change.master);
}

/** RTM_DELLINK; hardware and lo stay. */
export function removeLink(k: Kernel, ns: number, ifindex: number): number {
  const link = k.tx.get2(linkTable, ns, ifindex);
  if (link === undefined) return ENODEV;
  if (link.kind === 'loopback' || link.kind === 'device') return EOPNOTSUPP;
  deleteLink(k, ns, ifindex);
  return 0;
}

/** RTM_NEWADDR. */
export function newAddr(k: Kernel, ns: number, request: Request<'RTM_NEWADDR'>): number {
  const { ifindex, ip, len, brd } = request;
  if (k.tx.get2(linkTable, ns, ifindex) === undefined) return ENODEV;
  if (len < 0 || len > bitLen(ip)) return EINVAL;
  return addAddress(k, ns, ifindex, ip, len, brd);
}

/** RTM_DELADDR. */
export function removeAddr(k: Kernel, ns: number, request: Request<'RTM_DELADDR'>): number {
  const { ifindex, ip, len } = request;
  return k.tx.get2(linkTable, ns, ifindex) === undefined ? ENODEV : removeAddress(k, ns, ifindex, ip, len);
}

/** The interface on whose link a gateway lies, 0 when none. */
function gatewayDev(k: Kernel, ns: number, via: Ip): number {
  const route = lookupRoute(k, ns, via);
  return route !== null && route.kind === 'unicast' && route.via === '' ? route.dev : 0;
}

/** RTM_NEWROUTE. */
export function newRoute(k: Kernel, ns: number, route: RouteMessage, replace: boolean): number {
  if (route.kind === 'local') return EINVAL;
  let { dev } = route;
  if (route.kind === 'unicast') {
    if (route.via !== '') {
      const on = gatewayDev(k, ns, route.via);
      if (on === 0 || (dev !== 0 && dev !== on)) return ENETUNREACH;
      dev = on;
    }
    const link = k.tx.get2(linkTable, ns, dev);
    if (link === undefined) return ENODEV;
    if (!link.up) return ENETUNREACH;
  }
  const metric = route.metric === 0 && isV6(route.dst) ? 1024 : route.metric;
  if (replace)
    removeRoutes(k, ns, (other) => other.dst === route.dst && other.len === route.len && other.metric === metric);
  const scope = route.via === '' && route.kind === 'unicast' && !isV6(route.dst) ? 'link' : 'global';
  return addRoute(k, ns, { ...route, kind: route.kind, scope, dev, metric });
}

/** RTM_DELROUTE: the first route that fits goes. */
export function removeRoute(k: Kernel, ns: number, request: Request<'RTM_DELROUTE'>): number {
  const { dst, len, via, dev, metric } = request;
  let gone = false;
  return removeRoutes(k, ns, (route) => {
    const fits =
      route.dst === dst &&
      route.len === len &&
      (via === null || route.via === via) &&
      (dev === null || route.dev === dev) &&
      (metric === null || route.metric === metric);
    if (!fits || gone) return false;
    gone = true;
    return true;
  });
}

/** RTM_NEWNEIGH. */
export function newNeigh(k: Kernel, ns: number, request: Request<'RTM_NEWNEIGH'>): number {
  const { ifindex, ip, mac, replace } = request;
  if (k.tx.get2(linkTable, ns, ifindex) === undefined) return ENODEV;
  if (!replace && getNeigh(k, ns, ifindex, ip) !== undefined) return EEXIST;
  setNeigh(k, ns, ifindex, ip, mac);
  return 0;
}

/** RTM_DELNEIGH. */
export function removeNeighbour(k: Kernel, ns: number, request: Request<'RTM_DELNEIGH'>): number {
  return removeNeigh(k, ns, request.ifindex, request.ip) ? 0 : ENOENT;
}
