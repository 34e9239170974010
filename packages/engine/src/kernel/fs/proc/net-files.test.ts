import { expect, test } from 'vitest';
import { LOOPBACK4, LOOPBACK6, parseIp } from '../../../util/ip-address.ts';
import { newUnix, unixTable } from '../../ipc/unix-socket.ts';
import { addAddress } from '../../net/address.ts';
import { addLink, countRx, countTx } from '../../net/link.ts';
import { neighTable } from '../../net/neigh.ts';
import { allocateNetNs } from '../../net/netns.ts';
import { addRoute } from '../../net/route.ts';
import { newSocket, type Socket, socketTable } from '../../net/socket.ts';
import { createMachine } from '../fixtures/machine.ts';
import { NET_FILES, netFile } from './net-files.ts';

const ip = (text: string) => parseIp(text) as number;

/** A container's network: lo, eth0 172.17.0.2/16, a default route, a few sockets. */
function network() {
  const { k } = createMachine();
  const ns = allocateNetNs(k);
  const lo = addLink(k, ns, 'lo', 'loopback', { up: true, mtu: 65536 });
  const eth0 = addLink(k, ns, 'eth0', 'device', { up: true, mac: '02:42:ac:11:00:02' });
  addAddress(k, ns, lo, LOOPBACK4, 8, '');
  addAddress(k, ns, lo, LOOPBACK6, 128, '');
  addAddress(k, ns, eth0, ip('172.17.0.2'), 16);
  addRoute(k, ns, {
    dst: 0,
    len: 0,
    via: ip('172.17.0.1'),
    dev: eth0,
    src: '',
    scope: 'global',
    proto: '',
    metric: 0,
    kind: 'unicast',
  });
  countRx(k, ns, eth0, 3, 1234);
  countTx(k, ns, eth0, 2, 99);
  const socket = (domain: 'inet' | 'inet6', type: 'stream' | 'dgram', change: Partial<Socket>) => {
    Object.assign(k.tx.edit(socketTable, newSocket(k, ns, domain, type, 1000, 1, 64, false)), change);
  };
  return { k, ns, eth0, socket };
}

/** Lines without the blanks they are padded with. */
function lines(text: string): string[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => line.trimEnd());
}

test('dev counts bytes and packets of each interface', () => {
  const { k, ns } = network();
  expect(netFile(k, ns, 'dev').split('\n').slice(2, 4)).toEqual([
    '    lo:       0       0    0    0    0     0          0         0        0       0    0    0    0     0       0          0',
    '  eth0:    1234       3    0    0    0     0          0         0       99       2    0    0    0     0       0          0',
  ]);
});

test('route prints addresses as little-endian numbers', () => {
  const { k, ns } = network();
  expect(lines(netFile(k, ns, 'route'))).toEqual([
    'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT',
    'eth0\t00000000\t010011AC\t0003\t0\t0\t0\t00000000\t0\t0\t0',
    'eth0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0',
  ]);
  expect(
    netFile(k, ns, 'route')
      .split('\n')
      .map((line) => line.length),
  ).toEqual([127, 127, 127, 0]);
});

test('arp shows what is resolved, and what is being asked for', () => {
  const { k, ns, eth0 } = network();
  const put = (text: string, change: object) =>
    k.tx.put2(neighTable, ns, `${eth0}/${text}`, {
      ifindex: eth0,
      ip: ip(text),
      mac: '02:42:ac:11:00:01',
      permanent: false,
      confirmed: 0,
      until: 0,
      ...change,
    });
  put('172.17.0.1', {});
  put('172.17.0.9', { confirmed: -1, until: 5 });
  put('172.17.0.8', { permanent: true });
  expect(lines(netFile(k, ns, 'arp')).sort()).toEqual([
    '172.17.0.1       0x1         0x2         02:42:ac:11:00:01     *        eth0',
    '172.17.0.8       0x1         0x6         02:42:ac:11:00:01     *        eth0',
    '172.17.0.9       0x1         0x0         00:00:00:00:00:00     *        eth0',
    'IP address       HW type     Flags       HW address            Mask     Device',
  ]);
});

