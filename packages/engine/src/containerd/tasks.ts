/** containerd's task service (core/runtime/v2): a shim per container, processes in it, and their events. Wait key `c8d`. */
import type { Kernel } from '../kernel/kernel.ts';
import { forkTask } from '../kernel/task/clone.ts';
import { exitGroup, sendSignal } from '../kernel/task/deliver.ts';
import { type Task, taskTable } from '../kernel/task/task.ts';
import { wake } from '../kernel/wait-queue.ts';
import { applyResources, createScope, freeze, removeScope } from '../runc/cgroup.ts';
import { createInit, execInContainer, type Stdio } from '../runc/create.ts';
import type { RuncError, Spec, SpecProcess, SpecResources } from '../runc/spec.ts';
import { intTable } from '../store/table.ts';
import { assert } from '../util/assert.ts';

/** A process that a shim watches, by tid. */
export interface C8dProcess {
  container: string;
  /** '' for process 1. */
  exec: string;
  shim: number;
}
export const c8dProcessTable = intTable<C8dProcess>('c8d_process', 1);

/** What containerd tells dockerd (api/events): exits and OOM kills, in order. */
export interface C8dEvent {
  topic: 'exit' | 'oom';
  container: string;
  exec: string;
  tid: number;
  /** 128 + signal, or the exit code. */
  status: number;
}
export const c8dEventTable = intTable<C8dEvent>('c8d_event', 1);

/** Publishes an event for dockerd. */
export function publish(k: Kernel, event: C8dEvent): void {
  k.tx.put(c8dEventTable, k.nextId('c8d_event'), event);
  wake(k, 'c8d');
}

/** The task that runs `program` on the host, such as containerd itself. */
export function findDaemon(k: Kernel, program: string): Readonly<Task> {
  let found: Readonly<Task> | undefined;
  k.tx.each(taskTable, (task) => {
    if (task.program === program && task.tid === task.tgid && task.state !== 'zombie') found = task;
    return found === undefined;
  });
  assert(found !== undefined, `${program} is not running`);
  return found;
}

/** A running task: its shim, process 1 and cgroup. */
export interface C8dTask {
  readonly shim: number;
  readonly tid: number;
  readonly scope: number;
}

/** Tasks/Create: starts a shim and has runc create the container. */
export function createTask(k: Kernel, host: Readonly<Task>, spec: Spec, stdio: Stdio): C8dTask | RuncError {
  const containerd = findDaemon(k, 'containerd');
  const argv = [
    '/usr/bin/containerd-shim-runc-v2',
    '-namespace',
    'moby',
    '-id',
    spec.id,
    '-address',
    '/run/containerd/containerd.sock',
  ];
  const shim = forkTask(k, containerd, {
    label: 'start',
    locals: {},
    program: 'containerd-shim-runc-v2',
    parent: 1,
    comm: 'containerd-shim',
    argv,
    exe: argv[0] as string,
  });
  if (shim < 0) return { error: 'fork/exec /usr/bin/containerd-shim-runc-v2: resource temporarily unavailable' };
  k.span('containerd', 'task create', [`task ${shim}`]);
  const scope = createScope(k, spec.id, spec.cgroupParent, spec.resources);
  const made = createInit(k, k.tx.get(taskTable, shim) as Task, host, spec, scope, stdio);
  if (typeof made !== 'number') {
    exitGroup(k, shim, 0, 0);
    removeScope(k, scope);
    return made;
  }
  k.tx.put(c8dProcessTable, made, { container: spec.id, exec: '', shim });
  return { shim, tid: made, scope };
}

/** Tasks/Exec: one more process in a running container. */
export function execTaskProcess(
  k: Kernel,
  shim: number,
  init: number,
  container: string,
  exec: string,
  process: SpecProcess,
  stdio: Stdio,
): number | RuncError {
  const made = execInContainer(k, k.tx.get(taskTable, shim) as Task, k.tx.get(taskTable, init) as Task, process, stdio);
  if (typeof made === 'number') k.tx.put(c8dProcessTable, made, { container, exec, shim });
  return made;
}

/** Tasks/Kill. */
export function killTaskProcess(k: Kernel, tid: number, signal: number): void {
  sendSignal(k, tid, signal, null);
}

/** Tasks/Update, Pause, Resume. */
export function updateTask(k: Kernel, scope: number, resources: SpecResources): void {
  applyResources(k, scope, resources);
}

/** Freezes or thaws the container. */
export function pauseTask(k: Kernel, scope: number, on: boolean): void {
  freeze(k, scope, on);
}

/** Tasks/Delete and the shim's end. */
export function deleteTask(k: Kernel, shim: number, scope: number): void {
  if (k.tx.get(taskTable, shim) !== undefined) exitGroup(k, shim, 0, 0);
  removeScope(k, scope);
}
