/** wait. */
import { ECHILD } from '../../../kernel/errno.ts';
import type { Bytes } from '../../../util/bytes.ts';
import type { Frame } from '../frame.ts';
import { jobBySpec, jobState, pipelineStatus, putJob, RUNNING, reap, removeJob, statusOf } from '../job.ts';
import type { Shell, Step } from '../shell.ts';
import { SIGINT, SIGPIPE, SIGTERM, signalText } from '../signal.ts';
import type { Job } from '../state.ts';
import { checkStatus } from '../status.ts';
import { trapOf } from '../trap.ts';
import { given, readOptions } from './options.ts';

/** wait: for all jobs, for some, or (-n) for the next one. */
export function wait(sh: Shell, args: readonly Bytes[]): number | Step {
  const options = readOptions(sh, args, sh.bash ? 'nf' : '');
  if (options.status >= 0) return options.status;
  const operands = args.slice(options.rest);
  const pids: number[] = [];
  let status = 0;
  for (const o of operands) {
    if (o.startsWith('%')) {
      const job = jobBySpec(sh, o);
      if (job === undefined) {
        status = noSuchJob(sh, o);
        if (!sh.bash) return status;
        continue;
      }
      pids.push(job.procs[job.procs.length - 1]?.pid ?? 0);
    } else if (/^\d+$/.test(o)) pids.push(Number(o));
    else {
      if (!sh.bash) return sh.fail(`Illegal number: ${o}`, 'wait', 2);
      sh.error(`\`${o}': not a pid or valid job spec`, 'wait');
      return 1;
    }
  }
  if (operands.length > 0 && pids.length === 0) return status;
  sh.push({ k: 'wait', pids, all: operands.length === 0, any: given(options, 'n'), status });
  return null;
}

function noSuchJob(sh: Shell, spec: Bytes): number {
  if (sh.bash) {
    sh.error(`${spec}: no such job`, 'wait');
    return 127;
  }
  return sh.fail(sh.L.flavour === 'dash' ? `No such job: ${spec}` : `${spec}: no such job`, 'wait', 2);
}

function jobOf(sh: Shell, pid: number): Job | undefined {
  return sh.L.jobs.find((j) => j.procs.some((q) => q.pid === pid));
}

/** Goes on with a wait; a signal that is trapped ends it. */
export function runWait(sh: Shell, f: Extract<Frame, { k: 'wait' }>): Step {
  const { L, p } = sh;
  const signal = L.pending.find((s) => (trapOf(L, s) ?? '') !== '');
  if (signal !== undefined) {
    L.status = 128 + signal;
    return null;
  }
  const none = reap(sh) === ECHILD;
  const again = (frame: Omit<Extract<Frame, { k: 'wait' }>, 'next'>): Step => {
    sh.push(frame);
    return p.waitChild('run');
  };
  if (f.any) return waitAny(sh, f, none, again);
  if (f.all) {
    for (const job of L.jobs.filter((j) => j.background && jobState(j) === 'done')) {
      if (!job.notified) report(sh, job);
      // The Almquist shells list such jobs once more.
      if (sh.bash) removeJob(sh, job.id);
      else putJob(sh, { ...job, notified: true });
    }
    if (!none && L.jobs.some((j) => j.background && jobState(j) === 'running')) return again(f);
    L.status = 0;
    return null;
  }
  let { pids, status } = f;
  while (pids.length > 0) {
    const pid = pids[0] as number;
    const job = jobOf(sh, pid);
    const q = job?.procs.find((x) => x.pid === pid);
    if (job === undefined || q === undefined) {
      const known = L.finished.find((x) => x[0] === pid);
      if (known === undefined && sh.bash) sh.error(`pid ${pid} is not a child of this shell`, 'wait');
      status = known === undefined ? 127 : known[1];
    } else if (q.status === RUNNING && !none) return again({ k: 'wait', pids, all: false, any: false, status });
    else {
      const last = job.procs[job.procs.length - 1]?.pid === pid;
      status = last ? pipelineStatus(sh, job) : statusOf(q);
      if (jobState(job) === 'done') {
        report(sh, job);
        removeJob(sh, job.id);
        L.finished = [...L.finished.slice(-63), [pid, status]];
      }
    }
    pids = pids.slice(1);
  }
  L.status = status;
  checkStatus(sh);
  return null;
}

function waitAny(
  sh: Shell,
  f: Extract<Frame, { k: 'wait' }>,
  none: boolean,
  again: (f: Extract<Frame, { k: 'wait' }>) => Step,
): Step {
  const { L } = sh;
  const candidates = L.jobs.filter(
    (j) => j.background && (f.pids.length === 0 || j.procs.some((q) => f.pids.includes(q.pid))),
  );
  const done = candidates.find((j) => jobState(j) === 'done');
  if (done !== undefined) {
    L.status = pipelineStatus(sh, done);
    removeJob(sh, done.id);
    checkStatus(sh);
    return null;
  }
  if (candidates.length > 0 && !none) return again(f);
  L.status = 127;
  checkStatus(sh);
  return null;
}

/** What a script hears of a background job that a signal has ended. */
function report(sh: Shell, job: Job): void {
  const last = job.procs[job.procs.length - 1];
  if (sh.interactive || last === undefined || last.signal === 0 || last.signal === SIGINT || last.signal === SIGPIPE)
    return;
  if (sh.bash && last.signal === SIGTERM) return;
  if (sh.bash)
    sh.write(2, `${sh.prefix()}${String(last.pid).padStart(5)} ${signalText(last.signal).padEnd(24)}${job.text}\n`);
  else sh.write(2, `${signalText(last.signal)}\n`);
}
