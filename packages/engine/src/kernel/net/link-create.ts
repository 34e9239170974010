/** Making, moving and deleting interfaces (ip-link(8)); network namespaces with their lo, and their end. */
import type { Kernel } from '../kernel.ts';
import { forgetOwner } from './address.ts';
import { addLink, getLink, type Link, linkStatTable, linkTable } from './link.ts';
import { setMaster } from './link-up.ts';
import { randomMac, ZERO_MAC } from './mac.ts';
import { flushNeigh, neighTable } from './neigh.ts';
import { allocateNetNs, netNsTable, putNetNs } from './netns.ts';
import { removeRoutes, routeTable } from './route.ts';

function addLoopback(k: Kernel, ns: number): void {
  addLink(k, ns, 'lo', 'loopback', { mac: ZERO_MAC, mtu: 65536 });
}

/** A new namespace with a lo that is down; no reference yet (namespace.ts). */
export function createNetNs(k: Kernel): number {
  const ns = allocateNetNs(k);
  addLoopback(k, ns);
  return ns;
}

/** The network side of a namespace that clone(2) or unshare(2) made: its record and a lo that is down. */
export function initNetNs(k: Kernel, ns: number): void {
  putNetNs(k, ns, false);
  addLoopback(k, ns);
}

/** A bridge without ports, down. */
export function createBridge(k: Kernel, ns: number, name: string, mac = ''): number {
  return addLink(k, ns, name, 'bridge', { mac: mac === '' ? randomMac(k) : mac });
}

/** A dummy interface, down. */
export function createDummy(k: Kernel, ns: number, name: string): number {
  return addLink(k, ns, name, 'dummy', { mac: randomMac(k) });
}

/** A pair of veth ends, both down: [ifindex in `ns`, ifindex in `peerNs`]. */
export function createVeth(
  k: Kernel,
  ns: number,
  name: string,
  peerNs: number,
  peerName: string,
  peerMac = '',
): readonly [number, number] {
  const near = addLink(k, ns, name, 'veth', { mac: randomMac(k), peerNs, txqlen: 0 });
  const far = addLink(k, peerNs, peerName, 'veth', {
    mac: peerMac === '' ? randomMac(k) : peerMac,
    peerNs: ns,
    peerIf: near,
    txqlen: 0,
  });
  const link = k.tx.edit2(linkTable, ns, near);
  link.peerIf = far;
  if (peerNs !== ns) {
    link.netnsid = nextNetNsId(k, ns, peerNs);
    k.tx.edit2(linkTable, peerNs, far).netnsid = nextNetNsId(k, peerNs, ns);
  }
  return [near, far];
}

/** The id by which `ns` knows `other`: the one it has already, else the lowest unused (peernet2id_alloc). */
function nextNetNsId(k: Kernel, ns: number, other: number): number {
  const used = new Set<number>();
  let known = -1;
  k.tx.each2(linkTable, ns, (link) => {
    if (link.netnsid < 0) return;
    if (link.peerNs === other) known = link.netnsid;
    used.add(link.netnsid);
  });
  if (known >= 0) return known;
  let id = 0;
  while (used.has(id)) id++;
  return id;
}

/** A macvlan, ipvlan or vlan on top of `parent` of `parentNs`, in `ns`, down. ipvlan and vlan share the parent's MAC. */
export function createStacked(
  k: Kernel,
  ns: number,
  name: string,
  kind: 'macvlan' | 'ipvlan' | 'vlan',
  parentNs: number,
  parent: number,
  fields: Partial<Link>,
): number {
  const below = getLink(k, parentNs, parent);
  const mac = kind === 'macvlan' ? randomMac(k) : below.mac;
  const netnsid = parentNs === ns ? -1 : nextNetNsId(k, ns, parentNs);
  return addLink(k, ns, name, kind, {
    mac,
    mtu: below.mtu,
    peerNs: parentNs,
    peerIf: parent,
    netnsid,
    txqlen: 0,
    ...fields,
  });
}

/** Takes a link out of its namespace's tables, without touching its other end. */
function detach(k: Kernel, ns: number, ifindex: number): void {
  const link = getLink(k, ns, ifindex);
  if (link.master !== 0) setMaster(k, ns, ifindex, 0);
  for (const port of link.ports) {
    if (k.tx.get2(linkTable, ns, port) !== undefined) k.tx.edit2(linkTable, ns, port).master = 0;
  }
  for (const addr of link.addrs) forgetOwner(k, ns, ifindex, addr.ip);
  removeRoutes(k, ns, (route) => route.dev === ifindex);
  flushNeigh(k, ns, ifindex);
  k.tx.remove2(linkStatTable, ns, ifindex);
  k.tx.remove2(linkTable, ns, ifindex);
}

/** Interfaces stacked on `ifindex`, in any namespace. */
function stackedOn(k: Kernel, ns: number, ifindex: number): readonly (readonly [number, number])[] {
  const found: (readonly [number, number])[] = [];
  k.tx.each(netNsTable, (_, other) => {
    k.tx.each2(linkTable, other, (link, index) => {
      const stacked = link.kind === 'macvlan' || link.kind === 'ipvlan' || link.kind === 'vlan';
      if (stacked && link.peerNs === ns && link.peerIf === ifindex) found.push([other, index]);
    });
  });
  return found;
}

/** `ip link del`: the other end of a veth and everything stacked on the link go with it. */
export function deleteLink(k: Kernel, ns: number, ifindex: number): void {
  const link = k.tx.get2(linkTable, ns, ifindex);
  if (link === undefined) return;
  const { kind, peerNs, peerIf } = link;
  detach(k, ns, ifindex);
  if (kind === 'veth' && k.tx.get2(linkTable, peerNs, peerIf) !== undefined) detach(k, peerNs, peerIf);
  else if (kind === 'device' || kind === 'dummy' || kind === 'vlan') {
    for (const [otherNs, index] of stackedOn(k, ns, ifindex)) deleteLink(k, otherNs, index);
  }
}

/** `ip link set … netns`: down, without addresses, under a fresh ifindex (its old one when that is free). */
export function moveLink(k: Kernel, ns: number, ifindex: number, toNs: number, name: string): number {
  const link = getLink(k, ns, ifindex);
  const { peerNs, peerIf } = link;
  const moved = {
    ...link,
    name,
    up: false,
    master: 0,
    addrs: [],
    netnsid: peerNs === toNs ? -1 : nextNetNsId(k, toNs, peerNs),
  };
  detach(k, ns, ifindex);
  const index = addLink(k, toNs, name, link.kind, moved);
  if (link.kind === 'veth' && k.tx.get2(linkTable, peerNs, peerIf) !== undefined) {
    const peer = k.tx.edit2(linkTable, peerNs, peerIf);
    peer.peerNs = toNs;
    peer.peerIf = index;
    peer.netnsid = peerNs === toNs ? -1 : nextNetNsId(k, peerNs, toNs);
  }
  return index;
}

/** Deletes all links of a namespace and what is keyed by it in the tables of this folder (its sockets are gone before). */
export function clearNetNs(k: Kernel, ns: number): void {
  const indexes: number[] = [];
  k.tx.each2(linkTable, ns, (_, ifindex) => {
    indexes.push(ifindex);
  });
  for (const ifindex of indexes) deleteLink(k, ns, ifindex);
  k.tx.removeAll2(routeTable, ns);
  k.tx.removeAll2(neighTable, ns);
  k.tx.removeAll2(linkStatTable, ns);
  k.tx.remove(netNsTable, ns);
}
