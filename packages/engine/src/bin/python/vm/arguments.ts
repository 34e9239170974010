/** Binding arguments to parameters (initialize_locals in Python/ceval.c). */
import type { Code } from '../lang/code.ts';
import { typeError } from './errors.ts';
import { emptyDict, type ObjOf, putKey } from './heap.ts';
import type { Keywords } from './native.ts';
import { HOLE, tuple, type Val } from './value.ts';
import type { Vm } from './vm.ts';

/** `'a'`, `'a' and 'b'`, `'a', 'b', and 'c'`. */
function nameList(names: readonly string[]): string {
  const quoted = names.map((name) => `'${name}'`);
  if (quoted.length < 3) return quoted.join(' and ');
  return `${quoted.slice(0, -1).join(', ')}, and ${quoted[quoted.length - 1]}`;
}

function tooMany(f: Readonly<ObjOf<'func'>>, code: Code, given: number, keywordOnly: number): never {
  const most = code.positional;
  const least = most - f.defaults.length;
  const count = f.defaults.length > 0 ? `from ${least} to ${most}` : `${most}`;
  const plural = most === 1 && f.defaults.length === 0 ? '' : 's';
  const extra =
    keywordOnly > 0
      ? ` positional argument${given === 1 ? '' : 's'} (and ${keywordOnly} keyword-only argument${keywordOnly === 1 ? '' : 's'})`
      : '';
  return typeError(
    `${f.qualname}() takes ${count} positional argument${plural} but ${given}${extra} ${given === 1 && keywordOnly === 0 ? 'was' : 'were'} given`,
  );
}

/** Values of the parameters of `f`, in the order of its code's locals, with holes for its other variables. */
export function bindArguments(
  vm: Vm,
  f: Readonly<ObjOf<'func'>>,
  code: Code,
  args: readonly Val[],
  kw: Keywords | null,
): Val[] {
  const total = code.positional + code.keywordOnly;
  const v: Val[] = args.length <= code.positional ? args.slice() : args.slice(0, code.positional);
  const size = code.locals.length;
  for (let i = v.length; i < size; i++) v.push(HOLE);
  let at = total;
  if (code.hasStar) v[at++] = tuple(args.slice(code.positional));
  else if (args.length > code.positional) {
    const given = kw === null ? 0 : code.locals.slice(code.positional, total).filter((name) => kw.has(name)).length;
    tooMany(f, code, args.length, given);
  }
  const rest = code.hasDoubleStar ? emptyDict() : null;
  if (kw !== null) for (const [name, value] of kw) bindKeyword(f, code, v, name, value, rest);
  if (rest !== null) v[at] = vm.make(rest);
  if (v.length > 0) fillDefaults(f, code, v);
  return v;
}

function bindKeyword(
  f: Readonly<ObjOf<'func'>>,
  code: Code,
  v: Val[],
  name: string,
  value: Val,
  rest: ObjOf<'dict'> | null,
): void {
  const total = code.positional + code.keywordOnly;
  const i = code.locals.indexOf(name);
  if (i >= code.positionalOnly && i < total) {
    if (v[i] !== HOLE) typeError(`${f.qualname}() got multiple values for argument '${name}'`);
    v[i] = value;
  } else if (rest !== null) putKey(rest, `s${name}`, name, value);
  else if (i >= 0 && i < code.positionalOnly)
    typeError(`${f.qualname}() got some positional-only arguments passed as keyword arguments: '${name}'`);
  else typeError(`${f.qualname}() got an unexpected keyword argument '${name}'`);
}

function fillDefaults(f: Readonly<ObjOf<'func'>>, code: Code, v: Val[]): void {
  const first = code.positional - f.defaults.length;
  let missing: string[] | null = null;
  for (let i = 0; i < code.positional; i++) {
    if (v[i] !== HOLE) continue;
    if (i >= first) v[i] = f.defaults[i - first] as Val;
    else missing = [...(missing ?? []), code.locals[i] as string];
  }
  if (missing !== null)
    typeError(
      `${f.qualname}() missing ${missing.length} required positional argument${missing.length === 1 ? '' : 's'}: ${nameList(missing)}`,
    );
  for (let i = code.positional; i < code.positional + code.keywordOnly; i++) {
    if (v[i] !== HOLE) continue;
    const name = code.locals[i] as string;
    const fallback = f.kw.find((entry) => entry[0] === name);
    if (fallback !== undefined) v[i] = fallback[1];
    else missing = [...(missing ?? []), name];
  }
  if (missing !== null)
    typeError(
      `${f.qualname}() missing ${missing.length} required keyword-only argument${missing.length === 1 ? '' : 's'}: ${nameList(missing)}`,
    );
}

/** Reads the arguments of a native function: `spec` names its parameters, those with `?` optional, those after `*` by keyword only. */
export function take(
  name: string,
  spec: readonly string[],
  args: readonly Val[],
  kw: Keywords | null,
): (Val | undefined)[] {
  const out: (Val | undefined)[] = [];
  let keywordOnly = false;
  let positional = 0;
  const names: string[] = [];
  for (const entry of spec) {
    if (entry === '*') {
      keywordOnly = true;
      continue;
    }
    const optional = entry.endsWith('?');
    const key = optional ? entry.slice(0, -1) : entry;
    names.push(key);
    let value = keywordOnly ? undefined : args[positional++];
    const named = kw?.get(key);
    if (named !== undefined) {
      if (value !== undefined)
        typeError(`argument for ${name}() given by name ('${key}') and position (${positional})`);
      value = named;
    }
    if (value === undefined && !optional)
      typeError(`${name}() missing required argument '${key}' (pos ${names.length})`);
    out.push(value);
  }
  if (args.length > positional)
    typeError(`${name}() takes at most ${positional} argument${positional === 1 ? '' : 's'} (${args.length} given)`);
  if (kw !== null)
    for (const key of kw.keys())
      if (!names.includes(key)) typeError(`${name}() got an unexpected keyword argument '${key}'`);
  return out;
}

/** Checks the number of arguments of a native function that takes no keywords. */
export function arity(name: string, args: readonly Val[], kw: Keywords | null, min: number, max = min): void {
  if (kw !== null && kw.size > 0) typeError(`${name}() takes no keyword arguments`);
  if (args.length >= min && (max < 0 || args.length <= max)) return;
  if (min === max)
    typeError(
      min === 1
        ? `${name}() takes exactly one argument (${args.length} given)`
        : `${name} expected ${min} argument${min === 1 ? '' : 's'}, got ${args.length}`,
    );
  if (args.length < min)
    typeError(`${name} expected at least ${min} argument${min === 1 ? '' : 's'}, got ${args.length}`);
  typeError(`${name} expected at most ${max} argument${max === 1 ? '' : 's'}, got ${args.length}`);
}
