/** Everything of a Python process that outlives a handler. */
import type { Bytes } from '../../../util/bytes.ts';
import type { Context } from './frame.ts';
import type { HeapState } from './heap.ts';
import type { Val } from './value.ts';

/** A text that code comes from: one given by the user, or (with `lib`) a module of the library. */
export interface UnitRecord {
  readonly file: string;
  readonly text: string;
  readonly lib: string;
  readonly mode: 'exec' | 'eval' | 'single';
}

/** A buffered stream: descriptor, and what was printed and not yet written. */
export interface OutBuffer {
  readonly fd: number;
  readonly data: Bytes;
}

export interface PyLocals {
  heap: HeapState;
  units: readonly UnitRecord[];
  contexts: readonly Context[];
  /** Index of the context that runs. */
  current: number;
  nextContext: number;
  /** Heap numbers of the dicts of modules by name, and of sys.modules. */
  modules: number;
  main: number;
  /** Standard output is buffered unless it is a terminal or -u was given. */
  unbuffered: boolean;
  lineBuffered: boolean;
  out: Bytes;
  /** Waiting for output that is being flushed: go on at this label. */
  phase: 'run' | 'exit' | 'prompt' | 'stdin';
  exitCode: number;
  /** Signal that ends the process after its output is written, 0 none. */
  exitSignal: number;
  /** Heap values of signal handlers by number, null default. */
  handlers: readonly (readonly [signal: number, handler: Val])[];
  signals: readonly number[];
  /** Functions to be called at the end (atexit). */
  atexit: readonly Val[];
  /** State of random: a counter and a seed; -1 when it was not seeded. */
  seed: number;
  draws: number;
  interactive: boolean;
  /** Lines typed so far of an unfinished statement, and what was read of standard input beyond them. */
  typed: string;
  input: Bytes;
  inputEnd: boolean;
  argv0: Bytes;
  steps: number;
}
