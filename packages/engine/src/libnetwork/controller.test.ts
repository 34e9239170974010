import { describe, expect, it } from 'vitest';
import type { Kernel } from '../kernel/kernel.ts';
import { bindSocket } from '../kernel/net/bind.ts';
import { linkTable } from '../kernel/net/link.ts';
import { listRoutes } from '../kernel/net/route.ts';
import { destroySocket, newSocket, socketTable } from '../kernel/net/socket.ts';
import { setSysctl } from '../kernel/net/sysctl.ts';
import { saveTable } from '../kernel/netfilter/save.ts';
import { dropNamespace, namespaceTable } from '../kernel/ns/namespace.ts';
import { query, TYPE_A } from '../util/dns-message.ts';
import { ANY4, formatIp } from '../util/ip-address.ts';
import {
  cleanSandboxes,
  disconnect,
  endpointInfo,
  endpointOn,
  findNetwork,
  listNetworks,
  publishedPorts,
  resolverState,
  startNetworking,
} from './controller.ts';
import { joinNetwork, leaveNetwork } from './endpoint.ts';
import { isNetError, type NetError } from './errors.ts';
import { type Container, joinOptions, makeNetwork, newDocker, port, runContainer } from './fixtures/docker-fixture.ts';
import { endpointTable, networkTable, type Sandbox, sandboxTable } from './network.ts';
import { createNetwork, deleteNetwork, inspectIpam, type NetworkRequest, networkRequest } from './network-create.ts';
import { proxyStarted } from './port-mapper.ts';
import { resolve } from './resolver.ts';
import { createSandbox, deleteSandbox, sandboxHosts, sandboxResolvConf } from './sandbox.ts';

const id = (k: Kernel, name: string) => findNetwork(k, name)?.id ?? '';
const sandbox = (k: Kernel, container: Container) => k.tx.get(sandboxTable, container.sandbox) as Sandbox;
const ipOn = (k: Kernel, container: Container, network: string) => {
  const endpoint = endpointOn(k, sandbox(k, container), id(k, network));
  return endpoint === undefined ? '' : endpointInfo(k, endpoint).ipAddress;
};
const interfaces = (k: Kernel, ns: number) => {
  const out: string[] = [];
  k.tx.each2(linkTable, ns, (link) => {
    if (link.kind !== 'loopback')
      out.push(`${link.name}=${link.addrs.map((addr) => `${formatIp(addr.ip)}/${addr.len}`).join(',')}`);
  });
  return out.sort();
};
const defaultRoute = (k: Kernel, ns: number) => {
  const route = listRoutes(k, ns, false).find((other) => other.len === 0);
  return route === undefined || route.via === ''
    ? ''
    : `${formatIp(route.via)} ${k.tx.get2(linkTable, ns, route.dev)?.name}`;
};
const failed = (result: unknown) => (isNetError(result) ? result.error : result);
const create = (k: Kernel, name: string, more: Partial<NetworkRequest> = {}) =>
  failed(createNetwork(k, networkRequest(name, more)));
const subnet = (text: string, range = '', gateway = '') => ({
  ipamConfig: [{ subnet: text, range, gateway, aux: [] }],
});
const option = (name: string, value: string) => ({ options: [{ name, value }] });

