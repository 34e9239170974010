/** `docker pull` and `docker push` (docker/cli cli/command/image/{pull,push}.go). */
import { post } from '../../../api/client.ts';
import {
  familiarName,
  formatReference,
  isNameOnly,
  parseNormalizedNamed,
  referenceName,
  tagNameOnly,
} from '../../../oci/reference.ts';
import type { Next } from '../../../program/program.ts';
import type { Bytes } from '../../../util/bytes.ts';
import { isGoError } from '../../../util/go-error.ts';
import { open } from '../../call.ts';
import { fail } from '../../exit.ts';
import { flag, text } from '../../flags/read.ts';
import { type Cli, type Command, command } from '../../locals.ts';
import { columnsOf, progressStart } from '../../progress.ts';
import { type Pulling, pull as pullImage } from './pull-stream.ts';

function start(p: Cli<Pulling>): Next {
  const image = p.locals.args[0] as Bytes;
  const ref = parseNormalizedNamed(image);
  if (isGoError(ref)) return fail(p, ref.message);
  const all = flag(p, 'all-tags');
  if (all && !isNameOnly(ref)) return fail(p, "tag can't be used with --all-tags/-a");
  const quiet = flag(p, 'quiet');
  if (!all && isNameOnly(ref) && !quiet) p.print(1, 'Using default tag: latest\n');
  const platform = text(p, 'platform') || (p.getenv('DOCKER_DEFAULT_PLATFORM') ?? '');
  return pullImage(p, { image, platform, all, fd: quiet ? -1 : 1, next: 'image pull.done' });
}

function done(p: Cli<Pulling>): Next {
  const { error } = p.locals.pulling;
  if (error !== '') return fail(p, error);
  const ref = parseNormalizedNamed(p.locals.args[0] as Bytes);
  if (isGoError(ref)) return fail(p, ref.message);
  p.print(1, `${flag(p, 'all-tags') ? referenceName(ref) : formatReference(tagNameOnly(ref))}\n`);
  return p.exit(0);
}

/** `docker image pull`. */
export const pull: Command = command<Pulling>('image pull', start, { done });

function pushStart(p: Cli<Pulling>): Next {
  const ref = parseNormalizedNamed(p.locals.args[0] as Bytes);
  if (isGoError(ref)) return fail(p, ref.message);
  const all = flag(p, 'all-tags');
  if (all && !isNameOnly(ref)) return fail(p, "tag can't be used with --all-tags/-a");
  const quiet = flag(p, 'quiet');
  if (!all && isNameOnly(ref) && !quiet) p.print(1, 'Using default tag: latest\n');
  const tag = all ? '' : tagNameOnly(ref).tag;
  const sent = open(p, post(`/images/${familiarName(ref)}/push`, tag === '' ? {} : { tag }));
  p.locals.pulling = {
    fd: sent.fd,
    out: quiet ? -1 : 1,
    status: 0,
    progress: progressStart(!quiet && p.isatty(1), columnsOf(p, 1)),
    error: sent.error,
    next: 'image push.done',
  };
  return sent.done ? p.goto('image push.done') : p.waitRead(sent.fd, 'pull');
}

/** `docker image push`. */
export const push: Command = command<Pulling>('image push', pushStart, {
  done: (p) => (p.locals.pulling.error === '' ? p.exit(0) : fail(p, p.locals.pulling.error)),
});
