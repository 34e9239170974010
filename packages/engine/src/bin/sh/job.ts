/** Jobs: pipelines that were started, their processes and how they ended (POSIX 2.9.3.1, bash(1) JOB CONTROL). */
import { ECHILD } from '../../kernel/errno.ts';
import type { Bytes } from '../../util/bytes.ts';
import { jobText } from './job-text.ts';
import type { Shell, Step } from './shell.ts';
import { SIGCONT, SIGINT, SIGPIPE, signalText } from './signal.ts';
import { type Job, OPT, type Proc1 } from './state.ts';

/** Status of a process that runs, and of one that is stopped. */
export const RUNNING = -1;
/** See RUNNING. */
export const STOPPED = -2;

/** Adds a job for processes just started; gives its number. */
export function addJob(sh: Shell, pids: readonly number[], group: number, text: Bytes, background: boolean): number {
  const { L } = sh;
  if (!sh.bash) L.jobs = L.jobs.filter((j) => !j.notified || jobState(j) !== 'done');
  let id = 1;
  for (const j of L.jobs) if (j.id >= id) id = j.id + 1;
  const procs = pids.map((pid) => ({ pid, status: RUNNING, signal: 0 }));
  L.jobOrder++;
  L.jobs = [...L.jobs, { id, group, procs, text, background, notified: false, order: L.jobOrder }];
  return id;
}

/** The job of a number. */
export function findJob(sh: Shell, id: number): Job | undefined {
  return sh.L.jobs.find((j) => j.id === id);
}

/** Replaces a job's record. */
export function putJob(sh: Shell, job: Job): void {
  sh.L.jobs = sh.L.jobs.map((j) => (j.id === job.id ? job : j));
}

/** Forgets a job. */
export function removeJob(sh: Shell, id: number): void {
  sh.L.jobs = sh.L.jobs.filter((j) => j.id !== id);
}

/** running, stopped or done. */
export function jobState(job: Job): 'running' | 'stopped' | 'done' {
  let stopped = false;
  for (const q of job.procs) {
    if (q.status === RUNNING) return 'running';
    if (q.status === STOPPED) stopped = true;
  }
  return stopped ? 'stopped' : 'done';
}

/** Exit status of a process: 128 + signal when one ended or stopped it. */
export function statusOf(q: Proc1): number {
  return q.signal > 0 ? 128 + q.signal : q.status < 0 ? 0 : q.status;
}

/** Takes the reports of children that changed state; gives the errno that ended it (ECHILD: there are no children). */
export function reap(sh: Shell): number {
  const { p, L } = sh;
  const untraced = sh.has(OPT.monitor);
  for (;;) {
    const w = p.wait(-1, untraced);
    if (typeof w === 'number') return w;
    L.jobs = L.jobs.map((j) => {
      if (!j.procs.some((q) => q.pid === w.pid)) return j;
      const status = w.stopped > 0 ? STOPPED : w.code;
      const procs = j.procs.map((q) =>
        q.pid === w.pid ? { pid: q.pid, status, signal: w.stopped > 0 ? w.stopped : w.signal } : q,
      );
      return { ...j, procs, notified: false };
    });
  }
}

/** Status of a finished (or stopped) pipeline, with `pipefail`. */
export function pipelineStatus(sh: Shell, job: Job): number {
  const last = job.procs[job.procs.length - 1] as Proc1;
  if (!sh.has(OPT.pipefail)) return statusOf(last);
  for (let i = job.procs.length - 1; i >= 0; i--) {
    const s = statusOf(job.procs[i] as Proc1);
    if (s !== 0) return s;
  }
  return 0;
}

/** A frame that waits for a job in the foreground. */
export function foreground(sh: Shell, id: number, n: number): Step {
  const { p, L } = sh;
  if (findJob(sh, id) === undefined) return null;
  const none = reap(sh) === ECHILD;
  const now = findJob(sh, id) as Job;
  const state = jobState(now);
  if (state === 'running') {
    if (none) return lost(sh, now);
    sh.push({ k: 'fg', job: id, check: true, n });
    return p.waitChild('run');
  }
  if (sh.has(OPT.monitor) && L.subshell === 0) takeTerminal(sh);
  L.status = pipelineStatus(sh, now);
  L.pipeStatus = now.procs.map(statusOf);
  if (state === 'stopped') {
    putJob(sh, {
      ...now,
      text: now.text === '' ? jobText(sh, n) : now.text,
      background: true,
      notified: true,
      order: ++L.jobOrder,
    });
    sh.write(2, `\n${jobLine(sh, findJob(sh, id) as Job, false)}\n`);
    return null;
  }
  removeJob(sh, id);
  reportDeath(sh, now, n);
  return null;
}

/** A child that somebody else has waited for, or that is not ours. */
function lost(sh: Shell, job: Job): Step {
  removeJob(sh, job.id);
  sh.L.status = 127;
  return null;
}

/** The terminal goes back to the shell. */
export function takeTerminal(sh: Shell): void {
  const group = sh.p.getpgid(0);
  if (sh.p.tcgetpgrp(0) !== group) sh.p.tcsetpgrp(0, group);
}

