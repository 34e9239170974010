/** The network of a container that starts and stops: the daemon's side of libnetwork (moby daemon/container_operations.go). */
import { startProxies, startResolver, stopProxies } from '../../containerd/net-helpers.ts';
import { type Task, taskTable } from '../../kernel/task/task.ts';
import {
  endpointInfo,
  endpointOn,
  findNetwork,
  hostGatewayIp,
  publishedPorts,
  sandboxOf,
} from '../../libnetwork/controller.ts';
import { joinNetwork, leaveNetwork } from '../../libnetwork/endpoint.ts';
import { isNetError } from '../../libnetwork/errors.ts';
import {
  type Endpoint,
  getNetwork,
  type HostsEntry,
  type Network,
  type Sandbox,
  sandboxTable,
} from '../../libnetwork/network.ts';
import { createSandbox, deleteSandbox, sandboxHosts, sandboxKey, sandboxResolvConf } from '../../libnetwork/sandbox.ts';
import type { Proc } from '../../program/program.ts';
import type { Value } from '../../store/table.ts';
import { formatIp } from '../../util/ip-address.ts';
import {
  type Container,
  type EndpointConfig,
  isRunning,
  lookupContainer,
  strings,
  text,
} from '../container/container.ts';
import { type DaemonError, failure, isError } from '../errors.ts';
import { logEvent } from '../events.ts';
import { exposedPorts, portRequests } from './ports.ts';

function networkingError(message: string): DaemonError {
  return failure('system', `failed to set up container networking: ${message}`);
}

/** Lines of --add-host; host-gateway is the bridge's address. */
function extraHosts(p: Proc, container: Readonly<Container>): HostsEntry[] {
  return strings(container.hostConfig, 'ExtraHosts').map((entry) => {
    const cut = entry.indexOf(':');
    const ip = entry.slice(cut + 1);
    return { ip: ip === 'host-gateway' ? hostGatewayIp(p.k) : ip, names: entry.slice(0, cut) };
  });
}

/** Legacy links on the default bridge: lines of /etc/hosts (daemon/links). */
function linkHosts(p: Proc, container: Readonly<Container>): HostsEntry[] | DaemonError {
  const out: HostsEntry[] = [];
  for (const link of strings(container.hostConfig, 'Links')) {
    const [name = '', alias = name] = link.split(':');
    const other = lookupContainer(p.k.tx, name);
    if (isError(other)) return failure('invalidParameter', `could not get container for ${name}: ${other.message}`);
    if (!isRunning(other))
      return failure('conflict', `Cannot link to a non running container: ${other.name} AS ${container.name}/${alias}`);
    const sandbox = sandboxOf(p.k, other.id);
    const bridge = findNetwork(p.k, 'bridge');
    const endpoint = sandbox === undefined || bridge === undefined ? undefined : endpointOn(p.k, sandbox, bridge.id);
    if (endpoint === undefined || endpoint.ip4 === '') continue;
    const short = text(other.config, 'Hostname');
    out.push({
      ip: formatIp(endpoint.ip4),
      names: [alias, short, other.name.slice(1)].filter((n, i, all) => all.indexOf(n) === i).join(' '),
    });
  }
  return out;
}

function dnsNames(container: Readonly<Container>, endpoint: EndpointConfig): readonly string[] {
  const names = [
    container.name.slice(1),
    ...endpoint.aliases,
    container.id.slice(0, 12),
    text(container.config, 'Hostname'),
  ];
  return names.filter((name, i) => name !== '' && names.indexOf(name) === i);
}

function isUserNetwork(network: Readonly<Network>): boolean {
  return !['bridge', 'host', 'none'].includes(network.name);
}

/** Joins one network; the container's files and proxies follow. */
export function connectEndpoint(
  p: Proc,
  container: Readonly<Container>,
  sandboxId: string,
  config: EndpointConfig,
): DaemonError | null {
  const network = findNetwork(p.k, config.network);
  if (network === undefined) return failure('notFound', `network ${config.network} not found`);
  const user = isUserNetwork(network);
  const links = user
    ? [...config.links, ...strings(container.hostConfig, 'Links')].map((link) => {
        const [name = '', alias = name] = link.split(':');
        return { name: alias, value: name };
      })
    : [];
  const joined = joinNetwork(p.k, sandboxId, network.id, {
    name: container.name.slice(1),
    ip4: config.ip,
    ip6: config.ip6,
    mac: config.mac || text(container.config, 'MacAddress'),
    dnsNames: user ? dnsNames(container, config) : [],
    links,
    gwPriority: config.gwPriority,
    driverOpts: Object.keys(config.driverOpts).map((name) => ({ name, value: String(config.driverOpts[name]) })),
  });
  if (isNetError(joined))
    return failure(
      joined.kind === 'notFound'
        ? 'notFound'
        : joined.kind === 'invalidParameter'
          ? 'invalidParameter'
          : joined.kind === 'forbidden'
            ? 'forbidden'
            : 'system',
      joined.error,
    );
  if (joined.resolver !== null) startResolver(p.k, joined.resolver);
  stopProxies(p.k, joined.stop);
  startProxies(p.k, joined.start);
  logEvent(p.k, 'network', 'connect', network.id, {
    container: container.id,
    name: network.name,
    type: network.driver,
  });
  return null;
}

