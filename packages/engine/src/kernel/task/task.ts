/** The process record (struct task_struct) as far as the simulation needs it. */
import { intPairTable, intTable } from '../../store/table.ts';
import type { Bytes } from '../../util/bytes.ts';
import type { Node } from '../fs/filesystem.ts';
import type { Cred, Next, RlimitName } from '../syscall.ts';

/** Queued output of a handler: bytes still to be written to a descriptor. */
export interface Queued {
  readonly fd: number;
  readonly data: Bytes;
}

/** Limits of getrlimit(2); -1 is RLIM_INFINITY. */
export type Rlimits = { readonly [name in RlimitName]?: { readonly soft: number; readonly hard: number } };

/**
 * running: in the run queue (or would be, but for a stop or a freeze); waiting: on keys, a timer or both; cpu: waits for
 * its share of a core; zombie: dead, not yet waited for. Being stopped (`stopped`) and frozen (the cgroup's) are apart.
 */
export type TaskState = 'running' | 'waiting' | 'cpu' | 'zombie';

export interface Task {
  /** Thread id in the first PID namespace: the key of the record. `tgid` is the process (thread group) id. */
  tid: number;
  tgid: number;
  /** tgid of the parent, 0 for the first process and for a process entered into a namespace from outside it. */
  parent: number;
  /** tgids of living and unwaited children, oldest first. Kept on the leader. */
  children: readonly number[];
  /** tids of the group's other threads. Kept on the leader. */
  threads: readonly number[];
  state: TaskState;
  /** Stopped by a job-control signal until SIGCONT. */
  stopped: boolean;
  /** Process id in each PID namespace from its own up to the first. */
  pids: readonly number[];
  pidNs: number;
  /** PID namespace for its children (unshare(2) of pid). */
  childPidNs: number;
  mntNs: number;
  netNs: number;
  utsNs: number;
  ipcNs: number;
  cgroupNs: number;
  userNs: number;
  cgroup: number;
  cred: Cred;
  /** Key of the descriptor table, shared by threads. */
  files: number;
  cwdMnt: number;
  cwdNode: Node;
  rootMnt: number;
  rootNode: Node;
  umask: number;
  /** Process group and session, as tgids in the first PID namespace. */
  pgid: number;
  sid: number;
  /** Controlling terminal, 0 none. */
  tty: number;
  comm: Bytes;
  exe: Bytes;
  argv: readonly Bytes[];
  env: readonly Bytes[];
  program: string;
  label: string;
  locals: object;
  out: readonly Queued[];
  /** How to go on when `out` is written; null while waiting at `label`. */
  next: Next | null;
  waitKeys: readonly string[];
  /** Pending wake-up timer, 0 none. */
  timer: number;
  /** The last wait ended by its timeout, not by a key. */
  timedOut: boolean;
  /** Errno of a failed queued write, 0 none. */
  outError: number;
  exitCode: number;
  exitSignal: number;
  /** Job-control signal that stopped it, not yet reported to the parent; 0 none. */
  stopSignal: number;
  sigCatch: readonly number[];
  sigIgnore: readonly number[];
  sigPending: readonly number[];
  rlimits: Rlimits;
  nice: number;
  oomScoreAdj: number;
  /** Anonymous memory charged to the cgroup, bytes (leader only). */
  memory: number;
  /** CPU time of the task and of waited-for children, ns. */
  cpuNs: number;
  childCpuNs: number;
  startedAt: number;
  /** Frames run in the present burst, and the time when the burst began. */
  burst: number;
  burstAt: number;
  /** PR_SET_CHILD_SUBREAPER. */
  subreaper: boolean;
  /** AppArmor-like: seccomp mode as /proc shows it: 0 off, 2 filter; the filter's name. */
  seccomp: string;
  /** pdeath: signal sent to it when its parent dies, 0 none. */
  pdeathSignal: number;
}

export const taskTable = intTable<Task>('task', 1);

/** Processes of PID namespaces other than the first: (namespace, pid) to tid. */
export interface PidEntry {
  tid: number;
}
export const pidTable = intPairTable<PidEntry>('pid', 1);

/** Descriptors of a process: `files[fd]` is a key of the file table or 0; `cloexec[fd]` is 1 or 0. */
export interface FdTable {
  fds: readonly number[];
  cloexec: readonly number[];
  /** Tasks that share it. */
  refs: number;
}
export const fdTable = intTable<FdTable>('fd', 1);
