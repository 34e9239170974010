/** wait4(2). */
import { EAGAIN, ECHILD } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { pidIn } from '../ns/pid.ts';
import type { Waited } from '../syscall.ts';
import { reapChild } from './exit.ts';
import { type Task, taskTable } from './task.ts';

/** A dead child that matches is reaped and told; EAGAIN when a living one matches, ECHILD when none does. */
export function waitTask(k: Kernel, task: Readonly<Task>, pid: number, untraced: boolean): Waited | number {
  const leader = k.tx.get(taskTable, task.tgid) as Readonly<Task>;
  let matches = false;
  for (const tid of leader.children) {
    const child = k.tx.get(taskTable, tid);
    if (child === undefined) continue;
    const seen = pidIn(k, task.pidNs, child);
    if (pid > 0 && seen !== pid) continue;
    if (pid === 0 && child.pgid !== task.pgid) continue;
    if (pid < -1 && pidIn(k, task.pidNs, k.tx.get(taskTable, child.pgid) ?? child) !== -pid) continue;
    matches = true;
    if (child.state === 'zombie') {
      const result = { pid: seen, code: child.exitCode, signal: child.exitSignal, stopped: 0 };
      reapChild(k, task.tgid, tid);
      return result;
    }
    if (untraced && child.stopped && child.stopSignal !== 0) {
      const result = { pid: seen, code: 0, signal: 0, stopped: child.stopSignal };
      k.tx.edit(taskTable, tid).stopSignal = 0;
      return result;
    }
  }
  return matches ? EAGAIN : ECHILD;
}
