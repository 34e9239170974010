import { describe, expect, it } from 'vitest';
import type { Kernel } from '../kernel/kernel.ts';
import { bindSocket } from '../kernel/net/bind.ts';
import { advance } from '../kernel/net/fixtures/kernel-fixture.ts';
import { linkTable } from '../kernel/net/link.ts';
import { tcpPacket } from '../kernel/net/packet.ts';
import { selectSource, walkPath } from '../kernel/net/path.ts';
import { destroySocket, getSocket, newSocket, socketTable } from '../kernel/net/socket.ts';
import { closeStream } from '../kernel/net/tcp-close.ts';
import { connectStream, listenSocket } from '../kernel/net/tcp-open.ts';
import { takeError } from '../kernel/net/tcp-stream.ts';
import { saveTable } from '../kernel/netfilter/save.ts';
import { mix32 } from '../sim/random.ts';
import { ANY4, formatIp, isV6, joinHostPort } from '../util/ip-address.ts';
import { findNetwork, listNetworks } from './controller.ts';
import { joinNetwork, leaveNetwork } from './endpoint.ts';
import { isNetError } from './errors.ts';
import { type Container, joinOptions, newDocker, runContainer } from './fixtures/docker-fixture.ts';
import { poolTable } from './ipam.ts';
import { endpointTable, networkTable, type Sandbox, sandboxTable } from './network.ts';
import { createNetwork, deleteNetwork, networkRequest } from './network-create.ts';
import { portMapTable } from './port-allocator.ts';
import { deleteSandbox } from './sandbox.ts';

/** A world of containers that each listen on port 80, changed at random. */
interface Lab {
  readonly k: Kernel;
  readonly host: number;
  readonly containers: Map<string, Container>;
  draw: (n: number) => number;
}

function newLab(seed: string): Lab {
  let n = 0;
  return { ...newDocker(seed), containers: new Map(), draw: (limit) => mix32(seed, 'ops', ++n) % limit };
}

const pick = <T>(lab: Lab, list: readonly T[]): T | undefined => list[lab.draw(Math.max(1, list.length))];
const userNetworks = (k: Kernel) =>
  listNetworks(k).filter((network) => network.driver === 'bridge' && network.name !== 'bridge');

function run(lab: Lab): void {
  const name = `c${lab.draw(8)}`;
  if (lab.containers.has(name)) return;
  const networks = lab.draw(2) === 0 ? ['bridge'] : [pick(lab, userNetworks(lab.k))?.name ?? 'bridge'];
  const ports =
    lab.draw(2) === 0
      ? []
      : [`${8080 + lab.draw(3)}:80`, ...(lab.draw(3) === 0 ? ['81', `127.0.0.1:${9000 + lab.draw(2)}:82/udp`] : [])];
  const container = runContainer(lab.k, name, networks, ports);
  if (container.joined.some(isNetError)) {
    deleteSandbox(lab.k, container.sandbox);
    return;
  }
  const listener = newSocket(lab.k, container.ns, 'inet', 'stream', 0, 0, 64, false);
  bindSocket(lab.k, listener, ANY4, 80, null);
  listenSocket(lab.k, listener, 128);
  lab.containers.set(name, container);
}

function step(lab: Lab): string {
  const { k } = lab;
  const name = pick(lab, [...lab.containers.keys()]);
  const container = name === undefined ? undefined : lab.containers.get(name);
  const action = lab.draw(10);
  if (action < 4 || container === undefined || name === undefined) run(lab);
  else if (action < 6) {
    deleteSandbox(k, container.sandbox);
    lab.containers.delete(name);
  } else if (action === 6) {
    const internal = lab.draw(4) === 0;
    const options = lab.draw(4) === 0 ? [{ name: 'com.docker.network.bridge.enable_icc', value: 'false' }] : [];
    createNetwork(k, networkRequest(`n${lab.draw(5)}`, { internal, options, enableIPv6: lab.draw(4) === 0 }));
  } else if (action === 7) deleteNetwork(k, pick(lab, userNetworks(k))?.id ?? '');
  else if (action === 8)
    joinNetwork(
      k,
      container.sandbox,
      pick(lab, userNetworks(k))?.id ?? '',
      joinOptions(name, { gwPriority: lab.draw(3) }),
    );
  else leaveNetwork(k, pick(lab, (k.tx.get(sandboxTable, container.sandbox) as Sandbox).endpoints) ?? '');
  return `${action}`;
}

