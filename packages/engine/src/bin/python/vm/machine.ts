/** What the loop needs of the rest: declared here so that the loop knows nothing of types and modules. */
import type { Frame, Return } from './frame.ts';
import type { ObjOf } from './heap.ts';
import type { Keywords, Native, Outcome } from './native.ts';
import type { Ref, Tuple, Val } from './value.ts';
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
  /** Everything that an iterable gives, at once. */
  elements(vm: Vm, v: Val): readonly Val[];
  /** An iterator over a native object, null when it is not iterable. */
  nativeIter(vm: Vm, v: Ref): Val | null;
  /** The next element of a native iterator. */
  nativeNext(vm: Vm, v: Ref): Outcome | symbol;
  equal(vm: Vm, a: Val, b: Val): boolean;
  /** Is it a thrown Python exception of a class? */
  isRaised(vm: Vm, error: unknown, type: string): boolean;
  /** Is it a function or constant of the builtins module? */
  isBuiltInName(name: string): boolean;
  /** A function of the machine's own Python text. */
  prelude(vm: Vm, name: string): Val;
  /** The entries of something that can be used after `**`. */
  mapping(vm: Vm, v: Val): Readonly<ObjOf<'dict'>> | null;
  /** Dict for the body of a class. */
  prepareClass(vm: Vm, name: string, bases: Tuple, keywords: Ref): number;
  finishClass(vm: Vm, done: Frame): void;
  finishImport(vm: Vm, done: Frame): void;
  /** `import`: the module; TAIL when its text has begun to run, and the import must be made again. */
  importName(vm: Vm, name: string, level: number, mode: Val): Outcome;
  submodule(vm: Vm, module: Val, name: string): Outcome;
  namesOf(vm: Vm, module: Val): readonly string[];
  print(vm: Vm, text: string): void;
  repr(vm: Vm, v: Val): string;
  /** repr of a native object. */
  nativeRepr(vm: Vm, v: Ref, repr: (v: Val) => string): string;
  /** `native[index]`, undefined when it has none. */
  nativeItem(vm: Vm, v: Ref, index: Val): Val | undefined;
  /** Sets (or with undefined deletes) an item of a native object; false when it has none. */
  setNativeItem(vm: Vm, v: Ref, index: Val, value: Val | undefined): boolean;
  /** Attributes that every value of a kind has: `__class__`, `__name__`, `args`… */
  special(vm: Vm, v: Val, name: string): Val | undefined;
  /** Calls anything callable. TAIL: a frame has been pushed. */
  call(vm: Vm, f: Val, args: readonly Val[], kw: Keywords | null, ret: Return, keep: Val): Outcome;
  /** An exception leaves the frame. */
  abandoned(vm: Vm, frame: Frame, value: Val): void;
  isStop(vm: Vm, value: Val): boolean;
  /** A `__next__` written in Python has raised StopIteration. */
  iterationEnded(vm: Vm): void;
}
