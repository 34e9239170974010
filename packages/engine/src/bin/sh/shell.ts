/**
 * One handler's view of a shell: its process, its state, and the services that everything else is written with. An
 * object of this class lives for one turn only; what must survive is in `ShellState`.
 */
import { EAGAIN, EPIPE, type Errno, strerror } from '../../kernel/errno.ts';
import type { Next, Proc } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { evaluateText } from './arith-scope.ts';
import type { Assigned } from './assign.ts';
import type { ParsedUnit } from './ast.ts';
import type { Frame, FrameBody } from './frame.ts';
import { OPTION_NAMES } from './options.ts';
import { parseUnit } from './parse.ts';
import { SIGPIPE } from './signal.ts';
import { OPT, type ShellState, type Unit } from './state.ts';
import { getVar, restoreVar } from './vars.ts';

/** What the embedder gives to the shells. */
export interface ShellOptions {
  /**
   * Completion of a command's own words. Given the words of the command line up to and including the one being
   * completed (possibly empty), returns candidates for it; null when it does not know the command.
   */
  readonly completions?: (words: readonly Bytes[], p: Proc<ShellState>) => readonly Bytes[] | null;
  /** Applets that BusyBox's ash runs without looking for a file (FEATURE_SH_STANDALONE), and the file that holds them. */
  readonly applets?: ReadonlySet<string>;
}

/** Most bytes of one argument or variable handed to a program (MAX_ARG_STRLEN), and of all together. */
export const MAX_ARG = 131072;
/** See MAX_ARG. */
export const MAX_ARGS = 2097152;

/** Status 1 that ends bash even where an expansion error only ends the command: 256 + 1. */
export const FATAL_ONE = 257;
/** Order of the letters in bash's `$-` (flags.c). */
const BASH_FLAG_ORDER = 'abefhikmnprtuvxBCEHPTcs';

/** A unit of text typed or given as a whole, before any is run. */
export const NO_UNIT: Unit = { text: '', line: 0, frozen: false, name: '', title: '', aliased: false };

export class Shell {
  readonly p: Proc<ShellState>;
  readonly L: ShellState;
  readonly options: ShellOptions;
  /** Output of the builtin being run, in order. */
  private out: { fd: number; data: Bytes; what: Bytes }[] = [];
  /** The expansion or builtin at hand has failed in a way that ends the command. */
  failed = false;
  private parsed: ParsedUnit | null = null;
  private parsedFrom: Unit | null = null;

  constructor(p: Proc<ShellState>, options: ShellOptions) {
    this.p = p;
    this.L = p.locals;
    this.options = options;
  }

  /** The tree of the current unit. */
  get unit(): ParsedUnit {
    if (this.parsed === null || this.parsedFrom !== this.L.unit) {
      this.parsedFrom = this.L.unit;
      this.parsed = parseUnit(this.L.flavour, this.L.unit.text);
    }
    return this.parsed;
  }

  get bash(): boolean {
    return this.L.flavour === 'bash';
  }

  /** A shell that prompts (not a subshell of one). */
  get interactive(): boolean {
    return (this.L.options & OPT.interactive) !== 0 && this.L.subshell === 0;
  }

  has(option: number): boolean {
    return (this.L.options & option) !== 0;
  }

  push(frame: FrameBody): void {
    this.L.stack = { ...frame, next: this.L.stack } as Frame;
  }

  /** Number that the first line has in messages: `sh -c` of ash counts from 0. */
  firstLine(): number {
    return this.L.flavour === 'ash' && this.has(OPT.command) ? 0 : 1;
  }

  /** Sets the line that messages name. */
  at(line: number): void {
    const u = this.L.unit;
    this.L.line = u.frozen ? u.line : u.line + line;
  }

  /** What a message begins with; `command` is the builtin it is about. */
  prefix(command: Bytes = ''): Bytes {
    const { L } = this;
    const what = command !== '' ? command : L.unit.name;
    const tag = what === '' ? '' : `${what}: `;
    switch (L.flavour) {
      case 'bash':
        if (this.has(OPT.interactive)) return `${L.arg0}: ${command === '' ? '' : `${command}: `}`;
        return `${L.unit.title}: line ${L.line + 1}: ${command === '' ? '' : `${command}: `}`;
      case 'dash':
        return `${L.arg0}: ${L.line + 1}: ${tag}`;
      default:
        return this.has(OPT.interactive) ? `${L.arg0}: ${tag}` : `${L.arg0}: ${tag}line ${L.line + this.firstLine()}: `;
    }
  }

