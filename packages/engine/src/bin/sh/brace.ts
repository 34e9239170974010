/**
 * Brace expansion of bash (bash(1), Brace Expansion): purely textual, before all other expansions. The syntax is found
 * when a word is parsed; the alternatives are multiplied out when it is expanded.
 */
import type { Part } from './ast.ts';

/** One unquoted character, or a part that is not looked into. */
type Token = string | Part;

function tokens(parts: readonly Part[]): Token[] {
  const out: Token[] = [];
  for (const part of parts) {
    if (part.t === 'lit') for (let i = 0; i < part.v.length; i++) out.push(part.v.charAt(i));
    else out.push(part);
  }
  return out;
}

function join(list: readonly Token[]): Part[] {
  const out: Part[] = [];
  let text = '';
  for (const token of list) {
    if (typeof token === 'string') text += token;
    else {
      if (text !== '') out.push({ t: 'lit', v: text });
      text = '';
      out.push(token);
    }
  }
  if (text !== '') out.push({ t: 'lit', v: text });
  return out;
}

/** Index of the `}` that closes the `{` at `open`, and the commas between them at depth 1; null when there is none. */
function matching(
  list: readonly Token[],
  open: number,
): { readonly close: number; readonly commas: readonly number[] } | null {
  let depth = 0;
  const commas: number[] = [];
  for (let i = open; i < list.length; i++) {
    const token = list[i];
    if (token === '{') depth++;
    else if (token === '}') {
      depth--;
      if (depth === 0) return { close: i, commas };
    } else if (token === ',' && depth === 1) commas.push(i);
  }
  return null;
}

const RANGE = /^(-?\d+|[A-Za-z])\.\.(-?\d+|[A-Za-z])(?:\.\.(-?\d+))?$/;

function range(inner: readonly Token[]): Part | null {
  let text = '';
  for (const token of inner) {
    if (typeof token !== 'string') return null;
    text += token;
  }
  const m = RANGE.exec(text);
  if (m === null) return null;
  const [from, to] = [m[1] as string, m[2] as string];
  const letters = /[A-Za-z]/.test(from);
  if (letters !== /[A-Za-z]/.test(to)) return null;
  const value = (s: string): number => (letters ? s.charCodeAt(0) : Number.parseInt(s, 10));
  const padded = !letters && (/^-?0\d/.test(from) || /^-?0\d/.test(to));
  const step = Math.abs(Number.parseInt(m[3] ?? '1', 10)) || 1;
  return {
    t: 'range',
    from: value(from),
    to: value(to),
    step,
    width: padded ? Math.max(from.length, to.length) : 0,
    letters,
  };
}

function convert(list: readonly Token[]): Part[] {
  const out: Token[] = [];
  for (let i = 0; i < list.length; i++) {
    const token = list[i] as Token;
    const found = token === '{' ? matching(list, i) : null;
    if (found === null) {
      out.push(token);
      continue;
    }
    const inner = list.slice(i + 1, found.close);
    if (found.commas.length > 0) {
      const items: Part[][] = [];
      let from = i + 1;
      for (const comma of [...found.commas, found.close]) {
        items.push(convert(list.slice(from, comma)));
        from = comma + 1;
      }
      out.push({ t: 'brace', items });
      i = found.close;
      continue;
    }
    const sequence = range(inner);
    if (sequence !== null) {
      out.push(sequence);
      i = found.close;
    } else out.push(token);
  }
  return join(out);
}

/** Marks the brace expansions in the parts of a word. */
export function expandBraceSyntax(parts: readonly Part[]): Part[] {
  return convert(tokens(parts));
}

/** Most words that one brace expansion may give; bash runs out of memory much later. */
const LIMIT = 200_000;

function rangeItems(part: Extract<Part, { t: 'range' }>): Part[][] {
  const out: Part[][] = [];
  const down = part.to < part.from;
  const count = Math.min(LIMIT, Math.floor(Math.abs(part.to - part.from) / part.step) + 1);
  for (let i = 0; i < count; i++) {
    const n = part.from + (down ? -1 : 1) * part.step * i;
    let text = part.letters ? String.fromCharCode(n) : String(Math.abs(n));
    if (!part.letters) text = (n < 0 ? '-' : '') + text.padStart(part.width - (n < 0 ? 1 : 0), '0');
    out.push([{ t: 'quoted', v: text }]);
  }
  return out;
}

/** All words that the braces of `parts` give, in order; `[parts]` when there are none. */
export function expandBraces(parts: readonly Part[]): readonly (readonly Part[])[] {
  const at = parts.findIndex((p) => p.t === 'brace' || p.t === 'range');
  if (at < 0) return [parts];
  const head = parts.slice(0, at);
  const part = parts[at] as Part;
  const tails = expandBraces(parts.slice(at + 1));
  const items =
    part.t === 'range' ? rangeItems(part) : part.t === 'brace' ? part.items.flatMap((item) => expandBraces(item)) : [];
  const out: (readonly Part[])[] = [];
  for (const item of items) {
    for (const tail of tails) {
      if (out.length >= LIMIT) return out;
      out.push([...head, ...item, ...tail]);
    }
  }
  return out;
}
