/** `docker rmi` and `docker tag` (docker/cli cli/command/image/{remove,tag}.go). */
import { del, post } from '../../../api/client.ts';
import { familiarName, parseAnyReference, parseNormalizedNamed, tagNameOnly } from '../../../oci/reference.ts';
import type { Next } from '../../../program/program.ts';
import type { Bytes } from '../../../util/bytes.ts';
import { isGoError } from '../../../util/go-error.ts';
import { goQuote } from '../../../util/go-quote.ts';
import { answer, call, errorOf, isNotFound, list } from '../../call.ts';
import { fail } from '../../exit.ts';
import { flag, query, strings } from '../../flags/read.ts';
import { str } from '../../json-field.ts';
import { type Cli, type Command, command } from '../../locals.ts';

interface Removing {
  at: number;
  errors: readonly Bytes[];
  /** Whether one failed for another reason than not being there. */
  fatal: boolean;
}

function next(p: Cli<Removing>): Next {
  const { at, args, errors, fatal } = p.locals;
  const name = args[at];
  if (name === undefined) {
    if (errors.length === 0) return p.exit(0);
    return fail(p, errors.join('\n'), flag(p, 'force') && !fatal ? 0 : 1);
  }
  const platforms = strings(p, 'platform');
  const asked = query([
    ['force', flag(p, 'force') ? '1' : ''],
    ['noprune', flag(p, 'no-prune') ? '1' : ''],
    ['platforms', platforms.join(',')],
  ]);
  return call(p, del(`/images/${name}`, asked), 'image rm.done');
}

/** `docker image rm`: one after the other. */
export const rm: Command = command<Removing>(
  'image rm',
  (p) => {
    Object.assign(p.locals, { at: 0, errors: [], fatal: false } satisfies Removing);
    return next(p);
  },
  {
    done: (p) => {
      const { locals } = p;
      const reply = answer(p);
      const error = errorOf(reply);
      for (const item of list(reply)) {
        const deleted = str(item, 'Deleted');
        p.print(1, deleted === '' ? `Untagged: ${str(item, 'Untagged')}\n` : `Deleted: ${deleted}\n`);
      }
      if (error !== '') {
        locals.errors = [...locals.errors, error];
        if (!isNotFound(reply)) locals.fatal = true;
      }
      locals.at++;
      return next(p);
    },
  },
);

/** `docker image tag`. */
export const tag: Command = command(
  'image tag',
  (p) => {
    const [source = '', target = ''] = p.locals.args;
    const wrong = (what: Bytes, why: Bytes): Next =>
      fail(p, `Error parsing reference: ${goQuote(what)} is not a valid repository/tag: ${why}`);
    const from = parseAnyReference(source);
    if (isGoError(from)) return wrong(source, from.message);
    const to = parseNormalizedNamed(target);
    if (isGoError(to)) return wrong(target, to.message);
    if (to.digest !== '') return fail(p, 'refusing to create a tag with a digest reference');
    return call(
      p,
      post(`/images/${source}/tag`, { repo: familiarName(to), tag: tagNameOnly(to).tag }),
      'image tag.done',
    );
  },
  {
    done: (p) => {
      const error = errorOf(answer(p));
      return error === '' ? p.exit(0) : fail(p, error);
    },
  },
);
