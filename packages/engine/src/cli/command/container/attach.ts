/** `docker attach` (docker/cli cli/command/container/attach.go). */
import { get, post } from '../../../api/client.ts';
import type { Next } from '../../../program/program.ts';
import type { Bytes } from '../../../util/bytes.ts';
import { isGoError } from '../../../util/go-error.ts';
import { answer, call, callStream, errorOf, object, upgradeError } from '../../call.ts';
import { parseDetachKeys } from '../../detach-keys.ts';
import { fail } from '../../exit.ts';
import { flag, text } from '../../flags/read.ts';
import { type Streaming, startHijack, streamSignal } from '../../hijack.ts';
import { type Doc, doc } from '../../json-field.ts';
import { type Cli, type Command, command } from '../../locals.ts';

interface Attaching extends Streaming {
  tty: boolean;
  stdin: boolean;
  attachFd: number;
  waitFd: number;
}

/** `inspectContainerAndCheckState`: why the container cannot be attached to, or ''. */
function stateProblem(container: Doc): Bytes {
  const state = doc(container, 'State');
  if (state['Running'] !== true) return 'You cannot attach to a stopped container, start it first';
  if (state['Paused'] === true) return 'You cannot attach to a paused container, unpause it first';
  if (state['Restarting'] === true) return 'You cannot attach to a restarting container, wait until it is running';
  return '';
}

function start(p: Cli<Attaching>): Next {
  return callStream(p, post(`/containers/${p.locals.args[0]}/wait`), 'container attach.waiting');
}

function waiting(p: Cli<Attaching>): Next {
  const reply = answer(p);
  p.locals.waitFd = errorOf(reply) === '' ? reply.fd : -1;
  return call(p, get(`/containers/${p.locals.args[0]}/json`), 'container attach.inspected');
}

function inspected(p: Cli<Attaching>): Next {
  const reply = answer(p);
  const container = object(reply);
  const error = errorOf(reply) || stateProblem(container);
  if (error !== '') return fail(p, error);
  const config = doc(container, 'Config');
  const state = p.locals;
  state.tty = config['Tty'] === true;
  state.stdin = !flag(p, 'no-stdin') && config['OpenStdin'] === true;
  if (state.tty && !flag(p, 'no-stdin') && !p.isatty(0)) return fail(p, 'the input device is not a TTY');
  const keys = text(p, 'detach-keys');
  const query = {
    stream: '1',
    stdout: '1',
    stderr: '1',
    ...(state.stdin ? { stdin: '1' } : {}),
    ...(keys === '' ? {} : { detachKeys: keys }),
  };
  return callStream(p, post(`/containers/${p.locals.args[0]}/attach`, query), 'container attach.attached');
}

function attached(p: Cli<Attaching>): Next {
  const reply = answer(p);
  const error = upgradeError(reply);
  if (error !== '') return fail(p, error);
  p.locals.attachFd = reply.fd;
  return call(p, get(`/containers/${p.locals.args[0]}/json`), 'container attach.checked');
}

function checked(p: Cli<Attaching>): Next {
  const reply = answer(p);
  const error = errorOf(reply) || stateProblem(object(reply));
  if (error !== '') return fail(p, error);
  const keys = parseDetachKeys(text(p, 'detach-keys'));
  if (isGoError(keys)) return fail(p, keys.message);
  const state = p.locals;
  return startHijack(p, {
    fd: state.attachFd,
    waitFd: state.waitFd,
    stdin: state.stdin,
    tty: state.tty,
    keys,
    path: `/containers/${p.locals.args[0]}`,
    next: 'container attach.over',
    resize: state.tty,
    redraw: true,
    proxy: flag(p, 'sig-proxy') && !state.tty,
  });
}

function over(p: Cli<Attaching>): Next {
  const { hijack } = p.locals;
  if (hijack.detached) return fail(p, 'read escape sequence');
  return hijack.error === '' ? p.exit(Math.max(0, hijack.status)) : fail(p, hijack.error);
}

/** `docker container attach`. */
export const attach: Command = command<Attaching>(
  'container attach',
  start,
  { waiting, inspected, attached, checked, over },
  streamSignal,
);
