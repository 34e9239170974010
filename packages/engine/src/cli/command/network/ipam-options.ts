/** `--subnet`, `--gateway`, `--ip-range`, `--aux-address` (docker/cli cli/command/network/create.go: createIPAMConfig). */

import type { Value } from '../../../api/json.ts';
import type { Bytes } from '../../../util/bytes.ts';
import { parseNetCidr, parseNetIp } from '../../../util/cidr.ts';
import { GoError, isGoError } from '../../../util/go-error.ts';
import { inPrefix, overlaps } from '../../../util/ip-prefix.ts';
import { map, strings } from '../../flags/read.ts';
import type { Cli } from '../../locals.ts';

interface Pool {
  Subnet: Bytes;
  IPRange?: Bytes;
  Gateway?: Bytes;
  AuxiliaryAddresses?: Record<string, Bytes>;
}

/** `subnetMatches`: whether `subnet` holds an address or the start of a range. */
function holds(subnet: Bytes, text: Bytes): boolean | GoError {
  const net = parseNetCidr(subnet);
  if (isGoError(net)) return new GoError(`invalid subnet: ${net.message}`);
  const slash = text.includes('/') ? parseNetCidr(text) : null;
  if (isGoError(slash)) return new GoError(slash.message);
  const ip = slash === null ? parseNetIp(text) : slash.ip;
  return ip !== null && inPrefix(ip, net.ip, net.len);
}

function poolFor(pools: ReadonlyMap<Bytes, Pool>, text: Bytes): Pool | null | GoError {
  for (const [subnet, pool] of pools) {
    const match = holds(subnet, text);
    if (isGoError(match)) return match;
    if (match) return pool;
  }
  return null;
}

function subnetPools(subnets: readonly Bytes[]): Map<Bytes, Pool> | GoError {
  const pools = new Map<Bytes, Pool>();
  for (const subnet of subnets) {
    const net = parseNetCidr(subnet);
    for (const other of pools.keys()) {
      const before = parseNetCidr(other);
      if (!isGoError(net) && !isGoError(before) && overlaps(before, net)) {
        return new GoError('multiple overlapping subnet configuration is not supported');
      }
    }
    pools.set(subnet, { Subnet: subnet });
  }
  return pools;
}

function addRange(pools: ReadonlyMap<Bytes, Pool>, text: Bytes): GoError | null {
  const pool = poolFor(pools, text);
  if (isGoError(pool)) return pool;
  if (pool === null) return new GoError(`no matching subnet for range ${text}`);
  if (pool.IPRange !== undefined)
    return new GoError(
      `cannot configure multiple ranges (${text}, ${pool.IPRange}) on the same subnet (${pool.Subnet})`,
    );
  pool.IPRange = text;
  return null;
}

function addGateway(pools: ReadonlyMap<Bytes, Pool>, text: Bytes): GoError | null {
  const pool = poolFor(pools, text);
  if (isGoError(pool)) return pool;
  if (pool === null) return new GoError(`no matching subnet for gateway ${text}`);
  if (pool.Gateway !== undefined) {
    return new GoError(
      `cannot configure multiple gateways (${text}, ${pool.Gateway}) for the same subnet (${pool.Subnet})`,
    );
  }
  pool.Gateway = text;
  return null;
}

function addAux(pools: ReadonlyMap<Bytes, Pool>, name: string, ip: Bytes): GoError | null {
  const pool = poolFor(pools, ip);
  if (isGoError(pool)) return pool;
  if (pool === null) return new GoError(`no matching subnet for aux-address ${ip}`);
  pool.AuxiliaryAddresses = { ...pool.AuxiliaryAddresses, [name]: ip };
  return null;
}

/** `IPAM.Config` of the create body, a pool for each subnet. */
export function ipamConfig(p: Cli): readonly Value[] | GoError {
  const subnets = strings(p, 'subnet');
  const ranges = strings(p, 'ip-range');
  const gateways = strings(p, 'gateway');
  if (subnets.length < ranges.length || subnets.length < gateways.length) {
    return new GoError('every ip-range or gateway must have a corresponding subnet');
  }
  const pools = subnetPools(subnets);
  if (isGoError(pools)) return pools;
  const aux = map(p, 'aux-address');
  for (const range of ranges) {
    const error = addRange(pools, range);
    if (error !== null) return error;
  }
  for (const gateway of gateways) {
    const error = addGateway(pools, gateway);
    if (error !== null) return error;
  }
  for (const name of Object.keys(aux)) {
    const error = addAux(pools, name, aux[name] as Bytes);
    if (error !== null) return error;
  }
  return [...pools.values()] as unknown as readonly Value[];
}
