/**
 * Inodes without a name that may still be in use: open files, working directories, mount roots (ext4's orphan list). They
 * are freed when the last user closes, and by a sweep that runs when many have gathered or space is wanted.
 */
import { intTable } from '../../store/table.ts';
import type { Kernel } from '../kernel.ts';
import { taskTable } from '../task/task.ts';
import { fileTable } from './file.ts';
import { freeInode } from './inode.ts';
import { mountTable } from './mount-table.ts';

/** An inode key that has lost its last name. */
export interface Orphan {
  since: number;
}
/** Orphans by inode key. */
export const orphanTable = intTable<Orphan>('orphan', 1);

/** A sweep looks at every open file, so it waits until this many orphans share it. */
const SWEEP_AT = 32;

/** Does an open file description other than `except` refer to `key`? */
function isOpen(k: Kernel, key: number, except: number): boolean {
  let found = false;
  k.tx.each(fileTable, (file, id) => {
    if ((file.kind === 'inode' || file.kind === 'dir') && file.obj === key && id !== except) found = true;
    return !found;
  });
  return found;
}

/** The inode has just lost its last name. */
export function addOrphan(k: Kernel, key: number): void {
  k.tx.put(orphanTable, key, { since: k.now });
  if (k.tx.count(orphanTable) >= SWEEP_AT) sweepOrphans(k);
}

/** The open file description `file` on inode `key` is being freed. */
export function closedInode(k: Kernel, key: number, file: number): void {
  if (k.tx.count(orphanTable) === 0 || k.tx.get(orphanTable, key) === undefined || isOpen(k, key, file)) return;
  k.tx.remove(orphanTable, key);
  freeInode(k, key);
}

/** Frees every orphan that nobody uses. */
export function sweepOrphans(k: Kernel): void {
  if (k.tx.count(orphanTable) === 0) return;
  const used = new Set<number | string>();
  k.tx.each(fileTable, (file) => {
    if (file.kind === 'inode' || file.kind === 'dir') used.add(file.obj);
  });
  k.tx.each(taskTable, (task) => {
    used.add(task.cwdNode);
    used.add(task.rootNode);
  });
  k.tx.each(mountTable, (mount) => {
    used.add(mount.root);
    used.add(mount.point);
  });
  const free: number[] = [];
  k.tx.each(orphanTable, (_orphan, key) => {
    if (!used.has(key)) free.push(key);
  });
  for (const key of free) {
    k.tx.remove(orphanTable, key);
    freeInode(k, key);
  }
}
