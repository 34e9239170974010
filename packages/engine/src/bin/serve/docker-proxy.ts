/**
 * docker-proxy (moby cmd/docker-proxy): carries connections and datagrams from a host port to a container. dockerd has bound
 * the socket and passes it as descriptor 4. A thread of its own serves each TCP connection.
 */
import { EAGAIN, EINPROGRESS } from '../../kernel/errno.ts';
import { defineProgram, type Next, type Proc, type Program } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';

/** Listening or bound socket that dockerd passes. */
const LISTEN_FD = 4;
const CHUNK = 65_536;
/** Clients of UDP are forgotten after this silence (UDPConnTrackTimeout). */
const UDP_IDLE_NS = 90_000_000_000;
const SIGTERM = 15;
const SIGINT = 2;

/** A datagram client and the socket that speaks for it to the container. */
interface UdpClient {
  readonly ip: string;
  readonly port: number;
  readonly fd: number;
  readonly seen: number;
}

interface ProxyLocals {
  ip: string;
  port: number;
  clients: readonly UdpClient[];
}

/** Bytes on their way in one direction: what was read and could not be written yet, and whether the source has ended. */
interface Flow {
  readonly from: number;
  readonly to: number;
  readonly pending: Bytes;
  readonly ended: boolean;
  readonly shut: boolean;
}

interface CopyLocals {
  client: number;
  backend: number;
  ip: string;
  port: number;
  flows: readonly Flow[];
}

function option(argv: readonly Bytes[], name: Bytes): Bytes {
  const at = argv.indexOf(name);
  return at < 0 ? '' : (argv[at + 1] ?? '');
}

function start(p: Proc<ProxyLocals>): Next {
  for (const signal of [SIGTERM, SIGINT]) p.sigaction(signal, 'catch');
  p.locals = { ip: option(p.argv, '-container-ip'), port: Number(option(p.argv, '-container-port')), clients: [] };
  if (p.locals.ip === '' || !p.argv.includes('-use-listen-fd')) {
    p.print(2, 'docker-proxy: -container-ip and -use-listen-fd are required\n');
    return p.exit(1);
  }
  const proto = option(p.argv, '-proto');
  return proto === 'udp' ? p.goto('udp') : p.goto('accept');
}

function accept(p: Proc<ProxyLocals>): Next {
  for (;;) {
    const client = p.accept(LISTEN_FD);
    if (client === EAGAIN) return p.waitRead(LISTEN_FD, 'accept');
    if (client < 0) return p.exit(1);
    const { ip, port } = p.locals;
    if (p.thread('docker-proxy/copy', { client, backend: -1, ip, port, flows: [] }) < 0) p.close(client);
  }
}

/** The socket to the container for a client; a new one when it has none. */
function clientFor(p: Proc<ProxyLocals>, ip: string, port: number): number {
  const known = p.locals.clients.find((client) => client.ip === ip && client.port === port);
  if (known !== undefined) {
    p.locals.clients = p.locals.clients.map((client) => (client === known ? { ...client, seen: p.now } : client));
    return known.fd;
  }
  const fd = p.socket(p.locals.ip.includes(':') ? 'inet6' : 'inet', 'dgram');
  if (fd < 0) return fd;
  if (p.connect(fd, { ip: p.locals.ip, port: p.locals.port }) < 0) {
    p.close(fd);
    return -1;
  }
  p.locals.clients = [...p.locals.clients, { ip, port, fd, seen: p.now }];
  return fd;
}

function dropIdle(p: Proc<ProxyLocals>): void {
  const idle = p.locals.clients.filter((client) => p.now - client.seen >= UDP_IDLE_NS);
  if (idle.length === 0) return;
  for (const client of idle) p.close(client.fd);
  p.locals.clients = p.locals.clients.filter((client) => !idle.includes(client));
}

