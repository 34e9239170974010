import type { Bytes } from '../bytes.ts';
import type { RegexNode } from './ast.ts';
import { Backtracker } from './backtrack.ts';
import { LazyDfa } from './dfa.ts';
import { RegexError } from './error.ts';
import { parseRegex, type RegexOptions } from './parser.ts';
import { compileProgram, type Program } from './program.ts';
import { type Span, simulate } from './simulate.ts';
import { type Group, Submatches } from './submatch.ts';

/** A compiled regular expression. It holds caches and is no data for records: compile it anew from the pattern. */
export interface Regex {
  /** Number of capturing groups. */
  readonly groups: number;
  readonly root: RegexNode;
  readonly nodes: number;
  readonly backrefs: boolean;
  readonly icase: boolean;
  readonly multiline: boolean;
  readonly program: Program;
  readonly dfa: LazyDfa;
}

/** A match: offsets into the text, and the groups from 1 on (null where one took no part). */
export interface RegexMatch {
  readonly start: number;
  readonly end: number;
  readonly groups: readonly Group[];
}

/** Compiles a POSIX BRE or ERE with GNU's extensions, or tells why not in regerror(3)'s words. */
export function compileRegex(pattern: Bytes, options: RegexOptions = {}): Regex | RegexError {
  const parsed = parseRegex(pattern, options);
  if (parsed instanceof RegexError) return parsed;
  const program = compileProgram(parsed.root);
  if (program instanceof RegexError) return program;
  const multiline = options.multiline === true;
  const { root, groups, nodes, backrefs } = parsed;
  return {
    root,
    groups,
    nodes,
    backrefs,
    icase: options.icase === true,
    multiline,
    program,
    dfa: new LazyDfa(program, multiline),
  };
}

/** How much work beyond the text's length the deterministic machine may do before the one-pass machine takes over. */
const PATIENCE = 8;

/** Where the leftmost-longest match lies. For patterns with back references only a first guess, so not used for them. */
function findSpan(regex: Regex, text: Bytes, from: number): Span | null {
  const { program, dfa } = regex;
  if (program.literal !== null && program.literal !== '') {
    const at = text.indexOf(program.literal, from);
    return at < 0 ? null : { start: at, end: at + program.literal.length };
  }
  const { first } = program;
  const spent = { steps: 0 };
  const limit = PATIENCE * (text.length - from) + 1000;
  for (let start = from; start <= text.length; start++) {
    if (first !== null) {
      while (start < text.length && first[text.charCodeAt(start)] !== 1) start++;
      if (start === text.length) return null;
    }
    const end = dfa.longestFrom(text, start, spent);
    if (end >= 0) return { start, end };
    if (spent.steps > limit) return simulate(program, text, start + 1, regex.multiline);
  }
  return null;
}

function execBackrefs(regex: Regex, text: Bytes, from: number): RegexMatch | null {
  const matcher = new Backtracker(text, regex.multiline, regex.icase, regex.groups);
  for (let start = from; start <= text.length; start++) {
    const groups = matcher.matchAt(regex.root, start);
    if (groups !== null) return { start, end: (groups[0] as readonly [number, number])[1], groups: groups.slice(1) };
  }
  return null;
}

/**
 * The leftmost-longest match at or after `from`, with the groups. `^` and `\b` see what lies before `from`. Throws RegexBudget
 * when back references take too long.
 */
export function execRegex(regex: Regex, text: Bytes, from = 0): RegexMatch | null {
  if (regex.backrefs) return execBackrefs(regex, text, from);
  const span = findSpan(regex, text, from);
  if (span === null) return null;
  const { start, end } = span;
  if (regex.groups === 0) return { start, end, groups: [] };
  const submatches = new Submatches(text, regex.multiline, regex.nodes, regex.groups, end);
  return { start, end, groups: submatches.find(regex.root, start).slice(1) };
}

/** Whether `text` holds a match. Throws RegexBudget as execRegex does. */
export function testRegex(regex: Regex, text: Bytes): boolean {
  return regex.backrefs ? execBackrefs(regex, text, 0) !== null : findSpan(regex, text, 0) !== null;
}
