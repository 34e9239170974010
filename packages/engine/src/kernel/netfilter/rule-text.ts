/** A rule in the words of iptables-save. The order of the parts is that of the tool, not that of the command line. */
import { formatIp, type Ip } from '../../util/ip-address.ts';
import type { AddrMatch, Match, NatRange, PortRange, RuleSpec, Target } from './rule.ts';

function not(flag: boolean): string {
  return flag ? '! ' : '';
}

function address(option: string, match: AddrMatch): string {
  return `${not(match.not)}${option} ${formatIp(match.ip)}/${match.len} `;
}

/** `80` or `80:90`. */
export function portText(range: PortRange, mark = ':'): string {
  return range[0] === range[1] ? `${range[0]}` : `${range[0]}${mark}${range[1]}`;
}

function matchText(match: Match): string {
  switch (match.kind) {
    case 'ports': {
      let out = `-m ${match.module} `;
      if (match.sport !== null) out += `${not(match.sportNot)}--sport ${portText(match.sport)} `;
      if (match.dport !== null) out += `${not(match.dportNot)}--dport ${portText(match.dport)} `;
      return match.syn ? `${out}${not(match.synNot)}--tcp-flags FIN,SYN,RST,ACK SYN ` : out;
    }
    case 'multiport':
      return `-m multiport ${not(match.not)}--${match.side} ${match.ports.map((range) => portText(range)).join(',')} `;
    case 'icmp':
      return `-m ${match.module} ${not(match.not)}--${match.module === 'icmp' ? 'icmp' : 'icmpv6'}-type ${match.type}${match.code < 0 ? '' : `/${match.code}`} `;
    case 'addrtype': {
      let out = '-m addrtype ';
      if (match.src.length > 0) out += `${not(match.srcNot)}--src-type ${match.src.join(',')} `;
      if (match.dst.length > 0) out += `${not(match.dstNot)}--dst-type ${match.dst.join(',')} `;
      return out;
    }
    case 'ctstate':
      return match.module === 'state'
        ? `-m state ${not(match.not)}--state ${match.states.join(',')} `
        : `-m conntrack ${not(match.not)}--ctstate ${match.states.join(',')} `;
    case 'mark':
      return `-m mark ${not(match.not)}--mark ${maskText(match.value, match.mask)} `;
    case 'comment':
      return `-m comment --comment ${quoted(match.text)} `;
  }
}

/** `0x1`, or `0x1/0xff` when the mask is not whole. */
export function maskText(value: number, mask: number): string {
  return mask === 0xffffffff ? `0x${value.toString(16)}` : `0x${value.toString(16)}/0x${mask.toString(16)}`;
}

/** Quoted when it holds anything but harmless characters (xtables_save_string). */
function quoted(text: string): string {
  return /^[A-Za-z0-9_-]+$/.test(text) ? text : `"${text.replace(/["\\]/g, '\\$&')}"`;
}

function bracketed(ip: Ip, withPort: boolean): string {
  return typeof ip === 'string' && withPort ? `[${formatIp(ip)}]` : formatIp(ip);
}

/** `1.2.3.4`, `1.2.3.4-1.2.3.9:100-200`, `:53`. */
export function natText(range: NatRange): string {
  let out = '';
  if (range.from !== '') out = bracketed(range.from, range.low >= 0);
  if (range.to !== '' && range.to !== range.from) out += `-${bracketed(range.to, range.low >= 0)}`;
  return range.low < 0 ? out : `${out}:${portText([range.low, range.high], '-')}`;
}

function targetText(target: Target): string {
  switch (target.kind) {
    case 'none':
      return '';
    case 'jump':
      return `${target.go ? '-g' : '-j'} ${target.chain} `;
    case 'reject':
      return `-j REJECT --reject-with ${target.with} `;
    case 'dnat':
      return `-j DNAT --to-destination ${natText(target.range)} `;
    case 'snat':
      return `-j SNAT --to-source ${natText(target.range)} `;
    case 'masquerade':
      return target.low < 0
        ? '-j MASQUERADE '
        : `-j MASQUERADE --to-ports ${portText([target.low, target.high], '-')} `;
    case 'redirect':
      return target.low < 0 ? '-j REDIRECT ' : `-j REDIRECT --to-ports ${portText([target.low, target.high], '-')} `;
    case 'mark':
      return `-j MARK --set-xmark 0x${target.value.toString(16)}/0x${target.mask.toString(16)} `;
    case 'log': {
      const prefix = target.prefix === '' ? '' : `--log-prefix ${quoted(target.prefix)} `;
      return `-j LOG ${prefix}${target.level === 4 ? '' : `--log-level ${target.level} `}`;
    }
    default:
      return `-j ${target.kind.toUpperCase()} `;
  }
}

/** The rule after `-A CHAIN `. */
export function ruleText(rule: RuleSpec): string {
  let out = '';
  if (rule.src !== undefined) out += address('-s', rule.src);
  if (rule.dst !== undefined) out += address('-d', rule.dst);
  if (rule.in !== undefined) out += `${not(rule.in.not)}-i ${rule.in.name} `;
  if (rule.out !== undefined) out += `${not(rule.out.not)}-o ${rule.out.name} `;
  if (rule.proto !== undefined) out += `${not(rule.protoNot === true)}-p ${rule.proto} `;
  for (const match of rule.matches) out += matchText(match);
  return (out + targetText(rule.target)).trimEnd();
}
