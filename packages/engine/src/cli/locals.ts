/** What lives in a docker process between two handlers. All of it is plain data. */

import type { Value } from '../api/json.ts';
import type { ApiRequest } from '../api/message.ts';
import type { Next, Proc } from '../program/program.ts';
import type { Bytes } from '../util/bytes.ts';
import type { FlagValues } from './flags/flag-value.ts';

/** One request on its own connection. */
export interface Call {
  readonly fd: number;
  readonly method: ApiRequest['method'];
  readonly path: string;
  /** HTTP status, 0 before the head of the answer. */
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  /** JSON documents of the answer so far. */
  readonly chunks: readonly Value[];
  /** Why there will be no answer, as the client words it; '' otherwise. */
  readonly error: Bytes;
  readonly done: boolean;
  /** Done with the head of a good answer: the connection stays open for a stream. */
  readonly hold: boolean;
}

/** Locals of the program; those of the running command lie beside them. */
export interface DockerLocals {
  /** Path of the implementation: `container ls`. */
  command: string;
  /** What errors call the command: `docker ps`. */
  name: string;
  /** Path of the spec that was found: `ps`. */
  path: string;
  flags: FlagValues;
  args: readonly Bytes[];
  /** Path of the daemon's socket. */
  socket: Bytes;
  calls: readonly Call[];
  /** Label that goes on when every call has been answered. */
  next: string;
}

/** A docker process as its commands see it; `S` are the command's own locals, all JSON. */
export type Cli<S extends object = object> = Proc<DockerLocals & S>;

/** A step of a command. */
export type Step<S extends object> = (p: Cli<S>) => Next;

/** A command: the labels of its steps, each by its full name (`container ls` begins, `container ls.list` goes on). */
export interface Command {
  readonly path: string;
  readonly labels: { readonly [label: string]: Step<object> };
  /** Called for caught signals while one of its labels waits. */
  readonly onSignal?: (p: Cli<object>, signal: number) => Next | null;
}

/**
 * Declares a command. `start` runs when its arguments have been checked; the others are registered as `path.name`. The state's
 * type is the command's own affair, so it is forgotten here.
 */
export function command<S extends object>(
  path: string,
  start: Step<S>,
  more: { readonly [name: string]: Step<S> } = {},
  onSignal?: (p: Cli<S>, signal: number) => Next | null,
): Command {
  const labels: Record<string, Step<object>> = { [path]: start as Step<object> };
  for (const name of Object.keys(more)) labels[`${path}.${name}`] = more[name] as Step<object>;
  return {
    path,
    labels,
    ...(onSignal === undefined ? {} : { onSignal: onSignal as (p: Cli<object>, signal: number) => Next | null }),
  };
}
