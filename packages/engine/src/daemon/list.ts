/** GET /containers/json (moby daemon/list.go). */
import type { Next, Proc } from '../program/program.ts';
import type { Value } from '../store/table.ts';
import { goPathMatch } from '../util/glob.ts';
import { humanDuration } from '../util/go-duration.ts';
import { RegexError } from '../util/posix-regex/error.ts';
import { compileRegex, testRegex } from '../util/posix-regex/regex.ts';
import { type Container, child, containerTable, isRunning, lookupContainer, text } from './container/container.ts';
import { type DaemonError, invalid, isError } from './errors.ts';
import { type Filters, matchLabels, parseFilters } from './filters.ts';
import { findImage, imageTable } from './images/store.ts';
import { mountsJson } from './mounts.ts';
import { endpointsJson, portsJson } from './network/sandbox.ts';
import { boolQuery, type RequestProc, refuse, reply } from './server/request.ts';
import { upperSize, virtualSize } from './size.ts';

const ACCEPTED = [
  'ancestor',
  'before',
  'exited',
  'expose',
  'health',
  'id',
  'isolation',
  'is-task',
  'label',
  'name',
  'network',
  'publish',
  'since',
  'status',
  'volume',
];
const STATUSES = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'];

/** `Up 2 minutes (healthy)`, `Exited (0) 3 seconds ago` (container/state.go String). */
export function statusText(now: number, c: Readonly<Container>): string {
  const since = (at: number): string => humanDuration(now - at);
  switch (c.status) {
    case 'paused':
      return `Up ${since(c.startedAt)} (Paused)`;
    case 'restarting':
      return `Restarting (${c.exitCode}) ${since(c.finishedAt)} ago`;
    case 'running':
      return `Up ${since(c.startedAt)}${c.health === '' ? '' : c.health === 'starting' ? ' (health: starting)' : ` (${c.health})`}`;
    case 'removing':
      return 'Removal In Progress';
    case 'dead':
      return 'Dead';
    case 'created':
      return 'Created';
    default:
      return c.finishedAt < 0 ? '' : `Exited (${c.exitCode}) ${since(c.finishedAt)} ago`;
  }
}

function item(p: Proc, c: Readonly<Container>, size: boolean): Value {
  const out: { [key: string]: Value } = {
    Id: c.id,
    Names: [c.name],
    Image: shownImage(p, c),
    ImageID: c.image,
    Command: [c.path, ...c.args].map((arg) => (/\s/.test(arg) ? `'${arg}'` : arg)).join(' '),
    Created: p.epochSec + Math.floor(c.created / 1e9),
    Ports: portsJson(p, c),
  };
  if (size) {
    const rw = upperSize(p, c);
    if (rw > 0) out.SizeRw = rw;
    out.SizeRootFs = virtualSize(p, c) + rw;
  }
  out.Labels = child(c.config, 'Labels');
  out.State = c.status;
  out.Status = statusText(p.now, c);
  out.HostConfig = { NetworkMode: text(c.hostConfig, 'NetworkMode') };
  out.NetworkSettings = { Networks: endpointsJson(p, c, false) };
  out.Mounts = mountsJson(c);
  return out;
}

/** The image as it was named, or its id when that name now means another image. */
function shownImage(p: Proc, c: Readonly<Container>): string {
  const name = text(c.config, 'Image');
  return findImage(p.k.tx, name) === c.image ? name : c.image;
}

function checkFilters(p: Proc, filters: Filters): DaemonError | null {
  for (const value of filters.status ?? [])
    if (!STATUSES.includes(value))
      return invalid(
        `invalid filter 'status=${value}': invalid value for state (${value}): must be one of ${[...STATUSES].join(', ')}`,
      );
  for (const value of filters.exited ?? [])
    if (!/^-?\d+$/.test(value)) return invalid(`invalid filter 'exited=${value}'`);
  for (const value of filters.health ?? [])
    if (!['none', 'starting', 'healthy', 'unhealthy'].includes(value))
      return invalid(`invalid filter 'health=${value}'`);
  for (const key of ['before', 'since']) {
    for (const value of filters[key] ?? []) {
      const found = lookupContainer(p.k.tx, value);
      if (isError(found)) return found;
    }
  }
  return null;
}

