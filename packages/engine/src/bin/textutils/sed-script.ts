/** The commands of a sed(1) script, as plain data. */
import type { Bytes } from '../../util/bytes.ts';

/** A regular expression; '' means the one used last. `flags`: `I` fold case, `M` multiline. */
export interface SedRegex {
  readonly pattern: Bytes;
  readonly flags: string;
}

/** One address. */
export type SedAddress =
  | { readonly kind: 'line'; readonly n: number }
  | { readonly kind: 'step'; readonly first: number; readonly step: number }
  | { readonly kind: 'last' }
  | { readonly kind: 'regex'; readonly regex: SedRegex }
  /** Second address only: `+N` lines more, or to a multiple of `~N`. */
  | { readonly kind: 'plus'; readonly n: number }
  | { readonly kind: 'multiple'; readonly n: number };

/** A piece of the replacement of `s`. `case` changes the letters that follow. */
export type ReplacementPart =
  | { readonly kind: 'text'; readonly text: Bytes }
  | { readonly kind: 'group'; readonly n: number }
  | { readonly kind: 'case'; readonly to: 'U' | 'L' | 'u' | 'l' | 'E' };

/** One command. `target` is where `{`, `b`, `t` and `T` go: an index of the list. */
export interface SedCommand {
  readonly name: string;
  readonly from: SedAddress | null;
  readonly to: SedAddress | null;
  readonly negated: boolean;
  readonly text: Bytes;
  readonly number: number;
  readonly target: number;
  readonly regex: SedRegex | null;
  readonly replacement: readonly ReplacementPart[];
  readonly global: boolean;
  readonly print: number;
  /** File of `w`, or of the flag w of `s`; ''. */
  readonly file: Bytes;
}

/** A whole script. */
export interface SedScript {
  readonly commands: readonly SedCommand[];
  /** The first line was `#n`. */
  readonly quiet: boolean;
}

/** Why a script is none; `at` is the offset behind which the mistake was seen, as GNU counts characters. */
export class SedError extends Error {
  readonly gnu: Bytes;
  readonly busybox: Bytes;
  readonly at: number;

  constructor(gnu: Bytes, busybox: Bytes, at: number) {
    super(gnu);
    this.gnu = gnu;
    this.busybox = busybox;
    this.at = at;
  }
}
