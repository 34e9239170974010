/** Files of /proc that tell of the whole machine (proc(5)); free, top, uptime and docker info read them. */
import type { Bytes } from '../../../util/bytes.ts';
import { getCgroup, ROOT_CGROUP } from '../../cgroup/hierarchy.ts';
import { EPERM } from '../../errno.ts';
import { counterTable, type Kernel, machineTable } from '../../kernel.ts';
import { getNamespace } from '../../ns/namespace.ts';
import { taskTable } from '../../task/task.ts';
import { majorOf, minorOf } from '../device-number.ts';
import { superblockTable } from '../filesystem.ts';
import { type MachineFile, type ProcContext, ticks } from './context.ts';

/** Memory of the kernel itself: slabs, page tables, stacks. */
const KERNEL_BYTES = 335544320;
/** What the machine has read from its disk since it was switched on, and keeps. */
const BASE_CACHE = 536870912;
const BUFFERS = 33554432;

/** Memory of the machine in bytes. */
interface MemoryUse {
  readonly total: number;
  readonly free: number;
  readonly available: number;
  readonly cached: number;
  readonly anonymous: number;
  readonly shared: number;
}

/** How the machine's memory is used: processes, page cache, files in tmpfs, the kernel. */
function memoryUse(k: Kernel): MemoryUse {
  const total = k.tx.get(machineTable, 0)?.memory ?? 0;
  const root = getCgroup(k, ROOT_CGROUP);
  let shared = 0;
  k.tx.each(superblockTable, (record) => {
    if (record.type === 'tmpfs') shared += record.used;
  });
  const cached = Math.min(BASE_CACHE, total / 8) + root.memFile + shared;
  const anonymous = root.memAnon;
  const free = Math.max(0, total - KERNEL_BYTES - BUFFERS - cached - anonymous);
  return { total, free, available: Math.min(total, free + cached - shared + BUFFERS), cached, anonymous, shared };
}

function meminfo(k: Kernel): Bytes {
  const { total, free, available, cached, anonymous, shared } = memoryUse(k);
  const slab = KERNEL_BYTES / 2;
  const lines: readonly (readonly [string, number])[] = [
    ['MemTotal', total],
    ['MemFree', free],
    ['MemAvailable', available],
    ['Buffers', BUFFERS],
    ['Cached', cached],
    ['SwapCached', 0],
    ['Active', anonymous + cached / 2],
    ['Inactive', cached / 2],
    ['Active(anon)', anonymous + shared],
    ['Inactive(anon)', 0],
    ['Active(file)', (cached - shared) / 2],
    ['Inactive(file)', (cached - shared) / 2],
    ['Unevictable', 0],
    ['Mlocked', 0],
    ['SwapTotal', 0],
    ['SwapFree', 0],
    ['Zswap', 0],
    ['Zswapped', 0],
    ['Dirty', 0],
    ['Writeback', 0],
    ['AnonPages', anonymous],
    ['Mapped', anonymous / 4],
    ['Shmem', shared],
    ['KReclaimable', slab / 2],
    ['Slab', slab],
    ['SReclaimable', slab / 2],
    ['SUnreclaim', slab / 2],
    ['KernelStack', 4194304],
    ['PageTables', 8388608],
    ['SecPageTables', 0],
    ['NFS_Unstable', 0],
    ['Bounce', 0],
    ['WritebackTmp', 0],
    ['CommitLimit', total / 2],
    ['Committed_AS', anonymous * 2],
    ['VmallocTotal', 35184372087808],
    ['VmallocUsed', 18874368],
    ['VmallocChunk', 0],
    ['Percpu', 1048576],
  ];
  const text = lines
    .map(([name, bytes]) => `${`${name}:`.padEnd(16)}${`${Math.floor(bytes / 1024)}`.padStart(8)} kB\n`)
    .join('');
  return `${text}HugePages_Total:       0\nHugePages_Free:        0\nHugePages_Rsvd:        0\nHugePages_Surp:        0\nHugepagesize:       2048 kB\n`;
}

