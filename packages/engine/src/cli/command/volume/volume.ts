/** `docker volume …` (docker/cli cli/command/volume). */
import { del, get, post } from '../../../api/client.ts';
import type { Next } from '../../../program/program.ts';
import type { Bytes } from '../../../util/bytes.ts';
import { isGoError } from '../../../util/go-error.ts';
import { answer, call, errorOf, object } from '../../call.ts';
import { fail } from '../../exit.ts';
import { changed, filterPairs, filtersJson, flag, map, query, strings, text } from '../../flags/read.ts';
import { VOLUMES } from '../../formatter/volume.ts';
import { items, str } from '../../json-field.ts';
import { type Cli, type Command, command } from '../../locals.ts';
import { naturalCompare } from '../../natural-order.ts';
import { readLabels } from '../../opts/env-file.ts';
import { showList } from '../../show-list.ts';
import { sourceOf } from '../container/files.ts';

/** `docker volume ls`. */
export const ls: Command = command(
  'volume ls',
  (p) => call(p, get('/volumes', query([['filters', filtersJson(filterPairs(p))]])), 'volume ls.listed'),
  {
    listed: (p) => {
      const reply = answer(p);
      const error = errorOf(reply);
      if (error !== '') return fail(p, error);
      const rows = items(object(reply), 'Volumes')
        .slice()
        .sort((a, b) => naturalCompare(str(a, 'Name'), str(b, 'Name')));
      const asked = {
        format: text(p, 'format'),
        quiet: flag(p, 'quiet'),
        table: ['Driver', 'Name'],
        id: 'Name',
        warns: false,
      };
      return showList(p, VOLUMES, asked, rows);
    },
  },
);

/** `docker volume create`. */
export const create: Command = command(
  'volume create',
  (p) => {
    const [argument] = p.locals.args;
    if (argument !== undefined && changed(p, 'name')) {
      return fail(p, 'conflicting options: cannot specify a volume-name through both --name and as a positional arg');
    }
    const labels = readLabels([], strings(p, 'label'), sourceOf(p));
    if (isGoError(labels)) return fail(p, labels.message);
    const body = {
      Name: argument ?? text(p, 'name'),
      Driver: text(p, 'driver'),
      DriverOpts: map(p, 'opt'),
      Labels: labels,
    };
    return call(p, post('/volumes/create', {}, body), 'volume create.done');
  },
  {
    done: (p) => {
      const reply = answer(p);
      const error = errorOf(reply);
      if (error !== '') return fail(p, error);
      p.print(1, `${str(object(reply), 'Name')}\n`);
      return p.exit(0);
    },
  },
);

interface Removing {
  at: number;
  errors: readonly Bytes[];
}

function removeNext(p: Cli<Removing>): Next {
  const { at, args, errors } = p.locals;
  const name = args[at];
  if (name === undefined) return errors.length === 0 ? p.exit(0) : fail(p, errors.join('\n'));
  return call(p, del(`/volumes/${name}`, flag(p, 'force') ? { force: '1' } : {}), 'volume rm.done');
}

/** `docker volume rm`: one after the other. */
export const rm: Command = command<Removing>(
  'volume rm',
  (p) => {
    Object.assign(p.locals, { at: 0, errors: [] } satisfies Removing);
    return removeNext(p);
  },
  {
    done: (p) => {
      const { locals } = p;
      const error = errorOf(answer(p));
      if (error === '') p.print(1, `${locals.args[locals.at]}\n`);
      else locals.errors = [...locals.errors, error];
      locals.at++;
      return removeNext(p);
    },
  },
);
