/** Attaching seed trees below a directory: image layers under /var/lib/docker/overlay2/ID/diff, parts of the host's disk. */
import { assert } from '../../util/assert.ts';
import type { Bytes } from '../../util/bytes.ts';
import type { Kernel } from '../kernel.ts';
import { S_IFMT } from '../syscall.ts';
import { addName, lookupName } from './dirent.ts';
import { modeOf } from './inode.ts';
import { registerSeed } from './seed-tree.ts';

/**
 * Gives the seed tree `digest` the free name `name` in directory `dir` of the disk-like superblock `sb`; returns its
 * root's inode key. Nothing is copied; its files are charged to the disk. `removeTree` takes it away again.
 */
export function attachSeed(k: Kernel, sb: number, dir: number, name: Bytes, digest: string): number {
  assert(lookupName(k, dir, name) === 0, `cannot attach a seed: ${name} is there`);
  const root = registerSeed(k, sb, dir, name, digest);
  addName(k, dir, name, root, modeOf(k, root) & S_IFMT);
  return root;
}

export { MAX_SEED_ENTRIES, type SeedCatalog, type SeedEntry, type SeedTree } from './seed-index.ts';
