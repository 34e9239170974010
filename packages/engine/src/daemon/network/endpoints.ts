/** /networks (moby daemon/network.go, daemon/server/router/network). */
import { endpointOn, findNetwork, listNetworks, PREDEFINED, sandboxOf } from '../../libnetwork/controller.ts';
import { isNetError, type NetError } from '../../libnetwork/errors.ts';
import { type Network, networkEndpoints, type Option } from '../../libnetwork/network.ts';
import { createNetwork, deleteNetwork, inspectIpam, networkRequest } from '../../libnetwork/network-create.ts';
import type { Next, Proc } from '../../program/program.ts';
import type { Value } from '../../store/table.ts';
import { formatRfc3339Nano, wallTime } from '../../util/go-time.ts';
import { formatIp } from '../../util/ip-address.ts';
import {
  type ApiObject,
  type Container,
  child,
  containerTable,
  flag,
  isRunning,
  lookupContainer,
  text,
} from '../container/container.ts';
import { endpointFrom } from '../create.ts';
import { type DaemonError, failure, invalid, isError, notFound } from '../errors.ts';
import { logEvent } from '../events.ts';
import { avoidsLabels, boolFilter, type Filters, matchLabels, parseFilters } from '../filters.ts';
import { boolQuery, type RequestProc, refuse, reply, replyEmpty } from '../server/request.ts';
import { connectEndpoint, disconnectEndpoint, refreshFiles } from './sandbox.ts';

/** libnetwork's failure as the daemon's. */
function fromNet(error: NetError): DaemonError {
  return failure(error.kind, error.error);
}

function optionsOf(object: ApiObject): readonly Option[] {
  return Object.keys(object).map((name) => ({ name, value: String(object[name]) }));
}

function objectOf(options: readonly Option[]): { readonly [name: string]: string } {
  const out: { [name: string]: string } = {};
  for (const { name, value } of options) out[name] = value;
  return out;
}

function networkJson(p: Proc, network: Readonly<Network>, containers: boolean): Value {
  const config = inspectIpam(network).map((one) => {
    const entry: { [key: string]: Value } = { Subnet: one.subnet };
    if (one.range !== '') entry.IPRange = one.range;
    if (one.gateway !== '') entry.Gateway = one.gateway;
    if (one.aux.length > 0) entry.AuxiliaryAddresses = objectOf(one.aux.map(({ name, ip }) => ({ name, value: ip })));
    return entry;
  });
  const attached: { [id: string]: Value } = {};
  if (containers) {
    for (const endpoint of networkEndpoints(p.k, network)) {
      attached[endpoint.container] = {
        Name: endpoint.name,
        EndpointID: endpoint.id,
        MacAddress: endpoint.mac,
        IPv4Address: endpoint.ip4 === '' ? '' : `${formatIp(endpoint.ip4)}/${endpoint.len4}`,
        IPv6Address: endpoint.ip6 === '' ? '' : `${formatIp(endpoint.ip6)}/${endpoint.len6}`,
      };
    }
  }
  return {
    Name: network.name,
    Id: network.id,
    Created: formatRfc3339Nano(wallTime(p.epochSec, network.created)),
    Scope: network.scope,
    Driver: network.driver,
    EnableIPv4: network.enableIPv4,
    EnableIPv6: network.enableIPv6,
    IPAM: {
      Driver: network.ipamDriver,
      Options: network.ipamOptions.length === 0 ? null : objectOf(network.ipamOptions),
      Config: config.length === 0 ? null : config,
    },
    Internal: network.internal,
    Attachable: network.attachable,
    Ingress: network.ingress,
    ConfigFrom: { Network: network.configFrom },
    ConfigOnly: network.configOnly,
    Containers: attached,
    Options: objectOf(network.options),
    Labels: objectOf(network.labels),
  };
}

