/** mount(2): new mounts, bind mounts, moves, remounts and propagation types; umount(2). */
import type { Bytes } from '../../util/bytes.ts';
import { EBUSY, EINVAL, ELOOP, ENODEV, ENOTDIR, EPERM, type Errno } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { S_IFDIR, S_IFMT } from '../syscall.ts';
import { CAP_SYS_ADMIN, hasCap } from '../task/capability.ts';
import type { Task } from '../task/task.ts';
import { type Path, superblockTable } from './filesystem.ts';
import {
  attachMount,
  copyTree,
  createMount,
  detachMount,
  dissolveMounts,
  fsOfMount,
  getMount,
  isBindable,
  isInUse,
  subtree,
} from './mount.ts';
import {
  MNT_NOATIME,
  MNT_NODEV,
  MNT_NODIRATIME,
  MNT_NOEXEC,
  MNT_NOSUID,
  MNT_READONLY,
  MNT_RELATIME,
  MNT_UNBINDABLE,
  mountTable,
} from './mount-table.ts';
import { isUnder } from './path-text.ts';
import { resolvePath } from './path-walk.ts';
import { leaveGroups, makeShared, makeSlave } from './peer-group.ts';
import { propagateAttach, propagatedCopies } from './propagation.ts';
import { dropSuperblock, getSuperblock, holdSuperblock } from './superblock.ts';

/** Flags that become flags of the mount. */
const MOUNT_FLAGS: { readonly [flag: string]: number } = {
  ro: MNT_READONLY,
  nosuid: MNT_NOSUID,
  nodev: MNT_NODEV,
  noexec: MNT_NOEXEC,
  noatime: MNT_NOATIME,
  nodiratime: MNT_NODIRATIME,
  relatime: MNT_RELATIME,
};
/** Flags that undo one of those, and so say nothing; `silent` only keeps the kernel log short. */
const NEUTRAL: readonly string[] = [
  'rw',
  'suid',
  'dev',
  'exec',
  'atime',
  'diratime',
  'defaults',
  'silent',
  'norelatime',
];
const PROPAGATION: readonly string[] = ['shared', 'private', 'slave', 'unbindable'];
const ATIME = MNT_NOATIME | MNT_NODIRATIME | MNT_RELATIME;

/** What the flags of one mount(2) call ask for. */
interface Request {
  mask: number;
  action: 'new' | 'bind' | 'move' | 'remount' | 'propagation';
  isBind: boolean;
  recursive: boolean;
  propagation: string;
  strictAtime: boolean;
}

/** The propagation type that `flag` names, `isRecursive` with an r before it; null for other flags. */
function propagationOf(flag: string): { kind: string; isRecursive: boolean } | null {
  if (PROPAGATION.includes(flag)) return { kind: flag, isRecursive: false };
  return flag.startsWith('r') && PROPAGATION.includes(flag.slice(1))
    ? { kind: flag.slice(1), isRecursive: true }
    : null;
}

/** Sets what one flag asks for; false when there is no such flag. */
function addFlag(request: Request, flag: string): boolean {
  const bit = MOUNT_FLAGS[flag];
  const propagation = propagationOf(flag);
  if (bit !== undefined) request.mask |= bit;
  else if (propagation !== null) {
    request.propagation = propagation.kind;
    request.recursive ||= propagation.isRecursive;
  } else if (flag === 'move' || flag === 'remount') request.action = flag;
  else if (flag === 'strictatime') request.strictAtime = true;
  else if (flag === 'rec') request.recursive = true;
  else if (flag === 'bind' || flag === 'rbind') {
    request.isBind = true;
    request.recursive ||= flag === 'rbind';
  } else return NEUTRAL.includes(flag);
  return true;
}

