/**
 * getaddrinfo(3) and getnameinfo(3) for programs: /etc/hosts first, then the servers of /etc/resolv.conf over UDP, A and AAAA at once
 * (resolv.conf(5), nsswitch.conf(5) "files dns"). A lookup is a plain record that its program keeps in its locals and steps
 * until it is done.
 */
import { EAGAIN } from '../../kernel/errno.ts';
import type { Next, Proc } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import {
  decodeDns,
  encodeDns,
  NOERROR,
  NXDOMAIN,
  query,
  reverseName,
  TYPE_A,
  TYPE_AAAA,
  TYPE_CNAME,
  TYPE_PTR,
} from '../../util/dns-message.ts';
import { formatIp, parseIp, parseIp4 } from '../../util/ip-address.ts';

/** Which C library looks up: they differ in search order, rounds and what a server's failure means. */
export type Libc = 'glibc' | 'musl';
/** Families wanted: both, or one. */
export type Family = 0 | 4 | 6;

/** Why there is no address: no such name, no address of the family, nobody answered, a server failed. */
export type LookupError = '' | 'noname' | 'nodata' | 'again';

export interface Lookup {
  readonly name: Bytes;
  readonly libc: Libc;
  readonly family: Family;
  /** The name of an address is wanted, not the address of a name: it is found in `canonical`. */
  readonly reverse: boolean;
  /** Names still to be asked for, the current one first. */
  readonly names: readonly Bytes[];
  readonly servers: readonly string[];
  readonly server: number;
  readonly round: number;
  readonly rounds: number;
  readonly timeoutNs: number;
  readonly fd: number;
  /** Identifiers of the questions that are not answered yet, -1 answered. */
  readonly id4: number;
  readonly id6: number;
  readonly deadline: number;
  readonly failed: boolean;
  readonly done: boolean;
  /** Addresses found, as text; IPv6 and IPv4 apart. */
  readonly v4: readonly string[];
  readonly v6: readonly string[];
  /** Name after following CNAMEs, or as in /etc/hosts. */
  readonly canonical: Bytes;
  readonly error: LookupError;
}

interface ResolvConf {
  readonly servers: readonly string[];
  readonly search: readonly Bytes[];
  readonly ndots: number;
  readonly timeoutNs: number;
  readonly attempts: number;
}

