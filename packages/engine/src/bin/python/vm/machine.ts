/** What the loop needs of the rest: declared here so that the loop knows nothing of types and modules. */
import type { Frame, Return } from './frame.ts';
import type { Keywords, Native, Outcome } from './native.ts';
import type { Ref, Val } from './value.ts';
import type { Vm } from './vm.ts';

export interface Machine {
  /** Instructions by number. */
  readonly ops: readonly ((vm: Vm, arg: number) => unknown)[];
  /** Text of a library module. */
  sourceOf(lib: string): string;
  /** The method of a built-in type, undefined when that very type has none of the name. */
  method(type: string, name: string): Val | undefined;
  /** The native function of that name. */
  native(name: string): Native | undefined;
  /** What a module of the library has beyond its own names. */
  moduleAttr(vm: Vm, module: Ref, name: string): Val | undefined;
  /** Does an instance of class `type` carry a value of the built-in type `of` ('' any)? */
  carries(vm: Vm, type: Val, of: string): boolean;
  /** `format % values`. */
  percent(vm: Vm, format: Val, values: Val): Val;
  /** Appends everything iterable to a list. */
  extend(vm: Vm, list: Val, items: Val): void;
  /** Attributes that every value of a kind has: `__class__`, `__name__`, `args`… */
  special(vm: Vm, v: Val, name: string): Val | undefined;
  /** Calls anything callable. TAIL: a frame has been pushed. */
  call(vm: Vm, f: Val, args: readonly Val[], kw: Keywords | null, ret: Return, keep: Val): Outcome;
  /** A frame has returned `value`; its caller is on top again. */
  returned(vm: Vm, done: Frame, value: Val): void;
  /** An exception leaves the frame. */
  abandoned(vm: Vm, frame: Frame, value: Val): void;
  isStop(vm: Vm, value: Val): boolean;
  /** A `__next__` written in Python has raised StopIteration. */
  iterationEnded(vm: Vm): void;
}
