import { type CharSet, parseBracket, setHas } from './bracket.ts';
import type { Bytes } from './bytes.ts';
import { GoError } from './go-error.ts';
import { RUNE_ERROR, runeAt, runeOf, widthOf } from './rune.ts';

/** One element of a compiled pattern. `any` is `?`; `star` any run. */
type Element =
  | { readonly kind: 'char'; readonly code: number }
  | { readonly kind: 'set'; readonly set: CharSet }
  | { readonly kind: 'any' }
  | { readonly kind: 'star' };

/** Rules of matching that differ between dialects. */
interface Rules {
  /** `*` and `?` stop at `/`. */
  readonly slash: boolean;
  /** Bracket expressions do not match `/` either. */
  readonly slashInSets: boolean;
  /** A leading `.` (of each component when `slash`) is matched by a literal one only. */
  readonly period: boolean;
  readonly foldCase: boolean;
  /** The unit of matching: UTF-8 characters or bytes. */
  readonly runes: boolean;
}

function fold(c: number): number {
  return c >= 65 && c <= 90 ? c + 32 : c;
}

function hiddenPeriod(text: Bytes, at: number, rules: Rules): boolean {
  if (!rules.period || text.charCodeAt(at) !== 46) return false;
  return at === 0 || (rules.slash && text.charCodeAt(at - 1) === 47);
}

/** Width of the character at `at` if `e` matches it, otherwise 0. */
function matchOne(e: Element, text: Bytes, at: number, rules: Rules): number {
  const packed = rules.runes ? runeAt(text, at) : text.charCodeAt(at) * 8 + 1;
  const c = runeOf(packed);
  let ok: boolean;
  if (e.kind === 'char') ok = rules.foldCase ? fold(c) === fold(e.code) : c === e.code;
  else if (hiddenPeriod(text, at, rules)) ok = false;
  else if (e.kind === 'set') {
    ok = !(rules.slashInSets && c === 47) && (rules.foldCase ? foldedHas(e.set, c) : setHas(e.set, c));
  } else ok = !(rules.slash && c === 47);
  return ok ? widthOf(packed) : 0;
}

/** Membership in either case; a negated set holds what neither case is listed of. */
function foldedHas(set: CharSet, c: number): boolean {
  const other = c >= 65 && c <= 90 ? c + 32 : c >= 97 && c <= 122 ? c - 32 : c;
  return set.negated ? setHas(set, c) && setHas(set, other) : setHas(set, c) || setHas(set, other);
}

/**
 * Matches with a single remembered star: when a later part fails, only the last star need grow, so the time is bounded by
 * pattern × text.
 */
function matchElements(elements: readonly Element[], text: Bytes, rules: Rules): boolean {
  let e = 0;
  let at = 0;
  let starElement = -1;
  let starText = 0;
  while (at < text.length || e < elements.length) {
    const element = elements[e];
    if (element?.kind === 'star') {
      if (at < text.length && hiddenPeriod(text, at, rules)) {
        // A star matches no hidden period, but it may match nothing before a literal one.
        e++;
        starElement = -1;
        continue;
      }
      starElement = ++e;
      starText = at;
      continue;
    }
    const width = element !== undefined && at < text.length ? matchOne(element, text, at, rules) : 0;
    if (width > 0) {
      at += width;
      e++;
      continue;
    }
    if (starElement < 0 || starText >= text.length) return false;
    if (rules.slash && text.charCodeAt(starText) === 47) return false;
    starText += rules.runes ? widthOf(runeAt(text, starText)) : 1;
    at = starText;
    e = starElement;
  }
  return true;
}

const BAD_PATTERN = new GoError('syntax error in pattern');

/** A character of a Go class, escapes resolved, and the index after it; null when it is not allowed there. */
function goClassChar(p: Bytes, i: number): { readonly c: number; readonly next: number } | null {
  if (i >= p.length || p[i] === '-' || p[i] === ']') return null;
  const at = p[i] === '\\' ? i + 1 : i;
  if (at >= p.length) return null;
  const packed = runeAt(p, at);
  if (runeOf(packed) === RUNE_ERROR && widthOf(packed) === 1) return null;
  const next = at + widthOf(packed);
  return next >= p.length ? null : { c: runeOf(packed), next };
}

