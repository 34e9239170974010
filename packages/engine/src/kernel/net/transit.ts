/** A datagram on its way, as the text a timer carries: where it arrives, its addresses, its TTL, then its bytes. */
import type { Bytes } from '../../util/bytes.ts';
import type { Ip } from '../../util/ip-address.ts';
import type { PathResult } from './path.ts';

/** Addresses as the receiver sees them. `extra` is the protocol's own number. */
export interface Transit {
  readonly ns: number;
  readonly src: Ip;
  readonly sport: number;
  readonly dst: Ip;
  readonly dport: number;
  readonly ttl: number;
  readonly extra: number;
  readonly data: Bytes;
}

/** Text of what `result` delivered. */
export function encodeTransit(result: PathResult, extra: number, data: Bytes): string {
  const { src, sport, dst, dport, ttl } = result.packet;
  return `${result.ns} ${src} ${sport} ${dst} ${dport} ${ttl} ${extra} ${data}`;
}

/** Reads an address written by template: a number, or the 32 digits of IPv6. */
export function readIp(text: string): Ip {
  return text.length === 32 ? text : Number(text);
}

/** Reads the text back. */
export function decodeTransit(text: string): Transit {
  const fields: string[] = [];
  let at = 0;
  for (let i = 0; i < 7; i++) {
    const end = text.indexOf(' ', at);
    fields.push(text.slice(at, end));
    at = end + 1;
  }
  const [ns = '', src = '', sport = '', dst = '', dport = '', ttl = '', extra = ''] = fields;
  return {
    ns: Number(ns),
    src: readIp(src),
    sport: Number(sport),
    dst: readIp(dst),
    dport: Number(dport),
    ttl: Number(ttl),
    extra: Number(extra),
    data: text.slice(at),
  };
}
