/** What execve(2) needs of the file it runs: rights, which program it is, its first bytes, set-id owners. */
import type { Bytes } from '../../util/bytes.ts';
import { EACCES, type Errno } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { S_IFMT, S_IFREG } from '../syscall.ts';
import type { Task } from '../task/task.ts';
import { headOf } from './file-data.ts';
import type { Path } from './filesystem.ts';
import { theInode } from './inode.ts';
import { fsOfMount, getMount } from './mount.ts';
import { MNT_NOEXEC, MNT_NOSUID } from './mount-table.ts';
import { inodeKeyOf } from './open.ts';
import { pathText } from './path-text.ts';
import { resolvePath } from './path-walk.ts';
import { isAllowed, MAY_EXEC, S_ISGID, S_ISUID } from './permission.ts';

/** Bytes of a file that execve looks at (BINPRM_BUF_SIZE). */
const HEAD = 256;

/** A regular file that the task may execute. */
export interface ExecFile {
  readonly at: Path;
  /** Its path from the task's root, links resolved: /proc/PID/exe. */
  readonly path: Bytes;
  /** Simulated program whose image it is; '' for a script or an image of nothing we know. */
  readonly program: string;
  /** First bytes: `#!` lines, magic numbers. */
  readonly head: Bytes;
  readonly size: number;
  /** Owner to become by the set-user-id (set-group-id) bit where it counts; -1 otherwise. */
  readonly setuid: number;
  readonly setgid: number;
}

/** Finds the file `path` for execve(2); EACCES when it is no regular file, not executable, or on a noexec mount. */
export function findExec(k: Kernel, task: Readonly<Task>, path: Bytes): ExecFile | Errno {
  const at = resolvePath(k, task, path, true);
  if ('errno' in at) return at.errno;
  if (at.file !== 0) return EACCES;
  const mount = getMount(k, at.mnt);
  const fs = fsOfMount(k, mount);
  const stat = fs.stat(k, mount.sb, at.node);
  if (typeof stat === 'number') return stat;
  if ((stat.mode & S_IFMT) !== S_IFREG || (mount.flags & MNT_NOEXEC) !== 0 || !isAllowed(task.cred, stat, MAY_EXEC)) return EACCES;
  const key = inodeKeyOf(k, at);
  const isNosuid = (mount.flags & MNT_NOSUID) !== 0;
  return {
    at: { mnt: at.mnt, node: at.node },
    path: pathText(k, at, { mnt: task.rootMnt, node: task.rootNode }).text,
    program: fs.program(k, mount.sb, at.node),
    head: key === 0 ? '' : headOf(k, key, theInode(k, key), HEAD),
    size: stat.size,
    setuid: (stat.mode & S_ISUID) !== 0 && !isNosuid ? stat.uid : -1,
    setgid: (stat.mode & (S_ISGID | 0o010)) === (S_ISGID | 0o010) && !isNosuid ? stat.gid : -1,
  };
}
