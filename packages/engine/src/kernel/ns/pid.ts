/** PID namespaces (pid_namespaces(7)): giving out numbers at every level, and translating between levels. */
import { EAGAIN, ENOMEM } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { pidTable, type Task, taskTable } from '../task/task.ts';
import { createNamespace, dropNamespace, getNamespace, holdNamespace, namespaceTable } from './namespace.ts';

/** pid_max of the first namespace. */
export const PID_MAX = 4194304;
/** Key of the first PID namespace, whose pids are the tids. */
export const FIRST_PID_NS = 1;

/** A new namespace below `parent`, which it keeps alive. */
export function createPidNamespace(k: Kernel, parent: number): number {
  if (parent !== 0) holdNamespace(k, parent);
  return createNamespace(k, 'pid', { parent, level: parent === 0 ? 0 : getNamespace(k, parent).level + 1 });
}

/** namespaceDestroy of kind pid. */
export function destroyPidNamespace(k: Kernel, ns: number): void {
  const { parent } = getNamespace(k, ns);
  if (parent !== 0) dropNamespace(k, parent);
}

/**
 * Pids for a new task in `ns` and every namespace above it, own level first; the last is the tid. EAGAIN when the first
 * namespace is full; ENOMEM when `ns` has lost its process 1.
 */
export function allocatePids(k: Kernel, ns: number): readonly number[] | number {
  const pids: number[] = [];
  for (let at = ns; at !== 0; ) {
    const record = k.tx.edit(namespaceTable, at);
    if (record.initTid < 0) return ENOMEM;
    const isTaken =
      at === FIRST_PID_NS
        ? (n: number) => k.tx.get(taskTable, n) !== undefined
        : (n: number) => k.tx.get2(pidTable, at, n) !== undefined;
    let next = record.lastPid;
    let tries = 0;
    do {
      next = next >= PID_MAX ? 300 : next + 1;
      if (++tries > PID_MAX) return EAGAIN;
    } while (isTaken(next));
    record.lastPid = next;
    pids.push(next);
    at = record.parent;
  }
  const tid = pids[pids.length - 1] as number;
  for (let at = ns, i = 0; at !== FIRST_PID_NS; at = getNamespace(k, at).parent, i++)
    k.tx.put2(pidTable, at, pids[i] as number, { tid });
  return pids;
}

/** Gives the task's numbers back. */
export function freePids(k: Kernel, task: Readonly<Task>): void {
  for (let at = task.pidNs, i = 0; at !== FIRST_PID_NS && at !== 0; at = getNamespace(k, at).parent, i++)
    k.tx.remove2(pidTable, at, task.pids[i] as number);
}

/** Tid of `pid` as seen in `ns`, 0 when there is none. */
export function tidOf(k: Kernel, ns: number, pid: number): number {
  if (ns === FIRST_PID_NS) return k.tx.get(taskTable, pid) === undefined ? 0 : pid;
  return k.tx.get2(pidTable, ns, pid)?.tid ?? 0;
}

/** Pid of the task as seen from `ns`, 0 when it is not visible there (as getppid(2) shows a parent outside). */
export function pidIn(k: Kernel, ns: number, task: Readonly<Task>): number {
  const depth = getNamespace(k, ns).level;
  const own = task.pids.length - 1;
  if (depth > own) return 0;
  let at = task.pidNs;
  for (let level = own; level > depth; level--) at = getNamespace(k, at).parent;
  return at === ns ? (task.pids[own - depth] as number) : 0;
}

/** Is `task` in the PID namespace `ns` or below it? */
export function seesTask(k: Kernel, ns: number, task: Readonly<Task>): boolean {
  for (let at = task.pidNs; at !== 0; at = getNamespace(k, at).parent) if (at === ns) return true;
  return false;
}
