/** devtmpfs: the kernel's own tree of device nodes, one instance for the machine, and mqueue, one for each IPC namespace. */

import { assert } from '../../util/assert.ts';
import type { Bytes } from '../../util/bytes.ts';
import { EINVAL } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { S_IFBLK, S_IFCHR, S_IFDIR, S_IFLNK } from '../syscall.ts';
import {
  DEV_CONSOLE,
  DEV_FULL,
  DEV_KMSG,
  DEV_NULL,
  DEV_PTMX,
  DEV_RANDOM,
  DEV_TTY,
  DEV_URANDOM,
  DEV_ZERO,
  makedev,
  minorOf,
} from './device-number.ts';
import { diskCreate } from './disk-fs.ts';
import { type FileSystem, superblockTable } from './filesystem.ts';
import { getSuperblock } from './superblock.ts';
import { createTmpfs, tmpfs } from './tmpfs.ts';

/** Groups of Debian that own devices. */
const GID_TTY = 5;
const GID_DISK = 6;

/** Nodes that the kernel and udev make: name, mode with type bits, number, group. */
const NODES: readonly (readonly [name: Bytes, mode: number, rdev: number, gid: number])[] = [
  ['console', S_IFCHR | 0o600, DEV_CONSOLE, GID_TTY],
  ['full', S_IFCHR | 0o666, DEV_FULL, 0],
  ['kmsg', S_IFCHR | 0o644, DEV_KMSG, 0],
  ['null', S_IFCHR | 0o666, DEV_NULL, 0],
  ['ptmx', S_IFCHR | 0o666, DEV_PTMX, GID_TTY],
  ['random', S_IFCHR | 0o666, DEV_RANDOM, 0],
  ['tty', S_IFCHR | 0o666, DEV_TTY, GID_TTY],
  ['tty0', S_IFCHR | 0o620, makedev(4, 0), GID_TTY],
  ['tty1', S_IFCHR | 0o620, makedev(4, 1), GID_TTY],
  ['urandom', S_IFCHR | 0o666, DEV_URANDOM, 0],
  ['zero', S_IFCHR | 0o666, DEV_ZERO, 0],
  ['mqueue', S_IFDIR | 0o755, 0, 0],
  ['pts', S_IFDIR | 0o755, 0, 0],
  ['shm', S_IFDIR | 0o1777, 0, 0],
];
const LINKS: readonly (readonly [name: Bytes, target: Bytes])[] = [
  ['core', '/proc/kcore'],
  ['fd', '/proc/self/fd'],
  ['stderr', '/proc/self/fd/2'],
  ['stdin', '/proc/self/fd/0'],
  ['stdout', '/proc/self/fd/1'],
];

function addNode(k: Kernel, sb: number, name: Bytes, mode: number, rdev: number, gid: number, target: Bytes): void {
  const made = diskCreate(k, sb, getSuperblock(k, sb).root, name, { mode, uid: 0, gid, rdev, target });
  assert(typeof made !== 'object', `no device node ${name}`);
}

/** The disks behind ext4 superblocks: the partition under its own name, the whole disk without the number. */
function diskNodes(k: Kernel): readonly (readonly [Bytes, number])[] {
  const out = new Map<Bytes, number>();
  k.tx.each(superblockTable, (record) => {
    const { dev } = record.data;
    if (typeof dev !== 'number') return;
    const name = record.source.slice(record.source.lastIndexOf('/') + 1);
    out.set(name.replace(/\d+$/, ''), dev - minorOf(dev));
    out.set(name, dev);
  });
  return [...out];
}

/** The superblock of `type` for which `fits` holds, 0 when there is none. */
function existing(k: Kernel, type: string, fits: (sb: number) => boolean): number {
  const found: number[] = [];
  k.tx.each(superblockTable, (record, sb) => {
    if (record.type === type) found.push(sb);
  });
  return found.find(fits) ?? 0;
}

function devGetTree(k: Kernel, source: Bytes): number {
  const known = existing(k, 'devtmpfs', () => true);
  if (known !== 0) return known;
  const sb = createTmpfs(k, 'devtmpfs', source, 'mode=755', false);
  for (const [name, mode, rdev, gid] of NODES) addNode(k, sb, name, mode, rdev, gid, '');
  for (const [name, rdev] of diskNodes(k)) addNode(k, sb, name, S_IFBLK | 0o660, rdev, GID_DISK, '');
  for (const [name, target] of LINKS) addNode(k, sb, name, S_IFLNK | 0o777, 0, 0, target);
  return sb;
}

/** File system type `devtmpfs`. */
export const devtmpfs: FileSystem = { ...tmpfs, getTree: (k, _task, source) => devGetTree(k, source) };

function mqueueGetTree(k: Kernel, ipcNs: number, source: Bytes): number {
  const known = existing(k, 'mqueue', (sb) => getSuperblock(k, sb).data.ipcNs === ipcNs);
  if (known !== 0) return known;
  const sb = createTmpfs(k, 'mqueue', source, '', false);
  const record = k.tx.edit(superblockTable, sb);
  record.data = { ipcNs, options: '', inodes: 0 };
  // it has no blocks of its own, so df(1) leaves it out
  record.limit = 0;
  return sb;
}

/** File system type `mqueue`: POSIX message queues, of which no program makes any, so it is an empty directory. */
export const mqueue: FileSystem = {
  ...tmpfs,
  getTree: (k, task, source, data) => (data === '' ? mqueueGetTree(k, task.ipcNs, source) : EINVAL),
};
