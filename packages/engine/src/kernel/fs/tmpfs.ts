/** tmpfs (mm/shmem.c): a disk in memory with a size, freed with its last mount. Also the base of devtmpfs and mqueue. */
import type { Bytes } from '../../util/bytes.ts';
import { EINVAL, type Errno } from '../errno.ts';
import { type Kernel, machineTable } from '../kernel.ts';
import type { StatFs } from '../syscall.ts';
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
import { sweepOrphans } from './orphan.ts';
import { blockRound } from './seed-index.ts';
import { createSuperblock, getSuperblock } from './superblock.ts';

/** Mount options of tmpfs; sizes in bytes, 0 meaning no limit. */
export interface TmpfsOptions {
  size: number;
  inodes: number;
  mode: number;
  uid: number;
  gid: number;
}

/** Bytes of each unit of memparse(). */
const UNITS: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['k', 2 ** 10],
  ['m', 2 ** 20],
  ['g', 2 ** 30],
  ['t', 2 ** 40],
  ['p', 2 ** 50],
  ['e', 2 ** 60],
]);
const SIZE = /^(\d+)([kmgtpe%]?)$/i;
const OCTAL = /^[0-7]+$/;
const DECIMAL = /^\d+$/;

/** memparse(): digits and a unit; `%` is of the memory. -1 when it is neither. */
function parseSize(text: string, memory: number): number {
  const match = SIZE.exec(text);
  if (match === null) return -1;
  const unit = (match[2] ?? '').toLowerCase();
  const n = Number(match[1]);
  if (unit === '%') return Math.floor((memory * n) / 100);
  return n * (UNITS.get(unit) ?? 1);
}

/** Sets option `name` to `value`; false when there is no such option or value. */
function setOption(options: TmpfsOptions, name: string, value: string, memory: number): boolean {
  switch (name) {
    case 'size':
    case 'nr_blocks': {
      const n = parseSize(value, memory) * (name === 'size' ? 1 : 4096);
      options.size = blockRound(n);
      return n >= 0;
    }
    case 'nr_inodes':
      options.inodes = parseSize(value, memory);
      return options.inodes >= 0 && !value.endsWith('%');
    case 'mode':
      options.mode = Number.parseInt(value, 8) & 0o7777;
      return OCTAL.test(value);
    case 'uid':
      options.uid = Number(value);
      return DECIMAL.test(value);
    case 'gid':
      options.gid = Number(value);
      return DECIMAL.test(value);
    case 'inode32':
    case 'inode64':
      return value === '';
    default:
      return false;
  }
}

/** Options from the data of mount(2) (tmpfs(5)); null when one is unknown or wrong. */
function parseTmpfs(data: Bytes, memory: number): TmpfsOptions | null {
  const options: TmpfsOptions = { ...defaultOptions(memory) };
  for (const item of data.split(',')) {
    if (item === '') continue;
    const equals = item.indexOf('=');
    const name = equals < 0 ? item : item.slice(0, equals);
    if (!setOption(options, name, equals < 0 ? '' : item.slice(equals + 1), memory)) return null;
  }
  return options;
}

/** Half of the memory, and an inode for each page of it. */
function defaultOptions(memory: number): TmpfsOptions {
  const size = Math.floor(memory / 8192) * 4096;
  return { size, inodes: size / 4096, mode: 0o1777, uid: 0, gid: 0 };
}

/** shmem_show_options(): what differs from the defaults. */
function showOptions(options: TmpfsOptions, memory: number): Bytes {
  const usual = defaultOptions(memory);
  let text = options.size === usual.size ? '' : `,size=${options.size / 1024}k`;
  if (options.inodes !== usual.inodes) text += `,nr_inodes=${options.inodes}`;
  if (options.mode !== usual.mode) text += `,mode=${options.mode.toString(8).padStart(3, '0')}`;
  if (options.uid !== 0) text += `,uid=${options.uid}`;
  return options.gid === 0 ? text : `${text},gid=${options.gid}`;
}

/** The machine's memory in bytes. */
function memoryOf(k: Kernel): number {
  return k.tx.get(machineTable, 0)?.memory ?? 0;
}

/** A superblock of `type` with an empty root directory. EINVAL when an option is wrong. */
export function createTmpfs(k: Kernel, type: string, source: Bytes, data: Bytes, readOnly: boolean): number {
  const memory = memoryOf(k);
  const options = parseTmpfs(data, memory);
  if (options === null) return EINVAL;
  const more = { options: showOptions(options, memory), inodes: options.inodes };
  const sb = createSuperblock(k, type, source, { limit: options.size, readOnly, data: more });
  const root = createRoot(k, sb, options.mode, options.uid, options.gid);
  k.tx.edit(superblockTable, sb).root = root;
  return sb;
}

/** mount -o remount,size=…: EINVAL also when less than what is used (shmem_reconfigure). */
function resizeTmpfs(k: Kernel, sb: number, data: Bytes): Errno | 0 {
  if (data === '') return 0;
  const memory = memoryOf(k);
  const options = parseTmpfs(data, memory);
  const record = k.tx.edit(superblockTable, sb);
  if (options === null || (options.size !== 0 && options.size < record.used)) return EINVAL;
  record.limit = options.size;
  record.data = { options: showOptions(options, memory), inodes: options.inodes };
  return 0;
}

/** statfs of FileSystem for tmpfs-like types. */
function statfs(k: Kernel, sb: number): StatFs {
  sweepOrphans(k);
  const { type, source, limit, used, inodes, data } = getSuperblock(k, sb);
  const all = typeof data.inodes === 'number' ? data.inodes : 0;
  return {
    type,
    source,
    total: limit,
    free: Math.max(0, limit - used),
    inodes: all,
    inodesFree: Math.max(0, all - inodes),
  };
}

/** File system type `tmpfs`. */
export const tmpfs: FileSystem = {
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
  getTree: (k, _task, source, data, readOnly) => createTmpfs(k, 'tmpfs', source, data, readOnly),
  reconfigure: resizeTmpfs,
  options: (k, sb) => (getSuperblock(k, sb).data.options as string | undefined) ?? '',
};
