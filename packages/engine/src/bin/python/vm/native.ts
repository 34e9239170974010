/** Functions of the machine that Python programs call by name. */
import type { Val } from './value.ts';
import type { Vm } from './vm.ts';

/** Keyword arguments by name. */
export type Keywords = ReadonlyMap<string, Val>;

/** Returned instead of a value: the call must be made again when the thread goes on. */
export const BLOCK = Symbol('block');
/** Returned instead of a value: `vm.tail` says which call gives the value. */
export const TAIL = Symbol('tail');

export type Outcome = Val | typeof BLOCK | typeof TAIL;

/** A native function. Without keyword arguments `kw` is null. */
export type Native = (vm: Vm, args: readonly Val[], kw: Keywords | null) => Outcome;

/** Functions by name: `len`, `list.append`, `os.getpid`. */
export type Natives = { readonly [name: string]: Native };
