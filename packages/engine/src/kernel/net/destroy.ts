/** The end of a network namespace: for KernelEnv.namespaceDestroy.net. */
import type { Kernel } from '../kernel.ts';
import { clearConntrack } from '../netfilter/conntrack.ts';
import { clearNetfilter } from '../netfilter/table.ts';
import { clearNetNs } from './link-create.ts';
import { netNsTable } from './netns.ts';
import { clearSockets } from './socket.ts';

/** Frees all that is keyed by the namespace. Other ends of its veth pairs go too. */
export function destroyNetNs(k: Kernel, ns: number): void {
  if (k.tx.get(netNsTable, ns) === undefined) return;
  clearSockets(k, ns);
  clearConntrack(k, ns);
  clearNetfilter(k, ns);
  clearNetNs(k, ns);
}
