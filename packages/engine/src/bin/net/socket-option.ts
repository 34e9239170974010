/** setsockopt(2) and netlink sockets as programs reach them. */
import { ENOSYS } from '../../kernel/errno.ts';
import type { SocketDomain } from '../../kernel/syscall.ts';
import type { Proc } from '../../program/program.ts';
import type { Value } from '../../store/table.ts';
import type { NetlinkReply, NetlinkRequest } from '../../util/netlink.ts';

/** What setsockopt(2) may change: `ttl` 1 to 255, `bindtodevice` an ifindex (CAP_NET_RAW), `v6only` and `reuseaddr` 0 or 1. */
export type SocketOption = 'ttl' | 'bindtodevice' | 'v6only' | 'reuseaddr';

/** Sets an option: 0 or an errno; ENOSYS while the system call facade does not carry it. */
export function setSocketOption(p: Proc, fd: number, option: SocketOption, value: number): number {
  const { setsockopt } = p as Proc & { setsockopt?(fd: number, option: SocketOption, value: number): number };
  return setsockopt === undefined ? ENOSYS : setsockopt.call(p, fd, option, value);
}

/** Sends one request over a netlink socket of its own and returns the answer; `error` may also be that of socket(2). */
export function netlink(p: Proc, request: NetlinkRequest): NetlinkReply {
  const fd = p.socket('netlink' as SocketDomain, 'raw');
  if (fd < 0) return { error: fd };
  const sent = p.sendMsg(fd, request as unknown as Value);
  const reply = sent < 0 ? sent : p.recvMsg(fd);
  p.close(fd);
  return typeof reply === 'number' ? { error: reply } : (reply as unknown as NetlinkReply);
}

/** if_nametoindex(3): 0 when there is no such interface. */
export function interfaceIndex(p: Proc, name: string): number {
  return netlink(p, { type: 'RTM_GETLINK' }).links?.find((link) => link.name === name)?.ifindex ?? 0;
}
