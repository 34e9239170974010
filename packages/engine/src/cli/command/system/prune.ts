/** `docker container|image|network|volume|system prune` (docker/cli cli/command/*\/prune.go). */
import { post } from '../../../api/client.ts';
import type { Value } from '../../../api/json.ts';
import type { Next } from '../../../program/program.ts';
import type { Bytes } from '../../../util/bytes.ts';
import { humanSize } from '../../../util/units.ts';
import { answer, call, errorOf, object } from '../../call.ts';
import { confirm } from '../../confirm.ts';
import { fail } from '../../exit.ts';
import { filterPairs, filtersJson, flag, type Pairs, query } from '../../flags/read.ts';
import { items, num, str } from '../../json-field.ts';
import { type Cli, type Command, command } from '../../locals.ts';

/** What can be pruned, in the order of system prune. */
type Kind = 'container' | 'network' | 'volume' | 'image' | 'build';

interface Pruning {
  kinds: readonly Kind[];
  at: number;
  reclaimed: number;
}

const PATHS: { readonly [kind in Kind]: string } = {
  container: '/containers/prune',
  network: '/networks/prune',
  volume: '/volumes/prune',
  image: '/images/prune',
  build: '/build/prune',
};

function filtersOf(p: Cli, kind: Kind): Pairs {
  const given = filterPairs(p);
  if (kind === 'image')
    return [...given.filter(([name]) => name !== 'dangling'), ['dangling', flag(p, 'all') ? 'false' : 'true']];
  if (kind === 'volume' && p.locals.command === 'volume prune' && flag(p, 'all')) return [...given, ['all', 'true']];
  return given;
}

function imageLines(report: Value): readonly Bytes[] {
  return items(report, 'ImagesDeleted').map((item) => {
    const untagged = str(item, 'Untagged');
    return untagged === '' ? `deleted: ${str(item, 'Deleted')}` : `untagged: ${untagged}`;
  });
}

function lines(kind: Kind, report: Value): Bytes {
  const show = (title: Bytes, list: readonly Bytes[]): Bytes =>
    list.length === 0 ? '' : `${title}:\n${list.join('\n')}\n\n`;
  switch (kind) {
    case 'container':
      return show('Deleted Containers', items(report, 'ContainersDeleted') as readonly Bytes[]);
    case 'network':
      return show('Deleted Networks', items(report, 'NetworksDeleted') as readonly Bytes[]);
    case 'volume':
      return show('Deleted Volumes', items(report, 'VolumesDeleted') as readonly Bytes[]);
    case 'image':
      return show('Deleted Images', imageLines(report));
    case 'build':
      return show('Deleted build cache objects', items(report, 'CachesDeleted') as readonly Bytes[]);
  }
}

function next(p: Cli<Pruning>): Next {
  const { kinds, at, reclaimed } = p.locals;
  const kind = kinds[at];
  if (kind === undefined) {
    if (!(kinds.length === 1 && kinds[0] === 'network')) p.print(1, `Total reclaimed space: ${humanSize(reclaimed)}\n`);
    return p.exit(0);
  }
  const asked = query([
    ['filters', filtersJson(filtersOf(p, kind))],
    ['all', kind === 'build' && flag(p, 'all') ? '1' : ''],
  ]);
  return call(p, post(PATHS[kind], asked), 'prune');
}

function pruned(p: Cli<Pruning>): Next {
  const { locals } = p;
  const reply = answer(p);
  const error = errorOf(reply);
  const kind = locals.kinds[locals.at] as Kind;
  // a daemon without a builder has no build cache
  const absent = kind === 'build' && (reply.status === 404 || reply.status === 501);
  if (error !== '' && !absent) return fail(p, error);
  if (!absent) {
    p.print(1, lines(kind, object(reply)));
    locals.reclaimed += num(object(reply), 'SpaceReclaimed');
  }
  locals.at++;
  return next(p);
}

/** The label `prune`, shared by all. */
export const pruning: Command = command<Pruning>('prune', pruned);

function begin(p: Cli, kinds: readonly Kind[]): Next {
  Object.assign(p.locals, { kinds, at: 0, reclaimed: 0 } satisfies Pruning);
  return next(p as Cli<Pruning>);
}

/** A prune of one kind of object; `warning` is the question's first sentence. */
function pruneOf(path: string, kind: Kind, warning: (p: Cli) => Bytes): Command {
  const go = (p: Cli): Next => begin(p, [kind]);
  const start = (p: Cli): Next =>
    flag(p, 'force') ? go(p) : confirm(p, `WARNING! This will remove ${warning(p)}.`, `${path}.go`);
  return command(path, start, { go });
}

/** `docker container prune`. */
export const containerPrune: Command = pruneOf('container prune', 'container', () => 'all stopped containers');

/** `docker network prune`. */
export const networkPrune: Command = pruneOf(
  'network prune',
  'network',
  () => 'all custom networks not used by at least one container',
);

/** `docker image prune`. */
export const imagePrune: Command = pruneOf('image prune', 'image', (p) =>
  flag(p, 'all') ? 'all images without at least one container associated to them' : 'all dangling images',
);

function allFilter(p: Cli): boolean {
  return flag(p, 'all') && filterPairs(p).some(([name]) => name === 'all');
}

/** `docker volume prune`. */
export const volumePrune: Command = command(
  'volume prune',
  (p) => {
    if (allFilter(p)) return fail(p, 'conflicting options: cannot specify both --all and --filter all=1');
    if (flag(p, 'force')) return begin(p, ['volume']);
    const what = flag(p, 'all') ? 'all' : 'anonymous';
    return confirm(
      p,
      `WARNING! This will remove ${what} local volumes not used by at least one container.`,
      'volume prune.go',
    );
  },
  { go: (p) => begin(p, ['volume']) },
);

function systemKinds(p: Cli): readonly Kind[] {
  return flag(p, 'volumes')
    ? ['container', 'network', 'volume', 'image', 'build']
    : ['container', 'network', 'image', 'build'];
}

function systemQuestion(p: Cli): Bytes {
  const all = flag(p, 'all');
  const what = [
    'all stopped containers',
    'all networks not used by at least one container',
    ...(flag(p, 'volumes') ? ['all anonymous volumes not used by at least one container'] : []),
    all ? 'all images without at least one container associated to them' : 'all dangling images',
    all ? 'all build cache' : 'unused build cache',
  ];
  const filters = filterPairs(p)
    .map(([name, value]) => `${name}=${value}`)
    .sort();
  const filtered =
    filters.length === 0
      ? ''
      : `\n  Items to be pruned will be filtered with:\n${filters.map((f) => `  - ${f}\n`).join('')}`;
  return `WARNING! This will remove:\n${what.map((line) => `  - ${line}\n`).join('')}${filtered}`;
}

/** `docker system prune`. */
export const systemPrune: Command = command(
  'system prune',
  (p) => {
    if (flag(p, 'volumes') && filterPairs(p).some(([name]) => name === 'until')) {
      return fail(p, 'ERROR: The "until" filter is not supported with "--volumes"');
    }
    return flag(p, 'force') ? begin(p, systemKinds(p)) : confirm(p, systemQuestion(p), 'system prune.go');
  },
  { go: (p) => begin(p, systemKinds(p)) },
);
