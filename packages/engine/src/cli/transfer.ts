/** Bytes of an archive between a connection and a descriptor of the process. */

import type { Value } from '../api/json.ts';
import type { ApiRequest } from '../api/message.ts';
import { EAGAIN } from '../kernel/errno.ts';
import type { Next } from '../program/program.ts';
import type { Bytes } from '../util/bytes.ts';
import { open, receive } from './call.ts';
import { type Cli, type Command, command } from './locals.ts';

interface Downloading {
  from: number;
  to: number;
  moved: number;
  done: string;
}

const TURN_BYTES = 128 * 1024;

/** Prints the raw chunks of connection `from` to descriptor `to`, then goes on at `next`. */
export function download(p: Cli, from: number, to: number, next: string): Next {
  Object.assign(p.locals, { from, to, moved: 0, done: next } satisfies Downloading);
  return p.goto('download');
}

function downloadStep(p: Cli<Downloading>): Next {
  const { from, to, done } = p.locals;
  for (let bytes = 0; bytes < TURN_BYTES; ) {
    const message = receive(p, from);
    if (message === undefined) return p.waitRead(from, 'download');
    if (message === null || message.kind === 'end') {
      p.close(from);
      return p.goto(done);
    }
    if (message.kind !== 'raw') continue;
    p.print(to, message.data);
    bytes += message.data.length;
    p.locals.moved += message.data.length;
  }
  return p.goto('download');
}

interface Uploading {
  source: number;
  rest: Bytes;
}

/** Most bytes of one raw chunk. */
const CHUNK = 64 * 1024;

/**
 * Sends a request, then all of descriptor `source` as raw chunks and an end; `next` finds the answer as of any call. What the
 * daemon refuses early is refused all the same.
 */
export function upload(p: Cli, request: ApiRequest, source: number, next: string): Next {
  const sent = open(p, request);
  p.locals.calls = [sent];
  p.locals.next = next;
  Object.assign(p.locals, { source, rest: '' } satisfies Uploading);
  return p.goto(sent.done ? next : 'upload');
}

/** Offers a piece to the connection of the first call: true when it was taken or the daemon is gone. */
export function offer(p: Cli, data: Bytes): boolean {
  const fd = p.locals.calls[0]?.fd ?? -1;
  return data === '' || p.sendMsg(fd, { kind: 'raw', stream: 0, data } as Value) !== EAGAIN;
}

/** Ends the upload and waits for the answer. */
export function endUpload(p: Cli): Next {
  const fd = p.locals.calls[0]?.fd ?? -1;
  p.sendMsg(fd, { kind: 'end' } as Value);
  return p.waitRead(fd, 'call');
}

function uploadStep(p: Cli<Uploading>): Next {
  const { source } = p.locals;
  const fd = p.locals.calls[0]?.fd ?? -1;
  for (let i = 0; i < 16; i++) {
    if (!offer(p, p.locals.rest)) return p.waitWrite(fd, 'upload');
    p.locals.rest = '';
    const data = p.read(source, CHUNK);
    if (data === EAGAIN) return p.waitRead(source, 'upload');
    if (typeof data === 'number' || data === '') return endUpload(p);
    p.locals.rest = data;
  }
  return p.goto('upload');
}

/** The label `download`. */
export const downloading: Command = command<Downloading>('download', downloadStep);
/** The label `upload`. */
export const uploading: Command = command<Uploading>('upload', uploadStep);
