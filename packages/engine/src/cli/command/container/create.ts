/** `docker create`, and the creating part of `docker run` (docker/cli cli/command/container/create.go). */
import { post } from '../../../api/client.ts';
import { O_CREAT, O_TRUNC, O_WRONLY } from '../../../kernel/syscall.ts';
import { parsePlatform } from '../../../oci/platform.ts';
import { familiarString, parseAnyReference, tagNameOnly } from '../../../oci/reference.ts';
import type { Next } from '../../../program/program.ts';
import type { Bytes } from '../../../util/bytes.ts';
import { GoError, isGoError } from '../../../util/go-error.ts';
import { answer, call, errorOf, isNotFound, object } from '../../call.ts';
import { fail, failWithHelp } from '../../exit.ts';
import { flag, text } from '../../flags/read.ts';
import { type Doc, items, str } from '../../json-field.ts';
import { type Cli, type Command, command } from '../../locals.ts';
import { type Pulling, pull } from '../image/pull-stream.ts';
import { createBody } from './config.ts';
import { pathError } from './files.ts';

/** Locals while a container is being created. */
export interface Creating extends Partial<Pulling> {
  body: Doc;
  /** The image as messages name it; '' when it was given by id. */
  image: Bytes;
  /** Container id, '' until created. */
  id: Bytes;
  /** Whether the image has been pulled already. */
  pulled: boolean;
  /** Label that goes on when `id` is known, and the one for failures, which finds `error`. */
  created: string;
  failed: string;
  error: Bytes;
}

const PULL_POLICIES = ['always', 'missing', 'never', ''];

/** The image's familiar name with a tag; '' for an id; or why it is no reference. */
function imageName(image: Bytes): Bytes | GoError {
  const ref = parseAnyReference(image);
  if (isGoError(ref)) return ref;
  return ref.path === '' ? '' : familiarString(tagNameOnly(ref));
}

function cidFile(p: Cli): GoError | null {
  const path = text(p, 'cidfile');
  if (path === '') return null;
  if (typeof p.stat(path) !== 'number') {
    return new GoError(`container ID file found, make sure the other container isn't running or delete ${path}`);
  }
  const fd = p.open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o666);
  if (fd < 0) return new GoError(`failed to create the container ID file: ${pathError('open', path, fd).message}`);
  p.close(fd);
  return null;
}

/** An empty file of --cidfile is removed when no container came of it. */
function dropCidFile(p: Cli): void {
  const path = text(p, 'cidfile');
  const stat = path === '' ? -1 : p.stat(path);
  if (typeof stat !== 'number' && stat.size === 0) p.unlink(path);
}

function createQuery(p: Cli): { readonly [name: string]: string } {
  const name = text(p, 'name');
  const platform = text(p, 'platform') || (p.getenv('DOCKER_DEFAULT_PLATFORM') ?? '');
  return { ...(name === '' ? {} : { name }), ...(platform === '' ? {} : { platform }) };
}

function refuse(p: Cli<Creating>, error: Bytes): Next {
  dropCidFile(p);
  p.locals.error = error;
  return p.goto(p.locals.failed);
}

function request(p: Cli<Creating>): Next {
  return call(p, post('/containers/create', createQuery(p), p.locals.body), 'create.created');
}

function pullImage(p: Cli<Creating>): Next {
  p.locals.pulled = true;
  const quiet = flag(p, 'quiet');
  return pull(p as Cli<Pulling>, {
    image: p.locals.image,
    platform: createQuery(p)['platform'] ?? '',
    fd: quiet ? -1 : 2,
    all: false,
    next: 'create.pulled',
  });
}

/** Sends the request, pulling as --pull says; the state must hold `body`, `created` and `failed`. */
export function createContainer(p: Cli<Creating>): Next {
  const state = p.locals;
  const image = imageName(str(state.body, 'Image'));
  const policy = text(p, 'pull');
  const problem = cidFile(p);
  if (problem !== null) return refuse(p, problem.message);
  if (isGoError(image)) return refuse(p, image.message);
  const platform = createQuery(p)['platform'];
  const parsed = platform === undefined ? null : parsePlatform(platform);
  if (isGoError(parsed)) return refuse(p, `error parsing specified platform: ${parsed.message}`);
  state.image = image;
  state.pulled = false;
  state.id = '';
  return policy === 'always' && image !== '' ? pullImage(p) : request(p);
}

function pulled(p: Cli<Creating & Pulling>): Next {
  const { error } = p.locals.pulling;
  return error === '' ? request(p) : refuse(p, error);
}

function writeCidFile(p: Cli, id: Bytes): GoError | null {
  const path = text(p, 'cidfile');
  if (path === '') return null;
  const errno = p.writeFile(path, id);
  return errno < 0
    ? new GoError(`failed to write the container ID to the file (${pathError('write', path, errno).message})`)
    : null;
}

function created(p: Cli<Creating>): Next {
  const state = p.locals;
  const reply = answer(p);
  const error = errorOf(reply);
  if (isNotFound(reply) && state.image !== '' && !state.pulled && ['missing', ''].includes(text(p, 'pull'))) {
    if (!flag(p, 'quiet')) p.print(2, `Unable to find image '${state.image}' locally\n`);
    return pullImage(p);
  }
  if (error !== '') return refuse(p, error);
  const body = object(reply);
  for (const warning of items(body, 'Warnings')) p.print(2, `WARNING: ${warning}\n`);
  state.id = str(body, 'Id');
  const problem = writeCidFile(p, state.id);
  return problem === null ? p.goto(state.created) : refuse(p, problem.message);
}

/** Labels of the creating part, shared by create and run. */
export const creating: Command = command<Creating & Pulling>('create', createContainer, { pulled, created });

/** Reads the options; null when they are refused (`step` then ends the command). */
export function readOptions(p: Cli): Doc | GoError {
  const policy = text(p, 'pull');
  if (!PULL_POLICIES.includes(policy)) {
    return new GoError(`invalid pull option: '${policy}': must be one of "always", "missing" or "never"`);
  }
  return createBody(p, p.locals.args);
}

function start(p: Cli<Creating>): Next {
  const body = readOptions(p);
  if (isGoError(body)) return failWithHelp(p, body.message);
  Object.assign(p.locals, {
    body,
    image: '',
    id: '',
    pulled: false,
    created: 'container create.done',
    failed: 'container create.failed',
    error: '',
  });
  return createContainer(p);
}

/** `docker create`. */
export const create: Command = command<Creating>('container create', start, {
  done: (p) => {
    p.print(1, `${p.locals.id}\n`);
    return p.exit(0);
  },
  failed: (p) => fail(p, p.locals.error),
});
