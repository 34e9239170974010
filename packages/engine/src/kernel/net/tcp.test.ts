import { describe, expect, it } from 'vitest';
import { ANY4, ANY6 } from '../../util/ip-address.ts';
import {
  EADDRINUSE,
  EADDRNOTAVAIL,
  EAGAIN,
  ECONNREFUSED,
  ECONNRESET,
  EHOSTUNREACH,
  EINPROGRESS,
  ENETUNREACH,
  EPIPE,
  ETIMEDOUT,
} from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { iptables } from '../netfilter/iptables.ts';
import { dropNamespace } from '../ns/namespace.ts';
import { bindSocket } from './bind.ts';
import { advance, newKernel } from './fixtures/kernel-fixture.ts';
import { ip4, makeBridge, makeContainer, makeHost } from './fixtures/topology.ts';
import { getSocket, listSockets, newSocket, socketTable, tcpTupleTable } from './socket.ts';
import { closeStream, shutdownStream } from './tcp-close.ts';
import { acceptSocket, connectStream, listenSocket } from './tcp-open.ts';
import { SNDBUF, WINDOW } from './tcp-segment.ts';
import { readStream, takeError, writeStream } from './tcp-stream.ts';

const MS = 1_000_000;
const SECOND = 1000 * MS;

function lab() {
  const k = newKernel();
  const host = makeHost(k);
  makeBridge(k, host, 'docker0', '172.17.0.1');
  const a = makeContainer(k, host, 'docker0', '172.17.0.2', '172.17.0.1');
  const b = makeContainer(k, host, 'docker0', '172.17.0.3', '172.17.0.1');
  return { k, host, a, b };
}

const stream = (k: Kernel, ns: number, domain: 'inet' | 'inet6' = 'inet', v6only = false) =>
  newSocket(k, ns, domain, 'stream', 0, 0, 64, v6only);

function listener(k: Kernel, ns: number, port: number, backlog = 128): number {
  const id = stream(k, ns);
  expect([bindSocket(k, id, ANY4, port, null), listenSocket(k, id, backlog)]).toEqual([0, 0]);
  return id;
}

/** A connection from `a` to `b`:80: [client, server]. */
function connected({ k, a, b }: ReturnType<typeof lab>): readonly [number, number] {
  const server = listener(k, b, 80);
  const client = stream(k, a);
  expect(connectStream(k, client, ip4('172.17.0.3'), 80)).toBe(EINPROGRESS);
  advance(k, MS);
  return [client, acceptSocket(k, server)];
}