  /** Prints a message of the shell on standard error. */
  error(message: Bytes, command: Bytes = ''): void {
    this.write(2, `${this.prefix(command)}${message}\n`);
  }

  errno(e: Errno): Bytes {
    return strerror(e);
  }

  /** Queues output; `what` is the builtin that a failure is reported for. */
  write(fd: number, data: Bytes, what: Bytes = ''): void {
    if (data === '') return;
    const last = this.out[this.out.length - 1];
    if (last !== undefined && last.fd === fd && last.what === what) last.data += data;
    else this.out.push({ fd, data, what });
  }

  get hasOutput(): boolean {
    return this.out.length > 0;
  }

  /** Writes what is queued. What does not fit becomes frames on top of the stack; false then. */
  flush(): boolean {
    const out = this.out;
    this.out = [];
    for (let i = 0; i < out.length; i++) {
      const item = out[i] as { fd: number; data: Bytes; what: Bytes };
      const left = this.tryWrite(item.fd, item.data, item.what);
      if (left === '') continue;
      for (let k = out.length - 1; k > i; k--)
        this.push({ k: 'write', ...(out[k] as { fd: number; data: Bytes; what: Bytes }) });
      this.push({ k: 'write', fd: item.fd, data: left, what: item.what });
      return false;
    }
    return true;
  }

  /** Writes now; gives back what did not fit. Failures are reported and set the status. */
  tryWrite(fd: number, data: Bytes, what: Bytes): Bytes {
    let left = data;
    while (left !== '') {
      const n = this.p.write(fd, left);
      if (n === EAGAIN) return left;
      if (n < 0) {
        this.writeFailed(n, what);
        return '';
      }
      left = left.slice(n);
    }
    return '';
  }

  /** The process may be dead (a signal to itself, a broken pipe): nothing more is done in this turn. */
  stop = false;

  private writeFailed(errno: Errno, what: Bytes): void {
    if (errno === EPIPE && this.p.disposition(SIGPIPE) === 'default') {
      this.stop = true;
      return;
    }
    if (what === '') return;
    this.L.status = 1;
    const { flavour } = this.L;
    if (flavour === 'bash') this.p.write(2, `${this.prefix(what)}write error: ${strerror(errno)}\n`);
    else if (flavour === 'dash') this.p.write(2, `${this.prefix(what)}I/O error\n`);
    else if (errno !== EPIPE) this.p.write(2, `${this.L.arg0}: write error: ${strerror(errno)}\n`);
  }

  /** Value of an arithmetic text, or null after a message. */
  arith(text: Bytes, builtin: Bytes = ''): bigint | null {
    return evaluateText(this, text, builtin);
  }

  /** An unset variable under `set -u`: prints and marks the command as failed. */
  unbound(name: Bytes): void {
    this.error(this.bash ? `${name}: unbound variable` : `${name}: parameter not set`);
    this.failed = true;
    this.fatal(this.unsetStatus());
  }

  /** Status of a shell that ends because of an unset variable: 127 only in bash's -c. */
  unsetStatus(): number {
    if (!this.bash) return 2;
    return this.has(OPT.command) && this.L.subshell === 0 ? 127 : FATAL_ONE;
  }

  /** Status with which the command that failed ends the shell; -1: it only ends the command. */
  fatalStatus = -1;

  /** Marks the command at hand as failed; `status` ends a shell that is not interactive. */
  fatal(status: number): void {
    this.failed = true;
    this.fatalStatus = status;
  }

  /** Names of the functions being run, innermost first. */
  functionNames(): Bytes[] {
    const out: Bytes[] = [];
    for (let f = this.L.stack; f !== null; f = f.next) if (f.k === 'call') out.push(f.name);
    return out;
  }

  /** `$-`. */
  flags(): Bytes {
    let out = '';
    for (const o of OPTION_NAMES[this.L.flavour])
      if (o.letter !== '' && (this.L.options & o.bit) !== 0) out += o.letter;
    return this.bash ? [...BASH_FLAG_ORDER].filter((c) => out.includes(c)).join('') : out;
  }

  /** SHELLOPTS of bash. */
  shellOpts(): Bytes {
    return OPTION_NAMES.bash
      .filter((o) => o.name !== '' && (o.name === 'interactive-comments' || (this.L.options & o.bit) !== 0))
      .map((o) => o.name)
      .sort()
      .join(':');
  }

