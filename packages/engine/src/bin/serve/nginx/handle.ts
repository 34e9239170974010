/** The phases of a request, from its location to its answer (ngx_http_core_run_phases). */
import { S_IFDIR, S_IFMT, S_IFREG } from '../../../kernel/syscall.ts';
import type { Bytes } from '../../../util/bytes.ts';
import type { RewriteStep, Settings } from './conf.ts';
import { type Connection, header, type Request } from './connection.ts';
import { findLocation, findServer } from './locate.ts';
import { ERROR } from './log.ts';
import { beginProxy } from './proxy.ts';
import { normalise } from './request.ts';
import { absoluteUrl, endBody, sendAll, sendBody, sendHead } from './respond.ts';
import { contentType, mapPath, type Outcome, serveStatic, serveStatus } from './static.ts';
import { statusPage } from './status.ts';
import { inNetwork, type Turn } from './turn.ts';
import { SERVER } from './version.ts';

const MAX_REDIRECTS = 10;

/** What the rewrite phase came to. */
type Rewritten =
  | { readonly kind: 'go' }
  | { readonly kind: 'again' }
  | { readonly kind: 'answer'; readonly outcome: Outcome };

function holds(t: Turn, c: Connection, req: Request, test: readonly Bytes[]): boolean {
  const [operator, a, b] = test as [Bytes, Bytes, Bytes?];
  const left = t.text(c, req, a);
  switch (operator) {
    case '':
      return left !== '' && left !== '0';
    case '=':
      return left === t.text(c, req, b as Bytes);
    case '!=':
      return left !== t.text(c, req, b as Bytes);
    case '~':
    case '~*':
      return t.matchInto(req, b as Bytes, operator === '~*', left);
    case '!~':
    case '!~*':
      return t.match(b as Bytes, operator === '!~*', left) === null;
    default: {
      const stat = t.p.stat(left);
      const kind = operator.charAt(operator.length - 1);
      const mode = typeof stat === 'number' ? 0 : stat.mode;
      const yes =
        kind === 'f'
          ? (mode & S_IFMT) === S_IFREG
          : kind === 'd'
            ? (mode & S_IFMT) === S_IFDIR
            : kind === 'e'
              ? mode !== 0
              : (mode & 0o111) !== 0;
      return yes !== operator.startsWith('!');
    }
  }
}

function answerReturn(t: Turn, c: Connection, req: Request, status: number, text: Bytes): Outcome {
  const value = t.text(c, req, text);
  if (status >= 301 && status <= 308 && status !== 304 && status !== 305 && status !== 306)
    return { status, location: value };
  if (status === 444) {
    c.keep = false;
    c.out = '';
    req.status = 444;
    c.state = 'write';
    return 0;
  }
  if (text === '' && status >= 400) return { status };
  sendAll(
    t,
    c,
    req,
    { status: req.forced !== 0 ? req.forced : status, type: status === 204 ? '' : contentType(req) },
    value,
  );
  return 0;
}

function rewriteUri(t: Turn, c: Connection, req: Request, step: RewriteStep & { op: 'rewrite' }): Outcome | null {
  let to = t.text(c, req, step.to);
  const keepArgs = !to.endsWith('?');
  if (!keepArgs) to = to.slice(0, -1);
  if (step.flag === 'redirect' || step.flag === 'permanent') {
    const args = keepArgs && req.args !== '' ? `${to.includes('?') ? '&' : '?'}${req.args}` : '';
    return { status: step.flag === 'redirect' ? 302 : 301, location: absoluteUrl(t, c, req, to + args) };
  }
  const question = to.indexOf('?');
  req.uri = question < 0 ? to : to.slice(0, question);
  const added = question < 0 ? '' : to.slice(question + 1);
  req.args = !keepArgs ? added : added === '' ? req.args : req.args === '' ? added : `${added}&${req.args}`;
  if (!req.uri.startsWith('/')) {
    t.error(c, req, ERROR, `the rewritten URI has a zero length`);
    return { status: 500 };
  }
  return null;
}

