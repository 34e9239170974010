/** Endpoints: a sandbox's place on a network, from address to interface (moby libnetwork/endpoint.go). */
import type { Kernel } from '../kernel/kernel.ts';
import { addAddress } from '../kernel/net/address.ts';
import { linkByName } from '../kernel/net/link.ts';
import { setLinkUp } from '../kernel/net/link-up.ts';
import { parseMac, randomMac } from '../kernel/net/mac.ts';
import { type Ip, parseIp } from '../util/ip-address.ts';
import { parseCidr } from '../util/ip-prefix.ts';
import { driverOf } from './drivers/index.ts';
import { isNetError, type NetError, netError } from './errors.ts';
import { type ProxyChange, updateGateways } from './gateway.ts';
import { newId } from './id.ts';
import { NO_ADDRESSES, releaseAddress, requestAddress } from './ipam.ts';
import {
  type Endpoint,
  endpointTable,
  type Network,
  type NetworkFamily,
  networkEndpoints,
  networkTable,
  type Option,
  optionValue,
  type Sandbox,
  sandboxTable,
} from './network.ts';
import { unpublishPorts } from './port-mapper.ts';
import { type ResolverSpec, startResolver } from './resolver-socket.ts';

/** How a container joins a network. */
export interface JoinOptions {
  /** Name of the endpoint: the container's. */
  readonly name: string;
  /** `--ip`, `--ip6`, `--mac-address`; '' to choose. */
  readonly ip4: string;
  readonly ip6: string;
  readonly mac: string;
  readonly dnsNames: readonly string[];
  readonly links: readonly Option[];
  readonly gwPriority: number;
  readonly driverOpts: readonly Option[];
}

/** The endpoint and what the daemon has to start and stop for it. */
export interface Joined extends ProxyChange {
  readonly endpoint: string;
  readonly resolver: ResolverSpec | null;
}

const IFNAME_OPTION = 'com.docker.network.endpoint.ifname';

function takeAddress(
  k: Kernel,
  network: Readonly<Network>,
  family: NetworkFamily | null,
  wanted: string,
  what: string,
): Ip | '' | NetError {
  if (family === null) return '';
  const ip = wanted === '' ? '' : parseIp(wanted);
  if (ip === null) return netError('invalidParameter', `invalid ${what} address: ${wanted}`);
  const taken = requestAddress(k, family.pool, ip);
  if (!isNetError(taken)) return taken;
  if (taken.error !== NO_ADDRESSES) return taken;
  return netError(
    'system',
    `no available ${what} addresses on this network's address pools: ${network.name} (${network.id})`,
  );
}

/** The lowest unused name with this start: `eth0`, `eth1` … */
function freeName(k: Kernel, ns: number, prefix: string): string {
  for (let i = 0; ; i++) if (linkByName(k, ns, `${prefix}${i}`) === 0) return `${prefix}${i}`;
}

function newEndpoint(
  k: Kernel,
  network: Readonly<Network>,
  sandbox: Readonly<Sandbox>,
  options: JoinOptions,
): Endpoint | NetError {
  const family4 = network.v4;
  const ip4 = takeAddress(k, network, family4, options.ip4, 'IPv4');
  if (isNetError(ip4)) return ip4;
  const ip6 = takeAddress(k, network, network.v6, options.ip6, 'IPv6');
  if (isNetError(ip6)) {
    if (family4 !== null && ip4 !== '') releaseAddress(k, family4.pool, ip4);
    return ip6;
  }
  const len = (family: NetworkFamily | null) => (family === null ? 0 : (parseCidr(family.pool.subnet)?.len ?? 0));
  const wantsMac = driverOf(network.driver).usesIpam;
  return {
    id: newId(k, 'endpoint'),
    name: options.name,
    network: network.id,
    sandbox: sandbox.id,
    container: sandbox.container,
    dnsNames: options.dnsNames,
    links: options.links,
    ip4,
    ip6,
    len4: len(family4),
    len6: len(network.v6),
    mac: wantsMac ? (parseMac(options.mac) ?? randomMac(k)) : '',
    ifname: '',
    ifindex: 0,
    hostIf: '',
    gwPriority: options.gwPriority,
    driverOpts: options.driverOpts,
    bindings: [],
  };
}

function configure(k: Kernel, sandbox: Readonly<Sandbox>, endpoint: Readonly<Endpoint>): void {
  const { ns } = sandbox;
  const { ifindex, ip4, ip6, len4, len6 } = endpoint;
  if (ip4 !== '') addAddress(k, ns, ifindex, ip4, len4);
  if (ip6 !== '') addAddress(k, ns, ifindex, ip6, len6);
  setLinkUp(k, ns, ifindex);
}

