/** /proc/PID/stat, statm and status (proc(5); fs/proc/array.c), which ps and top read. */
import type { Bytes } from '../../../util/bytes.ts';
import { ttyTable } from '../../ipc/tty.ts';
import type { Kernel } from '../../kernel.ts';
import { machineTable } from '../../kernel.ts';
import { fdTable, type Task } from '../../task/task.ts';
import { makedev, PTS_MAJOR } from '../device-number.ts';
import { leaderOf, type ProcContext, shownPid, shownPids, ticks } from './context.ts';

const PAGE = 4096;
/** Address space of a small dynamic executable beside its data: text, libraries, stack. */
const TEXT_BYTES = 81920;
const LIBRARY_BYTES = 1572864;
const STACK_BYTES = 135168;
/** How much of text and libraries is resident. */
const FILE_RESIDENT = 1048576;

/** Sizes of a process in bytes. */
interface Sizes {
  readonly virtual: number;
  readonly anonymous: number;
  readonly file: number;
}

function sizesOf(k: Kernel, task: Readonly<Task>): Sizes {
  const { state, memory } = leaderOf(k, task);
  if (state === 'zombie') return { virtual: 0, anonymous: 0, file: 0 };
  return { virtual: memory + TEXT_BYTES + LIBRARY_BYTES + STACK_BYTES, anonymous: memory, file: FILE_RESIDENT };
}

/** Letter of the task's state. */
function stateLetter(task: Readonly<Task>): string {
  if (task.state === 'zombie') return 'Z';
  if (task.stopped) return 'T';
  return task.state === 'waiting' ? 'S' : 'R';
}

const STATE_NAMES: { readonly [letter: string]: string } = { R: 'running', S: 'sleeping', T: 'stopped', Z: 'zombie' };

/** Device number of the controlling terminal and the foreground process group, as `stat` shows them. */
function terminal(c: ProcContext, task: Readonly<Task>): readonly [number, number] {
  const tty = task.tty === 0 ? undefined : c.k.tx.get(ttyTable, task.tty);
  if (tty === undefined) return [0, -1];
  return [makedev(PTS_MAJOR, tty.index), shownPid(c, tty.foreground)];
}

/** A mask of signals as a number of 64 bits, in hexadecimal. */
function signalMask(signals: readonly number[]): Bytes {
  let high = 0;
  let low = 0;
  for (const signal of signals) {
    if (signal > 32) high += 2 ** (signal - 33);
    else low += 2 ** (signal - 1);
  }
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0');
}

/** A mask of signals 1 to 31 as `stat` prints it. */
function oldMask(signals: readonly number[]): number {
  let mask = 0;
  for (const signal of signals) if (signal < 32) mask += 2 ** (signal - 1);
  return mask;
}

/** /proc/PID/stat: 52 fields. */
export function processStat(c: ProcContext, task: Readonly<Task>): Bytes {
  const { k } = c;
  const leader = leaderOf(k, task);
  const { virtual, anonymous, file } = sizesOf(k, task);
  const [tty, foreground] = terminal(c, leader);
  const pid = shownPids(c, task)[0] ?? 0;
  const fields = [
    shownPid(c, leader.parent),
    shownPid(c, leader.pgid),
    shownPid(c, leader.sid),
    tty,
    foreground,
    4194304,
    100,
    0,
    0,
    0,
    ticks(leader.cpuNs),
    0,
    ticks(leader.childCpuNs),
    0,
    20 + task.nice,
    task.nice,
    leader.threads.length + 1,
    0,
    ticks(task.startedAt),
    virtual,
    (anonymous + file) / PAGE,
    '18446744073709551615',
    4194304,
    4194304 + TEXT_BYTES,
    140736000000000,
    0,
    0,
    oldMask(task.sigPending),
    0,
    oldMask(leader.sigIgnore),
    oldMask(leader.sigCatch),
    0,
    0,
    0,
    17,
    0,
    0,
    0,
    0,
    0,
    0,
    6291456,
    6295552,
    8388608,
    140736000004096,
    140736000004128,
    140736000004128,
    140736000008160,
    task.state === 'zombie' ? exitWord(task) : 0,
  ];
  return `${pid} (${task.comm}) ${stateLetter(task)} ${fields.map((field) => (typeof field === 'number' ? Math.floor(field) : field)).join(' ')}\n`;
}

/** The status that wait(2) would give. */
function exitWord(task: Readonly<Task>): number {
  return task.exitCode * 256 + task.exitSignal;
}

/** /proc/PID/statm, in pages. */
export function processStatm(c: ProcContext, task: Readonly<Task>): Bytes {
  const { virtual, anonymous, file } = sizesOf(c.k, task);
  const pages = [
    virtual,
    anonymous + file,
    file,
    virtual === 0 ? 0 : TEXT_BYTES,
    0,
    virtual === 0 ? 0 : anonymous + STACK_BYTES,
    0,
  ];
  return `${pages.map((bytes) => Math.floor(bytes / PAGE)).join(' ')}\n`;
}

