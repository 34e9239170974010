/**
 * proc (proc(5)): files made up when they are read. A node is the path inside the mount; what it shows depends on the PID
 * namespace of the mount and, for `self`, namespaced sysctls and paths, on who reads.
 */
import { hashString } from '../../store/str-hash.ts';
import type { Bytes } from '../../util/bytes.ts';
import { EACCES, EINVAL, ENOENT, EPERM, type Errno } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { FIRST_PID_NS, pidIn, tidOf } from '../ns/pid.ts';
import { type Dirent, S_IFDIR, S_IFLNK, S_IFMT, S_IFREG, type Stat } from '../syscall.ts';
import { pidTable, type Task, taskTable } from '../task/task.ts';
import type { Errno2, FileSystem, Jump } from './filesystem.ts';
import { leaderOf, type ProcContext, type ProcSources } from './proc/context.ts';
import { MACHINE_DIRS, MACHINE_FILES } from './proc/machine-files.ts';
import { PROCESS_FILES } from './proc/process-files.ts';
import {
  fdTarget,
  fdText,
  fileOfFd,
  linkTarget,
  linkText,
  mayInspect,
  NAMESPACE_LINKS,
  namespaceTarget,
  namespaceText,
  openFds,
} from './proc/process-links.ts';
import { sysctlEntries, sysctlMode, sysctlText, writeSysctl } from './proc/sysctl.ts';
import { createSuperblock, getSuperblock, superblockDev } from './superblock.ts';

const NOT_FOUND: Errno2 = Object.freeze({ errno: ENOENT });
const PROCESS_LINKS: readonly Bytes[] = ['cwd', 'exe', 'root'];
const PROCESS_DIRS: readonly Bytes[] = ['fd', 'fdinfo', 'net', 'ns', 'task'];
const PID = /^[1-9]\d*$/;

/** A node taken apart. `rest` is what follows the process's (or thread's) directory. */
interface Place {
  readonly target: Readonly<Task> | null;
  readonly rest: Bytes;
}

function taskOf(k: Kernel, ns: number, pid: Bytes): Readonly<Task> | null {
  return PID.test(pid) ? (k.tx.get(taskTable, tidOf(k, ns, Number(pid))) ?? null) : null;
}

function pidNsOf(k: Kernel, sb: number): number {
  return getSuperblock(k, sb).data.pidNs as number;
}

/** `/7/task/9/stat` is task 9 and `stat`; `/meminfo` is no task and `/meminfo`; null when the process is gone. */
function parse(k: Kernel, ns: number, node: Bytes): Place | null {
  const end = node.indexOf('/', 1);
  const first = node.slice(1, end < 0 ? undefined : end);
  if (!PID.test(first)) return { target: null, rest: node };
  const target = taskOf(k, ns, first);
  if (target === null) return null;
  const rest = end < 0 ? '' : node.slice(end + 1);
  if (!rest.startsWith('task/')) return { target, rest };
  const slash = rest.indexOf('/', 5);
  const thread = taskOf(k, ns, rest.slice(5, slash < 0 ? undefined : slash));
  if (thread === null || thread.tgid !== target.tgid) return null;
  return { target: thread, rest: slash < 0 ? '' : rest.slice(slash + 1) };
}

/** Type bits and permissions of a name in a process's directory; 0 when there is none. */
function processMode(k: Kernel, sources: ProcSources, target: Readonly<Task>, rest: Bytes): number {
  if (rest === '' || rest === 'fdinfo' || rest === 'net' || rest === 'task') return S_IFDIR | 0o555;
  if (rest === 'fd') return S_IFDIR | 0o500;
  if (rest === 'ns') return S_IFDIR | 0o511;
  const file = PROCESS_FILES.get(rest);
  if (file !== undefined) return S_IFREG | file.mode;
  if (PROCESS_LINKS.includes(rest)) return S_IFLNK | 0o777;
  const slash = rest.indexOf('/');
  const name = rest.slice(slash + 1);
  switch (rest.slice(0, slash)) {
    case 'fd': {
      const open = fileOfFd(k, target, name);
      return open === undefined
        ? 0
        : S_IFLNK | ((open.file.flags & 3) === 0 ? 0o500 : (open.file.flags & 3) === 1 ? 0o300 : 0o700);
    }
    case 'fdinfo':
      return fileOfFd(k, target, name) === undefined ? 0 : S_IFREG | 0o444;
    case 'net':
      return sources.netFiles.includes(name) ? S_IFREG | 0o444 : 0;
    case 'ns':
      return NAMESPACE_LINKS.has(name) ? S_IFLNK | 0o777 : 0;
    default:
      return 0;
  }
}

