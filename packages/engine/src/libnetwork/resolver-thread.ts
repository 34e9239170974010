/**
 * The embedded DNS server as it runs: a thread of dockerd for each sandbox, with sockets in the sandbox's namespace. It
 * answers from the networks (resolver.ts) and forwards the rest over sockets of the host's or the sandbox's namespace.
 */
import { EAGAIN } from '../kernel/errno.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { newSocket } from '../kernel/net/socket.ts';
import { installSocket } from '../kernel/net/socket-file.ts';
import { defineProgram, type Next, type Proc, type Program } from '../program/program.ts';
import type { Bytes } from '../util/bytes.ts';
import { type DnsMessage, decodeDns, encodeDns, NOERROR, NXDOMAIN } from '../util/dns-message.ts';
import { resolverState } from './controller.ts';
import { sandboxTable } from './network.ts';
import type { ExtServer } from './resolv-conf.ts';
import { resolve, serverFailure } from './resolver.ts';

/** A query that waits for a server's answer. `tcp` is the client's connection, -1 for a datagram. */
interface Forward {
  readonly fd: number;
  readonly query: Bytes;
  readonly servers: readonly ExtServer[];
  readonly deadline: number;
  readonly ip: string;
  readonly port: number;
  readonly tcp: number;
}

/** A TCP client and what it has sent of its next query. */
interface TcpClient {
  readonly fd: number;
  readonly data: Bytes;
}

export interface ResolverLocals {
  sandbox: string;
  udp: number;
  tcp: number;
  forwards: readonly Forward[];
  clients: readonly TcpClient[];
}

/** extIOTimeout. */
const FORWARD_NS = 4_000_000_000;
/** Largest answer over UDP without EDNS. */
const MAX_UDP = 512;

/** Fisher-Yates by the world's `dns` stream. */
function shuffle(k: Kernel, ips: readonly string[]): readonly string[] {
  const out = ips.slice();
  for (let i = out.length - 1; i > 0; i--) {
    const j = k.random32('dns') % (i + 1);
    [out[i], out[j]] = [out[j] as string, out[i] as string];
  }
  return out;
}

function send(p: Proc<ResolverLocals>, to: Pick<Forward, 'ip' | 'port' | 'tcp'>, answer: Bytes): void {
  if (to.tcp >= 0) p.write(to.tcp, String.fromCharCode(answer.length >> 8, answer.length & 255) + answer);
  else p.sendto(p.locals.udp, answer, { ip: to.ip, port: to.port });
}

function encodeAnswer(message: DnsMessage, tcp: boolean): Bytes {
  const whole = encodeDns(message) ?? '';
  if (tcp || whole.length <= MAX_UDP) return whole;
  let answers = message.answers;
  let text = whole;
  while (text.length > MAX_UDP && answers.length > 0) {
    answers = answers.slice(0, -1);
    text = encodeDns({ ...message, truncated: true, answers }) ?? '';
  }
  return text;
}

/** A socket to ask a server from: in the host's namespace, or in the sandbox's. */
function serverSocket(p: Proc<ResolverLocals>, server: ExtServer): number {
  if (server.host) return p.socket(server.ip.includes(':') ? 'inet6' : 'inet', 'dgram');
  const { k } = p;
  const sandbox = k.tx.get(sandboxTable, p.locals.sandbox);
  if (sandbox === undefined) return -1;
  return installSocket(
    k,
    newSocket(k, sandbox.ns, server.ip.includes(':') ? 'inet6' : 'inet', 'dgram', 0, 0, 64, false),
  );
}

/** Asks the first of the servers that can be asked; null when none can. */
function ask(p: Proc<ResolverLocals>, forward: Omit<Forward, 'fd' | 'deadline'>): Forward | null {
  for (let i = 0; i < forward.servers.length; i++) {
    const server = forward.servers[i] as ExtServer;
    const fd = serverSocket(p, server);
    if (fd < 0) continue;
    if (p.connect(fd, { ip: server.ip, port: 53 }) >= 0 && p.sendto(fd, forward.query, null) >= 0) {
      return { ...forward, fd, servers: forward.servers.slice(i + 1), deadline: p.now + FORWARD_NS };
    }
    p.close(fd);
  }
  return null;
}

