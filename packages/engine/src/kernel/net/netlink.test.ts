import { describe, expect, it } from 'vitest';
import { formatIp } from '../../util/ip-address.ts';
import type { NetlinkReply, NetlinkRequest } from '../../util/netlink.ts';
import { EEXIST, ENETUNREACH, EOPNOTSUPP, EPERM, ESRCH } from '../errno.ts';
import type { Task } from '../task/task.ts';
import { newKernel } from './fixtures/kernel-fixture.ts';
import { ip4, makeBridge, makeContainer, makeHost } from './fixtures/topology.ts';
import { netlink } from './netlink.ts';

/** As much of a task as netlink looks at. */
function caller(netNs: number, capEff: number): Task {
  return { netNs, pidNs: 1, cred: { capEff } } as unknown as Task;
}

function lab() {
  const k = newKernel();
  const host = makeHost(k);
  makeBridge(k, host, 'docker0', '172.17.0.1');
  const box = makeContainer(k, host, 'docker0', '172.17.0.2', '172.17.0.1');
  const admin = caller(box, 2 ** 12);
  const ask = (request: NetlinkRequest, task: Task = admin): NetlinkReply => netlink(k, task, request);
  return { k, host, box, admin, ask };
}

const links = (reply: NetlinkReply) =>
  (reply.links ?? []).map((link) =>
    `${link.ifindex} ${link.name} ${link.kind} ${link.up ? 'up' : 'down'} ${link.addrs.map((addr) => `${formatIp(addr.ip)}/${addr.len}`).join(' ')}`.trim(),
  );
const routes = (reply: NetlinkReply) =>
  (reply.routes ?? []).map(
    (route) =>
      `${formatIp(route.dst)}/${route.len} via ${route.via === '' ? '-' : formatIp(route.via)} dev ${route.dev} src ${route.src === '' ? '-' : formatIp(route.src)} ${route.kind}`,
  );

