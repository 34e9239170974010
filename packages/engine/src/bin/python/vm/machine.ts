/** What the loop needs of the rest: declared here so that the loop knows nothing of types and modules. */
import type { Frame, Return } from './frame.ts';
import type { Keywords, Outcome } from './native.ts';
import type { Val } from './value.ts';
import type { Vm } from './vm.ts';

export interface Machine {
  /** Instructions by number. */
  readonly ops: readonly ((vm: Vm, arg: number) => unknown)[];
  /** Text of a library module. */
  sourceOf(lib: string): string;
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
