/** Reading files for options, with Go's words for failures. */
import { EISDIR, strerror } from '../../../kernel/errno.ts';
import type { Bytes } from '../../../util/bytes.ts';
import { GoError } from '../../../util/go-error.ts';
import type { Cli } from '../../locals.ts';
import type { Source } from '../../opts/env-file.ts';

/** `os.PathError`: `open x: no such file or directory`. */
export function pathError(op: string, path: Bytes, errno: number): GoError {
  return new GoError(`${op} ${path}: ${strerror(errno).toLowerCase()}`);
}

/** A whole file, or the error of opening it. */
export function readWhole(p: Cli, path: Bytes): Bytes | GoError {
  const data = p.readFile(path);
  // a directory can be opened, but not read
  return typeof data === 'number' ? pathError(data === EISDIR ? 'read' : 'open', path, data) : data;
}

/** The process's files and environment as options read them. */
export function sourceOf(p: Cli): Source {
  return { readFile: (path) => readWhole(p, path), lookup: (name) => p.getenv(name) };
}
