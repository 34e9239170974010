/** From checked directives to a configuration (the create, init and merge functions of the http modules). */
import type { Proc } from '../../../program/program.ts';
import type { Bytes } from '../../../util/bytes.ts';
import { parseIp4 } from '../../../util/ip-address.ts';
import {
  type Conf,
  ConfStop,
  type ErrorLog,
  type Location,
  type MapTable,
  type Peer,
  type ProxyPass,
  type RewriteStep,
  type Server,
  type Settings,
  type Upstream,
} from './conf.ts';
import type { Directive } from './lex.ts';
import { ListenTable } from './listen.ts';
import { checkPattern, rewriteOf } from './rewrite-conf.ts';
import {
  applySetting,
  COMBINED,
  checkDuplicates,
  DEFAULTS,
  errorLog,
  type Partly,
  PID_PATH,
  stopAt,
} from './settings.ts';
import { parseTime } from './units.ts';
import { isBuiltIn, variablesOf } from './variables.ts';

/** Addresses by host name, as far as looked up; an empty list is a name that does not exist. */
export type Hosts = readonly (readonly [name: Bytes, addresses: readonly string[]])[];

/** A configuration, what to warn of, and names that must be looked up before it can be used. */
export interface Built {
  readonly conf: Conf;
  readonly warnings: readonly Bytes[];
  readonly unknownHosts: readonly Bytes[];
}

const NOBODY = { user: 'nobody', uid: 65534, gid: 65534, groups: [] as readonly number[] };

class Builder {
  readonly p: Proc;
  readonly hosts: Hosts;
  readonly unknown: Bytes[] = [];
  readonly warnings: Bytes[] = [];
  readonly formats = new Map<Bytes, Bytes>();
  readonly variables = new Set<Bytes>();
  readonly used: Bytes[] = [];
  readonly upstreams: Upstream[] = [];
  readonly maps: MapTable[] = [];
  readonly servers: Server[] = [];
  readonly listens: ListenTable;

  constructor(p: Proc, hosts: Hosts) {
    this.p = p;
    this.hosts = hosts;
    this.listens = new ListenTable((name) => this.lookup(name)?.[0] ?? '');
  }

  /** Addresses of a host; null when it has none. A name not asked for yet has a provisional one. */
  private lookup(name: Bytes): readonly string[] | null {
    if (parseIp4(name) !== null || name.includes(':')) return [name];
    const known = this.hosts.find((entry) => entry[0] === name);
    if (known !== undefined) return known[1].length > 0 ? known[1] : null;
    if (!this.unknown.includes(name)) this.unknown.push(name);
    return ['0.0.0.0'];
  }

  /** Notes that `text` uses variables. */
  private uses(d: Directive, text: Bytes): void {
    const names = variablesOf(text);
    if (names === null) stopAt(d, 'invalid variable name');
    else this.used.push(...names);
  }

  private settings(
    parent: Settings,
    directives: readonly Directive[],
    where: 'http' | 'server' | 'location',
  ): Settings {
    checkDuplicates(directives);
    const own: Partly = {};
    for (const d of directives) {
      if (d.name === 'log_format') this.format(d);
      if (d.name === 'proxy_pass') own.proxy = this.proxyPass(d);
      else applySetting(own, d, this.formats);
      if (
        [
          'root',
          'alias',
          'try_files',
          'add_header',
          'proxy_set_header',
          'error_page',
          'set',
          'rewrite',
          'return',
        ].includes(d.name)
      ) {
        for (const arg of d.name === 'rewrite' ? d.args.slice(1) : d.name === 'set' ? d.args.slice(1) : d.args)
          this.uses(d, arg);
      }
    }
    const local: Partial<Settings> =
      where === 'location' ? { tryFiles: [], proxy: null, internal: false, stubStatus: false, alias: '' } : {};
    return { ...parent, ...local, ...own };
  }

