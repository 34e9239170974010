import { describe, expect, it } from 'vitest';
import type { Kernel } from '../kernel/kernel.ts';
import { saveTable } from '../kernel/netfilter/save.ts';
import { makeNetwork, newDocker, runContainer } from './fixtures/docker-fixture.ts';
import { deleteNetwork } from './network-create.ts';
import { deleteSandbox } from './sandbox.ts';

/** The tables as iptables-save prints them, without counters; bridges named by the order in which they appear in `ids`. */
function saved(k: Kernel, host: number, ids: readonly string[], v6 = false): string {
  let text = '';
  for (const table of ['raw', 'filter', 'nat'] as const)
    text += saveTable(k, host, table, v6, false).replace(/ \[\d+:\d+\]/g, '');
  ids.forEach((id, i) => {
    text = text.replaceAll(`br-${id.slice(0, 12)}`, `br-${i + 1}`);
  });
  return text;
}

const BASELINE = `*raw
:PREROUTING ACCEPT
:OUTPUT ACCEPT
COMMIT
*filter
:INPUT ACCEPT
:FORWARD ACCEPT
:OUTPUT ACCEPT
:DOCKER -
:DOCKER-BRIDGE -
:DOCKER-CT -
:DOCKER-FORWARD -
:DOCKER-ISOLATION-STAGE-1 -
:DOCKER-ISOLATION-STAGE-2 -
:DOCKER-USER -
-A FORWARD -j DOCKER-USER
-A FORWARD -j DOCKER-FORWARD
-A DOCKER ! -i docker0 -o docker0 -j DROP
-A DOCKER-BRIDGE -o docker0 -j DOCKER
-A DOCKER-CT -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A DOCKER-FORWARD -j DOCKER-CT
-A DOCKER-FORWARD -j DOCKER-ISOLATION-STAGE-1
-A DOCKER-FORWARD -j DOCKER-BRIDGE
-A DOCKER-FORWARD -i docker0 -j ACCEPT
-A DOCKER-ISOLATION-STAGE-1 -i docker0 ! -o docker0 -j DOCKER-ISOLATION-STAGE-2
-A DOCKER-ISOLATION-STAGE-2 -o docker0 -j DROP
COMMIT
*nat
:PREROUTING ACCEPT
:INPUT ACCEPT
:OUTPUT ACCEPT
:POSTROUTING ACCEPT
:DOCKER -
-A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
-A OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j DOCKER
-A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE
-A DOCKER -i docker0 -j RETURN
COMMIT
`;

/** Recorded from Docker Engine 28.5.2 with iptables 1.8.13: n1 and n2 on the default bridge, a user network with n3 and n4, one internal network. */
const BUSY = `*raw
:PREROUTING ACCEPT
:OUTPUT ACCEPT
-A PREROUTING -d 172.17.0.2/32 ! -i docker0 -j DROP
-A PREROUTING -d 172.17.0.3/32 ! -i docker0 -j DROP
-A PREROUTING -d 127.0.0.1/32 ! -i lo -p tcp -m tcp --dport 8082 -j DROP
-A PREROUTING -d 172.18.0.2/32 ! -i br-1 -j DROP
-A PREROUTING -d 172.18.0.3/32 ! -i br-1 -j DROP
COMMIT
*filter
:INPUT ACCEPT
:FORWARD ACCEPT
:OUTPUT ACCEPT
:DOCKER -
:DOCKER-BRIDGE -
:DOCKER-CT -
:DOCKER-FORWARD -
:DOCKER-ISOLATION-STAGE-1 -
:DOCKER-ISOLATION-STAGE-2 -
:DOCKER-USER -
-A FORWARD -j DOCKER-USER
-A FORWARD -j DOCKER-FORWARD
-A DOCKER -d 172.18.0.2/32 ! -i br-1 -o br-1 -p tcp -m tcp --dport 80 -j ACCEPT
-A DOCKER -d 172.17.0.3/32 ! -i docker0 -o docker0 -p udp -m udp --dport 91 -j ACCEPT
-A DOCKER -d 172.17.0.3/32 ! -i docker0 -o docker0 -p udp -m udp --dport 90 -j ACCEPT
-A DOCKER -d 172.17.0.3/32 ! -i docker0 -o docker0 -p tcp -m tcp --dport 80 -j ACCEPT
-A DOCKER -d 172.17.0.2/32 ! -i docker0 -o docker0 -p tcp -m tcp --dport 80 -j ACCEPT
-A DOCKER ! -i docker0 -o docker0 -j DROP
-A DOCKER ! -i br-1 -o br-1 -j DROP
-A DOCKER-BRIDGE -o docker0 -j DOCKER
-A DOCKER-BRIDGE -o br-1 -j DOCKER
-A DOCKER-CT -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A DOCKER-CT -o br-1 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A DOCKER-FORWARD -j DOCKER-CT
-A DOCKER-FORWARD -j DOCKER-ISOLATION-STAGE-1
-A DOCKER-FORWARD -j DOCKER-BRIDGE
-A DOCKER-FORWARD -i docker0 -j ACCEPT
-A DOCKER-FORWARD -i br-1 -j ACCEPT
-A DOCKER-FORWARD -i br-2 -o br-2 -j ACCEPT
-A DOCKER-ISOLATION-STAGE-1 ! -s 172.19.0.0/16 -o br-2 -j DROP
-A DOCKER-ISOLATION-STAGE-1 ! -d 172.19.0.0/16 -i br-2 -j DROP
-A DOCKER-ISOLATION-STAGE-1 -i docker0 ! -o docker0 -j DOCKER-ISOLATION-STAGE-2
-A DOCKER-ISOLATION-STAGE-1 -i br-1 ! -o br-1 -j DOCKER-ISOLATION-STAGE-2
-A DOCKER-ISOLATION-STAGE-2 -o br-1 -j DROP
-A DOCKER-ISOLATION-STAGE-2 -o docker0 -j DROP
COMMIT
*nat
:PREROUTING ACCEPT
:INPUT ACCEPT
:OUTPUT ACCEPT
:POSTROUTING ACCEPT
:DOCKER -
-A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
-A OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j DOCKER
-A POSTROUTING -s 172.18.0.0/16 ! -o br-1 -j MASQUERADE
-A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE
-A DOCKER -i br-1 -j RETURN
-A DOCKER -i docker0 -j RETURN
-A DOCKER ! -i docker0 -p tcp -m tcp --dport 8081 -j DNAT --to-destination 172.17.0.2:80
-A DOCKER -d 127.0.0.1/32 ! -i docker0 -p tcp -m tcp --dport 8082 -j DNAT --to-destination 172.17.0.3:80
-A DOCKER ! -i docker0 -p udp -m udp --dport 8090 -j DNAT --to-destination 172.17.0.3:90
-A DOCKER ! -i docker0 -p udp -m udp --dport 8091 -j DNAT --to-destination 172.17.0.3:91
-A DOCKER ! -i br-1 -p tcp -m tcp --dport 8083 -j DNAT --to-destination 172.18.0.2:80
COMMIT
`;

