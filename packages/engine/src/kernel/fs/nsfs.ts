/**
 * nsfs: files that stand for namespaces (namespaces(7), fs/nsfs.c). /proc/PID/ns links lead here; a bind mount or an open
 * descriptor of such a file keeps its namespace alive. A node is the file's name, `net:[4026531840]`.
 */
import type { Bytes } from '../../util/bytes.ts';
import { EBADF, EINVAL, ENOENT, ENOTDIR, EPERM } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { dropNamespace, holdNamespace, namespaceTable } from '../ns/namespace.ts';
import { S_IFREG, type Stat } from '../syscall.ts';
import { createFile } from './fd-table.ts';
import type { FileOps } from './file.ts';
import { type FileSystem, type Jump, type Node, superblockTable } from './filesystem.ts';
import { createMount, statOf } from './mount.ts';
import { createSuperblock, getSuperblock, superblockDev } from './superblock.ts';

const NAME = /^[a-z]+:\[(\d+)\]$/;

/** Inode number of a namespace's file, 0 for other nodes. */
function inoOf(node: Node): number {
  return Number(NAME.exec(node as string)?.[1] ?? 0);
}

/** Key of the namespace behind a node, 0 when it is gone. */
function namespaceOfNode(k: Kernel, node: Node): number {
  const ino = inoOf(node);
  let found = 0;
  k.tx.each(namespaceTable, (record, id) => {
    if (record.ino === ino) found = id;
    return found === 0;
  });
  return found;
}

/** The place of a namespace's file on the kernel's own mount of nsfs, which is made when first wanted. */
export function nsfsPath(k: Kernel, node: Bytes): Jump {
  let mnt = 0;
  k.tx.each(superblockTable, (record) => {
    if (record.type === 'nsfs') mnt = record.data.mount as number;
    return mnt === 0;
  });
  if (mnt === 0) {
    const sb = createSuperblock(k, 'nsfs', 'nsfs');
    mnt = createMount(k, sb, '', 0);
    k.tx.edit(superblockTable, sb).data = { mount: mnt };
  }
  return { mnt, node, file: 0 };
}

function stat(k: Kernel, sb: number, node: Node): Stat {
  const none = { nlink: 1, uid: 0, gid: 0, rdev: 0, size: 0, blocks: 0, atime: 0, mtime: 0, ctime: 0 };
  return { dev: superblockDev(sb, getSuperblock(k, sb)), ino: inoOf(node), mode: S_IFREG | 0o444, ...none };
}

/** File system type `nsfs`. */
export const nsfs: FileSystem = {
  lookup: () => ({ errno: ENOTDIR }),
  stat,
  mode: () => S_IFREG | 0o444,
  readlink: () => EINVAL,
  readdir: () => [],
  create: () => ({ errno: EPERM }),
  link: () => EPERM,
  unlink: () => EPERM,
  rmdir: () => EPERM,
  rename: () => EPERM,
  setattr: () => EPERM,
  open: (k, _sb, node) => {
    const ns = namespaceOfNode(k, node);
    if (ns === 0) return ENOENT;
    holdNamespace(k, ns);
    return { kind: 'nsfs', obj: ns, extra: '' };
  },
  statfs: (k, sb) => ({
    type: 'nsfs',
    source: getSuperblock(k, sb).source,
    total: 0,
    free: 0,
    inodes: 0,
    inodesFree: 0,
  }),
  program: () => '',
  kill: () => undefined,
  pin: (k, _sb, node, on) => {
    const ns = node === '' ? 0 : namespaceOfNode(k, node);
    if (ns === 0) return;
    if (on) holdNamespace(k, ns);
    else dropNamespace(k, ns);
  },
};

/** File kind `nsfs`: an open namespace file; `obj` is the namespace, which it holds. */
export const nsfsOps: FileOps = {
  read: () => EINVAL,
  write: () => EBADF,
  release: (k, _id, file) => dropNamespace(k, file.obj),
  readKey: () => null,
  writeKey: () => null,
  readable: () => true,
  writable: () => true,
  stat: (k, file) => statOf(k, file),
  link: () => '',
  reopen: (k, _task, { obj, mnt, node }, flags) => {
    holdNamespace(k, obj);
    return createFile(k, { kind: 'nsfs', obj, mnt, node, flags, pos: 0, extra: '' });
  },
};
