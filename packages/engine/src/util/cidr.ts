/**
 * Addresses and prefixes as Go's net and net/netip read them, with their error texts: for the command line and the API. The
 * arithmetic is in ip-address.ts and ip-prefix.ts.
 */
import type { Bytes } from './bytes.ts';

import { GoError, isGoError } from './go-error.ts';
import { goQuote } from './go-quote.ts';
import { type Ip, parseIp, parseIp4, unmap } from './ip-address.ts';
import { bitLen, type Cidr, masked } from './ip-prefix.ts';

/** `net.ParseIP`: the address, or null where Go gives nil. IPv4-mapped IPv6 is the IPv4 address, as `net.IP` prints it. */
export function parseNetIp(text: Bytes): Ip | null {
  const ip = parseIp(text);
  return ip === null ? null : unmap(ip);
}

/** `net.ParseCIDR`: the address as written with its prefix length. The error is `invalid CIDR address: x`. */
export function parseNetCidr(text: Bytes): Cidr | GoError {
  const slash = text.indexOf('/');
  const ip = slash < 0 ? null : parseIp(text.slice(0, slash));
  const length = text.slice(slash + 1);
  const len = Number(length);
  if (ip === null || !/^[0-9]{1,7}$/.test(length) || len > bitLen(ip)) {
    return new GoError(`invalid CIDR address: ${text}`);
  }
  const v4 = unmap(ip);
  // A mapped IPv4 address is written with a length in 128 bits.
  return v4 === ip ? { ip, len } : { ip: v4, len: Math.max(0, len - 96) };
}

/** Why a text is no address, and the part of it where that showed. */
interface Problem {
  readonly reason: string;
  readonly at: Bytes;
}

function problem(reason: string, at: Bytes = ''): Problem {
  return { reason, at };
}

/** What keeps `s` from being IPv4, in the order netip meets it. */
function ipv4Problem(s: Bytes): Problem {
  let octets = 0;
  let start = 0;
  for (let i = 0; i < s.length; i++) {
    const c = s[i] as string;
    if (c >= '0' && c <= '9') {
      if (i - start === 1 && s[start] === '0') return problem('IPv4 field has octet with leading zero');
      if (Number(s.slice(start, i + 1)) > 255) return problem('IPv4 field has value >255');
      continue;
    }
    if (c !== '.') return problem('unexpected character', s.slice(i));
    if (i === start || i === s.length - 1) return problem('IPv4 field must have at least one digit', s.slice(i));
    if (octets === 3) return problem('IPv4 address too long');
    octets++;
    start = i + 1;
  }
  return problem('IPv4 address too short');
}

/** What a dotted tail of an IPv6 address, which begins at group `group`, has wrong; null when it is fine. */
function embeddedProblem(tail: Bytes, group: number, ellipsis: boolean): Problem | null {
  if (!ellipsis && group !== 6)
    return problem('embedded IPv4 address must replace the final 2 fields of the address', tail);
  if (group > 6) return problem('too many hex fields to fit an embedded IPv4 at the end of the address', tail);
  if (parseIp4(tail) !== null) return null;
  const inner = ipv4Problem(tail);
  return problem(addrError(tail, inner).message, tail);
}

/** What keeps `text` from being IPv6. */
function ipv6Problem(text: Bytes): Problem {
  let ellipsis = text.startsWith('::');
  let s = ellipsis ? text.slice(2) : text;
  let group = 0;
  while (group < 8) {
    const digits = (/^[0-9a-fA-F]*/.exec(s) as RegExpExecArray)[0];
    if (/^0*[1-9a-fA-F][0-9a-fA-F]{4}/.test(digits)) return problem('IPv6 field has value >=2^16', s);
    if (digits.length > 4) return problem('each group must have 4 or less digits', s);
    if (digits === '') return problem('each colon-separated field must have at least one digit', s);
    if (s[digits.length] === '.') {
      const embedded = embeddedProblem(s, group, ellipsis);
      if (embedded !== null) return embedded;
      s = '';
      group += 2;
      break;
    }
    group++;
    s = s.slice(digits.length);
    if (s === '') break;
    if (s[0] !== ':') return problem('unexpected character, want colon', s);
    if (s.length === 1) return problem('colon must be followed by more characters', s);
    s = s.slice(1);
    if (s[0] !== ':') continue;
    if (ellipsis) return problem('multiple :: in address', s);
    ellipsis = true;
    s = s.slice(1);
    if (s === '') break;
  }
  if (s !== '') return problem('trailing garbage after address', s);
  return problem(group < 8 ? 'address string too short' : 'the :: must expand to at least one field of zeros');
}

function addrError(text: Bytes, p: Problem): GoError {
  return new GoError(`ParseAddr(${goQuote(text)}): ${p.reason}${p.at === '' ? '' : ` (at ${goQuote(p.at)})`}`);
}

/** `netip.ParseAddr` without zones, with its errors: `ParseAddr("x"): unable to parse IP`. */
export function parseNetipAddr(text: Bytes): Ip | GoError {
  const ip = parseIp(text);
  if (ip !== null) return ip;
  const separator = /[.:%]/.exec(text)?.[0];
  if (separator === undefined) return addrError(text, problem('unable to parse IP'));
  if (separator === '%') return addrError(text, problem('missing IPv6 address'));
  return addrError(text, separator === '.' ? ipv4Problem(text) : ipv6Problem(text));
}

/** `netip.ParsePrefix`, with its errors: `netip.ParsePrefix("x"): no '/'`. */
export function parseNetipPrefix(text: Bytes): Cidr | GoError {
  const fail = (reason: string): GoError => new GoError(`netip.ParsePrefix(${goQuote(text)}): ${reason}`);
  const slash = text.lastIndexOf('/');
  if (slash < 0) return fail("no '/'");
  const ip = parseNetipAddr(text.slice(0, slash));
  if (isGoError(ip)) return fail(ip.message);
  const length = text.slice(slash + 1);
  if (!/^(?:0|[1-9][0-9]*)$/.test(length)) return fail(`bad bits after slash: ${goQuote(length)}`);
  const len = Number(length);
  return len > bitLen(ip) ? fail('prefix length out of range') : { ip, len };
}

/** `n` added to the 32 digits of an IPv6 address. */
function add6(ip: string, n: number): string {
  let out = '';
  let carry = n;
  for (let at = 28; at >= 0; at -= 4) {
    const sum = Number.parseInt(ip.slice(at, at + 4), 16) + carry;
    carry = Math.floor(sum / 65536);
    out = (sum % 65536).toString(16).padStart(4, '0') + out;
  }
  return out;
}

/** Number of addresses in a network, as a double. */
export function addressCount(cidr: Cidr): number {
  return 2 ** (bitLen(cidr.ip) - cidr.len);
}

/** Address `n` of a network, its first one being 0, or null past its end. `n` is a non-negative safe integer. */
export function nthAddress(cidr: Cidr, n: number): Ip | null {
  if (n >= addressCount(cidr)) return null;
  const { ip } = masked(cidr);
  return typeof ip === 'number' ? ip + n : add6(ip, n);
}
