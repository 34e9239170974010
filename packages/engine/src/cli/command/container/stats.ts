/** `docker stats` (docker/cli cli/command/container/stats.go). */
import { get } from '../../../api/client.ts';
import type { Value } from '../../../api/json.ts';
import type { Next } from '../../../program/program.ts';
import type { Bytes } from '../../../util/bytes.ts';
import { answer, call, callAll, document, errorOf, list, open, receive } from '../../call.ts';
import { fail, finish } from '../../exit.ts';
import { flag, query, text } from '../../flags/read.ts';
import { list as listRows } from '../../formatter/listing.ts';
import { STATS, type StatsRow, type StatsSample, statsSample } from '../../formatter/stats.ts';
import { doc, str } from '../../json-field.ts';
import { type Cli, type Command, command } from '../../locals.ts';
import { lookOf } from '../../look.ts';

/** A container being watched. */
type Watched = { readonly container: Bytes; readonly fd: number; readonly sample: StatsSample | null };

interface Watching {
  names: readonly Bytes[];
  watched: readonly Watched[];
  /** Connection of the events that tell of new containers; -1 when the containers were named. */
  events: number;
}

const COLUMNS = ['ID', 'Name', 'CPUPerc', 'MemUsage', 'MemPerc', 'NetIO', 'BlockIO', 'PIDs'];

function render(p: Cli, rows: readonly StatsRow[]): { readonly out: Bytes; readonly error: Bytes } {
  const format = text(p, 'format');
  const done = listRows(STATS, { format, quiet: false, table: COLUMNS, id: 'ID' }, rows, lookOf(p));
  return { out: done.out, error: done.error.replace('failed to execute template:', 'template parsing error:') };
}

function start(p: Cli<Watching>): Next {
  const { args } = p.locals;
  if (args.length > 0) return begin(p, args);
  return call(p, get('/containers/json', query([['all', flag(p, 'all') ? '1' : '']])), 'container stats.listed');
}

function listed(p: Cli<Watching>): Next {
  const reply = answer(p);
  const error = errorOf(reply);
  if (error !== '') return fail(p, error);
  return begin(
    p,
    list(reply).map((container) => str(container, 'Id')),
  );
}

function begin(p: Cli<Watching>, names: readonly Bytes[]): Next {
  p.locals.names = names;
  if (flag(p, 'no-stream')) {
    return callAll(
      p,
      names.map((name) => get(`/containers/${name}/stats`, { stream: '0' })),
      'container stats.once',
    );
  }
  const sent = p.locals.args.length > 0 ? -1 : open(p, get('/events', { filters: '{"type":{"container":true}}' })).fd;
  p.locals.events = sent;
  p.locals.watched = names.map((name) => watch(p, name));
  p.print(1, '\x1b[2J');
  return p.goto('container stats.stream');
}

function watch(p: Cli, name: Bytes): Watched {
  return { container: name, fd: open(p, get(`/containers/${name}/stats`, { stream: '1' })).fd, sample: null };
}

function once(p: Cli<Watching>): Next {
  const rows: StatsRow[] = [];
  const errors: Bytes[] = [];
  for (const [i, reply] of p.locals.calls.entries()) {
    const error = errorOf(reply);
    if (error === '') rows.push({ container: p.locals.names[i] as Bytes, sample: statsSample(document(reply)) });
    else errors.push(error);
  }
  if (errors.length > 0) return fail(p, errors.join('\n'));
  const { out, error } = render(p, rows);
  if (error !== '') return fail(p, error);
  p.print(1, out);
  return p.exit(0);
}

/** Takes what has come for one container; null when it is gone. */
function refreshed(p: Cli, one: Watched): { readonly one: Watched | null; readonly error: Bytes } {
  let now = one;
  for (;;) {
    const message = receive(p, one.fd);
    if (message === undefined) return { one: now, error: '' };
    if (message === null || message.kind === 'end') {
      p.close(one.fd);
      return { one: null, error: '' };
    }
    if (message.kind !== 'chunk') continue;
    const problem = str(message.data, 'message');
    if (problem !== '') return { one: null, error: `Error response from daemon: ${problem}` };
    now = { ...now, sample: statsSample(message.data) };
  }
}

/** Ids of containers that have started since the last look. */
function newcomers(p: Cli<Watching>): readonly Bytes[] {
  const ids: Bytes[] = [];
  for (;;) {
    const message = p.locals.events < 0 ? undefined : receive(p, p.locals.events);
    if (message === undefined || message === null || message.kind === 'end') return ids;
    if (message.kind !== 'chunk') continue;
    const event: Value = message.data;
    if (str(event, 'Action') === (flag(p, 'all') ? 'create' : 'start')) ids.push(str(doc(event, 'Actor'), 'ID'));
  }
}

function stream(p: Cli<Watching>): Next {
  const watched: Watched[] = [];
  const errors: Bytes[] = [];
  for (const one of p.locals.watched) {
    const after = refreshed(p, one);
    if (after.one !== null) watched.push(after.one);
    if (after.error !== '') errors.push(after.error);
  }
  for (const id of newcomers(p)) if (!watched.some((one) => one.container === id)) watched.push(watch(p, id));
  p.locals.watched = watched;
  if (errors.length > 0 && watched.length === 0) return finish(p, errors);
  const { out, error } = render(p, watched);
  if (error !== '') return fail(p, error);
  // from the top left corner, each line cleared to its end, then the rest of the screen
  p.print(1, `\x1b[H${out.replaceAll('\n', '\x1b[K\n')}\x1b[J`);
  if (watched.length === 0 && p.locals.events < 0) return p.exit(0);
  const fds = watched.map((one) => one.fd);
  return p.poll(p.locals.events < 0 ? fds : [...fds, p.locals.events], 'container stats.stream');
}

/** `docker container stats`. */
export const stats: Command = command<Watching>('container stats', start, { listed, once, stream });
