/** Looking through a block of lines, and what grep(1) prints of it. */
import type { Bytes } from '../../util/bytes.ts';
import type { GrepPlan } from './grep-plan.ts';
import type { Match, Matcher } from './matcher.ts';

/** Where grep stands in a file, as plain data. */
export interface FileState {
  readonly name: Bytes;
  /** Number of the next line, and its offset. */
  readonly line: number;
  readonly offset: number;
  readonly count: number;
  readonly binary: boolean | null;
  /** Lines of context still to be printed behind a match. */
  readonly after: number;
  /** Lines before that may be printed as context: number, offset, text. */
  readonly held: readonly (readonly [number, number, Bytes])[];
  /** The last line printed, for the separator between groups; 0: none. */
  readonly last: number;
  /** Nothing more is to be seen in this file. */
  readonly done: boolean;
}

/** A file at its beginning. */
export function fileState(name: Bytes): FileState {
  return { name, line: 1, offset: 0, count: 0, binary: null, after: 0, held: [], last: 0, done: false };
}

type Draft = { -readonly [K in keyof FileState]: FileState[K] };

function paint(plan: GrepPlan, code: string, text: Bytes): Bytes {
  return plan.color ? `\x1b[${code}m\x1b[K${text}\x1b[m\x1b[K` : text;
}

/** `name:line:offset:` with the separator of a match or of context. */
function prefix(plan: GrepPlan, s: Draft, line: number, offset: number, mark: string, names: boolean): Bytes {
  let out = '';
  const sep = paint(plan, '36', mark);
  if (names) out += paint(plan, '35', s.name) + (plan.nullAfterName ? '\0' : sep);
  if (plan.numbers) out += paint(plan, '32', plan.tabAlign ? String(line).padStart(2) : String(line)) + sep;
  if (plan.offsets) out += paint(plan, '32', plan.tabAlign ? String(offset).padStart(7) : String(offset)) + sep;
  return plan.tabAlign && out !== '' ? `${out}\t` : out;
}

function highlighted(plan: GrepPlan, matcher: Matcher, line: Bytes): Bytes {
  if (!plan.color || plan.invert) return line;
  let out = '';
  let at = 0;
  for (let from = 0; from <= line.length; ) {
    const found = matcher.find(line, from);
    if (found === null) break;
    if (found.end > found.start) {
      out += line.slice(at, found.start) + paint(plan, '01;31', line.slice(found.start, found.end));
      at = found.end;
    }
    from = Math.max(found.end, found.start + 1);
  }
  return out + line.slice(at);
}

function onlyMatches(plan: GrepPlan, matcher: Matcher, s: Draft, line: Bytes, first: Match, names: boolean): Bytes {
  let out = '';
  for (let found: Match | null = first; found !== null; ) {
    if (found.end > found.start) {
      out +=
        prefix(plan, s, s.line, s.offset + found.start, ':', names) +
        paint(plan, '01;31', line.slice(found.start, found.end)) +
        plan.end;
    }
    const from = Math.max(found.end, found.start + 1);
    found = from > line.length ? null : matcher.find(line, from);
  }
  return out;
}

/** The context before a match, with `--` where lines were left out. */
function leadIn(plan: GrepPlan, s: Draft, first: number, names: boolean): Bytes {
  let out = '';
  const start = s.held[0]?.[0] ?? first;
  if ((plan.before > 0 || plan.after > 0) && s.last > 0 && start > s.last + 1 && plan.separator !== null)
    out += `${paint(plan, '36', plan.separator)}\n`;
  for (const [number, offset, text] of s.held) out += prefix(plan, s, number, offset, '-', names) + text + plan.end;
  s.held = [];
  return out;
}

