/**
 * Shell variables. They are kept in the order in which each shell walks its hash table, which is the order of the
 * environment it hands on: bash's hash_string (FNV-1, 1024 buckets), and the 39 buckets of dash and ash.
 */
import type { Bytes } from '../../util/bytes.ts';
import type { Flavour } from './flavour.ts';
import type { Shell } from './shell.ts';
import {
  OPT,
  type ShellState,
  V_ABSENT,
  V_ASSOC,
  V_EXPORT,
  V_INDEXED,
  V_INTEGER,
  V_LOWER,
  V_READONLY,
  V_UPPER,
  type Var,
} from './state.ts';

/** Longest value of a variable, in bytes; the shells run out of memory at some point too. */
export const MAX_VALUE = 8 << 20;

/** Bucket of a name in the shell's table. */
export function bucketOf(flavour: Flavour, name: Bytes): number {
  if (flavour === 'bash') {
    let h = 2166136261;
    for (let i = 0; i < name.length; i++) h = Math.imul(h, 16777619) ^ name.charCodeAt(i);
    return h & 1023;
  }
  let sum = name.charCodeAt(0) << 4;
  for (let i = 0; i < name.length; i++) sum += name.charCodeAt(i);
  return sum % 39;
}

/** True for `[A-Za-z_][A-Za-z0-9_]*`. */
export function isName(text: Bytes): boolean {
  if (text === '') return false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    const letter = (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95;
    if (!letter && !(i > 0 && c >= 48 && c <= 57)) return false;
  }
  return true;
}

/** The variable, or undefined. */
export function findVar(vars: readonly Var[], name: Bytes): Var | undefined {
  for (let i = 0; i < vars.length; i++) {
    const v = vars[i] as Var;
    if (v.name === name) return v;
  }
  return undefined;
}

/** Puts `v` in place of the variable of its name, or where the shell's table would have it. */
export function putVar(L: ShellState, v: Var): void {
  const vars = L.vars;
  for (let i = 0; i < vars.length; i++) {
    if ((vars[i] as Var).name === v.name) {
      const copy = vars.slice();
      copy[i] = v;
      L.vars = copy;
      return;
    }
  }
  const bucket = bucketOf(L.flavour, v.name);
  // bash puts a new entry first in its bucket, the Almquist shells last.
  const bash = L.flavour === 'bash';
  let at = 0;
  while (at < vars.length) {
    const other = bucketOf(L.flavour, (vars[at] as Var).name);
    if (bash ? other >= bucket : other > bucket) break;
    at++;
  }
  L.vars = [...vars.slice(0, at), v, ...vars.slice(at)];
}

/** Removes a variable. */
export function removeVar(L: ShellState, name: Bytes): void {
  const at = L.vars.findIndex((v) => v.name === name);
  if (at >= 0) L.vars = [...L.vars.slice(0, at), ...L.vars.slice(at + 1)];
}

/** What to put back later: the variable as it is, or a mark that it was absent. */
export function snapshotVar(L: ShellState, name: Bytes): Var {
  return findVar(L.vars, name) ?? { name, value: null, flags: V_ABSENT, items: null };
}

/** Puts back what `snapshotVar` saw. */
export function restoreVar(L: ShellState, saved: Var): void {
  if (saved.flags === V_ABSENT) removeVar(L, saved.name);
  else putVar(L, saved);
  changed(L, saved.name);
}

/** Side effects of a change of a variable on the shell. */
function changed(L: ShellState, name: Bytes): void {
  if (name === 'PATH') L.hash = [];
  else if (name === 'OPTIND') L.getoptsAt = 0;
}

function convertValue(sh: Shell, flags: number, value: Bytes): Bytes | null {
  if ((flags & (V_INTEGER | V_LOWER | V_UPPER)) === 0) return value;
  if ((flags & V_INTEGER) !== 0) {
    const n = sh.arith(value);
    return n === null ? null : String(n);
  }
  return (flags & V_LOWER) !== 0 ? asciiLower(value) : asciiUpper(value);
}

/** ASCII letters in lower case; other bytes stay. */
export function asciiLower(text: Bytes): Bytes {
  return text.replace(/[A-Z]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 32));
}

/** ASCII letters in upper case; other bytes stay. */
export function asciiUpper(text: Bytes): Bytes {
  return text.replace(/[a-z]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 32));
}

/** Says that a variable is read-only, as the flavour does; `builtin` is the command that tried. */
export function readonlyError(sh: Shell, name: Bytes, builtin: Bytes = ''): void {
  sh.error(sh.L.flavour === 'bash' ? `${name}: readonly variable` : `${name}: is read only`, builtin);
}

