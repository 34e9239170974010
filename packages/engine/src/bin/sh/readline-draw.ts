/** Drawing the edited line with ANSI sequences, over as many rows of the terminal as it needs. */
import type { Bytes } from '../../util/bytes.ts';
import type { EditState } from './readline.ts';

/** Where things are on the screen. */
export interface Layout {
  readonly prompt: Bytes;
  readonly text: Bytes;
  readonly cursor: number;
  /** Row the cursor is on, from the first row of the prompt. */
  readonly row: number;
  /** Nothing is on the screen yet, not even the prompt. */
  readonly fresh: boolean;
}

/** The prompt that is shown: the search's while one goes on. */
function promptOf(s: EditState): Bytes {
  if (s.search === null) return s.prompt;
  return `(${s.search.failed ? 'failed ' : ''}reverse-i-search)\`${s.search.query}': `;
}

/** The state as it is to be drawn. */
export function layoutOf(s: EditState, _cols: number): Layout {
  return { prompt: promptOf(s), text: s.text, cursor: s.cursor, row: s.row, fresh: false };
}

/** The prompt without the marks round what takes no room. */
export function plainPrompt(prompt: Bytes): Bytes {
  return prompt.replace(/[\x01\x02]/g, '');
}

/** Columns that a character of UTF-8 takes: 2 for East Asian wide ones and emoji. */
function widthAt(text: Bytes, i: number): number {
  const b = text.charCodeAt(i);
  if (b < 0xe1) return 1;
  const b2 = text.charCodeAt(i + 1) & 63;
  const b3 = text.charCodeAt(i + 2) & 63;
  if (b < 0xf0) {
    const code = ((b & 15) << 12) | (b2 << 6) | b3;
    return (code >= 0x1100 && code <= 0x115f) ||
      (code >= 0x2e80 && code <= 0xa4cf) ||
      (code >= 0xac00 && code <= 0xd7a3) ||
      (code >= 0xf900 && code <= 0xfaff) ||
      (code >= 0xff00 && code <= 0xff60)
      ? 2
      : 1;
  }
  const code = ((b & 7) << 18) | (b2 << 12) | (b3 << 6) | (text.charCodeAt(i + 3) & 63);
  return code >= 0x1f300 && code <= 0x1faff ? 2 : 1;
}

interface Place {
  readonly row: number;
  readonly col: number;
}

/** Where the cursor is after `text` was written from `from`. Control characters show as `^X`. */
function advance(text: Bytes, from: Place, cols: number): Place {
  let { row, col } = from;
  let hidden = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 1) hidden = true;
    else if (code === 2) hidden = false;
    else if (hidden || (code & 0xc0) === 0x80) continue;
    else if (code === 10) {
      row++;
      col = 0;
    } else {
      const width = code < 32 || code === 127 ? 2 : widthAt(text, i);
      if (col + width > cols) {
        row++;
        col = 0;
      }
      col += width;
      if (col === cols) {
        row++;
        col = 0;
      }
    }
  }
  return { row, col };
}

/** Text as it is written: control characters as `^X`; the terminal adds the return to a newline. */
function visible(text: Bytes): Bytes {
  return text.replace(/[\x00-\x1f\x7f]/g, (c) => (c === '\n' ? c : `^${String.fromCharCode(c.charCodeAt(0) ^ 64)}`));
}

function move(from: Place, to: Place): Bytes {
  let out = '';
  if (to.row < from.row) out += `\x1b[${from.row - to.row}A`;
  else if (to.row > from.row) out += `\x1b[${to.row - from.row}B`;
  if (to.col === from.col) return out;
  if (to.col === 0) return `${out}\r`;
  return to.col < from.col ? `${out}\x1b[${from.col - to.col}D` : `${out}\x1b[${to.col - from.col}C`;
}

/** Writes `text` so that the terminal's own wrapping is where we count it: a full row is left at once. */
function write(text: Bytes, from: Place, cols: number): { readonly out: Bytes; readonly end: Place } {
  const end = advance(text, from, cols);
  const full = end.col === 0 && text !== '' && !text.endsWith('\n') && end.row > from.row;
  return { out: visible(text) + (full ? ' \r' : ''), end };
}

/** Moves the cursor of a drawn line to the offset `to`. */
export function cursorTo(l: Layout, s: EditState, to: number, cols: number): Bytes {
  const origin = advance(promptOf(s), { row: 0, col: 0 }, cols);
  return move(advance(l.text.slice(0, l.cursor), origin, cols), advance(s.text.slice(0, to), origin, cols));
}

/** What turns the screen from `before` to the state; and the row the cursor is on then. */
export function draw(before: Layout, s: EditState, cols: number): { readonly out: Bytes; readonly row: number } {
  const prompt = promptOf(s);
  const start: Place = { row: 0, col: 0 };
  const origin = advance(prompt, start, cols);
  const cursor = advance(s.text.slice(0, s.cursor), origin, cols);
  if (before.fresh || before.prompt !== prompt) {
    const oldOrigin = advance(before.prompt, start, cols);
    const old = before.fresh ? start : advance(before.text.slice(0, before.cursor), oldOrigin, cols);
    const head = before.fresh ? '' : `${move(old, start)}\x1b[J`;
    const body = write(s.text, origin, cols);
    return { out: `${head}${plainPrompt(prompt)}${body.out}${move(body.end, cursor)}`, row: cursor.row };
  }
  const old = advance(before.text.slice(0, before.cursor), origin, cols);
  if (before.text === s.text) return { out: move(old, cursor), row: cursor.row };
  // Only what follows the first difference is written again.
  let same = 0;
  while (same < before.text.length && same < s.text.length && before.text.charCodeAt(same) === s.text.charCodeAt(same))
    same++;
  while (same > 0 && (s.text.charCodeAt(same) & 0xc0) === 0x80) same--;
  const at = advance(s.text.slice(0, same), origin, cols);
  const body = write(s.text.slice(same), at, cols);
  const appended = same === before.text.length;
  return { out: `${move(old, at)}${appended ? '' : '\x1b[J'}${body.out}${move(body.end, cursor)}`, row: cursor.row };
}