/** Runs the steps of a server or a location. `inLocation`: `last` searches for a location again. */
function runSteps(t: Turn, c: Connection, req: Request, steps: readonly RewriteStep[], inLocation: boolean): Rewritten {
  let changed = false;
  for (const step of steps) {
    if (step.op === 'return') return { kind: 'answer', outcome: answerReturn(t, c, req, step.status, step.text) };
    if (step.op === 'break') return { kind: 'go' };
    if (step.op === 'set')
      req.vars = [...req.vars.filter((v) => v[0] !== step.name), [step.name, t.text(c, req, step.value)]];
    else if (step.op === 'if') {
      if (!holds(t, c, req, step.test)) continue;
      if (inLocation) req.settings = step.settings;
      const inner = runSteps(t, c, req, step.steps, inLocation);
      if (inner.kind !== 'go') return inner;
    } else {
      if (!t.matchInto(req, step.pattern, false, req.uri)) continue;
      const outcome = rewriteUri(t, c, req, step);
      if (outcome !== null) return { kind: 'answer', outcome };
      changed = true;
      if (step.flag === 'break') return { kind: 'go' };
      if (step.flag === 'last') return { kind: 'again' };
    }
  }
  return changed && inLocation ? { kind: 'again' } : { kind: 'go' };
}

function cycle(t: Turn, c: Connection, req: Request): Outcome {
  t.error(c, req, ERROR, `rewrite or internal redirection cycle while processing "${req.uri}"`);
  return { status: 500 };
}

/** Finds the location and runs everything up to an outcome. `named`: a location `@name` to go to. */
function process(t: Turn, c: Connection, req: Request, named: Bytes): Outcome {
  const server = t.serverOf(req);
  if (named === '') {
    const first = runSteps(t, c, req, server.steps, false);
    if (first.kind === 'answer') return first.outcome;
  }
  let wanted = named;
  for (;;) {
    req.settings = server.settings;
    req.prefix = '';
    const found =
      wanted === ''
        ? findLocation(t, req, server.locations)
        : { location: server.locations.find((l) => l.kind === '@' && l.name === wanted) ?? null };
    if ('redirect' in found)
      return {
        status: 301,
        location: absoluteUrl(t, c, req, `${found.redirect}${req.args === '' ? '' : `?${req.args}`}`),
      };
    const { location } = found;
    if (location === null && wanted !== '') {
      t.error(c, req, ERROR, `could not find named location "${wanted}"`);
      return { status: 500 };
    }
    if (location === null) break;
    req.settings = location.settings;
    req.prefix = location.kind === '' || location.kind === '^~' || location.kind === '=' ? location.name : '';
    if (location.settings.internal && !req.internal) return { status: 404 };
    const rewritten = runSteps(t, c, req, location.steps, true);
    if (rewritten.kind === 'answer') return rewritten.outcome;
    if (rewritten.kind === 'go') break;
    wanted = '';
    if (++req.redirects > MAX_REDIRECTS) return cycle(t, c, req);
  }
  return content(t, c, req);
}

function content(t: Turn, c: Connection, req: Request): Outcome {
  const { settings } = req;
  const denied = refused(c, settings);
  if (denied) {
    t.error(c, req, ERROR, 'access forbidden by rule');
    return { status: 403 };
  }
  if (settings.tryFiles.length > 0) {
    const outcome = tryFiles(t, c, req);
    if (outcome !== null) return outcome;
  }
  if (settings.proxy !== null) return beginProxy(t, c, req);
  return settings.stubStatus ? serveStatus(t, c, req) : serveStatic(t, c, req);
}

function refused(c: Connection, settings: Settings): boolean {
  for (const rule of settings.access) if (inNetwork(c.ip, rule.network)) return !rule.allow;
  return false;
}

/** The first of the files that exists becomes the URI; null goes on with it. */
function tryFiles(t: Turn, c: Connection, req: Request): Outcome | null {
  const list = req.settings.tryFiles;
  for (const text of list.slice(0, -1)) {
    const name = t.text(c, req, text);
    const folder = name.endsWith('/');
    const stat = t.p.stat(mapPath(t, c, req, folder ? name.slice(0, -1) : name));
    if (typeof stat === 'number' || ((stat.mode & S_IFMT) === S_IFDIR) !== folder) continue;
    req.uri = name;
    return null;
  }
  const last = t.text(c, req, list[list.length - 1] as Bytes);
  if (last.startsWith('=')) return { status: Number(last.slice(1)) };
  return { redirect: last };
}

/** Follows outcomes until the answer is on its way or the request waits for something. */
export function finish(t: Turn, c: Connection, req: Request, first: Outcome): void {
  let outcome = first;
  while (outcome !== 0) {
    if ('redirect' in outcome) {
      if (++req.redirects > MAX_REDIRECTS) {
        outcome = cycle(t, c, req);
        continue;
      }
      req.internal = true;
      outcome = goTo(t, c, req, outcome.redirect);
    } else outcome = special(t, c, req, outcome.status, outcome.location ?? '');
  }
}