describe('networks', () => {
  it('start with none, host and bridge', () => {
    const { k } = newDocker();
    expect(listNetworks(k).map(({ name, driver, ifname }) => [name, driver, ifname])).toEqual([
      ['bridge', 'bridge', 'docker0'],
      ['host', 'host', ''],
      ['none', 'null', ''],
    ]);
    expect(inspectIpam(findNetwork(k, 'bridge') as never)).toEqual([
      { subnet: '172.17.0.0/16', range: '', gateway: '172.17.0.1', aux: [] },
    ]);
  });

  it('take default subnets in order, reuse the lowest freed one, and run out after 30', () => {
    const { k } = newDocker();
    const subnets: string[] = [];
    for (let i = 1; i <= 30; i++)
      subnets.push(inspectIpam(k.tx.get(networkTable, makeNetwork(k, `p${i}`)) as never)[0]?.subnet ?? '');
    const expected = [
      ...Array.from({ length: 14 }, (_, i) => `172.${18 + i}.0.0/16`),
      ...Array.from({ length: 16 }, (_, i) => `192.168.${16 * i}.0/20`),
    ];
    expect(subnets).toEqual(expected);
    expect(create(k, 'p31')).toBe('all predefined address pools have been fully subnetted');
    expect(deleteNetwork(k, id(k, 'p3'))).toBe(null);
    expect(inspectIpam(k.tx.get(networkTable, makeNetwork(k, 'p99')) as never)[0]?.subnet).toBe('172.20.0.0/16');
  });

  it('show the user’s IPAM configuration, or what was taken', () => {
    const { k } = newDocker();
    const given = {
      subnet: '10.2.0.0/16',
      range: '10.2.3.0/24',
      gateway: '10.2.3.9',
      aux: [{ name: 'host1', ip: '10.2.3.1' }],
    };
    expect(inspectIpam(k.tx.get(networkTable, makeNetwork(k, 'n', { ipamConfig: [given] })) as never)).toEqual([given]);
    const six = inspectIpam(k.tx.get(networkTable, makeNetwork(k, 'v6', { enableIPv6: true })) as never);
    expect(six.map(({ subnet: text, gateway }) => [text, gateway])).toEqual([
      ['172.18.0.0/16', '172.18.0.1'],
      [expect.stringMatching(/^fd[0-9a-f:]+::\/64$/), expect.stringMatching(/^fd[0-9a-f:]+::1$/)],
    ]);
  });

  it.each<[string, Partial<NetworkRequest>, string]>([
    ['same name', {}, 'network with name n already exists'],
    ['same subnet', subnet('10.1.0.0/16'), 'invalid pool request: Pool overlaps with other one on this address space'],
    [
      'inside another',
      subnet('10.1.2.0/24'),
      'invalid pool request: Pool overlaps with other one on this address space',
    ],
    [
      'over docker0',
      subnet('172.17.0.0/24'),
      'invalid pool request: Pool overlaps with other one on this address space',
    ],
    ['unknown driver', { driver: 'foo' }, 'plugin "foo" not found'],
    ['second host', { driver: 'host' }, 'only one instance of "host" network is allowed'],
    ['second null', { driver: 'null' }, 'only one instance of "null" network is allowed'],
    ['IPAM driver', { ipamDriver: 'foo' }, 'plugin "foo" not found'],
    ['no family', { enableIPv4: false }, 'IPv4 or IPv6 must be enabled'],
    [
      'two subnets',
      { ipamConfig: [...subnet('10.4.0.0/16').ipamConfig, ...subnet('10.5.0.0/16').ipamConfig] },
      "bridge driver doesn't support multiple subnets",
    ],
    [
      'long name',
      option('com.docker.network.bridge.name', 'waytoolongnameforabridge'),
      'numerical result out of range',
    ],
    [
      'MTU',
      option('com.docker.network.driver.mtu', 'abc'),
      'failed to parse com.docker.network.driver.mtu value: abc (strconv.Atoi: parsing "abc": invalid syntax)',
    ],
    [
      'ICC',
      option('com.docker.network.bridge.enable_icc', 'maybe'),
      'failed to parse com.docker.network.bridge.enable_icc value: maybe (strconv.ParseBool: parsing "maybe": invalid syntax)',
    ],
    [
      'isolated',
      option('com.docker.network.bridge.gateway_mode_ipv4', 'isolated'),
      "gateway mode 'isolated' can only be used for an internal network",
    ],
    ['macvlan without parent', { driver: 'macvlan' }, 'operation not supported'],
    [
      'macvlan on nothing',
      { driver: 'macvlan', ...option('parent', 'nosuch') },
      'invalid subinterface vlan name nosuch, example formatting is eth0.10',
    ],
    [
      'vlan on nothing',
      { driver: 'macvlan', ...option('parent', 'nosuch.10') },
      '-o parent interface was not found on the host: nosuch',
    ],
    [
      'macvlan mode',
      { driver: 'macvlan', ...option('macvlan_mode', 'foo') },
      "requested macvlan mode 'foo' is not valid, 'bridge' mode is the macvlan driver default",
    ],
  ])('refuse: %s', (what, more, text) => {
    const { k } = newDocker();
    makeNetwork(k, 'n', subnet('10.1.0.0/16'));
    expect(create(k, what === 'same name' ? 'n' : 'n2', more)).toBe(text);
    expect(listNetworks(k).length).toBe(4);
  });

  it('refuse a second network on one bridge', () => {
    const { k } = newDocker();
    const first = makeNetwork(k, 'a', option('com.docker.network.bridge.name', 'mybr'));
    expect(create(k, 'b', option('com.docker.network.bridge.name', 'mybr'))).toMatch(
      new RegExp(
        `^cannot create network [0-9a-f]{64} \\(mybr\\): conflicts with network ${first} \\(mybr\\): networks have same bridge name$`,
      ),
    );
  });

  it('cannot be removed while somebody is on them', () => {
    const { k } = newDocker();
    makeNetwork(k, 'n');
    const container = runContainer(k, 'cont', ['n']);
    const endpoint = sandbox(k, container).endpoints[0] ?? '';
    expect(deleteNetwork(k, id(k, 'n'))).toEqual({
      kind: 'forbidden',
      error: `error while removing network: network n has active endpoints (name:"cont" id:"${endpoint.slice(0, 12)}")`,
    });
    deleteSandbox(k, container.sandbox);
    expect(deleteNetwork(k, id(k, 'n'))).toBe(null);
  });

  it('turn forwarding on, and then drop what nobody allows', () => {
    const { k, host } = newDocker();
    setSysctl(k, host, 'net.ipv4.ip_forward', '0');
    makeNetwork(k, 'n');
    expect(saveTable(k, host, 'filter', false, false)).toContain(':FORWARD DROP');
  });
});

