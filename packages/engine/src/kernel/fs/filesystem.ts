/** What the VFS asks of a file system type (struct super_operations, inode_operations; Documentation/filesystems/vfs.rst). */
import { intTable } from '../../store/table.ts';
import type { Bytes } from '../../util/bytes.ts';
import type { Errno } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import type { Dirent, Stat, StatFs } from '../syscall.ts';
import type { Task } from '../task/task.ts';

/**
 * Identifies an object inside its superblock. Disk-like types use the inode key (a number); types whose nodes are
 * computed (overlay, proc, sysfs, cgroup2) use an absolute path inside the superblock, '' for its root.
 */
export type Node = number | string;

/** A mounted instance. `data` is the type's own: overlay's lowerdir/upperdir keys, tmpfs's size, proc's PID namespace. */
export interface Superblock {
  type: string;
  source: Bytes;
  root: Node;
  readOnly: boolean;
  /** Bytes that regular files may take (tmpfs size=, disk size); 0 is unlimited. */
  limit: number;
  used: number;
  /** Mounts and bind mounts that use it; freed at 0. */
  refs: number;
  /** Inodes made here so far (the last local number given out) and inodes in use; 0 for computed types. */
  lastIno: number;
  inodes: number;
  data: { readonly [key: string]: string | number | boolean | readonly (string | number)[] };
}
/** Superblocks by key, which is also part of the inode keys of disk-like ones. */
export const superblockTable = intTable<Superblock>('superblock', 1);

/** Attributes for a new object; `mode` includes the S_IF… type; `target` is a symlink's text. */
export interface NewNode {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly rdev: number;
  readonly target: Bytes;
}

/** A change of attributes; absent fields stay. */
export interface AttrChange {
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  readonly size?: number;
  readonly atime?: number;
  readonly mtime?: number;
}

/** How an opened regular file or directory is read and written: the file kind of file.ts and its `obj` and `extra`. */
export interface Opened {
  readonly kind: string;
  readonly obj: number;
  readonly extra: string;
}

/**
 * Permissions and read-only mounts are checked by the VFS before these are called; they return errnos only for what
 * the type itself refuses (ENOENT, EEXIST, ENOTDIR, ENOTEMPTY, EXDEV, EROFS, ENOSPC, EPERM).
 */
export interface FileSystem {
  /** The name `..` gives the parent of a directory, the root's being the root itself. */
  lookup(k: Kernel, sb: number, dir: Node, name: Bytes, task: Readonly<Task> | null): Node | Errno2;
  stat(k: Kernel, sb: number, node: Node): Stat | Errno;
  /** `Stat.mode` alone, for path walks; 0 when the object is gone. */
  mode(k: Kernel, sb: number, node: Node): number;
  readlink(k: Kernel, sb: number, node: Node, task: Readonly<Task> | null): Bytes | Errno;
  /** Where a magic link of proc leads (its text is only for show); null when the link's text is to be walked. */
  follow?(k: Kernel, sb: number, node: Node, task: Readonly<Task> | null): Jump | Errno2 | null;
  readdir(k: Kernel, sb: number, dir: Node, task: Readonly<Task> | null): readonly Dirent[];
  create(k: Kernel, sb: number, dir: Node, name: Bytes, what: NewNode): Node | Errno2;
  link(k: Kernel, sb: number, dir: Node, name: Bytes, to: Node): Errno | 0;
  unlink(k: Kernel, sb: number, dir: Node, name: Bytes): Errno | 0;
  rmdir(k: Kernel, sb: number, dir: Node, name: Bytes): Errno | 0;
  rename(k: Kernel, sb: number, fromDir: Node, from: Bytes, toDir: Node, to: Bytes): Errno | 0;
  setattr(k: Kernel, sb: number, node: Node, change: AttrChange): Errno | 0;
  /** For regular files and directories; the VFS opens special files itself. Copy-up happens here when writing. */
  open(k: Kernel, sb: number, node: Node, flags: number, task: Readonly<Task>): Opened | Errno;
  statfs(k: Kernel, sb: number): StatFs;
  /** Name of the program that execve of this regular file runs; '' when the file is no simulated binary. */
  program(k: Kernel, sb: number, node: Node): string;
  /** Frees what the superblock owns; called when `refs` reaches 0. */
  kill(k: Kernel, sb: number): void;
  /** Contents of a generated file (kind `text`) as `task` sees them now, and what writing to it does. */
  text?(k: Kernel, sb: number, node: Node, task: Readonly<Task>): Bytes | Errno;
  writeText?(k: Kernel, sb: number, node: Node, task: Readonly<Task>, data: Bytes): number;
  /** Key of a superblock for mount(2), new or shared; absent: the type cannot be mounted (ENODEV). */
  getTree?(k: Kernel, task: Readonly<Task>, source: Bytes, data: Bytes, readOnly: boolean): number;
  /** Changes options of a mounted instance (mount -o remount); absent: there are none to change. */
  reconfigure?(k: Kernel, sb: number, data: Bytes): Errno | 0;
  /** What a mount by `task` shows as its root; absent: the superblock's root. */
  mountRoot?(k: Kernel, sb: number, task: Readonly<Task>): Node;
  /** Options of the type for /proc/mounts, each with a comma before it. */
  options?(k: Kernel, sb: number): Bytes;
  /** A mount that shows `node` as its root comes (`on`) or goes: types whose nodes stand for other objects keep those alive. */
  pin?(k: Kernel, sb: number, node: Node, on: boolean): void;
  /** Inode key behind a node of a type that stores none itself (overlay); absent: the node, if it is a number. */
  inode?(k: Kernel, sb: number, node: Node): number;
}

/** A negative errno where the other results are nodes: `{ errno }`, because a node may be any number. */
export interface Errno2 {
  readonly errno: Errno;
}

/** A place in the tree that a task sees: a mount and an object in it. */
export interface Path {
  readonly mnt: number;
  readonly node: Node;
}

/** Where a magic link leads: a place, or (`file` not 0) what that open file description is open on. */
export interface Jump extends Path {
  readonly file: number;
}
