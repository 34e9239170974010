import { describe, expect, it } from 'vitest';
import { formatIp } from '../../util/ip-address.ts';
import { ECONNREFUSED, EINPROGRESS, ENETUNREACH } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { listConns } from '../netfilter/conntrack.ts';
import { iptables } from '../netfilter/iptables.ts';
import { bindSocket } from './bind.ts';
import { advance, newKernel } from './fixtures/kernel-fixture.ts';
import { ip4, makeBridge, makeContainer, makeHost } from './fixtures/topology.ts';
import { listNeigh } from './neigh.ts';
import { reach } from './reach.ts';
import { getSocket, newSocket } from './socket.ts';
import { connectStream, listenSocket } from './tcp-open.ts';

function lab(seed = 'test') {
  const k = newKernel({}, seed);
  const host = makeHost(k);
  makeBridge(k, host, 'docker0', '172.17.0.1');
  makeBridge(k, host, 'br1', '172.18.0.1');
  const a = makeContainer(k, host, 'docker0', '172.17.0.2', '172.17.0.1');
  const b = makeContainer(k, host, 'docker0', '172.17.0.3', '172.17.0.1');
  const c = makeContainer(k, host, 'br1', '172.18.0.2', '172.18.0.1');
  return { k, host, a, b, c };
}

function listen(k: Kernel, ns: number, ip: string, port: number): number {
  const id = newSocket(k, ns, 'inet', 'stream', 0, 0, 64, false);
  expect(bindSocket(k, id, ip4(ip), port, null)).toBe(0);
  expect(listenSocket(k, id, 10)).toBe(0);
  return id;
}

function rule(k: Kernel, ns: number, line: string): void {
  expect(iptables(k, ns, false, line.split(' '))).toEqual({ code: 0, out: '', err: '' });
}

describe('reach', () => {
  it('finds the listener, tells both ways, and leaves no trace', () => {
    const { k, host, a, b } = lab();
    rule(k, host, '-t nat -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE');
    const server = listen(k, b, '0.0.0.0', 80);
    const found = reach(k, { ns: a, proto: 'tcp', dst: ip4('172.17.0.3'), port: 80 });
    expect({
      ...found,
      sent: 0,
      seen: 0,
      latency: 0,
      hops: found.hops.map((hop) => hop.kind),
      answerHops: found.answerHops.map((hop) => hop.kind),
    }).toEqual({
      verdict: 'open',
      back: false,
      ns: b,
      socket: server,
      sent: 0,
      seen: 0,
      latency: 0,
      hops: ['send', 'route', 'device', 'bridge', 'deliver'],
      answerHops: ['send', 'route', 'device', 'bridge', 'deliver'],
    });
    expect([listConns(k, host).length, listNeigh(k, a, false).length]).toEqual([0, 0]);
  });

  it('says where a request stops and where an answer does', () => {
    const { k, host, a, c } = lab();
    listen(k, c, '0.0.0.0', 80);
    const ask = () => {
      const { verdict, back, hops } = reach(k, { ns: a, proto: 'tcp', dst: ip4('172.18.0.2'), port: 80 });
      return [verdict, back, hops[hops.length - 1]?.text];
    };
    rule(k, host, '-A FORWARD -o br1 -p tcp -j DROP');
    expect(ask()).toEqual(['dropped', false, 'filter FORWARD: -o br1 -p tcp -j DROP']);
    rule(k, host, '-F FORWARD');
    rule(k, host, '-A FORWARD -i br1 -j DROP');
    expect(ask()).toEqual(['dropped', true, 'tcp 172.18.0.2:80']);
    rule(k, host, '-F FORWARD');
    expect(ask()).toEqual(['open', false, 'tcp 172.18.0.2:80']);
  });

  it('shows the translation of a published port', () => {
    const { k, host, a } = lab();
    rule(k, host, '-t nat -A OUTPUT -p tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80');
    listen(k, a, '0.0.0.0', 80);
    const { verdict, sent, seen } = reach(k, { ns: host, proto: 'tcp', dst: ip4('192.0.2.10'), port: 8080 });
    expect([verdict, formatIp(sent.dst), sent.dport, formatIp(seen.dst), seen.dport]).toEqual([
      'open',
      '192.0.2.10',
      8080,
      '172.17.0.2',
      80,
    ]);
  });

  it('answers for pings and unknown networks', () => {
    const { k, a, b } = lab();
    expect(reach(k, { ns: a, proto: 'icmp', dst: ip4('172.17.0.3'), port: 0 }).verdict).toBe('open');
    expect(reach(k, { ns: a, proto: 'icmp', dst: ip4('172.17.0.99'), port: 0 }).verdict).toBe('no-neighbour');
    expect(reach(k, { ns: b, proto: 'udp', dst: ip4('172.17.0.2'), port: 53 }).verdict).toBe('refused');
  });

  it('agrees with what connect finds, whatever the rules', () => {
    for (let seed = 0; seed < 12; seed++) {
      const { k, host, a, b, c } = lab(`reach ${seed}`);
      const pick = <T>(list: readonly T[]): T => list[(seed * 7919 + list.length * 31 + k.now) % list.length] as T;
      const rules = [
        '-A FORWARD -o br1 -j DROP',
        '-A FORWARD -i docker0 -o docker0 -j REJECT',
        '-t nat -A PREROUTING -p tcp --dport 81 -j REDIRECT --to-ports 80',
        '-A INPUT -i br1 -j DROP',
        '-P FORWARD DROP',
      ];
      rules.filter((_, i) => ((seed >> (i % 4)) + i) % 2 === 0).forEach((line) => rule(k, host, line));
      for (const [ns, ip] of [
        [a, '0.0.0.0'],
        [b, '172.17.0.3'],
        [c, '0.0.0.0'],
        [host, '0.0.0.0'],
      ] as const)
        if ((ns + seed) % 3 !== 0) listen(k, ns, ip, 80);
      for (const ns of [host, a, b, c]) {
        for (const dst of [
          '172.17.0.2',
          '172.17.0.3',
          '172.18.0.2',
          '172.17.0.1',
          '127.0.0.1',
          '8.8.8.8',
          '172.17.0.77',
        ]) {
          const port = pick([80, 81]);
          const { verdict, back } = reach(k, { ns, proto: 'tcp', dst: ip4(dst), port });
          const id = newSocket(k, ns, 'inet', 'stream', 0, 0, 64, false);
          const begun = connectStream(k, id, ip4(dst), port);
          if (verdict === 'no-route' && !back && begun === ENETUNREACH) continue;
          expect(begun, `seed ${seed} ${ns} > ${dst}:${port}`).toBe(EINPROGRESS);
          advance(k, 400_000_000);
          const { state, error } = getSocket(k, id);
          const outcome = state === 'ESTAB' ? 'open' : error === ECONNREFUSED ? 'refused' : 'closed';
          const wanted =
            verdict === 'open' || (verdict === 'refused' && !back)
              ? verdict
              : verdict === 'rejected' && !back
                ? 'refused'
                : 'closed';
          expect(outcome, `seed ${seed} ${ns} > ${dst}:${port} ${verdict} ${back}`).toBe(wanted);
        }
      }
    }
  });
});
