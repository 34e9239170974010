/** `docker network …` (docker/cli cli/command/network). */
import { del, get, post } from '../../../api/client.ts';
import type { Value } from '../../../api/json.ts';
import type { Next } from '../../../program/program.ts';
import type { Bytes } from '../../../util/bytes.ts';
import { isGoError } from '../../../util/go-error.ts';
import { answer, call, errorOf, list, object } from '../../call.ts';
import { fail } from '../../exit.ts';
import { changed, filterPairs, filtersJson, flag, map, number, query, strings, text } from '../../flags/read.ts';
import { NETWORKS } from '../../formatter/network.ts';
import { items, str } from '../../json-field.ts';
import { type Cli, type Command, command } from '../../locals.ts';
import { naturalCompare } from '../../natural-order.ts';
import { readLabels } from '../../opts/env-file.ts';
import { showList } from '../../show-list.ts';
import { sourceOf } from '../container/files.ts';
import { ipamConfig } from './ipam-options.ts';

/** `docker network ls`. */
export const ls: Command = command(
  'network ls',
  (p) => call(p, get('/networks', query([['filters', filtersJson(filterPairs(p))]])), 'network ls.listed'),
  {
    listed: (p) => {
      const reply = answer(p);
      const error = errorOf(reply);
      if (error !== '') return fail(p, error);
      const rows = list(reply)
        .slice()
        .sort((a, b) => naturalCompare(str(a, 'Name'), str(b, 'Name')));
      const asked = {
        format: text(p, 'format'),
        quiet: flag(p, 'quiet'),
        table: ['ID', 'Name', 'Driver', 'Scope'],
        id: 'ID',
        warns: false,
      };
      return showList(p, NETWORKS, asked, rows);
    },
  },
);

function createBody(p: Cli): { readonly [field: string]: Value } | Bytes {
  const config = ipamConfig(p);
  if (isGoError(config)) return config.message;
  const labels = readLabels([], strings(p, 'label'), sourceOf(p));
  const driver = text(p, 'driver');
  const ipamOptions = map(p, 'ipam-opt');
  return {
    Name: p.locals.args[0] as Bytes,
    Driver: driver,
    Scope: text(p, 'scope'),
    ...(changed(p, 'ipv4') ? { EnableIPv4: flag(p, 'ipv4') } : {}),
    ...(changed(p, 'ipv6') ? { EnableIPv6: flag(p, 'ipv6') } : {}),
    IPAM: { Driver: text(p, 'ipam-driver'), Options: ipamOptions, Config: config },
    Internal: flag(p, 'internal'),
    Attachable: flag(p, 'attachable'),
    Ingress: flag(p, 'ingress'),
    ConfigOnly: flag(p, 'config-only'),
    ConfigFrom: text(p, 'config-from') === '' ? null : { Network: text(p, 'config-from') },
    Options: map(p, 'opt'),
    Labels: isGoError(labels) ? {} : labels,
  };
}

/** `docker network create`. */
export const create: Command = command(
  'network create',
  (p) => {
    const body = createBody(p);
    if (typeof body === 'string') return fail(p, body);
    return call(p, post('/networks/create', {}, body), 'network create.done');
  },
  {
    done: (p) => {
      const reply = answer(p);
      const error = errorOf(reply);
      if (error !== '') return fail(p, error);
      const warning = str(object(reply), 'Warning');
      if (warning !== '') p.print(2, `WARNING: ${warning}\n`);
      p.print(1, `${str(object(reply), 'Id')}\n`);
      return p.exit(0);
    },
  },
);

interface Removing {
  at: number;
  failed: boolean;
}

function removeNext(p: Cli<Removing>): Next {
  const name = p.locals.args[p.locals.at];
  // the status error of this command has no text of its own, so its code is printed
  if (name === undefined) return p.locals.failed ? fail(p, 'exit status 1') : p.exit(0);
  return call(p, get(`/networks/${name}`), 'network rm.found');
}

function removeFailed(p: Cli<Removing>, error: Bytes, status: number): Next {
  if (!(flag(p, 'force') && status === 404)) {
    p.print(2, `${error}\n`);
    p.locals.failed = true;
  }
  p.locals.at++;
  return removeNext(p);
}

/** `docker network rm`: looks each network up, then deletes it. */
export const rm: Command = command<Removing>(
  'network rm',
  (p) => {
    Object.assign(p.locals, { at: 0, failed: false } satisfies Removing);
    return removeNext(p);
  },
  {
    found: (p) => call(p, del(`/networks/${p.locals.args[p.locals.at]}`), 'network rm.done'),
    done: (p) => {
      const reply = answer(p);
      const error = errorOf(reply);
      if (error !== '') return removeFailed(p, error, reply.status);
      p.print(1, `${p.locals.args[p.locals.at]}\n`);
      p.locals.at++;
      return removeNext(p);
    },
  },
);

function endpointConfig(p: Cli): { readonly [field: string]: Value } {
  const ipam: Record<string, Value> = {};
  if (text(p, 'ip') !== '') ipam['IPv4Address'] = text(p, 'ip');
  if (text(p, 'ip6') !== '') ipam['IPv6Address'] = text(p, 'ip6');
  if (strings(p, 'link-local-ip').length > 0) ipam['LinkLocalIPs'] = strings(p, 'link-local-ip');
  const options = strings(p, 'driver-opt').map((entry) => entry.split('='));
  const orNull = (l: readonly Bytes[]): Value => (l.length > 0 ? l : null);
  return {
    IPAMConfig: ipam,
    Links: orNull(strings(p, 'link')),
    Aliases: orNull(strings(p, 'alias')),
    MacAddress: '',
    DriverOpts: Object.fromEntries(options.map(([key, ...rest]) => [key as Bytes, rest.join('=')])),
    GwPriority: number(p, 'gw-priority'),
    NetworkID: '',
    EndpointID: '',
    Gateway: '',
    IPAddress: '',
    IPPrefixLen: 0,
    IPv6Gateway: '',
    GlobalIPv6Address: '',
    GlobalIPv6PrefixLen: 0,
    DNSNames: null,
  };
}

function silent(p: Cli): Next {
  const error = errorOf(answer(p));
  return error === '' ? p.exit(0) : fail(p, error);
}

/** `docker network connect`. */
export const connect: Command = command(
  'network connect',
  (p) => {
    const bad = strings(p, 'driver-opt').find((entry) => !/^[^=]+=/.test(entry));
    if (bad !== undefined) return fail(p, 'invalid key/value pair format in driver options');
    const [network, container = ''] = p.locals.args;
    return call(
      p,
      post(`/networks/${network}/connect`, {}, { Container: container, EndpointConfig: endpointConfig(p) }),
      'network connect.done',
    );
  },
  { done: silent },
);

/** `docker network disconnect`. */
export const disconnect: Command = command(
  'network disconnect',
  (p) => {
    const [network, container = ''] = p.locals.args;
    return call(
      p,
      post(`/networks/${network}/disconnect`, {}, { Container: container, Force: flag(p, 'force') }),
      'network disconnect.done',
    );
  },
  { done: silent },
);

/** Names of networks that a prune answer lists. */
export function prunedNetworks(reply: Value): readonly Bytes[] {
  return items(reply, 'NetworksDeleted') as readonly Bytes[];
}
