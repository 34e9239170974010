/**
 * Ethernet segments: which interfaces hear each other, and so who answers an ARP or neighbour solicitation. A bridge
 * and its ports are one segment, so are the two ends of a lone veth pair, the macvlans on one parent, and the machines
 * on the uplink.
 */
import { type Ip, isV6 } from '../../util/ip-address.ts';
import type { Kernel } from '../kernel.ts';
import { localInterface, ownersOf } from './address.ts';
import { getLink, type Link, linkTable } from './link.ts';

/** Who has an address on a segment, and the bridge in between, if there is one. */
export interface Neighbour {
  readonly ns: number;
  readonly ifindex: number;
  readonly mac: string;
  /** Bridge that forwards between two of its ports: its namespace and ifindex, 0 when none does. */
  readonly bridgeNs: number;
  readonly bridge: number;
}

/** A place on a segment. `key` names the segment; `port` is the bridge port through which the place is reached, 0 none. */
interface Place {
  readonly key: string;
  readonly bridgeNs: number;
  readonly bridge: number;
  readonly port: number;
  /** Parent under which a macvlan sits: it and its parent do not hear each other. */
  readonly under: string;
}

/** The place of an interface, or null when it has no carrier. */
function placeOf(k: Kernel, ns: number, ifindex: number): Place | null {
  const link = k.tx.get2(linkTable, ns, ifindex);
  if (link === undefined || !link.up) return null;
  if (link.master !== 0) return bridgePlace(k, ns, link.master, ifindex);
  switch (link.kind) {
    case 'loopback':
      return null;
    case 'bridge':
      return { key: `b${ns}/${ifindex}`, bridgeNs: ns, bridge: ifindex, port: 0, under: '' };
    case 'veth':
      return vethPlace(k, ns, ifindex, link);
    case 'device':
      return { key: 'uplink', bridgeNs: 0, bridge: 0, port: 0, under: `${ns}/${ifindex}` };
    case 'dummy':
      return { key: `d${ns}/${ifindex}`, bridgeNs: 0, bridge: 0, port: 0, under: `${ns}/${ifindex}` };
    default:
      return stackedPlace(k, link);
  }
}

function bridgePlace(k: Kernel, ns: number, bridge: number, port: number): Place | null {
  if (k.tx.get2(linkTable, ns, bridge)?.up !== true) return null;
  return { key: `b${ns}/${bridge}`, bridgeNs: ns, bridge, port, under: '' };
}

function vethPlace(k: Kernel, ns: number, ifindex: number, link: Readonly<Link>): Place | null {
  const peer = k.tx.get2(linkTable, link.peerNs, link.peerIf);
  if (peer === undefined || !peer.up) return null;
  if (peer.master !== 0) return bridgePlace(k, link.peerNs, peer.master, link.peerIf);
  const first = ns < link.peerNs || (ns === link.peerNs && ifindex < link.peerIf);
  const key = first ? `v${ns}/${ifindex}` : `v${link.peerNs}/${link.peerIf}`;
  return { key, bridgeNs: 0, bridge: 0, port: 0, under: '' };
}

function stackedPlace(k: Kernel, link: Readonly<Link>): Place | null {
  const below = placeOf(k, link.peerNs, link.peerIf);
  if (below === null) return null;
  const under = `${link.peerNs}/${link.peerIf}`;
  if (link.kind === 'vlan') return { ...below, key: `${below.key}.${link.vlan}`, under: '' };
  return { ...below, under: `${under}!` };
}

/** Can two different places of one segment hear each other? A macvlan and its parent cannot. */
function hear(a: Place, b: Place): boolean {
  if (a.key !== b.key) return false;
  return !(
    a.under !== '' &&
    b.under !== '' &&
    a.under !== b.under &&
    (a.under === `${b.under}!` || b.under === `${a.under}!`)
  );
}

function neighbour(k: Kernel, from: Place, to: Place, ns: number, ifindex: number): Neighbour {
  const bridged = from.bridge !== 0 && from.port !== 0 && to.port !== 0 && from.port !== to.port;
  const { mac } = getLink(k, ns, ifindex);
  return { ns, ifindex, mac, bridgeNs: bridged ? from.bridgeNs : 0, bridge: bridged ? from.bridge : 0 };
}

/** Through which of its interfaces does `ns` sit on the segment of `from`? 0 when through none. */
function interfaceOn(k: Kernel, from: Place, ns: number): number {
  let found = 0;
  k.tx.each2(linkTable, ns, (link, ifindex) => {
    if (link.master !== 0 || link.kind === 'loopback') return true;
    const place = placeOf(k, ns, ifindex);
    if (place === null || !hear(from, place)) return true;
    found = ifindex;
    return false;
  });
  return found;
}

/**
 * Who answers for `ip` on the segment of an interface; null when nobody does. As arp_ignore is 0, a machine answers for
 * each of its IPv4 addresses on whatever segment it sits.
 */
export function resolveNeighbour(k: Kernel, ns: number, ifindex: number, ip: Ip): Neighbour | null {
  const from = placeOf(k, ns, ifindex);
  if (from === null) return null;
  const owners = ownersOf(k, ip);
  for (const owner of owners) {
    if (owner.ns === ns && owner.ifindex === ifindex) continue;
    const place = placeOf(k, owner.ns, owner.ifindex);
    if (place !== null && hear(from, place)) return neighbour(k, from, place, owner.ns, owner.ifindex);
  }
  if (isV6(ip)) return null;
  for (const owner of owners) {
    if (owner.ns === ns || localInterface(k, owner.ns, ip) === 0) continue;
    const on = interfaceOn(k, from, owner.ns);
    const place = on === 0 ? null : placeOf(k, owner.ns, on);
    if (place !== null) return neighbour(k, from, place, owner.ns, on);
  }
  return null;
}
