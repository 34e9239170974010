/**
 * Whether nothing comes after the command being run, so that a program replaces the shell instead of a child:
 * `sh -c 'sleep 9'` is one process. Observed: bash does it for the last simple command of -c and of subshells, BusyBox
 * also inside if, case and braces, dash 0.5.12 in subshells only.
 */
import type { Shell } from './shell.ts';
import { OPT } from './state.ts';

/** True when the shell would only exit after the command on hand. */
export function isTail(sh: Shell): boolean {
  const { L } = sh;
  if (L.stack?.k !== 'exit' || sh.interactive) return false;
  if (L.subshell === 0 && (L.flavour === 'dash' || !sh.has(OPT.command))) return false;
  for (const t of L.traps) if (t[1] !== '') return false;
  return L.jobs.length === 0 || !sh.bash;
}