const MACHINE_LINKS: ReadonlyMap<Bytes, Bytes> = new Map([
  ['mounts', 'self/mounts'],
  ['net', 'self/net'],
]);

/** The same for what is not about a process. `self` needs somebody who asks. */
function machineMode(c: ProcContext | null, rest: Bytes): number {
  if (rest === '') return S_IFDIR | 0o555;
  const name = rest.slice(1);
  const file = MACHINE_FILES.get(name);
  if (file !== undefined) return S_IFREG | file.mode;
  if (name === 'self' || name === 'thread-self' || MACHINE_LINKS.has(name)) return S_IFLNK | 0o777;
  if (MACHINE_DIRS.includes(name) || name === 'sys') return S_IFDIR | 0o555;
  if (c === null || !name.startsWith('sys/')) return 0;
  const mode = sysctlMode(c, name.slice(4).replaceAll('/', '.'));
  return mode === null ? 0 : mode === 'dir' ? S_IFDIR | 0o555 : S_IFREG | mode;
}

/** The file system type `proc` with its wiring. */
export function procFileSystem(sources: ProcSources): FileSystem {
  const contextOf = (k: Kernel, sb: number, reader: Readonly<Task> | null): ProcContext | null => {
    // without a reader the view is that of the task that runs, or of process 1
    const task = reader ?? k.tx.get(taskTable, k.current) ?? k.tx.get(taskTable, 1);
    return task === undefined ? null : { k, sources, ns: pidNsOf(k, sb), reader: task };
  };
  const modeFor = (k: Kernel, sb: number, node: Bytes, reader: Readonly<Task> | null): number => {
    const place = parse(k, pidNsOf(k, sb), node);
    if (place === null) return 0;
    return place.target === null
      ? machineMode(contextOf(k, sb, reader), node)
      : processMode(k, sources, place.target, place.rest);
  };
  return {
    lookup: (k, sb, dir, name, task) => {
      if (name === '..') return (dir as Bytes).slice(0, Math.max(0, (dir as Bytes).lastIndexOf('/')));
      const node = `${dir as Bytes}/${name}`;
      return modeFor(k, sb, node, task) === 0 ? NOT_FOUND : node;
    },
    stat: (k, sb, node) => {
      const mode = modeFor(k, sb, node as Bytes, null);
      return mode === 0 ? ENOENT : procStat(k, sb, node as Bytes, mode);
    },
    mode: (k, sb, node) => modeFor(k, sb, node as Bytes, null),
    readlink: (k, sb, node, task) => readlink(k, sb, node as Bytes, task),
    follow: (k, sb, node, task) => follow(k, sb, node as Bytes, task),
    readdir: (k, sb, dir, task) => list(contextOf(k, sb, task), sources, dir as Bytes, k, sb),
    create: () => ({ errno: ENOENT }),
    link: () => EPERM,
    unlink: () => EPERM,
    rmdir: () => EPERM,
    rename: () => EPERM,
    setattr: () => EPERM,
    open: (k, sb, node, _flags, task) => {
      const mode = modeFor(k, sb, node as Bytes, task);
      if (mode === 0) return ENOENT;
      return { kind: (mode & S_IFMT) === S_IFDIR ? 'dir' : 'text', obj: 0, extra: '' };
    },
    statfs: (k, sb) => ({
      type: 'proc',
      source: getSuperblock(k, sb).source,
      total: 0,
      free: 0,
      inodes: 0,
      inodesFree: 0,
    }),
    program: () => '',
    kill: () => undefined,
    text: (k, sb, node, task) => text(contextOf(k, sb, task) as ProcContext, node as Bytes),
    writeText: (k, sb, node, task, data) => write(contextOf(k, sb, task) as ProcContext, node as Bytes, data),
    getTree: (k, task, source, data) =>
      data === '' ? createSuperblock(k, 'proc', source, { data: { pidNs: task.pidNs } }) : EINVAL,
    options: () => '',
  };
}

