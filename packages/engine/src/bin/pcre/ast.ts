/** Trees of Perl-compatible regular expressions (pcre2pattern(3), Python's re, ECMAScript's RegExp). */

/** How a pattern is read. The dialects differ in a few escapes, in names of groups and in what `$` means. */
export type Dialect = 'pcre' | 'python' | 'js';

export interface Flags {
  readonly ignoreCase: boolean;
  /** `^` and `$` match at line breaks. */
  readonly multiline: boolean;
  readonly dotAll: boolean;
  /** Blanks and comments in the pattern are skipped. */
  readonly extended: boolean;
  /** `\w`, `\d` and `\s` know only ASCII. */
  readonly ascii: boolean;
}

/** One range of a class, both ends included, in UTF-16 units. */
export type Range = readonly [from: number, to: number];

export type Node =
  | { readonly k: 'char'; readonly c: number; readonly fold: boolean }
  | { readonly k: 'set'; readonly ranges: readonly Range[]; readonly not: boolean; readonly fold: boolean }
  | { readonly k: 'any'; readonly all: boolean }
  | { readonly k: 'seq'; readonly items: readonly Node[] }
  | { readonly k: 'alt'; readonly items: readonly Node[] }
  | { readonly k: 'group'; readonly n: number; readonly item: Node }
  | {
      readonly k: 'repeat';
      readonly item: Node;
      readonly min: number;
      readonly max: number;
      readonly mode: 'greedy' | 'lazy' | 'possessive';
      readonly groups: readonly number[];
    }
  | { readonly k: 'look'; readonly item: Node; readonly behind: boolean; readonly not: boolean }
  | { readonly k: 'atomic'; readonly item: Node }
  | { readonly k: 'back'; readonly n: number; readonly fold: boolean }
  | { readonly k: 'if'; readonly n: number; readonly yes: Node; readonly no: Node }
  | { readonly k: 'begin'; readonly lines: boolean }
  | { readonly k: 'end'; readonly lines: boolean; readonly beforeLast: boolean }
  | { readonly k: 'word'; readonly not: boolean };

/** A parsed pattern. */
export interface Pattern {
  readonly node: Node;
  /** Number of capturing groups. */
  readonly groups: number;
  /** Names of groups, in order. */
  readonly names: readonly (readonly [name: string, group: number])[];
  readonly flags: Flags;
}

/** A mistake in a pattern: what, and at which unit of it. */
export interface PatternError {
  readonly error: string;
  readonly at: number;
}

/** Is it a mistake? */
export function isPatternError(p: Pattern | PatternError): p is PatternError {
  return 'error' in p;
}
