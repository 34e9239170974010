/** realpath(3): absolute names without links, `.` and `..`. */
import { ELOOP, ENOENT, ENOTDIR, type Errno } from '../../kernel/errno.ts';
import { S_IFDIR, S_IFLNK, S_IFMT } from '../../kernel/syscall.ts';
import type { Proc } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';

/** What must exist: everything, everything but the last component, or nothing. */
export type CanonicalMode = 'existing' | 'parents' | 'missing';

const MAX_LINKS = 40;

function absolute(p: Proc, path: Bytes): Bytes {
  return path.startsWith('/') ? path : `${p.getcwd()}/${path}`;
}

/** The parts of a path, taken off one by one from the end of the list. */
function parts(path: Bytes): Bytes[] {
  return path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .reverse();
}

/** The canonical name of `path`, or why there is none. Without `follow` links are left as they are (realpath -s). */
export function canonicalPath(p: Proc, path: Bytes, mode: CanonicalMode, follow = true): Bytes | Errno {
  if (path === '') return ENOENT;
  const todo = parts(absolute(p, path));
  let done = '';
  let links = 0;
  while (todo.length > 0) {
    const name = todo.pop() as Bytes;
    if (name === '..') {
      done = done.slice(0, Math.max(0, done.lastIndexOf('/')));
      continue;
    }
    const next = `${done}/${name}`;
    const stat = p.lstat(next);
    if (typeof stat === 'number') {
      if (mode === 'existing' || (mode === 'parents' && (todo.length > 0 || stat !== ENOENT))) return stat;
      done = next;
      continue;
    }
    const type = stat.mode & S_IFMT;
    if (type === S_IFLNK && follow) {
      const target = p.readlink(next);
      if (typeof target === 'number') return target;
      links += 1;
      if (links > MAX_LINKS) return ELOOP;
      if (target.startsWith('/')) done = '';
      todo.push(...parts(target));
      continue;
    }
    if (type !== S_IFDIR && type !== S_IFLNK && (todo.length > 0 || path.endsWith('/')) && mode !== 'missing')
      return ENOTDIR;
    done = next;
  }
  return done === '' ? '/' : done;
}

/** `path` as seen from the directory `from`; both canonical. */
export function relativePath(from: Bytes, path: Bytes): Bytes {
  const a = from.split('/').filter((part) => part !== '');
  const b = path.split('/').filter((part) => part !== '');
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same++;
  const out = [...a.slice(same).map(() => '..'), ...b.slice(same)].join('/');
  return out === '' ? '.' : out;
}
