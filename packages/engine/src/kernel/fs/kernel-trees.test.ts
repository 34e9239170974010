import { describe, expect, test } from 'vitest';
import { cgroupPath, cgroupTable, createCgroup, findCgroup, getCgroup, removeCgroup } from '../cgroup/hierarchy.ts';
import { EBUSY, EEXIST, EINVAL, ENOENT } from '../errno.ts';
import { createPipe, openPipe, pipeOps } from '../ipc/pipe.ts';
import type { Kernel } from '../kernel.ts';
import { createNamespace, getNamespace } from '../ns/namespace.ts';
import { O_RDONLY, O_RDWR, O_WRONLY } from '../syscall.ts';
import { type CgroupFiles, cgroupFileSystem } from './cgroupfs.ts';
import { makedev } from './device-number.ts';
import { devptsFileSystem, type PtsSlave } from './devpts.ts';
import { devtmpfs, mqueue } from './devtmpfs.ts';
import type { FileOps } from './file.ts';
import { callsOf } from './fixtures/calls.ts';
import { addTask, createMachine, named, testEnv } from './fixtures/machine.ts';
import { type SysInterface, sysFileSystem } from './sysfs.ts';

const FILES: CgroupFiles = {
  root: 1,
  rootOf: (k, task) => getNamespace(k, task.cgroupNs).root,
  path: (k, id) => (id === 1 ? '' : cgroupPath(k, id)),
  children: (k, id) => getCgroup(k, id).children.map((child) => ({ id: child, name: getCgroup(k, child).name })),
  files: (_k, id) => [
    { name: 'cgroup.procs', mode: 0o644 },
    ...(id === 1
      ? []
      : [
          { name: 'memory.max', mode: 0o644 },
          { name: 'memory.current', mode: 0o444 },
        ]),
  ],
  read: (k, id, name) =>
    name === 'memory.max' ? `${getCgroup(k, id).memMax < 0 ? 'max' : getCgroup(k, id).memMax}\n` : '0\n',
  write: (k, id, name, data) => {
    if (name !== 'memory.max' || !/^\d+\s*$/.test(data)) return EINVAL;
    k.tx.edit(cgroupTable, id).memMax = Number(data);
    return data.length;
  },
  create: (k, id, name) => (findCgroup(k, id, name) !== 0 ? EEXIST : createCgroup(k, id, name) > 0 ? 0 : EINVAL),
  remove: (k, id, name) => {
    const child = findCgroup(k, id, name);
    return child === 0 ? ENOENT : removeCgroup(k, child) ? 0 : EBUSY;
  },
};

const ETH0: SysInterface = {
  name: 'eth0',
  ifindex: 2,
  iflink: 5,
  mac: '02:42:ac:11:00:02',
  mtu: 1500,
  flags: 0x1003,
  operstate: 'up',
  hasCarrier: true,
  arpType: 1,
  txQueueLength: 0,
  isVirtual: true,
  isBridge: false,
  rxBytes: 100,
  rxPackets: 2,
  txBytes: 50,
  txPackets: 1,
};
const LO: SysInterface = {
  ...ETH0,
  name: 'lo',
  ifindex: 1,
  iflink: 1,
  mac: '00:00:00:00:00:00',
  mtu: 65536,
  flags: 9,
  operstate: 'unknown',
  arpType: 772,
};

/** Terminals of tests: each instance of devpts has the slaves 0 and 1, and opening one makes a pipe. */
const SLAVES: readonly PtsSlave[] = [
  { index: 0, uid: 0, gid: 5, mode: 0o620 },
  { index: 1, uid: 1000, gid: 5, mode: 0o620 },
];
const opensPipe = (k: Kernel): number => openPipe(k, createPipe(k, 0), O_RDWR);

function machine() {
  const opened: string[] = [];
  const tty = {
    ...pipeOps,
    openNode: (k, _task, rdev, flags) => {
      opened.push(`tty ${rdev} ${flags}`);
      return opensPipe(k);
    },
  } satisfies FileOps;
  const pipe = {
    ...pipeOps,
    openNode: (k, _task, key, flags) => {
      opened.push(`fifo ${key} ${flags}`);
      return opensPipe(k);
    },
    reopen: (k, _task, file, flags) => openPipe(k, file.obj, flags),
  } satisfies FileOps;
  const fileSystems = {
    cgroup2: cgroupFileSystem(FILES),
    sysfs: sysFileSystem({ interfaces: (_k, ns) => (ns === 2 ? [LO, ETH0] : [LO]) }),
    devtmpfs,
    mqueue,
    devpts: devptsFileSystem({ slaves: () => SLAVES }),
  };
  const m = createMachine(testEnv({}, { fileSystems, fileOps: { tty, pipe } }));
  return { m, u: callsOf(m), opened };
}

