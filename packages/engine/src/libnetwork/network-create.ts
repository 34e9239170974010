/** Making and removing networks (moby libnetwork/controller.go NewNetwork, network.go). */
import type { Kernel } from '../kernel/kernel.ts';
import { formatIp, type Ip, isV6, parseIp } from '../util/ip-address.ts';
import { inPrefix, lastIp, parseCidr } from '../util/ip-prefix.ts';
import { networkingConfig } from './config.ts';
import { bridgeConfig } from './drivers/bridge.ts';
import { driverOf, isDriver } from './drivers/index.ts';
import { isNetError, type NetError, netError } from './errors.ts';
import { newId, shortId } from './id.ts';
import { releaseAddress, releasePool, requestAddress, requestPool } from './ipam.ts';
import {
  dropNetwork,
  type IpamConfig,
  type Network,
  type NetworkFamily,
  networkEndpoints,
  networkNameTable,
  networkTable,
  type Option,
  putNetwork,
} from './network.ts';

/** What `docker network create` asks for. Lists keep the user's order. */
export interface NetworkRequest {
  readonly name: string;
  /** '' is bridge. */
  readonly driver: string;
  readonly scope: string;
  readonly enableIPv4: boolean;
  readonly enableIPv6: boolean;
  readonly internal: boolean;
  readonly attachable: boolean;
  readonly ingress: boolean;
  readonly configOnly: boolean;
  /** Name of a config-only network, '' none. */
  readonly configFrom: string;
  readonly labels: readonly Option[];
  readonly options: readonly Option[];
  /** '' is default. */
  readonly ipamDriver: string;
  readonly ipamOptions: readonly Option[];
  readonly ipamConfig: readonly IpamConfig[];
}

/** A request with nothing but a name. */
export function networkRequest(name: string, more: Partial<NetworkRequest> = {}): NetworkRequest {
  return {
    name,
    driver: '',
    scope: '',
    enableIPv4: true,
    enableIPv6: false,
    internal: false,
    attachable: false,
    ingress: false,
    configOnly: false,
    configFrom: '',
    labels: [],
    options: [],
    ipamDriver: '',
    ipamOptions: [],
    ipamConfig: [],
    ...more,
  };
}

/** Ids of networks with this name. */
export function networksNamed(k: Kernel, name: string): readonly string[] {
  return k.tx.get(networkNameTable, name)?.ids ?? [];
}

/** Refuses requests before anything is done. */
function check(k: Kernel, request: NetworkRequest): NetError | null {
  if (networksNamed(k, request.name).length > 0)
    return netError('conflict', `network with name ${request.name} already exists`);
  if (request.configOnly) return null;
  const driver = request.driver === '' ? 'bridge' : request.driver;
  if (!isDriver(driver)) return netError('notFound', `plugin "${driver}" not found`);
  if (driverOf(driver).single) return netError('forbidden', `only one instance of "${driver}" network is allowed`);
  if (request.ingress) return netError('forbidden', 'Ingress network can only be global scope network');
  const { ipamDriver } = request;
  if (ipamDriver !== '' && ipamDriver !== 'default') return netError('notFound', `plugin "${ipamDriver}" not found`);
  return null;
}

/** The network that `--config-from` names, merged into the request. */
function inherit(k: Kernel, request: NetworkRequest): NetworkRequest | NetError {
  if (request.configFrom === '') return request;
  const source = k.tx.get(networkTable, networksNamed(k, request.configFrom)[0] ?? '');
  if (source === undefined || !source.configOnly)
    return netError('notFound', `network ${request.configFrom} not found`);
  if (request.ipamConfig.length > 0 || request.options.length > 0 || request.labels.length > 0) {
    return netError(
      'forbidden',
      'user-specified configurations are not supported if the network depends on a configuration network',
    );
  }
  const { enableIPv4, enableIPv6, labels, options, ipamDriver, ipamOptions, ipamConfig } = source;
  return { ...request, enableIPv4, enableIPv6, labels, options, ipamDriver, ipamOptions, ipamConfig };
}

function isV6Subnet(config: IpamConfig): boolean {
  const cidr = parseCidr(config.subnet);
  return cidr !== null && isV6(cidr.ip);
}

function takeAux(
  k: Kernel,
  pool: { readonly subnet: string; readonly range: string },
  config: IpamConfig,
): Ip[] | NetError {
  const out: Ip[] = [];
  for (const { ip: text } of config.aux) {
    const ip = parseIp(text);
    const taken =
      ip === null ? netError('invalidParameter', `invalid aux address: ${text}`) : requestAddress(k, pool, ip);
    if (isNetError(taken))
      return netError(taken.kind, `failed to allocate secondary ip address (${text}): ${taken.error}`);
    out.push(taken);
  }
  return out;
}

/** Does a network of this driver and these options do without a gateway address? */
function skipsGateway(network: Readonly<Network>, v6: boolean): boolean {
  if (network.driver !== 'bridge') return false;
  const config = bridgeConfig(network);
  return (v6 ? config.mode6 : config.mode4) === 'isolated' || (!v6 && config.inhibitIPv4 && network.internal);
}

