import type { Bytes } from '../../util/bytes.ts';

/** `path.Clean`: without `.`, `..`, double and trailing slashes; '' is `.`. */
export function cleanPath(path: Bytes): Bytes {
  const rooted = path.startsWith('/');
  const parts: Bytes[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts[parts.length - 1] !== '..') parts.pop();
    else if (!rooted) parts.push('..');
  }
  if (rooted) return `/${parts.join('/')}`;
  return parts.length === 0 ? '.' : parts.join('/');
}

/** `filepath.Abs` for a working directory. */
export function absolutePath(cwd: Bytes, path: Bytes): Bytes {
  return cleanPath(path.startsWith('/') ? path : `${cwd}/${path}`);
}

/** `filepath.Base`: the last element; `/` for a path of slashes, `.` for none. */
export function baseName(path: Bytes): Bytes {
  if (path === '') return '.';
  const trimmed = path.replace(/\/+$/, '');
  return trimmed === '' ? '/' : trimmed.slice(trimmed.lastIndexOf('/') + 1);
}

/** `filepath.Dir`: all but the last element, cleaned. */
export function dirName(path: Bytes): Bytes {
  return cleanPath(path.slice(0, path.lastIndexOf('/') + 1));
}
