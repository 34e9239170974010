/** Implementation of ProcessCalls and TtyCalls (kernel/syscall.ts). */
import type { Bytes } from '../../util/bytes.ts';
import { chargeMemory } from '../cgroup/memory.ts';
import { EINVAL, ENOMEM, ENOSYS, ENOTTY, EPERM, type Errno, ESRCH } from '../errno.ts';
import { fileOf } from '../fs/fd-table.ts';
import { fileTable } from '../fs/file.ts';
import { getAttr, setAttr, setForeground, ttyTable } from '../ipc/tty.ts';
import { getNamespace, namespaceTable } from '../ns/namespace.ts';
import { setnsTask, unshareTask } from '../ns/nsproxy.ts';
import { pidIn, tidOf } from '../ns/pid.ts';
import {
  type Cred,
  type Disposition,
  type ProcessCalls,
  RLIM_INFINITY,
  type RlimitName,
  type TtyAttr,
  type TtyCalls,
  type Utsname,
  type Waited,
} from '../syscall.ts';
import { CAP_SYS_ADMIN, CAP_SYS_NICE, CAP_SYS_RESOURCE, hasCap } from '../task/capability.ts';
import { createThread, forkTask } from '../task/clone.ts';
import { changeCred } from '../task/credentials.ts';
import { execTask } from '../task/exec.ts';
import { kill } from '../task/kill.ts';
import { defaultRlimit } from '../task/rlimit.ts';
import { takeFrames } from '../task/sched.ts';
import { dispositionOf, setDisposition } from '../task/signal.ts';
import { type Task, taskTable } from '../task/task.ts';
import { waitTask } from '../task/wait.ts';
import { SysBase } from './base.ts';

/** Kernel identity as uname(2) tells it. */
export const KERNEL_RELEASE = '6.12.57+deb13-amd64';
export const KERNEL_VERSION = '#1 SMP PREEMPT_DYNAMIC Debian 6.12.57-1 (2025-11-05)';

export class ProcessSys extends SysBase implements ProcessCalls, TtyCalls {
  get pid(): number {
    const { k, task } = this;
    return task.tid === task.tgid ? (task.pids[0] as number) : pidIn(k, task.pidNs, this.leader());
  }

  getppid(): number {
    const parent = this.k.tx.get(taskTable, this.leader().parent);
    return parent === undefined ? 0 : pidIn(this.k, this.task.pidNs, parent);
  }

  fork(label: string, locals: object): number {
    const tid = forkTask(this.k, this.task, { label, locals });
    return tid < 0 ? tid : pidIn(this.k, this.task.pidNs, this.k.tx.get(taskTable, tid) as Task);
  }

  thread(program: string, locals: object): number {
    return createThread(this.k, this.task, program, locals);
  }

  execve(path: Bytes, argv: readonly Bytes[], env: readonly Bytes[]): number {
    return execTask(this.k, this.task, path, argv, env);
  }

  wait(pid: number, untraced = false): Waited | Errno {
    return waitTask(this.k, this.task, pid, untraced);
  }

  kill(pid: number, signal: number): number {
    return kill(this.k, this.task, pid, signal);
  }

  sigaction(signal: number, disposition: Disposition): number {
    return setDisposition(this.leader(), signal, disposition);
  }

  disposition(signal: number): Disposition {
    return dispositionOf(this.leader(), signal);
  }

  /** The task `pid` of the caller's namespace, 0 meaning the caller. */
  private find(pid: number): Task | undefined {
    if (pid === 0) return this.leader();
    const tid = tidOf(this.k, this.task.pidNs, pid);
    return tid === 0 ? undefined : this.k.tx.edit(taskTable, tid);
  }

  private seen(tgid: number): number {
    const task = this.k.tx.get(taskTable, tgid);
    return task === undefined ? tgid : pidIn(this.k, this.task.pidNs, task);
  }

  getpgid(pid: number): number {
    const task = this.find(pid);
    return task === undefined ? ESRCH : this.seen(task.pgid);
  }

  setpgid(pid: number, pgid: number): number {
    const task = this.find(pid);
    if (task === undefined) return ESRCH;
    if (task.sid !== this.task.sid) return EPERM;
    if (pgid === 0) task.pgid = task.tgid;
    else {
      const leader = tidOf(this.k, this.task.pidNs, pgid);
      task.pgid = leader === 0 ? pgid : leader;
    }
    return 0;
  }

  getsid(): number {
    return this.seen(this.task.sid);
  }

