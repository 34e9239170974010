import { describe, expect, it } from 'vitest';
import { formatIp } from '../../util/ip-address.ts';
import { listConns } from '../netfilter/conntrack.ts';
import { iptables } from '../netfilter/iptables.ts';
import { findChain, getCounter, getTable } from '../netfilter/table.ts';
import { newKernel } from './fixtures/kernel-fixture.ts';
import { ip4, makeBridge, makeContainer, makeHost } from './fixtures/topology.ts';
import { linkByName, linkStat } from './link.ts';
import { setLinkDown } from './link-up.ts';
import { listNeigh, neighState } from './neigh.ts';
import { icmpPacket, tcpPacket } from './packet.ts';
import { type PathOptions, type PathResult, SEND, selectSource, walkPath } from './path.ts';
import { setSysctl } from './sysctl.ts';

function lab() {
  const k = newKernel();
  const host = makeHost(k);
  makeBridge(k, host, 'docker0', '172.17.0.1');
  makeBridge(k, host, 'br1', '172.18.0.1');
  const a = makeContainer(k, host, 'docker0', '172.17.0.2', '172.17.0.1');
  const b = makeContainer(k, host, 'docker0', '172.17.0.3', '172.17.0.1');
  const c = makeContainer(k, host, 'br1', '172.18.0.2', '172.18.0.1');
  const rule = (line: string) =>
    expect(iptables(k, host, false, line.split(' '))).toEqual({ code: 0, out: '', err: '' });
  rule('-t nat -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE');
  const send = (ns: number, dst: string, dport = 80, options: PathOptions = SEND): PathResult => {
    const src = selectSource(k, ns, ip4(dst), 0) ?? 0;
    return walkPath(k, ns, tcpPacket(src, 40000, ip4(dst), dport, 'syn', 0, 64), options);
  };
  return { k, host, a, b, c, rule, send };
}

const end = (result: PathResult) => ({
  verdict: result.verdict,
  ns: result.ns,
  from: formatIp(result.packet.src),
  to: `${formatIp(result.packet.dst)}:${result.packet.dport}`,
  ttl: result.packet.ttl,
});
const explain = (): PathOptions => ({ commit: false, explain: true, bindDev: 0, pending: [] });

