/**
 * Aliases (POSIX 2.3.1). They are replaced in the text of a command when its turn comes, so that a definition counts
 * from the next line on, as in a shell that reads line by line.
 */
import type { Bytes } from '../../util/bytes.ts';
import type { ListNode, SimpleNode } from './ast.ts';
import type { Flavour } from './flavour.ts';
import { applyEdits, parseUnit } from './parse.ts';
import type { Edit } from './parse-convert.ts';
import type { Shell } from './shell.ts';
import { OPT, SHOPT, type Unit } from './state.ts';

type Aliases = readonly (readonly [Bytes, Bytes])[];

/** A stretch of text that came out of an alias, which is not replaced again in it. */
interface Region {
  readonly from: number;
  readonly to: number;
  readonly name: Bytes;
}

/** Rounds of replacement: aliases that lead to one another end after each has been used once. */
const MAX_ROUNDS = 32;

function valueOf(aliases: Aliases, name: Bytes): Bytes | null {
  for (const a of aliases) if (a[0] === name) return a[1];
  return null;
}

/** The words of `node` that are alias names. */
function candidates(
  node: SimpleNode,
  text: Bytes,
  aliases: Aliases,
  regions: readonly Region[],
): (Edit & { readonly name: Bytes })[] {
  const out: (Edit & { readonly name: Bytes })[] = [];
  for (const word of node.words) {
    const value =
      word.quoted || word.plain === null || !text.startsWith(word.text, word.pos) ? null : valueOf(aliases, word.text);
    if (value === null || regions.some((r) => r.name === word.text && word.pos >= r.from && word.pos < r.to)) break;
    out.push({ pos: word.pos, remove: word.text.length, insert: value, name: word.text });
    if (!/[ \t]$/.test(value)) break;
  }
  return out;
}

/** `text` with the aliases replaced. */
export function replaceAliases(flavour: Flavour, text: Bytes, aliases: Aliases): Bytes {
  let source = text;
  let regions: Region[] = [];
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const edits: (Edit & { readonly name: Bytes })[] = [];
    for (const node of parseUnit(flavour, source).nodes) {
      if (node?.t === 'simple') edits.push(...candidates(node, source, aliases, regions));
    }
    if (edits.length === 0) break;
    edits.sort((a, b) => a.pos - b.pos);
    const shift = (pos: number): number => {
      let by = 0;
      for (const e of edits) if (e.pos + e.remove <= pos) by += e.insert.length - e.remove;
      return pos + by;
    };
    const moved = regions.map((r) => ({ from: shift(r.from), to: shift(r.to), name: r.name }));
    regions = [
      ...moved,
      ...edits.map((e) => ({ from: shift(e.pos), to: shift(e.pos) + e.insert.length, name: e.name })),
    ];
    source = applyEdits(source, edits);
  }
  return source;
}

/** The text of item `i` of a list with its aliases replaced, as a unit to run instead; null when nothing changes. */
export function aliasUnit(sh: Shell, list: ListNode, i: number): Unit | null {
  const { L } = sh;
  if (L.newAliases.length === 0 && L.aliases.length === 0) return null;
  const u = L.unit;
  if (u.aliased || sh.unit.body.id !== list.id) return null;
  const item = list.items[i]?.command;
  const before = list.items[i - 1]?.command;
  if (item === undefined) return null;
  if (L.aliases !== L.newAliases && (before === undefined || item.line > before.line)) L.aliases = L.newAliases;
  if (L.aliases.length === 0) return null;
  if (sh.bash && !sh.has(OPT.interactive) && (L.shopt & SHOPT.expand_aliases) === 0) return null;
  const text = u.text.slice(item.pos, list.items[i + 1]?.command.pos ?? u.text.length);
  const replaced = replaceAliases(L.flavour, text, L.aliases);
  if (replaced === text) return null;
  return { ...u, text: replaced, line: u.frozen ? u.line : u.line + item.line, aliased: true };
}