function parseFlags(flags: readonly string[]): Request | null {
  const request: Request = {
    mask: 0,
    action: 'new',
    isBind: false,
    recursive: false,
    propagation: '',
    strictAtime: false,
  };
  for (const flag of flags) if (!addFlag(request, flag)) return null;
  if (request.action === 'new')
    request.action = request.isBind ? 'bind' : request.propagation !== '' ? 'propagation' : 'new';
  return request;
}

/** relatime unless another access time policy is asked for. */
function atimeFlags(request: Request): number {
  return request.strictAtime || (request.mask & MNT_NOATIME) !== 0
    ? request.mask & ~MNT_RELATIME
    : request.mask | MNT_RELATIME;
}

function isDirAt(k: Kernel, at: Path): boolean {
  const mount = getMount(k, at.mnt);
  return (fsOfMount(k, mount).mode(k, mount.sb, at.node) & S_IFMT) === S_IFDIR;
}

/** Attaches the tree `id` at `at`, and at its peers and slaves. */
function graft(k: Kernel, id: number, at: Path): 0 {
  attachMount(k, id, at);
  propagateAttach(k, at.mnt, at.node, id);
  return 0;
}

function mountNew(
  k: Kernel,
  task: Readonly<Task>,
  source: Bytes,
  target: Path,
  fstype: Bytes,
  request: Request,
  data: Bytes,
): Errno | 0 {
  const fs = k.env.fileSystems[fstype];
  if (fs?.getTree === undefined) return ENODEV;
  const isReadOnly = (request.mask & MNT_READONLY) !== 0;
  const sb = fs.getTree(k, task, source, data, isReadOnly);
  if (sb < 0) return sb;
  const root = fs.mountRoot?.(k, sb, task) ?? getSuperblock(k, sb).root;
  // hold it while it is checked, so that a new one is freed again when it does not fit
  holdSuperblock(k, sb);
  const on = getMount(k, target.mnt);
  const fits = (fs.mode(k, sb, root) & S_IFMT) === S_IFDIR && isDirAt(k, target);
  const isTwice = on.sb === sb && on.root === target.node && on.root === root;
  const result = !fits ? ENOTDIR : isTwice ? EBUSY : graft(k, createMount(k, sb, root, atimeFlags(request)), target);
  dropSuperblock(k, sb);
  return result;
}

function mountBind(k: Kernel, task: Readonly<Task>, source: Bytes, target: Path, request: Request): Errno | 0 {
  const from = resolvePath(k, task, source, true);
  if ('errno' in from) return from.errno;
  const original = getMount(k, from.mnt);
  const isOurs = original.ns === task.mntNs || original.ns === 0;
  if (from.file !== 0 || !isOurs || !isBindable(original)) return EINVAL;
  if (isDirAt(k, from) !== isDirAt(k, target)) return ENOTDIR;
  const keep = (one: Readonly<typeof original>): boolean =>
    request.recursive && isBindable(one) && (one.parent !== from.mnt || isUnder(k, one.point, from.node));
  return graft(k, copyTree(k, from.mnt, from.node, 0, keep, new Map()), target);
}

function moveMount(k: Kernel, task: Readonly<Task>, source: Bytes, target: Path): Errno | 0 {
  const from = resolvePath(k, task, source, true);
  if ('errno' in from) return from.errno;
  const moved = getMount(k, from.mnt);
  if (from.node !== moved.root || moved.parent === 0 || moved.ns !== task.mntNs) return EINVAL;
  if (getMount(k, moved.parent).shared !== 0) return EINVAL;
  if (isDirAt(k, from) !== isDirAt(k, target)) return ENOTDIR;
  if (subtree(k, from.mnt).includes(target.mnt)) return ELOOP;
  detachMount(k, from.mnt);
  return graft(k, from.mnt, target);
}

