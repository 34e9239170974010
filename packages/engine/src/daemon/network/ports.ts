/** Ports a container publishes (go-connections nat, daemon/network.go buildCreateEndpointOptions). */
import type { PortRequest } from '../../libnetwork/network.ts';
import type { PortProto } from '../../libnetwork/port-allocator.ts';
import { type ApiObject, type Container, child, flag, text } from '../container/container.ts';

/** `80/tcp` as number and protocol. */
export function parsePort(spec: string): { readonly port: number; readonly proto: PortProto } {
  const [port = '0', proto = 'tcp'] = spec.split('/');
  return { port: Number(port), proto: proto as PortProto };
}

/** Exposed ports in the order of number and protocol. */
export function exposedPorts(
  container: Readonly<Container>,
): readonly { readonly port: number; readonly proto: PortProto }[] {
  return Object.keys(child(container.config, 'ExposedPorts'))
    .map(parsePort)
    .sort((a, b) => a.port - b.port || (a.proto < b.proto ? -1 : 1));
}

/** What is to be published: bindings of -p, and with -P every exposed port that has none. */
export function portRequests(container: Readonly<Container>): readonly PortRequest[] {
  const bindings = child(container.hostConfig, 'PortBindings');
  const out: PortRequest[] = [];
  for (const spec of Object.keys(bindings)) {
    const { port, proto } = parsePort(spec);
    const wanted = (bindings[spec] ?? []) as readonly ApiObject[];
    for (const binding of wanted.length === 0 ? [{} as ApiObject] : wanted) {
      const [start = '0', end = start] = (text(binding, 'HostPort') || '0').split('-');
      out.push({ proto, port, hostIp: text(binding, 'HostIp'), hostPort: Number(start), hostPortEnd: Number(end) });
    }
  }
  if (flag(container.hostConfig, 'PublishAllPorts')) {
    for (const { port, proto } of exposedPorts(container)) {
      if (bindings[`${port}/${proto}`] === undefined)
        out.push({ proto, port, hostIp: '', hostPort: 0, hostPortEnd: 0 });
    }
  }
  return out.sort((a, b) => a.port - b.port || (a.proto < b.proto ? -1 : a.proto > b.proto ? 1 : 0));
}
