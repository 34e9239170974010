/** cd, pwd, pushd, popd, dirs (POSIX cd: the logical way by default). */
import { ENOENT } from '../../../kernel/errno.ts';
import { S_IFDIR, S_IFMT } from '../../../kernel/syscall.ts';
import type { Bytes } from '../../../util/bytes.ts';
import type { Shell } from '../shell.ts';
import { OPT, V_EXPORT } from '../state.ts';
import { findVar, getVar, setVar } from '../vars.ts';
import { given, readOptions } from './options.ts';

/** `path` made absolute against `base`, with `.` and `..` taken out of its text. */
export function logicalPath(base: Bytes, path: Bytes): Bytes {
  const out: Bytes[] = [];
  for (const part of (path.startsWith('/') ? path : `${base}/${path}`).split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') out.pop();
    else out.push(part);
  }
  return `/${out.join('/')}`;
}

function chdirFailed(sh: Shell, shown: Bytes, errno: number): number {
  const { flavour } = sh.L;
  if (flavour === 'bash') return sh.fail(`${shown}: ${sh.errno(errno)}`, 'cd', 1);
  if (flavour === 'dash') return sh.fail(`can't cd to ${shown}`, 'cd', 2);
  return sh.fail(`can't cd to ${shown}: ${sh.errno(errno)}`, 'cd', 2);
}

/** Where CDPATH finds a relative path; null: nowhere but in the working directory. */
function fromCdpath(sh: Shell, path: Bytes): Bytes | null {
  const list = getVar(sh, 'CDPATH');
  if (list === null || list === '' || path.startsWith('/') || /^\.\.?(\/|$)/.test(path)) return null;
  for (const dir of list.split(':')) {
    const candidate = dir === '' ? path : `${dir}/${path}`;
    const st = sh.p.stat(candidate);
    if (typeof st !== 'number' && (st.mode & S_IFMT) === S_IFDIR) return dir === '' ? null : candidate;
  }
  return null;
}

/** Changes directory and keeps PWD and OLDPWD. The status. */
export function changeDirectory(sh: Shell, path: Bytes, shown: Bytes, physical: boolean): number {
  const { p } = sh;
  const old = sh.cwd();
  const target = physical ? path : logicalPath(old, path);
  let r = p.chdir(target);
  if (r < 0 && !physical) r = p.chdir(path) === 0 ? 0 : r;
  if (r < 0) return chdirFailed(sh, shown, sh.bash || r === ENOENT ? p.chdir(path) : r);
  const now = physical ? p.getcwd() : target;
  setVar(sh, 'OLDPWD', old, sh.bash || findVar(sh.L.vars, 'OLDPWD') === undefined ? V_EXPORT : 0);
  setVar(sh, 'PWD', now, V_EXPORT);
  return 0;
}

/** cd. */
export function cd(sh: Shell, args: readonly Bytes[]): number {
  const options = readOptions(sh, args, sh.bash ? 'LPe@' : 'LP');
  if (options.status >= 0) return options.status;
  const operands = args.slice(options.rest);
  if (sh.bash && operands.length > 1) return sh.fail('too many arguments', 'cd', 1);
  const modes = options.found.map((o) => o[0]).filter((o) => o === 'L' || o === 'P');
  const physical = modes.length > 0 ? modes[modes.length - 1] === 'P' : sh.has(OPT.physical);
  let path = operands[0];
  let announce = false;
  if (path === undefined) {
    const home = getVar(sh, 'HOME');
    if (home === null && sh.bash) return sh.fail('HOME not set', 'cd', 1);
    if (home === null || home === '') return 0;
    path = home;
  } else if (path === '-') {
    const old = getVar(sh, 'OLDPWD');
    if (old === null && sh.bash) return sh.fail('OLDPWD not set', 'cd', 1);
    path = old ?? sh.cwd();
    announce = true;
  } else if (path === '') {
    if (!sh.bash) return 0;
    path = '.';
  }
  const found = fromCdpath(sh, path);
  const status = changeDirectory(sh, found ?? path, operands[0] ?? path, physical);
  if (status === 0 && (announce || found !== null)) sh.write(1, `${sh.cwd()}\n`, 'cd');
  return status;
}