  private format(d: Directive): void {
    const [name, ...rest] = d.args as [Bytes, ...Bytes[]];
    if (this.formats.has(name)) stopAt(d, `duplicate "log_format" name "${name}"`);
    const escape = rest[0]?.startsWith('escape=') === true ? (rest.shift() as string).slice(7) : 'default';
    if (!['default', 'json', 'none'].includes(escape)) stopAt(d, `unknown log format escaping "${escape}"`);
    const text = rest.join('');
    this.uses(d, text);
    this.formats.set(name, `${escape === 'json' ? 'j' : escape === 'none' ? 'n' : 'd'}${text}`);
  }

  private proxyPass(d: Directive): ProxyPass {
    const url = d.args[0] as Bytes;
    const m = /^http:\/\/([^/?]*)([/?].*)?$/.exec(url);
    if (url.startsWith('https://')) stopAt(d, 'proxy_pass to https is not simulated');
    if (url.includes('$')) {
      this.uses(d, url);
      return { url, variable: true, upstream: '', uri: null, host: '' };
    }
    if (m === null) return stopAt(d, 'invalid URL prefix');
    const host = m[1] as string;
    const group = this.upstreams.find((u) => u.name === host);
    if (group === undefined) this.upstreams.push({ name: host, peers: this.peers(d, host, 1, false, 1, 10e9) });
    return { url, variable: false, upstream: host, uri: m[2] ?? null, host };
  }

  private peers(
    d: Directive,
    address: Bytes,
    weight: number,
    backup: boolean,
    maxFails: number,
    failTimeoutNs: number,
  ): readonly Peer[] {
    if (address.startsWith('unix:')) return stopAt(d, 'upstream servers on unix sockets are not simulated');
    const colon = address.lastIndexOf(':');
    const name = colon < 0 ? address : address.slice(0, colon);
    const digits = colon < 0 ? '80' : address.slice(colon + 1);
    const port = Number(digits);
    if (!/^\d+$/.test(digits) || port < 1 || port > 65535) stopAt(d, `invalid port in upstream "${address}"`);
    if (name === '') stopAt(d, `no host in upstream "${address}"`);
    const ips =
      this.lookup(name) ??
      stopAt(d, `host not found in upstream "${address.includes(':') && d.name === 'server' ? address : name}"`);
    return ips.map((ip) => ({ ip, port, weight, backup, maxFails, failTimeoutNs }));
  }

  private upstream(d: Directive): void {
    const name = d.args[0] as Bytes;
    if (this.upstreams.some((u) => u.name === name)) stopAt(d, `duplicate upstream "${name}"`);
    const peers: Peer[] = [];
    for (const line of d.block ?? []) if (line.name === 'server') peers.push(...this.upstreamServer(line));
    if (!(d.block ?? []).some((line) => line.name === 'server')) stopAt(d, 'no servers are inside upstream');
    this.upstreams.push({ name, peers });
  }

  private upstreamServer(d: Directive): readonly Peer[] {
    let weight = 1;
    let maxFails = 1;
    let failTimeout = 10e9;
    let backup = false;
    let down = false;
    for (const word of d.args.slice(1)) {
      const m = /^(weight|max_fails|fail_timeout|max_conns)=(.+)$/.exec(word);
      if (word === 'backup') backup = true;
      else if (word === 'down') down = true;
      else if (m === null) stopAt(d, `invalid parameter "${word}"`);
      else if (m[1] === 'fail_timeout') failTimeout = parseTime(m[2] as string);
      else if (m[1] === 'weight') weight = Number(m[2]);
      else if (m[1] === 'max_fails') maxFails = Number(m[2]);
    }
    if (!(weight > 0) || !(maxFails >= 0) || failTimeout < 0) stopAt(d, `invalid parameter "${d.args[1]}"`);
    const peers = this.peers(d, d.args[0] as Bytes, weight, backup, maxFails, failTimeout);
    return down ? [] : peers;
  }

