/**
 * Connection tracking (nf_conntrack_core.c). An entry is made by the first packet of a flow and confirmed when that packet
 * leaves the namespace or is delivered in it; its reply tuple carries what NAT decided.
 */

import { intStrTable, intTable } from '../../store/table.ts';
import type { Ip } from '../../util/ip-address.ts';
import type { Kernel } from '../kernel.ts';
import { netNsTable } from '../net/netns.ts';
import type { Packet, Proto, TcpKind } from '../net/packet.ts';

/** Original tuple, reply tuple (`r…`), and the state; addresses after NAT are those of the reply tuple, reversed. */
export interface Conn {
  ns: number;
  proto: Proto;
  src: Ip;
  dst: Ip;
  sport: number;
  dport: number;
  rsrc: Ip;
  rdst: Ip;
  rsport: number;
  rdport: number;
  /** State of a TCP connection as conntrack names it, '' for others. */
  state: string;
  seenReply: boolean;
  assured: boolean;
  mark: number;
  /** When it expires unless seen again. */
  expires: number;
}
export const connTable = intTable<Conn>('conntrack', 1);

/** Finds the entry of a packet, by namespace and tuple. */
export interface ConnTuple {
  id: number;
  reply: boolean;
}
export const connTupleTable = intStrTable<ConnTuple>('conntrack_tuple', 1);

/** What a packet has to do with its connection. `id` is 0 until the entry is confirmed. */
export interface ConnRef {
  id: number;
  conn: Conn;
  reply: boolean;
  /** Has the destination (source) been decided, by a rule or by the lack of one? */
  dstDone: boolean;
  srcDone: boolean;
}

const SECOND = 1_000_000_000;
/** nf_conntrack_proto_tcp.c, tcp_timeouts. */
const TCP_TIMEOUT: { readonly [state: string]: number } = {
  SYN_SENT: 120 * SECOND,
  SYN_RECV: 60 * SECOND,
  ESTABLISHED: 432_000 * SECOND,
  FIN_WAIT: 120 * SECOND,
  CLOSE_WAIT: 60 * SECOND,
  LAST_ACK: 30 * SECOND,
  TIME_WAIT: 120 * SECOND,
  CLOSE: 10 * SECOND,
};

function tupleKey(proto: Proto, src: Ip, sport: number, dst: Ip, dport: number): string {
  return `${proto}${src}:${sport}>${dst}:${dport}`;
}

/** ICMP and ICMPv6 tuples have one identifier, held in both ports. */
function isIcmp(proto: Proto): boolean {
  return proto === 'icmp' || proto === 'icmpv6';
}

function newConn(ns: number, packet: Packet): Conn {
  const { proto, src, dst, sport, dport } = packet;
  const reply = { rsrc: dst, rdst: src, rsport: dport, rdport: sport };
  return {
    ns,
    proto,
    src,
    dst,
    sport,
    dport,
    ...reply,
    state: '',
    seenReply: false,
    assured: false,
    mark: 0,
    expires: 0,
  };
}

/** The entry of a packet, or a fresh unconfirmed one. `pending` are entries that a trial walk would have confirmed. */
export function findConn(k: Kernel, ns: number, packet: Packet, pending: readonly Conn[]): ConnRef {
  const { proto, src, dst, sport, dport } = packet;
  const tuple = k.tx.get2(connTupleTable, ns, tupleKey(proto, src, sport, dst, dport));
  if (tuple !== undefined) {
    const conn = k.tx.get(connTable, tuple.id) as Conn;
    if (conn.expires > k.now) return { id: tuple.id, conn, reply: tuple.reply, dstDone: true, srcDone: true };
    dropConn(k, tuple.id);
  }
  for (const conn of pending) {
    if (conn.ns !== ns || conn.proto !== proto) continue;
    const reply = conn.rsrc === src && conn.rdst === dst && conn.rsport === sport && conn.rdport === dport;
    const original = conn.src === src && conn.dst === dst && conn.sport === sport && conn.dport === dport;
    if (reply || original) return { id: -1, conn, reply, dstDone: true, srcDone: true };
  }
  return { id: 0, conn: newConn(ns, packet), reply: false, dstDone: false, srcDone: false };
}

