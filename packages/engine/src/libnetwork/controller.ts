/**
 * The surface of libnetwork for dockerd: start and restart, networks, sandboxes, joining and leaving, and what inspect
 * shows. All state is in tables; the functions take the kernel of the step. Texts of errors are complete but for the
 * prefixes that name the API call (`failed to set up container networking: …`).
 *
 * A container's start: createSandbox (netns of its task) → joinNetwork for each network, in the daemon's order → write
 * sandboxHosts and sandboxResolvConf → spawn each `start` proxy, then proxyStarted; run `resolver`, then resolverStarted.
 * Its end: deleteSandbox, then stop each proxy of `stop`. connect and disconnect while running are joinNetwork and
 * leaveNetwork with the same duties.
 */
import type { Kernel } from '../kernel/kernel.ts';
import { formatIp } from '../util/ip-address.ts';
import { type NetworkingConfig, networkingConfig, networkingTable } from './config.ts';
import { bridgeConfig } from './drivers/bridge.ts';
import { setupChains } from './drivers/bridge-iptables.ts';
import { driverOf } from './drivers/index.ts';
import { leaveNetwork } from './endpoint.ts';
import { isNetError, type NetError } from './errors.ts';
import {
  type Endpoint,
  endpointTable,
  type Network,
  networkEndpoints,
  networkTable,
  type Option,
  type PortBinding,
  type Sandbox,
  sandboxEndpoints,
  sandboxTable,
} from './network.ts';
import { createPredefined, networkRequest, networksNamed } from './network-create.ts';
import type { ResolverNetwork, ResolverState } from './resolver.ts';
import { deleteSandbox, sandboxResolvConf } from './sandbox.ts';

/** Options of the default bridge, as its inspect shows them. */
const DEFAULT_BRIDGE: readonly Option[] = [
  { name: 'com.docker.network.bridge.default_bridge', value: 'true' },
  { name: 'com.docker.network.bridge.enable_icc', value: 'true' },
  { name: 'com.docker.network.bridge.enable_ip_masquerade', value: 'true' },
  { name: 'com.docker.network.bridge.host_binding_ipv4', value: '0.0.0.0' },
  { name: 'com.docker.network.bridge.name', value: 'docker0' },
  { name: 'com.docker.network.driver.mtu', value: '1500' },
];

/** Names that users can neither make nor remove. */
export const PREDEFINED: readonly string[] = ['bridge', 'host', 'none', 'default'];

/** dockerd starts: its chains, and the networks that always exist. What an earlier run left behind is cleaned up. */
export function startNetworking(k: Kernel, config: NetworkingConfig): NetError | null {
  k.tx.put(networkingTable, 0, config);
  setupChains(k);
  for (const [name, driver] of [
    ['none', 'null'],
    ['host', 'host'],
  ] as const) {
    if (networksNamed(k, name).length > 0) continue;
    const made = createPredefined(k, networkRequest(name, { driver }));
    if (isNetError(made)) return made;
  }
  if (networksNamed(k, 'bridge').length === 0) {
    const made = createPredefined(k, networkRequest('bridge', { driver: 'bridge', options: DEFAULT_BRIDGE }));
    if (isNetError(made)) return made;
  }
  restoreNetworks(k);
  return null;
}

/** Host side and rules of known networks again, in the order in which they were made; what is there already stays. */
function restoreNetworks(k: Kernel): void {
  for (const network of listNetworks(k)) {
    if (!network.configOnly) driverOf(network.driver).createNetwork(k, k.tx.edit(networkTable, network.id));
  }
}

/**
 * Removes sandboxes of containers that did not survive (`isAlive` false), after a crash of dockerd or the host. Names of
 * proxies to stop.
 */
export function cleanSandboxes(k: Kernel, isAlive: (container: string) => boolean): readonly string[] {
  const dead: string[] = [];
  k.tx.each(sandboxTable, (sandbox, id) => {
    if (!isAlive(sandbox.container)) dead.push(id);
  });
  return dead.sort().flatMap((id) => deleteSandbox(k, id).stop);
}

/** A network by full id, name, or unambiguous start of its id, in this order; undefined when none. */
export function findNetwork(k: Kernel, term: string): Readonly<Network> | undefined {
  const exact = k.tx.get(networkTable, term) ?? k.tx.get(networkTable, networksNamed(k, term)[0] ?? '');
  if (exact !== undefined || term === '') return exact;
  const matches: Readonly<Network>[] = [];
  k.tx.each(networkTable, (network, id) => {
    if (id.startsWith(term)) matches.push(network);
  });
  return matches.length === 1 ? matches[0] : undefined;
}

/** All networks, oldest first. */
export function listNetworks(k: Kernel): readonly Readonly<Network>[] {
  const all: Readonly<Network>[] = [];
  k.tx.each(networkTable, (network) => {
    all.push(network);
  });
  return all.sort((a, b) => a.created - b.created || (a.name < b.name ? -1 : 1));
}