function fail(p: Proc<ResolverLocals>, to: Pick<Forward, 'ip' | 'port' | 'tcp'>, query: DnsMessage): void {
  send(p, to, encodeAnswer(serverFailure(query), to.tcp >= 0));
}

function serve(p: Proc<ResolverLocals>, data: Bytes, to: Pick<Forward, 'ip' | 'port' | 'tcp'>): void {
  const query = decodeDns(data);
  const state = resolverState(p.k, p.locals.sandbox);
  if (query === null || query.response || state === null) return;
  const resolved = resolve(state, query, (ips) => shuffle(p.k, ips));
  if (resolved.kind === 'answer') {
    send(p, to, encodeAnswer(resolved.message, to.tcp >= 0));
    return;
  }
  const forward = ask(p, { ...to, query: data, servers: resolved.servers });
  if (forward === null) fail(p, to, query);
  else p.locals.forwards = [...p.locals.forwards, forward];
}

/** Takes a forwarded query on: passes the answer back, or asks the next server. Null when it is settled. */
function advance(p: Proc<ResolverLocals>, forward: Forward): Forward | null {
  const got = p.recvfrom(forward.fd);
  if (got === EAGAIN && p.now < forward.deadline) return forward;
  p.close(forward.fd);
  const answer = typeof got === 'number' ? null : decodeDns(got.data);
  const query = decodeDns(forward.query);
  const good = answer !== null && (answer.rcode === NOERROR || answer.rcode === NXDOMAIN);
  if (good && typeof got !== 'number') {
    send(p, forward, got.data);
    return null;
  }
  const next = ask(p, forward);
  if (next === null && query !== null) fail(p, forward, query);
  return next;
}

function readClient(p: Proc<ResolverLocals>, client: TcpClient): TcpClient | null {
  let { data } = client;
  for (;;) {
    const more = p.read(client.fd, 65_536);
    if (more === EAGAIN) break;
    if (typeof more === 'number' || more === '') {
      p.close(client.fd);
      return null;
    }
    data += more;
  }
  while (data.length >= 2) {
    const length = (data.charCodeAt(0) << 8) | data.charCodeAt(1);
    if (data.length < length + 2) break;
    serve(p, data.slice(2, length + 2), { ip: '', port: 0, tcp: client.fd });
    data = data.slice(length + 2);
  }
  return { fd: client.fd, data };
}

function loop(p: Proc<ResolverLocals>): Next {
  const { locals } = p;
  for (;;) {
    const got = p.recvfrom(locals.udp);
    if (got === EAGAIN) break;
    // the sandbox is gone, and its sockets with it
    if (typeof got === 'number') return stop(p);
    serve(p, got.data, { ip: got.from.ip, port: got.from.port, tcp: -1 });
  }
  for (;;) {
    const client = p.accept(locals.tcp);
    if (client < 0) break;
    locals.clients = [...locals.clients, { fd: client, data: '' }];
  }
  locals.clients = locals.clients.map((client) => readClient(p, client)).filter((client) => client !== null);
  locals.forwards = locals.forwards.map((forward) => advance(p, forward)).filter((forward) => forward !== null);
  const fds = [
    locals.udp,
    locals.tcp,
    ...locals.clients.map((client) => client.fd),
    ...locals.forwards.map((forward) => forward.fd),
  ];
  const due = locals.forwards.reduce((least, forward) => Math.min(least, forward.deadline), Number.MAX_SAFE_INTEGER);
  return p.poll(fds, 'loop', locals.forwards.length === 0 ? undefined : Math.max(0, due - p.now));
}

function stop(p: Proc<ResolverLocals>): Next {
  const { udp, tcp, clients, forwards } = p.locals;
  for (const fd of [udp, tcp, ...clients.map((client) => client.fd), ...forwards.map((forward) => forward.fd)])
    p.close(fd);
  return p.exit(0);
}

/** Started with the sandbox's id and the descriptors of its two sockets. */
export const resolverThread: Program<ResolverLocals> = defineProgram<ResolverLocals>('dockerd/resolver', 1, {
  start: (p) => {
    const { sandbox, udp, tcp } = p.locals;
    p.locals = { sandbox, udp, tcp, forwards: [], clients: [] };
    return p.goto('loop');
  },
  loop,
});
