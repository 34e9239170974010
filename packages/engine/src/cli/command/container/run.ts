/** `docker run` (docker/cli cli/command/container/run.go): create, attach, wait, start, in that order. */
import { post } from '../../../api/client.ts';
import type { Value } from '../../../api/json.ts';
import type { Next } from '../../../program/program.ts';
import type { Bytes } from '../../../util/bytes.ts';
import { isGoError } from '../../../util/go-error.ts';
import { answer, call, callStream, errorOf, upgradeError } from '../../call.ts';
import { parseDetachKeys } from '../../detach-keys.ts';
import { fail, failWithHelp } from '../../exit.ts';
import { changed, flag, text } from '../../flags/read.ts';
import { type Streaming, startHijack, streamSignal } from '../../hijack.ts';
import type { Doc } from '../../json-field.ts';
import { type Cli, type Command, command } from '../../locals.ts';
import { type Creating, createContainer, readOptions } from './create.ts';

interface Running extends Creating, Streaming {
  /** Connection of the attached streams and of the wait request, -1 without. */
  attachFd: number;
  waitFd: number;
}

/** Exit code for an error of starting (`toStatusError`): what the container's own program would have given. */
export function startErrorCode(error: Bytes): number {
  if (/executable file not found|no such file or directory|system cannot find the file specified/.test(error))
    return 127;
  return /permission denied|is a directory/.test(error) ? 126 : 125;
}

function attached(body: Doc): boolean {
  return body['AttachStdin'] === true || body['AttachStdout'] === true || body['AttachStderr'] === true;
}

function detachedBody(body: Doc): Doc {
  return { ...body, AttachStdin: false, AttachStdout: false, AttachStderr: false, StdinOnce: false };
}

function start(p: Cli<Running>): Next {
  const body = readOptions(p);
  if (isGoError(body)) return failWithHelp(p, body.message);
  const detach = flag(p, 'detach');
  if (detach && changed(p, 'attach')) return fail(p, 'conflicting options: cannot specify both --attach and --detach');
  if (!detach && body['AttachStdin'] === true && body['Tty'] === true && !p.isatty(0))
    return fail(p, 'the input device is not a TTY');
  const state = p.locals;
  state.body = detach ? detachedBody(body) : body;
  state.created = 'container run.created';
  state.failed = 'container run.refused';
  state.attachFd = -1;
  state.waitFd = -1;
  return createContainer(p);
}

function created(p: Cli<Running>): Next {
  const { body, id } = p.locals;
  if (body['AttachStdout'] !== true && body['AttachStderr'] !== true) p.print(1, `${id}\n`);
  if (!attached(body)) return wait(p);
  const query: Record<string, string> = { stream: '1' };
  if (body['AttachStdin'] === true) query['stdin'] = '1';
  if (body['AttachStdout'] === true) query['stdout'] = '1';
  if (body['AttachStderr'] === true) query['stderr'] = '1';
  const keys = text(p, 'detach-keys');
  if (keys !== '') query['detachKeys'] = keys;
  return callStream(p, post(`/containers/${id}/attach`, query), 'container run.attached');
}

function attachedStep(p: Cli<Running>): Next {
  const error = upgradeError(answer(p));
  if (error !== '') return fail(p, error);
  p.locals.attachFd = answer(p).fd;
  return wait(p);
}

function wait(p: Cli<Running>): Next {
  const condition = flag(p, 'rm') ? 'removed' : 'next-exit';
  return callStream(p, post(`/containers/${p.locals.id}/wait`, { condition }), 'container run.waiting');
}

function waiting(p: Cli<Running>): Next {
  const reply = answer(p);
  p.locals.waitFd = errorOf(reply) === '' ? reply.fd : -1;
  return call(p, post(`/containers/${p.locals.id}/start`), 'container run.started');
}

function started(p: Cli<Running>): Next {
  const state = p.locals;
  const error = errorOf(answer(p));
  if (error !== '') {
    state.error = error;
    if (state.attachFd >= 0) p.close(state.attachFd);
    // the container goes away by itself; its name is free when the command ends
    if (flag(p, 'rm') && state.waitFd >= 0) return p.waitRead(state.waitFd, 'container run.removed');
    return p.goto('container run.refused');
  }
  if (state.attachFd < 0) {
    if (state.waitFd >= 0) p.close(state.waitFd);
    return p.exit(0);
  }
  const keys = parseDetachKeys(text(p, 'detach-keys'));
  if (isGoError(keys)) return fail(p, keys.message);
  const tty = state.body['Tty'] === true;
  return startHijack(p, {
    fd: state.attachFd,
    waitFd: state.waitFd,
    stdin: state.body['AttachStdin'] === true,
    tty,
    keys,
    path: `/containers/${state.id}`,
    next: 'container run.over',
    resize: tty,
    proxy: flag(p, 'sig-proxy'),
  });
}

/** The wait request has been answered once the container is gone. */
function removed(p: Cli<Running>): Next {
  const message: Value | number = p.recvMsg(p.locals.waitFd);
  const kind =
    message !== null && typeof message === 'object' ? (message as { readonly kind?: Value }).kind : undefined;
  const over = message === null || kind === 'chunk' || kind === 'end';
  return over ? p.goto('container run.refused') : p.waitRead(p.locals.waitFd, 'container run.removed');
}

function refused(p: Cli<Running>): Next {
  const { error } = p.locals;
  return failWithHelp(p, error, startErrorCode(error));
}

function over(p: Cli<Running>): Next {
  const { hijack } = p.locals;
  if (hijack.detached) return p.exit(0);
  if (hijack.error !== '') p.print(2, `Error waiting for container: ${hijack.error}\n`);
  return p.exit(Math.max(0, hijack.status));
}

/** `docker run`. */
export const run: Command = command<Running>(
  'container run',
  start,
  { created, attached: attachedStep, waiting, started, removed, refused, over },
  streamSignal,
);
