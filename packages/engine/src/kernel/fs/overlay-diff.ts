/**
 * What a container has changed, as `docker diff` lists it: moby compares the merged view with the view of the lower layers
 * (daemon/graphdriver/fsdiff.go, pkg/archive/changes.go). Only what the upper layer touches is looked at here, since the
 * rest is the same in both views. moby goes through names in the random order of Go's maps; here they are sorted.
 */
import type { Bytes } from '../../util/bytes.ts';
import type { Kernel } from '../kernel.ts';
import { S_IFDIR, S_IFMT } from '../syscall.ts';
import { theInode } from './inode.ts';
import { overlayNames } from './overlay-change.ts';
import { lookupMerged, type Merged, realKey } from './overlay-lookup.ts';

/** One change: added, changed or deleted. */
export interface OverlayChange {
  readonly path: Bytes;
  readonly kind: 'A' | 'C' | 'D';
}

/** statDifferent(): size and time count for everything but directories. */
function isDifferent(k: Kernel, a: Merged, b: Merged): boolean {
  const x = theInode(k, realKey(a));
  const y = theInode(k, realKey(b));
  if (x === y) return false;
  if (x.mode !== y.mode || x.uid !== y.uid || x.gid !== y.gid || x.rdev !== y.rdev) return true;
  return (x.mode & S_IFMT) !== S_IFDIR && (x.mtime !== y.mtime || x.size !== y.size);
}

function sortedNames(k: Kernel, dir: Merged): Bytes[] {
  return overlayNames(k, dir)
    .map((entry) => entry.name)
    .sort();
}

/** FileInfo.addChanges(): appends what differs at and below `path`. `isListed`: the object itself is in the list already. */
function addChanges(
  k: Kernel,
  now: Merged,
  before: Merged | null,
  path: Bytes,
  isListed: boolean,
  out: OverlayChange[],
): void {
  const start = out.length;
  let listed = isListed;
  if (before === null) {
    out.push({ path, kind: 'A' });
    listed = true;
  }
  if (!now.isDir) return;
  const old = before?.isDir === true ? before : null;
  const names = sortedNames(k, now);
  for (const name of names) {
    const child = lookupMerged(k, now, name) as Merged;
    const was = old === null ? null : lookupMerged(k, old, name);
    // what is not in the upper layer is the same in both views
    if (was !== null && child.upper === 0) continue;
    const isChanged = was !== null && isDifferent(k, child, was);
    if (isChanged) out.push({ path: `${path}/${name}`, kind: 'C' });
    addChanges(k, child, was, `${path}/${name}`, isChanged, out);
  }
  if (old !== null) {
    const left = new Set(names);
    for (const name of sortedNames(k, old)) if (!left.has(name)) out.push({ path: `${path}/${name}`, kind: 'D' });
  }
  if (out.length > start && !listed && path !== '') out.splice(start, 0, { path, kind: 'C' });
}

/**
 * Changes of the upper layer `upper` against the layers `lowers` (topmost first), all given by the inode keys of their
 * directories. They need not be mounted.
 */
export function overlayDiff(k: Kernel, upper: number, lowers: readonly number[]): OverlayChange[] {
  const out: OverlayChange[] = [];
  addChanges(k, { upper, lowers, isDir: true }, { upper: 0, lowers, isDir: true }, '', false, out);
  return out;
}
