/** Ids and names of libnetwork's objects. */
import type { Kernel } from '../kernel/kernel.ts';
import { sha256Hex } from '../util/digest.ts';

/** A fresh id of 64 hexadecimal digits; ids of one kind do not depend on how many of another were drawn. */
export function newId(k: Kernel, kind: 'network' | 'endpoint' | 'sandbox'): string {
  return sha256Hex(`${k.seed}\0${kind}\0${k.nextId(`id:${kind}`)}`);
}

/** The 12 digits that people see (stringid.TruncateID). */
export function shortId(id: string): string {
  return id.slice(0, 12);
}

/** `veth` and 7 random digits (netutils.GenerateIfaceName). */
export function vethName(k: Kernel): string {
  return `veth${k.randomHex('veth', 7)}`;
}