function procStat(k: Kernel, sb: number, node: Bytes, mode: number): Stat {
  const place = parse(k, pidNsOf(k, sb), node);
  const owner = place?.target ?? null;
  const uid = owner?.cred.euid ?? 0;
  const gid = owner?.cred.egid ?? 0;
  const time = owner === null ? 0 : owner.startedAt;
  const ino = node === '' ? 1 : hashString(node) >>> 0;
  const isDir = (mode & S_IFMT) === S_IFDIR;
  const size = (mode & S_IFMT) === S_IFLNK && place !== null && place.rest.startsWith('fd/') ? 64 : 0;
  return {
    dev: superblockDev(sb, getSuperblock(k, sb)),
    ino,
    mode,
    nlink: isDir ? (owner === null || place?.rest !== '' ? 2 : 9) : 1,
    uid,
    gid,
    rdev: 0,
    size,
    blocks: 0,
    atime: time,
    mtime: time,
    ctime: time,
  };
}

function readlink(k: Kernel, sb: number, node: Bytes, reader: Readonly<Task> | null): Bytes | Errno {
  const ns = pidNsOf(k, sb);
  const place = parse(k, ns, node);
  if (place === null || reader === null) return ENOENT;
  const { target, rest } = place;
  if (target === null) {
    const self = pidIn(k, ns, leaderOf(k, reader));
    if (rest === '/self') return self === 0 ? ENOENT : `${self}`;
    if (rest === '/thread-self') return self === 0 ? ENOENT : `${self}/task/${pidIn(k, ns, reader)}`;
    return MACHINE_LINKS.get(rest.slice(1)) ?? EINVAL;
  }
  const plain = linkText(k, reader, target, rest);
  if (plain !== null) return plain;
  if (!mayInspect(reader, target)) return EACCES;
  if (rest.startsWith('ns/')) return namespaceText(k, target, rest.slice(3));
  const open = fileOfFd(k, target, rest.slice(3));
  return open === undefined ? ENOENT : fdText(k, reader, open.file);
}

function follow(k: Kernel, sb: number, node: Bytes, reader: Readonly<Task> | null): Jump | Errno2 | null {
  const place = parse(k, pidNsOf(k, sb), node);
  if (place === null || reader === null) return NOT_FOUND;
  const { target, rest } = place;
  if (target === null) return null;
  if (PROCESS_LINKS.includes(rest)) return linkTarget(k, reader, target, rest);
  if (rest.startsWith('ns/')) return namespaceTarget(k, reader, target, rest.slice(3));
  if (!mayInspect(reader, target)) return { errno: EACCES };
  const open = fileOfFd(k, target, rest.slice(3));
  return open === undefined ? NOT_FOUND : fdTarget(k, open.id, open.file);
}

function fdinfo(c: ProcContext, target: Readonly<Task>, fd: Bytes): Bytes | Errno {
  const open = fileOfFd(c.k, target, fd);
  if (open === undefined) return ENOENT;
  const { pos, flags, mnt } = open.file;
  return `pos:\t${pos}\nflags:\t0${flags.toString(8)}\nmnt_id:\t${mnt}\n`;
}

