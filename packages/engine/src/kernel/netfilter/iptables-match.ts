/** Options of matches and targets on the command line of iptables (iptables-extensions(8)). */
import { IptablesError, parseMark, parseNatRange, parsePorts } from './iptables-address.ts';
import type { Match, PortRange, Target } from './rule.ts';

/** A rule while its options are read. Matches are kept as drafts in the order in which their modules were named. */
export interface RuleDraft {
  readonly v6: boolean;
  proto: string;
  protoNot: boolean;
  matches: Match[];
  target: Target;
  /** Name of a target whose options may follow. */
  targetName: string;
}

const ICMP_TYPES: ReadonlyMap<string, number> = new Map([
  ['any', 255],
  ['echo-reply', 0],
  ['pong', 0],
  ['destination-unreachable', 3],
  ['source-quench', 4],
  ['redirect', 5],
  ['echo-request', 8],
  ['ping', 8],
  ['time-exceeded', 11],
  ['ttl-exceeded', 11],
  ['parameter-problem', 12],
]);
const ICMP6_TYPES: ReadonlyMap<string, number> = new Map([
  ['destination-unreachable', 1],
  ['packet-too-big', 2],
  ['time-exceeded', 3],
  ['parameter-problem', 4],
  ['echo-request', 128],
  ['echo-reply', 129],
  ['router-solicitation', 133],
  ['router-advertisement', 134],
  ['neighbour-solicitation', 135],
  ['neighbour-advertisement', 136],
]);

/** Modules that exist in the real tool and are not simulated. */
const NOT_SIMULATED: readonly string[] = [
  'limit',
  'recent',
  'set',
  'string',
  'time',
  'owner',
  'mac',
  'iprange',
  'length',
  'ttl',
  'tos',
  'connlimit',
  'connmark',
  'hashlimit',
  'physdev',
  'pkttype',
  'quota',
  'statistic',
  'tcpmss',
  'u32',
  'bpf',
  'cgroup',
  'socket',
  'helper',
  'dscp',
];
const TARGETS_NOT_SIMULATED: readonly string[] = [
  'AUDIT',
  'CHECKSUM',
  'CLASSIFY',
  'CONNMARK',
  'CT',
  'DSCP',
  'HL',
  'MARKALL',
  'NETMAP',
  'NFLOG',
  'NFQUEUE',
  'NOTRACK',
  'SET',
  'SYNPROXY',
  'TCPMSS',
  'TEE',
  'TOS',
  'TPROXY',
  'TRACE',
  'TTL',
  'ULOG',
];

function edit<K extends Match['kind']>(
  draft: RuleDraft,
  kind: K,
  fresh: Match & { kind: K },
): { at: number; match: Match & { kind: K } } {
  const at = draft.matches.findIndex((match) => match.kind === kind);
  if (at >= 0) return { at, match: draft.matches[at] as Match & { kind: K } };
  draft.matches.push(fresh);
  return { at: draft.matches.length - 1, match: fresh };
}

function set<K extends Match['kind']>(draft: RuleDraft, kind: K, change: Partial<Match & { kind: K }>): void {
  const { at, match } = edit(draft, kind, freshMatch(kind, draft) as Match & { kind: K });
  draft.matches[at] = { ...match, ...change } as Match;
}

function freshMatch(kind: Match['kind'], draft: RuleDraft): Match {
  switch (kind) {
    case 'ports':
      return {
        kind,
        module: draft.proto,
        sport: null,
        sportNot: false,
        dport: null,
        dportNot: false,
        syn: false,
        synNot: false,
      };
    case 'multiport':
      return { kind, side: 'dports', ports: [], not: false };
    case 'icmp':
      return { kind, module: draft.v6 ? 'icmp6' : 'icmp', type: 255, code: -1, not: false };
    case 'addrtype':
      return { kind, src: [], srcNot: false, dst: [], dstNot: false };
    case 'ctstate':
      return { kind, module: 'conntrack', states: [], not: false };
    case 'mark':
      return { kind, value: 0, mask: 0, not: false };
    case 'comment':
      return { kind, text: '' };
  }
}

