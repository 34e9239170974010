/** The first task of a machine (init/main.c): process 1 in the first namespace of each kind. */
import { chargePids, createRootCgroup } from '../kernel/cgroup/hierarchy.ts';
import { createFdTable } from '../kernel/fs/fd-table.ts';
import type { Node } from '../kernel/fs/filesystem.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { createNamespace, namespaceTable } from '../kernel/ns/namespace.ts';
import { allocatePids, createPidNamespace, FIRST_PID_NS } from '../kernel/ns/pid.ts';
import { holdNamespaces } from '../kernel/task/clone.ts';
import { ROOT_CRED } from '../kernel/task/credentials.ts';
import { cpuQueueTable, enqueue } from '../kernel/task/sched.ts';
import { type Task, taskTable } from '../kernel/task/task.ts';
import { assert } from '../util/assert.ts';

/** Namespaces that genesis has made already, and where `/` is. */
export interface FirstNamespaces {
  readonly mntNs: number;
  readonly netNs: number;
  readonly rootMnt: number;
  readonly rootNode: Node;
}

/** Makes the PID namespace 1, the root cgroup and the queue for slices; call before anything else makes a namespace. */
export function createMachineTables(k: Kernel): void {
  const ns = createPidNamespace(k, 0);
  assert(ns === FIRST_PID_NS, 'the first namespace must be the first PID namespace');
  createRootCgroup(k);
  k.tx.put(cpuQueueTable, 0, { tids: [], ticking: false, minVruntime: 0 });
}

/** Process 1 in `cgroup`, running `program`. */
export function createInitTask(
  k: Kernel,
  first: FirstNamespaces,
  cgroup: number,
  hostname: string,
  program: string,
): Task {
  const pids = allocatePids(k, FIRST_PID_NS);
  assert(typeof pids !== 'number', 'no pid for process 1');
  chargePids(k, cgroup, 1);
  const task = k.tx.put(taskTable, 1, {
    tid: 1,
    tgid: 1,
    parent: 0,
    children: [],
    threads: [],
    state: 'waiting',
    stopped: false,
    pids,
    pidNs: FIRST_PID_NS,
    childPidNs: FIRST_PID_NS,
    mntNs: first.mntNs,
    netNs: first.netNs,
    utsNs: createNamespace(k, 'uts', { hostname }),
    ipcNs: createNamespace(k, 'ipc'),
    cgroupNs: createNamespace(k, 'cgroup', { root: 1 }),
    userNs: createNamespace(k, 'user'),
    cgroup,
    cred: ROOT_CRED,
    files: createFdTable(k),
    cwdMnt: first.rootMnt,
    cwdNode: first.rootNode,
    rootMnt: first.rootMnt,
    rootNode: first.rootNode,
    umask: 0o022,
    pgid: 1,
    sid: 1,
    tty: 0,
    comm: 'systemd',
    exe: '/usr/lib/systemd/systemd',
    argv: ['/sbin/init'],
    env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'LANG=C.UTF-8'],
    program,
    label: 'start',
    locals: {},
    out: [],
    next: null,
    waitKeys: [],
    timer: 0,
    timedOut: false,
    outError: 0,
    exitCode: 0,
    exitSignal: 0,
    stopSignal: 0,
    sigCatch: [],
    sigIgnore: [],
    sigPending: [],
    rlimits: {},
    nice: 0,
    oomScoreAdj: 0,
    memory: 0,
    cpuNs: 0,
    childCpuNs: 0,
    startedAt: k.now,
    burst: 0,
    burstAt: 0,
    subreaper: false,
    seccomp: '',
    pdeathSignal: 0,
  });
  holdNamespaces(k, task);
  k.tx.edit(namespaceTable, FIRST_PID_NS).initTid = 1;
  enqueue(k, task);
  return task;
}
