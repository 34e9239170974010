/** `docker cp` (docker/cli cli/command/container/cp.go). */
import { get, head, put } from '../../../api/client.ts';
import { S_IFDIR, S_IFLNK, S_IFMT, S_IFREG } from '../../../kernel/syscall.ts';
import type { Next } from '../../../program/program.ts';
import type { Bytes } from '../../../util/bytes.ts';
import { goQuote } from '../../../util/go-quote.ts';
import { humanSizeWithPrecision } from '../../../util/units.ts';
import { answer, call, callStream, errorOf, open } from '../../call.ts';
import { fail } from '../../exit.ts';
import { flag } from '../../flags/read.ts';
import { type Cli, type Command, command } from '../../locals.ts';
import { cleanPath, dirName } from '../../opts/path.ts';
import { download, upload } from '../../transfer.ts';
import { pathError } from '../container/files.ts';
import { pack } from './pack.ts';
import { isDirMode, isLinkMode, pathStat } from './path-stat.ts';
import { type CopyInfo, localPath, prepareCopy, splitArgument, splitPath } from './paths.ts';
import { unpack } from './unpack.ts';

interface Copying {
  container: Bytes;
  /** Path inside the container, and on the host. */
  inside: Bytes;
  outside: Bytes;
  rebase: Bytes;
  /** What the destination inside turned out to be. */
  target: CopyInfo;
}

function start(p: Cli<Copying>): Next {
  const [source = '', target = ''] = p.locals.args;
  if (source === '') return fail(p, 'source can not be empty');
  if (target === '') return fail(p, 'destination can not be empty');
  const from = splitArgument(source);
  const to = splitArgument(target);
  if (from.container !== '' && to.container !== '') return fail(p, 'copying between containers is not supported');
  if (from.container !== '') return copyOut(p, from.container, from.path, to.path);
  if (to.container !== '') return copyIn(p, to.container, to.path, from.path);
  return fail(p, 'must specify at least one container source');
}

/** `ValidateOutputPath`: the directory must be there, and what is there must be a file or a directory. */
function outputProblem(p: Cli, path: Bytes): Bytes {
  const dir = dirName(cleanPath(path));
  if (typeof p.stat(dir) === 'number') return `invalid output path: directory ${goQuote(dir)} does not exist`;
  const stat = p.stat(path);
  if (typeof stat === 'number') return '';
  const type = stat.mode & S_IFMT;
  return type === S_IFDIR || type === S_IFREG ? '' : 'got a device';
}

function copyOut(p: Cli<Copying>, container: Bytes, inside: Bytes, target: Bytes): Next {
  const outside = target === '-' ? '-' : localPath(p.getcwd(), target);
  const problem = target === '-' ? '' : outputProblem(p, outside);
  if (problem !== '') return fail(p, problem);
  Object.assign(p.locals, { container, inside, outside, rebase: '' });
  if (!flag(p, 'follow-link')) return fetchArchive(p);
  return call(p, head(`/containers/${container}/archive`, { path: inside }), 'container cp.followed');
}

/** With --follow-link, a link is replaced by what it points to, under the link's own name. */
function followed(p: Cli<Copying>): Next {
  const { locals } = p;
  const stat = pathStat(answer(p).headers);
  if (stat !== null && isLinkMode(stat)) {
    const [dir, base] = splitPath(locals.inside);
    const target = stat.linkTarget.startsWith('/') ? stat.linkTarget : cleanPath(`${dir}/${stat.linkTarget}`);
    if (splitPath(target)[1] !== base) locals.rebase = base;
    locals.inside = target;
  }
  return fetchArchive(p);
}

function fetchArchive(p: Cli<Copying>): Next {
  return callStream(
    p,
    get(`/containers/${p.locals.container}/archive`, { path: p.locals.inside }),
    'container cp.fetched',
  );
}

function infoOutside(p: Cli, path: Bytes): CopyInfo {
  const stat = p.stat(path);
  if (typeof stat === 'number') return { path, exists: false, isDir: false, rebase: '' };
  return { path, exists: true, isDir: (stat.mode & S_IFMT) === S_IFDIR, rebase: '' };
}

function fetched(p: Cli<Copying>): Next {
  const { inside, outside, rebase } = p.locals;
  const reply = answer(p);
  const error = errorOf(reply);
  if (error !== '') return fail(p, error);
  if (outside === '-') return download(p, reply.fd, 1, 'exit 0');
  const stat = pathStat(reply.headers);
  const source: CopyInfo = { path: inside, exists: true, isDir: stat !== null && isDirMode(stat), rebase: '' };
  const target = infoOutside(p, outside);
  const prepared = prepareCopy(source, target);
  if (typeof prepared === 'string') return fail(p, prepared);
  const base = splitPath(inside)[1];
  const into = rebase !== '' && prepared.to === '' ? { ...prepared, from: base, to: rebase } : prepared;
  return unpack(p, reply.fd, into, 'container cp.copied');
}