function coresOf(k: Kernel): number {
  return k.tx.get(machineTable, 0)?.cores ?? 1;
}

const FLAGS =
  'fpu vme de pse tsc msr pae mce cx8 apic sep mtrr pge mca cmov pat pse36 clflush mmx fxsr sse sse2 ht syscall nx lm constant_tsc cpuid pni ssse3 cx16 sse4_1 sse4_2 popcnt aes avx hypervisor lahf_lm';

function cpuinfo(k: Kernel): Bytes {
  const cores = coresOf(k);
  let text = '';
  for (let i = 0; i < cores; i++) {
    const lines: readonly (readonly [string, string | number])[] = [
      ['processor\t', i],
      ['vendor_id\t', 'GenuineIntel'],
      ['cpu family\t', 6],
      ['model\t\t', 85],
      ['model name\t', 'Drydock Virtual CPU'],
      ['stepping\t', 7],
      ['microcode\t', '0x1'],
      ['cpu MHz\t\t', '2500.000'],
      ['cache size\t', '36608 KB'],
      ['physical id\t', 0],
      ['siblings\t', cores],
      ['core id\t\t', i],
      ['cpu cores\t', cores],
      ['apicid\t\t', i],
      ['initial apicid\t', i],
      ['fpu\t\t', 'yes'],
      ['fpu_exception\t', 'yes'],
      ['cpuid level\t', 13],
      ['wp\t\t', 'yes'],
      ['flags\t\t', FLAGS],
      ['bugs\t\t', ''],
      ['bogomips\t', '5000.00'],
      ['clflush size\t', 64],
      ['cache_alignment\t', 64],
      ['address sizes\t', '46 bits physical, 48 bits virtual'],
      ['power management', ''],
    ];
    text += `${lines.map(([name, value]) => `${name}:${value === '' ? '' : ` ${value}`}`).join('\n')}\n\n`;
  }
  return text;
}

/** Tasks that run or wait for a core, and all tasks. */
function taskCounts(k: Kernel): { running: number; all: number } {
  let running = 0;
  let all = 0;
  k.tx.each(taskTable, (task) => {
    all++;
    if (task.state === 'running' || task.state === 'cpu') running++;
  });
  return { running, all };
}

/** Nanoseconds that the cores have worked and been idle since boot. */
function cpuTimes(k: Kernel): { busy: number; idle: number } {
  const busy = getCgroup(k, ROOT_CGROUP).usageNs;
  return { busy, idle: Math.max(0, k.now * coresOf(k) - busy) };
}

function stat(c: ProcContext): Bytes {
  const { k } = c;
  const cores = coresOf(k);
  const { busy, idle } = cpuTimes(k);
  const { running } = taskCounts(k);
  const line = (name: string, share: number): Bytes =>
    `${name} ${ticks(busy / share)} 0 0 ${ticks(idle / share)} 0 0 0 0 0 0\n`;
  let text = line('cpu ', 1);
  for (let i = 0; i < cores; i++) text += line(`cpu${i}`, cores);
  const forks = getNamespace(k, 1).lastPid;
  return `${text}intr 0\nctxt ${ticks(k.now)}\nbtime ${k.epochSec}\nprocesses ${forks}\nprocs_running ${Math.max(1, running)}\nprocs_blocked 0\nsoftirq 0 0 0 0 0 0 0 0 0 0 0\n`;
}

/** There is no load history, so all three averages are the tasks that want a core now, beside the reader. */
function loadavg(c: ProcContext): Bytes {
  const { running, all } = taskCounts(c.k);
  const load = Math.max(0, running - 1).toFixed(2);
  return `${load} ${load} ${load} ${Math.max(1, running)}/${all} ${getNamespace(c.k, c.ns).lastPid}\n`;
}

