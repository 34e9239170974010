import type { Bytes } from '../bytes.ts';
import { GoError, isGoError } from '../go-error.ts';
import { sprint, sprintfRefs, sprintln } from '../go-fmt/printf.ts';
import { GO_ANY, GO_BOOL, GO_INT, GO_STRING, GO_UINT8, type GoType } from '../go-value/type.ts';
import {
  elemOfInterface,
  type GoRef,
  GoValue,
  indirect,
  intData,
  lengthOf,
  mapElem,
  sliceElem,
  stringData,
} from '../go-value/value.ts';
import { eq, le, lt, negated } from './compare.ts';
import { htmlEscape, jsEscape, queryEscape } from './escape.ts';
import { type FuncMap, GO_REFLECT_VALUE, type GoFunc, goFunc, goVariadic } from './func.ts';
import { isTrue } from './truth.ts';

const NO_VALUE = '<no value>';

/** What printing shows of a value: the end of its pointers, or `<no value>` for nothing (`printableValue`). */
export function printable(ref: GoRef): GoRef {
  const v = ref !== null && ref.type.kind === 'ptr' ? indirect(ref).value : ref;
  return v ?? new GoValue(GO_STRING, NO_VALUE);
}

function boolResult(r: boolean | GoError): GoRef | GoError {
  return isGoError(r) ? r : new GoValue(GO_BOOL, r);
}

function text(s: Bytes): GoRef {
  return new GoValue(GO_STRING, s);
}

/** Text of the arguments as the escaping functions see them (`evalArgs`). */
function argsText(args: readonly GoRef[]): Bytes {
  return sprint(args.map((a) => printable(elemOfInterface(a))));
}

/** An index argument as a number within 0..cap; `slice` does not look into interfaces, `index` does. */
function indexNumber(v: GoRef, cap: number): number | GoError {
  if (v === null) return new GoError('cannot index slice/array with nil');
  if (v.type.kind !== 'int' && v.type.kind !== 'uint')
    return new GoError(`cannot index slice/array with type ${v.type.name}`);
  const n = Number(intData(v));
  return n < 0 || n > cap ? new GoError(`index out of range: ${intData(v)}`) : n;
}

/** A key argument for a map with keys of type `type` (`prepareArg`). */
function mapArgument(ref: GoRef, type: GoType): Bytes | GoError {
  const v = elemOfInterface(ref);
  if (v === null) return new GoError(`value is nil; should be of type ${type.name}`);
  const integers = (k: string): boolean => k === 'int' || k === 'uint';
  if (v.type.name === type.name) return type.kind === 'string' ? stringData(v) : String(intData(v));
  if (integers(v.type.kind) && integers(type.kind)) return String(intData(v));
  return new GoError(`value has type ${v.type.name}; should be ${type.name}`);
}

function indexOnce(item: GoValue, key: GoRef): GoRef | GoError {
  if (item.type.kind === 'slice' || item.type.kind === 'string') {
    const n = indexNumber(elemOfInterface(key), lengthOf(item));
    if (isGoError(n)) return n;
    if (n === lengthOf(item)) return new GoError(`reflect: ${item.type.kind} index out of range`);
    return item.type.kind === 'string' ? new GoValue(GO_UINT8, stringData(item).charCodeAt(n)) : sliceElem(item, n);
  }
  if (item.type.kind === 'map') {
    const k = mapArgument(key, item.type.key ?? GO_STRING);
    return isGoError(k) ? k : (mapElem(item, k) ?? new GoValue(item.type.elem as GoType, null));
  }
  return new GoError(`can't index item of type ${item.type.name}`);
}

/** `index x 1 2` is x[1][2]. */
function index(args: readonly GoRef[]): GoRef | GoError {
  let item = elemOfInterface(args[0] as GoRef);
  if (item === null) return new GoError('index of untyped nil');
  for (const key of args.slice(1)) {
    const { value, nil } = indirect(item);
    if (nil || value === null) return new GoError('index of nil pointer');
    const next = indexOnce(value, key);
    if (isGoError(next)) return next;
    item = next;
  }
  return item;
}