function kb(bytes: number): Bytes {
  return `${Math.floor(bytes / 1024)} kB`.padStart(11);
}

/** The Vm lines; a dead process has none. */
function memoryLines(k: Kernel, task: Readonly<Task>): Bytes {
  const { virtual, anonymous, file } = sizesOf(k, task);
  if (virtual === 0) return '';
  const lines: readonly (readonly [string, number])[] = [
    ['VmPeak', virtual],
    ['VmSize', virtual],
    ['VmLck', 0],
    ['VmPin', 0],
    ['VmHWM', anonymous + file],
    ['VmRSS', anonymous + file],
    ['RssAnon', anonymous],
    ['RssFile', file],
    ['RssShmem', 0],
    ['VmData', anonymous],
    ['VmStk', STACK_BYTES],
    ['VmExe', TEXT_BYTES],
    ['VmLib', LIBRARY_BYTES],
    ['VmPTE', 40960],
    ['VmSwap', 0],
    ['HugetlbPages', 0],
  ];
  return `${lines.map(([name, bytes]) => `${name}:\t${kb(bytes)}\n`).join('')}CoreDumping:\t0\nTHP_enabled:\t1\nuntag_mask:\t0xffffffffffffffff\n`;
}

function capText(mask: number): Bytes {
  return mask.toString(16).padStart(16, '0');
}

/** Descriptors the table has room for: a power of two from 64 on. */
function fdSize(k: Kernel, task: Readonly<Task>): number {
  const used = k.tx.get(fdTable, task.files)?.fds.length ?? 0;
  let size = 64;
  while (size < used) size *= 2;
  return task.state === 'zombie' ? 0 : size;
}

function signalLines(leader: Readonly<Task>, task: Readonly<Task>): Bytes {
  const shared = leader === task ? signalMask(task.sigPending) : signalMask(leader.sigPending);
  return (
    `SigQ:\t${leader.sigPending.length}/95851\nSigPnd:\t${signalMask([])}\nShdPnd:\t${shared}\nSigBlk:\t${signalMask([])}\n` +
    `SigIgn:\t${signalMask(leader.sigIgnore)}\nSigCgt:\t${signalMask(leader.sigCatch)}\n`
  );
}

function securityLines(task: Readonly<Task>): Bytes {
  const { capInh, capPrm, capEff, capBnd, capAmb, noNewPrivs } = task.cred;
  const isFiltered = task.seccomp !== '';
  return (
    `CapInh:\t${capText(capInh)}\nCapPrm:\t${capText(capPrm)}\nCapEff:\t${capText(capEff)}\nCapBnd:\t${capText(capBnd)}\nCapAmb:\t${capText(capAmb)}\n` +
    `NoNewPrivs:\t${noNewPrivs ? 1 : 0}\nSeccomp:\t${isFiltered ? 2 : 0}\nSeccomp_filters:\t${isFiltered ? 1 : 0}\n` +
    'Speculation_Store_Bypass:\tthread vulnerable\nSpeculationIndirectBranch:\tconditional enabled\n'
  );
}

function cpuLines(k: Kernel): Bytes {
  const cores = k.tx.get(machineTable, 0)?.cores ?? 1;
  const list = cores === 1 ? '0' : `0-${cores - 1}`;
  return (
    `Cpus_allowed:\t${(2 ** cores - 1).toString(16)}\nCpus_allowed_list:\t${list}\nMems_allowed:\t00000000,00000001\nMems_allowed_list:\t0\n` +
    'voluntary_ctxt_switches:\t1\nnonvoluntary_ctxt_switches:\t0\n'
  );
}

/** /proc/PID/status. */
export function processStatus(c: ProcContext, task: Readonly<Task>): Bytes {
  const { k } = c;
  const leader = leaderOf(k, task);
  const letter = stateLetter(task);
  const pids = shownPids(c, task).join('\t');
  const umask = task.umask.toString(8).padStart(4, '0');
  const groups = task.cred.groups.join(' ');
  const { uid, euid, gid, egid } = task.cred;
  return (
    `Name:\t${task.comm}\nUmask:\t${umask}\nState:\t${letter} (${STATE_NAMES[letter]})\nTgid:\t${shownPid(c, task.tgid)}\nNgid:\t0\n` +
    `Pid:\t${shownPids(c, task)[0] ?? 0}\nPPid:\t${shownPid(c, leader.parent)}\nTracerPid:\t0\n` +
    `Uid:\t${uid}\t${euid}\t${euid}\t${euid}\nGid:\t${gid}\t${egid}\t${egid}\t${egid}\nFDSize:\t${fdSize(k, task)}\nGroups:\t${groups} \n` +
    `NStgid:\t${shownPids(c, leader).join('\t')}\nNSpid:\t${pids}\nNSpgid:\t${shownPid(c, task.pgid)}\nNSsid:\t${shownPid(c, task.sid)}\nKthread:\t0\n` +
    memoryLines(k, task) +
    `Threads:\t${leader.threads.length + 1}\n` +
    signalLines(leader, task) +
    securityLines(task) +
    cpuLines(k)
  );
}
