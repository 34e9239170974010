/** The history of an interactive shell. */
import type { Bytes } from '../../util/bytes.ts';
import type { Shell } from './shell.ts';
import { getVar } from './vars.ts';

/** Lines that are kept (HISTSIZE of bash). */
const MAX_LINES = 500;

/** Remembers a command; empty ones are left out, and with HISTCONTROL repeated ones or those that begin with a blank. */
export function addHistory(sh: Shell, text: Bytes): void {
  const { L } = sh;
  const line = text.replace(/\n+$/, '').replaceAll('\n', sh.bash ? '; ' : '\n');
  if (line.trim() === '') return;
  const control = sh.bash ? (getVar(sh, 'HISTCONTROL') ?? '') : 'ignoredups';
  const ignores = control.split(':');
  if ((ignores.includes('ignorespace') || ignores.includes('ignoreboth')) && line.startsWith(' ')) return;
  if ((ignores.includes('ignoredups') || ignores.includes('ignoreboth')) && L.history[L.history.length - 1] === line)
    return;
  L.history = [...L.history.slice(-MAX_LINES + 1), line];
}