function matchesName(c: Readonly<Container>, wanted: readonly string[]): boolean {
  return wanted.some((pattern) => {
    const anchoredStart = pattern.startsWith('^');
    const anchoredEnd = pattern.endsWith('$');
    const core = pattern.slice(anchoredStart ? 1 : 0, anchoredEnd ? -1 : undefined);
    return [c.name, c.name.slice(1)].some((name) => {
      if (/[.*+?[\](){}|\\]/.test(core))
        return (
          name.includes(core) || goPathMatch(core, name) === true || simpleRegex(core, name, anchoredStart, anchoredEnd)
        );
      if (anchoredStart && anchoredEnd) return name === core;
      if (anchoredStart) return name.startsWith(core);
      return anchoredEnd ? name.endsWith(core) : name.includes(core);
    });
  });
}

/** A name pattern with operators: tried at every place, without ambiguity for `.`, `.*` and classes. */
function simpleRegex(core: string, name: string, start: boolean, end: boolean): boolean {
  const compiled = compileRegex(`${start ? '^' : ''}${core}${end ? '$' : ''}`, { extended: true, icase: false });
  return !(compiled instanceof RegexError) && testRegex(compiled, name);
}

function matches(p: Proc, c: Readonly<Container>, f: Filters, ancestors: ReadonlySet<string> | null): boolean {
  if (f.id !== undefined && !f.id.some((id) => c.id.startsWith(id))) return false;
  if (f.name !== undefined && !matchesName(c, f.name)) return false;
  if (f.status !== undefined && !f.status.includes(c.status)) return false;
  if (
    f.exited !== undefined &&
    !(c.hasStarted && !isRunning(c) && c.status !== 'created' && f.exited.includes(String(c.exitCode))) &&
    !(c.status === 'created' && f.exited.includes(String(c.exitCode)) && c.error !== '')
  )
    return false;
  if (f.health !== undefined && !f.health.includes(c.health === '' ? 'none' : c.health)) return false;
  if (!matchLabels(child(c.config, 'Labels'), f.label)) return false;
  if (
    f.volume !== undefined &&
    !f.volume.some((v) => c.mounts.some((m) => m.name === v || m.destination === v || m.source === v))
  )
    return false;
  if (f.network !== undefined && !f.network.some((n) => c.endpoints.some((e) => e.network === n))) return false;
  if (ancestors !== null && !ancestors.has(c.image)) return false;
  for (const [key, sign] of [
    ['before', -1],
    ['since', 1],
  ] as const) {
    for (const value of f[key] ?? []) {
      const other = lookupContainer(p.k.tx, value) as Readonly<Container>;
      if ((c.created - other.created) * sign <= 0) return false;
    }
  }
  return true;
}

function ancestorsOf(p: Proc, names: readonly string[] | undefined): ReadonlySet<string> | null {
  if (names === undefined) return null;
  const out = new Set<string>();
  for (const name of names) {
    const id = findImage(p.k.tx, name);
    if (id === '') continue;
    out.add(id);
    const base = p.k.tx.get(imageTable, id)?.chainIds ?? [];
    p.k.tx.each(imageTable, (image) => {
      if (base.every((chain, i) => image.chainIds[i] === chain)) out.add(image.id);
    });
  }
  return out;
}

/** The endpoint. */
export function containerList(p: RequestProc): Next {
  const { query } = p.locals.req;
  const filters = parseFilters(query.filters ?? '', ACCEPTED);
  if (isError(filters)) return refuse(p, filters);
  const wrong = checkFilters(p, filters);
  if (wrong !== null) return refuse(p, wrong);
  const limit = Number(query.limit ?? '-1');
  const all =
    boolQuery(p, 'all') ||
    limit > 0 ||
    filters.status !== undefined ||
    filters.exited !== undefined ||
    filters.before !== undefined ||
    filters.since !== undefined;
  const ancestors = ancestorsOf(p, filters.ancestor);
  const found: Readonly<Container>[] = [];
  p.k.tx.each(containerTable, (c) => {
    if ((all || isRunning(c) || c.status === 'restarting') && matches(p, c, filters, ancestors)) found.push(c);
  });
  found.sort((a, b) => b.created - a.created || b.seq - a.seq);
  const shown = limit > 0 ? found.slice(0, limit) : found;
  const size = boolQuery(p, 'size');
  return reply(
    p,
    200,
    shown.map((c) => item(p, c, size)),
  );
}
