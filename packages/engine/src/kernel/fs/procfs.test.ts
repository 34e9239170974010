import { describe, expect, test } from 'vitest';
import { createCgroup } from '../cgroup/hierarchy.ts';
import { createPipe, openPipe, pipeOps } from '../ipc/pipe.ts';
import { createTty } from '../ipc/tty.ts';
import { netNsTable } from '../net/netns.ts';
import { createNamespace, getNamespace, namespaceTable } from '../ns/namespace.ts';
import { createPidNamespace } from '../ns/pid.ts';
import { O_CREAT, O_RDONLY, O_RDWR, O_WRONLY } from '../syscall.ts';
import { capMask } from '../task/capability.ts';
import { userCred } from '../task/credentials.ts';
import { fdTable, pidTable, type Task, taskTable } from '../task/task.ts';
import { installFile } from './fd-table.ts';
import { callsOf } from './fixtures/calls.ts';
import { addTask, commit, createMachine, testEnv } from './fixtures/machine.ts';
import { nsfs, nsfsOps } from './nsfs.ts';
import { openFile } from './open.ts';
import type { ProcSources } from './proc/context.ts';
import { procFileSystem } from './procfs.ts';

const SOURCES: ProcSources = {
  release: '6.12.57+deb13-amd64',
  version: '#1 SMP PREEMPT_DYNAMIC Debian 6.12.57-1 (2025-11-05)',
  netFiles: ['dev', 'tcp'],
  netFile: (_k, ns, name) => `${name} of ${ns}\n`,
  interfaces: () => ['lo', 'eth0'],
};

function machine() {
  const m = createMachine(
    testEnv({}, { fileSystems: { proc: procFileSystem(SOURCES), nsfs }, fileOps: { pipe: pipeOps, nsfs: nsfsOps } }),
  );
  const u = callsOf(m);
  const { netNs } = m.init;
  m.k.tx.put(netNsTable, netNs, { sysctls: {} } as never);
  m.k.current = 1;
  m.k.now = 12_345_000_000;
  u.mount('proc', '/proc', 'proc', ['nosuid', 'nodev', 'noexec']);
  const add = (tid: number, change: Partial<Task>) => {
    addTask(m, tid, change);
    return callsOf(m, () => m.k.tx.edit(taskTable, tid));
  };
  return { m, u, add };
}

/** Process 7: a shell of student on a terminal, with a child's time and some signals. */
const SHELL: Partial<Task> = {
  comm: 'bash',
  argv: ['-bash', '--login'],
  env: ['HOME=/home/student', 'A=b c'],
  exe: '/bin/sh',
  state: 'waiting',
  pgid: 7,
  sid: 7,
  nice: 5,
  cred: { ...userCred(1000, 1000, [1000, 50]), noNewPrivs: true, capBnd: capMask([0, 5, 40]) },
  umask: 0o027,
  seccomp: 'default',
  sigCatch: [2, 17, 28],
  sigIgnore: [3, 20, 40],
  sigPending: [15],
  cpuNs: 1_230_000_000,
  childCpuNs: 500_000_000,
  startedAt: 10_000_000_000,
  memory: 3145728,
  oomScoreAdj: 100,
};

