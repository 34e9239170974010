/**
 * Walking trees of files in bounded steps. The walk is a list of directories, the innermost first, each with the names
 * that are still to come; a program takes a few hundred steps in a handler and keeps the list in its locals.
 */
import type { Errno } from '../../kernel/errno.ts';
import type { Dirent } from '../../kernel/syscall.ts';
import type { Proc } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';

/** A directory that is being walked through. */
export interface WalkFrame {
  readonly path: Bytes;
  readonly entries: readonly Dirent[];
  readonly at: number;
  /** 0 for an operand of the command line. */
  readonly depth: number;
  readonly dev: number;
  readonly ino: number;
  readonly up: WalkFrame | null;
}

/** `dir/name`, without doubling a slash. */
export function joinPath(dir: Bytes, name: Bytes): Bytes {
  return dir.endsWith('/') ? dir + name : `${dir}/${name}`;
}

/** Enters a directory below `up` (null: an operand). */
export function enterDirectory(p: Proc, path: Bytes, up: WalkFrame | null, dev = 0, ino = 0): WalkFrame | Errno {
  const entries = p.readdir(path);
  if (typeof entries === 'number') return entries;
  return { path, entries, at: 0, depth: up === null ? 0 : up.depth + 1, dev, ino, up };
}

/** The frame with its next name taken. */
export function advanced(frame: WalkFrame): WalkFrame {
  return {
    path: frame.path,
    entries: frame.entries,
    at: frame.at + 1,
    depth: frame.depth,
    dev: frame.dev,
    ino: frame.ino,
    up: frame.up,
  };
}

/** The next name of the innermost directory, or undefined at its end. */
export function nextEntry(frame: WalkFrame): Dirent | undefined {
  return frame.entries[frame.at];
}

/** True when a directory is one of those that are being walked through: following links has come round. */
export function isAncestor(frame: WalkFrame | null, dev: number, ino: number): boolean {
  for (let f = frame; f !== null; f = f.up) if (f.dev === dev && f.ino === ino) return true;
  return false;
}

/** Steps of a walk that a program takes in one handler. */
export const WALK_STEPS = 256;
