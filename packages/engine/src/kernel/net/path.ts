/**
 * The way of a packet: routing, neighbours, bridges and netfilter, from the namespace that sends it to where it ends.
 * Sockets send by it, and the pictures ask it; so what is shown is what happens. Order of the steps as in ip_output.c,
 * ip_input.c, ip_forward.c and br_netfilter_hooks.c.
 */
import { assert } from '../../util/assert.ts';
import { formatIp, type Ip, isLoopback, isV6, joinHostPort, LOOPBACK4, LOOPBACK6 } from '../../util/ip-address.ts';
import type { Kernel } from '../kernel.ts';
import { type Conn, type ConnRef, confirmConn, findConn } from '../netfilter/conntrack.ts';
import type { TableName } from '../netfilter/rule.ts';
import { type HookPass, type RuleHit, runFilter, runNat, type Stop } from '../netfilter/traverse.ts';
import { isBroadcast, localInterface, sourceAddress } from './address.ts';
import { type Hop, type HopKind, LATENCY } from './hop.ts';
import { countRx, countTx, getLink, hasCarrier, linkName, linkTable } from './link.ts';
import { confirmNeigh, getNeigh, probeNeigh } from './neigh.ts';
import { netNsTable } from './netns.ts';
import type { Packet } from './packet.ts';
import { lookupRoute } from './route.ts';
import { type Neighbour, resolveNeighbour } from './segment.ts';
import { sysctlNumber } from './sysctl.ts';

/** How a packet ends. */
export type Verdict =
  /** It reached the stack of `ns` on interface `dev`; whether a socket takes it is not the path's matter. */
  | 'delivered'
  /** A rule or policy dropped it in silence. */
  | 'dropped'
  /** A rule refused it with an answer. */
  | 'rejected'
  /** No route at `ns`. */
  | 'no-route'
  /** Nobody on the segment has the next address; known after RESOLVE_NS. */
  | 'no-neighbour'
  /** `ns` does not forward, or the address cannot come from there. */
  | 'not-forwarded'
  | 'ttl-exceeded'
  /** The outgoing device has no carrier. */
  | 'no-carrier';

export interface PathResult {
  readonly verdict: Verdict;
  /** Namespace where it ended, and the interface through which it came there (0 when it was sent there). */
  readonly ns: number;
  readonly dev: number;
  /** As it looks at its end, after all translations. */
  readonly packet: Packet;
  /** One-way delay up to there. */
  readonly latency: number;
  /** Address that the stack at `ns` would answer from. */
  readonly router: Ip | null;
  /** What a rule that stopped it was. */
  readonly stop: Stop | null;
  /** Time at which an unanswered neighbour solicitation gives up. */
  readonly until: number;
  /** Only when asked for. */
  readonly hops: readonly Hop[];
}

export interface PathOptions {
  /** Counts, tracks connections and learns neighbours; false only looks. */
  readonly commit: boolean;
  /** Collects `hops`. */
  readonly explain: boolean;
  /** Interface the socket is bound to, 0 any. */
  readonly bindDev: number;
  /** Entries of earlier trial walks, which this one continues (a SYN, then its SYN-ACK). */
  readonly pending: Conn[];
}

/** Sends for real. */
export const SEND: PathOptions = { commit: true, explain: false, bindDev: 0, pending: [] };

/** More namespaces than any sane path crosses. */
const MAX_NAMESPACES = 32;

/** State of a walk. */
interface Walk {
  readonly k: Kernel;
  readonly packet: Packet;
  readonly options: PathOptions;
  ns: number;
  inDev: number;
  latency: number;
  readonly hops: Hop[];
  readonly trail: RuleHit[] | null;
  /** Set when the walk has ended. */
  end: PathResult | null;
  crossed: number;
}

/** Where a packet leaves a namespace. */
interface Egress {
  readonly dev: number;
  readonly next: Ip;
}

