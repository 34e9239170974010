/** sysfs (sysfs(5)) as far as programs look: network interfaces of a namespace, processors, the disk, and mount points. */
import type { Bytes } from '../../util/bytes.ts';
import { EINVAL } from '../errno.ts';
import { type Kernel, machineTable } from '../kernel.ts';
import { majorOf, minorOf } from './device-number.ts';
import { type FileSystem, superblockTable } from './filesystem.ts';
import { type KernfsNode, kernfs } from './kernfs.ts';
import { createSuperblock, getSuperblock } from './superblock.ts';

/** A network interface as its directory shows it. */
export interface SysInterface {
  readonly name: Bytes;
  readonly ifindex: number;
  /** Index of the other end of a veth pair; its own index for others. */
  readonly iflink: number;
  readonly mac: Bytes;
  readonly mtu: number;
  /** IFF_… bits. */
  readonly flags: number;
  /** `up`, `down`, `unknown`, … */
  readonly operstate: Bytes;
  readonly hasCarrier: boolean;
  /** ARPHRD_…: 1 ethernet, 772 loopback. */
  readonly arpType: number;
  readonly txQueueLength: number;
  readonly isVirtual: boolean;
  readonly isBridge: boolean;
  readonly rxBytes: number;
  readonly rxPackets: number;
  readonly txBytes: number;
  readonly txPackets: number;
}

/** What sysfs needs from the network code; wired by the host. */
export interface SysSources {
  interfaces(k: Kernel, netNs: number): readonly SysInterface[];
}

/** A branch of the tree: text, a link, or a directory of branches. */
type Branch = string | { readonly link: Bytes } | { readonly [name: Bytes]: Branch };

const PCI_NET = '/devices/pci0000:00/0000:00:03.0/virtio0/net';
const PCI_BLOCK = '/devices/pci0000:00/0000:00:04.0/virtio1/block';
const VIRTUAL_NET = '/devices/virtual/net';

function statistics(one: SysInterface): Branch {
  const zero = '0\n';
  return {
    collisions: zero,
    multicast: zero,
    rx_bytes: `${one.rxBytes}\n`,
    rx_dropped: zero,
    rx_errors: zero,
    rx_packets: `${one.rxPackets}\n`,
    tx_bytes: `${one.txBytes}\n`,
    tx_dropped: zero,
    tx_errors: zero,
    tx_packets: `${one.txPackets}\n`,
  };
}

function interfaceBranch(one: SysInterface): Branch {
  return {
    addr_len: '6\n',
    address: `${one.mac}\n`,
    broadcast: `${one.arpType === 772 ? '00:00:00:00:00:00' : 'ff:ff:ff:ff:ff:ff'}\n`,
    carrier: `${one.hasCarrier ? 1 : 0}\n`,
    dev_id: '0x0\n',
    flags: `0x${one.flags.toString(16)}\n`,
    ifindex: `${one.ifindex}\n`,
    iflink: `${one.iflink}\n`,
    mtu: `${one.mtu}\n`,
    operstate: `${one.operstate}\n`,
    statistics: statistics(one),
    tx_queue_len: `${one.txQueueLength}\n`,
    type: `${one.arpType}\n`,
    uevent: `INTERFACE=${one.name}\nIFINDEX=${one.ifindex}\n`,
    ...(one.isBridge && { bridge: { bridge_id: `8000.${one.mac.replaceAll(':', '')}\n`, stp_state: '0\n' } }),
  };
}

function cpuBranch(k: Kernel): Branch {
  const cores = k.tx.get(machineTable, 0)?.cores ?? 1;
  const list = cores === 1 ? '0\n' : `0-${cores - 1}\n`;
  const branch: { [name: Bytes]: Branch } = {
    kernel_max: '8191\n',
    offline: '\n',
    online: list,
    possible: list,
    present: list,
  };
  for (let i = 0; i < cores; i++) {
    branch[`cpu${i}`] = {
      topology: { core_id: `${i}\n`, physical_package_id: '0\n', thread_siblings_list: `${i}\n` },
      ...(i > 0 && { online: '1\n' }),
    };
  }
  return branch;
}

