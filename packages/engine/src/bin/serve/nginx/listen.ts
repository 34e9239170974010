/** Addresses to listen on, and which servers stand behind each (ngx_http_core_listen, ngx_http_add_server). */
import type { Bytes } from '../../../util/bytes.ts';
import { formatIp6, parseIp4, parseIp6 } from '../../../util/ip-address.ts';
import type { Listen } from './conf.ts';
import type { Directive } from './lex.ts';
import { stopAt } from './settings.ts';

const IGNORED =
  /^(?:reuseport|deferred|http2|bind|backlog=\d+|rcvbuf=\w+|sndbuf=\w+|setfib=\d+|fastopen=\d+|so_keepalive=.*|ipv6only=(?:on|off))$/;

interface Address {
  readonly ip: string;
  readonly port: number;
  readonly path: Bytes;
}

/** `80`, `127.0.0.1:80`, `[::]:80`, `*:80`, `unix:/path` of a `listen` directive. `host` looks a name up. */
function parseAddress(d: Directive, text: Bytes, host: (name: Bytes) => string): Address {
  if (text.startsWith('unix:')) return { ip: '', port: 0, path: text.slice(5) };
  const six = /^\[([^\]]*)\](?::(.*))?$/.exec(text);
  const name =
    six !== null
      ? (six[1] as string)
      : /^\d+$/.test(text)
        ? ''
        : text.includes(':')
          ? text.slice(0, text.lastIndexOf(':'))
          : text;
  const digits =
    six !== null
      ? (six[2] ?? '80')
      : /^\d+$/.test(text)
        ? text
        : text.includes(':')
          ? text.slice(text.lastIndexOf(':') + 1)
          : '80';
  const port = Number(digits);
  if (!/^\d+$/.test(digits) || port < 1 || port > 65535)
    stopAt(d, `invalid port in "${text}" of the "listen" directive`);
  if (six !== null) {
    const ip = parseIp6(name);
    return ip === null
      ? stopAt(d, `invalid IPv6 address in "${text}" of the "listen" directive`)
      : { ip: formatIp6(ip), port, path: '' };
  }
  if (name === '' || name === '*') return { ip: '0.0.0.0', port, path: '' };
  if (parseIp4(name) !== null) return { ip: name, port, path: '' };
  const ip = host(name);
  return ip === '' ? stopAt(d, `host not found in "${text}" of the "listen" directive`) : { ip, port, path: '' };
}

/** `0.0.0.0:80`, `[::]:80` or `unix:/path`. */
export function listenName(l: Address): Bytes {
  if (l.path !== '') return `unix:${l.path}`;
  return l.ip.includes(':') ? `[${l.ip}]:${l.port}` : `${l.ip}:${l.port}`;
}

interface Entry {
  readonly address: Address;
  readonly servers: number[];
  fixed: boolean;
}

/** Gathers the addresses of all servers. */
export class ListenTable {
  private readonly entries = new Map<Bytes, Entry>();
  private readonly names = new Map<Bytes, Set<Bytes>>();
  private readonly host: (name: Bytes) => string;
  readonly warnings: Bytes[] = [];

  constructor(host: (name: Bytes) => string) {
    this.host = host;
  }

  /** The directive `d` of server number `server`; null for the address of a server without one. */
  add(d: Directive | null, server: number, fallback: Address): void {
    const address = d === null ? fallback : parseAddress(d, d.args[0] as Bytes, this.host);
    const isDefault = d !== null && this.options(d);
    const key = listenName(address);
    let entry = this.entries.get(key);
    if (entry === undefined) {
      entry = { address, servers: [], fixed: false };
      this.entries.set(key, entry);
    }
    if (entry.servers.includes(server)) stopAt(d as Directive, `a duplicate listen ${key}`);
    if (isDefault && entry.fixed) stopAt(d as Directive, `a duplicate default server for ${key}`);
    if (isDefault) {
      entry.fixed = true;
      entry.servers.unshift(server);
    } else entry.servers.push(server);
  }

  private options(d: Directive): boolean {
    let isDefault = false;
    for (const word of d.args.slice(1)) {
      if (word === 'default_server' || word === 'default') isDefault = true;
      else if (word === 'ssl' || word === 'quic' || word === 'proxy_protocol')
        stopAt(d, `the parameter "${word}" of "listen" is not simulated`);
      else if (!IGNORED.test(word)) stopAt(d, `invalid parameter "${word}"`);
    }
    return isDefault;
  }

  /** Notes names that two servers of one address share. */
  checkNames(names: readonly (readonly Bytes[])[]): void {
    for (const [key, entry] of this.entries) {
      const seen = this.names.get(key) ?? new Set<Bytes>();
      this.names.set(key, seen);
      for (const server of [...entry.servers].sort((a, b) => a - b)) {
        for (const name of names[server] as readonly Bytes[]) {
          if (seen.has(name)) this.warnings.push(`conflicting server name "${name}" on ${key}, ignored`);
          seen.add(name);
        }
      }
    }
  }

  list(): readonly Listen[] {
    return [...this.entries.values()].map((entry) => ({ ...entry.address, servers: entry.servers }));
  }
}
