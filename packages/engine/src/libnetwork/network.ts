/** The records that libnetwork keeps: networks, endpoints, sandboxes. They survive dockerd, as its key-value file does. */

import type { Kernel } from '../kernel/kernel.ts';
import { strTable } from '../store/table.ts';
import type { Ip } from '../util/ip-address.ts';
import type { PoolRef } from './ipam.ts';
import type { PortProto } from './port-allocator.ts';

/** One entry of IPAM.Config as the user gave it; '' where he did not. */
export interface IpamConfig {
  readonly subnet: string;
  readonly range: string;
  readonly gateway: string;
  readonly aux: readonly { readonly name: string; readonly ip: string }[];
}

/** Name and value, in the order given (objects with numeric keys would lose it). */
export interface Option {
  readonly name: string;
  readonly value: string;
}

export type DriverName = 'bridge' | 'host' | 'null' | 'macvlan' | 'ipvlan';

/** Addresses of one family: the pool, and the gateway ('' none). */
export interface NetworkFamily {
  readonly pool: PoolRef;
  readonly gateway: Ip | '';
  readonly aux: readonly Ip[];
}

export interface Network {
  id: string;
  name: string;
  driver: DriverName;
  scope: string;
  /** Nanoseconds since genesis. */
  created: number;
  enableIPv4: boolean;
  enableIPv6: boolean;
  internal: boolean;
  attachable: boolean;
  ingress: boolean;
  configOnly: boolean;
  configFrom: string;
  labels: readonly Option[];
  /** `-o` options as given. */
  options: readonly Option[];
  ipamDriver: string;
  ipamOptions: readonly Option[];
  ipamConfig: readonly IpamConfig[];
  v4: NetworkFamily | null;
  v6: NetworkFamily | null;
  /** Host interface: the bridge, or the parent of macvlan and ipvlan. */
  ifname: string;
  /** Was the host interface made for this network, and so goes with it? */
  ownsInterface: boolean;
  endpoints: readonly string[];
}
/** Keyed by id. */
export const networkTable = strTable<Network>('network', 1);

/** Ids by name. */
export interface NetworkName {
  ids: readonly string[];
}
export const networkNameTable = strTable<NetworkName>('network_name', 1);

/** A published port as asked for; hostIp '' any, hostPort 0 any, hostPortEnd of a range. */
export interface PortRequest {
  readonly proto: PortProto;
  readonly port: number;
  readonly hostIp: string;
  readonly hostPort: number;
  readonly hostPortEnd: number;
}

/** A published port in operation. `proxy` names the docker-proxy that serves it, '' none. */
export interface PortBinding {
  readonly proto: PortProto;
  /** Container side. */
  readonly ip: Ip;
  readonly port: number;
  readonly hostIp: Ip;
  readonly hostPort: number;
  readonly proxy: string;
  /** Open file of the bound socket while dockerd holds it, 0 once docker-proxy has it. */
  readonly file: number;
}

export interface Endpoint {
  id: string;
  name: string;
  network: string;
  sandbox: string;
  container: string;
  /** Names under which the others of a user-defined network find it: container name, aliases, short id. */
  dnsNames: readonly string[];
  /** `--link` aliases on a user-defined network: alias to name. */
  links: readonly Option[];
  ip4: Ip | '';
  ip6: Ip | '';
  len4: number;
  len6: number;
  mac: string;
  /** Interface in the sandbox, '' none; its ifindex; the host's end of its veth pair. */
  ifname: string;
  ifindex: number;
  hostIf: string;
  gwPriority: number;
  driverOpts: readonly Option[];
  /** Ports in operation, while it is the sandbox's gateway endpoint. */
  bindings: readonly PortBinding[];
}
/** Keyed by id. */
export const endpointTable = strTable<Endpoint>('endpoint', 1);

/** A line of /etc/hosts: an address and the names after it. */
export interface HostsEntry {
  readonly ip: string;
  readonly names: string;
}

export interface Sandbox {
  id: string;
  container: string;
  /** Network namespace. Host mode: the host's, of which the sandbox is not the owner. */
  ns: number;
  host: boolean;
  hostname: string;
  domainname: string;
  /** `--dns`, `--dns-search`, `--dns-option`; null where nothing overrides the host's file. */
  dns: readonly string[] | null;
  dnsSearch: readonly string[] | null;
  dnsOptions: readonly string[] | null;
  /** The host's /etc/resolv.conf and /etc/hosts as they were when the sandbox was made. */
  hostResolvConf: string;
  hostHosts: string;
  /** Ports to publish through whichever endpoint is its gateway, and ports that its container exposes. */
  ports: readonly PortRequest[];
  exposed: readonly { readonly proto: PortProto; readonly port: number }[];
  /** Lines of /etc/hosts besides its own addresses: --add-host and legacy links. */
  extraHosts: readonly HostsEntry[];
  endpoints: readonly string[];
  /** Endpoints that carry the default routes, '' none. */
  gateway4: string;
  gateway6: string;
  /** Does the embedded DNS server run? File ids of its sockets then, 0 before. */
  resolver: boolean;
  udpFile: number;
  tcpFile: number;
}
/** Keyed by id. */
export const sandboxTable = strTable<Sandbox>('sandbox', 1);

export function getNetwork(k: Kernel, id: string): Readonly<Network> | undefined {
  return k.tx.get(networkTable, id);
}

/** Endpoints of a network, oldest first. */
export function networkEndpoints(k: Kernel, network: Readonly<Network>): Readonly<Endpoint>[] {
  return network.endpoints.map((id) => k.tx.get(endpointTable, id)).filter((endpoint) => endpoint !== undefined);
}

/** Endpoints of a sandbox, in the order in which they were joined. */
export function sandboxEndpoints(k: Kernel, sandbox: Readonly<Sandbox>): Readonly<Endpoint>[] {
  return sandbox.endpoints.map((id) => k.tx.get(endpointTable, id)).filter((endpoint) => endpoint !== undefined);
}

/** Value of an option, or undefined. */
export function optionValue(options: readonly Option[], name: string): string | undefined {
  return options.find((option) => option.name === name)?.value;
}

/** Enters a network under its name. */
export function putNetwork(k: Kernel, network: Network): void {
  k.tx.put(networkTable, network.id, network);
  const ids = k.tx.get(networkNameTable, network.name)?.ids ?? [];
  k.tx.put(networkNameTable, network.name, { ids: [...ids, network.id] });
}

/** Removes the records of a network. */
export function dropNetwork(k: Kernel, network: Readonly<Network>): void {
  k.tx.remove(networkTable, network.id);
  const ids = (k.tx.get(networkNameTable, network.name)?.ids ?? []).filter((id) => id !== network.id);
  if (ids.length === 0) k.tx.remove(networkNameTable, network.name);
  else k.tx.put(networkNameTable, network.name, { ids });
}
