/** What a worker keeps of a client's connection and of the request on it: plain records. */
import type { Bytes } from '../../../util/bytes.ts';
import type { Settings } from './conf.ts';

export interface Request {
  /** First line as the client sent it. */
  line: Bytes;
  method: Bytes;
  /** Target as sent, and the normalised path and query of it, which internal redirects change. */
  target: Bytes;
  uri: Bytes;
  args: Bytes;
  /** 9, 10 or 11. */
  version: number;
  headers: readonly (readonly [name: Bytes, value: Bytes])[];
  body: Bytes;
  /** Bytes of the body still to come; -1: it comes in chunks. */
  bodyLeft: number;
  startedAt: number;
  length: number;
  /** Lower-cased, without the port. */
  host: Bytes;
  server: number;
  settings: Settings;
  /** What matched the location, for `alias` and `proxy_pass` with a URI. */
  prefix: Bytes;
  vars: readonly (readonly [name: Bytes, value: Bytes])[];
  captures: readonly Bytes[];
  redirects: number;
  internal: boolean;
  errorPage: boolean;
  /** Status of the answer, 0 before there is one. */
  status: number;
  /** Status that an error page keeps. */
  forced: number;
  sent: number;
  headSent: number;
  sentHeaders: readonly (readonly [name: Bytes, value: Bytes])[];
  upstreamAddr: Bytes;
  upstreamStatus: Bytes;
}

/** A connection to an upstream server under way. */
export interface Upstreaming {
  fd: number;
  group: Bytes;
  peer: number;
  tried: readonly number[];
  /** Request as it is sent; `sent` counts what is gone. */
  request: Bytes;
  written: number;
  connected: boolean;
  url: Bytes;
  /** Answer bytes not yet handled. */
  buf: Bytes;
  /** The head of the answer has gone to the client. */
  head: boolean;
  /** Bytes of the answer's body still to come; -1: until the end; -2: in chunks. */
  left: number;
  deadline: number;
}

/** An open file that is being sent. */
export interface Sending {
  fd: number;
  offset: number;
  left: number;
}

export interface Connection {
  fd: number;
  /** Number in the logs. */
  n: number;
  listen: number;
  ip: string;
  port: number;
  localIp: string;
  buf: Bytes;
  /** read: awaits a request; body: awaits its body; lookup: a host name; upstream; write: the answer is going out. */
  state: 'read' | 'body' | 'upstream' | 'write';
  req: Request | null;
  out: Bytes;
  file: Sending | null;
  chunked: boolean;
  keep: boolean;
  served: number;
  /** When an idle connection is closed, ns. */
  deadline: number;
  up: Upstreaming | null;
}

/** Value of the first header of that (lower-case) name, or ''. */
export function header(req: Request, name: Bytes): Bytes {
  for (const [key, value] of req.headers) if (key === name) return value;
  return '';
}