/** A line that is selected. Returns what is printed. */
function selected(plan: GrepPlan, matcher: Matcher, s: Draft, line: Bytes, found: Match | null, names: boolean): Bytes {
  s.count += 1;
  if (plan.quiet || plan.list !== 'no') {
    s.done = true;
    return '';
  }
  if (plan.max >= 0 && s.count >= plan.max && plan.after === 0) s.done = true;
  if (plan.count) return '';
  if (s.binary && plan.binary === 'say') {
    s.done = true;
    return '';
  }
  if (plan.only) return found === null ? '' : onlyMatches(plan, matcher, s, line, found, names);
  const out = leadIn(plan, s, s.line, names);
  s.last = s.line;
  s.after = plan.after;
  return out + prefix(plan, s, s.line, s.offset, ':', names) + highlighted(plan, matcher, line) + plan.end;
}

/** A line that is not selected: context, or nothing. */
function passed(plan: GrepPlan, s: Draft, line: Bytes, names: boolean): Bytes {
  if (s.after > 0) {
    s.after -= 1;
    s.last = s.line;
    if (s.after === 0 && plan.max >= 0 && s.count >= plan.max) s.done = true;
    return prefix(plan, s, s.line, s.offset, '-', names) + line + plan.end;
  }
  if (plan.before > 0) s.held = [...s.held.slice(s.held.length >= plan.before ? 1 : 0), [s.line, s.offset, line]];
  return '';
}

/** Lines before the next place where the literal occurs need no look. */
function skipTo(plan: GrepPlan, matcher: Matcher, s: Draft, text: Bytes, at: number): number {
  if (matcher.literal === '' || plan.invert || plan.before > 0 || s.after > 0) return at;
  const found = text.indexOf(matcher.literal, at);
  const line = found < 0 ? text.length : text.lastIndexOf(plan.end, found) + 1;
  if (line <= at) return at;
  if (plan.numbers)
    for (let i = text.indexOf(plan.end, at); i >= 0 && i < line; i = text.indexOf(plan.end, i + 1)) s.line += 1;
  s.offset += line - at;
  return line;
}

/** NUL bytes, or bytes that are no text in a UTF-8 locale, make a file binary. */
function isBinary(plan: GrepPlan, text: Bytes): boolean {
  if (plan.binary === 'text' || plan.end === '\0') return false;
  if (text.includes('\0')) return true;
  return (
    plan.utf8 &&
    /[\x80-\xff]/.test(text) &&
    /[\xc0\xc1\xf5-\xff]|[\xc2-\xf4](?![\x80-\xbf])|(?<![\x80-\xf4])[\x80-\xbf]/.test(text)
  );
}

/** Looks through `text`, whole lines (the last may lack its end). */
export function grepBlock(
  plan: GrepPlan,
  matcher: Matcher,
  state: FileState,
  text: Bytes,
  names: boolean,
  gnu: boolean,
): { readonly state: FileState; readonly out: Bytes } {
  const s: Draft = { ...state };
  let out = '';
  if (gnu && s.binary !== true && isBinary(plan, text)) s.binary = true;
  if (s.binary && plan.binary === 'skip') return { state: { ...s, done: true }, out };
  if (plan.max === 0) return { state: { ...s, done: true }, out };
  for (let at = 0; at < text.length && !s.done; ) {
    const from = skipTo(plan, matcher, s, text, at);
    if (from >= text.length) break;
    const newline = text.indexOf(plan.end, from);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(from, end);
    const found = plan.max >= 0 && s.count >= plan.max ? null : matcher.find(line, 0);
    const wanted = plan.max >= 0 && s.count >= plan.max ? false : (found !== null) !== plan.invert;
    out += wanted ? selected(plan, matcher, s, line, found, names) : passed(plan, s, line, names);
    s.line += 1;
    s.offset += end - from + 1;
    at = end + 1;
  }
  return { state: s, out };
}

/** What is printed at the end of a file. */
export function grepEnd(plan: GrepPlan, s: FileState, names: boolean): Bytes {
  if (plan.quiet) return '';
  const wanted = plan.list === 'others' ? s.count === 0 : s.count > 0;
  if (plan.list !== 'no') return wanted ? paint(plan, '35', s.name) + (plan.nullAfterName ? '\0' : '\n') : '';
  if (plan.count)
    return `${names ? paint(plan, '35', s.name) + (plan.nullAfterName ? '\0' : paint(plan, '36', ':')) : ''}${s.count}\n`;
  return '';
}