/** Writes hosts and resolv.conf as they should be now. */
export function refreshFiles(p: Proc, container: Readonly<Container>, sandboxId: string): void {
  const sandbox = p.k.tx.get(sandboxTable, sandboxId) as Readonly<Sandbox>;
  const dir = `/var/lib/docker/containers/${container.id}`;
  p.writeFile(`${dir}/hosts`, sandboxHosts(p.k, sandbox));
  p.writeFile(`${dir}/resolv.conf`, sandboxResolvConf(p.k, sandbox).text);
}

function overrides(container: Readonly<Container>, key: string): readonly string[] | null {
  const list = strings(container.hostConfig, key);
  return list.length === 0 ? null : list;
}

/** Networks in the order in which they are joined: the one of NetworkMode first, then by name. */
function ordered(container: Readonly<Container>): readonly EndpointConfig[] {
  return container.endpoints;
}

function checkModes(container: Readonly<Container>): DaemonError | null {
  const modes = container.endpoints.map((endpoint) => endpoint.network);
  if (modes.length > 1 && modes.includes('none'))
    return networkingError(
      'container cannot be connected to multiple networks with one of the networks in private (none) mode',
    );
  if (modes.length > 1 && modes.includes('host'))
    return networkingError(
      'container cannot be connected to host network - container must be disconnected from all other networks',
    );
  return null;
}

/** Connects the container, whose process 1 is `tid`, to its networks and publishes its ports. */
export function connectSandbox(p: Proc, container: Container, tid: number): DaemonError | null {
  const wrong = checkModes(container);
  if (wrong !== null) return wrong;
  const mode = text(container.hostConfig, 'NetworkMode');
  if (mode.startsWith('container:')) return null;
  const links = mode === 'bridge' ? linkHosts(p, container) : [];
  if (isError(links)) return links;
  const host = (file: string): string => {
    const data = p.readFile(file);
    return typeof data === 'number' ? '' : data;
  };
  const isHost = mode === 'host';
  const sandbox = createSandbox(p.k, {
    container: container.id,
    ns: (p.k.tx.get(taskTable, tid) as Task).netNs,
    host: isHost,
    hostname: text(container.config, 'Hostname'),
    domainname: text(container.config, 'Domainname'),
    dns: overrides(container, 'Dns'),
    dnsSearch: overrides(container, 'DnsSearch'),
    dnsOptions: overrides(container, 'DnsOptions'),
    hostResolvConf: host('/etc/resolv.conf'),
    hostHosts: host('/etc/hosts'),
    extraHosts: [...extraHosts(p, container), ...links],
    ports: isHost ? [] : portRequests(container),
    exposed: exposedPorts(container),
  });
  container.sandbox = sandbox;
  for (const endpoint of ordered(container)) {
    const error = connectEndpoint(p, container, sandbox, endpoint);
    if (error !== null) return failure(error.error, `failed to set up container networking: ${error.message}`);
  }
  refreshFiles(p, container, sandbox);
  return null;
}

/** The counterpart. */
export function releaseSandbox(p: Proc, container: Container): void {
  if (container.sandbox === '') return;
  const sandbox = p.k.tx.get(sandboxTable, container.sandbox);
  const networks =
    sandbox === undefined ? [] : container.endpoints.map((endpoint) => findNetwork(p.k, endpoint.network));
  stopProxies(p.k, deleteSandbox(p.k, container.sandbox).stop);
  container.sandbox = '';
  for (const network of networks) {
    if (network !== undefined)
      logEvent(p.k, 'network', 'disconnect', network.id, {
        container: container.id,
        name: network.name,
        type: network.driver,
      });
  }
}

/** Leaves one network while running. */
export function disconnectEndpoint(p: Proc, container: Container, endpoint: Readonly<Endpoint>): void {
  const network = getNetwork(p.k, endpoint.network);
  const change = leaveNetwork(p.k, endpoint.id);
  stopProxies(p.k, change.stop);
  startProxies(p.k, change.start);
  refreshFiles(p, container, container.sandbox);
  if (network !== undefined)
    logEvent(p.k, 'network', 'disconnect', network.id, {
      container: container.id,
      name: network.name,
      type: network.driver,
    });
}