/** Everything that must agree, as two lists of texts: what is, and what follows from the endpoints. */
function compare({ k, host }: Lab): readonly [Record<string, readonly string[]>, Record<string, readonly string[]>] {
  const rules = (table: 'raw' | 'nat' | 'filter') => saveTable(k, host, table, false, false).split('\n');
  const is = {
    dnat: [] as string[],
    accept: [] as string[],
    direct: [] as string[],
    ports: [] as string[],
    sockets: [] as string[],
    veths: [] as string[],
    used: [] as string[],
  };
  const should = {
    dnat: [] as string[],
    accept: [] as string[],
    direct: [] as string[],
    ports: [] as string[],
    sockets: [] as string[],
    veths: [] as string[],
    used: [] as string[],
  };
  for (const line of rules('nat'))
    if (line.includes('DNAT'))
      is.dnat.push(line.replace(/.*--to-destination /, '') + (/--dport (\d+)/.exec(line)?.[1] ?? ''));
  for (const line of rules('filter'))
    if (/^-A DOCKER -d .* -j ACCEPT$/.test(line))
      is.accept.push(line.replace(/^-A DOCKER -d (\S+)\/32.*-p (\S+).*--dport (\d+).*/, '$1:$3/$2'));
  for (const line of rules('raw'))
    if (/! -i (docker0|br-)/.test(line)) is.direct.push(line.replace(/^-A PREROUTING -d (\S+)\/32.*/, '$1'));
  k.tx.each(portMapTable, (map) => {
    for (const port of map.used) is.ports.push(`${joinHostPort(map.ip, port)}/${map.proto}`);
  });
  k.tx.each(socketTable, (socket) => {
    if (socket.ns === host && (socket.state === 'LISTEN' || socket.type === 'dgram'))
      is.sockets.push(`${joinHostPort(socket.ip, socket.port)}/${socket.type === 'stream' ? 'tcp' : 'udp'}`);
  });
  k.tx.each2(linkTable, host, (link) => {
    if (link.kind === 'veth') is.veths.push(`${link.name}@${k.tx.get2(linkTable, host, link.master)?.name}`);
  });
  k.tx.each(poolTable, (pool, key) => {
    is.used.push(`${key} ${pool.used.length}`);
  });
  const users = new Map<string, number>();
  k.tx.each(networkTable, (network) => {
    for (const family of [network.v4, network.v6])
      if (family !== null) users.set(family.pool.subnet, family === network.v6 ? 2 : 3);
  });
  k.tx.each(endpointTable, (endpoint) => {
    const network = k.tx.get(networkTable, endpoint.network);
    if (network?.v4 === undefined || network.v4 === null) return;
    users.set(network.v4.pool.subnet, (users.get(network.v4.pool.subnet) ?? 0) + 1);
    if (network.v6 !== null) users.set(network.v6.pool.subnet, (users.get(network.v6.pool.subnet) ?? 0) + 1);
    should.veths.push(`${endpoint.hostIf}@${network.ifname}`);
    if (!network.internal) should.direct.push(formatIp(endpoint.ip4 as number));
    for (const b of endpoint.bindings) {
      should.ports.push(`${joinHostPort(b.hostIp, b.hostPort)}/${b.proto}`);
      should.sockets.push(`${joinHostPort(b.hostIp, b.hostPort)}/${b.proto}`);
      if (isV6(b.hostIp) || isV6(b.ip)) continue;
      should.dnat.push(`${joinHostPort(b.ip, b.port)}${b.hostPort}`);
      should.accept.push(`${joinHostPort(b.ip, b.port)}/${b.proto}`);
    }
  });
  for (const [subnet, n] of users) should.used.push(`${subnet} ${n}`);
  for (const lists of [is, should]) for (const list of Object.values(lists)) list.sort();
  return [is, should];
}

