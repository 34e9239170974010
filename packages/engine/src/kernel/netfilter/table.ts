/** Tables of rules, per network namespace and family. A table exists once something was done with it (as nft's do). */
import { intStrTable, intTable } from '../../store/table.ts';
import type { Kernel } from '../kernel.ts';
import { netNsTable } from '../net/netns.ts';
import { BUILTIN, type Chain, needsConntrack, type Rule, type RuleSpec, TABLES, type TableName } from './rule.ts';
import { ruleText } from './rule-text.ts';

/** Built-in chains first, then the user's in the order of their names. */
export interface XtTable {
  chains: readonly Chain[];
}
/** Keyed by namespace and `filter4`, `nat6` … */
export const xtTable = intStrTable<XtTable>('netfilter', 1);

/** Packets and bytes that met a rule or a policy; absent while 0. Keyed by the rule's or chain's id. */
export interface NfCounter {
  packets: number;
  bytes: number;
}
export const nfCounterTable = intTable<NfCounter>('netfilter_counter', 1);

const ZERO: Readonly<NfCounter> = { packets: 0, bytes: 0 };

function key(table: TableName, v6: boolean): string {
  return v6 ? KEYS6[table] : KEYS4[table];
}
const KEYS4 = { raw: 'raw4', mangle: 'mangle4', nat: 'nat4', filter: 'filter4' };
const KEYS6 = { raw: 'raw6', mangle: 'mangle6', nat: 'nat6', filter: 'filter6' };

/** The table, or undefined while it does not exist. */
export function getTable(k: Kernel, ns: number, table: TableName, v6: boolean): Readonly<XtTable> | undefined {
  return k.tx.get2(xtTable, ns, key(table, v6));
}

/** The table, made with its built-in chains when absent. */
export function needTable(k: Kernel, ns: number, table: TableName, v6: boolean): Readonly<XtTable> {
  const found = getTable(k, ns, table, v6);
  if (found !== undefined) return found;
  const chains = BUILTIN[table].map((name): Chain => ({ name, id: k.nextId('nf'), policy: 'ACCEPT', rules: [] }));
  return k.tx.put2(xtTable, ns, key(table, v6), { chains });
}

/** Tables that exist, in listing order. */
export function existingTables(k: Kernel, ns: number, v6: boolean): readonly TableName[] {
  return TABLES.filter((table) => getTable(k, ns, table, v6) !== undefined);
}

export function findChain(table: Readonly<XtTable> | undefined, name: string): Chain | undefined {
  if (table === undefined) return undefined;
  for (const chain of table.chains) if (chain.name === name) return chain;
  return undefined;
}

/** Replaces a chain by one of the same name. */
function setChain(k: Kernel, ns: number, table: TableName, v6: boolean, chain: Chain): void {
  const record = k.tx.edit2(xtTable, ns, key(table, v6));
  record.chains = record.chains.map((other) => (other.name === chain.name ? chain : other));
}

function track(k: Kernel, ns: number, delta: number): void {
  if (delta !== 0) k.tx.edit(netNsTable, ns).trackers += delta;
}

function trackers(table: TableName, rules: readonly RuleSpec[]): number {
  let n = 0;
  for (const rule of rules) if (needsConntrack(table, rule)) n++;
  return n;
}

/** Puts a rule before place `at` (0 is the first) of an existing chain; returns it. */
export function insertRule(
  k: Kernel,
  ns: number,
  table: TableName,
  v6: boolean,
  chain: Chain,
  at: number,
  spec: RuleSpec,
): Rule {
  const rule: Rule = { ...spec, id: k.nextId('nf'), text: ruleText(spec) };
  const rules = chain.rules.slice();
  rules.splice(at, 0, rule);
  setChain(k, ns, table, v6, { ...chain, rules });
  track(k, ns, trackers(table, [spec]));
  return rule;
}

