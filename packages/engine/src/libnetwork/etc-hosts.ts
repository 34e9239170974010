/** Generating a container's /etc/hosts (moby libnetwork/etchosts). Pure text. */
import type { HostsEntry } from './network.ts';

const DEFAULTS: readonly HostsEntry[] = [
  { ip: '127.0.0.1', names: 'localhost' },
  { ip: '::1', names: 'localhost ip6-localhost ip6-loopback' },
  { ip: 'fe00::', names: 'ip6-localnet' },
  { ip: 'ff00::', names: 'ip6-mcastprefix' },
  { ip: 'ff02::1', names: 'ip6-allnodes' },
  { ip: 'ff02::2', names: 'ip6-allrouters' },
];

/** Names of a container's own lines: `hh.dom.tld hh` when its name has a domain, else `hh`. */
export function ownNames(hostname: string, domainname: string): string {
  const full = domainname === '' ? hostname : `${hostname}.${domainname}`;
  const dot = full.indexOf('.');
  return dot < 0 ? full : `${full} ${full.slice(0, dot)}`;
}

function lines(entries: readonly HostsEntry[]): string {
  return entries.map(({ ip, names }) => `${ip}\t${names}\n`).join('');
}

/** The file of a container with interfaces of its own: `extra` are --add-host and links, `own` its addresses. */
export function makeHosts(extra: readonly HostsEntry[], own: readonly HostsEntry[]): string {
  return lines([...DEFAULTS, ...extra, ...own]);
}

/** The file of a container in the host's namespace: the host's, and what --add-host adds. */
export function makeHostHosts(hostFile: string, extra: readonly HostsEntry[]): string {
  return hostFile + lines(extra);
}
