/** The bridge driver (moby libnetwork/drivers/bridge): a Linux bridge on the host, a veth pair for each endpoint. */
import type { Kernel } from '../../kernel/kernel.ts';
import { addAddress } from '../../kernel/net/address.ts';
import { getLink, linkByName, linkTable } from '../../kernel/net/link.ts';
import { createBridge, createVeth, deleteLink } from '../../kernel/net/link-create.ts';
import { setLinkUp, setMaster } from '../../kernel/net/link-up.ts';
import { setSysctl, sysctlNumber } from '../../kernel/net/sysctl.ts';
import { parseCidr } from '../../util/ip-prefix.ts';
import { networkingConfig } from '../config.ts';
import type { Driver } from '../driver.ts';
import { goErrno, isNetError, type NetError, netError } from '../errors.ts';
import { shortId, vethName } from '../id.ts';
import { type Endpoint, type Network, networkTable } from '../network.ts';
import { type BridgeConfig, parseBridgeConfig } from './bridge-config.ts';
import { type BridgeFirewall, dropForward, endpointRules, networkRules } from './bridge-iptables.ts';

const IFNAMSIZ = 15;

/** The options of an existing network, which are known to be good. */
export function bridgeConfig(network: Readonly<Network>): BridgeConfig {
  return parseBridgeConfig(network.options, true) as BridgeConfig;
}

/** What the firewall has to know of one family of a network. */
export function firewallOf(network: Readonly<Network>, v6: boolean): BridgeFirewall | null {
  const family = v6 ? network.v6 : network.v4;
  if (family === null) return null;
  const config = bridgeConfig(network);
  return {
    ifname: network.ifname,
    v6,
    prefix: family.pool.subnet,
    internal: network.internal,
    icc: config.icc,
    masquerade: config.masquerade,
    mode: v6 ? config.mode6 : config.mode4,
    hostIp: v6 ? config.hostIp6 : config.hostIp4,
  };
}

function validate(_k: Kernel, network: Readonly<Network>): string | NetError {
  const config = parseBridgeConfig(network.options, network.internal);
  if (isNetError(config)) return config;
  if (!network.enableIPv4 && !network.enableIPv6) return netError('invalidParameter', 'IPv4 or IPv6 must be enabled');
  return config.name === '' ? `br-${shortId(network.id)}` : config.name;
}

/** Two networks cannot share a bridge. */
function conflict(k: Kernel, network: Readonly<Network>): NetError | null {
  let error: NetError | null = null;
  k.tx.each(networkTable, (other) => {
    if (other.driver !== 'bridge' || other.id === network.id || other.ifname !== network.ifname || other.configOnly)
      return true;
    const what = `cannot create network ${network.id} (${network.ifname}): conflicts with network ${other.id} (${other.ifname})`;
    error = netError('forbidden', `${what}: networks have same bridge name`);
    return false;
  });
  return error;
}

function enableForwarding(k: Kernel, hostNs: number, v6: boolean): void {
  const name = v6 ? 'net.ipv6.conf.all.forwarding' : 'net.ipv4.ip_forward';
  if (sysctlNumber(k, hostNs, name) !== 0) return;
  setSysctl(k, hostNs, name, '1');
  const config = networkingConfig(k);
  if (v6 ? config.ip6tables : config.iptables) dropForward(k, v6);
}

function addGateway(k: Kernel, hostNs: number, bridge: number, network: Readonly<Network>, v6: boolean): void {
  const family = v6 ? network.v6 : network.v4;
  if (family === null || family.gateway === '') return;
  const cidr = parseCidr(family.pool.subnet);
  if (cidr !== null) addAddress(k, hostNs, bridge, family.gateway, cidr.len);
}

