/** hostname, hosts and resolv.conf of a container (moby daemon/container_operations_unix.go, libnetwork/sandbox_dns_unix.go). */
import type { Proc } from '../../program/program.ts';
import { type Container, strings, text } from '../container/container.ts';

const HOSTS =
  '127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\nfe00::\tip6-localnet\nff00::\tip6-mcastprefix\nff02::1\tip6-allnodes\nff02::2\tip6-allrouters\n';

/** Writes what does not depend on addresses; connectSandbox writes the rest. */
export function writeNetworkFiles(p: Proc, container: Readonly<Container>): void {
  const dir = `/var/lib/docker/containers/${container.id}`;
  const hostname = text(container.config, 'Hostname');
  p.writeFile(`${dir}/hostname`, `${hostname}\n`);
  const extra = strings(container.hostConfig, 'ExtraHosts').map((entry) => {
    const cut = entry.indexOf(':');
    return `${entry.slice(cut + 1)}\t${entry.slice(0, cut)}\n`;
  });
  if (text(container.hostConfig, 'NetworkMode') === 'host') {
    for (const file of ['hosts', 'resolv.conf']) {
      const data = p.readFile(`/etc/${file}`);
      p.writeFile(`${dir}/${file}`, typeof data === 'number' ? '' : data + (file === 'hosts' ? extra.join('') : ''));
    }
    return;
  }
  p.writeFile(`${dir}/hosts`, HOSTS + extra.join(''));
  const resolv = p.readFile('/etc/resolv.conf');
  p.writeFile(`${dir}/resolv.conf`, typeof resolv === 'number' ? '' : resolv);
}
