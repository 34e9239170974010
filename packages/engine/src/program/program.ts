/**
 * The contract of everything that runs. A program is a named set of labels. The handler of a label runs to its next
 * wait and says how to go on; nothing but the task's plain locals lives across a wait, so a world can be encoded,
 * forked and decoded at any moment, in the middle of any program.
 */

import type { Errno } from '../kernel/errno.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Next, Sys } from '../kernel/syscall.ts';
import type { Bytes } from '../util/bytes.ts';

export type { Next };

/**
 * What a handler sees of its task. `locals` is the task's own copy: its fields may be assigned, but what they hold is
 * frozen (replace, never mutate inside), because older worlds share it.
 */
export interface Proc<L extends object = object> extends Sys {
  /** The transaction's kernel: for daemons that own tables (dockerd, containerd). Ordinary programs keep to the calls. */
  readonly k: Kernel;
  readonly argv: readonly Bytes[];
  /** `NAME=value`, in order. */
  readonly env: readonly Bytes[];
  getenv(name: Bytes): Bytes | undefined;
  locals: L;
  /**
   * Queues `data` for `fd`, as stdio would: the runtime writes it, waiting as often as needed, before it acts on
   * what the handler returned. Keep one handler's output under 256 KiB and loop with `goto`.
   */
  print(fd: number, data: Bytes): void;
  /** True when a queued write failed (EBADF, EIO, ENOSPC…); the errno of the last failure. Reset by reading. */
  printError(): Errno | 0;

  /** True when the wait that led to this handler ended by its timeout. A wake may be spurious: check what was waited for. */
  readonly timedOut: boolean;
  goto(label: string): Next;
  /** Goes on at `label` when `fd` may be read (data, end of file, or an error). */
  waitRead(fd: number, label: string): Next;
  waitWrite(fd: number, label: string): Next;
  /** Goes on when any of `fds` may be read, or after `timeoutNs`. */
  poll(fds: readonly number[], label: string, timeoutNs?: number): Next;
  /** Wait key that tells when `fd` may be read, for waiting on it together with other keys. */
  readKeyOf(fd: number): string;
  /** Goes on when a child has changed state. */
  waitChild(label: string): Next;
  sleep(ns: number, label: string): Next;
  /** Goes on at `label` when one of the wait keys is woken, or after `timeoutNs`; the handler checks which. */
  waitKeys(keys: readonly string[], label: string, timeoutNs?: number): Next;
  /** Waits for signals only (pause(2)). */
  pause(label: string): Next;
  /** Ends the task; the code is taken modulo 256. */
  exit(code: number): Next;
  /** Ends the handler after a successful execve: the new image starts. */
  done(): Next;
  /** Continues as another program with the same task, argv and environment, from its `start` (multi-call binaries). */
  become(program: string): Next;
}

export type Handler<L extends object> = (p: Proc<L>) => Next;

/** A program: `start` is where execve begins, with empty locals. */
export interface Program<L extends object = object> {
  readonly name: string;
  /** Raised when the meaning of its locals or labels changes. */
  readonly version: number;
  readonly labels: { readonly [label: string]: Handler<L> };
  /** Called for each signal with disposition `catch`, between handlers. Returning null goes back to the interrupted wait (EINTR and retry). */
  readonly onSignal?: (p: Proc<L>, signal: number) => Next | null;
  /** Anonymous memory of a fresh process, in bytes (default 512 KiB). */
  readonly memory?: number;
}

/** Checks and returns a program; `L` is the shape of its locals, all JSON. */
export function defineProgram<L extends object>(
  name: string,
  version: number,
  labels: { readonly start: Handler<L>; readonly [label: string]: Handler<L> },
  more: Omit<Program<L>, 'name' | 'version' | 'labels'> = {},
): Program<L> {
  return { name, version, labels, ...more };
}
