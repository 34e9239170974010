/** The state of a shell process: everything that lives across its waits, as plain frozen data. */
import type { Bytes } from '../../util/bytes.ts';
import type { Flavour } from './flavour.ts';
import type { Frame } from './frame.ts';
import type { EditState } from './readline.ts';

/** Attributes of a variable. */
export const V_EXPORT = 1;
export const V_READONLY = 2;
export const V_INTEGER = 4;
export const V_LOWER = 8;
export const V_UPPER = 16;
export const V_INDEXED = 32;
export const V_ASSOC = 64;
/** Set in this shell, not given by the environment. */
export const V_LOCAL = 128;

/** A variable. `value` null: unset, but with attributes (`export x`). Arrays have their elements in `items`, in order. */
export interface Var {
  readonly name: Bytes;
  readonly value: Bytes | null;
  readonly flags: number;
  readonly items: readonly (readonly [Bytes, Bytes])[] | null;
}

/** A function: the text that defines it and where that stood. */
export interface Func {
  readonly name: Bytes;
  readonly text: Bytes;
  readonly line: number;
  readonly title: Bytes;
}

/** A text being run. */
export interface Unit {
  readonly text: Bytes;
  /** Line, from 0, of its first line in what the user sees as the script. */
  readonly line: number;
  /** Lines inside do not count (eval in ash). */
  readonly frozen: boolean;
  /** What messages are prefixed with after the shell's name: `eval`, a sourced file. */
  readonly name: Bytes;
  /** bash: the name that messages begin with. */
  readonly title: Bytes;
  /** Aliases in it are replaced already. */
  readonly aliased: boolean;
}

/** One process of a job: its status when it has ended (-1 runs, -2 stopped). */
export interface Proc1 {
  readonly pid: number;
  readonly status: number;
  readonly signal: number;
}

/** A pipeline that was started. */
export interface Job {
  readonly id: number;
  readonly group: number;
  readonly procs: readonly Proc1[];
  readonly text: Bytes;
  readonly background: boolean;
  /** Its present state was reported. */
  readonly notified: boolean;
  /** Order in which jobs became current. */
  readonly order: number;
}

/** Variables to put back when a function returns. */
export interface Scope {
  readonly saved: readonly Var[];
  readonly next: Scope | null;
}

/** Options, as bits. */
export const OPT = {
  allexport: 1,
  errexit: 1 << 1,
  noglob: 1 << 2,
  noexec: 1 << 3,
  nounset: 1 << 4,
  verbose: 1 << 5,
  xtrace: 1 << 6,
  noclobber: 1 << 7,
  monitor: 1 << 8,
  notify: 1 << 9,
  interactive: 1 << 10,
  stdin: 1 << 11,
  command: 1 << 12,
  pipefail: 1 << 13,
  hashall: 1 << 14,
  braceexpand: 1 << 15,
  posix: 1 << 16,
  ignoreeof: 1 << 17,
  emacs: 1 << 18,
  vi: 1 << 19,
  physical: 1 << 20,
  histexpand: 1 << 21,
  nolog: 1 << 22,
  privileged: 1 << 23,
  errtrace: 1 << 24,
  functrace: 1 << 25,
  keyword: 1 << 26,
  onecmd: 1 << 27,
  history: 1 << 28,
} as const;

/** Options of bash's shopt that are simulated, as bits. */
export const SHOPT = {
  nullglob: 1,
  failglob: 2,
  dotglob: 4,
  extglob: 8,
  expand_aliases: 16,
  nocasematch: 32,
  lastpipe: 64,
  inherit_errexit: 128,
  xpg_echo: 256,
  sourcepath: 512,
  execfail: 1024,
  nocaseglob: 2048,
  globstar: 4096,
  patsub_replacement: 8192,
} as const;

/** Name for "variable was not set" in lists of variables to put back: no attribute and no value. */
export const V_ABSENT = -1;

/** What lives across the waits of a shell. */
export interface ShellState {
  flavour: Flavour;
  arg0: Bytes;
  /** `$$`. */
  pid: number;
  vars: readonly Var[];
  funcs: readonly Func[];
  aliases: readonly (readonly [Bytes, Bytes])[];
  /** Aliases defined on the line being run; they take effect on the next one. */
  newAliases: readonly (readonly [Bytes, Bytes])[];
  options: number;
  shopt: number;
  params: readonly Bytes[];
  status: number;
  pipeStatus: readonly number[];
  /** `$!`; 0: none yet. */
  lastBackground: number;
  lastArg: Bytes;
  unit: Unit;
  /** Line of the command being run, from 0. */
  line: number;
  stack: Frame | null;
  scopes: Scope | null;
  functionDepth: number;
  subshell: number;
  /** Errors are tested by a parent process' command (`(…) || x`). */
  tested: boolean;
  traps: readonly (readonly [number, Bytes])[];
  /** Traps of the parent, which `trap` shows in a subshell of bash. */
  parentTraps: readonly (readonly [number, Bytes])[];
  /** Signals that were ignored when the shell started: they cannot be trapped. */
  ignored: readonly number[];
  /** Signals caught and not handled yet. */
  pending: readonly number[];
  jobs: readonly Job[];
  jobOrder: number;
  /** Commands that were looked up once (dash calls them tracked aliases). */
  tracked: readonly Bytes[];
  /** Statuses of processes already waited for: [pid, status]. */
  finished: readonly (readonly [number, number])[];
  /** Directory stack of bash below the working directory. */
  dirs: readonly Bytes[];
  hash: readonly (readonly [Bytes, Bytes])[];
  /** Place inside a cluster of options for getopts. */
  getoptsAt: number;
  /** Text read from standard input that is not run yet. */
  input: Bytes;
  inputEof: boolean;
  /** Lines of an incomplete command, and the line it began on. */
  partial: Bytes;
  inputLine: number;
  /** Time when SECONDS was 0. */
  started: number;
  /** Status of the last command substitution of the command being run; -1: none. */
  substStatus: number;
  /** The user was told about stopped jobs when leaving. */
  warnedJobs: boolean;
  /** The EXIT trap has been taken. */
  exiting: boolean;
  /** Signal that the shell ends by once its EXIT trap has run; 0: none. */
  leaveSignal: number;
  /** Command substitutions that this process is in, for the trace. */
  substDepth: number;
  /** The prompt for the line being read was printed. */
  prompted: boolean;
  history: readonly Bytes[];
  edit: EditState | null;
  /** Keys that came after the end of a line. */
  typed: Bytes;
  startup: { readonly login: boolean; readonly norc: boolean; readonly noprofile: boolean; readonly rcfile: Bytes };
}
