/**
 * The default IPAM driver (moby libnetwork/ipams/defaultipam): pools of addresses that do not overlap, default pools in
 * order, and the lowest free address of a pool first.
 */

import type { Kernel } from '../kernel/kernel.ts';
import { routeTable } from '../kernel/net/route.ts';
import { strTable } from '../store/table.ts';
import { sha256Hex } from '../util/digest.ts';
import { compareIp, type Ip, isV6, nextIp } from '../util/ip-address.ts';
import { type Cidr, formatCidr, inPrefix, lastIp, masked, overlaps, parseCidr } from '../util/ip-prefix.ts';
import { type NetError, netError } from './errors.ts';

/** An allocated subnet and its addresses in use, sorted. Keyed by its CIDR text. */
export interface Pool {
  ip: Ip;
  len: number;
  used: readonly Ip[];
  /** `--ip-range`s of the networks that share the subnet; the pool goes with the last of them. */
  ranges: readonly string[];
  /** Was it asked for without a range? Then it goes when that network does. */
  whole: boolean;
}
export const poolTable = strTable<Pool>('ipam_pool', 1);

/** What a network holds: the subnet, and the range that addresses are taken from ('' all of it). */
export interface PoolRef {
  readonly subnet: string;
  readonly range: string;
}

/** Base networks that are split into subnets of `size` (ipamutils.GetLocalScopeDefaultNetworks). */
const DEFAULT_POOLS: readonly { readonly base: string; readonly size: number }[] = [
  { base: '172.17.0.0/16', size: 16 },
  { base: '172.18.0.0/16', size: 16 },
  { base: '172.19.0.0/16', size: 16 },
  { base: '172.20.0.0/14', size: 16 },
  { base: '172.24.0.0/14', size: 16 },
  { base: '172.28.0.0/14', size: 16 },
  { base: '192.168.0.0/16', size: 20 },
];

const OVERLAP = 'invalid pool request: Pool overlaps with other one on this address space';

/** Networks that the host already routes to; default pools keep clear of them. */
function hostNetworks(k: Kernel, hostNs: number): Cidr[] {
  const out: Cidr[] = [];
  k.tx.each2(routeTable, hostNs, (route) => {
    if (route.len > 0) out.push({ ip: route.dst, len: route.len });
  });
  return out;
}

function allocatedPools(k: Kernel, v6: boolean): Cidr[] {
  const out: Cidr[] = [];
  k.tx.each(poolTable, (pool) => {
    if (isV6(pool.ip) === v6) out.push({ ip: pool.ip, len: pool.len });
  });
  return out;
}

function overlapsAny(cidr: Cidr, others: readonly Cidr[]): boolean {
  return others.some((other) => overlaps(cidr, other));
}

function putPool(k: Kernel, cidr: Cidr, whole: boolean): void {
  const first: Ip[] = [];
  const bits = (isV6(cidr.ip) ? 128 : 32) - cidr.len;
  // the network address, and the broadcast address of IPv4, are never given out
  if (isV6(cidr.ip) || bits > 1) first.push(cidr.ip);
  if (!isV6(cidr.ip) && bits > 1) first.push(lastIp(cidr.ip, cidr.len));
  k.tx.put(poolTable, formatCidr(cidr), { ip: cidr.ip, len: cidr.len, used: first, ranges: [], whole });
}

/** The base of all IPv6 subnets that are given out by default: a unique local prefix of the machine (RFC 4193). */
export function ulaBase(k: Kernel): Cidr {
  return { ip: `fd${sha256Hex(`${k.seed}\0ula`).slice(0, 10)}`.padEnd(32, '0'), len: 48 };
}

/** The first default subnet that nothing overlaps. */
function defaultPool(k: Kernel, hostNs: number, v6: boolean): Cidr | null {
  const taken = [...allocatedPools(k, v6), ...hostNetworks(k, hostNs)];
  const bases = v6
    ? [{ base: ulaBase(k), size: 64 }]
    : DEFAULT_POOLS.map(({ base, size }) => ({ base: parseCidr(base) as Cidr, size }));
  for (const { base, size } of bases) {
    let ip = base.ip;
    while (inPrefix(ip, base.ip, base.len)) {
      const cidr = { ip, len: size };
      if (!overlapsAny(cidr, taken)) return cidr;
      const next = nextIp(lastIp(ip, size));
      if (compareIp(next, ip) <= 0) break;
      ip = next;
    }
  }
  return null;
}

