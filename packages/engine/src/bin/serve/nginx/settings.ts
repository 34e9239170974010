/** Builds the inherited part of a configuration: one block's settings over those of the block around it. */
import type { Bytes } from '../../../util/bytes.ts';
import { type AccessLog, ConfStop, type ErrorLog, LEVELS, type Settings } from './conf.ts';
import type { Directive } from './lex.ts';
import { parseSize, parseTime } from './units.ts';

/** Paths that this nginx was built with: as Debian packages it. */
export const PREFIX = '/usr/share/nginx/';
export const CONF_PATH = '/etc/nginx/nginx.conf';
export const HTTP_LOG_PATH = '/var/log/nginx/access.log';
export const PID_PATH = '/run/nginx.pid';
/** Directories for bodies and answers too big for memory, in the order in which they are made. */
export const TEMP_PATHS: readonly Bytes[] = ['body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
  (name) => `/var/lib/nginx/${name}`,
);

/** The predefined format `combined`. */
export const COMBINED =
  '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"';

/** What holds where nothing is said. */
export const DEFAULTS: Settings = {
  root: `${PREFIX}html`,
  alias: '',
  index: ['index.html'],
  autoindex: false,
  autoindexExact: true,
  defaultType: 'text/plain',
  types: [
    ['html', 'text/html'],
    ['gif', 'image/gif'],
    ['jpg', 'image/jpeg'],
  ],
  charset: '',
  errorPages: [],
  headers: [],
  expires: '',
  accessLogs: [{ path: HTTP_LOG_PATH, format: `d${COMBINED}` }],
  errorLogs: [],
  keepaliveNs: 75e9,
  keepaliveRequests: 1000,
  maxBody: 1 << 20,
  tokens: true,
  absoluteRedirect: true,
  portInRedirect: true,
  serverNameInRedirect: false,
  etag: true,
  logNotFound: true,
  access: [],
  tryFiles: [],
  proxy: null,
  proxyHeaders: [],
  proxyHidden: [],
  proxyVersion: '1.0',
  proxyRedirect: 'default',
  proxyIntercept: false,
  nextUpstream: ['error', 'timeout'],
  connectTimeoutNs: 60e9,
  readTimeoutNs: 60e9,
  internal: false,
  stubStatus: false,
};

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
export type Partly = Mutable<Partial<Settings>>;

/** A complaint about `d`. */
export function stopAt(d: Directive, message: Bytes): never {
  throw new ConfStop(message, d.file, d.line);
}

/** A path of a log, below the prefix when relative. */
function logPath(path: Bytes): Bytes {
  return path === 'stderr' || path.startsWith('/') ? path : PREFIX + path;
}

/** `error_log PATH LEVEL`. */
export function errorLog(d: Directive): ErrorLog {
  const path = d.args[0] as Bytes;
  if (path.startsWith('syslog:') || path.startsWith('memory:'))
    stopAt(d, `error logs of the kind "${path}" are not simulated`);
  const name = d.args[1] ?? 'error';
  const level = (LEVELS as readonly string[]).indexOf(name);
  if (level < 1) stopAt(d, `invalid log level "${name}"`);
  return { path: logPath(path), level };
}

function accessLog(d: Directive, formats: ReadonlyMap<Bytes, Bytes>): AccessLog | null {
  const path = d.args[0] as Bytes;
  if (path === 'off') return null;
  if (path.startsWith('syslog:')) stopAt(d, `access logs of the kind "${path}" are not simulated`);
  const name = d.args[1] ?? 'combined';
  const format = formats.get(name) ?? stopAt(d, `unknown log format "${name}"`);
  for (const word of d.args.slice(2))
    if (!/^(?:buffer|flush|gzip)(?:=|$)/.test(word)) stopAt(d, `parameter "${word}" of access_log is not simulated`);
  return { path: logPath(path), format };
}

function time(d: Directive, i = 0): number {
  const ns = parseTime(d.args[i] as Bytes);
  return ns >= 0 ? ns : stopAt(d, `"${d.name}" directive invalid value`);
}

function count(d: Directive): number {
  return /^\d+$/.test(d.args[0] as Bytes) ? Number(d.args[0]) : stopAt(d, `"${d.name}" directive invalid value`);
}

function errorPage(d: Directive): Settings['errorPages'][number] {
  const uri = d.args[d.args.length - 1] as Bytes;
  let codes = d.args.slice(0, -1);
  let overwrite = 0;
  const last = codes[codes.length - 1] as Bytes;
  if (last.startsWith('=')) {
    overwrite = last === '=' ? -1 : Number(last.slice(1));
    if (!Number.isInteger(overwrite)) stopAt(d, `invalid value "${last}"`);
    codes = codes.slice(0, -1);
  }
  const numbers = codes.map((code) => {
    if (!/^\d+$/.test(code)) stopAt(d, `invalid value "${code}"`);
    const n = Number(code);
    if (n < 300 || n > 599 || n === 499)
      stopAt(d, n === 499 ? `invalid value "${code}"` : `value "${code}" must be between 300 and 599`);
    return n;
  });
  return { codes: numbers, overwrite, uri };
}

/** Directives that add to a list at their level instead of standing alone. */
const LISTS = new Set([
  'error_page',
  'add_header',
  'access_log',
  'error_log',
  'allow',
  'deny',
  'proxy_set_header',
  'proxy_hide_header',
  'index',
  'proxy_redirect',
  'server_name',
  'listen',
  'return',
  'rewrite',
  'set',
  'break',
  'if',
  'location',
  'server',
  'upstream',
  'map',
  'types',
  'log_format',
  'limit_except',
  'include',
  'resolver',
  'env',
  'http',
  'events',
  'stub_status',
]);

