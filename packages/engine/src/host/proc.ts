/** The implementation of Proc over the kernel's system calls. */

import type { Errno } from '../kernel/errno.ts';
import { fileOf } from '../kernel/fs/fd-table.ts';
import { fileTable } from '../kernel/fs/file.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { TaskSys } from '../kernel/sys/task-sys.ts';
import type { Task } from '../kernel/task/task.ts';
import type { Next, Proc, Program } from '../program/program.ts';
import type { Bytes } from '../util/bytes.ts';

const NO_KEYS: readonly string[] = [];

/** One instance serves every task in turn. */
export class TaskProc extends TaskSys implements Proc {
  program!: Program;

  /** Aims it at `task`. */
  aim(k: Kernel, task: Task, program: Program): void {
    this.bindTask(k, task);
    this.program = program;
  }

  get argv(): readonly Bytes[] {
    return this.task.argv;
  }

  get env(): readonly Bytes[] {
    return this.task.env;
  }

  get locals(): object {
    return this.task.locals;
  }

  set locals(value: object) {
    this.task.locals = value;
  }

  get timedOut(): boolean {
    return this.task.timedOut;
  }

  getenv(name: Bytes): Bytes | undefined {
    const { env } = this.task;
    for (let i = env.length - 1; i >= 0; i--) {
      const entry = env[i] as Bytes;
      if (entry.length > name.length && entry.charCodeAt(name.length) === 61 && entry.startsWith(name))
        return entry.slice(name.length + 1);
    }
    return undefined;
  }

  print(fd: number, data: Bytes): void {
    if (data === '') return;
    const { out } = this.task;
    const last = out[out.length - 1];
    if (last !== undefined && last.fd === fd) this.task.out = [...out.slice(0, -1), { fd, data: last.data + data }];
    else this.task.out = [...out, { fd, data }];
  }

  printError(): Errno | 0 {
    const error = this.task.outError;
    this.task.outError = 0;
    return error;
  }

  goto(label: string): Next {
    return { kind: 'goto', label };
  }

  /** Wait key for writing to `fd`. */
  writeKeyOf(fd: number): string {
    const id = fileOf(this.k, this.task, fd);
    const file = id < 0 ? undefined : this.k.tx.get(fileTable, id);
    return file === undefined
      ? `t${this.task.tid}`
      : (this.k.env.fileOps[file.kind]?.writeKey(file) ?? `t${this.task.tid}`);
  }

  /** Wait key for reading from `fd`. */
  readKeyOf(fd: number): string {
    const id = fileOf(this.k, this.task, fd);
    const file = id < 0 ? undefined : this.k.tx.get(fileTable, id);
    return file === undefined
      ? `t${this.task.tid}`
      : (this.k.env.fileOps[file.kind]?.readKey(file) ?? `t${this.task.tid}`);
  }

  /** Is `fd` ready, and if not, which key tells? A bad or never-blocking descriptor is always ready. */
  private readiness(fd: number, forWriting: boolean): string | null {
    const id = fileOf(this.k, this.task, fd);
    const file = id < 0 ? undefined : this.k.tx.get(fileTable, id);
    if (file === undefined) return null;
    const ops = this.k.env.fileOps[file.kind];
    if (ops === undefined || (forWriting ? ops.writable(this.k, file) : ops.readable(this.k, file))) return null;
    return forWriting ? ops.writeKey(file) : ops.readKey(file);
  }

  waitRead(fd: number, label: string): Next {
    const key = this.readiness(fd, false);
    return key === null ? { kind: 'goto', label } : { kind: 'wait', label, keys: [key], timeout: -1 };
  }

  waitWrite(fd: number, label: string): Next {
    const key = this.readiness(fd, true);
    return key === null ? { kind: 'goto', label } : { kind: 'wait', label, keys: [key], timeout: -1 };
  }

  poll(fds: readonly number[], label: string, timeoutNs = -1): Next {
    const keys: string[] = [];
    for (const fd of fds) {
      const key = this.readiness(fd, false);
      if (key === null) return { kind: 'goto', label };
      if (!keys.includes(key)) keys.push(key);
    }
    return this.waitKeys(keys, label, timeoutNs);
  }

  waitChild(label: string): Next {
    return { kind: 'wait', label, keys: [`c${this.task.tgid}`], timeout: -1 };
  }

  sleep(ns: number, label: string): Next {
    return { kind: 'wait', label, keys: NO_KEYS, timeout: Math.max(0, Math.floor(ns)) };
  }

  waitKeys(keys: readonly string[], label: string, timeoutNs = -1): Next {
    if (keys.length === 0 && timeoutNs < 0) return this.pause(label);
    return { kind: 'wait', label, keys, timeout: timeoutNs < 0 ? -1 : Math.floor(timeoutNs) };
  }

  pause(label: string): Next {
    return { kind: 'wait', label, keys: [`t${this.task.tid}`], timeout: -1 };
  }

  exit(code: number): Next {
    return { kind: 'exit', code };
  }

  done(): Next {
    return { kind: 'done' };
  }

  become(program: string): Next {
    this.task.program = program;
    this.task.label = 'start';
    this.task.locals = {};
    return { kind: 'done' };
  }
}