describe('cgroup2', () => {
  test('directories are cgroups', () => {
    const { m, u } = machine();
    expect(u.mount('cgroup2', '/sys', 'cgroup2')).toBe(0);
    expect(u.ls('/sys')).toEqual(['cgroup.procs']);
    expect(u.mkdir('/sys/docker')).toBe(0);
    expect(u.mkdir('/sys/docker')).toBe('EEXIST');
    expect(u.mkdir('/sys/docker/abc')).toBe(0);
    expect(u.ls('/sys/docker')).toEqual(['abc', 'cgroup.procs', 'memory.current', 'memory.max']);
    expect(u.read('/sys/docker/abc/memory.max')).toBe('max\n');
    expect(u.write('/sys/docker/abc/memory.max', '1048576\n')).toBe(8);
    expect(u.read('/sys/docker/abc/memory.max')).toBe('1048576\n');
    expect(u.write('/sys/docker/abc/memory.max', 'lots')).toBe('EINVAL');
    expect(u.write('/sys/docker/abc/memory.current', '1')).toBe('EPERM');
    expect(u.write('/sys/docker/abc/new', '1')).toBe('EPERM');
    expect(u.unlink('/sys/docker/abc/memory.max')).toBe('EPERM');
    expect(u.rmdir('/sys/docker')).toBe('EBUSY');
    expect(u.rmdir('/sys/docker/abc')).toBe(0);
    expect(u.rmdir('/sys/docker')).toBe(0);
    expect(u.ls('/sys')).toEqual(['cgroup.procs']);
    expect(m.k.tx.count(cgroupTable)).toBe(1);
  });

  test('a task in a cgroup namespace mounts what is below its root', () => {
    const { m, u } = machine();
    u.mount('cgroup2', '/sys', 'cgroup2');
    u.mkdir('/sys/docker');
    u.mkdir('/sys/docker/sub');
    m.init.cgroupNs = createNamespace(m.k, 'cgroup', { root: findCgroup(m.k, 1, 'docker') });
    expect(u.mount('cgroup', '/mnt', 'cgroup2', ['ro'])).toBe(0);
    expect(u.ls('/mnt')).toEqual(['cgroup.procs', 'memory.current', 'memory.max', 'sub']);
    expect(u.ls('/mnt/sub/..')).toEqual(u.ls('/mnt'));
    expect(u.mkdir('/mnt/new')).toBe('EROFS');
    expect(u.mkdir('/sys/docker/new')).toBe(0);
    expect(u.ls('/mnt')).toContain('new');
    expect(u.mount('cgroup', '/mnt', 'cgroup2', [], 'bogus')).toBe('EINVAL');
  });
});

describe('sysfs', () => {
  test('shows the interfaces of the namespace it was mounted in', () => {
    const { m, u } = machine();
    m.init.netNs = 2;
    expect(u.mount('sysfs', '/sys', 'sysfs')).toBe(0);
    m.init.netNs = 3;
    expect(u.ls('/sys/class/net')).toEqual(['eth0', 'lo']);
    expect(u.readlink('/sys/class/net/eth0')).toBe('../../devices/virtual/net/eth0');
    expect(u.read('/sys/class/net/eth0/address')).toBe('02:42:ac:11:00:02\n');
    expect(u.read('/sys/class/net/lo/mtu')).toBe('65536\n');
    expect(u.read('/sys/class/net/eth0/iflink')).toBe('5\n');
    expect(u.read('/sys/class/net/eth0/statistics/rx_bytes')).toBe('100\n');
    expect(u.mount('sysfs', '/mnt', 'sysfs')).toBe(0);
    expect(u.ls('/mnt/class/net')).toEqual(['lo']);
  });

  test('processors, the disk, and places to mount', () => {
    const { u } = machine();
    u.mount('sysfs', '/sys', 'sysfs');
    expect(u.ls('/sys')).toEqual([
      'block',
      'bus',
      'class',
      'dev',
      'devices',
      'firmware',
      'fs',
      'kernel',
      'module',
      'power',
    ]);
    expect(u.read('/sys/devices/system/cpu/online')).toBe('0-1\n');
    expect(u.ls('/sys/devices/system/cpu')).toEqual([
      'cpu0',
      'cpu1',
      'kernel_max',
      'offline',
      'online',
      'possible',
      'present',
    ]);
    expect(u.read('/sys/block/vda/size')).toBe('2097152\n');
    expect(u.read('/sys/class/block/vda/dev')).toBe('254:0\n');
    expect(u.mount('cgroup2', '/sys/fs/cgroup', 'cgroup2')).toBe(0);
    expect(u.ls('/sys/fs/cgroup')).toEqual(['cgroup.procs']);
    expect(u.write('/sys/class/net/lo/mtu', '1')).toBe('EPERM');
    expect(u.mkdir('/sys/x')).toBe('EPERM');
    expect(u.ls('/sys/class/none')).toBe('ENOENT');
  });
});

