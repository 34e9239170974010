/**
 * The scheduler. A task that becomes runnable runs at once and for free until it has run a burst of frames without time
 * passing; from then on it waits for its share of a core. A share is one slice of 10 ms on one core, worth 64 frames:
 * so an endless loop costs a real machine about one per cent. Which tasks get the next slices is decided as by CFS:
 * the cgroup with the smallest weighted runtime first, its tasks in turn, within cpu.max.
 */
import { intTable } from '../../store/table.ts';
import { cgroupTable, getCgroup, isFrozen, ROOT_CGROUP } from '../cgroup/hierarchy.ts';
import { type Kernel, machineTable } from '../kernel.ts';
import { type Task, taskTable } from './task.ts';

/** Frames in a slice; a burst is as long. */
export const FRAMES_PER_SLICE = 64;
export const SLICE_NS = 10_000_000;
/** CPU time of one frame. */
export const FRAME_NS = SLICE_NS / FRAMES_PER_SLICE;
/** Frames that all tasks together may run at one instant before even short bursts must wait for a slice. */
export const FRAMES_PER_INSTANT = 8192;

/** One record, key 0: tasks that wait for a slice, first come first, and whether the tick is running. */
export interface CpuQueue {
  tids: readonly number[];
  ticking: boolean;
  /** No group that comes late to the queue may lag behind this (place_entity of CFS). */
  minVruntime: number;
}
export const cpuQueueTable = intTable<CpuQueue>('cpu_queue', 1);

/** Makes the task runnable: into the run queue, unless it is stopped or frozen; then thawing puts it there. */
export function enqueue(k: Kernel, task: Task): void {
  task.state = 'running';
  if (task.stopped || isFrozen(k, task.cgroup)) return;
  k.runQueue.push(task.tid);
}

/** Into the queue for slices; starts the tick. */
export function waitForCpu(k: Kernel, task: Task): void {
  task.state = 'cpu';
  const queue = k.tx.edit(cpuQueueTable, 0);
  queue.tids = [...queue.tids, task.tid];
  const top = k.tx.edit(cgroupTable, topGroup(k, task.cgroup));
  if (top.vruntime < queue.minVruntime) top.vruntime = queue.minVruntime;
  startTick(k);
}

/** Is the task's cgroup, or one above it, out of quota until its next period? Starts a new period when one is due. */
function isThrottled(k: Kernel, id: number): boolean {
  for (let at = id; at !== 0; ) {
    const group = getCgroup(k, at);
    if (group.cpuQuota >= 0) {
      if (k.now - group.periodStart >= group.cpuPeriod) startPeriod(k, at);
      if (getCgroup(k, at).throttled) return true;
    }
    at = group.parent;
  }
  return false;
}

function startPeriod(k: Kernel, id: number): void {
  const group = k.tx.edit(cgroupTable, id);
  if (group.periodUsed > 0) group.nrPeriods++;
  if (group.throttled)
    group.throttledNs += Math.max(
      0,
      Math.min(k.now, group.periodStart + group.cpuPeriod) - group.periodStart - group.cpuQuota,
    );
  // time used beyond the quota (a last frame) is owed by the next period
  group.periodUsed = Math.max(0, group.periodUsed - group.cpuQuota);
  if (k.now - group.periodStart >= 2 * group.cpuPeriod) group.periodUsed = 0;
  group.periodStart = k.now - ((k.now - group.periodStart) % group.cpuPeriod);
  group.throttled = false;
}

/** Accounts `ns` of CPU to the task and its cgroups. */
export function chargeCpu(k: Kernel, task: Task, ns: number): void {
  task.cpuNs += ns;
  for (let at = task.cgroup; at !== 0; ) {
    const group = k.tx.edit(cgroupTable, at);
    group.usageNs += ns;
    group.vruntime += (ns * 100) / group.cpuWeight;
    if (group.cpuQuota >= 0) {
      if (k.now - group.periodStart >= group.cpuPeriod) startPeriod(k, at);
      group.periodUsed += ns;
      if (!group.throttled && group.periodUsed >= group.cpuQuota) {
        group.throttled = true;
        group.nrThrottled++;
      }
    }
    at = group.parent;
  }
}

