/** Running another program: execvp(3), and fork with a child that does it. */
import { EACCES, ENOENT, ENOEXEC, ENOTDIR, type Errno, strerror } from '../../kernel/errno.ts';
import type { Next, Proc } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import type { Flavour } from './flavour.ts';
import { complain } from './invocation.ts';
import { quoteaf, quoted } from './quote.ts';

/** PATH of a process that has none (confstr _CS_PATH). */
const DEFAULT_PATH = '/bin:/usr/bin';

function exec(p: Proc, path: Bytes, argv: readonly Bytes[], env: readonly Bytes[]): Errno | 0 {
  const errno = p.execve(path, argv, env);
  if (errno !== ENOEXEC) return errno;
  return p.execve('/bin/sh', ['/bin/sh', path, ...argv.slice(1)], env);
}

/** execvp(3): 0 (the handler must then return `p.done()`) or why nothing could be run. */
export function execvp(p: Proc, argv: readonly Bytes[], env: readonly Bytes[] = p.env): Errno | 0 {
  const file = argv[0] ?? '';
  if (file === '') return ENOENT;
  if (file.includes('/')) return exec(p, file, argv, env);
  const path = env.find((entry) => entry.startsWith('PATH='))?.slice(5) ?? DEFAULT_PATH;
  let denied = false;
  for (const dir of path.split(':')) {
    const errno = exec(p, dir === '' ? file : `${dir}/${file}`, argv, env);
    if (errno === 0) return 0;
    if (errno === EACCES) denied = true;
    else if (errno !== ENOENT && errno !== ENOTDIR) return errno;
  }
  return denied ? EACCES : ENOENT;
}

/** Status of a program that could not be run: 127 when it was not found, 126 otherwise. */
export function execStatus(errno: Errno): number {
  return errno === ENOENT ? 127 : 126;
}

/** How GNU programs word a failed exec: `env: 'x': …`, `timeout: failed to run command 'x': …`, `xargs: x: …`. */
export type ExecWording = 'quoted' | 'failed to run command' | 'bare';

/** Becomes `argv`, or says why not and exits 126 or 127. */
export function execOrExit(
  p: Proc,
  f: Flavour,
  name: Bytes,
  argv: readonly Bytes[],
  wording: ExecWording,
  env?: readonly Bytes[],
): Next {
  const errno = execvp(p, argv, env);
  if (errno === 0) return p.done();
  const file = argv[0] ?? '';
  const why = strerror(errno);
  if (!f.gnu) complain(p, name, wording === 'bare' ? `${file}: ${why}` : `can't execute '${file}': ${why}`);
  else if (wording === 'quoted') complain(p, name, `${quoted(p, file)}: ${why}`);
  else complain(p, name, wording === 'bare' ? `${file}: ${why}` : `failed to run command ${quoteaf(file)}: ${why}`);
  return p.exit(execStatus(errno));
}

/** Exit status that a shell gives a child: its code, or 128 and the signal that killed it. */
export function shellStatus(status: { readonly code: number; readonly signal: number }): number {
  return status.signal > 0 ? 128 + status.signal : status.code;
}