describe('devices', () => {
  test('devtmpfs is one tree for the machine', () => {
    const { u } = machine();
    expect(u.mount('udev', '/dev', 'devtmpfs', ['nosuid'])).toBe(0);
    expect(u.ls('/dev')).toEqual([
      'console',
      'core',
      'fd',
      'full',
      'kmsg',
      'mqueue',
      'null',
      'ptmx',
      'pts',
      'random',
      'shm',
      'stderr',
      'stdin',
      'stdout',
      'tty',
      'tty0',
      'tty1',
      'urandom',
      'vda',
      'vda1',
      'zero',
    ]);
    expect(u.ll('/dev/null')).toBe('crw-rw-rw- 1 0 0 0');
    expect(u.stat('/dev/vda1').rdev).toBe(makedev(254, 1));
    expect(u.write('/dev/null', 'x')).toBe(1);
    expect(u.write('/dev/full', 'x')).toBe('ENOSPC');
    const zero = u.open('/dev/zero', O_RDONLY) as number;
    expect(u.readFd(zero, 3)).toBe('\0\0\0');
    const random = u.open('/dev/urandom', O_RDONLY) as number;
    expect(u.readFd(random, 8)).not.toBe(u.readFd(random, 8));
    expect(u.open('/dev/vda', O_RDONLY)).toBe('ENXIO');
    expect(u.mknod('/dev/odd', 0o020666, makedev(1, 99))).toBe(0);
    expect(u.open('/dev/odd', O_RDONLY)).toBe('ENXIO');
    expect(u.mount('udev', '/mnt', 'devtmpfs')).toBe(0);
    expect(u.ls('/mnt')).toContain('odd');
    expect(u.mount('/dev/vda1', '/m', 'ext4')).toBe(0);
    expect(u.read('/m/etc/hostname')).toBe('lab\n');
    expect(u.mount('/dev/null', '/m', 'ext4')).toBe('ENOTBLK');
  });

  test('a device cgroup may refuse a device', async () => {
    const { deviceOps } = await import('./dev-ops.ts');
    const m = createMachine(
      testEnv({}, { fileOps: { dev: deviceOps((_k, _task, rdev, mask) => rdev === makedev(1, 3) && mask === 4) } }),
    );
    const u = callsOf(m);
    u.mknod('/tmp/null', 0o020666, makedev(1, 3));
    u.mknod('/tmp/zero', 0o020666, makedev(1, 5));
    expect([u.open('/tmp/null', O_WRONLY), u.open('/tmp/zero', O_RDONLY)]).toEqual(['EPERM', 'EPERM']);
    expect(u.read('/tmp/null')).toBe('');
  });

  test('devpts shows the terminals; opening one is theirs', () => {
    const { u, opened } = machine();
    expect(u.mount('devpts', '/mnt', 'devpts', [], 'newinstance,ptmxmode=0666,mode=0620,gid=5')).toBe(0);
    expect(u.ls('/mnt')).toEqual(['0', '1', 'ptmx']);
    expect(u.ll('/mnt/1')).toBe('crw--w---- 1 1000 5 0');
    expect(u.ll('/mnt/ptmx')).toBe('crw-rw-rw- 1 0 0 0');
    expect(typeof u.open('/mnt/1', O_RDWR)).toBe('number');
    expect(typeof u.open('/mnt/ptmx', O_RDWR)).toBe('number');
    expect(opened).toEqual([`tty ${makedev(136, 1)} 2`, `tty ${makedev(5, 2)} 2`]);
    expect(u.open('/mnt/7', O_RDWR)).toBe('ENOENT');
    expect(u.write('/mnt/new', '')).toBe('EPERM');
    expect(u.mount('devpts', '/m', 'devpts', [], 'bogus=1')).toBe('EINVAL');
  });

  test('a FIFO is opened by its inode, whatever name leads to it', () => {
    const { m, u, opened } = machine();
    u.mknod('/tmp/fifo', 0o010600);
    u.mount('/tmp', '/m', '', ['bind']);
    u.link('/tmp/fifo', '/tmp/same');
    for (const path of ['/tmp/fifo', '/m/fifo', '/tmp/same']) u.open(path, O_RDONLY);
    expect(new Set(opened).size).toBe(1);
    expect(opened).toHaveLength(3);
    const other = callsOf(m, () => addTask(m, 9, { cred: { ...m.init.cred, euid: 5, capEff: 0 } }));
    expect(other.open('/tmp/fifo', O_RDONLY)).toBe('EACCES');
    expect(u.mknod('/tmp/sock', 0o140755)).toBe(0);
    expect(u.open('/tmp/sock', O_RDWR)).toBe('ENXIO');
    expect(named(-6)).toBe('ENXIO');
  });

  test('mqueue is one for each IPC namespace', () => {
    const { m, u } = machine();
    u.mount('mqueue', '/m', 'mqueue');
    u.write('/m/q', '');
    u.mount('mqueue', '/mnt', 'mqueue');
    expect(u.ls('/mnt')).toEqual(['q']);
    m.init.ipcNs = createNamespace(m.k, 'ipc');
    u.mount('mqueue', '/tmp', 'mqueue');
    expect(u.ls('/tmp')).toEqual([]);
    expect(u.statfs('/tmp')).toMatchObject({ type: 'mqueue', total: 0, free: 0 });
  });
});
