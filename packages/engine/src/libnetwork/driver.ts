/** What a network driver does (moby libnetwork/driverapi). Implementations are in drivers/, found by the network's driver name. */
import type { Kernel } from '../kernel/kernel.ts';
import type { Ip } from '../util/ip-address.ts';
import type { NetError } from './errors.ts';
import type { Endpoint, Network, Sandbox } from './network.ts';

/** The interface that a driver has put into a sandbox, down and without addresses. */
export interface JoinedInterface {
  readonly ifindex: number;
  readonly hostIf: string;
  readonly mac: string;
}

export interface Driver {
  /** Do its networks take addresses from IPAM? */
  readonly usesIpam: boolean;
  /** May `docker network create` make networks of it? */
  readonly single: boolean;
  /** Checks options before addresses are taken; returns the host interface's name ('' none). */
  readonly validate: (k: Kernel, network: Readonly<Network>) => string | NetError;
  /** Makes the host side. The record is owned by the transaction and may be filled in. */
  readonly createNetwork: (k: Kernel, network: Network) => NetError | null;
  readonly deleteNetwork: (k: Kernel, network: Readonly<Network>) => void;
  /** Makes the endpoint's interface in the sandbox under a temporary or final name. Null: it has none. */
  readonly join: (
    k: Kernel,
    network: Readonly<Network>,
    endpoint: Readonly<Endpoint>,
    sandbox: Readonly<Sandbox>,
    ifname: string,
  ) => JoinedInterface | NetError | null;
  readonly leave: (
    k: Kernel,
    network: Readonly<Network>,
    endpoint: Readonly<Endpoint>,
    sandbox: Readonly<Sandbox>,
  ) => void;
  /** Start of interface names. */
  readonly ifPrefix: (network: Readonly<Network>) => string;
  /** Address that a container uses as gateway ('' none). */
  readonly gateway: (network: Readonly<Network>, v6: boolean) => Ip | '';
  /** Does a sandbox on it need the embedded DNS server? */
  readonly needsResolver: (network: Readonly<Network>) => boolean;
}
