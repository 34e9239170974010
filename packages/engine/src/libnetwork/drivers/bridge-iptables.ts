/**
 * The rules of bridge networks, programmed by iptables command lines in the order in which dockerd runs them
 * (moby libnetwork/drivers/bridge/internal/iptabler, 28.5).
 */
import type { Kernel } from '../../kernel/kernel.ts';
import { ensureRule, iptables } from '../../kernel/netfilter/iptables.ts';
import type { TableName } from '../../kernel/netfilter/rule.ts';
import { assert } from '../../util/assert.ts';
import { formatIp, type Ip, isAny, isLoopback, isV6, joinHostPort } from '../../util/ip-address.ts';
import { networkingConfig } from '../config.ts';
import type { PortBinding } from '../network.ts';
import type { PortProto } from '../port-allocator.ts';

/** What one family of a bridge network asks of the firewall. */
export interface BridgeFirewall {
  readonly ifname: string;
  readonly v6: boolean;
  /** The subnet as text. */
  readonly prefix: string;
  readonly internal: boolean;
  readonly icc: boolean;
  readonly masquerade: boolean;
  readonly mode: 'nat' | 'nat-unprotected' | 'routed' | 'isolated';
  /** Source address of SNAT (host_ipv4), '' for MASQUERADE. */
  readonly hostIp: string;
}

type Change = 'append' | 'insert' | 'delete';

const CONNTRACK = ['-m', 'conntrack', '--ctstate', 'RELATED,ESTABLISHED'];

function run(k: Kernel, v6: boolean, args: readonly string[]): boolean {
  return iptables(k, networkingConfig(k).hostNs, v6, ['--wait', ...args]).code === 0;
}

/** Adds a rule unless it is there, or deletes it if it is (Rule.Append, Insert and Delete of moby). */
function rule(k: Kernel, v6: boolean, change: Change, table: TableName, chain: string, args: readonly string[]): void {
  const letter = change === 'append' ? '-A' : change === 'insert' ? '-I' : '-D';
  const done = ensureRule(k, networkingConfig(k).hostNs, v6, letter, table, chain, args);
  assert(done || change === 'delete', `iptables ${letter} ${chain} ${args.join(' ')}`);
}

/** Chains made at the start of dockerd, those of an earlier run removed first. */
const FILTER_CHAINS = [
  'DOCKER',
  'DOCKER-FORWARD',
  'DOCKER-BRIDGE',
  'DOCKER-CT',
  'DOCKER-ISOLATION-STAGE-1',
  'DOCKER-ISOLATION-STAGE-2',
];

function jumpFirst(k: Kernel, v6: boolean, chain: string, to: string): void {
  rule(k, v6, 'delete', 'filter', chain, ['-j', to]);
  rule(k, v6, 'insert', 'filter', chain, ['-j', to]);
}

function setupFamily(k: Kernel, v6: boolean): void {
  const loopback = v6 ? '::1/128' : '127.0.0.0/8';
  const hairpin = !networkingConfig(k).userlandProxy;
  run(k, v6, ['-t', 'nat', '-D', 'PREROUTING', '-m', 'addrtype', '--dst-type', 'LOCAL', '-j', 'DOCKER']);
  for (const bypass of [[], ['!', '--dst', loopback]]) {
    run(k, v6, ['-t', 'nat', '-D', 'OUTPUT', '-m', 'addrtype', '--dst-type', 'LOCAL', '-j', 'DOCKER', ...bypass]);
  }
  run(k, v6, ['-t', 'filter', '-D', 'FORWARD', '-j', 'DOCKER-FORWARD']);
  for (const chain of FILTER_CHAINS) run(k, v6, ['-t', 'filter', '-F', chain]);
  for (const chain of FILTER_CHAINS) run(k, v6, ['-t', 'filter', '-X', chain]);
  run(k, v6, ['-t', 'nat', '-F', 'DOCKER']);
  run(k, v6, ['-t', 'nat', '-X', 'DOCKER']);
  run(k, v6, ['-t', 'nat', '-N', 'DOCKER']);
  for (const chain of FILTER_CHAINS) run(k, v6, ['-t', 'filter', '-N', chain]);
  rule(k, v6, 'append', 'nat', 'PREROUTING', ['-m', 'addrtype', '--dst-type', 'LOCAL', '-j', 'DOCKER']);
  const output = ['-m', 'addrtype', '--dst-type', 'LOCAL', '-j', 'DOCKER'];
  rule(k, v6, 'append', 'nat', 'OUTPUT', hairpin ? output : [...output, '!', '--dst', loopback]);
  jumpFirst(k, v6, 'FORWARD', 'DOCKER-FORWARD');
  jumpFirst(k, v6, 'DOCKER-FORWARD', 'DOCKER-BRIDGE');
  jumpFirst(k, v6, 'DOCKER-FORWARD', 'DOCKER-ISOLATION-STAGE-1');
  jumpFirst(k, v6, 'DOCKER-FORWARD', 'DOCKER-CT');
}

