import { describe, expect, it } from 'vitest';
import { decodeDns, encodeDns, NXDOMAIN, query, TYPE_A, TYPE_AAAA } from '../../util/dns-message.ts';
import { ANY4, formatIp } from '../../util/ip-address.ts';
import { EAGAIN, ECONNREFUSED, EDESTADDRREQ, ENETUNREACH, EPERM } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { iptables } from '../netfilter/iptables.ts';
import { bindSocket } from './bind.ts';
import { advance, newKernel } from './fixtures/kernel-fixture.ts';
import { ip4, makeBridge, makeContainer, makeHost } from './fixtures/topology.ts';
import { sendIcmp } from './icmp.ts';
import { createNetNs } from './link-create.ts';
import { setLinkUp } from './link-up.ts';
import { newSocket, usePort } from './socket.ts';
import { takeDatagram } from './socket-ops.ts';
import { connectDatagram, sendDatagram } from './udp.ts';
import { setUplink } from './world.ts';

const MS = 1_000_000;

function lab() {
  const k = newKernel();
  const host = makeHost(k);
  makeBridge(k, host, 'docker0', '172.17.0.1');
  const a = makeContainer(k, host, 'docker0', '172.17.0.2', '172.17.0.1');
  const b = makeContainer(k, host, 'docker0', '172.17.0.3', '172.17.0.1');
  iptables(k, host, false, '-t nat -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE'.split(' '));
  return { k, host, a, b };
}

const socket = (k: Kernel, ns: number, type: 'dgram' | 'icmp' | 'raw', ttl = 64) => {
  const id = newSocket(k, ns, 'inet', type, 0, 0, ttl, false);
  if (type === 'raw') usePort(k, id);
  return id;
};
const taken = (k: Kernel, id: number) => {
  const datagram = takeDatagram(k, id);
  return typeof datagram === 'number'
    ? datagram
    : `${formatIp(datagram.ip)} ttl=${datagram.ttl} ${datagram.data.length} type=${datagram.data.charCodeAt(0)} code=${datagram.data.charCodeAt(1)}`;
};
const ECHO = `\x08\0\0\0\0\x07\0\x01${'x'.repeat(56)}`;

describe('udp', () => {
  it('carries datagrams with their sender', () => {
    const { k, a, b } = lab();
    const [client, server] = [socket(k, a, 'dgram'), socket(k, b, 'dgram')];
    bindSocket(k, server, ANY4, 53, null);
    expect(sendDatagram(k, client, 'ping', ip4('172.17.0.3'), 53)).toBe(4);
    advance(k, MS);
    const got = takeDatagram(k, server);
    if (typeof got === 'number') throw new Error(String(got));
    expect([got.data, formatIp(got.ip), got.ttl]).toEqual(['ping', '172.17.0.2', 64]);
    sendDatagram(k, server, 'pong', got.ip, got.port);
    advance(k, MS);
    expect(takeDatagram(k, client)).toMatchObject({ data: 'pong', port: 53 });
  });

  it('tells a connected sender that nobody listens, and an unconnected one nothing', () => {
    const { k, a } = lab();
    const [connected, loose] = [socket(k, a, 'dgram'), socket(k, a, 'dgram')];
    expect(sendDatagram(k, loose, 'x', null, 0)).toBe(EDESTADDRREQ);
    connectDatagram(k, connected, ip4('172.17.0.3'), 9);
    sendDatagram(k, connected, 'x', null, 0);
    sendDatagram(k, loose, 'x', ip4('172.17.0.3'), 9);
    advance(k, MS);
    expect([takeDatagram(k, connected), takeDatagram(k, loose)]).toEqual([ECONNREFUSED, EAGAIN]);
  });

  it('is answered by the DNS of the world, by name or not at all', () => {
    const { k, a } = lab();
    const client = socket(k, a, 'dgram');
    connectDatagram(k, client, ip4('192.0.2.53'), 53);
    const ask = (name: string, type: number) => {
      sendDatagram(k, client, encodeDns(query(7, name, type)) ?? '', null, 0);
      advance(k, 100 * MS);
      const got = takeDatagram(k, client);
      return typeof got === 'number' ? got : decodeDns(got.data);
    };
    expect(ask('Example.com', TYPE_A)).toMatchObject({
      id: 7,
      response: true,
      rcode: 0,
      answers: [{ name: 'Example.com', data: '8.8.8.8' }],
    });
    expect(ask('example.com', TYPE_AAAA)).toMatchObject({ rcode: 0, answers: [] });
    expect(ask('web', TYPE_A)).toMatchObject({ rcode: NXDOMAIN, answers: [] });
  });

  it('returns EPERM for what the own OUTPUT drops and ENETUNREACH without a route', () => {
    const { k, a } = lab();
    const client = socket(k, a, 'dgram');
    iptables(k, a, false, ['-A', 'OUTPUT', '-p', 'udp', '-j', 'DROP']);
    expect(sendDatagram(k, client, 'x', ip4('172.17.0.3'), 9)).toBe(EPERM);
    const none = createNetNs(k);
    setLinkUp(k, none, 1);
    expect(sendDatagram(k, socket(k, none, 'dgram'), 'x', ip4('8.8.8.8'), 9)).toBe(ENETUNREACH);
  });
});

