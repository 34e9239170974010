import type { Bytes } from '../../util/bytes.ts';
import { runeCount } from '../../util/rune.ts';

/** Settings of `tabwriter.NewWriter(out, minWidth, tabWidth, padding, ' ', 0)`. */
export interface TabSettings {
  readonly minWidth: number;
  readonly padding: number;
}

/** What listings use. */
export const LISTING_TABS: TabSettings = { minWidth: 10, padding: 3 };

function isAscii(s: Bytes): boolean {
  for (let i = 0; i < s.length; i++) if (s.charCodeAt(i) > 127) return false;
  return true;
}

function width(cell: Bytes): number {
  return isAscii(cell) ? cell.length : runeCount(cell);
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
  let line = '';
  for (let c = 0; c < cells.length; c++) {
    const cell = cells[c] as Bytes;
    line += c < cells.length - 1 ? cell + ' '.repeat((widths[c] as number) - width(cell)) : cell;
  }
  return line;
}
