/** What the machine has before process 1 runs: the kernel's own file systems, and the network. */
import type { Kernel } from '../kernel/kernel.ts';
import { createNetNs } from '../kernel/net/link-create.ts';
import { createWorldNet } from '../kernel/net/world.ts';
import { TaskSys } from '../kernel/sys/task-sys.ts';
import type { Task } from '../kernel/task/task.ts';

/** Mounts of a Debian machine beyond `/`: type, place, options. */
const MOUNTS: readonly (readonly [
  type: string,
  source: string,
  target: string,
  flags: readonly string[],
  data: string,
])[] = [
  ['proc', 'proc', '/proc', ['nosuid', 'nodev', 'noexec'], ''],
  ['sysfs', 'sysfs', '/sys', ['nosuid', 'nodev', 'noexec'], ''],
  ['devtmpfs', 'udev', '/dev', ['nosuid'], ''],
  ['devpts', 'devpts', '/dev/pts', ['nosuid', 'noexec'], 'gid=5,mode=620'],
  ['tmpfs', 'tmpfs', '/dev/shm', ['nosuid', 'nodev'], ''],
  ['tmpfs', 'tmpfs', '/run', ['nosuid', 'nodev', 'noexec'], 'size=2468948k,mode=755'],
  ['cgroup2', 'cgroup2', '/sys/fs/cgroup', ['nosuid', 'nodev', 'noexec'], ''],
];
const RUN_DIRS = ['/run/lock', '/run/docker', '/run/containerd', '/run/user'];

/** Mounts them for process 1. */
export function mountHostTrees(k: Kernel, init: Task): void {
  const sys = new TaskSys();
  sys.bindTask(k, init);
  for (const [type, source, target, flags, data] of MOUNTS) {
    if (k.env.fileSystems[type] === undefined) continue;
    if (typeof sys.stat(target) === 'number') sys.mkdir(target, 0o755);
    sys.mount(source, target, type, flags, data);
  }
  for (const dir of RUN_DIRS) sys.mkdir(dir, 0o755);
}

/** The host's network namespace. */
export function createHostNetwork(k: Kernel): number {
  const ns = createNetNs(k);
  createWorldNet(k, ns);
  return ns;
}
