/** The container's mount tree (libcontainer/rootfs_linux.go), built in a mount namespace of its own. */

import { strerror } from '../kernel/errno.ts';
import { attachMount, createMount, createMountNamespace, getMount, statOf } from '../kernel/fs/mount.ts';
import { MNT_NODEV, MNT_NOEXEC, MNT_NOSUID, MNT_READONLY, MNT_RELATIME, mountTable } from '../kernel/fs/mount-table.ts';
import { resolvePath } from '../kernel/fs/path-walk.ts';
import { fileSystemOf, getSuperblock } from '../kernel/fs/superblock.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { enterNamespace } from '../kernel/ns/nsproxy.ts';
import { TaskSys } from '../kernel/sys/task-sys.ts';
import { S_IFCHR, S_IFDIR, S_IFMT } from '../kernel/syscall.ts';
import type { Task } from '../kernel/task/task.ts';
import type { Bytes } from '../util/bytes.ts';
import type { RuncError, Spec, SpecMount } from './spec.ts';

const FLAGS: { readonly [option: string]: number } = {
  ro: MNT_READONLY,
  nosuid: MNT_NOSUID,
  nodev: MNT_NODEV,
  noexec: MNT_NOEXEC,
};

function flagsOf(options: readonly string[]): number {
  let flags = options.includes('strictatime') ? 0 : MNT_RELATIME;
  for (const option of options) flags |= FLAGS[option] ?? 0;
  return flags;
}

const GENERIC = new Set([
  'ro',
  'rw',
  'nosuid',
  'nodev',
  'noexec',
  'relatime',
  'strictatime',
  'bind',
  'rbind',
  'rprivate',
  'private',
  'rshared',
  'shared',
  'rslave',
  'slave',
  'exec',
  'suid',
  'dev',
  'newinstance',
]);

function mountError(spec: SpecMount, why: string): RuncError {
  return { error: `error mounting "${spec.source}" to rootfs at "${spec.destination}": ${why}` };
}

/** Makes the mountpoint when it is missing: a directory, or an empty file for a bound file. */
function makeMountpoint(sys: TaskSys, destination: Bytes, isDir: boolean): number {
  if (typeof sys.stat(destination) !== 'number') return 0;
  let path = '';
  const parts = destination.split('/').slice(1);
  for (const part of isDir ? parts : parts.slice(0, -1)) {
    path += `/${part}`;
    if (typeof sys.stat(path) === 'number') {
      const made = sys.mkdir(path, 0o755);
      if (made < 0) return made;
    }
  }
  return isDir ? 0 : sys.writeFile(destination, '', 0o755);
}

/** One entry of the spec, mounted for `task` (already in its namespace); `host` is a task that sees the host's tree. */
function mountOne(k: Kernel, task: Task, host: Readonly<Task>, sys: TaskSys, spec: SpecMount): RuncError | null {
  const isBind = spec.options.includes('bind') || spec.options.includes('rbind');
  const source = isBind ? resolvePath(k, host, spec.source, true) : null;
  if (source !== null && 'errno' in source) return mountError(spec, strerror(source.errno).toLowerCase());
  const stat = source === null ? null : statOf(k, source);
  const isDir = stat === null || (typeof stat !== 'number' && (stat.mode & S_IFMT) === S_IFDIR);
  const made = makeMountpoint(sys, spec.destination, isDir);
  if (made < 0)
    return mountError(spec, `create mountpoint for ${spec.destination} mount: ${strerror(made).toLowerCase()}`);
  const target = resolvePath(k, task, spec.destination, true);
  if ('errno' in target) return mountError(spec, strerror(target.errno).toLowerCase());
  let mnt: number;
  if (source !== null) {
    mnt = createMount(
      k,
      getMount(k, source.mnt).sb,
      source.node,
      flagsOf(spec.options) | (getMount(k, source.mnt).flags & ~MNT_RELATIME & ~MNT_READONLY),
    );
  } else {
    const data = spec.options.filter((o) => !GENERIC.has(o)).join(',');
    const sb = k.env.fileSystems[spec.type]?.getTree?.(k, task, spec.source, data, false) ?? -19;
    if (sb < 0) return mountError(spec, strerror(sb).toLowerCase());
    const fs = fileSystemOf(k, getSuperblock(k, sb));
    mnt = createMount(k, sb, fs.mountRoot?.(k, sb, task) ?? getSuperblock(k, sb).root, flagsOf(spec.options));
  }
  k.tx.edit(mountTable, mnt).ns = task.mntNs;
  attachMount(k, mnt, target);
  k.fsGeneration++;
  return null;
}

