/**
 * The machine: takes the top frame of the stack and does its next step, until the shell has to wait or has used up its
 * turn. Compound commands are in compound.ts, simple commands in simple.ts, pipelines in pipeline.ts.
 */
import type { Next, Proc } from '../../program/program.ts';
import type { ArithForNode, CaseNode, ForNode, IfNode, ListNode, LoopNode, Node, SubshellNode } from './ast.ts';
import { runMapfile } from './builtin/mapfile.ts';
import { runRead } from './builtin/read.ts';
import { runWait } from './builtin/wait.ts';
import { runChild } from './child.ts';
import {
  continueAndOr,
  continueCase,
  continueFor,
  continueIf,
  continueLoop,
  runArithFor,
  runList,
  runNode,
} from './compound.ts';
import { runEdit } from './edit.ts';
import { runExec } from './exec-frame.ts';
import type { Frame } from './frame.ts';
import { foreground } from './job.ts';
import { enterSubshell, reportTime } from './pipeline.ts';
import { leave, runRepl } from './repl.ts';
import { runSelect } from './select.ts';
import { Shell, type ShellOptions, type Step } from './shell.ts';
import { runBoot } from './start.ts';
import type { ShellState } from './state.ts';
import { checkStatus } from './status.ts';
import { collect } from './substitution.ts';
import { runPending } from './trap.ts';
import { reportBroken } from './unit.ts';

/** Frames that one handler may run before it gives the processor to others. */
const TURN = 64;

/** One turn of the shell: label `run`. */
export function turn(p: Proc<ShellState>, options: ShellOptions): Next {
  const sh = new Shell(p, options);
  const { L } = sh;
  for (let used = 1; ; used++) {
    if (L.pending.length > 0) {
      runPending(sh);
      sh.flush();
      if (sh.stop) return p.goto('run');
    }
    const frame = L.stack;
    if (frame === null) return p.exit(L.status);
    if (used > TURN) {
      p.burn(TURN - 1);
      return p.goto('run');
    }
    L.stack = frame.next;
    const next = step(sh, frame);
    // Output goes out before anything else; what does not fit waits on top of the stack, and a wait is asked for again later.
    if (sh.hasOutput && !sh.flush() && !sh.stop) continue;
    if (sh.stop) return next ?? p.goto('run');
    if (next !== null) {
      if (used > 1) p.burn(used - 1);
      return next;
    }
  }
}

/** Does the next step of a frame that was taken from the stack. */
function step(sh: Shell, f: Frame): Step {
  const { L } = sh;
  switch (f.k) {
    case 'list':
      return runList(sh, sh.unit.nodes[f.n] as ListNode, f.i);
    case 'andor':
      return continueAndOr(sh, f.n, f.i);
    case 'not':
      L.status = L.status === 0 ? 1 : 0;
      return null;
    case 'if':
      return continueIf(sh, sh.unit.nodes[f.n] as IfNode, f.i);
    case 'loop':
      return continueLoop(sh, sh.unit.nodes[f.n] as LoopNode, f.body, f.status);
    case 'for':
      return continueFor(sh, sh.unit.nodes[f.n] as ForNode, f.words, f.i);
    case 'arithfor':
      return runArithFor(sh, sh.unit.nodes[f.n] as ArithForNode, [], 2);
    case 'case':
      return continueCase(sh, sh.unit.nodes[f.n] as CaseNode, f.word, f.i, f.through);
    case 'select':
      return runSelect(sh, sh.unit.nodes[f.n] as ForNode, f.words, f.status);
    case 'run':
      return runNode(sh, sh.unit.nodes[f.n] as Node, f.memo, f.at);
    case 'unredir':
    case 'unvar':
    case 'call':
      sh.drop(f);
      return null;
    case 'unit':
      sh.drop(f);
      if (f.status >= 0) L.status = f.status;
      return null;
    case 'status':
      L.status = f.status;
      return null;
    case 'check':
      checkStatus(sh);
      return null;
    default:
      return stepProcess(sh, f);
  }
}

/** The frames that deal with processes, input and output. */
function stepProcess(sh: Shell, f: Frame): Step {
  switch (f.k) {
    case 'fg': {
      const next = foreground(sh, f.job, f.n);
      if (next === null && f.check) checkStatus(sh);
      return next;
    }
    case 'subst':
      return collect(sh, f);
    case 'child':
      return runChild(sh, f);
    case 'subshell':
      return enterSubshell(sh, sh.unit.nodes[f.n] as SubshellNode, f.redirs);
    case 'exec':
      return runExec(sh, f);
    case 'wait':
      return runWait(sh, f);
    case 'read':
      return runRead(sh, f);
    case 'mapfile':
      return runMapfile(sh, f);
    case 'broken':
      reportBroken(sh, f.why);
      return null;
    case 'write':
      return finishWrite(sh, f);
    case 'time':
      reportTime(sh, f);
      return null;
    case 'repl':
      return runRepl(sh);
    case 'boot':
      return runBoot(sh, f.step);
    case 'edit':
      return runEdit(sh);
    case 'exit':
      return leave(sh);
    default:
      return null;
  }
}

function finishWrite(sh: Shell, f: Extract<Frame, { k: 'write' }>): Step {
  const left = sh.tryWrite(f.fd, f.data, f.what);
  if (left === '') return null;
  sh.push({ k: 'write', fd: f.fd, data: left, what: f.what });
  return sh.p.waitWrite(f.fd, 'run');
}
