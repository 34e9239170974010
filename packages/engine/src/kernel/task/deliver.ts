/**
 * Sending signals and dying of them (kernel/signal.c, kernel/exit.c). The two are one subject: a signal may end a process,
 * whose end sends signals to its parent, its children and its session.
 */

import { isFrozen } from '../cgroup/hierarchy.ts';
import { sweepMounts } from '../fs/mount.ts';
import type { Kernel } from '../kernel.ts';
import { getNamespace, namespaceTable } from '../ns/namespace.ts';
import { seesTask } from '../ns/pid.ts';
import { wake } from '../wait-queue.ts';
import { exitThread, forget, reapChild, release } from './exit.ts';
import { enqueue, startTick } from './sched.ts';
import { defaultAction, dispositionOf, SIGCHLD, SIGCONT, SIGHUP, SIGKILL, SIGSTOP } from './signal.ts';
import { type Task, taskTable } from './task.ts';

/** SIGNAL_UNKILLABLE: process 1 of a namespace ignores what it does not handle, but SIGKILL and SIGSTOP from outside. */
function isProtected(k: Kernel, task: Readonly<Task>, signal: number, sender: Readonly<Task> | null): boolean {
  const ns = getNamespace(k, task.pidNs);
  if (ns.initTid !== task.tgid) return false;
  if (signal !== SIGKILL && signal !== SIGSTOP) return true;
  return ns.level === 0 || (sender !== null && sender.pidNs === task.pidNs);
}

function continueTask(k: Kernel, task: Task): void {
  if (!task.stopped) return;
  task.stopped = false;
  task.stopSignal = 0;
  wake(k, `c${task.parent}`);
  if (task.state === 'running') enqueue(k, task);
  else startTick(k);
}

/** Interrupts a sleeping task so that it looks at its signals (signal_wake_up). */
function interrupt(k: Kernel, task: Task): void {
  if (task.state === 'waiting') enqueue(k, task);
}

/**
 * Sends `signal` to a process. `sender` null is the kernel or somebody outside all its namespaces. Fatal default
 * actions happen at once, also while it sleeps; a frozen process dies of SIGKILL only, the rest stays pending.
 */
export function sendSignal(k: Kernel, tgid: number, signal: number, sender: Readonly<Task> | null): void {
  const seen = k.tx.get(taskTable, tgid);
  if (seen === undefined || seen.state === 'zombie' || signal === 0) return;
  const task = k.tx.edit(taskTable, tgid);
  const disposition = dispositionOf(task, signal);
  if (signal === SIGCONT) continueTask(k, task);
  if (disposition === 'catch') {
    if (!task.sigPending.includes(signal)) task.sigPending = [...task.sigPending, signal];
    interrupt(k, task);
    return;
  }
  if (disposition === 'ignore') return;
  const action = defaultAction(signal);
  if (action === 'ignore' || action === 'continue' || isProtected(k, task, signal, sender)) return;
  if (signal !== SIGKILL && (isFrozen(k, task.cgroup) || (task.stopped && action === 'terminate'))) {
    if (!task.sigPending.includes(signal)) task.sigPending = [...task.sigPending, signal];
    return;
  }
  if (action === 'stop') stopTask(k, task, signal);
  else exitGroup(k, tgid, 0, signal);
}

function stopTask(k: Kernel, task: Task, signal: number): void {
  task.stopped = true;
  task.stopSignal = signal;
  wake(k, `c${task.parent}`);
}

/** Signals that waited while the task was stopped or frozen and are fatal by default; called when it runs again. True: it died. */
export function deliverFatal(k: Kernel, task: Task): boolean {
  for (const signal of task.sigPending) {
    if (dispositionOf(task, signal) !== 'default') continue;
    task.sigPending = task.sigPending.filter((s) => s !== signal);
    const action = defaultAction(signal);
    if (action === 'terminate') {
      exitGroup(k, task.tgid, 0, signal);
      return true;
    }
    if (action === 'stop') stopTask(k, task, signal);
  }
  return false;
}