/** May the task run `frames` more now? Counts them; false when it must wait for a slice. */
export function takeFrames(k: Kernel, task: Task, frames: number): boolean {
  if (task.burstAt !== k.now) {
    task.burst = 0;
    task.burstAt = k.now;
  }
  if (k.framesAt !== k.now) {
    k.frames = 0;
    k.framesAt = k.now;
  }
  if (task.burst >= FRAMES_PER_SLICE || (task.burst > 0 && k.frames >= FRAMES_PER_INSTANT)) return false;
  if (isThrottled(k, task.cgroup)) return false;
  task.burst += frames;
  k.frames += frames;
  chargeCpu(k, task, frames * FRAME_NS);
  return true;
}

/** The child of the root through which the task is scheduled against others: groups share cores, not tasks. */
function topGroup(k: Kernel, id: number): number {
  let at = id;
  for (;;) {
    const up = getCgroup(k, at).parent;
    if (up === ROOT_CGROUP || up === 0) return at;
    at = up;
  }
}

/** Which of `tids` comes next: least vruntime along the path of cgroups, then the order of waiting. */
function pick(k: Kernel, tids: readonly number[]): number {
  let best = -1;
  let bestTop = 0;
  let bestOwn = 0;
  for (let i = 0; i < tids.length; i++) {
    const task = k.tx.get(taskTable, tids[i] as number) as Task;
    if (task.stopped || isFrozen(k, task.cgroup) || isThrottled(k, task.cgroup)) continue;
    const top = getCgroup(k, topGroup(k, task.cgroup)).vruntime;
    const own = getCgroup(k, task.cgroup).vruntime;
    if (best < 0 || top < bestTop || (top === bestTop && own < bestOwn)) {
      best = i;
      bestTop = top;
      bestOwn = own;
    }
  }
  return best;
}

/** Timer handler `tick`: gives each core's next slice away. */
export function onTick(k: Kernel): void {
  const queue = k.tx.edit(cpuQueueTable, 0);
  queue.tids = queue.tids.filter((tid) => k.tx.get(taskTable, tid)?.state === 'cpu');
  const cores = k.tx.get(machineTable, 0)?.cores ?? 1;
  for (let core = 0; core < cores && queue.tids.length > 0; core++) {
    const i = pick(k, queue.tids);
    if (i < 0) break;
    const task = k.tx.edit(taskTable, queue.tids[i] as number);
    queue.tids = queue.tids.filter((_, at) => at !== i);
    queue.minVruntime = Math.max(queue.minVruntime, getCgroup(k, topGroup(k, task.cgroup)).vruntime);
    task.burst = 0;
    task.burstAt = k.now;
    enqueue(k, task);
  }
  queue.ticking = false;
  runUntilIdle(k);
  startTick(k);
}

/** Starts the tick when somebody who could run waits for a slice; also called when a cgroup thaws or a task continues. */
export function startTick(k: Kernel): void {
  const queue = k.tx.get(cpuQueueTable, 0);
  if (queue === undefined || queue.ticking) return;
  const able = queue.tids.some((tid) => {
    const task = k.tx.get(taskTable, tid);
    return task !== undefined && task.state === 'cpu' && !task.stopped && !isFrozen(k, task.cgroup);
  });
  if (!able) return;
  k.tx.edit(cpuQueueTable, 0).ticking = true;
  k.setTimer(SLICE_NS, 'tick', 0, '');
}

/** Runs every runnable task until all wait. */
export function runUntilIdle(k: Kernel): void {
  while (k.runHead < k.runQueue.length) {
    const tid = k.runQueue[k.runHead++] as number;
    const task = k.tx.get(taskTable, tid);
    if (task === undefined || task.state !== 'running' || task.stopped || isFrozen(k, task.cgroup)) continue;
    k.env.resume(k, tid);
  }
  k.runQueue.length = 0;
  k.runHead = 0;
}