describe('icmp', () => {
  it('is echoed over the bridge, by the host and by the world', () => {
    const { k, a } = lab();
    const ping = (dst: string) => {
      const id = socket(k, a, 'icmp');
      expect(sendIcmp(k, id, ECHO, ip4(dst))).toBe(ECHO.length);
      advance(k, 100 * MS);
      return taken(k, id);
    };
    expect(['172.17.0.3', '172.17.0.1', '127.0.0.1', '172.17.0.2', '8.8.8.8', '1.1.1.1'].map(ping)).toEqual([
      '172.17.0.3 ttl=64 64 type=0 code=0',
      '172.17.0.1 ttl=64 64 type=0 code=0',
      '127.0.0.1 ttl=64 64 type=0 code=0',
      '172.17.0.2 ttl=64 64 type=0 code=0',
      '8.8.8.8 ttl=64 64 type=0 code=0',
      '1.1.1.1 ttl=64 64 type=0 code=0',
    ]);
  });

  it('keeps two pingers behind one masquerade apart', () => {
    const { k, a, b } = lab();
    const [x, y] = [socket(k, a, 'raw'), socket(k, b, 'raw')];
    for (const id of [x, y]) sendIcmp(k, id, ECHO, ip4('8.8.8.8'));
    advance(k, 100 * MS);
    expect([taken(k, x), taken(k, y), taken(k, x)]).toEqual([
      '8.8.8.8 ttl=64 64 type=0 code=0',
      '8.8.8.8 ttl=64 64 type=0 code=0',
      EAGAIN,
    ]);
  });

  it('reports time exceeded by the router, an unreachable neighbour by oneself, silence by nothing', () => {
    const { k, host, a } = lab();
    const [short, lost, silent] = [socket(k, a, 'icmp', 1), socket(k, a, 'icmp'), socket(k, a, 'icmp')];
    sendIcmp(k, short, ECHO, ip4('8.8.8.8'));
    sendIcmp(k, lost, ECHO, ip4('172.17.0.99'));
    advance(k, 100 * MS);
    expect([taken(k, short), taken(k, lost)]).toEqual(['172.17.0.1 ttl=64 36 type=11 code=0', EAGAIN]);
    advance(k, 3000 * MS);
    expect(taken(k, lost)).toBe('172.17.0.2 ttl=64 36 type=3 code=1');
    iptables(k, host, false, ['-A', 'FORWARD', '-j', 'DROP']);
    sendIcmp(k, silent, ECHO, ip4('8.8.8.8'));
    advance(k, 5000 * MS);
    expect(taken(k, silent)).toBe(EAGAIN);
  });

  it('goes unanswered while the uplink is pulled', () => {
    const { k, host } = lab();
    const id = socket(k, host, 'icmp');
    setUplink(k, false);
    sendIcmp(k, id, ECHO, ip4('8.8.8.8'));
    advance(k, 4000 * MS);
    expect(taken(k, id)).toBe('192.0.2.10 ttl=64 36 type=3 code=1');
    setUplink(k, true);
    sendIcmp(k, id, ECHO, ip4('8.8.8.8'));
    advance(k, 100 * MS);
    expect(taken(k, id)).toBe('8.8.8.8 ttl=65 64 type=0 code=0');
  });
});
