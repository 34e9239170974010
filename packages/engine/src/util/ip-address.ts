/**
 * IP addresses. An IPv4 address is a number (0 … 2^32-1); an IPv6 address is a string of 32 lower-case hexadecimal
 * digits. So the type tells the family, equality is `===`, and both order as the addresses do.
 */

/** IPv4 as an unsigned number, IPv6 as 32 hexadecimal digits. */
export type Ip = number | string;

export const ANY4 = 0;
export const ANY6 = '00000000000000000000000000000000';
export const LOOPBACK4 = 0x7f000001;
export const LOOPBACK6 = '00000000000000000000000000000001';
/** First 96 bits of an IPv4-mapped IPv6 address (RFC 4291 §2.5.5.2). */
const MAPPED = '00000000000000000000ffff';

/** Is the address IPv6? */
export function isV6(ip: Ip): ip is string {
  return typeof ip === 'string';
}

/** Is it 0.0.0.0 or ::? */
export function isAny(ip: Ip): boolean {
  return ip === ANY4 || ip === ANY6;
}

/** In 127.0.0.0/8, or ::1? */
export function isLoopback(ip: Ip): boolean {
  return typeof ip === 'number' ? ip >>> 24 === 127 : ip === LOOPBACK6;
}

/** The IPv4 address of a dotted quad (inet_pton(3): four decimal numbers without leading zeros), or null. */
export function parseIp4(text: string): number | null {
  let value = 0;
  let part = -1;
  let parts = 0;
  for (let i = 0; i <= text.length; i++) {
    const c = i < text.length ? text.charCodeAt(i) : 46;
    if (c === 46) {
      if (part < 0 || parts === 4) return null;
      value = value * 256 + part;
      parts++;
      part = -1;
    } else if (c >= 48 && c <= 57) {
      if (part === 0) return null;
      part = part < 0 ? c - 48 : part * 10 + c - 48;
      if (part > 255) return null;
    } else return null;
  }
  return parts === 4 ? value : null;
}

/** Dotted quad. */
export function formatIp4(ip: number): string {
  return `${ip >>> 24}.${(ip >>> 16) & 255}.${(ip >>> 8) & 255}.${ip & 255}`;
}

function isHex(c: number): boolean {
  return (c >= 48 && c <= 57) || (c >= 97 && c <= 102) || (c >= 65 && c <= 70);
}

/** Hexadecimal digits of the colon-separated groups of `text`; a dotted quad may be the last. Null when malformed. */
function groups(text: string, last: boolean): string | null {
  if (text === '') return '';
  let out = '';
  const parts = text.split(':');
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] as string;
    if (last && i === parts.length - 1 && part.includes('.')) {
      const v4 = parseIp4(part);
      if (v4 === null) return null;
      out += v4.toString(16).padStart(8, '0');
      continue;
    }
    if (part.length === 0 || part.length > 4) return null;
    for (let j = 0; j < part.length; j++) if (!isHex(part.charCodeAt(j))) return null;
    out += part.toLowerCase().padStart(4, '0');
  }
  return out;
}

/** The IPv6 address of `text` (RFC 4291 §2.2), or null; a zone (`%eth0`) is not accepted. */
export function parseIp6(text: string): string | null {
  const gap = text.indexOf('::');
  if (gap < 0) {
    const all = groups(text, true);
    return all !== null && all.length === 32 ? all : null;
  }
  const head = groups(text.slice(0, gap), false);
  const tail = groups(text.slice(gap + 2), true);
  if (head === null || tail === null || head.length + tail.length > 28) return null;
  return head + ANY6.slice(head.length + tail.length) + tail;
}

/** Shortest form (RFC 5952); IPv4-mapped addresses end in a dotted quad. */
export function formatIp6(ip: string): string {
  if (ip.startsWith(MAPPED)) return `::ffff:${formatIp4(Number.parseInt(ip.slice(24), 16))}`;
  let bestAt = -1;
  let best = 1;
  for (let i = 0; i < 8; ) {
    let n = 0;
    while (i + n < 8 && ip.startsWith('0000', (i + n) * 4)) n++;
    if (n > best) {
      best = n;
      bestAt = i;
    }
    i += n === 0 ? 1 : n;
  }
  let out = '';
  for (let i = 0; i < 8; i++) {
    if (i === bestAt) {
      out += '::';
      i += best - 1;
      continue;
    }
    if (out !== '' && !out.endsWith('::')) out += ':';
    out += Number.parseInt(ip.slice(i * 4, i * 4 + 4), 16).toString(16);
  }
  return out;
}

/** The address of `text` in either family, or null. */
export function parseIp(text: string): Ip | null {
  return text.includes(':') ? parseIp6(text) : parseIp4(text);
}

/** Text form of either family. */
export function formatIp(ip: Ip): string {
  return typeof ip === 'number' ? formatIp4(ip) : formatIp6(ip);
}

/** `host:port` as Go's net.JoinHostPort writes it: IPv6 in brackets. */
export function joinHostPort(ip: Ip, port: number): string {
  return typeof ip === 'number' ? `${formatIp4(ip)}:${port}` : `[${formatIp6(ip)}]:${port}`;
}

/** `::ffff:a.b.c.d` for an IPv4 address. */
export function mapTo6(ip: number): string {
  return MAPPED + ip.toString(16).padStart(8, '0');
}

/** The IPv4 address inside an IPv4-mapped one, else the address itself. */
export function unmap(ip: Ip): Ip {
  return typeof ip === 'string' && ip.startsWith(MAPPED) ? Number.parseInt(ip.slice(24), 16) : ip;
}

/** Next address; the greatest is followed by the least. */
export function nextIp(ip: Ip): Ip {
  if (typeof ip === 'number') return ip === 0xffffffff ? 0 : ip + 1;
  let out = '';
  let carry = 1;
  for (let i = 28; i >= 0; i -= 4) {
    const group = Number.parseInt(ip.slice(i, i + 4), 16) + carry;
    carry = group >> 16;
    out = (group & 0xffff).toString(16).padStart(4, '0') + out;
  }
  return out;
}

/** Orders addresses; IPv4 before IPv6. */
export function compareIp(a: Ip, b: Ip): number {
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
