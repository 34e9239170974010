/** The worker process: accepts connections and serves them by events (ngx_process_cycle.c, ngx_worker_process_cycle). */
import { EAGAIN } from '../../../kernel/errno.ts';
import type { Next, Proc } from '../../../program/program.ts';
import type { Bytes } from '../../../util/bytes.ts';
import type { Conf } from './conf.ts';
import type { Connection, Request } from './connection.ts';
import { finish, newRequest, prepare, refuse, run } from './handle.ts';
import { INFO, type LogFiles, logError, NOTICE } from './log.ts';
import { abortProxy, stepProxy } from './proxy.ts';
import { parseRequest, takeChunks } from './request.ts';
import { logAccess } from './respond.ts';
import { Turn } from './turn.ts';

export interface WorkerLocals {
  readonly role: 'worker';
  conf: Conf;
  files: LogFiles;
  /** Listening descriptors, one for each address of the configuration. */
  listening: readonly number[];
  connections: readonly Connection[];
  /** '' while serving; `quit` when it ends after the last request. */
  ending: '' | 'quit';
  nextConnection: number;
  accepted: number;
  requests: number;
  rotation: readonly (readonly [key: Bytes, n: number])[];
}

const CHUNK = 65536;
/** How soon a blocked write is tried again when nothing else happens. */
const RETRY_NS = 2e6;
/** Idle time before the first request (client_header_timeout). */
const HEADER_NS = 60e9;
const MAX_CONNECTIONS = 1024;

function closeConnection(t: Turn, c: Connection): void {
  abortProxy(t, c);
  if (c.file !== null) t.p.close(c.file.fd);
  t.p.close(c.fd);
  c.fd = -1;
}

function accept(p: Proc<WorkerLocals>, t: Turn, connections: Connection[]): void {
  const { locals } = p;
  locals.listening.forEach((fd, listen) => {
    while (connections.length < MAX_CONNECTIONS) {
      const socket = p.accept(fd);
      if (socket < 0) return;
      const peer = p.getpeername(socket);
      const own = p.getsockname(socket);
      t.accepted++;
      connections.push({
        fd: socket,
        n: locals.nextConnection++,
        listen,
        ip: typeof peer === 'number' ? '' : peer.path !== undefined ? 'unix:' : peer.ip,
        port: typeof peer === 'number' ? 0 : peer.port,
        localIp: typeof own === 'number' ? '' : own.ip,
        buf: '',
        state: 'read',
        req: null,
        out: '',
        file: null,
        chunked: false,
        keep: false,
        served: 0,
        deadline: p.now + HEADER_NS,
        up: null,
      });
    }
  });
}

/** Reads what has come. 'end' when the client will send no more. */
function fill(t: Turn, c: Connection): 'data' | 'none' | 'end' {
  const data = t.p.read(c.fd, CHUNK);
  if (data === EAGAIN) return 'none';
  if (typeof data === 'number' || data === '') return 'end';
  c.buf += data;
  return 'data';
}

/** Begins a request when its head is there. */
function readHead(t: Turn, c: Connection): boolean {
  const parsed = parseRequest(c.buf);
  if (parsed.kind === 'more') return false;
  if (parsed.kind === 'bad') {
    const req = newRequest(t, c, parsed.line, '', '', 10);
    c.req = req;
    c.buf = '';
    t.error(c, null, INFO, parsed.why);
    t.requests++;
    refuse(t, c, req, parsed.status);
    return true;
  }
  const req: Request = {
    ...newRequest(t, c, parsed.line, parsed.method, parsed.target, parsed.version),
    headers: parsed.headers,
    length: parsed.length,
  };
  c.req = req;
  c.buf = c.buf.slice(parsed.length);
  t.requests++;
  const status = prepare(t, c, req);
  if (status !== 0) {
    refuse(t, c, req, status);
    return true;
  }
  const { maxBody } = req.settings;
  if (maxBody > 0 && req.bodyLeft > maxBody) {
    t.error(c, req, 4, `client intended to send too large body: ${req.bodyLeft} bytes`);
    refuse(t, c, req, 413);
    return true;
  }
  if (
    req.headers.some(([name, value]) => name === 'expect' && value.toLowerCase() === '100-continue') &&
    req.bodyLeft !== 0
  )
    c.out += 'HTTP/1.1 100 Continue\r\n\r\n';
  c.state = 'body';
  return true;
}

/** Takes the body; true when it is complete. */
function readBody(t: Turn, c: Connection, req: Request): boolean {
  if (req.bodyLeft >= 0) {
    const data = c.buf.slice(0, req.bodyLeft);
    req.body += data;
    req.bodyLeft -= data.length;
    c.buf = c.buf.slice(data.length);
    return req.bodyLeft === 0;
  }
  const chunks = takeChunks(c.buf);
  if (chunks === null) {
    refuse(t, c, req, 400);
    return false;
  }
  req.body += chunks.data;
  c.buf = chunks.rest;
  return chunks.done;
}