function text(c: ProcContext, node: Bytes): Bytes | Errno {
  const place = parse(c.k, c.ns, node);
  if (place === null) return ENOENT;
  const { target, rest } = place;
  if (target === null) {
    if (rest.startsWith('/sys/')) return sysctlText(c, rest.slice(5).replaceAll('/', '.'));
    return MACHINE_FILES.get(rest.slice(1))?.text(c) ?? ENOENT;
  }
  const file = PROCESS_FILES.get(rest);
  if (file !== undefined)
    return (file.mode & 0o044) === 0 && !mayInspect(c.reader, target) ? EACCES : file.text(c, target);
  if (rest.startsWith('net/')) return c.sources.netFile(c.k, target.netNs, rest.slice(4));
  return rest.startsWith('fdinfo/') ? fdinfo(c, target, rest.slice(7)) : ENOENT;
}

function write(c: ProcContext, node: Bytes, data: Bytes): number {
  const place = parse(c.k, c.ns, node);
  if (place === null) return ENOENT;
  const { target, rest } = place;
  if (target === null) {
    if (rest.startsWith('/sys/')) return writeSysctl(c, rest.slice(5).replaceAll('/', '.'), data);
    return MACHINE_FILES.get(rest.slice(1))?.write?.(c, data) ?? EPERM;
  }
  return PROCESS_FILES.get(rest)?.write?.(c, target, data) ?? EPERM;
}

/** Pids of the processes that a PID namespace shows, ascending. */
function visiblePids(k: Kernel, ns: number): number[] {
  const out: number[] = [];
  if (ns === FIRST_PID_NS) {
    k.tx.each(taskTable, (task, tid) => {
      if (task.tgid === tid) out.push(tid);
    });
  } else {
    k.tx.each2(pidTable, ns, (entry, pid) => {
      const task = k.tx.get(taskTable, entry.tid);
      if (task !== undefined && task.tgid === task.tid) out.push(pid);
    });
  }
  return out;
}

/** Names in a process's directory or one of its subdirectories. */
function processNames(
  k: Kernel,
  ns: number,
  sources: ProcSources,
  target: Readonly<Task>,
  rest: Bytes,
): readonly Bytes[] {
  switch (rest) {
    case '':
      return [
        ...PROCESS_FILES.keys(),
        ...PROCESS_LINKS,
        ...PROCESS_DIRS.filter((name) => name !== 'task' || target.tid === target.tgid),
      ].sort();
    case 'fd':
    case 'fdinfo':
      return openFds(k, target);
    case 'net':
      return sources.netFiles;
    case 'ns':
      return [...NAMESPACE_LINKS.keys()];
    default: {
      const leader = leaderOf(k, target);
      const threads = leader.threads.map((tid) => k.tx.get(taskTable, tid)).filter((thread) => thread !== undefined);
      return rest === 'task' ? [leader, ...threads].map((task) => `${pidIn(k, ns, task)}`) : [];
    }
  }
}

function machineNames(c: ProcContext, node: Bytes): readonly Bytes[] {
  if (node === '') {
    const fixed = [
      ...MACHINE_FILES.keys(),
      ...MACHINE_DIRS,
      ...MACHINE_LINKS.keys(),
      'self',
      'sys',
      'thread-self',
    ].sort();
    return [...fixed, ...visiblePids(c.k, c.ns).map((pid) => `${pid}`)];
  }
  if (node !== '/sys' && !node.startsWith('/sys/')) return [];
  return [...sysctlEntries(c, node.slice(5).replaceAll('/', '.')).keys()].sort();
}

function list(c: ProcContext | null, sources: ProcSources, dir: Bytes, k: Kernel, sb: number): readonly Dirent[] {
  const ns = pidNsOf(k, sb);
  const place = parse(k, ns, dir);
  if (place === null || c === null) return [];
  const names = place.target === null ? machineNames(c, dir) : processNames(k, ns, sources, place.target, place.rest);
  return names.map((name) => {
    const node = `${dir}/${name}`;
    const at = parse(k, ns, node);
    const mode =
      at === null ? 0 : at.target === null ? machineMode(c, node) : processMode(k, sources, at.target, at.rest);
    return { name, ino: hashString(node) >>> 0, type: mode & S_IFMT };
  });
}
