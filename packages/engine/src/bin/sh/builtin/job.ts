/** jobs, fg, bg, disown, kill. */
import { ESRCH } from '../../../kernel/errno.ts';
import type { Bytes } from '../../../util/bytes.ts';
import { continueJob, currentJobs, jobBySpec, jobLine, jobState, reap, removeJob } from '../job.ts';
import type { Shell, Step } from '../shell.ts';
import { SIGCONT, SIGNAL_NAMES, SIGTERM, signalName, signalNumber } from '../signal.ts';
import { type Job, OPT } from '../state.ts';
import { given, readOptions, usage } from './options.ts';

function noSuchJob(sh: Shell, spec: Bytes, builtin: Bytes): number {
  if (sh.bash) return sh.fail(`${spec}: no such job`, builtin, 1);
  return sh.fail(sh.L.flavour === 'dash' ? `No such job: ${spec}` : `${spec}: no such job`, builtin, 2);
}

/** jobs. */
export function jobs(sh: Shell, args: readonly Bytes[]): number {
  const options = readOptions(sh, args, sh.bash ? 'lnprs' : 'lp');
  if (options.status >= 0) return options.status;
  reap(sh);
  const operands = args.slice(options.rest);
  let selected: readonly Job[] = sh.L.jobs.filter((j) => j.background);
  if (!sh.bash) selected = [...selected].sort((a, b) => b.order - a.order);
  if (operands.length > 0) {
    const named: Job[] = [];
    for (const o of operands) {
      const job = jobBySpec(sh, o);
      if (job === undefined) return noSuchJob(sh, o, 'jobs');
      named.push(job);
    }
    selected = named;
  }
  let out = '';
  for (const job of selected) {
    const state = jobState(job);
    if ((given(options, 'r') && state !== 'running') || (given(options, 's') && state !== 'stopped')) continue;
    out += given(options, 'p') ? `${job.procs[0]?.pid}\n` : `${jobLine(sh, job, given(options, 'l'))}\n`;
    if (!sh.bash && state === 'done') removeJob(sh, job.id);
  }
  for (const job of selected) if (jobState(job) === 'done') removeJob(sh, job.id);
  sh.write(1, out, 'jobs');
  return 0;
}

/** fg. */
export function fg(sh: Shell, args: readonly Bytes[]): number | Step {
  if (sh.bash && !sh.has(OPT.monitor)) return sh.fail('no job control', 'fg', 1);
  const job = args[1] === undefined ? currentJobs(sh)[0] : jobBySpec(sh, args[1]);
  if (job === undefined) {
    if (args[1] !== undefined) return noSuchJob(sh, args[1], 'fg');
    return sh.bash ? sh.fail('current: no such job', 'fg', 1) : sh.fail('No current job', 'fg', 2);
  }
  if (!sh.has(OPT.monitor)) return sh.fail(`job ${args[1] ?? '%'} not created under job control`, 'fg', 2);
  sh.write(1, `${job.text}\n`);
  sh.flush();
  continueJob(sh, job, true);
  return null;
}

/** bg. */
export function bg(sh: Shell, args: readonly Bytes[]): number {
  if (sh.bash && !sh.has(OPT.monitor)) return sh.fail('no job control', 'bg', 1);
  const specs = args.length > 1 ? args.slice(1) : ['%+'];
  for (const spec of specs) {
    const job = jobBySpec(sh, spec);
    if (job === undefined) {
      if (args.length > 1) return noSuchJob(sh, spec, 'bg');
      return sh.bash ? sh.fail('current: no such job', 'bg', 1) : sh.fail('No current job', 'bg', 2);
    }
    if (!sh.has(OPT.monitor)) return sh.fail(`job ${spec} not created under job control`, 'bg', 2);
    if (jobState(job) === 'running' && sh.bash) {
      sh.error(`job ${job.id} already in background`, 'bg');
      continue;
    }
    continueJob(sh, job, false);
    sh.write(1, sh.bash ? `[${job.id}]+ ${job.text} &\n` : `[${job.id}] ${job.text}\n`);
  }
  return 0;
}

/** disown. */
export function disown(sh: Shell, args: readonly Bytes[]): number {
  const options = readOptions(sh, args, 'ahr');
  if (options.status >= 0) return options.status;
  if (given(options, 'a')) {
    sh.L.jobs = sh.L.jobs.filter((j) => !j.background);
    return 0;
  }
  const specs = args.slice(options.rest);
  for (const spec of specs.length === 0 ? ['%+'] : specs) {
    const job = /^\d+$/.test(spec)
      ? sh.L.jobs.find((j) => j.procs.some((q) => q.pid === Number(spec)))
      : jobBySpec(sh, spec);
    if (job === undefined) return sh.fail(`${specs.length === 0 ? 'current' : spec}: no such job`, 'disown', 1);
    if (!given(options, 'h')) removeJob(sh, job.id);
  }
  return 0;
}

