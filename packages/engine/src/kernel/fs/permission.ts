/** Discretionary access control (path_resolution(7), capabilities(7); fs/namei.c generic_permission). */
import type { Cred, Stat } from '../syscall.ts';
import { S_IFDIR, S_IFMT } from '../syscall.ts';
import { CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER, CAP_FSETID, hasCap } from '../task/capability.ts';

/** Bits of access(2). */
export const MAY_READ = 4;
export const MAY_WRITE = 2;
export const MAY_EXEC = 1;

/** Set-user-id, set-group-id and sticky bits of a mode (inode(7)). */
export const S_ISUID = 0o4000;
/** See S_ISUID; without group execution it marks mandatory locking. */
export const S_ISGID = 0o2000;
/** In a directory: only owners remove and rename. */
export const S_ISVTX = 0o1000;

/** What permission checks look at. */
export type Owned = Pick<Stat, 'mode' | 'uid' | 'gid'>;

/** Is `gid` the task's group or one of its supplementary groups? */
export function inGroup(cred: Cred, gid: number): boolean {
  return cred.egid === gid || cred.groups.includes(gid);
}

/** May `cred` do `mask` to an object? */
export function isAllowed(cred: Cred, object: Owned, mask: number): boolean {
  const { mode } = object;
  const shift = cred.euid === object.uid ? 6 : inGroup(cred, object.gid) ? 3 : 0;
  if (((mode >> shift) & mask) === mask) return true;
  const isDir = (mode & S_IFMT) === S_IFDIR;
  if (hasCap(cred, CAP_DAC_OVERRIDE)) return isDir || (mask & MAY_EXEC) === 0 || (mode & 0o111) !== 0;
  return hasCap(cred, CAP_DAC_READ_SEARCH) && (mask === MAY_READ || (isDir && (mask & MAY_WRITE) === 0));
}

/** May `cred` change what only the owner may: mode, times, a name in a sticky directory? */
export function isOwner(cred: Cred, object: Owned): boolean {
  return cred.euid === object.uid || hasCap(cred, CAP_FOWNER);
}

/** Does the sticky bit of `dir` keep `cred` from removing or renaming `object` in it? */
export function isStickyBlocked(cred: Cred, dir: Owned, object: Owned): boolean {
  return (dir.mode & S_ISVTX) !== 0 && cred.euid !== dir.uid && !isOwner(cred, object);
}

/** Mode of a file after somebody other than a privileged task has written to it: no set-user-id, no effective set-group-id. */
export function modeAfterWrite(cred: Cred, mode: number): number {
  return hasCap(cred, CAP_FSETID) ? mode : dropPrivileges(mode);
}

/** `mode` without set-user-id, and without set-group-id where it is not a mark for locking. */
export function dropPrivileges(mode: number): number {
  return mode & ~(S_ISUID | ((mode & 0o010) !== 0 ? S_ISGID : 0));
}

/** Can every directory be searched, so that walks need not ask? */
export function canSearchAll(cred: Cred): boolean {
  return hasCap(cred, CAP_DAC_READ_SEARCH) || hasCap(cred, CAP_DAC_OVERRIDE);
}