  setsid(): number {
    const task = this.leader();
    if (task.pgid === task.tgid && task.sid === task.tgid) return EPERM;
    task.sid = task.tgid;
    task.pgid = task.tgid;
    task.tty = 0;
    return this.pid;
  }

  cred(): Cred {
    return this.task.cred;
  }

  setCred(change: Partial<Cred>): number {
    return changeCred(this.task, change);
  }

  hasCap(capability: number): boolean {
    return hasCap(this.task.cred, capability);
  }

  rlimit(name: RlimitName): { readonly soft: number; readonly hard: number } {
    return this.task.rlimits[name] ?? defaultRlimit(name);
  }

  setRlimit(name: RlimitName, soft: number, hard: number): number {
    const old = this.rlimit(name);
    const above = (a: number, b: number): boolean => b !== RLIM_INFINITY && (a === RLIM_INFINITY || a > b);
    if (above(soft, hard)) return EINVAL;
    if (above(hard, old.hard) && !hasCap(this.task.cred, CAP_SYS_RESOURCE)) return EPERM;
    this.task.rlimits = { ...this.task.rlimits, [name]: { soft, hard } };
    return 0;
  }

  nice(increment: number): number {
    if (increment < 0 && !hasCap(this.task.cred, CAP_SYS_NICE)) return EPERM;
    this.task.nice = Math.max(-20, Math.min(19, this.task.nice + increment));
    return 0;
  }

  brk(deltaBytes: number): number {
    const leader = this.leader();
    const limit = this.rlimit('as').soft;
    if (deltaBytes > 0 && limit !== RLIM_INFINITY && leader.memory + deltaBytes > limit) return ENOMEM;
    return chargeMemory(this.k, this.task, Math.max(deltaBytes, -leader.memory)) ? 0 : ENOMEM;
  }

  get memory(): number {
    return this.leader().memory;
  }

  burn(frames: number): void {
    takeFrames(this.k, this.task, frames);
  }

  times(): { readonly self: number; readonly children: number } {
    const leader = this.leader();
    return { self: leader.cpuNs, children: leader.childCpuNs };
  }

  random(n: number): Bytes {
    return this.k.randomBytes('getrandom', n);
  }

  uname(): Utsname {
    const uts = getNamespace(this.k, this.task.utsNs);
    return {
      sysname: 'Linux',
      nodename: uts.hostname,
      release: KERNEL_RELEASE,
      version: KERNEL_VERSION,
      machine: 'x86_64',
      domainname: uts.domainname === '' ? '(none)' : uts.domainname,
    };
  }

  sethostname(name: Bytes): number {
    if (!hasCap(this.task.cred, CAP_SYS_ADMIN)) return EPERM;
    if (name.length > 64) return EINVAL;
    this.k.tx.edit(namespaceTable, this.task.utsNs).hostname = name;
    return 0;
  }

  unshare(kinds: readonly string[]): number {
    return unshareTask(this.k, this.task, kinds);
  }

  setns(pid: number, kinds: readonly string[]): number {
    const target = this.find(pid);
    return target === undefined ? ESRCH : setnsTask(this.k, this.task, target, kinds);
  }

  reboot(): number {
    return hasCap(this.task.cred, 22) ? ENOSYS : EPERM;
  }

  /** Key of the terminal behind `fd`, or ENOTTY / EBADF. */
  private ttyOf(fd: number): number {
    const id = fileOf(this.k, this.task, fd);
    if (id < 0) return id;
    const file = this.k.tx.get(fileTable, id);
    return file !== undefined && (file.kind === 'tty' || file.kind === 'ptm') ? file.obj : ENOTTY;
  }

  isatty(fd: number): boolean {
    return this.ttyOf(fd) > 0;
  }

  tcgetattr(fd: number): TtyAttr | Errno {
    const tty = this.ttyOf(fd);
    return tty < 0 ? tty : getAttr(this.k, tty);
  }

  tcsetattr(fd: number, change: Partial<TtyAttr>): number {
    const tty = this.ttyOf(fd);
    if (tty < 0) return tty;
    setAttr(this.k, tty, change);
    return 0;
  }

  tcgetpgrp(fd: number): number {
    const tty = this.ttyOf(fd);
    return tty < 0 ? tty : this.seen(this.k.tx.get(ttyTable, tty)?.foreground ?? 0);
  }

  tcsetpgrp(fd: number, pgid: number): number {
    const tty = this.ttyOf(fd);
    if (tty < 0) return tty;
    const leader = tidOf(this.k, this.task.pidNs, pgid);
    setForeground(this.k, tty, leader === 0 ? pgid : leader);
    return 0;
  }
}
