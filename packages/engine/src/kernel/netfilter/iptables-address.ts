/** Addresses, ports, protocols and marks on the command line of iptables (libxtables, xtoptions.c). */

import { type Ip, parseIp, parseIp4 } from '../../util/ip-address.ts';
import { maskLength, networkOf } from '../../util/ip-prefix.ts';
import type { NatRange, PortRange } from './rule.ts';
import { servicePort } from './service-names.ts';

/** Thrown inside the parser only, and caught by it: the text after `iptables v… (nf_tables): ` and the exit status. */
export class IptablesError extends Error {
  readonly code: number;
  /** Is the hint to the help left out? */
  readonly bare: boolean;
  constructor(text: string, code = 2, bare = false) {
    super(text);
    this.code = code;
    this.bare = bare;
  }
}

/** 1 to 4 decimal numbers, missing ones 0: `10`, `10.1`, as for networks. */
function partialIp4(text: string): number | null {
  const parts = text.split('.');
  if (parts.length > 4 || !parts.every((part) => /^\d{1,3}$/.test(part))) return null;
  while (parts.length < 4) parts.push('0');
  return parseIp4(parts.map((part) => String(Number(part))).join('.'));
}

/** One address with or without mask, its host bits cleared. */
export function parseAddress(text: string, v6: boolean): { readonly ip: Ip; readonly len: number } {
  const slash = text.indexOf('/');
  const host = slash < 0 ? text : text.slice(0, slash);
  const whole = v6 ? 128 : 32;
  let ip: Ip | null = v6
    ? host.includes(':')
      ? parseIp(host)
      : host === '0'
        ? parseIp('::')
        : null
    : (partialIp4(host) ?? (host === 'localhost' ? 0x7f000001 : null));
  if (ip === null) throw new IptablesError(`host/network \`${host}' not found`);
  let len = whole;
  if (slash >= 0) {
    const mask = text.slice(slash + 1);
    const dotted = v6 ? null : parseIp4(mask);
    if (/^\d{1,3}$/.test(mask)) len = Number(mask);
    else if (dotted !== null) len = maskLength(dotted);
    else throw new IptablesError(`invalid mask \`${mask}' specified`);
    if (len < 0 || len > whole) throw new IptablesError(`invalid mask \`${mask}' specified`);
    ip = networkOf(ip, len);
  }
  return { ip, len };
}

/** Protocol names as rules keep them; '' is all. */
export function parseProtocol(text: string): string {
  const name = text.toLowerCase();
  switch (name) {
    case 'all':
    case '0':
      return '';
    case '1':
      return 'icmp';
    case '6':
      return 'tcp';
    case '17':
      return 'udp';
    case '58':
    case 'icmpv6':
      return 'ipv6-icmp';
    case '132':
      return 'sctp';
    case 'tcp':
    case 'udp':
    case 'icmp':
    case 'sctp':
    case 'ipv6-icmp':
      return name;
    default:
      throw new IptablesError(`unknown protocol "${text}" specified`);
  }
}

function port(text: string): number {
  const value = servicePort(text);
  if (value < 0) throw new IptablesError(`invalid port/service \`${text}' specified`);
  return value;
}

/** `80`, `80:90`, `:90`, `80:` or a service name. */
export function parsePorts(text: string, mark = ':'): PortRange {
  const at = text.indexOf(mark);
  if (at < 0) {
    const one = port(text);
    return [one, one];
  }
  const low = at === 0 ? 0 : port(text.slice(0, at));
  const high = at === text.length - 1 ? 65535 : port(text.slice(at + 1));
  if (low > high) throw new IptablesError('invalid portrange (min > max)');
  return [low, high];
}

/** `0x1`, `7/0xff`: value and mask. */
export function parseMark(text: string): readonly [number, number] {
  const [value = '', mask] = text.split('/');
  const number = (word: string) => {
    if (!/^(0x[0-9a-fA-F]{1,8}|\d{1,10})$/.test(word))
      throw new IptablesError(`mark: bad mark value for option "--mark", or out of range`);
    return Number(word) >>> 0;
  };
  return [number(value), mask === undefined ? 0xffffffff : number(mask)];
}

/** `1.2.3.4`, `1.2.3.4-1.2.3.9:100-200`, `:53`, `[fd00::2]:80` of --to-destination and --to-source. */
export function parseNatRange(text: string, option: string): NatRange {
  const bad = () => new IptablesError(`Bad IP address "${text}"`);
  // IPv6 without brackets has no port; otherwise the last colon begins it
  const plain6 = !text.startsWith('[') && text.indexOf(':') !== text.lastIndexOf(':');
  const colon = plain6 || text.endsWith(']') ? -1 : text.lastIndexOf(':');
  const addresses = (colon < 0 ? text : text.slice(0, colon)).replace(/[[\]]/g, '');
  const ports = colon < 0 ? [] : text.slice(colon + 1).split('-');
  if (!ports.every((word) => /^\d+$/.test(word))) throw bad();
  const [from = '', to = from] = addresses.split('-');
  const low = Number(ports[0] ?? -1);
  const high = Number(ports[1] ?? low);
  if (low === 0 || low > 65535 || high > 65535) throw new IptablesError(`Port range not valid for ${option}`);
  const read = (word: string): Ip | '' => {
    if (word === '') return '';
    const ip = parseIp(word);
    if (ip === null) throw bad();
    return ip;
  };
  return { from: read(from), to: to === from ? '' : read(to), low, high };
}