/** The sandbox of a container, or undefined. */
export function sandboxOf(k: Kernel, container: string): Readonly<Sandbox> | undefined {
  let found: Readonly<Sandbox> | undefined;
  k.tx.each(sandboxTable, (sandbox) => {
    if (sandbox.container === container) found = sandbox;
    return found === undefined;
  });
  return found;
}

/** The endpoint of a sandbox on a network, or undefined. */
export function endpointOn(k: Kernel, sandbox: Readonly<Sandbox>, network: string): Readonly<Endpoint> | undefined {
  return sandboxEndpoints(k, sandbox).find((endpoint) => endpoint.network === network);
}

/** Disconnects a container from a network while it runs; null when it is not on it. */
export function disconnect(
  k: Kernel,
  sandbox: Readonly<Sandbox>,
  network: string,
): ReturnType<typeof leaveNetwork> | null {
  const endpoint = endpointOn(k, sandbox, network);
  return endpoint === undefined ? null : leaveNetwork(k, endpoint.id);
}

/** What `docker inspect` shows of an endpoint under NetworkSettings.Networks. */
export interface EndpointInfo {
  readonly networkId: string;
  readonly endpointId: string;
  readonly gateway: string;
  readonly ipAddress: string;
  readonly ipPrefixLen: number;
  readonly ipv6Gateway: string;
  readonly globalIPv6Address: string;
  readonly globalIPv6PrefixLen: number;
  readonly macAddress: string;
  readonly dnsNames: readonly string[];
}

export function endpointInfo(k: Kernel, endpoint: Readonly<Endpoint>): EndpointInfo {
  const network = k.tx.get(networkTable, endpoint.network);
  const gateway = (v6: boolean) => {
    const ip = network === undefined ? '' : driverOf(network.driver).gateway(network, v6);
    return ip === '' ? '' : formatIp(ip);
  };
  return {
    networkId: endpoint.network,
    endpointId: endpoint.id,
    gateway: gateway(false),
    ipAddress: endpoint.ip4 === '' ? '' : formatIp(endpoint.ip4),
    ipPrefixLen: endpoint.len4,
    ipv6Gateway: endpoint.ip6 === '' ? '' : gateway(true),
    globalIPv6Address: endpoint.ip6 === '' ? '' : formatIp(endpoint.ip6),
    globalIPv6PrefixLen: endpoint.len6,
    macAddress: endpoint.mac,
    dnsNames: endpoint.dnsNames,
  };
}

/** Ports in operation of a sandbox, in the order of NetworkSettings.Ports (IPv4 before IPv6 of each). */
export function publishedPorts(k: Kernel, sandbox: Readonly<Sandbox>): readonly PortBinding[] {
  return sandboxEndpoints(k, sandbox).flatMap((endpoint) => endpoint.bindings);
}

/** What the embedded DNS server of a sandbox answers from. */
export function resolverState(k: Kernel, sandboxId: string): ResolverState | null {
  const sandbox = k.tx.get(sandboxTable, sandboxId);
  if (sandbox === undefined) return null;
  const networks: ResolverNetwork[] = [];
  for (const own of sandboxEndpoints(k, sandbox)) {
    const network = k.tx.get(networkTable, own.network);
    if (network === undefined || (network.driver === 'bridge' && bridgeConfig(network).defaultBridge)) continue;
    const services = networkEndpoints(k, network).map((endpoint) => ({
      names: endpoint.dnsNames,
      ip4: endpoint.ip4 === '' ? '' : formatIp(endpoint.ip4),
      ip6: endpoint.ip6 === '' ? '' : formatIp(endpoint.ip6),
    }));
    networks.push({ name: network.name, services, links: own.links });
  }
  const { extServers, ndotsSet } = sandboxResolvConf(k, sandbox);
  return { networks, extServers, ndotsSet, forwards: sandbox.gateway4 !== '' || sandbox.gateway6 !== '' };
}

/** Address that `host-gateway` of --add-host stands for: the default bridge's. */
export function hostGatewayIp(k: Kernel): string {
  const gateway = findNetwork(k, 'bridge')?.v4?.gateway ?? '';
  return gateway === '' ? '' : formatIp(gateway);
}

/** The host's network namespace. */
export function hostNamespace(k: Kernel): number {
  return networkingConfig(k).hostNs;
}

/** Endpoints of all containers, for pictures and oracles. */
export function allEndpoints(k: Kernel): readonly Readonly<Endpoint>[] {
  const all: Readonly<Endpoint>[] = [];
  k.tx.each(endpointTable, (endpoint) => {
    all.push(endpoint);
  });
  return all.sort((a, b) => (a.id < b.id ? -1 : 1));
}
