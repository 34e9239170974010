/**
 * What this folder remembers within one transaction: trees of seeds it has looked up and directories it has merged for
 * overlays. It hangs on the Kernel, which lives for one step, and holds nothing that the tables do not say.
 */
import type { Kernel } from '../kernel.ts';
import type { OverlayMemo } from './overlay-lookup.ts';
import type { TreeView } from './seed-tree.ts';

/** Caches by id of the seed tree and by key of the overlay's superblock. */
export interface FsMemo {
  readonly trees: Map<number, TreeView>;
  /** The tree looked at last: walks stay in one for a while. */
  lastTree: TreeView | null;
  readonly overlays: Map<number, OverlayMemo>;
}

/** The kernel with the memo this folder puts on it. */
interface RememberingKernel extends Kernel {
  fsMemo?: FsMemo;
}

/** The memo of this transaction. */
export function memoOf(k: Kernel): FsMemo {
  const kernel = k as RememberingKernel;
  let memo = kernel.fsMemo;
  if (memo === undefined) {
    memo = { trees: new Map(), lastTree: null, overlays: new Map() };
    kernel.fsMemo = memo;
  }
  return memo;
}
