/** The builtins of each shell by name. */
import type { Bytes } from '../../../util/bytes.ts';
import type { Flavour } from '../flavour.ts';
import type { Shell, Step } from '../shell.ts';
import { cd, dirs, popd, pushd, pwd } from './dir.ts';
import { breakLoop, dot, evalText, exec, exitShell, returnFrom, shift } from './flow.ts';
import { echo, printf } from './io.ts';
import { bg, disown, fg, jobs, kill } from './job.ts';
import { alias, command, hash, history, times, trap, type, ulimit, umask, unalias } from './misc.ts';
import { mapfile } from './mapfile.ts';
import { read } from './read.ts';
import { getopts, set, shopt } from './set.ts';
import { test } from './test.ts';
import { declare, exportOrReadonly, letBuiltin, local, unset } from './variable.ts';
import { wait } from './wait.ts';

/** A builtin gives its status, or how to go on when it has put frames on the stack (and then sets the status itself). */
export interface Builtin {
  readonly run: (sh: Shell, args: readonly Bytes[]) => number | Step;
  /** A special builtin of POSIX 2.14: its errors end a script, assignments before it stay. */
  readonly special: boolean;
}

type Run = Builtin['run'];
type Entry = readonly [name: string, run: Run, flavours?: string];

const SPECIAL: readonly Entry[] = [
  [':', () => 0],
  ['.', dot],
  ['source', dot, 'ba'],
  ['break', breakLoop],
  ['continue', breakLoop],
  ['eval', evalText],
  ['exec', exec],
  ['exit', exitShell],
  ['export', exportOrReadonly],
  ['readonly', exportOrReadonly],
  ['return', returnFrom],
  ['set', set],
  ['shift', shift],
  ['times', times],
  ['trap', trap],
  ['unset', unset],
];
const REGULAR: readonly Entry[] = [
  ['true', () => 0],
  ['false', () => 1],
  ['[', test],
  ['test', test],
  ['alias', alias],
  ['unalias', unalias],
  ['bg', bg],
  ['fg', fg],
  ['jobs', jobs],
  ['kill', kill],
  ['wait', wait],
  ['disown', disown, 'b'],
  ['cd', cd],
  ['chdir', cd, 'da'],
  ['pwd', pwd],
  ['dirs', dirs, 'b'],
  ['pushd', pushd, 'b'],
  ['popd', popd, 'b'],
  ['command', command],
  ['type', type],
  ['hash', hash],
  ['echo', echo],
  ['printf', printf],
  ['read', read],
  ['mapfile', mapfile, 'b'],
  ['readarray', mapfile, 'b'],
  ['getopts', getopts],
  ['let', letBuiltin, 'ba'],
  ['local', local],
  ['declare', declare, 'b'],
  ['typeset', declare, 'b'],
  ['shopt', shopt, 'b'],
  ['history', history, 'ba'],
  ['logout', exitShell, 'b'],
  ['umask', umask],
  ['ulimit', ulimit],
];

function tableOf(flavour: Flavour): ReadonlyMap<Bytes, Builtin> {
  const out = new Map<Bytes, Builtin>();
  const letter = flavour.charAt(0);
  for (const [entries, special] of [[SPECIAL, true], [REGULAR, false]] as const) {
    for (const [name, run, flavours] of entries) if (flavours === undefined || flavours.includes(letter)) out.set(name, { run, special });
  }
  return out;
}

const TABLES: { readonly [F in Flavour]: ReadonlyMap<Bytes, Builtin> } = { bash: tableOf('bash'), dash: tableOf('dash'), ash: tableOf('ash') };

/** The builtin of a name in a flavour. */
export function findBuiltin(flavour: Flavour, name: Bytes): Builtin | undefined {
  return TABLES[flavour].get(name);
}

/** Names of all builtins of a flavour, for completion. */
export function builtinNames(flavour: Flavour): readonly Bytes[] {
  return [...TABLES[flavour].keys()];
}
