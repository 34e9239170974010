/** `docker commit` (docker/cli cli/command/container/commit.go). */
import { post } from '../../../api/client.ts';
import { parseNormalizedNamed, referenceName, tagNameOnly } from '../../../oci/reference.ts';
import { isGoError } from '../../../util/go-error.ts';
import { answer, call, errorOf, object } from '../../call.ts';
import { fail } from '../../exit.ts';
import { flag, query, strings, text } from '../../flags/read.ts';
import { str } from '../../json-field.ts';
import { type Command, command } from '../../locals.ts';

/** `docker container commit`. */
export const commit: Command = command(
  'container commit',
  (p) => {
    const [container = '', name = ''] = p.locals.args;
    const ref = name === '' ? null : parseNormalizedNamed(name);
    if (isGoError(ref)) return fail(p, ref.message);
    if (ref !== null && ref.digest !== '') return fail(p, 'refusing to create a tag with a digest reference');
    const asked = query([
      ['container', container],
      ['repo', ref === null ? '' : referenceName(ref)],
      ['tag', ref === null ? '' : tagNameOnly(ref).tag],
      ['comment', text(p, 'message')],
      ['author', text(p, 'author')],
      ['changes', strings(p, 'change').join('\n')],
      ['pause', flag(p, 'pause') ? '' : '0'],
    ]);
    return call(p, post('/commit', asked), 'container commit.done');
  },
  {
    done: (p) => {
      const reply = answer(p);
      const error = errorOf(reply);
      if (error !== '') return fail(p, error);
      p.print(1, `${str(object(reply), 'Id')}\n`);
      return p.exit(0);
    },
  },
);
