/** Paths as text (d_path): for getcwd(2), /proc/PID/{cwd,fd,mountinfo} and error messages. */
import type { Bytes } from '../../util/bytes.ts';
import type { Kernel } from '../kernel.ts';
import { lookupName } from './dirent.ts';
import type { Node, Path } from './filesystem.ts';
import { getInode } from './inode.ts';
import { mountTable } from './mount-table.ts';
import { DEAD_PREFIX } from './repath.ts';

/** Text of a place. `isReachable`: it lies below the root it was asked for; `isDeleted`: its name is gone. */
export interface PathText {
  readonly text: Bytes;
  readonly isReachable: boolean;
  readonly isDeleted: boolean;
}

/** Path of `node` inside its superblock, as far as `stop` or else the superblock's root; no slash at the end. */
function nodeText(k: Kernel, node: Node, stop: Node): { text: Bytes; isBelow: boolean; isDeleted: boolean } {
  if (typeof node === 'string') {
    const isDeleted = node.startsWith(DEAD_PREFIX);
    const path = isDeleted ? node.slice(1) : node;
    const root = typeof stop === 'string' ? stop : '';
    if (path === root) return { text: '', isBelow: true, isDeleted };
    const isBelow = path.startsWith(root) && (root === '' || path.charCodeAt(root.length) === 47);
    return { text: isBelow ? path.slice(root.length) : path, isBelow, isDeleted };
  }
  let text = '';
  let isDeleted = false;
  for (let at: number = node; at !== stop; ) {
    const inode = getInode(k, at);
    if (inode === undefined) return { text, isBelow: false, isDeleted: true };
    if (inode.parent === at) return { text, isBelow: false, isDeleted };
    if (lookupName(k, inode.parent, inode.name) !== at) isDeleted = true;
    text = `/${inode.name}${text}`;
    at = inode.parent;
  }
  return { text, isBelow: true, isDeleted };
}

/** Path of a node inside its superblock: what mountinfo shows as the root of a bind mount. */
export function pathInSuperblock(k: Kernel, node: Node): Bytes {
  // names of nsfs nodes are shown as they are
  if (typeof node === 'string' && node !== '' && !node.startsWith('/')) return node;
  const { text, isDeleted } = nodeText(k, node, -1);
  const path = text === '' ? '/' : text;
  return isDeleted ? `${path}//deleted` : path;
}

/** Path of `at` as seen from `root`. */
export function pathText(k: Kernel, at: Path, root: Path): PathText {
  let { mnt, node } = at;
  let text = '';
  let isDeleted = false;
  for (let first = true; ; first = false) {
    const mount = k.tx.get(mountTable, mnt);
    if (mount === undefined) return { text: text === '' ? '/' : text, isReachable: false, isDeleted };
    if (mnt === root.mnt) {
      const inner = nodeText(k, node, root.node);
      if (inner.isBelow) {
        const whole = inner.text + text;
        return {
          text: whole === '' ? '/' : whole,
          isReachable: true,
          isDeleted: isDeleted || (first && inner.isDeleted),
        };
      }
    }
    const part = nodeText(k, node, mount.root);
    if (first) isDeleted = part.isDeleted;
    text = part.text + text;
    if (mount.parent === 0) return { text: text === '' ? '/' : text, isReachable: false, isDeleted };
    node = mount.point;
    mnt = mount.parent;
  }
}

/** Is `node` at or below `root` of the same superblock? */
export function isUnder(k: Kernel, node: Node, root: Node): boolean {
  return nodeText(k, node, root).isBelow;
}
