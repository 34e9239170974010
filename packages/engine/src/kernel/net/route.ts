/** The main routing table (ip-route(8)). The local table is what addresses say (`localInterface`). */

import { intPairTable } from '../../store/table.ts';
import { type Ip, isV6 } from '../../util/ip-address.ts';
import { inPrefix } from '../../util/ip-prefix.ts';
import { EEXIST, ESRCH } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { linkTable } from './link.ts';

/** '' stands for what a route does not have. */
export interface Route {
  dst: Ip;
  len: number;
  via: Ip | '';
  dev: number;
  src: Ip | '';
  scope: 'global' | 'link' | 'host';
  /** Who made it: kernel, boot, static. */
  proto: string;
  metric: number;
  kind: 'unicast' | 'unreachable' | 'blackhole' | 'prohibit';
}
/** Keyed by namespace and a number that grows with each route. */
export const routeTable = intPairTable<Route>('route', 1);

/** Adds a route; EEXIST when there is one to the same network with the same metric. */
export function addRoute(k: Kernel, ns: number, route: Route): number {
  let clash = false;
  k.tx.each2(routeTable, ns, (other) => {
    clash =
      other.dst === route.dst &&
      other.len === route.len &&
      other.metric === route.metric &&
      (other.dev === route.dev || !isV6(route.dst));
    return !clash;
  });
  if (clash) return EEXIST;
  k.tx.put2(routeTable, ns, (k.tx.lastKey2(routeTable, ns) ?? 0) + 1, route);
  return 0;
}

/** Removes the routes that `which` picks; ESRCH when there are none. */
export function removeRoutes(k: Kernel, ns: number, which: (route: Readonly<Route>) => boolean): number {
  let removed = 0;
  k.tx.each2(routeTable, ns, (route, id) => {
    if (which(route)) {
      k.tx.remove2(routeTable, ns, id);
      removed++;
    }
  });
  return removed === 0 ? ESRCH : 0;
}

/** The route for `dst`: longest prefix, then lowest metric, then oldest, over interfaces that are up; null when none. */
export function lookupRoute(k: Kernel, ns: number, dst: Ip, dev = 0): Readonly<Route> | null {
  let best: Readonly<Route> | null = null;
  k.tx.each2(routeTable, ns, (route) => {
    if (best !== null && (route.len < best.len || (route.len === best.len && route.metric >= best.metric))) return;
    if (!inPrefix(dst, route.dst, route.len) || (dev !== 0 && route.dev !== dev)) return;
    if (route.dev !== 0 && k.tx.get2(linkTable, ns, route.dev)?.up !== true) return;
    best = route;
  });
  return best;
}

/** All routes of a family in the order in which the kernel lists them: by address, shorter prefixes of the same first. */
export function listRoutes(k: Kernel, ns: number, v6: boolean): Readonly<Route>[] {
  const all: Readonly<Route>[] = [];
  k.tx.each2(routeTable, ns, (route) => {
    if (isV6(route.dst) === v6) all.push(route);
  });
  return all.sort((a, b) => (a.dst < b.dst ? -1 : a.dst > b.dst ? 1 : a.len - b.len || a.metric - b.metric));
}
