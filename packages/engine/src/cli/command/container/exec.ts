/** `docker exec` (docker/cli cli/command/container/exec.go). */
import { get, post } from '../../../api/client.ts';
import type { Value } from '../../../api/json.ts';
import type { Next } from '../../../program/program.ts';
import type { Bytes } from '../../../util/bytes.ts';
import { isGoError } from '../../../util/go-error.ts';
import { answer, call, callStream, errorOf, object, upgradeError } from '../../call.ts';
import { parseDetachKeys } from '../../detach-keys.ts';
import { fail } from '../../exit.ts';
import { flag, strings, text } from '../../flags/read.ts';
import { type Streaming, startHijack, streamSignal } from '../../hijack.ts';
import { num, str } from '../../json-field.ts';
import { type Cli, type Command, command } from '../../locals.ts';
import { readEnv } from '../../opts/env-file.ts';
import { sourceOf } from './files.ts';

interface Executing extends Streaming {
  id: Bytes;
  env: readonly Bytes[];
}

function start(p: Cli<Executing>): Next {
  const env = readEnv(strings(p, 'env-file'), strings(p, 'env'), sourceOf(p));
  if (isGoError(env)) return fail(p, env.message);
  p.locals.env = env;
  return call(p, get(`/containers/${p.locals.args[0]}/json`), 'container exec.inspected');
}

function consoleSize(p: Cli): { readonly [field: string]: Value } {
  const attr = flag(p, 'tty') && p.isatty(1) ? p.tcgetattr(1) : 0;
  return typeof attr === 'number' ? {} : { ConsoleSize: [attr.rows, attr.cols] };
}

function inspected(p: Cli<Executing>): Next {
  const error = errorOf(answer(p));
  if (error !== '') return fail(p, error);
  const detach = flag(p, 'detach');
  const stdin = flag(p, 'interactive') && !detach;
  if (stdin && flag(p, 'tty') && !p.isatty(0)) return fail(p, 'the input device is not a TTY');
  const body = {
    User: text(p, 'user'),
    Privileged: flag(p, 'privileged'),
    Tty: flag(p, 'tty'),
    ...consoleSize(p),
    AttachStdin: stdin,
    AttachStderr: !detach,
    AttachStdout: !detach,
    DetachKeys: text(p, 'detach-keys'),
    Env: p.locals.env.length > 0 ? p.locals.env : null,
    WorkingDir: text(p, 'workdir'),
    Cmd: p.locals.args.slice(1),
    Detach: detach,
  };
  return call(p, post(`/containers/${p.locals.args[0]}/exec`, {}, body), 'container exec.created');
}

function created(p: Cli<Executing>): Next {
  const reply = answer(p);
  const error = errorOf(reply);
  if (error !== '') return fail(p, error);
  const id = str(object(reply), 'Id');
  if (id === '') return fail(p, 'exec ID empty');
  p.locals.id = id;
  const body = { Detach: flag(p, 'detach'), Tty: flag(p, 'tty'), ...consoleSize(p) };
  if (flag(p, 'detach')) return call(p, post(`/exec/${id}/start`, {}, body), 'container exec.detached');
  return callStream(p, post(`/exec/${id}/start`, {}, body), 'container exec.started');
}

function detached(p: Cli<Executing>): Next {
  const error = errorOf(answer(p));
  return error === '' ? p.exit(0) : fail(p, error);
}

function started(p: Cli<Executing>): Next {
  const reply = answer(p);
  const error = upgradeError(reply);
  if (error !== '') return fail(p, error);
  const keys = parseDetachKeys(text(p, 'detach-keys'));
  if (isGoError(keys)) return fail(p, keys.message);
  const tty = flag(p, 'tty');
  return startHijack(p, {
    fd: reply.fd,
    waitFd: -1,
    stdin: flag(p, 'interactive'),
    tty,
    keys,
    path: `/exec/${p.locals.id}`,
    next: 'container exec.over',
    resize: tty,
    proxy: false,
  });
}

function over(p: Cli<Executing>): Next {
  if (p.locals.hijack.detached) return fail(p, 'read escape sequence');
  return call(p, get(`/exec/${p.locals.id}/json`), 'container exec.ended');
}

function ended(p: Cli<Executing>): Next {
  const reply = answer(p);
  const error = errorOf(reply);
  return error === '' ? p.exit(num(object(reply), 'ExitCode')) : fail(p, error);
}

/** `docker container exec`. */
export const exec: Command = command<Executing>(
  'container exec',
  start,
  { inspected, created, detached, started, over, ended },
  streamSignal,
);
