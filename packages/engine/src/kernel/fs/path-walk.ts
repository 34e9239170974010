/**
 * Pathname resolution (path_resolution(7), fs/namei.c): from a task's root or working directory through directories,
 * symbolic links and mountpoints. Names are byte strings.
 */
import type { Bytes } from '../../util/bytes.ts';
import { EACCES, ELOOP, ENAMETOOLONG, ENOENT, ENOTDIR, type Errno } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { S_IFDIR, S_IFLNK, S_IFMT } from '../syscall.ts';
import type { Task } from '../task/task.ts';
import type { Errno2, FileSystem, Jump, Node, Path } from './filesystem.ts';
import { followDown, fsOfMount, getMount } from './mount.ts';
import type { Mount } from './mount-table.ts';
import { canSearchAll, isAllowed, MAY_EXEC, S_ISVTX } from './permission.ts';

/** Longest path with its final NUL, and longest name. */
export const PATH_MAX = 4096;
export const NAME_MAX = 255;
/** Symbolic links followed in one resolution (MAXSYMLINKS). */
const MAX_LINKS = 40;

/** Where the last name of a path is to be looked up, made or removed. */
export interface LastName extends Path {
  /** The last component; '.' , '..' or '' (the path was only slashes) name the place itself. */
  readonly name: Bytes;
  /** A slash follows the last component: it must be a directory. */
  readonly hasSlash: boolean;
}

/** State of one resolution (struct nameidata). */
interface Walk {
  readonly k: Kernel;
  readonly task: Readonly<Task>;
  readonly searchAll: boolean;
  mnt: number;
  mount: Readonly<Mount>;
  fs: FileSystem;
  node: Node;
  /** Mode of the node, 0 when not known yet. */
  mode: number;
  links: number;
  /** Description that a magic link led to, 0 mostly. */
  file: number;
}

function enter(w: Walk, mnt: number, node: Node): void {
  if (mnt !== w.mnt) {
    w.mnt = mnt;
    w.mount = getMount(w.k, mnt);
    w.fs = fsOfMount(w.k, w.mount);
  }
  w.node = node;
  w.mode = 0;
}

function modeHere(w: Walk): number {
  if (w.mode === 0) w.mode = w.fs.mode(w.k, w.mount.sb, w.node);
  return w.mode;
}

function begin(k: Kernel, task: Readonly<Task>, path: Bytes): Walk {
  const isAbsolute = path.charCodeAt(0) === 47;
  const mnt = isAbsolute ? task.rootMnt : task.cwdMnt;
  const mount = getMount(k, mnt);
  const node = isAbsolute ? task.rootNode : task.cwdNode;
  return {
    k,
    task,
    searchAll: canSearchAll(task.cred),
    mnt,
    mount,
    fs: fsOfMount(k, mount),
    node,
    mode: 0,
    links: 0,
    file: 0,
  };
}

/** The place must be a directory that the task may search; 0 or why not. */
function checkSearch(w: Walk): Errno | 0 {
  const mode = modeHere(w);
  if ((mode & S_IFMT) !== S_IFDIR) return mode === 0 ? ENOENT : ENOTDIR;
  if (w.searchAll) return 0;
  const stat = w.fs.stat(w.k, w.mount.sb, w.node);
  if (typeof stat === 'number') return stat;
  return isAllowed(w.task.cred, stat, MAY_EXEC) ? 0 : EACCES;
}

/** `..`: never above the task's root, out of a mount at its root; onto what is mounted at the place it comes to. */
function goUp(w: Walk): void {
  const { task } = w;
  let { mnt, node } = w;
  let isTop = false;
  for (;;) {
    isTop = mnt === task.rootMnt && node === task.rootNode;
    const mount = getMount(w.k, mnt);
    if (isTop || node !== mount.root || mount.parent === 0) break;
    node = mount.point;
    mnt = mount.parent;
  }
  enter(w, mnt, node);
  if (!isTop && node !== w.mount.root) {
    const up = w.fs.lookup(w.k, w.mount.sb, node, '..', task);
    if (typeof up !== 'object') enter(w, mnt, up);
  }
  if (w.mount.points.length === 0) return;
  const at = followDown(w.k, w.mnt, w.node);
  enter(w, at.mnt, at.node);
}

/** One name down, crossing what is mounted there; 0 or why not. */
function goDown(w: Walk, name: Bytes): Errno | 0 {
  if (name.length > NAME_MAX) return ENAMETOOLONG;
  const next = w.fs.lookup(w.k, w.mount.sb, w.node, name, w.task);
  if (typeof next === 'object') return next.errno;
  w.node = next;
  w.mode = 0;
  if (w.mount.points.length > 0 && w.mount.points.includes(next)) {
    const at = followDown(w.k, w.mnt, next);
    enter(w, at.mnt, at.node);
  }
  return 0;
}

/** fs.protected_symlinks: links in sticky world-writable directories are followed only by their owner or to the directory's. */
function mayFollow(w: Walk, dir: Node): boolean {
  const parent = w.fs.stat(w.k, w.mount.sb, dir);
  if (typeof parent === 'number' || (parent.mode & (S_ISVTX | 0o002)) !== (S_ISVTX | 0o002)) return true;
  const link = w.fs.stat(w.k, w.mount.sb, w.node);
  return typeof link === 'number' || link.uid === w.task.cred.euid || link.uid === parent.uid;
}

