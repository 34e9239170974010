/** The control files of cgroup v2 (Documentation/admin-guide/cgroup-v2.rst): what reading shows and writing does. */
import type { Bytes } from '../../util/bytes.ts';
import { EBUSY, EEXIST, EINVAL, ENOENT, EPERM, type Errno, ESRCH } from '../errno.ts';
import type { CgroupFile, CgroupFiles } from '../fs/cgroupfs.ts';
import type { Kernel } from '../kernel.ts';
import { getNamespace } from '../ns/namespace.ts';
import { pidIn, tidOf } from '../ns/pid.ts';
import { type Task, taskTable } from '../task/task.ts';
import { thawTasks } from './freezer.ts';
import {
  addMemory,
  type Cgroup,
  cgroupPath,
  cgroupTable,
  chargePids,
  createCgroup,
  findCgroup,
  getCgroup,
  ROOT_CGROUP,
  removeCgroup,
} from './hierarchy.ts';

const US = 1000;

function limit(value: number): Bytes {
  return value < 0 ? 'max\n' : `${value}\n`;
}

/** Pids directly in the cgroup, as the reader sees them. */
function procs(k: Kernel, id: number, task: Readonly<Task>, threads: boolean): Bytes {
  let out = '';
  k.tx.each(taskTable, (one) => {
    if (one.cgroup !== id || one.state === 'zombie' || (!threads && one.tid !== one.tgid)) return;
    out += `${pidIn(k, task.pidNs, one)}\n`;
  });
  return out;
}

function memoryStat(c: Readonly<Cgroup>): Bytes {
  return `anon ${c.memAnon}\nfile ${c.memFile}\nkernel 0\nkernel_stack 0\npagetables 0\nsock 0\nshmem 0\nfile_mapped 0\nfile_dirty 0\nfile_writeback 0\ninactive_anon 0\nactive_anon ${c.memAnon}\ninactive_file ${c.memFile}\nactive_file 0\nunevictable 0\npgfault 0\npgmajfault 0\n`;
}

function cpuStat(c: Readonly<Cgroup>): Bytes {
  const us = (ns: number): number => Math.floor(ns / US);
  return `usage_usec ${us(c.usageNs)}\nuser_usec ${us(c.usageNs)}\nsystem_usec 0\nnr_periods ${c.nrPeriods}\nnr_throttled ${c.nrThrottled}\nthrottled_usec ${us(c.throttledNs)}\nnr_bursts 0\nburst_usec 0\n`;
}

type Reader = (k: Kernel, id: number, c: Readonly<Cgroup>, task: Readonly<Task>) => Bytes;

const READ: { readonly [name: string]: Reader } = {
  'cgroup.controllers': () => 'cpuset cpu io memory pids\n',
  'cgroup.subtree_control': (_k, _id, c) => (c.children.length > 0 ? 'cpuset cpu io memory pids\n' : '\n'),
  'cgroup.procs': (k, id, _c, task) => procs(k, id, task, false),
  'cgroup.threads': (k, id, _c, task) => procs(k, id, task, true),
  'cgroup.type': () => 'domain\n',
  'cgroup.events': (_k, _id, c) => `populated ${c.pidsCurrent > 0 ? 1 : 0}\nfrozen ${c.frozen ? 1 : 0}\n`,
  'cgroup.freeze': (_k, _id, c) => `${c.frozen ? 1 : 0}\n`,
  'memory.current': (_k, _id, c) => `${c.memCurrent}\n`,
  'memory.peak': (_k, _id, c) => `${c.memPeak}\n`,
  'memory.max': (_k, _id, c) => limit(c.memMax),
  'memory.high': (_k, _id, c) => limit(c.memHigh),
  'memory.low': (_k, _id, c) => `${c.memLow}\n`,
  'memory.min': (_k, _id, c) => `${c.memMin}\n`,
  'memory.swap.max': (_k, _id, c) => limit(c.swapMax),
  'memory.swap.current': () => '0\n',
  'memory.events': (_k, _id, c) =>
    `low 0\nhigh 0\nmax ${c.oomEvents}\noom ${c.oomEvents}\noom_kill ${c.oomKills}\noom_group_kill 0\n`,
  'memory.stat': (_k, _id, c) => memoryStat(c),
  'pids.current': (_k, _id, c) => `${c.pidsCurrent}\n`,
  'pids.peak': (_k, _id, c) => `${c.pidsPeak}\n`,
  'pids.max': (_k, _id, c) => limit(c.pidsMax),
  'pids.events': (_k, _id, c) => `max ${c.pidsEvents}\n`,
  'cpu.max': (_k, _id, c) =>
    `${c.cpuQuota < 0 ? 'max' : Math.floor(c.cpuQuota / US)} ${Math.floor(c.cpuPeriod / US)}\n`,
  'cpu.weight': (_k, _id, c) => `${c.cpuWeight}\n`,
  'cpu.stat': (_k, _id, c) => cpuStat(c),
  'cpuset.cpus': (_k, _id, c) => `${c.cpusetCpus}\n`,
  'cpuset.mems': (_k, _id, c) => `${c.cpusetMems}\n`,
  'cpuset.cpus.effective': (_k, _id, c) => `${c.cpusetCpus || '0-1'}\n`,
  'cpuset.mems.effective': () => '0\n',
  'io.weight': (_k, _id, c) => `default ${c.ioWeight}\n`,
  'io.max': (_k, _id, c) => c.ioMax,
  'io.stat': (_k, _id, c) =>
    c.ioReads + c.ioWrites === 0
      ? ''
      : `254:0 rbytes=${c.ioRead} wbytes=${c.ioWritten} rios=${c.ioReads} wios=${c.ioWrites} dbytes=0 dios=0\n`,
};
/** Files of every cgroup but the root, and those of the root. */
const ROOT_FILES = [
  'cgroup.controllers',
  'cgroup.subtree_control',
  'cgroup.procs',
  'cgroup.threads',
  'cpu.stat',
  'cpuset.cpus.effective',
  'cpuset.mems.effective',
  'memory.stat',
  'io.stat',
];
const WRITABLE = new Set([
  'cgroup.procs',
  'cgroup.freeze',
  'cgroup.subtree_control',
  'cgroup.kill',
  'memory.max',
  'memory.high',
  'memory.low',
  'memory.min',
  'memory.swap.max',
  'pids.max',
  'cpu.max',
  'cpu.weight',
  'cpuset.cpus',
  'cpuset.mems',
  'io.weight',
  'io.max',
]);

