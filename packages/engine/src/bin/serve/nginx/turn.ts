/** What the code of a worker works with during one handler: its process, its configuration, and values of variables. */
import type { Proc } from '../../../program/program.ts';
import type { Bytes } from '../../../util/bytes.ts';
import { formatIp4, mapTo6 } from '../../../util/ip-address.ts';
import { isPatternError, type Pattern } from '../../pcre/ast.ts';
import { EXHAUSTED, search } from '../../pcre/match.ts';
import { NO_FLAGS, parsePattern } from '../../pcre/parse.ts';
import { clfDate, momentOf, two } from '../http-date.ts';
import type { Conf, Server } from './conf.ts';
import { type Connection, header, type Request } from './connection.ts';
import { type LogFiles, logError, wallSec } from './log.ts';
import { expand } from './variables.ts';
import { VERSION } from './version.ts';

/** Counters of `stub_status`. */
export interface Counters {
  readonly accepted: number;
  readonly requests: number;
}

/** Patterns by text, for the length of a handler. */
type Patterns = Map<Bytes, Pattern>;

export class Turn {
  readonly p: Proc;
  readonly conf: Conf;
  readonly files: LogFiles;
  accepted: number;
  requests: number;
  active = 0;
  waiting = 0;
  /** Requests passed to each upstream group so far, and when a peer last failed. */
  rotation: readonly (readonly [key: Bytes, n: number])[];
  private readonly patterns: Patterns = new Map();

  constructor(p: Proc, conf: Conf, files: LogFiles, counters: Counters, rotation: Turn['rotation']) {
    this.p = p;
    this.conf = conf;
    this.files = files;
    this.accepted = counters.accepted;
    this.requests = counters.requests;
    this.rotation = rotation;
  }

  /** Groups matched by `pattern` in `text`, or null; the whole match first. */
  match(pattern: Bytes, ignoreCase: boolean, text: Bytes): readonly Bytes[] | null {
    const key = `${ignoreCase ? 'i' : 's'}${pattern}`;
    let compiled = this.patterns.get(key);
    if (compiled === undefined) {
      const parsed = parsePattern(pattern, 'pcre', { ...NO_FLAGS, ignoreCase });
      if (isPatternError(parsed)) return null;
      compiled = parsed;
      this.patterns.set(key, compiled);
    }
    const spans = search(compiled, text);
    if (spans === null || spans === EXHAUSTED) return null;
    const out: Bytes[] = [];
    for (let i = 0; i < spans.length; i += 2)
      out.push((spans[i] as number) < 0 ? '' : text.slice(spans[i], spans[i + 1]));
    return out;
  }

  /** As `match`, keeping captures and named groups in the request. */
  matchInto(req: Request, pattern: Bytes, ignoreCase: boolean, text: Bytes): boolean {
    const found = this.match(pattern, ignoreCase, text);
    if (found === null) return false;
    req.captures = found;
    const compiled = this.patterns.get(`${ignoreCase ? 'i' : 's'}${pattern}`);
    for (const [name, n] of compiled?.names ?? [])
      req.vars = [...req.vars.filter((v) => v[0] !== name), [name, found[n] ?? '']];
    return true;
  }

  serverOf(req: Request): Server {
    return this.conf.servers[req.server] as Server;
  }

  /** First name of the request's server. */
  serverName(req: Request): Bytes {
    const name = this.serverOf(req).names[0] ?? '';
    return name.startsWith('~') || name.startsWith('.') ? name.slice(name.startsWith('.') ? 1 : 0) : name;
  }

  /** Logs an error about a request, with what nginx adds to such lines. */
  error(c: Connection, req: Request | null, level: number, text: Bytes, upstream: Bytes = ''): void {
    let line = `*${c.n} ${text}, client: ${c.ip}`;
    if (req !== null) {
      line += `, server: ${this.serverName(req)}, request: "${req.line}"`;
      if (upstream !== '') line += `, upstream: "${upstream}"`;
      const host = header(req, 'host');
      if (host !== '') line += `, host: "${host}"`;
      const referer = header(req, 'referer');
      if (referer !== '') line += `, referrer: "${referer}"`;
    } else line += `, server: ${this.conf.listens[c.listen]?.ip ?? ''}:${this.conf.listens[c.listen]?.port ?? ''}`;
    const logs = req !== null && req.settings.errorLogs.length > 0 ? req.settings.errorLogs : this.conf.errorLogs;
    logError(this.p, logs, this.files, level, line);
  }

  text(c: Connection, req: Request, text: Bytes): Bytes {
    return expand(text, (name) => this.variable(c, req, name));
  }

  private mapped(c: Connection, req: Request, name: Bytes): Bytes | null {
    const table = this.conf.maps.find((map) => map.name === name);
    if (table === undefined) return null;
    const key = this.text(c, req, table.source);
    for (const [pattern, value] of table.entries)
      if (!pattern.startsWith('~') && pattern.toLowerCase() === key.toLowerCase()) return this.text(c, req, value);
    for (const [pattern, value] of table.entries) {
      if (!pattern.startsWith('~')) continue;
      const fold = pattern.startsWith('~*');
      if (this.matchInto(req, pattern.slice(fold ? 2 : 1), fold, key)) return this.text(c, req, value);
    }
    return this.text(c, req, table.fallback);
  }