function udp(p: Proc<ProxyLocals>): Next {
  for (;;) {
    const got = p.recvfrom(LISTEN_FD);
    if (typeof got === 'number') break;
    const fd = clientFor(p, got.from.ip, got.from.port);
    if (fd >= 0) p.sendto(fd, got.data, null);
  }
  for (const client of p.locals.clients) {
    for (;;) {
      const got = p.recvfrom(client.fd);
      if (typeof got === 'number') break;
      p.sendto(LISTEN_FD, got.data, { ip: client.ip, port: client.port });
    }
  }
  dropIdle(p);
  const { clients } = p.locals;
  return p.poll(
    [LISTEN_FD, ...clients.map((client) => client.fd)],
    'udp',
    clients.length === 0 ? undefined : UDP_IDLE_NS,
  );
}

function copyStart(p: Proc<CopyLocals>): Next {
  const { ip, port } = p.locals;
  const backend = p.socket(ip.includes(':') ? 'inet6' : 'inet', 'stream');
  if (backend < 0) return finish(p);
  p.locals.backend = backend;
  const result = p.connect(backend, { ip, port });
  if (result < 0 && result !== EINPROGRESS) return finish(p);
  return p.waitWrite(backend, 'connected');
}

function connected(p: Proc<CopyLocals>): Next {
  const { client, backend } = p.locals;
  const error = p.sockError(backend);
  if (error === EINPROGRESS) return p.waitWrite(backend, 'connected');
  // "Can't forward traffic to backend": the client's connection is just closed
  if (error !== 0) return finish(p);
  const flow = (from: number, to: number): Flow => ({ from, to, pending: '', ended: false, shut: false });
  p.locals.flows = [flow(client, backend), flow(backend, client)];
  return p.goto('copy');
}

/** Moves what can be moved in one direction. */
function pump(p: Proc<CopyLocals>, flow: Flow): Flow {
  let { pending, ended, shut } = flow;
  for (;;) {
    if (pending === '' && !ended) {
      const data = p.read(flow.from, CHUNK);
      if (data === EAGAIN) break;
      if (typeof data === 'number' || data === '') ended = true;
      else pending = data;
    }
    if (pending === '') break;
    const n = p.write(flow.to, pending);
    if (n === EAGAIN) break;
    if (n < 0) {
      pending = '';
      ended = true;
      p.shutdown(flow.from, 'read');
      break;
    }
    pending = pending.slice(n);
  }
  if (ended && pending === '' && !shut) {
    p.shutdown(flow.to, 'write');
    shut = true;
  }
  return { from: flow.from, to: flow.to, pending, ended, shut };
}

function copy(p: Proc<CopyLocals>): Next {
  const flows = p.locals.flows.map((flow) => pump(p, flow));
  p.locals.flows = flows;
  if (flows.every((flow) => flow.shut)) return finish(p);
  const readers = flows.filter((flow) => flow.pending === '' && !flow.ended).map((flow) => flow.from);
  const blocked = flows.find((flow) => flow.pending !== '');
  if (blocked === undefined) return p.poll(readers, 'copy');
  if (readers.length === 0) return p.waitWrite(blocked.to, 'copy');
  // one direction is full and the other quiet: look at both again soon
  return p.poll(readers, 'copy', 1_000_000);
}

function finish(p: Proc<CopyLocals>): Next {
  p.close(p.locals.client);
  if (p.locals.backend >= 0) p.close(p.locals.backend);
  return p.exit(0);
}

/** `docker-proxy`. SIGINT from dockerd ends it, and with it all connections. */
export const dockerProxy: Program<ProxyLocals> = defineProgram<ProxyLocals>(
  'docker-proxy',
  1,
  { start, accept, udp },
  { onSignal: (p) => p.exit(0), memory: 3 << 20 },
);

/** A connection of docker-proxy: a thread. */
export const dockerProxyCopy: Program<CopyLocals> = defineProgram<CopyLocals>('docker-proxy/copy', 1, {
  start: copyStart,
  connected,
  copy,
});

/** Both programs. */
// biome-ignore lint/suspicious/noExplicitAny: programs differ in the type of their locals
export const dockerProxyPrograms: readonly Program<any>[] = [dockerProxy, dockerProxyCopy];
