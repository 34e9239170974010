/** Signals and traps (POSIX 2.14 trap, bash(1) SIGNALS). Signals are noted when they come and acted on between commands. */
import type { Next, Proc } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { abandonEdit } from './edit.ts';
import { reap } from './job.ts';
import { Shell, type ShellOptions } from './shell.ts';
import { SIGCHLD, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGWINCH } from './signal.ts';
import { OPT, type ShellState } from './state.ts';

/** Pseudo signals: EXIT is 0. */
export const TRAP_EXIT = 0;
/** See TRAP_EXIT. */
export const TRAP_ERR = -1;
/** See TRAP_EXIT. */
export const TRAP_DEBUG = -2;
/** See TRAP_EXIT. */
export const TRAP_RETURN = -3;

/** Action of a trap; null when there is none. */
export function trapOf(L: ShellState, signal: number): Bytes | null {
  for (const t of L.traps) if (t[0] === signal) return t[1];
  return null;
}

/** Signals that end a shell of bash that has an EXIT trap only after the trap has run (sig.c, terminating_signals). */
const TERMINATING = [SIGHUP, SIGINT, 4, 5, 6, 8, 7, 11, 31, 13, 14, SIGTERM, 24, 25, 26, 10, 12];

/** Frames that are waits in the middle of something: traps come after them, except that these three are interrupted. */
const INTERRUPTIBLE = new Set(['wait', 'read', 'edit', 'repl', 'select']);

/** A caught signal: between the handlers of the shell. */
export function onSignal(p: Proc<ShellState>, signal: number, options: ShellOptions): Next | null {
  const sh = new Shell(p, options);
  const { L } = sh;
  const top = L.stack;
  if (top === null || top.k === 'child') return dieBy(p, signal);
  const action = trapOf(L, signal);
  if (action !== null && action !== '') {
    L.pending = [...L.pending, signal];
    return INTERRUPTIBLE.has(top.k) ? p.goto('run') : null;
  }
  if (signal === SIGCHLD) {
    if (top.k !== 'subst' && top.k !== 'fg') reap(sh);
    return top.k === 'wait' ? p.goto('run') : null;
  }
  if (signal === SIGWINCH) return top.k === 'edit' ? p.goto('run') : null;
  if (sh.interactive && L.subshell === 0 && signal === SIGINT) {
    L.pending = [...L.pending, signal];
    return INTERRUPTIBLE.has(top.k) ? p.goto('run') : null;
  }
  if (sh.bash && trapOf(L, TRAP_EXIT) !== null && TERMINATING.includes(signal)) {
    L.pending = [...L.pending, signal];
    return p.goto('run');
  }
  return dieBy(p, signal);
}

function dieBy(p: Proc<ShellState>, signal: number): null {
  p.sigaction(signal, 'default');
  p.kill(p.pid, signal);
  return null;
}

/** Frames before which the actions of traps may run. */
const BOUNDARY = new Set([
  'list',
  'andor',
  'if',
  'loop',
  'for',
  'arithfor',
  'case',
  'run',
  'repl',
  'exit',
  'not',
  'select',
  'edit',
  'boot',
]);

/** Acts on the first pending signal. True when something was done and the stack has changed. */
export function runPending(sh: Shell): boolean {
  const { L, p } = sh;
  const top = L.stack;
  if (top === null) return false;
  const signal = L.pending[0] as number;
  const action = trapOf(L, signal);
  if (action === null && signal === SIGINT && sh.interactive) return interrupt(sh);
  if (action === null && sh.bash && TERMINATING.includes(signal)) {
    L.pending = L.pending.slice(1);
    L.leaveSignal = signal;
    sh.exit(128 + signal);
    return true;
  }
  if (action === null || action === '') {
    L.pending = L.pending.slice(1);
    if (action === null) dieBy(p, signal);
    sh.stop = action === null;
    return false;
  }
  if (!BOUNDARY.has(top.k)) return false;
  L.pending = L.pending.slice(1);
  pushTrap(sh, action);
  return true;
}

/** Ctrl-C in an interactive shell: back to the prompt. */
function interrupt(sh: Shell): boolean {
  const { L } = sh;
  const top = L.stack?.k;
  if (top === 'fg' || top === 'subst') return false;
  L.pending = L.pending.filter((s) => s !== SIGINT);
  if (top === 'edit') abandonEdit(sh);
  else sh.write(2, '\n');
  sh.abort(130);
  return true;
}

/** Puts the action of a trap on the stack; `$?` is as before when it has run. */
export function pushTrap(sh: Shell, action: Bytes): void {
  const { L } = sh;
  sh.push({ k: 'unit', why: 'trap', unit: L.unit, line: L.line, params: null, status: L.status });
  L.unit = {
    text: action,
    line: sh.bash ? 0 : L.line,
    frozen: !sh.bash,
    name: L.unit.name,
    title: L.unit.title,
    aliased: false,
  };
  const { body } = sh.unit;
  sh.push({ k: 'list', n: body.id, i: 0 });
}

/** The ERR trap, after a command that failed where nothing tests it. */
export function runErrTrap(sh: Shell): void {
  const { L } = sh;
  const action = trapOf(L, TRAP_ERR);
  if (action === null || action === '') return;
  if (L.functionDepth > 0 && (L.options & OPT.errtrace) === 0) return;
  for (let f = L.stack; f !== null; f = f.next) if (f.k === 'unit' && f.why === 'trap') return;
  pushTrap(sh, action);
}

/** Sets, ignores (`action` '') or resets (null) a trap. */
export function setTrap(sh: Shell, signal: number, action: Bytes | null): void {
  const { L, p } = sh;
  const others = L.traps.filter((t) => t[0] !== signal);
  L.parentTraps = [];
  if (signal > 0) {
    if (L.ignored.includes(signal) && !sh.interactive) return;
    p.sigaction(signal, action === null ? restingDisposition(sh, signal) : action === '' ? 'ignore' : 'catch');
  }
  L.traps = action === null ? others : [...others, [signal, action] as const].sort((a, b) => a[0] - b[0]);
  if (signal === TRAP_EXIT && sh.bash && action !== null && action !== '') {
    for (const s of TERMINATING) if (p.disposition(s) === 'default') p.sigaction(s, 'catch');
  }
}

/** What a signal does in this shell without a trap. */
function restingDisposition(sh: Shell, signal: number): 'default' | 'ignore' | 'catch' {
  if (sh.interactive && sh.L.subshell === 0) {
    if (signal === SIGINT || signal === SIGCHLD || signal === SIGWINCH) return 'catch';
    if (signal === SIGTERM || signal === SIGQUIT) return 'ignore';
  }
  return sh.bash && signal === SIGCHLD ? 'catch' : 'default';
}
