/** `--network`: a name, or comma separated fields (docker/cli opts/network.go). */
import type { Value } from '../../api/json.ts';
import type { Bytes } from '../../util/bytes.ts';
import { GoError, isGoError } from '../../util/go-error.ts';
import { goQuote } from '../../util/go-quote.ts';
import { atoi } from '../../util/strconv.ts';
import { splitCsvLine } from './csv.ts';

/** `opts.NetworkAttachmentOpts`. */
export type NetworkAttachment = {
  readonly Target: Bytes;
  readonly Aliases: readonly Bytes[];
  readonly DriverOpts: { readonly [key: string]: Bytes } | null;
  readonly Links: readonly Bytes[];
  readonly IPv4Address: Bytes;
  readonly IPv6Address: Bytes;
  readonly LinkLocalIPs: readonly Bytes[];
  readonly MacAddress: Bytes;
  readonly GwPriority: number;
};

const NONE: NetworkAttachment = {
  Target: '',
  Aliases: [],
  DriverOpts: null,
  Links: [],
  IPv4Address: '',
  IPv6Address: '',
  LinkLocalIPs: [],
  MacAddress: '',
  GwPriority: 0,
};

const LONG_FORM = /\w+=\w+(,\w+=\w+)*/;

function driverOption(value: Bytes): readonly [Bytes, Bytes] | GoError {
  const eq = value.indexOf('=');
  if (eq <= 0) return new GoError('invalid key value pair format in driver options');
  return [value.slice(0, eq).trim(), value.slice(eq + 1).trim()];
}

function withField(net: NetworkAttachment, key: Bytes, value: Bytes): NetworkAttachment | GoError {
  switch (key) {
    case 'name':
      return { ...net, Target: value };
    case 'alias':
      return { ...net, Aliases: [...net.Aliases, value] };
    case 'ip':
      return { ...net, IPv4Address: value };
    case 'ip6':
      return { ...net, IPv6Address: value };
    case 'mac-address':
      return { ...net, MacAddress: value };
    case 'link-local-ip':
      return { ...net, LinkLocalIPs: [...net.LinkLocalIPs, value] };
    case 'driver-opt': {
      const option = driverOption(value);
      return isGoError(option) ? option : { ...net, DriverOpts: { ...net.DriverOpts, [option[0]]: option[1] } };
    }
    case 'gw-priority': {
      const n = atoi(value);
      if (isGoError(n))
        return new GoError(`invalid gw-priority (${value}): ${n.message.slice(n.message.lastIndexOf(': ') + 2)}`);
      return { ...net, GwPriority: n };
    }
    default:
      return new GoError(`invalid field key ${key}`);
  }
}

/** `NetworkOpt.Set`. */
export function parseNetworkOpt(text: Bytes): NetworkAttachment | GoError {
  if (!text.includes('=') || !LONG_FORM.test(text)) return { ...NONE, Target: text };
  const fields = splitCsvLine(text);
  if (isGoError(fields)) return fields;
  let net = NONE;
  for (const field of fields) {
    const eq = field.indexOf('=');
    if (eq <= 0) return new GoError(`invalid field ${field}`);
    const next = withField(net, field.slice(0, eq).trim(), field.slice(eq + 1).trim());
    if (isGoError(next)) return next;
    net = next;
  }
  if (net.Target === '') return new GoError('network name/id is not specified');
  return net;
}

/** `NetworkMode.IsUserDefined`. */
export function isUserDefined(mode: Bytes): boolean {
  return (
    !['', 'default', 'bridge', 'host', 'none'].includes(mode) && !mode.startsWith('container:') && mode !== 'container'
  );
}

/** What of the older options of create applies to the first network. */
export interface FirstNetworkOptions {
  readonly aliases: readonly Bytes[];
  readonly links: readonly Bytes[];
  readonly ip: Bytes;
  readonly ip6: Bytes;
  readonly linkLocalIps: readonly Bytes[];
  readonly macAddress: Bytes;
}