  private map(d: Directive): void {
    const [source, target] = d.args as [Bytes, Bytes];
    if (!target.startsWith('$')) stopAt(d, `invalid variable name "${target}"`);
    this.uses(d, source);
    this.variables.add(target.slice(1));
    let fallback = '';
    const entries: (readonly [Bytes, Bytes])[] = [];
    for (const line of d.block ?? []) {
      const value = line.args[0] ?? '';
      this.uses(line, value);
      if (line.name === 'default') fallback = value;
      else if (line.name.startsWith('~')) {
        for (const name of checkPattern(line, line.name.replace(/^~\*?/, ''))) this.variables.add(name);
        entries.push([line.name, value]);
      } else entries.push([line.name.startsWith('\\') ? line.name.slice(1) : line.name, value]);
    }
    this.maps.push({ source, name: target.slice(1), fallback, entries });
  }

  private steps(directives: readonly Directive[], settings: Settings): readonly RewriteStep[] {
    const inside = (inner: readonly Directive[]): Settings => ({
      ...this.settings(settings, inner, 'server'),
      ...(inner.some((i) => i.name === 'proxy_pass') ? {} : { proxy: settings.proxy }),
    });
    return directives.map((d) => rewriteOf(d, this.variables, inside)).filter((step) => step !== null);
  }

  private locations(directives: readonly Directive[], parent: Settings): readonly Location[] {
    const out: Location[] = [];
    for (const d of directives) {
      if (d.name !== 'location') continue;
      const location = this.location(d, parent);
      if (
        location.kind !== '~' &&
        location.kind !== '~*' &&
        out.some(
          (other) =>
            other.name === location.name &&
            (other.kind === '=') === (location.kind === '=') &&
            other.kind !== '~' &&
            other.kind !== '~*',
        )
      ) {
        stopAt(d, `duplicate location "${location.name}"`);
      }
      out.push(location);
    }
    return out;
  }

  private location(d: Directive, parent: Settings): Location {
    const [first, second] = d.args as [Bytes, Bytes?];
    let kind = '';
    let name = first;
    if (second !== undefined) {
      kind = first;
      name = second;
      if (!['=', '^~', '~', '~*'].includes(kind)) stopAt(d, `invalid location modifier "${kind}"`);
    } else {
      const glued = /^(=|\^~|~\*|~)(.+)$/.exec(first);
      if (glued !== null) [, kind, name] = glued as unknown as [string, string, string];
      else if (first.startsWith('@')) kind = '@';
    }
    if (kind.startsWith('~')) for (const group of checkPattern(d, name)) this.variables.add(group);
    const directives = d.block ?? [];
    const settings = this.settings(parent, directives, 'location');
    return {
      kind,
      name,
      settings,
      steps: this.steps(directives, settings),
      locations: this.locations(directives, settings),
    };
  }

  private server(d: Directive, parent: Settings, root: boolean): void {
    const directives = d.block ?? [];
    const settings = this.settings(parent, directives, 'server');
    const names: Bytes[] = [];
    const number = this.servers.length;
    const listens = directives.filter((line) => line.name === 'listen');
    const fallback = { ip: '0.0.0.0', port: root ? 80 : 8000, path: '' };
    for (const line of listens.length > 0 ? listens : [null]) this.listens.add(line, number, fallback);
    for (const line of directives) {
      if (line.name !== 'server_name') continue;
      for (const name of line.args) {
        if (name.startsWith('~')) for (const group of checkPattern(line, name.slice(1))) this.variables.add(group);
        names.push(name.startsWith('~') ? name : name.toLowerCase());
      }
    }
    this.servers.push({
      names: names.length > 0 ? names : [''],
      settings,
      steps: this.steps(directives, settings),
      locations: this.locations(directives, settings),
    });
  }

