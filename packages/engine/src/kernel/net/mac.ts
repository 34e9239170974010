/** Hardware addresses (IEEE 802), as lower-case text. */
import type { Ip } from '../../util/ip-address.ts';
import type { Kernel } from '../kernel.ts';

export const ZERO_MAC = '00:00:00:00:00:00';
export const BROADCAST_MAC = 'ff:ff:ff:ff:ff:ff';

/** A random locally administered unicast address (eth_random_addr of the kernel, netutils.GenerateRandomMAC of moby). */
export function randomMac(k: Kernel): string {
  const digits = k.randomHex('mac', 12);
  const first = (Number.parseInt(digits.slice(0, 2), 16) & 0xfe) | 2;
  let out = first.toString(16).padStart(2, '0');
  for (let i = 2; i < 12; i += 2) out += `:${digits.slice(i, i + 2)}`;
  return out;
}

/** `text` with lower-case digits when it is six hexadecimal octets, else null (Go's net.ParseMAC for EUI-48). */
export function parseMac(text: string): string | null {
  if (!/^[0-9A-Fa-f]{2}([:-][0-9A-Fa-f]{2}){5}$/.test(text)) return null;
  return text.toLowerCase().replaceAll('-', ':');
}

/** 02:42 and the octets of an IPv4 address (netutils.GenerateMACFromIP), as moby makes it when `--ip` is given. */
export function macFromIp(ip: number): string {
  let out = '02:42';
  for (let shift = 24; shift >= 0; shift -= 8) out += `:${((ip >>> shift) & 255).toString(16).padStart(2, '0')}`;
  return out;
}

/** fe80::/64 with the modified EUI-64 of the address (RFC 4291 appendix A). */
export function linkLocal(mac: string): Ip {
  const octets = mac.replaceAll(':', '');
  const first = (Number.parseInt(octets.slice(0, 2), 16) ^ 2).toString(16).padStart(2, '0');
  return `fe80000000000000${first}${octets.slice(2, 6)}fffe${octets.slice(6)}`;
}