/** `applyContainerOptions`: --network-alias, --link, --ip… are meant for the first network. */
function applied(net: NetworkAttachment, o: FirstNetworkOptions): NetworkAttachment | GoError {
  const clash = (a: string, b: string): GoError =>
    new GoError(`conflicting options: cannot specify both ${a} and per-network ${b}`);
  if (net.Aliases.length > 0 && o.aliases.length > 0) return clash('--network-alias', 'alias');
  if (net.Links.length > 0 && o.links.length > 0) return clash('--link', 'links');
  if (net.IPv4Address !== '' && o.ip !== '') return clash('--ip', 'IPv4 address');
  if (net.IPv6Address !== '' && o.ip6 !== '') return clash('--ip6', 'IPv6 address');
  if (net.MacAddress !== '' && o.macAddress !== '') return clash('--mac-address', 'MAC address');
  if (net.LinkLocalIPs.length > 0 && o.linkLocalIps.length > 0)
    return clash('--link-local-ip', 'link-local IP addresses');
  return {
    ...net,
    Aliases: o.aliases.length > 0 ? o.aliases : net.Aliases,
    Links: o.links.length > 0 ? o.links : net.Links,
    IPv4Address: o.ip !== '' ? o.ip : net.IPv4Address,
    IPv6Address: o.ip6 !== '' ? o.ip6 : net.IPv6Address,
    MacAddress: o.macAddress !== '' ? o.macAddress : net.MacAddress,
    LinkLocalIPs: o.linkLocalIps.length > 0 ? o.linkLocalIps : net.LinkLocalIPs,
  };
}

const MAC =
  /^([0-9a-fA-F]{2}([:-])[0-9a-fA-F]{2}(\2[0-9a-fA-F]{2}){4}((\2[0-9a-fA-F]{2}){2})?|[0-9a-fA-F]{4}(\.[0-9a-fA-F]{4}){2,3})$/;

function orNull(list: readonly Bytes[]): Value {
  return list.length > 0 ? list : null;
}

/** `parseNetworkAttachmentOpt`: the EndpointSettings of the create body. */
function endpointOf(net: NetworkAttachment): { readonly [field: string]: Value } | GoError {
  if (net.Target.trim() === '') return new GoError('no name set for network');
  if (!isUserDefined(net.Target)) {
    if (net.Aliases.length > 0)
      return new GoError('network-scoped aliases are only supported for user-defined networks');
    if (net.Links.length > 0) return new GoError('links are only supported for user-defined networks');
  }
  if (net.MacAddress !== '' && !MAC.test(net.MacAddress.trim()))
    return new GoError(`${net.MacAddress} is not a valid mac address`);
  const ipam: Record<string, Value> = {};
  if (net.IPv4Address !== '') ipam['IPv4Address'] = net.IPv4Address;
  if (net.IPv6Address !== '') ipam['IPv6Address'] = net.IPv6Address;
  if (net.LinkLocalIPs.length > 0) ipam['LinkLocalIPs'] = net.LinkLocalIPs;
  return {
    IPAMConfig: Object.keys(ipam).length > 0 ? ipam : null,
    Links: orNull(net.Links),
    Aliases: orNull(net.Aliases),
    MacAddress: net.MacAddress,
    DriverOpts: net.DriverOpts,
    GwPriority: net.GwPriority,
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

/** `parseNetworkOpts`: endpoints by network name; none given is the network `default`. */
export function endpointsOf(
  given: readonly NetworkAttachment[],
  options: FirstNetworkOptions,
): { readonly [network: string]: Value } | GoError {
  const networks = given.length > 0 ? given : [{ ...NONE, Target: 'default' }];
  const endpoints: Record<string, Value> = {};
  let user = false;
  let other = false;
  for (const [i, raw] of networks.entries()) {
    if (isUserDefined(raw.Target)) user = true;
    else other = true;
    // --link is older than user networks: on the others it stays in the host configuration alone
    const first = { ...options, links: isUserDefined(raw.Target) ? options.links : [] };
    const net = i === 0 ? applied(raw, first) : raw;
    if (isGoError(net)) return net;
    const endpoint = endpointOf(net);
    if (isGoError(endpoint)) return endpoint;
    if (Object.hasOwn(endpoints, net.Target))
      return new GoError(`network ${goQuote(net.Target)} is specified multiple times`);
    endpoints[net.Target] = endpoint;
  }
  if (user && other)
    return new GoError('conflicting options: cannot attach both user-defined and non-user-defined network-modes');
  return endpoints;
}
