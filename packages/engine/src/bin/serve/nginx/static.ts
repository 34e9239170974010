/** Serves files and directories (ngx_http_static_module.c, ngx_http_index_module.c, ngx_http_autoindex_module.c). */
import { EACCES, ELOOP, ENAMETOOLONG, ENOENT, ENOTDIR, EPERM, strerror } from '../../../kernel/errno.ts';
import { O_NONBLOCK, O_RDONLY, S_IFDIR, S_IFMT, S_IFREG, type Stat } from '../../../kernel/syscall.ts';
import type { Bytes } from '../../../util/bytes.ts';
import { httpDate, momentOf, monthName, two } from '../http-date.ts';
import { type Connection, header, type Request } from './connection.ts';
import { CRIT, ERROR } from './log.ts';
import { absoluteUrl, endBody, type Head, sendAll, sendBody, sendHead } from './respond.ts';
import type { Turn } from './turn.ts';

/** How serving went on: a status whose page is wanted, an internal redirect, or all done (0). */
export type Outcome = { readonly status: number; readonly location?: Bytes } | { readonly redirect: Bytes } | 0;

/** File that the URI names. */
export function mapPath(t: Turn, c: Connection, req: Request, uri: Bytes): Bytes {
  const { settings } = req;
  if (settings.alias === '') return t.text(c, req, settings.root) + uri;
  const alias = t.text(c, req, settings.alias);
  return req.prefix === '' ? alias : alias + uri.slice(req.prefix.length);
}

function failed(t: Turn, c: Connection, req: Request, call: string, path: Bytes, errno: number): Outcome {
  const missing = errno === ENOENT || errno === ENOTDIR || errno === ENAMETOOLONG;
  const denied = errno === EACCES || errno === EPERM || errno === ELOOP;
  if (!missing || req.settings.logNotFound)
    t.error(c, req, missing || denied ? ERROR : CRIT, `${call} "${path}" failed (${-errno}: ${strerror(errno)})`);
  return { status: missing ? 404 : denied ? 403 : 500 };
}