  /** The working directory as the user came to it. */
  cwd(): Bytes {
    return getVar(this, 'PWD') ?? this.p.getcwd();
  }

  /** Undoes what a frame keeps when it is left early. */
  drop(frame: Frame): void {
    const { L, p } = this;
    switch (frame.k) {
      case 'unredir':
        restoreDescriptors(p, frame.saved);
        return;
      case 'unvar':
        for (const v of frame.saved) restoreVar(L, v);
        return;
      case 'call':
        this.leaveFunction(frame);
        return;
      case 'unit':
        L.unit = frame.unit;
        L.line = frame.line;
        if (frame.params !== null) L.params = frame.params;
        return;
      default:
    }
  }

  /** End of a function: its parameters and local variables go. */
  leaveFunction(frame: Extract<Frame, { k: 'call' }>): void {
    const { L } = this;
    L.unit = frame.unit;
    L.params = frame.params;
    L.line = frame.line;
    for (const v of L.scopes?.saved ?? []) restoreVar(L, v);
    L.scopes = L.scopes?.next ?? null;
    L.functionDepth--;
  }

  /** Leaves frames until `until` is on top (it stays); false when there is none, and nothing is left then. */
  unwind(until: (f: Frame) => boolean): boolean {
    const { L } = this;
    while (L.stack !== null) {
      const f: Frame = L.stack;
      if (until(f)) return true;
      L.stack = f.next;
      this.drop(f);
    }
    return false;
  }

  /** Ends the shell: what is open is undone, the EXIT trap runs, then the process exits. */
  exit(status: number): void {
    const { L } = this;
    this.unwind(() => false);
    L.status = status & 255;
    L.stack = { k: 'exit', next: null };
  }

  /**
   * Bash gives up the command at hand after an expansion error: a prompt goes on with the next line, a script with the
   * command on the next line, a `-c` text and a subshell end.
   */
  discard(): void {
    const { L } = this;
    if (this.interactive || this.has(OPT.command) || L.subshell > 0) {
      this.abort(1);
      return;
    }
    const { line } = L;
    this.unwind((f) => f.k === 'repl' || f.k === 'exit' || (f.k === 'list' && f.next?.k === 'exit'));
    L.status = 1;
    const top = L.stack;
    if (top?.k !== 'list') return;
    const list = this.unit.nodes[top.n];
    let i = top.i;
    while (list?.t === 'list' && i < list.items.length && (list.items[i]?.command.line ?? 0) + L.unit.line <= line) i++;
    L.stack = { ...top, i };
  }

  /** Puts descriptors back. */
  restore(saved: readonly (readonly [number, number])[]): void {
    restoreDescriptors(this.p, saved);
  }

  /** Array assignments among the arguments of the declaration command being run. */
  arrayArgs: { readonly at: number; readonly assigned: Assigned }[] = [];
  /** A builtin of dash or ash met an error that ends the shell when the builtin is a special one. */
  raised = false;
  /** The builtin is run by `command`. */
  viaCommand = false;

  /** Error of a builtin: prints it, gives the status. */
  fail(message: Bytes, builtin: Bytes, status = this.bash ? 1 : 2): number {
    this.error(message, builtin);
    this.raised = true;
    return status;
  }

  /** Becomes another shell process image: all state is replaced. */
  replace(state: ShellState): void {
    Object.assign(this.L, state);
  }

  /** Descriptors of process substitutions of the command being run. */
  processFds: number[] = [];

  /** Closes them. */
  closeProcessFds(): void {
    for (const fd of this.processFds) this.p.close(fd);
    this.processFds = [];
  }

  /** Ends the command because of an error that ends scripts too; interactive shells go on with the next line. */
  abort(status: number): void {
    const { L } = this;
    if (this.interactive && this.unwind((f) => f.k === 'repl')) {
      L.status = status;
      L.input = '';
      L.partial = '';
      return;
    }
    this.exit(status);
  }
}

/** Puts descriptors back as they were: [fd, copy, or -1 when it was closed]. */
export function restoreDescriptors(p: Proc<ShellState>, saved: readonly (readonly [number, number])[]): void {
  for (let i = saved.length - 1; i >= 0; i--) {
    const [fd, copy] = saved[i] as readonly [number, number];
    if (copy < 0) p.close(fd);
    else {
      p.dup2(copy, fd);
      p.close(copy);
    }
  }
}

/** What a handler of a frame gives: how to go on, or null to run the next frame. */
export type Step = Next | null;
