/** The same request for several objects at once (`parallelOperation` of docker/cli): names are printed in the order typed. */
import type { ApiRequest } from '../api/message.ts';
import type { Next } from '../program/program.ts';
import type { Bytes } from '../util/bytes.ts';
import { drain, errorOf, isNotFound, open } from './call.ts';
import { finish } from './exit.ts';
import type { Cli } from './locals.ts';

/** Label of the handler below. */
export const EACH = 'each';

/** Locals while it runs. */
export interface EachState {
  readonly names: readonly Bytes[];
  /** How many names have been answered for on the terminal. */
  shown: number;
  errors: readonly Bytes[];
  /** With --force, an object that is not there is told of but is no failure. */
  readonly lenient: boolean;
}

/** Sends the request of every name; the command ends when all are answered, with 1 if any failed. */
export function each(p: Cli, names: readonly Bytes[], request: (name: Bytes) => ApiRequest, lenient = false): Next {
  Object.assign(p.locals, { names, shown: 0, errors: [], lenient } satisfies EachState);
  p.locals.calls = names.map((name) => open(p, request(name)));
  return p.goto(EACH);
}

/** Handler of the label `each`. */
export function collectEach(p: Cli<EachState>): Next {
  const state = p.locals;
  const calls = p.locals.calls.map((call) => (call.done ? call : drain(p, call)));
  p.locals.calls = calls;
  let { shown, errors } = state;
  for (; shown < calls.length; shown++) {
    const call = calls[shown] as (typeof calls)[number];
    if (!call.done) break;
    const error = errorOf(call);
    if (error === '') p.print(1, `${state.names[shown]}\n`);
    else if (state.lenient && isNotFound(call)) p.print(2, `${error}\n`);
    else errors = [...errors, error];
  }
  state.shown = shown;
  state.errors = errors;
  if (shown === calls.length) return finish(p, errors);
  return p.poll(
    calls.filter((call) => !call.done).map((call) => call.fd),
    EACH,
  );
}