/** Networks of the container, by name; `full` as inspect shows them. */
export function endpointsJson(p: Proc, container: Readonly<Container>, full: boolean): Value {
  const out: { [name: string]: Value } = {};
  const sandbox = container.sandbox === '' ? undefined : p.k.tx.get(sandboxTable, container.sandbox);
  for (const config of [...container.endpoints].sort((a, b) => (a.network < b.network ? -1 : 1))) {
    const network = findNetwork(p.k, config.network);
    const endpoint = sandbox === undefined || network === undefined ? undefined : endpointOn(p.k, sandbox, network.id);
    const info = endpoint === undefined ? undefined : endpointInfo(p.k, endpoint);
    const user = network !== undefined && isUserNetwork(network);
    out[network?.name ?? config.network] = {
      IPAMConfig: config.ipamConfig,
      Links: config.links.length === 0 ? null : config.links,
      Aliases: config.aliases.length === 0 ? null : config.aliases,
      MacAddress: info?.macAddress ?? '',
      DriverOpts: Object.keys(config.driverOpts).length === 0 ? null : config.driverOpts,
      GwPriority: config.gwPriority,
      NetworkID: network?.id ?? '',
      EndpointID: info?.endpointId ?? '',
      Gateway: info?.gateway ?? '',
      IPAddress: info?.ipAddress ?? '',
      IPPrefixLen: info?.ipPrefixLen ?? 0,
      IPv6Gateway: info?.ipv6Gateway ?? '',
      GlobalIPv6Address: info?.globalIPv6Address ?? '',
      GlobalIPv6PrefixLen: info?.globalIPv6PrefixLen ?? 0,
      DNSNames: full && user ? dnsNames(container, config) : null,
    };
  }
  return out;
}

/** NetworkSettings of inspect. */
export function networkSettings(p: Proc, container: Readonly<Container>): Value {
  const sandbox = container.sandbox === '' ? undefined : p.k.tx.get(sandboxTable, container.sandbox);
  const bridge = findNetwork(p.k, 'bridge');
  const onBridge = sandbox === undefined || bridge === undefined ? undefined : endpointOn(p.k, sandbox, bridge.id);
  const info = onBridge === undefined ? undefined : endpointInfo(p.k, onBridge);
  const ports: { [port: string]: Value } = {};
  if (sandbox !== undefined && !sandbox.host) {
    for (const { port, proto } of exposedPorts(container)) ports[`${port}/${proto}`] = null;
    for (const binding of publishedPorts(p.k, sandbox)) {
      const key = `${binding.port}/${binding.proto}`;
      ports[key] = [
        ...((ports[key] ?? []) as readonly Value[]),
        { HostIp: formatIp(binding.hostIp), HostPort: String(binding.hostPort) },
      ];
    }
  }
  return {
    Bridge: '',
    SandboxID: container.sandbox,
    SandboxKey: sandbox === undefined ? '' : sandboxKey(sandbox),
    Ports: ports,
    HairpinMode: false,
    LinkLocalIPv6Address: '',
    LinkLocalIPv6PrefixLen: 0,
    SecondaryIPAddresses: null,
    SecondaryIPv6Addresses: null,
    EndpointID: info?.endpointId ?? '',
    Gateway: info?.gateway ?? '',
    GlobalIPv6Address: '',
    GlobalIPv6PrefixLen: 0,
    IPAddress: info?.ipAddress ?? '',
    IPPrefixLen: info?.ipPrefixLen ?? 0,
    IPv6Gateway: '',
    MacAddress: info?.macAddress ?? '',
    Networks: endpointsJson(p, container, true),
  };
}

/** Ports of the container list. */
export function portsJson(p: Proc, container: Readonly<Container>): Value {
  const sandbox = container.sandbox === '' ? undefined : p.k.tx.get(sandboxTable, container.sandbox);
  if (sandbox === undefined || sandbox.host) return [];
  const out: Value[] = [];
  const published = publishedPorts(p.k, sandbox);
  for (const { port, proto } of exposedPorts(container)) {
    const own = published.filter((binding) => binding.port === port && binding.proto === proto);
    if (own.length === 0) out.push({ PrivatePort: port, Type: proto });
    for (const binding of own)
      out.push({ IP: formatIp(binding.hostIp), PrivatePort: port, PublicPort: binding.hostPort, Type: proto });
  }
  return out;
}