/** Makes the interface; an error undoes the addresses. */
function plug(k: Kernel, network: Readonly<Network>, sandbox: Readonly<Sandbox>, endpoint: Endpoint): NetError | null {
  const driver = driverOf(network.driver);
  const asked = optionValue(endpoint.driverOpts, IFNAME_OPTION);
  const prefix = driver.ifPrefix(network);
  const ifname = prefix === '' ? '' : (asked ?? freeName(k, sandbox.ns, prefix));
  if (asked !== undefined && prefix !== '' && linkByName(k, sandbox.ns, asked) !== 0) {
    return netError('system', `error renaming interface to "${asked}": file exists`);
  }
  const joined = driver.join(k, network, endpoint, sandbox, ifname);
  if (joined === null) return null;
  if (isNetError(joined)) return joined;
  endpoint.ifname = ifname;
  endpoint.ifindex = joined.ifindex;
  endpoint.hostIf = joined.hostIf;
  endpoint.mac = joined.mac;
  return null;
}

function giveBack(k: Kernel, network: Readonly<Network> | undefined, endpoint: Readonly<Endpoint>): void {
  if (network === undefined) return;
  if (network.v4 !== null && endpoint.ip4 !== '') releaseAddress(k, network.v4.pool, endpoint.ip4);
  if (network.v6 !== null && endpoint.ip6 !== '') releaseAddress(k, network.v6.pool, endpoint.ip6);
}

/** Joins a sandbox to a network; on failure nothing is left behind. */
export function joinNetwork(k: Kernel, sandboxId: string, networkId: string, options: JoinOptions): Joined | NetError {
  const network = k.tx.get(networkTable, networkId);
  const sandbox = k.tx.get(sandboxTable, sandboxId);
  if (network === undefined) return netError('notFound', `network ${networkId} not found`);
  if (sandbox === undefined) return netError('notFound', `sandbox ${sandboxId} not found`);
  if (networkEndpoints(k, network).some((other) => other.name === options.name)) {
    return netError('forbidden', `endpoint with name ${options.name} already exists in network ${network.name}`);
  }
  const endpoint = newEndpoint(k, network, sandbox, options);
  if (isNetError(endpoint)) return endpoint;
  const failure = plug(k, network, sandbox, endpoint);
  if (failure !== null) {
    giveBack(k, network, endpoint);
    return failure;
  }
  k.tx.put(endpointTable, endpoint.id, endpoint);
  const record = k.tx.edit(sandboxTable, sandboxId);
  record.endpoints = [...record.endpoints, endpoint.id];
  const owner = k.tx.edit(networkTable, networkId);
  owner.endpoints = [...owner.endpoints, endpoint.id];
  if (endpoint.ifindex !== 0) configure(k, record, endpoint);
  const resolver = driverOf(network.driver).needsResolver(network) && !record.host ? startResolver(k, record) : null;
  const change = updateGateways(k, sandboxId);
  if (isNetError(change)) {
    leaveNetwork(k, endpoint.id);
    return change;
  }
  return { endpoint: endpoint.id, resolver, ...change };
}

/** Takes a sandbox off a network. A change that cannot publish the ports elsewhere leaves them unpublished. */
export function leaveNetwork(k: Kernel, endpointId: string): ProxyChange {
  const endpoint = k.tx.get(endpointTable, endpointId);
  if (endpoint === undefined) return { start: [], stop: [] };
  const network = k.tx.get(networkTable, endpoint.network);
  const sandbox = k.tx.get(sandboxTable, endpoint.sandbox);
  const stop = [...unpublishPorts(k, network, endpointId)];
  if (network !== undefined) {
    if (sandbox !== undefined) driverOf(network.driver).leave(k, network, endpoint, sandbox);
    giveBack(k, network, endpoint);
    const owner = k.tx.edit(networkTable, network.id);
    owner.endpoints = owner.endpoints.filter((id) => id !== endpointId);
  }
  k.tx.remove(endpointTable, endpointId);
  if (sandbox === undefined) return { start: [], stop };
  const record = k.tx.edit(sandboxTable, sandbox.id);
  record.endpoints = record.endpoints.filter((id) => id !== endpointId);
  const change = updateGateways(k, sandbox.id);
  if (isNetError(change)) return { start: [], stop };
  return { start: change.start, stop: [...stop, ...change.stop] };
}
