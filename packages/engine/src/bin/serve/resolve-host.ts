/**
 * getaddrinfo(3) for programs: /etc/hosts first, then the name servers of /etc/resolv.conf over UDP (resolver(3),
 * resolv.conf(5)). A lookup is a plain record that its program keeps in its locals and steps until it is done.
 */
import { EAGAIN } from '../../kernel/errno.ts';
import type { Next, Proc } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { decodeDns, encodeDns, NOERROR, NXDOMAIN, query, TYPE_A } from '../../util/dns-message.ts';
import { parseIp4, parseIp6 } from '../../util/ip-address.ts';

/** A lookup under way or ended. */
export interface Lookup {
  readonly name: Bytes;
  /** Names still to be asked for, the current one first (search domains). */
  readonly names: readonly Bytes[];
  readonly servers: readonly string[];
  /** Which server is being asked, and in which round. */
  readonly server: number;
  readonly round: number;
  readonly fd: number;
  readonly id: number;
  /** When the present question is given up, ns. */
  readonly deadline: number;
  readonly done: boolean;
  readonly addresses: readonly string[];
  /** Why there are none: `none` no such name, `again` no server answered. */
  readonly error: '' | 'none' | 'again';
}

const TIMEOUT_NS = 5e9;
const ROUNDS = 2;

function words(line: Bytes): readonly Bytes[] {
  const hash = line.search(/[#;]/);
  return (hash < 0 ? line : line.slice(0, hash)).split(/[ \t]+/).filter((word) => word !== '');
}

function hostsFile(p: Proc, name: Bytes): readonly string[] {
  const text = p.readFile('/etc/hosts');
  if (typeof text === 'number') return [];
  const found: string[] = [];
  const lower = name.toLowerCase();
  for (const line of text.split('\n')) {
    const parts = words(line);
    const ip = parts[0];
    if (ip !== undefined && parts.slice(1).some((word) => word.toLowerCase() === lower) && parseIp4(ip) !== null)
      found.push(ip);
  }
  return found;
}

interface ResolvConf {
  readonly servers: readonly string[];
  readonly search: readonly Bytes[];
  readonly ndots: number;
}

function resolvConf(p: Proc): ResolvConf {
  const text = p.readFile('/etc/resolv.conf');
  const servers: string[] = [];
  let search: readonly Bytes[] = [];
  let ndots = 1;
  for (const line of typeof text === 'number' ? [] : text.split('\n')) {
    const parts = words(line);
    if (parts[0] === 'nameserver' && parts[1] !== undefined && servers.length < 3) servers.push(parts[1]);
    if (parts[0] === 'search' || parts[0] === 'domain') search = parts.slice(1);
    for (const option of parts[0] === 'options' ? parts.slice(1) : [])
      if (option.startsWith('ndots:')) ndots = Number(option.slice(6)) || 0;
  }
  return {
    servers: servers.length > 0 ? servers : ['127.0.0.1'],
    search: search.filter((word) => word !== '.'),
    ndots,
  };
}

function ended(name: Bytes, addresses: readonly string[], error: Lookup['error'] = ''): Lookup {
  return {
    name,
    names: [],
    servers: [],
    server: 0,
    round: 0,
    fd: -1,
    id: 0,
    deadline: 0,
    done: true,
    addresses,
    error,
  };
}

/** Begins to look up `name`. It may be done at once: an address, or a name in /etc/hosts. */
export function beginLookup(p: Proc, name: Bytes): Lookup {
  if (parseIp4(name) !== null || parseIp6(name) !== null) return ended(name, [name]);
  if (name === '' || name.length > 253) return ended(name, [], 'none');
  const local = hostsFile(p, name);
  if (local.length > 0) return ended(name, local);
  if (name.toLowerCase() === 'localhost') return ended(name, ['127.0.0.1']);
  const conf = resolvConf(p);
  const plain = name.endsWith('.') ? [name.slice(0, -1)] : [name];
  const searched = name.endsWith('.') ? [] : conf.search.map((domain) => `${name}.${domain}`);
  const names = name.split('.').length - 1 >= conf.ndots ? [...plain, ...searched] : [...searched, ...plain];
  return ask(p, {
    name,
    names,
    servers: conf.servers,
    server: 0,
    round: 0,
    fd: -1,
    id: 0,
    deadline: 0,
    done: false,
    addresses: [],
    error: '',
  });
}

function shut(p: Proc, l: Lookup): void {
  if (l.fd >= 0) p.close(l.fd);
}

/** Sends the present question to the present server. */
function ask(p: Proc, l: Lookup): Lookup {
  const server = l.servers[l.server] as string;
  const fd = p.socket(parseIp4(server) === null ? 'inet6' : 'inet', 'dgram');
  if (fd < 0) return ended(l.name, [], 'again');
  p.setCloexec(fd, true);
  const id = p.random(2);
  const number = id.charCodeAt(0) * 256 + id.charCodeAt(1);
  const packet = encodeDns(query(number, l.names[0] as Bytes, TYPE_A));
  if (packet === null) {
    p.close(fd);
    return ended(l.name, [], 'none');
  }
  const asked = { ...l, fd, id: number, deadline: p.now + TIMEOUT_NS };
  return p.sendto(fd, packet, { ip: server, port: 53 }) < 0 ? nextServer(p, asked) : asked;
}

function nextServer(p: Proc, l: Lookup): Lookup {
  shut(p, l);
  if (l.server + 1 < l.servers.length) return ask(p, { ...l, server: l.server + 1 });
  if (l.round + 1 < ROUNDS) return ask(p, { ...l, server: 0, round: l.round + 1 });
  return ended(l.name, [], 'again');
}

/** Takes the lookup as far as it goes without waiting. */
export function stepLookup(p: Proc, l: Lookup): Lookup {
  if (l.done) return l;
  for (;;) {
    const got = p.recvfrom(l.fd);
    if (got === EAGAIN) return p.now >= l.deadline ? nextServer(p, l) : l;
    if (typeof got === 'number') return nextServer(p, l);
    const message = decodeDns(got.data);
    if (message === null || message.id !== l.id) continue;
    if (message.rcode !== NOERROR && message.rcode !== NXDOMAIN) return nextServer(p, l);
    const addresses = message.answers.filter((record) => record.type === TYPE_A).map((record) => record.data as string);
    shut(p, l);
    if (addresses.length > 0) return ended(l.name, addresses);
    const names = l.names.slice(1);
    return names.length === 0 ? ended(l.name, [], 'none') : ask(p, { ...l, names, server: 0, round: 0 });
  }
}

/** Waits until `stepLookup` may get further. */
export function waitLookup(p: Proc, l: Lookup, label: string): Next {
  return p.poll([l.fd], label, Math.max(1, l.deadline - p.now));
}
