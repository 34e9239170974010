/** Bringing interfaces up and down: routes come and go with IFF_UP, link-local addresses with the carrier. */
import { LOOPBACK4, LOOPBACK6 } from '../../util/ip-address.ts';
import type { Kernel } from '../kernel.ts';
import { addAddress, addConnectedRoute } from './address.ts';
import { getLink, hasCarrier, type Link, linkTable } from './link.ts';
import { linkLocal } from './mac.ts';
import { flushNeigh } from './neigh.ts';
import { removeRoutes } from './route.ts';
import { sysctlNumber } from './sysctl.ts';

/** addrconf: an interface with a carrier has a link-local address, unless IPv6 is disabled on it. */
function addLinkLocal(k: Kernel, ns: number, ifindex: number, link: Readonly<Link>): void {
  if (!link.v6 || link.kind === 'loopback' || sysctlNumber(k, ns, 'net.ipv6.conf.all.disable_ipv6') !== 0) return;
  if (link.addrs.some((addr) => addr.scope === 'link')) return;
  if (hasCarrier(k, ns, link)) addAddress(k, ns, ifindex, linkLocal(link.mac), 64, '', 'kernel_ll');
}

/** What follows when the carrier of an interface may have come: its own address, and that of the bridge above it. */
function carrierChanged(k: Kernel, ns: number, ifindex: number): void {
  const link = k.tx.get2(linkTable, ns, ifindex);
  if (link === undefined || !link.up) return;
  addLinkLocal(k, ns, ifindex, link);
  if (link.master !== 0) carrierChanged(k, ns, link.master);
}

/** `ip link set … up`. */
export function setLinkUp(k: Kernel, ns: number, ifindex: number): void {
  const link = k.tx.edit2(linkTable, ns, ifindex);
  if (link.up) return;
  link.up = true;
  if (link.kind === 'loopback') {
    addAddress(k, ns, ifindex, LOOPBACK4, 8, '');
    if (link.v6 && sysctlNumber(k, ns, 'net.ipv6.conf.all.disable_ipv6') === 0)
      addAddress(k, ns, ifindex, LOOPBACK6, 128, '', 'kernel_lo');
  }
  for (const addr of link.addrs) addConnectedRoute(k, ns, ifindex, addr);
  carrierChanged(k, ns, ifindex);
  if (link.kind === 'veth' && k.tx.get2(linkTable, link.peerNs, link.peerIf) !== undefined)
    carrierChanged(k, link.peerNs, link.peerIf);
}

/** `ip link set … down`: the routes through it go. */
export function setLinkDown(k: Kernel, ns: number, ifindex: number): void {
  if (!getLink(k, ns, ifindex).up) return;
  k.tx.edit2(linkTable, ns, ifindex).up = false;
  removeRoutes(k, ns, (route) => route.dev === ifindex);
  flushNeigh(k, ns, ifindex);
}

/** `ip link set … master BRIDGE`; 0 takes it out. */
export function setMaster(k: Kernel, ns: number, ifindex: number, master: number): void {
  const link = k.tx.edit2(linkTable, ns, ifindex);
  if (link.master === master) return;
  if (link.master !== 0 && k.tx.get2(linkTable, ns, link.master) !== undefined) {
    const old = k.tx.edit2(linkTable, ns, link.master);
    old.ports = old.ports.filter((port) => port !== ifindex);
  }
  link.master = master;
  if (master === 0) return;
  const bridge = k.tx.edit2(linkTable, ns, master);
  bridge.ports = [...bridge.ports, ifindex];
  carrierChanged(k, ns, ifindex);
}
