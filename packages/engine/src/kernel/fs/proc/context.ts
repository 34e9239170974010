/** What the files of proc are made from: the reader, the process they are about, and the wiring to other parts of the kernel. */
import type { Bytes } from '../../../util/bytes.ts';
import type { Errno } from '../../errno.ts';
import type { Kernel } from '../../kernel.ts';
import { pidIn } from '../../ns/pid.ts';
import { type Task, taskTable } from '../../task/task.ts';

/** What proc needs from the layers above and beside it; wired by the host. */
export interface ProcSources {
  /** Kernel release and version, as uname(2) tells them. */
  readonly release: Bytes;
  readonly version: Bytes;
  /** Names in /proc/net, and the text of one in a network namespace. */
  readonly netFiles: readonly Bytes[];
  netFile(k: Kernel, netNs: number, name: Bytes): Bytes;
  /** Names of the interfaces of a network namespace: directories of /proc/sys/net/ipv4/conf. */
  interfaces(k: Kernel, netNs: number): readonly Bytes[];
}

/** A look into one file. */
export interface ProcContext {
  readonly k: Kernel;
  readonly sources: ProcSources;
  /** PID namespace of the mounted instance: pids are shown as it sees them. */
  readonly ns: number;
  readonly reader: Readonly<Task>;
}

/** A generated file that tells of the whole machine. Without `write` it cannot be written (EPERM). */
export interface MachineFile {
  readonly mode: number;
  text(c: ProcContext): Bytes | Errno;
  write?(c: ProcContext, data: Bytes): number;
}

/** A generated file in a process's directory. */
export interface ProcessFile {
  readonly mode: number;
  text(c: ProcContext, target: Readonly<Task>): Bytes | Errno;
  write?(c: ProcContext, target: Readonly<Task>, data: Bytes): number;
}

/** Kernel clock ticks a second, the unit of times in `stat` files (USER_HZ). */
const TICKS = 100;

/** Nanoseconds as clock ticks. */
export function ticks(ns: number): number {
  return Math.floor((ns / 1e9) * TICKS);
}

/** The leader of a task's thread group. */
export function leaderOf(k: Kernel, task: Readonly<Task>): Readonly<Task> {
  return task.tid === task.tgid ? task : (k.tx.get(taskTable, task.tgid) ?? task);
}

/** Pid of the process `tgid` as the instance sees it, 0 when it is gone or outside. */
export function shownPid(c: ProcContext, tgid: number): number {
  const task = tgid === 0 ? undefined : c.k.tx.get(taskTable, tgid);
  return task === undefined ? 0 : pidIn(c.k, c.ns, task);
}

/** The ids of `task` from the instance's namespace down to its own. */
export function shownPids(c: ProcContext, task: Readonly<Task>): readonly number[] {
  const seen = task.pids.indexOf(pidIn(c.k, c.ns, task));
  return task.pids.slice(0, seen + 1).reverse();
}
