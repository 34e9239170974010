import { describe, expect, it } from 'vitest';
import { formatIp, parseIp } from './ip-address.ts';
import {
  type Cidr,
  formatCidr,
  inPrefix,
  lastIp,
  masked,
  maskLength,
  networkOf,
  overlaps,
  parseCidr,
} from './ip-prefix.ts';

const cidr = (text: string): Cidr => parseCidr(text) ?? { ip: 0, len: -1 };
const ip = (text: string) => parseIp(text) ?? 0;

describe('ip-prefix', () => {
  it('parses what netip.ParsePrefix parses', () => {
    expect(
      ['10.0.0.0/8', '10.0.0.1/33', '10.0.0.0', 'fd00::/64', 'fd00::/129', '10.0.0.0/08'].map((t) =>
        parseCidr(t) ? t : null,
      ),
    ).toEqual(['10.0.0.0/8', null, null, 'fd00::/64', null, null]);
  });

  it('tells members of networks of either family', () => {
    const in4 = (a: string, n: string) => inPrefix(ip(a), cidr(n).ip, cidr(n).len);
    expect([
      in4('172.17.255.1', '172.17.0.0/16'),
      in4('172.18.0.1', '172.17.0.0/16'),
      in4('1.2.3.4', '0.0.0.0/0'),
    ]).toEqual([true, false, true]);
    expect([in4('fd00::7', 'fd00::/126'), in4('fd00::3', 'fd00::/126'), in4('::1', '0.0.0.0/0')]).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('finds first and last addresses', () => {
    expect([networkOf(ip('10.1.2.3'), 20), lastIp(ip('10.1.2.3'), 20)].map(formatIp)).toEqual([
      '10.1.0.0',
      '10.1.15.255',
    ]);
    expect([networkOf(ip('fd00::ff'), 125), lastIp(ip('fd00::'), 125)].map(formatIp)).toEqual(['fd00::f8', 'fd00::7']);
    expect(formatCidr(masked(cidr('10.9.8.7/9')))).toBe('10.0.0.0/9');
  });

  it('finds overlaps and netmask lengths', () => {
    expect([
      overlaps(cidr('10.0.0.0/8'), cidr('10.3.0.0/16')),
      overlaps(cidr('10.0.0.0/16'), cidr('10.1.0.0/16')),
    ]).toEqual([true, false]);
    expect([maskLength(0xffff0000), maskLength(0), maskLength(0xffffffff), maskLength(0xff00ff00)]).toEqual([
      16, 0, 32, -1,
    ]);
  });
});