describe('netlink', () => {
  it('shows interfaces, and the other end of a veth by its namespace id', () => {
    const { ask, host } = lab();
    const [, eth0] = ask({ type: 'RTM_GETLINK' }).links ?? [];
    expect([eth0?.name, eth0?.netnsid, (eth0?.link ?? 0) > 0]).toEqual(['eth0', 0, true]);
    expect(links(ask({ type: 'RTM_GETLINK' }, caller(host, 0)))[0]).toBe('1 lo loopback up 127.0.0.1/8 ::1/128');
  });

  it('lets only CAP_NET_ADMIN change anything', () => {
    const { ask, box } = lab();
    const plain = caller(box, 0);
    const requests: readonly NetlinkRequest[] = [
      { type: 'RTM_DELLINK', ifindex: 2 },
      { type: 'RTM_SETLINK', ifindex: 2, change: { up: false } },
      { type: 'NFT', v6: false, args: ['-L'] },
      { type: 'IPCTNL_MSG_CT_GET' },
      { type: 'RTM_NEWADDR', ifindex: 2, ip: ip4('10.0.0.1'), len: 24, brd: '' },
    ];
    expect(requests.map((request) => ask(request, plain).error)).toEqual(requests.map(() => EPERM));
    expect(links(ask({ type: 'RTM_GETLINK' }, plain))[1]?.startsWith('2 eth0 veth up 172.17.0.2/16')).toBe(true);
  });

  it('adds, renames and deletes interfaces', () => {
    const { ask } = lab();
    const blank = { peer: '', peerNetns: 0, link: 0, mode: '', vlan: 0, mac: '' };
    expect(ask({ type: 'RTM_NEWLINK', link: { ...blank, name: 'dummy0', kind: 'dummy' } }).error).toBe(0);
    expect(ask({ type: 'RTM_NEWLINK', link: { ...blank, name: 'dummy0', kind: 'dummy' } }).error).toBe(EEXIST);
    expect(ask({ type: 'RTM_NEWLINK', link: { ...blank, name: 'v', kind: 'veth' } }).error).toBe(0);
    expect(ask({ type: 'RTM_SETLINK', ifindex: 3, change: { name: 'd1', up: true } }).error).toBe(0);
    expect(ask({ type: 'RTM_NEWADDR', ifindex: 3, ip: ip4('10.0.0.1'), len: 24, brd: '+' }).error).toBe(0);
    expect(
      links(ask({ type: 'RTM_GETLINK' }))
        .slice(2)
        .map((line) => line.replace(/ fe80\S+/, '')),
    ).toEqual(['3 d1 dummy up 10.0.0.1/24', '4 v veth down', '5 veth0 veth down']);
    expect([ask({ type: 'RTM_DELLINK', ifindex: 4 }).error, ask({ type: 'RTM_DELLINK', ifindex: 1 }).error]).toEqual([
      0,
      EOPNOTSUPP,
    ]);
    expect(links(ask({ type: 'RTM_GETLINK' })).length).toBe(3);
  });

  it('reads and changes routes', () => {
    const { ask } = lab();
    const all = () => routes(ask({ type: 'RTM_GETROUTE', v6: false, to: '' }));
    const way = (to: string) => routes(ask({ type: 'RTM_GETROUTE', v6: false, to: ip4(to) }));
    expect(all()).toEqual([
      '0.0.0.0/0 via 172.17.0.1 dev 2 src - unicast',
      '172.17.0.0/16 via - dev 2 src 172.17.0.2 unicast',
    ]);
    expect([way('8.8.8.8'), way('127.0.0.1')]).toEqual([
      ['8.8.8.8/32 via 172.17.0.1 dev 2 src 172.17.0.2 unicast'],
      ['127.0.0.1/32 via - dev 1 src 127.0.0.1 local'],
    ]);
    const gone = { dst: 0, len: 0, via: null, dev: null, metric: null } as const;
    expect([ask({ type: 'RTM_DELROUTE', ...gone }).error, ask({ type: 'RTM_DELROUTE', ...gone }).error]).toEqual([
      0,
      ESRCH,
    ]);
    expect(ask({ type: 'RTM_GETROUTE', v6: false, to: ip4('8.8.8.8') }).error).toBe(ENETUNREACH);
    const route = {
      dst: 0,
      len: 0,
      dev: 0,
      src: '',
      scope: 'global',
      proto: 'boot',
      metric: 0,
      kind: 'unicast',
    } as const;
    expect(ask({ type: 'RTM_NEWROUTE', route: { ...route, via: ip4('10.9.9.9') }, replace: false }).error).toBe(
      ENETUNREACH,
    );
    expect(ask({ type: 'RTM_NEWROUTE', route: { ...route, via: ip4('172.17.0.1') }, replace: false }).error).toBe(0);
    expect(way('8.8.8.8')).toEqual(['8.8.8.8/32 via 172.17.0.1 dev 2 src 172.17.0.2 unicast']);
  });

  it('keeps neighbours that were set by hand', () => {
    const { ask } = lab();
    const neigh = { ifindex: 2, ip: ip4('172.17.0.9'), mac: '02:00:00:00:00:09' };
    expect([
      ask({ type: 'RTM_NEWNEIGH', ...neigh, replace: false }).error,
      ask({ type: 'RTM_NEWNEIGH', ...neigh, replace: false }).error,
    ]).toEqual([0, EEXIST]);
    expect(ask({ type: 'RTM_GETNEIGH' }).neighs).toEqual([{ ...neigh, state: 'PERMANENT' }]);
  });

  it('runs iptables in the namespace of the caller', () => {
    const { ask, host, box } = lab();
    expect(ask({ type: 'NFT', v6: false, args: ['-A', 'INPUT', '-p', 'icmp', '-j', 'DROP'] })).toEqual({
      error: 0,
      code: 0,
      out: '',
      err: '',
    });
    const shown = (ns: number) =>
      ask({ type: 'NFT_SAVE', v6: false, table: 'filter', counters: false, date: 'now' }, caller(ns, 2 ** 12)).out;
    expect([shown(box)?.includes('-A INPUT -p icmp -j DROP'), shown(host)?.includes('icmp')]).toEqual([true, false]);
  });
});
