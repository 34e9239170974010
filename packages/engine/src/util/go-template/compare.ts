import { GoError, isGoError } from '../go-error.ts';
import { sprintf } from '../go-fmt/printf.ts';
import type { GoKind } from '../go-value/type.ts';
import {
  compareBytes,
  elemOfInterface,
  type GoRef,
  type GoValue,
  intData,
  isNilData,
  stringData,
} from '../go-value/value.ts';

const BAD_TYPE = new GoError('invalid type for comparison');
const MISSING = new GoError('missing argument for comparison');

function incompatible(a: GoRef, b: GoRef): GoError {
  return new GoError(`incompatible types for comparison: ${a?.type.name ?? '<nil>'} and ${b?.type.name ?? '<nil>'}`);
}

const BASIC: readonly GoKind[] = ['bool', 'int', 'uint', 'float', 'complex', 'string'];

function isBasic(v: GoRef): v is GoValue {
  return v !== null && BASIC.includes(v.type.kind);
}

function isInteger(v: GoValue): boolean {
  return v.type.kind === 'int' || v.type.kind === 'uint';
}

function isNil(v: GoRef): boolean {
  return v === null || (['interface', 'map', 'ptr', 'slice', 'func'].includes(v.type.kind) && isNilData(v.data));
}

function comparable(v: GoValue): boolean {
  if (v.type.kind === 'slice' || v.type.kind === 'map' || v.type.kind === 'func') return false;
  return (
    v.type.kind !== 'struct' || (v.type.fields ?? []).every((f) => f.type.kind !== 'slice' && f.type.kind !== 'map')
  );
}

function sameStruct(a: GoValue, b: GoValue): boolean {
  return a.type.name === b.type.name && sprintf('%#v', a) === sprintf('%#v', b);
}

function equalBasic(a: GoValue, b: GoValue): boolean {
  switch (a.type.kind) {
    case 'bool':
      return (a.data === true) === (b.data === true);
    case 'string':
      return stringData(a) === stringData(b);
    case 'float':
      return Number(a.data ?? 0) === Number(b.data ?? 0);
    case 'complex': {
      const [re, im] = (a.data ?? [0, 0]) as readonly [number, number];
      const [re2, im2] = (b.data ?? [0, 0]) as readonly [number, number];
      return re === re2 && im === im2;
    }
    default:
      return BigInt(intData(a)) === BigInt(intData(b));
  }
}

function equalOthers(a: GoRef, b: GoRef): boolean | GoError {
  if (a !== null && b !== null && a.type.kind !== b.type.kind) {
    return new GoError(sprintf('non-comparable types %s: %v, %s: %v', a, a.type.name, b.type.name, b));
  }
  if (isNil(a) || isNil(b)) return isNil(a) === isNil(b);
  const x = a as GoValue;
  const y = b as GoValue;
  if (!comparable(y)) return new GoError(sprintf('non-comparable type %s: %v', y, y.type.name));
  if (x.type.kind === 'struct') return sameStruct(x, y);
  return x.type.name === y.type.name && x.data === y.data;
}

function equalPair(a: GoRef, b: GoRef): boolean | GoError {
  if (isBasic(a) && isBasic(b)) {
    if (a.type.kind === b.type.kind || (isInteger(a) && isInteger(b))) return equalBasic(a, b);
    return incompatible(a, b);
  }
  if (isBasic(a) || isBasic(b)) return a !== null && b !== null ? incompatible(a, b) : false;
  return equalOthers(a, b);
}

/** `eq a b…`: whether `a` equals any of the others. */
export function eq(args: readonly GoRef[]): boolean | GoError {
  const a = elemOfInterface(args[0] ?? null);
  if (args.length < 2) return MISSING;
  for (let i = 1; i < args.length; i++) {
    const r = equalPair(a, elemOfInterface(args[i] as GoRef));
    if (r !== false) return r;
  }
  return false;
}

/** `lt a b` for integers, floats and strings. */
export function lt(left: GoRef, right: GoRef): boolean | GoError {
  const a = elemOfInterface(left);
  const b = elemOfInterface(right);
  if (!isBasic(a) || !isBasic(b)) return BAD_TYPE;
  if (isInteger(a) && isInteger(b)) return intData(a) < intData(b);
  if (a.type.kind !== b.type.kind) return incompatible(a, b);
  if (a.type.kind === 'float') return Number(a.data ?? 0) < Number(b.data ?? 0);
  if (a.type.kind === 'string') return compareBytes(stringData(a), stringData(b)) < 0;
  return BAD_TYPE;
}

/** `le a b`. */
export function le(a: GoRef, b: GoRef): boolean | GoError {
  const less = lt(a, b);
  return less === false ? eq([a, b]) : less;
}

/** `!r`, errors passed on: `ne` from eq, `gt` from le, `ge` from lt. */
export function negated(r: boolean | GoError): boolean | GoError {
  return isGoError(r) ? r : !r;
}