describe('addresses', () => {
  it('are the lowest free ones, and freed ones are taken again at once', () => {
    const { k } = newDocker();
    const run = (name: string) => runContainer(k, name);
    const [i1, i2, i3] = [run('i1'), run('i2'), run('i3')];
    const ip = (container: Container) => ipOn(k, container, 'bridge');
    expect([i1, i2, i3].map(ip)).toEqual(['172.17.0.2', '172.17.0.3', '172.17.0.4']);
    deleteSandbox(k, i2.sandbox);
    const i4 = run('i4');
    expect(ip(i4)).toBe('172.17.0.3');
    deleteSandbox(k, i4.sandbox);
    deleteSandbox(k, i1.sandbox);
    expect([run('i5'), run('i6')].map(ip)).toEqual(['172.17.0.2', '172.17.0.3']);
    expect(ip(run('i7'))).toBe('172.17.0.5');
  });

  it('start at the range, and run out', () => {
    const { k } = newDocker();
    makeNetwork(k, 'ranged', subnet('10.5.0.0/16', '10.5.0.128/25', '10.5.0.1'));
    expect(ipOn(k, runContainer(k, 'r', ['ranged']), 'ranged')).toBe('10.5.0.128');
    const small = makeNetwork(k, 'small', subnet('10.6.0.0/29'));
    const ips = Array.from({ length: 5 }, (_, i) => ipOn(k, runContainer(k, `s${i}`, ['small']), 'small'));
    expect(ips).toEqual(['10.6.0.2', '10.6.0.3', '10.6.0.4', '10.6.0.5', '10.6.0.6']);
    expect(runContainer(k, 's6', ['small']).joined).toEqual([
      { kind: 'system', error: `no available IPv4 addresses on this network's address pools: small (${small})` },
    ]);
  });

  it('asked for are given, once', () => {
    const { k } = newDocker();
    const net = makeNetwork(k, 's1', subnet('10.9.0.0/24'));
    const join = (name: string, ip4: string) =>
      failed(joinNetwork(k, runContainer(k, name, []).sandbox, net, joinOptions(name, { ip4 })));
    expect(join('a', '10.9.0.50')).toMatchObject({ start: [], stop: [] });
    for (const taken of ['10.9.0.50', '10.9.0.1', '10.9.0.0', '10.9.0.255'])
      expect(join(`c${taken}`, taken)).toBe('Address already in use');
    expect(k.tx.get(networkTable, net)?.endpoints.length).toBe(1);
  });
});