function listSignals(sh: Shell): Bytes {
  if (sh.bash) {
    let out = '';
    let column = 0;
    for (let n = 1; n <= 64; n++) {
      const name = signalName(n);
      if (name === '') continue;
      out += `${String(n).padStart(2)}) SIG${name}`;
      column++;
      out += column % 5 === 0 ? '\n' : '\t';
    }
    return column % 5 === 0 ? out : `${out}\n`;
  }
  if (sh.L.flavour === 'ash')
    return SIGNAL_NAMES.slice(1)
      .map((name, i) => `${String(i + 1).padStart(2)}) ${name === 'IO' ? 'POLL' : name}\n`)
      .join('');
  let out = '0\n';
  for (let n = 1; n <= 64; n++) out += `${signalName(n) === '' || n === 16 ? n : signalName(n)}\n`;
  return out;
}

function translateSignals(sh: Shell, operands: readonly Bytes[]): number {
  let status = 0;
  for (const o of operands) {
    if (/^\d+$/.test(o)) {
      const n = Number(o) > 128 ? Number(o) - 128 : Number(o);
      const name = signalName(n);
      if (name !== '') sh.write(1, `${name}\n`, 'kill');
      else status = badSignal(sh, o);
      continue;
    }
    const n = signalNumber(o);
    if (sh.L.flavour === 'dash') return sh.fail(`Illegal number: ${o}`, 'kill', 2);
    if (n >= 0) sh.write(1, `${n}\n`, 'kill');
    else status = badSignal(sh, o);
  }
  return status;
}

function badSignal(sh: Shell, text: Bytes): number {
  if (sh.bash) return sh.fail(`${text}: invalid signal specification`, 'kill', 1);
  if (sh.L.flavour === 'dash') return sh.fail(`invalid signal number or name: ${text}`, 'kill', 2);
  sh.write(2, `${sh.L.arg0}: bad signal name '${text}'\n`);
  return 1;
}

function killUsage(sh: Shell): number {
  if (sh.bash) {
    usage(sh, 'kill');
    return 2;
  }
  if (sh.L.flavour === 'dash')
    return sh.fail('Usage: kill [-s sigspec | -signum | -sigspec] [pid | job]... or\nkill -l [exitstatus]', 'kill', 2);
  sh.write(2, `${sh.L.arg0}: you need to specify whom to kill\n`);
  return 1;
}

/** kill. */
export function kill(sh: Shell, args: readonly Bytes[]): number {
  let i = 1;
  let signal = SIGTERM;
  const first = args[1];
  if (first === undefined) return killUsage(sh);
  if (first === '-l' || first === '-L') {
    if (args.length === 2) sh.write(1, listSignals(sh), 'kill');
    return translateSignals(sh, args.slice(2));
  }
  if (first === '-s' || first === '-n') {
    const name = args[2];
    if (name === undefined)
      return sh.bash ? sh.fail(`${first}: option requires an argument`, 'kill', 1) : killUsage(sh);
    signal = signalNumber(name);
    if (signal < 0) return badSignal(sh, name);
    i = 3;
  } else if (first.startsWith('-') && first !== '--' && first.length > 1) {
    signal = signalNumber(first.slice(1));
    if (signal < 0)
      return sh.L.flavour === 'dash'
        ? sh.fail(`Illegal option ${first.slice(0, 2)}`, 'kill', 2)
        : badSignal(sh, first.slice(1));
    i = 2;
  }
  if (args[i] === '--') i++;
  if (i >= args.length) return killUsage(sh);
  let status = 0;
  for (const target of args.slice(i)) status = Math.max(status, killOne(sh, target, signal));
  return status;
}

function killOne(sh: Shell, target: Bytes, signal: number): number {
  const { flavour, arg0 } = sh.L;
  let pid: number;
  if (target.startsWith('%')) {
    const job = jobBySpec(sh, target);
    if (job === undefined) return noSuchJob(sh, target, 'kill');
    pid = sh.has(OPT.monitor) ? -job.group : (job.procs[0]?.pid ?? 0);
    if (jobState(job) === 'stopped' && sh.bash) sh.p.kill(pid, SIGCONT);
  } else if (/^-?\d+$/.test(target)) pid = Number(target);
  else {
    if (flavour === 'bash') return sh.fail(`${target}: arguments must be process or job IDs`, 'kill', 1);
    if (flavour === 'dash') return sh.fail(`Illegal number: ${target}`, 'kill', 2);
    sh.write(2, `${arg0}: invalid number '${target}'\n`);
    return 1;
  }
  // The signal may be for this very process: what comes next waits for the next turn.
  sh.stop = true;
  const r = sh.p.kill(pid, signal);
  if (r === 0) return 0;
  if (flavour === 'bash') sh.error(`(${target}) - ${sh.errno(r)}`, 'kill');
  else if (flavour === 'dash') sh.error(`${sh.errno(r)}\n`, 'kill');
  else sh.write(2, `${arg0}: can't kill pid ${target}: ${sh.errno(r === 0 ? ESRCH : r)}\n`);
  return 1;
}
