/** The links of /proc/PID: cwd, root, exe, descriptors and namespaces. Following one leads to the thing itself. */
import type { Bytes } from '../../../util/bytes.ts';
import { EACCES, ENOENT, type Errno } from '../../errno.ts';
import type { Kernel } from '../../kernel.ts';
import { getNamespace } from '../../ns/namespace.ts';
import { CAP_SYS_PTRACE, hasCap, intersectCaps } from '../../task/capability.ts';
import { fdTable, type Task } from '../../task/task.ts';
import { type File, fileTable } from '../file.ts';
import type { Errno2, Jump, Path } from '../filesystem.ts';
import { getInode, getXattr } from '../inode.ts';
import { mountTable } from '../mount-table.ts';
import { nsfsPath } from '../nsfs.ts';
import { inodeKeyOf } from '../open.ts';
import { XATTR_ORIGIN } from '../overlay-lookup.ts';
import { pathText } from '../path-text.ts';
import { resolvePath } from '../path-walk.ts';

/** Fields of the task record behind the names in /proc/PID/ns. */
export const NAMESPACE_LINKS: ReadonlyMap<Bytes, (task: Readonly<Task>) => number> = new Map([
  ['cgroup', (task: Readonly<Task>) => task.cgroupNs],
  ['ipc', (task: Readonly<Task>) => task.ipcNs],
  ['mnt', (task: Readonly<Task>) => task.mntNs],
  ['net', (task: Readonly<Task>) => task.netNs],
  ['pid', (task: Readonly<Task>) => task.pidNs],
  ['pid_for_children', (task: Readonly<Task>) => task.childPidNs],
  ['user', (task: Readonly<Task>) => task.userNs],
  ['uts', (task: Readonly<Task>) => task.utsNs],
]);

/** ptrace_may_access() with PTRACE_MODE_READ: the same user with no fewer rights, or CAP_SYS_PTRACE. */
export function mayInspect(reader: Readonly<Task>, target: Readonly<Task>): boolean {
  if (reader.tgid === target.tgid || hasCap(reader.cred, CAP_SYS_PTRACE)) return true;
  const { uid, euid, capPrm } = target.cred;
  return reader.cred.euid === uid && reader.cred.euid === euid && intersectCaps(capPrm, reader.cred.capPrm) === capPrm;
}

/** Path of a place as the reader sees it, marked when its name is gone. */
function shownPath(k: Kernel, reader: Readonly<Task>, at: Path): Bytes {
  const { text, isReachable, isDeleted } = pathText(k, at, { mnt: reader.rootMnt, node: reader.rootNode });
  const path = isReachable ? text : `(unreachable)${text}`;
  return isDeleted ? `${path} (deleted)` : path;
}

/** Does the place of an open file still lead to what it is open on, or to the copy that an overlay has since made of it? */
function isCurrent(k: Kernel, file: Readonly<File>): boolean {
  if (file.kind !== 'inode') return true;
  const key = inodeKeyOf(k, file);
  if (key === file.obj) return true;
  const inode = key === 0 ? undefined : getInode(k, key);
  return inode !== undefined && getXattr(inode, XATTR_ORIGIN) === `${file.obj}`;
}

/** The open file behind descriptor `fd` of a task; undefined when it is closed. */
export function fileOfFd(k: Kernel, task: Readonly<Task>, fd: Bytes): { id: number; file: Readonly<File> } | undefined {
  const id = k.tx.get(fdTable, task.files)?.fds[Number(fd)] ?? 0;
  const file = id === 0 ? undefined : k.tx.get(fileTable, id);
  return file === undefined ? undefined : { id, file };
}

/** Descriptors that are open, in ascending order. */
export function openFds(k: Kernel, task: Readonly<Task>): readonly Bytes[] {
  const fds = k.tx.get(fdTable, task.files)?.fds ?? [];
  return fds.flatMap((id, fd) => (id === 0 ? [] : [`${fd}`]));
}

/** Text of /proc/PID/fd/N. */
export function fdText(k: Kernel, reader: Readonly<Task>, file: Readonly<File>): Bytes {
  const ops = k.env.fileOps[file.kind];
  if (file.mnt === 0 || k.tx.get(mountTable, file.mnt) === undefined) return ops?.link(file) ?? '';
  const path = shownPath(k, reader, file);
  return isCurrent(k, file) || path.endsWith(' (deleted)') ? path : `${path} (deleted)`;
}

/** Where /proc/PID/fd/N leads: to the file's place while it has one that is good, else to the open file itself. */
export function fdTarget(k: Kernel, id: number, file: Readonly<File>): Jump {
  const hasPlace =
    (file.kind === 'inode' || file.kind === 'dir' || file.kind === 'text' || file.kind === 'dev') && file.mnt !== 0;
  if (hasPlace && isCurrent(k, file)) {
    const { isDeleted } = pathText(k, file, { mnt: 0, node: 0 });
    if (!isDeleted) return { mnt: file.mnt, node: file.node, file: 0 };
  }
  return { mnt: 0, node: 0, file: id };
}

/** Text of the links cwd, root and exe; null for other names. */
export function linkText(k: Kernel, reader: Readonly<Task>, target: Readonly<Task>, name: Bytes): Bytes | Errno | null {
  if (name !== 'cwd' && name !== 'root' && name !== 'exe') return null;
  if (target.state === 'zombie') return ENOENT;
  if (!mayInspect(reader, target)) return EACCES;
  if (name === 'exe') return target.exe === '' ? ENOENT : target.exe;
  return shownPath(
    k,
    reader,
    name === 'cwd' ? { mnt: target.cwdMnt, node: target.cwdNode } : { mnt: target.rootMnt, node: target.rootNode },
  );
}

/** Where cwd, root and exe lead. */
export function linkTarget(k: Kernel, reader: Readonly<Task>, target: Readonly<Task>, name: Bytes): Jump | Errno2 {
  if (target.state === 'zombie') return { errno: ENOENT };
  if (!mayInspect(reader, target)) return { errno: EACCES };
  if (name === 'cwd') return { mnt: target.cwdMnt, node: target.cwdNode, file: 0 };
  if (name === 'root') return { mnt: target.rootMnt, node: target.rootNode, file: 0 };
  return resolvePath(k, target, target.exe, true);
}

/** Text of /proc/PID/ns/NAME. */
export function namespaceText(k: Kernel, target: Readonly<Task>, name: Bytes): Bytes {
  const ns = (NAMESPACE_LINKS.get(name) as (task: Readonly<Task>) => number)(target);
  const { kind, ino } = getNamespace(k, ns);
  return `${kind}:[${ino}]`;
}

/** Where /proc/PID/ns/NAME leads: the namespace's file. */
export function namespaceTarget(k: Kernel, reader: Readonly<Task>, target: Readonly<Task>, name: Bytes): Jump | Errno2 {
  if (target.state === 'zombie') return { errno: ENOENT };
  return mayInspect(reader, target) ? nsfsPath(k, namespaceText(k, target, name)) : { errno: EACCES };
}