describe('tcp: opening', () => {
  it('shakes hands by timers, then both ends know each other', () => {
    const net = lab();
    const { k, a, b } = net;
    const server = listener(k, b, 80);
    const client = stream(k, a);
    expect(connectStream(k, client, ip4('172.17.0.3'), 80)).toBe(EINPROGRESS);
    expect([getSocket(k, client).state, acceptSocket(k, server)]).toEqual(['SYN-SENT', EAGAIN]);
    advance(k, MS);
    const child = acceptSocket(k, server);
    const [near, far] = [getSocket(k, client), getSocket(k, child)];
    expect([near.state, far.state]).toEqual(['ESTAB', 'ESTAB']);
    expect([far.peerIp, far.peerPort, far.ip, far.port]).toEqual([near.ip, near.port, near.peerIp, near.peerPort]);
    expect(near.port >= 32768 && near.port <= 60999).toBe(true);
  });

  it('is refused where nobody listens', () => {
    const { k, a } = lab();
    const client = stream(k, a);
    connectStream(k, client, ip4('172.17.0.3'), 81);
    advance(k, MS);
    expect([getSocket(k, client).state, takeError(k, client)]).toEqual(['UNCONN', ECONNREFUSED]);
  });

  it('gives up on a silent path after 131 seconds, as with tcp_syn_retries 6 and 4 linear timeouts', () => {
    const { k, host, a } = lab();
    iptables(k, host, false, ['-A', 'FORWARD', '-j', 'DROP']);
    const client = stream(k, a);
    connectStream(k, client, ip4('172.17.0.3'), 80);
    advance(k, 131 * SECOND - MS);
    expect(getSocket(k, client).state).toBe('SYN-SENT');
    advance(k, 2 * MS);
    expect(takeError(k, client)).toBe(ETIMEDOUT);
  });

  it('learns of a silent neighbour after three solicitations, of a missing route at once', () => {
    const { k, a } = lab();
    const client = stream(k, a);
    connectStream(k, client, ip4('172.17.0.99'), 80);
    advance(k, 3 * SECOND);
    expect(takeError(k, client)).toBe(0);
    advance(k, 100 * MS);
    expect(takeError(k, client)).toBe(EHOSTUNREACH);
    const lonely = newKernel();
    const ns = makeHost(lonely);
    const other = stream(lonely, ns, 'inet6');
    expect(connectStream(lonely, other, 'fd000000000000000000000000000001', 80)).toBe(ENETUNREACH);
  });

  it('connects after all when the other end appears between two SYNs', () => {
    const { k, a, b } = lab();
    const client = stream(k, a);
    iptables(k, b, false, ['-A', 'INPUT', '-j', 'DROP']);
    connectStream(k, client, ip4('172.17.0.3'), 80);
    advance(k, 500 * MS);
    iptables(k, b, false, ['-F']);
    listener(k, b, 80);
    advance(k, 600 * MS);
    expect(getSocket(k, client).state).toBe('ESTAB');
  });

  it('REJECT with tcp-reset refuses', () => {
    const { k, b, a } = lab();
    listener(k, b, 80);
    iptables(k, b, false, ['-A', 'INPUT', '-p', 'tcp', '-j', 'REJECT', '--reject-with', 'tcp-reset']);
    const client = stream(k, a);
    connectStream(k, client, ip4('172.17.0.3'), 80);
    advance(k, MS);
    expect(takeError(k, client)).toBe(ECONNREFUSED);
  });

  it('leaves what does not fit the backlog to the client, who tries again', () => {
    const { k, a, b } = lab();
    const server = listener(k, b, 80, 0);
    const clients = [stream(k, a), stream(k, a)];
    for (const client of clients) {
      connectStream(k, client, ip4('172.17.0.3'), 80);
      advance(k, MS);
    }
    expect(clients.map((client) => getSocket(k, client).state)).toEqual(['ESTAB', 'SYN-SENT']);
    acceptSocket(k, server);
    advance(k, SECOND);
    expect(getSocket(k, clients[1] ?? 0).state).toBe('ESTAB');
  });

  it('resets a connection whose listener is gone before accept', () => {
    const { k, a, b } = lab();
    const server = listener(k, b, 80);
    const client = stream(k, a);
    connectStream(k, client, ip4('172.17.0.3'), 80);
    advance(k, MS);
    closeStream(k, server);
    advance(k, MS);
    expect(readStream(k, client, 10)).toBe(ECONNRESET);
  });
});

describe('tcp: binding', () => {
  it('keeps wildcard, specific and dual-stack listeners apart', () => {
    const { k, a } = lab();
    listener(k, a, 80);
    const bindTo = (ip: typeof ANY4 | typeof ANY6 | number, domain: 'inet' | 'inet6', v6only = false) =>
      bindSocket(k, stream(k, a, domain, v6only), ip, 80, null);
    expect(bindTo(ANY4, 'inet')).toBe(EADDRINUSE);
    expect(bindTo(ip4('172.17.0.2'), 'inet')).toBe(EADDRINUSE);
    expect(bindTo(ANY6, 'inet6')).toBe(EADDRINUSE);
    expect(bindTo(ANY6, 'inet6', true)).toBe(0);
    expect(bindSocket(k, stream(k, a), ip4('10.9.9.9'), 81, null)).toBe(EADDRNOTAVAIL);
  });

  it('lets two specific addresses share a port', () => {
    const { k, host } = lab();
    for (const address of ['127.0.0.1', '172.17.0.1', '192.0.2.10']) {
      const id = stream(k, host);
      expect([bindSocket(k, id, ip4(address), 8080, null), listenSocket(k, id, 1)]).toEqual([0, 0]);
    }
    expect(bindSocket(k, stream(k, host), ANY4, 8080, null)).toBe(EADDRINUSE);
  });

  it('finds the listener that fits best', () => {
    const { k, host } = lab();
    const any = stream(k, host, 'inet6');
    bindSocket(k, any, ANY6, 80, null);
    listenSocket(k, any, 10);
    const local = stream(k, host, 'inet');
    const client = stream(k, host);
    connectStream(k, client, ip4('127.0.0.1'), 80);
    advance(k, MS);
    expect(acceptSocket(k, any)).toBeGreaterThan(0);
    expect(bindSocket(k, local, ip4('127.0.0.1'), 80, null)).toBe(EADDRINUSE);
  });

  it('frees a port with its listener', () => {
    const { k, a } = lab();
    closeStream(k, listener(k, a, 80));
    listener(k, a, 80);
  });
});