/** The place is a symbolic link found in directory `dir`: goes where it leads. */
function followLink(w: Walk, dir: Node, dirMnt: number): Errno | 0 {
  if (++w.links > MAX_LINKS) return ELOOP;
  if (dirMnt === w.mnt && !mayFollow(w, dir)) return EACCES;
  const jump = w.fs.follow?.(w.k, w.mount.sb, w.node, w.task) ?? null;
  if (jump !== null) return takeJump(w, jump);
  const text = w.fs.readlink(w.k, w.mount.sb, w.node, w.task);
  if (typeof text === 'number') return text;
  if (text === '') return ENOENT;
  if (text.charCodeAt(0) === 47) enter(w, w.task.rootMnt, w.task.rootNode);
  else enter(w, dirMnt, dir);
  return walkNames(w, text, 0, text.length, true);
}

function takeJump(w: Walk, jump: Jump | Errno2): Errno | 0 {
  if ('errno' in jump) return jump.errno;
  w.file = jump.file;
  if (jump.file === 0) enter(w, jump.mnt, jump.node);
  return 0;
}

/**
 * Walks the components of `path` from `i` to `end`. `follow`: a symbolic link as last component is followed. A slash at
 * the end demands a directory (and follows a link).
 */
function walkNames(w: Walk, path: Bytes, from: number, end: number, follow: boolean): Errno | 0 {
  let i = from;
  for (;;) {
    while (i < end && path.charCodeAt(i) === 47) i++;
    if (i >= end) return 0;
    let stop = path.indexOf('/', i);
    if (stop < 0 || stop > end) stop = end;
    if (w.file !== 0) return ENOTDIR;
    const error = checkSearch(w);
    if (error !== 0) return error;
    const { node, mnt } = w;
    const first = path.charCodeAt(i);
    if (first === 46 && stop === i + 1) {
      i = stop;
      continue;
    }
    if (first === 46 && stop === i + 2 && path.charCodeAt(i + 1) === 46) {
      goUp(w);
      i = stop;
      continue;
    }
    const result = goDown(w, path.slice(i, stop));
    if (result !== 0) return result;
    i = stop;
    if ((modeHere(w) & S_IFMT) === S_IFLNK && (follow || stop < end)) {
      const linked = followLink(w, node, mnt);
      if (linked !== 0) return linked;
    }
    if (stop < end && (w.file !== 0 || (modeHere(w) & S_IFMT) !== S_IFDIR)) return ENOTDIR;
  }
}

/** What `path` names for `task`; `follow` false stops at a symbolic link that is its last component. */
export function resolvePath(k: Kernel, task: Readonly<Task>, path: Bytes, follow: boolean): Jump | Errno2 {
  if (path === '') return { errno: ENOENT };
  if (path.length >= PATH_MAX) return { errno: ENAMETOOLONG };
  const w = begin(k, task, path);
  const error = walkNames(w, path, 0, path.length, follow);
  return error === 0 ? { mnt: w.mnt, node: w.node, file: w.file } : { errno: error };
}

/** Resolves all of `path` but its last component, for making, removing and renaming it. */
export function resolveParent(k: Kernel, task: Readonly<Task>, path: Bytes): LastName | Errno2 {
  if (path === '') return { errno: ENOENT };
  if (path.length >= PATH_MAX) return { errno: ENAMETOOLONG };
  let end = path.length;
  while (end > 0 && path.charCodeAt(end - 1) === 47) end--;
  const start = path.lastIndexOf('/', end - 1) + 1;
  const w = begin(k, task, path);
  if (end === 0) return { mnt: w.mnt, node: w.node, name: '', hasSlash: true };
  const error = walkNames(w, path, 0, start, true);
  if (error !== 0) return { errno: error };
  const searched = checkSearch(w);
  if (searched !== 0) return { errno: searched };
  const name = path.slice(start, end);
  if (name.length > NAME_MAX) return { errno: ENAMETOOLONG };
  return { mnt: w.mnt, node: w.node, name, hasSlash: end < path.length };
}

/** What `name` in the directory `dir` is, mounts crossed and no link followed. The directory may be searched. */
export function lookupIn(k: Kernel, task: Readonly<Task>, dir: Path, name: Bytes): Path | Errno2 {
  const mount = getMount(k, dir.mnt);
  const next = fsOfMount(k, mount).lookup(k, mount.sb, dir.node, name, task);
  if (typeof next === 'object') return next;
  return mount.points.length === 0 ? { mnt: dir.mnt, node: next } : followDown(k, dir.mnt, next);
}

/**
 * Follows the symbolic link at `link` (in directory `dir`) up to the last component of what it leads to, for open(2) with
 * O_CREAT. `depth` counts the links of this resolution so far.
 */
export function resolveLinkParent(
  k: Kernel,
  task: Readonly<Task>,
  dir: Path,
  text: Bytes,
  depth: number,
): LastName | Errno2 {
  if (depth >= MAX_LINKS) return { errno: ELOOP };
  const from = { ...task, cwdMnt: dir.mnt, cwdNode: dir.node };
  return resolveParent(k, from, text);
}
