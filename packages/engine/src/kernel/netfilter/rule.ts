/** Rules (iptables(8), iptables-extensions(8)) as plain data. Absent fields match everything. */
import type { Ip } from '../../util/ip-address.ts';

export type TableName = 'raw' | 'mangle' | 'nat' | 'filter';

/** `-s`, `-d`. */
export interface AddrMatch {
  readonly ip: Ip;
  readonly len: number;
  readonly not: boolean;
}

/** `-i`, `-o`; a trailing `+` stands for any rest. */
export interface NameMatch {
  readonly name: string;
  readonly not: boolean;
}

/** Both ends included. */
export type PortRange = readonly [number, number];

export type Match =
  | {
      readonly kind: 'ports';
      /** tcp or udp: the name of the match module. */
      readonly module: string;
      readonly sport: PortRange | null;
      readonly sportNot: boolean;
      readonly dport: PortRange | null;
      readonly dportNot: boolean;
      /** `--syn`. */
      readonly syn: boolean;
      readonly synNot: boolean;
    }
  | {
      readonly kind: 'multiport';
      readonly side: 'sports' | 'dports' | 'ports';
      readonly ports: readonly PortRange[];
      readonly not: boolean;
    }
  | {
      readonly kind: 'icmp';
      readonly module: string;
      readonly type: number;
      readonly code: number;
      readonly not: boolean;
    }
  | {
      readonly kind: 'addrtype';
      readonly src: readonly string[];
      readonly srcNot: boolean;
      readonly dst: readonly string[];
      readonly dstNot: boolean;
    }
  | {
      readonly kind: 'ctstate';
      readonly module: 'conntrack' | 'state';
      readonly states: readonly string[];
      readonly not: boolean;
    }
  | { readonly kind: 'mark'; readonly value: number; readonly mask: number; readonly not: boolean }
  | { readonly kind: 'comment'; readonly text: string };

/** Addresses and ports of a NAT target; -1 and '' where it gives none. */
export interface NatRange {
  readonly from: Ip | '';
  readonly to: Ip | '';
  readonly low: number;
  readonly high: number;
}

export type Target =
  | { readonly kind: 'none' }
  | { readonly kind: 'accept' }
  | { readonly kind: 'drop' }
  | { readonly kind: 'return' }
  | { readonly kind: 'jump'; readonly chain: string; readonly go: boolean }
  | { readonly kind: 'reject'; readonly with: string }
  | { readonly kind: 'dnat'; readonly range: NatRange }
  | { readonly kind: 'snat'; readonly range: NatRange }
  | { readonly kind: 'masquerade'; readonly low: number; readonly high: number }
  | { readonly kind: 'redirect'; readonly low: number; readonly high: number }
  | { readonly kind: 'mark'; readonly value: number; readonly mask: number }
  | { readonly kind: 'log'; readonly prefix: string; readonly level: number };

/** What a rule says, apart from where it stands. */
export interface RuleSpec {
  readonly src?: AddrMatch;
  readonly dst?: AddrMatch;
  readonly in?: NameMatch;
  readonly out?: NameMatch;
  /** Protocol name, '' or absent for all. */
  readonly proto?: string;
  readonly protoNot?: boolean;
  readonly matches: readonly Match[];
  readonly target: Target;
}

/** `text` is the rule as iptables-save prints it after `-A CHAIN `; equal text means equal rules. */
export interface Rule extends RuleSpec {
  readonly id: number;
  readonly text: string;
}

/** `policy` is '' in chains of the user's own. `id` keys the counters of the policy. */
export interface Chain {
  readonly name: string;
  readonly id: number;
  readonly policy: '' | 'ACCEPT' | 'DROP';
  readonly rules: readonly Rule[];
}

/** Built-in chains of each table, in the order in which they are listed. */
export const BUILTIN: { readonly [table in TableName]: readonly string[] } = {
  raw: ['PREROUTING', 'OUTPUT'],
  mangle: ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'],
  nat: ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'],
  filter: ['INPUT', 'FORWARD', 'OUTPUT'],
};

/** Tables in the order of iptables-nft-save. */
export const TABLES: readonly TableName[] = ['mangle', 'raw', 'filter', 'nat'];

/** Does the rule need connection tracking in its namespace? */
export function needsConntrack(table: TableName, rule: RuleSpec): boolean {
  return table === 'nat' || rule.matches.some((match) => match.kind === 'ctstate');
}