describe('tcp: streams', () => {
  it('carries bytes in order both ways, also many small writes', () => {
    const net = lab();
    const [client, server] = connected(net);
    for (let i = 0; i < 500; i++) writeStream(net.k, client, `${i},`);
    writeStream(net.k, server, 'hello');
    advance(net.k, MS);
    expect(readStream(net.k, server, 1_000_000)).toBe(Array.from({ length: 500 }, (_, i) => `${i},`).join(''));
    expect([readStream(net.k, client, 2), readStream(net.k, client, 100), readStream(net.k, client, 1)]).toEqual([
      'he',
      'llo',
      EAGAIN,
    ]);
  });

  it('stops the writer when nobody reads, and lets it go on as the reader catches up', () => {
    const net = lab();
    const [client, server] = connected(net);
    const block = 'x'.repeat(65_536);
    let sent = 0;
    for (;;) {
      const n = writeStream(net.k, client, block);
      if (n === EAGAIN) break;
      sent += n;
    }
    expect(sent).toBe(WINDOW + SNDBUF);
    advance(net.k, MS);
    let received = 0;
    for (let i = 0; i < 100 && received < sent; i++) {
      const data = readStream(net.k, server, 50_000);
      if (typeof data === 'string') received += data.length;
      else advance(net.k, MS);
    }
    expect(received).toBe(sent);
    expect(writeStream(net.k, client, block)).toBe(block.length);
  });

  it('ends in order: FIN, CLOSE-WAIT, LAST-ACK, TIME-WAIT for 60 seconds', () => {
    const net = lab();
    const { k } = net;
    const [client, server] = connected(net);
    writeStream(k, client, 'bye');
    closeStream(k, client);
    advance(k, MS);
    expect([getSocket(k, client).state, getSocket(k, server).state]).toEqual(['FIN-WAIT-2', 'CLOSE-WAIT']);
    expect([readStream(k, server, 10), readStream(k, server, 10)]).toEqual(['bye', '']);
    closeStream(k, server);
    advance(k, MS);
    expect([getSocket(k, client).state, k.tx.get(socketTable, server)]).toEqual(['TIME-WAIT', undefined]);
    advance(k, 60 * SECOND);
    expect(k.tx.get(socketTable, client)).toBe(undefined);
    expect(k.tx.count(tcpTupleTable)).toBe(0);
  });

  it('half-closes: the other direction goes on', () => {
    const net = lab();
    const { k } = net;
    const [client, server] = connected(net);
    shutdownStream(k, client, 'write');
    advance(k, MS);
    expect(readStream(k, server, 1)).toBe('');
    expect(writeStream(k, client, 'x')).toBe(EPIPE);
    writeStream(k, server, 'still here');
    advance(k, MS);
    expect(readStream(k, client, 100)).toBe('still here');
  });

  it('resets when closed with unread bytes', () => {
    const net = lab();
    const { k } = net;
    const [client, server] = connected(net);
    writeStream(k, client, 'unread');
    advance(k, MS);
    closeStream(k, server);
    advance(k, MS);
    expect([readStream(k, client, 1), readStream(k, client, 1)]).toEqual([ECONNRESET, '']);
  });

  it('sends again while the path is shut, and times out in the end', () => {
    const net = lab();
    const { k, host } = net;
    const [client, server] = connected(net);
    iptables(k, host, false, ['-A', 'FORWARD', '-j', 'DROP']);
    writeStream(k, client, 'late');
    advance(k, SECOND);
    iptables(k, host, false, ['-F']);
    advance(k, SECOND);
    expect(readStream(k, server, 10)).toBe('late');
    iptables(k, host, false, ['-A', 'FORWARD', '-j', 'DROP']);
    writeStream(k, client, 'never');
    advance(k, 1000 * SECOND);
    expect(readStream(k, client, 1)).toBe(ETIMEDOUT);
  });

  it('loses its sockets with the namespace; the peer is reset when it writes on', () => {
    const net = lab();
    const { k, a, b } = net;
    const [client] = connected(net);
    dropNamespace(k, b);
    expect(listSockets(k, b)).toEqual([]);
    writeStream(k, client, 'anyone?');
    advance(k, 2000 * SECOND);
    expect(readStream(k, client, 1)).toBe(ETIMEDOUT);
    expect(listSockets(k, a).length).toBe(1);
  });
});
