/** Inode keys: superblock and local inode number in one safe integer, so that inodes of all file systems share a table. */

/** Local numbers a superblock has; superblock keys stay below 2^20. */
const SPAN = 2 ** 33;

/** Key of inode `local` of superblock `sb`. */
export function inodeKey(sb: number, local: number): number {
  return sb * SPAN + local;
}

/** Superblock of an inode key. */
export function sbOfInode(key: number): number {
  return Math.floor(key / SPAN);
}

/** `st_ino` of an inode key. */
export function localIno(key: number): number {
  return key - Math.floor(key / SPAN) * SPAN;
}