/** Takes a subnet: the one asked for, or (subnet '') the first free default one. */
export function requestPool(k: Kernel, hostNs: number, subnet: string, range: string, v6: boolean): PoolRef | NetError {
  if (subnet === '') {
    const cidr = defaultPool(k, hostNs, v6);
    if (cidr === null) return netError('invalidParameter', 'all predefined address pools have been fully subnetted');
    putPool(k, cidr, true);
    return { subnet: formatCidr(cidr), range: '' };
  }
  const parsed = parseCidr(subnet);
  if (parsed === null)
    return netError(
      'system',
      `failed to parse pool request for address space "LocalDefault" pool "${subnet}" subpool "${range}": invalid address pool`,
    );
  const cidr = masked(parsed);
  const key = formatCidr(cidr);
  const sub = range === '' ? '' : formatCidr(masked(parseCidr(range) ?? cidr));
  const existing = k.tx.get(poolTable, key);
  if (existing !== undefined && (sub === '' || existing.ranges.includes(sub))) return netError('forbidden', OVERLAP);
  if (existing === undefined) {
    if (sub === '' && overlapsAny(cidr, allocatedPools(k, isV6(cidr.ip)))) return netError('forbidden', OVERLAP);
    putPool(k, cidr, sub === '');
  }
  if (sub !== '') k.tx.edit(poolTable, key).ranges = [...(existing?.ranges ?? []), sub];
  return { subnet: key, range: sub };
}

/** Gives a subnet back. */
export function releasePool(k: Kernel, ref: PoolRef): void {
  const pool = k.tx.get(poolTable, ref.subnet);
  if (pool === undefined) return;
  const ranges = pool.ranges.filter((range) => range !== ref.range);
  const whole = pool.whole && ref.range !== '';
  if (ranges.length === 0 && !whole) {
    k.tx.remove(poolTable, ref.subnet);
    return;
  }
  const record = k.tx.edit(poolTable, ref.subnet);
  record.ranges = ranges;
  record.whole = whole;
}

/** Place of `ip` in the sorted list, or where it would go (as -1 - place). */
function search(used: readonly Ip[], ip: Ip): number {
  let low = 0;
  let high = used.length - 1;
  while (low <= high) {
    const mid = (low + high) >> 1;
    const order = compareIp(used[mid] as Ip, ip);
    if (order === 0) return mid;
    if (order < 0) low = mid + 1;
    else high = mid - 1;
  }
  return -1 - low;
}

function insertAt(k: Kernel, key: string, place: number, ip: Ip): void {
  const record = k.tx.edit(poolTable, key);
  record.used = [...record.used.slice(0, place), ip, ...record.used.slice(place)];
}

export const ADDRESS_IN_USE = 'Address already in use';
export const NO_ADDRESSES = 'no available IPs';

/** Takes `wanted`, or ('') the lowest free address of the pool's range. */
export function requestAddress(k: Kernel, ref: PoolRef, wanted: Ip | ''): Ip | NetError {
  const pool = k.tx.get(poolTable, ref.subnet);
  if (pool === undefined) return netError('notFound', `cannot find address pool for poolID:${ref.subnet}/${ref.range}`);
  if (wanted !== '') {
    if (!inPrefix(wanted, pool.ip, pool.len)) return netError('invalidParameter', 'requested address is out of range');
    const place = search(pool.used, wanted);
    if (place >= 0) return netError('forbidden', ADDRESS_IN_USE);
    insertAt(k, ref.subnet, -1 - place, wanted);
    return wanted;
  }
  const range = (ref.range === '' ? null : parseCidr(ref.range)) ?? { ip: pool.ip, len: pool.len };
  const last = lastIp(range.ip, range.len);
  let ip = range.ip;
  let place = search(pool.used, ip);
  if (place < 0) place = -1 - place;
  while (place < pool.used.length && pool.used[place] === ip) {
    if (ip === last) return netError('system', NO_ADDRESSES);
    ip = nextIp(ip);
    place++;
  }
  insertAt(k, ref.subnet, place, ip);
  return ip;
}

/** Gives an address back; it may be taken again at once. */
export function releaseAddress(k: Kernel, ref: PoolRef, ip: Ip): void {
  const pool = k.tx.get(poolTable, ref.subnet);
  if (pool === undefined || !pool.used.includes(ip)) return;
  k.tx.edit(poolTable, ref.subnet).used = pool.used.filter((other) => other !== ip);
}
