/** What grep looks for: all its patterns compiled, and where in a line one of them lies. */
import type { Bytes } from '../../util/bytes.ts';
import { isRegexError } from '../../util/posix-regex/error.ts';
import { compileRegex, execRegex, type Regex } from '../../util/posix-regex/regex.ts';
import { isPatternError } from '../pcre/ast.ts';
import { EXHAUSTED, search } from '../pcre/match.ts';
import { NO_FLAGS, parsePattern } from '../pcre/parse.ts';
import type { GrepOptions, GrepSyntax } from './grep-options.ts';

/** Where a pattern lies in a line. */
export interface Found {
  readonly start: number;
  readonly end: number;
}

/** The compiled patterns; it holds caches, so it is made anew in each handler. */
export interface GrepMatcher {
  /** The leftmost, then longest, match at or after `from`. */
  find(line: Bytes, from: number): Found | null;
  /** Text that every matching line holds, or null. */
  readonly literal: Bytes | null;
}

/** A pattern that is refused: `pattern` is the one, `text` why. */
export interface BadPattern {
  readonly bad: Bytes;
  readonly text: Bytes;
}

/** What makes a matcher. */
export interface PatternSpec {
  readonly syntax: GrepSyntax;
  readonly icase: boolean;
  readonly word: boolean;
  readonly line: boolean;
}

type Find = (line: Bytes, from: number) => Found | null;

interface One {
  readonly find: Find;
  readonly literal: Bytes | null;
}

function wordByte(c: number): boolean {
  return (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 48 && c <= 57) || c === 95;
}

function wordEdges(line: Bytes, start: number, end: number): boolean {
  return (
    (start === 0 || !wordByte(line.charCodeAt(start - 1))) && (end >= line.length || !wordByte(line.charCodeAt(end)))
  );
}

/** -w as EGexecute does it: shorter matches at the same place are tried before later places. */
function words(find: Find): Find {
  return (line, from) => {
    for (let at = from; at <= line.length; ) {
      const found = find(line, at);
      if (found === null) return null;
      if (wordEdges(line, found.start, found.end)) return found;
      for (let end = found.end - 1; end > found.start; end--) {
        const shorter = find(line.slice(0, end), found.start);
        if (shorter === null || shorter.start !== found.start) break;
        end = shorter.end;
        if (wordEdges(line, shorter.start, shorter.end)) return shorter;
      }
      at = found.start + 1;
    }
    return null;
  };
}

function wholeLines(find: Find): Find {
  return (line, from) => {
    if (from > 0) return null;
    const found = find(line, 0);
    return found !== null && found.start === 0 && found.end === line.length ? found : null;
  };
}

function posix(regex: Regex): One {
  return { find: (line, from) => execRegex(regex, line, from), literal: regex.backrefs ? null : regex.program.literal };
}

/** Name of the group that stands for `\K`. */
const KEEP = 'keep_out__';

/**
 * `\K` (pcre2pattern(3)) as an empty named group, where the reported match then begins. Back references to groups behind it are
 * counted on.
 */
function withKeep(pattern: Bytes): Bytes {
  let out = '';
  let groups = 0;
  let before = -1;
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern.charAt(i);
    const next = pattern.charAt(i + 1);
    if (c === '\\') {
      const digits = /^[1-9][0-9]?/.exec(pattern.slice(i + 1))?.[0] ?? '';
      if (next === 'K' && before < 0) {
        before = groups;
        out += `(?<${KEEP}>)`;
      } else if (digits !== '' && before >= 0) {
        out += `\\${Number(digits) > before ? Number(digits) + 1 : digits}`;
        i += digits.length - 1;
      } else out += c + next;
      i += 1;
      continue;
    }
    if (c === '[') {
      const close = pattern.indexOf(']', i + (next === '^' ? 3 : 2));
      const end = close < 0 ? pattern.length : close + 1;
      out += pattern.slice(i, end);
      i = end - 1;
      continue;
    }
    if (c === '(' && (next !== '?' || /^\(\?(P?<[A-Za-z_]|')/.test(pattern.slice(i, i + 5)))) groups += 1;
    out += c;
  }
  return out;
}

function perl(pattern: Bytes, spec: PatternSpec): One | BadPattern {
  const flags = { ...NO_FLAGS, ignoreCase: spec.icase, ascii: true };
  const kept = pattern.includes('\\K') ? withKeep(pattern) : pattern;
  const parsed = parsePattern(kept, 'pcre', flags);
  if (isPatternError(parsed)) return { bad: pattern, text: parsed.error };
  const plain = !spec.line && !spec.word;
  const whole = plain
    ? parsed
    : parsePattern(spec.line ? `^(?:${kept})$` : `(?<!\\w)(?:${kept})(?!\\w)`, 'pcre', flags);
  if (isPatternError(whole)) return { bad: pattern, text: whole.error };
  const keep = whole.names.find(([name]) => name === KEEP)?.[1] ?? 0;
  return {
    find: (line, from) => {
      const spans = search(whole, line, from);
      if (spans === null || spans === EXHAUSTED) return null;
      const start = spans[keep * 2] as number;
      return { start: start < 0 ? (spans[0] as number) : start, end: spans[1] as number };
    },
    literal: null,
  };
}

/** A fixed string as a basic regular expression. */
function escaped(text: Bytes): Bytes {
  return text.replace(/[\\.*[\]^$]/g, '\\$&');
}

function compileOne(pattern: Bytes, spec: PatternSpec, gnu: boolean): One | BadPattern {
  if (spec.syntax === 'perl') return perl(pattern, spec);
  const text = spec.syntax === 'fixed' ? escaped(pattern) : pattern;
  const regex = compileRegex(text, {
    extended: spec.syntax === 'extended',
    icase: spec.icase,
    dialect: gnu ? 'grep' : 'posix',
  });
  if (isRegexError(regex)) return { bad: pattern, text: regex.message };
  const one = posix(regex);
  if (spec.line) return { find: wholeLines(one.find), literal: one.literal };
  return spec.word ? { find: words(one.find), literal: one.literal } : one;
}

function both(ones: readonly One[]): Find {
  return (line, from) => {
    let best: Found | null = null;
    for (const one of ones) {
      const found = one.find(line, from);
      if (found === null) continue;
      if (best === null || found.start < best.start || (found.start === best.start && found.end > best.end))
        best = found;
    }
    return best;
  };
}

/** Compiles the patterns (already split at newlines), or tells which is wrong. No pattern at all matches nothing. */
export function grepMatcher(patterns: readonly Bytes[], o: GrepOptions, gnu: boolean): GrepMatcher | BadPattern {
  const ones: One[] = [];
  for (const pattern of patterns) {
    const one = compileOne(pattern, o, gnu);
    if ('bad' in one) return one;
    ones.push(one);
  }
  const only = ones[0];
  if (ones.length === 1 && only !== undefined)
    return { find: only.find, literal: only.literal === '' ? null : only.literal };
  return { find: both(ones), literal: null };
}

/** Is it a complaint rather than a matcher? */
export function isBadPattern(m: GrepMatcher | BadPattern): m is BadPattern {
  return 'bad' in m;
}