function words(line: Bytes): readonly Bytes[] {
  const hash = line.search(/[#;]/);
  return (hash < 0 ? line : line.slice(0, hash)).split(/[ \t\r]+/).filter((word) => word !== '');
}

/** A line of /etc/hosts. */
export interface HostsLine {
  readonly ip: string;
  readonly names: readonly Bytes[];
}

/** Lines of /etc/hosts that hold an address; none when it cannot be read. */
export function readHosts(p: Proc): readonly HostsLine[] {
  const text = p.readFile('/etc/hosts');
  if (typeof text === 'number') return [];
  const out: HostsLine[] = [];
  for (const line of text.split('\n')) {
    const [ip, ...names] = words(line);
    if (ip !== undefined && names.length > 0 && parseIp(ip) !== null) out.push({ ip, names });
  }
  return out;
}

/** /etc/resolv.conf with its defaults. */
export function readResolvConf(p: Proc): ResolvConf {
  const text = p.readFile('/etc/resolv.conf');
  const servers: string[] = [];
  let search: readonly Bytes[] = [];
  let [ndots, timeout, attempts] = [1, 5, 2];
  for (const line of typeof text === 'number' ? [] : text.split('\n')) {
    const [word, ...rest] = words(line);
    if (word === 'nameserver' && rest[0] !== undefined && parseIp(rest[0]) !== null && servers.length < 3)
      servers.push(rest[0]);
    else if (word === 'search' || word === 'domain') search = rest;
    else if (word === 'options') {
      for (const option of rest) {
        const [key, value = ''] = option.split(':');
        const number = Number.parseInt(value, 10);
        if (key === 'ndots' && number >= 0) ndots = Math.min(15, number);
        else if (key === 'timeout' && number > 0) timeout = Math.min(30, number);
        else if (key === 'attempts' && number > 0) attempts = Math.min(5, number);
      }
    }
  }
  return {
    servers: servers.length > 0 ? servers : ['127.0.0.1'],
    search: search.filter((word) => word !== '.'),
    ndots,
    timeoutNs: timeout * 1e9,
    attempts,
  };
}

function ended(
  l: Lookup,
  v4: readonly string[],
  v6: readonly string[],
  canonical: Bytes,
  error: LookupError = '',
): Lookup {
  return { ...l, fd: -1, done: true, v4, v6, canonical, error };
}

function fromHosts(p: Proc, l: Lookup): Lookup | null {
  const wanted = l.name.toLowerCase();
  const lines = readHosts(p).filter((line) => line.names.some((name) => name.toLowerCase() === wanted));
  if (lines.length === 0) return null;
  const of = (v6: boolean) =>
    l.family === (v6 ? 4 : 6) ? [] : lines.filter((line) => line.ip.includes(':') === v6).map((line) => line.ip);
  const [v4, v6] = [of(false), of(true)];
  if (v4.length === 0 && v6.length === 0) return null;
  return ended(l, v4, v6, lines[0]?.names[0] ?? l.name);
}

/** Names to ask for in turn: with enough dots the name itself comes first (glibc), or alone (musl). */
function candidates(name: Bytes, conf: ResolvConf, libc: Libc): readonly Bytes[] {
  if (name.endsWith('.')) return [name.slice(0, -1)];
  const searched = conf.search.map((domain) => `${name}.${domain}`);
  const enough = name.split('.').length - 1 >= conf.ndots;
  if (!enough) return [...searched, name];
  return libc === 'musl' ? [name] : [name, ...searched];
}

function blankLookup(name: Bytes, family: Family, libc: Libc, reverse: boolean): Lookup {
  return {
    name,
    libc,
    family,
    reverse,
    names: [],
    servers: [],
    server: 0,
    round: 0,
    rounds: 2,
    timeoutNs: 0,
    fd: -1,
    id4: -1,
    id6: -1,
    deadline: 0,
    failed: false,
    done: false,
    v4: [],
    v6: [],
    canonical: name,
    error: '',
  };
}

/** Begins to look up the name of an address: in /etc/hosts, then with a PTR question. It ends with `canonical` or an error. */
export function beginReverse(p: Proc, address: string, libc: Libc = 'glibc'): Lookup {
  const blank = blankLookup(address, address.includes(':') ? 6 : 4, libc, true);
  const ip = parseIp(address);
  if (ip === null) return ended(blank, [], [], address, 'noname');
  const line = readHosts(p).find((one) => parseIp(one.ip) === ip);
  if (line !== undefined) return ended(blank, [], [], line.names[0] as Bytes);
  const { servers, timeoutNs, attempts: rounds } = readResolvConf(p);
  return ask(p, { ...blank, names: [reverseName(address) as string], servers, timeoutNs, rounds });
}

/** Begins to look up `name`; it may be done at once: an address, or a name in /etc/hosts. */
export function beginLookup(p: Proc, name: Bytes, family: Family = 0, libc: Libc = 'glibc'): Lookup {
  const blank = blankLookup(name, family, libc, false);
  const literal = parseIp(name);
  if (literal !== null) {
    const v6 = name.includes(':');
    if (family === (v6 ? 4 : 6)) return ended(blank, [], [], name, 'noname');
    return v6 ? ended(blank, [], [formatIp(literal)], name) : ended(blank, [formatIp(literal)], [], name);
  }
  if (name === '' || name.length > 253 || name.split('.').some((label) => label.length > 63))
    return ended(blank, [], [], name, 'noname');
  const local = fromHosts(p, blank);
  if (local !== null) return local;
  const conf = readResolvConf(p);
  const { servers, timeoutNs, attempts: rounds } = conf;
  return ask(p, { ...blank, names: candidates(name, conf, libc), servers, timeoutNs, rounds });
}

function shut(p: Proc, l: Lookup): void {
  if (l.fd >= 0) p.close(l.fd);
}

/** Sends the present questions to the present server. */
function ask(p: Proc, l: Lookup): Lookup {
  const server = l.servers[l.server] as string;
  const fd = p.socket(parseIp4(server) === null ? 'inet6' : 'inet', 'dgram');
  if (fd < 0) return ended(l, [], [], l.name, 'again');
  if (p.connect(fd, { ip: server, port: 53 }) < 0) return nextServer(p, { ...l, fd });
  const random = p.random(2);
  const number = (random.charCodeAt(0) << 8) | random.charCodeAt(1);
  const [id4, id6] = l.reverse ? [number, -1] : [l.family === 6 ? -1 : number, l.family === 4 ? -1 : number ^ 1];
  const asked: Lookup = {
    ...l,
    fd,
    id4,
    id6,
    v4: [],
    v6: [],
    canonical: l.names[0] as Bytes,
    deadline: p.now + l.timeoutNs,
  };
  for (const [id, type] of [
    [id4, l.reverse ? TYPE_PTR : TYPE_A],
    [id6, TYPE_AAAA],
  ] as const) {
    if (id < 0) continue;
    const packet = encodeDns(query(id, l.names[0] as Bytes, type));
    if (packet === null) {
      p.close(fd);
      return ended(l, [], [], l.name, 'noname');
    }
    if (p.sendto(fd, packet, null) < 0) return nextServer(p, asked);
  }
  return asked;
}

function nextServer(p: Proc, l: Lookup): Lookup {
  shut(p, l);
  if (l.server + 1 < l.servers.length) return ask(p, { ...l, server: l.server + 1 });
  if (l.round + 1 < l.rounds && !l.failed) return ask(p, { ...l, server: 0, round: l.round + 1 });
  return ended(l, [], [], l.name, 'again');
}

/** All questions are answered: an end, or the next name of the search list. */
function settle(p: Proc, l: Lookup, known: boolean): Lookup {
  shut(p, l);
  if (l.v4.length > 0 || l.v6.length > 0) return ended(l, l.v4, l.v6, l.canonical);
  const names = l.names.slice(1);
  if (names.length > 0) return ask(p, { ...l, names, server: 0, round: 0 });
  return ended(l, [], [], l.name, known ? 'nodata' : 'noname');
}

/** Takes the lookup as far as it goes without waiting. */
export function stepLookup(p: Proc, lookup: Lookup): Lookup {
  let l = lookup;
  let known = false;
  while (!l.done) {
    const got = p.recvfrom(l.fd);
    if (got === EAGAIN) return p.now >= l.deadline ? nextServer(p, l) : l;
    if (typeof got === 'number') return nextServer(p, l);
    const message = decodeDns(got.data);
    if (message === null || !message.response || (message.id !== l.id4 && message.id !== l.id6)) continue;
    if (message.rcode !== NOERROR && message.rcode !== NXDOMAIN) {
      // musl waits for somebody better; glibc goes to the next server, and gives up after the last
      if (l.libc === 'musl') continue;
      return nextServer(p, { ...l, failed: true });
    }
    known = known || message.rcode === NOERROR;
    if (l.reverse) {
      const name = message.answers.find((record) => record.type === TYPE_PTR)?.data;
      shut(p, l);
      return ended(l, [], [], name ?? l.name, name === undefined ? 'noname' : '');
    }
    const v6 = message.id === l.id6;
    const found = message.answers
      .filter((record) => record.type === (v6 ? TYPE_AAAA : TYPE_A))
      .map((record) => record.data);
    const alias = message.answers.filter((record) => record.type === TYPE_CNAME).pop()?.data;
    l = v6 ? { ...l, id6: -1, v6: found } : { ...l, id4: -1, v4: found };
    if (alias !== undefined) l = { ...l, canonical: alias };
    if (l.id4 < 0 && l.id6 < 0) return settle(p, l, known);
  }
  return l;
}

/** Waits until `stepLookup` may get further. */
export function waitLookup(p: Proc, l: Lookup, label: string): Next {
  return p.poll([l.fd], label, Math.max(1, l.deadline - p.now));
}

/** Addresses, those of the preferred family first. */
export function addressesOf(l: Lookup, first: 4 | 6): readonly string[] {
  return first === 4 ? [...l.v4, ...l.v6] : [...l.v6, ...l.v4];
}

/** glibc's gai_strerror(3). */
export function gaiText(error: LookupError): string {
  if (error === 'again') return 'Temporary failure in name resolution';
  return error === 'nodata' ? 'No address associated with hostname' : 'Name or service not known';
}
