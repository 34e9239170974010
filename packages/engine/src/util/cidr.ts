/** Network prefixes of either family (RFC 4632). Addresses are those of ip-address.ts. */
import { ANY6, formatIp, type Ip, parseIp } from './ip-address.ts';

/** An address with the length of its prefix; host bits may be set. */
export interface Cidr {
  readonly ip: Ip;
  readonly len: number;
}

/** IPv4 netmask of a prefix length. */
export function netmask(len: number): number {
  return len === 0 ? 0 : (0xffffffff << (32 - len)) >>> 0;
}

const ONES6 = 'ffffffffffffffffffffffffffffffff';

/** `ip` with the bits past the first `len` taken from `filler`. */
function fill6(ip: string, len: number, filler: string): string {
  if (len >= 128) return ip;
  const whole = len >> 2;
  const kept = (0xf << (4 - (len & 3))) & 0xf;
  const digit = (Number.parseInt(ip[whole] as string, 16) & kept) | (Number.parseInt(filler[whole] as string, 16) & ~kept & 0xf);
  return ip.slice(0, whole) + digit.toString(16) + filler.slice(whole + 1);
}

/** First address of the network that holds `ip`: its host bits cleared. */
export function networkOf(ip: Ip, len: number): Ip {
  return typeof ip === 'number' ? (ip & netmask(len)) >>> 0 : fill6(ip, len, ANY6);
}

/** Last address of the network that holds `ip`: its host bits set; for IPv4 the broadcast address. */
export function lastIp(ip: Ip, len: number): Ip {
  return typeof ip === 'number' ? (ip | ~netmask(len)) >>> 0 : fill6(ip, len, ONES6);
}

/** Is `ip` in the network of `len` bits that holds `net`? Never across families. */
export function inPrefix(ip: Ip, net: Ip, len: number): boolean {
  if (typeof ip === 'number') return typeof net === 'number' && ((ip ^ net) & netmask(len)) === 0;
  if (typeof net === 'number') return false;
  const whole = len >> 2;
  for (let i = 0; i < whole; i++) if (ip.charCodeAt(i) !== net.charCodeAt(i)) return false;
  if ((len & 3) === 0) return true;
  const differing = Number.parseInt(ip[whole] as string, 16) ^ Number.parseInt(net[whole] as string, 16);
  return differing >> (4 - (len & 3)) === 0;
}

/** The prefix with its host bits cleared. */
export function masked(cidr: Cidr): Cidr {
  return { ip: networkOf(cidr.ip, cidr.len), len: cidr.len };
}

/** Do two networks share an address? */
export function overlaps(a: Cidr, b: Cidr): boolean {
  return a.len <= b.len ? inPrefix(b.ip, a.ip, a.len) : inPrefix(a.ip, b.ip, b.len);
}

/** Prefix length of an IPv4 netmask, or -1 when its ones are not contiguous. */
export function maskLength(mask: number): number {
  const len = Math.clz32(~mask);
  return netmask(len) === mask >>> 0 ? len : -1;
}

/** The prefix of `address/length` without leading zeros in the length (Go's netip.ParsePrefix), or null. */
export function parseCidr(text: string): Cidr | null {
  const slash = text.lastIndexOf('/');
  if (slash < 0) return null;
  const ip = parseIp(text.slice(0, slash));
  const digits = text.slice(slash + 1);
  if (ip === null || digits.length === 0 || digits.length > 3 || (digits.length > 1 && digits[0] === '0')) return null;
  let len = 0;
  for (let i = 0; i < digits.length; i++) {
    const d = digits.charCodeAt(i) - 48;
    if (d < 0 || d > 9) return null;
    len = len * 10 + d;
  }
  return len <= (typeof ip === 'number' ? 32 : 128) ? { ip, len } : null;
}

/** `address/length`. */
export function formatCidr(cidr: Cidr): string {
  return `${formatIp(cidr.ip)}/${cidr.len}`;
}
