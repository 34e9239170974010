/** Runs programs: the implementation of the kernel's Resume (kernel/kernel.ts). */

import { EAGAIN } from '../kernel/errno.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { deliverFatal, exitGroup } from '../kernel/task/deliver.ts';
import { exitThread } from '../kernel/task/exit.ts';
import { takeFrames, waitForCpu } from '../kernel/task/sched.ts';
import { dispositionOf } from '../kernel/task/signal.ts';
import { type Task, taskTable } from '../kernel/task/task.ts';
import { endWait, waitOn } from '../kernel/wait-queue.ts';
import type { Program } from '../program/program.ts';
import type { ProgramRegistry } from '../program/registry.ts';
import { assert } from '../util/assert.ts';
import { TaskProc } from './proc.ts';

/** Is the task still there and not dead? A handler may have killed its own process. */
function isAlive(k: Kernel, task: Task): boolean {
  return task.state !== 'zombie' && k.tx.get(taskTable, task.tid) !== undefined;
}

/** Writes queued output; false when the task now waits for room. */
function flush(k: Kernel, p: TaskProc, task: Task): boolean {
  while (task.out.length > 0) {
    const first = task.out[0] as { fd: number; data: string };
    const n = p.write(first.fd, first.data);
    if (!isAlive(k, task)) return false;
    if (n === EAGAIN) {
      waitOn(k, task, [p.writeKeyOf(first.fd)], -1);
      return false;
    }
    if (n < 0) task.outError = n;
    if (n < 0 || n >= first.data.length) task.out = task.out.slice(1);
    else task.out = [{ fd: first.fd, data: first.data.slice(n) }, ...task.out.slice(1)];
  }
  return true;
}

/** Calls handlers of caught signals. True: go on; false: the task waits again or is dead. */
function deliver(k: Kernel, p: TaskProc, task: Task, program: Program): boolean {
  const interrupted = task.waitKeys.length > 0 || task.timer !== 0;
  if (deliverFatal(k, task) || task.stopped) return false;
  let changed = false;
  while (task.sigPending.length > 0) {
    const signal = task.sigPending[0] as number;
    task.sigPending = task.sigPending.slice(1);
    if (dispositionOf(task, signal) !== 'catch' || program.onSignal === undefined) continue;
    const next = program.onSignal(p, signal);
    if (!isAlive(k, task)) return false;
    if (next === null) continue;
    endWait(k, task);
    task.next = next;
    changed = true;
  }
  if (interrupted && !changed) {
    task.state = 'waiting';
    // output queued by the handler must not wait for the sleep to end
    if (task.out.length > 0) return flush(k, p, task) && false;
    return false;
  }
  return true;
}

/** Acts on `task.next`. Returns whether a handler is to be called now. */
function proceed(k: Kernel, p: TaskProc, task: Task, registry: ProgramRegistry): boolean {
  const next = task.next;
  if (next === null) return true;
  task.next = null;
  switch (next.kind) {
    case 'goto':
      task.label = next.label;
      return true;
    case 'wait':
      task.label = next.label;
      waitOn(k, task, next.keys, next.timeout);
      return false;
    case 'exit':
      if (task.tid === task.tgid) exitGroup(k, task.tid, next.code, 0);
      else exitThread(k, task.tid);
      return false;
    case 'done':
      p.program = programOf(registry, task);
      return true;
  }
}

function programOf(registry: ProgramRegistry, task: Readonly<Task>): Program {
  const program = registry.programs.get(task.program);
  assert(program !== undefined, `no program ${task.program}`);
  return program;
}

/** The Resume of a registry. */
export function createResume(registry: ProgramRegistry): (k: Kernel, tid: number) => void {
  const p = new TaskProc();
  return (k, tid) => {
    const task = k.tx.edit(taskTable, tid);
    const program = programOf(registry, task);
    task.locals = { ...task.locals };
    p.aim(k, task, program);
    k.current = tid;
    // what the next wait is for may have happened while the output was blocked: look again instead of sleeping
    if (task.out.length > 0 && task.next?.kind === 'wait' && task.next.keys.length > 0)
      task.next = { kind: 'goto', label: task.next.label };
    if (task.sigPending.length > 0 && !deliver(k, p, task, program)) return;
    for (;;) {
      if (task.out.length > 0 && !flush(k, p, task)) return;
      if (!proceed(k, p, task, registry)) return;
      if (task.sigPending.length > 0 && !deliver(k, p, task, p.program)) return;
      if (task.next !== null) continue;
      if (!takeFrames(k, task, 1)) {
        waitForCpu(k, task);
        return;
      }
      const handler = p.program.labels[task.label];
      assert(handler !== undefined, `program ${task.program} has no label ${task.label}`);
      const next = handler(p);
      if (!isAlive(k, task)) return;
      task.next = next;
    }
  };
}
