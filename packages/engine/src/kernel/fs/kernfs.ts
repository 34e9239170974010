/**
 * What sysfs and cgroup2 have in common (fs/kernfs): a tree of directories, generated text files and links, each found by
 * its path. A type says what is at a path; this makes a FileSystem of it.
 */
import { hashString } from '../../store/str-hash.ts';
import type { Bytes } from '../../util/bytes.ts';
import { EINVAL, ENOENT, EPERM, type Errno } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { S_IFDIR, S_IFLNK, S_IFMT, S_IFREG, type Stat } from '../syscall.ts';
import type { Task } from '../task/task.ts';
import type { Errno2, FileSystem } from './filesystem.ts';
import { getSuperblock, superblockDev } from './superblock.ts';

/** What is at a path. Files have permission bits and text; links a target. */
export type KernfsNode =
  | { readonly type: 'dir'; readonly mode?: number; readonly names: readonly Bytes[] }
  | {
      readonly type: 'file';
      readonly mode: number;
      text(task: Readonly<Task>): Bytes | Errno;
      write?(task: Readonly<Task>, data: Bytes): number;
    }
  | { readonly type: 'link'; readonly target: Bytes };

/** A type made of such nodes. `find` gives null where there is nothing; paths begin with a slash, '' is the root. */
export interface KernfsTree {
  readonly type: string;
  /** Name and magic of the type for statfs(2). */
  find(k: Kernel, sb: number, path: Bytes): KernfsNode | null;
  /** mkdir(2) and rmdir(2) of a name in a directory; absent: EPERM. */
  mkdir?(k: Kernel, sb: number, dir: Bytes, name: Bytes): Errno | 0;
  rmdir?(k: Kernel, sb: number, dir: Bytes, name: Bytes): Errno | 0;
  getTree(k: Kernel, task: Readonly<Task>, source: Bytes, data: Bytes, readOnly: boolean): number;
  mountRoot?(k: Kernel, sb: number, task: Readonly<Task>): Bytes;
  options?(k: Kernel, sb: number): Bytes;
}

const NOT_FOUND: Errno2 = Object.freeze({ errno: ENOENT });

function modeOf(node: KernfsNode | null): number {
  if (node === null) return 0;
  if (node.type === 'dir') return S_IFDIR | (node.mode ?? 0o755);
  return node.type === 'link' ? S_IFLNK | 0o777 : S_IFREG | node.mode;
}

function statOfNode(k: Kernel, sb: number, path: Bytes, node: KernfsNode): Stat {
  const size = node.type === 'file' ? 4096 : 0;
  const none = { uid: 0, gid: 0, rdev: 0, blocks: 0, atime: 0, mtime: 0, ctime: 0 };
  const ino = path === '' ? 1 : hashString(path) >>> 0;
  return {
    dev: superblockDev(sb, getSuperblock(k, sb)),
    ino,
    mode: modeOf(node),
    nlink: node.type === 'dir' ? 2 : 1,
    size,
    ...none,
  };
}

/** The FileSystem of `tree`. */
export function kernfs(tree: KernfsTree): FileSystem {
  const find = (k: Kernel, sb: number, node: unknown): KernfsNode | null => tree.find(k, sb, node as Bytes);
  return {
    lookup: (k, sb, dir, name) => {
      const parent = dir as Bytes;
      if (name === '..') return parent.slice(0, Math.max(0, parent.lastIndexOf('/')));
      const path = `${parent}/${name}`;
      return find(k, sb, path) === null ? NOT_FOUND : path;
    },
    stat: (k, sb, node) => {
      const found = find(k, sb, node);
      return found === null ? ENOENT : statOfNode(k, sb, node as Bytes, found);
    },
    mode: (k, sb, node) => modeOf(find(k, sb, node)),
    readlink: (k, sb, node) => {
      const found = find(k, sb, node);
      return found?.type === 'link' ? found.target : EINVAL;
    },
    readdir: (k, sb, dir) => {
      const found = find(k, sb, dir);
      if (found?.type !== 'dir') return [];
      return found.names.map((name) => {
        const path = `${dir as Bytes}/${name}`;
        return { name, ino: hashString(path) >>> 0, type: modeOf(find(k, sb, path)) & S_IFMT };
      });
    },
    create: (k, sb, dir, name, what) => {
      if ((what.mode & S_IFMT) !== S_IFDIR || tree.mkdir === undefined) return { errno: EPERM };
      const result = tree.mkdir(k, sb, dir as Bytes, name);
      return result === 0 ? `${dir as Bytes}/${name}` : { errno: result };
    },
    link: () => EPERM,
    unlink: () => EPERM,
    rmdir: (k, sb, dir, name) => tree.rmdir?.(k, sb, dir as Bytes, name) ?? EPERM,
    rename: () => EPERM,
    setattr: () => EPERM,
    open: (k, sb, node) => {
      const found = find(k, sb, node);
      return found === null ? ENOENT : { kind: found.type === 'dir' ? 'dir' : 'text', obj: 0, extra: '' };
    },
    statfs: (k, sb) => ({
      type: tree.type,
      source: getSuperblock(k, sb).source,
      total: 0,
      free: 0,
      inodes: 0,
      inodesFree: 0,
    }),
    program: () => '',
    kill: () => undefined,
    text: (k, sb, node, task) => {
      const found = find(k, sb, node);
      return found?.type === 'file' ? found.text(task) : ENOENT;
    },
    writeText: (k, sb, node, task, data) => {
      const found = find(k, sb, node);
      return found?.type === 'file' ? (found.write?.(task, data) ?? EPERM) : ENOENT;
    },
    getTree: tree.getTree,
    ...(tree.mountRoot !== undefined && { mountRoot: tree.mountRoot }),
    ...(tree.options !== undefined && { options: tree.options }),
  };
}