/** Callers look at `options.explain` first, so that no text is made in vain. */
function tell(w: Walk, kind: HopKind, dev: number, text: string): void {
  w.hops.push({ kind, ns: w.ns, dev: linkName(w.k, w.ns, dev), text });
}

function finish(w: Walk, verdict: Verdict, router: Ip | null, stop: Stop | null, until = 0): null {
  if (w.options.explain && verdict !== 'delivered')
    tell(w, 'stop', w.inDev, stop === null ? verdict : `${stop.table} ${stop.chain}: ${stop.rule}`);
  w.end = { verdict, ns: w.ns, dev: w.inDev, packet: w.packet, latency: w.latency, router, stop, until, hops: w.hops };
  return null;
}

/** Address from which this stack reports errors to the sender. */
function ownAddress(w: Walk): Ip | null {
  if (w.inDev === 0) return w.packet.src;
  return sourceAddress(w.k, w.ns, w.inDev, w.packet.src);
}

function newPass(w: Walk, inDev: number, outDev: number): HookPass {
  const { k, ns, packet } = w;
  return {
    k,
    ns,
    packet,
    commit: w.options.commit,
    trail: w.trail,
    conn: null,
    masquerade: null,
    redirect: null,
    inName: linkName(k, ns, inDev),
    outName: linkName(k, ns, outDev),
  };
}

/** Rules met since the last look become hops. */
function noteRules(w: Walk, dev: number): void {
  if (w.trail === null) return;
  for (const hit of w.trail) tell(w, 'rule', dev, `${hit.table} ${hit.chain}: ${hit.rule}`);
  w.trail.length = 0;
}

function blocked(w: Walk, pass: HookPass, stop: Stop | null): boolean {
  noteRules(w, w.inDev);
  if (stop === null) return false;
  finish(w, stop.kind === 'drop' ? 'dropped' : 'rejected', ownAddress(w), stop);
  return true;
}

function filter(w: Walk, pass: HookPass, table: TableName, chain: string): boolean {
  return !blocked(w, pass, runFilter(pass, table, chain));
}

function nat(w: Walk, pass: HookPass, chain: string, stage: 'dst' | 'src'): boolean {
  if (pass.conn === null) return true;
  const { packet } = w;
  const before = w.options.explain
    ? `${joinHostPort(packet.src, packet.sport)} > ${joinHostPort(packet.dst, packet.dport)}`
    : '';
  if (blocked(w, pass, runNat(pass, chain, stage))) return false;
  if (w.options.explain) {
    const after = `${joinHostPort(packet.src, packet.sport)} > ${joinHostPort(packet.dst, packet.dport)}`;
    if (after !== before) tell(w, 'nat', w.inDev, `${before} becomes ${after}`);
  }
  return true;
}

function trackConn(w: Walk, pass: HookPass): void {
  const record = w.k.tx.get(netNsTable, w.ns);
  if (record === undefined || record.trackers === 0) return;
  pass.conn = findConn(w.k, w.ns, w.packet, w.options.pending);
}

/** The packet leaves the netfilter of this namespace: its connection is confirmed. */
function confirm(w: Walk, conn: ConnRef | null): void {
  if (conn === null) return;
  if (w.options.commit) confirmConn(w.k, conn, w.packet);
  else if (conn.id === 0) w.options.pending.push(conn.conn);
  else if (conn.id < 0 && conn.reply) conn.conn.seenReply = true;
}

/** Route of a packet that does not go to this namespace itself. */
function route(w: Walk, dst: Ip, dev: number): Egress | null {
  const found = lookupRoute(w.k, w.ns, dst, dev);
  if (found === null || found.kind !== 'unicast') return null;
  if (w.options.explain)
    tell(
      w,
      'route',
      found.dev,
      found.via === '' ? `${formatIp(dst)} on link` : `${formatIp(dst)} via ${formatIp(found.via)}`,
    );
  return { dev: found.dev, next: found.via === '' ? dst : found.via };
}

