/** Compiled code: what a module, function or class body is turned into. Derived from the text, never stored in a world. */
import type { Val } from '../vm/value.ts';
import type { Place } from './ast.ts';

/** Place of an instruction; with the columns of the operator between them when the expression has one. */
export type InstructionPlace = readonly [...place: Place, anchor: number, anchorEnd: number];

export interface Code {
  readonly name: string;
  readonly qualname: string;
  readonly firstLine: number;
  /** Counts of parameters: positional only, all positional, keyword only. */
  readonly positionalOnly: number;
  readonly positional: number;
  readonly keywordOnly: number;
  readonly hasStar: boolean;
  readonly hasDoubleStar: boolean;
  /** Names of fast locals: parameters first (positional, keyword only, `*`, `**`). */
  readonly locals: readonly string[];
  /** Names of variables that inner functions use, and of those that come from outside, one after the other. */
  readonly cells: readonly string[];
  readonly free: readonly string[];
  /** For each cell, the parameter that it starts with, or -1. */
  readonly cellParams: readonly number[];
  /** Keys of names in dictionaries: `s` and the name. */
  readonly names: readonly string[];
  readonly consts: readonly Val[];
  /** Operation and argument, two places each. */
  readonly ops: readonly number[];
  /** Index into `places` of each instruction. */
  readonly placeOf: readonly number[];
  readonly places: readonly InstructionPlace[];
  readonly kind: 'module' | 'class' | 'function' | 'comprehension';
  readonly generator: boolean;
  readonly coroutine: boolean;
  readonly doc: string | null;
}

/** All code of one text; the module's own is number 0. */
export interface Unit {
  readonly file: string;
  readonly source: string;
  readonly codes: readonly Code[];
}
