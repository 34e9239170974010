/** `docker images` and `docker history` (docker/cli cli/command/image/{list,history}.go). */
import { get } from '../../../api/client.ts';
import type { Next } from '../../../program/program.ts';
import { answer, call, errorOf, list } from '../../call.ts';
import { fail } from '../../exit.ts';
import { changed, filterPairs, filtersJson, flag, query, text } from '../../flags/read.ts';
import { HISTORY } from '../../formatter/history.ts';
import { IMAGES, imageRows } from '../../formatter/image.ts';
import { imageTree } from '../../formatter/image-tree.ts';
import { type Cli, type Command, command } from '../../locals.ts';
import { showList } from '../../show-list.ts';

const COLUMNS = ['Repository', 'Tag', 'ID', 'CreatedSince', 'Size'];
const WITH_DIGESTS = ['Repository', 'Tag', 'Digest', 'ID', 'CreatedSince', 'Size'];

/** Options that do not go with --tree yet, and how docker calls them. */
const NOT_WITH_TREE = [
  ['quiet', 'quiet'],
  ['no-trunc', 'no-trunc'],
  ['digests', 'show-digest'],
  ['format', 'format'],
] as const;

function start(p: Cli): Next {
  if (flag(p, 'tree')) {
    const clash = NOT_WITH_TREE.find(([long]) => changed(p, long));
    if (clash !== undefined) return fail(p, `--${clash[1]} is not yet supported with --tree`);
    p.print(2, "WARNING: This is an experimental feature. The output may change and shouldn't be depended on.\n");
  }
  const name = p.locals.args[0];
  const pairs = [...filterPairs(p), ...(name === undefined ? [] : [['reference', name] as const])];
  return call(
    p,
    get(
      '/images/json',
      query([
        ['all', flag(p, 'all') ? '1' : ''],
        ['filters', filtersJson(pairs)],
      ]),
    ),
    'image ls.listed',
  );
}

/** A table format shows digests as a last column when they are asked for. */
function formatOf(p: Cli): string {
  const format = text(p, 'format');
  if (!flag(p, 'digests') || !format.startsWith('table ') || format.includes('{{.Digest}}')) return format;
  return `${format}\\t{{.Digest}}`;
}

function listed(p: Cli): Next {
  const reply = answer(p);
  const error = errorOf(reply);
  if (error !== '') return fail(p, error);
  if (flag(p, 'tree')) {
    p.print(1, imageTree(list(reply)));
    return p.exit(0);
  }
  const digests = flag(p, 'digests');
  const format = formatOf(p);
  const rows = imageRows(list(reply), digests || format.includes('{{.Digest}}'));
  return showList(
    p,
    IMAGES,
    { format, quiet: flag(p, 'quiet'), table: digests ? WITH_DIGESTS : COLUMNS, id: 'ID', warns: false },
    rows,
  );
}

/** `docker image ls`. */
export const ls: Command = command('image ls', start, { listed });

/** `docker image history`. */
export const history: Command = command(
  'image history',
  (p) => {
    const platform = text(p, 'platform');
    return call(
      p,
      get(`/images/${p.locals.args[0]}/history`, platform === '' ? {} : { platform }),
      'image history.done',
    );
  },
  {
    done: (p) => {
      const reply = answer(p);
      const error = errorOf(reply);
      if (error !== '') return fail(p, error);
      const table = ['ID', 'CreatedSince', 'CreatedBy', 'Size', 'Comment'];
      return showList(
        p,
        HISTORY,
        { format: text(p, 'format'), quiet: flag(p, 'quiet'), table, id: 'ID', warns: false },
        list(reply),
      );
    },
  },
);
