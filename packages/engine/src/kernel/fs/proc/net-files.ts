/** /proc/net of a network namespace (proc(5)), in the layouts that netstat, ss, ifconfig, route and arp read. */
import type { Bytes } from '../../../util/bytes.ts';
import { formatIp4, type Ip, isAny, mapTo6 } from '../../../util/ip-address.ts';
import { lastIp, mask4, networkOf } from '../../../util/ip-prefix.ts';
import { unixTable } from '../../ipc/unix-socket.ts';
import type { Kernel } from '../../kernel.ts';
import { linkName, linkStat, linkTable } from '../../net/link.ts';
import { neighState, neighTable } from '../../net/neigh.ts';
import { listRoutes, type Route } from '../../net/route.ts';
import { UNIX_INODE } from '../../net/socket-ops.ts';
import { socketLines } from './net-sockets.ts';

function hex(n: number, width: number): Bytes {
  return n.toString(16).toUpperCase().padStart(width, '0');
}

/** An IPv4 address as these files print it: the bytes of the address read as a little-endian number. */
function hexIp4(ip: number): Bytes {
  const swapped = ((ip & 0xff) << 24) | ((ip & 0xff00) << 8) | ((ip >>> 8) & 0xff00) | (ip >>> 24);
  return hex(swapped >>> 0, 8);
}

function dev(k: Kernel, ns: number): Bytes {
  let text =
    'Inter-|   Receive                                                |  Transmit\n' +
    ' face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed\n';
  k.tx.each2(linkTable, ns, (link, ifindex) => {
    const { rxBytes, rxPackets, rxDropped, txBytes, txPackets, txDropped } = linkStat(k, ns, ifindex);
    const columns = (values: readonly number[], widths: readonly number[]): Bytes =>
      values.map((value, i) => `${value}`.padStart(widths[i] as number)).join(' ');
    const received = columns([rxBytes, rxPackets, 0, rxDropped, 0, 0, 0, 0], [7, 7, 4, 4, 4, 5, 10, 9]);
    const sent = columns([txBytes, txPackets, 0, txDropped, 0, 0, 0, 0], [8, 7, 4, 4, 4, 5, 7, 10]);
    text += `${link.name.padStart(6)}: ${received} ${sent}\n`;
  });
  return text;
}

/** Flags of a route as route(8) knows them: up, through a gateway, to a host, reject. */
function routeFlags(route: Readonly<Route>): number {
  return 1 | (route.via === '' ? 0 : 2) | (route.len === 32 ? 4 : 0) | (route.kind === 'unicast' ? 0 : 0x200);
}

function route(k: Kernel, ns: number): Bytes {
  const pad = (line: Bytes): Bytes => `${line.padEnd(127)}\n`;
  let text = pad('Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT');
  for (const one of listRoutes(k, ns, false)) {
    const name = one.kind === 'unicast' ? linkName(k, ns, one.dev) : '*';
    const gateway = one.via === '' ? 0 : (one.via as number);
    const flags = hex(routeFlags(one), 4);
    text += pad(
      `${name}\t${hexIp4(one.dst as number)}\t${hexIp4(gateway)}\t${flags}\t0\t0\t${one.metric}\t${hexIp4(mask4(one.len))}\t0\t0\t0`,
    );
  }
  return text;
}

function arp(k: Kernel, ns: number): Bytes {
  let text = 'IP address       HW type     Flags       HW address            Mask     Device\n';
  k.tx.each2(neighTable, ns, (neigh) => {
    if (typeof neigh.ip !== 'number') return;
    const state = neighState(k, neigh);
    const isResolved = state !== 'INCOMPLETE' && state !== 'FAILED';
    const flags = state === 'PERMANENT' ? '0x6' : isResolved ? '0x2' : '0x0';
    const mac = isResolved ? neigh.mac : '00:00:00:00:00:00';
    text += `${formatIp4(neigh.ip).padEnd(16)} 0x1         ${flags}         ${mac}     *        ${linkName(k, ns, neigh.ifindex)}\n`;
  });
  return text;
}

const SCOPES = { global: '00', link: '20', host: '10' } as const;

/** Calls `fn` for each address of the namespace. */
function eachAddress(
  k: Kernel,
  ns: number,
  fn: (ip: Ip, len: number, name: Bytes, ifindex: number, scope: keyof typeof SCOPES) => void,
): void {
  k.tx.each2(linkTable, ns, (link, ifindex) => {
    for (const { ip, len, scope } of link.addrs) fn(ip, len, link.name, ifindex, scope);
  });
}