/** Assigns a scalar (element 0 of an array). False, with a message, when it may not. `builtin` is named in it. */
export function setVar(sh: Shell, name: Bytes, value: Bytes, addFlags = 0, builtin: Bytes = ''): boolean {
  const L = sh.L;
  const old = findVar(L.vars, name);
  if (old !== undefined && (old.flags & V_READONLY) !== 0) {
    readonlyError(sh, name, builtin);
    return false;
  }
  if (value.length > MAX_VALUE) {
    sh.error(
      L.flavour === 'bash'
        ? `xrealloc: cannot allocate ${value.length} bytes`
        : L.flavour === 'dash'
          ? 'Out of space'
          : 'out of memory',
      builtin,
    );
    return false;
  }
  const flags = (old?.flags ?? 0) | addFlags | ((L.options & OPT.allexport) !== 0 ? V_EXPORT : 0);
  const text = convertValue(sh, flags, value);
  if (text === null) return false;
  if (old?.items != null) return setElement(sh, name, '0', text);
  if (L.flavour === 'bash' && name === 'SECONDS') L.started = sh.p.now - (Number.parseInt(text, 10) || 0) * 1e9;
  putVar(L, { name, value: text, flags, items: null });
  changed(L, name);
  return true;
}

/** Sorts the elements of an indexed array by number. */
function byIndex(a: readonly [Bytes, Bytes], b: readonly [Bytes, Bytes]): number {
  return Number(a[0]) - Number(b[0]);
}

/** Assigns one element of an array; makes the variable an indexed array when it is not one. */
export function setElement(sh: Shell, name: Bytes, key: Bytes, value: Bytes): boolean {
  const L = sh.L;
  const old = findVar(L.vars, name);
  if (old !== undefined && (old.flags & V_READONLY) !== 0) {
    readonlyError(sh, name);
    return false;
  }
  const flags = old?.flags ?? 0;
  const base = old?.items ?? (old?.value != null ? [['0', old.value] as const] : []);
  const items = base.some((e) => e[0] === key)
    ? base.map((e) => (e[0] === key ? ([key, value] as const) : e))
    : [...base, [key, value] as const];
  const assoc = (flags & V_ASSOC) !== 0;
  putVar(L, {
    name,
    value: null,
    flags: assoc ? flags : flags | V_INDEXED,
    items: assoc ? items : [...items].sort(byIndex),
  });
  return true;
}

/** Replaces all elements. */
export function setArray(
  sh: Shell,
  name: Bytes,
  items: readonly (readonly [Bytes, Bytes])[],
  addFlags: number,
): boolean {
  const L = sh.L;
  const old = findVar(L.vars, name);
  if (old !== undefined && (old.flags & V_READONLY) !== 0) {
    readonlyError(sh, name);
    return false;
  }
  const flags = (old?.flags ?? 0) | addFlags;
  const assoc = (flags & V_ASSOC) !== 0;
  putVar(L, {
    name,
    value: null,
    flags: assoc ? flags : flags | V_INDEXED,
    items: assoc ? items : [...items].sort(byIndex),
  });
  return true;
}

/** Unsets a variable. False, with a message, when it is read-only. */
export function unsetVar(sh: Shell, name: Bytes): boolean {
  const old = findVar(sh.L.vars, name);
  if (old !== undefined && (old.flags & V_READONLY) !== 0) {
    if (sh.L.flavour === 'bash') sh.error(`${name}: cannot unset: readonly variable`, 'unset');
    else readonlyError(sh, name, 'unset');
    return false;
  }
  if (old !== undefined) removeVar(sh.L, name);
  changed(sh.L, name);
  return true;
}

/** Removes one element of an array. */
export function unsetElement(sh: Shell, name: Bytes, key: Bytes): void {
  const old = findVar(sh.L.vars, name);
  if (old?.items != null) putVar(sh.L, { ...old, items: old.items.filter((e) => e[0] !== key) });
}

/** Variables of bash that are computed when they are read. */
function dynamicBash(sh: Shell, name: Bytes): Bytes | null {
  const { L, p } = sh;
  switch (name) {
    case 'RANDOM':
      return randomValue(sh);
    case 'SECONDS':
      return String(Math.floor((p.now - L.started) / 1e9));
    case 'LINENO':
      return String(L.line + 1);
    case 'BASHPID':
      return String(p.pid);
    case 'PPID':
      return ppid(sh);
    case 'UID':
      return String(p.cred().uid);
    case 'EUID':
      return String(p.cred().euid);
    case 'BASH_SUBSHELL':
      return String(L.subshell);
    case 'EPOCHSECONDS':
      return String(Math.floor(p.epochSec + p.now / 1e9));
    case 'EPOCHREALTIME':
      return `${Math.floor(p.epochSec + p.now / 1e9)}.${String(Math.floor((p.now % 1e9) / 1000)).padStart(6, '0')}`;
    case 'FUNCNAME':
      return sh.functionNames()[0] ?? null;
    case 'BASH_COMMAND':
      return '';
    case 'PIPESTATUS':
      return String(L.pipeStatus[0] ?? 0);
    case 'SHELLOPTS':
      return sh.shellOpts();
    case 'HOSTNAME':
      return p.uname().nodename;
    case 'DIRSTACK':
      return sh.cwd();
    case 'SRANDOM':
      return String(randomWord(sh));
    case '_':
      return L.lastArg;
    default:
      return CONSTANTS[name] ?? null;
  }
}

