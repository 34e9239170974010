/** `docker ps` (docker/cli cli/command/container/list.go). */
import { get } from '../../../api/client.ts';
import type { Next } from '../../../program/program.ts';
import { answer, call, errorOf, list } from '../../call.ts';
import { fail } from '../../exit.ts';
import { changed, filterPairs, filtersJson, flag, number, query, text } from '../../flags/read.ts';
import { CONTAINERS } from '../../formatter/container.ts';
import { type Cli, type Command, command } from '../../locals.ts';
import { showList } from '../../show-list.ts';

const COLUMNS = ['ID', 'Image', 'Command', 'RunningFor', 'Status', 'Ports', 'Names'];
const SIZED = [...COLUMNS, 'Size'];

/** Whether the format shows sizes, so that the daemon must measure them (`--size` is implied). */
function wantsSize(p: Cli): boolean {
  if (changed(p, 'size')) return flag(p, 'size');
  return (
    /\{\{[^}]*\.Size\b/.test(text(p, 'format')) ||
    text(p, 'format') === 'json' ||
    /\{\{\s*json\s+\.\s*\}\}/.test(text(p, 'format'))
  );
}

function start(p: Cli): Next {
  const last = number(p, 'last');
  const latest = flag(p, 'latest');
  const limit = latest && last === -1 ? 1 : last;
  const asked = query([
    ['all', flag(p, 'all') || latest || limit > 0 ? '1' : ''],
    ['limit', limit > 0 ? String(limit) : ''],
    ['size', wantsSize(p) ? '1' : ''],
    ['filters', filtersJson(filterPairs(p))],
  ]);
  return call(p, get('/containers/json', asked), 'container ls.listed');
}

function listed(p: Cli): Next {
  const reply = answer(p);
  const error = errorOf(reply);
  if (error !== '') return fail(p, error);
  const asked = {
    format: text(p, 'format'),
    quiet: flag(p, 'quiet'),
    table: flag(p, 'size') ? SIZED : COLUMNS,
    id: 'ID',
  };
  return showList(p, CONTAINERS, asked, list(reply));
}

/** `docker container ls`. */
export const ls: Command = command('container ls', start, { listed });
