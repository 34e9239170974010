/** Frames: the call stack as plain records. */
import type { Val } from './value.ts';

/**
 * What becomes of a frame's result: pushed, dropped, `init` pushes `keep` instead, `class` makes a class of the names, `import` puts a module in place,
 * `next` feeds a loop, `from` goes on to whoever waits for the generator that delegates, `stop` ends a nested call.
 */
export type Return = 'push' | 'drop' | 'init' | 'class' | 'import' | 'next' | 'from' | 'stop';

export interface Frame {
  /** Number of the text, and of the code in it. */
  u: number;
  c: number;
  ip: number;
  /** Operand stack. */
  st: readonly Val[];
  /** Fast locals; holes are unbound. */
  v: readonly Val[];
  /** Heap numbers of cells: own ones, then those from outside. */
  cells: readonly number[];
  /** Dict of globals, and of local names in modules and classes (0: none). */
  g: number;
  l: number;
  /** Blocks: handler, and the depths of stack, exits and exceptions, four places each. */
  b: readonly number[];
  /** __exit__ functions of `with` statements under way. */
  w: readonly Val[];
  /** Exceptions being handled. */
  e: readonly Val[];
  /** The generator that it belongs to, 0 none. */
  gen: number;
  ret: Return;
  /** For `init`: the new object; for `class`: name, bases and keywords; for `import`: the module. */
  keep: Val;
}

/** A thread of the program. */
export interface Context {
  id: number;
  frames: readonly Frame[];
  /** Why it does not run: descriptors that must be readable, and the time when it goes on regardless (-1: never). */
  wait: {
    readonly fds: readonly number[];
    readonly keys: readonly string[];
    readonly until: number;
    readonly write: boolean;
  } | null;
  /** What a blocking call must remember until it is done. */
  scratch: readonly Val[] | null;
  /** An exception to be raised when it goes on (KeyboardInterrupt). */
  pending: Val;
  daemon: boolean;
  /** Exception that ended it, or what its function returned. */
  done: boolean;
}
