/** Releasing what a task holds, threads that end, and reaping (kernel/exit.c). Death itself is in deliver.ts. */
import { addMemory, chargePids } from '../cgroup/hierarchy.ts';
import { dropFdTable } from '../fs/fd-table.ts';
import type { Kernel } from '../kernel.ts';
import { dropNamespace } from '../ns/namespace.ts';
import { freePids } from '../ns/pid.ts';
import { endWait, wake } from '../wait-queue.ts';
import { type Task, taskTable } from './task.ts';

/** Gives up everything but the record itself. */
export function release(k: Kernel, task: Task): void {
  endWait(k, task);
  task.out = [];
  task.next = null;
  task.sigPending = [];
  dropFdTable(k, task.files);
  if (task.memory !== 0) addMemory(k, task.cgroup, -task.memory, 'anon');
  task.memory = 0;
  chargePids(k, task.cgroup, -1);
  for (const ns of [task.mntNs, task.netNs, task.utsNs, task.ipcNs, task.cgroupNs, task.userNs]) dropNamespace(k, ns);
}

/** Removes the record and its numbers: the task is gone. */
export function forget(k: Kernel, task: Readonly<Task>): void {
  freePids(k, task);
  k.tx.remove(taskTable, task.tid);
  dropNamespace(k, task.pidNs);
}

/** Ends one thread that is not its group's leader. */
export function exitThread(k: Kernel, tid: number): void {
  const task = k.tx.edit(taskTable, tid);
  release(k, task);
  const leader = k.tx.edit(taskTable, task.tgid);
  leader.threads = leader.threads.filter((t) => t !== tid);
  leader.cpuNs += task.cpuNs;
  forget(k, task);
  wake(k, `t${tid}`);
}

/** Takes a dead child off its parent and forgets it (the second half of wait4). */
export function reapChild(k: Kernel, parent: number, tid: number): void {
  const dead = k.tx.get(taskTable, tid) as Readonly<Task>;
  const to = k.tx.edit(taskTable, parent);
  to.children = to.children.filter((c) => c !== tid);
  to.childCpuNs += dead.cpuNs + dead.childCpuNs;
  forget(k, dead);
}
