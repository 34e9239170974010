/** Simple commands (POSIX 2.9.1): expansion, assignments, redirections, and the search for what to run. */
import type { Bytes } from '../../util/bytes.ts';
import { type Assigned, assignNow, expandAssign } from './assign.ts';
import type { SimpleNode } from './ast.ts';
import { type Builtin, findBuiltin } from './builtin/table.ts';
import { Expansion } from './expand.ts';
import { childFrame, execState, forkFailed } from './fork.ts';
import type { Frame, Memo, OpenRedir } from './frame.ts';
import { addJob } from './job.ts';
import { applyRedirs, expandRedirs } from './redirect.ts';
import { DEFAULT_PATH, locate, searchPath } from './search.ts';
import type { Shell, Step } from './shell.ts';
import { type Func, OPT, V_EXPORT, type Var } from './state.ts';
import { checkStatus } from './status.ts';
import { suspend } from './substitution.ts';
import { isTail } from './tail.ts';
import { environment, findVar, setVar, snapshotVar } from './vars.ts';
import { traceCommand } from './xtrace.ts';

/** What a simple command became after expansion. */
interface Expanded {
  readonly words: readonly Bytes[];
  readonly redirs: readonly OpenRedir[];
  readonly assigned: readonly Assigned[];
}

/** Runs a simple command; `memo` has the expansions that are done. */
export function runSimple(sh: Shell, node: SimpleNode, memo: Memo): Step {
  const { L } = sh;
  sh.at(node.line);
  if (memo.length === 0) L.substStatus = -1;
  const x = new Expansion(sh, memo);
  const expanded = expand(sh, node, x);
  if (expanded === null) {
    sh.closeProcessFds();
    return suspend(sh, x, node.id, 0);
  }
  const { words, redirs, assigned } = expanded;
  const name = words[0];
  if (name === undefined) return assignOnly(sh, node, x, redirs);
  if (sh.bash) L.lastArg = words[words.length - 1] as Bytes;
  if (sh.has(OPT.xtrace)) {
    traceCommand(
      sh,
      assigned.map((a) => [a.name, a.value]),
      words,
    );
    sh.flush();
  }
  const next = dispatch(sh, node, name, expanded);
  // A program that replaces the shell still has to open them.
  if (L.stack?.k !== 'exec') sh.closeProcessFds();
  return next;
}

function expand(sh: Shell, node: SimpleNode, x: Expansion): Expanded | null {
  const words = x.fields(node.words);
  if (words === null) return null;
  const redirs = expandRedirs(x, node.redirs);
  if (redirs === null) return null;
  if (words.length === 0 || (node.assigns.length === 0 && node.arrays.length === 0))
    return { words, redirs, assigned: NO_ASSIGNS };
  // Before a command assignments only prepare its environment.
  const kept = sh.L.vars;
  const assigned: Assigned[] = [];
  for (const a of node.assigns) {
    const done = expandAssign(x, a);
    if (done === null) {
      sh.L.vars = kept;
      return null;
    }
    assigned.push(done);
    if (node.assigns.length > 1 && !isReadonly(sh, a.name)) setVar(sh, a.name, done.value);
  }
  sh.L.vars = kept;
  for (const { at, assign } of node.arrays) {
    const done = expandAssign(x, assign);
    if (done === null) return null;
    sh.arrayArgs.push({ at, assigned: done });
  }
  return { words, redirs, assigned };
}

const NO_ASSIGNS: readonly Assigned[] = [];

function isReadonly(sh: Shell, name: Bytes): boolean {
  return ((findVar(sh.L.vars, name)?.flags ?? 0) & 2) !== 0;
}

/** A command without a name: redirections are opened and closed again; the status is that of the last substitution. */
function assignOnly(sh: Shell, node: SimpleNode, x: Expansion, redirs: readonly OpenRedir[]): Step {
  const { L } = sh;
  const saved: (readonly [number, number])[] = [];
  // dash and ash redirect first, so that an error message of the assignment goes there too.
  let failed = sh.bash ? null : applyRedirs(sh, redirs, saved);
  const assigned: Assigned[] = [];
  // They take effect one after the other: `a=1 b=$a`.
  for (const a of node.assigns) {
    const done = assignNow(sh, x, a);
    if (done === null) {
      sh.flush();
      sh.restore(saved);
      return suspend(sh, x, node.id, 0);
    }
    assigned.push(done);
  }
  sh.flush();
  if (sh.bash) failed = applyRedirs(sh, redirs, saved);
  sh.restore(saved);
  if (sh.has(OPT.xtrace) && assigned.length > 0)
    traceCommand(
      sh,
      assigned.map((a) => [a.name, a.value]),
      [],
    );
  L.status = failed ?? Math.max(0, L.substStatus);
  sh.flush();
  checkStatus(sh);
  return null;
}