function createNetwork(k: Kernel, network: Network): NetError | null {
  const config = bridgeConfig(network);
  const { hostNs } = networkingConfig(k);
  if (network.ifname.length > IFNAMSIZ) return netError('system', goErrno(-34));
  const clash = conflict(k, network);
  if (clash !== null) return clash;
  let bridge = linkByName(k, hostNs, network.ifname);
  if (bridge === 0) {
    network.ownsInterface = !config.defaultBridge;
    bridge = createBridge(k, hostNs, network.ifname);
    k.tx.edit2(linkTable, hostNs, bridge).txqlen = 0;
  }
  if (config.mtu > 0) k.tx.edit2(linkTable, hostNs, bridge).mtu = config.mtu;
  if (network.v4 !== null && !config.inhibitIPv4 && config.mode4 !== 'isolated')
    addGateway(k, hostNs, bridge, network, false);
  if (network.v6 !== null && config.mode6 !== 'isolated') addGateway(k, hostNs, bridge, network, true);
  if (network.v4 !== null) enableForwarding(k, hostNs, false);
  if (network.v6 !== null) enableForwarding(k, hostNs, true);
  for (const v6 of [false, true]) {
    const firewall = firewallOf(network, v6);
    if (firewall !== null) networkRules(k, firewall, true);
  }
  setLinkUp(k, hostNs, bridge);
  return null;
}

function deleteNetwork(k: Kernel, network: Readonly<Network>): void {
  const { hostNs } = networkingConfig(k);
  if (network.ownsInterface) deleteLink(k, hostNs, linkByName(k, hostNs, network.ifname));
  for (const v6 of [false, true]) {
    const firewall = firewallOf(network, v6);
    if (firewall !== null) networkRules(k, firewall, false);
  }
}

function setEndpointRules(k: Kernel, network: Readonly<Network>, endpoint: Readonly<Endpoint>, on: boolean): void {
  const [four, six] = [firewallOf(network, false), firewallOf(network, true)];
  if (four !== null && endpoint.ip4 !== '') endpointRules(k, four, endpoint.ip4, on);
  if (six !== null && endpoint.ip6 !== '') endpointRules(k, six, endpoint.ip6, on);
}

/** The driver table entry. */
export const bridgeDriver: Driver = {
  usesIpam: true,
  single: false,
  validate,
  createNetwork,
  deleteNetwork,
  join: (k, network, endpoint, sandbox, ifname) => {
    const { hostNs } = networkingConfig(k);
    const bridge = linkByName(k, hostNs, network.ifname);
    if (bridge === 0)
      return netError(
        'system',
        `adding interface to bridge ${network.ifname} failed: could not find bridge ${network.ifname}: Link not found`,
      );
    const hostIf = vethName(k);
    const [near, far] = createVeth(k, hostNs, hostIf, sandbox.ns, ifname, endpoint.mac);
    const { mtu } = bridgeConfig(network);
    if (mtu > 0) {
      k.tx.edit2(linkTable, hostNs, near).mtu = mtu;
      k.tx.edit2(linkTable, sandbox.ns, far).mtu = mtu;
    }
    k.tx.edit2(linkTable, sandbox.ns, far).v6 = network.v6 !== null;
    setMaster(k, hostNs, near, bridge);
    setEndpointRules(k, network, endpoint, true);
    setLinkUp(k, hostNs, near);
    return { ifindex: far, hostIf, mac: getLink(k, sandbox.ns, far).mac };
  },
  leave: (k, network, endpoint, sandbox) => {
    const { hostNs } = networkingConfig(k);
    const near = linkByName(k, hostNs, endpoint.hostIf);
    if (near !== 0) deleteLink(k, hostNs, near);
    else if (k.tx.get2(linkTable, sandbox.ns, endpoint.ifindex) !== undefined)
      deleteLink(k, sandbox.ns, endpoint.ifindex);
    setEndpointRules(k, network, endpoint, false);
  },
  ifPrefix: (network) => bridgeConfig(network).ifPrefix,
  gateway: (network, v6) => {
    if (network.internal) return '';
    return (v6 ? network.v6 : network.v4)?.gateway ?? '';
  },
  needsResolver: (network) => !bridgeConfig(network).defaultBridge,
};
