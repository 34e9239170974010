/**
 * "Can A reach B:port, by which hops, and where does it stop?" Looks without sending: the request and its answer walk the same
 * path as packets do (path.ts), so it says what connect(2) would find, and nothing of the world changes.
 */
import { type Ip, isAny, isV6, LOOPBACK4, LOOPBACK6 } from '../../util/ip-address.ts';
import type { Kernel } from '../kernel.ts';
import type { Conn } from '../netfilter/conntrack.ts';
import type { Hop } from './hop.ts';
import {
  ICMP_ECHO,
  ICMP_ECHOREPLY,
  ICMP6_ECHO,
  ICMP6_ECHOREPLY,
  icmpPacket,
  type Packet,
  tcpPacket,
  udpPacket,
} from './packet.ts';
import { type PathResult, selectSource, type Verdict, walkPath } from './path.ts';
import { pickSocket, portUsers } from './socket.ts';
import { sysctlNumber, sysctlRange } from './sysctl.ts';

/** What is asked: from a namespace to an address, by `tcp`, `udp` or a ping (`port` is then of no matter). */
export interface ReachQuestion {
  readonly ns: number;
  readonly proto: 'tcp' | 'udp' | 'icmp';
  readonly dst: Ip;
  readonly port: number;
}

/**
 * The verdict on the whole: `open`, somebody listens there and the answer comes back; `refused`, it gets there and nobody
 * listens; else why the request or, with `back`, its answer goes no further.
 */
export type ReachVerdict = 'open' | 'refused' | Exclude<Verdict, 'delivered'>;

export interface Reach {
  readonly verdict: ReachVerdict;
  /** Is it the answer that stops? */
  readonly back: boolean;
  /** Namespace and socket that took the request: 0 when it did not get that far, or for a ping. */
  readonly ns: number;
  readonly socket: number;
  /** The request as it left and as it arrived (or stopped): the difference is what NAT did. */
  readonly sent: Packet;
  readonly seen: Packet;
  /** Stations of the request and of its answer. */
  readonly hops: readonly Hop[];
  readonly answerHops: readonly Hop[];
  /** Round trip, or one way when there is no answer, in nanoseconds. */
  readonly latency: number;
}

function request(k: Kernel, q: ReachQuestion, src: Ip, dst: Ip): Packet {
  const ttl = sysctlNumber(k, q.ns, 'net.ipv4.ip_default_ttl');
  const [sport] = sysctlRange(k, q.ns, 'net.ipv4.ip_local_port_range');
  if (q.proto === 'tcp') return tcpPacket(src, sport, dst, q.port, 'syn', 0, ttl);
  if (q.proto === 'udp') return udpPacket(src, sport, dst, q.port, 0, ttl);
  return icmpPacket(src, dst, isV6(dst) ? ICMP6_ECHO : ICMP_ECHO, 0, sport, 56, ttl);
}

function answerTo(k: Kernel, ns: number, seen: Packet, open: boolean): Packet {
  const ttl = sysctlNumber(k, ns, 'net.ipv4.ip_default_ttl');
  const { src, sport, dst, dport, proto } = seen;
  if (proto === 'tcp') return tcpPacket(dst, dport, src, sport, open ? 'synack' : 'rst', 0, ttl);
  if (proto === 'udp') return udpPacket(dst, dport, src, sport, 0, ttl);
  return icmpPacket(dst, src, isV6(dst) ? ICMP6_ECHOREPLY : ICMP_ECHOREPLY, 0, sport, 56, ttl);
}

/** The socket that would take the request. */
function receiver(k: Kernel, ns: number, seen: Packet): number {
  const { proto, dst, dport } = seen;
  if (proto === 'tcp')
    return pickSocket(k, portUsers(k, ns, 'stream', dport), dst, (socket) => (socket.state === 'LISTEN' ? 1 : 0));
  return proto === 'udp'
    ? pickSocket(k, portUsers(k, ns, 'dgram', dport), dst, (socket) => (socket.peerPort === 0 ? 1 : 0))
    : 0;
}

function walk(k: Kernel, ns: number, packet: Packet, pending: Conn[]): PathResult {
  return walkPath(k, ns, packet, { commit: false, explain: true, bindDev: 0, pending });
}

/** Follows one request and its answer. */
export function reach(k: Kernel, q: ReachQuestion): Reach {
  const dst = isAny(q.dst) ? (isV6(q.dst) ? LOOPBACK6 : LOOPBACK4) : q.dst;
  const source = selectSource(k, q.ns, dst, 0);
  const packet = request(k, q, source ?? 0, dst);
  const sent = { ...packet };
  const nothing = { back: false, ns: 0, socket: 0, sent, seen: sent, hops: [], answerHops: [], latency: 0 };
  if (source === null) return { ...nothing, verdict: 'no-route' };
  const pending: Conn[] = [];
  const there = walk(k, q.ns, packet, pending);
  const seen = { ...there.packet };
  const found = { ...nothing, seen, hops: there.hops, latency: there.latency };
  if (there.verdict !== 'delivered') return { ...found, verdict: there.verdict };
  const socket = q.proto === 'icmp' ? 0 : receiver(k, there.ns, seen);
  const open = q.proto === 'icmp' ? sysctlNumber(k, there.ns, 'net.ipv4.icmp_echo_ignore_all') === 0 : socket !== 0;
  if (!open && q.proto === 'icmp') return { ...found, verdict: 'dropped', ns: there.ns };
  const home = walk(k, there.ns, answerTo(k, there.ns, seen, open), pending);
  const both = { ...found, ns: there.ns, socket, answerHops: home.hops, latency: there.latency + home.latency };
  if (home.verdict !== 'delivered') return { ...both, verdict: home.verdict, back: true };
  return { ...both, verdict: open ? 'open' : 'refused' };
}