/** Takes subnet, gateway and auxiliary addresses of one family. */
function takeFamily(k: Kernel, network: Readonly<Network>, v6: boolean): NetworkFamily | NetError {
  const configs = network.ipamConfig.filter((config) => isV6Subnet(config) === v6);
  if (network.driver === 'bridge' && configs.length > 1)
    return netError('forbidden', "bridge driver doesn't support multiple subnets");
  const config: IpamConfig = configs[0] ?? { subnet: '', range: '', gateway: '', aux: [] };
  const pool = requestPool(k, networkingConfig(k).hostNs, config.subnet, config.range, v6);
  if (isNetError(pool)) return pool;
  const giveUp = (error: NetError): NetError => {
    releasePool(k, pool);
    return error;
  };
  let gateway: Ip | '' = '';
  if (!skipsGateway(network, v6) || config.gateway !== '') {
    const wanted = config.gateway === '' ? '' : parseIp(config.gateway);
    const cidr = parseCidr(pool.subnet);
    if (wanted === null) return giveUp(netError('invalidParameter', `invalid gateway address: ${config.gateway}`));
    if (
      wanted !== '' &&
      cidr !== null &&
      (wanted === cidr.ip || wanted === lastIp(cidr.ip, cidr.len) || !inPrefix(wanted, cidr.ip, cidr.len))
    ) {
      gateway = wanted;
    } else {
      const taken = requestAddress(k, pool, wanted);
      if (isNetError(taken))
        return giveUp(netError(taken.kind, `failed to allocate gateway (${config.gateway}): ${taken.error}`));
      gateway = taken;
    }
  }
  const aux = takeAux(k, pool, config);
  if (isNetError(aux)) return giveUp(aux);
  return { pool, gateway, aux };
}

function giveFamily(k: Kernel, family: NetworkFamily | null): void {
  if (family === null) return;
  for (const ip of family.aux) releaseAddress(k, family.pool, ip);
  if (family.gateway !== '') releaseAddress(k, family.pool, family.gateway);
  releasePool(k, family.pool);
}

function blank(k: Kernel, request: NetworkRequest): Network {
  const driver =
    request.configOnly || request.driver === 'null' ? 'null' : request.driver === '' ? 'bridge' : request.driver;
  return {
    id: newId(k, 'network'),
    name: request.name,
    driver: isDriver(driver) ? driver : 'null',
    scope: 'local',
    created: k.now,
    enableIPv4: request.enableIPv4,
    enableIPv6: request.enableIPv6,
    internal: request.internal,
    attachable: request.attachable,
    ingress: request.ingress,
    configOnly: request.configOnly,
    configFrom: request.configFrom,
    labels: request.labels,
    options: request.options,
    ipamDriver: request.ipamDriver === '' ? 'default' : request.ipamDriver,
    ipamOptions: request.ipamOptions,
    ipamConfig: request.ipamConfig,
    v4: null,
    v6: null,
    ifname: '',
    ownsInterface: false,
    endpoints: [],
  };
}

/** Fills in addresses and the host side; on failure nothing is left behind. */
function build(k: Kernel, network: Network): NetError | null {
  const driver = driverOf(network.driver);
  if (driver.usesIpam) {
    const ifname = driver.validate(k, network);
    if (isNetError(ifname)) return ifname;
    network.ifname = ifname;
    if (network.enableIPv4) {
      const family = takeFamily(k, network, false);
      if (isNetError(family)) return family;
      network.v4 = family;
    }
    if (network.enableIPv6) {
      const family = takeFamily(k, network, true);
      if (isNetError(family)) {
        giveFamily(k, network.v4);
        return family;
      }
      network.v6 = family;
    }
  }
  const failure = driver.createNetwork(k, network);
  if (failure === null) return null;
  giveFamily(k, network.v4);
  giveFamily(k, network.v6);
  return failure;
}

/** Makes a network; its id, or why not. */
export function createNetwork(k: Kernel, asked: NetworkRequest): string | NetError {
  const refused = check(k, asked);
  if (refused !== null) return refused;
  const request = inherit(k, asked);
  if (isNetError(request)) return request;
  const network = blank(k, request);
  if (!network.configOnly) {
    const failure = build(k, network);
    if (failure !== null) return failure;
  }
  putNetwork(k, network);
  return network.id;
}

/** Makes one of the networks that always exist: bridge, host, none. */
export function createPredefined(k: Kernel, request: NetworkRequest): string | NetError {
  const network = blank(k, request);
  const failure = build(k, network);
  if (failure !== null) return failure;
  putNetwork(k, network);
  return network.id;
}

/** Removes a network that nobody is on. */
export function deleteNetwork(k: Kernel, id: string): NetError | null {
  const network = k.tx.get(networkTable, id);
  if (network === undefined) return netError('notFound', `network ${id} not found`);
  const active = networkEndpoints(k, network);
  if (active.length > 0) {
    const list = active.map((endpoint) => `name:"${endpoint.name}" id:"${shortId(endpoint.id)}"`).join(', ');
    return netError(
      'forbidden',
      `error while removing network: network ${network.name} has active endpoints (${list})`,
    );
  }
  if (network.configOnly) {
    const user = configUser(k, network.name);
    if (user !== null) return netError('forbidden', `configuration network ${network.name} is in use`);
  } else {
    driverOf(network.driver).deleteNetwork(k, network);
    giveFamily(k, network.v4);
    giveFamily(k, network.v6);
  }
  dropNetwork(k, network);
  return null;
}

function configUser(k: Kernel, name: string): string | null {
  let user: string | null = null;
  k.tx.each(networkTable, (network) => {
    if (network.configFrom === name) user = network.name;
    return user === null;
  });
  return user;
}

/** IPAM.Config of `docker network inspect`: what the user gave, else what was taken. */
export function inspectIpam(network: Readonly<Network>): readonly IpamConfig[] {
  const out: IpamConfig[] = [];
  for (const v6 of [false, true]) {
    const given = network.ipamConfig.filter((config) => isV6Subnet(config) === v6);
    const family = v6 ? network.v6 : network.v4;
    if (given.length > 0) out.push(...given);
    else if (family !== null)
      out.push({
        subnet: family.pool.subnet,
        range: '',
        gateway: family.gateway === '' ? '' : formatIp(family.gateway),
        aux: [],
      });
  }
  return out;
}