function ifInet6(k: Kernel, ns: number): Bytes {
  let text = '';
  eachAddress(k, ns, (ip, len, name, ifindex, scope) => {
    if (typeof ip === 'string')
      text += `${ip} ${hex(ifindex, 2).toLowerCase()} ${hex(len, 2).toLowerCase()} ${SCOPES[scope]} 80 ${name.padStart(8)}\n`;
  });
  return text;
}

/** A leaf of fib_trie: an address, a prefix length, where it leads and what it is. */
type Leaf = readonly [ip: number, len: number, scope: Bytes, type: Bytes];

/** Leaves below one root; the kernel's inner nodes only tell how its trie is balanced. */
function trie(name: Bytes, leaves: readonly Leaf[]): Bytes {
  let text = `${name}:\n  +-- 0.0.0.0/0 3 0 5\n`;
  let last = -1;
  for (const [ip, len, scope, type] of [...leaves].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    if (ip !== last) text += `     |-- ${formatIp4(ip)}\n`;
    text += `        /${len} ${scope} ${type}\n`;
    last = ip;
  }
  return text;
}

function fibTrie(k: Kernel, ns: number): Bytes {
  const main: Leaf[] = listRoutes(k, ns, false).map((one) => [
    one.dst as number,
    one.len,
    one.scope === 'link' ? 'link' : 'universe',
    'UNICAST',
  ]);
  const local: Leaf[] = [];
  eachAddress(k, ns, (ip, len) => {
    if (typeof ip !== 'number') return;
    local.push([ip, 32, 'host', 'LOCAL']);
    if (len < 31) local.push([lastIp(ip, len) as number, 32, 'link', 'BROADCAST']);
    if (len === 8) local.push([networkOf(ip, len) as number, len, 'host', 'LOCAL']);
  });
  return trie('Main', main) + trie('Local', local);
}

const UNIX_STATE = { UNCONN: '01', LISTEN: '01', ESTAB: '03' } as const;

function unix(k: Kernel, ns: number): Bytes {
  let text = 'Num       RefCount Protocol Flags    Type St Inode Path\n';
  k.tx.each(unixTable, (socket, id) => {
    if (socket.ns !== ns) return;
    const path = socket.path.startsWith('\0') ? `@${socket.path.slice(1)}` : socket.path;
    const flags = socket.state === 'LISTEN' ? '00010000' : '00000000';
    const refs = socket.state === 'ESTAB' ? '00000003' : '00000002';
    text += `0000000000000000: ${refs} 00000000 ${flags} 0001 ${UNIX_STATE[socket.state]} ${`${UNIX_INODE + id}`.padStart(5)}${path === '' ? '' : ` ${path}`}\n`;
  });
  return text;
}

/** Texts by name in /proc/net. */
const FILES: ReadonlyMap<Bytes, (k: Kernel, ns: number) => Bytes> = new Map<Bytes, (k: Kernel, ns: number) => Bytes>([
  ['arp', arp],
  ['dev', dev],
  ['fib_trie', fibTrie],
  ['icmp', (k, ns) => socketLines(k, ns, 'icmp', false, addressText)],
  ['if_inet6', ifInet6],
  ['raw', (k, ns) => socketLines(k, ns, 'raw', false, addressText)],
  ['route', route],
  ['tcp', (k, ns) => socketLines(k, ns, 'stream', false, addressText)],
  ['tcp6', (k, ns) => socketLines(k, ns, 'stream', true, addressText)],
  ['udp', (k, ns) => socketLines(k, ns, 'dgram', false, addressText)],
  ['udp6', (k, ns) => socketLines(k, ns, 'dgram', true, addressText)],
  ['unix', unix],
]);

/** An address in a socket's line: 8 or (IPv6 sockets) 32 digits, each 32-bit word little-endian. */
function addressText(ip: Ip, isV6: boolean): Bytes {
  if (!isV6) return hexIp4(typeof ip === 'number' ? ip : 0);
  const digits = typeof ip === 'number' ? (isAny(ip) ? '0'.repeat(32) : mapTo6(ip)) : ip;
  let text = '';
  for (let i = 0; i < 32; i += 8) text += hexIp4(Number.parseInt(digits.slice(i, i + 8), 16));
  return text;
}

/** Names in /proc/net: for `ProcSources`. */
export const NET_FILES: readonly Bytes[] = [...FILES.keys()];

/** Text of /proc/net/NAME in a network namespace: for `ProcSources`. */
export function netFile(k: Kernel, netNs: number, name: Bytes): Bytes {
  return FILES.get(name)?.(k, netNs) ?? '';
}