/** Connects from every namespace to every container and published port; the path's forecast must come true. */
function probe({ k, host, containers }: Lab, draw: (n: number) => number): void {
  const from = [host, ...[...containers.values()].map((container) => container.ns)][draw(containers.size + 1)] ?? host;
  const targets: [number, number][] = [
    [ipOf('192.0.2.10'), 8080],
    [ipOf('192.0.2.10'), 8081],
  ];
  k.tx.each(endpointTable, (endpoint) => {
    if (typeof endpoint.ip4 === 'number') targets.push([endpoint.ip4, 80]);
  });
  const [ip, port] = targets[draw(targets.length)] as [number, number];
  const client = newSocket(k, from, 'inet', 'stream', 0, 0, 64, false);
  const src = selectSource(k, from, ip, 0);
  const errno = connectStream(k, client, ip, port);
  if (src === null) expect(errno).toBe(-101);
  else {
    const { port: sport } = getSocket(k, client);
    const options = { commit: false, explain: false, bindDev: 0, pending: [] };
    const forecast = walkPath(k, from, tcpPacket(src, sport, ip, port, 'syn', 0, 64), options);
    advance(k, 5_000_000);
    const { state } = getSocket(k, client);
    const listens = forecast.verdict === 'delivered' && hasListener(k, forecast.ns, forecast.packet.dport);
    const want = forecast.verdict !== 'delivered' ? 'SYN-SENT' : listens ? 'ESTAB' : 'UNCONN';
    expect([state, takeError(k, client)]).toEqual([want, want === 'UNCONN' ? -111 : 0]);
  }
  closeStream(k, client);
  advance(k, 70_000_000_000);
  // what the probe left half open in listeners' queues
  k.tx.each(socketTable, (socket, id) => {
    if (socket.listener !== 0) destroySocket(k, id);
    else if (socket.queue.length > 0) k.tx.edit(socketTable, id).queue = [];
  });
}

function ipOf(text: string): number {
  return text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

function hasListener(k: Kernel, ns: number, port: number): boolean {
  let found = false;
  k.tx.each(socketTable, (socket) => {
    found = socket.ns === ns && socket.state === 'LISTEN' && socket.port === port && !isV6(socket.ip);
    return !found;
  });
  return found;
}

describe('after random network operations', () => {
  it.each(Array.from({ length: 12 }, (_, i) => `seed-${i}`))(
    'ports, rules, endpoints, addresses and sockets agree, and paths tell the truth (%s)',
    (seed) => {
      const lab = newLab(seed);
      for (let i = 0; i < 60; i++) {
        const action = step(lab);
        const [is, should] = compare(lab);
        expect({ seed, i, action, ...is }).toEqual({ seed, i, action, ...should });
        if (i % 3 === 0) probe(lab, lab.draw);
      }
      for (const container of lab.containers.values()) deleteSandbox(lab.k, container.sandbox);
      for (const network of userNetworks(lab.k)) expect(deleteNetwork(lab.k, network.id)).toBe(null);
      expect([
        lab.k.tx.count(endpointTable),
        lab.k.tx.count(sandboxTable),
        findNetwork(lab.k, 'bridge')?.endpoints,
      ]).toEqual([0, 0, []]);
      const left: string[] = [];
      lab.k.tx.each2(linkTable, lab.host, (link) => {
        left.push(link.name);
      });
      expect(left.sort()).toEqual(['docker0', 'eth0', 'lo']);
    },
  );
});