describe('joining', () => {
  it('names interfaces by the lowest hole and routes by priority, then by name', () => {
    const { k } = newDocker();
    for (const name of ['m', 'z', 'a']) makeNetwork(k, name);
    makeNetwork(k, 'int', { internal: true });
    const c = runContainer(k, 'c', ['m']);
    const join = (name: string, more = {}) => joinNetwork(k, c.sandbox, id(k, name), joinOptions('c', more));
    const names = () =>
      interfaces(k, c.ns)
        .map((text) => text.slice(0, 4))
        .join(' ');
    expect(defaultRoute(k, c.ns)).toBe('172.18.0.1 eth0');
    join('z');
    expect([names(), defaultRoute(k, c.ns)]).toEqual(['eth0 eth1', '172.18.0.1 eth0']);
    join('a');
    expect([names(), defaultRoute(k, c.ns)]).toEqual(['eth0 eth1 eth2', '172.20.0.1 eth2']);
    join('int');
    expect(defaultRoute(k, c.ns)).toBe('172.20.0.1 eth2');
    disconnect(k, sandbox(k, c), id(k, 'a'));
    expect([names(), defaultRoute(k, c.ns)]).toEqual(['eth0 eth1 eth3', '172.18.0.1 eth0']);
    join('a');
    expect([names(), defaultRoute(k, c.ns)]).toEqual(['eth0 eth1 eth2 eth3', '172.20.0.1 eth2']);
    disconnect(k, sandbox(k, c), id(k, 'z'));
    join('z', { gwPriority: 5, driverOpts: [{ name: 'com.docker.network.endpoint.ifname', value: 'ext0' }] });
    expect(defaultRoute(k, c.ns)).toBe('172.19.0.1 ext0');
  });

  it('refuses a second endpoint of one name', () => {
    const { k } = newDocker();
    makeNetwork(k, 'n1');
    const c = runContainer(k, 'web', ['n1']);
    expect(joinNetwork(k, c.sandbox, id(k, 'n1'), joinOptions('web'))).toEqual({
      kind: 'forbidden',
      error: 'endpoint with name web already exists in network n1',
    });
  });

  it('gives internal networks no default route, none only lo, host nothing of its own', () => {
    const { k, host } = newDocker();
    makeNetwork(k, 'int', { internal: true });
    const c = runContainer(k, 'c', ['int']);
    expect([interfaces(k, c.ns), defaultRoute(k, c.ns)]).toEqual([['eth0=172.18.0.2/16'], '']);
    const none = runContainer(k, 'n', ['none']);
    expect([interfaces(k, none.ns), listRoutes(k, none.ns, false)]).toEqual([[], []]);
    const before = interfaces(k, host);
    const shared = createSandbox(k, {
      container: 'h',
      ns: host,
      host: true,
      hostname: 'lab',
      domainname: '',
      dns: null,
      dnsSearch: null,
      dnsOptions: null,
      hostResolvConf: 'nameserver 192.0.2.53\n',
      hostHosts: '127.0.0.1\tlocalhost\n',
      extraHosts: [{ ip: '1.2.3.4', names: 'x' }],
      ports: [],
      exposed: [],
    });
    joinNetwork(k, shared, id(k, 'host'), joinOptions('h'));
    const record = k.tx.get(sandboxTable, shared) as Sandbox;
    expect([interfaces(k, host), sandboxHosts(k, record), sandboxResolvConf(k, record).text]).toEqual([
      before,
      '127.0.0.1\tlocalhost\n1.2.3.4\tx\n',
      expect.stringContaining("# Based on host file: '/etc/resolv.conf'\n"),
    ]);
  });

  it('writes hosts and resolv.conf as networks come and go', () => {
    const { k } = newDocker();
    makeNetwork(k, 'n1');
    const c = runContainer(k, 'def', ['bridge'], [], {
      extraHosts: [{ ip: '172.17.0.9', names: 'cache 2ffa283b532c db' }],
    });
    const own = () => sandboxHosts(k, sandbox(k, c)).split('\n').slice(6, -1);
    const mode = () => /\((.*)\)/.exec(sandboxResolvConf(k, sandbox(k, c)).text)?.[1];
    expect([own(), mode()]).toEqual([['172.17.0.9\tcache 2ffa283b532c db', '172.17.0.2\tdef'], 'legacy']);
    const joined = joinNetwork(k, c.sandbox, id(k, 'n1'), joinOptions('def'));
    expect(joined).toMatchObject({ resolver: { sandbox: c.sandbox } });
    expect([own().slice(1), mode()]).toEqual([['172.17.0.2\tdef', '172.18.0.2\tdef'], 'internal resolver']);
    disconnect(k, sandbox(k, c), id(k, 'bridge'));
    disconnect(k, sandbox(k, c), id(k, 'n1'));
    expect([own().slice(1), mode()]).toEqual([[], 'internal resolver']);
  });

  it('puts the embedded DNS server into the sandbox', () => {
    const { k } = newDocker();
    makeNetwork(k, 'n1');
    const c = runContainer(k, 'c', ['n1']);
    expect(
      saveTable(k, c.ns, 'nat', false, false)
        .replace(/ \[.*\]/g, '')
        .replace(/:(\d{5})/g, ':PORT')
        .replace(/sport \d+/g, 'sport PORT'),
    ).toBe(`*nat
:PREROUTING ACCEPT
:INPUT ACCEPT
:OUTPUT ACCEPT
:POSTROUTING ACCEPT
:DOCKER_OUTPUT -
:DOCKER_POSTROUTING -
-A OUTPUT -d 127.0.0.11/32 -j DOCKER_OUTPUT
-A POSTROUTING -d 127.0.0.11/32 -j DOCKER_POSTROUTING
-A DOCKER_OUTPUT -d 127.0.0.11/32 -p tcp -m tcp --dport 53 -j DNAT --to-destination 127.0.0.11:PORT
-A DOCKER_OUTPUT -d 127.0.0.11/32 -p udp -m udp --dport 53 -j DNAT --to-destination 127.0.0.11:PORT
-A DOCKER_POSTROUTING -s 127.0.0.11/32 -p tcp -m tcp --sport PORT -j SNAT --to-source :53
-A DOCKER_POSTROUTING -s 127.0.0.11/32 -p udp -m udp --sport PORT -j SNAT --to-source :53
COMMIT
`);
  });

  it('lets containers find each other on user networks only', () => {
    const { k } = newDocker();
    makeNetwork(k, 'n1');
    const web = runContainer(k, 'web', ['n1', 'bridge']);
    runContainer(k, 'def', ['bridge']);
    const ask = (name: string) => {
      const state = resolverState(k, web.sandbox);
      if (state === null) throw new Error('no sandbox');
      const answer = resolve(state, query(1, name, TYPE_A), (ips) => ips);
      return answer.kind === 'answer' ? answer.message.answers.map((record) => record.data) : answer.servers;
    };
    expect([ask('web'), ask('web.n1'), ask('def')]).toEqual([
      ['172.18.0.2'],
      ['172.18.0.2'],
      [{ ip: '192.0.2.53', host: true }],
    ]);
  });
});