function goTo(t: Turn, c: Connection, req: Request, to: Bytes): Outcome {
  if (to.startsWith('@')) return process(t, c, req, to);
  const question = to.indexOf('?');
  req.uri = question < 0 ? to : to.slice(0, question);
  if (question >= 0) req.args = to.slice(question + 1);
  return process(t, c, req, '');
}

/** A status from 300 up: its page, its redirect, or nginx's own page (ngx_http_special_response_handler). */
function special(t: Turn, c: Connection, req: Request, status: number, location: Bytes): Outcome {
  const page = req.errorPage ? undefined : req.settings.errorPages.find((entry) => entry.codes.includes(status));
  if (page !== undefined) {
    req.errorPage = true;
    req.forced = page.overwrite === 0 ? status : page.overwrite < 0 ? 0 : page.overwrite;
    const uri = t.text(c, req, page.uri);
    if (req.method !== 'HEAD') req.method = 'GET';
    if (uri.startsWith('/') || uri.startsWith('@')) return { redirect: uri };
    req.forced = 0;
    return special(t, c, req, page.overwrite >= 301 && page.overwrite <= 308 ? page.overwrite : 302, uri);
  }
  const final = req.forced !== 0 && req.errorPage ? req.forced : status;
  const body = statusPage(final, req.settings.tokens ? SERVER : 'nginx');
  const where = final === 416 ? '' : absoluteUrl(t, c, req, location);
  sendHead(t, c, req, {
    status: final,
    type: body === '' ? '' : 'text/html',
    length: body.length,
    location: final >= 300 && final < 309 ? where : '',
    more: final === 416 ? [['Content-Range', location]] : [],
  });
  sendBody(c, req, body);
  endBody(c, req);
  return 0;
}

/** A new request record for what was parsed. */
export function newRequest(
  t: Turn,
  c: Connection,
  line: Bytes,
  method: Bytes,
  target: Bytes,
  version: number,
): Request {
  const server = t.conf.listens[c.listen]?.servers[0] ?? 0;
  return {
    line,
    method,
    target,
    uri: '',
    args: '',
    version,
    headers: [],
    body: '',
    bodyLeft: 0,
    startedAt: t.p.now,
    length: 0,
    host: '',
    server,
    settings: (t.conf.servers[server] as { settings: Settings }).settings,
    prefix: '',
    vars: [],
    captures: [],
    redirects: 0,
    internal: false,
    errorPage: false,
    status: 0,
    forced: 0,
    sent: 0,
    headSent: 0,
    sentHeaders: [],
    upstreamAddr: '',
    upstreamStatus: '',
  };
}

/** Prepares a request whose head is complete; a status when it must be refused. */
export function prepare(t: Turn, c: Connection, req: Request): number {
  const listen = t.conf.listens[c.listen];
  const host = header(req, 'host').toLowerCase();
  const target = /^[a-zA-Z][a-zA-Z0-9+.-]*:\/\/([^/?#]*)/.exec(req.target);
  const name = (target === null ? host : (target[1] as string).toLowerCase()).replace(/:\d*$/, '').replace(/\.$/, '');
  if (/[^\w.\-:[\]~!$&'()*+,;=%]/.test(name)) return 400;
  req.host = name;
  if (listen !== undefined) req.server = findServer(t, listen, name);
  req.settings = t.serverOf(req).settings;
  if (req.version >= 11 && req.headers.every(([key]) => key !== 'host')) return 400;
  const connection = header(req, 'connection').toLowerCase();
  c.keep =
    req.settings.keepaliveNs > 0 &&
    (req.version >= 11 ? !connection.includes('close') : req.version === 10 && connection.includes('keep-alive'));
  const parsed = req.target === '*' ? { uri: '*', args: '' } : normalise(req.target);
  if (parsed === null) return 400;
  req.uri = parsed.uri;
  req.args = parsed.args;
  if (req.method === 'TRACE') return 405;
  const coding = header(req, 'transfer-encoding').toLowerCase();
  const length = header(req, 'content-length');
  if (coding !== '' && coding !== 'chunked') return 501;
  if (length !== '' && !/^\d+$/.test(length)) return 400;
  req.bodyLeft = coding === 'chunked' ? -1 : length === '' ? 0 : Number(length);
  return 0;
}

/** Runs a request whose body is there. */
export function run(t: Turn, c: Connection, req: Request): void {
  finish(t, c, req, process(t, c, req, ''));
}

/** Refuses a request before it is run. */
export function refuse(t: Turn, c: Connection, req: Request, status: number): void {
  finish(t, c, req, { status });
}
