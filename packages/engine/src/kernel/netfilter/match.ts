/** Does a packet match a rule? */

import { type Ip, isV6 } from '../../util/ip-address.ts';
import { inPrefix } from '../../util/ip-prefix.ts';
import type { Kernel } from '../kernel.ts';
import { isBroadcast, localInterface } from '../net/address.ts';
import type { Packet } from '../net/packet.ts';
import { type ConnRef, connState } from './conntrack.ts';
import type { AddrMatch, Match, NameMatch, PortRange, Rule } from './rule.ts';

/** Where a packet meets rules: the namespace, the names of the interfaces ('' none), and its connection. */
export interface HookPlace {
  readonly k: Kernel;
  readonly ns: number;
  readonly packet: Packet;
  inName: string;
  outName: string;
  /** Null where connections are not tracked. */
  conn: ConnRef | null;
}

function matchAddress(match: AddrMatch, ip: Ip): boolean {
  return inPrefix(ip, match.ip, match.len) !== match.not;
}

function matchName(match: NameMatch, name: string): boolean {
  const same = match.name.endsWith('+') ? name !== '' && name.startsWith(match.name.slice(0, -1)) : match.name === name;
  return same !== match.not;
}

function inRange(range: PortRange, port: number): boolean {
  return port >= range[0] && port <= range[1];
}

function isMulticast(ip: Ip): boolean {
  return isV6(ip) ? ip.startsWith('ff') : ip >>> 28 === 14;
}

/** Is `ip` of one of the types of `-m addrtype` in this namespace? */
function hasType(place: HookPlace, ip: Ip, types: readonly string[]): boolean {
  for (const type of types) {
    if (type === 'LOCAL' && localInterface(place.k, place.ns, ip) !== 0) return true;
    if (type === 'BROADCAST' && isBroadcast(place.k, place.ns, ip)) return true;
    if (type === 'MULTICAST' && isMulticast(ip)) return true;
    if (
      type === 'UNICAST' &&
      !isMulticast(ip) &&
      localInterface(place.k, place.ns, ip) === 0 &&
      !isBroadcast(place.k, place.ns, ip)
    )
      return true;
    if (type === 'UNSPEC' && (ip === 0 || ip === '')) return true;
  }
  return false;
}

function matchPorts(match: Match & { kind: 'ports' }, packet: Packet): boolean {
  if (match.sport !== null && inRange(match.sport, packet.sport) === match.sportNot) return false;
  if (match.dport !== null && inRange(match.dport, packet.dport) === match.dportNot) return false;
  return !match.syn || (packet.tcp === 'syn') !== match.synNot;
}

function matchMultiport(match: Match & { kind: 'multiport' }, packet: Packet): boolean {
  const hit = match.ports.some(
    (range) =>
      (match.side !== 'dports' && inRange(range, packet.sport)) ||
      (match.side !== 'sports' && inRange(range, packet.dport)),
  );
  return hit !== match.not;
}

function matchOne(place: HookPlace, match: Match): boolean {
  const { packet } = place;
  switch (match.kind) {
    case 'ports':
      return matchPorts(match, packet);
    case 'multiport':
      return matchMultiport(match, packet);
    case 'icmp':
      return (
        (match.type === 255 ||
          (packet.icmpType === match.type && (match.code < 0 || packet.icmpCode === match.code))) !== match.not
      );
    case 'addrtype':
      if (match.src.length > 0 && hasType(place, packet.src, match.src) === match.srcNot) return false;
      return match.dst.length === 0 || hasType(place, packet.dst, match.dst) !== match.dstNot;
    case 'ctstate':
      return (
        (place.conn === null ? match.states.includes('UNTRACKED') : hasState(place.conn, match.states)) !== match.not
      );
    case 'mark':
      return ((packet.mark & match.mask) >>> 0 === match.value) !== match.not;
    case 'comment':
      return true;
  }
}

function hasState(conn: ConnRef, states: readonly string[]): boolean {
  if (states.includes(connState(conn))) return true;
  if (states.includes('DNAT') && conn.conn.rsrc !== conn.conn.dst) return true;
  return states.includes('SNAT') && conn.conn.rdst !== conn.conn.src;
}

/** Does the packet match all that the rule asks? */
export function matchRule(place: HookPlace, rule: Rule): boolean {
  const { packet } = place;
  if (rule.in !== undefined && !matchName(rule.in, place.inName)) return false;
  if (rule.out !== undefined && !matchName(rule.out, place.outName)) return false;
  if (rule.dst !== undefined && !matchAddress(rule.dst, packet.dst)) return false;
  if (rule.src !== undefined && !matchAddress(rule.src, packet.src)) return false;
  if (
    rule.proto !== undefined &&
    (rule.proto === packet.proto || (rule.proto === 'ipv6-icmp' && packet.proto === 'icmpv6')) ===
      (rule.protoNot === true)
  )
    return false;
  const { matches } = rule;
  for (let i = 0; i < matches.length; i++) if (!matchOne(place, matches[i] as Match)) return false;
  return true;
}
