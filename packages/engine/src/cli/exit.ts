/** How commands end. */
import type { Next } from '../program/program.ts';
import type { Bytes } from '../util/bytes.ts';
import type { Cli } from './locals.ts';

/** Prints `text` as a line of standard error and ends with `code`. */
export function fail(p: Cli, text: Bytes, code = 1): Next {
  if (text !== '') p.print(2, `${text}\n`);
  return p.exit(code);
}

/** Ends a command that gathered errors (`errors.Join`): each on its line, exit 1; 0 without any. */
export function finish(p: Cli, errors: readonly Bytes[]): Next {
  return errors.length === 0 ? p.exit(0) : fail(p, errors.join('\n'));
}

/** `withHelp` of run and create: `docker: TEXT`, a blank line, and where to look. */
export function failWithHelp(p: Cli, text: Bytes, code = 125): Next {
  const verb = p.locals.command === 'container create' ? 'create' : 'run';
  return fail(p, `docker: ${text}\n\nRun 'docker ${verb} --help' for more information`, code);
}
