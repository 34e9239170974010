/** Parsing: text to our tree, through unbash. Results are kept in a bounded cache; they depend on the text and the flavour alone. */
import { parse as parseBash } from 'unbash';
import type { Bytes } from '../../util/bytes.ts';
import type { ListNode, ParsedUnit, SyntaxProblem } from './ast.ts';
import type { Flavour } from './flavour.ts';
import { Converter, type Edit, type Problem } from './parse-convert.ts';
import { describe } from './parse-error.ts';

/** Applies changes that do not overlap. */
export function applyEdits(text: Bytes, edits: readonly Edit[]): Bytes {
  const sorted = [...edits].sort((a, b) => a.pos - b.pos);
  let out = '';
  let from = 0;
  for (const e of sorted) {
    if (e.pos < from) continue;
    out += text.slice(from, e.pos) + e.insert;
    from = e.pos + e.remove;
  }
  return out + text.slice(from);
}

/**
 * Keeps the commands that stand on lines before the broken one: a shell reads and runs line by line. `unfinished`: the
 * last command that begins before `pos` is itself the broken one.
 */
function beforeProblem(body: ListNode, pos: number, unfinished: boolean, lineStart: (p: number) => number): ListNode {
  const items = [...body.items];
  let limit = pos;
  if (unfinished) for (const i of items) if (i.command.pos < pos) limit = i.command.pos;
  for (let i = items.length - 1; i >= 0; i--) {
    const item = items[i]?.command;
    if (item === undefined) continue;
    if (item.pos <= limit && item.end >= lineStart(limit)) limit = item.pos;
  }
  const start = lineStart(limit);
  return { ...body, items: items.filter((i) => i.command.pos < start) };
}

/** A backslash at the very end joins the next line, unless it is in a comment. */
function continues(text: Bytes, lastEnd: number): boolean {
  if (!text.endsWith('\\\n')) return false;
  const before = /\\*$/.exec(text.slice(0, -2))?.[0].length ?? 0;
  if (before % 2 === 1) return false;
  const lastLine = text.slice(text.lastIndexOf('\n', text.length - 2) + 1);
  return lastEnd >= text.length - 2 || !/(^|[\s;&|()])#/.test(lastLine);
}

function parseText(flavour: Flavour, text: Bytes): ParsedUnit {
  let source = text;
  for (let round = 0; ; round++) {
    const script = parseBash(source);
    const c = new Converter(flavour, source);
    let body = c.list(script.commands, script, true);
    if (c.edits.length > 0 && round < 16) {
      source = applyEdits(source, c.edits);
      continue;
    }
    const found: Problem[] = [...(script.errors ?? []), ...c.problems].sort((a, b) => a.pos - b.pos);
    const first = found[0];
    let problem: SyntaxProblem | null = null;
    if (first !== undefined) {
      problem = describe(flavour, source, first, c.nodes);
      const unfinished = problem.incomplete || found.some((f) => /^expected/.test(f.message));
      body = beforeProblem(
        body,
        Math.min(first.pos, source.length),
        unfinished,
        (p) => source.lastIndexOf('\n', p - 1) + 1,
      );
    } else if (continues(source, body.items[body.items.length - 1]?.command.end ?? 0)) {
      problem = { line: 0, message: '', source: null, incomplete: true, status: 2 };
    }
    const warnings = c.openHere.map((h) => ({
      line: source.split('\n').length - (source.endsWith('\n') ? 1 : 0),
      message: `warning: here-document at line ${h.line + 1} delimited by end-of-file (wanted \`${h.delimiter}')`,
    }));
    const nodes = [...c.nodes];
    nodes[body.id] = body;
    return { body, nodes, problem, warnings };
  }
}

const CACHE_ENTRIES = 512;
const CACHE_CHARACTERS = 4 << 20;
const cache: { readonly [F in Flavour]: Map<Bytes, ParsedUnit> } = { bash: new Map(), dash: new Map(), ash: new Map() };
const cached = { characters: 0 };

/** The parsed text: a pure function of its arguments, with a cache of the texts used last. */
export function parseUnit(flavour: Flavour, text: Bytes): ParsedUnit {
  const map = cache[flavour];
  const known = map.get(text);
  if (known !== undefined) return known;
  const unit = parseText(flavour, text);
  if (map.size >= CACHE_ENTRIES || cached.characters > CACHE_CHARACTERS) {
    for (const m of [cache.bash, cache.dash, cache.ash]) m.clear();
    cached.characters = 0;
  }
  map.set(text, unit);
  cached.characters += text.length;
  return unit;
}

/** True when the text is a beginning of a program: more lines could complete it. */
export function isIncomplete(unit: ParsedUnit): boolean {
  return unit.problem !== null ? unit.problem.incomplete : unit.warnings.length > 0;
}
