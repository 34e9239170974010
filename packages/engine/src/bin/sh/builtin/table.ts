/** The builtins of each shell by name. */
import type { Bytes } from '../../../util/bytes.ts';
import type { Flavour } from '../flavour.ts';
import type { Shell, Step } from '../shell.ts';
import { cd, dirs, popd, pushd, pwd } from './dir.ts';
import { breakLoop, dot, evalText, exec, exitShell, returnFrom, shift } from './flow.ts';
import { echo, printf } from './io.ts';
import { bg, disown, fg, jobs, kill } from './job.ts';
import { mapfile } from './mapfile.ts';
import { alias, command, hash, history, times, trap, type, ulimit, umask, unalias } from './misc.ts';
import { builtinNames, isSpecialBuiltin } from './names.ts';
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

const RUN: { readonly [name: string]: Run } = {
  ':': () => 0,
  '.': dot,
  source: dot,
  break: breakLoop,
  continue: breakLoop,
  eval: evalText,
  exec,
  exit: exitShell,
  export: exportOrReadonly,
  readonly: exportOrReadonly,
  return: returnFrom,
  set,
  shift,
  times,
  trap,
  unset,
  true: () => 0,
  false: () => 1,
  '[': test,
  test,
  alias,
  unalias,
  bg,
  fg,
  jobs,
  kill,
  wait,
  disown,
  cd,
  chdir: cd,
  pwd,
  dirs,
  pushd,
  popd,
  command,
  builtin: () => 0,
  type,
  hash,
  echo,
  printf,
  read,
  mapfile,
  readarray: mapfile,
  getopts,
  let: letBuiltin,
  local,
  declare,
  typeset: declare,
  shopt,
  history,
  logout: exitShell,
  umask,
  ulimit,
};

function tableOf(flavour: Flavour): ReadonlyMap<Bytes, Builtin> {
  return new Map(
    builtinNames(flavour).map((name) => [name, { run: RUN[name] as Run, special: isSpecialBuiltin(flavour, name) }]),
  );
}

const TABLES: { readonly [F in Flavour]: ReadonlyMap<Bytes, Builtin> } = {
  bash: tableOf('bash'),
  dash: tableOf('dash'),
  ash: tableOf('ash'),
};

/** The builtin of a name in a flavour. */
export function findBuiltin(flavour: Flavour, name: Bytes): Builtin | undefined {
  return TABLES[flavour].get(name);
}