function uptime(k: Kernel): Bytes {
  return `${(k.now / 1e9).toFixed(2)} ${(cpuTimes(k).idle / 1e9).toFixed(2)}\n`;
}

/** Types that mount(2) knows; `nodev` before those without a block device. */
function filesystems(k: Kernel): Bytes {
  let text = '';
  for (const [type, fs] of Object.entries(k.env.fileSystems))
    if (fs.getTree !== undefined) text += type === 'ext4' ? `\t${type}\n` : `nodev\t${type}\n`;
  return text;
}

/** The disks behind ext4 superblocks, with their partition numbers. */
function partitions(k: Kernel): Bytes {
  let text = 'major minor  #blocks  name\n\n';
  k.tx.each(superblockTable, (record) => {
    const { dev } = record.data;
    if (typeof dev !== 'number') return;
    const name = record.source.slice(record.source.lastIndexOf('/') + 1);
    text += `${`${majorOf(dev)}`.padStart(4)} ${`${minorOf(dev)}`.padStart(8)} ${`${Math.floor(record.limit / 1024)}`.padStart(10)} ${name}\n`;
  });
  return text;
}

const DEVICES =
  'Character devices:\n  1 mem\n  4 tty\n  5 /dev/tty\n  5 /dev/console\n  5 /dev/ptmx\n136 pts\n\nBlock devices:\n254 virtblk\n';
const CGROUPS = ['cpuset', 'cpu', 'io', 'memory', 'pids'];

/** One line a controller; all belong to the one hierarchy of cgroup v2. */
function cgroups(k: Kernel): Bytes {
  const n = k.tx.get(counterTable, 'cgroup')?.n ?? 1;
  return `#subsys_name\thierarchy\tnum_cgroups\tenabled\n${CGROUPS.map((name) => `${name}\t0\t${n}\t1\n`).join('')}`;
}

/** Writing asks for emergency actions that a simulated machine does not have. */
const SYSRQ: MachineFile = { mode: 0o200, text: () => EPERM, write: () => EPERM };

/** Files directly in /proc. */
export const MACHINE_FILES: ReadonlyMap<Bytes, MachineFile> = new Map<Bytes, MachineFile>([
  ['cgroups', { mode: 0o444, text: (c) => cgroups(c.k) }],
  ['cmdline', { mode: 0o444, text: (c) => `BOOT_IMAGE=/boot/vmlinuz-${c.sources.release} root=/dev/vda1 ro quiet\n` }],
  ['cpuinfo', { mode: 0o444, text: (c) => cpuinfo(c.k) }],
  ['devices', { mode: 0o444, text: () => DEVICES }],
  ['filesystems', { mode: 0o444, text: (c) => filesystems(c.k) }],
  ['interrupts', { mode: 0o444, text: () => '           CPU0       CPU1       \n' }],
  ['kcore', { mode: 0o400, text: () => EPERM }],
  ['keys', { mode: 0o444, text: () => '' }],
  ['loadavg', { mode: 0o444, text: loadavg }],
  ['meminfo', { mode: 0o444, text: (c) => meminfo(c.k) }],
  ['partitions', { mode: 0o444, text: (c) => partitions(c.k) }],
  ['stat', { mode: 0o444, text: stat }],
  ['swaps', { mode: 0o444, text: () => 'Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n' }],
  ['sysrq-trigger', SYSRQ],
  ['timer_list', { mode: 0o400, text: () => '' }],
  ['uptime', { mode: 0o444, text: (c) => uptime(c.k) }],
  [
    'version',
    {
      mode: 0o444,
      text: (c) =>
        `Linux version ${c.sources.release} (debian-kernel@lists.debian.org) (x86_64-linux-gnu-gcc-14) ${c.sources.version}\n`,
    },
  ],
]);
/** Empty directories, which runc masks or makes read-only. */
export const MACHINE_DIRS: readonly Bytes[] = ['acpi', 'bus', 'fs', 'irq', 'scsi'];
