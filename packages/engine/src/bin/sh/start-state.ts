/** The state of a shell that has just been executed. */
import type { Proc } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import type { Flavour } from './flavour.ts';
import { OPT, SHOPT, type ShellState, type Unit, V_EXPORT, type Var } from './state.ts';
import { findVar, isName, putVar } from './vars.ts';

function emptyUnit(title: Bytes): Unit {
  return { text: '', line: 0, frozen: false, name: '', title, aliased: false };
}

/** Variables of the environment, exported; names that are none are kept by bash alone, to be handed on. */
function imported(L: ShellState, env: readonly Bytes[]): void {
  for (const entry of env) {
    const at = entry.indexOf('=');
    if (at <= 0) continue;
    const name = entry.slice(0, at);
    if (L.flavour !== 'bash' && !isName(name)) continue;
    if (name.startsWith('BASH_FUNC_') || (name === '_' && L.flavour === 'bash')) continue;
    putVar(L, { name, value: entry.slice(at + 1), flags: V_EXPORT, items: null });
  }
}

function put(L: ShellState, name: Bytes, value: Bytes | null, flags: number): void {
  putVar(L, { name, value, flags, items: null });
}

/** PWD of the environment when it is the working directory, else what the kernel says. */
function workingDirectory(p: Proc<ShellState>, given: Var | undefined): Bytes {
  const value = given?.value;
  if (value?.startsWith('/') === true && !/(^|\/)\.\.?(\/|$)/.test(value)) {
    const a = p.stat(value);
    const b = p.stat('.');
    if (typeof a !== 'number' && typeof b !== 'number' && a.dev === b.dev && a.ino === b.ino) return value;
  }
  return p.getcwd();
}

/** Variables that each shell sets when it starts. */
function initial(p: Proc<ShellState>, L: ShellState): void {
  const pwd = workingDirectory(p, findVar(L.vars, 'PWD'));
  put(L, 'PWD', pwd, V_EXPORT);
  put(L, 'IFS', ' \t\n', 0);
  put(L, 'OPTIND', '1', 0);
  const level = Number.parseInt(findVar(L.vars, 'SHLVL')?.value ?? '0', 10) || 0;
  if (L.flavour === 'bash') {
    put(L, 'SHLVL', String(level + 1), V_EXPORT);
    if (findVar(L.vars, 'PATH') === undefined)
      put(L, 'PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 0);
    if (findVar(L.vars, 'OLDPWD') === undefined) put(L, 'OLDPWD', null, V_EXPORT);
    put(L, 'PPID', String(p.getppid()), 0);
    if (findVar(L.vars, 'SHELL') === undefined) put(L, 'SHELL', '/bin/bash', 0);
    if (findVar(L.vars, 'TERM') === undefined) put(L, 'TERM', 'dumb', 0);
    return;
  }
  if (L.flavour === 'ash') put(L, 'SHLVL', String(level + 1), V_EXPORT);
  put(L, 'PPID', String(p.getppid()), 0);
  if (findVar(L.vars, 'PS4') === undefined) put(L, 'PS4', '+ ', 0);
  if (findVar(L.vars, 'PS2') === undefined) put(L, 'PS2', '> ', 0);
  if (findVar(L.vars, 'PS1') === undefined)
    put(L, 'PS1', L.flavour === 'ash' ? '\\w \\$ ' : p.cred().euid === 0 ? '# ' : '$ ', 0);
}

/** State of a new shell; `arg0` is its name in messages. */
export function newState(p: Proc<ShellState>, flavour: Flavour, arg0: Bytes, env: readonly Bytes[]): ShellState {
  const bash = flavour === 'bash';
  const ignored: number[] = [];
  for (let s = 1; s <= 31; s++) if (p.disposition(s) === 'ignore') ignored.push(s);
  const L: ShellState = {
    flavour,
    arg0,
    pid: p.pid,
    vars: [],
    funcs: [],
    aliases: [],
    newAliases: [],
    options: bash ? OPT.hashall | OPT.braceexpand : 0,
    shopt: SHOPT.sourcepath,
    params: [],
    status: 0,
    pipeStatus: [0],
    lastBackground: 0,
    lastArg: '',
    unit: emptyUnit(arg0),
    line: 0,
    stack: null,
    scopes: null,
    functionDepth: 0,
    subshell: 0,
    tested: false,
    traps: [],
    parentTraps: [],
    ignored,
    pending: [],
    jobs: [],
    jobOrder: 0,
    hash: [],
    tracked: [],
    finished: [],
    dirs: [],
    getoptsAt: 0,
    input: '',
    inputEof: false,
    partial: '',
    inputLine: 0,
    started: p.now,
    substStatus: -1,
    warnedJobs: false,
    exiting: false,
    leaveSignal: 0,
    substDepth: 0,
    prompted: false,
    history: [],
    typed: '',
    edit: null,
    startup: { login: false, norc: false, noprofile: false, rcfile: '' },
  };
  imported(L, env);
  initial(p, L);
  return L;
}

/** State of a shell that runs `text`, the contents of the file `path`. */
export function scriptState(
  p: Proc<ShellState>,
  flavour: Flavour,
  path: Bytes,
  params: readonly Bytes[],
  env: readonly Bytes[],
  text: Bytes,
): ShellState {
  const L = newState(p, flavour, path, env);
  L.params = params;
  L.unit = { ...emptyUnit(path), text };
  L.stack = { k: 'boot', step: BOOT_MAIN, next: null };
  return L;
}

/** The step of starting up in which the text of the unit is run. */
export const BOOT_MAIN = 100;