/** Removes the rule at place `at`. */
export function deleteRule(k: Kernel, ns: number, table: TableName, v6: boolean, chain: Chain, at: number): void {
  const rules = chain.rules.slice();
  const [rule] = rules.splice(at, 1);
  setChain(k, ns, table, v6, { ...chain, rules });
  if (rule === undefined) return;
  track(k, ns, -trackers(table, [rule]));
  k.tx.remove(nfCounterTable, rule.id);
}

/** Removes all rules of a chain. */
export function flushChain(k: Kernel, ns: number, table: TableName, v6: boolean, chain: Chain): void {
  for (const rule of chain.rules) k.tx.remove(nfCounterTable, rule.id);
  track(k, ns, -trackers(table, chain.rules));
  setChain(k, ns, table, v6, { ...chain, rules: [] });
}

/** Adds an empty chain of the user's own. */
export function newChain(k: Kernel, ns: number, table: TableName, v6: boolean, name: string): void {
  needTable(k, ns, table, v6);
  const record = k.tx.edit2(xtTable, ns, key(table, v6));
  const builtin = BUILTIN[table].length;
  const own = [...record.chains.slice(builtin), { name, id: k.nextId('nf'), policy: '' as const, rules: [] }];
  own.sort((a, b) => (a.name < b.name ? -1 : 1));
  record.chains = [...record.chains.slice(0, builtin), ...own];
}

/** Removes an empty chain of the user's own. */
export function removeChain(k: Kernel, ns: number, table: TableName, v6: boolean, name: string): void {
  const record = k.tx.edit2(xtTable, ns, key(table, v6));
  record.chains = record.chains.filter((chain) => chain.name !== name);
}

/** Renames a chain and the jumps to it. */
export function renameChain(k: Kernel, ns: number, table: TableName, v6: boolean, from: string, to: string): void {
  const record = k.tx.edit2(xtTable, ns, key(table, v6));
  const rename = (rule: Rule): Rule => {
    if (rule.target.kind !== 'jump' || rule.target.chain !== from) return rule;
    const next = { ...rule, target: { ...rule.target, chain: to } };
    return { ...next, text: ruleText(next) };
  };
  record.chains = record.chains.map((chain) => ({
    ...chain,
    name: chain.name === from ? to : chain.name,
    rules: chain.rules.map(rename),
  }));
}

export function setPolicy(
  k: Kernel,
  ns: number,
  table: TableName,
  v6: boolean,
  chain: Chain,
  policy: 'ACCEPT' | 'DROP',
): void {
  setChain(k, ns, table, v6, { ...chain, policy });
}

/** Number of rules that jump to `name`. */
export function references(table: Readonly<XtTable>, name: string): number {
  let n = 0;
  for (const chain of table.chains)
    for (const rule of chain.rules) if (rule.target.kind === 'jump' && rule.target.chain === name) n++;
  return n;
}

export function getCounter(k: Kernel, id: number): Readonly<NfCounter> {
  return k.tx.get(nfCounterTable, id) ?? ZERO;
}

/** Counts packets that met the rule or policy `id`. */
export function bump(k: Kernel, id: number, packets: number, bytes: number): void {
  if (k.tx.get(nfCounterTable, id) === undefined) {
    k.tx.put(nfCounterTable, id, { packets, bytes });
    return;
  }
  const counter = k.tx.edit(nfCounterTable, id);
  counter.packets += packets;
  counter.bytes += bytes;
}

/** Sets the counters of a chain, or of one of its rules (`at` ≥ 0), to 0. */
export function zero(k: Kernel, chain: Chain, at: number): void {
  if (at >= 0) {
    const rule = chain.rules[at];
    if (rule !== undefined) k.tx.remove(nfCounterTable, rule.id);
    return;
  }
  k.tx.remove(nfCounterTable, chain.id);
  for (const rule of chain.rules) k.tx.remove(nfCounterTable, rule.id);
}

/** Forgets all tables of a namespace that ends. */
export function clearNetfilter(k: Kernel, ns: number): void {
  for (const v6 of [false, true]) {
    for (const table of TABLES) for (const chain of getTable(k, ns, table, v6)?.chains ?? []) zero(k, chain, -1);
  }
  k.tx.removeAll2(xtTable, ns);
}
