/** Which endpoint carries a sandbox's default route, and moving it (moby libnetwork/default_gateway.go, sandbox_linux.go). */
import type { Kernel } from '../kernel/kernel.ts';
import { addRoute, removeRoutes } from '../kernel/net/route.ts';
import { ANY4, ANY6, type Ip, isV6 } from '../util/ip-address.ts';
import { driverOf } from './drivers/index.ts';
import { isNetError, type NetError, netError } from './errors.ts';
import {
  type Endpoint,
  endpointTable,
  getNetwork,
  type Network,
  type Sandbox,
  sandboxEndpoints,
  sandboxTable,
} from './network.ts';
import { type ProxySpec, publishPorts, unpublishPorts } from './port-mapper.ts';

/** What the daemon has to do after a change of a sandbox's networks. */
export interface ProxyChange {
  readonly start: readonly ProxySpec[];
  readonly stop: readonly string[];
}

function gatewayOf(network: Readonly<Network>, v6: boolean): Ip | '' {
  return driverOf(network.driver).gateway(network, v6);
}

/** Highest priority first, then the network whose name sorts first; networks without a way out never. */
export function chooseGateway(k: Kernel, sandbox: Readonly<Sandbox>, v6: boolean): Readonly<Endpoint> | null {
  let best: Readonly<Endpoint> | null = null;
  let bestName = '';
  for (const endpoint of sandboxEndpoints(k, sandbox)) {
    const network = getNetwork(k, endpoint.network);
    if (network === undefined || endpoint.ifindex === 0 || gatewayOf(network, v6) === '') continue;
    if ((v6 ? endpoint.ip6 : endpoint.ip4) === '') continue;
    const better =
      best === null ||
      endpoint.gwPriority > best.gwPriority ||
      (endpoint.gwPriority === best.gwPriority && network.name < bestName);
    if (!better) continue;
    best = endpoint;
    bestName = network.name;
  }
  return best;
}

function setDefaultRoute(
  k: Kernel,
  sandbox: Readonly<Sandbox>,
  endpoint: Readonly<Endpoint> | null,
  v6: boolean,
): void {
  removeRoutes(k, sandbox.ns, (route) => route.len === 0 && isV6(route.dst) === v6);
  const network = endpoint === null ? undefined : getNetwork(k, endpoint.network);
  if (endpoint === null || network === undefined) return;
  const via = gatewayOf(network, v6);
  addRoute(k, sandbox.ns, {
    dst: v6 ? ANY6 : ANY4,
    len: 0,
    via,
    dev: endpoint.ifindex,
    src: '',
    scope: 'global',
    proto: 'boot',
    metric: v6 ? 1024 : 0,
    kind: 'unicast',
  });
}

/** Does publishing through `endpoint` fail? The error names it, as dockerd's does. */
function publish(k: Kernel, sandbox: Readonly<Sandbox>, endpointId: string): readonly ProxySpec[] | NetError {
  const endpoint = k.tx.get(endpointTable, endpointId);
  const network = endpoint === undefined ? undefined : getNetwork(k, endpoint.network);
  if (endpoint === undefined || network === undefined) return [];
  const started = publishPorts(k, network, endpointId, sandbox.ports);
  if (!isNetError(started)) return started;
  return netError(
    started.kind,
    `driver failed programming external connectivity on endpoint ${endpoint.name} (${endpoint.id}): ${started.error}`,
  );
}

/**
 * Decides the default routes anew after a join or leave, and moves published ports to the new gateway endpoint. On failure
 * the routes stand, and nothing is published.
 */
export function updateGateways(k: Kernel, sandboxId: string): ProxyChange | NetError {
  const sandbox = k.tx.edit(sandboxTable, sandboxId);
  const stop: string[] = [];
  const start: ProxySpec[] = [];
  const before = sandbox.gateway4 === '' ? sandbox.gateway6 : sandbox.gateway4;
  for (const v6 of [false, true]) {
    const chosen = chooseGateway(k, sandbox, v6);
    const old = v6 ? sandbox.gateway6 : sandbox.gateway4;
    if ((chosen?.id ?? '') === old) continue;
    setDefaultRoute(k, sandbox, chosen, v6);
    if (v6) sandbox.gateway6 = chosen?.id ?? '';
    else sandbox.gateway4 = chosen?.id ?? '';
  }
  const after = sandbox.gateway4 === '' ? sandbox.gateway6 : sandbox.gateway4;
  if (after === before) return { start, stop };
  if (before !== '') {
    const endpoint = k.tx.get(endpointTable, before);
    if (endpoint !== undefined) stop.push(...unpublishPorts(k, getNetwork(k, endpoint.network), before));
  }
  if (after !== '') {
    const started = publish(k, sandbox, after);
    if (isNetError(started)) return started;
    start.push(...started);
  }
  return { start, stop };
}
