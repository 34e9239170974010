/** What grep(1) looks for in a line: patterns of any kind, with -i, -w and -x. */
import type { Bytes } from '../../util/bytes.ts';
import { RegexError } from '../../util/posix-regex/error.ts';
import { compileRegex, execRegex, type Regex } from '../../util/posix-regex/regex.ts';

/** How to match. */
export interface MatcherOptions {
  readonly patterns: readonly Bytes[];
  readonly kind: 'basic' | 'extended' | 'fixed';
  readonly icase: boolean;
  readonly word: boolean;
  readonly line: boolean;
  readonly utf8: boolean;
}

/** A span of a line. */
export interface Match {
  readonly start: number;
  readonly end: number;
}

/** A compiled set of patterns; it holds caches and lives in one handler only. */
export interface Matcher {
  /** The leftmost, longest match that begins at `from` or later. */
  find(line: Bytes, from: number): Match | null;
  /** A string that every match contains, which a whole block can be searched for; '' when there is none. */
  readonly literal: Bytes;
}

function lower(text: Bytes): Bytes {
  return text.replace(/[A-Z]+/g, (run) => run.toLowerCase());
}

function wordByte(line: Bytes, at: number): boolean {
  const c = line.charCodeAt(at);
  return (c >= 48 && c < 58) || (c >= 65 && c < 91) || c === 95 || (c >= 97 && c < 123);
}

type Finder = (line: Bytes, from: number) => Match | null;

function fixedFinder(pattern: Bytes, icase: boolean): Finder {
  const wanted = icase ? lower(pattern) : pattern;
  return (line, from) => {
    const start = (icase ? lower(line) : line).indexOf(wanted, from);
    return start < 0 ? null : { start, end: start + wanted.length };
  };
}

function regexFinder(regex: Regex): Finder {
  return (line, from) => {
    const found = from > line.length ? null : execRegex(regex, line, from);
    return found === null ? null : { start: found.start, end: found.end };
  };
}

/** -w: a match with no word character on either side; shorter ones and later ones are tried. */
function wordFinder(find: Finder): Finder {
  return (line, from) => {
    for (let at = from; at <= line.length; ) {
      const found = find(line, at);
      if (found === null) return null;
      let { end } = found;
      const before = found.start === 0 || !wordByte(line, found.start - 1);
      while (before && end >= found.start) {
        if (!wordByte(line, end) && (end > found.start || found.end === found.start))
          return { start: found.start, end };
        if (end === found.start) break;
        const shorter = find(line.slice(0, end - 1), found.start);
        if (shorter === null || shorter.start !== found.start) break;
        end = shorter.end;
      }
      at = found.start + 1;
    }
    return null;
  };
}

function lineFinder(find: Finder): Finder {
  return (line, from) => {
    if (from > 0) return null;
    const found = find(line, 0);
    return found !== null && found.start === 0 && found.end === line.length ? found : null;
  };
}

const PLAIN = /^[\w ,:;=@%/"'<>#&~`!-]+$/;

/** Compiles the patterns, or says what is wrong with one. */
export function makeMatcher(o: MatcherOptions): Matcher | RegexError {
  const finders: Finder[] = [];
  for (const pattern of o.patterns) {
    let find: Finder;
    if (o.kind === 'fixed' || (PLAIN.test(pattern) && !o.icase)) find = fixedFinder(pattern, o.icase);
    else {
      const regex = compileRegex(pattern, {
        extended: o.kind === 'extended',
        icase: o.icase,
        utf8: o.utf8,
        dialect: 'grep',
      });
      if (regex instanceof RegexError) return regex;
      find = regexFinder(regex);
    }
    finders.push(o.line ? lineFinder(find) : o.word ? wordFinder(find) : find);
  }
  const only = o.patterns[0];
  const literal =
    o.patterns.length === 1 && only !== undefined && !o.icase && (o.kind === 'fixed' || PLAIN.test(only)) ? only : '';
  if (finders.length === 1 && finders[0] !== undefined) return { find: finders[0], literal };
  return {
    literal: '',
    find(line, from) {
      let best: Match | null = null;
      for (const find of finders) {
        const found = find(line, from);
        if (found === null) continue;
        if (best === null || found.start < best.start || (found.start === best.start && found.end > best.end))
          best = found;
      }
      return best;
    },
  };
}