function postrouting(w: Walk, pass: HookPass, out: Egress): boolean {
  pass.outName = linkName(w.k, w.ns, out.dev);
  if (pass.conn !== null) pass.masquerade = sourceAddress(w.k, w.ns, out.dev, out.next);
  if (!filter(w, pass, 'mangle', 'POSTROUTING')) return false;
  if (!nat(w, pass, 'POSTROUTING', 'src')) return false;
  confirm(w, pass.conn);
  return true;
}

/** Local output: hooks OUTPUT and POSTROUTING, then the device. */
function output(w: Walk): void {
  const { k, ns, packet } = w;
  const local = localInterface(k, ns, packet.dst);
  let out: Egress | null = local !== 0 ? { dev: 1, next: packet.dst } : route(w, packet.dst, w.options.bindDev);
  if (out === null) return void finish(w, 'no-route', null, null);
  const pass = newPass(w, 0, out.dev);
  if (!filter(w, pass, 'raw', 'OUTPUT')) return;
  trackConn(w, pass);
  if (!filter(w, pass, 'mangle', 'OUTPUT')) return;
  const before = packet.dst;
  if (!nat(w, pass, 'OUTPUT', 'dst')) return;
  if (packet.dst !== before) {
    // ip_route_me_harder: the translated destination decides
    out = localInterface(k, ns, packet.dst) !== 0 ? { dev: 1, next: packet.dst } : route(w, packet.dst, 0);
    if (out === null) return void finish(w, 'no-route', null, null);
    pass.outName = linkName(k, ns, out.dev);
  }
  if (!filter(w, pass, 'filter', 'OUTPUT')) return;
  if (!postrouting(w, pass, out)) return;
  w.latency += LATENCY.stack;
  if (out.dev === 1 && localInterface(k, ns, packet.dst) !== 0) loopback(w, pass);
  else transmit(w, out);
}

/** Over lo: the same namespace receives it with its connection already known. */
function loopback(w: Walk, sent: HookPass): void {
  const { k, ns, packet } = w;
  if (k.tx.get2(linkTable, ns, 1)?.up !== true) return void finish(w, 'no-carrier', null, null);
  if (w.options.commit) {
    countTx(k, ns, 1, packet.count, packet.bytes);
    countRx(k, ns, 1, packet.count, packet.bytes);
  }
  w.inDev = 1;
  w.latency += LATENCY.loopback;
  if (w.options.explain) tell(w, 'device', 1, `${formatIp(packet.src)} > ${formatIp(packet.dst)}`);
  const pass = newPass(w, 1, 0);
  if (!filter(w, pass, 'raw', 'PREROUTING')) return;
  pass.conn = sent.conn;
  if (!filter(w, pass, 'mangle', 'PREROUTING')) return;
  input(w, pass);
}

/** Local input: hook INPUT, then the stack. */
function input(w: Walk, pass: HookPass): void {
  pass.outName = '';
  if (!filter(w, pass, 'mangle', 'INPUT')) return;
  if (!filter(w, pass, 'filter', 'INPUT')) return;
  if (!nat(w, pass, 'INPUT', 'src')) return;
  confirm(w, pass.conn);
  w.latency += LATENCY.stack;
  if (w.options.explain) tell(w, 'deliver', w.inDev, `${w.packet.proto} ${joinHostPort(w.packet.dst, w.packet.dport)}`);
  finish(w, 'delivered', w.packet.dst, null);
}

