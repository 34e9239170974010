/** The cgroup v2 tree (Documentation/admin-guide/cgroup-v2.rst): records, membership, and walking up. */
import { intTable } from '../../store/table.ts';
import { assert } from '../../util/assert.ts';
import type { Bytes } from '../../util/bytes.ts';
import type { Kernel } from '../kernel.ts';
import { type Task, taskTable } from '../task/task.ts';

/** Limits of `max` files: -1 is `max`. Amounts are bytes, tasks and nanoseconds. */
export interface Cgroup {
  name: Bytes;
  /** 0 for the root. */
  parent: number;
  children: readonly number[];
  /** Tasks directly in it. */
  tasks: number;
  /** memory controller: charged here and below. */
  memCurrent: number;
  memPeak: number;
  memAnon: number;
  memFile: number;
  memMax: number;
  memHigh: number;
  memLow: number;
  memMin: number;
  swapMax: number;
  oomEvents: number;
  oomKills: number;
  /** pids controller. */
  pidsCurrent: number;
  pidsMax: number;
  pidsEvents: number;
  pidsPeak: number;
  /** cpu controller: weight 1..10000, quota per period in ns (-1 none). */
  cpuWeight: number;
  cpuQuota: number;
  cpuPeriod: number;
  /** Time used in the period that began at `periodStart`. */
  periodUsed: number;
  periodStart: number;
  throttled: boolean;
  usageNs: number;
  nrPeriods: number;
  nrThrottled: number;
  throttledNs: number;
  /** Weighted virtual runtime; the scheduler runs the smallest. */
  vruntime: number;
  cpusetCpus: string;
  cpusetMems: string;
  ioWeight: number;
  /** io controller totals: bytes and operations read and written. */
  ioRead: number;
  ioWritten: number;
  ioReads: number;
  ioWrites: number;
  /** Limits as `io.max` prints them, one device a line. */
  ioMax: string;
  frozen: boolean;
}

export const cgroupTable = intTable<Cgroup>('cgroup', 1);
/** Key of the root cgroup. */
export const ROOT_CGROUP = 1;

const FRESH: Omit<Cgroup, 'name' | 'parent'> = {
  children: [],
  tasks: 0,
  memCurrent: 0,
  memPeak: 0,
  memAnon: 0,
  memFile: 0,
  memMax: -1,
  memHigh: -1,
  memLow: 0,
  memMin: 0,
  swapMax: -1,
  oomEvents: 0,
  oomKills: 0,
  pidsCurrent: 0,
  pidsMax: -1,
  pidsEvents: 0,
  pidsPeak: 0,
  cpuWeight: 100,
  cpuQuota: -1,
  cpuPeriod: 100_000_000,
  periodUsed: 0,
  periodStart: 0,
  throttled: false,
  usageNs: 0,
  nrPeriods: 0,
  nrThrottled: 0,
  throttledNs: 0,
  vruntime: 0,
  cpusetCpus: '',
  cpusetMems: '',
  ioWeight: 100,
  ioRead: 0,
  ioWritten: 0,
  ioReads: 0,
  ioWrites: 0,
  ioMax: '',
  frozen: false,
};

/** Makes the root; called once by genesis. */
export function createRootCgroup(k: Kernel): void {
  k.nextId('cgroup');
  k.tx.put(cgroupTable, ROOT_CGROUP, { name: '', parent: 0, ...FRESH });
}

export function getCgroup(k: Kernel, id: number): Readonly<Cgroup> {
  const record = k.tx.get(cgroupTable, id);
  assert(record !== undefined, `cgroup ${id} is gone`);
  return record;
}

/** Child `name` of `parent`, or 0. */
export function findCgroup(k: Kernel, parent: number, name: Bytes): number {
  for (const child of getCgroup(k, parent).children) if (getCgroup(k, child).name === name) return child;
  return 0;
}

/** mkdir in a cgroup directory; the caller has checked that the name is free. */
export function createCgroup(k: Kernel, parent: number, name: Bytes): number {
  const id = k.nextId('cgroup');
  const up = k.tx.edit(cgroupTable, parent);
  up.children = [...up.children, id];
  k.tx.put(cgroupTable, id, { name, parent, ...FRESH, vruntime: up.vruntime });
  return id;
}

/** rmdir of an empty cgroup; false when tasks or children are left (EBUSY). */
export function removeCgroup(k: Kernel, id: number): boolean {
  const record = getCgroup(k, id);
  if (record.tasks > 0 || record.children.length > 0 || record.parent === 0) return false;
  const up = k.tx.edit(cgroupTable, record.parent);
  up.children = up.children.filter((c) => c !== id);
  k.tx.remove(cgroupTable, id);
  return true;
}

/** Path from the root of the hierarchy: `/` or `/system.slice/docker-….scope`. */
export function cgroupPath(k: Kernel, id: number): Bytes {
  let path = '';
  for (let at = getCgroup(k, id); at.parent !== 0; at = getCgroup(k, at.parent)) path = `/${at.name}${path}`;
  return path === '' ? '/' : path;
}

/** True when `id` is `ancestor` or lies below it. */
export function isWithin(k: Kernel, id: number, ancestor: number): boolean {
  for (let at = id; at !== 0; at = getCgroup(k, at).parent) if (at === ancestor) return true;
  return false;
}

/** Leaders and threads in `id` and below, by ascending tid. */
export function tasksWithin(k: Kernel, id: number): Readonly<Task>[] {
  const out: Readonly<Task>[] = [];
  k.tx.each(taskTable, (task) => {
    if (task.state !== 'zombie' && isWithin(k, task.cgroup, id)) out.push(task);
  });
  return out;
}

/** Adds `delta` tasks to `id` (directly) and its ancestors; false (and nothing done) when a pids.max would be passed. */
export function chargePids(k: Kernel, id: number, delta: number): boolean {
  if (delta > 0) {
    for (let at = id; at !== 0; ) {
      const record = getCgroup(k, at);
      if (record.pidsMax >= 0 && record.pidsCurrent + delta > record.pidsMax) {
        k.tx.edit(cgroupTable, at).pidsEvents++;
        return false;
      }
      at = record.parent;
    }
  }
  k.tx.edit(cgroupTable, id).tasks += delta;
  for (let at = id; at !== 0; ) {
    const record = k.tx.edit(cgroupTable, at);
    record.pidsCurrent += delta;
    if (record.pidsCurrent > record.pidsPeak) record.pidsPeak = record.pidsCurrent;
    at = record.parent;
  }
  return true;
}

/** Adds `bytes` (may be negative) without looking at limits. */
export function addMemory(k: Kernel, id: number, bytes: number, kind: 'anon' | 'file'): void {
  for (let at = id; at !== 0; ) {
    const record = k.tx.edit(cgroupTable, at);
    record.memCurrent += bytes;
    if (kind === 'anon') record.memAnon += bytes;
    else record.memFile += bytes;
    if (record.memCurrent > record.memPeak) record.memPeak = record.memCurrent;
    at = record.parent;
  }
}

/** Is the task's cgroup, or one above it, frozen? */
export function isFrozen(k: Kernel, id: number): boolean {
  for (let at = id; at !== 0; ) {
    const record = getCgroup(k, at);
    if (record.frozen) return true;
    at = record.parent;
  }
  return false;
}
