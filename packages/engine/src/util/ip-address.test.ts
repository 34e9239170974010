import { describe, expect, it } from 'vitest';
import { ANY6, compareIp, formatIp, joinHostPort, mapTo6, nextIp, parseIp, unmap } from './ip-address.ts';

describe('ip-address', () => {
  it('reads IPv4 as inet_pton does', () => {
    expect(
      ['172.17.0.2', '0.0.0.0', '255.255.255.255', '1.2.3', '1.2.3.256', '01.2.3.4', '1.2.3.4.', '', 'a.b.c.d'].map(
        parseIp,
      ),
    ).toEqual([0xac110002, 0, 0xffffffff, null, null, null, null, null, null]);
  });

  it('reads IPv6 with and without a gap, and with a dotted tail', () => {
    expect(
      ['::', '::1', 'fe80::1', '1:2:3:4:5:6:7:8', '::ffff:1.2.3.4', '1::2::3', '12345::', ':1', '1:2:3:4:5:6:7'].map(
        parseIp,
      ),
    ).toEqual([
      ANY6,
      '00000000000000000000000000000001',
      'fe800000000000000000000000000001',
      '00010002000300040005000600070008',
      '00000000000000000000ffff01020304',
      null,
      null,
      null,
      null,
    ]);
  });

  it('writes IPv6 as RFC 5952 asks', () => {
    const texts = [
      '::',
      '::1',
      '1::',
      '2001:db8::1:0:0:1',
      '1:0:2::3',
      '1:0:2:3:4:5:6:7',
      '::ffff:172.17.0.1',
      'fd34:1f43:455e::',
    ];
    expect(texts.map((text) => formatIp(parseIp(text) ?? 0))).toEqual(texts);
  });

  it('maps, unmaps, joins and counts', () => {
    expect(unmap(mapTo6(0xac110001))).toBe(0xac110001);
    expect([joinHostPort(0xac110001, 80), joinHostPort(ANY6, 80)]).toEqual(['172.17.0.1:80', '[::]:80']);
    expect([nextIp(0xac1100ff), nextIp('0000000000000000000000000000ffff')]).toEqual([
      0xac110100,
      '00000000000000000000000000010000',
    ]);
    expect([compareIp(1, 2), compareIp(ANY6, 5), compareIp(7, 7)]).toEqual([-1, 1, 0]);
  });
});
