/**
 * iptables(8) itself: what dockerd shells out to and what the host's command runs. Texts and exit statuses are those of
 * iptables 1.8.13 with the nf_tables backend.
 */
import type { Kernel } from '../kernel.ts';
import { IptablesError } from './iptables-address.ts';
import { type IptablesCommand, parseIptables } from './iptables-parse.ts';
import { listChains, verboseRule } from './list.ts';
import { BUILTIN, type Chain, type Rule, type RuleSpec, type TableName } from './rule.ts';
import { ruleText } from './rule-text.ts';
import { chainRules } from './save.ts';
import {
  deleteRule,
  findChain,
  flushChain,
  insertRule,
  needTable,
  newChain,
  references,
  removeChain,
  renameChain,
  setPolicy,
  type XtTable,
  zero,
} from './table.ts';

export const IPTABLES_VERSION = 'v1.8.13 (nf_tables)';

/** What the command prints, and its exit status. */
export interface IptablesResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const TABLE_NAMES: readonly string[] = ['raw', 'mangle', 'nat', 'filter'];

interface Run {
  readonly k: Kernel;
  readonly ns: number;
  readonly v6: boolean;
  readonly table: TableName;
  readonly command: IptablesCommand;
}

function missing(): IptablesError {
  return new IptablesError('No chain/target/match by that name.', 1, true);
}

function chainOf(run: Run): Chain {
  const chain = findChain(needTable(run.k, run.ns, run.table, run.v6), run.command.chain);
  if (chain === undefined) throw missing();
  return chain;
}

/** Chains the command names: one, or all. */
function chainsOf(run: Run): readonly Chain[] {
  const tables = needTable(run.k, run.ns, run.table, run.v6);
  return run.command.chain === '' ? tables.chains : [chainOf(run)];
}

/** A jump must lead to a chain of the table that is no base chain, and NAT belongs into nat. */
function checkRule(run: Run, tables: Readonly<XtTable>, spec: RuleSpec, verb: string): void {
  const { target } = spec;
  if (
    target.kind === 'jump' &&
    (findChain(tables, target.chain) === undefined || BUILTIN[run.table].includes(target.chain))
  ) {
    throw new IptablesError(`Chain '${target.chain}' does not exist`);
  }
  const isNat =
    target.kind === 'dnat' || target.kind === 'snat' || target.kind === 'masquerade' || target.kind === 'redirect';
  if (isNat !== (run.table === 'nat') && (isNat || target.kind === 'reject')) {
    throw new IptablesError(` ${verb} failed (Invalid argument): rule in chain ${run.command.chain}`, 4);
  }
  if (target.kind === 'reject' && run.table !== 'filter')
    throw new IptablesError(` ${verb} failed (Invalid argument): rule in chain ${run.command.chain}`, 4);
}

function add(run: Run): string {
  const { k, ns, table, v6, command } = run;
  let chain = chainOf(run);
  let at = command.op === 'append' ? chain.rules.length : Math.max(0, command.number - 1);
  if (at > chain.rules.length) throw new IptablesError('Index of insertion too big.', 1, true);
  let out = '';
  for (const spec of command.rules) {
    checkRule(run, needTable(k, ns, table, v6), spec, command.op === 'append' ? 'RULE_APPEND' : 'RULE_INSERT');
    const rule = insertRule(k, ns, table, v6, chain, at, spec);
    if (command.verbose > 0) out += verboseRule(rule);
    chain = chainOf(run);
    at++;
  }
  return out;
}

function findRule(chain: Chain, spec: RuleSpec): number {
  const text = ruleText(spec);
  for (let i = 0; i < chain.rules.length; i++) if ((chain.rules[i] as Rule).text === text) return i;
  return -1;
}

function remove(run: Run): void {
  const { k, ns, table, v6, command } = run;
  if (command.number > 0) {
    const chain = chainOf(run);
    if (command.number > chain.rules.length) throw new IptablesError('Index of deletion too big.', 1, true);
    deleteRule(k, ns, table, v6, chain, command.number - 1);
    return;
  }
  for (const spec of command.rules) {
    const chain = chainOf(run);
    const at = findRule(chain, spec);
    if (at < 0) throw new IptablesError('Bad rule (does a matching rule exist in that chain?).', 1, true);
    deleteRule(k, ns, table, v6, chain, at);
  }
}

function replace(run: Run): void {
  const { k, ns, table, v6, command } = run;
  const chain = chainOf(run);
  if (command.number < 1 || command.number > chain.rules.length)
    throw new IptablesError('Index of replacement too big.', 1, true);
  const spec = command.rules[0] as RuleSpec;
  checkRule(run, needTable(k, ns, table, v6), spec, 'RULE_REPLACE');
  deleteRule(k, ns, table, v6, chain, command.number - 1);
  insertRule(k, ns, table, v6, chainOf(run), command.number - 1, spec);
}

function check(run: Run): void {
  const chain = chainOf(run);
  for (const spec of run.command.rules) {
    if (findRule(chain, spec) < 0)
      throw new IptablesError('Bad rule (does a matching rule exist in that chain?).', 1, true);
  }
}

function create(run: Run): void {
  const name = run.command.chain;
  if (name.startsWith('-') || name.startsWith('!'))
    throw new IptablesError(`chain name not allowed to start with \`${name.charAt(0)}'`);
  if (name.length > 28) throw new IptablesError(`chain name \`${name}' too long (must be under 29 chars)`);
  if (/^(ACCEPT|DROP|RETURN|QUEUE|REJECT|LOG|MARK|DNAT|SNAT|MASQUERADE|REDIRECT)$/.test(name)) {
    throw new IptablesError('chain name may not clash with target name');
  }
  if (findChain(needTable(run.k, run.ns, run.table, run.v6), name) !== undefined)
    throw new IptablesError('Chain already exists.', 1, true);
  newChain(run.k, run.ns, run.table, run.v6, name);
}

