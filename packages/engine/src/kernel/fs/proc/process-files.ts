/** The smaller files of /proc/PID (proc(5); fs/proc/base.c). */
import type { Bytes } from '../../../util/bytes.ts';
import { cgroupPath, isWithin } from '../../cgroup/hierarchy.ts';
import { EACCES, EINVAL, ENOENT } from '../../errno.ts';
import { type Kernel, machineTable } from '../../kernel.ts';
import { getNamespace } from '../../ns/namespace.ts';
import { RLIM_INFINITY, type RlimitName } from '../../syscall.ts';
import { CAP_SYS_RESOURCE, hasCap } from '../../task/capability.ts';
import { defaultRlimit } from '../../task/rlimit.ts';
import { type Task, taskTable } from '../../task/task.ts';
import { mountinfo, mountsText } from '../mount-text.ts';
import { leaderOf, type ProcContext, type ProcessFile } from './context.ts';
import { processStat, processStatm, processStatus } from './process-stat.ts';

const LIMITS: readonly (readonly [title: string, name: RlimitName, unit: string])[] = [
  ['Max cpu time', 'cpu', 'seconds'],
  ['Max file size', 'fsize', 'bytes'],
  ['Max data size', 'data', 'bytes'],
  ['Max stack size', 'stack', 'bytes'],
  ['Max core file size', 'core', 'bytes'],
  ['Max resident set', 'rss', 'bytes'],
  ['Max processes', 'nproc', 'processes'],
  ['Max open files', 'nofile', 'files'],
  ['Max locked memory', 'memlock', 'bytes'],
  ['Max address space', 'as', 'bytes'],
  ['Max file locks', 'locks', 'locks'],
  ['Max pending signals', 'sigpending', 'signals'],
  ['Max msgqueue size', 'msgqueue', 'bytes'],
  ['Max nice priority', 'nice', ''],
  ['Max realtime priority', 'rtprio', ''],
  ['Max realtime timeout', 'rttime', 'us'],
];

function limitText(n: number): Bytes {
  return (n === RLIM_INFINITY ? 'unlimited' : `${n}`).padEnd(20);
}

function limits(task: Readonly<Task>): Bytes {
  let text = `${'Limit'.padEnd(25)} ${'Soft Limit'.padEnd(20)} ${'Hard Limit'.padEnd(20)} ${'Units'.padEnd(10)}\n`;
  for (const [title, name, unit] of LIMITS) {
    const { soft, hard } = task.rlimits[name] ?? defaultRlimit(name);
    text += `${title.padEnd(25)} ${limitText(soft)} ${limitText(hard)} ${unit.padEnd(10)}\n`;
  }
  return text;
}

/** `0::PATH`: the cgroup as seen from the reader's cgroup namespace, with `/..` for each level above its root. */
function cgroup(c: ProcContext, task: Readonly<Task>): Bytes {
  const { root } = getNamespace(c.k, c.reader.cgroupNs);
  const path = cgroupPath(c.k, task.cgroup);
  const base = cgroupPath(c.k, root);
  if (base === '/') return `0::${path}\n`;
  if (isWithin(c.k, task.cgroup, root)) return `0::${path === base ? '/' : path.slice(base.length)}\n`;
  const from = base.split('/').slice(1);
  const to = path === '/' ? [] : path.split('/').slice(1);
  let same = 0;
  while (same < from.length && from[same] === to[same]) same++;
  return `0::${'/..'.repeat(from.length - same)}${to
    .slice(same)
    .map((part) => `/${part}`)
    .join('')}\n`;
}

/** Writes a number of `oom_score_adj`: only CAP_SYS_RESOURCE may lower it. */
function writeOomScoreAdj(c: ProcContext, target: Readonly<Task>, data: Bytes): number {
  const text = data.trim();
  if (!/^-?\d+$/.test(text)) return EINVAL;
  const value = Number(text);
  if (value < -1000 || value > 1000) return EINVAL;
  const leader = leaderOf(c.k, target);
  if (value < leader.oomScoreAdj && !hasCap(c.reader.cred, CAP_SYS_RESOURCE)) return EACCES;
  for (const tid of [leader.tid, ...leader.threads]) c.k.tx.edit(taskTable, tid).oomScoreAdj = value;
  return data.length;
}

