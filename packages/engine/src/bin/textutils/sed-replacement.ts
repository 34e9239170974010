/** Replacements of sed's `s`, and the text of `a`, `i`, `c` and `y`. */
import type { Bytes } from '../../util/bytes.ts';
import type { ReplacementPart } from './sed-script.ts';

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['a', '\x07'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);

/** `\xHH`, `\oOOO`, `\dDDD` at `at` (behind the backslash); null when there is none. */
function numeric(text: Bytes, at: number): { readonly text: Bytes; readonly length: number } | null {
  const found = /^(?:x([0-9a-fA-F]{1,2})|o([0-7]{1,3})|d(\d{1,3}))/.exec(text.slice(at, at + 4));
  if (found === null) return null;
  const code =
    found[1] !== undefined
      ? Number.parseInt(found[1], 16)
      : found[2] !== undefined
        ? Number.parseInt(found[2], 8)
        : Number(found[3]);
  return { text: String.fromCharCode(code & 255), length: found[0].length };
}

/** Text with backslashes taken off and escapes read. */
export function unescapeText(raw: Bytes): Bytes {
  if (!raw.includes('\\')) return raw;
  let out = '';
  for (let i = 0; i < raw.length; i++) {
    if (raw.charAt(i) !== '\\') {
      out += raw.charAt(i);
      continue;
    }
    i++;
    const c = raw.charAt(i);
    const number = numeric(raw, i);
    if (number !== null) {
      out += number.text;
      i += number.length - 1;
    } else if (c === 't' || c === 'f' || c === 'v' || c === 'a') out += ESCAPES.get(c) ?? c;
    else out += c;
  }
  return out;
}

/** The parts of a replacement; only GNU's changes the case of letters. */
export function parseReplacement(text: Bytes, gnu: boolean): readonly ReplacementPart[] {
  const parts: ReplacementPart[] = [];
  let run = '';
  const flush = (): void => {
    if (run !== '') parts.push({ kind: 'text', text: run });
    run = '';
  };
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (c === '&') {
      flush();
      parts.push({ kind: 'group', n: 0 });
    } else if (c !== '\\' || i + 1 >= text.length) run += c;
    else {
      i++;
      const e = text.charAt(i);
      const number = numeric(text, i);
      if (/\d/.test(e)) {
        flush();
        parts.push({ kind: 'group', n: Number(e) });
      } else if (gnu && 'ULulE'.includes(e)) {
        flush();
        parts.push({ kind: 'case', to: e as 'U' });
      } else if (number !== null) {
        run += number.text;
        i += number.length - 1;
      } else run += ESCAPES.get(e) ?? e;
    }
  }
  flush();
  return parts;
}

interface CaseState {
  mode: '' | 'U' | 'L';
  once: '' | 'u' | 'l';
}

function cased(text: Bytes, s: CaseState): Bytes {
  if (text === '') return text;
  let out = s.mode === 'U' ? text.toUpperCase() : s.mode === 'L' ? text.toLowerCase() : text;
  if (s.once !== '') {
    const first = out.charAt(0);
    out = (s.once === 'u' ? first.toUpperCase() : first.toLowerCase()) + out.slice(1);
    s.once = '';
  }
  return out;
}

/** What replaces a match, given the text of its groups (0 is the whole). */
export function expandReplacement(parts: readonly ReplacementPart[], group: (n: number) => Bytes): Bytes {
  let out = '';
  const s: CaseState = { mode: '', once: '' };
  for (const part of parts) {
    if (part.kind === 'text') out += cased(part.text, s);
    else if (part.kind === 'group') out += cased(group(part.n), s);
    else if (part.to === 'E') s.mode = '';
    else if (part.to === 'U' || part.to === 'L') {
      s.mode = part.to;
      s.once = '';
    } else s.once = part.to;
  }
  return out;
}
