/** POST /containers/{name}/attach and the streams of exec (moby daemon/attach.go, container/stream/attach.go). */
import type { ApiMessage } from '../api/message.ts';
import { EAGAIN, EPIPE } from '../kernel/errno.ts';
import { resizeTty } from '../kernel/ipc/tty.ts';
import type { Next } from '../program/program.ts';
import { type Container, containerTable, flag, isRunning, lookupContainer } from './container/container.ts';
import { failure, isError } from './errors.ts';
import { logContainerEvent } from './events.ts';
import { boolQuery, finish, keep, type RequestProc, refuse, replyEmpty, send, startStream } from './server/request.ts';
import { attachClient, detachClient, stdioTable, takeOutput } from './stdio.ts';

/** Goes over to streaming between this connection and stdio `id`; `then` is the label when the output has ended. */
export function streamStdio(
  p: RequestProc,
  id: number,
  want: { readonly stdin: boolean; readonly stdout: boolean; readonly stderr: boolean },
  then: string,
): Next {
  keep(p, {
    stdio: id,
    client: attachClient(p, id),
    stdin: want.stdin,
    stdout: want.stdout,
    stderr: want.stderr,
    then,
    inputDone: !want.stdin,
  });
  return p.goto('attach.pump');
}

/** The endpoint. */
export function containerAttach(p: RequestProc, name: string): Next {
  const found = lookupContainer(p.k.tx, name);
  if (isError(found)) return refuse(p, found);
  if (found.status === 'paused')
    return refuse(p, failure('conflict', `container ${found.id} is paused, unpause the container before attach`));
  if (found.status === 'restarting')
    return refuse(p, failure('conflict', `container ${found.id} is restarting, wait until the container is running`));
  startStream(p, 101);
  logContainerEvent(p.k, found, 'attach');
  keep(p, {
    id: found.id,
    stdin: boolQuery(p, 'stdin') && flag(found.config, 'OpenStdin'),
    stdout: boolQuery(p, 'stdout'),
    stderr: boolQuery(p, 'stderr'),
  });
  if (isRunning(found)) return begin(p, found);
  // attached before the start (docker run): the client is there before the first byte
  const edited = p.k.tx.edit(containerTable, found.id);
  if (edited.nextStdio === 0) edited.nextStdio = p.k.nextId('stdio');
  keep(p, {
    stdio: edited.nextStdio,
    client: attachClient(p, edited.nextStdio),
    then: 'attach.end',
    inputDone: p.locals.v.stdin !== true,
  });
  return p.waitKeys([`ctr:${found.id}`], 'attach.started');
}

function begin(p: RequestProc, container: Readonly<Container>): Next {
  const { stdin, stdout, stderr } = p.locals.v;
  return streamStdio(
    p,
    container.copier,
    { stdin: stdin === true, stdout: stdout === true, stderr: stderr === true },
    'attach.end',
  );
}

/** Sends what the process has printed; false when the client is gone. */
function forward(p: RequestProc): boolean {
  const { stdio, client, stdout, stderr } = p.locals.v;
  for (const { stream, data } of takeOutput(p, stdio as number, client as number)) {
    if (!(stream === 1 ? stdout : stderr)) continue;
    if (send(p, { kind: 'raw', stream, data }) === EPIPE) return false;
  }
  return true;
}

/** Takes input from the client to the process; the first part that does not fit is kept. */
function feed(p: RequestProc): Next | null {
  const record = p.k.tx.get(stdioTable, p.locals.v.stdio as number);
  for (;;) {
    let rest = p.locals.v.rest;
    if (typeof rest !== 'string' || rest === '') {
      const message = p.recvMsg(p.locals.fd);
      if (message === EAGAIN) return null;
      if (message === null || typeof message === 'number' || (message as unknown as ApiMessage).kind === 'end') {
        keep(p, { inputDone: true });
        if (record !== undefined && record.stdin >= 0 && record.tty === 0 && p.locals.v.stdin === true) {
          p.close(record.stdin);
          p.k.tx.edit(stdioTable, p.locals.v.stdio as number).stdin = -1;
        }
        if (message === null || typeof message === 'number') keep(p, { isGone: true });
        return null;
      }
      const raw = message as unknown as ApiMessage;
      if (raw.kind !== 'raw') continue;
      rest = raw.data;
    }
    if (record === undefined || record.stdin < 0 || p.locals.v.stdin !== true) {
      keep(p, { rest: '' });
      continue;
    }
    const n = p.write(record.stdin, rest as string);
    if (n === EAGAIN) {
      keep(p, { rest });
      return p.waitWrite(record.stdin, 'attach.pump');
    }
    keep(p, { rest: n < 0 ? '' : (rest as string).slice(n) });
  }
}

/** Labels of streaming. */
export const attachLabels = {
  'attach.started': (p: RequestProc): Next => {
    const id = p.locals.v.id as string;
    if (p.k.tx.get(stdioTable, p.locals.v.stdio as number) !== undefined) return p.goto('attach.pump');
    const found = lookupContainer(p.k.tx, id);
    if (isError(found) || (!isRunning(found) && found.error !== '')) {
      detachClient(p, p.locals.v.stdio as number, p.locals.v.client as number);
      return finish(p);
    }
    return p.waitKeys([`ctr:${id}`], 'attach.started');
  },
  'attach.pump': (p: RequestProc): Next => {
    const id = p.locals.v.stdio as number;
    const isConnected = forward(p);
    const record = p.k.tx.get(stdioTable, id);
    if (!isConnected || record === undefined || record.isDone) {
      if (isConnected) forward(p);
      detachClient(p, id, p.locals.v.client as number);
      return p.goto(p.locals.v.then as string);
    }
    const blocked = feed(p);
    if (blocked !== null) return blocked;
    if (p.locals.v.isGone === true) {
      detachClient(p, id, p.locals.v.client as number);
      return p.goto(p.locals.v.then as string);
    }
    return p.waitKeys([`att${id}`, `io${id}`, p.readKeyOf(p.locals.fd)], 'attach.pump');
  },
  'attach.end': (p: RequestProc): Next => finish(p),
};

/** POST …/resize for a container's console. */
export function containerResize(p: RequestProc, name: string): Next {
  const found = lookupContainer(p.k.tx, name);
  if (isError(found)) return refuse(p, found);
  return resizeStdio(p, found.copier);
}

/** Sets the window size of a console. */
export function resizeStdio(p: RequestProc, stdio: number): Next {
  const record = p.k.tx.get(stdioTable, stdio);
  const { h = '0', w = '0' } = p.locals.req.query;
  if (record !== undefined && record.tty !== 0 && !record.isDone) resizeTty(p.k, record.tty, Number(h), Number(w));
  return replyEmpty(p, 200);
}
