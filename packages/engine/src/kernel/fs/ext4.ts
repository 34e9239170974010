/** The disk: ext4 on a block device. There is no journal and no block layer below it; only its space is counted. */
import type { Bytes } from '../../util/bytes.ts';
import { EBUSY, EINVAL, ENODEV, ENOTBLK, type Errno } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { S_IFBLK, S_IFMT, type StatFs } from '../syscall.ts';
import type { Task } from '../task/task.ts';
import {
  changeAttr,
  createRoot,
  diskCreate,
  diskLookup,
  diskOpen,
  diskReaddir,
  diskReadlink,
  diskRename,
  diskRmdir,
  diskStat,
  diskUnlink,
  killDisk,
  linkInode,
  programOfInode,
} from './disk-fs.ts';
import { type FileSystem, superblockTable } from './filesystem.ts';
import { modeOf } from './inode.ts';
import { statOf } from './mount.ts';
import { sweepOrphans } from './orphan.ts';
import { resolvePath } from './path-walk.ts';
import { registerSeed } from './seed-tree.ts';
import { createSuperblock, getSuperblock } from './superblock.ts';

/** One inode for each 16 KiB, as mkfs.ext4 makes them. */
const BYTES_PER_INODE = 16384;
/** Inode number of the root, and the last reserved one. */
const ROOT_INO = 2;
const LAST_RESERVED = 10;

/**
 * A disk of `limit` bytes behind device `dev`, named `source` in mount tables. Its root is the seed tree `digest`, or an
 * empty directory when that is ''. Returns the superblock.
 */
export function createDisk(k: Kernel, source: Bytes, dev: number, limit: number, digest: string): number {
  const sb = createSuperblock(k, 'ext4', source, { limit, lastIno: ROOT_INO - 1, data: { dev } });
  const root = digest === '' ? createRoot(k, sb, 0o755, 0, 0) : registerSeed(k, sb, 0, '', digest);
  const record = k.tx.edit(superblockTable, sb);
  record.root = root;
  record.lastIno = LAST_RESERVED;
  return sb;
}

function statfs(k: Kernel, sb: number): StatFs {
  sweepOrphans(k);
  const { source, limit, used, inodes } = getSuperblock(k, sb);
  const all = Math.floor(limit / BYTES_PER_INODE);
  return {
    type: 'ext4',
    source,
    total: limit,
    free: Math.max(0, limit - used),
    inodes: all,
    inodesFree: Math.max(0, all - inodes),
  };
}

/** mount -t ext4 DEVICE: the disk that is behind the device, however often it is mounted. */
function getTree(k: Kernel, task: Readonly<Task>, source: Bytes, data: Bytes, readOnly: boolean): number {
  if (data !== '') return EINVAL;
  const path = resolvePath(k, task, source, true);
  if ('errno' in path) return path.errno;
  const stat = statOf(k, path);
  if (typeof stat === 'number') return stat;
  if ((stat.mode & S_IFMT) !== S_IFBLK) return ENOTBLK;
  let found: number | Errno = ENODEV;
  k.tx.each(superblockTable, (record, sb) => {
    if (record.type === 'ext4' && record.data.dev === stat.rdev)
      found = record.refs > 0 && record.readOnly !== readOnly ? EBUSY : sb;
    return found === ENODEV;
  });
  return found;
}

/** File system type `ext4`. */
export const ext4: FileSystem = {
  lookup: diskLookup,
  stat: diskStat,
  mode: (k, _sb, node) => modeOf(k, node as number),
  readlink: diskReadlink,
  readdir: diskReaddir,
  create: diskCreate,
  link: (k, _sb, dir, name, to) => linkInode(k, dir as number, name, to as number),
  unlink: diskUnlink,
  rmdir: diskRmdir,
  rename: diskRename,
  setattr: (k, _sb, node, change) => changeAttr(k, node as number, change),
  open: diskOpen,
  statfs,
  program: (k, _sb, node) => programOfInode(k, node as number),
  kill: killDisk,
  getTree,
};