  http(d: Directive, root: boolean): void {
    const directives = d.block ?? [];
    // what blocks refer to by name may stand after them
    for (const line of directives) if (line.name === 'map') this.map(line);
    const settings = this.settings(DEFAULTS, directives, 'http');
    for (const line of directives) if (line.name === 'upstream') this.upstream(line);
    for (const line of directives) if (line.name === 'server') this.server(line, settings, root);
    this.listens.checkNames(this.servers.map((server) => server.names));
    for (const name of this.used)
      if (!isBuiltIn(name) && !this.variables.has(name)) throw new ConfStop(`unknown "${name}" variable`, '', -1);
  }

  /** `user NAME GROUP`, looked up in /etc/passwd and /etc/group. */
  user(d: Directive): { user: Bytes; uid: number; gid: number; groups: readonly number[] } {
    const [user, group = user] = d.args as [Bytes, Bytes?];
    const passwd = this.p.readFile('/etc/passwd');
    const groupFile = this.p.readFile('/etc/group');
    const row = (text: Bytes | number, name: Bytes): readonly Bytes[] | undefined =>
      typeof text === 'number'
        ? undefined
        : text
            .split('\n')
            .map((line) => line.split(':'))
            .find((fields) => fields[0] === name);
    const entry = row(passwd, user) ?? stopAt(d, `getpwnam("${user}") failed`);
    const own = row(groupFile, group) ?? stopAt(d, `getgrnam("${group}") failed`);
    const groups =
      typeof groupFile === 'number'
        ? []
        : groupFile
            .split('\n')
            .map((line) => line.split(':'))
            .filter((fields) => fields[3]?.split(',').includes(user))
            .map((fields) => Number(fields[2]));
    return {
      user,
      uid: Number(entry[2]),
      gid: Number(own[2]),
      groups: [Number(own[2]), ...groups.filter((gid) => gid !== Number(own[2]))],
    };
  }
}

/** Builds the configuration. `cores` is what `worker_processes auto` means. Throws ConfStop. */
export function buildConf(p: Proc, directives: readonly Directive[], hosts: Hosts, cores: number): Built {
  const b = new Builder(p, hosts);
  b.formats.set('combined', `d${COMBINED}`);
  checkDuplicates(directives);
  const root = p.cred().euid === 0;
  const main = { daemon: true, masterProcess: true, pid: PID_PATH, workers: 1, ...NOBODY };
  const errorLogs: ErrorLog[] = [];
  for (const d of directives) {
    const value = d.args[0] as Bytes;
    if (d.name === 'daemon') main.daemon = value === 'on';
    else if (d.name === 'master_process') main.masterProcess = value === 'on';
    else if (d.name === 'pid') main.pid = value.startsWith('/') ? value : `/usr/share/nginx/${value}`;
    else if (d.name === 'error_log') errorLogs.push(errorLog(d));
    else if (d.name === 'worker_processes') {
      main.workers = value === 'auto' ? cores : /^\d+$/.test(value) ? Number(value) : stopAt(d, 'invalid number');
      if (main.workers === 0) stopAt(d, '"worker_processes" directive invalid value');
    } else if (d.name === 'user') {
      if (root) Object.assign(main, b.user(d));
      else
        b.warnings.push(
          `the "user" directive makes sense only if the master process runs with super-user privileges, ignored in ${d.file}:${d.line}`,
        );
    }
  }
  const http = directives.find((d) => d.name === 'http');
  if (!directives.some((d) => d.name === 'events')) throw new ConfStop('no "events" section in configuration', '', -1);
  if (http !== undefined) b.http(http, root);
  const conf: Conf = {
    ...main,
    errorLogs: errorLogs.length > 0 ? errorLogs : [{ path: 'stderr', level: 4 }],
    servers: b.servers,
    listens: b.listens.list(),
    upstreams: b.upstreams,
    maps: b.maps,
    http: http !== undefined,
  };
  return { conf, warnings: [...b.warnings, ...b.listens.warnings], unknownHosts: b.unknown };
}