/** The chains and jumps that all networks share; DOCKER-USER is kept, for what is in it is the user's. */
export function setupChains(k: Kernel): void {
  const { iptables: v4, ip6tables } = networkingConfig(k);
  for (const v6 of [false, true]) {
    if (!(v6 ? ip6tables : v4)) continue;
    setupFamily(k, v6);
    run(k, v6, ['-t', 'filter', '-N', 'DOCKER-USER']);
    jumpFirst(k, v6, 'FORWARD', 'DOCKER-USER');
    // the raw table is looked at, and so exists from then on
    run(k, v6, ['-t', 'raw', '-S', 'PREROUTING']);
  }
}

/** The kernel has just been told to forward: nothing else shall pass (FilterForwardDrop). */
export function dropForward(k: Kernel, v6: boolean): void {
  run(k, v6, ['-t', 'filter', '-P', 'FORWARD', 'DROP']);
}

function internalRules(k: Kernel, f: BridgeFirewall, on: boolean): void {
  const change = on ? 'insert' : 'delete';
  const across = f.v6 ? ['!', '-o', f.ifname] : [];
  const into = f.v6 ? ['!', '-i', f.ifname] : [];
  rule(k, f.v6, change, 'filter', 'DOCKER-ISOLATION-STAGE-1', [
    '-i',
    f.ifname,
    ...across,
    '!',
    '-d',
    f.prefix,
    '-j',
    'DROP',
  ]);
  rule(k, f.v6, change, 'filter', 'DOCKER-ISOLATION-STAGE-1', [
    ...into,
    '-o',
    f.ifname,
    '!',
    '-s',
    f.prefix,
    '-j',
    'DROP',
  ]);
  rule(k, f.v6, on ? 'append' : 'delete', 'filter', 'DOCKER-FORWARD', [
    '-i',
    f.ifname,
    '-o',
    f.ifname,
    '-j',
    f.icc ? 'ACCEPT' : 'DROP',
  ]);
}

function natRules(k: Kernel, f: BridgeFirewall, on: boolean): void {
  if (!f.masquerade) return;
  const change = on ? 'insert' : 'delete';
  const target = f.hostIp === '' ? ['-j', 'MASQUERADE'] : ['-j', 'SNAT', '--to-source', f.hostIp];
  if (f.mode !== 'routed')
    rule(k, f.v6, change, 'nat', 'POSTROUTING', ['-s', f.prefix, '!', '-o', f.ifname, ...target]);
  if (networkingConfig(k).userlandProxy) rule(k, f.v6, change, 'nat', 'DOCKER', ['-i', f.ifname, '-j', 'RETURN']);
  else
    rule(k, f.v6, change, 'nat', 'POSTROUTING', ['-m', 'addrtype', '--src-type', 'LOCAL', '-o', f.ifname, ...target]);
}

function isolationRules(k: Kernel, f: BridgeFirewall, on: boolean): void {
  const { v6, ifname } = f;
  const append = on ? 'append' : 'delete';
  if (f.mode === 'routed') {
    rule(k, v6, on ? 'insert' : 'delete', 'filter', 'DOCKER-ISOLATION-STAGE-1', ['-o', ifname, '-j', 'RETURN']);
    rule(k, v6, on ? 'insert' : 'delete', 'filter', 'DOCKER-ISOLATION-STAGE-1', [
      '-i',
      ifname,
      ...CONNTRACK,
      '-j',
      'ACCEPT',
    ]);
  }
  rule(k, v6, append, 'filter', 'DOCKER-ISOLATION-STAGE-1', [
    '-i',
    ifname,
    '!',
    '-o',
    ifname,
    '-j',
    'DOCKER-ISOLATION-STAGE-2',
  ]);
  rule(k, v6, on ? 'insert' : 'delete', 'filter', 'DOCKER-ISOLATION-STAGE-2', ['-o', ifname, '-j', 'DROP']);
}

