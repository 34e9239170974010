/** Whiteouts of an overlay: character devices 0:0 in the upper layer that hide a lower name. They are links of one inode. */
import type { Bytes } from '../../util/bytes.ts';
import { ENOSPC, type Errno } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { S_IFCHR, S_IFMT } from '../syscall.ts';
import { addName, eachName, lookupName, removeName, replaceName } from './dirent.ts';
import { diskCreate, dropLink } from './disk-fs.ts';
import { superblockTable } from './filesystem.ts';
import { editInode, getInode, inodeTable, modeOf } from './inode.ts';
import { isWhiteout } from './overlay-lookup.ts';
import { getSuperblock } from './superblock.ts';

/** Links the one whiteout inode may have before a fresh one is made (ext4's limit, less some). */
const MAX_LINKS = 60000;

/** The inode to link whiteouts of overlay `sb` from, in its work directory; ENOSPC when none can be made. */
function whiteoutInode(k: Kernel, sb: number): number | Errno {
  const { data } = getSuperblock(k, sb);
  const known = (data.whiteout as number | undefined) ?? 0;
  const inode = known === 0 ? undefined : getInode(k, known);
  if (inode !== undefined && inode.nlink > 0 && inode.nlink < MAX_LINKS) return known;
  const work = data.work as number;
  const name = `#${(k.tx.get(inodeTable, work)?.names ?? 0) + 1}`;
  const upperSb = data.upperSb as number;
  const made = diskCreate(k, upperSb, work, name, { mode: S_IFCHR, uid: 0, gid: 0, rdev: 0, target: '' });
  if (typeof made === 'object') return ENOSPC;
  k.tx.edit(superblockTable, sb).data = { ...data, whiteout: made as number };
  return made as number;
}

/** Puts a whiteout for `name` into upper directory `dir`, in place of whatever has the name there. 0 or ENOSPC. */
export function whiteOut(k: Kernel, sb: number, dir: number, name: Bytes): Errno | 0 {
  const whiteout = whiteoutInode(k, sb);
  if (whiteout < 0) return whiteout;
  const old = lookupName(k, dir, name);
  if (old === 0) addName(k, dir, name, whiteout, S_IFCHR);
  else {
    replaceName(k, dir, name, whiteout, S_IFCHR);
    dropLink(k, old);
  }
  editInode(k, whiteout).nlink++;
  return 0;
}

/** Gives `key` the name `name` in upper directory `dir`, replacing a whiteout that is there. True when there was one. */
export function putOverWhiteout(k: Kernel, dir: number, name: Bytes, key: number): boolean {
  const type = modeOf(k, key) & S_IFMT;
  const old = lookupName(k, dir, name);
  if (old === 0) {
    addName(k, dir, name, key, type);
    return false;
  }
  replaceName(k, dir, name, key, type);
  dropLink(k, old);
  return true;
}

/** Removes the whiteouts in an upper directory that is itself about to go. */
export function clearWhiteouts(k: Kernel, dir: number): void {
  const names: Bytes[] = [];
  eachName(k, dir, (name, key) => {
    if (isWhiteout(k, key)) names.push(name);
    return true;
  });
  for (const name of names) {
    const key = lookupName(k, dir, name);
    removeName(k, dir, name);
    dropLink(k, key);
  }
}