/** `slice x 1 2` is x[1:2]. */
function slice(args: readonly GoRef[]): GoRef | GoError {
  const item = elemOfInterface(args[0] as GoRef);
  const indexes = args.slice(1);
  if (item === null) return new GoError('slice of untyped nil');
  if (indexes.length > 3) return new GoError(`too many slice indexes: ${indexes.length}`);
  const isString = item.type.kind === 'string';
  if (isString && indexes.length === 3) return new GoError('cannot 3-index slice a string');
  if (!isString && item.type.kind !== 'slice') return new GoError(`can't slice item of type ${item.type.name}`);
  const bounds = [0, lengthOf(item), lengthOf(item)];
  for (let i = 0; i < indexes.length; i++) {
    const n = indexNumber(indexes[i] as GoRef, lengthOf(item));
    if (isGoError(n)) return n;
    bounds[i] = n;
  }
  const [from, to, cap] = bounds as [number, number, number];
  if (from > to) return new GoError(`invalid slice index: ${from} > ${to}`);
  if (to > cap) return new GoError(`invalid slice index: ${to} > ${cap}`);
  if (isString) return new GoValue(item.type, stringData(item).slice(from, to));
  return new GoValue(item.type, ((item.data ?? []) as readonly unknown[]).slice(from, to));
}

function len(args: readonly GoRef[]): GoRef | GoError {
  const { value, nil } = indirect(args[0] as GoRef);
  if (nil) return new GoError('len of nil pointer');
  if (value === null) return new GoError('reflect: call of reflect.Value.Type on zero Value');
  if (!['slice', 'map', 'string'].includes(value.type.kind)) return new GoError(`len of type ${value.type.name}`);
  return new GoValue(GO_INT, lengthOf(value));
}

/** `reflect.Value.String`: the text of a string, otherwise a note of the type. */
function valueName(v: GoValue): Bytes {
  return v.type.kind === 'string' ? stringData(v) : `<${v.type.name} Value>`;
}

/** `call f …`: no value of the API is a function, so this names what it was given. */
function call(args: readonly GoRef[], source: readonly Bytes[]): GoRef | GoError {
  const f = elemOfInterface(args[0] as GoRef);
  if (f === null) return new GoError('call of nil');
  return new GoError(`non-function ${source[0] ?? valueName(f)} of type ${f.type.name}`);
}

const ANY2 = [GO_REFLECT_VALUE, GO_REFLECT_VALUE];

function comparison(compare: (a: GoRef, b: GoRef) => boolean | GoError): GoFunc {
  return goFunc(ANY2, ([a, b]) => boolResult(compare(a as GoRef, b as GoRef)));
}

/** Short-circuiting is the evaluator's; these are reached never. */
const LOGIC: GoFunc = goVariadic(ANY2, ([a]) => a as GoRef);

/** The functions that every template has (`builtins` of text/template/funcs.go). */
export const BUILTINS: FuncMap = new Map<Bytes, GoFunc>([
  ['and', LOGIC],
  ['or', LOGIC],
  ['not', goFunc([GO_REFLECT_VALUE], ([a]) => new GoValue(GO_BOOL, !isTrue(a as GoRef)))],
  ['call', goVariadic(ANY2, call)],
  ['index', goVariadic(ANY2, index)],
  ['slice', goVariadic(ANY2, slice)],
  ['len', goFunc([GO_REFLECT_VALUE], len)],
  ['html', goVariadic([GO_ANY], (args) => text(htmlEscape(argsText(args))))],
  ['js', goVariadic([GO_ANY], (args) => text(jsEscape(argsText(args))))],
  ['urlquery', goVariadic([GO_ANY], (args) => text(queryEscape(argsText(args))))],
  ['print', goVariadic([GO_ANY], (args) => text(sprint(args)))],
  ['println', goVariadic([GO_ANY], (args) => text(sprintln(args)))],
  ['printf', goVariadic([GO_STRING, GO_ANY], ([f, ...rest]) => text(sprintfRefs(stringData(f as GoValue), rest)))],
  ['eq', goVariadic(ANY2, (args) => boolResult(eq(args)))],
  ['ne', comparison((a, b) => negated(eq([a, b])))],
  ['lt', comparison(lt)],
  ['le', comparison(le)],
  ['gt', comparison((a, b) => negated(le(a, b)))],
  ['ge', comparison((a, b) => negated(lt(a, b)))],
]);