describe('path', () => {
  it('goes from container to container over the bridge without losing a hop', () => {
    const { a, b, send } = lab();
    expect(end(send(a, '172.17.0.3'))).toEqual({
      verdict: 'delivered',
      ns: b,
      from: '172.17.0.2',
      to: '172.17.0.3:80',
      ttl: 64,
    });
  });

  it('goes from the host into a container', () => {
    const { host, a, send } = lab();
    expect(end(send(host, '172.17.0.2'))).toEqual({
      verdict: 'delivered',
      ns: a,
      from: '172.17.0.1',
      to: '172.17.0.2:80',
      ttl: 64,
    });
  });

  it('reaches any address of the host from a container, also those of other bridges', () => {
    const { host, a, send } = lab();
    for (const address of ['172.17.0.1', '172.18.0.1', '192.0.2.10']) {
      expect(end(send(a, address))).toEqual({
        verdict: 'delivered',
        ns: host,
        from: '172.17.0.2',
        to: `${address}:80`,
        ttl: 64,
      });
    }
  });

  it('is routed between bridges, one hop less to live', () => {
    const { a, c, send } = lab();
    expect(end(send(a, '172.18.0.2'))).toEqual({
      verdict: 'delivered',
      ns: c,
      from: '172.18.0.1',
      to: '172.18.0.2:80',
      ttl: 63,
    });
  });

  it('is masqueraded on the way to the world, and translated back', () => {
    const { k, a, send } = lab();
    const out = send(a, '8.8.8.8', 53);
    expect(end(out)).toMatchObject({ verdict: 'delivered', from: '192.0.2.10', to: '8.8.8.8:53', ttl: 63 });
    const back = walkPath(
      k,
      out.ns,
      tcpPacket(out.packet.dst, 53, out.packet.src, out.packet.sport, 'synack', 0, 65),
      SEND,
    );
    expect(end(back)).toEqual({ verdict: 'delivered', ns: a, from: '8.8.8.8', to: '172.17.0.2:40000', ttl: 64 });
  });

  it('follows DNAT in PREROUTING and OUTPUT, and answers come from where the client asked', () => {
    const { k, host, a, rule, send } = lab();
    rule('-t nat -A PREROUTING -p tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80');
    rule('-t nat -A OUTPUT -d 192.0.2.10 -p tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80');
    expect(end(send(host, '192.0.2.10', 8080))).toEqual({
      verdict: 'delivered',
      ns: a,
      from: '192.0.2.10',
      to: '172.17.0.2:80',
      ttl: 64,
    });
    const back = walkPath(k, a, tcpPacket(ip4('172.17.0.2'), 80, ip4('192.0.2.10'), 40000, 'synack', 0, 64), SEND);
    expect(end(back)).toMatchObject({ verdict: 'delivered', ns: host, from: '192.0.2.10', to: '192.0.2.10:40000' });
    expect(back.packet.sport).toBe(8080);
  });

  it('stops at a DROP, a REJECT and a policy, and says where', () => {
    const { a, c, rule, send } = lab();
    rule('-t raw -A PREROUTING -d 172.18.0.2 ! -i br1 -j DROP');
    expect(send(a, '172.18.0.2').stop).toEqual({
      kind: 'drop',
      with: '',
      table: 'raw',
      chain: 'PREROUTING',
      rule: '-d 172.18.0.2/32 ! -i br1 -j DROP',
    });
    rule('-A FORWARD -i br1 -j REJECT');
    expect(send(c, '172.17.0.2').stop).toMatchObject({
      kind: 'reject',
      with: 'icmp-port-unreachable',
      table: 'filter',
      chain: 'FORWARD',
    });
    rule('-P FORWARD DROP');
    expect(send(a, '172.17.0.3').stop).toMatchObject({ kind: 'drop', rule: 'policy' });
  });

  it('does not forward what it must not', () => {
    const { k, host, a, send } = lab();
    setSysctl(k, host, 'net.ipv4.ip_forward', '0');
    expect(send(a, '8.8.8.8').verdict).toBe('not-forwarded');
    setSysctl(k, host, 'net.ipv4.ip_forward', '1');
    const packet = icmpPacket(ip4('172.17.0.2'), ip4('8.8.8.8'), 8, 0, 7, 56, 1);
    const result = walkPath(k, a, packet, SEND);
    expect([result.verdict, formatIp(result.router ?? 0)]).toEqual(['ttl-exceeded', '172.17.0.1']);
  });

  it('knows silent neighbours, missing routes and lost carriers', () => {
    const { k, host, a, send } = lab();
    expect(send(a, '172.17.0.99')).toMatchObject({ verdict: 'no-neighbour', ns: a, until: 3_070_000_000 });
    expect(listNeigh(k, a, false).map((neigh) => [formatIp(neigh.ip), neighState(k, neigh)])).toEqual([
      ['172.17.0.99', 'INCOMPLETE'],
    ]);
    setLinkDown(k, host, linkByName(k, host, 'eth0'));
    expect(send(a, '8.8.8.8').verdict).toBe('no-route');
    setLinkDown(k, a, linkByName(k, a, 'eth0'));
    expect(send(a, '8.8.8.8')).toMatchObject({ verdict: 'no-route', ns: a, dev: 0 });
  });

  it('takes longer while a neighbour is not known yet', () => {
    const { a, send } = lab();
    const first = send(a, '172.17.0.3').latency;
    expect(send(a, '172.17.0.3').latency).toBeLessThan(first);
  });

  it('explains without leaving a trace', () => {
    const { k, host, a, rule, send } = lab();
    rule('-A FORWARD -i docker0 -j ACCEPT');
    const chain = () => findChain(getTable(k, host, 'filter', false), 'FORWARD')?.rules[0]?.id ?? 0;
    const told = send(a, '8.8.8.8', 53, explain());
    expect(told.hops.map((hop) => `${hop.kind} ${hop.dev} ${hop.text}`.replace(/[0-9a-f:]{17}/, 'MAC'))).toEqual([
      'send  tcp 172.17.0.2:40000 > 8.8.8.8:53',
      'route eth0 8.8.8.8 via 172.17.0.1',
      'device eth0 to MAC',
      'route eth0 8.8.8.8 via 192.0.2.1',
      'rule docker0 filter FORWARD: -i docker0 -j ACCEPT',
      'rule docker0 nat POSTROUTING: -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE',
      'nat docker0 172.17.0.2:40000 > 8.8.8.8:53 becomes 192.0.2.10:40000 > 8.8.8.8:53',
      'device eth0 to MAC',
      'deliver wire0 tcp 8.8.8.8:53',
    ]);
    expect([listConns(k, host).length, getCounter(k, chain()).packets, listNeigh(k, a, false).length]).toEqual([
      0, 0, 0,
    ]);
    const { hops, ...sent } = send(a, '8.8.8.8', 53);
    expect(hops).toEqual([]);
    expect({ ...told, hops: [] }).toEqual({ ...sent, hops: [] });
    expect([listConns(k, host).length, getCounter(k, chain()).packets]).toEqual([1, 1]);
  });

  it('explains answers by the connection its own trial began', () => {
    const { k, a, send } = lab();
    const options = explain();
    const out = send(a, '8.8.8.8', 53, options);
    const back = walkPath(
      k,
      out.ns,
      tcpPacket(out.packet.dst, 53, out.packet.src, out.packet.sport, 'synack', 0, 65),
      options,
    );
    expect(end(back)).toMatchObject({ verdict: 'delivered', ns: a, to: '172.17.0.2:40000' });
  });

  it('counts what crosses devices', () => {
    const { k, host, a, send } = lab();
    send(a, '172.17.0.3');
    const stat = (ns: number, name: string) => linkStat(k, ns, linkByName(k, ns, name));
    expect(stat(a, 'eth0')).toMatchObject({ txPackets: 1, txBytes: 74 });
    expect(stat(host, 'veth1721702')).toMatchObject({ rxPackets: 1, rxBytes: 74 });
    expect(stat(host, 'veth1721703')).toMatchObject({ txPackets: 1, txBytes: 74 });
  });
});
