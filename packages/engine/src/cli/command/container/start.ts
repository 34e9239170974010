/** `docker start` (docker/cli cli/command/container/start.go). */
import { get, post } from '../../../api/client.ts';
import type { Next } from '../../../program/program.ts';
import type { Bytes } from '../../../util/bytes.ts';
import { isGoError } from '../../../util/go-error.ts';
import { answer, call, callStream, errorOf, object, upgradeError } from '../../call.ts';
import { parseDetachKeys } from '../../detach-keys.ts';
import { fail } from '../../exit.ts';
import { flag, text } from '../../flags/read.ts';
import { type Streaming, startHijack, streamSignal } from '../../hijack.ts';
import { doc, str } from '../../json-field.ts';
import { type Cli, type Command, command } from '../../locals.ts';

interface Starting extends Streaming {
  at: number;
  failed: readonly Bytes[];
  id: Bytes;
  tty: boolean;
  stdin: boolean;
  autoRemove: boolean;
  attachFd: number;
  waitFd: number;
}

function start(p: Cli<Starting>): Next {
  const { args } = p.locals;
  const state = p.locals;
  if (flag(p, 'attach') || flag(p, 'interactive')) {
    if (args.length > 1) return fail(p, 'you cannot start and attach multiple containers at once');
    return call(p, get(`/containers/${args[0]}/json`), 'container start.inspected');
  }
  state.at = 0;
  state.failed = [];
  return startNext(p);
}

function startNext(p: Cli<Starting>): Next {
  const { at, failed } = p.locals;
  const name = p.locals.args[at];
  if (name !== undefined) return call(p, post(`/containers/${name}/start`), 'container start.done');
  return failed.length === 0 ? p.exit(0) : fail(p, `Error: failed to start containers: ${failed.join(', ')}`);
}

function done(p: Cli<Starting>): Next {
  const state = p.locals;
  const name = p.locals.args[state.at] as Bytes;
  const error = errorOf(answer(p));
  if (error === '') p.print(1, `${name}\n`);
  else {
    p.print(2, `${error}\n`);
    state.failed = [...state.failed, name];
  }
  state.at++;
  return startNext(p);
}

function inspected(p: Cli<Starting>): Next {
  const reply = answer(p);
  const error = errorOf(reply);
  if (error !== '') return fail(p, error);
  const container = object(reply);
  const config = doc(container, 'Config');
  const state = p.locals;
  state.id = str(container, 'Id');
  state.tty = config['Tty'] === true;
  state.stdin = flag(p, 'interactive') && config['OpenStdin'] === true;
  state.autoRemove = doc(container, 'HostConfig')['AutoRemove'] === true;
  const keys = text(p, 'detach-keys');
  const query = {
    stream: '1',
    stdout: '1',
    stderr: '1',
    ...(state.stdin ? { stdin: '1' } : {}),
    ...(keys === '' ? {} : { detachKeys: keys }),
  };
  return callStream(p, post(`/containers/${state.id}/attach`, query), 'container start.attached');
}

function attached(p: Cli<Starting>): Next {
  const reply = answer(p);
  const error = upgradeError(reply);
  if (error !== '') return fail(p, error);
  const state = p.locals;
  state.attachFd = reply.fd;
  const condition = state.autoRemove ? 'removed' : 'next-exit';
  return callStream(p, post(`/containers/${state.id}/wait`, { condition }), 'container start.waiting');
}

function waiting(p: Cli<Starting>): Next {
  const reply = answer(p);
  p.locals.waitFd = errorOf(reply) === '' ? reply.fd : -1;
  return call(p, post(`/containers/${p.locals.id}/start`), 'container start.started');
}

function started(p: Cli<Starting>): Next {
  const state = p.locals;
  const error = errorOf(answer(p));
  if (error !== '') return fail(p, error);
  const keys = parseDetachKeys(text(p, 'detach-keys'));
  if (isGoError(keys)) return fail(p, keys.message);
  return startHijack(p, {
    fd: state.attachFd,
    waitFd: state.waitFd,
    stdin: state.stdin,
    tty: state.tty,
    keys,
    path: `/containers/${state.id}`,
    next: 'container start.over',
    resize: state.tty,
    proxy: !state.tty,
  });
}

function over(p: Cli<Starting>): Next {
  const { hijack } = p.locals;
  return p.exit(hijack.detached ? 0 : Math.max(0, hijack.status));
}

/** `docker container start`. */
export const startCommand: Command = command<Starting>(
  'container start',
  start,
  { done, inspected, attached, waiting, started, over },
  streamSignal,
);