/** Device nodes and links that runc always makes in /dev (libcontainer/specconv, createDevices, setupDevSymlinks). */
function makeDevices(sys: TaskSys, spec: Spec): void {
  const nodes: readonly (readonly [string, number])[] = [
    ['null', 0x103],
    ['zero', 0x105],
    ['full', 0x107],
    ['random', 0x108],
    ['urandom', 0x109],
    ['tty', 0x500],
  ];
  const old = sys.umask(0);
  for (const [name, rdev] of nodes) sys.mknod(`/dev/${name}`, S_IFCHR | 0o666, rdev);
  for (const device of spec.devices) {
    sys.mknod(device.path, S_IFCHR | device.mode, device.rdev);
    sys.chown(device.path, device.uid, device.gid);
  }
  for (const [name, target] of [
    ['fd', '/proc/self/fd'],
    ['stdin', '/proc/self/fd/0'],
    ['stdout', '/proc/self/fd/1'],
    ['stderr', '/proc/self/fd/2'],
    ['ptmx', 'pts/ptmx'],
    ['core', '/proc/kcore'],
  ] as const) {
    sys.symlink(target, `/dev/${name}`);
  }
  sys.umask(old);
}

/** Masks files with /dev/null and directories with an empty read-only tmpfs; makes others read-only. */
function protectPaths(k: Kernel, task: Task, host: Readonly<Task>, sys: TaskSys, spec: Spec): void {
  for (const path of spec.maskedPaths) {
    const stat = sys.lstat(path);
    if (typeof stat === 'number') continue;
    const isDir = (stat.mode & S_IFMT) === S_IFDIR;
    if (isDir) mountOne(k, task, host, sys, { destination: path, type: 'tmpfs', source: 'tmpfs', options: ['ro'] });
    else
      mountOne(k, task, task, sys, {
        destination: path,
        type: 'bind',
        source: '/dev/null',
        options: ['bind', 'rprivate'],
      });
  }
  for (const path of spec.readonlyPaths) {
    if (typeof sys.lstat(path) === 'number') continue;
    mountOne(k, task, task, sys, { destination: path, type: 'bind', source: path, options: ['bind', 'ro'] });
  }
}

/**
 * Puts `task` into a new mount namespace whose root is what the host shows at `spec.root`, with all of the spec's mounts:
 * the state after pivot_root and detaching the old root.
 */
export function prepareRootfs(k: Kernel, task: Task, host: Readonly<Task>, spec: Spec): RuncError | null {
  const root = resolvePath(k, host, spec.root, true);
  if ('errno' in root) return { error: `rootfs ${spec.root}: ${strerror(root.errno).toLowerCase()}` };
  const { sb } = getMount(k, root.mnt);
  const { ns, mnt } = createMountNamespace(k, sb);
  enterNamespace(k, task, 'mnt', ns);
  task.rootMnt = mnt;
  task.rootNode = root.node;
  task.cwdMnt = mnt;
  task.cwdNode = root.node;
  const sys = new TaskSys();
  sys.bindTask(k, task);
  for (const mount of spec.mounts) {
    const error = mountOne(k, task, host, sys, mount);
    if (error !== null) return error;
    if (mount.destination === '/dev' && mount.type === 'tmpfs') makeDevices(sys, spec);
  }
  if (spec.readonlyRoot) k.tx.edit(mountTable, mnt).flags |= MNT_READONLY;
  protectPaths(k, task, host, sys, spec);
  return null;
}