/** `max` or a number with K, M, G. */
function parseLimit(text: Bytes): number | null {
  const match = /^(\d+)([KMG]?)$/i.exec(text);
  if (text === 'max') return -1;
  if (match === null) return null;
  return (
    Number(match[1]) *
    { '': 1, K: 1024, M: 1048576, G: 1073741824 }[(match[2] as string).toUpperCase() as '' | 'K' | 'M' | 'G']
  );
}

/** Moves a process: cgroup.procs. */
function moveTask(k: Kernel, id: number, pid: number, mover: Readonly<Task>): Errno | 0 {
  const tid = pid === 0 ? mover.tgid : tidOf(k, mover.pidNs, pid);
  if (tid === 0) return ESRCH;
  const leader = k.tx.edit(taskTable, tid);
  for (const one of [tid, ...leader.threads]) {
    const task = k.tx.edit(taskTable, one);
    if (!chargePids(k, id, 1)) return EBUSY;
    chargePids(k, task.cgroup, -1);
    addMemory(k, task.cgroup, -task.memory, 'anon');
    addMemory(k, id, task.memory, 'anon');
    task.cgroup = id;
  }
  return 0;
}

const LIMIT_FIELD = {
  'memory.max': 'memMax',
  'memory.high': 'memHigh',
  'memory.low': 'memLow',
  'memory.min': 'memMin',
  'memory.swap.max': 'swapMax',
  'pids.max': 'pidsMax',
} as const;

function write(k: Kernel, id: number, name: Bytes, data: Bytes, task: Readonly<Task>): number {
  const text = data.trim();
  const group = k.tx.edit(cgroupTable, id);
  if (Object.hasOwn(LIMIT_FIELD, name)) {
    const value = parseLimit(text);
    if (value === null) return EINVAL;
    group[LIMIT_FIELD[name as keyof typeof LIMIT_FIELD]] = value;
    return data.length;
  }
  switch (name) {
    case 'cgroup.procs': {
      const moved = /^\d+$/.test(text) ? moveTask(k, id, Number(text), task) : EINVAL;
      return moved < 0 ? moved : data.length;
    }
    case 'cgroup.freeze':
      if (text !== '0' && text !== '1') return EINVAL;
      group.frozen = text === '1';
      if (!group.frozen) thawTasks(k, id);
      return data.length;
    case 'cpu.max': {
      const [quota = '', period = '100000'] = text.split(/\s+/);
      if (!/^(max|\d+)$/.test(quota) || !/^\d+$/.test(period)) return EINVAL;
      group.cpuQuota = quota === 'max' ? -1 : Number(quota) * US;
      group.cpuPeriod = Number(period) * US;
      return data.length;
    }
    case 'cpu.weight': {
      const weight = Number(text);
      if (!Number.isInteger(weight) || weight < 1 || weight > 10000) return EINVAL;
      group.cpuWeight = weight;
      return data.length;
    }
    case 'cpuset.cpus':
      group.cpusetCpus = text;
      return data.length;
    case 'cpuset.mems':
      group.cpusetMems = text;
      return data.length;
    case 'cgroup.subtree_control':
      return data.length;
    default:
      return EPERM;
  }
}

/** cgroupfs's view of the hierarchy. */
export const cgroupFiles: CgroupFiles = {
  root: ROOT_CGROUP,
  rootOf: (k, task) => getNamespace(k, task.cgroupNs).root,
  path: (k, id) => (id === ROOT_CGROUP ? '' : cgroupPath(k, id)),
  children: (k, id) => getCgroup(k, id).children.map((child) => ({ name: getCgroup(k, child).name, id: child })),
  files: (_k, id): readonly CgroupFile[] =>
    (id === ROOT_CGROUP ? ROOT_FILES : Object.keys(READ)).map((name) => ({
      name,
      mode: WRITABLE.has(name) ? 0o644 : 0o444,
    })),
  read: (k, id, name, task) => READ[name]?.(k, id, getCgroup(k, id), task) ?? ENOENT,
  write,
  create: (k, id, name) => {
    if (findCgroup(k, id, name) !== 0) return EEXIST;
    createCgroup(k, id, name);
    return 0;
  },
  remove: (k, id, name) => {
    const child = findCgroup(k, id, name);
    if (child === 0) return ENOENT;
    return removeCgroup(k, child) ? 0 : EBUSY;
  },
};
