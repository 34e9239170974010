/** Paths of `docker cp` (docker/cli cli/command/container/cp.go, moby/go-archive copy.go). */
import type { Bytes } from '../../../util/bytes.ts';
import { baseName, cleanPath, dirName } from '../../opts/path.ts';

/** One argument: `container:path` or a local path. */
export interface CopyArgument {
  readonly container: Bytes;
  readonly path: Bytes;
}

/** `splitCpArg`: absolute paths and those that begin with a dot are local, whatever colons they hold. */
export function splitArgument(arg: Bytes): CopyArgument {
  const colon = arg.indexOf(':');
  if (arg.startsWith('/') || colon < 0 || arg.startsWith('.')) return { container: '', path: arg };
  return { container: arg.slice(0, colon), path: arg.slice(colon + 1) };
}

/** `specifiesCurrentDir`: whether the path ends in `/.` or is `.`. */
export function isCurrentDir(path: Bytes): boolean {
  return path === '.' || path.endsWith('/.');
}

/** `assertsDirectory`: whether the path can only mean a directory. */
export function assertsDirectory(path: Bytes): boolean {
  return path.endsWith('/') || isCurrentDir(path);
}

/** `SplitPathDirEntry`: directory and last element, which is `.` for what ends in `/.`. */
export function splitPath(path: Bytes): readonly [Bytes, Bytes] {
  const clean = cleanPath(path);
  if (isCurrentDir(path)) return [clean, '.'];
  return [dirName(clean), baseName(clean)];
}

/** `PreserveTrailingDotOrSeparator`: an absolute path that ends as the original did. */
export function localPath(cwd: Bytes, path: Bytes): Bytes {
  const absolute = cleanPath(path.startsWith('/') ? path : `${cwd}/${path}`);
  let out = absolute;
  if (isCurrentDir(path) && !isCurrentDir(absolute)) out = absolute === '/' ? '/.' : `${absolute}/.`;
  else if (path.endsWith('/') && !absolute.endsWith('/')) out = `${absolute}/`;
  return out;
}

/** What is known of a source or a destination. */
export interface CopyInfo {
  readonly path: Bytes;
  readonly exists: boolean;
  readonly isDir: boolean;
  /** Name that replaces the last element, '' for none. */
  readonly rebase: Bytes;
}

/** Where an archive is extracted, and which first name of its entries is replaced. */
export interface Prepared {
  readonly dir: Bytes;
  readonly from: Bytes;
  readonly to: Bytes;
}

/** `PrepareArchiveCopy`, or the error's text. */
export function prepareCopy(source: CopyInfo, target: CopyInfo): Prepared | Bytes {
  const [dir, base] = splitPath(target.path);
  const sourceBase = splitPath(source.path)[1];
  if (target.exists && target.isDir) return { dir: target.path, from: '', to: '' };
  if (target.exists && source.isDir) return 'cannot copy directory';
  const from = source.rebase === '' ? sourceBase : source.rebase;
  if (!target.exists && !source.isDir && assertsDirectory(target.path)) return 'no such directory';
  return { dir, from, to: base };
}

/** `RebaseArchiveEntries`: the entry's name under its new first element. */
export function rebased(name: Bytes, prepared: Prepared): Bytes {
  const { from, to } = prepared;
  if (to === '' || from === '') return name;
  if (from === '/') return `${to}/${name.replace(/^\/+/, '')}`;
  if (name === from) return to;
  const at = name.indexOf(from);
  return at < 0 ? name : name.slice(0, at) + to + name.slice(at + from.length);
}