test('tcp and tcp6 list listeners and connections', () => {
  const { k, ns, socket } = network();
  socket('inet', 'stream', { state: 'LISTEN', ip: 0, port: 80, queue: [7, 8] });
  socket('inet', 'stream', {
    state: 'ESTAB',
    ip: ip('172.17.0.2'),
    port: 80,
    peerIp: ip('172.17.0.1'),
    peerPort: 40000,
    rxBytes: 5,
    unacked: 16,
    uid: 0,
  });
  socket('inet', 'stream', {});
  socket('inet6', 'stream', { state: 'LISTEN', port: 5432 });
  socket('inet6', 'stream', { state: 'CLOSE-WAIT', ip: LOOPBACK4, port: 5432, peerIp: LOOPBACK4, peerPort: 1 });
  expect(lines(netFile(k, ns, 'tcp'))).toEqual([
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
    '   0: 00000000:0050 00000000:0000 0A 00000000:00000002 00:00000000 00000000  1000        0 20001 1 0000000000000000 100 0 0 10 0',
    '   1: 020011AC:0050 010011AC:9C40 01 00000010:00000005 00:00000000 00000000     0        0 20002 1 0000000000000000 20 4 30 10 -1',
  ]);
  expect(netFile(k, ns, 'tcp').split('\n')[1]).toHaveLength(149);
  expect(lines(netFile(k, ns, 'tcp6'))).toEqual([
    '  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
    '   0: 00000000000000000000000000000000:1538 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 20004 1 0000000000000000 100 0 0 10 0',
    '   1: 0000000000000000FFFF00000100007F:1538 0000000000000000FFFF00000100007F:0001 08 00000000:00000000 00:00000000 00000000  1000        0 20005 1 0000000000000000 20 4 30 10 -1',
  ]);
});

test('udp lists sockets that have a port', () => {
  const { k, ns, socket } = network();
  socket('inet', 'dgram', { ip: ip('127.0.0.11'), port: 53 });
  socket('inet', 'dgram', {});
  expect(lines(netFile(k, ns, 'udp'))).toEqual([
    '   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops',
    '    0: 0B00007F:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000  1000        0 20001 2 0000000000000000 0',
  ]);
});

test('if_inet6, fib_trie and unix', () => {
  const { k, ns } = network();
  expect(netFile(k, ns, 'if_inet6')).toBe('00000000000000000000000000000001 01 80 10 80       lo\n');
  const trie = netFile(k, ns, 'fib_trie');
  expect(trie).toContain('     |-- 172.17.0.2\n        /32 host LOCAL\n');
  expect(trie).toContain('     |-- 127.0.0.0\n        /8 host LOCAL\n');
  expect(trie).toContain('     |-- 172.17.255.255\n        /32 link BROADCAST\n');
  const id = newUnix(k, ns, 1, 0, 0);
  Object.assign(k.tx.edit(unixTable, id), { state: 'LISTEN', path: '/run/docker.sock' });
  expect(lines(netFile(k, ns, 'unix'))).toEqual([
    'Num       RefCount Protocol Flags    Type St Inode Path',
    '0000000000000000: 00000002 00000000 00010000 0001 01 1000001 /run/docker.sock',
  ]);
});

test('every name has a text, other namespaces theirs', () => {
  const { k } = network();
  const other = allocateNetNs(k);
  expect(NET_FILES).toEqual([
    'arp',
    'dev',
    'fib_trie',
    'icmp',
    'if_inet6',
    'raw',
    'route',
    'tcp',
    'tcp6',
    'udp',
    'udp6',
    'unix',
  ]);
  expect(lines(netFile(k, other, 'dev'))).toHaveLength(2);
  expect(netFile(k, other, 'none')).toBe('');
});
