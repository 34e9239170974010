/** `iptables -L`: the columns and words of iptables-nft (nft-ipv4.c, nft-shared.c, the print functions of extensions). */
import { formatIp, isLoopback } from '../../util/ip-address.ts';
import type { Kernel } from '../kernel.ts';
import type { AddrMatch, Chain, Match, NameMatch, PortRange, Rule, Target } from './rule.ts';
import { maskText, natText, portText } from './rule-text.ts';
import { serviceName } from './service-names.ts';
import { getCounter, references, type XtTable } from './table.ts';

/** How to print. */
export interface ListFormat {
  readonly numeric: boolean;
  readonly verbose: number;
  readonly exact: boolean;
  readonly lineNumbers: boolean;
  /** Rule number of `-L CHAIN NUMBER`, 0 all. */
  readonly number: number;
}

const ICMP_NAMES: ReadonlyMap<number, string> = new Map([
  [0, 'echo-reply'],
  [3, 'destination-unreachable'],
  [5, 'redirect'],
  [8, 'echo-request'],
  [11, 'time-exceeded'],
  [255, 'any'],
]);

/** Counters above 99999 are printed in K, M, G, T (xtables_print_num). */
function number(value: number, exact: boolean): string {
  if (exact) return `${String(value).padStart(8)} `;
  if (value <= 99999) return `${String(value).padStart(5)} `;
  let n = value;
  for (const unit of ['K', 'M', 'G']) {
    n = Math.floor((n + 500) / 1000);
    if (n <= 9999) return `${String(n).padStart(4)}${unit} `;
  }
  return `${String(Math.floor((n + 500) / 1000)).padStart(4)}T `;
}

function addressText(match: AddrMatch | undefined, format: ListFormat): string {
  if (match === undefined || match.len === 0) return format.numeric ? '0.0.0.0/0' : 'anywhere';
  const whole = match.len === (typeof match.ip === 'number' ? 32 : 128);
  if (!format.numeric && whole && isLoopback(match.ip)) return 'localhost';
  return `${formatIp(match.ip)}${whole ? '' : `/${match.len}`}`;
}

function addressColumn(match: AddrMatch | undefined, format: ListFormat, v6: boolean): string {
  const text = match === undefined && v6 && format.numeric ? '::/0' : addressText(match, format);
  return `${match?.not === true ? '!' : ' '}${text.padEnd(19)} `;
}

function nameColumn(match: NameMatch | undefined, numeric: boolean): string {
  const text = match === undefined ? (numeric ? '*' : 'any') : `${match.not ? '!' : ''}${match.name}`;
  return `${text.padEnd(6)} `;
}

function portName(range: PortRange, numeric: boolean): string {
  if (numeric) return portText(range);
  return range[0] === range[1] ? serviceName(range[0]) : `${serviceName(range[0])}:${serviceName(range[1])}`;
}

function onePort(what: string, range: PortRange | null, not: boolean, numeric: boolean): string {
  if (range === null) return '';
  return ` ${what}${range[0] === range[1] ? '' : 's'}:${not ? '!' : ''}${portName(range, numeric)}`;
}

function matchWords(match: Match, numeric: boolean): string {
  switch (match.kind) {
    case 'ports': {
      const flags = numeric ? '0x17/0x02' : 'FIN,SYN,RST,ACK/SYN';
      const syn = match.syn ? ` flags:${match.synNot ? '!' : ''}${flags}` : '';
      return ` ${match.module}${onePort('spt', match.sport, match.sportNot, numeric)}${onePort('dpt', match.dport, match.dportNot, numeric)}${syn}`;
    }
    case 'multiport':
      return ` multiport ${match.side} ${match.not ? ' !' : ''}${match.ports.map((range) => portName(range, numeric)).join(',')}`;
    case 'icmp': {
      if (numeric)
        return ` ${match.module}type ${match.not ? '!' : ''}${match.type}${match.code < 0 ? '' : ` code ${match.code}`}`;
      return ` ${match.module === 'icmp' ? 'icmp' : 'ipv6-icmp'} ${match.not ? '!' : ''}${ICMP_NAMES.get(match.type) ?? `type ${match.type}`}`;
    }
    case 'addrtype': {
      const src = match.src.length > 0 ? ` src-type ${match.srcNot ? '!' : ''}${match.src.join(',')}` : '';
      return ` ADDRTYPE match${src}${match.dst.length > 0 ? ` dst-type ${match.dstNot ? '!' : ''}${match.dst.join(',')}` : ''}`;
    }
    case 'ctstate':
      return ` ${match.not ? '! ' : ''}${match.module === 'state' ? 'state' : 'ctstate'} ${match.states.join(',')}`;
    case 'mark':
      return ` mark match ${match.not ? '! ' : ''}${maskText(match.value, match.mask)}`;
    case 'comment':
      return ` /* ${match.text} */`;
  }
}