/** `--ctstate` of the packet. */
export function connState(ref: ConnRef): 'NEW' | 'ESTABLISHED' {
  return ref.reply || ref.conn.seenReply ? 'ESTABLISHED' : 'NEW';
}

/** Destination stage (PREROUTING, OUTPUT): what the entry says of where the packet goes. */
export function translateDst(ref: ConnRef, packet: Packet): void {
  const { conn } = ref;
  packet.dst = ref.reply ? conn.src : conn.rsrc;
  if (!isIcmp(packet.proto)) packet.dport = ref.reply ? conn.sport : conn.rsport;
  else if (ref.reply) setIcmpId(packet, conn.sport);
}

/** Source stage (POSTROUTING, INPUT): what the entry says of where the packet comes from. */
export function translateSrc(ref: ConnRef, packet: Packet): void {
  const { conn } = ref;
  packet.src = ref.reply ? conn.dst : conn.rdst;
  if (!isIcmp(packet.proto)) packet.sport = ref.reply ? conn.dport : conn.rdport;
  else if (!ref.reply) setIcmpId(packet, conn.rdport);
}

function setIcmpId(packet: Packet, id: number): void {
  packet.sport = id;
  packet.dport = id;
}

/** Decides where a new connection goes. */
export function setDst(ref: ConnRef, packet: Packet, ip: Ip, port: number): void {
  ref.conn.rsrc = ip;
  if (!isIcmp(packet.proto)) ref.conn.rsport = port;
  translateDst(ref, packet);
}

/**
 * Decides where a new connection seems to come from: `port` 0 keeps the port when the reply tuple is unused, else the
 * next unused one is taken (nf_nat_l4proto_unique_tuple).
 */
export function setSrc(k: Kernel, ref: ConnRef, packet: Packet, ip: Ip, low: number, high: number): void {
  const { conn } = ref;
  const taken = (port: number) =>
    k.tx.get2(
      connTupleTable,
      conn.ns,
      tupleKey(conn.proto, conn.rsrc, isIcmp(conn.proto) ? port : conn.rsport, ip, port),
    ) !== undefined;
  let port = conn.sport;
  const from = low > 0 ? low : port < 1024 ? 600 : 1024;
  const to = high > 0 ? high : port < 1024 ? 1023 : 65535;
  if (low > 0 && (port < low || port > high)) port = low;
  for (let i = 0; taken(port) && i <= to - from; i++) port = port >= to ? from : port + 1;
  conn.rdst = ip;
  conn.rdport = port;
  if (isIcmp(conn.proto)) conn.rsport = port;
  translateSrc(ref, packet);
}

function nextTcpState(state: string, reply: boolean, tcp: TcpKind): string {
  switch (tcp) {
    case 'syn':
      return 'SYN_SENT';
    case 'synack':
      return 'SYN_RECV';
    case 'rst':
      return 'CLOSE';
    case 'fin':
      if (state === 'FIN_WAIT' || state === 'CLOSE_WAIT') return 'LAST_ACK';
      return 'FIN_WAIT';
    default:
      if (state === 'SYN_RECV' || state === '') return 'ESTABLISHED';
      if (state === 'FIN_WAIT' && reply) return 'CLOSE_WAIT';
      if (state === 'LAST_ACK') return 'TIME_WAIT';
      return state;
  }
}

function timeout(conn: Conn): number {
  if (conn.proto === 'tcp') return TCP_TIMEOUT[conn.state] ?? 300 * SECOND;
  if (isIcmp(conn.proto)) return 30 * SECOND;
  return conn.seenReply ? 120 * SECOND : 30 * SECOND;
}

