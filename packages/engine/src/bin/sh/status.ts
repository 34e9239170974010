/** What happens when a command has ended with a status that nothing tests: the ERR trap and `set -e`. */
import type { Shell } from './shell.ts';
import { OPT } from './state.ts';
import { isTested } from './tested.ts';
import { runErrTrap, TRAP_ERR, trapOf } from './trap.ts';

/** To be called after each simple command, pipeline, subshell, `[[ ]]` and `(( ))`. */
export function checkStatus(sh: Shell): void {
  const { L } = sh;
  if (L.status === 0) return;
  const errexit = sh.has(OPT.errexit);
  if (!errexit && trapOf(L, TRAP_ERR) === null) return;
  if (isTested(L)) return;
  const { status } = L;
  if (errexit) sh.exit(status);
  runErrTrap(sh);
}
