/** Unpacking a layer: its tree appears below a directory of the host's disk. */

import { getMount } from '../kernel/fs/mount.ts';
import { resolvePath } from '../kernel/fs/path-walk.ts';
import { attachSeed } from '../kernel/fs/seed.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { type Task, taskTable } from '../kernel/task/task.ts';
import { assert } from '../util/assert.ts';

/** Gives the catalog's tree `digest` the name `name` in the directory `dir`, as the task that runs now sees it. */
export function attachTree(k: Kernel, dir: string, name: string, digest: string): void {
  const path = resolvePath(k, k.tx.get(taskTable, k.current) as Task, dir, true);
  assert(!('errno' in path) && typeof path.node === 'number', `no directory ${dir} to unpack into`);
  attachSeed(k, getMount(k, path.mnt).sb, path.node, name, digest);
}