/** `-m NAME`. */
export function addModule(draft: RuleDraft, name: string): void {
  switch (name) {
    case 'tcp':
    case 'udp':
    case 'sctp':
      if (!draft.matches.some((match) => match.kind === 'ports'))
        draft.matches.push({ ...freshMatch('ports', draft), module: name } as Match);
      return;
    case 'multiport':
    case 'addrtype':
    case 'mark':
    case 'comment':
      draft.matches.push(freshMatch(name, draft));
      return;
    case 'icmp':
    case 'icmp6':
    case 'icmpv6':
      draft.matches.push(freshMatch('icmp', draft));
      return;
    case 'conntrack':
    case 'state':
      draft.matches.push({ kind: 'ctstate', module: name, states: [], not: false });
      return;
    default:
      if (NOT_SIMULATED.includes(name)) throw new IptablesError(`match \`${name}' is not simulated`);
      throw new IptablesError(`Couldn't load match \`${name}':No such file or directory\n`);
  }
}

function icmpType(draft: RuleDraft, text: string): { type: number; code: number } {
  const named = (draft.v6 ? ICMP6_TYPES : ICMP_TYPES).get(text);
  if (named !== undefined) return { type: named, code: -1 };
  const match = /^(\d{1,3})(?:\/(\d{1,3}))?$/.exec(text);
  if (match === null) throw new IptablesError(`Unknown ICMP type \`${text}'`);
  return { type: Number(match[1]), code: match[2] === undefined ? -1 : Number(match[2]) };
}

function has(draft: RuleDraft, kind: Match['kind']): boolean {
  return draft.matches.some((match) => match.kind === kind);
}

function portsOption(draft: RuleDraft, option: string, not: boolean, value: () => string): boolean {
  const loaded = draft.matches.some((match) => match.kind === 'ports');
  if (!loaded && ((draft.proto !== 'tcp' && draft.proto !== 'udp' && draft.proto !== 'sctp') || draft.protoNot))
    return false;
  switch (option) {
    case '--sport':
    case '--source-port':
      set(draft, 'ports', { sport: parsePorts(value()), sportNot: not });
      return true;
    case '--dport':
    case '--destination-port':
      set(draft, 'ports', { dport: parsePorts(value()), dportNot: not });
      return true;
    case '--syn':
      set(draft, 'ports', { syn: true, synNot: not });
      return true;
    default:
      return false;
  }
}

function states(text: string): string[] {
  const out = text.split(',');
  for (const state of out) {
    if (!/^(NEW|ESTABLISHED|RELATED|INVALID|UNTRACKED|SNAT|DNAT)$/.test(state))
      throw new IptablesError(`conntrack: Bad value for "--ctstate" option: "${state}"`);
  }
  return out;
}

const STATE_ORDER = ['INVALID', 'NEW', 'RELATED', 'ESTABLISHED', 'UNTRACKED', 'SNAT', 'DNAT'];

function matchOption(draft: RuleDraft, option: string, not: boolean, value: () => string): boolean {
  switch (option) {
    case '--dports':
    case '--destination-ports':
    case '--sports':
    case '--source-ports':
    case '--ports': {
      if (!has(draft, 'multiport')) return false;
      const side = option === '--ports' ? 'ports' : option.startsWith('--d') ? 'dports' : 'sports';
      const ports: PortRange[] = value()
        .split(',')
        .map((part) => parsePorts(part));
      set(draft, 'multiport', { side, ports, not });
      return true;
    }
    case '--src-type':
    case '--dst-type': {
      if (!has(draft, 'addrtype')) return false;
      const types = value()
        .split(',')
        .map((type) => type.toUpperCase());
      set(draft, 'addrtype', option === '--src-type' ? { src: types, srcNot: not } : { dst: types, dstNot: not });
      return true;
    }
    case '--ctstate':
    case '--state': {
      if (!has(draft, 'ctstate')) return false;
      const list = states(value()).sort((a, b) => STATE_ORDER.indexOf(a) - STATE_ORDER.indexOf(b));
      set(draft, 'ctstate', { states: list, not });
      return true;
    }
    case '--mark': {
      if (!has(draft, 'mark')) return false;
      const [mark, mask] = parseMark(value());
      set(draft, 'mark', { value: mark, mask, not });
      return true;
    }
    case '--comment':
      if (!has(draft, 'comment')) return false;
      set(draft, 'comment', { text: value() });
      return true;
    case '--icmp-type':
    case '--icmpv6-type':
      if (draft.proto !== 'icmp' && draft.proto !== 'ipv6-icmp') return false;
      set(draft, 'icmp', { ...icmpType(draft, value()), not });
      return true;
    default:
      return portsOption(draft, option, not, value);
  }
}

