/** File modes as programs print and read them: `drwxr-xr-x`, `0755`, `u+x,go-w` (filemode(3), modechange.c of gnulib). */
import { S_IFBLK, S_IFCHR, S_IFDIR, S_IFIFO, S_IFLNK, S_IFMT, S_IFSOCK } from '../../kernel/syscall.ts';
import type { Bytes } from '../../util/bytes.ts';

/** The letter of a file type in `ls -l`. */
export function typeLetter(mode: number): string {
  switch (mode & S_IFMT) {
    case S_IFDIR:
      return 'd';
    case S_IFLNK:
      return 'l';
    case S_IFCHR:
      return 'c';
    case S_IFBLK:
      return 'b';
    case S_IFIFO:
      return 'p';
    case S_IFSOCK:
      return 's';
    default:
      return '-';
  }
}

function triple(bits: number, special: boolean, letter: string): string {
  const x = (bits & 1) !== 0;
  const last = special ? (x ? letter : letter.toUpperCase()) : x ? 'x' : '-';
  return `${(bits & 4) !== 0 ? 'r' : '-'}${(bits & 2) !== 0 ? 'w' : '-'}${last}`;
}

/** The ten characters of `ls -l`. */
export function modeString(mode: number): string {
  return (
    typeLetter(mode) +
    triple((mode >> 6) & 7, (mode & 0o4000) !== 0, 's') +
    triple((mode >> 3) & 7, (mode & 0o2000) !== 0, 's') +
    triple(mode & 7, (mode & 0o1000) !== 0, 't')
  );
}

/** One clause of a symbolic mode; `who` is a mask of 0o7777 bits (0: none named), `value` the bits or where they come from. */
interface Clause {
  readonly who: number;
  readonly op: '+' | '-' | '=';
  readonly bits: number;
  readonly copy: '' | 'u' | 'g' | 'o';
  readonly conditional: boolean;
}

/** A parsed mode: absolute bits, or clauses. `keep` marks octal modes of up to four digits, which keep a directory's set-id bits. */
export type ModeChange =
  | { readonly kind: 'octal'; readonly bits: number; readonly keep: boolean }
  | { readonly kind: 'symbolic'; readonly clauses: readonly Clause[] };

const WHO: ReadonlyMap<string, number> = new Map([
  ['u', 0o4700],
  ['g', 0o2070],
  ['o', 0o1007],
  ['a', 0o7777],
]);
const PERMISSIONS: ReadonlyMap<string, number> = new Map([
  ['r', 0o444],
  ['w', 0o222],
  ['x', 0o111],
  ['X', 0],
  ['s', 0o6000],
  ['t', 0o1000],
]);

function clauses(text: Bytes): readonly Clause[] | null {
  const out: Clause[] = [];
  let i = 0;
  let who = 0;
  for (; WHO.has(text.charAt(i)); i++) who |= WHO.get(text.charAt(i)) as number;
  if (i >= text.length) return null;
  while (i < text.length) {
    const op = text.charAt(i++);
    if (op !== '+' && op !== '-' && op !== '=') return null;
    const from = text.charAt(i);
    if (from === 'u' || from === 'g' || from === 'o') {
      out.push({ who, op, bits: 0, copy: from, conditional: false });
      i++;
      continue;
    }
    const digits = /^[0-7]+/.exec(text.slice(i))?.[0];
    if (digits !== undefined) {
      out.push({ who: who === 0 ? 0o7777 : who, op, bits: Number.parseInt(digits, 8), copy: '', conditional: false });
      i += digits.length;
      continue;
    }
    let bits = 0;
    let conditional = false;
    for (; PERMISSIONS.has(text.charAt(i)); i++) {
      bits |= PERMISSIONS.get(text.charAt(i)) as number;
      if (text.charAt(i) === 'X') conditional = true;
    }
    out.push({ who, op, bits, copy: '', conditional });
  }
  return out;
}

/** Parses a mode; null when it is none. */
export function parseMode(text: Bytes): ModeChange | null {
  if (/^[0-7]+$/.test(text)) {
    const bits = Number.parseInt(text, 8);
    return bits > 0o7777 ? null : { kind: 'octal', bits, keep: text.length < 5 };
  }
  const all: Clause[] = [];
  for (const part of text.split(',')) {
    const list = clauses(part);
    if (list === null) return null;
    all.push(...list);
  }
  return { kind: 'symbolic', clauses: all };
}

function copied(mode: number, from: 'u' | 'g' | 'o'): number {
  const bits = from === 'u' ? (mode >> 6) & 7 : from === 'g' ? (mode >> 3) & 7 : mode & 7;
  return bits * 0o111;
}

/** The permission bits after the change; `mode` has the type bits too, of which a directory matters. */
export function changeMode(
  change: ModeChange,
  mode: number,
  umask: number,
  isDirectory = (mode & S_IFMT) === S_IFDIR,
): number {
  if (change.kind === 'octal') return change.keep && isDirectory ? (mode & 0o6000) | change.bits : change.bits;
  let out = mode & 0o7777;
  for (const c of change.clauses) {
    let bits = c.copy === '' ? c.bits : copied(out, c.copy);
    if (c.conditional && (isDirectory || (out & 0o111) !== 0)) bits |= 0o111;
    const affected = c.who === 0 ? 0o7777 & ~umask : c.who;
    bits &= affected;
    if (c.op === '+') out |= bits;
    else if (c.op === '-') out &= ~bits;
    else {
      const cleared = c.who === 0 ? 0o7777 : c.who;
      const kept = isDirectory && (cleared & 0o6000 & bits) === 0 ? out & 0o6000 : 0;
      out = (out & ~cleared) | bits | kept;
    }
  }
  return out;
}