/** With `bind` the flags of this mount alone change, else those of the superblock too. Access time policy stays unless named. */
function remount(k: Kernel, target: Path, request: Request, data: Bytes): Errno | 0 {
  const seen = getMount(k, target.mnt);
  if (target.node !== seen.root) return EINVAL;
  if (!request.isBind) {
    const result = fsOfMount(k, seen).reconfigure?.(k, seen.sb, data) ?? (data === '' ? 0 : EINVAL);
    if (result !== 0) return result;
    k.tx.edit(superblockTable, seen.sb).readOnly = (request.mask & MNT_READONLY) !== 0;
  }
  const record = k.tx.edit(mountTable, target.mnt);
  const keepsAtime = (request.mask & ATIME) === 0 && !request.strictAtime;
  const atime = keepsAtime ? record.flags & ATIME : atimeFlags(request) & ATIME;
  record.flags = (request.mask & ~ATIME) | atime | (record.flags & MNT_UNBINDABLE);
  return 0;
}

function setPropagation(k: Kernel, id: number, kind: string): void {
  if (kind === 'shared') makeShared(k, id);
  else if (kind === 'slave') makeSlave(k, id);
  else leaveGroups(k, id);
  const record = k.tx.edit(mountTable, id);
  record.flags &= ~MNT_UNBINDABLE;
  if (kind === 'unbindable') record.flags |= MNT_UNBINDABLE;
}

function changePropagation(k: Kernel, target: Path, request: Request): Errno | 0 {
  if (target.node !== getMount(k, target.mnt).root) return EINVAL;
  for (const id of request.recursive ? subtree(k, target.mnt) : [target.mnt])
    setPropagation(k, id, request.propagation);
  return 0;
}

/**
 * mount(2). `flags` by the names of mount(8): `ro nosuid nodev noexec noatime nodiratime relatime strictatime`, `bind`
 * (`rec` or `rbind` with all below), `move`, `remount` (with `bind`: this mount only), `[r]shared [r]slave [r]private
 * [r]unbindable`. EINVAL for a flag that is not simulated, ENODEV for an unknown type.
 */
export function mount(
  k: Kernel,
  task: Readonly<Task>,
  source: Bytes,
  target: Bytes,
  fstype: Bytes,
  flags: readonly string[],
  data: Bytes,
): Errno | 0 {
  const at = resolvePath(k, task, target, true);
  if ('errno' in at) return at.errno;
  if (!hasCap(task.cred, CAP_SYS_ADMIN)) return EPERM;
  const request = parseFlags(flags);
  if (request === null || at.file !== 0 || getMount(k, at.mnt).ns !== task.mntNs) return EINVAL;
  switch (request.action) {
    case 'new':
      return mountNew(k, task, source, at, fstype, request, data);
    case 'bind':
      return mountBind(k, task, source, at, request);
    case 'move':
      return moveMount(k, task, source, at);
    case 'remount':
      return remount(k, at, request, data);
    default:
      return changePropagation(k, at, request);
  }
}

/** Is the mount, or one of its copies, used or mounted upon? */
function isBusy(k: Kernel, all: readonly number[]): boolean {
  return all.some((one) => getMount(k, one).children.length > 0) || isInUse(k, new Set(all));
}

/** umount(2) of the mount at `target`, there and at its peers and slaves. `lazy` (MNT_DETACH) takes all below it along, in use or not. */
export function umount(k: Kernel, task: Readonly<Task>, target: Bytes, lazy: boolean): Errno | 0 {
  const at = resolvePath(k, task, target, true);
  if ('errno' in at) return at.errno;
  if (!hasCap(task.cred, CAP_SYS_ADMIN)) return EPERM;
  const seen = getMount(k, at.mnt);
  if (at.node !== seen.root || at.file !== 0 || seen.ns !== task.mntNs || seen.parent === 0) return EINVAL;
  const all = [at.mnt, ...propagatedCopies(k, at.mnt)];
  if (!lazy && isBusy(k, all)) return EBUSY;
  for (const one of all) detachMount(k, one);
  for (const one of all) dissolveMounts(k, one);
  return 0;
}
