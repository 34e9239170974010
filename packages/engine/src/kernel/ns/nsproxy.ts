/** unshare(2) and setns(2). */
import { EINVAL, EPERM } from '../errno.ts';
import { cloneMountNamespace } from '../fs/mount.ts';
import type { Kernel } from '../kernel.ts';
import { createNetNs } from '../net/link-create.ts';
import { CAP_SYS_ADMIN, hasCap } from '../task/capability.ts';
import type { Task } from '../task/task.ts';
import { createNamespace, dropNamespace, getNamespace, holdNamespace } from './namespace.ts';
import { createPidNamespace } from './pid.ts';

/** Fields of the task record by kind of namespace; pid is apart: it counts for children only. */
const FIELD = { mnt: 'mntNs', net: 'netNs', uts: 'utsNs', ipc: 'ipcNs', cgroup: 'cgroupNs', user: 'userNs' } as const;

function isKind(kind: string): kind is keyof typeof FIELD {
  return Object.hasOwn(FIELD, kind);
}

/** Puts the task into namespace `ns` of `kind`, letting go of the one before. */
export function enterNamespace(k: Kernel, task: Task, kind: keyof typeof FIELD, ns: number): void {
  holdNamespace(k, ns);
  dropNamespace(k, task[FIELD[kind]]);
  task[FIELD[kind]] = ns;
}

/** A fresh namespace of `kind` as a copy of, or below, the task's own. */
function fresh(k: Kernel, task: Task, kind: keyof typeof FIELD): number {
  const old = getNamespace(k, task[FIELD[kind]]);
  switch (kind) {
    case 'mnt':
      return cloneMountNamespace(k, task);
    case 'net':
      return createNetNs(k);
    case 'uts':
      return createNamespace(k, 'uts', { hostname: old.hostname, domainname: old.domainname });
    case 'cgroup':
      return createNamespace(k, 'cgroup', { root: task.cgroup });
    default:
      return createNamespace(k, kind);
  }
}

/** unshare(2). User namespaces are not simulated beyond the first: EINVAL as on a kernel without CONFIG_USER_NS. */
export function unshareTask(k: Kernel, task: Task, kinds: readonly string[]): number {
  if (!hasCap(task.cred, CAP_SYS_ADMIN)) return EPERM;
  if (kinds.some((kind) => kind === 'user' || (kind !== 'pid' && !isKind(kind)))) return EINVAL;
  for (const kind of kinds) {
    if (kind === 'pid') task.childPidNs = createPidNamespace(k, task.pidNs);
    else if (isKind(kind)) enterNamespace(k, task, kind, fresh(k, task, kind));
  }
  return 0;
}

/** setns(2) into namespaces of `target`. Entering a mount namespace moves root and working directory to its root. */
export function setnsTask(k: Kernel, task: Task, target: Readonly<Task>, kinds: readonly string[]): number {
  if (!hasCap(task.cred, CAP_SYS_ADMIN)) return EPERM;
  for (const kind of kinds) {
    if (kind === 'pid') task.childPidNs = target.pidNs;
    else if (isKind(kind)) {
      enterNamespace(k, task, kind, target[FIELD[kind]]);
      if (kind === 'mnt') {
        task.rootMnt = target.rootMnt;
        task.rootNode = target.rootNode;
        task.cwdMnt = target.rootMnt;
        task.cwdNode = target.rootNode;
      }
    } else return EINVAL;
  }
  return 0;
}
