/**
 * The macvlan and ipvlan drivers, in their simple forms (moby libnetwork/drivers/macvlan, drivers/ipvlan): an interface on
 * top of a parent of the host, moved into the sandbox. A parent `eth0.50` that is missing is made as a VLAN sub-interface.
 */
import type { Kernel } from '../../kernel/kernel.ts';
import { getLink, linkByName, linkTable } from '../../kernel/net/link.ts';
import { createStacked, deleteLink } from '../../kernel/net/link-create.ts';
import { setLinkUp } from '../../kernel/net/link-up.ts';
import { networkingConfig } from '../config.ts';
import type { Driver } from '../driver.ts';
import { goErrno, isNetError, type NetError, netError } from '../errors.ts';
import { type Network, networkTable, type Option, optionValue } from '../network.ts';

const MACVLAN_MODES: readonly string[] = ['bridge', 'private', 'passthru', 'vepa'];
const IPVLAN_MODES: readonly string[] = ['l2', 'l3', 'l3s'];

function modeOf(kind: 'macvlan' | 'ipvlan', options: readonly Option[]): string | NetError {
  if (kind === 'macvlan') {
    const mode = optionValue(options, 'macvlan_mode') ?? 'bridge';
    if (MACVLAN_MODES.includes(mode)) return mode;
    return netError(
      'invalidParameter',
      `requested macvlan mode '${mode}' is not valid, 'bridge' mode is the macvlan driver default`,
    );
  }
  const mode = optionValue(options, 'ipvlan_mode') ?? 'l2';
  if (IPVLAN_MODES.includes(mode)) return mode;
  return netError(
    'invalidParameter',
    `requested ipvlan mode '${mode}' is not valid, 'l2' mode is the ipvlan driver default`,
  );
}

function createVlan(k: Kernel, hostNs: number, parent: string): NetError | null {
  const dot = parent.indexOf('.');
  const name = dot < 0 ? '' : parent.slice(0, dot);
  const id = Number(parent.slice(dot + 1));
  if (dot < 0 || name === '' || !/^\d+$/.test(parent.slice(dot + 1))) {
    return netError('system', `invalid subinterface vlan name ${parent}, example formatting is eth0.10`);
  }
  if (id > 4094 || id < 1) return netError('system', `vlan id must be between 1-4094, received: ${id}`);
  const below = linkByName(k, hostNs, name);
  if (below === 0) return netError('system', `-o parent interface was not found on the host: ${name}`);
  const vlan = createStacked(k, hostNs, parent, 'vlan', hostNs, below, { vlan: id });
  setLinkUp(k, hostNs, vlan);
  return null;
}

function stackedDriver(kind: 'macvlan' | 'ipvlan'): Driver {
  return {
    usesIpam: true,
    single: false,
    validate: (_k, network) => {
      const mode = modeOf(kind, network.options);
      if (isNetError(mode)) return mode;
      return optionValue(network.options, 'parent') ?? '';
    },
    createNetwork: (k, network) => createParent(k, kind, network),
    deleteNetwork: (k, network) => {
      const { hostNs } = networkingConfig(k);
      if (network.ownsInterface) deleteLink(k, hostNs, linkByName(k, hostNs, network.ifname));
    },
    join: (k, network, endpoint, sandbox, ifname) => {
      const { hostNs } = networkingConfig(k);
      const parent = linkByName(k, hostNs, network.ifname);
      const mode = modeOf(kind, network.options);
      if (parent === 0 || isNetError(mode))
        return netError('system', `error creating ${kind}: parent ${network.ifname} not found`);
      const mac = kind === 'macvlan' && endpoint.mac !== '' ? { mac: endpoint.mac } : {};
      const ifindex = createStacked(k, sandbox.ns, ifname, kind, hostNs, parent, {
        mode,
        ...mac,
        v6: network.v6 !== null,
      });
      return { ifindex, hostIf: '', mac: getLink(k, sandbox.ns, ifindex).mac };
    },
    leave: (k, _network, endpoint, sandbox) => {
      if (k.tx.get2(linkTable, sandbox.ns, endpoint.ifindex) !== undefined) deleteLink(k, sandbox.ns, endpoint.ifindex);
    },
    ifPrefix: () => 'eth',
    gateway: (network, v6) => {
      if (network.internal) return '';
      if (kind === 'ipvlan' && (optionValue(network.options, 'ipvlan_mode') ?? 'l2') !== 'l2') return '';
      return (v6 ? network.v6 : network.v4)?.gateway ?? '';
    },
    needsResolver: () => true,
  };
}

function createParent(k: Kernel, kind: 'macvlan' | 'ipvlan', network: Network): NetError | null {
  const { hostNs } = networkingConfig(k);
  // without a parent the driver makes a dummy interface, for which this kernel has no module
  if (network.ifname === '') return netError('system', goErrno(-95));
  if (linkByName(k, hostNs, network.ifname) === 0) {
    const failure = createVlan(k, hostNs, network.ifname);
    if (failure !== null) return failure;
    network.ownsInterface = true;
  }
  if (kind === 'macvlan' && optionValue(network.options, 'macvlan_mode') === 'passthru' && parentInUse(k, network)) {
    return netError('system', `network ${network.id} is already using parent interface ${network.ifname}`);
  }
  return null;
}

function parentInUse(k: Kernel, network: Readonly<Network>): boolean {
  let used = false;
  k.tx.each(networkTable, (other) => {
    used = other.id !== network.id && other.driver === 'macvlan' && other.ifname === network.ifname;
    return !used;
  });
  return used;
}

export const macvlanDriver: Driver = stackedDriver('macvlan');
export const ipvlanDriver: Driver = stackedDriver('ipvlan');