/** Content type by the extension of the URI. */
export function contentType(req: Request): Bytes {
  const name = req.uri.slice(req.uri.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  const extension = dot < 0 ? '' : name.slice(dot + 1).toLowerCase();
  if (extension !== '') for (const [key, type] of req.settings.types) if (key === extension) return type;
  return req.settings.defaultType;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** The span of a single range of bytes; null when there is none to honour, 'bad' when it lies outside. */
function parseRange(text: Bytes, size: number): Span | null | 'bad' {
  const m = /^bytes=\s*(\d*)\s*-\s*(\d*)\s*$/.exec(text);
  if (m === null || (m[1] === '' && m[2] === ''))
    return text.startsWith('bytes=') && !text.includes(',') ? 'bad' : null;
  const from = m[1] === '' ? Math.max(0, size - Number(m[2])) : Number(m[1]);
  const to = m[1] === '' || m[2] === '' ? size : Math.min(size, Number(m[2]) + 1);
  return from >= size || to <= from ? 'bad' : { from, to };
}

function etagOf(stat: Stat, modified: number): Bytes {
  return `"${modified.toString(16)}-${stat.size.toString(16)}"`;
}

function notModified(req: Request, modified: Bytes, etag: Bytes): boolean {
  const none = header(req, 'if-none-match');
  if (none !== '') return none === '*' || none.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
  return header(req, 'if-modified-since') === modified;
}

function sendFile(t: Turn, c: Connection, req: Request, path: Bytes, stat: Stat): Outcome {
  const { p } = t;
  const fd = p.open(path, O_RDONLY | O_NONBLOCK);
  if (fd < 0) return failed(t, c, req, 'open()', path, fd);
  const seconds = p.epochSec + Math.floor(stat.mtime / 1e9);
  const modified = httpDate(seconds);
  const etag = etagOf(stat, seconds);
  const tag: (readonly [Bytes, Bytes])[] = req.settings.etag ? [['ETag', etag]] : [];
  if (notModified(req, modified, etag)) {
    p.close(fd);
    sendHead(t, c, req, { status: 304, type: '', length: 0, modified, more: tag });
    endBody(c, req);
    return 0;
  }
  const status = req.forced !== 0 ? req.forced : 200;
  const wanted =
    status === 200 &&
    header(req, 'range') !== '' &&
    (header(req, 'if-range') === '' || header(req, 'if-range') === modified || header(req, 'if-range') === etag);
  const span = wanted ? parseRange(header(req, 'range'), stat.size) : null;
  if (span === 'bad') {
    p.close(fd);
    return { status: 416, location: `bytes */${stat.size}` };
  }
  const head: Head =
    span === null
      ? {
          status,
          type: contentType(req),
          length: stat.size,
          modified,
          more: status === 200 ? [...tag, ['Accept-Ranges', 'bytes']] : tag,
        }
      : {
          status: 206,
          type: contentType(req),
          length: span.to - span.from,
          modified,
          more: [...tag, ['Content-Range', `bytes ${span.from}-${span.to - 1}/${stat.size}`]],
        };
  sendHead(t, c, req, head);
  endBody(c, req);
  const left = head.length;
  if (req.method === 'HEAD' || left === 0) p.close(fd);
  else c.file = { fd, offset: span === null ? 0 : span.from, left };
  return 0;
}

/** A request for a folder: its index, its listing, or nothing. */
function serveFolder(t: Turn, c: Connection, req: Request): Outcome {
  const { p } = t;
  const path = mapPath(t, c, req, req.uri);
  for (const name of req.settings.index) {
    const index = t.text(c, req, name);
    if (index.startsWith('/')) return { redirect: index };
    const stat = p.stat(path + index);
    if (typeof stat !== 'number') return { redirect: req.uri + index };
    if (stat === ENOTDIR || stat === EACCES || stat === ELOOP)
      return failed(t, c, req, stat === EACCES ? 'open()' : 'stat()', path + index, stat);
    if (stat === ENOENT) {
      const folder = p.stat(path);
      if (typeof folder === 'number') {
        if (req.settings.logNotFound)
          t.error(c, req, ERROR, `"${path}${index}" is not found (${-ENOENT}: ${strerror(ENOENT)})`);
        return { status: 404 };
      }
    }
  }
  if (req.settings.autoindex) return listFolder(t, c, req, path);
  t.error(c, req, ERROR, `directory index of "${path}" is forbidden`);
  return { status: 403 };
}

function escapeHtml(text: Bytes): Bytes {
  return text.replace(/[&<>"]/g, (ch) => (ch === '&' ? '&amp;' : ch === '<' ? '&lt;' : ch === '>' ? '&gt;' : '&quot;'));
}

function escapeUri(text: Bytes): Bytes {
  return text.replace(/[^!$&-;=@-Z_a-z~]/g, (ch) => `%${ch.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}

function listFolder(t: Turn, c: Connection, req: Request, path: Bytes): Outcome {
  const { p } = t;
  const entries = p.readdir(path);
  if (typeof entries === 'number') return failed(t, c, req, 'opendir()', path, entries);
  const rows = entries
    .filter((entry) => !entry.name.startsWith('.'))
    .map((entry) => ({ name: entry.name, stat: p.stat(path + entry.name) }));
  const known = rows
    .filter((row): row is { name: Bytes; stat: Stat } => typeof row.stat !== 'number')
    .map((row) => ({ ...row, dir: (row.stat.mode & S_IFMT) === S_IFDIR }));
  known.sort((a, b) => (a.dir !== b.dir ? (a.dir ? -1 : 1) : a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const title = escapeHtml(req.uri);
  let html = `<html>\r\n<head><title>Index of ${title}</title></head>\r\n<body>\r\n<h1>Index of ${title}</h1><hr><pre><a href="../">../</a>\r\n`;
  for (const { name, stat, dir } of known) {
    const slash = dir ? '/' : '';
    const shown = name.length + slash.length > 50 ? `${escapeHtml(name.slice(0, 47))}..&gt;` : escapeHtml(name) + slash;
    const length = Math.min(50, name.length + slash.length);
    const m = momentOf(p.epochSec + Math.floor(stat.mtime / 1e9));
    const date = `${two(m.day)}-${monthName(m.month)}-${m.year} ${two(m.hour)}:${two(m.minute)}`;
    const size = dir ? '-' : req.settings.autoindexExact ? `${stat.size}` : shortSize(stat.size);
    html += `<a href="${escapeUri(name)}${slash}">${shown}</a>${' '.repeat(50 - length + 1)}${date} ${size.padStart(req.settings.autoindexExact ? 19 : 7)}\r\n`;
  }
  sendHead(t, c, req, { status: 200, type: 'text/html', length: -1 });
  sendBody(c, req, `${html}</pre><hr></body>\r\n</html>\r\n`);
  endBody(c, req);
  return 0;
}

function shortSize(n: number): string {
  if (n > 1024 * 1024 * 1024 - 1) return `${Math.round(n / (1 << 30))}G`;
  if (n > 1024 * 1024 - 1) return `${Math.round(n / (1 << 20))}M`;
  return n > 9999 ? `${Math.round(n / 1024)}K` : `${n}`;
}

/** Answers with the file or folder that the URI names. */
export function serveStatic(t: Turn, c: Connection, req: Request): Outcome {
  if (req.uri.endsWith('/')) {
    if (req.method !== 'GET' && req.method !== 'HEAD' && req.method !== 'POST') return { status: 405 };
    return serveFolder(t, c, req);
  }
  if (req.method !== 'GET' && req.method !== 'HEAD' && req.method !== 'POST') return { status: 405 };
  const path = mapPath(t, c, req, req.uri);
  const stat = t.p.stat(path);
  if (typeof stat === 'number') return failed(t, c, req, 'open()', path, stat);
  const type = stat.mode & S_IFMT;
  if (type === S_IFDIR)
    return {
      status: 301,
      location: absoluteUrl(t, c, req, `${escapeUri(req.uri)}/${req.args === '' ? '' : `?${req.args}`}`),
    };
  if (req.method === 'POST') return { status: 405 };
  if (type !== S_IFREG) {
    t.error(c, req, CRIT, `"${path}" is not a regular file`);
    return { status: 404 };
  }
  return sendFile(t, c, req, path, stat);
}

/** The page of `stub_status`. */
export function serveStatus(t: Turn, c: Connection, req: Request): Outcome {
  const text = `Active connections: ${t.active} \nserver accepts handled requests\n ${t.accepted} ${t.accepted} ${t.requests} \nReading: 0 Writing: 1 Waiting: ${t.waiting} \n`;
  sendAll(t, c, req, { status: 200, type: 'text/plain' }, text);
  return 0;
}
