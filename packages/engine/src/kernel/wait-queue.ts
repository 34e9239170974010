/**
 * Wait queues (wait.h): a task waits on any number of keys and at most one timer; whoever changes what a key stands for
 * wakes it, and the woken task looks again. Keys are short strings such as `p7r` (pipe 7 may be read).
 */
import { type Kernel, waitQueueTable } from './kernel.ts';
import { enqueue } from './task/sched.ts';
import { type Task, taskTable } from './task/task.ts';

/** Puts the task to sleep on `keys` and, when `timeoutNs` is not negative, a timer. `task` must be owned by the transaction. */
export function waitOn(k: Kernel, task: Task, keys: readonly string[], timeoutNs: number): void {
  task.state = 'waiting';
  task.waitKeys = keys;
  task.timedOut = false;
  for (const key of keys) {
    const queue = k.tx.get(waitQueueTable, key);
    if (queue === undefined) k.tx.put(waitQueueTable, key, { tids: [task.tid] });
    else k.tx.edit(waitQueueTable, key).tids = [...queue.tids, task.tid];
  }
  if (timeoutNs >= 0) task.timer = k.setTimer(timeoutNs, 'task', task.tid, '');
}

function leaveQueue(k: Kernel, key: string, tid: number): void {
  const queue = k.tx.get(waitQueueTable, key);
  if (queue === undefined) return;
  if (queue.tids.length === 1 && queue.tids[0] === tid) k.tx.remove(waitQueueTable, key);
  else k.tx.edit(waitQueueTable, key).tids = queue.tids.filter((t) => t !== tid);
}

/** Takes the task off all its queues and cancels its timer. */
export function endWait(k: Kernel, task: Task): void {
  if (task.waitKeys.length > 0) {
    for (const key of task.waitKeys) leaveQueue(k, key, task.tid);
    task.waitKeys = NO_KEYS;
  }
  if (task.timer !== 0) {
    k.cancelTimer(task.timer);
    task.timer = 0;
  }
}

const NO_KEYS: readonly string[] = [];

/** Wakes every task that waits for `key`. */
export function wake(k: Kernel, key: string): void {
  const queue = k.tx.get(waitQueueTable, key);
  if (queue === undefined) return;
  for (const tid of queue.tids) {
    const task = k.tx.edit(taskTable, tid);
    endWait(k, task);
    enqueue(k, task);
  }
}

/** Timer handler `task`: a wait ran out. */
export function onWaitTimeout(k: Kernel, tid: number): void {
  if (k.tx.get(taskTable, tid) === undefined) return;
  const task = k.tx.edit(taskTable, tid);
  task.timer = 0;
  endWait(k, task);
  task.timedOut = true;
  enqueue(k, task);
}
