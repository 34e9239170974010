/** Figures of a container's cgroup (containerd's Metrics). */
import { type Cgroup, cgroupTable } from '../kernel/cgroup/hierarchy.ts';
import type { Kernel } from '../kernel/kernel.ts';

/** The cgroup's record, or undefined when it is gone. */
export function cgroupOf(k: Kernel, scope: number): Readonly<Cgroup> | undefined {
  return scope === 0 ? undefined : k.tx.get(cgroupTable, scope);
}

/** How often the OOM killer has struck in it. */
export function oomKillsOf(k: Kernel, scope: number): number {
  return cgroupOf(k, scope)?.oomKills ?? 0;
}
