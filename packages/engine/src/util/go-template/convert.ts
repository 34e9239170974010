import { assignable, GO_COMPLEX128, GO_FLOAT64, GO_INT, type GoKind, type GoType } from '../go-value/type.ts';
import {
  elemOfInterface,
  elemOfPtr,
  fieldByName,
  type GoRef,
  GoValue,
  hasField,
  indirect,
  isNilData,
  mapElem,
} from '../go-value/value.ts';
import type { Int64 } from '../strconv.ts';
import { GO_REFLECT_VALUE } from './func.ts';
import type { NumberNode } from './node.ts';

/** A failure whose text the evaluator places at its node. */
export class Refusal {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

const NILLABLE: readonly GoKind[] = ['func', 'interface', 'map', 'ptr', 'slice'];

/** Whether an untyped nil can stand for a value of `type`. */
export function canBeNil(type: GoType): boolean {
  return type === GO_REFLECT_VALUE || NILLABLE.includes(type.kind);
}

/** The argument of parameter type `type` made from `value`, dereferenced once or unwrapped where that fits (`validateType`). */
export function convertTo(value: GoRef, type: GoType): GoRef | Refusal {
  if (type === GO_REFLECT_VALUE) return value;
  if (value === null) {
    if (!canBeNil(type)) return new Refusal(`invalid value; expected ${type.name}`);
    return type.kind === 'interface' ? null : new GoValue(type, null);
  }
  if (assignable(value.type, type)) return value;
  let v = value;
  if (v.type.kind === 'interface' && !isNilData(v.data)) {
    v = elemOfInterface(v) ?? v;
    if (assignable(v.type, type)) return v;
  }
  if (v.type.kind === 'ptr' && assignable(v.type.elem as GoType, type)) {
    return isNilData(v.data) ? new Refusal(`dereference of nil pointer of type ${type.name}`) : elemOfPtr(v);
  }
  return new Refusal(`wrong type for value; expected ${type.name}; got ${v.type.name}`);
}

/** What a missing map key gives: the invalid value, the zero value, or an error (`template.Option("missingkey=…")`). */
export type MissingKey = 'invalid' | 'zero' | 'error';

/** Field or map element `name` of `receiver`, which was not a method. `hasArgs` tells that arguments follow. */
export function fieldOf(receiver: GoValue, name: string, hasArgs: boolean, missing: MissingKey): GoRef | Refusal {
  const { value, nil } = indirect(receiver);
  const shown = receiver.type.name;
  if (value !== null && !nil && value.type.kind === 'struct') {
    const field = fieldByName(value, name);
    if (field !== null) return hasArgs ? new Refusal(`${name} has arguments but cannot be invoked as function`) : field;
  } else if (value !== null && !nil && value.type.kind === 'map') {
    if (value.type.key?.name === 'string') {
      if (hasArgs) return new Refusal(`${name} is not a method but has arguments`);
      const elem = mapElem(value, name);
      if (elem !== null || missing === 'invalid') return elem;
      if (missing === 'error') return new Refusal(`map has no entry for key "${name}"`);
      return new GoValue(value.type.elem as GoType, null);
    }
  } else if (nil && value?.type.kind === 'ptr') {
    const elem = value.type.elem as GoType;
    if (elem.kind !== 'struct' || hasField(elem, name)) return new Refusal(`nil pointer evaluating ${shown}.${name}`);
  }
  return new Refusal(`can't evaluate field ${name} in type ${shown}`);
}

const HEX_INTEGER = /^0[xX][^pP]+$/;

/** A number where no type is asked for: its spelling decides between int and float64 (`idealConstant`). */
export function idealConstant(n: NumberNode): GoRef | Refusal {
  const spelledFloat = /[.eEpP]/.test(n.text) && !HEX_INTEGER.test(n.text) && n.text[0] !== "'";
  if (n.complex !== null) return new GoValue(GO_COMPLEX128, n.complex);
  if (n.float !== null && spelledFloat) return new GoValue(GO_FLOAT64, n.float);
  if (n.int !== null) return new GoValue(GO_INT, n.int);
  if (n.uint !== null) return new Refusal(`${n.text} overflows int`);
  return null;
}

/** The data of a literal number for a parameter of kind `kind`, or null when it is not representable. */
export function numberFor(n: NumberNode, kind: GoKind): Int64 | number | readonly [number, number] | null {
  if (kind === 'int') return n.int;
  if (kind === 'uint') return n.uint;
  if (kind === 'float') return n.float;
  return n.complex;
}
