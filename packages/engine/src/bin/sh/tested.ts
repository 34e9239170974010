/** Whether the status of the command being run is tested, so that `set -e` does not act on it (POSIX 2.8.1, set -e). */
import type { ShellState } from './state.ts';

/** True inside the condition of `if` or `while`, left of `&&` and `||`, after `!`, and in subshells started there. */
export function isTested(L: ShellState): boolean {
  for (let f = L.stack; f !== null; f = f.next) {
    if (f.k === 'if' || f.k === 'not' || f.k === 'andor' || (f.k === 'loop' && !f.body)) return true;
    if (f.k === 'unit' && f.why === 'trap') return false;
  }
  return L.tested;
}
