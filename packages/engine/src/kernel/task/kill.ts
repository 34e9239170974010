/** kill(2): who may be signalled, and groups of processes. */
import { EINVAL, EPERM, ESRCH } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { getNamespace } from '../ns/namespace.ts';
import { seesTask, tidOf } from '../ns/pid.ts';
import { CAP_KILL, hasCap } from './capability.ts';
import { sendSignal } from './deliver.ts';
import { SIGCONT, SIGRTMAX } from './signal.ts';
import { type Task, taskTable } from './task.ts';

/** kill_ok_by_cred(): same user, CAP_KILL, or SIGCONT within the session. */
export function mayKill(sender: Readonly<Task>, target: Readonly<Task>, signal: number): boolean {
  const { uid, euid } = sender.cred;
  const to = target.cred;
  if (uid === to.uid || euid === to.uid || uid === to.euid || euid === to.euid) return true;
  return hasCap(sender.cred, CAP_KILL) || (signal === SIGCONT && sender.sid === target.sid);
}

/** Sends to each process of group `pgid`; ESRCH when there is none. */
export function signalGroup(k: Kernel, pgid: number, signal: number, sender: Readonly<Task> | null): number {
  const targets: number[] = [];
  k.tx.each(taskTable, (task) => {
    if (task.pgid === pgid && task.tid === task.tgid && task.state !== 'zombie') targets.push(task.tid);
  });
  if (targets.length === 0) return ESRCH;
  return signalAll(k, targets, signal, sender);
}

function signalAll(k: Kernel, targets: readonly number[], signal: number, sender: Readonly<Task> | null): number {
  let result = EPERM;
  for (const tid of targets) {
    const target = k.tx.get(taskTable, tid);
    if (target === undefined) continue;
    if (sender !== null && !mayKill(sender, target, signal)) continue;
    result = 0;
    sendSignal(k, tid, signal, sender);
  }
  return result;
}

/** kill(2) by `sender` with `pid` in its PID namespace. */
export function kill(k: Kernel, sender: Readonly<Task>, pid: number, signal: number): number {
  if (signal < 0 || signal > SIGRTMAX) return EINVAL;
  if (pid > 0) {
    const tid = tidOf(k, sender.pidNs, pid);
    const target = tid === 0 ? undefined : k.tx.get(taskTable, tid);
    if (target === undefined) return ESRCH;
    if (!mayKill(sender, target, signal)) return EPERM;
    sendSignal(k, target.tgid, signal, sender);
    return 0;
  }
  if (pid === 0) return signalGroup(k, sender.pgid, signal, sender);
  if (pid < -1) {
    const leader = tidOf(k, sender.pidNs, -pid);
    return signalGroup(k, leader === 0 ? -pid : leader, signal, sender);
  }
  const level = sender.pids.length;
  const targets: number[] = [];
  k.tx.each(taskTable, (task) => {
    const inside =
      task.pids.length >= level && task.tid === task.tgid && task.state !== 'zombie' && task.tgid !== sender.tgid;
    if (inside && task.tid !== getNamespace(k, sender.pidNs).initTid && seesTask(k, sender.pidNs, task))
      targets.push(task.tid);
  });
  return targets.length === 0 ? ESRCH : signalAll(k, targets, signal, sender);
}