/** Writes what is queued and then the file; true when all of it has gone. */
function drain(t: Turn, c: Connection): boolean {
  const { p } = t;
  for (;;) {
    if (c.out === '' && c.file !== null) {
      const data = p.pread(c.file.fd, Math.min(CHUNK, c.file.left), c.file.offset);
      if (typeof data === 'number' || data === '') {
        // the file has become shorter than what was promised
        p.close(c.file.fd);
        c.file = null;
        c.keep = false;
        continue;
      }
      if (c.req !== null) c.req.sent += data.length;
      c.file.offset += data.length;
      c.file.left -= data.length;
      c.out = data;
      if (c.file.left === 0) {
        p.close(c.file.fd);
        c.file = null;
      }
    }
    if (c.out === '') return true;
    const n = p.write(c.fd, c.out);
    if (n === EAGAIN) return false;
    if (n < 0) {
      if (c.file !== null) p.close(c.file.fd);
      c.file = null;
      c.out = '';
      c.keep = false;
      return true;
    }
    c.out = c.out.slice(n);
  }
}

function endRequest(t: Turn, c: Connection, req: Request, closing: boolean): void {
  logAccess(t, c, req);
  c.req = null;
  c.served++;
  if (!c.keep || closing) {
    closeConnection(t, c);
    return;
  }
  c.state = 'read';
  c.deadline = t.p.now + req.settings.keepaliveNs;
}

/** Takes one connection as far as it goes. */
function advance(t: Turn, c: Connection, closing: boolean): void {
  while (c.fd >= 0) {
    const { req } = c;
    if (c.state === 'read') {
      if (readHead(t, c)) continue;
      const got = fill(t, c);
      if (got === 'data') continue;
      if (got === 'end' || t.p.now >= c.deadline || (closing && c.buf === '')) closeConnection(t, c);
      return;
    }
    if (req === null) return;
    if (c.state === 'body') {
      if (c.out !== '') drain(t, c);
      if (readBody(t, c, req)) {
        run(t, c, req);
        continue;
      }
      if ((c.state as string) === 'write') continue;
      const got = fill(t, c);
      if (got === 'data') continue;
      if (got === 'end') {
        req.status = 400;
        c.keep = false;
        endRequest(t, c, req, true);
      }
      return;
    }
    if (c.state === 'upstream') {
      if (c.up !== null) finish(t, c, req, stepProxy(t, c, req, c.up));
      const gone = c.state === 'upstream' && fill(t, c) === 'end' && !drainOpen(t, c);
      if (gone) {
        abortProxy(t, c);
        req.status = 499;
        c.keep = false;
        endRequest(t, c, req, true);
        return;
      }
      if (c.state !== 'upstream') continue;
      drain(t, c);
      return;
    }
    if (!drain(t, c)) return;
    endRequest(t, c, req, closing);
  }
}

/** A client that has only shut its sending side can still be written to. */
function drainOpen(t: Turn, c: Connection): boolean {
  return typeof t.p.getpeername(c.fd) !== 'number';
}

/** What the worker waits for. */
function sleep(p: Proc<WorkerLocals>, t: Turn, connections: readonly Connection[]): Next {
  const fds: number[] = [...p.locals.listening];
  let until = Number.MAX_SAFE_INTEGER;
  for (const c of connections) {
    if (c.out !== '' || c.file !== null) until = Math.min(until, p.now + RETRY_NS);
    else if (c.state === 'read' || c.state === 'body') fds.push(c.fd);
    if (c.state === 'read') until = Math.min(until, c.deadline);
    if (c.up !== null) {
      if (c.up.connected && c.up.written >= c.up.request.length) fds.push(c.up.fd);
      else until = Math.min(until, p.now + RETRY_NS);
      until = Math.min(until, c.up.deadline);
    }
  }
  t.waiting = 0;
  return p.poll(fds, 'worker', until === Number.MAX_SAFE_INTEGER ? -1 : Math.max(1, until - p.now));
}

/** Label `worker`: one round of events. */
export function workerLoop(p: Proc<WorkerLocals>): Next {
  const { locals } = p;
  const t = new Turn(p, locals.conf, locals.files, locals, locals.rotation);
  const connections = locals.connections.map(
    (c): Connection => ({
      ...c,
      req: c.req === null ? null : { ...c.req },
      up: c.up === null ? null : { ...c.up },
      file: c.file === null ? null : { ...c.file },
    }),
  );
  if (locals.ending === '') accept(p, t, connections);
  t.active = connections.length;
  t.waiting = connections.filter((c) => c.state === 'read').length;
  for (const c of connections) advance(t, c, locals.ending !== '');
  const open = connections.filter((c) => c.fd >= 0);
  locals.connections = open;
  locals.accepted = t.accepted;
  locals.requests = t.requests;
  locals.rotation = t.rotation;
  if (locals.ending !== '' && open.length === 0) return endWorker(p);
  return sleep(p, t, open);
}

/** Last words of a worker. */
export function endWorker(p: Proc<WorkerLocals>): Next {
  const { conf, files } = p.locals;
  logError(p, conf.errorLogs, files, NOTICE, 'exiting');
  logError(p, conf.errorLogs, files, NOTICE, 'exit');
  return p.exit(0);
}

/** SIGQUIT: no more connections, and an end after those there are. */
export function quitWorker(p: Proc<WorkerLocals>): Next {
  logError(p, p.locals.conf.errorLogs, p.locals.files, NOTICE, 'gracefully shutting down');
  for (const fd of p.locals.listening) p.close(fd);
  p.locals.listening = [];
  p.locals.ending = 'quit';
  return p.goto('worker');
}
