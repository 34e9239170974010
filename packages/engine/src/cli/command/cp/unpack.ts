/** An archive that arrives on a connection becomes local files (moby/go-archive CopyTo). */
import { S_IFIFO } from '../../../kernel/syscall.ts';
import type { Next } from '../../../program/program.ts';
import type { Bytes } from '../../../util/bytes.ts';
import { isGoError } from '../../../util/go-error.ts';
import type { TarEntry } from '../../../util/tar.ts';
import { readTar, tarContent } from '../../../util/tar-reader.ts';
import { receive } from '../../call.ts';
import { fail } from '../../exit.ts';
import { type Cli, type Command, command } from '../../locals.ts';
import { pathError } from '../container/files.ts';
import { type Prepared, rebased } from './paths.ts';

interface Unpacking {
  connection: number;
  archive: Bytes;
  into: Prepared;
  unpacked: string;
}

/** The archive is held whole before it is written. */
const MAX_ARCHIVE = 256 * 1024 * 1024;

/** Receives the archive of connection `fd` and writes it as prepared; `next` runs when all is done. */
export function unpack(p: Cli, fd: number, into: Prepared, next: string): Next {
  Object.assign(p.locals, { connection: fd, archive: '', into, unpacked: next } satisfies Unpacking);
  return p.goto('cp unpack');
}

function parentOf(path: Bytes): Bytes {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

function makeParents(p: Cli, path: Bytes): void {
  const parent = parentOf(path);
  if (parent === '/' || typeof p.lstat(parent) !== 'number') return;
  makeParents(p, parent);
  p.mkdir(parent, 0o777);
}

/** Makes one entry; 0, or the failing call and its errno. */
function make(p: Cli, path: Bytes, entry: TarEntry, content: Bytes): { readonly op: string; readonly errno: number } {
  const there = p.lstat(path);
  const isDirThere = typeof there !== 'number' && (there.mode & 0o170000) === 0o040000;
  if (entry.type === 'dir') {
    if (!isDirThere) return { op: 'mkdir', errno: p.mkdir(path, entry.mode & 0o7777) };
    return { op: 'mkdir', errno: 0 };
  }
  if (typeof there !== 'number' && !isDirThere) p.unlink(path);
  switch (entry.type) {
    case 'file':
      return { op: 'open', errno: Math.min(0, p.writeFile(path, content, entry.mode & 0o7777)) };
    case 'symlink':
      return { op: 'symlink', errno: p.symlink(entry.linkname, path) };
    case 'fifo':
      return { op: 'mknod', errno: p.mknod(path, S_IFIFO | (entry.mode & 0o777), 0) };
    default:
      return { op: '', errno: 0 };
  }
}

function writeEntry(p: Cli<Unpacking>, entry: TarEntry, content: Bytes): Bytes {
  const { into } = p.locals;
  const name = rebased(entry.name.replace(/\/$/, ''), into).replace(/^(\.?\/)+/, '');
  if (name === '' || name === '.') return '';
  const path = `${into.dir === '/' ? '' : into.dir.replace(/\/\.?$/, '')}/${name}`;
  makeParents(p, path);
  if (entry.type === 'link') {
    const target = rebased(entry.linkname, into).replace(/^(\.?\/)+/, '');
    const linked = p.link(`${into.dir}/${target}`, path);
    return linked < 0 ? pathError('link', path, linked).message : '';
  }
  const made = make(p, path, entry, content);
  if (made.errno < 0) return pathError(made.op, path, made.errno).message;
  if (entry.type !== 'symlink') p.chmod(path, entry.mode & 0o7777);
  const at = (entry.mtimeSec - p.epochSec) * 1e9;
  p.utimes(path, at, at, entry.type === 'symlink');
  return '';
}

function extract(p: Cli<Unpacking>): Next {
  const { archive } = p.locals;
  const entries = readTar(archive);
  if (isGoError(entries)) return fail(p, entries.message);
  for (const read of entries) {
    const error = writeEntry(p, read.entry, tarContent(archive, read));
    if (error !== '') return fail(p, error);
  }
  p.locals.archive = '';
  return p.goto(p.locals.unpacked);
}

function collect(p: Cli<Unpacking>): Next {
  const { connection } = p.locals;
  const pieces: Bytes[] = [p.locals.archive];
  for (;;) {
    const message = receive(p, connection);
    if (message === undefined || message === null || message.kind === 'end') {
      p.locals.archive = pieces.join('');
      if (p.locals.archive.length > MAX_ARCHIVE)
        return fail(p, 'docker: copying more than 256 MiB at once is not simulated');
      if (message === undefined) return p.waitRead(connection, 'cp unpack');
      p.close(connection);
      return extract(p);
    }
    if (message.kind === 'raw') pieces.push(message.data);
  }
}

/** The label `cp unpack`. */
export const unpacking: Command = command<Unpacking>('cp unpack', collect);
