/**
 * Setting up the embedded DNS server in a sandbox (moby libnetwork/resolver_unix.go): sockets of dockerd's on 127.0.0.11,
 * and rules in the sandbox that lead port 53 to them.
 */
import type { Kernel } from '../kernel/kernel.ts';
import { bindSocket } from '../kernel/net/bind.ts';
import { getSocket, newSocket } from '../kernel/net/socket.ts';
import { closeSocketFile, openSocketFile } from '../kernel/net/socket-file.ts';
import { listenSocket } from '../kernel/net/tcp-open.ts';
import { iptables } from '../kernel/netfilter/iptables.ts';
import { type Sandbox, sandboxTable } from './network.ts';
import { INTERNAL_DNS } from './resolv-conf.ts';

const INTERNAL_IP = 0x7f00000b;

/** What the daemon needs to run the server: a thread (resolver-thread.ts) with these two descriptors. */
export interface ResolverSpec {
  readonly sandbox: string;
  readonly udpFile: number;
  readonly tcpFile: number;
}

function natRule(k: Kernel, ns: number, args: string): void {
  iptables(k, ns, false, ['--wait', '-t', 'nat', ...args.split(' ')]);
}

function addRules(k: Kernel, ns: number, udpPort: number, tcpPort: number): void {
  const address = `-d ${INTERNAL_DNS}`;
  natRule(k, ns, '-N DOCKER_OUTPUT');
  natRule(k, ns, '-N DOCKER_POSTROUTING');
  natRule(k, ns, `-I OUTPUT ${address} -j DOCKER_OUTPUT`);
  natRule(k, ns, `-I POSTROUTING ${address} -j DOCKER_POSTROUTING`);
  natRule(k, ns, `-A DOCKER_OUTPUT ${address} -p tcp --dport 53 -j DNAT --to-destination ${INTERNAL_DNS}:${tcpPort}`);
  natRule(k, ns, `-A DOCKER_POSTROUTING -s ${INTERNAL_DNS} -p tcp --sport ${tcpPort} -j SNAT --to-source :53`);
  natRule(k, ns, `-A DOCKER_OUTPUT ${address} -p udp --dport 53 -j DNAT --to-destination ${INTERNAL_DNS}:${udpPort}`);
  natRule(k, ns, `-A DOCKER_POSTROUTING -s ${INTERNAL_DNS} -p udp --sport ${udpPort} -j SNAT --to-source :53`);
}

function openSocket(k: Kernel, ns: number, type: 'dgram' | 'stream'): number {
  const id = newSocket(k, ns, 'inet', type, 0, 0, 64, false);
  bindSocket(k, id, INTERNAL_IP, 0, null);
  if (type === 'stream') listenSocket(k, id, -1);
  return id;
}

/** Starts the server of a sandbox unless it runs; null when it did. */
export function startResolver(k: Kernel, sandbox: Sandbox): ResolverSpec | null {
  if (sandbox.resolver) return null;
  const udp = openSocket(k, sandbox.ns, 'dgram');
  const tcp = openSocket(k, sandbox.ns, 'stream');
  addRules(k, sandbox.ns, getSocket(k, udp).port, getSocket(k, tcp).port);
  sandbox.resolver = true;
  sandbox.udpFile = openSocketFile(k, udp);
  sandbox.tcpFile = openSocketFile(k, tcp);
  return { sandbox: sandbox.id, udpFile: sandbox.udpFile, tcpFile: sandbox.tcpFile };
}

/** The sandbox ends: its sockets are closed, which ends the thread. */
export function stopResolver(k: Kernel, sandbox: Readonly<Sandbox>): void {
  if (!sandbox.resolver) return;
  if (sandbox.udpFile !== 0) closeSocketFile(k, sandbox.udpFile);
  if (sandbox.tcpFile !== 0) closeSocketFile(k, sandbox.tcpFile);
}

/** The thread has descriptors of its own: libnetwork lets go of the files. */
export function resolverStarted(k: Kernel, sandboxId: string): void {
  const sandbox = k.tx.get(sandboxTable, sandboxId);
  if (sandbox === undefined || sandbox.udpFile === 0) return;
  const record = k.tx.edit(sandboxTable, sandboxId);
  closeSocketFile(k, record.udpFile);
  closeSocketFile(k, record.tcpFile);
  record.udpFile = 0;
  record.tcpFile = 0;
}
