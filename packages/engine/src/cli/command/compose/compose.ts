/** `docker compose`: the plugin's words arrive untouched in `args`. */
import { fail } from '../../exit.ts';
import { pluginHelp } from '../../help.ts';
import { type Command, command } from '../../locals.ts';
import { pluginRefusal } from '../refused.ts';

/** `docker compose …`. */
export const compose: Command = command('compose', (p) => {
  const help = pluginHelp(p, 'compose', p.locals.args);
  if (help === '') return fail(p, pluginRefusal('compose', p.locals.args), 125);
  p.print(1, help);
  return p.exit(0);
});