function dispatch(sh: Shell, node: SimpleNode, name: Bytes, e: Expanded): Step {
  const { L } = sh;
  if (name === 'command' || (name === 'builtin' && sh.bash)) {
    const inner = commandPrefix(e.words);
    if (inner !== null) return runCommandBuiltin(sh, node, name, { ...e, words: inner.words }, inner.path);
  }
  const builtin = findBuiltin(L.flavour, name);
  if (builtin?.special && !sh.bash) return runBuiltin(sh, builtin, name, e);
  for (const f of L.funcs) if (f.name === name) return callFunction(sh, f, e);
  if (builtin !== undefined) return runBuiltin(sh, builtin, name, e);
  return runExternal(sh, node, e);
}

/** The words after `command` and its options; null when it has to run as a builtin itself (`-v`, no words, bad option). */
function commandPrefix(words: readonly Bytes[]): { readonly words: readonly Bytes[]; readonly path: boolean } | null {
  let i = 1;
  let path = false;
  for (; i < words.length; i++) {
    const w = words[i] as Bytes;
    if (w === '--') {
      i++;
      break;
    }
    if (w === '-p' && words[0] === 'command') path = true;
    else if (w.startsWith('-') && w !== '-') return null;
    else break;
  }
  return i < words.length ? { words: words.slice(i), path } : null;
}

/** `command name …`: functions are passed over, and an error of a special builtin does not end the shell. */
function runCommandBuiltin(sh: Shell, node: SimpleNode, prefix: Bytes, e: Expanded, defaultPath: boolean): Step {
  const name = e.words[0] as Bytes;
  const builtin = findBuiltin(sh.L.flavour, name);
  if (builtin !== undefined) {
    sh.viaCommand = true;
    return runBuiltin(sh, builtin, name, e);
  }
  if (prefix === 'builtin') {
    sh.error(`${name}: not a shell builtin`, 'builtin');
    sh.L.status = 1;
    return null;
  }
  return runExternal(sh, node, e, defaultPath ? DEFAULT_PATH : null);
}

/** Assignments before a builtin or a function: put into the shell, and what has to be put back. Null when one failed. */
function temporary(sh: Shell, e: Expanded, keep: boolean): readonly Var[] | null {
  const saved: Var[] = [];
  for (const a of e.assigned) {
    if (!keep) saved.push(snapshotVar(sh.L, a.name));
    if (setVar(sh, a.name, a.value, keep ? 0 : V_EXPORT)) continue;
    if (sh.bash) {
      saved.pop();
      continue;
    }
    return null;
  }
  return saved;
}

/** Runs a builtin in this process. */
export function runBuiltin(sh: Shell, builtin: Builtin, name: Bytes, e: Expanded): Step {
  const { L } = sh;
  const persistent = builtin.special && !sh.bash;
  const saved: (readonly [number, number])[] = [];
  const exec = name === 'exec';
  const failed = applyRedirs(sh, e.redirs, exec ? null : saved);
  if (failed !== null) {
    sh.restore(saved);
    L.status = failed;
    sh.flush();
    if (persistent && !sh.viaCommand) sh.abort(failed);
    else checkStatus(sh);
    return null;
  }
  const variables = e.assigned.length === 0 ? NO_VARS : temporary(sh, e, persistent);
  if (variables === null) {
    sh.restore(saved);
    sh.flush();
    sh.abort(2);
    return null;
  }
  const base = L.stack;
  if (saved.length > 0) sh.push({ k: 'unredir', saved });
  if (variables.length > 0) sh.push({ k: 'unvar', saved: variables });
  const mark = L.stack;
  sh.raised = false;
  const next = builtin.run(sh, e.words);
  if (typeof next === 'number') L.status = next;
  const flushed = sh.flush();
  const untouched = flushed && L.stack === mark;
  if (untouched && mark !== base) {
    L.stack = base;
    if (variables.length > 0) sh.drop({ k: 'unvar', saved: variables, next: null });
    if (saved.length > 0) sh.restore(saved);
  }
  return afterBuiltin(sh, builtin, next, untouched);
}

const NO_VARS: readonly Var[] = [];