/** What a packet changes in its connection's state and timeout. */
function advance(k: Kernel, conn: Conn, reply: boolean, tcp: TcpKind): void {
  if (reply) conn.seenReply = true;
  if (conn.proto === 'tcp') {
    conn.state = nextTcpState(conn.state, reply, tcp);
    if (conn.state === 'ESTABLISHED') conn.assured = true;
  } else if (reply && conn.proto === 'udp') conn.assured = true;
  conn.expires = k.now + timeout(conn);
}

/** The packet was let through: a new entry is confirmed, a known one goes on. */
export function confirmConn(k: Kernel, ref: ConnRef, packet: Packet): void {
  if (ref.id > 0) {
    advance(k, k.tx.edit(connTable, ref.id), ref.reply, packet.tcp);
    return;
  }
  const { conn } = ref;
  advance(k, conn, false, packet.tcp);
  const id = k.nextId('conntrack');
  k.tx.put(connTable, id, conn);
  k.tx.put2(connTupleTable, conn.ns, tupleKey(conn.proto, conn.src, conn.sport, conn.dst, conn.dport), {
    id,
    reply: false,
  });
  k.tx.put2(connTupleTable, conn.ns, tupleKey(conn.proto, conn.rsrc, conn.rsport, conn.rdst, conn.rdport), {
    id,
    reply: true,
  });
  ref.id = id;
  startGc(k, conn.ns, conn.expires);
}

/** Removes an entry. */
export function dropConn(k: Kernel, id: number): void {
  const conn = k.tx.get(connTable, id);
  if (conn === undefined) return;
  k.tx.remove2(connTupleTable, conn.ns, tupleKey(conn.proto, conn.src, conn.sport, conn.dst, conn.dport));
  k.tx.remove2(connTupleTable, conn.ns, tupleKey(conn.proto, conn.rsrc, conn.rsport, conn.rdst, conn.rdport));
  k.tx.remove(connTable, id);
}

/** Connections of a namespace that are alive, newest first as the tool lists them. */
export function listConns(k: Kernel, ns: number): readonly (readonly [number, Readonly<Conn>])[] {
  const ids: number[] = [];
  k.tx.each2(connTupleTable, ns, (tuple) => {
    if (!tuple.reply) ids.push(tuple.id);
  });
  ids.sort((a, b) => b - a);
  return ids.map((id) => [id, k.tx.get(connTable, id) as Conn] as const).filter(([, conn]) => conn.expires > k.now);
}

function startGc(k: Kernel, ns: number, due: number): void {
  const record = k.tx.get(netNsTable, ns);
  if (record === undefined || record.gcTimer !== 0) return;
  k.tx.edit(netNsTable, ns).gcTimer = k.setTimer(due - k.now, 'conntrack.gc', ns, '');
}

/** Timer handler `conntrack.gc`: removes what has expired and comes back when the next entry does. */
export function collectConns(k: Kernel, ns: number): void {
  if (k.tx.get(netNsTable, ns) === undefined) return;
  k.tx.edit(netNsTable, ns).gcTimer = 0;
  let next = -1;
  const dead: number[] = [];
  k.tx.each2(connTupleTable, ns, (tuple) => {
    const conn = k.tx.get(connTable, tuple.id) as Conn;
    if (conn.expires <= k.now) dead.push(tuple.id);
    else if (next < 0 || conn.expires < next) next = conn.expires;
  });
  for (const id of dead) dropConn(k, id);
  if (next >= 0) startGc(k, ns, next);
}

/** Removes the connections that `which` picks; returns how many. */
export function flushConns(k: Kernel, ns: number, which: (conn: Readonly<Conn>) => boolean): number {
  let n = 0;
  for (const [id, conn] of listConns(k, ns)) {
    if (!which(conn)) continue;
    dropConn(k, id);
    n++;
  }
  return n;
}

/** Forgets the connections of a namespace that ends. */
export function clearConntrack(k: Kernel, ns: number): void {
  k.tx.each2(connTupleTable, ns, (tuple) => {
    if (!tuple.reply) k.tx.remove(connTable, tuple.id);
  });
  k.tx.removeAll2(connTupleTable, ns);
  k.cancelTimer(k.tx.get(netNsTable, ns)?.gcTimer ?? 0);
}
