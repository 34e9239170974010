/** Passing requests to upstream servers (ngx_http_proxy_module.c, ngx_http_upstream.c, ngx_http_upstream_round_robin.c). */
import { EAGAIN, EINPROGRESS, type Errno, strerror } from '../../../kernel/errno.ts';
import type { Bytes } from '../../../util/bytes.ts';
import type { Peer, Upstream } from './conf.ts';
import { type Connection, header, type Request, type Upstreaming } from './connection.ts';
import { ERROR } from './log.ts';
import { takeChunks } from './request.ts';
import { endBody, sendBody, sendHead } from './respond.ts';
import type { Outcome } from './static.ts';
import type { Turn } from './turn.ts';

const HIDDEN = new Set([
  'date',
  'server',
  'x-pad',
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'content-type',
  'location',
  'last-modified',
  'etag',
  'accept-ranges',
  'upgrade',
  'trailer',
  'proxy-connection',
]);
const SKIPPED = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'te',
  'keep-alive',
  'expect',
  'upgrade',
]);

function counter(t: Turn, key: Bytes): number {
  return t.rotation.find((entry) => entry[0] === key)?.[1] ?? 0;
}

function setCounter(t: Turn, key: Bytes, n: number): void {
  t.rotation = [...t.rotation.filter((entry) => entry[0] !== key), [key, n]];
}

/** The next peer of a group by smooth weighted round robin, or -1; peers that failed lately and those tried already are passed over. */
function choosePeer(t: Turn, group: Upstream, tried: readonly number[]): number {
  const failed = (peer: Peer, i: number): boolean => {
    if (group.peers.length === 1 || peer.maxFails === 0) return false;
    const until = counter(t, `fail:${group.name}:${i}`);
    return until > t.p.now;
  };
  for (const backup of [false, true]) {
    let best = -1;
    let total = 0;
    group.peers.forEach((peer, i) => {
      if (peer.backup !== backup || tried.includes(i) || failed(peer, i)) return;
      total += peer.weight;
      const current = counter(t, `rr:${group.name}:${i}`) + peer.weight;
      setCounter(t, `rr:${group.name}:${i}`, current);
      if (best < 0 || current > counter(t, `rr:${group.name}:${best}`)) best = i;
    });
    if (best >= 0) {
      setCounter(t, `rr:${group.name}:${best}`, counter(t, `rr:${group.name}:${best}`) - total);
      return best;
    }
  }
  return -1;
}

