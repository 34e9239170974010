/** save, load, import and export: archives from and to files (docker/cli cli/command/image/{save,load,import}.go). */
import { get, post } from '../../../api/client.ts';
import { O_CREAT, O_RDONLY, O_TRUNC, O_WRONLY } from '../../../kernel/syscall.ts';
import { parseNormalizedNamed } from '../../../oci/reference.ts';
import type { Next } from '../../../program/program.ts';
import type { Bytes } from '../../../util/bytes.ts';
import { isGoError } from '../../../util/go-error.ts';
import { answer, call, callStream, errorOf } from '../../call.ts';
import { fail } from '../../exit.ts';
import { flag, query, strings, text } from '../../flags/read.ts';
import { type Cli, type Command, command } from '../../locals.ts';
import { dirName } from '../../opts/path.ts';
import { progressLine, progressStart } from '../../progress.ts';
import { download, upload } from '../../transfer.ts';
import { pathError } from '../container/files.ts';

/** Why nothing can be written to `path`, or ''. */
function outputProblem(p: Cli, path: Bytes): Bytes {
  const dir = dirName(path);
  const stat = p.stat(dir);
  if (typeof stat === 'number') return `invalid output path: ${pathError('stat', dir, stat).message}`;
  return '';
}

/** Shared by save and export: `what` is how errors begin. */
function startOutput(p: Cli, what: Bytes): Bytes {
  const output = text(p, 'output');
  if (output === '') return p.isatty(1) ? 'cowardly refusing to save to a terminal. Use the -o flag or redirect' : '';
  const problem = outputProblem(p, output);
  return problem === '' ? '' : `${what}: ${problem}`;
}

function receiveArchive(p: Cli): Next {
  const reply = answer(p);
  const error = errorOf(reply);
  if (error !== '') return fail(p, error);
  const output = text(p, 'output');
  if (output === '') return download(p, reply.fd, 1, 'exit 0');
  const fd = p.open(output, O_WRONLY | O_CREAT | O_TRUNC, 0o600);
  if (fd < 0) return fail(p, pathError('open', output, fd).message);
  return download(p, reply.fd, fd, 'exit 0');
}

/** The label `exit 0`. */
export const exitZero: Command = command('exit 0', (p) => p.exit(0));

/** `docker image save`. */
export const save: Command = command(
  'image save',
  (p) => {
    const problem = startOutput(p, 'failed to save image');
    if (problem !== '') return fail(p, problem);
    return callStream(
      p,
      get(
        '/images/get',
        query([
          ['names', p.locals.args.join('\n')],
          ['platform', text(p, 'platform')],
        ]),
      ),
      'image save.opened',
    );
  },
  { opened: receiveArchive },
);

/** `docker container export`. */
export const exportCommand: Command = command(
  'container export',
  (p) => {
    const problem = startOutput(p, 'failed to export container');
    if (problem !== '') return fail(p, problem);
    return callStream(p, get(`/containers/${p.locals.args[0]}/export`), 'container export.opened');
  },
  { opened: receiveArchive },
);

/** A file opened for reading, standard input for '', or the error. */
function openInput(p: Cli, path: Bytes): number | Bytes {
  if (path === '') return 0;
  const fd = p.open(path, O_RDONLY);
  return fd < 0 ? pathError('open', path, fd).message : fd;
}

/** Prints a stream of progress documents that has arrived whole. */
function showDocuments(p: Cli): Next {
  const reply = answer(p);
  const error = errorOf(reply);
  if (error !== '') return fail(p, error);
  let progress = progressStart(false);
  for (const message of reply.chunks) {
    const drawn = progressLine(progress, message);
    if (drawn.error !== '') return fail(p, drawn.error);
    p.print(1, drawn.text);
    progress = drawn.progress;
  }
  return p.exit(0);
}

/** `docker image load`. */
export const load: Command = command(
  'image load',
  (p) => {
    const input = openInput(p, text(p, 'input'));
    if (typeof input === 'string') return fail(p, input);
    if (input === 0 && p.isatty(0)) return fail(p, 'requested load from stdin, but stdin is empty');
    const quiet = flag(p, 'quiet') || !p.isatty(1);
    return upload(
      p,
      post(
        '/images/load',
        query([
          ['quiet', quiet ? '1' : '0'],
          ['platform', text(p, 'platform')],
        ]),
      ),
      input,
      'image load.done',
    );
  },
  { done: showDocuments },
);

function isUrl(source: Bytes): boolean {
  return source.startsWith('http://') || source.startsWith('https://');
}

/** `docker image import`. */
export const importCommand: Command = command(
  'image import',
  (p) => {
    const [source = '', name = ''] = p.locals.args;
    const ref = name === '' ? null : parseNormalizedNamed(name);
    const remote = isUrl(source);
    const input = source === '-' || remote ? 0 : openInput(p, source);
    if (typeof input === 'string') return fail(p, input);
    if (isGoError(ref)) return fail(p, ref.message);
    const asked = query([
      ['fromSrc', remote ? source : '-'],
      ['repo', name],
      ['message', text(p, 'message')],
      ['changes', strings(p, 'change').join('\n')],
      ['platform', text(p, 'platform').toLowerCase()],
    ]);
    const request = post('/images/create', asked);
    return remote ? call(p, request, 'image import.done') : upload(p, request, input, 'image import.done');
  },
  { done: showDocuments },
);
