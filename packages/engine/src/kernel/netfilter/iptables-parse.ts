/** The command line of iptables(8), read as iptables-nft 1.8 reads it. */
import { isV6 } from '../../util/ip-address.ts';
import { IptablesError, parseAddress, parseProtocol } from './iptables-address.ts';
import { addModule, moduleOption, namedTarget, type RuleDraft } from './iptables-match.ts';
import type { AddrMatch, NameMatch, RuleSpec, TableName } from './rule.ts';

export type Operation =
  | 'append'
  | 'insert'
  | 'delete'
  | 'replace'
  | 'check'
  | 'list'
  | 'list-rules'
  | 'flush'
  | 'zero'
  | 'new'
  | 'delete-chain'
  | 'policy'
  | 'rename'
  | 'version'
  | 'help';

/** What a command line asks for. */
export interface IptablesCommand {
  readonly table: string;
  readonly op: Operation;
  /** '' for all chains. */
  readonly chain: string;
  /** Rule number of -I, -D, -R, -L, -S, -Z (1 is the first); 0 none. */
  readonly number: number;
  /** Policy of -P, new name of -E. */
  readonly argument: string;
  /** Rules: several when -s or -d names several addresses. */
  readonly rules: readonly RuleSpec[];
  readonly numeric: boolean;
  readonly verbose: number;
  readonly exact: boolean;
  readonly lineNumbers: boolean;
}

const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  ['-A', 'append'],
  ['--append', 'append'],
  ['-I', 'insert'],
  ['--insert', 'insert'],
  ['-D', 'delete'],
  ['--delete', 'delete'],
  ['-R', 'replace'],
  ['--replace', 'replace'],
  ['-C', 'check'],
  ['--check', 'check'],
  ['-L', 'list'],
  ['--list', 'list'],
  ['-S', 'list-rules'],
  ['--list-rules', 'list-rules'],
  ['-F', 'flush'],
  ['--flush', 'flush'],
  ['-Z', 'zero'],
  ['--zero', 'zero'],
  ['-N', 'new'],
  ['--new-chain', 'new'],
  ['-X', 'delete-chain'],
  ['--delete-chain', 'delete-chain'],
  ['-P', 'policy'],
  ['--policy', 'policy'],
  ['-E', 'rename'],
  ['--rename-chain', 'rename'],
  ['-V', 'version'],
  ['--version', 'version'],
  ['-h', 'help'],
  ['--help', 'help'],
]);
/** Operations whose chain must be given. */
const NEEDS_CHAIN: readonly Operation[] = ['append', 'insert', 'delete', 'replace', 'check', 'new', 'policy', 'rename'];

interface Scan {
  readonly args: readonly string[];
  at: number;
  table: string;
  op: Operation | null;
  chain: string;
  number: number;
  argument: string;
  numeric: boolean;
  verbose: number;
  exact: boolean;
  lineNumbers: boolean;
  sources: AddrMatch[];
  destinations: AddrMatch[];
  in: NameMatch | undefined;
  out: NameMatch | undefined;
}

function isOption(word: string | undefined): boolean {
  return word === undefined || word.startsWith('-') || word === '!';
}

function value(scan: Scan, option: string): string {
  const word = scan.args[scan.at];
  if (word === undefined) throw new IptablesError(`option "${option}" requires an argument`);
  scan.at++;
  return word;
}

/** The chain (and number, policy or new name) after a command letter. */
function operands(scan: Scan, option: string, op: Operation): void {
  if (NEEDS_CHAIN.includes(op)) scan.chain = value(scan, option);
  else if (!isOption(scan.args[scan.at])) scan.chain = scan.args[scan.at++] as string;
  if (op === 'policy' || op === 'rename') {
    const what = op === 'policy' ? '-P requires a chain and a policy' : '-E requires old-chain-name and new-chain-name';
    if (isOption(scan.args[scan.at])) throw new IptablesError(what);
    scan.argument = scan.args[scan.at++] as string;
  }
  const numbered =
    op === 'insert' || op === 'delete' || op === 'replace' || op === 'list' || op === 'list-rules' || op === 'zero';
  const next = scan.args[scan.at];
  if (numbered && next !== undefined && /^\d+$/.test(next)) {
    scan.number = Number(next);
    scan.at++;
  } else if (op === 'replace') throw new IptablesError('-R requires a rule number');
}

function addresses(text: string, v6: boolean, not: boolean): AddrMatch[] {
  return text.split(',').map((part) => ({ ...parseAddress(part, v6), not }));
}

/** Options that any rule takes. False when it is none of them. */
function basicOption(scan: Scan, draft: RuleDraft, option: string, not: boolean): boolean {
  switch (option) {
    case '-p':
    case '--protocol':
    case '--proto':
      draft.proto = parseProtocol(value(scan, option));
      draft.protoNot = not;
      return true;
    case '-s':
    case '--source':
    case '--src':
      scan.sources = addresses(value(scan, option), draft.v6, not);
      return true;
    case '-d':
    case '--destination':
    case '--dst':
      scan.destinations = addresses(value(scan, option), draft.v6, not);
      return true;
    case '-i':
    case '--in-interface':
      scan.in = { name: value(scan, option), not };
      return true;
    case '-o':
    case '--out-interface':
      scan.out = { name: value(scan, option), not };
      return true;
    case '-m':
    case '--match':
      addModule(draft, value(scan, option));
      return true;
    case '-j':
    case '--jump':
    case '-g':
    case '--goto': {
      draft.targetName = value(scan, option);
      const go = option === '-g' || option === '--goto';
      draft.target = (go ? null : namedTarget(draft.targetName, draft.v6)) ?? {
        kind: 'jump',
        chain: draft.targetName,
        go,
      };
      return true;
    }
    default:
      return false;
  }
}

