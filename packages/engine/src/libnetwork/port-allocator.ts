/** Host ports in use by published ports (moby libnetwork/portallocator). */

import type { Kernel } from '../kernel/kernel.ts';
import { sysctlRange } from '../kernel/net/sysctl.ts';
import { strTable } from '../store/table.ts';
import { ANY4, ANY6, formatIp, type Ip, isV6 } from '../util/ip-address.ts';
import { type NetError, netError } from './errors.ts';

export type PortProto = 'tcp' | 'udp' | 'sctp';

/** Where the search in a range goes on: after the port given last, even when that is free again. */
export interface RangeCursor {
  readonly begin: number;
  readonly end: number;
  readonly last: number;
}

/** Ports taken on one address with one protocol. Keyed by `address/protocol`. */
export interface PortMap {
  ip: Ip;
  proto: PortProto;
  used: readonly number[];
  ranges: readonly RangeCursor[];
}
export const portMapTable = strTable<PortMap>('port_map', 1);

const key = (ip: Ip, proto: PortProto): string => `${formatIp(ip)}/${proto}`;

function mapOf(k: Kernel, ip: Ip, proto: PortProto): Readonly<PortMap> {
  return k.tx.get(portMapTable, key(ip, proto)) ?? { ip, proto, used: [], ranges: [] };
}

/** Addresses on which a port must be free so that it can be had on `ips`: a wildcard stands for all of its family. */
function rivals(k: Kernel, ips: readonly Ip[], proto: PortProto): readonly Ip[] {
  const out: Ip[] = [...ips];
  const add = (ip: Ip) => {
    if (!out.includes(ip)) out.push(ip);
  };
  for (const any of [ANY4, ANY6]) {
    if (ips.includes(any)) {
      const more: Ip[] = [];
      k.tx.each(portMapTable, (map) => {
        if (map.proto === proto && isV6(map.ip) === isV6(any)) more.push(map.ip);
      });
      for (const ip of more.sort((a, b) => (a < b ? -1 : 1))) add(ip);
    } else if (ips.some((ip) => isV6(ip) === isV6(any))) add(any);
  }
  return out;
}

function take(k: Kernel, ip: Ip, proto: PortProto, port: number, cursor: RangeCursor | null): void {
  const map = mapOf(k, ip, proto);
  const ranges =
    cursor === null
      ? map.ranges
      : [...map.ranges.filter((range) => range.begin !== cursor.begin || range.end !== cursor.end), cursor];
  k.tx.put(portMapTable, key(ip, proto), { ip, proto, used: [...map.used, port], ranges });
}

/**
 * Takes the same port on all of `ips`: `start` itself when it equals `end`, else the next free one of the range after
 * the one given last (0 and 0: the ephemeral range).
 */
export function requestPort(
  k: Kernel,
  hostNs: number,
  ips: readonly Ip[],
  proto: PortProto,
  start: number,
  end: number,
): number | NetError {
  const asked = rivals(k, ips, proto);
  const taken = (port: number) => asked.find((ip) => mapOf(k, ip, proto).used.includes(port));
  if (start > 0 && start === end) {
    const rival = taken(start);
    if (rival !== undefined)
      return netError('system', `Bind for ${formatIp(rival)}:${start} failed: port is already allocated`);
    for (const ip of ips) take(k, ip, proto, start, null);
    return start;
  }
  const [begin, stop] = start === 0 ? sysctlRange(k, hostNs, 'net.ipv4.ip_local_port_range') : [start, end];
  const first = mapOf(k, ips[0] as Ip, proto);
  let port = first.ranges.find((range) => range.begin === begin && range.end === stop)?.last ?? stop;
  for (let i = begin; i <= stop; i++) {
    port = port >= stop ? begin : port + 1;
    if (taken(port) !== undefined) continue;
    for (const ip of ips) take(k, ip, proto, port, { begin, end: stop, last: port });
    return port;
  }
  return netError('system', 'all ports are allocated');
}

/** Gives a port back. */
export function releasePort(k: Kernel, ip: Ip, proto: PortProto, port: number): void {
  const id = key(ip, proto);
  if (k.tx.get(portMapTable, id) === undefined) return;
  const map = k.tx.edit(portMapTable, id);
  map.used = map.used.filter((other) => other !== port);
}
