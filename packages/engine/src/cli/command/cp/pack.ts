/** Local files as an archive, a piece at a time (moby/go-archive TarResource). */
import { EAGAIN } from '../../../kernel/errno.ts';
import { O_RDONLY, S_IFDIR, S_IFIFO, S_IFLNK, S_IFMT, S_IFREG, type Stat } from '../../../kernel/syscall.ts';
import type { Next } from '../../../program/program.ts';
import type { Bytes } from '../../../util/bytes.ts';
import { TAR_END, type TarType, tarEntry, tarHeader, tarPadding } from '../../../util/tar.ts';
import { type Cli, type Command, command } from '../../locals.ts';
import { endUpload, offer } from '../../transfer.ts';
import { type Prepared, rebased } from './paths.ts';

/** A file to be put into the archive. */
type Pending = { readonly path: Bytes; readonly name: Bytes };

interface Packing {
  pending: readonly Pending[];
  rename: Prepared;
  /** File being read, -1 for none, and how much of it is still to come. */
  file: number;
  left: number;
  padding: Bytes;
  piece: Bytes;
  packed: number;
}

const CHUNK = 64 * 1024;

/** Sends `root` under `name` to the connection of the first call, whose request has been sent; the answer comes to its `next`. */
export function pack(p: Cli, root: Bytes, name: Bytes, rename: Prepared): Next {
  Object.assign(p.locals, {
    pending: [{ path: root, name }],
    rename,
    file: -1,
    left: 0,
    padding: '',
    piece: '',
    packed: 0,
  } satisfies Packing);
  return p.goto('cp pack');
}

function typeOf(stat: Stat): TarType | null {
  switch (stat.mode & S_IFMT) {
    case S_IFREG:
      return 'file';
    case S_IFDIR:
      return 'dir';
    case S_IFLNK:
      return 'symlink';
    case S_IFIFO:
      return 'fifo';
    default:
      return null;
  }
}

function children(p: Cli, path: Bytes, name: Bytes): readonly Pending[] {
  const list = p.readdir(path);
  if (typeof list === 'number') return [];
  const names = list.map((entry) => entry.name).sort();
  return names.map((child) => ({ path: `${path}/${child}`, name: `${name}/${child}` }));
}

/** The header of the next file; its content follows from `file`. */
function beginFile(p: Cli<Packing>, next: Pending): void {
  const { locals } = p;
  const stat = p.lstat(next.path);
  const type = typeof stat === 'number' ? null : typeOf(stat);
  if (typeof stat === 'number' || type === null) return;
  const target = type === 'symlink' ? p.readlink(next.path) : '';
  const size = type === 'file' ? stat.size : 0;
  const name = rebased(next.name, locals.rename);
  locals.piece = tarHeader(
    tarEntry(type, name, {
      mode: stat.mode & 0o7777,
      uid: stat.uid,
      gid: stat.gid,
      size,
      mtimeSec: p.epochSec + Math.floor(stat.mtime / 1e9),
      linkname: typeof target === 'number' ? '' : target,
    }),
  );
  if (type === 'dir') locals.pending = [...children(p, next.path, next.name), ...locals.pending];
  if (size === 0) return;
  locals.file = p.open(next.path, O_RDONLY);
  locals.left = size;
  locals.padding = tarPadding(size);
}

/** The next piece of the file being read; a file that became shorter is filled with zeros. */
function readPiece(p: Cli<Packing>): boolean {
  const { locals } = p;
  const want = Math.min(CHUNK, locals.left);
  const data = locals.file < 0 ? '\0'.repeat(want) : p.read(locals.file, want);
  if (data === EAGAIN) return false;
  const piece = typeof data === 'number' || data === '' ? '\0'.repeat(want) : data;
  locals.left -= piece.length;
  locals.piece = piece;
  if (locals.left > 0) return true;
  if (locals.file >= 0) p.close(locals.file);
  locals.file = -1;
  locals.piece += locals.padding;
  return true;
}

function step(p: Cli<Packing>): Next {
  const { locals } = p;
  for (let i = 0; i < 64; i++) {
    if (!offer(p, locals.piece)) return p.waitWrite(p.locals.calls[0]?.fd ?? -1, 'cp pack');
    locals.packed += locals.piece.length;
    locals.piece = '';
    if (locals.left > 0) {
      if (!readPiece(p)) return p.waitRead(locals.file, 'cp pack');
      continue;
    }
    const [next, ...rest] = locals.pending;
    if (next === undefined) {
      offer(p, TAR_END);
      locals.packed += TAR_END.length;
      return endUpload(p);
    }
    locals.pending = rest;
    beginFile(p, next);
  }
  return p.goto('cp pack');
}

/** The label `cp pack`. */
export const packing: Command = command<Packing>('cp pack', step);
