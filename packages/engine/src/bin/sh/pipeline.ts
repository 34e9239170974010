/** Pipelines, subshells and background commands: what is run by forked copies of the shell. */
import type { Bytes } from '../../util/bytes.ts';
import type { Node, PipelineNode, SubshellNode } from './ast.ts';
import { childFrame, forkFailed, subshellState } from './fork.ts';
import type { Frame, OpenRedir } from './frame.ts';
import { addJob } from './job.ts';
import { jobText } from './job-text.ts';
import { applyRedirs } from './redirect.ts';
import type { Shell, Step } from './shell.ts';
import { OPT } from './state.ts';
import { isTail } from './tail.ts';
import { getVar } from './vars.ts';

/** A pipeline; with one command it is only `!` or `time` before it. */
export function runPipeline(sh: Shell, node: PipelineNode): Step {
  if (node.timed !== 'no') {
    const t = sh.p.times();
    sh.push({ k: 'time', start: sh.p.now, self: t.self, children: t.children, posix: node.timed === 'posix' });
  }
  if (node.negate) sh.push({ k: 'not' });
  if (node.commands.length === 0) {
    sh.L.status = 0;
    return null;
  }
  if (node.commands.length === 1) {
    sh.push({ k: 'run', n: (node.commands[0] as Node).id, memo: [], at: 0 });
    return null;
  }
  sh.at(node.line);
  const job = startPipeline(sh, node, false);
  if (job < 0) return null;
  sh.push({ k: 'fg', job, check: true, n: node.id });
  return sh.p.waitChild('run');
}

/** Forks the commands of a pipeline, each connected to the next. The job's number, or -1 when a fork failed. */
function startPipeline(sh: Shell, node: PipelineNode, background: boolean): number {
  const { p } = sh;
  const monitor = sh.has(OPT.monitor) && sh.L.subshell === 0;
  const pids: number[] = [];
  let input = -1;
  let errno = 0;
  for (let i = 0; i < node.commands.length && errno === 0; i++) {
    const last = i === node.commands.length - 1;
    const ends = last ? null : p.pipe();
    if (typeof ends === 'number') {
      errno = ends;
      break;
    }
    const output = ends?.[1] ?? -1;
    const child = childFrame(sh, {
      stdin: input,
      stdout: output,
      stderr: node.both[i] === true,
      close: ends === null ? [] : [ends[0]],
      group: monitor ? (pids[0] ?? 0) : -1,
      foreground: monitor && !background && i === 0,
      background,
    });
    const pid = forkFor(sh, child, (node.commands[i] as Node).id);
    if (input >= 0) p.close(input);
    if (ends !== null) p.close(ends[1]);
    input = ends?.[0] ?? -1;
    if (pid < 0) errno = pid;
    else {
      pids.push(pid);
      if (monitor) p.setpgid(pid, pids[0] as number);
    }
  }
  if (input >= 0) p.close(input);
  if (errno !== 0) {
    for (const pid of pids) p.kill(pid, 15);
    sh.L.status = forkFailed(sh, errno);
    sh.abort(sh.L.status);
    return -1;
  }
  if (monitor && !background) p.tcsetpgrp(0, pids[0] as number);
  return addJob(sh, pids, pids[0] as number, background ? jobText(sh, node.id) : '', background);
}

/** Forks a copy that runs command `n` and exits. */
function forkFor(sh: Shell, child: ReturnType<typeof childFrame>, n: number): number {
  const state = subshellState(sh, { k: 'run', n, memo: [], at: 0, next: { k: 'exit', next: null } });
  return sh.p.fork('run', { ...state, stack: { ...child, next: state.stack } as Frame });
}

