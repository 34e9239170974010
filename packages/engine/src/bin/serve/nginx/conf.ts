/** A configuration as the processes of nginx use it: plain records, everything inherited already. */
import type { Bytes } from '../../../util/bytes.ts';
import type { ConfError } from './lex.ts';

/** An error log: `stderr` or a path, and the number of the least severe level it takes. */
export interface ErrorLog {
  readonly path: Bytes;
  readonly level: number;
}

/** An access log; `format` is the text of a log_format. */
export interface AccessLog {
  readonly path: Bytes;
  readonly format: Bytes;
}

/** One step of the rewrite module. `test` of an `if` is `[operator, left, right]`. */
export type RewriteStep =
  | { readonly op: 'return'; readonly status: number; readonly text: Bytes }
  | { readonly op: 'rewrite'; readonly pattern: Bytes; readonly to: Bytes; readonly flag: string }
  | { readonly op: 'set'; readonly name: Bytes; readonly value: Bytes }
  | { readonly op: 'break' }
  | {
      readonly op: 'if';
      readonly test: readonly Bytes[];
      readonly steps: readonly RewriteStep[];
      readonly settings: Settings;
    };

/** A group of servers to pass requests to. Addresses are resolved when the configuration is read. */
export interface Upstream {
  readonly name: Bytes;
  readonly peers: readonly Peer[];
}
export interface Peer {
  readonly ip: string;
  readonly port: number;
  readonly weight: number;
  readonly backup: boolean;
  readonly maxFails: number;
  readonly failTimeoutNs: number;
}

/** `proxy_pass`. With variables in it, `url` is expanded for each request and its host looked up then. */
export interface ProxyPass {
  readonly url: Bytes;
  readonly variable: boolean;
  /** Name of the upstream group. */
  readonly upstream: Bytes;
  /** What the part of the URI that matched the location is replaced by; null leaves the URI as the client sent it. */
  readonly uri: Bytes | null;
  /** Host and port as written: the default Host header. */
  readonly host: Bytes;
}

export interface ErrorPage {
  readonly codes: readonly number[];
  /** Status to answer with instead: 0 the same, -1 the one of the page. */
  readonly overwrite: number;
  readonly uri: Bytes;
}

export interface Access {
  readonly allow: boolean;
  readonly network: Bytes;
}

/** Everything that is inherited from http to server to location. */
export interface Settings {
  readonly root: Bytes;
  readonly alias: Bytes;
  readonly index: readonly Bytes[];
  readonly autoindex: boolean;
  readonly autoindexExact: boolean;
  readonly defaultType: Bytes;
  readonly types: readonly (readonly [extension: Bytes, type: Bytes])[];
  readonly charset: Bytes;
  readonly errorPages: readonly ErrorPage[];
  readonly headers: readonly (readonly [name: Bytes, value: Bytes, always: boolean])[];
  readonly expires: Bytes;
  readonly accessLogs: readonly AccessLog[];
  readonly errorLogs: readonly ErrorLog[];
  readonly keepaliveNs: number;
  readonly keepaliveRequests: number;
  readonly maxBody: number;
  readonly tokens: boolean;
  readonly absoluteRedirect: boolean;
  readonly portInRedirect: boolean;
  readonly serverNameInRedirect: boolean;
  readonly etag: boolean;
  readonly logNotFound: boolean;
  readonly access: readonly Access[];
  readonly tryFiles: readonly Bytes[];
  readonly proxy: ProxyPass | null;
  readonly proxyHeaders: readonly (readonly [name: Bytes, value: Bytes])[];
  readonly proxyHidden: readonly Bytes[];
  readonly proxyVersion: '1.0' | '1.1';
  readonly proxyRedirect: Bytes;
  readonly proxyIntercept: boolean;
  readonly nextUpstream: readonly Bytes[];
  readonly connectTimeoutNs: number;
  readonly readTimeoutNs: number;
  readonly internal: boolean;
  readonly stubStatus: boolean;
}

/** `name` is the prefix or the pattern; kinds are `=`, `^~`, `~`, `~*`, '' and `@`. */
export interface Location {
  readonly kind: string;
  readonly name: Bytes;
  readonly settings: Settings;
  readonly steps: readonly RewriteStep[];
  readonly locations: readonly Location[];
}

export interface Server {
  readonly names: readonly Bytes[];
  readonly settings: Settings;
  readonly steps: readonly RewriteStep[];
  readonly locations: readonly Location[];
}

/** An address to listen on, and the servers behind it, the default one first. */
export interface Listen {
  readonly ip: string;
  readonly port: number;
  /** For AF_UNIX; '' otherwise. */
  readonly path: Bytes;
  readonly servers: readonly number[];
}

export interface MapTable {
  readonly source: Bytes;
  readonly name: Bytes;
  readonly fallback: Bytes;
  readonly entries: readonly (readonly [key: Bytes, value: Bytes])[];
}

export interface Conf {
  readonly daemon: boolean;
  readonly masterProcess: boolean;
  readonly pid: Bytes;
  readonly user: Bytes;
  readonly uid: number;
  readonly gid: number;
  readonly groups: readonly number[];
  readonly workers: number;
  readonly errorLogs: readonly ErrorLog[];
  readonly servers: readonly Server[];
  readonly listens: readonly Listen[];
  readonly upstreams: readonly Upstream[];
  readonly maps: readonly MapTable[];
  readonly http: boolean;
}

/** Levels of the error log, most severe first (ngx_log.c). */
export const LEVELS = ['stderr', 'emerg', 'alert', 'crit', 'error', 'warn', 'notice', 'info', 'debug'] as const;

/** A complaint that ends the reading of a configuration. */
export class ConfStop extends Error {
  readonly error: ConfError;
  constructor(message: Bytes, file: Bytes, line: number) {
    super(message);
    this.error = { message, file, line };
  }
}
