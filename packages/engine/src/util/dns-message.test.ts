import { describe, expect, it } from 'vitest';
import {
  type DnsMessage,
  decodeDns,
  encodeDns,
  NXDOMAIN,
  query,
  reversedAddress,
  reverseName,
  TYPE_A,
  TYPE_AAAA,
  TYPE_PTR,
} from './dns-message.ts';

describe('dns-message', () => {
  it('encodes a query as RFC 1035 lays it out', () => {
    expect(encodeDns(query(0x1234, 'web.net', TYPE_A))).toBe(
      '\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x03web\x03net\x00\x00\x01\x00\x01',
    );
  });

  it('gives back what it encodes', () => {
    const message: DnsMessage = {
      ...query(7, 'Web', TYPE_A),
      response: true,
      recursionAvailable: true,
      rcode: NXDOMAIN,
      answers: [
        { name: 'Web', type: TYPE_A, ttl: 600, data: '172.18.0.2' },
        { name: 'Web', type: TYPE_AAAA, ttl: 600, data: 'fd00::2' },
        { name: '2.0.18.172.in-addr.arpa', type: TYPE_PTR, ttl: 600, data: 'web.appnet' },
      ],
    };
    expect(decodeDns(encodeDns(message) ?? '')).toEqual(message);
  });

  it('follows compression pointers and refuses loops', () => {
    const head = '\x00\x01\x81\x80\x00\x01\x00\x01\x00\x00\x00\x00\x03web\x00\x00\x01\x00\x01';
    expect(decodeDns(`${head}\xc0\x0c\x00\x01\x00\x01\x00\x00\x02\x58\x00\x04\x0a\x00\x00\x01`)?.answers).toEqual([
      { name: 'web', type: TYPE_A, ttl: 600, data: '10.0.0.1' },
    ]);
    expect(decodeDns('\x00\x01\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\xc0\x0c')).toBe(null);
  });

  it('cannot encode a label of 64 characters', () => {
    expect(encodeDns(query(1, 'a'.repeat(64), TYPE_A))).toBe(null);
  });

  it('turns addresses into PTR names and back', () => {
    expect(reverseName('172.18.0.2')).toBe('2.0.18.172.in-addr.arpa');
    expect(reversedAddress('2.0.18.172.in-addr.arpa')).toBe('172.18.0.2');
    expect(reversedAddress(reverseName('fd00::2') ?? '')).toBe('fd00::2');
    expect(reversedAddress('web')).toBe(null);
  });
});
