/** clone(2) and fork(2): new processes and threads. */
import { addMemory, chargePids } from '../cgroup/hierarchy.ts';
import { EAGAIN } from '../errno.ts';
import { copyFdTable } from '../fs/fd-table.ts';
import type { Kernel } from '../kernel.ts';
import { getNamespace, holdNamespace, namespaceTable } from '../ns/namespace.ts';
import { allocatePids } from '../ns/pid.ts';
import { RLIM_INFINITY } from '../syscall.ts';
import { enqueue } from './sched.ts';
import { fdTable, type Task, taskTable } from './task.ts';

/** Namespaces of a task, by the record's field names. */
const NS_FIELDS = ['mntNs', 'netNs', 'utsNs', 'ipcNs', 'cgroupNs', 'userNs'] as const;

/** Takes a reference on each namespace of the task. */
export function holdNamespaces(k: Kernel, task: Readonly<Task>): void {
  for (const field of NS_FIELDS) holdNamespace(k, task[field]);
  holdNamespace(k, task.pidNs);
}

function overNproc(k: Kernel, parent: Readonly<Task>): boolean {
  const limit = parent.rlimits.nproc;
  if (limit === undefined || limit.soft === RLIM_INFINITY || parent.cred.uid === 0) return false;
  let count = 0;
  k.tx.each(taskTable, (task) => {
    if (task.cred.uid === parent.cred.uid && task.state !== 'zombie') count++;
  });
  return count >= limit.soft;
}

/** How a new process differs from a copy of its parent. */
export type CloneChange = Partial<
  Pick<
    Task,
    | 'label'
    | 'locals'
    | 'program'
    | 'cgroup'
    | 'parent'
    | 'comm'
    | 'argv'
    | 'env'
    | 'cred'
    | 'pgid'
    | 'sid'
    | 'tty'
    | 'pidNs'
    | 'exe'
  >
>;

/**
 * A child process of `parent`: shares nothing but open file descriptions. Runs at `change.label` with `change.locals`.
 * Returns its tid, or EAGAIN when a limit on processes is met.
 */
export function forkTask(k: Kernel, parent: Readonly<Task>, change: CloneChange): number {
  const cgroup = change.cgroup ?? parent.cgroup;
  if (overNproc(k, parent) || !chargePids(k, cgroup, 1)) return EAGAIN;
  const pidNs = change.pidNs ?? parent.childPidNs;
  const pids = allocatePids(k, pidNs);
  if (typeof pids === 'number') {
    chargePids(k, cgroup, -1);
    return pids;
  }
  const tid = pids[pids.length - 1] as number;
  const leader = k.tx.get(taskTable, parent.tgid) as Readonly<Task>;
  const child = k.tx.put(taskTable, tid, {
    ...parent,
    tid,
    tgid: tid,
    parent: parent.tgid,
    children: [],
    threads: [],
    state: 'waiting',
    stopped: false,
    pids,
    pidNs,
    childPidNs: pidNs,
    out: [],
    next: null,
    waitKeys: [],
    timer: 0,
    timedOut: false,
    outError: 0,
    stopSignal: 0,
    sigPending: [],
    files: copyFdTable(k, parent.files),
    memory: leader.memory,
    cpuNs: 0,
    childCpuNs: 0,
    startedAt: k.now,
    subreaper: false,
    pdeathSignal: 0,
    ...change,
  });
  addMemory(k, cgroup, child.memory, 'anon');
  holdNamespaces(k, child);
  if (getNamespace(k, pidNs).initTid === 0) k.tx.edit(namespaceTable, pidNs).initTid = tid;
  if (child.parent !== 0) {
    const to = k.tx.edit(taskTable, child.parent);
    to.children = [...to.children, tid];
  }
  enqueue(k, child);
  return tid;
}

/** A thread of `leader`'s group running `program`: shares descriptors, memory, namespaces. Returns its tid, or EAGAIN. */
export function createThread(k: Kernel, of: Readonly<Task>, program: string, locals: object): number {
  if (!chargePids(k, of.cgroup, 1)) return EAGAIN;
  const pids = allocatePids(k, of.pidNs);
  if (typeof pids === 'number') {
    chargePids(k, of.cgroup, -1);
    return pids;
  }
  const tid = pids[pids.length - 1] as number;
  const thread = k.tx.put(taskTable, tid, {
    ...of,
    tid,
    children: [],
    threads: [],
    state: 'waiting',
    pids,
    program,
    label: 'start',
    locals,
    out: [],
    next: null,
    waitKeys: [],
    timer: 0,
    timedOut: false,
    outError: 0,
    sigPending: [],
    memory: 0,
    cpuNs: 0,
    childCpuNs: 0,
    startedAt: k.now,
  });
  k.tx.edit(fdTable, of.files).refs++;
  holdNamespaces(k, thread);
  const leader = k.tx.edit(taskTable, of.tgid);
  leader.threads = [...leader.threads, tid];
  enqueue(k, thread);
  return tid;
}