/** pwd. */
export function pwd(sh: Shell, args: readonly Bytes[]): number {
  const options = readOptions(sh, args, 'LP');
  if (options.status >= 0) return options.status;
  const logical = sh.cwd();
  const same = !given(options, 'P') && sameDirectory(sh, logical);
  sh.write(1, `${same ? logical : sh.p.getcwd()}\n`, 'pwd');
  return 0;
}

/** True when `path` is the working directory. */
export function sameDirectory(sh: Shell, path: Bytes): boolean {
  if (!path.startsWith('/')) return false;
  const a = sh.p.stat(path);
  const b = sh.p.stat('.');
  return typeof a !== 'number' && typeof b !== 'number' && a.dev === b.dev && a.ino === b.ino;
}

function tildeHome(sh: Shell, path: Bytes): Bytes {
  const home = getVar(sh, 'HOME');
  if (home === null || home === '' || home === '/') return path;
  return path === home || path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}

function stack(sh: Shell): readonly Bytes[] {
  return [sh.cwd(), ...sh.L.dirs];
}

function showStack(sh: Shell): void {
  sh.write(
    1,
    `${stack(sh)
      .map((d) => tildeHome(sh, d))
      .join(' ')}\n`,
    'dirs',
  );
}

/** `+N` or `-N` as an index into the stack; -1 when it is none, null when it is out of range. */
function stackIndex(sh: Shell, text: Bytes | undefined): number | null {
  const m = text === undefined ? null : /^([-+])(\d+)$/.exec(text);
  if (m === null) return -1;
  const all = stack(sh).length;
  const n = m[1] === '+' ? Number(m[2]) : all - 1 - Number(m[2]);
  return n >= 0 && n < all ? n : null;
}

/** dirs. */
export function dirs(sh: Shell, args: readonly Bytes[]): number {
  const options = readOptions(sh, args, 'clpv');
  if (options.status >= 0) return options.status;
  if (given(options, 'c')) {
    sh.L.dirs = [];
    return 0;
  }
  const shown = stack(sh).map((d) => (given(options, 'l') ? d : tildeHome(sh, d)));
  if (given(options, 'v')) sh.write(1, shown.map((d, i) => `${String(i).padStart(2)}  ${d}\n`).join(''), 'dirs');
  else sh.write(1, `${shown.join(given(options, 'p') ? '\n' : ' ')}\n`, 'dirs');
  return 0;
}

/** pushd. */
export function pushd(sh: Shell, args: readonly Bytes[]): number {
  const { L } = sh;
  const target = args[1];
  const index = stackIndex(sh, target);
  const all = stack(sh);
  if (index === null) return sh.fail(`${target}: directory stack index out of range`, 'pushd', 1);
  if (target === undefined || index >= 0) {
    if (all.length < 2) return sh.fail('no other directory', 'pushd', 1);
    const n = target === undefined ? 1 : index;
    const rotated =
      target === undefined
        ? [all[1] as Bytes, all[0] as Bytes, ...all.slice(2)]
        : [...all.slice(n), ...all.slice(0, n)];
    const status = changeDirectory(sh, rotated[0] as Bytes, rotated[0] as Bytes, false);
    if (status !== 0) return status;
    L.dirs = rotated.slice(1);
  } else {
    const old = sh.cwd();
    const r = sh.p.chdir(target);
    if (r < 0) return sh.fail(`${target}: ${sh.errno(r)}`, 'pushd', 1);
    changeDirectory(sh, target.startsWith('/') ? target : logicalPath(old, target), target, false);
    L.dirs = [old, ...L.dirs];
  }
  showStack(sh);
  return 0;
}

/** popd. */
export function popd(sh: Shell, args: readonly Bytes[]): number {
  const { L } = sh;
  const all = stack(sh);
  const index = stackIndex(sh, args[1]);
  if (all.length < 2) return sh.fail('directory stack empty', 'popd', 1);
  if (index === null) return sh.fail(`${args[1]}: directory stack index out of range`, 'popd', 1);
  if (index <= 0) {
    const status = changeDirectory(sh, all[1] as Bytes, all[1] as Bytes, false);
    if (status !== 0) return status;
    L.dirs = all.slice(2);
  } else L.dirs = [...all.slice(0, index), ...all.slice(index + 1)].slice(1);
  showStack(sh);
  return 0;
}
