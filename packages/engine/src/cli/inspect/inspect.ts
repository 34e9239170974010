/** Inspecting several references one after the other, each of one or of several kinds (docker/cli cli/command/inspect). */
import { get } from '../../api/client.ts';
import type { Value } from '../../api/json.ts';
import type { ApiRequest } from '../../api/message.ts';
import type { Next } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { isGoError } from '../../util/go-error.ts';
import { answer, call, document, errorOf, isNotFound } from '../call.ts';
import { fail, finish } from '../exit.ts';
import { flag, text } from '../flags/read.ts';
import { type Cli, type Command, command } from '../locals.ts';
import { CONTAINER_INSPECT } from './container-type.ts';
import { type Inspected, inspectorOf, inspectText } from './inspector.ts';
import { IMAGE_INSPECT, NETWORK_INSPECT, VOLUME_INSPECT } from './object-types.ts';

/** What can be inspected; `info` and `plugin` are only asked for so that docker may say that there is no such object. */
export type Kind = 'container' | 'image' | 'network' | 'volume' | 'info' | 'plugin';

/** Locals while it runs. */
interface Inspecting {
  /** Kinds to try, in order. */
  kinds: readonly Kind[];
  /** Whether a reference that is of none of the kinds is "no such object". */
  any: boolean;
  ref: number;
  kind: number;
  found: readonly { readonly kind: Kind; readonly value: Value }[];
  errors: readonly Bytes[];
}

function request(p: Cli, kind: Kind, name: Bytes): ApiRequest {
  switch (kind) {
    case 'container':
      return get(`/containers/${name}/json`, flag(p, 'size') ? { size: '1' } : {});
    case 'image':
      return get(`/images/${name}/json`);
    case 'network':
      return get(`/networks/${name}`, flag(p, 'verbose') ? { verbose: 'true' } : {});
    case 'volume':
      return get(`/volumes/${name}`);
    case 'info':
      return get('/info');
    case 'plugin':
      return get(`/plugins/${name}/json`);
  }
}

function typed(item: { readonly kind: Kind; readonly value: Value }): Inspected {
  const { kind, value } = item;
  if (kind === 'container') return { value, type: CONTAINER_INSPECT };
  if (kind === 'network') return { value, type: NETWORK_INSPECT };
  return { value, type: kind === 'volume' ? VOLUME_INSPECT : IMAGE_INSPECT };
}

/** Begins; the command ends by itself. */
export function inspect(p: Cli, kinds: readonly Kind[], any: boolean): Next {
  const format = inspectorOf(text(p, 'format'));
  if (isGoError(format)) return fail(p, `template parsing error: ${format.message}`, 64);
  Object.assign(p.locals, { kinds, any, ref: 0, kind: 0, found: [], errors: [] } satisfies Inspecting);
  return ask(p as Cli<Inspecting>);
}

function ask(p: Cli<Inspecting>): Next {
  const { kinds, ref, kind, args } = p.locals;
  if (ref === args.length) return end(p);
  return call(p, request(p, kinds[kind] as Kind, args[ref] as Bytes), 'inspected');
}

function absent(p: Cli<Inspecting>, error: Bytes): void {
  const { locals } = p;
  const name = locals.args[locals.ref];
  if (locals.any) locals.errors = [...locals.errors, `Error: No such object: ${name}`];
  else locals.errors = [...locals.errors, error];
}

function inspected(p: Cli<Inspecting>): Next {
  const { locals } = p;
  const reply = answer(p);
  const error = errorOf(reply);
  const kind = locals.kinds[locals.kind] as Kind;
  const missing = kind === 'info' || isNotFound(reply) || (kind === 'plugin' && reply.status >= 400);
  if (missing && locals.kind + 1 < locals.kinds.length) {
    locals.kind++;
    return ask(p);
  }
  if (missing) absent(p, error);
  else if (error !== '') locals.errors = [...locals.errors, error];
  else locals.found = [...locals.found, { kind, value: document(reply) }];
  locals.kind = 0;
  locals.ref++;
  return ask(p);
}

function end(p: Cli<Inspecting>): Next {
  const inspector = inspectorOf(text(p, 'format'));
  if (isGoError(inspector)) return fail(p, inspector.message);
  const { out, errors } = inspectText(inspector, p.locals.found.map(typed));
  p.print(1, out);
  return finish(p, [...p.locals.errors, ...errors]);
}

/** The label `inspected`, shared by all. */
export const inspecting: Command = command<Inspecting>('inspecting', ask);
/** Its other label. */
export const inspectAnswer: Command = command<Inspecting>('inspected', inspected);

const EVERYTHING: readonly Kind[] = ['container', 'image', 'network', 'volume', 'info', 'plugin'];

/** `docker inspect`. */
export const inspectAny: Command = command('inspect', (p) => {
  const type = text(p, 'type');
  if (type === '' && Object.hasOwn(p.locals.flags, 'type'))
    return fail(
      p,
      'type is empty: must be one of "config", "container", "image", "network", "node", "plugin", "secret", "service", "task", "volume"',
    );
  if (type === '') return inspect(p, EVERYTHING, true);
  if (type === 'container' || type === 'image' || type === 'network' || type === 'volume')
    return inspect(p, [type], false);
  if (['node', 'service', 'task', 'secret', 'config', 'plugin'].includes(type)) {
    return fail(p, `docker: option --type ${type} is not simulated: there is no swarm and there are no plugins`, 125);
  }
  return fail(
    p,
    `unknown type: ${JSON.stringify(type)}: must be one of "config", "container", "image", "network", "node", "plugin", "secret", "service", "task", "volume"`,
  );
});

/** `docker container inspect` and the others of one kind. */
export const containerInspect: Command = command('container inspect', (p) => inspect(p, ['container'], false));
/** `docker image inspect`. */
export const imageInspect: Command = command('image inspect', (p) => inspect(p, ['image'], false));
/** `docker network inspect`. */
export const networkInspect: Command = command('network inspect', (p) => inspect(p, ['network'], false));
/** `docker volume inspect`. */
export const volumeInspect: Command = command('volume inspect', (p) => inspect(p, ['volume'], false));
