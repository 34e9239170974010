/**
 * cgroup2 (Documentation/admin-guide/cgroup-v2.rst): the directory tree is the tree of cgroups, mkdir and rmdir make and
 * remove them. What the files hold is the cgroup code's own (`CgroupFiles`).
 */
import type { Bytes } from '../../util/bytes.ts';
import { EINVAL, ENOENT, EPERM, type Errno } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import type { Task } from '../task/task.ts';
import type { FileSystem } from './filesystem.ts';
import { superblockTable } from './filesystem.ts';
import { type KernfsNode, kernfs } from './kernfs.ts';
import { createSuperblock } from './superblock.ts';

/** A control file: its name and permission bits. */
export interface CgroupFile {
  readonly name: Bytes;
  readonly mode: number;
}

/** What the cgroup code tells and does; cgroups are ids. Errors are negative errnos. */
export interface CgroupFiles {
  /** The root of the hierarchy, and what a task's cgroup namespace shows as the root. */
  readonly root: number;
  rootOf(k: Kernel, task: Readonly<Task>): number;
  /** Path of a cgroup from the root of the hierarchy: '' for the root, else with a leading slash. */
  path(k: Kernel, id: number): Bytes;
  children(k: Kernel, id: number): readonly { readonly name: Bytes; readonly id: number }[];
  files(k: Kernel, id: number): readonly CgroupFile[];
  read(k: Kernel, id: number, name: Bytes, task: Readonly<Task>): Bytes | Errno;
  /** Bytes taken (all of them), or an errno. */
  write(k: Kernel, id: number, name: Bytes, data: Bytes, task: Readonly<Task>): number;
  create(k: Kernel, id: number, name: Bytes): Errno | 0;
  /** Removes the child `name` of cgroup `id`; EBUSY while it has tasks or children. */
  remove(k: Kernel, id: number, name: Bytes): Errno | 0;
}

/** The cgroup of a directory's path, 0 when there is none. */
function cgroupAt(k: Kernel, files: CgroupFiles, path: Bytes): number {
  let id = files.root;
  if (path === '') return id;
  for (const name of path.slice(1).split('/')) {
    id = files.children(k, id).find((child) => child.name === name)?.id ?? 0;
    if (id === 0) return 0;
  }
  return id;
}

function find(k: Kernel, files: CgroupFiles, path: Bytes): KernfsNode | null {
  const id = cgroupAt(k, files, path);
  if (id !== 0) {
    const names = [...files.files(k, id).map((file) => file.name), ...files.children(k, id).map((child) => child.name)];
    return { type: 'dir', mode: 0o755, names };
  }
  const slash = path.lastIndexOf('/');
  const dir = cgroupAt(k, files, path.slice(0, slash));
  const name = path.slice(slash + 1);
  const file = dir === 0 ? undefined : files.files(k, dir).find((one) => one.name === name);
  if (file === undefined) return null;
  return {
    type: 'file',
    mode: file.mode,
    text: (task) => files.read(k, dir, name, task),
    write: (task, data) => ((file.mode & 0o222) === 0 ? EPERM : files.write(k, dir, name, data, task)),
  };
}

/** Every mount shows the one hierarchy. */
function sharedTree(k: Kernel, source: Bytes): number {
  let found = 0;
  k.tx.each(superblockTable, (record, sb) => {
    if (record.type === 'cgroup2') found = sb;
    return found === 0;
  });
  return found === 0 ? createSuperblock(k, 'cgroup2', source) : found;
}

/** The file system type `cgroup2` with its wiring. */
export function cgroupFileSystem(files: CgroupFiles): FileSystem {
  return kernfs({
    type: 'cgroup2',
    find: (k, _sb, path) => find(k, files, path),
    mkdir: (k, _sb, dir, name) => {
      const id = cgroupAt(k, files, dir);
      return id === 0 ? ENOENT : files.create(k, id, name);
    },
    rmdir: (k, _sb, dir, name) => {
      const id = cgroupAt(k, files, dir);
      return id === 0 ? ENOENT : files.remove(k, id, name);
    },
    getTree: (k, _task, source, data) =>
      data.split(',').every((option) => option === '' || option === 'nsdelegate' || option === 'memory_recursiveprot')
        ? sharedTree(k, source)
        : EINVAL,
    mountRoot: (k, _sb, task) => files.path(k, files.rootOf(k, task)),
    options: () => ',nsdelegate,memory_recursiveprot',
  });
}
