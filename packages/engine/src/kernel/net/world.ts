/**
 * The world beyond the host's uplink: one network namespace that owns the addresses out there, routes to the host, answers
 * pings as any stack does, and serves DNS. Tasks put into it (a registry) are reached like any other machine.
 */
import { decodeDns, encodeDns, NOERROR, NXDOMAIN, TYPE_A } from '../../util/dns-message.ts';
import { formatIp } from '../../util/ip-address.ts';
import type { Kernel } from '../kernel.ts';
import { holdNamespace } from '../ns/namespace.ts';
import { addAddress } from './address.ts';
import { bindSocket } from './bind.ts';
import { addLink, linkByName } from './link.ts';
import { createNetNs } from './link-create.ts';
import { setLinkDown, setLinkUp } from './link-up.ts';
import { randomMac } from './mac.ts';
import { netNsTable } from './netns.ts';
import { addRoute } from './route.ts';
import { newSocket, socketTable } from './socket.ts';
import { setSysctl } from './sysctl.ts';
import { decodeTransit } from './transit.ts';
import { sendDatagram } from './udp.ts';

/** The host lab on its network (TEST-NET-1, RFC 5737), and what lies around it. */
export const HOST_IP = 0xc000020a;
export const GATEWAY_IP = 0xc0000201;
export const DNS_IP = 0xc0000235;
const HOST_LEN = 24;
/** Addresses that answer pings. */
const FAR_IPS: readonly number[] = [0x08080808, 0x01010101];
/** What the world's DNS knows; every other name does not exist. */
const NAMES: ReadonlyMap<string, number> = new Map([['example.com', 0x08080808]]);
/** Addresses of other services to come: a registry binds its own. */
export const REGISTRY_IP = 0xc0000250;

/** Network namespace of the world, and of the host. Made once, at genesis. */
export interface WorldNet {
  readonly host: number;
  readonly world: number;
}

function makeWorld(k: Kernel): number {
  const ns = createNetNs(k);
  holdNamespace(k, ns);
  k.tx.edit(netNsTable, ns).world = true;
  setLinkUp(k, ns, 1);
  const wire = addLink(k, ns, 'wire0', 'device', { mac: randomMac(k) });
  for (const ip of [GATEWAY_IP, DNS_IP, REGISTRY_IP]) addAddress(k, ns, wire, ip, HOST_LEN);
  for (const ip of FAR_IPS) addAddress(k, ns, wire, ip, 32);
  setLinkUp(k, ns, wire);
  // packets arrive as if they had come over some routers
  setSysctl(k, ns, 'net.ipv4.ip_default_ttl', '65');
  serveDns(k, ns);
  return ns;
}

function serveDns(k: Kernel, ns: number): void {
  const id = newSocket(k, ns, 'inet', 'dgram', 0, 0, 65, false);
  bindSocket(k, id, DNS_IP, 53, null);
  k.tx.edit(socketTable, id).service = 'world.dns';
}

/** Gives the host's namespace `host` its lo and eth0 with address and default route, and makes the world behind it. */
export function createWorldNet(k: Kernel, host: number): WorldNet {
  setLinkUp(k, host, 1);
  const eth0 = addLink(k, host, 'eth0', 'device', { mac: randomMac(k) });
  addAddress(k, host, eth0, HOST_IP, HOST_LEN);
  setLinkUp(k, host, eth0);
  // the lab forwards already, so dockerd leaves the policy of FORWARD alone
  setSysctl(k, host, 'net.ipv4.ip_forward', '1');
  addRoute(k, host, {
    dst: 0,
    len: 0,
    via: GATEWAY_IP,
    dev: eth0,
    src: '',
    scope: 'global',
    proto: 'static',
    metric: 0,
    kind: 'unicast',
  });
  return { host, world: makeWorld(k) };
}

/** The world's namespace, or 0 before genesis has made it. */
export function worldNs(k: Kernel): number {
  let found = 0;
  k.tx.each(netNsTable, (record, ns) => {
    if (!record.world) return true;
    found = ns;
    return false;
  });
  return found;
}

/** Names that `nslookup` asks back of the world's addresses do not exist; so only A records are served. */
function answer(name: string, type: number): { readonly rcode: number; readonly ip: number } {
  const ip = NAMES.get(name.toLowerCase());
  if (ip === undefined) return { rcode: NXDOMAIN, ip: -1 };
  return { rcode: NOERROR, ip: type === TYPE_A ? ip : -1 };
}

/** Timer handler `world.dns`: a query has reached the world's DNS server. */
export function answerWorldDns(k: Kernel, id: number, text: string): void {
  const { src, sport, data } = decodeTransit(text);
  const query = decodeDns(data);
  const question = query?.questions[0];
  if (query === null || question === undefined || query.response || k.tx.get(socketTable, id) === undefined) return;
  const { rcode, ip } = answer(question.name, question.type);
  const answers = ip < 0 ? [] : [{ name: question.name, type: TYPE_A, ttl: 300, data: formatIp(ip) }];
  const reply = encodeDns({
    ...query,
    response: true,
    authoritative: true,
    recursionAvailable: true,
    rcode,
    questions: [question],
    answers,
  });
  if (reply !== null) sendDatagram(k, id, reply, src, sport);
}

/** Plugs the uplink in or pulls it out at its far side (fault `link.down`). */
export function setUplink(k: Kernel, plugged: boolean): void {
  const ns = worldNs(k);
  const wire = linkByName(k, ns, 'wire0');
  if (plugged) setLinkUp(k, ns, wire);
  else setLinkDown(k, ns, wire);
}
