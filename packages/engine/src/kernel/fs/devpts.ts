/** devpts (Documentation/filesystems/devpts.rst): the slaves of pseudo-terminals. Every mount is an instance of its own. */
import type { Bytes } from '../../util/bytes.ts';
import { EINVAL, ENOENT, EPERM, type Errno } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { type Dirent, S_IFCHR, S_IFDIR, type Stat } from '../syscall.ts';
import { DEV_PTMX, makedev, PTS_MAJOR } from './device-number.ts';
import type { AttrChange, Errno2, FileSystem, Node } from './filesystem.ts';
import { createSuperblock, getSuperblock, superblockDev } from './superblock.ts';

/** A pseudo-terminal's slave; `mode` without type bits. */
export interface PtsSlave {
  readonly index: number;
  readonly uid: number;
  readonly gid: number;
  readonly mode: number;
}

/** What devpts needs from the terminals; wired by the host. */
export interface PtsSources {
  /** Slaves of the instance in superblock `sb`, by ascending index. */
  slaves(k: Kernel, sb: number): readonly PtsSlave[];
  /** chmod(2) and chown(2) of a slave; absent: EPERM. */
  setattr?(k: Kernel, sb: number, index: number, change: AttrChange): Errno | 0;
}

const NOT_FOUND: Errno2 = Object.freeze({ errno: ENOENT });

interface PtsOptions {
  uid: number;
  gid: number;
  mode: number;
  ptmxmode: number;
  text: Bytes;
}

/** Options of a mount; null when one is unknown or wrong. */
function parseOptions(data: Bytes): PtsOptions | null {
  const options: PtsOptions = { uid: -1, gid: -1, mode: 0o600, ptmxmode: 0, text: '' };
  for (const item of data.split(',')) {
    if (item === '' || item === 'newinstance') continue;
    const match = /^(uid|gid|mode|ptmxmode|max)=(\d+)$/.exec(item);
    if (match === null) return null;
    const value = match[2] as string;
    if (match[1] === 'uid' || match[1] === 'gid') options[match[1]] = Number(value);
    else if (match[1] === 'mode' || match[1] === 'ptmxmode') options[match[1]] = Number.parseInt(value, 8) & 0o777;
  }
  const ids = `${options.uid < 0 ? '' : `,uid=${options.uid}`}${options.gid < 0 ? '' : `,gid=${options.gid}`}`;
  options.text = `${ids},mode=${options.mode.toString(8).padStart(3, '0')},ptmxmode=${options.ptmxmode.toString(8).padStart(3, '0')}`;
  return options;
}

/** stat of a node: the directory, the multiplexer or a slave. */
function statNode(k: Kernel, sources: PtsSources, sb: number, node: Node): Stat | Errno {
  const record = getSuperblock(k, sb);
  const times = { atime: k.now, mtime: k.now, ctime: k.now };
  const base = { dev: superblockDev(sb, record), nlink: 1, uid: 0, gid: 0, size: 0, blocks: 0, ...times };
  if (node === '') return { ...base, ino: 1, mode: S_IFDIR | 0o755, nlink: 2, rdev: 0 };
  if (node === '/ptmx') return { ...base, ino: 2, mode: S_IFCHR | (record.data.ptmxmode as number), rdev: DEV_PTMX };
  const one = slaveAt(k, sources, sb, node);
  if (one === undefined) return ENOENT;
  const { index, uid, gid, mode } = one;
  return { ...base, ino: index + 3, mode: S_IFCHR | mode, uid, gid, rdev: makedev(PTS_MAJOR, index) };
}

function slaveAt(k: Kernel, sources: PtsSources, sb: number, node: Node): PtsSlave | undefined {
  return sources.slaves(k, sb).find((one) => `/${one.index}` === node);
}

function getTree(k: Kernel, source: Bytes, data: Bytes): number {
  const options = parseOptions(data);
  if (options === null) return EINVAL;
  const { uid, gid, mode, ptmxmode, text } = options;
  return createSuperblock(k, 'devpts', source, { data: { uid, gid, mode, ptmxmode, options: text } });
}

/** The file system type `devpts` with its wiring. */
export function devptsFileSystem(sources: PtsSources): FileSystem {
  const modeAt = (k: Kernel, sb: number, node: Node): number => {
    const found = statNode(k, sources, sb, node);
    return typeof found === 'number' ? 0 : found.mode;
  };
  return {
    lookup: (k, sb, _dir, name) => {
      if (name === '..') return '';
      return modeAt(k, sb, `/${name}`) === 0 ? NOT_FOUND : `/${name}`;
    },
    stat: (k, sb, node) => statNode(k, sources, sb, node),
    mode: modeAt,
    readlink: () => EINVAL,
    readdir: (k, sb): Dirent[] => [
      ...sources.slaves(k, sb).map((one) => ({ name: `${one.index}`, ino: one.index + 3, type: S_IFCHR })),
      { name: 'ptmx', ino: 2, type: S_IFCHR },
    ],
    create: () => ({ errno: EPERM }),
    link: () => EPERM,
    unlink: () => EPERM,
    rmdir: () => EPERM,
    rename: () => EPERM,
    setattr: (k, sb, node, change) => {
      const one = slaveAt(k, sources, sb, node);
      return one === undefined ? EPERM : (sources.setattr?.(k, sb, one.index, change) ?? EPERM);
    },
    open: (_k, _sb, node) => (node === '' ? { kind: 'dir', obj: 0, extra: '' } : ENOENT),
    statfs: (k, sb) => ({
      type: 'devpts',
      source: getSuperblock(k, sb).source,
      total: 0,
      free: 0,
      inodes: 0,
      inodesFree: 0,
    }),
    program: () => '',
    kill: () => undefined,
    getTree: (k, _task, source, data) => getTree(k, source, data),
    options: (k, sb) => getSuperblock(k, sb).data.options as string,
  };
}
