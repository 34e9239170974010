/** What the embedded DNS server answers (moby libnetwork/sandbox.go ResolveName, resolver.go): a function of the networks. */
import {
  type DnsMessage,
  type DnsRecord,
  NOERROR,
  reversedAddress,
  SERVFAIL,
  TYPE_A,
  TYPE_AAAA,
  TYPE_MX,
  TYPE_PTR,
} from '../util/dns-message.ts';
import type { ExtServer } from './resolv-conf.ts';

/** A name of a network: who has it. IPv4 and IPv6 as text, '' none. */
export interface ServiceName {
  readonly names: readonly string[];
  readonly ip4: string;
  readonly ip6: string;
}

/** One network that the asking sandbox is on. `links` are its own aliases there. */
export interface ResolverNetwork {
  readonly name: string;
  readonly services: readonly ServiceName[];
  readonly links: readonly { readonly name: string; readonly value: string }[];
}

/** All that an answer depends on. */
export interface ResolverState {
  readonly networks: readonly ResolverNetwork[];
  readonly extServers: readonly ExtServer[];
  readonly ndotsSet: boolean;
  /** Has the sandbox a way out? Without one, servers of the host are not asked. */
  readonly forwards: boolean;
}

export type Resolved =
  | { readonly kind: 'answer'; readonly message: DnsMessage }
  | { readonly kind: 'forward'; readonly servers: readonly ExtServer[] };

/** Time to live of every answer. */
export const RESPONSE_TTL = 600;

/** null: the name is not known; []: it is, but has no such address. */
type Addresses = readonly string[] | null;

function lookup(network: ResolverNetwork, name: string, v6: boolean): Addresses {
  const wanted = name.toLowerCase();
  let known = false;
  const out: string[] = [];
  for (const service of network.services) {
    if (!service.names.some((other) => other.toLowerCase() === wanted)) continue;
    known = true;
    const ip = v6 ? service.ip6 : service.ip4;
    if (ip !== '') out.push(ip);
  }
  return known ? out : null;
}

/** One pass over the networks: through the sandbox's link aliases, or by real names that are not aliases. */
function pass(state: ResolverState, name: string, networkName: string, byAlias: boolean, v6: boolean): Addresses {
  let miss = false;
  for (const network of state.networks) {
    if (networkName !== '' && networkName !== network.name) continue;
    const alias = network.links.find((link) => link.name === name);
    if (byAlias === (alias === undefined)) continue;
    const found = lookup(network, alias === undefined ? name : alias.value, v6);
    if (found !== null && found.length > 0) return found;
    if (found !== null) miss = true;
  }
  return miss ? [] : null;
}

/** Addresses of `a`, or of `a.b` in network `c` for `a.b.c`: every split is tried, the whole name first. */
export function resolveName(state: ResolverState, fqdn: string, v6: boolean): Addresses {
  const name = fqdn.endsWith('.') ? fqdn.slice(0, -1) : fqdn;
  for (let cut = name.length; cut >= 0; cut = name.lastIndexOf('.', cut - 1)) {
    const network = cut === name.length ? '' : name.slice(cut + 1);
    const request = name.slice(0, cut);
    for (const byAlias of [true, false]) {
      const found = pass(state, request, network, byAlias, v6);
      if (found !== null) return found;
    }
    if (cut === 0) break;
  }
  return null;
}

/** `name.network` of an address on one of the networks, or null. */
export function resolveAddress(state: ResolverState, ip: string): string | null {
  for (const network of state.networks) {
    for (const service of network.services) {
      if (service.ip4 === ip || service.ip6 === ip) return `${service.names[0] ?? ''}.${network.name}`;
    }
  }
  return null;
}

function reply(query: DnsMessage, answers: readonly DnsRecord[]): Resolved {
  const message: DnsMessage = {
    ...query,
    response: true,
    authoritative: false,
    truncated: false,
    recursionAvailable: true,
    rcode: NOERROR,
    answers,
  };
  return { kind: 'answer', message };
}

/** The failure that is sent when nobody can answer; it says that recursion is not available, as dockerd's does. */
export function serverFailure(query: DnsMessage): DnsMessage {
  return {
    ...query,
    response: true,
    authoritative: false,
    truncated: false,
    recursionAvailable: false,
    rcode: SERVFAIL,
    answers: [],
  };
}

function forward(state: ResolverState, query: DnsMessage): Resolved {
  const servers = state.extServers.filter((server) => state.forwards || !server.host);
  return servers.length === 0 ? { kind: 'answer', message: serverFailure(query) } : { kind: 'forward', servers };
}

/** Answers a query, or says which servers to ask. `shuffle` orders several addresses. */
export function resolve(
  state: ResolverState,
  query: DnsMessage,
  shuffle: (ips: readonly string[]) => readonly string[],
): Resolved {
  const question = query.questions[0];
  if (question === undefined) return { kind: 'answer', message: serverFailure(query) };
  const { name, type } = question;
  if (type === TYPE_A || type === TYPE_AAAA) {
    const ips = resolveName(state, name, type === TYPE_AAAA);
    if (ips !== null)
      return reply(
        query,
        (ips.length > 1 ? shuffle(ips) : ips).map((data) => ({ name, type, ttl: RESPONSE_TTL, data })),
      );
    if (state.ndotsSet && !name.replace(/\.$/, '').includes('.')) return reply(query, []);
  } else if (type === TYPE_MX) {
    if (resolveName(state, name, false) !== null || resolveName(state, name, true) !== null) return reply(query, []);
  } else if (type === TYPE_PTR) {
    const ip = reversedAddress(name);
    const host = ip === null ? null : resolveAddress(state, ip);
    if (host !== null) return reply(query, [{ name, type, ttl: RESPONSE_TTL, data: host }]);
  }
  return forward(state, query);
}