  /** Value of a variable, '' when it has none. */
  variable(c: Connection, req: Request, name: Bytes): Bytes {
    if (/^\d$/.test(name)) return req.captures[Number(name)] ?? '';
    for (const [key, value] of req.vars) if (key === name) return value;
    const mapped = this.mapped(c, req, name);
    if (mapped !== null) return mapped;
    if (name.startsWith('arg_')) return argument(req.args, name.slice(4));
    if (name.startsWith('http_') && name !== 'http_') return header(req, name.slice(5).replace(/_/g, '-'));
    if (name.startsWith('sent_http_')) return sentHeader(req, name.slice(10).replace(/_/g, '-'));
    if (name.startsWith('cookie_')) return cookie(header(req, 'cookie'), name.slice(7));
    return this.builtIn(c, req, name);
  }

  private builtIn(c: Connection, req: Request, name: Bytes): Bytes {
    switch (name) {
      case 'uri':
      case 'document_uri':
        return req.uri;
      case 'request_uri':
        return req.target;
      case 'args':
      case 'query_string':
        return req.args;
      case 'is_args':
        return req.args === '' ? '' : '?';
      case 'request':
        return req.line;
      case 'request_method':
        return req.method;
      case 'request_body':
        return req.body;
      case 'request_length':
        return `${req.length}`;
      case 'request_filename':
        return req.settings.alias !== ''
          ? this.text(c, req, req.settings.alias) + req.uri.slice(req.prefix.length)
          : this.text(c, req, req.settings.root) + req.uri;
      case 'document_root':
      case 'realpath_root':
        return this.text(c, req, req.settings.alias !== '' ? req.settings.alias : req.settings.root);
      case 'host':
        return req.host !== '' ? req.host : this.serverName(req);
      case 'server_name':
        return this.serverName(req);
      case 'status':
        return `${req.status}`.padStart(3, '0');
      case 'body_bytes_sent':
        return `${req.sent}`;
      case 'bytes_sent':
        return `${req.sent + req.headSent}`;
      case 'server_protocol':
        return req.version === 9 ? 'HTTP/0.9' : req.version === 10 ? 'HTTP/1.0' : 'HTTP/1.1';
      case 'content_type':
        return header(req, 'content-type');
      case 'content_length':
        return header(req, 'content-length');
      case 'upstream_addr':
        return req.upstreamAddr;
      case 'upstream_status':
        return req.upstreamStatus;
      case 'proxy_add_x_forwarded_for': {
        const before = header(req, 'x-forwarded-for');
        return before === '' ? c.ip : `${before}, ${c.ip}`;
      }
      case 'proxy_host':
        return req.settings.proxy?.host ?? '';
      case 'proxy_port':
        return /:(\d+)$/.exec(req.settings.proxy?.host ?? '')?.[1] ?? '80';
      default:
        return this.ofConnection(c, req, name);
    }
  }

  private ofConnection(c: Connection, req: Request, name: Bytes): Bytes {
    const { p } = this;
    switch (name) {
      case 'remote_addr':
        return c.ip;
      case 'binary_remote_addr':
        return c.ip.includes(':')
          ? mapTo6(0).slice(0, 16)
          : c.ip
              .split('.')
              .map((part) => String.fromCharCode(Number(part)))
              .join('');
      case 'remote_port':
        return `${c.port}`;
      case 'server_addr':
        return c.localIp;
      case 'server_port':
        return `${this.conf.listens[c.listen]?.port ?? ''}`;
      case 'scheme':
        return 'http';
      case 'hostname':
        return p.uname().nodename;
      case 'nginx_version':
        return VERSION;
      case 'pid':
        return `${p.pid}`;
      case 'connection':
        return `${c.n}`;
      case 'connection_requests':
        return `${c.served + 1}`;
      case 'time_local':
        return clfDate(wallSec(p));
      case 'time_iso8601': {
        const m = momentOf(wallSec(p));
        return `${m.year}-${two(m.month)}-${two(m.day)}T${two(m.hour)}:${two(m.minute)}:${two(m.second)}+00:00`;
      }
      case 'msec':
        return `${wallSec(p)}.${String(Math.floor(p.now / 1e6) % 1000).padStart(3, '0')}`;
      case 'request_time':
      case 'upstream_response_time':
        return ((p.now - req.startedAt) / 1e9).toFixed(3);
      case 'request_completion':
        return 'OK';
      case 'request_id':
        return [...p.random(16)].map((ch) => ch.charCodeAt(0).toString(16).padStart(2, '0')).join('');
      case 'pipe':
        return '.';
      default:
        return '';
    }
  }
}

function argument(args: Bytes, name: Bytes): Bytes {
  for (const part of args.split('&')) {
    const equals = part.indexOf('=');
    if ((equals < 0 ? part : part.slice(0, equals)).toLowerCase() === name.toLowerCase())
      return equals < 0 ? '' : part.slice(equals + 1);
  }
  return '';
}

function cookie(text: Bytes, name: Bytes): Bytes {
  for (const part of text.split(/; */)) if (part.startsWith(`${name}=`)) return part.slice(name.length + 1);
  return '';
}

function sentHeader(req: Request, name: Bytes): Bytes {
  for (const [key, value] of req.sentHeaders) if (key.toLowerCase() === name) return value;
  return '';
}

/** Is the address in the network `a.b.c.d/n`, equal to it, or is the network `all`? */
export function inNetwork(ip: string, network: Bytes): boolean {
  if (network === 'all') return true;
  const slash = network.indexOf('/');
  const base = slash < 0 ? network : network.slice(0, slash);
  const bits = slash < 0 ? 32 : Number(network.slice(slash + 1));
  const number = (text: string): number => text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  if (ip.includes(':') || base.includes(':')) return ip === base;
  const size = 2 ** (32 - bits);
  return Math.floor(number(ip) / size) === Math.floor(number(base) / size) && formatIp4(number(ip)) === ip;
}
