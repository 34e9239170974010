/** DNS messages on the wire (RFC 1035 §4). Names are text without the final dot; '' is the root. */
import type { Bytes } from './bytes.ts';
import { formatIp, parseIp } from './ip-address.ts';

export const TYPE_A = 1;
export const TYPE_NS = 2;
export const TYPE_CNAME = 5;
export const TYPE_SOA = 6;
export const TYPE_PTR = 12;
export const TYPE_MX = 15;
export const TYPE_TXT = 16;
export const TYPE_AAAA = 28;
export const TYPE_SRV = 33;
export const TYPE_OPT = 41;
export const TYPE_ANY = 255;
export const CLASS_IN = 1;

export const NOERROR = 0;
export const FORMERR = 1;
export const SERVFAIL = 2;
export const NXDOMAIN = 3;
export const NOTIMP = 4;
export const REFUSED = 5;
const RCODE_NAMES: readonly string[] = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED'];

/** `NXDOMAIN` of 3, as dig and nslookup name it. */
export function rcodeName(rcode: number): string {
  return RCODE_NAMES[rcode] ?? `RESERVED${rcode}`;
}

export interface DnsQuestion {
  readonly name: string;
  readonly type: number;
}

/** `data` is text: an address for A and AAAA, a name for NS, CNAME and PTR, the text of TXT, else raw bytes. */
export interface DnsRecord {
  readonly name: string;
  readonly type: number;
  readonly ttl: number;
  readonly data: string;
}

export interface DnsMessage {
  readonly id: number;
  /** Is it a response? */
  readonly response: boolean;
  readonly authoritative: boolean;
  readonly truncated: boolean;
  readonly recursionDesired: boolean;
  readonly recursionAvailable: boolean;
  readonly rcode: number;
  readonly questions: readonly DnsQuestion[];
  readonly answers: readonly DnsRecord[];
}

/** A query for one name, as a stub resolver sends it. */
export function query(id: number, name: string, type: number): DnsMessage {
  const flags = {
    response: false,
    authoritative: false,
    truncated: false,
    recursionDesired: true,
    recursionAvailable: false,
  };
  return { id, ...flags, rcode: NOERROR, questions: [{ name, type }], answers: [] };
}

function u16(n: number): Bytes {
  return String.fromCharCode((n >> 8) & 255, n & 255);
}

function u32(n: number): Bytes {
  return u16(n >>> 16) + u16(n & 0xffff);
}

function encodeName(name: string): Bytes | null {
  if (name === '' || name === '.') return '\0';
  let out = '';
  for (const label of (name.endsWith('.') ? name.slice(0, -1) : name).split('.')) {
    if (label.length === 0 || label.length > 63) return null;
    out += String.fromCharCode(label.length) + label;
  }
  return out.length > 254 ? null : `${out}\0`;
}

function addressData(data: string): Bytes | null {
  const ip = parseIp(data);
  if (ip === null) return null;
  if (typeof ip === 'number') return u32(ip);
  let out = '';
  for (let i = 0; i < 32; i += 2) out += String.fromCharCode(Number.parseInt(ip.slice(i, i + 2), 16));
  return out;
}

function encodeData(record: DnsRecord): Bytes | null {
  switch (record.type) {
    case TYPE_A:
    case TYPE_AAAA:
      return addressData(record.data);
    case TYPE_NS:
    case TYPE_CNAME:
    case TYPE_PTR:
      return encodeName(record.data);
    case TYPE_TXT:
      return String.fromCharCode(Math.min(255, record.data.length)) + record.data.slice(0, 255);
    default:
      return record.data;
  }
}

/** The message as bytes, or null when a name cannot be encoded (a label longer than 63, a name longer than 253). */
export function encodeDns(message: DnsMessage): Bytes | null {
  const bits =
    (message.response ? 0x8000 : 0) |
    (message.authoritative ? 0x400 : 0) |
    (message.truncated ? 0x200 : 0) |
    (message.recursionDesired ? 0x100 : 0) |
    (message.recursionAvailable ? 0x80 : 0) |
    message.rcode;
  let out = u16(message.id) + u16(bits) + u16(message.questions.length) + u16(message.answers.length) + u16(0) + u16(0);
  for (const question of message.questions) {
    const name = encodeName(question.name);
    if (name === null) return null;
    out += name + u16(question.type) + u16(CLASS_IN);
  }
  for (const record of message.answers) {
    const name = encodeName(record.name);
    const data = encodeData(record);
    if (name === null || data === null) return null;
    out += name + u16(record.type) + u16(CLASS_IN) + u32(record.ttl) + u16(data.length) + data;
  }
  return out;
}

