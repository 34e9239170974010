/** Seed trees from the catalog: immutable file trees by digest, and the index that makes them quick to walk. */
import { hashString } from '../../store/str-hash.ts';
import { assert } from '../../util/assert.ts';
import type { Bytes } from '../../util/bytes.ts';
import { S_IFDIR, S_IFMT, S_IFREG } from '../syscall.ts';
import { nameLength } from './dir-size.ts';
import type { Extents } from './extent.ts';
import { imageContent, programContent } from './opaque.ts';

/** One object of a tree. Regular files have `data` or (contents nobody looks at) `size`; symlinks have `target`. */
export interface SeedEntry {
  /** Path from the tree's root, '' for the root itself, without a leading slash. */
  readonly path: string;
  /** Mode with the type bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Seconds since 1970. */
  readonly mtimeSec: number;
  readonly data?: Bytes;
  readonly size?: number;
  readonly target?: Bytes;
  readonly rdev?: number;
  /** Name of the program whose image this file is. */
  readonly program?: string;
  /** A layer's directory that hides what lies below it (trusted.overlay.opaque). */
  readonly opaque?: boolean;
}

/** A tree: the root first, parents before their children, at most `MAX_SEED_ENTRIES` entries. */
export interface SeedTree {
  readonly digest: string;
  readonly entries: readonly SeedEntry[];
}

/** Where trees come from (`KernelEnv.catalog`). The same digest must give the same object, since indexes are kept by it. */
export interface SeedCatalog {
  tree(digest: string): SeedTree;
}

/** Entries that fit the inode numbers set aside for one tree. */
export const MAX_SEED_ENTRIES = 16384;

/** A tree with its names indexed. */
export interface SeedIndex {
  readonly tree: SeedTree;
  /** Last component of each entry's path. */
  readonly names: readonly Bytes[];
  /** Entry number of each entry's directory; 0 for the root. */
  readonly parents: readonly number[];
  /** Entry numbers in each directory, in the order of the dirent table; null for other entries. */
  readonly kids: readonly (readonly number[] | null)[];
  /** The same by name, made when first asked for. */
  readonly byName: (ReadonlyMap<Bytes, number> | undefined)[];
  /** Link count of each entry, and what the names in each directory take on ext4. */
  readonly links: readonly number[];
  readonly nameBytes: readonly number[];
  /** Bytes of disk blocks that its regular files take. */
  readonly allocated: number;
}

/** Rounds up to blocks of 4096 bytes. */
export function blockRound(n: number): number {
  return Math.ceil(n / 4096) * 4096;
}

/** Size of an entry's data, or of a symlink's target. */
export function seedSize(entry: SeedEntry): number {
  return entry.target?.length ?? entry.data?.length ?? entry.size ?? 0;
}

/** Contents of an entry. */
export function seedExtents(tree: SeedTree, entry: SeedEntry): Extents {
  if (entry.target !== undefined) return [entry.target];
  if (entry.data !== undefined) return entry.data === '' ? [] : [entry.data];
  const n = entry.size ?? 0;
  if (n === 0) return [];
  const what = `${tree.digest}/${entry.path}`;
  const opaque =
    entry.program !== undefined
      ? programContent(entry.program)
      : (entry.mode & 0o111) !== 0
        ? imageContent(what)
        : what;
  return [{ opaque, at: 0, n }];
}

/** Order of two names in a table keyed by strings: by their hashes, five bits at a time from the lowest. */
function byHash(a: number, b: number): number {
  for (let shift = 0; shift < 32; shift += 5) {
    const difference = ((a >>> shift) & 31) - ((b >>> shift) & 31);
    if (difference !== 0) return difference;
  }
  return 0;
}

function buildIndex(tree: SeedTree): SeedIndex {
  const { entries } = tree;
  assert(entries.length > 0 && entries.length <= MAX_SEED_ENTRIES, `seed ${tree.digest} has ${entries.length} entries`);
  const dirs = new Map<string, number>();
  const names: Bytes[] = [];
  const parents: number[] = [];
  const kids: (number[] | null)[] = [];
  const links: number[] = [];
  const nameBytes: number[] = [];
  let allocated = 0;
  for (let i = 0; i < entries.length; i++) {
    const entry = entries[i] as SeedEntry;
    const { path } = entry;
    const slash = path.lastIndexOf('/');
    const parent = i === 0 ? 0 : dirs.get(slash < 0 ? '' : path.slice(0, slash));
    assert(
      parent !== undefined && (i === 0) === (path === ''),
      `seed ${tree.digest}: ${path} has no directory before it`,
    );
    names.push(path.slice(slash + 1));
    parents.push(parent);
    const type = entry.mode & S_IFMT;
    if (i > 0) {
      (kids[parent] as number[]).push(i);
      nameBytes[parent] = (nameBytes[parent] as number) + nameLength('ext4', names[i] as Bytes);
      if (type === S_IFDIR) links[parent] = (links[parent] as number) + 1;
    }
    kids.push(type === S_IFDIR ? [] : null);
    links.push(type === S_IFDIR ? 2 : 1);
    nameBytes.push(0);
    if (type === S_IFDIR) dirs.set(path, i);
    else if (type === S_IFREG) allocated += blockRound(seedSize(entry));
  }
  const hashes = names.map(hashString);
  for (const list of kids) {
    list?.sort(
      (a, b) =>
        byHash(hashes[a] as number, hashes[b] as number) || ((names[a] as string) < (names[b] as string) ? -1 : 1),
    );
  }
  return { tree, names, parents, kids, byName: [], links, nameBytes, allocated };
}

/** Indexes by tree. */
// tidy-allow ban: a pure cache by identity; an index is a function of its tree, which never changes
const INDEXES = new WeakMap<SeedTree, SeedIndex>();

/** The index of `tree`. */
export function indexSeed(tree: SeedTree): SeedIndex {
  let index = INDEXES.get(tree);
  if (index === undefined) {
    index = buildIndex(tree);
    INDEXES.set(tree, index);
  }
  return index;
}

/** Number of the entry `name` in directory number `dir`, or -1. */
export function findSeed(index: SeedIndex, dir: number, name: Bytes): number {
  let names = index.byName[dir];
  if (names === undefined) {
    const map = new Map<Bytes, number>();
    for (const i of index.kids[dir] ?? []) map.set(index.names[i] as Bytes, i);
    names = map;
    index.byName[dir] = names;
  }
  return names.get(name) ?? -1;
}
