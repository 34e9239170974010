import type { Bytes } from '../bytes.ts';
import type { GoError } from '../go-error.ts';
import type { GoType } from '../go-value/type.ts';
import type { GoRef } from '../go-value/value.ts';

/** `reflect.Value`: a parameter that takes any value, nil included, without conversion. */
export const GO_REFLECT_VALUE: GoType = { kind: 'struct', name: 'reflect.Value', defined: true };

/**
 * A template function. Arguments come checked against `params`; with `variadic` the last one repeats. `source` gives the
 * text of each argument, which `call` names in its errors.
 */
export interface GoFunc {
  readonly params: readonly GoType[];
  readonly variadic: boolean;
  readonly call: (args: readonly GoRef[], source: readonly Bytes[]) => GoRef | GoError;
}

/** Functions by the name templates call them. */
export type FuncMap = ReadonlyMap<Bytes, GoFunc>;

/** A function of fixed parameters. */
export function goFunc(params: readonly GoType[], call: GoFunc['call']): GoFunc {
  return { params, variadic: false, call };
}

/** A function whose last parameter repeats. */
export function goVariadic(params: readonly GoType[], call: GoFunc['call']): GoFunc {
  return { params, variadic: true, call };
}
