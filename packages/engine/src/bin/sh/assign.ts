/** Assignments of simple commands: scalars, elements and whole arrays. */
import type { Bytes } from '../../util/bytes.ts';
import type { Assign } from './ast.ts';
import type { Expansion } from './expand.ts';
import { arrayIndex } from './param.ts';
import type { Shell } from './shell.ts';
import { V_ASSOC, V_INTEGER } from './state.ts';
import { elementOf, findVar, getVar, setArray, setElement, setVar } from './vars.ts';

/** An assignment with its value expanded. */
export interface Assigned {
  readonly name: Bytes;
  readonly value: Bytes;
  readonly key: Bytes | null;
  readonly append: boolean;
  /** Elements of `name=(…)`: key (null: the next index) and value. */
  readonly items: readonly (readonly [Bytes | null, Bytes])[] | null;
}

/** Expands the value; null when the expansion stopped. */
export function expandAssign(x: Expansion, a: Assign): Assigned | null {
  if (a.elements !== null) {
    const items: (readonly [Bytes | null, Bytes])[] = [];
    for (const e of a.elements) {
      if (e.key !== null) {
        const key = x.single(e.key);
        const value = key === null ? null : x.single(e.value);
        if (key === null || value === null) return null;
        items.push([key, value]);
        continue;
      }
      const fields = x.fields([e.value]);
      if (fields === null) return null;
      for (const f of fields) items.push([null, f]);
    }
    return { name: a.name, value: '', key: null, append: a.append, items };
  }
  const key = a.index === null ? null : x.single(a.index);
  if (a.index !== null && key === null) return null;
  const value = x.single(a.value);
  if (value === null) return null;
  const whole = a.append && key === null ? appended(x.sh, a.name, value) : value;
  return { name: a.name, value: whole, key, append: a.append, items: null };
}

function appended(sh: Shell, name: Bytes, value: Bytes): Bytes {
  const old = getVar(sh, name) ?? '';
  const integer = ((findVar(sh.L.vars, name)?.flags ?? 0) & V_INTEGER) !== 0;
  return integer ? `${old === '' ? '0' : old}+(${value})` : old + value;
}

/** Stores an expanded assignment. False after a message. */
export function store(sh: Shell, a: Assigned, flags = 0): boolean {
  if (a.items !== null) return storeArray(sh, a, flags);
  if (a.key === null) return setVar(sh, a.name, a.value, flags);
  const v = findVar(sh.L.vars, a.name);
  const assoc = ((v?.flags ?? 0) & V_ASSOC) !== 0;
  const key = assoc ? a.key : arrayIndex(sh, a.name, a.key);
  if (key === null) return false;
  const old = a.append && v !== undefined ? (elementOf(v, key) ?? '') : '';
  return setElement(sh, a.name, key, old + a.value);
}

function storeArray(sh: Shell, a: Assigned, flags: number): boolean {
  const v = findVar(sh.L.vars, a.name);
  const assoc = (((v?.flags ?? 0) | flags) & V_ASSOC) !== 0;
  const out = new Map<Bytes, Bytes>();
  let next = 0;
  if (a.append && v !== undefined) {
    for (const [k, value] of v.items ?? (v.value === null ? [] : [['0', v.value] as const])) {
      out.set(k, value);
      next = Math.max(next, assoc ? 0 : Number(k) + 1);
    }
  }
  for (const [key, value] of a.items ?? []) {
    if (assoc) {
      if (key === null) {
        sh.error(`${a.name}: ${value}: must use subscript when assigning associative array`);
        return false;
      }
      out.set(key, value);
      continue;
    }
    const index = key === null ? String(next) : arrayIndex(sh, a.name, key);
    if (index === null) return false;
    out.set(index, value);
    next = Number(index) + 1;
  }
  return setArray(sh, a.name, [...out], flags);
}

/** Expands and stores at once: an assignment without a command. Null when stopped or failed. */
export function assignNow(sh: Shell, x: Expansion, a: Assign): Assigned | null {
  const done = expandAssign(x, a);
  if (done === null) return null;
  const stored = x.once(() => (store(sh, done) ? 'ok' : null));
  if (stored !== null) return done;
  sh.fatal(sh.bash ? 1 : 2);
  return null;
}
