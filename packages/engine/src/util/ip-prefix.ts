/**
 * IP prefixes (RFC 4632) over the addresses of ip-address.ts: allocation-free arithmetic for routing and filtering.
 * (cidr.ts reads and writes them as Go does, for the command line.)
 */
import { formatIp, type Ip, parseIp } from './ip-address.ts';

/** `ip` may have bits beyond `len` set when it names a host in its network (`172.17.0.2/16`). */
export interface Cidr {
  readonly ip: Ip;
  readonly len: number;
}

/** Bits of an address of this family. */
export function bitLen(ip: Ip): 32 | 128 {
  return typeof ip === 'number' ? 32 : 128;
}

/** The 32-bit mask with `len` leading ones. */
export function mask4(len: number): number {
  return len === 0 ? 0 : (-1 << (32 - len)) >>> 0;
}

/** Number of leading ones of a contiguous netmask, or -1. */
export function maskLength(mask: number): number {
  const len = Math.clz32(~mask);
  return mask4(len) === mask ? len : -1;
}

/** Is `ip` in the network that the first `len` bits of `net` name? False across families. */
export function inPrefix(ip: Ip, net: Ip, len: number): boolean {
  if (typeof ip === 'number') {
    if (typeof net !== 'number') return false;
    return len === 0 || (ip ^ net) >>> (32 - len) === 0;
  }
  if (typeof net === 'number') return false;
  const digits = len >> 2;
  if (!ip.startsWith(net.slice(0, digits))) return false;
  const bits = len & 3;
  if (bits === 0) return true;
  const a = Number.parseInt(ip.charAt(digits), 16);
  const b = Number.parseInt(net.charAt(digits), 16);
  return (a ^ b) >> (4 - bits) === 0;
}

/** `ip` with all bits beyond `len` cleared. */
export function networkOf(ip: Ip, len: number): Ip {
  if (typeof ip === 'number') return (ip & mask4(len)) >>> 0;
  const digits = len >> 2;
  if (digits === 32) return ip;
  const digit = Number.parseInt(ip.charAt(digits), 16) & (0xf << (4 - (len & 3)));
  return ip.slice(0, digits) + (digit & 0xf).toString(16) + '0'.repeat(31 - digits);
}

/** `ip` with all bits beyond `len` set: the broadcast address of an IPv4 network. */
export function lastIp(ip: Ip, len: number): Ip {
  if (typeof ip === 'number') return (ip | ~mask4(len)) >>> 0;
  const digits = len >> 2;
  if (digits === 32) return ip;
  const digit = Number.parseInt(ip.charAt(digits), 16) | (0xf >> (len & 3));
  return ip.slice(0, digits) + digit.toString(16) + 'f'.repeat(31 - digits);
}

/** The prefix of `text` (`10.0.0.0/8`, `fd00::/64`), host bits kept; null when malformed (Go's netip.ParsePrefix). */
export function parseCidr(text: string): Cidr | null {
  const slash = text.lastIndexOf('/');
  if (slash < 0) return null;
  const ip = parseIp(text.slice(0, slash));
  const digits = text.slice(slash + 1);
  if (ip === null || !/^(0|[1-9][0-9]{0,2})$/.test(digits)) return null;
  const len = Number(digits);
  return len > bitLen(ip) ? null : { ip, len };
}

/** `10.0.0.0/8`. */
export function formatCidr(cidr: Cidr): string {
  return `${formatIp(cidr.ip)}/${cidr.len}`;
}

/** The prefix with its host bits cleared. */
export function masked(cidr: Cidr): Cidr {
  return { ip: networkOf(cidr.ip, cidr.len), len: cidr.len };
}

/** Do the two networks have an address in common? */
export function overlaps(a: Cidr, b: Cidr): boolean {
  return inPrefix(a.ip, b.ip, Math.min(a.len, b.len));
}
