/** The container's cgroup: `docker-ID.scope` under system.slice (systemd driver), and its limits (libcontainer/cgroups/fs2). */

import { thawTasks } from '../kernel/cgroup/freezer.ts';
import { cgroupTable, createCgroup, findCgroup, ROOT_CGROUP, removeCgroup } from '../kernel/cgroup/hierarchy.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { SpecResources } from './spec.ts';

/** Cgroup named `name` below `parent`, made if absent. */
export function ensureCgroup(k: Kernel, parent: number, name: string): number {
  const found = findCgroup(k, parent, name);
  return found === 0 ? createCgroup(k, parent, name) : found;
}

/** Makes the scope of container `id` with its limits; returns its key. */
export function createScope(k: Kernel, id: string, parent: string, resources: SpecResources): number {
  let at = ROOT_CGROUP;
  for (const part of (parent === '' ? 'system.slice' : parent).split('/'))
    if (part !== '') at = ensureCgroup(k, at, part);
  const scope = ensureCgroup(k, at, `docker-${id}.scope`);
  applyResources(k, scope, resources);
  return scope;
}

/** Writes the limits into the cgroup's files (runc update). */
export function applyResources(k: Kernel, scope: number, resources: SpecResources): void {
  const group = k.tx.edit(cgroupTable, scope);
  group.memMax = resources.memory > 0 ? resources.memory : -1;
  group.swapMax = resources.swap < 0 || resources.memory <= 0 ? -1 : Math.max(0, resources.swap - resources.memory);
  group.memLow = Math.max(0, resources.reservation);
  group.pidsMax = resources.pids > 0 ? resources.pids : -1;
  group.cpuWeight = resources.cpuWeight > 0 ? resources.cpuWeight : 100;
  group.cpuQuota = resources.cpuQuota > 0 ? resources.cpuQuota : -1;
  group.cpuPeriod = resources.cpuPeriod > 0 ? resources.cpuPeriod : 100_000_000;
  group.cpusetCpus = resources.cpusetCpus;
  group.cpusetMems = resources.cpusetMems;
  group.ioWeight = resources.ioWeight > 0 ? resources.ioWeight : 100;
  if (group.cpuQuota < 0) group.throttled = false;
}

/** Removes the scope once it is empty. */
export function removeScope(k: Kernel, scope: number): void {
  if (scope !== 0 && k.tx.get(cgroupTable, scope) !== undefined) removeCgroup(k, scope);
}

/** runc pause / resume. */
export function freeze(k: Kernel, scope: number, on: boolean): void {
  k.tx.edit(cgroupTable, scope).frozen = on;
  if (!on) thawTasks(k, scope);
}
