/** export, readonly, unset, local, declare (typeset), let. */
import type { Bytes } from '../../../util/bytes.ts';
import { type Assigned, store } from '../assign.ts';
import { badName, splitAssignment } from '../declare.ts';
import { parseUnit } from '../parse.ts';
import { printFunction } from '../print.ts';
import { quoteAlmquist, quoteDeclare } from '../quote.ts';
import type { Shell } from '../shell.ts';
import { V_ASSOC, V_EXPORT, V_INDEXED, V_INTEGER, V_LOWER, V_READONLY, V_UPPER, type Var } from '../state.ts';
import {
  findVar,
  getVar,
  isName,
  putVar,
  readonlyError,
  removeVar,
  setVar,
  snapshotVar,
  unsetElement,
  unsetVar,
} from '../vars.ts';
import { badOption, given, readOptions } from './options.ts';

const byName = (a: { readonly name: Bytes }, b: { readonly name: Bytes }): number =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : 0;

/** Attribute letters of a variable as `declare -p` shows them. */
function attributes(v: Var): Bytes {
  const letters =
    (v.flags & V_INDEXED ? 'a' : '') +
    (v.flags & V_ASSOC ? 'A' : '') +
    (v.flags & V_INTEGER ? 'i' : '') +
    (v.flags & V_LOWER ? 'l' : '') +
    (v.flags & V_READONLY ? 'r' : '');
  const all = letters + (v.flags & V_UPPER ? 'u' : '') + (v.flags & V_EXPORT ? 'x' : '');
  return all === '' ? '-' : all;
}

/** `declare -x NAME="value"`. */
export function declaration(v: Var): Bytes {
  const head = `declare -${attributes(v)} ${v.name}`;
  if (v.items !== null) {
    const assoc = (v.flags & V_ASSOC) !== 0;
    const items = v.items.map(([k, value]) => `[${k}]=${quoteDeclare(value)}`);
    return `${head}=(${assoc ? items.map((i) => `${i} `).join('') : items.join(' ')})`;
  }
  return v.value === null ? head : `${head}=${quoteDeclare(v.value)}`;
}

function listVariables(sh: Shell, flag: number, verb: Bytes): number {
  let out = '';
  for (const v of [...sh.L.vars].sort(byName)) {
    if ((v.flags & flag) === 0) continue;
    if (sh.bash) out += `${declaration(v)}\n`;
    else out += v.value === null ? `${verb} ${v.name}\n` : `${verb} ${v.name}=${quoteAlmquist(v.value)}\n`;
  }
  sh.write(1, out, verb);
  return 0;
}

/** Adds an attribute to a variable, which may be unset. */
function addFlag(sh: Shell, name: Bytes, flag: number, on = true): void {
  const v = findVar(sh.L.vars, name) ?? { name, value: null, flags: 0, items: null };
  putVar(sh.L, { ...v, flags: on ? v.flags | flag : v.flags & ~flag });
}

/** export and readonly. */
export function exportOrReadonly(sh: Shell, args: readonly Bytes[]): number {
  const name = args[0] as Bytes;
  const flag = name === 'export' ? V_EXPORT : V_READONLY;
  const options = readOptions(sh, args, sh.bash ? (name === 'export' ? 'pnf' : 'paAf') : 'p');
  if (options.status >= 0) return options.status;
  const operands = args.slice(options.rest);
  if (operands.length === 0 || (given(options, 'p') && !sh.bash)) return listVariables(sh, flag, name);
  let status = 0;
  if (given(options, 'f')) {
    for (const o of operands) {
      if (sh.L.funcs.some((f) => f.name === o)) continue;
      sh.error(`${o}: not a function`, name);
      status = 1;
    }
    return status;
  }
  for (let i = options.rest; i < args.length; i++) {
    const a = sh.arrayArgs.find((x) => x.at === i);
    const r =
      a === undefined
        ? declareOne(sh, args[i] as Bytes, name, flag, given(options, 'n'))
        : storeArray(sh, a.assigned, flag);
    if (r !== 0) status = r;
    if (r !== 0 && !sh.bash) return r;
  }
  sh.arrayArgs = [];
  return status;
}

function storeArray(sh: Shell, assigned: Assigned, flags: number): number {
  if (!store(sh, assigned, flags & (V_ASSOC | V_INDEXED))) return 1;
  addFlag(sh, assigned.name, flags);
  return 0;
}

function declareOne(sh: Shell, text: Bytes, builtin: Bytes, flag: number, off: boolean): number {
  const a = splitAssignment(text);
  if (!isName(a.name)) return badName(sh, text, builtin);
  const value = a.value !== null && a.append ? (getVar(sh, a.name) ?? '') + a.value : a.value;
  if (value !== null && !setVar(sh, a.name, value, 0, sh.bash ? '' : builtin)) {
    sh.raised = true;
    return sh.bash ? 1 : 2;
  }
  addFlag(sh, a.name, flag, !off);
  return 0;
}

