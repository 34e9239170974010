/** Sends answers: heads, pages, files, and what ends a request (ngx_http_header_filter_module.c and others). */
import type { Bytes } from '../../../util/bytes.ts';
import { httpDate } from '../http-date.ts';
import { type Connection, header, type Request } from './connection.ts';
import { escapeValue, logFd, wallSec } from './log.ts';
import { closesConnection, statusText } from './status.ts';
import type { Turn } from './turn.ts';
import { parseTime } from './units.ts';
import { pieces } from './variables.ts';
import { SERVER } from './version.ts';

/** What a head says beyond its status. Empty texts are left out. */
export interface Head {
  readonly status: number;
  readonly type: Bytes;
  /** -1: not known, the body is sent in chunks or up to the end of the connection. */
  readonly length: number;
  readonly location?: Bytes;
  readonly modified?: Bytes;
  readonly more?: readonly (readonly [name: Bytes, value: Bytes])[];
  /** From an upstream server: replaces `Date`. */
  readonly date?: Bytes;
}

const ADDED: ReadonlySet<number> = new Set([200, 201, 204, 206, 301, 302, 303, 304, 307, 308]);

function expiry(t: Turn, text: Bytes): readonly (readonly [Bytes, Bytes])[] {
  const now = wallSec(t.p);
  if (text === 'off' || text === '') return [];
  if (text === 'epoch')
    return [
      ['Expires', 'Thu, 01 Jan 1970 00:00:01 GMT'],
      ['Cache-Control', 'no-cache'],
    ];
  if (text === 'max')
    return [
      ['Expires', 'Thu, 31 Dec 2037 23:55:55 GMT'],
      ['Cache-Control', 'max-age=315360000'],
    ];
  const minus = text.startsWith('-');
  const sec = parseTime(minus ? text.slice(1) : text) / 1e9;
  if (minus)
    return [
      ['Expires', httpDate(now - sec)],
      ['Cache-Control', 'no-cache'],
    ];
  return [
    ['Expires', httpDate(now + sec)],
    ['Cache-Control', `max-age=${sec}`],
  ];
}

/** Queues the head. Decides on chunks and on what becomes of the connection. */
export function sendHead(t: Turn, c: Connection, req: Request, head: Head): void {
  const { settings } = req;
  req.status = head.status;
  if (closesConnection(head.status)) c.keep = false;
  c.chunked = false;
  if (req.version === 9) {
    c.keep = false;
    return;
  }
  const bodyless = head.status === 304 || head.status === 204;
  if (head.length < 0 && !bodyless) {
    if (req.version >= 11) c.chunked = true;
    else c.keep = false;
  }
  if (c.served + 1 >= settings.keepaliveRequests) c.keep = false;
  const rows: [Bytes, Bytes][] = [
    ['Server', settings.tokens ? SERVER : 'nginx'],
    ['Date', head.date ?? httpDate(wallSec(t.p))],
  ];
  if (head.type !== '' && !bodyless)
    rows.push([
      'Content-Type',
      settings.charset !== '' && /^text\//.test(head.type) && !head.type.includes('charset')
        ? `${head.type}; charset=${settings.charset}`
        : head.type,
    ]);
  if (head.length >= 0 && !bodyless) rows.push(['Content-Length', `${head.length}`]);
  if (head.modified !== undefined) rows.push(['Last-Modified', head.modified]);
  if (head.location !== undefined && head.location !== '') rows.push(['Location', head.location]);
  if (c.chunked) rows.push(['Transfer-Encoding', 'chunked']);
  rows.push(['Connection', c.keep ? 'keep-alive' : 'close']);
  for (const [name, value] of head.more ?? []) rows.push([name, value]);
  if (ADDED.has(head.status)) for (const [name, value] of expiry(t, settings.expires)) rows.push([name, value]);
  for (const [name, value, always] of settings.headers) {
    const text = always || ADDED.has(head.status) ? t.text(c, req, value) : '';
    if (text !== '') rows.push([name, text]);
  }
  req.sentHeaders = rows;
  const text = `HTTP/1.1 ${statusText(head.status)}\r\n${rows.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
  req.headSent = text.length;
  c.out += text;
}

/** Queues a part of the body. */
export function sendBody(c: Connection, req: Request, data: Bytes): void {
  if (data === '' || req.method === 'HEAD') return;
  const wire = c.chunked ? `${data.length.toString(16)}\r\n${data}\r\n` : data;
  req.sent += wire.length;
  c.out += wire;
}

/** The whole answer in one. */
export function sendAll(t: Turn, c: Connection, req: Request, head: Omit<Head, 'length'>, body: Bytes): void {
  sendHead(t, c, req, { ...head, length: body.length });
  sendBody(c, req, body);
  endBody(c, req);
}

/** After the last part of the body: what is queued goes out, then the request is done. */
export function endBody(c: Connection, req: Request): void {
  if (c.chunked && req.method !== 'HEAD') {
    c.out += '0\r\n\r\n';
    req.sent += 5;
  }
  c.state = 'write';
}

/** The line of each access log. */
export function logAccess(t: Turn, c: Connection, req: Request): void {
  for (const log of req.settings.accessLogs) {
    const fd = logFd(t.files, log.path);
    if (fd < 0) continue;
    const mode = log.format.charAt(0);
    let line = '';
    for (const piece of pieces(log.format.slice(1)) ?? [])
      line += piece.variable === '' ? piece.literal : escapeValue(mode, t.variable(c, req, piece.variable));
    t.p.print(fd, `${line}\n`);
  }
}

/** Absolute address of a path of this server, as redirects give it. */
export function absoluteUrl(t: Turn, c: Connection, req: Request, path: Bytes): Bytes {
  const { settings } = req;
  if (!settings.absoluteRedirect || !path.startsWith('/')) return path;
  const port = t.conf.listens[c.listen]?.port ?? 80;
  const host = settings.serverNameInRedirect || header(req, 'host') === '' ? t.serverName(req) : req.host;
  const name = host === '' ? c.localIp : host;
  return `http://${name}${settings.portInRedirect && port !== 80 ? `:${port}` : ''}${path}`;
}