function afterBuiltin(sh: Shell, builtin: Builtin, next: number | Step, untouched: boolean): Step {
  const raised = sh.raised;
  sh.raised = false;
  if (sh.failed) {
    const status = Math.max(1, sh.fatalStatus);
    sh.failed = false;
    sh.fatalStatus = -1;
    sh.abort(status);
    return null;
  }
  if (raised && builtin.special && !sh.bash && !sh.viaCommand) {
    sh.viaCommand = false;
    sh.abort(sh.L.status);
    return null;
  }
  sh.viaCommand = false;
  if (typeof next !== 'number') return next;
  if (untouched) checkStatus(sh);
  return null;
}

/** Deepest nesting of function calls. */
const MAX_CALLS = 1000;

function callFunction(sh: Shell, f: Func, e: Expanded): Step {
  const { L } = sh;
  const saved: (readonly [number, number])[] = [];
  const failed = applyRedirs(sh, e.redirs, saved);
  if (failed !== null) {
    sh.restore(saved);
    L.status = failed;
    sh.flush();
    checkStatus(sh);
    return null;
  }
  if (L.functionDepth >= MAX_CALLS) {
    sh.restore(saved);
    sh.error(`${f.name}: maximum function nesting level exceeded (${MAX_CALLS})`);
    sh.flush();
    sh.abort(sh.bash ? 1 : 2);
    return null;
  }
  sh.push({ k: 'check' });
  if (saved.length > 0) sh.push({ k: 'unredir', saved });
  const variables = e.assigned.length === 0 ? NO_VARS : temporary(sh, e, false);
  if (variables === null) {
    sh.abort(2);
    return null;
  }
  if (variables.length > 0) sh.push({ k: 'unvar', saved: variables });
  sh.push({ k: 'call', unit: L.unit, params: L.params, line: L.line, name: f.name });
  L.params = e.words.slice(1);
  L.scopes = { saved: [], next: L.scopes };
  L.functionDepth++;
  L.unit = {
    text: f.text,
    line: f.line,
    frozen: false,
    name: L.unit.name,
    title: sh.bash ? f.title : L.unit.title,
    aliased: true,
  };
  const node = sh.unit.body.items[0]?.command;
  if (node?.t === 'function') sh.push({ k: 'run', n: node.body.id, memo: [], at: 0 });
  return null;
}

/** Runs a program: in place of the shell when nothing comes after it, else in a child. */
function runExternal(sh: Shell, node: SimpleNode, e: Expanded, searched: Bytes | null = null): Step {
  const { L, p } = sh;
  for (const a of e.assigned) {
    if (!isReadonly(sh, a.name)) continue;
    sh.error(sh.bash ? `${a.name}: readonly variable` : `${a.name}: is read only`);
    sh.flush();
    if (!sh.bash) {
      sh.abort(2);
      return null;
    }
  }
  const name = e.words[0] as Bytes;
  const tail = isTail(sh) && (node.tail || !sh.bash);
  const standalone = L.flavour === 'ash' && sh.options.applets?.has(name) === true;
  const path =
    searched !== null ? (searchPath(sh, name, searched).path ?? '') : tail || standalone ? '' : pathOf(sh, name);
  const env = environment(
    L,
    e.assigned.map((a) => [a.name, a.value] as const),
  );
  if (sh.bash) exportUnderscore(sh, env, name, path);
  const exec: Frame = { k: 'exec', argv: e.words, env, redirs: e.redirs, builtin: false, path, next: null };
  if (tail) {
    L.stack = { ...exec, next: L.stack };
    return null;
  }
  const monitor = sh.has(OPT.monitor) && L.subshell === 0;
  const child = childFrame(sh, { group: monitor ? 0 : -1, foreground: monitor });
  const pid = p.fork('run', execState(sh, { ...child, next: exec } as Frame));
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

function pathOf(sh: Shell, name: Bytes): Bytes {
  const found = locate(sh, name);
  return found.errno === 0 && name.indexOf('/') < 0 ? (found.path ?? '') : '';
}

/** bash tells a program its own path in `_`. */
function exportUnderscore(sh: Shell, env: Bytes[], name: Bytes, path: Bytes): void {
  const file = name.indexOf('/') >= 0 ? name : path !== '' ? path : pathOf(sh, name);
  const entry = `_=${file === '' ? name : file}`;
  const at = env.findIndex((v) => v.startsWith('_='));
  if (at >= 0) env[at] = entry;
  else env.push(entry);
}