function removeChains(run: Run): void {
  const { k, ns, table, v6, command } = run;
  const tables = needTable(k, ns, table, v6);
  const builtin = BUILTIN[table];
  const names =
    command.chain === ''
      ? tables.chains.map((chain) => chain.name).filter((name) => !builtin.includes(name))
      : [command.chain];
  for (const name of names) {
    const chain = findChain(needTable(k, ns, table, v6), name);
    if (chain === undefined || builtin.includes(name)) throw missing();
    if (chain.rules.length > 0 || references(needTable(k, ns, table, v6), name) > 0) {
      throw new IptablesError(` CHAIN_DEL failed (Device or resource busy): chain ${name}`, 4);
    }
    removeChain(k, ns, table, v6, name);
  }
}

function policy(run: Run): void {
  const { k, ns, table, v6, command } = run;
  if (!BUILTIN[table].includes(command.chain)) throw new IptablesError('Bad built-in chain name.', 1, true);
  if (command.argument !== 'ACCEPT' && command.argument !== 'DROP')
    throw new IptablesError("Bad policy name. Run `dmesg' for more information.", 1, true);
  setPolicy(k, ns, table, v6, chainOf(run), command.argument);
}

function rename(run: Run): void {
  const { k, ns, table, v6, command } = run;
  const tables = needTable(k, ns, table, v6);
  if (findChain(tables, command.argument) !== undefined) throw new IptablesError('File exists.', 1, true);
  if (findChain(tables, command.chain) === undefined || BUILTIN[table].includes(command.chain)) throw missing();
  renameChain(k, ns, table, v6, command.chain, command.argument);
}

function listRules(run: Run): string {
  const { k, command } = run;
  if (command.number > 0) {
    const rule = chainOf(run).rules[command.number - 1];
    return rule === undefined ? '' : `-A ${command.chain}${rule.text === '' ? '' : ` ${rule.text}`}\n`;
  }
  return chainRules(k, chainsOf(run), command.verbose > 0);
}

function execute(run: Run): string {
  switch (run.command.op) {
    case 'append':
    case 'insert':
      return add(run);
    case 'delete':
      remove(run);
      return '';
    case 'replace':
      replace(run);
      return '';
    case 'check':
      check(run);
      return '';
    case 'list':
      return listChains(run.k, needTable(run.k, run.ns, run.table, run.v6), chainsOf(run), run.command, run.v6);
    case 'list-rules':
      return listRules(run);
    case 'flush':
      for (const chain of chainsOf(run)) flushChain(run.k, run.ns, run.table, run.v6, chain);
      return '';
    case 'zero':
      for (const chain of chainsOf(run)) zero(run.k, chain, run.command.number - 1);
      return '';
    case 'new':
      create(run);
      return '';
    case 'delete-chain':
      removeChains(run);
      return '';
    case 'policy':
      policy(run);
      return '';
    case 'rename':
      rename(run);
      return '';
    default:
      throw new IptablesError('--help is not simulated');
  }
}

/** Runs `iptables ARGS` (ip6tables when `v6`) in the namespace `ns`. */
export function iptables(k: Kernel, ns: number, v6: boolean, args: readonly string[]): IptablesResult {
  const program = v6 ? 'ip6tables' : 'iptables';
  try {
    const command = parseIptables(args, v6);
    if (command.op === 'version') return { code: 0, out: `${program} ${IPTABLES_VERSION}\n`, err: '' };
    if (!TABLE_NAMES.includes(command.table)) {
      const err = `${program} ${IPTABLES_VERSION}: table '${command.table}' does not exist\nPerhaps ${program} or your kernel needs to be upgraded.\n`;
      return { code: 3, out: '', err };
    }
    return { code: 0, out: execute({ k, ns, v6, table: command.table as TableName, command }), err: '' };
  } catch (error) {
    if (!(error instanceof IptablesError)) throw error;
    if (error.bare) return { code: error.code, out: '', err: `${program}: ${error.message}\n` };
    const hint = error.code === 2 ? `Try \`${program} -h' or '${program} --help' for more information.\n` : '';
    return { code: error.code, out: '', err: `${program} ${IPTABLES_VERSION}: ${error.message}\n${hint}` };
  }
}

/**
 * What dockerd does with two command lines, `-C` and then `-A`, `-I` or `-D`, read once: adds the rule unless it is there, or
 * deletes it if it is. False when the command line is not good.
 */
export function ensureRule(
  k: Kernel,
  ns: number,
  v6: boolean,
  change: '-A' | '-I' | '-D',
  table: TableName,
  chainName: string,
  args: readonly string[],
): boolean {
  try {
    const command = parseIptables([change, chainName, ...args], v6);
    const run: Run = { k, ns, v6, table, command };
    const found = findChain(needTable(k, ns, table, v6), chainName);
    const spec = command.rules[0];
    if (found === undefined || spec === undefined) return false;
    const at = findRule(found, spec);
    if (change === '-D') {
      if (at >= 0) deleteRule(k, ns, table, v6, found, at);
    } else if (at < 0) add(run);
    return true;
  } catch (error) {
    if (error instanceof IptablesError) return false;
    throw error;
  }
}
