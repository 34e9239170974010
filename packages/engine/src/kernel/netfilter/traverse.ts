/** A packet's way through the chains of one hook (ipt_do_table, nf_nat_inet_fn). */
import { type Ip, isV6, LOOPBACK4, LOOPBACK6 } from '../../util/ip-address.ts';
import { setDst, setSrc, translateDst, translateSrc } from './conntrack.ts';
import { type HookPlace, matchRule } from './match.ts';
import type { Chain, NatRange, Rule, TableName, Target } from './rule.ts';
import { bump, findChain, getTable, type XtTable } from './table.ts';

/** What stopped a packet. */
export interface Stop {
  readonly kind: 'drop' | 'reject';
  /** `icmp-port-unreachable`, `tcp-reset` … of a REJECT. */
  readonly with: string;
  readonly table: TableName;
  readonly chain: string;
  /** The rule as iptables-save prints it, or `policy`. */
  readonly rule: string;
}

/** A rule that a packet met. */
export interface RuleHit {
  readonly table: TableName;
  readonly chain: string;
  readonly rule: string;
}

/** How a hook treats the packet. `commit` counts; `trail`, when not null, collects the rules met. */
export interface HookPass extends HookPlace {
  readonly commit: boolean;
  readonly trail: RuleHit[] | null;
  /** Address that MASQUERADE takes: that of the outgoing interface; null when it has none. */
  masquerade: Ip | null;
  /** Address that REDIRECT takes: that of the incoming interface. */
  redirect: Ip | null;
}

/** Result of a chain: go on after the jump, or an end. */
type Walked = 'continue' | 'accept' | Stop;

/** Deeper than any jump the kernel would accept. */
const MAX_DEPTH = 64;

function met(pass: HookPass, table: TableName, chain: Chain, rule: Rule): void {
  if (pass.commit) bump(pass.k, rule.id, pass.packet.count, pass.packet.bytes);
  if (pass.trail !== null) pass.trail.push({ table, chain: chain.name, rule: rule.text });
}

function natPort(range: NatRange, now: number): number {
  if (range.low < 0) return now;
  return now >= range.low && now <= range.high ? now : range.low;
}

/** Targets of the nat table decide the connection's translation and end the walk. */
function applyNat(pass: HookPass, target: Target): Walked {
  const { conn, packet, k } = pass;
  if (conn === null) return 'accept';
  switch (target.kind) {
    case 'dnat':
      setDst(
        conn,
        packet,
        target.range.from === '' ? packet.dst : target.range.from,
        natPort(target.range, packet.dport),
      );
      conn.dstDone = true;
      return 'accept';
    case 'redirect': {
      const ip = pass.inName === '' ? (isV6(packet.dst) ? LOOPBACK6 : LOOPBACK4) : (pass.redirect ?? packet.dst);
      setDst(conn, packet, ip, target.low < 0 ? packet.dport : target.low);
      conn.dstDone = true;
      return 'accept';
    }
    case 'snat':
      setSrc(
        k,
        conn,
        packet,
        target.range.from === '' ? packet.src : target.range.from,
        target.range.low,
        target.range.high,
      );
      conn.srcDone = true;
      return 'accept';
    case 'masquerade':
      if (pass.masquerade === null)
        return { kind: 'drop', with: '', table: 'nat', chain: 'POSTROUTING', rule: '-j MASQUERADE' };
      setSrc(k, conn, packet, pass.masquerade, target.low, target.high);
      conn.srcDone = true;
      return 'accept';
    default:
      return 'continue';
  }
}

function applyTarget(
  pass: HookPass,
  tables: Readonly<XtTable>,
  table: TableName,
  chain: Chain,
  rule: Rule,
  depth: number,
): Walked | 'return' {
  const { target } = rule;
  switch (target.kind) {
    case 'accept':
      return 'accept';
    case 'return':
      return 'return';
    case 'drop':
      return { kind: 'drop', with: '', table, chain: chain.name, rule: rule.text };
    case 'reject':
      return { kind: 'reject', with: target.with, table, chain: chain.name, rule: rule.text };
    case 'mark':
      pass.packet.mark = ((pass.packet.mark & ~target.mask) ^ target.value) >>> 0;
      return 'continue';
    case 'jump': {
      const next = findChain(tables, target.chain);
      if (next === undefined || depth >= MAX_DEPTH) return 'continue';
      const result = walkChain(pass, tables, table, next, depth + 1);
      return result === 'continue' && target.go ? 'return' : result;
    }
    case 'log':
    case 'none':
      return 'continue';
    default:
      return applyNat(pass, target);
  }
}

function walkChain(pass: HookPass, tables: Readonly<XtTable>, table: TableName, chain: Chain, depth: number): Walked {
  const { rules } = chain;
  for (let i = 0; i < rules.length; i++) {
    const rule = rules[i] as Rule;
    if (!matchRule(pass, rule)) continue;
    met(pass, table, chain, rule);
    const result = applyTarget(pass, tables, table, chain, rule, depth);
    if (result === 'continue') continue;
    return result === 'return' ? 'continue' : result;
  }
  return 'continue';
}

function runBase(pass: HookPass, table: TableName, tables: Readonly<XtTable>, name: string): Stop | null {
  const chain = findChain(tables, name);
  if (chain === undefined) return null;
  const result = walkChain(pass, tables, table, chain, 0);
  if (typeof result === 'object') return result;
  if (result === 'accept') return null;
  if (pass.commit) bump(pass.k, chain.id, pass.packet.count, pass.packet.bytes);
  return chain.policy === 'DROP' ? { kind: 'drop', with: '', table, chain: name, rule: 'policy' } : null;
}

/** Runs a base chain of raw, mangle or filter. Null: the packet goes on. */
export function runFilter(pass: HookPass, table: TableName, name: string): Stop | null {
  const tables = getTable(pass.k, pass.ns, table, isV6(pass.packet.dst));
  return tables === undefined ? null : runBase(pass, table, tables, name);
}

/** Runs a base chain of nat: rules decide new connections; the entry's decision is then applied to any packet. */
export function runNat(pass: HookPass, name: string, stage: 'dst' | 'src'): Stop | null {
  const { conn } = pass;
  if (conn === null) return null;
  const done = stage === 'dst' ? conn.dstDone : conn.srcDone;
  if (!done && conn.id === 0) {
    const tables = getTable(pass.k, pass.ns, 'nat', isV6(pass.packet.dst));
    const stop = tables === undefined ? null : runBase(pass, 'nat', tables, name);
    if (stop !== null) return stop;
    if (stage === 'dst') conn.dstDone = true;
    else conn.srcDone = true;
    return null;
  }
  if (stage === 'dst') translateDst(conn, pass.packet);
  else translateSrc(conn, pass.packet);
  return null;
}
