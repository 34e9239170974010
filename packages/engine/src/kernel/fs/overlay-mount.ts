/** Mounting an overlay (fs/overlayfs/params.c, super.c): options, checks of the layers, the work directory. */
import type { Bytes } from '../../util/bytes.ts';
import { EINVAL, ENOTDIR, EROFS, type Errno } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { S_IFDIR, S_IFMT } from '../syscall.ts';
import type { Task } from '../task/task.ts';
import { isWithinDir, lookupName } from './dirent.ts';
import { diskCreate } from './disk-fs.ts';
import { modeOf } from './inode.ts';
import { sbOfInode } from './inode-key.ts';
import { getMount } from './mount.ts';
import { MNT_READONLY } from './mount-table.ts';
import { resolvePath } from './path-walk.ts';
import { removeContents } from './remove-tree.ts';
import { createSuperblock, getSuperblock } from './superblock.ts';

interface OverlayOptions {
  lowerdir: Bytes;
  upperdir: Bytes;
  workdir: Bytes;
}

/** Options that are accepted at the values this kernel acts on; with other values they would change what overlays do. */
const FIXED: { readonly [name: string]: readonly string[] } = {
  index: ['off'],
  metacopy: ['off'],
  redirect_dir: ['off', 'follow', 'nofollow'],
  nfs_export: ['off'],
  xino: ['off', 'auto'],
  uuid: ['auto', 'null', 'off'],
};

/** Parts of `text` between separators that no backslash precedes. */
function splitUnescaped(text: Bytes, separator: string): Bytes[] {
  const out: Bytes[] = [];
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === separator) {
      out.push(text.slice(start, i));
      start = i + 1;
    }
  }
  out.push(text.slice(start));
  return out;
}

const ESCAPED = /\\(.)/gs;

function parseOptions(data: Bytes): OverlayOptions | null {
  const options: OverlayOptions = { lowerdir: '', upperdir: '', workdir: '' };
  for (const item of splitUnescaped(data, ',')) {
    if (item === '') continue;
    const equals = item.indexOf('=');
    const name = equals < 0 ? item : item.slice(0, equals);
    const value = item.slice(equals + 1);
    if (name === 'lowerdir' || name === 'upperdir' || name === 'workdir') options[name] = value;
    else if (!Object.hasOwn(FIXED, name) || equals < 0 || !(FIXED[name] as readonly string[]).includes(value))
      return null;
  }
  return options;
}

/** A layer: its inode key and mount. Layers must be directories of a disk-like file system. */
function layerAt(k: Kernel, task: Readonly<Task>, path: Bytes): { key: number; mnt: number } | Errno {
  const at = resolvePath(k, task, path.replace(ESCAPED, '$1'), true);
  if ('errno' in at) return at.errno;
  if (typeof at.node !== 'number') return EINVAL;
  return (modeOf(k, at.node) & S_IFMT) === S_IFDIR ? { key: at.node, mnt: at.mnt } : ENOTDIR;
}

function lowerLayers(k: Kernel, task: Readonly<Task>, lowerdir: Bytes): readonly number[] | Errno {
  const lowers: number[] = [];
  for (const path of splitUnescaped(lowerdir, ':')) {
    const layer = layerAt(k, task, path);
    if (typeof layer === 'number') return layer;
    lowers.push(layer.key);
  }
  return lowers;
}

/** `work/work`, emptied and made anew as ovl_workdir_create does. */
function prepareWork(k: Kernel, workdir: number): number | Errno {
  const old = lookupName(k, workdir, 'work');
  if (old !== 0) {
    removeContents(k, old);
    return old;
  }
  const made = diskCreate(k, sbOfInode(workdir), workdir, 'work', {
    mode: S_IFDIR,
    uid: 0,
    gid: 0,
    rdev: 0,
    target: '',
  });
  return typeof made === 'object' ? made.errno : (made as number);
}

interface Writable {
  upper: number;
  work: number;
}

/** The upper and work directories, which must lie on one writable mount and apart from each other. */
function upperLayer(k: Kernel, task: Readonly<Task>, options: OverlayOptions): Writable | Errno {
  if (options.workdir === '') return EINVAL;
  const upper = layerAt(k, task, options.upperdir);
  if (typeof upper === 'number') return upper;
  const work = layerAt(k, task, options.workdir);
  if (typeof work === 'number') return work;
  const mount = getMount(k, upper.mnt);
  if ((mount.flags & MNT_READONLY) !== 0 || getSuperblock(k, mount.sb).readOnly) return EROFS;
  if (upper.mnt !== work.mnt || isWithinDir(k, upper.key, work.key) || isWithinDir(k, work.key, upper.key))
    return EINVAL;
  const prepared = prepareWork(k, work.key);
  return prepared < 0 ? prepared : { upper: upper.key, work: prepared };
}

/** getTree of FileSystem for overlays. Without an upper layer the overlay is read-only and needs two lower ones. */
export function overlayGetTree(k: Kernel, task: Readonly<Task>, source: Bytes, data: Bytes, readOnly: boolean): number {
  const options = parseOptions(data);
  if (options === null || options.lowerdir === '') return EINVAL;
  const lowers = lowerLayers(k, task, options.lowerdir);
  if (typeof lowers === 'number') return lowers;
  let text = `,lowerdir=${options.lowerdir}`;
  if (options.upperdir === '') {
    if (lowers.length < 2 || options.workdir !== '') return EINVAL;
    return createSuperblock(k, 'overlay', source, {
      readOnly: true,
      data: { upper: 0, work: 0, upperSb: 0, lowers, options: text },
    });
  }
  const writable = upperLayer(k, task, options);
  if (typeof writable === 'number') return writable;
  text += `,upperdir=${options.upperdir},workdir=${options.workdir}`;
  const { upper, work } = writable;
  return createSuperblock(k, 'overlay', source, {
    readOnly,
    data: { upper, work, upperSb: sbOfInode(upper), lowers, options: text },
  });
}
