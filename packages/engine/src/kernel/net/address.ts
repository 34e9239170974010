/** Addresses of interfaces (ip-address(8)), and the index that tells who owns an address. */

import { intTable, strTable } from '../../store/table.ts';
import { type Ip, isLoopback, isV6 } from '../../util/ip-address.ts';
import { inPrefix, lastIp, networkOf } from '../../util/ip-prefix.ts';
import { EADDRNOTAVAIL, EEXIST } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { getLink, type IfAddr, linkTable } from './link.ts';
import { addRoute, removeRoutes } from './route.ts';

/** An interface. */
export interface Owner {
  readonly ns: number;
  readonly ifindex: number;
}

/** Interfaces that have an address. Loopback addresses are everywhere and so are not in the index. */
export interface AddrOwners {
  owners: readonly Owner[];
}
export const addr4Table = intTable<AddrOwners>('addr4', 1);
export const addr6Table = strTable<AddrOwners>('addr6', 1);

const NOBODY: readonly Owner[] = [];

/** Interfaces of all namespaces that have `ip`. */
export function ownersOf(k: Kernel, ip: Ip): readonly Owner[] {
  const record = typeof ip === 'number' ? k.tx.get(addr4Table, ip) : k.tx.get(addr6Table, ip);
  return record?.owners ?? NOBODY;
}

function setOwners(k: Kernel, ip: Ip, owners: readonly Owner[]): void {
  if (typeof ip === 'number') {
    if (owners.length === 0) k.tx.remove(addr4Table, ip);
    else k.tx.put(addr4Table, ip, { owners });
  } else if (owners.length === 0) k.tx.remove(addr6Table, ip);
  else k.tx.put(addr6Table, ip, { owners });
}

/** Ifindex of the interface of `ns` that has `ip` (lo for all of 127.0.0.0/8 and ::1), or 0: the local routing table. */
export function localInterface(k: Kernel, ns: number, ip: Ip): number {
  if (isLoopback(ip)) return k.tx.get2(linkTable, ns, 1)?.up === true ? 1 : 0;
  for (const owner of ownersOf(k, ip)) if (owner.ns === ns) return owner.ifindex;
  return 0;
}

/** Is `ip` a broadcast address of one of the namespace's networks, or 255.255.255.255? */
export function isBroadcast(k: Kernel, ns: number, ip: Ip): boolean {
  if (isV6(ip)) return false;
  if (ip === 0xffffffff) return true;
  let found = false;
  k.tx.each2(linkTable, ns, (link) => {
    found = link.addrs.some((addr) => addr.brd === ip);
    return !found;
  });
  return found;
}

/** The route that the kernel adds for an address of an interface that is up. */
export function addConnectedRoute(k: Kernel, ns: number, ifindex: number, addr: IfAddr): void {
  if (isLoopback(addr.ip)) return;
  const whole = isV6(addr.ip) ? 128 : 32;
  if (addr.len === whole && !isV6(addr.ip)) return;
  const dst = networkOf(addr.ip, addr.len);
  const src = isV6(addr.ip) ? '' : addr.ip;
  addRoute(k, ns, {
    dst,
    len: addr.len,
    via: '',
    dev: ifindex,
    src,
    scope: isV6(addr.ip) ? 'global' : 'link',
    proto: 'kernel',
    metric: isV6(addr.ip) ? 256 : 0,
    kind: 'unicast',
  });
}

/** Adds an address as `ip addr add` does; `brd` is `+` for the computed broadcast address, '' for none. */
export function addAddress(
  k: Kernel,
  ns: number,
  ifindex: number,
  ip: Ip,
  len: number,
  brd: Ip | '' | '+' = '+',
  proto = '',
): number {
  const link = k.tx.edit2(linkTable, ns, ifindex);
  if (link.addrs.some((addr) => addr.ip === ip && addr.len === len)) return EEXIST;
  const scope = isLoopback(ip)
    ? 'host'
    : isV6(ip) && inPrefix(ip, 'fe800000000000000000000000000000', 10)
      ? 'link'
      : 'global';
  const broadcast = brd !== '+' ? brd : isV6(ip) || len > 30 ? '' : lastIp(ip, len);
  const addr: IfAddr = { ip, len, scope, brd: broadcast, proto };
  link.addrs = [...link.addrs, addr];
  if (!isLoopback(ip)) setOwners(k, ip, [...ownersOf(k, ip), { ns, ifindex }]);
  if (link.up) addConnectedRoute(k, ns, ifindex, addr);
  return 0;
}

/** Removes an address and the routes that stand on it. */
export function removeAddress(k: Kernel, ns: number, ifindex: number, ip: Ip, len: number): number {
  const link = k.tx.edit2(linkTable, ns, ifindex);
  const addr = link.addrs.find((other) => other.ip === ip && other.len === len);
  if (addr === undefined) return EADDRNOTAVAIL;
  link.addrs = link.addrs.filter((other) => other !== addr);
  forgetOwner(k, ns, ifindex, ip);
  const dst = networkOf(ip, len);
  removeRoutes(
    k,
    ns,
    (route) =>
      route.dev === ifindex &&
      (route.src === ip || (route.proto === 'kernel' && route.dst === dst && route.len === len)),
  );
  return 0;
}

/** Takes an interface out of the owners of `ip`. */
export function forgetOwner(k: Kernel, ns: number, ifindex: number, ip: Ip): void {
  const owners = ownersOf(k, ip);
  setOwners(
    k,
    ip,
    owners.filter((owner) => owner.ns !== ns || owner.ifindex !== ifindex),
  );
}

/** First address of `family` on the interface that suits `dst`: one in the same network first, then a global one. */
export function sourceAddress(k: Kernel, ns: number, ifindex: number, dst: Ip): Ip | null {
  const v6 = isV6(dst);
  let best: IfAddr | null = null;
  for (const addr of getLink(k, ns, ifindex).addrs) {
    if (isV6(addr.ip) !== v6) continue;
    if (inPrefix(dst, addr.ip, addr.len)) return addr.ip;
    if (best === null || (best.scope !== 'global' && addr.scope === 'global')) best = addr;
  }
  return best === null ? null : best.ip;
}
