/** net.* sysctls of a network namespace (Documentation/networking/ip-sysctl.rst): defaults, and what was changed. */
import { EACCES, EINVAL, ENOENT } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { getNetNs, netNsTable } from './netns.ts';

/** Defaults of Linux 6 in a fresh namespace. */
const DEFAULTS: ReadonlyMap<string, string> = new Map([
  ['net.bridge.bridge-nf-call-ip6tables', '1'],
  ['net.bridge.bridge-nf-call-iptables', '1'],
  ['net.core.rmem_max', '212992'],
  ['net.core.somaxconn', '4096'],
  ['net.core.wmem_max', '212992'],
  ['net.ipv4.conf.all.forwarding', '0'],
  ['net.ipv4.conf.all.route_localnet', '0'],
  ['net.ipv4.conf.all.rp_filter', '0'],
  ['net.ipv4.icmp_echo_ignore_all', '0'],
  ['net.ipv4.ip_default_ttl', '64'],
  ['net.ipv4.ip_forward', '0'],
  ['net.ipv4.ip_local_port_range', '32768\t60999'],
  ['net.ipv4.ip_nonlocal_bind', '0'],
  ['net.ipv4.ip_unprivileged_port_start', '1024'],
  ['net.ipv4.ping_group_range', '1\t0'],
  ['net.ipv4.tcp_fin_timeout', '60'],
  ['net.ipv4.tcp_retries2', '15'],
  ['net.ipv4.tcp_syn_linear_timeouts', '4'],
  ['net.ipv4.tcp_syn_retries', '6'],
  ['net.ipv4.tcp_synack_retries', '5'],
  ['net.ipv6.bindv6only', '0'],
  ['net.ipv6.conf.all.disable_ipv6', '0'],
  ['net.ipv6.conf.all.forwarding', '0'],
  ['net.ipv6.conf.default.disable_ipv6', '0'],
  ['net.netfilter.nf_conntrack_max', '262144'],
]);

/** Two names of one switch. */
const ALIAS: ReadonlyMap<string, string> = new Map([['net.ipv4.conf.all.forwarding', 'net.ipv4.ip_forward']]);

/** Names that every namespace has, sorted. */
export function sysctlNames(): readonly string[] {
  return [...DEFAULTS.keys()];
}

/** The value as /proc/sys shows it without its newline, or null when there is no such name. */
export function getSysctl(k: Kernel, ns: number, name: string): string | null {
  const real = ALIAS.get(name) ?? name;
  return getNetNs(k, ns).sysctls[real] ?? DEFAULTS.get(real) ?? null;
}

/** The value of a sysctl that holds one number; 0 when there is no such name. */
export function sysctlNumber(k: Kernel, ns: number, name: string): number {
  return Number(getNetNs(k, ns).sysctls[name] ?? DEFAULTS.get(name) ?? 0);
}

/** Both numbers of a range such as ip_local_port_range. */
export function sysctlRange(k: Kernel, ns: number, name: string): readonly [number, number] {
  const [low = '0', high = '0'] = (getSysctl(k, ns, name) ?? '0 0').split(/\s+/);
  return [Number(low), Number(high)];
}

/** Writes one; EINVAL for what is no number. Per-interface copies (`net.ipv4.conf.eth0.…`) are taken as they come. */
export function setSysctl(k: Kernel, ns: number, name: string, value: string): number {
  const real = ALIAS.get(name) ?? name;
  if (!DEFAULTS.has(real) && !/^net\.ipv[46]\.(conf|neigh)\./.test(real))
    return real.startsWith('net.') ? ENOENT : EACCES;
  const words = value.trim().split(/\s+/);
  if (!words.every((word) => /^-?\d+$/.test(word))) return EINVAL;
  const record = k.tx.edit(netNsTable, ns);
  record.sysctls = { ...record.sysctls, [real]: words.join('\t') };
  return 0;
}
