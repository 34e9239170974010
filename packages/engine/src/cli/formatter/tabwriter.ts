import type { Bytes } from '../../util/bytes.ts';
import { runeCount } from '../../util/rune.ts';

/** Settings of `tabwriter.NewWriter(out, minWidth, tabWidth, padding, ' ', 0)`. */
export interface TabSettings {
  readonly minWidth: number;
  readonly padding: number;
}

/** What listings use. */
export const LISTING_TABS: TabSettings = { minWidth: 10, padding: 3 };

/** Columns that a cell takes, its characters; -1 when it holds a tab or a newline and so is no single cell. */
function cellWidth(cell: Bytes): number {
  const n = cell.length;
  for (let i = 0; i < n; i++) {
    const c = cell.charCodeAt(i);
    if (c > 127) return runeCount(cell);
    if (c === 9 || c === 10) return -1;
  }
  return n;
}

/** Blanks to cut padding from. */
const BLANKS = ' '.repeat(256);

function blanks(n: number): Bytes {
  return n <= BLANKS.length ? BLANKS.slice(0, n) : ' '.repeat(n);
}

/** Rows that all have the same number of cells, aligned as tabAlign does; a newline ends each. */
export function alignRows(rows: readonly (readonly Bytes[])[], settings: TabSettings = LISTING_TABS): Bytes {
  const count = rows[0]?.length ?? 0;
  const widths: number[] = [];
  const columns: number[] = new Array(count).fill(settings.minWidth);
  for (const row of rows) {
    for (let c = 0; c < count; c++) {
      const w = cellWidth(row[c] as Bytes);
      if (w < 0) return tabAlign(rows.map((line) => `${line.join('\t')}\n`).join(''), settings);
      widths.push(w);
      if (w + settings.padding > (columns[c] as number)) columns[c] = w + settings.padding;
    }
  }
  let out = '';
  let at = 0;
  for (const row of rows) {
    for (let c = 0; c < count - 1; c++)
      out += (row[c] as Bytes) + blanks((columns[c] as number) - (widths[at + c] as number));
    out += `${row[count - 1]}\n`;
    at += count;
  }
  return out;
}

function width(cell: Bytes): number {
  return Math.max(0, cellWidth(cell));
}

/**
 * Go's text/tabwriter without flags: cells are ended by tabs, a column is a block of consecutive lines that have such a cell,
 * and its width is its widest cell plus padding, at least the minimum. What follows the last tab of a line is no cell.
 */
export function tabAlign(text: Bytes, settings: TabSettings = LISTING_TABS): Bytes {
  const ended = text.endsWith('\n');
  const lines = (ended ? text.slice(0, -1) : text).split('\n').map((line) => line.split('\t'));
  const widths: number[][] = lines.map(() => []);
  const measure = (from: number, to: number, column: number): void => {
    for (let i = from; i < to; ) {
      if ((lines[i] as Bytes[]).length <= column + 1) {
        i++;
        continue;
      }
      let end = i;
      let wide = settings.minWidth;
      while (end < to && (lines[end] as Bytes[]).length > column + 1) {
        wide = Math.max(wide, width((lines[end] as Bytes[])[column] as Bytes) + settings.padding);
        end++;
      }
      for (let k = i; k < end; k++) (widths[k] as number[])[column] = wide;
      measure(i, end, column + 1);
      i = end;
    }
  };
  measure(0, lines.length, 0);
  const out = lines.map((cells, i) => alignedLine(cells, widths[i] as number[]));
  return out.join('\n') + (ended ? '\n' : '');
}

function alignedLine(cells: readonly Bytes[], widths: readonly number[]): Bytes {
  const last = cells.length - 1;
  let line = '';
  for (let c = 0; c < last; c++) {
    const cell = cells[c] as Bytes;
    line += cell + blanks((widths[c] as number) - width(cell));
  }
  return line + cells[last];
}
