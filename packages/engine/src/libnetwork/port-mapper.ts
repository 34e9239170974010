/**
 * Publishing ports (moby libnetwork/drivers/bridge/port_mapping_linux.go): host ports are chosen and bound by dockerd, rules
 * are added, and a docker-proxy is to be started for each binding with the bound socket.
 */
import type { Kernel } from '../kernel/kernel.ts';
import { bindSocket } from '../kernel/net/bind.ts';
import { destroySocket, newSocket } from '../kernel/net/socket.ts';
import { closeSocketFile, openSocketFile } from '../kernel/net/socket-file.ts';
import { listenSocket } from '../kernel/net/tcp-open.ts';
import { ANY4, ANY6, compareIp, formatIp, type Ip, isV6, joinHostPort, parseIp } from '../util/ip-address.ts';
import { networkingConfig } from './config.ts';
import { bridgeConfig, firewallOf } from './drivers/bridge.ts';
import { portRules } from './drivers/bridge-iptables.ts';
import { goErrno, isNetError, type NetError, netError } from './errors.ts';
import { type Endpoint, endpointTable, type Network, type PortBinding, type PortRequest } from './network.ts';
import { type PortProto, releasePort, requestPort } from './port-allocator.ts';

/** A docker-proxy to be started: its name for later, its command line, and the bound socket it gets as descriptor 4. */
export interface ProxySpec {
  readonly id: string;
  readonly endpoint: string;
  readonly argv: readonly string[];
  /** Key of the file table; tell proxyStarted when a descriptor of the proxy holds it. */
  readonly file: number;
}

/** A request with its addresses decided: all of a group get the same host port. */
interface Target {
  readonly request: PortRequest;
  readonly hostIp: Ip;
  readonly ip: Ip;
}

const MAX_ATTEMPTS = 10;
const PROTO_ORDER: readonly PortProto[] = ['tcp', 'udp', 'sctp'];

function isRange(request: PortRequest): boolean {
  return request.hostPort === 0 || request.hostPort !== request.hostPortEnd;
}

/** Exact host ports first, then by container port, protocol, host port and address (cmpPortBinding). */
function compareRequests(a: PortRequest, b: PortRequest): number {
  if (isRange(a) !== isRange(b)) return isRange(a) ? 1 : -1;
  const [ipA, ipB] = [parseIp(a.hostIp), parseIp(b.hostIp)];
  return (
    a.port - b.port ||
    PROTO_ORDER.indexOf(a.proto) - PROTO_ORDER.indexOf(b.proto) ||
    a.hostPort - b.hostPort ||
    a.hostPortEnd - b.hostPortEnd ||
    (ipA === null || ipB === null ? Number(ipA !== null) - Number(ipB !== null) : compareIp(ipA, ipB))
  );
}

function samePort(a: PortRequest, b: PortRequest): boolean {
  return a.port === b.port && a.proto === b.proto && a.hostPort === b.hostPort && a.hostPortEnd === b.hostPortEnd;
}

/** Where a request is bound: IPv4 and, through docker-proxy even to an IPv4-only container, IPv6. */
function targets(k: Kernel, network: Readonly<Network>, endpoint: Readonly<Endpoint>, request: PortRequest): Target[] {
  const { userlandProxy } = networkingConfig(k);
  const fallback = bridgeConfig(network).bindIp;
  const asked = parseIp(request.hostIp === '' ? fallback : request.hostIp);
  const out: Target[] = [];
  if (endpoint.ip4 !== '' && (asked === null || !isV6(asked)))
    out.push({ request, hostIp: asked ?? ANY4, ip: endpoint.ip4 });
  const inside = endpoint.ip6 !== '' ? endpoint.ip6 : userlandProxy ? endpoint.ip4 : '';
  const anyAsked = asked === null || (request.hostIp === '' && asked === ANY4);
  if (inside !== '' && (anyAsked || isV6(asked))) out.push({ request, hostIp: anyAsked ? ANY6 : asked, ip: inside });
  return out;
}

/** `0.0.0.0:8080:172.17.0.2:80/tcp`, as types.PortBinding prints itself. */
function describe(target: Target, port: number): string {
  const { request, hostIp, ip } = target;
  const host =
    request.hostPortEnd > request.hostPort
      ? `${joinHostPort(hostIp, request.hostPort)}-${request.hostPortEnd}`
      : joinHostPort(hostIp, port);
  return `${host}:${joinHostPort(ip, request.port)}/${request.proto}`;
}

function bindOne(k: Kernel, target: Target, port: number): number | NetError {
  const { hostNs } = networkingConfig(k);
  const { request, hostIp } = target;
  if (request.proto === 'sctp') {
    // this kernel has no SCTP
    return netError(
      'system',
      `error starting userland proxy: failed to listen on ${joinHostPort(hostIp, port)}: ${goErrno(-93)}`,
    );
  }
  const v6 = isV6(hostIp);
  const socket = newSocket(
    k,
    hostNs,
    v6 ? 'inet6' : 'inet',
    request.proto === 'tcp' ? 'stream' : 'dgram',
    0,
    0,
    64,
    v6,
  );
  const errno = bindSocket(k, socket, hostIp, port, null);
  if (errno === 0) return socket;
  destroySocket(k, socket);
  if (request.hostPort !== request.hostPortEnd || request.hostPort === 0) {
    return netError('system', `failed to bind host port ${port} for ${describe(target, port)}: ${goErrno(errno)}`);
  }
  return netError('system', `failed to bind host port for ${describe(target, port)}: ${goErrno(errno)}`);
}

