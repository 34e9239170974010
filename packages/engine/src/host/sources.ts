/** What the computed file systems are told by other parts of the kernel: terminals, interfaces, FIFOs. */

import { ENXIO } from '../kernel/errno.ts';
import { DEV_PTMX, DEV_TTY, majorOf, minorOf, PTS_MAJOR } from '../kernel/fs/device-number.ts';
import type { PtsSources } from '../kernel/fs/devpts.ts';
import type { FileOps } from '../kernel/fs/file.ts';
import type { ProcSources } from '../kernel/fs/proc/context.ts';
import { NET_FILES, netFile } from '../kernel/fs/proc/net-files.ts';
import type { SysInterface, SysSources } from '../kernel/fs/sysfs.ts';
import { createPipe, openPipe, pipeOps, pipeTable } from '../kernel/ipc/pipe.ts';
import { createTty, openMaster, openTty, ttyOps, ttyTable } from '../kernel/ipc/tty.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { hasCarrier, linkStat, linkTable } from '../kernel/net/link.ts';
import { KERNEL_RELEASE, KERNEL_VERSION } from '../kernel/sys/process.ts';
import { intTable } from '../store/table.ts';

/** Pipe behind a FIFO's inode. */
export const fifoTable = intTable<{ pipe: number }>('fifo', 1);

const IFF_UP = 1;
const IFF_BROADCAST = 2;
const IFF_LOOPBACK = 8;
const IFF_MULTICAST = 0x1000;

/** Interfaces of a namespace, for /sys/class/net. */
export const sysSources: SysSources = {
  interfaces: (k, netNs) => {
    const out: SysInterface[] = [];
    k.tx.each2(linkTable, netNs, (link, ifindex) => {
      const stat = linkStat(k, netNs, ifindex);
      const isLoopback = link.kind === 'loopback';
      const carrier = hasCarrier(k, netNs, link);
      out.push({
        name: link.name,
        ifindex,
        iflink: link.kind === 'veth' ? link.peerIf : ifindex,
        mac: link.mac,
        mtu: link.mtu,
        flags: (link.up ? IFF_UP : 0) | (isLoopback ? IFF_LOOPBACK : IFF_BROADCAST | IFF_MULTICAST),
        operstate: isLoopback ? 'unknown' : link.up && carrier ? 'up' : 'down',
        hasCarrier: carrier,
        arpType: isLoopback ? 772 : 1,
        txQueueLength: link.txqlen,
        isVirtual: link.kind !== 'device',
        isBridge: link.kind === 'bridge',
        rxBytes: stat.rxBytes,
        rxPackets: stat.rxPackets,
        txBytes: stat.txBytes,
        txPackets: stat.txPackets,
      });
    });
    return out;
  },
};

/** What /proc shows of the kernel and of the network. */
export const procSources: ProcSources = {
  release: KERNEL_RELEASE,
  version: KERNEL_VERSION,
  netFiles: NET_FILES,
  netFile,
  interfaces: (k, netNs) => sysSources.interfaces(k, netNs).map((one) => one.name),
};

/** Slaves of pseudo-terminals: all are shown in every instance. */
export const ptsSources: PtsSources = {
  slaves: (k) => {
    const out: { index: number; uid: number; gid: number; mode: number }[] = [];
    k.tx.each(ttyTable, (tty) => {
      out.push({ index: tty.index, uid: tty.uid, gid: 5, mode: 0o620 });
    });
    return out.sort((a, b) => a.index - b.index);
  },
};

function ttyByIndex(k: Kernel, index: number): number {
  let found = 0;
  k.tx.each(ttyTable, (tty, id) => {
    if (tty.index === index) found = id;
  });
  return found;
}

/** Terminals opened by their device nodes: /dev/tty, /dev/pts/N, /dev/ptmx. */
export const terminalOps: FileOps = {
  ...ttyOps,
  openNode: (k, task, rdev, _flags, at) => {
    if (rdev === DEV_TTY) return task.tty === 0 ? ENXIO : openTty(k, task.tty, at);
    if (rdev === DEV_PTMX) return openMaster(k, createTty(k, '', 24, 80, task.cred.uid));
    const tty = majorOf(rdev) === PTS_MAJOR ? ttyByIndex(k, minorOf(rdev)) : 0;
    return tty === 0 ? ENXIO : openTty(k, tty, at);
  },
  reopen: (k, _task, file) => openTty(k, file.obj, file),
};

/** Pipes, also opened by the inode of a FIFO and through /proc/PID/fd. */
export const fifoOps: FileOps = {
  ...pipeOps,
  openNode: (k, task, inode, flags, at) => {
    const known = k.tx.get(fifoTable, inode);
    const pipe = known !== undefined && pipeExists(k, known.pipe) ? known.pipe : createPipe(k, task.cred.uid);
    k.tx.put(fifoTable, inode, { pipe });
    return openPipe(k, pipe, flags, at);
  },
  reopen: (k, _task, file, flags) => openPipe(k, file.obj, flags, file),
};

function pipeExists(k: Kernel, pipe: number): boolean {
  return k.tx.get(pipeTable, pipe) !== undefined;
}
