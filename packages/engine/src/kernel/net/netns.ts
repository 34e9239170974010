/**
 * Network namespaces (network_namespaces(7)). The record is keyed by the id in the `namespace` table; a namespace lives
 * as long as tasks are in it or something holds it open (the bind mount that dockerd keeps under /var/run/docker/netns).
 */

import { intTable } from '../../store/table.ts';
import { assert } from '../../util/assert.ts';
import type { Kernel } from '../kernel.ts';
import { createNamespace } from '../ns/namespace.ts';

/** What a namespace has besides links, routes, rules and sockets, which are tables keyed by it. */
export interface NetNs {
  /** Values that differ from the defaults of sysctl.ts, by dotted name. */
  sysctls: { readonly [name: string]: string };
  nextIfindex: number;
  /** Netfilter rules that need connection tracking (NAT, `-m conntrack`); at 0 nothing is tracked here. */
  trackers: number;
  /** Timer that collects expired connections, 0 when none runs. */
  gcTimer: number;
  /** Is this the far side of the host's uplink? See world.ts. */
  world: boolean;
}
export const netNsTable = intTable<NetNs>('netns', 1);

/** The namespace's record; faults when it is gone. */
export function getNetNs(k: Kernel, ns: number): Readonly<NetNs> {
  const record = k.tx.get(netNsTable, ns);
  assert(record !== undefined, `network namespace ${ns} is gone`);
  return record;
}

/** Registers the network side of the namespace `ns` (of createNamespace); links are added by link.ts. */
export function putNetNs(k: Kernel, ns: number, world: boolean): void {
  k.tx.put(netNsTable, ns, { sysctls: {}, nextIfindex: 1, trackers: 0, gcTimer: 0, world });
}

/** Allocates a namespace id and its record, without any link. */
export function allocateNetNs(k: Kernel, world = false): number {
  const ns = createNamespace(k, 'net');
  putNetNs(k, ns, world);
  return ns;
}
