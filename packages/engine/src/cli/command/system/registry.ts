/** login, logout and search (docker/cli cli/command/registry). */
import { get, post } from '../../../api/client.ts';
import type { Value } from '../../../api/json.ts';
import { EAGAIN } from '../../../kernel/errno.ts';
import type { Next } from '../../../program/program.ts';
import type { Bytes } from '../../../util/bytes.ts';
import { GO_STRING } from '../../../util/go-value/type.ts';
import { answer, call, errorOf, list, object } from '../../call.ts';
import { fail } from '../../exit.ts';
import { changed, filterPairs, filtersJson, flag, number, query, text } from '../../flags/read.ts';
import { type Listing, listing } from '../../formatter/listing.ts';
import { ellipsis } from '../../formatter/shorten.ts';
import { field, num, str } from '../../json-field.ts';
import { type Cli, type Command, command } from '../../locals.ts';
import { showList } from '../../show-list.ts';

/** Where credentials of the public registry are kept. */
const INDEX_SERVER = 'https://index.docker.io/v1/';

interface LoggingIn {
  username: Bytes;
  typed: Bytes;
}

function server(p: Cli): Bytes {
  const name = p.locals.args[0];
  return name === undefined || name === 'docker.io' ? INDEX_SERVER : name;
}

function login(p: Cli<LoggingIn>): Next {
  const fromStdin = flag(p, 'password-stdin');
  const username = text(p, 'username');
  if (changed(p, 'password')) {
    p.print(2, 'WARNING! Using --password via the CLI is insecure. Use --password-stdin.\n');
    if (fromStdin) return fail(p, '--password and --password-stdin are mutually exclusive');
  }
  if (fromStdin && username === '') return fail(p, 'Must provide --username with --password-stdin');
  p.locals.username = username;
  p.locals.typed = '';
  if (fromStdin) return p.waitRead(0, 'login.password');
  const password = text(p, 'password');
  if (username !== '' && password !== '') return send(p, password);
  if (!p.isatty(0)) return fail(p, 'Error: Cannot perform an interactive login from a non TTY device');
  if (username !== '') return askPassword(p);
  p.print(1, 'Username: ');
  return p.waitRead(0, 'login.username');
}

function askPassword(p: Cli): Next {
  p.print(1, 'Password: ');
  p.tcsetattr(0, { echo: false });
  return p.waitRead(0, 'login.password');
}

/** A line, or all of a pipe; null while more is to come. */
function typed(p: Cli<LoggingIn>): Bytes | null {
  const data = p.read(0, 4096);
  if (data === EAGAIN) return null;
  const piece = typeof data === 'number' ? '' : data;
  p.locals.typed += piece;
  if (piece !== '' && !(p.isatty(0) && piece.includes('\n'))) return null;
  const line = p.locals.typed.replace(/[\r\n]+$/, '');
  p.locals.typed = '';
  return line;
}

function usernameStep(p: Cli<LoggingIn>): Next {
  const line = typed(p);
  if (line === null) return p.waitRead(0, 'login.username');
  if (line.trim() === '') return fail(p, 'Error: username is empty');
  p.locals.username = line.trim();
  return askPassword(p);
}

function passwordStep(p: Cli<LoggingIn>): Next {
  const line = typed(p);
  if (line === null) return p.waitRead(0, 'login.password');
  if (p.isatty(0)) {
    p.tcsetattr(0, { echo: true });
    p.print(1, '\n');
  }
  if (line === '')
    return fail(
      p,
      p.isatty(0) ? 'Error: password is empty' : 'Error: Cannot perform an interactive login from a non TTY device',
    );
  return send(p, line);
}

function send(p: Cli<LoggingIn>, password: Bytes): Next {
  return call(p, post('/auth', {}, { username: p.locals.username, password, serveraddress: server(p) }), 'login.done');
}

/** `docker login`. */
export const loginCommand: Command = command<LoggingIn>('login', login, {
  username: usernameStep,
  password: passwordStep,
  done: (p) => {
    const reply = answer(p);
    const error = errorOf(reply);
    if (error !== '') return fail(p, error);
    p.print(1, `${str(object(reply), 'Status') || 'Login Succeeded'}\n`);
    return p.exit(0);
  },
});

/** `docker logout`: there is never anything stored. */
export const logout: Command = command('logout', (p) => {
  p.print(1, `Removing login credentials for ${server(p)}\n`);
  return p.exit(0);
});

const RESULTS: Listing<Value> = listing<Value>('registry.searchContext', [
  { name: 'Name', title: 'NAME', show: (r) => str(r, 'name') },
  {
    name: 'Description',
    title: 'DESCRIPTION',
    show: (r, look) => {
      const line = str(r, 'description').replace(/[\r\n]/g, ' ');
      return look.trunc ? ellipsis(line, 45) : line;
    },
  },
  { name: 'StarCount', title: 'STARS', show: (r) => String(num(r, 'star_count')) },
  {
    name: 'IsOfficial',
    title: 'OFFICIAL',
    type: GO_STRING,
    show: (r) => (field(r, 'is_official') === true ? '[OK]' : ''),
  },
]);

/** `docker search`. */
export const search: Command = command(
  'search',
  (p) => {
    const asked = query([
      ['term', p.locals.args[0] as Bytes],
      ['limit', changed(p, 'limit') ? String(number(p, 'limit')) : ''],
      ['filters', filtersJson(filterPairs(p))],
    ]);
    return call(p, get('/images/search', asked), 'search.done');
  },
  {
    done: (p) => {
      const reply = answer(p);
      const error = errorOf(reply);
      if (error !== '') return fail(p, error);
      const asked = {
        format: text(p, 'format'),
        quiet: false,
        table: ['Name', 'Description', 'StarCount', 'IsOfficial'],
        id: 'Name',
      };
      return showList(p, RESULTS, asked, list(reply));
    },
  },
);
