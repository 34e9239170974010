/** One request on one connection: a thread of dockerd with its locals, and the ways to answer. */
import type { ApiMessage, ApiRequest } from '../../api/message.ts';
import type { Next, Proc } from '../../program/program.ts';
import type { Value } from '../../store/table.ts';
import { type DaemonError, type ErrorKind, failure } from '../errors.ts';
import { httpStatus } from './http-status.ts';

/** Locals of a request thread. `id` names the object of the path; `v` is what the handler keeps between labels. */
export interface RequestLocals {
  fd: number;
  req: ApiRequest;
  id: string;
  v: { readonly [name: string]: Value };
}

export type RequestProc = Proc<RequestLocals>;
/** First label of an endpoint, called in the thread that read the request. */
export type Endpoint = (p: RequestProc, arg: string) => Next;

/** Keeps `values` for later labels. */
export function keep(p: RequestProc, values: { readonly [name: string]: Value }): void {
  p.locals.v = { ...p.locals.v, ...values };
}

/** Sends one message; a client that is gone is not an error. */
export function send(p: RequestProc, message: ApiMessage): number {
  return p.sendMsg(p.locals.fd, message as unknown as Value);
}

/** Ends the connection and the thread. */
export function finish(p: RequestProc): Next {
  send(p, { kind: 'end' });
  p.close(p.locals.fd);
  return p.exit(0);
}

/** A whole JSON answer. */
export function reply(p: RequestProc, status: number, data: Value): Next {
  send(p, { kind: 'head', status, headers: {} });
  send(p, { kind: 'chunk', data });
  return finish(p);
}

/** An answer without body (204, 304, 201). */
export function replyEmpty(p: RequestProc, status: number): Next {
  send(p, { kind: 'head', status, headers: {} });
  return finish(p);
}

/** The answer to a failed request. */
export function refuse(p: RequestProc, error: DaemonError): Next {
  if (error.error === 'notModified') return replyEmpty(p, 304);
  return reply(p, httpStatus(error.error), { message: error.message });
}

/** Shorthand: refuse with a kind and a message. */
export function refuseWith(p: RequestProc, kind: ErrorKind, message: string): Next {
  return refuse(p, failure(kind, message));
}

/** Starts a stream of JSON documents or raw frames. */
export function startStream(p: RequestProc, status: number): void {
  send(p, { kind: 'head', status, headers: {} });
}

/** A query flag as moby reads it (httputils.BoolValue): absent, '', 0, no, false and none are false. */
export function boolQuery(p: RequestProc, name: string): boolean {
  const value = (p.locals.req.query[name] ?? '').trim().toLowerCase();
  return !(value === '' || value === '0' || value === 'no' || value === 'false' || value === 'none');
}
