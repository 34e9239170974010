/** Command substitution: the expansion that needs one stops; its output is collected, then the command is run again with it. */
import { EAGAIN } from '../../kernel/errno.ts';
import type { Bytes } from '../../util/bytes.ts';
import type { ListNode } from './ast.ts';
import { Expansion } from './expand.ts';
import { childFrame, forkFailed, subshellState } from './fork.ts';
import type { Frame, Memo } from './frame.ts';
import { statusOf } from './job.ts';
import { applyRedirs } from './redirect.ts';
import type { Shell, Step } from './shell.ts';
import { SIGINT, SIGPIPE, signalText } from './signal.ts';
import { OPT, SHOPT } from './state.ts';

/** Longest output of a command substitution, in bytes; a real shell runs out of memory later. */
const MAX_OUTPUT = 8 << 20;

/**
 * What to do when an expansion has stopped: run the substitution it needs and then the command `n` (in phase `at`)
 * again; or, when it has failed, end the command.
 */
export function suspend(sh: Shell, x: Expansion, n: number, at: number): Step {
  if (x.need < 0 || sh.failed) return giveUp(sh);
  return start(sh, x.need, x.saved, n, at);
}

/** Ends the command whose expansion has failed. */
export function giveUp(sh: Shell): Step {
  const status = sh.fatalStatus;
  sh.failed = false;
  sh.fatalStatus = -1;
  sh.flush();
  if (status < 0) sh.L.status = 1;
  else if (sh.bash && status === 1) sh.discard();
  else sh.abort(status);
  return null;
}

function start(sh: Shell, body: number, saved: Memo, n: number, at: number): Step {
  const { L, p } = sh;
  const list = sh.unit.nodes[body] as ListNode;
  if (isFileRead(list)) return readWholeFile(sh, list, saved, n, at);
  const ends = p.pipe();
  if (typeof ends === 'number') {
    sh.error(sh.bash ? `cannot make pipe for command substitution: ${sh.errno(ends)}` : 'Pipe call failed');
    sh.fatal(sh.bash ? 1 : 2);
    return giveUp(sh);
  }
  const state = subshellState(sh, { k: 'run', n: body, memo: [], at: 0, next: { k: 'exit', next: null } });
  const child = childFrame(sh, { stdout: ends[1], close: [ends[0]] });
  // bash and BusyBox let the commands inside fail (inherit_errexit is off).
  if (L.flavour !== 'dash' && (L.shopt & SHOPT.inherit_errexit) === 0) state.options &= ~OPT.errexit;
  const pid = p.fork('run', {
    ...state,
    substDepth: L.substDepth + 1,
    tested: false,
    stack: { ...child, next: state.stack },
  });
  p.close(ends[1]);
  if (pid < 0) {
    p.close(ends[0]);
    sh.fatal(forkFailed(sh, pid));
    return giveUp(sh);
  }
  p.setCloexec(ends[0], true);
  sh.push({ k: 'run', n, memo: saved, at });
  sh.push({ k: 'subst', fd: ends[0], pid, data: '', closed: false });
  return p.waitRead(ends[0], 'run');
}

/** Reads the output until the end, then takes the child's status. */
export function collect(sh: Shell, f: Extract<Frame, { k: 'subst' }>): Step {
  const { p, L } = sh;
  const { fd, pid } = f;
  let { data, closed } = f;
  while (!closed) {
    const chunk = p.read(fd, 65536);
    if (chunk === EAGAIN) {
      sh.push({ k: 'subst', fd, pid, data, closed });
      return p.waitRead(fd, 'run');
    }
    if (typeof chunk === 'number' || chunk === '') closed = true;
    else if (data.length + chunk.length <= MAX_OUTPUT) data += chunk;
  }
  if (!f.closed) p.close(fd);
  const w = pid === 0 ? 0 : p.wait(pid);
  if (w === EAGAIN) {
    sh.push({ k: 'subst', fd, pid, data, closed });
    return p.waitChild('run');
  }
  L.substStatus = 0;
  if (typeof w !== 'number') {
    L.substStatus = statusOf({ pid: w.pid, status: w.code, signal: w.signal });
    if (sh.bash) L.status = L.substStatus;
    else if (w.signal > 0 && w.signal !== SIGINT && w.signal !== SIGPIPE) sh.write(2, `${signalText(w.signal)}\n`);
  }
  append(sh, stripped(data));
  return null;
}

/** The output without NUL bytes and without newlines at its end. */
function stripped(data: Bytes): Bytes {
  let end = data.length;
  while (end > 0 && data.charCodeAt(end - 1) === 10) end--;
  const text = end === data.length ? data : data.slice(0, end);
  return text.indexOf('\0') < 0 ? text : text.replaceAll('\0', '');
}

/** Gives the output to the command that waits for it, which is the frame below. */
function append(sh: Shell, text: Bytes): void {
  const waiting = sh.L.stack;
  if (waiting?.k === 'run') sh.L.stack = { ...waiting, memo: [...waiting.memo, text] };
}

/** `$(<file)` of bash and ash. */
function isFileRead(list: ListNode): boolean {
  const only = list.items.length === 1 ? list.items[0]?.command : undefined;
  return (
    only?.t === 'simple' &&
    only.words.length === 0 &&
    only.assigns.length === 0 &&
    only.redirs.length === 1 &&
    only.redirs[0]?.op === '<'
  );
}

function readWholeFile(sh: Shell, list: ListNode, saved: Memo, n: number, at: number): Step {
  const only = list.items[0]?.command;
  const redir = only?.t === 'simple' ? only.redirs[0] : undefined;
  sh.push({ k: 'run', n, memo: saved, at });
  if (redir === undefined || sh.L.flavour === 'dash') {
    append(sh, '');
    return null;
  }
  const name = new Expansion(sh, []).single(redir.target);
  if (name === null) return giveUp(sh);
  const opened: (readonly [number, number])[] = [];
  const failed = applyRedirs(sh, [{ op: '<', fd: 0, text: name, word: redir.target.text }], opened);
  const fd = failed === null ? sh.p.dup(0, 10) : -1;
  sh.restore(opened);
  if (fd < 0) {
    sh.L.substStatus = 1;
    append(sh, '');
  } else sh.push({ k: 'subst', fd, pid: 0, data: '', closed: false });
  return null;
}
