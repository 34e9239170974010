/** Changing credentials (credentials(7), capabilities(7) "effect of user ID changes"). */
import { EPERM } from '../errno.ts';
import type { Cred } from '../syscall.ts';
import { ALL_CAPABILITIES, CAP_SETGID, CAP_SETPCAP, CAP_SETUID, hasCap, intersectCaps } from './capability.ts';
import type { Task } from './task.ts';

/** Root with every capability. */
export const ROOT_CRED: Cred = {
  uid: 0,
  gid: 0,
  euid: 0,
  egid: 0,
  groups: [0],
  capEff: ALL_CAPABILITIES,
  capPrm: ALL_CAPABILITIES,
  capInh: 0,
  capBnd: ALL_CAPABILITIES,
  capAmb: 0,
  noNewPrivs: false,
};

/** The credentials of an ordinary user. */
export function userCred(uid: number, gid: number, groups: readonly number[]): Cred {
  return { ...ROOT_CRED, uid, gid, euid: uid, egid: gid, groups, capEff: 0, capPrm: 0 };
}

/** setuid(2), setgid(2), setgroups(2), capset(2) and prctl(2) in one: what differs is changed if the task may. */
export function changeCred(task: Task, change: Partial<Cred>): number {
  const old = task.cred;
  const uidChange =
    (change.uid !== undefined && change.uid !== old.uid) || (change.euid !== undefined && change.euid !== old.euid);
  const gidChange =
    (change.gid !== undefined && change.gid !== old.gid) || (change.egid !== undefined && change.egid !== old.egid);
  if (uidChange && !hasCap(old, CAP_SETUID) && change.euid !== old.uid && change.uid !== old.uid) return EPERM;
  if ((gidChange || change.groups !== undefined) && !hasCap(old, CAP_SETGID)) return EPERM;
  if (change.capPrm !== undefined && intersectCaps(change.capPrm, old.capPrm) !== change.capPrm) return EPERM;
  if (change.capBnd !== undefined && change.capBnd !== old.capBnd && !hasCap(old, CAP_SETPCAP)) return EPERM;
  const next = { ...old, ...change };
  if (uidChange) {
    if (old.euid === 0 && next.euid !== 0) next.capEff = change.capEff ?? 0;
    if (old.uid === 0 && next.uid !== 0 && next.euid !== 0) {
      next.capPrm = change.capPrm ?? 0;
      next.capAmb = change.capAmb ?? 0;
    }
    if (old.euid !== 0 && next.euid === 0) next.capEff = change.capEff ?? next.capPrm;
  }
  task.cred = next;
  return 0;
}

/** What execve makes of the credentials; `setuid`/`setgid` are the file's owner ids when those bits count, else -1. */
export function credOnExec(old: Cred, setuid: number, setgid: number): Cred {
  const euid = setuid >= 0 && !old.noNewPrivs ? setuid : old.euid;
  const egid = setgid >= 0 && !old.noNewPrivs ? setgid : old.egid;
  const isRoot = euid === 0;
  // P'(permitted) = (P(inheritable) & F(inheritable)) | (F(permitted) & P(bounding)) | P'(ambient), with root's file sets full
  const capPrm = isRoot ? old.capBnd : old.capAmb;
  if (euid === old.euid && egid === old.egid && capPrm === old.capPrm && old.capEff === capPrm) return old;
  return { ...old, euid, egid, capPrm, capEff: capPrm };
}