/** oom_badness() in thousandths, moved to positive numbers as since Linux 5.9. */
function oomScore(k: Kernel, task: Readonly<Task>): number {
  const total = k.tx.get(machineTable, 0)?.memory ?? 1;
  const leader = leaderOf(k, task);
  if (leader.oomScoreAdj === -1000) return 0;
  return Math.floor(((1000 + (leader.memory * 1000) / total + leader.oomScoreAdj) * 2) / 3);
}

function writeComm(c: ProcContext, target: Readonly<Task>, data: Bytes): number {
  if (target.tgid !== c.reader.tgid) return EINVAL;
  const newline = data.indexOf('\n');
  c.k.tx.edit(taskTable, target.tid).comm = (newline < 0 ? data : data.slice(0, newline)).slice(0, 15);
  return data.length;
}

function hex(n: number): Bytes {
  return n.toString(16).padStart(12, '0');
}

/** The few mappings that are accounted for: the executable, its data and the stack. */
function maps(k: Kernel, task: Readonly<Task>): Bytes {
  const leader = leaderOf(k, task);
  if (leader.state === 'zombie') return '';
  const line = (start: number, size: number, rights: Bytes, name: Bytes): Bytes =>
    `${`${hex(start)}-${hex(start + size)} ${rights} 00000000 00:00 0`.padEnd(73)}${name}\n`;
  const heap = Math.max(4096, Math.ceil(leader.memory / 4096) * 4096);
  return (
    line(0x400000, 81920, 'r-xp', leader.exe) +
    line(0x800000, heap, 'rw-p', '[heap]') +
    line(0x7ffffffdf000, 135168, 'rw-p', '[stack]')
  );
}

function terminated(parts: readonly Bytes[]): Bytes {
  return parts.map((part) => `${part}\0`).join('');
}

const ID_MAP = '         0          0 4294967295\n';
const IO = 'rchar: 0\nwchar: 0\nsyscr: 0\nsyscw: 0\nread_bytes: 0\nwrite_bytes: 0\ncancelled_write_bytes: 0\n';

/** Files of a process's directory, and of its threads'. */
export const PROCESS_FILES: ReadonlyMap<Bytes, ProcessFile> = new Map<Bytes, ProcessFile>([
  ['cgroup', { mode: 0o444, text: cgroup }],
  ['cmdline', { mode: 0o444, text: (_c, task) => (task.state === 'zombie' ? '' : terminated(task.argv)) }],
  ['comm', { mode: 0o644, text: (_c, task) => `${task.comm}\n`, write: writeComm }],
  ['environ', { mode: 0o400, text: (_c, task) => (task.state === 'zombie' ? '' : terminated(task.env)) }],
  ['gid_map', { mode: 0o644, text: () => ID_MAP }],
  ['io', { mode: 0o400, text: () => IO }],
  ['limits', { mode: 0o444, text: (_c, task) => limits(task) }],
  ['loginuid', { mode: 0o644, text: () => '4294967295' }],
  ['maps', { mode: 0o444, text: (c, task) => maps(c.k, task) }],
  ['mountinfo', { mode: 0o444, text: (c, task) => (task.state === 'zombie' ? ENOENT : mountinfo(c.k, task)) }],
  ['mounts', { mode: 0o444, text: (c, task) => (task.state === 'zombie' ? ENOENT : mountsText(c.k, task)) }],
  ['oom_score', { mode: 0o444, text: (c, task) => `${oomScore(c.k, task)}\n` }],
  [
    'oom_score_adj',
    { mode: 0o644, text: (c, task) => `${leaderOf(c.k, task).oomScoreAdj}\n`, write: writeOomScoreAdj },
  ],
  ['sessionid', { mode: 0o444, text: () => '4294967295' }],
  ['setgroups', { mode: 0o644, text: () => 'allow\n' }],
  ['stat', { mode: 0o444, text: processStat }],
  ['statm', { mode: 0o444, text: processStatm }],
  ['status', { mode: 0o444, text: processStatus }],
  ['uid_map', { mode: 0o644, text: () => ID_MAP }],
  ['wchan', { mode: 0o444, text: () => '0' }],
]);
