/** Mount records (struct mount) and their flags. */
import { intTable } from '../../store/table.ts';
import type { Node } from './filesystem.ts';

/** Nothing may be changed through the mount. */
export const MNT_READONLY = 1;
/** Set-id bits do not count in execve(2). */
export const MNT_NOSUID = 2;
/** Devices cannot be opened. */
export const MNT_NODEV = 4;
/** Nothing can be executed. */
export const MNT_NOEXEC = 8;
/** Reading leaves access times; here it always does, and the flag is for show. */
export const MNT_NOATIME = 16;
/** The same for directories. */
export const MNT_NODIRATIME = 32;
/** The usual access time policy; for show. */
export const MNT_RELATIME = 64;
/** The mount may not be bind mounted (mount_namespaces(7), unbindable). */
export const MNT_UNBINDABLE = 128;

/** One mount. `child` and `points` hold what is mounted on it, so that a walk over a mount without any looks nothing up. */
export interface Mount {
  /** Mount namespace; 0 when detached or internal to the kernel. */
  ns: number;
  /** Mount it stands on and the place there; 0 for the root of a namespace. */
  parent: number;
  point: Node;
  sb: number;
  /** What of the superblock it shows. */
  root: Node;
  flags: number;
  /** Mounts on this one, oldest first, and the places they cover (same index). */
  children: readonly number[];
  points: readonly Node[];
  /** Peer group it shares events with, 0 when private; peer group it receives from, 0 when no slave. */
  shared: number;
  master: number;
}
/** Mounts by id. */
export const mountTable = intTable<Mount>('mount', 1);