/** Counts the devices on both sides of a crossing and learns the neighbour. */
function account(w: Walk, dev: number, next: Ip, to: Neighbour): void {
  const { k, ns, packet } = w;
  const { count, bytes } = packet;
  const frame = bytes + 14 * count;
  countTx(k, ns, dev, count, frame);
  const link = getLink(k, ns, dev);
  if (link.kind === 'bridge') countPort(k, ns, to, count, frame, false);
  else if (link.kind === 'veth') {
    countRx(k, link.peerNs, link.peerIf, count, frame);
    if (to.bridge !== 0) countPort(k, to.bridgeNs, to, count, frame, true);
  }
  countRx(k, to.ns, to.ifindex, count, frame);
  confirmNeigh(k, ns, dev, next, to.mac);
  if (to.bridge !== 0 || link.kind !== 'bridge') {
    const back = sourceAddress(k, ns, dev, next);
    if (back !== null) confirmNeigh(k, to.ns, to.ifindex, back, link.mac);
  } else confirmNeigh(k, to.ns, to.ifindex, sourceAddress(k, ns, dev, next) ?? packet.src, link.mac);
}

/** The bridge port towards a neighbour behind a veth sends. */
function countPort(k: Kernel, bridgeNs: number, to: Neighbour, count: number, frame: number, bridged: boolean): void {
  const far = k.tx.get2(linkTable, to.ns, to.ifindex);
  if (far?.kind !== 'veth' || far.peerNs !== bridgeNs) return;
  countTx(k, far.peerNs, far.peerIf, count, frame);
  if (bridged) countRx(k, bridgeNs, to.bridge, count, frame);
}

function crossingLatency(w: Walk, dev: number, to: Neighbour): number {
  const { kind } = getLink(w.k, w.ns, dev);
  if (kind === 'device' || w.k.tx.get2(linkTable, to.ns, to.ifindex)?.kind === 'device') return LATENCY.uplink;
  if (kind === 'macvlan' || kind === 'ipvlan' || kind === 'vlan') return LATENCY.stacked;
  return to.bridge !== 0 ? 2 * LATENCY.veth + LATENCY.bridge : LATENCY.veth;
}

/** Over a device to the next namespace, which then receives it. */
function transmit(w: Walk, out: Egress): void {
  const { k, ns, packet } = w;
  const link = k.tx.get2(linkTable, ns, out.dev);
  if (link === undefined || !link.up) return void finish(w, 'no-route', null, null);
  if (isBroadcast(k, ns, packet.dst)) return void finish(w, 'dropped', null, null);
  const to = hasCarrier(k, ns, link) ? resolveNeighbour(k, ns, out.dev, out.next) : null;
  if (to === null) {
    const until = w.options.commit ? probeNeigh(k, ns, out.dev, out.next) : 0;
    return void finish(w, 'no-neighbour', sourceAddress(k, ns, out.dev, out.next), null, until);
  }
  const crossing = crossingLatency(w, out.dev, to);
  const known = getNeigh(k, ns, out.dev, out.next);
  // the first packet waits for a solicitation and its answer
  w.latency += known === undefined || known.confirmed < 0 ? 3 * crossing : crossing;
  if (w.options.explain) tell(w, 'device', out.dev, `to ${to.mac}`);
  if (w.options.commit) account(w, out.dev, out.next, to);
  if (to.bridge !== 0 && !bridged(w, to)) return;
  w.ns = to.ns;
  w.inDev = to.ifindex;
  receive(w);
}

/** A bridge passes a frame between two ports: with br_netfilter the IP hooks of its namespace see it. */
function bridged(w: Walk, to: Neighbour): boolean {
  const { k } = w;
  const [ns, inDev] = [w.ns, w.inDev];
  w.ns = to.bridgeNs;
  w.inDev = to.bridge;
  if (w.options.explain) tell(w, 'bridge', to.bridge, `forwards to ${to.mac}`);
  const name = isV6(w.packet.dst) ? 'net.bridge.bridge-nf-call-ip6tables' : 'net.bridge.bridge-nf-call-iptables';
  if (sysctlNumber(k, to.bridgeNs, name) !== 0) {
    const pass = newPass(w, to.bridge, to.bridge);
    pass.outName = '';
    if (!filter(w, pass, 'raw', 'PREROUTING')) return false;
    trackConn(w, pass);
    if (!filter(w, pass, 'mangle', 'PREROUTING') || !nat(w, pass, 'PREROUTING', 'dst')) return false;
    pass.outName = pass.inName;
    if (!filter(w, pass, 'mangle', 'FORWARD') || !filter(w, pass, 'filter', 'FORWARD')) return false;
    if (!filter(w, pass, 'mangle', 'POSTROUTING') || !nat(w, pass, 'POSTROUTING', 'src')) return false;
    confirm(w, pass.conn);
  }
  w.ns = ns;
  w.inDev = inDev;
  return true;
}