describe('/proc/PID', () => {
  test('stat has 52 fields that ps can read', () => {
    const { m, u, add } = machine();
    add(7, { ...SHELL, tty: createTty(m.k, 'tty', 24, 80, 1000) });
    const fields = u.read('/proc/7/stat').trim().split(' ');
    expect(fields).toHaveLength(52);
    expect(fields.slice(0, 24)).toEqual([
      '7',
      '(bash)',
      'S',
      '1',
      '7',
      '7',
      '34816',
      '0',
      '4194304',
      '100',
      '0',
      '0',
      '0',
      '123',
      '0',
      '50',
      '0',
      '25',
      '5',
      '1',
      '0',
      '1000',
      '4935680',
      '1024',
    ]);
    expect(u.read('/proc/7/statm')).toBe('1205 1024 256 20 0 801 0\n');
  });

  test('status', () => {
    const { u, add } = machine();
    add(7, SHELL);
    expect(u.read('/proc/7/status')).toBe(`Name:	bash
Umask:	0027
State:	S (sleeping)
Tgid:	7
Ngid:	0
Pid:	7
PPid:	1
TracerPid:	0
Uid:	1000	1000	1000	1000
Gid:	1000	1000	1000	1000
FDSize:	64
Groups:	1000 50 
NStgid:	7
NSpid:	7
NSpgid:	7
NSsid:	7
Kthread:	0
VmPeak:	    4820 kB
VmSize:	    4820 kB
VmLck:	       0 kB
VmPin:	       0 kB
VmHWM:	    4096 kB
VmRSS:	    4096 kB
RssAnon:	    3072 kB
RssFile:	    1024 kB
RssShmem:	       0 kB
VmData:	    3072 kB
VmStk:	     132 kB
VmExe:	      80 kB
VmLib:	    1536 kB
VmPTE:	      40 kB
VmSwap:	       0 kB
HugetlbPages:	       0 kB
CoreDumping:	0
THP_enabled:	1
untag_mask:	0xffffffffffffffff
Threads:	1
SigQ:	1/95851
SigPnd:	0000000000000000
ShdPnd:	0000000000004000
SigBlk:	0000000000000000
SigIgn:	0000008000080004
SigCgt:	0000000008010002
CapInh:	0000000000000000
CapPrm:	0000000000000000
CapEff:	0000000000000000
CapBnd:	0000010000000021
CapAmb:	0000000000000000
NoNewPrivs:	1
Seccomp:	2
Seccomp_filters:	1
Speculation_Store_Bypass:	thread vulnerable
SpeculationIndirectBranch:	conditional enabled
Cpus_allowed:	3
Cpus_allowed_list:	0-1
Mems_allowed:	00000000,00000001
Mems_allowed_list:	0
voluntary_ctxt_switches:	1
nonvoluntary_ctxt_switches:	0
`);
  });

  test('the smaller files', () => {
    const { m, u, add } = machine();
    const slice = createCgroup(m.k, 1, 'docker');
    add(7, { ...SHELL, cgroup: createCgroup(m.k, slice, 'abc') });
    expect(u.read('/proc/7/cmdline')).toBe('-bash\0--login\0');
    expect(u.read('/proc/7/environ')).toBe('HOME=/home/student\0A=b c\0');
    expect(u.read('/proc/7/comm')).toBe('bash\n');
    expect(u.read('/proc/7/cgroup')).toBe('0::/docker/abc\n');
    expect(u.read('/proc/7/uid_map')).toBe('         0          0 4294967295\n');
    expect(u.read('/proc/7/setgroups')).toBe('allow\n');
    expect(u.read('/proc/7/oom_score')).toBe('733\n');
    expect(u.read('/proc/7/mounts')).toBe(
      '/dev/vda1 / ext4 rw,relatime 0 0\nproc /proc proc rw,nosuid,nodev,noexec,relatime 0 0\n',
    );
    const lines = u.read('/proc/7/limits').split('\n');
    expect(lines[0]).toBe('Limit                     Soft Limit           Hard Limit           Units     ');
    expect(lines[4]).toBe('Max stack size            8388608              unlimited            bytes     ');
    expect(lines).toHaveLength(18);
  });

  test('a cgroup is shown from the root of the reader’s cgroup namespace', () => {
    const { m, u, add } = machine();
    const docker = createCgroup(m.k, 1, 'docker');
    const a = createCgroup(m.k, docker, 'a');
    const b = createCgroup(m.k, docker, 'b');
    add(7, { ...SHELL, cgroup: a });
    add(8, { ...SHELL, cgroup: createCgroup(m.k, a, 'sub') });
    add(9, { ...SHELL, cgroup: b });
    m.init.cgroupNs = createNamespace(m.k, 'cgroup', { root: a });
    expect([7, 8, 9, 1].map((pid) => u.read(`/proc/${pid}/cgroup`))).toEqual([
      '0::/\n',
      '0::/sub\n',
      '0::/../b\n',
      '0::/../..\n',
    ]);
  });

  test('oom_score_adj is lowered by the privileged only', () => {
    const { u, add } = machine();
    const s = add(7, SHELL);
    expect(s.write('/proc/self/oom_score_adj', '500\n')).toBe(4);
    expect(s.read('/proc/self/oom_score_adj')).toBe('500\n');
    expect(s.write('/proc/self/oom_score_adj', '-500')).toBe('EACCES');
    expect(s.write('/proc/self/oom_score_adj', '1001')).toBe('EINVAL');
    expect(s.write('/proc/self/oom_score_adj', 'x')).toBe('EINVAL');
    expect(s.write('/proc/1/oom_score_adj', '0')).toBe('EACCES');
    expect(u.write('/proc/7/oom_score_adj', '-500')).toBe(4);
    expect(u.read('/proc/7/oom_score_adj')).toBe('-500\n');
  });

  test('links to directories, executable and open files', () => {
    const { m, u, add } = machine();
    add(7, { ...SHELL });
    const task = m.k.tx.edit(taskTable, 7);
    const s = callsOf(m, () => m.k.tx.edit(taskTable, 7));
    s.chdir('/home/student');
    const pipe = createPipe(m.k, 1000);
    installFile(m.k, task, openPipe(m.k, pipe, O_RDONLY), 0, false);
    installFile(m.k, task, openPipe(m.k, pipe, O_WRONLY), 0, false);
    installFile(m.k, task, openFile(m.k, task, '/tmp/out', O_RDWR | O_CREAT), 0, false);
    installFile(m.k, task, openFile(m.k, task, '/etc', O_RDONLY), 5, false);
    expect(s.ls('/proc/self/fd')).toEqual(['0', '1', '2', '5']);
    expect(['0', '1', '2', '5'].map((fd) => s.readlink(`/proc/7/fd/${fd}`))).toEqual([
      `pipe:[${pipe}]`,
      `pipe:[${pipe}]`,
      '/tmp/out',
      '/etc',
    ]);
    expect(s.readlink('/proc/self/cwd')).toBe('/home/student');
    expect(s.readlink('/proc/self/root')).toBe('/');
    expect(s.readlink('/proc/self/exe')).toBe('/bin/sh');
    expect(s.read('/proc/self/exe')).toBe(u.read('/bin/sh'));
    expect(s.ls('/proc/self/fd/5')).toEqual(u.ls('/etc'));
    expect(s.read('/proc/self/cwd/../../etc/hostname')).toBe('lab\n');
    expect(s.ll('/proc/self/fd/0')).toBe('lr-x------ 1 1000 1000 64');
    expect(s.ll('/proc/self/fd/1')).toBe('l-wx------ 1 1000 1000 64');
    // following a descriptor opens the pipe it is open on
    expect(s.stat('/proc/self/fd/0').mode >> 12).toBe(1);
    s.write('/tmp/out', 'hello');
    expect(s.read('/proc/self/fd/2')).toBe('hello');
    s.unlink('/tmp/out');
    expect(s.readlink('/proc/self/fd/2')).toBe('/tmp/out (deleted)');
    expect(s.read('/proc/self/fd/2')).toBe('hello');
    expect(s.append('/proc/self/fd/2', ' there')).toBe(6);
    expect(s.read('/proc/self/fd/2')).toBe('hello there');
    expect(s.readlink('/proc/self/fd/9')).toBe('ENOENT');
    expect(s.read('/proc/self/fdinfo/2')).toMatch(/^pos:\t0\nflags:\t0102\nmnt_id:\t1\n$/);
    s.rmdir('/home/student');
    u.rmdir('/home/student');
    expect(s.readlink('/proc/self/cwd')).toBe('/home/student (deleted)');
  });

  test('who may look', () => {
    const { u, add } = machine();
    add(7, SHELL);
    const other = add(8, { ...SHELL, cred: userCred(2000, 2000, [2000]) });
    const fellow = add(9, SHELL);
    for (const call of [
      other.ls('/proc/7/fd'),
      other.readlink('/proc/7/exe'),
      other.readlink('/proc/7/ns/net'),
      other.read('/proc/7/environ'),
      other.read('/proc/1/environ'),
      other.readlink('/proc/1/cwd'),
    ]) {
      expect(call).toBe('EACCES');
    }
    expect(other.read('/proc/7/cmdline')).toBe('-bash\0--login\0');
    expect(fellow.readlink('/proc/7/exe')).toBe('/bin/sh');
    expect(u.ll('/proc/7')).toBe('dr-xr-xr-x 9 1000 1000 0');
    expect(u.write('/proc/7/cmdline', 'x')).toBe('EPERM');
    expect(other.write('/proc/7/comm', 'x')).toBe('EACCES');
    expect(fellow.write('/proc/7/comm', 'x')).toBe('EINVAL');
    expect(u.unlink('/proc/7/stat')).toBe('EPERM');
    expect(u.write('/proc/new', '')).toBe('ENOENT');
    expect(u.chmod('/proc/7/stat', 0)).toBe('EPERM');
  });

  test('a zombie has a state and no memory, command line or links', () => {
    const { u, add } = machine();
    add(7, { ...SHELL, state: 'zombie', exitCode: 3 });
    expect(
      u
        .read('/proc/7/stat')
        .trim()
        .split(' ')
        .filter((_f, i) => [2, 22, 23, 51].includes(i)),
    ).toEqual(['Z', '0', '0', '768']);
    expect(u.read('/proc/7/status')).not.toContain('VmRSS');
    expect(u.read('/proc/7/cmdline')).toBe('');
    expect(u.readlink('/proc/7/cwd')).toBe('ENOENT');
    expect(u.read('/proc/7/mounts')).toBe('ENOENT');
  });

  test('threads', () => {
    const { m, u } = machine();
    addTask(m, 7, { ...SHELL, threads: [9] });
    const thread = addTask(m, 9, { ...SHELL, tgid: 7, comm: 'worker' });
    thread.tgid = 7;
    const t = callsOf(m, () => m.k.tx.edit(taskTable, 9));
    expect(u.ls('/proc/7/task')).toEqual(['7', '9']);
    expect(u.read('/proc/7/task/9/comm')).toBe('worker\n');
    expect(u.read('/proc/9/comm')).toBe('worker\n');
    expect(u.ls('/proc')).not.toContain('9');
    expect(u.ls('/proc/7/task/9')).not.toContain('task');
    expect(u.read('/proc/1/task/9/comm')).toBe('ENOENT');
    expect(t.readlink('/proc/self')).toBe('7');
    expect(t.readlink('/proc/thread-self')).toBe('7/task/9');
  });

  test('a PID namespace shows its own processes under its own numbers', () => {
    const { m, u, add } = machine();
    const ns = createPidNamespace(m.k, 1);
    const inside = { pidNs: ns, childPidNs: ns, parent: 1 };
    add(40, { ...SHELL, ...inside, pids: [1, 40], comm: 'nginx' });
    const exec = add(41, { ...SHELL, ...inside, pids: [7, 41], parent: 40, pgid: 41, sid: 41, cred: m.init.cred });
    for (const [pid, tid] of [
      [1, 40],
      [7, 41],
    ] as const)
      m.k.tx.put2(pidTable, ns, pid, { tid });
    m.k.tx.edit(namespaceTable, ns).lastPid = 7;
    expect(exec.mount('proc', '/mnt', 'proc')).toBe(0);
    expect((exec.ls('/mnt') as string[]).filter((name) => /^\d+$/.test(name))).toEqual(['1', '7']);
    expect(exec.read('/mnt/1/comm')).toBe('nginx\n');
    expect(exec.readlink('/mnt/self')).toBe('7');
    expect(exec.read('/mnt/self/stat').split(' ').slice(0, 6)).toEqual(['7', '(bash)', 'S', '1', '7', '7']);
    expect(exec.read('/mnt/40/comm')).toBe('ENOENT');
    expect(u.readlink('/mnt/self')).toBe('ENOENT');
    expect(u.read('/proc/41/status')).toContain('NStgid:\t41\t7\n');
    expect(exec.read('/mnt/7/status')).toContain('NStgid:\t7\n');
    expect(exec.read('/mnt/1/stat').split(' ')[3]).toBe('0');
  });

  test('namespace files can be read, bound and keep their namespace', () => {
    const { m, u, add } = machine();
    const net = createNamespace(m.k, 'net');
    m.k.tx.edit(namespaceTable, net).refs = 1;
    add(7, { ...SHELL, netNs: net });
    const { ino } = getNamespace(m.k, net);
    expect(u.readlink('/proc/7/ns/net')).toBe(`net:[${ino}]`);
    expect(u.stat('/proc/7/ns/net').ino).toBe(ino);
    u.write('/tmp/netns', '');
    expect(u.mount('/proc/7/ns/net', '/tmp/netns', '', ['bind'])).toBe(0);
    expect(getNamespace(m.k, net).refs).toBe(2);
    expect(u.read('/proc/self/mountinfo')).toContain(` net:[${ino}] /tmp/netns rw - nsfs nsfs rw\n`);
    const id = u.open('/tmp/netns', O_RDONLY) as number;
    expect(getNamespace(m.k, net).refs).toBe(3);
    u.close(id);
    expect(u.umount('/tmp/netns')).toBe(0);
    expect(getNamespace(m.k, net).refs).toBe(1);
    expect(u.ls('/proc/7/ns')).toEqual(['cgroup', 'ipc', 'mnt', 'net', 'pid', 'pid_for_children', 'user', 'uts']);
  });
});