function goClass(p: Bytes, start: number): { readonly set: CharSet; readonly next: number } | null {
  let i = start + 1;
  const negated = p[i] === '^';
  if (negated) i++;
  const ranges: [number, number][] = [];
  while (!(p[i] === ']' && ranges.length > 0)) {
    const lo = goClassChar(p, i);
    if (lo === null) return null;
    i = lo.next;
    let hi = lo.c;
    if (p[i] === '-') {
      const end = goClassChar(p, i + 1);
      if (end === null) return null;
      hi = end.c;
      i = end.next;
    }
    ranges.push([lo.c, hi]);
  }
  return { set: { ranges, negated }, next: i + 1 };
}

function compileGoPattern(p: Bytes): readonly Element[] | null {
  const elements: Element[] = [];
  for (let i = 0; i < p.length; ) {
    const c = p[i];
    if (c === '[') {
      const cls = goClass(p, i);
      if (cls === null) return null;
      elements.push({ kind: 'set', set: cls.set });
      i = cls.next;
      continue;
    }
    if (c === '*' || c === '?') {
      elements.push({ kind: c === '*' ? 'star' : 'any' });
      i++;
      continue;
    }
    if (c === '\\' && ++i >= p.length) return null;
    const packed = runeAt(p, i);
    elements.push({ kind: 'char', code: runeOf(packed) });
    i += widthOf(packed);
  }
  return elements;
}

const GO_RULES: Rules = { slash: true, slashInSets: false, period: false, foldCase: false, runes: true };

/** Go's `path.Match` (and `filepath.Match` on Unix): whether all of `name` matches, or `syntax error in pattern`. */
export function goPathMatch(pattern: Bytes, name: Bytes): boolean | GoError {
  const elements = compileGoPattern(pattern);
  return elements === null ? BAD_PATTERN : matchElements(elements, name, GO_RULES);
}

/** Flags of fnmatch(3). */
export interface FnmatchOptions {
  /** FNM_PATHNAME: wildcards do not match `/`. */
  readonly pathname?: boolean;
  /** FNM_PERIOD: a leading `.` must be matched by a literal one. */
  readonly period?: boolean;
  /** FNM_NOESCAPE: `\` is an ordinary character. */
  readonly noEscape?: boolean;
  /** FNM_CASEFOLD. */
  readonly foldCase?: boolean;
  /** Characters are UTF-8 sequences rather than bytes. */
  readonly utf8?: boolean;
}

/** A shell pattern ready to be matched against many names. */
export interface ShellPattern {
  readonly elements: readonly Element[];
  readonly rules: Rules;
}

/**
 * Compiles a shell pattern (POSIX 2.14): `*`, `?`, bracket expressions with `!` or `^`, and `\` quoting. An unclosed bracket
 * stands for itself.
 */
export function compileFnmatch(pattern: Bytes, options: FnmatchOptions = {}): ShellPattern {
  const elements: Element[] = [];
  const runes = options.utf8 === true;
  const escapes = options.noEscape !== true;
  for (let i = 0; i < pattern.length; ) {
    const c = pattern[i] as string;
    if (c === '*') {
      if (elements.at(-1)?.kind !== 'star') elements.push({ kind: 'star' });
      i++;
    } else if (c === '?') {
      elements.push({ kind: 'any' });
      i++;
    } else {
      const bracket = c === '[' ? parseBracket(pattern, i, { shell: true, escapes }) : 'unterminated';
      if (typeof bracket !== 'string') {
        elements.push({ kind: 'set', set: bracket.set });
        i = bracket.next;
        continue;
      }
      if (c === '\\' && escapes) i++;
      // A backslash that quotes nothing matches nothing.
      if (i >= pattern.length) {
        elements.push({ kind: 'set', set: { ranges: [], negated: false } });
        break;
      }
      const packed = runes ? runeAt(pattern, i) : pattern.charCodeAt(i) * 8 + 1;
      elements.push({ kind: 'char', code: runeOf(packed) });
      i += widthOf(packed);
    }
  }
  const slash = options.pathname === true;
  const rules: Rules = {
    slash,
    slashInSets: slash,
    period: options.period === true,
    foldCase: options.foldCase === true,
    runes,
  };
  return { elements, rules };
}

/** Whether all of `text` matches a compiled pattern. */
export function matchFnmatch(pattern: ShellPattern, text: Bytes): boolean {
  return matchElements(pattern.elements, text, pattern.rules);
}

/** fnmatch(3): whether all of `text` matches `pattern`. */
export function fnmatch(pattern: Bytes, text: Bytes, options: FnmatchOptions = {}): boolean {
  return matchFnmatch(compileFnmatch(pattern, options), text);
}