interface Reader {
  readonly bytes: Bytes;
  at: number;
}

function read16(r: Reader): number {
  const n = (r.bytes.charCodeAt(r.at) << 8) | r.bytes.charCodeAt(r.at + 1);
  r.at += 2;
  return n;
}

function readName(r: Reader): string | null {
  const labels: string[] = [];
  let at = r.at;
  let end = -1;
  for (let hops = 0; hops < 128; hops++) {
    const n = r.bytes.charCodeAt(at);
    if (Number.isNaN(n)) return null;
    if (n >= 0xc0) {
      if (end < 0) end = at + 2;
      at = ((n & 0x3f) << 8) | r.bytes.charCodeAt(at + 1);
      continue;
    }
    at++;
    if (n === 0) {
      r.at = end < 0 ? at : end;
      return labels.join('.');
    }
    labels.push(r.bytes.slice(at, at + n));
    at += n;
  }
  return null;
}

function hex(bytes: Bytes): string {
  let out = '';
  for (let i = 0; i < bytes.length; i++) out += bytes.charCodeAt(i).toString(16).padStart(2, '0');
  return out;
}

function readRecord(r: Reader): DnsRecord | null {
  const name = readName(r);
  if (name === null) return null;
  const type = read16(r);
  read16(r);
  const ttl = read16(r) * 65536 + read16(r);
  const length = read16(r);
  const raw = r.bytes.slice(r.at, r.at + length);
  if (raw.length !== length) return null;
  const start = r.at;
  let data: string | null = raw;
  if (type === TYPE_A && length === 4) data = formatIp(Number.parseInt(hex(raw), 16));
  else if (type === TYPE_AAAA && length === 16) data = formatIp(hex(raw));
  else if (type === TYPE_NS || type === TYPE_CNAME || type === TYPE_PTR) data = readName(r);
  else if (type === TYPE_TXT) data = raw.slice(1);
  r.at = start + length;
  return data === null ? null : { name, type, ttl, data };
}

/** The message in `bytes` (authority and additional sections are passed over), or null when malformed. */
export function decodeDns(bytes: Bytes): DnsMessage | null {
  if (bytes.length < 12) return null;
  const r: Reader = { bytes, at: 0 };
  const id = read16(r);
  const bits = read16(r);
  const questionCount = read16(r);
  const answerCount = read16(r);
  r.at = 12;
  const questions: DnsQuestion[] = [];
  for (let i = 0; i < questionCount; i++) {
    const name = readName(r);
    if (name === null || r.at + 4 > bytes.length) return null;
    const type = read16(r);
    read16(r);
    questions.push({ name, type });
  }
  const answers: DnsRecord[] = [];
  for (let i = 0; i < answerCount; i++) {
    const record = readRecord(r);
    if (record === null) return null;
    answers.push(record);
  }
  return {
    id,
    response: (bits & 0x8000) !== 0,
    authoritative: (bits & 0x400) !== 0,
    truncated: (bits & 0x200) !== 0,
    recursionDesired: (bits & 0x100) !== 0,
    recursionAvailable: (bits & 0x80) !== 0,
    rcode: bits & 15,
    questions,
    answers,
  };
}

/** `2.0.18.172.in-addr.arpa` of an address (RFC 1035 §3.5, RFC 3596 §2.5). */
export function reverseName(text: string): string | null {
  const ip = parseIp(text);
  if (ip === null) return null;
  if (typeof ip === 'number') return `${ip & 255}.${(ip >>> 8) & 255}.${(ip >>> 16) & 255}.${ip >>> 24}.in-addr.arpa`;
  return `${ip.split('').reverse().join('.')}.ip6.arpa`;
}

/** The address that a PTR name asks for, as text, or null. */
export function reversedAddress(name: string): string | null {
  const lower = name.toLowerCase();
  if (lower.endsWith('.in-addr.arpa')) {
    const ip = parseIp(lower.slice(0, -13).split('.').reverse().join('.'));
    return ip === null ? null : formatIp(ip);
  }
  if (!lower.endsWith('.ip6.arpa')) return null;
  const digits = lower.slice(0, -9).split('.').reverse().join('');
  return /^[0-9a-f]{32}$/.test(digits) ? formatIp(digits) : null;
}
