/** The task behind a system call: what all groups of calls share. */
import type { Kernel } from '../kernel.ts';
import { type Task, taskTable } from '../task/task.ts';

/** Bound anew to each task that runs; never kept. */
export class SysBase {
  k!: Kernel;
  /** The calling task, owned by the transaction. */
  task!: Task;

  /** Aims the calls at `task`. */
  bindTask(k: Kernel, task: Task): void {
    this.k = k;
    this.task = task;
  }

  /** The thread group's leader: holds signals, memory and children. */
  leader(): Task {
    return this.task.tid === this.task.tgid ? this.task : this.k.tx.edit(taskTable, this.task.tgid);
  }

  get now(): number {
    return this.k.now;
  }

  get epochSec(): number {
    return this.k.epochSec;
  }
}