function matches(p: Proc, network: Readonly<Network>, filters: Filters, dangling: boolean | null): boolean {
  if (filters.name !== undefined && !filters.name.some((part) => network.name.includes(part))) return false;
  if (filters.id !== undefined && !filters.id.some((part) => network.id.startsWith(part) || network.id.includes(part)))
    return false;
  if (filters.driver !== undefined && !filters.driver.includes(network.driver)) return false;
  if (filters.scope !== undefined && !filters.scope.includes(network.scope)) return false;
  const isBuiltin = PREDEFINED.includes(network.name);
  if (filters.type !== undefined && !filters.type.some((type) => (type === 'builtin') === isBuiltin)) return false;
  if (!matchLabels(objectOf(network.labels), filters.label)) return false;
  return dangling === null || (!isBuiltin && networkEndpoints(p.k, network).length === 0) === dangling;
}

/** GET /networks */
export function networkList(p: RequestProc): Next {
  const filters = parseFilters(p.locals.req.query.filters ?? '', [
    'dangling',
    'driver',
    'id',
    'label',
    'name',
    'scope',
    'type',
  ]);
  if (isError(filters)) return refuse(p, filters);
  const dangling = boolFilter(filters.dangling);
  if (isError(dangling)) return refuse(p, dangling);
  for (const type of filters.type ?? [])
    if (type !== 'builtin' && type !== 'custom') return refuse(p, invalid(`invalid filter: 'type'='${type}'`));
  return reply(
    p,
    200,
    listNetworks(p.k)
      .filter((network) => matches(p, network, filters, dangling))
      .map((network) => networkJson(p, network, false)),
  );
}

/** GET /networks/{name} */
export function networkInspect(p: RequestProc, name: string): Next {
  const network = findNetwork(p.k, name);
  return network === undefined
    ? refuse(p, notFound(`network ${name} not found`))
    : reply(p, 200, networkJson(p, network, true));
}

/** POST /networks/create */
export function networkCreate(p: RequestProc): Next {
  const body = p.locals.req.body as ApiObject;
  const name = text(body, 'Name');
  if (name === '') return refuse(p, invalid('network name is required'));
  if (PREDEFINED.includes(name))
    return refuse(p, failure('forbidden', `operation is not permitted on predefined ${name} network `));
  const ipam = child(body, 'IPAM');
  const ipamConfig = ((ipam.Config ?? []) as readonly ApiObject[]).map((one) => ({
    subnet: text(one, 'Subnet'),
    range: text(one, 'IPRange'),
    gateway: text(one, 'Gateway'),
    aux: optionsOf(child(one, 'AuxiliaryAddresses')).map((o) => ({ name: o.name, ip: o.value })),
  }));
  const made = createNetwork(
    p.k,
    networkRequest(name, {
      driver: text(body, 'Driver'),
      scope: text(body, 'Scope'),
      enableIPv4: body.EnableIPv4 !== false,
      enableIPv6: flag(body, 'EnableIPv6'),
      internal: flag(body, 'Internal'),
      attachable: flag(body, 'Attachable'),
      ingress: flag(body, 'Ingress'),
      configOnly: flag(body, 'ConfigOnly'),
      configFrom: text(child(body, 'ConfigFrom'), 'Network'),
      labels: optionsOf(child(body, 'Labels')),
      options: optionsOf(child(body, 'Options')),
      ipamDriver: text(ipam, 'Driver'),
      ipamOptions: optionsOf(child(ipam, 'Options')),
      ipamConfig,
    }),
  );
  if (isNetError(made)) return refuse(p, fromNet(made));
  const network = findNetwork(p.k, made) as Readonly<Network>;
  logEvent(p.k, 'network', 'create', network.id, { name: network.name, type: network.driver });
  return reply(p, 201, { Id: made, Warning: '' });
}

function removeOne(p: Proc, network: Readonly<Network>): DaemonError | null {
  if (PREDEFINED.includes(network.name))
    return failure('forbidden', `${network.name} is a pre-defined network and cannot be removed`);
  const error = deleteNetwork(p.k, network.id);
  if (error !== null) return fromNet(error);
  logEvent(p.k, 'network', 'destroy', network.id, { name: network.name, type: network.driver });
  return null;
}

/** DELETE /networks/{name} */
export function networkRemove(p: RequestProc, name: string): Next {
  const network = findNetwork(p.k, name);
  if (network === undefined) return refuse(p, notFound(`network ${name} not found`));
  const error = removeOne(p, network);
  return error === null ? replyEmpty(p, 204) : refuse(p, error);
}