function busy() {
  const { k, host } = newDocker();
  const n1 = runContainer(k, 'n1', ['bridge'], ['8081:80']);
  const n2 = runContainer(k, 'n2', ['bridge'], ['127.0.0.1:8082:80', '8090:90/udp', '8091:91/udp']);
  const user = makeNetwork(k, 'user');
  const n3 = runContainer(k, 'n3', ['user'], ['8083:80']);
  const n4 = runContainer(k, 'n4', ['user']);
  const priv = makeNetwork(k, 'priv', { internal: true });
  return { k, host, ids: [user, priv], containers: [n1, n2, n3, n4] };
}

describe('bridge rules', () => {
  it('of a fresh engine', () => {
    const { k, host } = newDocker();
    expect(saved(k, host, [])).toBe(BASELINE);
  });

  it('of published ports, a user network and an internal one', () => {
    const { k, host, ids } = busy();
    expect(saved(k, host, ids)).toBe(BUSY);
  });

  it('all go with what they were for', () => {
    const { k, host, ids, containers } = busy();
    for (const container of containers) deleteSandbox(k, container.sandbox);
    for (const id of ids) expect(deleteNetwork(k, id)).toBe(null);
    expect(saved(k, host, [])).toBe(BASELINE);
  });

  it('of ip6tables at the start', () => {
    const { k, host } = newDocker();
    expect(
      saved(k, host, [], true)
        .split('\n')
        .filter((line) => line.startsWith('-A')),
    ).toEqual([
      '-A FORWARD -j DOCKER-USER',
      '-A FORWARD -j DOCKER-FORWARD',
      '-A DOCKER-FORWARD -j DOCKER-CT',
      '-A DOCKER-FORWARD -j DOCKER-ISOLATION-STAGE-1',
      '-A DOCKER-FORWARD -j DOCKER-BRIDGE',
      '-A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER',
      '-A OUTPUT ! -d ::1/128 -m addrtype --dst-type LOCAL -j DOCKER',
    ]);
  });

  it.each([
    [
      'enable_icc=false',
      ['-A DOCKER-FORWARD -i br-1 -o br-1 -j DROP', '-A DOCKER-FORWARD -i br-1 ! -o br-1 -j ACCEPT'],
    ],
    ['gateway_mode_ipv4=nat-unprotected', ['-A DOCKER ! -i br-1 -o br-1 -j ACCEPT']],
    [
      'gateway_mode_ipv4=routed',
      [
        '-A DOCKER -o br-1 -p icmp -j ACCEPT',
        '-A DOCKER-ISOLATION-STAGE-1 -i br-1 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
        '-A DOCKER-ISOLATION-STAGE-1 -o br-1 -j RETURN',
        '-A DOCKER -i br-1 -j RETURN',
      ],
    ],
    ['enable_ip_masquerade=false', []],
  ])('differ with %s', (option, extra) => {
    const plain = newDocker();
    const plainId = makeNetwork(plain.k, 'n');
    const { k, host } = newDocker();
    const [name = '', value = ''] = option.split('=');
    const id = makeNetwork(k, 'n', { options: [{ name: `com.docker.network.bridge.${name}`, value }] });
    const usual = saved(plain.k, plain.host, [plainId]).split('\n');
    const got = saved(k, host, [id]).split('\n');
    const returns = option.startsWith('gateway_mode_ipv4=routed') ? ['-A DOCKER -i br-1 -j RETURN'] : [];
    expect([...got.filter((line) => !usual.includes(line)), ...returns]).toEqual(extra);
  });

  it('leave out NAT for routed and unmasqueraded networks', () => {
    const { k, host } = newDocker();
    const routed = makeNetwork(k, 'r', {
      options: [{ name: 'com.docker.network.bridge.gateway_mode_ipv4', value: 'routed' }],
    });
    const bare = makeNetwork(k, 'm', {
      options: [{ name: 'com.docker.network.bridge.enable_ip_masquerade', value: 'false' }],
    });
    const nat = saved(k, host, [routed, bare]).split('*nat')[1] ?? '';
    expect(nat.split('\n').filter((line) => line.includes('br-'))).toEqual(['-A DOCKER -i br-1 -j RETURN']);
  });
});
