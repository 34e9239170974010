/** Reading commands from standard input, and the end of a shell. */
import { EAGAIN } from '../../kernel/errno.ts';
import { S_IFMT, S_IFREG } from '../../kernel/syscall.ts';
import type { Bytes } from '../../util/bytes.ts';
import { beginEdit } from './edit.ts';
import { addHistory } from './history.ts';
import { jobState, notifyJobs, reap } from './job.ts';
import { isIncomplete, parseUnit } from './parse.ts';
import { nextPrompt } from './prompt.ts';
import type { Shell, Step } from './shell.ts';
import { OPT } from './state.ts';
import { pushTrap, TRAP_EXIT, trapOf } from './trap.ts';

/** Bytes that dash and ash read ahead from a pipe or file; bash takes no more than its line. */
const READ_AHEAD = 8192;
/** Longest line, in bytes. */
const MAX_LINE = 4 << 20;

/** Takes the next line, or waits for it. */
export function runRepl(sh: Shell): Step {
  const { L } = sh;
  if (sh.interactive && L.partial === '' && L.jobs.length > 0) {
    reap(sh);
    notifyJobs(sh);
    sh.flush();
  }
  const newline = L.input.indexOf('\n');
  if (newline >= 0) {
    const line = L.input.slice(0, newline + 1);
    L.input = L.input.slice(newline + 1);
    return acceptLine(sh, line);
  }
  if (L.inputEof && (L.input !== '' || L.partial !== '')) {
    const line = L.input;
    L.input = '';
    return acceptLine(sh, line);
  }
  if (L.inputEof) return endOfInput(sh);
  return readMore(sh);
}

function endOfInput(sh: Shell): Step {
  const { L } = sh;
  if (!sh.interactive) {
    sh.exit(L.status);
    return null;
  }
  const stopped = L.jobs.some((j) => jobState(j) === 'stopped');
  if ((stopped && !L.warnedJobs) || sh.has(OPT.ignoreeof)) {
    sh.write(
      2,
      sh.has(OPT.ignoreeof)
        ? `Use "${L.startup.login ? 'logout' : 'exit'}" to leave the shell.\n`
        : sh.bash
          ? 'There are stopped jobs.\n'
          : 'You have stopped jobs.\n',
    );
    L.warnedJobs = true;
    L.inputEof = false;
    sh.push({ k: 'repl' });
    return null;
  }
  sh.write(2, sh.bash ? (L.startup.login ? 'logout\n' : 'exit\n') : '\n');
  sh.exit(L.status);
  return null;
}

function readMore(sh: Shell): Step {
  const { L, p } = sh;
  sh.push({ k: 'repl' });
  const tty = p.isatty(0);
  if (
    sh.interactive &&
    tty &&
    L.flavour !== 'dash' &&
    (L.options & (OPT.emacs | OPT.vi)) !== (L.flavour === 'bash' ? 0 : -1)
  )
    return beginEdit(sh, nextPrompt(sh));
  if (sh.interactive && !L.prompted) {
    L.prompted = true;
    sh.write(2, nextPrompt(sh).replace(/[\x01\x02]/g, ''));
    sh.flush();
  }
  const data = takeInput(sh, tty);
  if (data === EAGAIN) return p.waitRead(0, 'run');
  if (typeof data === 'number' || data === '') L.inputEof = true;
  else L.input += data.replaceAll('\0', '');
  if (L.input.length > MAX_LINE) L.inputEof = true;
  return null;
}

/** What may be read: a line of a terminal, what dash and ash read ahead, or for bash up to the end of a line. */
function takeInput(sh: Shell, tty: boolean): Bytes | number {
  const { p } = sh;
  if (tty) return p.read(0, 4096);
  if (!sh.bash) return p.read(0, READ_AHEAD);
  const st = p.fstat(0);
  if (typeof st !== 'number' && (st.mode & S_IFMT) === S_IFREG) {
    const data = p.read(0, READ_AHEAD);
    const at = typeof data === 'string' ? data.indexOf('\n') : -1;
    if (typeof data === 'number' || at < 0) return data;
    p.lseek(0, at + 1 - data.length, 1);
    return data.slice(0, at + 1);
  }
  let line = '';
  while (line.length < 1024) {
    const c = p.read(0, 1);
    if (typeof c === 'number' || c === '') return line === '' ? c : line;
    line += c;
    if (c === '\n') break;
  }
  return line;
}

/** Adds a line to the command being read and runs the command when it is complete. */
function acceptLine(sh: Shell, line: Bytes): Step {
  const { L } = sh;
  L.prompted = false;
  if (sh.has(OPT.verbose)) sh.write(2, line);
  const text = L.partial + line;
  const unit = parseUnit(L.flavour, text);
  const more = !(L.inputEof && L.input === '');
  sh.push({ k: 'repl' });
  if (more && isIncomplete(unit)) {
    L.partial = text;
    return null;
  }
  L.partial = '';
  if (sh.interactive) addHistory(sh, text);
  let lines = 0;
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) lines++;
  L.unit = { text, line: L.inputLine, frozen: false, name: '', title: L.arg0, aliased: false };
  L.inputLine += lines;
  L.warnedJobs = L.warnedJobs && text.trim() === '';
  if (sh.bash) for (const w of unit.warnings) sh.write(2, `${L.arg0}: line ${L.unit.line + w.line}: ${w.message}\n`);
  if (unit.problem !== null && unit.problem.message !== '') {
    L.line = L.unit.line;
    sh.push({ k: 'broken', why: 'command' });
  }
  if (unit.body.items.length > 0 && !(sh.has(OPT.noexec) && !sh.interactive))
    sh.push({ k: 'list', n: unit.body.id, i: 0 });
  return null;
}

/** The last frame: the EXIT trap, then the end of the process. */
export function leave(sh: Shell): Step {
  const { L, p } = sh;
  const action = L.exiting ? null : trapOf(L, TRAP_EXIT);
  if (action !== null && action !== '') {
    L.exiting = true;
    L.traps = L.traps.filter((t) => t[0] !== TRAP_EXIT);
    sh.push({ k: 'exit' });
    pushTrap(sh, action);
    return null;
  }
  if (!sh.flush()) {
    // Output is still waiting: it is above the frame that ends the process.
    const writes = L.stack;
    L.stack = writes;
    return null;
  }
  if (L.leaveSignal > 0) {
    p.sigaction(L.leaveSignal, 'default');
    p.kill(p.pid, L.leaveSignal);
    return p.goto('end');
  }
  return p.exit(L.status);
}