function copyIn(p: Cli<Copying>, container: Bytes, inside: Bytes, source: Bytes): Next {
  const outside = source === '-' ? '-' : localPath(p.getcwd(), source);
  Object.assign(p.locals, { container, inside, outside, rebase: '' });
  return call(p, head(`/containers/${container}/archive`, { path: inside }), 'container cp.found');
}

/** The destination has been looked at; a link is looked at once more, as what it points to. */
function found(p: Cli<Copying>): Next {
  const { locals } = p;
  const stat = pathStat(answer(p).headers);
  if (stat !== null && isLinkMode(stat)) {
    const dir = splitPath(locals.inside)[0];
    locals.inside = stat.linkTarget.startsWith('/') ? stat.linkTarget : cleanPath(`${dir}/${stat.linkTarget}`);
    return call(p, head(`/containers/${locals.container}/archive`, { path: locals.inside }), 'container cp.resolved');
  }
  return resolved(p);
}

function resolved(p: Cli<Copying>): Next {
  const { locals } = p;
  const stat = answer(p).status < 400 ? pathStat(answer(p).headers) : null;
  const isDir = stat !== null && isDirMode(stat);
  locals.target = { path: locals.inside, exists: stat !== null, isDir, rebase: '' };
  if (locals.outside !== '-') return sendFiles(p);
  const [, named = ''] = locals.args;
  if (!isDir) return fail(p, `destination "${named}" must be a directory`);
  return upload(p, putRequest(p, locals.inside), 0, 'container cp.sent');
}

function putRequest(p: Cli<Copying>, dir: Bytes): ReturnType<typeof put> {
  const copyIds = flag(p, 'archive') ? { copyUIDGID: 'true' } : {};
  return put(`/containers/${p.locals.container}/archive`, { path: dir, noOverwriteDirNonDir: 'true', ...copyIds });
}

/** The source with its own links followed when asked; the last name stays the one typed. */
function sourceInfo(p: Cli, path: Bytes): { readonly info: CopyInfo; readonly root: Bytes } | Bytes {
  const trimmed = path.replace(/\/$/, '') || '/';
  const [dir, base] = [dirName(trimmed), trimmed.slice(trimmed.lastIndexOf('/') + 1)];
  const stat = p.lstat(trimmed);
  if (typeof stat === 'number') return pathError('lstat', `${dir}/${base}`, stat).message;
  const target = (stat.mode & S_IFMT) === S_IFLNK && flag(p, 'follow-link') ? p.readlink(trimmed) : null;
  const root =
    target === null || typeof target === 'number'
      ? trimmed
      : cleanPath(target.startsWith('/') ? target : `${dir}/${target}`);
  const real = root === trimmed ? stat : p.lstat(root);
  if (typeof real === 'number') return pathError('lstat', root, real).message;
  return { info: { path, exists: true, isDir: (real.mode & S_IFMT) === S_IFDIR, rebase: '' }, root };
}

function sendFiles(p: Cli<Copying>): Next {
  const source = sourceInfo(p, p.locals.outside);
  if (typeof source === 'string') return fail(p, source);
  const prepared = prepareCopy(source.info, p.locals.target);
  if (typeof prepared === 'string') return fail(p, prepared);
  const sent = open(p, putRequest(p, prepared.dir));
  p.locals.calls = [sent];
  p.locals.next = 'container cp.sent';
  if (sent.done) return p.goto('container cp.sent');
  return pack(p, source.root, splitPath(source.info.path)[1], prepared);
}

function sent(p: Cli<Copying & { packed?: number }>): Next {
  const error = errorOf(answer(p));
  if (error !== '') return fail(p, error);
  return report(p, p.locals.packed ?? 0, `${p.locals.container}:${p.locals.inside}`);
}

/** On a terminal, how much was copied where to. */
function report(p: Cli, bytes: number, target: Bytes): Next {
  if (p.isatty(1) && !flag(p, 'quiet'))
    p.print(2, `Successfully copied ${humanSizeWithPrecision(bytes, 3)} to ${target}\n`);
  return p.exit(0);
}

/** `docker container cp`. */
export const cp: Command = command<Copying>('container cp', start, {
  followed,
  fetched,
  found,
  resolved,
  sent: sent as (p: Cli<Copying>) => Next,
  copied: (p) => report(p, 0, p.locals.outside),
});