/** SIGKILL by the kernel itself: nobody is immune. */
export function killTask(k: Kernel, tgid: number): void {
  const task = k.tx.get(taskTable, tgid);
  if (task !== undefined && task.state !== 'zombie') exitGroup(k, tgid, 0, SIGKILL);
}

/** Who inherits the children of a dead process: the nearest subreaper above it, else process 1 of its namespace. */
function reaperOf(k: Kernel, dead: Readonly<Task>): number {
  for (
    let at = k.tx.get(taskTable, dead.parent);
    at !== undefined && at.pidNs === dead.pidNs;
    at = k.tx.get(taskTable, at.parent)
  ) {
    if (at.subreaper && at.state !== 'zombie') return at.tgid;
  }
  const init = getNamespace(k, dead.pidNs).initTid;
  return init === dead.tgid ? 0 : init;
}

function reparentChildren(k: Kernel, dead: Task): void {
  if (dead.children.length === 0) return;
  const reaper = reaperOf(k, dead);
  for (const tid of dead.children) {
    // killed with the namespace, and nobody to wait for it: already forgotten
    if (k.tx.get(taskTable, tid) === undefined) continue;
    const child = k.tx.edit(taskTable, tid);
    child.parent = reaper;
    if (child.pdeathSignal !== 0) sendSignal(k, tid, child.pdeathSignal, null);
    if (reaper === 0) {
      if (child.state === 'zombie') forget(k, child);
      continue;
    }
    const to = k.tx.edit(taskTable, reaper);
    to.children = [...to.children, tid];
    if (child.state === 'zombie') notifyParent(k, child);
  }
  dead.children = [];
}

/** Tells the parent; a parent that ignores SIGCHLD, or none at all, leaves no zombie. */
function notifyParent(k: Kernel, dead: Task): void {
  const parent = k.tx.get(taskTable, dead.parent);
  if (parent === undefined || parent.state === 'zombie') {
    forget(k, dead);
    return;
  }
  if (dispositionOf(parent, SIGCHLD) === 'ignore') {
    reapChild(k, parent.tgid, dead.tid);
    return;
  }
  wake(k, `c${parent.tgid}`);
  sendSignal(k, parent.tgid, SIGCHLD, null);
}

/** Everybody in the namespace of a dead process 1 is killed with it. */
function killNamespace(k: Kernel, ns: number): void {
  const inside: number[] = [];
  k.tx.each(taskTable, (task) => {
    if (task.tid === task.tgid && task.state !== 'zombie' && seesTask(k, ns, task)) inside.push(task.tid);
  });
  for (const tid of inside) if (k.tx.get(taskTable, tid) !== undefined) exitGroup(k, tid, 0, SIGKILL);
}

/** exit_group(2), or death by `signal` (> 0): the whole process ends. */
export function exitGroup(k: Kernel, tgid: number, code: number, signal: number): void {
  const seen = k.tx.get(taskTable, tgid);
  if (seen === undefined || seen.state === 'zombie') return;
  const task = k.tx.edit(taskTable, tgid);
  for (const tid of task.threads) exitThread(k, tid);
  task.state = 'zombie';
  task.stopped = false;
  task.exitCode = signal > 0 ? 0 : code & 255;
  task.exitSignal = signal;
  const ns = getNamespace(k, task.pidNs);
  const isInit = ns.initTid === tgid;
  release(k, task);
  if (isInit) killNamespace(k, task.pidNs);
  reparentChildren(k, task);
  if (isInit) k.tx.edit(namespaceTable, task.pidNs).initTid = -1;
  if (task.sid === tgid && task.tty !== 0) hangUpSession(k, task);
  wake(k, `x${tgid}`);
  notifyParent(k, task);
  sweepMounts(k);
}

/** The death of a session leader hangs up the foreground group (disassociate_ctty). */
function hangUpSession(k: Kernel, leader: Readonly<Task>): void {
  const inside: number[] = [];
  k.tx.each(taskTable, (task) => {
    if (task.sid === leader.sid && task.tid === task.tgid && task.state !== 'zombie') inside.push(task.tid);
  });
  for (const tid of inside) sendSignal(k, tid, SIGHUP, null);
}
