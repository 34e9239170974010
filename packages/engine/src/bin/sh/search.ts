/** Finding and executing programs: PATH, the hash table, and what each shell says when it fails. */
import { E2BIG, EACCES, EISDIR, ENOENT, ENOEXEC, ENOTDIR, type Errno, strerror } from '../../kernel/errno.ts';
import { S_IFDIR, S_IFMT, S_IFREG } from '../../kernel/syscall.ts';
import type { Bytes } from '../../util/bytes.ts';
import { MAX_ARG, MAX_ARGS, type Shell } from './shell.ts';
import { findVar } from './vars.ts';

/** PATH of `command -p`, and of a shell without PATH. */
export const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** What a search found. `path` null: nothing; `errno` says why a file that is there cannot be run. */
export interface Found {
  readonly path: Bytes | null;
  readonly errno: Errno;
}

/** Directories of PATH, in order; the empty one is the working directory. */
export function pathList(sh: Shell, path: Bytes | null): readonly Bytes[] {
  const value = path ?? findVar(sh.L.vars, 'PATH')?.value;
  if (value == null) return sh.bash ? DEFAULT_PATH.split(':') : [];
  return value.split(':');
}

/** Searches PATH for an executable file `name`. */
export function searchPath(sh: Shell, name: Bytes, path: Bytes | null = null): Found {
  const { p } = sh;
  let errno: Errno = ENOENT;
  let blocked: Bytes | null = null;
  for (const dir of pathList(sh, path)) {
    const file = dir === '' ? (sh.bash ? `./${name}` : name) : dir.endsWith('/') ? dir + name : `${dir}/${name}`;
    const st = p.stat(file);
    if (typeof st === 'number') continue;
    if ((st.mode & S_IFMT) !== S_IFREG) continue;
    if (p.access(file, 1) === 0) return { path: file, errno: 0 };
    errno = EACCES;
    blocked ??= file;
  }
  return { path: blocked, errno };
}

/** The file that the command `name` runs, from the hash table or PATH; it is remembered. */
export function locate(sh: Shell, name: Bytes): Found {
  const { L } = sh;
  if (name.indexOf('/') >= 0) return { path: name, errno: 0 };
  for (const h of L.hash) {
    if (h[0] !== name) continue;
    if (sh.bash || sh.p.access(h[1], 1) === 0) return { path: h[1], errno: 0 };
  }
  const found = searchPath(sh, name);
  if (found.errno === 0 && found.path !== null && found.path.startsWith('/')) remember(sh, name, found.path);
  return found;
}

/** Most commands that the hash table holds; the oldest are forgotten. */
const HASH_SIZE = 256;

/** Puts a command in the hash table. */
export function remember(sh: Shell, name: Bytes, path: Bytes): void {
  const others = sh.L.hash.filter((h) => h[0] !== name);
  sh.L.hash = [...others.slice(-HASH_SIZE + 1), [name, path]];
}

/** True when the arguments or variables are longer than execve takes. */
export function tooLong(argv: readonly Bytes[], env: readonly Bytes[]): boolean {
  let total = 0;
  for (const list of [argv, env]) {
    for (const s of list) {
      if (s.length >= MAX_ARG) return true;
      total += s.length + 9;
    }
  }
  return total > MAX_ARGS;
}

/** What `execute` found: the program replaces this one, the shell has to read the file, or it failed. */
export type ExecOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'script'; readonly path: Bytes }
  | { readonly kind: 'failed'; readonly status: number };

/** Executes `argv` with `path` (from the hash table) or by searching. Messages are queued. */
export function execute(
  sh: Shell,
  argv: readonly Bytes[],
  env: readonly Bytes[],
  path: Bytes,
  builtin: boolean,
): ExecOutcome {
  const name = argv[0] as Bytes;
  if (name.indexOf('/') >= 0) return attempt(sh, name, argv, env, builtin);
  if (sh.L.flavour === 'ash' && sh.options.applets?.has(name) === true) {
    if (tooLong(argv, env)) return fail(sh, name, name, E2BIG, builtin);
    if (sh.p.execve('/proc/self/exe', argv, env) === 0) return { kind: 'done' };
  }
  if (path !== '') {
    const cached = tooLong(argv, env) ? E2BIG : sh.p.execve(path, argv, env);
    if (cached === 0) return { kind: 'done' };
    if (cached !== ENOENT || sh.bash) return finish(sh, name, path, cached, builtin);
  }
  const found = searchPath(sh, name);
  if (found.path === null) return notFound(sh, name, builtin);
  return attempt(sh, found.path, argv, env, builtin);
}

function attempt(sh: Shell, path: Bytes, argv: readonly Bytes[], env: readonly Bytes[], builtin: boolean): ExecOutcome {
  if (tooLong(argv, env)) return fail(sh, argv[0] as Bytes, path, E2BIG, builtin);
  const r = sh.p.execve(path, argv, env);
  return r === 0 ? { kind: 'done' } : finish(sh, argv[0] as Bytes, path, r, builtin);
}

function finish(sh: Shell, name: Bytes, path: Bytes, errno: Errno, builtin: boolean): ExecOutcome {
  if (errno === ENOEXEC && isText(sh, path)) return { kind: 'script', path };
  return fail(sh, name, path, errno, builtin);
}

/** The shells run a file without `#!` unless its first line holds a NUL byte (check_binary_file). */
function isText(sh: Shell, path: Bytes): boolean {
  if (sh.L.flavour === 'ash') return true;
  const fd = sh.p.open(path, 0);
  if (fd < 0) return false;
  const data = sh.p.read(fd, 80);
  sh.p.close(fd);
  if (typeof data !== 'string') return false;
  const line = data.indexOf('\n');
  return (line < 0 ? data : data.slice(0, line)).indexOf('\0') < 0;
}

function notFound(sh: Shell, name: Bytes, builtin: boolean): ExecOutcome {
  if (sh.bash && !builtin) {
    sh.error(pathIsUnset(sh) ? `${name}: No such file or directory` : `${name}: command not found`);
  } else sh.error(`${name}: not found`, builtin ? 'exec' : '');
  return { kind: 'failed', status: 127 };
}

function pathIsUnset(sh: Shell): boolean {
  return findVar(sh.L.vars, 'PATH')?.value === undefined;
}

function fail(sh: Shell, name: Bytes, path: Bytes, errno: Errno, builtin: boolean): ExecOutcome {
  const missing = errno === ENOENT || errno === ENOTDIR;
  if (!sh.bash) {
    const shown = name;
    sh.error(missing ? `${shown}: not found` : `${shown}: ${strerror(errno)}`, builtin ? 'exec' : '');
    return { kind: 'failed', status: missing ? 127 : 126 };
  }
  const st = sh.p.stat(path);
  const directory = typeof st !== 'number' && (st.mode & S_IFMT) === S_IFDIR;
  const why = strerror(directory ? EISDIR : errno);
  // The file is there, so it is its interpreter that is not.
  if (errno === ENOENT && typeof st !== 'number') sh.error(`${path}: cannot execute: required file not found`);
  else if (errno === ENOEXEC) sh.error(`${path}: cannot execute binary file: ${strerror(ENOEXEC)}`);
  else sh.error(`${path}: ${why}`);
  if (builtin) sh.error(`${path}: cannot execute: ${why}`, 'exec');
  return { kind: 'failed', status: errno === ENOENT ? 127 : 126 };
}
