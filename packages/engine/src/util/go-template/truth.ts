import { elemOfInterface, type GoRef, intData, isNilData, lengthOf } from '../go-value/value.ts';

/** Whether a value counts as true: not the zero value of its type; structs always do (`isTrue` of text/template). */
export function isTrue(ref: GoRef): boolean {
  const v = elemOfInterface(ref);
  if (v === null) return false;
  switch (v.type.kind) {
    case 'bool':
      return v.data === true;
    case 'int':
    case 'uint':
      return Number(intData(v)) !== 0;
    case 'float':
      return Number(v.data ?? 0) !== 0;
    case 'complex': {
      const [re, im] = (v.data ?? [0, 0]) as readonly [number, number];
      return re !== 0 || im !== 0;
    }
    case 'string':
    case 'slice':
    case 'map':
      return lengthOf(v) > 0;
    case 'struct':
      return true;
    default:
      return !isNilData(v.data);
  }
}