/** Complains about a directive that stands twice in one block. */
export function checkDuplicates(directives: readonly Directive[]): void {
  const seen = new Set<Bytes>();
  for (const d of directives) {
    if (LISTS.has(d.name)) continue;
    if (seen.has(d.name)) stopAt(d, `"${d.name}" directive is duplicate`);
    seen.add(d.name);
  }
}

function setPath(own: Partly, d: Directive): void {
  const path = d.args[0] as Bytes;
  const full = path.startsWith('/') || path.startsWith('$') ? path : PREFIX + path;
  if (d.name === 'root') {
    if (own.alias !== undefined) stopAt(d, '"root" directive is duplicate, "alias" directive was specified earlier');
    own.root = full.length > 1 ? full.replace(/\/+$/, '') : full;
    own.alias = '';
  } else {
    if (own.root !== undefined) stopAt(d, '"alias" directive is duplicate, "root" directive was specified earlier');
    own.alias = full;
  }
}

/** Applies one directive to the settings of its block; false when it is none of theirs. */
export function applySetting(own: Partly, d: Directive, formats: ReadonlyMap<Bytes, Bytes>): boolean {
  const value = d.args[0] ?? '';
  const on = value === 'on';
  switch (d.name) {
    case 'root':
    case 'alias':
      setPath(own, d);
      return true;
    case 'index':
      own.index = [...(own.index ?? []), ...d.args];
      return true;
    case 'error_page':
      own.errorPages = [...(own.errorPages ?? []), errorPage(d)];
      return true;
    case 'add_header':
      if (d.args[2] !== undefined && d.args[2] !== 'always') stopAt(d, `invalid parameter "${d.args[2]}"`);
      own.headers = [...(own.headers ?? []), [value, d.args[1] as Bytes, d.args[2] === 'always']];
      return true;
    case 'access_log': {
      const log = accessLog(d, formats);
      own.accessLogs = log === null ? [] : [...(own.accessLogs ?? []), log];
      return true;
    }
    case 'error_log':
      own.errorLogs = [...(own.errorLogs ?? []), errorLog(d)];
      return true;
    case 'allow':
    case 'deny':
      own.access = [...(own.access ?? []), { allow: d.name === 'allow', network: value }];
      return true;
    case 'types':
      own.types = (d.block ?? []).flatMap((line) => line.args.map((extension) => [extension, line.name] as const));
      return true;
    case 'keepalive_timeout':
      own.keepaliveNs = time(d);
      return true;
    case 'keepalive_requests':
      own.keepaliveRequests = count(d);
      return true;
    case 'client_max_body_size': {
      const size = parseSize(value);
      own.maxBody = size >= 0 ? size : stopAt(d, '"client_max_body_size" directive invalid value');
      return true;
    }
    case 'expires':
      own.expires = d.args.join(' ');
      return true;
    case 'try_files':
      own.tryFiles = d.args;
      return true;
    case 'charset':
      own.charset = value === 'off' ? '' : value;
      return true;
    case 'default_type':
      own.defaultType = value;
      return true;
    case 'internal':
      own.internal = true;
      return true;
    case 'stub_status':
      own.stubStatus = true;
      return true;
    default:
      return applyFlag(own, d.name, value, on) || applyProxy(own, d, value, on);
  }
}

function applyFlag(own: Partly, name: Bytes, value: Bytes, on: boolean): boolean {
  if (name === 'autoindex') own.autoindex = on;
  else if (name === 'autoindex_exact_size') own.autoindexExact = on;
  else if (name === 'server_tokens') own.tokens = value !== 'off';
  else if (name === 'absolute_redirect') own.absoluteRedirect = on;
  else if (name === 'port_in_redirect') own.portInRedirect = on;
  else if (name === 'server_name_in_redirect') own.serverNameInRedirect = on;
  else if (name === 'etag') own.etag = on;
  else if (name === 'log_not_found') own.logNotFound = on;
  else return false;
  return true;
}

function applyProxy(own: Partly, d: Directive, value: Bytes, on: boolean): boolean {
  switch (d.name) {
    case 'proxy_set_header':
      own.proxyHeaders = [...(own.proxyHeaders ?? []), [value, d.args[1] as Bytes]];
      return true;
    case 'proxy_hide_header':
      own.proxyHidden = [...(own.proxyHidden ?? []), value.toLowerCase()];
      return true;
    case 'proxy_http_version':
      if (value !== '1.0' && value !== '1.1') stopAt(d, `invalid value "${value}"`);
      own.proxyVersion = value as '1.0' | '1.1';
      return true;
    case 'proxy_redirect':
      if (value !== 'off' && value !== 'default') stopAt(d, 'proxy_redirect is simulated as "default" and "off" only');
      own.proxyRedirect = value;
      return true;
    case 'proxy_intercept_errors':
      own.proxyIntercept = on;
      return true;
    case 'proxy_next_upstream':
      own.nextUpstream = d.args;
      return true;
    case 'proxy_connect_timeout':
      own.connectTimeoutNs = time(d);
      return true;
    case 'proxy_read_timeout':
      own.readTimeoutNs = time(d);
      return true;
    default:
      return false;
  }
}
