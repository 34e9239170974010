/**
 * timeout(1). GNU's waits for its child and answers 124 when it had to send a signal. BusyBox's becomes the program itself,
 * and a grandchild sends the signals, so the status is the program's own.
 */
import { EAGAIN } from '../../kernel/errno.ts';
import type { Next, Proc, Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { parseDuration } from '../frame/duration.ts';
import { execOrExit, shellStatus } from '../frame/exec.ts';
import { BUSYBOX, commandLine, GNU, tool } from '../frame/flavour.ts';
import { getopt, optionSpec } from '../frame/getopt.ts';
import { complain, invocation, printUsage, usageError } from '../frame/invocation.ts';
import { quoteaf, quoted } from '../frame/quote.ts';
import { signalName, signalNumber } from '../frame/signal.ts';

interface Locals {
  name: Bytes;
  argv: readonly Bytes[];
  duration: number;
  killAfter: number;
  signal: number;
  foreground: boolean;
  preserve: boolean;
  verbose: boolean;
  /** The process that is watched. */
  pid: number;
  timedOut: boolean;
  killed: boolean;
}

const GNU_OPTIONS = optionSpec(
  '+k:s:v',
  'foreground>foreground kill-after=>k preserve-status>preserve signal=>s verbose>v',
);
const BUSYBOX_OPTIONS = optionSpec('+s:k:p:fFcl');
const SIGCHLD = 17;
const SIGCONT = 18;
const SIGKILL = 9;
const SIGTERM = 15;
const FORWARDED = [1, 2, 3, SIGTERM];
const LONGEST = 2_073_600_000_000_000;

function gnuStart(p: Proc<Locals>): Next {
  const c = invocation(p, GNU, GNU_OPTIONS, 125);
  if (typeof c === 'number') return p.exit(c);
  const l: Locals = {
    name: c.name,
    argv: c.operands.slice(1),
    duration: 0,
    killAfter: 0,
    signal: SIGTERM,
    foreground: false,
    preserve: false,
    verbose: false,
    pid: 0,
    timedOut: false,
    killed: false,
  };
  for (const { key, value } of c.options) {
    if (key === 's') {
      l.signal = signalNumber(value);
      if (l.signal < 0) return p.exit(usageError(p, GNU, c.name, `${quoted(p, value)}: invalid signal`, 125));
    } else if (key === 'k') {
      const ns = parseDuration(value, 'smhd');
      if (ns === null) return p.exit(usageError(p, GNU, c.name, `invalid time interval ${quoted(p, value)}`, 125));
      l.killAfter = ns;
    } else if (key === 'foreground') l.foreground = true;
    else if (key === 'preserve') l.preserve = true;
    else if (key === 'v') l.verbose = true;
  }
  if (c.operands.length < 2) return p.exit(printUsage(p, GNU, c.name, 125));
  const ns = parseDuration(c.operands[0] as Bytes, 'smhd');
  if (ns === null)
    return p.exit(usageError(p, GNU, c.name, `invalid time interval ${quoted(p, c.operands[0] as Bytes)}`, 125));
  l.duration = ns;
  if (!l.foreground) p.setpgid(0, 0);
  p.sigaction(SIGCHLD, 'catch');
  for (const signal of FORWARDED) p.sigaction(signal, 'catch');
  for (const signal of [21, 22]) p.sigaction(signal, 'ignore');
  const pid = p.fork('child', l);
  if (pid < 0) return p.exit(complain(p, c.name, 'fork system call failed: Resource temporarily unavailable', 125));
  l.pid = pid;
  p.locals = l;
  return wait(p);
}

function child(p: Proc<Locals>): Next {
  for (const signal of [SIGCHLD, ...FORWARDED, 21, 22]) p.sigaction(signal, 'default');
  return execOrExit(p, GNU, p.locals.name, p.locals.argv, 'failed to run command');
}

/** Waits for the time, or for ever; the child's end comes as a signal. */
function wait(p: Proc<Locals>): Next {
  const l = p.locals;
  if (l.timedOut ? l.killAfter === 0 : l.duration === 0) return p.waitChild('reap');
  const ns = l.timedOut ? l.killAfter : l.duration;
  return ns > LONGEST ? p.waitChild('reap') : p.sleep(ns, 'expired');
}

function send(p: Proc<Locals>, signal: number): void {
  const l = p.locals;
  if (l.verbose) complain(p, l.name, `sending signal ${signalName(signal)} to command ${quoteaf(l.argv[0] as Bytes)}`);
  p.kill(l.pid, signal);
  if (l.foreground) return;
  // The group includes timeout itself, which must live on to tell the status.
  p.sigaction(signal, 'ignore');
  p.kill(0, signal);
  if (signal !== SIGKILL && signal !== SIGCONT) {
    p.kill(l.pid, SIGCONT);
    p.kill(0, SIGCONT);
  }
}

function expired(p: Proc<Locals>): Next {
  const l = p.locals;
  const ended = reapNow(p);
  if (ended !== null) return ended;
  if (!l.timedOut) {
    l.timedOut = true;
    send(p, l.signal);
    return wait(p);
  }
  l.killed = true;
  if (l.verbose) complain(p, l.name, `sending signal KILL to command ${quoteaf(l.argv[0] as Bytes)}`);
  p.kill(l.pid, SIGKILL);
  return p.waitChild('reap');
}

function reapNow(p: Proc<Locals>): Next | null {
  const l = p.locals;
  const status = p.wait(l.pid);
  if (typeof status === 'number') return null;
  if (l.timedOut && !l.preserve && !l.killed && status.signal !== SIGKILL) return p.exit(124);
  return p.exit(shellStatus(status));
}

function reap(p: Proc<Locals>): Next {
  return reapNow(p) ?? p.waitChild('reap');
}

/** The child ended, or somebody signals timeout: the signal is passed on. */
function onSignal(p: Proc<Locals>, signal: number): Next | null {
  if (signal === SIGCHLD) return reapNow(p);
  send(p, signal);
  return null;
}

function busyboxStart(p: Proc<Locals>): Next {
  const { name, args } = commandLine(p, BUSYBOX);
  if (args[0] === '--help') {
    const c = invocation(p, BUSYBOX, BUSYBOX_OPTIONS);
    return p.exit(typeof c === 'number' ? c : 1);
  }
  const parsed = getopt(BUSYBOX_OPTIONS, args);
  if (parsed.error !== null) return p.exit(usageError(p, BUSYBOX, name, parsed.error.text));
  let signal = SIGTERM;
  let killAfter = 0;
  for (const { key, value } of parsed.options) {
    if (key === 's') {
      signal = signalNumber(value);
      if (signal < 0) return p.exit(complain(p, name, `unknown signal '${value}'`));
    } else if (key === 'k') {
      const ns = parseDuration(value, 'smhd');
      if (ns === null) return p.exit(complain(p, name, `invalid number '${value}'`));
      killAfter = ns;
    }
  }
  const [time, ...argv] = parsed.operands;
  if (time === undefined || argv.length === 0) return p.exit(printUsage(p, BUSYBOX, name));
  const duration = parseDuration(time, 'smhd');
  if (duration === null) return p.exit(complain(p, name, `invalid number '${time}'`));
  const l: Locals = {
    name,
    argv,
    duration,
    killAfter,
    signal,
    foreground: false,
    preserve: true,
    verbose: false,
    pid: p.pid,
    timedOut: false,
    killed: false,
  };
  p.locals = l;
  if (duration === 0) return execOrExit(p, BUSYBOX, name, argv, 'quoted');
  const pid = p.fork('middle', l);
  if (pid < 0) return p.exit(complain(p, name, "can't fork"));
  l.pid = pid;
  return p.waitChild('become');
}

/** The child in between ends at once, so that the watcher is nobody's child. */
function middle(p: Proc<Locals>): Next {
  p.fork('watch', p.locals);
  return p.exit(0);
}

function become(p: Proc<Locals>): Next {
  const status = p.wait(p.locals.pid);
  if (typeof status === 'number' && status === EAGAIN) return p.waitChild('become');
  return execOrExit(p, BUSYBOX, p.locals.name, p.locals.argv, 'quoted');
}

function watch(p: Proc<Locals>): Next {
  const l = p.locals;
  for (const fd of [0, 1, 2]) p.close(fd);
  return p.sleep(l.duration, 'fire');
}

function fire(p: Proc<Locals>): Next {
  const l = p.locals;
  if (p.kill(l.pid, l.signal) < 0 || l.killAfter === 0 || l.timedOut) return p.exit(0);
  l.timedOut = true;
  l.signal = SIGKILL;
  return p.sleep(l.killAfter, 'fire');
}

/** `gnu/timeout` and `busybox/timeout`. */
export const timeoutPrograms: readonly Program[] = [
  tool<Locals>(GNU, 'timeout', 1, () => ({ start: gnuStart, child, expired, reap }), { onSignal }),
  tool<Locals>(BUSYBOX, 'timeout', 1, () => ({ start: busyboxStart, middle, become, watch, fire })),
];
