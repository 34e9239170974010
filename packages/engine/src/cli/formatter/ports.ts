import type { Value } from '../../api/json.ts';
import type { Bytes } from '../../util/bytes.ts';
import { num, str } from '../json-field.ts';

interface Port {
  readonly ip: Bytes;
  readonly inside: number;
  readonly outside: number;
  readonly type: Bytes;
}

interface Group {
  readonly port: Port;
  first: number;
  last: number;
}

function before(a: Port, b: Port): number {
  if (a.inside !== b.inside) return a.inside - b.inside;
  if (a.ip !== b.ip) return a.ip < b.ip ? -1 : 1;
  if (a.outside !== b.outside) return a.outside - b.outside;
  return a.type < b.type ? -1 : a.type > b.type ? 1 : 0;
}

function hostPort(ip: Bytes, port: string): Bytes {
  return ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;
}

function groupText(group: Group): Bytes {
  const { first, last, port } = group;
  const range = first === last ? `${first}` : `${first}-${last}`;
  return `${port.ip === '' ? range : `${hostPort(port.ip, range)}->${range}`}/${port.type}`;
}

/** `formatter.DisplayablePorts`: neighbouring ports that are published under their own number become a range. */
export function displayablePorts(list: readonly Value[]): Bytes {
  if (list.length === 0) return '';
  const ports = list.map(
    (p): Port => ({
      ip: str(p, 'IP'),
      inside: num(p, 'PrivatePort'),
      outside: num(p, 'PublicPort'),
      type: str(p, 'Type'),
    }),
  );
  ports.sort(before);
  const groups = new Map<string, Group>();
  const result: Bytes[] = [];
  const mapped: Bytes[] = [];
  for (const port of ports) {
    if (port.ip !== '' && port.outside !== port.inside) {
      mapped.push(`${hostPort(port.ip, String(port.outside))}->${port.inside}/${port.type}`);
      continue;
    }
    const key = port.ip === '' ? port.type : `${port.ip}/${port.type}`;
    const group = groups.get(key);
    if (group !== undefined && port.inside === group.last + 1) {
      group.last = port.inside;
      continue;
    }
    if (group !== undefined) result.push(groupText(group));
    if (group === undefined) groups.set(key, { port, first: port.inside, last: port.inside });
    else {
      group.first = port.inside;
      group.last = port.inside;
    }
  }
  for (const group of groups.values()) result.push(groupText(group));
  return [...result, ...mapped].join(', ');
}