/** unset. */
export function unset(sh: Shell, args: readonly Bytes[]): number {
  const options = readOptions(sh, args, sh.bash ? 'fvn' : 'fv');
  if (options.status >= 0) return options.status;
  let status = 0;
  for (const name of args.slice(options.rest)) {
    const element = sh.bash ? /^([A-Za-z_]\w*)\[(.+)\]$/.exec(name) : null;
    if (given(options, 'f')) removeFunction(sh, name);
    else if (element !== null) unsetArrayElement(sh, element[1] as Bytes, element[2] as Bytes);
    else if (!isName(name)) {
      if (!sh.bash) return badName(sh, name, 'unset');
      if (given(options, 'v')) status = badName(sh, name, 'unset');
    } else if (findVar(sh.L.vars, name) === undefined && sh.bash && !given(options, 'v')) removeFunction(sh, name);
    else if (!unsetVar(sh, name)) {
      status = sh.bash ? 1 : 2;
      sh.raised = true;
    }
  }
  return status;
}

function unsetArrayElement(sh: Shell, name: Bytes, key: Bytes): void {
  if (key === '@' || key === '*') removeVar(sh.L, name);
  else if (((findVar(sh.L.vars, name)?.flags ?? 0) & V_ASSOC) !== 0) unsetElement(sh, name, key);
  else {
    const n = sh.arith(key);
    if (n !== null) unsetElement(sh, name, String(n));
  }
}

function removeFunction(sh: Shell, name: Bytes): void {
  sh.L.funcs = sh.L.funcs.filter((f) => f.name !== name);
}

/** Keeps the caller's variable for the end of the function. */
function makeLocal(sh: Shell, name: Bytes): void {
  const { L } = sh;
  const scope = L.scopes;
  if (scope === null || scope.saved.some((v) => v.name === name)) return;
  L.scopes = { saved: [...scope.saved, snapshotVar(L, name)], next: scope.next };
}

/** local. */
export function local(sh: Shell, args: readonly Bytes[]): number {
  const { L } = sh;
  if (L.functionDepth === 0 || L.scopes === null) {
    if (sh.bash) return sh.fail('can only be used in a function', 'local', 1);
    return sh.fail('not in a function', 'local', 2);
  }
  if (sh.bash) return declare(sh, args);
  for (const text of args.slice(1)) {
    if (text === '-') continue;
    const a = splitAssignment(text);
    if (!isName(a.name)) return badName(sh, text, 'local');
    const old = findVar(L.vars, a.name);
    if (old !== undefined && (old.flags & V_READONLY) !== 0 && a.value !== null) {
      readonlyError(sh, a.name, 'local');
      sh.raised = true;
      return 2;
    }
    makeLocal(sh, a.name);
    if (a.value !== null) {
      if (!setVar(sh, a.name, a.value)) return 2;
    } else if (L.flavour === 'ash') removeVar(L, a.name);
  }
  return 0;
}

const FLAGS: { readonly [letter: string]: number } = {
  x: V_EXPORT,
  r: V_READONLY,
  i: V_INTEGER,
  l: V_LOWER,
  u: V_UPPER,
  a: V_INDEXED,
  A: V_ASSOC,
};

interface Declared {
  readonly on: number;
  readonly off: number;
  readonly rest: number;
  readonly letters: string;
  readonly status: number;
}

/** Options of declare: `-x` sets an attribute, `+x` takes it away. */
function declareOptions(sh: Shell, args: readonly Bytes[]): Declared {
  let on = 0;
  let off = 0;
  let letters = '';
  let i = 1;
  for (; i < args.length; i++) {
    const word = args[i] as Bytes;
    if (!/^[-+]./.test(word)) break;
    if (word === '--') {
      i++;
      break;
    }
    for (const c of word.slice(1)) {
      if (!'aAfFgiIlnprtuxp'.includes(c))
        return { on, off, rest: i, letters, status: badOption(sh, args[0] as Bytes, word.charAt(0) + c) };
      letters += c;
      if (word.charAt(0) === '-') on |= FLAGS[c] ?? 0;
      else off |= FLAGS[c] ?? 0;
    }
  }
  return { on, off, rest: i, letters, status: -1 };
}

/** declare and typeset; local in bash. */
export function declare(sh: Shell, args: readonly Bytes[]): number {
  const { L } = sh;
  const builtin = args[0] as Bytes;
  const d = declareOptions(sh, args);
  if (d.status >= 0) return d.status;
  const has = (c: string): boolean => d.letters.includes(c);
  if (has('n')) return sh.fail('-n: name references are not simulated', builtin, 2);
  if (has('f') || has('F')) return listFunctions(sh, args.slice(d.rest), has('F'));
  if (has('p') || d.rest >= args.length) return listDeclared(sh, args.slice(d.rest), d, builtin);
  let status = 0;
  for (let i = d.rest; i < args.length; i++) {
    const array = sh.arrayArgs.find((x) => x.at === i);
    const text = array === undefined ? (args[i] as Bytes) : array.assigned.name;
    const a = splitAssignment(text);
    const element = /^([A-Za-z_]\w*)\[(.*)\]$/.exec(a.name);
    const name = element === null ? a.name : (element[1] as Bytes);
    if (!isName(name)) {
      status = badName(sh, text, builtin);
      continue;
    }
    const old = findVar(L.vars, name);
    const fresh = L.functionDepth > 0 && !has('g') && L.scopes !== null && !L.scopes.saved.some((v) => v.name === name);
    if (old !== undefined && (old.flags & V_READONLY) !== 0 && (a.value !== null || array !== undefined || fresh)) {
      readonlyError(sh, name, builtin === 'local' ? 'local' : '');
      status = 1;
      continue;
    }
    if (fresh) {
      makeLocal(sh, name);
      removeVar(L, name);
    }
    if (!applyDeclared(sh, name, a.value, a.append, d, array?.assigned, element?.[2])) status = 1;
  }
  sh.arrayArgs = [];
  return status;
}

