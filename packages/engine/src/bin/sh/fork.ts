/** What a forked child of the shell starts with. */
import type { Bytes } from '../../util/bytes.ts';
import type { Frame } from './frame.ts';
import type { Shell } from './shell.ts';
import { OPT, type ShellState } from './state.ts';
import { isTested } from './tested.ts';

/** Frame of a child, without its link. */
export type ChildFrame = Omit<Extract<Frame, { k: 'child' }>, 'next'>;

/** What of a child differs from the usual. */
export interface ChildSpec {
  readonly stdin?: number;
  readonly stdout?: number;
  /** Standard error goes where standard output goes (`|&`). */
  readonly stderr?: boolean;
  readonly close?: readonly number[];
  /** Process group to join; 0: its own; -1: stays in the shell's. */
  readonly group?: number;
  readonly foreground?: boolean;
  readonly background?: boolean;
}

/** First frame of a child: it arranges descriptors, process group and signals. */
export function childFrame(sh: Shell, spec: ChildSpec): ChildFrame {
  return {
    k: 'child',
    stdin: spec.stdin ?? -1,
    stdout: spec.stdout ?? -1,
    stderr: spec.stderr ?? false,
    close: spec.close ?? [],
    group: spec.group ?? -1,
    foreground: spec.foreground ?? false,
    background: spec.background ?? false,
    traps: sh.L.traps.filter((t) => t[0] > 0 && t[1] !== '').map((t) => t[0]),
    interactive: sh.interactive,
  };
}

/** State of a subshell that runs `stack`: a copy, without the traps, jobs and pending signals of its parent. */
export function subshellState(sh: Shell, stack: Frame): ShellState {
  const { L } = sh;
  return {
    ...L,
    stack,
    jobs: [],
    traps: L.traps.filter((t) => t[1] === ''),
    parentTraps: L.parentTraps.length > 0 ? L.parentTraps : L.traps,
    pending: [],
    subshell: L.subshell + 1,
    tested: isTested(L),
    input: '',
    inputEof: false,
    options: L.options & ~OPT.monitor,
    scopes: null,
    edit: null,
    substStatus: -1,
    getoptsAt: L.getoptsAt,
  };
}

/** State of a child that only executes a program. */
export function execState(sh: Shell, stack: Frame): ShellState {
  return {
    ...sh.L,
    stack,
    jobs: [],
    traps: [],
    pending: [],
    subshell: sh.L.subshell + 1,
    input: '',
    scopes: null,
    edit: null,
    history: [],
    params: [],
  };
}

/** Says that no process could be made, as the flavour does, and gives the status. */
export function forkFailed(sh: Shell, errno: number): number {
  const why: Bytes = sh.errno(errno);
  switch (sh.L.flavour) {
    case 'bash':
      sh.error(`fork: ${why}`);
      return 254;
    case 'dash':
      sh.error('Cannot fork');
      return 2;
    default:
      sh.error(`can't fork: ${why}`);
      return 2;
  }
}
