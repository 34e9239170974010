/** The neighbour table (arp(7), ip-neighbour(8)). REACHABLE turns to STALE by looking at the clock, not by timers. */

import { intStrTable } from '../../store/table.ts';
import { type Ip, isV6 } from '../../util/ip-address.ts';
import type { Kernel } from '../kernel.ts';
import { ZERO_MAC } from './mac.ts';

/** base_reachable_time. */
export const REACHABLE_NS = 30_000_000_000;
/** Three probes, one a second (mcast_solicit × retrans_timer), and a bit: when an unanswered resolution is given up. */
export const RESOLVE_NS = 3_070_000_000;

export interface Neigh {
  ifindex: number;
  ip: Ip;
  mac: string;
  permanent: boolean;
  /** Last confirmation; -1 while there is none. */
  confirmed: number;
  /** While unresolved: when resolution fails. */
  until: number;
}
/** Keyed by namespace and `ifindex/ip`. */
export const neighTable = intStrTable<Neigh>('neigh', 1);

function key(ifindex: number, ip: Ip): string {
  return `${ifindex}/${ip}`;
}

export type NeighState = 'PERMANENT' | 'REACHABLE' | 'STALE' | 'INCOMPLETE' | 'FAILED';

/** NUD state now. */
export function neighState(k: Kernel, neigh: Readonly<Neigh>): NeighState {
  if (neigh.permanent) return 'PERMANENT';
  if (neigh.confirmed < 0) return k.now < neigh.until ? 'INCOMPLETE' : 'FAILED';
  return k.now - neigh.confirmed < REACHABLE_NS ? 'REACHABLE' : 'STALE';
}

export function getNeigh(k: Kernel, ns: number, ifindex: number, ip: Ip): Readonly<Neigh> | undefined {
  return k.tx.get2(neighTable, ns, key(ifindex, ip));
}

/** The neighbour has answered or sent something. Writes at most once a second. */
export function confirmNeigh(k: Kernel, ns: number, ifindex: number, ip: Ip, mac: string): void {
  const neigh = getNeigh(k, ns, ifindex, ip);
  if (neigh === undefined) {
    k.tx.put2(neighTable, ns, key(ifindex, ip), { ifindex, ip, mac, permanent: false, confirmed: k.now, until: 0 });
  } else if (
    !neigh.permanent &&
    (neigh.mac !== mac || neigh.confirmed < 0 || k.now - neigh.confirmed > 1_000_000_000)
  ) {
    const record = k.tx.edit2(neighTable, ns, key(ifindex, ip));
    record.mac = mac;
    record.confirmed = k.now;
  }
}

/** Resolution has been started, or goes on; returns when it will fail. */
export function probeNeigh(k: Kernel, ns: number, ifindex: number, ip: Ip): number {
  const neigh = getNeigh(k, ns, ifindex, ip);
  if (neigh !== undefined && neigh.confirmed < 0 && k.now < neigh.until) return neigh.until;
  const until = k.now + RESOLVE_NS;
  k.tx.put2(neighTable, ns, key(ifindex, ip), { ifindex, ip, mac: ZERO_MAC, permanent: false, confirmed: -1, until });
  return until;
}

/** Sets a permanent entry, as `arp -s` and `ip neigh add` do. */
export function setNeigh(k: Kernel, ns: number, ifindex: number, ip: Ip, mac: string): void {
  k.tx.put2(neighTable, ns, key(ifindex, ip), { ifindex, ip, mac, permanent: true, confirmed: k.now, until: 0 });
}

/** Removes an entry; false when there was none. */
export function removeNeigh(k: Kernel, ns: number, ifindex: number, ip: Ip): boolean {
  return k.tx.remove2(neighTable, ns, key(ifindex, ip));
}

/** Forgets all neighbours seen through an interface. */
export function flushNeigh(k: Kernel, ns: number, ifindex: number): void {
  k.tx.each2(neighTable, ns, (neigh, id) => {
    if (neigh.ifindex === ifindex) k.tx.remove2(neighTable, ns, id);
  });
}

/** Entries of a family in a fixed order: by interface, then address. */
export function listNeigh(k: Kernel, ns: number, v6: boolean): Readonly<Neigh>[] {
  const all: Readonly<Neigh>[] = [];
  k.tx.each2(neighTable, ns, (neigh) => {
    if (isV6(neigh.ip) === v6) all.push(neigh);
  });
  return all.sort((a, b) => a.ifindex - b.ifindex || (a.ip < b.ip ? -1 : 1));
}