/** Options of the command as a whole. False when it is none of them. */
function generalOption(scan: Scan, option: string): boolean {
  switch (option) {
    case '-t':
    case '--table':
      scan.table = value(scan, option);
      return true;
    case '-n':
    case '--numeric':
      scan.numeric = true;
      return true;
    case '-v':
    case '--verbose':
      scan.verbose++;
      return true;
    case '-x':
    case '--exact':
      scan.exact = true;
      return true;
    case '--line-numbers':
      scan.lineNumbers = true;
      return true;
    case '-w':
    case '--wait':
      if (/^\d+$/.test(scan.args[scan.at] ?? '')) scan.at++;
      return true;
    case '-4':
    case '-6':
    case '--ipv4':
    case '--ipv6':
      return true;
    default:
      return false;
  }
}

/** Splits bundled letters (`-nvL`) the way getopt does: all but the last take no argument. */
function unbundle(args: readonly string[]): readonly string[] {
  const out: string[] = [];
  for (const word of args) {
    if (/^-[nvxLSFZX]{2,}$/.test(word)) for (const letter of word.slice(1)) out.push(`-${letter}`);
    else if (/^--[a-z-]+=/.test(word)) out.push(word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1));
    else out.push(word);
  }
  return out;
}

function scanOption(scan: Scan, draft: RuleDraft): void {
  let word = scan.args[scan.at++] as string;
  let not = false;
  if (word === '!') {
    not = true;
    word = value(scan, '!');
  }
  const op = OPERATIONS.get(word);
  if (op !== undefined && !not) {
    if (scan.op !== null && scan.op !== op && !(scan.op === 'list' && op === 'zero'))
      throw new IptablesError(`Cannot use -${word} with previous command`);
    scan.op = scan.op ?? op;
    operands(scan, word, op);
    return;
  }
  if (!not && generalOption(scan, word)) return;
  if (basicOption(scan, draft, word, not)) return;
  if (moduleOption(draft, word, not, () => value(scan, word))) return;
  throw word.startsWith('-')
    ? new IptablesError(`unknown option "${word}"`)
    : new IptablesError(`Bad argument \`${word}'`);
}

/** `-s 0/0` matches everything and is left out. */
function useful(match: AddrMatch): boolean {
  return match.len > 0 || match.not;
}

function specs(scan: Scan, draft: RuleDraft): RuleSpec[] {
  const out: RuleSpec[] = [];
  const sources: (AddrMatch | undefined)[] = scan.sources.length === 0 ? [undefined] : scan.sources;
  const destinations: (AddrMatch | undefined)[] = scan.destinations.length === 0 ? [undefined] : scan.destinations;
  for (const src of sources) {
    for (const dst of destinations) {
      out.push({
        ...(src !== undefined && useful(src) ? { src } : {}),
        ...(dst !== undefined && useful(dst) ? { dst } : {}),
        ...(scan.in !== undefined ? { in: scan.in } : {}),
        ...(scan.out !== undefined ? { out: scan.out } : {}),
        ...(draft.proto !== '' ? { proto: draft.proto } : {}),
        ...(draft.protoNot ? { protoNot: true } : {}),
        matches: draft.matches,
        target: draft.target,
      });
    }
  }
  return out;
}

function checkTarget(draft: RuleDraft, table: TableName | string): void {
  const { target } = draft;
  if ((target.kind === 'dnat' || target.kind === 'snat') && target.range.from === '' && target.range.low < 0) {
    const option = target.kind === 'dnat' ? '--to-destination' : '--to-source';
    throw new IptablesError(`${draft.targetName}: option "${option}" must be specified`);
  }
  if (
    (target.kind === 'dnat' || target.kind === 'snat') &&
    target.range.from !== '' &&
    isV6(target.range.from) !== draft.v6
  ) {
    throw new IptablesError('Bad IP address');
  }
  if (table === 'nat' && target.kind === 'drop') {
    throw new IptablesError(
      '\nThe "nat" table is not intended for filtering, the use of DROP is therefore inhibited.\n\n',
    );
  }
}

/** Reads a command line (without the program's name); throws IptablesError. */
export function parseIptables(args: readonly string[], v6: boolean): IptablesCommand {
  const scan: Scan = {
    args: unbundle(args),
    at: 0,
    table: 'filter',
    op: null,
    chain: '',
    number: 0,
    argument: '',
    numeric: false,
    verbose: 0,
    exact: false,
    lineNumbers: false,
    sources: [],
    destinations: [],
    in: undefined,
    out: undefined,
  };
  const draft: RuleDraft = { v6, proto: '', protoNot: false, matches: [], target: { kind: 'none' }, targetName: '' };
  while (scan.at < scan.args.length) scanOption(scan, draft);
  if (scan.op === null) throw new IptablesError('no command specified');
  checkTarget(draft, scan.table);
  const { table, op, chain, number, argument, numeric, verbose, exact, lineNumbers } = scan;
  return { table, op, chain, number, argument, rules: specs(scan, draft), numeric, verbose, exact, lineNumbers };
}