describe('/proc', () => {
  test('lists processes and the machine’s files', () => {
    const { u, add } = machine();
    add(7, SHELL);
    expect(u.ls('/proc')).toEqual([
      '1',
      '7',
      'acpi',
      'bus',
      'cgroups',
      'cmdline',
      'cpuinfo',
      'devices',
      'filesystems',
      'fs',
      'interrupts',
      'irq',
      'kcore',
      'keys',
      'loadavg',
      'meminfo',
      'mounts',
      'net',
      'partitions',
      'scsi',
      'self',
      'stat',
      'swaps',
      'sys',
      'sysrq-trigger',
      'thread-self',
      'timer_list',
      'uptime',
      'version',
    ]);
    expect(u.readlink('/etc/mtab')).toBe('../proc/self/mounts');
    expect(u.read('/etc/mtab')).toBe(u.read('/proc/1/mounts'));
    expect(u.read('/proc/net/tcp')).toMatch(/^tcp of \d+\n$/);
  });

  test('the machine', () => {
    const { u } = machine();
    expect(u.read('/proc/uptime')).toBe('12.35 24.69\n');
    expect(u.read('/proc/loadavg')).toBe('0.00 0.00 0.00 1/1 0\n');
    expect(u.read('/proc/stat').split('\n').slice(0, 3)).toEqual([
      'cpu  0 0 0 2469 0 0 0 0 0 0',
      'cpu0 0 0 0 1234 0 0 0 0 0 0',
      'cpu1 0 0 0 1234 0 0 0 0 0 0',
    ]);
    expect(u.read('/proc/stat')).toContain('btime 1800000000\n');
    expect(u.read('/proc/version')).toContain('Linux version 6.12.57+deb13-amd64 ');
    expect(u.read('/proc/filesystems')).toBe('\text4\nnodev\ttmpfs\nnodev\toverlay\nnodev\tproc\n');
    expect(u.read('/proc/meminfo').split('\n').slice(0, 3)).toEqual([
      'MemTotal:        8388608 kB',
      'MemFree:         7503872 kB',
      'MemAvailable:    8060928 kB',
    ]);
    expect(
      u
        .read('/proc/cpuinfo')
        .split('\n')
        .filter((line) => line.startsWith('processor')),
    ).toEqual(['processor\t: 0', 'processor\t: 1']);
    expect(u.read('/proc/partitions')).toBe('major minor  #blocks  name\n\n 254        1    1048576 vda1\n');
  });

  test('sysctls', () => {
    const { m, u, add } = machine();
    expect(u.read('/proc/sys/kernel/hostname')).toBe('lab\n');
    expect(u.read('/proc/sys/kernel/osrelease')).toBe('6.12.57+deb13-amd64\n');
    expect(u.read('/proc/sys/vm/swappiness')).toBe('60\n');
    expect(u.write('/proc/sys/vm/swappiness', '10\n')).toBe(3);
    expect(u.read('/proc/sys/vm/swappiness')).toBe('10\n');
    expect(u.write('/proc/sys/vm/swappiness', 'lots')).toBe('EINVAL');
    expect(u.write('/proc/sys/kernel/hostname', 'other\n')).toBe(6);
    expect(getNamespace(m.k, m.init.utsNs).hostname).toBe('other');
    expect(u.read('/proc/sys/net/ipv4/ip_forward')).toBe('0\n');
    expect(u.write('/proc/sys/net/ipv4/ip_forward', '1')).toBe(1);
    expect(u.read('/proc/sys/net/ipv4/conf/all/forwarding')).toBe('1\n');
    expect(u.read('/proc/sys/net/ipv4/conf/eth0/route_localnet')).toBe('0\n');
    expect(u.read('/proc/sys/net/ipv4/conf/eth9/route_localnet')).toBe('ENOENT');
    expect(u.ls('/proc/sys')).toEqual(['fs', 'kernel', 'net', 'vm']);
    expect(u.ls('/proc/sys/net/ipv4/conf')).toEqual(['all', 'eth0', 'lo']);
    expect(u.ls('/proc/sys/net/ipv4/conf/eth0')).toEqual(u.ls('/proc/sys/net/ipv4/conf/all'));
    expect(u.ls('/proc/sys/none')).toBe('ENOENT');
    const first = u.read('/proc/sys/kernel/random/uuid');
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\n$/);
    expect(u.read('/proc/sys/kernel/random/uuid')).not.toBe(first);
    expect(u.read('/proc/sys/kernel/random/boot_id')).toBe(u.read('/proc/sys/kernel/random/boot_id'));
    // message queues and shared memory are of the IPC namespace
    const s = add(7, { ...SHELL, ipcNs: createNamespace(m.k, 'ipc') });
    expect(u.write('/proc/sys/kernel/shmmni', '5')).toBe(1);
    expect(s.read('/proc/sys/kernel/shmmni')).toBe('4096\n');
    expect(s.write('/proc/sys/kernel/shmmni', '5')).toBe('EACCES');
  });

  test('parts of it can be bound read-only or hidden, as runc does', () => {
    const { u } = machine();
    expect(u.mount('/proc/sys', '/proc/sys', '', ['bind'])).toBe(0);
    expect(u.mount('', '/proc/sys', '', ['remount', 'bind', 'ro'])).toBe(0);
    expect(u.write('/proc/sys/net/ipv4/ip_forward', '1')).toBe('EROFS');
    expect(u.read('/proc/sys/net/ipv4/ip_forward')).toBe('0\n');
    u.mknod('/tmp/null', 0o020666, 0x103);
    expect(u.mount('/tmp/null', '/proc/keys', '', ['bind'])).toBe(0);
    expect(u.read('/proc/keys')).toBe('');
    expect(
      u
        .read('/proc/self/mountinfo')
        .split('\n')
        .map((line) => line.split(' ').slice(3, 6).join(' ')),
    ).toContain('/sys /proc/sys ro,relatime');
  });

  test('a text is the same to the end of one reading, and new at the next', () => {
    const { m, u } = machine();
    const id = u.open('/proc/uptime', O_RDONLY) as number;
    expect(u.readFd(id, 4)).toBe('12.3');
    m.k.now = 99e9;
    expect(u.readFd(id)).toBe('5 24.69\n');
    expect(u.readFd(id)).toBe('');
    expect(u.seekFd(id, 0)).toBe(0);
    expect(u.readFd(id, 5)).toBe('99.00');
    commit(m);
    expect(u.readFd(id, 5)).toBe(' 198.');
    expect(m.k.tx.get(fdTable, 1)).toBeDefined();
  });
});
