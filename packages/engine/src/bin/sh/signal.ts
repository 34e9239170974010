/** Signals by number, with the names and texts that the shells use (signal(7), glibc's strsignal). */
import type { Bytes } from '../../util/bytes.ts';

export const SIGHUP = 1;
export const SIGINT = 2;
export const SIGQUIT = 3;
export const SIGKILL = 9;
export const SIGPIPE = 13;
export const SIGTERM = 15;
export const SIGCHLD = 17;
export const SIGCONT = 18;
export const SIGSTOP = 19;
export const SIGTSTP = 20;
export const SIGTTIN = 21;
export const SIGTTOU = 22;
export const SIGWINCH = 28;

/** Names without SIG, by number; '' for 0. */
export const SIGNAL_NAMES: readonly Bytes[] = [
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

const TEXTS: readonly Bytes[] = [
  '',
  'Hangup',
  'Interrupt',
  'Quit',
  'Illegal instruction',
  'Trace/breakpoint trap',
  'Aborted',
  'Bus error',
  'Floating point exception',
  'Killed',
  'User defined signal 1',
  'Segmentation fault',
  'User defined signal 2',
  'Broken pipe',
  'Alarm clock',
  'Terminated',
  'Stack fault',
  'Child exited',
  'Continued',
  'Stopped (signal)',
  'Stopped',
  'Stopped (tty input)',
  'Stopped (tty output)',
  'Urgent I/O condition',
  'CPU time limit exceeded',
  'File size limit exceeded',
  'Virtual timer expired',
  'Profiling timer expired',
  'Window changed',
  'I/O possible',
  'Power failure',
  'Bad system call',
];

/** strsignal(3). */
export function signalText(signal: number): Bytes {
  return TEXTS[signal] ?? `Unknown signal ${signal}`;
}

/** Real-time signals, whose names count from both ends. */
function realtimeName(signal: number): Bytes {
  if (signal < 34 || signal > 64) return '';
  if (signal === 34) return 'RTMIN';
  if (signal === 64) return 'RTMAX';
  return signal < 50 ? `RTMIN+${signal - 34}` : `RTMAX-${64 - signal}`;
}

/** Name without SIG; '' when there is no such signal. */
export function signalName(signal: number): Bytes {
  return SIGNAL_NAMES[signal] ?? realtimeName(signal);
}

/** Number of a name (with or without SIG, any case) or number; -1 when there is none. */
export function signalNumber(text: Bytes): number {
  if (/^\d+$/.test(text)) {
    const n = Number(text);
    return n <= 64 ? n : -1;
  }
  const name = text.toUpperCase().replace(/^SIG/, '');
  if (name === '') return -1;
  const aliases: { readonly [name: string]: number } = { CLD: 17, IOT: 6, POLL: 29 };
  const known = SIGNAL_NAMES.indexOf(name);
  if (known > 0) return known;
  for (let n = 34; n <= 64; n++) if (realtimeName(n) === name) return n;
  return aliases[name] ?? -1;
}