describe('published ports', () => {
  const shown = (k: Kernel, container: Container) =>
    publishedPorts(k, sandbox(k, container)).map((b) => `${formatIp(b.hostIp)}:${b.hostPort}->${b.port}/${b.proto}`);
  const refused = (container: Container) =>
    container.joined.map((result) => (isNetError(result) ? result.error.replace(/\([0-9a-f]{64}\)/, '(ID)') : result));
  const prefix = (name: string) => `driver failed programming external connectivity on endpoint ${name} (ID): `;

  it('are bound on both families; a proxy is to be started for each', () => {
    const { k } = newDocker();
    const c = runContainer(k, 'web', ['bridge'], ['8080:80']);
    expect(shown(k, c)).toEqual(['0.0.0.0:8080->80/tcp', ':::8080->80/tcp']);
    const joined = c.joined[0];
    if (joined === undefined || isNetError(joined)) throw new Error('not joined');
    expect(joined.start.map((spec) => spec.argv.join(' '))).toEqual([
      '/usr/bin/docker-proxy -proto tcp -host-ip 0.0.0.0 -host-port 8080 -container-ip 172.17.0.2 -container-port 80 -use-listen-fd',
      '/usr/bin/docker-proxy -proto tcp -host-ip :: -host-port 8080 -container-ip 172.17.0.2 -container-port 80 -use-listen-fd',
    ]);
    const ids = joined.start.map((spec) => spec.id);
    expect(deleteSandbox(k, c.sandbox).stop).toEqual(ids);
  });

  it('collide with other containers, with processes, and with themselves', () => {
    const { k, host } = newDocker();
    runContainer(k, 'one', ['bridge'], ['8080:80', '127.0.0.1:9001:80']);
    const run = (name: string, ...ports: string[]) => refused(runContainer(k, name, ['bridge'], ports));
    expect(run('two', '8080:80')).toEqual([`${prefix('two')}Bind for 0.0.0.0:8080 failed: port is already allocated`]);
    expect(run('p4', '9001:80')).toEqual([`${prefix('p4')}Bind for 127.0.0.1:9001 failed: port is already allocated`]);
    expect(run('p6', '9005:80', '9005:81')).toEqual([
      `${prefix('p6')}Bind for 0.0.0.0:9005 failed: port is already allocated`,
    ]);
    expect(run('p3', '10.99.99.99:9003:80')).toEqual([
      `${prefix('p3')}failed to bind host port for 10.99.99.99:9003:172.17.0.3:80/tcp: cannot assign requested address`,
    ]);
    expect(run('sctp', '5400:53/sctp')).toEqual([
      `${prefix('sctp')}error starting userland proxy: failed to listen on 0.0.0.0:5400: protocol not supported`,
    ]);
    const process = newSocket(k, host, 'inet', 'stream', 0, 0, 64, false);
    bindSocket(k, process, ANY4, 9000, null);
    k.tx.edit(socketTable, process).state = 'LISTEN';
    expect(run('web', '9000:80')).toEqual([
      `${prefix('web')}failed to bind host port for 0.0.0.0:9000:172.17.0.3:80/tcp: address already in use`,
    ]);
    destroySocket(k, process);
    expect(shown(k, runContainer(k, 'web2', ['bridge'], ['9000:80']))).toEqual([
      '0.0.0.0:9000->80/tcp',
      ':::9000->80/tcp',
    ]);
  });

  it('leave nothing behind when they fail', () => {
    const { k, host } = newDocker();
    runContainer(k, 'one', ['bridge'], ['8080:80']);
    const before = [
      k.tx.count(endpointTable),
      k.tx.count(socketTable),
      saveTable(k, host, 'nat', false, false),
      saveTable(k, host, 'raw', false, false),
    ];
    const two = runContainer(k, 'two', ['bridge'], ['7000:70', '8080:80']);
    expect(refused(two)).toEqual([`${prefix('two')}Bind for 0.0.0.0:8080 failed: port is already allocated`]);
    expect([
      k.tx.count(endpointTable),
      k.tx.count(socketTable),
      saveTable(k, host, 'nat', false, false),
      saveTable(k, host, 'raw', false, false),
    ]).toEqual(before);
  });

  it('are chosen from 32768 on, the one just freed not next', () => {
    const { k } = newDocker();
    const chosen = (name: string) => {
      const c = runContainer(k, name, ['bridge'], ['80']);
      return [c, publishedPorts(k, sandbox(k, c))[0]?.hostPort] as const;
    };
    const [first, a] = chosen('a');
    const [, b] = chosen('b');
    deleteSandbox(k, first.sandbox);
    const [, c] = chosen('c');
    expect([a, b, c]).toEqual([32768, 32769, 32770]);
  });

  it('take the next free of a range, until it is exhausted', () => {
    const { k } = newDocker();
    expect(shown(k, runContainer(k, 'rg', ['bridge'], ['7000:8000', '7001:8001', '7002:8002'])).length).toBe(6);
    expect(shown(k, runContainer(k, 'rg2', ['bridge'], ['7000-7010:80']))).toEqual([
      '0.0.0.0:7003->80/tcp',
      ':::7003->80/tcp',
    ]);
    expect(shown(k, runContainer(k, 'rg3', ['bridge'], ['7000-7010:80']))).toEqual([
      '0.0.0.0:7004->80/tcp',
      ':::7004->80/tcp',
    ]);
    expect(refused(runContainer(k, 'rg4', ['bridge'], ['7000-7002:80']))).toEqual([
      `${prefix('rg4')}all ports are allocated`,
    ]);
  });

  it('bind to addresses that were named, IPv6 through the proxy alone', () => {
    const { k, host } = newDocker();
    const c = runContainer(k, 'p2', ['bridge'], ['127.0.0.1:9001:80', '127.0.0.1:0:81', '::1:9002:82']);
    expect(shown(k, c)).toEqual(['127.0.0.1:9001->80/tcp', '::1:9002->82/tcp', '127.0.0.1:32768->81/tcp']);
    expect(saveTable(k, host, 'nat', false, false)).not.toContain('9002');
    expect(port('::1:9002:82')).toEqual({ proto: 'tcp', port: 82, hostIp: '::1', hostPort: 9002, hostPortEnd: 9002 });
  });

  it('use the same port number for both protocols, each its own', () => {
    const { k } = newDocker();
    expect(shown(k, runContainer(k, 'dns', ['bridge'], ['5353:53/udp', '5353:53']))).toEqual([
      '0.0.0.0:5353->53/tcp',
      ':::5353->53/tcp',
      '0.0.0.0:5353->53/udp',
      ':::5353->53/udp',
    ]);
  });

  it('are not published on internal networks, and move with the gateway', () => {
    const { k } = newDocker();
    makeNetwork(k, 'int', { internal: true });
    makeNetwork(k, 'm');
    makeNetwork(k, 'a');
    const c = runContainer(k, 'c', ['int'], ['8080:80']);
    expect(shown(k, c)).toEqual([]);
    const onM = joinNetwork(k, c.sandbox, id(k, 'm'), joinOptions('c'));
    expect(shown(k, c)).toEqual(['0.0.0.0:8080->80/tcp', ':::8080->80/tcp']);
    const onA = joinNetwork(k, c.sandbox, id(k, 'a'), joinOptions('c'));
    if (isNetError(onM) || isNetError(onA)) throw new Error('not joined');
    expect(onA.stop).toEqual(onM.start.map((spec) => spec.id));
    expect(publishedPorts(k, sandbox(k, c)).map((b) => formatIp(b.ip))).toEqual(['172.20.0.2', '172.20.0.2']);
    const back = leaveNetwork(k, onA.endpoint);
    expect([back.stop, back.start.length]).toEqual([onA.start.map((spec) => spec.id), 2]);
  });

  it('let go of their sockets once the proxy has them', () => {
    const { k } = newDocker();
    const c = runContainer(k, 'web', ['bridge'], ['8080:80']);
    const joined = c.joined[0];
    if (joined === undefined || isNetError(joined)) throw new Error('not joined');
    expect(k.tx.count(socketTable)).toBe(3);
    for (const spec of joined.start) proxyStarted(k, spec);
    expect([k.tx.count(socketTable), publishedPorts(k, sandbox(k, c)).map((b) => b.file)]).toEqual([1, [0, 0]]);
  });
});

