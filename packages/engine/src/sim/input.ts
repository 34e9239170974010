/**
 * What can happen to a world from outside: a small closed union (ARCHITECTURE §6, amended by ADR 0001 with `pipe.*`).
 * Bytes travel as byte strings. Rights are checked before sequencing, never here.
 */
import type { Value } from '../store/table.ts';
import type { Bytes } from '../util/bytes.ts';

/** Opens a terminal on the host with a login shell of `user`. */
export interface TtyOpen {
  readonly type: 'tty.open';
  readonly tty: string;
  readonly user: string;
  readonly rows: number;
  readonly cols: number;
}
/** Keys typed into a terminal. */
export interface TtyInput {
  readonly type: 'tty.input';
  readonly tty: string;
  readonly data: Bytes;
}
export interface TtyResize {
  readonly type: 'tty.resize';
  readonly tty: string;
  readonly rows: number;
  readonly cols: number;
}
/** Hangs up: SIGHUP to the session. */
export interface TtyClose {
  readonly type: 'tty.close';
  readonly tty: string;
}
/** Starts `argv` on the host as `user` without a terminal: descriptor 0 is fed by `pipe.input`, 1 to 2+extra are outputs (as `ssh host cmd` does). */
export interface PipeOpen {
  readonly type: 'pipe.open';
  readonly pipe: string;
  readonly user: string;
  readonly cwd: Bytes;
  readonly argv: readonly Bytes[];
  /** Further output descriptors 3, 4, … */
  readonly extra: number;
}
export interface PipeInput {
  readonly type: 'pipe.input';
  readonly pipe: string;
  readonly data: Bytes;
}
/** End of file on descriptor 0. */
export interface PipeClose {
  readonly type: 'pipe.close';
  readonly pipe: string;
}
/** One Engine API request from outside (buttons, adapter). */
export interface ApiOpen {
  readonly type: 'api.open';
  readonly request: string;
  readonly head: Value;
}
export interface ApiChunk {
  readonly type: 'api.chunk';
  readonly request: string;
  readonly data: Value;
}
export interface ApiClose {
  readonly type: 'api.close';
  readonly request: string;
}
/** Saves a file on the host as `user` (an editor saves a Dockerfile); missing directories are made. */
export interface FilePut {
  readonly type: 'file.put';
  readonly user: string;
  readonly path: Bytes;
  readonly mode: number;
  readonly data: Bytes;
}
/** A fault from outside, by name: `kill` a host process, `link.down`, `disk.full`, `registry.down`. */
export interface FaultInject {
  readonly type: 'fault.inject';
  readonly fault: string;
  readonly target: string;
}
export interface HostPower {
  readonly type: 'host.power';
  readonly action: 'reboot' | 'off' | 'on';
}

export type Input =
  | TtyOpen
  | TtyInput
  | TtyResize
  | TtyClose
  | PipeOpen
  | PipeInput
  | PipeClose
  | ApiOpen
  | ApiChunk
  | ApiClose
  | FilePut
  | FaultInject
  | HostPower;

/** Nanoseconds since genesis, an integer (exact for 104 days). */
export type SimTime = number;

/** A sequenced input. `seq` counts from 1 without holes; `at` never decreases. */
export interface Entry {
  readonly seq: number;
  readonly at: SimTime;
  /** Who caused it: an opaque id of the room's participant. */
  readonly actor: string;
  readonly input: Input;
}
