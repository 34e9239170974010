/** `docker logs` (docker/cli cli/command/container/logs.go). */
import { get } from '../../../api/client.ts';
import type { Next } from '../../../program/program.ts';
import type { Bytes } from '../../../util/bytes.ts';
import { getTimestamp } from '../../../util/docker-timestamp.ts';
import { type GoError, isGoError } from '../../../util/go-error.ts';
import { wallTime } from '../../../util/go-time.ts';
import { answer, call, callStream, errorOf, object, receive } from '../../call.ts';
import { fail } from '../../exit.ts';
import { changed, flag, query, text } from '../../flags/read.ts';
import { str } from '../../json-field.ts';
import { type Cli, type Command, command } from '../../locals.ts';

interface Following {
  fd: number;
}

/** `--since` or `--until` as the daemon takes it, '' when it was not given. */
export function timestampOption(p: Cli, long: 'since' | 'until'): Bytes | GoError {
  const value = text(p, long);
  return value === '' ? '' : getTimestamp(value, wallTime(p.epochSec, p.now));
}

function inspected(p: Cli): Next {
  const reply = answer(p);
  const error = errorOf(reply);
  if (error !== '') return fail(p, error);
  const since = timestampOption(p, 'since');
  if (isGoError(since)) return fail(p, `invalid value for "since": ${since.message}`);
  const until = timestampOption(p, 'until');
  if (isGoError(until)) return fail(p, `invalid value for "until": ${until.message}`);
  const asked = query([
    ['details', flag(p, 'details') ? '1' : ''],
    ['follow', flag(p, 'follow') ? '1' : ''],
    ['since', since],
    ['stderr', '1'],
    ['stdout', '1'],
    ['tail', changed(p, 'tail') ? text(p, 'tail') : 'all'],
    ['timestamps', flag(p, 'timestamps') ? '1' : ''],
    ['until', until],
  ]);
  return callStream(p, get(`/containers/${str(object(reply), 'Id')}/logs`, asked), 'container logs.opened');
}

function opened(p: Cli<Following>): Next {
  const reply = answer(p);
  const error = errorOf(reply);
  if (error !== '') return fail(p, error);
  Object.assign(p.locals, { fd: reply.fd });
  return p.goto('container logs.copy');
}

const TURN_BYTES = 128 * 1024;

function copy(p: Cli<Following>): Next {
  const { fd } = p.locals;
  for (let bytes = 0; bytes < TURN_BYTES; ) {
    const message = receive(p, fd);
    if (message === undefined) return p.waitRead(fd, 'container logs.copy');
    if (message === null || message.kind === 'end') return p.exit(0);
    if (message.kind !== 'raw') continue;
    p.print(message.stream === 2 ? 2 : 1, message.data);
    bytes += message.data.length;
  }
  return p.goto('container logs.copy');
}

/** `docker container logs`. */
export const logs: Command = command<Following>(
  'container logs',
  (p) => call(p, get(`/containers/${p.locals.args[0]}/json`), 'container logs.inspected'),
  { inspected, opened, copy },
);
