/** Thawing: what could not run while its cgroup was frozen runs again (kernel/cgroup/freezer.c). */
import type { Kernel } from '../kernel.ts';
import { enqueue, startTick } from '../task/sched.ts';
import { type Task, taskTable } from '../task/task.ts';
import { tasksWithin } from './hierarchy.ts';

/** Puts the runnable tasks of a cgroup that has just been thawed back into the queues; signals that waited interrupt sleepers. */
export function thawTasks(k: Kernel, cgroup: number): void {
  for (const seen of tasksWithin(k, cgroup)) {
    const task: Task = k.tx.edit(taskTable, seen.tid);
    if (task.state === 'running' || (task.state === 'waiting' && task.sigPending.length > 0)) enqueue(k, task);
  }
  startTick(k);
}
