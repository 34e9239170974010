/** POST /images/create and the progress it streams, for pull and for run. */
import { post } from '../../../api/client.ts';
import { parseNormalizedNamed, referenceName, tagNameOnly } from '../../../oci/reference.ts';
import type { Next } from '../../../program/program.ts';
import type { Bytes } from '../../../util/bytes.ts';
import { isGoError } from '../../../util/go-error.ts';
import { daemonError, open, receive } from '../../call.ts';
import { type Cli, type Command, command } from '../../locals.ts';
import { columnsOf, type Progress, progressLine, progressStart } from '../../progress.ts';

/** The pull's part of the locals. */
export interface Pulling {
  pulling: {
    readonly fd: number;
    /** Where progress is printed, -1 for nowhere. */
    readonly out: number;
    readonly status: number;
    readonly progress: Progress;
    readonly error: Bytes;
    readonly next: string;
  };
}

/** What to pull. */
export interface PullAsked {
  readonly image: Bytes;
  readonly platform: Bytes;
  readonly all: boolean;
  readonly fd: number;
  readonly next: string;
}

/** Sends the request; `next` finds `state.pulling.error`. */
export function pull(p: Cli<Pulling>, asked: PullAsked): Next {
  const ref = parseNormalizedNamed(asked.image);
  if (isGoError(ref)) {
    p.locals.pulling = {
      fd: -1,
      out: -1,
      status: 0,
      progress: progressStart(false),
      error: ref.message,
      next: asked.next,
    };
    return p.goto(asked.next);
  }
  const tagged = asked.all ? ref : tagNameOnly(ref);
  const query: Record<string, Bytes> = {
    fromImage: referenceName(ref),
    tag: tagged.digest !== '' ? tagged.digest : tagged.tag,
  };
  if (asked.platform !== '') query['platform'] = asked.platform;
  if (query['tag'] === '') delete query['tag'];
  const sent = open(p, post('/images/create', query));
  const tty = asked.fd >= 0 && p.isatty(asked.fd);
  p.locals.pulling = {
    fd: sent.fd,
    out: asked.fd,
    status: 0,
    progress: progressStart(tty, columnsOf(p, asked.fd)),
    error: sent.error,
    next: asked.next,
  };
  return sent.done ? p.goto(asked.next) : p.waitRead(sent.fd, 'pull');
}

/** Most documents of one turn. */
const TURN = 256;

function stream(p: Cli<Pulling>): Next {
  let at = p.locals.pulling;
  for (let i = 0; i < TURN; i++) {
    const message = receive(p, at.fd);
    if (message === undefined) return p.waitRead(at.fd, 'pull');
    if (message === null || message.kind === 'end') {
      p.close(at.fd);
      return p.goto(at.next);
    }
    if (message.kind === 'head') at = { ...at, status: message.status };
    else if (message.kind === 'chunk') {
      if (at.status >= 400) at = { ...at, error: daemonError(at.status, message.data) };
      else {
        const shown = progressLine(at.progress, message.data);
        if (at.out >= 0 && shown.text !== '') p.print(at.out, shown.text);
        at = { ...at, progress: shown.progress, error: shown.error === '' ? at.error : shown.error };
      }
    }
    p.locals.pulling = at;
  }
  return p.goto('pull');
}

/** The label `pull`. */
export const pulling: Command = command<Pulling>('pull', stream);