/** What is said about a job in the foreground that a signal ended (jobs.c notify_of_job_status, dash's showjob). */
function reportDeath(sh: Shell, job: Job, n: number): void {
  const { L } = sh;
  if (!sh.bash) {
    for (const q of job.procs) if (isReported(q)) sh.write(2, `${signalText(q.signal)}\n`);
    if (L.subshell === 0 && sh.interactive && job.procs.some((q) => q.signal === SIGINT)) sh.write(2, '\n');
    return;
  }
  const last = job.procs[job.procs.length - 1] as Proc1;
  if (!isReported(last)) {
    if (last.signal === SIGINT) {
      if (sh.interactive && L.subshell === 0) sh.write(2, '\n');
      else interrupted(sh);
    }
    return;
  }
  if (sh.has(OPT.interactive) || last.signal === 15) sh.write(2, `${signalText(last.signal)}\n`);
  else sh.write(2, `${sh.prefix()}${processLine(last, job.text === '' ? jobText(sh, n) : job.text)}\n`);
}

/** A script whose command was interrupted at the terminal ends like it. */
function interrupted(sh: Shell): void {
  if (sh.p.isatty(0) && !sh.L.traps.some((t) => t[0] === SIGINT)) sh.exit(130);
}

function isReported(q: Proc1): boolean {
  return q.signal > 0 && q.signal !== SIGINT && q.signal !== SIGPIPE;
}

function processLine(q: Proc1, text: Bytes): Bytes {
  return `${String(q.pid).padStart(5)} ${signalText(q.signal).padEnd(24)}${text}`;
}

/** `Running`, `Done`, `Exit 3`, `Killed`… */
function stateText(sh: Shell, job: Job, long: boolean): Bytes {
  switch (jobState(job)) {
    case 'running':
      return 'Running';
    case 'stopped':
      return sh.bash && long ? signalText(job.procs.find((q) => q.status === STOPPED)?.signal ?? 20) : 'Stopped';
    default: {
      const last = job.procs[job.procs.length - 1] as Proc1;
      if (last.signal > 0) return signalText(last.signal);
      if (last.status === 0) return 'Done';
      return sh.bash ? `Exit ${last.status}` : `Done(${last.status})`;
    }
  }
}

/** The current job and the one before it: `+` and `-`. */
export function currentJobs(sh: Shell): readonly (Job | undefined)[] {
  const candidates = sh.L.jobs.filter((j) => j.background);
  const rank = (j: Job): number => (jobState(j) === 'stopped' ? 2e9 : 0) + j.order;
  const sorted = [...candidates].sort((a, b) => rank(b) - rank(a));
  return [sorted[0], sorted[1]];
}

/** One line of `jobs`. */
export function jobLine(sh: Shell, job: Job, long: boolean): Bytes {
  const [current, previous] = currentJobs(sh);
  const mark = job.id === current?.id ? '+' : job.id === previous?.id ? '-' : ' ';
  const state = stateText(sh, job, long);
  const pid = String(job.procs[0]?.pid ?? job.group);
  if (sh.bash) {
    const tail = jobState(job) === 'running' ? ' &' : '';
    const head = long ? `[${job.id}]${mark} ${pid.padStart(5)} ` : `[${job.id}]${mark}  `;
    return `${head}${state.padEnd(24)}${job.text}${tail}`;
  }
  const gap = sh.L.flavour === 'ash' ? '  ' : ' ';
  const space = sh.L.flavour === 'ash' ? '' : ' ';
  return `[${job.id}]${space}${mark}${long ? `${gap}${pid} ` : gap}${state.padEnd(27)}${sh.interactive ? job.text : ''}`;
}

/** Reports and forgets jobs in the background that have ended; an interactive shell does it before each prompt. */
export function notifyJobs(sh: Shell): void {
  for (const job of sh.L.jobs) {
    const state = jobState(job);
    if (state === 'running' || job.notified || !job.background) continue;
    if (sh.interactive) sh.write(2, `${jobLine(sh, job, false)}\n`);
    if (state === 'done') removeJob(sh, job.id);
    else putJob(sh, { ...job, notified: true });
  }
}

/** The job that `%1`, `%+`, `%-`, `%name`, `%?text` or `%` means. */
export function jobBySpec(sh: Shell, spec: Bytes): Job | undefined {
  const [current, previous] = currentJobs(sh);
  const what = spec.startsWith('%') ? spec.slice(1) : spec;
  if (what === '' || what === '%' || what === '+') return current;
  if (what === '-') return previous ?? current;
  const jobs = sh.L.jobs.filter((j) => j.background);
  if (/^\d+$/.test(what)) return jobs.find((j) => j.id === Number(what));
  const found = what.startsWith('?')
    ? jobs.filter((j) => j.text.includes(what.slice(1)))
    : jobs.filter((j) => j.text.startsWith(what));
  return found[found.length - 1];
}

/** Continues a job: in the foreground it gets the terminal. */
export function continueJob(sh: Shell, job: Job, inForeground: boolean): void {
  const { p, L } = sh;
  const procs = job.procs.map((q) => (q.status === STOPPED ? { ...q, status: RUNNING, signal: 0 } : q));
  putJob(sh, {
    ...job,
    procs,
    background: !inForeground,
    notified: false,
    order: inForeground ? job.order : ++L.jobOrder,
  });
  if (inForeground) {
    p.tcsetpgrp(0, job.group);
    sh.push({ k: 'fg', job: job.id, check: true, n: -1 });
  }
  p.kill(-job.group, SIGCONT);
}
