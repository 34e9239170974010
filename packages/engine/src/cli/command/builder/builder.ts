/** `docker buildx`, and `docker build`, `docker builder` and `docker bake`, which are its other names. */
import { fail } from '../../exit.ts';
import { pluginHelp } from '../../help.ts';
import { type Command, command } from '../../locals.ts';
import { pluginRefusal } from '../refused.ts';

/** `docker buildx …`: the plugin's words arrive untouched in `args`. */
export const buildx: Command = command('buildx', (p) => {
  const help = pluginHelp(p, 'buildx', p.locals.args);
  if (help === '') return fail(p, pluginRefusal('buildx', p.locals.args), 125);
  p.print(1, help);
  return p.exit(0);
});
