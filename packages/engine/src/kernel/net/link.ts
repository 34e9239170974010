/** Network interfaces (struct net_device, rtnetlink(7)): records, lookup, carrier and traffic counters. */

import { intPairTable } from '../../store/table.ts';
import { assert } from '../../util/assert.ts';
import type { Ip } from '../../util/ip-address.ts';
import type { Kernel } from '../kernel.ts';
import { netNsTable } from './netns.ts';

/** `device` is the machine's own Ethernet card, beyond which lies the world. */
export type LinkKind = 'loopback' | 'device' | 'bridge' | 'veth' | 'dummy' | 'macvlan' | 'ipvlan' | 'vlan';

/** An address of an interface; `len` is the prefix length; `brd` '' when it has no broadcast address. */
export interface IfAddr {
  readonly ip: Ip;
  readonly len: number;
  readonly scope: 'global' | 'link' | 'host';
  readonly brd: Ip | '';
  /** rtnetlink's IFA_PROTO as iproute2 prints it: '', `kernel_lo`, `kernel_ll`. */
  readonly proto: string;
}

export interface Link {
  name: string;
  kind: LinkKind;
  mac: string;
  mtu: number;
  /** Administratively up (IFF_UP). */
  up: boolean;
  txqlen: number;
  /** Ifindex of the bridge it is a port of, 0 none. */
  master: number;
  /** veth: the other end. macvlan, ipvlan, vlan: the parent. 0, 0 when it is gone or there is none. */
  peerNs: number;
  peerIf: number;
  /** macvlan, ipvlan: bridge, private, l2, l3 … */
  mode: string;
  /** vlan: its id, 0 none. */
  vlan: number;
  /** bridge: ifindexes of its ports, in the order in which they came. */
  ports: readonly number[];
  addrs: readonly IfAddr[];
  /** Does it take IPv6 addresses (disable_ipv6 is 0)? */
  v6: boolean;
  /** veth: id of the peer's namespace in this one, counted as they appear, -1 for the same namespace (IFLA_LINK_NETNSID). */
  netnsid: number;
}
/** Keyed by namespace and ifindex. */
export const linkTable = intPairTable<Link>('link', 1);

/** struct rtnl_link_stats64, as far as it is counted. Absent while all are 0. */
export interface LinkStat {
  rxBytes: number;
  rxPackets: number;
  txBytes: number;
  txPackets: number;
  rxDropped: number;
  txDropped: number;
}
export const linkStatTable = intPairTable<LinkStat>('link_stat', 1);
const NO_STAT: Readonly<LinkStat> = { rxBytes: 0, rxPackets: 0, txBytes: 0, txPackets: 0, rxDropped: 0, txDropped: 0 };

/** The link; faults when it is absent. */
export function getLink(k: Kernel, ns: number, ifindex: number): Readonly<Link> {
  const link = k.tx.get2(linkTable, ns, ifindex);
  assert(link !== undefined, `link ${ifindex} of namespace ${ns} is gone`);
  return link;
}

/** Its name, '' for 0. */
export function linkName(k: Kernel, ns: number, ifindex: number): string {
  return ifindex === 0 ? '' : (k.tx.get2(linkTable, ns, ifindex)?.name ?? '');
}

/** Ifindex of the link named `name`, or 0. */
export function linkByName(k: Kernel, ns: number, name: string): number {
  let found = 0;
  k.tx.each2(linkTable, ns, (link, ifindex) => {
    if (link.name !== name) return true;
    found = ifindex;
    return false;
  });
  return found;
}

/** Puts a link into `ns` under its lowest unused ifindex from the namespace's counter on; returns it. */
export function addLink(k: Kernel, ns: number, name: string, kind: LinkKind, fields: Partial<Link>): number {
  const record = k.tx.edit(netNsTable, ns);
  const ifindex = record.nextIfindex;
  record.nextIfindex++;
  k.tx.put2(linkTable, ns, ifindex, {
    name,
    kind,
    mac: '',
    mtu: 1500,
    up: false,
    txqlen: 1000,
    master: 0,
    peerNs: 0,
    peerIf: 0,
    mode: '',
    vlan: 0,
    ports: [],
    addrs: [],
    v6: true,
    netnsid: -1,
    ...fields,
  });
  return ifindex;
}

/** Does the device see a carrier (IFF_LOWER_UP)? A bridge does while one of its ports does. */
export function hasCarrier(k: Kernel, ns: number, link: Readonly<Link>): boolean {
  if (!link.up) return false;
  switch (link.kind) {
    case 'loopback':
    case 'device':
    case 'dummy':
      return true;
    case 'bridge':
      return link.ports.some((port) => {
        const record = k.tx.get2(linkTable, ns, port);
        return record !== undefined && hasCarrier(k, ns, record);
      });
    default: {
      const peer = k.tx.get2(linkTable, link.peerNs, link.peerIf);
      return peer?.up === true;
    }
  }
}

/** Traffic counters of a link. */
export function linkStat(k: Kernel, ns: number, ifindex: number): Readonly<LinkStat> {
  return k.tx.get2(linkStatTable, ns, ifindex) ?? NO_STAT;
}

function editStat(k: Kernel, ns: number, ifindex: number): LinkStat {
  if (k.tx.get2(linkStatTable, ns, ifindex) === undefined) return k.tx.put2(linkStatTable, ns, ifindex, { ...NO_STAT });
  return k.tx.edit2(linkStatTable, ns, ifindex);
}

/** Counts packets that the device sent. */
export function countTx(k: Kernel, ns: number, ifindex: number, packets: number, bytes: number): void {
  const stat = editStat(k, ns, ifindex);
  stat.txPackets += packets;
  stat.txBytes += bytes;
}

/** Counts packets that the device received. */
export function countRx(k: Kernel, ns: number, ifindex: number, packets: number, bytes: number): void {
  const stat = editStat(k, ns, ifindex);
  stat.rxPackets += packets;
  stat.rxBytes += bytes;
}
