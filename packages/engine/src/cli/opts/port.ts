/** `-p` and `--expose` (github.com/docker/go-connections/nat as of 28.5, and docker/cli's key=value form). */
import type { Bytes } from '../../util/bytes.ts';
import { parseNetIp } from '../../util/cidr.ts';
import { GoError, isGoError } from '../../util/go-error.ts';
import { parseGoUint } from '../../util/strconv.ts';

/** One published port: `80/tcp` inside, and where on the host; a range of host ports for one inside is written `7000-7010`. */
export interface PortMapping {
  readonly port: Bytes;
  readonly HostIp: Bytes;
  readonly HostPort: Bytes;
}

type Range = { readonly start: number; readonly end: number };

/** `nat.ParsePortRange`; what follows a second dash is not looked at. */
export function parsePortRange(text: Bytes): Range | GoError {
  if (text === '') return new GoError('Empty string specified for ports.');
  const dash = text.indexOf('-');
  const first = parseGoUint(dash < 0 ? text : text.slice(0, dash), 10, 16);
  if (isGoError(first)) return first;
  if (dash < 0) return { start: first, end: first };
  const last = parseGoUint(text.slice(dash + 1).split('-')[0] as Bytes, 10, 16);
  if (isGoError(last)) return last;
  return last < first ? new GoError(`Invalid range specified for the Port: ${text}`) : { start: first, end: last };
}

/** `nat.SplitProtoPort`: `80/tcp` as protocol and port; both are empty without a port. */
export function splitProtoPort(text: Bytes): { readonly proto: Bytes; readonly port: Bytes } {
  const [port = '', proto = ''] = text.split('/');
  if (port === '') return { proto: '', port: '' };
  return { proto: proto === '' ? 'tcp' : proto, port };
}

function splitParts(text: Bytes): readonly [Bytes, Bytes, Bytes] {
  const parts = text.split(':');
  const n = parts.length;
  if (n === 1) return ['', '', text];
  if (n === 2) return ['', parts[0] as Bytes, parts[1] as Bytes];
  return [parts.slice(0, n - 2).join(':'), parts[n - 2] as Bytes, parts[n - 1] as Bytes];
}

/** The address without brackets, checked as net.SplitHostPort and net.ParseIP do. */
function hostIp(ip: Bytes): Bytes | GoError {
  if (ip === '') return ip;
  let bare = ip;
  if (ip[0] === '[') {
    if (!ip.endsWith(']')) return new GoError(`Invalid ip address ${ip}: address ${ip}:: missing ']' in address`);
    bare = ip.slice(1, -1);
  } else if (ip.includes(':'))
    return new GoError(`Invalid ip address ${ip}: address ${ip}:: too many colons in address`);
  return parseNetIp(bare) === null ? new GoError(`Invalid ip address: ${bare}`) : bare;
}

function mappings(container: Range, host: Range | null, ip: Bytes, proto: Bytes): readonly PortMapping[] {
  const list: PortMapping[] = [];
  const single = container.start === container.end;
  for (let i = 0; i <= container.end - container.start; i++) {
    let port = host === null ? '' : String(host.start + i);
    if (host !== null && single && host.start !== host.end) port = `${host.start}-${host.end}`;
    list.push({ port: `${container.start + i}/${proto}`, HostIp: ip, HostPort: port });
  }
  return list;
}

/** `nat.ParsePortSpec`: `[ip:][host[-range]:]container[-range][/proto]`. */
export function parsePortSpec(text: Bytes): readonly PortMapping[] | GoError {
  const [rawIp, hostPort, rest] = splitParts(text);
  const { proto, port } = splitProtoPort(rest);
  const ip = hostIp(rawIp);
  if (isGoError(ip)) return ip;
  if (port === '') return new GoError(`No port specified: ${text}<empty>`);
  const container = parsePortRange(port);
  if (isGoError(container)) return new GoError(`Invalid containerPort: ${port}`);
  const host = hostPort === '' ? null : parsePortRange(hostPort);
  if (isGoError(host)) return new GoError(`Invalid hostPort: ${hostPort}`);
  const lengths = host !== null && container.end - container.start !== host.end - host.start;
  // one port inside may be given any free one of a range outside
  if (lengths && container.end !== container.start) {
    return new GoError(`Invalid ranges specified for container and host Ports: ${port} and ${hostPort}`);
  }
  const name = proto.toLowerCase();
  if (!['tcp', 'udp', 'sctp'].includes(name)) return new GoError(`Invalid proto: ${proto}`);
  return mappings(container, host, ip, name);
}

/** `convertToStandardNotation`: `target=80,published=8080,protocol=tcp` becomes `8080:80/tcp`. */
export function standardNotation(text: Bytes): Bytes | GoError {
  if (!text.includes('=')) return text;
  let published = '';
  let target = '';
  let protocol = 'tcp';
  for (const part of text.split(',')) {
    const [key, value] = part.split('=');
    if (value === undefined) return new GoError(`invalid publish opts format (should be name=value but got '${part}')`);
    if (key === 'published') published = value;
    if (key === 'target') target = value;
    if (key === 'protocol') protocol = value;
  }
  return `${published}:${target}/${protocol}`;
}

/** `--expose`: the ports of `7000-7002/udp`. */
export function parseExpose(text: Bytes): readonly Bytes[] | GoError {
  if (text.includes(':')) return new GoError(`invalid port format for --expose: ${text}`);
  const { proto, port } = splitProtoPort(text);
  const range = parsePortRange(port);
  if (isGoError(range)) return new GoError(`invalid range format for --expose: ${text}, error: ${range.message}`);
  const ports: Bytes[] = [];
  for (let n = range.start; n <= range.end; n++) ports.push(`${n}/${proto}`);
  return ports;
}