function argv(binding: PortBinding): string[] {
  const { proto, hostIp, hostPort, ip, port } = binding;
  const host = ['-proto', proto, '-host-ip', formatIp(hostIp), '-host-port', `${hostPort}`];
  return [
    '/usr/bin/docker-proxy',
    ...host,
    '-container-ip',
    formatIp(ip),
    '-container-port',
    `${port}`,
    '-use-listen-fd',
  ];
}

/** Takes one port for a group of targets, binds it everywhere, and adds the rules. */
function attempt(
  k: Kernel,
  network: Readonly<Network>,
  endpoint: Readonly<Endpoint>,
  group: readonly Target[],
): PortBinding[] | NetError {
  const { hostNs } = networkingConfig(k);
  const { request } = group[0] as Target;
  const ips = group.map((target) => target.hostIp);
  const port = requestPort(k, hostNs, ips, request.proto, request.hostPort, request.hostPortEnd);
  if (typeof port !== 'number') return port;
  const sockets: number[] = [];
  for (const target of group) {
    const socket = bindOne(k, target, port);
    if (typeof socket !== 'number') {
      for (const other of sockets) destroySocket(k, other);
      for (const ip of ips) releasePort(k, ip, request.proto, port);
      return socket;
    }
    sockets.push(socket);
  }
  return group.map((target, i) => {
    const socket = sockets[i] as number;
    const file = openSocketFile(k, socket);
    const proxy = `${endpoint.id}/${request.proto}/${joinHostPort(target.hostIp, port)}`;
    const binding: PortBinding = {
      proto: request.proto,
      ip: target.ip,
      port: request.port,
      hostIp: target.hostIp,
      hostPort: port,
      proxy,
      file,
    };
    const firewall = firewallOf(network, isV6(target.ip));
    if (firewall !== null) portRules(k, firewall, binding, true);
    // listening earlier would take connections that the rules are to lead elsewhere
    if (request.proto === 'tcp') listenSocket(k, socket, -1);
    return binding;
  });
}

/** Retries while a range has other ports; an explicitly chosen one is tried once. */
function bindGroup(
  k: Kernel,
  network: Readonly<Network>,
  endpoint: Readonly<Endpoint>,
  group: readonly Target[],
): PortBinding[] | NetError {
  const { request } = group[0] as Target;
  let result = attempt(k, network, endpoint, group);
  for (let i = 1; i < MAX_ATTEMPTS && isNetError(result) && isRange(request); i++)
    result = attempt(k, network, endpoint, group);
  return result;
}

/** Frees what bindings hold: sockets that are still dockerd's, rules, and host ports. */
function undo(k: Kernel, network: Readonly<Network> | undefined, bindings: readonly PortBinding[]): void {
  for (const binding of bindings) {
    if (binding.file !== 0) closeSocketFile(k, binding.file);
    const firewall = network === undefined ? null : firewallOf(network, isV6(binding.ip));
    if (firewall !== null) portRules(k, firewall, binding, false);
    releasePort(k, binding.hostIp, binding.proto, binding.hostPort);
  }
}

/** Publishes the ports of a sandbox through an endpoint; what must be started, or why nothing was published. */
export function publishPorts(
  k: Kernel,
  network: Readonly<Network>,
  endpointId: string,
  requests: readonly PortRequest[],
): readonly ProxySpec[] | NetError {
  const endpoint = k.tx.get(endpointTable, endpointId);
  if (endpoint === undefined || network.driver !== 'bridge' || network.internal || requests.length === 0) return [];
  const { userlandProxy } = networkingConfig(k);
  const sorted = requests
    .map((request) => (request.hostPortEnd === 0 ? { ...request, hostPortEnd: request.hostPort } : request))
    .sort(compareRequests);
  const bindings: PortBinding[] = [];
  let group: Target[] = [];
  for (let i = 0; i < sorted.length; i++) {
    const request = sorted[i] as PortRequest;
    group.push(...targets(k, network, endpoint, request));
    const next = sorted[i + 1];
    if (next !== undefined && samePort(request, next) && request.hostIp !== next.hostIp) continue;
    if (group.length === 0) continue;
    const bound = bindGroup(k, network, endpoint, group);
    if (isNetError(bound)) {
      undo(k, network, bindings);
      return bound;
    }
    bindings.push(...bound);
    group = [];
  }
  const record = k.tx.edit(endpointTable, endpointId);
  record.bindings = userlandProxy ? bindings : bindings.map((binding) => ({ ...binding, proxy: '' }));
  if (!userlandProxy) return [];
  return bindings.map((binding) => ({
    id: binding.proxy,
    endpoint: endpointId,
    argv: argv(binding),
    file: binding.file,
  }));
}

/** The proxy has its descriptor: dockerd closes its own. */
export function proxyStarted(k: Kernel, spec: Pick<ProxySpec, 'id' | 'endpoint'>): void {
  const endpoint = k.tx.get(endpointTable, spec.endpoint);
  const binding = endpoint?.bindings.find((other) => other.proxy === spec.id);
  if (endpoint === undefined || binding === undefined || binding.file === 0) return;
  const record = k.tx.edit(endpointTable, spec.endpoint);
  record.bindings = record.bindings.map((other) => (other === binding ? { ...other, file: 0 } : other));
  closeSocketFile(k, binding.file);
}

/** Takes an endpoint's ports back; names of the proxies that must be stopped. */
export function unpublishPorts(
  k: Kernel,
  network: Readonly<Network> | undefined,
  endpointId: string,
): readonly string[] {
  const endpoint = k.tx.get(endpointTable, endpointId);
  if (endpoint === undefined || endpoint.bindings.length === 0) return [];
  const { bindings } = endpoint;
  k.tx.edit(endpointTable, endpointId).bindings = [];
  undo(k, network, bindings);
  return bindings.map((binding) => binding.proxy).filter((proxy) => proxy !== '');
}
