/** The lists of `cut` and the tab stops of `expand`: ranges of positions from 1. */
import type { Bytes } from '../../util/bytes.ts';
import { parseDecimal } from '../frame/number.ts';

/** From the first to the last position, both counted from 1; `to` is 0 for "to the end". */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Why a list is wrong. */
export type ListError = 'zero' | 'decreasing' | 'invalid' | 'no-endpoint';

function parseRange(text: Bytes): Range | { readonly error: ListError; readonly text: Bytes } {
  const dash = text.indexOf('-');
  if (dash < 0) {
    const n = parseDecimal(text);
    if (n === null) return { error: 'invalid', text };
    return n === 0 ? { error: 'zero', text } : { from: n, to: n };
  }
  const left = text.slice(0, dash);
  const right = text.slice(dash + 1);
  if (left === '' && right === '') return { error: 'no-endpoint', text };
  const from = left === '' ? 1 : parseDecimal(left);
  const to = right === '' ? 0 : parseDecimal(right);
  if (from === null || to === null) return { error: 'invalid', text };
  if (from === 0) return { error: 'zero', text };
  if (right !== '' && to < from) return { error: 'decreasing', text };
  return { from, to };
}

/** The ranges of `list`, in its order. */
export function parseList(list: Bytes): readonly Range[] | { readonly error: ListError; readonly text: Bytes } {
  const out: Range[] = [];
  for (const part of list.split(/[, \t]/)) {
    const range = parseRange(part);
    if ('error' in range) return range;
    out.push(range);
  }
  return out;
}

const END = Number.MAX_SAFE_INTEGER;

/** Sorted, joined where they overlap, and with a finite end. Adjacent ranges stay apart, as output delimiters need it. */
export function mergeRanges(ranges: readonly Range[]): readonly Range[] {
  const sorted = ranges
    .map((r) => ({ from: r.from, to: r.to === 0 ? END : r.to }))
    .sort((a, b) => a.from - b.from || a.to - b.to);
  const out: { from: number; to: number }[] = [];
  for (const range of sorted) {
    const last = out[out.length - 1];
    if (last !== undefined && range.from <= last.to) last.to = Math.max(last.to, range.to);
    else out.push(range);
  }
  return out;
}

/** The positions that `ranges` (merged) leave out. */
export function complementRanges(ranges: readonly Range[]): readonly Range[] {
  const out: Range[] = [];
  let from = 1;
  for (const range of ranges) {
    if (range.from > from) out.push({ from, to: range.from - 1 });
    from = range.to === END ? END : range.to + 1;
  }
  if (from < END) out.push({ from, to: END });
  return out;
}