describe('ends', () => {
  it('let the namespace go with the last holder, and its veth with it', () => {
    const { k, host } = newDocker();
    const before = interfaces(k, host).length;
    const c = runContainer(k, 'c');
    expect(interfaces(k, host).length).toBe(before + 1);
    deleteSandbox(k, c.sandbox);
    expect([k.tx.get(namespaceTable, c.ns), interfaces(k, host).length, k.tx.count(endpointTable)]).toEqual([
      undefined,
      before,
      0,
    ]);
  });

  it('of dockerd: what died meanwhile is cleaned up, the rest stands', () => {
    const { k, host } = newDocker();
    makeNetwork(k, 'n');
    const [dead, alive] = [runContainer(k, 'dead', ['n'], ['8080:80']), runContainer(k, 'alive', ['n'], ['8081:80'])];
    cleanSandboxes(k, (container) => container === 'alive');
    expect([k.tx.get(sandboxTable, dead.sandbox), k.tx.get(sandboxTable, alive.sandbox) === undefined]).toEqual([
      undefined,
      false,
    ]);
    expect(startNetworking(k, { hostNs: host, userlandProxy: true, iptables: true, ip6tables: true })).toBe(null);
    expect(listNetworks(k).map((network) => network.name)).toEqual(['bridge', 'host', 'n', 'none'].sort());
    dropNamespace(k, host);
    const failure: NetError | null = deleteNetwork(k, 'nosuch');
    expect(failure).toEqual({ kind: 'notFound', error: 'network nosuch not found' });
  });
});