/** The disks behind ext4 superblocks, whole ones by the name of their first partition without its number. */
function disks(k: Kernel): ReadonlyMap<Bytes, Branch> {
  const out = new Map<Bytes, Branch>();
  k.tx.each(superblockTable, (record) => {
    const { dev } = record.data;
    if (typeof dev !== 'number') return;
    const name = record.source.slice(record.source.lastIndexOf('/') + 1).replace(/\d+$/, '');
    const whole = minorOf(dev) === 0 ? dev : dev - minorOf(dev);
    const number = `${majorOf(whole)}:${minorOf(whole)}\n`;
    out.set(name, {
      dev: number,
      queue: { rotational: '0\n', scheduler: '[none] mq-deadline\n' },
      removable: '0\n',
      ro: '0\n',
      size: `${Math.floor(record.limit / 512)}\n`,
    });
  });
  return out;
}

/** The top of the tree; branches are made anew for every look, since everything in them may change. */
function rootBranch(k: Kernel, sources: SysSources, netNs: number): Branch {
  const interfaces = sources.interfaces(k, netNs);
  const place = (one: SysInterface): Bytes => `${one.isVirtual ? VIRTUAL_NET : PCI_NET}/${one.name}`;
  const blocks = disks(k);
  const linkTo = (names: Iterable<readonly [Bytes, Bytes]>, up: Bytes): Branch =>
    Object.fromEntries([...names].map(([name, path]) => [name, { link: `${up}${path}` }]));
  const net = (isVirtual: boolean): Branch =>
    Object.fromEntries(
      interfaces.filter((one) => one.isVirtual === isVirtual).map((one) => [one.name, interfaceBranch(one)]),
    );
  const blockPaths = [...blocks.keys()].map((name) => [name, `${PCI_BLOCK}/${name}`] as const);
  return {
    block: linkTo(blockPaths, '..'),
    bus: {},
    class: {
      block: linkTo(blockPaths, '../..'),
      net: linkTo(
        interfaces.map((one) => [one.name, place(one)] as const),
        '../..',
      ),
    },
    dev: { block: {}, char: {} },
    devices: {
      'pci0000:00': {
        '0000:00:03.0': { virtio0: { net: net(false) } },
        '0000:00:04.0': { virtio1: { block: Object.fromEntries(blocks) } },
      },
      system: { cpu: cpuBranch(k) },
      virtual: { net: net(true), powercap: {} },
    },
    firmware: {},
    fs: { cgroup: {}, ext4: {} },
    kernel: { mm: { transparent_hugepage: { enabled: 'always [madvise] never\n' } }, security: {} },
    module: {},
    power: {},
  };
}

/** Text of a branch's file may look like a number, so directories are told by being objects without `link`. */
function toNode(branch: Branch): KernfsNode {
  if (typeof branch === 'string') return { type: 'file', mode: 0o444, text: () => branch };
  if (typeof branch.link === 'string' && Object.keys(branch).length === 1) return { type: 'link', target: branch.link };
  return { type: 'dir', mode: 0o555, names: Object.keys(branch).sort() };
}

function find(k: Kernel, sources: SysSources, netNs: number, path: Bytes): KernfsNode | null {
  let branch = rootBranch(k, sources, netNs);
  if (path === '') return toNode(branch);
  for (const name of path.slice(1).split('/')) {
    if (typeof branch === 'string' || !Object.hasOwn(branch, name)) return null;
    branch = (branch as { readonly [name: Bytes]: Branch })[name] as Branch;
  }
  return toNode(branch);
}

/** The file system type `sysfs` with its wiring. A mount shows the network namespace of the task that made it. */
export function sysFileSystem(sources: SysSources): FileSystem {
  return kernfs({
    type: 'sysfs',
    find: (k, sb, path) => find(k, sources, getSuperblock(k, sb).data.netNs as number, path),
    getTree: (k, task, source, data) =>
      data === '' ? createSuperblock(k, 'sysfs', source, { data: { netNs: task.netNs } }) : EINVAL,
  });
}