function applyDeclared(
  sh: Shell,
  name: Bytes,
  value: Bytes | null,
  append: boolean,
  d: Declared,
  array: Assigned | undefined,
  key: Bytes | undefined,
): boolean {
  const { L } = sh;
  const before = findVar(L.vars, name) ?? { name, value: null, flags: 0, items: null };
  const arrays = V_INDEXED | V_ASSOC;
  let v: Var = { ...before, flags: (before.flags | (d.on & ~V_READONLY)) & ~d.off };
  if ((v.flags & arrays) !== 0 && v.items === null)
    v = { ...v, items: v.value === null ? [] : [['0', v.value]], value: null };
  putVar(L, v);
  let ok = true;
  if (array !== undefined) ok = store(sh, array, d.on & arrays);
  else if (value !== null && key !== undefined) ok = store(sh, { name, value, key, append, items: null });
  else if (value !== null && (v.flags & arrays) !== 0 && /^\(.*\)$/.test(value))
    ok = store(sh, { name, value: '', key: null, append, items: [] });
  else if (value !== null) ok = setVar(sh, name, append ? (getVar(sh, name) ?? '') + value : value);
  if ((d.on & V_READONLY) !== 0) addFlag(sh, name, V_READONLY);
  return ok;
}

function listFunctions(sh: Shell, names: readonly Bytes[], namesOnly: boolean): number {
  let status = 0;
  let out = '';
  const all = names.length === 0 ? [...sh.L.funcs].sort(byName).map((f) => f.name) : names;
  for (const name of all) {
    const f = sh.L.funcs.find((g) => g.name === name);
    if (f === undefined) status = 1;
    else if (namesOnly) out += names.length === 0 ? `declare -f ${name}\n` : `${name}\n`;
    else out += printFunction(name, parseUnit('bash', f.text), f.text);
  }
  sh.write(1, out, 'declare');
  return status;
}

function listDeclared(sh: Shell, names: readonly Bytes[], d: Declared, builtin: Bytes): number {
  const all = [...sh.L.vars].sort(byName);
  if (names.length === 0) {
    let out = '';
    for (const v of all) {
      if (d.on !== 0 && (v.flags & d.on) === 0) continue;
      if (builtin === 'local') continue;
      out += d.letters === '' ? shownVariable(v) : `${declaration(v)}\n`;
    }
    sh.write(1, out, builtin);
    return 0;
  }
  let status = 0;
  for (const name of names) {
    const v = findVar(sh.L.vars, name);
    if (v !== undefined) sh.write(1, `${declaration(v)}\n`, builtin);
    else {
      sh.error(`${name}: not found`, builtin);
      status = 1;
    }
  }
  return status;
}

/** `NAME=value` as bash's `set` lists it. */
function shownVariable(v: Var): Bytes {
  if (v.items !== null) return `${declaration(v).replace(/^declare -\S+ /, '')}\n`;
  return v.value === null ? '' : `${v.name}=${quoteSet(v.value)}\n`;
}

function quoteSet(text: Bytes): Bytes {
  if (/^[A-Za-z0-9_@%+=:,./-]*$/.test(text)) return text;
  if (/[\x00-\x1f\x7f]/.test(text)) return quoteDeclare(text);
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** What `set` without operands prints. */
export function listAll(sh: Shell): void {
  let out = '';
  const vars = [...sh.L.vars].sort(byName);
  if (sh.bash) {
    for (const v of vars) out += shownVariable(v);
    for (const f of [...sh.L.funcs].sort(byName)) out += printFunction(f.name, parseUnit('bash', f.text), f.text);
  } else for (const v of vars) if (v.value !== null) out += `${v.name}=${quoteAlmquist(v.value)}\n`;
  sh.write(1, out, 'set');
}

/** let. */
export function letBuiltin(sh: Shell, args: readonly Bytes[]): number {
  if (args.length < 2) return sh.fail('expression expected', 'let', sh.bash ? 1 : 2);
  let last = 0n;
  for (const text of args.slice(1)) {
    const n = sh.arith(text, 'let');
    if (n === null) return sh.bash ? 1 : 2;
    last = n;
  }
  return last === 0n ? 1 : 0;
}
