/** What dockerd told libnetwork at its start (moby libnetwork/config): one record, key 0. */

import type { Kernel } from '../kernel/kernel.ts';
import { intTable } from '../store/table.ts';
import { assert } from '../util/assert.ts';

export interface NetworkingConfig {
  /** The host's network namespace. */
  hostNs: number;
  /** `--userland-proxy`, on by default. Without it, hairpin NAT takes its place. */
  userlandProxy: boolean;
  /** `--iptables`, `--ip6tables`. */
  iptables: boolean;
  ip6tables: boolean;
}
export const networkingTable = intTable<NetworkingConfig>('networking', 1);

export function networkingConfig(k: Kernel): Readonly<NetworkingConfig> {
  const config = k.tx.get(networkingTable, 0);
  assert(config !== undefined, 'libnetwork is not started');
  return config;
}