/** `-j NAME`: a standard target, an extension, or (null) the name of a chain. */
export function namedTarget(name: string, v6: boolean): Target | null {
  switch (name) {
    case 'ACCEPT':
    case 'DROP':
    case 'RETURN':
      return { kind: name.toLowerCase() as 'accept' | 'drop' | 'return' };
    case 'REJECT':
      return { kind: 'reject', with: v6 ? 'icmp6-port-unreachable' : 'icmp-port-unreachable' };
    case 'DNAT':
    case 'SNAT':
      return { kind: name === 'DNAT' ? 'dnat' : 'snat', range: { from: '', to: '', low: -1, high: -1 } };
    case 'MASQUERADE':
    case 'REDIRECT':
      return { kind: name === 'REDIRECT' ? 'redirect' : 'masquerade', low: -1, high: -1 };
    case 'MARK':
      return { kind: 'mark', value: 0, mask: 0 };
    case 'LOG':
      return { kind: 'log', prefix: '', level: 4 };
    default:
      if (TARGETS_NOT_SIMULATED.includes(name)) throw new IptablesError(`target \`${name}' is not simulated`);
      return null;
  }
}

const REJECT_WITH: readonly string[] = [
  'icmp-net-unreachable',
  'icmp-host-unreachable',
  'icmp-port-unreachable',
  'icmp-proto-unreachable',
  'icmp-net-prohibited',
  'icmp-host-prohibited',
  'icmp-admin-prohibited',
  'tcp-reset',
  'icmp6-no-route',
  'icmp6-adm-prohibited',
  'icmp6-addr-unreachable',
  'icmp6-port-unreachable',
];

function natTarget(draft: RuleDraft, option: string, value: () => string): boolean {
  const { target } = draft;
  if (target.kind !== 'dnat' && target.kind !== 'snat') return false;
  const name = target.kind === 'dnat' ? '--to-destination' : '--to-source';
  if (!name.startsWith(option) || option.length < 4) return false;
  const range = parseNatRange(value(), option);
  if (range.low >= 0 && (draft.proto === '' || draft.protoNot || draft.proto === 'icmp')) {
    throw new IptablesError('Need TCP, UDP, SCTP or DCCP with port specification');
  }
  draft.target = { kind: target.kind, range };
  return true;
}

function targetOption(draft: RuleDraft, option: string, value: () => string): boolean {
  const { target } = draft;
  switch (target.kind) {
    case 'dnat':
    case 'snat':
      return natTarget(draft, option, value);
    case 'masquerade':
    case 'redirect': {
      if (option !== '--to-ports') return false;
      const [low, high] = parsePorts(value(), '-');
      draft.target = { kind: target.kind, low, high };
      return true;
    }
    case 'reject': {
      if (option !== '--reject-with') return false;
      const text = value();
      const full = REJECT_WITH.find((name) => name === text || name === `icmp-${text}-unreachable`);
      if (full === undefined) throw new IptablesError(`unknown reject type "${text}"`);
      if (full === 'tcp-reset' && draft.proto !== 'tcp') throw new IptablesError('TCP_RESET invalid for non-tcp');
      draft.target = { kind: 'reject', with: full };
      return true;
    }
    case 'mark': {
      if (option !== '--set-mark' && option !== '--set-xmark') return false;
      const [mark, mask] = parseMark(value());
      draft.target = { kind: 'mark', value: mark, mask: option === '--set-mark' ? (mark | mask) >>> 0 : mask };
      return true;
    }
    case 'log':
      if (option === '--log-prefix') draft.target = { ...target, prefix: value() };
      else if (option === '--log-level') draft.target = { ...target, level: Number(value()) };
      else return false;
      return true;
    default:
      return false;
  }
}

/** Takes one option of a match or target; false when none of those loaded knows it. */
export function moduleOption(draft: RuleDraft, option: string, not: boolean, value: () => string): boolean {
  return matchOption(draft, option, not, value) || (!not && targetOption(draft, option, value));
}
