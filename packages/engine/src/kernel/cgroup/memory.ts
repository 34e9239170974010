/** The memory controller: charging up the tree, and the OOM killer when a limit is met (mm/memcontrol.c, mm/oom_kill.c). */
import type { Kernel } from '../kernel.ts';
import { machineTable } from '../kernel.ts';
import { killTask } from '../task/deliver.ts';
import { type Task, taskTable } from '../task/task.ts';
import { wake } from '../wait-queue.ts';
import { addMemory, cgroupTable, getCgroup, isWithin, ROOT_CGROUP } from './hierarchy.ts';

/** The lowest cgroup that `bytes` more would take over its limit, or 0. The root's limit is the machine's memory. */
function overLimit(k: Kernel, id: number, bytes: number): number {
  for (let at = id; at !== 0; ) {
    const record = getCgroup(k, at);
    if (record.memMax >= 0 && record.memCurrent + bytes > record.memMax) return at;
    if (at === ROOT_CGROUP && record.memCurrent + bytes > (k.tx.get(machineTable, 0)?.memory ?? 0)) return at;
    at = record.parent;
  }
  return 0;
}

/** oom_badness(): memory, shifted by oom_score_adj thousandths of what the group may use; -1 for the untouchable. */
function badness(task: Readonly<Task>, limit: number): number {
  if (task.oomScoreAdj === -1000) return -1;
  return task.memory + (task.oomScoreAdj * limit) / 1000;
}

/** Kills the task with the greatest badness within `id`; returns its tid, 0 when nobody can be killed. */
function oomKill(k: Kernel, id: number): number {
  const limit = id === ROOT_CGROUP ? (k.tx.get(machineTable, 0)?.memory ?? 0) : getCgroup(k, id).memMax;
  let victim = 0;
  let worst = -1;
  k.tx.each(taskTable, (task) => {
    if (task.state === 'zombie' || task.tid !== task.tgid || !isWithin(k, task.cgroup, id)) return;
    const score = badness(task, limit);
    if (score > worst) {
      worst = score;
      victim = task.tid;
    }
  });
  k.tx.edit(cgroupTable, id).oomEvents++;
  if (victim === 0) return 0;
  const group = (k.tx.get(taskTable, victim) as Task).cgroup;
  k.tx.edit(cgroupTable, group).oomKills++;
  wake(k, `oom${group}`);
  killTask(k, victim);
  return victim;
}

/**
 * Charges `bytes` of anonymous memory of `task` to its cgroup and the ones above. While a limit is passed the OOM killer
 * takes the worst task under that limit. Returns false when the charge could not be made (nobody to kill, or the task
 * itself was killed).
 */
export function chargeMemory(k: Kernel, task: Task, bytes: number): boolean {
  if (bytes > 0) {
    for (let over = overLimit(k, task.cgroup, bytes); over !== 0; over = overLimit(k, task.cgroup, bytes)) {
      const victim = oomKill(k, over);
      if (victim === 0 || victim === task.tgid) return false;
    }
  }
  addMemory(k, task.cgroup, bytes, 'anon');
  const leader = task.tid === task.tgid ? task : k.tx.edit(taskTable, task.tgid);
  leader.memory += bytes;
  return true;
}
