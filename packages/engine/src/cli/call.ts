/** Requests to the daemon: one connection each, answered through the label `call`. */
import { kindOfStatus } from '../api/errdefs.ts';
import type { Value } from '../api/json.ts';
import type { ApiHead, ApiMessage, ApiRequest } from '../api/message.ts';
import { EACCES, EAGAIN, EPERM } from '../kernel/errno.ts';
import type { Next } from '../program/program.ts';
import type { Bytes } from '../util/bytes.ts';
import type { Call, Cli } from './locals.ts';
import { pathEscape, queryEncode } from './url.ts';

/** Label of the handler that collects answers. */
export const CALL = 'call';

function failed(request: ApiRequest, error: Bytes): Call {
  return {
    fd: -1,
    method: request.method,
    path: request.path,
    status: 0,
    headers: {},
    chunks: [],
    error,
    done: true,
    hold: false,
  };
}

/** `client.ErrorConnectionFailed` and its sister for EACCES, as moby's client/request.go words them. */
function connectError(socket: Bytes, request: ApiRequest, errno: number): Bytes {
  if (errno !== EACCES && errno !== EPERM)
    return `Cannot connect to the Docker daemon at unix://${socket}. Is the docker daemon running?`;
  // create asks for the daemon's platform before anything else
  const create = request.path === '/containers/create';
  const verb = create ? 'Head' : request.method.charAt(0) + request.method.slice(1).toLowerCase();
  const url = create ? '/_ping' : `/v1.51${request.path}${queryEncode(request.query)}`;
  return (
    `permission denied while trying to connect to the Docker daemon socket at unix://${socket}: ` +
    `${verb} "http://${pathEscape(socket)}${url}": dial unix ${socket}: connect: permission denied`
  );
}

/** What the client says of an empty name without asking the daemon (`trimID` of moby's client), '' when there is a name. */
function namelessError(request: ApiRequest): Bytes {
  const { path } = request;
  if (!path.endsWith('/') && !path.includes('//') && path !== '/commit') return '';
  for (const kind of ['container', 'network', 'volume'] as const) {
    const base = `/${kind}s/`;
    if (path === base || path.startsWith(`${base}/`)) return `invalid ${kind} name or ID: value is empty`;
  }
  if (path === '/commit' && (request.query['container'] ?? '') === '')
    return 'invalid container name or ID: value is empty';
  return path === '/images//json' ? 'Error: No such image: ' : '';
}

/** Connects and sends. A unix socket takes a connection at once or refuses it; its queue has room for the first message. */
export function open(p: Cli, request: ApiRequest, hold = false): Call {
  const { socket } = p.locals;
  const nameless = namelessError(request);
  if (nameless !== '') return failed(request, nameless);
  const fd = p.socket('unix', 'stream');
  if (fd < 0) return failed(request, connectError(socket, request, fd));
  p.setCloexec(fd, true);
  const connected = p.connect(fd, { ip: '', port: 0, path: socket });
  const sent = connected < 0 ? connected : p.sendMsg(fd, request as unknown as Value);
  if (sent < 0) {
    p.close(fd);
    return failed(request, connectError(socket, request, sent));
  }
  return {
    fd,
    method: request.method,
    path: request.path,
    status: 0,
    headers: {},
    chunks: [],
    error: '',
    done: false,
    hold,
  };
}

/** The next message on `fd`; null: the daemon has closed the connection; undefined: none is there yet. */
export function receive(p: Cli, fd: number): ApiMessage | null | undefined {
  const message = p.recvMsg(fd);
  if (message === null) return null;
  if (typeof message !== 'number') return message as unknown as ApiMessage;
  return message === EAGAIN ? undefined : null;
}

function lost(socket: Bytes): Bytes {
  return `error during connect: the daemon at unix://${socket} closed the connection: EOF`;
}

/** Takes what has arrived for one call that is not done. */
export function drain(p: Cli, before: Call): Call {
  let call = before;
  for (;;) {
    const message = receive(p, call.fd);
    if (message === undefined) return call;
    if (message === null || message.kind === 'end') {
      p.close(call.fd);
      return { ...call, done: true, error: call.status === 0 ? lost(p.locals.socket) : '' };
    }
    if (message.kind === 'head') {
      call = { ...call, status: message.status, headers: (message as ApiHead).headers };
      if (call.hold && message.status < 300) return { ...call, done: true };
    } else if (message.kind === 'chunk') call = { ...call, chunks: [...call.chunks, message.data] };
  }
}

/** The handler of the label `call`: goes on at `next` when all calls are answered. */
export function collect(p: Cli): Next {
  const { calls } = p.locals;
  const waiting: number[] = [];
  const now: Call[] = [];
  for (const call of calls) {
    const after = call.done ? call : drain(p, call);
    now.push(after);
    if (!after.done) waiting.push(after.fd);
  }
  p.locals.calls = now;
  if (waiting.length === 0) return p.goto(p.locals.next);
  return waiting.length === 1 ? p.waitRead(waiting[0] as number, CALL) : p.poll(waiting, CALL);
}

/** Sends one request; `next` finds the answer in `answer(p)`. */
export function call(p: Cli, request: ApiRequest, next: string): Next {
  const sent = open(p, request);
  p.locals.calls = [sent];
  p.locals.next = next;
  return sent.done ? p.goto(next) : p.waitRead(sent.fd, CALL);
}

/** Sends a request whose answer is a stream: `next` runs when its head has come (or its error), and reads `answer(p).fd` itself. */
export function callStream(p: Cli, request: ApiRequest, next: string): Next {
  const sent = open(p, request, true);
  p.locals.calls = [sent];
  p.locals.next = next;
  return sent.done ? p.goto(next) : p.waitRead(sent.fd, CALL);
}

/** Sends several requests at once, each on its own connection. */
export function callAll(p: Cli, requests: readonly ApiRequest[], next: string): Next {
  p.locals.calls = requests.map((request) => open(p, request));
  p.locals.next = next;
  return p.goto(CALL);
}

/** The answer to the only (or first) request. */
export function answer(p: Cli): Call {
  return p.locals.calls[0] as Call;
}

/** The JSON document of an answer, null when it has none. */
export function document(c: Call): Value {
  return c.chunks.length > 0 ? (c.chunks[0] as Value) : null;
}

/** The document as an object of the API. */
export function object(c: Call): { readonly [key: string]: Value } {
  const value = document(c);
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as { readonly [key: string]: Value })
    : {};
}

/** The document as a list. */
export function list(c: Call): readonly Value[] {
  const value = document(c);
  return Array.isArray(value) ? value : [];
}

/** Text of an error head and body: `Error response from daemon: …`. */
export function daemonError(status: number, body: Value): Bytes {
  const message =
    body !== null && typeof body === 'object' && !Array.isArray(body) ? (body as { message?: Value }).message : body;
  if (typeof message === 'string' && message.trim() !== '') return `Error response from daemon: ${message.trim()}`;
  return `Error response from daemon: request returned ${status}`;
}

/** Why a call failed, as the user reads it; '' when it did not. */
export function errorOf(c: Call): Bytes {
  if (c.error !== '') return c.error;
  return c.status >= 400 ? daemonError(c.status, document(c)) : '';
}

/** As `errorOf`, for attach and exec: the daemon's text is lost when it does not upgrade the connection. */
export function upgradeError(c: Call): Bytes {
  if (c.error !== '' || c.status < 400) return c.error;
  return `unable to upgrade to tcp, received ${c.status}`;
}

/** Whether the object that a call was about is not there. */
export function isNotFound(c: Call): boolean {
  return kindOfStatus(c.status) === 'not-found';
}