const LEVELS: readonly string[] = ['emerg', 'alert', 'crit', 'err', 'warn', 'notice', 'info', 'debug'];

function targetWords(target: Target, numeric: boolean): string {
  switch (target.kind) {
    case 'dnat':
    case 'snat':
      return ` to:${natText(target.range)}`;
    case 'masquerade':
      return target.low < 0 ? '' : ` masq ports: ${portText([target.low, target.high], '-')}`;
    case 'redirect':
      return target.low < 0 ? '' : ` redir ports ${portText([target.low, target.high], '-')}`;
    case 'reject':
      return ` reject-with ${target.with}`;
    case 'mark':
      return target.mask === 0xffffffff
        ? ` MARK set 0x${target.value.toString(16)}`
        : ` MARK xset ${maskText(target.value, target.mask)}`;
    case 'log': {
      const level = numeric
        ? ` LOG flags 0 level ${target.level}`
        : ` LOG level ${LEVELS[target.level] ?? target.level}`;
      return `${level}${target.prefix === '' ? '' : ` prefix "${target.prefix}"`}`;
    }
    default:
      return '';
  }
}

function targetName(target: Target): string {
  return target.kind === 'jump' ? target.chain : target.kind === 'none' ? '' : target.kind.toUpperCase();
}

function ruleLine(k: Kernel, rule: Rule, format: ListFormat, v6: boolean): string {
  const { packets, bytes } = getCounter(k, rule.id);
  const counts = format.verbose > 0 ? number(packets, format.exact) + number(bytes, format.exact) : '';
  const proto = `${rule.protoNot === true ? '!' : ' '}${(rule.proto ?? 'all').padEnd(4)} `;
  const names =
    format.verbose > 0 ? ` ${nameColumn(rule.in, format.numeric)}${nameColumn(rule.out, format.numeric)}` : '';
  const addresses = addressColumn(rule.src, format, v6) + addressColumn(rule.dst, format, v6);
  const goes = rule.target.kind === 'jump' && rule.target.go ? '[goto] ' : '';
  const words = rule.matches.map((match) => matchWords(match, format.numeric)).join('');
  const opt = v6 ? '   ' : '-- ';
  return `${counts}${targetName(rule.target).padEnd(9)} ${proto}${opt}${names}${addresses}${goes}${words}${targetWords(rule.target, format.numeric)}\n`;
}

function header(k: Kernel, tables: Readonly<XtTable>, chain: Chain, format: ListFormat): string {
  const { packets, bytes } = getCounter(k, chain.id);
  let out: string;
  if (chain.policy === '') out = `Chain ${chain.name} (${references(tables, chain.name)} references)\n`;
  else if (format.verbose === 0) out = `Chain ${chain.name} (policy ${chain.policy})\n`;
  else
    out = `Chain ${chain.name} (policy ${chain.policy} ${number(packets, format.exact).trim()} packets, ${number(bytes, format.exact).trim()} bytes)\n`;
  if (format.lineNumbers) out += 'num  ';
  if (format.verbose > 0) out += format.exact ? '    pkts      bytes ' : ' pkts bytes ';
  out += 'target     prot opt';
  if (format.verbose > 0) out += ' in     out    ';
  return `${out} source               destination         \n`;
}

function chainLines(k: Kernel, chain: Chain, format: ListFormat, v6: boolean): string {
  let out = '';
  for (let i = 0; i < chain.rules.length; i++) {
    if (format.number > 0 && format.number !== i + 1) continue;
    if (format.lineNumbers) out += `${String(i + 1).padEnd(4)} `;
    out += ruleLine(k, chain.rules[i] as Rule, format, v6);
  }
  return out;
}

/** The chains as `iptables -L` prints them; one rule alone without headings when `format.number` is set. */
export function listChains(
  k: Kernel,
  tables: Readonly<XtTable>,
  chains: readonly Chain[],
  format: ListFormat,
  v6 = false,
): string {
  if (format.number > 0) return chains.map((chain) => chainLines(k, chain, format, v6)).join('');
  return chains.map((chain) => header(k, tables, chain, format) + chainLines(k, chain, format, v6)).join('\n');
}

/** The line that `-A -v` prints. */
export function verboseRule(rule: Rule): string {
  const proto = (rule.proto ?? 'all').padEnd(4);
  const names = `in ${rule.in?.name ?? '*'} out ${rule.out?.name ?? '*'}`;
  const address = (match: AddrMatch | undefined) => (match === undefined ? '0.0.0.0/0' : formatIp(match.ip));
  const words = rule.matches.map((match) => matchWords(match, true)).join('');
  return `${targetName(rule.target)}  ${proto}opt -- ${names}  ${address(rule.src)}  -> ${address(rule.dst)}  ${words}${targetWords(rule.target, true)}\n`;
}