/** POST /networks/prune */
export function networkPrune(p: RequestProc): Next {
  const filters = parseFilters(p.locals.req.query.filters ?? '', ['label', 'label!', 'until']);
  if (isError(filters)) return refuse(p, filters);
  const deleted: string[] = [];
  for (const network of listNetworks(p.k)) {
    const labels = objectOf(network.labels);
    if (
      PREDEFINED.includes(network.name) ||
      !matchLabels(labels, filters.label) ||
      !avoidsLabels(labels, filters['label!'])
    )
      continue;
    if (removeOne(p, network) === null) deleted.push(network.name);
  }
  logEvent(p.k, 'network', 'prune', '', { reclaimed: '0' });
  return reply(p, 200, { NetworksDeleted: deleted.length === 0 ? null : deleted });
}

/** Why the container may not be connected to `network`, or null (daemon/container_operations.go ConnectToNetwork). */
function checkConnect(container: Readonly<Container>, network: Readonly<Network>): DaemonError | null {
  const mode = text(container.hostConfig, 'NetworkMode');
  if (mode === 'host' || mode.startsWith('container:'))
    return failure(
      'forbidden',
      'container sharing network namespace with another container or host cannot be connected to any other network',
    );
  if (network.driver === 'host')
    return failure(
      'forbidden',
      'container cannot be connected to host network - container must be disconnected from all other networks',
    );
  if (mode === 'none' || network.driver === 'null')
    return failure(
      'forbidden',
      'container cannot be connected to multiple networks with one of the networks in private (none) mode',
    );
  return null;
}

/** POST /networks/{name}/connect */
export function networkConnect(p: RequestProc, name: string): Next {
  const body = p.locals.req.body as ApiObject;
  const network = findNetwork(p.k, name);
  if (network === undefined) return refuse(p, notFound(`network ${name} not found`));
  const found = lookupContainer(p.k.tx, text(body, 'Container'));
  if (isError(found)) return refuse(p, found);
  const wrong = checkConnect(found, network);
  if (wrong !== null) return refuse(p, wrong);
  const container = p.k.tx.edit(containerTable, found.id);
  const already = container.endpoints.some((endpoint) => endpoint.network === network.name);
  const config = endpointFrom(network.name, child(body, 'EndpointConfig'));
  if (isRunning(container)) {
    if (already)
      return refuse(
        p,
        failure('forbidden', `endpoint with name ${container.name.slice(1)} already exists in network ${network.name}`),
      );
    const error = connectEndpoint(p, container, container.sandbox, config);
    if (error !== null) return refuse(p, error);
    refreshFiles(p, container, container.sandbox);
  }
  container.endpoints = [...container.endpoints.filter((endpoint) => endpoint.network !== network.name), config];
  return replyEmpty(p, 200);
}

/** POST /networks/{name}/disconnect */
export function networkDisconnect(p: RequestProc, name: string): Next {
  const body = p.locals.req.body as ApiObject;
  const network = findNetwork(p.k, name);
  if (network === undefined) return refuse(p, notFound(`network ${name} not found`));
  const found = lookupContainer(p.k.tx, text(body, 'Container'));
  if (isError(found)) return refuse(p, found);
  if (text(found.hostConfig, 'NetworkMode') === 'host' && network.driver === 'host')
    return refuse(
      p,
      failure(
        'forbidden',
        'cannot disconnect container from host network - container was created in host network mode',
      ),
    );
  const container = p.k.tx.edit(containerTable, found.id);
  const sandbox = sandboxOf(p.k, container.id);
  const endpoint = sandbox === undefined ? undefined : endpointOn(p.k, sandbox, network.id);
  if (!container.endpoints.some((one) => one.network === network.name)) {
    if (boolQuery(p, 'force')) return replyEmpty(p, 200);
    return refuse(p, failure('forbidden', `container ${container.id} is not connected to the network ${network.name}`));
  }
  if (endpoint !== undefined) disconnectEndpoint(p, container, endpoint);
  container.endpoints = container.endpoints.filter((one) => one.network !== network.name);
  return replyEmpty(p, 200);
}
