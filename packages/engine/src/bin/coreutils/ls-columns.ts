/** The short formats of ls(1): one name a line, columns down or across, commas. */
import type { Bytes } from '../../util/bytes.ts';
import type { LsEntry } from './ls-entry.ts';
import { sizeText } from './ls-long.ts';
import { type NameCell, nameCell, quotedName } from './ls-name.ts';
import type { LsOptions } from './ls-options.ts';

function prefixed(
  o: LsOptions,
  gnu: boolean,
  entries: readonly LsEntry[],
  cells: readonly NameCell[],
): readonly NameCell[] {
  if (!o.inode && !o.blocks) return cells;
  const inode = entries.map((e) => String(e.ino));
  const blocks = entries.map((e) => (e.stat === null ? '?' : sizeText(o, gnu, e.stat.blocks * 512, true)));
  const inodeWidth = gnu ? Math.max(0, ...inode.map((text) => text.length)) : 7;
  const blockWidth = gnu ? Math.max(0, ...blocks.map((text) => text.length)) : o.blockUnit === 0 ? 7 : 6;
  const aligned = o.format === 'columns' || o.format === 'across' || o.format === 'one' || !gnu;
  return cells.map((cell, i) => {
    let out = '';
    if (o.inode) out += `${(inode[i] as string).padStart(aligned ? inodeWidth : 0)} `;
    if (o.blocks) out += `${(blocks[i] as string).padStart(aligned ? blockWidth : 0)} `;
    return { text: out + cell.text, width: out.length + cell.width };
  });
}

/** Widths of the columns when the names stand in `count` columns; null when the lines would be too long. */
function layout(cells: readonly NameCell[], count: number, limit: number, across: boolean): readonly number[] | null {
  const rows = Math.ceil(cells.length / count);
  const widths: number[] = [];
  let total = 0;
  for (let i = 0; i < cells.length; i++) {
    const column = across ? i % count : Math.floor(i / rows);
    const wide = (cells[i] as NameCell).width + (column === count - 1 ? 0 : 2);
    const old = widths[column] ?? 3;
    if (wide > old || widths[column] === undefined) {
      const now = Math.max(wide, old);
      total += now - (widths[column] ?? 0);
      widths[column] = now;
    }
    if (total > limit) return null;
  }
  return widths;
}

/** Blanks from one column to another, with tabs where they are shorter, as GNU ls writes them. */
function indent(from: number, to: number, tabs: boolean): string {
  let out = '';
  let at = from;
  while (at < to) {
    if (tabs && Math.floor(to / 8) > Math.floor((at + 1) / 8)) {
      out += '\t';
      at += 8 - (at % 8);
    } else {
      out += ' ';
      at += 1;
    }
  }
  return out;
}

function gnuColumns(o: LsOptions, cells: readonly NameCell[]): readonly Bytes[] {
  const across = o.format === 'across';
  const most = Math.max(1, Math.min(cells.length, Math.floor(o.width / 3)));
  let widths: readonly number[] | null = null;
  let count = most;
  for (; count > 1; count--) {
    widths = layout(cells, count, o.width - 1, across);
    if (widths !== null) break;
  }
  if (widths === null) widths = layout(cells, 1, Number.MAX_SAFE_INTEGER, across) as readonly number[];
  return place(cells, Math.max(1, count), across, (column) => widths[column] as number, !o.color);
}

function busyboxColumns(o: LsOptions, cells: readonly NameCell[]): readonly Bytes[] {
  const wide = Math.max(...cells.map((cell) => cell.width)) + 2;
  const count = Math.max(1, Math.floor(o.width / wide));
  return place(cells, count, o.format === 'across', () => wide, false);
}

function place(
  cells: readonly NameCell[],
  count: number,
  across: boolean,
  width: (column: number) => number,
  tabs: boolean,
): readonly Bytes[] {
  const rows = Math.ceil(cells.length / count);
  const lines: Bytes[] = [];
  for (let row = 0; row < rows; row++) {
    let line = '';
    let at = 0;
    let next = 0;
    for (let column = 0; column < count; column++) {
      const i = across ? row * count + column : column * rows + row;
      const cell = cells[i];
      if (cell === undefined) break;
      line += indent(at, next, tabs) + cell.text;
      at = next + cell.width;
      next += width(column);
    }
    lines.push(line);
  }
  return lines;
}

function commas(o: LsOptions, cells: readonly NameCell[]): readonly Bytes[] {
  const lines: Bytes[] = [];
  let line = '';
  let at = 0;
  cells.forEach((cell, i) => {
    if (i > 0) {
      line += ',';
      if (at + 2 + cell.width < o.width || o.width === Number.MAX_SAFE_INTEGER) {
        line += ' ';
        at += 2;
      } else {
        lines.push(line);
        line = '';
        at = 0;
      }
    }
    line += cell.text;
    at += cell.width;
  });
  return [...lines, line];
}

/** The lines of a listing that is not long. */
export function shortLines(o: LsOptions, gnu: boolean, entries: readonly LsEntry[], utf8: boolean): readonly Bytes[] {
  if (entries.length === 0) return [];
  const aligned = o.format === 'columns' || o.format === 'across';
  const pad = aligned && o.quoting === 'shell' && entries.some((e) => quotedName(o, e.name, utf8) !== e.name);
  const cells = prefixed(
    o,
    gnu,
    entries,
    entries.map((e) => nameCell(o, gnu, e, utf8, pad)),
  );
  if (o.format === 'commas') return commas(o, cells);
  if (!aligned) return cells.map((cell) => cell.text);
  return gnu ? gnuColumns(o, cells) : busyboxColumns(o, cells);
}
