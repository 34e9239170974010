import type { HostView, NetworkView } from '@drydock/engine/host-view';
import type { Metrics } from './metrics.ts';
import { keyOf, type Rail } from './scene.ts';

/** Networks that are drawn as rails: those with a bridge of their own. `host` is the wall itself, `none` is nothing. */
export function isRail({ driver }: NetworkView): boolean {
  return driver !== 'host' && driver !== 'null';
}

/** Rails from the wall down, in the order the networks were made. */
export function layRails(view: HostView, x: number, y: number, width: number, m: Metrics): readonly Rail[] {
  return view.networks.filter(isRail).map((network, i) => ({
    key: keyOf.network(network.name),
    network,
    x,
    y: y + (i + 1) * m.railPitch,
    width,
    ends: view.containers.filter(
      ({ status, networks }) => isUp(status) && networks.some((end) => end.network === network.name),
    ).length,
  }));
}

/** True when a container in this state has a network namespace with interfaces in it. */
export function isUp(status: string): boolean {
  return status === 'running' || status === 'paused';
}