function requestUri(req: Request): Bytes {
  const { proxy } = req.settings;
  const escaped = (text: Bytes): Bytes =>
    text.replace(/[^!$&-;=@-Z_a-z~]/g, (ch) => `%${ch.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
  const query = req.args === '' ? '' : `?${req.args}`;
  if (proxy === null || proxy.uri === null)
    return req.internal || req.redirects > 0
      ? escaped(req.uri) + query
      : req.target.replace(/^[a-zA-Z][a-zA-Z0-9+.-]*:\/\/[^/?#]*/, '') || '/';
  return proxy.uri + escaped(req.uri.slice(req.prefix.length)) + query;
}

function buildRequest(t: Turn, c: Connection, req: Request, host: Bytes, uri: Bytes): Bytes {
  const { settings } = req;
  const set = settings.proxyHeaders.map(([name, value]) => [name, t.text(c, req, value)] as const);
  const named = (name: Bytes): boolean => set.some((entry) => entry[0].toLowerCase() === name);
  let text = `${req.method} ${uri} HTTP/${settings.proxyVersion}\r\n`;
  for (const [name, value] of set) if (value !== '') text += `${name}: ${value}\r\n`;
  if (!named('host')) text += `Host: ${host}\r\n`;
  if (!named('connection')) text += 'Connection: close\r\n';
  if (req.body !== '' || header(req, 'content-length') !== '') text += `Content-Length: ${req.body.length}\r\n`;
  for (const [name, value] of req.headers)
    if (!SKIPPED.has(name) && !named(name)) text += `${originalName(name)}: ${value}\r\n`;
  return `${text}\r\n${req.body}`;
}

/** Header names are kept in lower case; on the wire each word has its capital. */
function originalName(name: Bytes): Bytes {
  return name.replace(/(^|-)[a-z]/g, (ch) => ch.toUpperCase());
}

/** Begins to pass `req` on. */
export function beginProxy(t: Turn, c: Connection, req: Request): Outcome {
  const proxy = req.settings.proxy;
  if (proxy === null) return { status: 500 };
  let { upstream, host } = proxy;
  let uri = requestUri(req);
  if (proxy.variable) {
    const url = t.text(c, req, proxy.url);
    const m = /^http:\/\/([^/?]*)([/?].*)?$/.exec(url);
    if (m === null) {
      t.error(c, req, ERROR, `invalid URL prefix in "${url}"`);
      return { status: 500 };
    }
    upstream = m[1] as string;
    host = upstream;
    uri = m[2] ?? uri;
    if (t.conf.upstreams.every((group) => group.name !== upstream)) {
      t.error(c, req, ERROR, `no resolver defined to resolve ${upstream.replace(/:\d+$/, '')}`);
      return { status: 502 };
    }
  }
  c.up = {
    fd: -1,
    group: upstream,
    peer: -1,
    tried: [],
    request: buildRequest(t, c, req, host, uri),
    written: 0,
    connected: false,
    url: uri,
    buf: '',
    head: false,
    left: -1,
    deadline: 0,
  };
  c.state = 'upstream';
  return connectNext(t, c, req, c.up);
}

function groupOf(t: Turn, up: Upstreaming): Upstream {
  return t.conf.upstreams.find((group) => group.name === up.group) as Upstream;
}

function peerUrl(t: Turn, up: Upstreaming): Bytes {
  const peer = groupOf(t, up).peers[up.peer];
  return peer === undefined ? `http://${up.group}${up.url}` : `http://${peer.ip}:${peer.port}${up.url}`;
}

function connectNext(t: Turn, c: Connection, req: Request, up: Upstreaming): Outcome {
  const group = groupOf(t, up);
  const i = choosePeer(t, group, up.tried);
  if (i < 0) {
    if (up.tried.length === 0 || up.tried.length < group.peers.length)
      t.error(c, req, ERROR, 'no live upstreams while connecting to upstream', `http://${up.group}${up.url}`);
    c.up = null;
    return { status: up.tried.length > 0 && req.upstreamStatus.endsWith('504') ? 504 : 502 };
  }
  const peer = group.peers[i] as Peer;
  up.peer = i;
  up.tried = [...up.tried, i];
  up.written = 0;
  up.connected = false;
  up.buf = '';
  req.upstreamAddr += `${req.upstreamAddr === '' ? '' : ', '}${peer.ip}:${peer.port}`;
  const fd = t.p.socket(peer.ip.includes(':') ? 'inet6' : 'inet', 'stream');
  if (fd < 0) return failPeer(t, c, req, up, fd, 'socket()', '');
  up.fd = fd;
  up.deadline = t.p.now + req.settings.connectTimeoutNs;
  const errno = t.p.connect(fd, { ip: peer.ip, port: peer.port });
  if (errno === 0) up.connected = true;
  else if (errno !== EINPROGRESS && errno !== EAGAIN)
    return failPeer(t, c, req, up, errno, 'connect()', ' while connecting to upstream');
  return 0;
}

function dropPeer(t: Turn, up: Upstreaming): void {
  if (up.fd >= 0) t.p.close(up.fd);
  up.fd = -1;
}

/** A peer failed: logs why and goes on to the next one as `proxy_next_upstream` allows. */
function failPeer(
  t: Turn,
  c: Connection,
  req: Request,
  up: Upstreaming,
  errno: Errno,
  call: string,
  what: string,
  status = 502,
): Outcome {
  const peer = groupOf(t, up).peers[up.peer];
  t.error(c, req, ERROR, errno === 0 ? what : `${call} failed (${-errno}: ${strerror(errno)})${what}`, peerUrl(t, up));
  dropPeer(t, up);
  req.upstreamStatus += `${req.upstreamStatus === '' ? '' : ', '}${status}`;
  if (peer !== undefined && peer.maxFails > 0)
    setCounter(t, `fail:${up.group}:${up.peer}`, t.p.now + peer.failTimeoutNs);
  const { nextUpstream } = req.settings;
  const again =
    !nextUpstream.includes('off') && nextUpstream.includes(status === 504 ? 'timeout' : 'error') && !up.head;
  const safe = ['POST', 'LOCK', 'PATCH'].includes(req.method)
    ? up.written === 0 || nextUpstream.includes('non_idempotent')
    : true;
  if (again && safe && up.tried.length < groupOf(t, up).peers.length) return connectNext(t, c, req, up);
  c.up = null;
  if (!up.head) return { status };
  // the head has gone out already: all that is left is to cut the answer short
  c.keep = false;
  c.chunked = false;
  c.state = 'write';
  return 0;
}

/** Takes the exchange with the upstream server as far as it goes. */
export function stepProxy(t: Turn, c: Connection, req: Request, up: Upstreaming): Outcome {
  const { p } = t;
  if (!up.connected) {
    const errno = p.sockError(up.fd);
    if (errno === EINPROGRESS)
      return p.now >= up.deadline ? failPeer(t, c, req, up, -110, 'upstream timed out', '', 504) : 0;
    if (errno !== 0) return failPeer(t, c, req, up, errno, 'connect()', ' while connecting to upstream');
    up.connected = true;
  }
  while (up.written < up.request.length) {
    const n = p.write(up.fd, up.request.slice(up.written, up.written + 65536));
    if (n === EAGAIN) break;
    if (n < 0) return failPeer(t, c, req, up, n, 'send()', ' while sending request to upstream');
    up.written += n;
    up.deadline = p.now + req.settings.readTimeoutNs;
  }
  for (;;) {
    // an answer is not taken faster than the client reads it
    if (c.out.length > 262144) return 0;
    const data = p.read(up.fd, 65536);
    if (data === EAGAIN) {
      if (p.now < up.deadline || up.written < up.request.length) return 0;
      t.error(
        c,
        req,
        ERROR,
        `upstream timed out (110: Connection timed out) while reading ${up.head ? 'upstream' : 'response header from upstream'}`,
        peerUrl(t, up),
      );
      return timedOut(t, c, req, up);
    }
    if (typeof data === 'number')
      return failPeer(
        t,
        c,
        req,
        up,
        data,
        'recv()',
        ` while reading ${up.head ? 'upstream' : 'response header from upstream'}`,
      );
    up.deadline = p.now + req.settings.readTimeoutNs;
    up.buf += data;
    const outcome = data === '' ? atEnd(t, c, req, up) : relay(t, c, req, up);
    if (outcome !== 'more') return outcome;
  }
}

function timedOut(t: Turn, c: Connection, req: Request, up: Upstreaming): Outcome {
  dropPeer(t, up);
  c.up = null;
  req.upstreamStatus += `${req.upstreamStatus === '' ? '' : ', '}504`;
  if (!up.head) return { status: 504 };
  c.keep = false;
  c.state = 'write';
  return 0;
}

function done(t: Turn, c: Connection, req: Request, up: Upstreaming): Outcome {
  dropPeer(t, up);
  c.up = null;
  endBody(c, req);
  return 0;
}

function atEnd(t: Turn, c: Connection, req: Request, up: Upstreaming): Outcome {
  if (!up.head)
    return failPeer(
      t,
      c,
      req,
      up,
      0,
      '',
      'upstream prematurely closed connection while reading response header from upstream',
    );
  if (up.left === -1 || up.left === 0) return done(t, c, req, up);
  return failPeer(t, c, req, up, 0, '', 'upstream prematurely closed connection while reading upstream');
}

/** Handles what has come so far; 'more' when the answer is not complete. */
function relay(t: Turn, c: Connection, req: Request, up: Upstreaming): Outcome | 'more' {
  if (!up.head) {
    const end = /\r?\n\r?\n/.exec(up.buf);
    if (end === null)
      return up.buf.length > 65536
        ? failPeer(t, c, req, up, 0, '', 'upstream sent too big header while reading response header from upstream')
        : 'more';
    const text = up.buf.slice(0, end.index);
    up.buf = up.buf.slice(end.index + end[0].length);
    const outcome = sendUpstreamHead(t, c, req, up, text);
    if (outcome !== null) return outcome;
  }
  if (up.left === -2) {
    const chunks = takeChunks(up.buf);
    if (chunks === null)
      return failPeer(t, c, req, up, 0, '', 'upstream sent invalid chunked response while reading upstream');
    up.buf = chunks.rest;
    sendBody(c, req, chunks.data);
    return chunks.done ? done(t, c, req, up) : 'more';
  }
  const data = up.left >= 0 ? up.buf.slice(0, up.left) : up.buf;
  up.buf = '';
  if (up.left >= 0) up.left -= data.length;
  sendBody(c, req, data);
  return up.left === 0 ? done(t, c, req, up) : 'more';
}

/** Turns the head of the upstream server's answer into ours; an outcome when the answer ends here. */
function sendUpstreamHead(t: Turn, c: Connection, req: Request, up: Upstreaming, text: Bytes): Outcome | null {
  const lines = text.split(/\r?\n/);
  const m = /^HTTP\/1\.[01] +(\d{3})(?: |$)/.exec(lines[0] as string);
  const status = m === null ? 200 : Number(m[1]);
  const headers: [Bytes, Bytes, Bytes][] = [];
  for (const line of lines.slice(1)) {
    const colon = line.indexOf(':');
    if (colon > 0)
      headers.push([line.slice(0, colon).toLowerCase(), line.slice(0, colon), line.slice(colon + 1).trim()]);
  }
  const get = (name: Bytes): Bytes | undefined => headers.find((entry) => entry[0] === name)?.[2];
  req.upstreamStatus += `${req.upstreamStatus === '' ? '' : ', '}${status}`;
  if (
    status >= 300 &&
    req.settings.proxyIntercept &&
    req.settings.errorPages.some((page) => page.codes.includes(status))
  ) {
    dropPeer(t, up);
    c.up = null;
    return { status };
  }
  const length = get('content-length');
  const chunked = get('transfer-encoding')?.toLowerCase() === 'chunked';
  const bodyless = req.method === 'HEAD' || status === 204 || status === 304;
  up.head = true;
  up.left = bodyless ? 0 : chunked ? -2 : length === undefined ? -1 : Number(length);
  const more: [Bytes, Bytes][] = [];
  for (const [lower, name, value] of headers) {
    if (req.settings.proxyHidden.includes(lower)) continue;
    if (lower === 'etag' || lower === 'accept-ranges' || !HIDDEN.has(lower)) more.push([name, value]);
  }
  sendHead(t, c, req, {
    status: req.forced !== 0 ? req.forced : status,
    type: get('content-type') ?? '',
    length: length === undefined ? (bodyless ? 0 : -1) : Number(length),
    location: redirected(t, c, req, up, get('location') ?? ''),
    ...(get('last-modified') === undefined ? {} : { modified: get('last-modified') as Bytes }),
    more,
  });
  if (up.left === 0) return done(t, c, req, up);
  return null;
}

/** `proxy_redirect default`: addresses below the upstream's URL become addresses below the location. */
function redirected(t: Turn, c: Connection, req: Request, up: Upstreaming, location: Bytes): Bytes {
  const { proxy, proxyRedirect } = req.settings;
  if (location === '' || proxyRedirect !== 'default' || proxy === null || proxy.variable) return location;
  const base = proxy.uri === null ? `http://${up.group}/` : `${proxy.url}`;
  if (!location.startsWith(base) || req.prefix === '') return location;
  const to = (proxy.uri === null ? '/' : req.prefix) + location.slice(base.length);
  const port = t.conf.listens[c.listen]?.port ?? 80;
  return `http://${header(req, 'host').replace(/:\d+$/, '')}${port === 80 ? '' : `:${port}`}${to}`;
}

/** The client has gone: lets go of the upstream server. */
export function abortProxy(t: Turn, c: Connection): void {
  if (c.up !== null) dropPeer(t, c.up);
  c.up = null;
}