/** All rules of a network, for one family. */
export function networkRules(k: Kernel, f: BridgeFirewall, on: boolean): void {
  const config = networkingConfig(k);
  if (!(f.v6 ? config.ip6tables : config.iptables)) return;
  if (f.internal) {
    internalRules(k, f, on);
    return;
  }
  const { v6, ifname } = f;
  const append = on ? 'append' : 'delete';
  natRules(k, f, on);
  if (!f.icc) rule(k, v6, append, 'filter', 'DOCKER-FORWARD', ['-i', ifname, '-o', ifname, '-j', 'DROP']);
  if (f.mode === 'routed')
    rule(k, v6, append, 'filter', 'DOCKER', ['-o', ifname, '-p', v6 ? 'icmpv6' : 'icmp', '-j', 'ACCEPT']);
  rule(k, v6, append, 'filter', 'DOCKER-FORWARD', [
    '-i',
    ifname,
    ...(f.icc ? [] : ['!', '-o', ifname]),
    '-j',
    'ACCEPT',
  ]);
  const direct = f.mode === 'nat-unprotected' ? 'ACCEPT' : 'DROP';
  rule(k, v6, append, 'filter', 'DOCKER', ['!', '-i', ifname, '-o', ifname, '-j', direct]);
  rule(k, v6, append, 'filter', 'DOCKER-CT', ['-o', ifname, ...CONNTRACK, '-j', 'ACCEPT']);
  rule(k, v6, append, 'filter', 'DOCKER-BRIDGE', ['-o', ifname, '-j', 'DOCKER']);
  isolationRules(k, f, on);
}

/** Only the bridge itself may talk to a container directly (filterDirectAccess). */
export function endpointRules(k: Kernel, f: BridgeFirewall, ip: Ip, on: boolean): void {
  const config = networkingConfig(k);
  if (!(f.v6 ? config.ip6tables : config.iptables)) return;
  if (f.internal || f.mode === 'nat-unprotected' || f.mode === 'routed') return;
  rule(k, f.v6, on ? 'append' : 'delete', 'raw', 'PREROUTING', ['-d', formatIp(ip), '!', '-i', f.ifname, '-j', 'DROP']);
}

/** DNAT and ACCEPT of one published port; a loopback address is kept from the outside. */
export function portRules(k: Kernel, f: BridgeFirewall, binding: PortBinding, on: boolean): void {
  const v6 = isV6(binding.ip);
  const config = networkingConfig(k);
  if (!(v6 ? config.ip6tables : config.iptables) || f.internal) return;
  const { proto, ip, port, hostIp, hostPort } = binding;
  const append = on ? 'append' : 'delete';
  if (hostPort > 0 && isLoopback(hostIp) && !isV6(hostIp)) {
    rule(k, false, append, 'raw', 'PREROUTING', [
      '-p',
      proto,
      '-d',
      formatIp(hostIp),
      '--dport',
      `${hostPort}`,
      '!',
      '-i',
      'lo',
      '-j',
      'DROP',
    ]);
  }
  // docker-proxy alone serves the host's IPv6 for a container that has IPv4 only
  if (isV6(hostIp) !== v6) return;
  const { ifname } = f;
  const hairpin = !config.userlandProxy;
  if (hostPort > 0) {
    const dnat = [
      '-p',
      proto,
      '-d',
      isAny(hostIp) ? '0/0' : formatIp(hostIp),
      '--dport',
      `${hostPort}`,
      '-j',
      'DNAT',
      '--to-destination',
      joinHostPort(ip, port),
    ];
    rule(k, v6, append, 'nat', 'DOCKER', [
      ...dnat,
      ...(hairpin ? [] : ['!', '-i', ifname]),
      ...(v6 ? ['!', '-s', 'fe80::/10'] : []),
    ]);
    if (hairpin)
      rule(k, v6, append, 'nat', 'POSTROUTING', [
        '-p',
        proto,
        '-s',
        formatIp(ip),
        '-d',
        formatIp(ip),
        '--dport',
        `${port}`,
        '-j',
        'MASQUERADE',
      ]);
  }
  if (f.mode === 'nat-unprotected') return;
  const accept = [
    '!',
    '-i',
    ifname,
    '-o',
    ifname,
    '-p',
    proto,
    '-d',
    formatIp(ip),
    '--dport',
    `${port}`,
    '-j',
    'ACCEPT',
  ];
  rule(k, v6, on ? 'insert' : 'delete', 'filter', 'DOCKER', accept);
}

/** Lets a linked pair talk over a bridge without inter-container communication (legacy `--link` with icc=false). */
export function linkRules(
  k: Kernel,
  ifname: string,
  parent: Ip,
  child: Ip,
  ports: readonly { readonly proto: PortProto; readonly port: number }[],
  on: boolean,
): void {
  const change = on ? 'append' : 'delete';
  for (const { proto, port } of ports) {
    const [from, to] = [formatIp(parent), formatIp(child)];
    const both = ['-i', ifname, '-o', ifname, '-p', proto];
    rule(k, false, change, 'filter', 'DOCKER', [...both, '-s', from, '-d', to, '--dport', `${port}`, '-j', 'ACCEPT']);
    rule(k, false, change, 'filter', 'DOCKER', [...both, '-s', to, '-d', from, '--sport', `${port}`, '-j', 'ACCEPT']);
  }
}