/** Reception by a namespace: PREROUTING, then input or forwarding. */
function receive(w: Walk): void {
  const { k, packet } = w;
  w.crossed++;
  assert(w.crossed <= MAX_NAMESPACES, 'a packet goes in circles');
  const pass = newPass(w, w.inDev, 0);
  if (!filter(w, pass, 'raw', 'PREROUTING')) return;
  trackConn(w, pass);
  if (pass.conn !== null) pass.redirect = sourceAddress(k, w.ns, w.inDev, packet.src);
  if (!filter(w, pass, 'mangle', 'PREROUTING')) return;
  if (!nat(w, pass, 'PREROUTING', 'dst')) return;
  if (
    isLoopback(packet.src) ||
    (isLoopback(packet.dst) && sysctlNumber(k, w.ns, 'net.ipv4.conf.all.route_localnet') === 0)
  ) {
    return void finish(w, 'not-forwarded', null, null);
  }
  if (localInterface(k, w.ns, packet.dst) !== 0) input(w, pass);
  else forward(w, pass);
}

function forward(w: Walk, pass: HookPass): void {
  const { k, ns, packet } = w;
  const enabled = isV6(packet.dst) ? 'net.ipv6.conf.all.forwarding' : 'net.ipv4.ip_forward';
  if (sysctlNumber(k, ns, enabled) === 0) return void finish(w, 'not-forwarded', null, null);
  if (packet.ttl <= 1) return void finish(w, 'ttl-exceeded', ownAddress(w), null);
  const out = route(w, packet.dst, 0);
  if (out === null) return void finish(w, 'no-route', ownAddress(w), null);
  packet.ttl--;
  pass.outName = linkName(k, ns, out.dev);
  if (!filter(w, pass, 'mangle', 'FORWARD')) return;
  if (!filter(w, pass, 'filter', 'FORWARD')) return;
  if (!postrouting(w, pass, out)) return;
  w.latency += LATENCY.forward;
  const from = ownAddress(w);
  transmit(w, out);
  const { end } = w;
  // a router whose next hop is silent is the one that tells the sender
  if (end !== null && end.verdict === 'no-neighbour' && end.ns === ns) w.end = { ...end, router: from };
}

/** Follows `packet` from the namespace `ns`; it is changed on the way. */
export function walkPath(k: Kernel, ns: number, packet: Packet, options: PathOptions): PathResult {
  const w: Walk = {
    k,
    packet,
    options,
    ns,
    inDev: 0,
    latency: 0,
    hops: [],
    trail: options.explain ? [] : null,
    end: null,
    crossed: 0,
  };
  if (w.options.explain)
    tell(
      w,
      'send',
      0,
      `${packet.proto} ${joinHostPort(packet.src, packet.sport)} > ${joinHostPort(packet.dst, packet.dport)}`,
    );
  output(w);
  assert(w.end !== null, 'a packet was lost');
  return w.end;
}

/** Source address for packets to `dst` (ip_route_output_key, RFC 6724 in short); null when there is no route. */
export function selectSource(k: Kernel, ns: number, dst: Ip, bindDev: number): Ip | null {
  if (localInterface(k, ns, dst) !== 0) return isLoopback(dst) ? (isV6(dst) ? LOOPBACK6 : LOOPBACK4) : dst;
  const found = lookupRoute(k, ns, dst, bindDev);
  if (found === null || found.kind !== 'unicast') return null;
  if (found.src !== '') return found.src;
  return sourceAddress(k, ns, found.dev, found.via === '' ? dst : found.via);
}
