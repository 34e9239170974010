/** Sandboxes: the network side of a container (moby libnetwork/sandbox.go). */
import type { Kernel } from '../kernel/kernel.ts';
import { setLinkUp } from '../kernel/net/link-up.ts';
import { dropNamespace, holdNamespace } from '../kernel/ns/namespace.ts';
import { formatIp } from '../util/ip-address.ts';
import { leaveNetwork } from './endpoint.ts';
import { makeHostHosts, makeHosts, ownNames } from './etc-hosts.ts';
import type { ProxyChange } from './gateway.ts';
import { newId, shortId } from './id.ts';
import {
  getNetwork,
  type HostsEntry,
  type PortRequest,
  type Sandbox,
  sandboxEndpoints,
  sandboxTable,
} from './network.ts';
import type { PortProto } from './port-allocator.ts';
import { makeResolvConf, type ResolvConf } from './resolv-conf.ts';
import { stopResolver } from './resolver-socket.ts';

/** What a container asks of its networking as a whole. */
export interface SandboxOptions {
  readonly container: string;
  /** Network namespace of its first task, or the host's. */
  readonly ns: number;
  /** `--network host`. */
  readonly host: boolean;
  readonly hostname: string;
  readonly domainname: string;
  readonly dns: readonly string[] | null;
  readonly dnsSearch: readonly string[] | null;
  readonly dnsOptions: readonly string[] | null;
  readonly hostResolvConf: string;
  readonly hostHosts: string;
  readonly extraHosts: readonly HostsEntry[];
  readonly ports: readonly PortRequest[];
  readonly exposed: readonly { readonly proto: PortProto; readonly port: number }[];
}

/** Makes the sandbox of a container. Its namespace is held until deleteSandbox, as the bind mount under netns/ holds it. */
export function createSandbox(k: Kernel, options: SandboxOptions): string {
  const id = newId(k, 'sandbox');
  k.tx.put(sandboxTable, id, {
    ...options,
    id,
    endpoints: [],
    gateway4: '',
    gateway6: '',
    resolver: false,
    udpFile: 0,
    tcpFile: 0,
  });
  holdNamespace(k, options.ns);
  if (!options.host) setLinkUp(k, options.ns, 1);
  return id;
}

/** `/var/run/docker/netns/` and the short id; the host's sandbox is `default`. */
export function sandboxKey(sandbox: Readonly<Sandbox>): string {
  return `/var/run/docker/netns/${sandbox.host ? 'default' : shortId(sandbox.id)}`;
}

/** Leaves all networks and lets the namespace go. Names of the proxies that must be stopped. */
export function deleteSandbox(k: Kernel, id: string): ProxyChange {
  const sandbox = k.tx.get(sandboxTable, id);
  if (sandbox === undefined) return { start: [], stop: [] };
  // published ports are taken back once, not moved from network to network
  k.tx.edit(sandboxTable, id).ports = [];
  const stop: string[] = [];
  for (const endpoint of sandbox.endpoints) stop.push(...leaveNetwork(k, endpoint).stop);
  stopResolver(k, k.tx.get(sandboxTable, id) as Sandbox);
  k.tx.remove(sandboxTable, id);
  dropNamespace(k, sandbox.ns);
  return { start: [], stop };
}

/** Text of the container's /etc/hosts as it should be now. */
export function sandboxHosts(k: Kernel, sandbox: Readonly<Sandbox>): string {
  if (sandbox.host) return makeHostHosts(sandbox.hostHosts, sandbox.extraHosts);
  const names = ownNames(sandbox.hostname, sandbox.domainname);
  const own: HostsEntry[] = [];
  for (const endpoint of sandboxEndpoints(k, sandbox)) {
    if (endpoint.ip4 !== '') own.push({ ip: formatIp(endpoint.ip4), names });
    if (endpoint.ip6 !== '') own.push({ ip: formatIp(endpoint.ip6), names });
  }
  return makeHosts(sandbox.extraHosts, own);
}

/** The container's /etc/resolv.conf as it should be now, and the servers behind the embedded one. */
export function sandboxResolvConf(k: Kernel, sandbox: Readonly<Sandbox>): ResolvConf {
  const mode = sandbox.host ? 'host' : sandbox.resolver ? 'internal' : 'legacy';
  const v6 = sandboxEndpoints(k, sandbox).some((endpoint) => endpoint.ip6 !== '');
  const overrides = { servers: sandbox.dns, search: sandbox.dnsSearch, options: sandbox.dnsOptions };
  return makeResolvConf(sandbox.hostResolvConf, overrides, mode, v6);
}

/** Replaces the address of a legacy link whose container was restarted (updateParentEtcHosts). */
export function updateHostsEntry(k: Kernel, id: string, oldIp: string, ip: string, names: string): void {
  const sandbox = k.tx.edit(sandboxTable, id);
  sandbox.extraHosts = sandbox.extraHosts.map((entry) =>
    entry.ip === oldIp && entry.names === names ? { ip, names } : entry,
  );
}

/** Names of the networks that a sandbox is on. */
export function sandboxNetworks(k: Kernel, sandbox: Readonly<Sandbox>): string[] {
  return sandboxEndpoints(k, sandbox).map((endpoint) => getNetwork(k, endpoint.network)?.name ?? '');
}
