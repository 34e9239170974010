/** The operators of `test` and `[[` (POSIX test, bash(1) CONDITIONAL EXPRESSIONS). */
import {
  S_IFBLK,
  S_IFCHR,
  S_IFDIR,
  S_IFIFO,
  S_IFLNK,
  S_IFMT,
  S_IFREG,
  S_IFSOCK,
  type Stat,
} from '../../kernel/syscall.ts';
import type { Bytes } from '../../util/bytes.ts';
import { OPTION_NAMES } from './options.ts';
import type { Shell } from './shell.ts';
import { elementOf, findVar, getVar } from './vars.ts';

const UNARY = 'bcdefghkLnoprsStuwxzGNO';

/** True when `op` takes one operand. */
export function isUnary(sh: Shell, op: Bytes): boolean {
  if (op.length !== 2 || op.charAt(0) !== '-') return false;
  const c = op.charAt(1);
  if (c === 'o') return sh.bash;
  if (c === 'a' || c === 'v' || c === 'R') return sh.bash;
  if (c === 'N') return sh.bash;
  return UNARY.includes(c);
}

/** True when `op` takes two operands. */
export function isBinary(sh: Shell, op: Bytes): boolean {
  switch (op) {
    case '=':
    case '!=':
    case '<':
    case '>':
    case '-eq':
    case '-ne':
    case '-lt':
    case '-le':
    case '-gt':
    case '-ge':
    case '-nt':
    case '-ot':
    case '-ef':
      return true;
    case '==':
      return sh.L.flavour !== 'dash';
    case '=~':
      return sh.L.flavour === 'ash';
    default:
      return false;
  }
}

function fileOf(sh: Shell, path: Bytes): Stat | null {
  const st = sh.p.stat(path);
  return typeof st === 'number' ? null : st;
}

function typeIs(sh: Shell, path: Bytes, type: number): boolean {
  const st = fileOf(sh, path);
  return st !== null && (st.mode & S_IFMT) === type;
}

function modeHas(sh: Shell, path: Bytes, bit: number): boolean {
  const st = fileOf(sh, path);
  return st !== null && (st.mode & bit) !== 0;
}

/** Value of a unary operator. */
export function unary(sh: Shell, op: Bytes, arg: Bytes): boolean {
  switch (op.charAt(1)) {
    case 'n':
      return arg !== '';
    case 'z':
      return arg === '';
    case 't':
      return /^\d+$/.test(arg) && sh.p.isatty(Number(arg));
    case 'o':
      return OPTION_NAMES[sh.L.flavour].some((o) => o.name === arg && (sh.L.options & o.bit) !== 0);
    case 'v': {
      const m = /^([A-Za-z_]\w*)\[(.*)\]$/.exec(arg);
      const v = m === null ? undefined : findVar(sh.L.vars, m[1] as Bytes);
      return m === null ? getVar(sh, arg) !== null : v !== undefined && elementOf(v, m[2] as Bytes) !== null;
    }
    default:
      return fileTest(sh, op.charAt(1), arg);
  }
}

function fileTest(sh: Shell, op: string, path: Bytes): boolean {
  if (path === '') return false;
  switch (op) {
    case 'e':
    case 'a':
      return fileOf(sh, path) !== null;
    case 'f':
      return typeIs(sh, path, S_IFREG);
    case 'd':
      return typeIs(sh, path, S_IFDIR);
    case 'b':
      return typeIs(sh, path, S_IFBLK);
    case 'c':
      return typeIs(sh, path, S_IFCHR);
    case 'p':
      return typeIs(sh, path, S_IFIFO);
    case 'S':
      return typeIs(sh, path, S_IFSOCK);
    case 'h':
    case 'L': {
      const st = sh.p.lstat(path);
      return typeof st !== 'number' && (st.mode & S_IFMT) === S_IFLNK;
    }
    case 'r':
      return sh.p.access(path, 4) === 0;
    case 'w':
      return sh.p.access(path, 2) === 0;
    case 'x':
      return sh.p.access(path, 1) === 0;
    case 's':
      return (fileOf(sh, path)?.size ?? 0) > 0;
    case 'u':
      return modeHas(sh, path, 0o4000);
    case 'g':
      return modeHas(sh, path, 0o2000);
    case 'k':
      return modeHas(sh, path, 0o1000);
    case 'O':
      return fileOf(sh, path)?.uid === sh.p.cred().euid;
    case 'G':
      return fileOf(sh, path)?.gid === sh.p.cred().egid;
    case 'N': {
      const st = fileOf(sh, path);
      return st !== null && st.mtime > st.atime;
    }
    default:
      return false;
  }
}

/** An integer operand; null after a message. `[[` evaluates it as an expression instead. */
export function integerOperand(sh: Shell, text: Bytes, command: Bytes): bigint | null {
  if (command === '[[' && sh.bash) return sh.arith(text, '[[');
  const m = /^\s*([-+]?\d+)\s*$/.exec(text);
  if (m !== null) return BigInt(m[1] as string);
  if (sh.bash) sh.error(`${text}: integer expression expected`, command);
  else if (sh.L.flavour === 'dash') sh.fail(`Illegal number: ${text}`, command, 2);
  else sh.write(2, `${sh.L.arg0}: ${text}: bad number\n`);
  return null;
}

/** Value of a binary operator on strings, numbers or files; null when an operand is no number. */
export function binary(sh: Shell, op: Bytes, a: Bytes, b: Bytes, command: Bytes): boolean | null {
  switch (op) {
    case '=':
    case '==':
      return a === b;
    case '!=':
      return a !== b;
    case '<':
      return a < b;
    case '>':
      return a > b;
    case '-nt':
    case '-ot':
    case '-ef':
      return compareFiles(sh, op, a, b);
    default:
  }
  const x = integerOperand(sh, a, command);
  const y = x === null ? null : integerOperand(sh, b, command);
  if (x === null || y === null) return null;
  switch (op) {
    case '-eq':
      return x === y;
    case '-ne':
      return x !== y;
    case '-lt':
      return x < y;
    case '-le':
      return x <= y;
    case '-gt':
      return x > y;
    default:
      return x >= y;
  }
}

function compareFiles(sh: Shell, op: Bytes, a: Bytes, b: Bytes): boolean {
  const x = fileOf(sh, a);
  const y = fileOf(sh, b);
  if (op === '-ef') return x !== null && y !== null && x.dev === y.dev && x.ino === y.ino;
  if (!sh.bash && (x === null || y === null)) return false;
  // BusyBox looks at whole seconds.
  const time = (st: Stat): number => (sh.L.flavour === 'ash' ? Math.floor(st.mtime / 1e9) : st.mtime);
  if (op === '-nt') return x !== null && (y === null || time(x) > time(y));
  return y !== null && (x === null || time(x) < time(y));
}