const CONSTANTS: { readonly [name: string]: Bytes } = {
  BASH: '/bin/bash',
  BASH_VERSION: '5.2.15(1)-release',
  BASH_VERSINFO: '5',
  HOSTTYPE: 'x86_64',
  MACHTYPE: 'x86_64-pc-linux-gnu',
  OSTYPE: 'linux-gnu',
  OPTERR: '1',
  PS4: '+ ',
};
const DYNAMIC = new Set([
  'RANDOM',
  'SECONDS',
  'LINENO',
  'BASHPID',
  'PPID',
  'UID',
  'EUID',
  'BASH_SUBSHELL',
  'EPOCHSECONDS',
  'EPOCHREALTIME',
  'FUNCNAME',
  'PIPESTATUS',
  'SHELLOPTS',
  'HOSTNAME',
  'DIRSTACK',
  'SRANDOM',
  '_',
  'BASH_COMMAND',
  ...Object.keys(CONSTANTS),
]);

function randomWord(sh: Shell): number {
  const b = sh.p.random(4);
  return ((b.charCodeAt(0) << 24) | (b.charCodeAt(1) << 16) | (b.charCodeAt(2) << 8) | b.charCodeAt(3)) >>> 0;
}

function randomValue(sh: Shell): Bytes {
  return String(randomWord(sh) & 32767);
}

function ppid(sh: Shell): Bytes {
  return findVar(sh.L.vars, 'PPID')?.value ?? String(sh.p.getppid());
}

function dynamicAsh(sh: Shell, name: Bytes): Bytes | null {
  switch (name) {
    case 'RANDOM':
      return randomValue(sh);
    case 'LINENO':
      return String(sh.L.line + (sh.firstLine() === 0 ? 0 : 1));
    case 'EPOCHSECONDS':
      return String(Math.floor(sh.p.epochSec + sh.p.now / 1e9));
    default:
      return null;
  }
}

/** Value of a named variable (element 0 of an array); null when it is unset. */
export function getVar(sh: Shell, name: Bytes): Bytes | null {
  const L = sh.L;
  const v = findVar(L.vars, name);
  if (L.flavour === 'bash') {
    if (v !== undefined && v.items !== null) return elementOf(v, '0');
    if (
      DYNAMIC.has(name) &&
      (v === undefined ||
        (name !== 'HOSTNAME' && name !== 'PS4' && name !== 'OPTERR' && v.flags !== 0 && !(name in CONSTANTS)))
    )
      return dynamicBash(sh, name);
    return v?.value ?? null;
  }
  if (L.flavour === 'ash' && (name === 'RANDOM' || name === 'LINENO' || name === 'EPOCHSECONDS'))
    return dynamicAsh(sh, name);
  return v?.value ?? null;
}

/** One element of an array. */
export function elementOf(v: Var, key: Bytes): Bytes | null {
  for (const e of v.items ?? []) if (e[0] === key) return e[1];
  return v.items === null && key === '0' ? v.value : null;
}

/** `NAME=value` strings for a program that is executed: exported variables and `extra` assignments of the command. */
export function environment(L: ShellState, extra: readonly (readonly [Bytes, Bytes])[]): Bytes[] {
  const out: Bytes[] = [];
  const bash = L.flavour === 'bash';
  if (extra.length > 0 && bash) {
    // bash's table of temporary variables has four buckets and stands before the others.
    const sorted = extra
      .map((e, i) => ({ e, i, b: bucketOf('bash', e[0]) & 3 }))
      .sort((x, y) => x.b - y.b || y.i - x.i);
    for (const { e } of sorted) out.push(`${e[0]}=${e[1]}`);
  }
  const overridden = (name: Bytes): boolean => {
    for (const e of extra) if (e[0] === name) return true;
    return false;
  };
  if (bash || extra.length === 0) {
    for (const v of L.vars) {
      if ((v.flags & V_EXPORT) !== 0 && v.value !== null && !(extra.length > 0 && overridden(v.name)))
        out.push(`${v.name}=${v.value}`);
    }
    return out;
  }
  const merged: ShellState = { ...L };
  for (const [name, value] of extra) putVar(merged, { name, value, flags: V_EXPORT, items: null });
  return environment(merged, []);
}
