/** Signals (signal(7)): numbers, names, dispositions. Sending is in deliver.ts, kill(2) in kill.ts. */
import { EINVAL } from '../errno.ts';
import type { Disposition } from '../syscall.ts';
import type { Task } from './task.ts';

export const SIGHUP = 1;
export const SIGINT = 2;
export const SIGQUIT = 3;
export const SIGABRT = 6;
export const SIGKILL = 9;
export const SIGUSR1 = 10;
export const SIGSEGV = 11;
export const SIGUSR2 = 12;
export const SIGPIPE = 13;
export const SIGALRM = 14;
export const SIGTERM = 15;
export const SIGCHLD = 17;
export const SIGCONT = 18;
export const SIGSTOP = 19;
export const SIGTSTP = 20;
export const SIGTTIN = 21;
export const SIGTTOU = 22;
export const SIGURG = 23;
export const SIGWINCH = 28;
/** Highest signal number. */
export const SIGRTMAX = 64;

/** Names without SIG, by number (x86-64); real-time signals are RTMIN+n. */
export const SIGNAL_NAMES: readonly string[] = [
  '',
  'HUP',
  'INT',
  'QUIT',
  'ILL',
  'TRAP',
  'ABRT',
  'BUS',
  'FPE',
  'KILL',
  'USR1',
  'SEGV',
  'USR2',
  'PIPE',
  'ALRM',
  'TERM',
  'STKFLT',
  'CHLD',
  'CONT',
  'STOP',
  'TSTP',
  'TTIN',
  'TTOU',
  'URG',
  'XCPU',
  'XFSZ',
  'VTALRM',
  'PROF',
  'WINCH',
  'IO',
  'PWR',
  'SYS',
];

/** What the kernel does by default. */
export function defaultAction(signal: number): 'ignore' | 'stop' | 'continue' | 'terminate' {
  if (signal === SIGCHLD || signal === SIGURG || signal === SIGWINCH) return 'ignore';
  if (signal === SIGSTOP || signal === SIGTSTP || signal === SIGTTIN || signal === SIGTTOU) return 'stop';
  return signal === SIGCONT ? 'continue' : 'terminate';
}

/** SIG_DFL, SIG_IGN or a handler. */
export function dispositionOf(task: Readonly<Task>, signal: number): Disposition {
  if (task.sigCatch.includes(signal)) return 'catch';
  return task.sigIgnore.includes(signal) ? 'ignore' : 'default';
}

/** sigaction(2). */
export function setDisposition(task: Task, signal: number, to: Disposition): number {
  if (signal < 1 || signal > SIGRTMAX || signal === SIGKILL || signal === SIGSTOP) return EINVAL;
  task.sigCatch = task.sigCatch.filter((s) => s !== signal);
  task.sigIgnore = task.sigIgnore.filter((s) => s !== signal);
  if (to === 'catch') task.sigCatch = [...task.sigCatch, signal];
  if (to === 'ignore') task.sigIgnore = [...task.sigIgnore, signal];
  return 0;
}
