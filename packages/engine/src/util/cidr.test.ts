import { expect, it } from 'vitest';
import { addressCount, nthAddress, parseNetCidr, parseNetIp, parseNetipAddr, parseNetipPrefix } from './cidr.ts';
import { isGoError } from './go-error.ts';
import { formatIp } from './ip-address.ts';
import { type Cidr, formatCidr } from './ip-prefix.ts';

function shown(result: Cidr | { readonly message: string }): string {
  return 'message' in result ? result.message : formatCidr(result);
}

it('parses addresses as net.ParseIP, mapped ones as IPv4', () => {
  expect(
    ['10.0.0.1', '::1', '::ffff:10.0.0.1', '01.2.3.4', '1.2.3', 'fe80::1%eth0'].map((t) => {
      const ip = parseNetIp(t);
      return ip === null ? null : formatIp(ip);
    }),
  ).toEqual(['10.0.0.1', '::1', '10.0.0.1', null, null, null]);
});

it('parses networks as net.ParseCIDR', () => {
  expect(
    ['10.1.2.3/8', 'fd00::1/64', '::ffff:10.0.0.0/104', '10.0.0.0/08', '10.0.0.0', '10.0.0.0/33', '10.0.0/8', '/8'].map(
      (t) => shown(parseNetCidr(t)),
    ),
  ).toEqual([
    '10.1.2.3/8',
    'fd00::1/64',
    '10.0.0.0/8',
    '10.0.0.0/8',
    'invalid CIDR address: 10.0.0.0',
    'invalid CIDR address: 10.0.0.0/33',
    'invalid CIDR address: 10.0.0/8',
    'invalid CIDR address: /8',
  ]);
});

it('refuses in the words of net/netip', () => {
  const texts = [
    'abc',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.',
    '1.2.3.256',
    '1.2.3.04',
    '1.2.3.x',
    '1::2::3',
    'fe80::12345',
    '1:2',
    '%eth0',
    '1:2:3:4:5:6:7::8',
    '::1.2.3',
  ];
  expect(
    texts.map((t) => {
      const ip = parseNetipAddr(t);
      return isGoError(ip) ? ip.message : null;
    }),
  ).toEqual([
    'ParseAddr("abc"): unable to parse IP',
    'ParseAddr("1.2.3"): IPv4 address too short',
    'ParseAddr("1.2.3.4.5"): IPv4 address too long',
    'ParseAddr("1.2.3."): IPv4 field must have at least one digit (at ".")',
    'ParseAddr("1.2.3.256"): IPv4 field has value >255',
    'ParseAddr("1.2.3.04"): IPv4 field has octet with leading zero',
    'ParseAddr("1.2.3.x"): unexpected character (at "x")',
    'ParseAddr("1::2::3"): multiple :: in address (at ":3")',
    'ParseAddr("fe80::12345"): IPv6 field has value >=2^16 (at "12345")',
    'ParseAddr("1:2"): address string too short',
    'ParseAddr("%eth0"): missing IPv6 address',
    'ParseAddr("1:2:3:4:5:6:7::8"): the :: must expand to at least one field of zeros',
    'ParseAddr("::1.2.3"): ParseAddr("1.2.3"): IPv4 address too short (at "1.2.3")',
  ]);
  expect(
    ['1.2.3.4/24', '1.2.3.4', '1.2.3.4/33', '1.2.3.4/024', 'x/8', '::/0'].map((t) => shown(parseNetipPrefix(t))),
  ).toEqual([
    '1.2.3.4/24',
    `netip.ParsePrefix("1.2.3.4"): no '/'`,
    'netip.ParsePrefix("1.2.3.4/33"): prefix length out of range',
    'netip.ParsePrefix("1.2.3.4/024"): bad bits after slash: "024"',
    'netip.ParsePrefix("x/8"): ParseAddr("x"): unable to parse IP',
    '::/0',
  ]);
});

it('counts through a network', () => {
  const v4 = parseNetCidr('172.17.0.5/30') as Cidr;
  const v6 = parseNetCidr('fd00::ffff:fffe/64') as Cidr;
  const at = (c: Cidr, n: number): string | null => {
    const ip = nthAddress(c, n);
    return ip === null ? null : formatIp(ip);
  };
  expect([addressCount(v4), at(v4, 0), at(v4, 3), at(v4, 4)]).toEqual([4, '172.17.0.4', '172.17.0.7', null]);
  expect([addressCount(v6), at(v6, 2), at(v6, 2 ** 40 + 1)]).toEqual([2 ** 64, 'fd00::2', 'fd00::100:0:1']);
});