/** `command &`. */
export function startBackground(sh: Shell, command: Node): void {
  const { L, p } = sh;
  sh.at(command.line);
  let job: number;
  if (command.t === 'pipeline' && command.commands.length > 1 && !command.negate && command.timed === 'no') {
    job = startPipeline(sh, command, true);
    if (job < 0) return;
  } else {
    const monitor = sh.has(OPT.monitor) && L.subshell === 0;
    const pid = forkFor(sh, childFrame(sh, { group: monitor ? 0 : -1, background: true }), command.id);
    if (pid < 0) {
      L.status = forkFailed(sh, pid);
      sh.abort(L.status);
      return;
    }
    if (monitor) p.setpgid(pid, pid);
    job = addJob(sh, [pid], pid, jobText(sh, command.id), true);
  }
  const procs = L.jobs[L.jobs.length - 1]?.procs ?? [];
  L.lastBackground = procs[procs.length - 1]?.pid ?? 0;
  L.status = 0;
  if (sh.interactive && sh.bash) sh.write(2, `[${job}] ${L.lastBackground}\n`);
}

/** `( list )`, with the redirections of the whole. */
export function runSubshell(sh: Shell, node: SubshellNode, redirs: readonly OpenRedir[] = []): Step {
  const { L, p } = sh;
  sh.at(node.line);
  if (!sh.bash && isTail(sh)) return enterSubshell(sh, node, redirs);
  const monitor = sh.has(OPT.monitor) && L.subshell === 0;
  const child = childFrame(sh, { group: monitor ? 0 : -1, foreground: monitor });
  const base = subshellState(sh, { k: 'exit', next: null });
  const stack: Frame = { k: 'subshell', n: node.id, redirs, next: base.stack };
  const pid = p.fork('run', { ...base, stack: { ...child, next: stack } as Frame });
  if (pid < 0) {
    L.status = forkFailed(sh, pid);
    sh.abort(L.status);
    return null;
  }
  if (monitor) {
    p.setpgid(pid, pid);
    p.tcsetpgrp(0, pid);
  }
  const job = addJob(sh, [pid], pid, '', false);
  sh.push({ k: 'fg', job, check: true, n: node.id });
  return p.waitChild('run');
}

/** Runs a subshell in this process, which does nothing after it. */
export function enterSubshell(sh: Shell, node: SubshellNode, redirs: readonly OpenRedir[]): Step {
  const failed = applyRedirs(sh, redirs, null);
  if (failed === null) sh.push({ k: 'list', n: node.body.id, i: 0 });
  else sh.exit(failed);
  return null;
}

/** `1.234` of a time in nanoseconds. */
function seconds(ns: number): readonly [number, string] {
  const ms = Math.floor(ns / 1e6);
  const minutes = Math.floor(ms / 60000);
  const rest = ms % 60000;
  return [minutes, `${Math.floor(rest / 1000)}.${String(rest % 1000).padStart(3, '0')}`];
}

/** TIMEFORMAT of bash: `%R`, `%U`, `%S` with digits and `l`, `%P`, `%%`. */
function timeFormat(format: Bytes, spent: readonly number[]): Bytes {
  if (format === '') return '';
  const text = format.replace(
    /%(%|([0-3]?)(l?)([RUSP]))/g,
    (_, whole: string, digits: string, long: string, what: string) => {
      if (whole === '%') return '%';
      if (what === 'P') return '0.00';
      const [m, s] = seconds(spent['RUS'.indexOf(what)] as number);
      const places = digits === '' ? 3 : Number(digits);
      const value = long === '' ? `${m * 60 + Number(s.split('.')[0])}.${s.split('.')[1]}` : s;
      const cut = places === 0 ? value.replace(/\..*/, '') : value.slice(0, value.indexOf('.') + 1 + places);
      return long === '' ? cut : `${m}m${cut}s`;
    },
  );
  return `${text}\n`;
}

/** What `time` prints. */
export function reportTime(sh: Shell, f: Extract<Frame, { k: 'time' }>): void {
  const t = sh.p.times();
  const spent = [sh.p.now - f.start, t.children - f.children, Math.max(0, t.self - f.self)];
  const names = ['real', 'user', 'sys'];
  let out = '';
  names.forEach((name, i) => {
    const [m, s] = seconds(spent[i] as number);
    out += f.posix ? `${name} ${s.slice(0, -1)}\n` : `${name}\t${m}m${s}s\n`;
  });
  const format = f.posix ? null : getVar(sh, 'TIMEFORMAT');
  if (format !== null) out = timeFormat(format, spent);
  else if (!f.posix) out = `\n${out}`;
  sh.write(2, out);
}
