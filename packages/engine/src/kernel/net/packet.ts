/** A packet on its way (struct sk_buff): the headers that routing, filtering and translation look at, not its payload. */
import { type Ip, isV6 } from '../../util/ip-address.ts';

export type Proto = 'tcp' | 'udp' | 'icmp' | 'icmpv6';
/** Which TCP segment it is, as far as connection tracking and --syn care; '' when it is no TCP. */
export type TcpKind = '' | 'syn' | 'synack' | 'ack' | 'fin' | 'rst';

/** Ports of an echo are both its identifier, as connection tracking sees them. Changed in place by NAT on the way. */
export interface Packet {
  proto: Proto;
  src: Ip;
  dst: Ip;
  sport: number;
  dport: number;
  icmpType: number;
  icmpCode: number;
  tcp: TcpKind;
  mark: number;
  ttl: number;
  /** Packets that this stands for (a write larger than a segment is several), and their bytes with IP headers. */
  count: number;
  bytes: number;
}

/** Echo request and reply of ICMP and ICMPv6. */
export const ICMP_ECHO = 8;
export const ICMP_ECHOREPLY = 0;
export const ICMP6_ECHO = 128;
export const ICMP6_ECHOREPLY = 129;

/** Largest TCP payload of one packet over Ethernet (MTU 1500, timestamps). */
export const MSS = 1448;

/** ICMP, or ICMPv6 for an IPv6 address. */
export function icmpFor(ip: Ip): 'icmp' | 'icmpv6' {
  return isV6(ip) ? 'icmpv6' : 'icmp';
}

/** Bytes of the IP header. */
export function ipHeader(ip: Ip): number {
  return isV6(ip) ? 40 : 20;
}

/** A TCP segment with `length` bytes of payload (split at the MSS for counting). */
export function tcpPacket(
  src: Ip,
  sport: number,
  dst: Ip,
  dport: number,
  tcp: TcpKind,
  length: number,
  ttl: number,
): Packet {
  const count = length > MSS ? Math.ceil(length / MSS) : 1;
  const header = ipHeader(dst) + (tcp === 'syn' || tcp === 'synack' ? 40 : 32);
  return {
    proto: 'tcp',
    src,
    dst,
    sport,
    dport,
    icmpType: -1,
    icmpCode: 0,
    tcp,
    mark: 0,
    ttl,
    count,
    bytes: length + count * header,
  };
}

/** A UDP datagram. */
export function udpPacket(src: Ip, sport: number, dst: Ip, dport: number, length: number, ttl: number): Packet {
  return {
    proto: 'udp',
    src,
    dst,
    sport,
    dport,
    icmpType: -1,
    icmpCode: 0,
    tcp: '',
    mark: 0,
    ttl,
    count: 1,
    bytes: ipHeader(dst) + 8 + length,
  };
}

/** An ICMP message of the family of `dst` with `length` bytes after its 8-byte header. */
export function icmpPacket(
  src: Ip,
  dst: Ip,
  type: number,
  code: number,
  id: number,
  length: number,
  ttl: number,
): Packet {
  const bytes = ipHeader(dst) + 8 + length;
  return {
    proto: icmpFor(dst),
    src,
    dst,
    sport: id,
    dport: id,
    icmpType: type,
    icmpCode: code,
    tcp: '',
    mark: 0,
    ttl,
    count: 1,
    bytes,
  };
}
