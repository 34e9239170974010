/**
 * Line editing in the manner of GNU readline's emacs mode: a function from the editor's state and some bytes of input
 * to the next state and what to write to the terminal. The state is plain data and lives with the shell's.
 */
import type { Bytes } from '../../util/bytes.ts';
import { cursorTo, draw, type Layout, layoutOf, plainPrompt } from './readline-draw.ts';

/** What is being edited. */
export interface EditState {
  /** The last line of the prompt; what stands between the bytes 1 and 2 takes no room. */
  readonly prompt: Bytes;
  readonly text: Bytes;
  /** Offset of the cursor in bytes. */
  readonly cursor: number;
  /** Line of the history that is shown; its length: the line being typed. */
  readonly index: number;
  /** The line being typed, while one of the history is shown. */
  readonly typed: Bytes;
  /** What was cut last. */
  readonly killed: Bytes;
  /** Bytes of a key or character that has not come whole. */
  readonly pending: Bytes;
  /** Reverse search; null: none. */
  readonly search: { readonly query: Bytes; readonly index: number; readonly failed: boolean } | null;
  /** Row of the cursor, from that of the prompt, as last drawn. */
  readonly row: number;
  /** The key before was Tab and changed nothing. */
  readonly tabbed: boolean;
  /** Inside a bracketed paste. */
  readonly pasting: boolean;
}

/** Candidates for the word that ends at the cursor: it begins at `start`, and each replaces it whole. */
export interface Completion {
  readonly start: number;
  readonly candidates: readonly Bytes[];
  /** What to show instead of each candidate in a list. */
  readonly shown: readonly Bytes[];
}

/** What the editor may ask. */
export interface EditHost {
  readonly history: readonly Bytes[];
  readonly cols: number;
  complete(text: Bytes): Completion;
}

/** Why editing paused. */
export type EditEvent = 'accept' | 'eof' | null;

/** A new line to edit. */
export function newEdit(prompt: Bytes, history: readonly Bytes[], killed: Bytes): EditState {
  return {
    prompt,
    text: '',
    cursor: 0,
    index: history.length,
    typed: '',
    killed,
    pending: '',
    search: null,
    row: 0,
    tabbed: false,
    pasting: false,
  };
}

/** Longest line that can be typed, in bytes. */
const MAX_TEXT = 65536;

const isWord = (c: string): boolean => /[A-Za-z0-9\x80-\xff]/.test(c);

class Editor {
  s: EditState;
  out = '';
  event: EditEvent = null;
  private readonly host: EditHost;
  private before: Layout;

  constructor(state: EditState, host: EditHost) {
    this.s = state;
    this.host = host;
    this.before = layoutOf(state, host.cols);
  }

  private set(change: Partial<EditState>): void {
    this.s = { ...this.s, ...change };
  }

  /** Draws the difference to what is on the screen. */
  redraw(): void {
    const { cols } = this.host;
    const { out, row } = draw(this.before, this.s, cols);
    this.out += out;
    this.set({ row });
    this.before = layoutOf(this.s, cols);
  }

  /** Draws everything anew below what was written in between. */
  refresh(): void {
    this.set({ row: 0 });
    this.before = { ...layoutOf({ ...this.s, text: '', cursor: 0 }, this.host.cols), fresh: true };
    this.redraw();
  }

  private insert(bytes: Bytes): void {
    const { text, cursor } = this.s;
    if (text.length + bytes.length > MAX_TEXT) return;
    this.set({ text: text.slice(0, cursor) + bytes + text.slice(cursor), cursor: cursor + bytes.length });
  }

  private cut(from: number, to: number, keep = true): void {
    const { text } = this.s;
    if (from >= to) return;
    this.set({
      text: text.slice(0, from) + text.slice(to),
      cursor: from,
      ...(keep ? { killed: text.slice(from, to) } : {}),
    });
  }

  /** Start of the character before `at`. */
  private left(at: number): number {
    let i = at - 1;
    while (i > 0 && (this.s.text.charCodeAt(i) & 0xc0) === 0x80) i--;
    return Math.max(0, i);
  }

  private right(at: number): number {
    const { text } = this.s;
    let i = at + 1;
    while (i < text.length && (text.charCodeAt(i) & 0xc0) === 0x80) i++;
    return Math.min(text.length, i);
  }

  private wordLeft(at: number): number {
    const { text } = this.s;
    let i = at;
    while (i > 0 && !isWord(text.charAt(i - 1))) i--;
    while (i > 0 && isWord(text.charAt(i - 1))) i--;
    return i;
  }

  private wordRight(at: number): number {
    const { text } = this.s;
    let i = at;
    while (i < text.length && !isWord(text.charAt(i))) i++;
    while (i < text.length && isWord(text.charAt(i))) i++;
    return i;
  }

  private spaceLeft(at: number): number {
    const { text } = this.s;
    let i = at;
    while (i > 0 && text.charAt(i - 1) === ' ') i--;
    while (i > 0 && text.charAt(i - 1) !== ' ') i--;
    return i;
  }

  private recall(index: number): void {
    const { history } = this.host;
    if (index < 0 || index > history.length) {
      this.out += '\x07';
      return;
    }
    const typed = this.s.index === history.length ? this.s.text : this.s.typed;
    const text = index === history.length ? typed : (history[index] as Bytes);
    this.set({ typed, index, text, cursor: text.length });
  }

  private accept(): void {
    this.set({ cursor: this.s.text.length });
    this.redraw();
    this.out += '\n';
    this.event = 'accept';
  }

  /** Control characters and DEL. */
  control(code: number): void {
    const { text, cursor } = this.s;
    switch (code) {
      case 1:
        return this.set({ cursor: 0 });
      case 2:
        return this.set({ cursor: this.left(cursor) });
      case 4:
        if (text === '') this.event = 'eof';
        else this.cut(cursor, this.right(cursor), false);
        return;
      case 5:
        return this.set({ cursor: text.length });
      case 6:
        return this.set({ cursor: this.right(cursor) });
      case 8:
      case 127:
        return this.cut(this.left(cursor), cursor, false);
      case 9:
        return this.tab();
      case 10:
      case 13:
        return this.accept();
      case 11:
        return this.cut(cursor, text.length);
      case 12:
        this.out += '\x1b[H\x1b[2J';
        return this.refresh();
      case 14:
        return this.recall(this.s.index + 1);
      case 16:
        return this.recall(this.s.index - 1);
      case 18:
        return this.set({ search: { query: '', index: this.host.history.length, failed: false }, typed: text });
      case 20:
        return this.transpose();
      case 21:
        return this.cut(0, cursor);
      case 23:
        return this.cut(this.spaceLeft(cursor), cursor);
      case 25:
        return this.insert(this.s.killed);
      default:
    }
  }

  private transpose(): void {
    const { text, cursor } = this.s;
    const end = cursor === text.length ? cursor : this.right(cursor);
    const middle = this.left(end);
    const start = this.left(middle);
    if (start >= middle || middle === 0) return;
    const swapped = text.slice(0, start) + text.slice(middle, end) + text.slice(start, middle) + text.slice(end);
    this.set({ text: swapped, cursor: end });
  }

  /** An escape sequence without its ESC. */
  escape(sequence: Bytes): void {
    const { text, cursor } = this.s;
    switch (sequence) {
      case '[A':
      case 'OA':
        return this.recall(this.s.index - 1);
      case '[B':
      case 'OB':
        return this.recall(this.s.index + 1);
      case '[C':
      case 'OC':
        return this.set({ cursor: this.right(cursor) });
      case '[D':
      case 'OD':
        return this.set({ cursor: this.left(cursor) });
      case '[H':
      case 'OH':
      case '[1~':
      case '[7~':
        return this.set({ cursor: 0 });
      case '[F':
      case 'OF':
      case '[4~':
      case '[8~':
        return this.set({ cursor: text.length });
      case '[3~':
        return this.cut(cursor, this.right(cursor), false);
      case '[1;5C':
      case '[1;3C':
      case 'f':
        return this.set({ cursor: this.wordRight(cursor) });
      case '[1;5D':
      case '[1;3D':
      case 'b':
        return this.set({ cursor: this.wordLeft(cursor) });
      case 'd':
        return this.cut(cursor, this.wordRight(cursor));
      case '\x7f':
      case '\b':
        return this.cut(this.wordLeft(cursor), cursor);
      case '.':
      case '_':
        return this.insert(this.lastWord());
      case '<':
        return this.recall(0);
      case '>':
        return this.recall(this.host.history.length);
      case '[200~':
        return this.set({ pasting: true });
      case '[201~':
        return this.set({ pasting: false });
      default:
    }
  }

  private lastWord(): Bytes {
    const last = this.host.history[this.host.history.length - 1] ?? '';
    return last.slice(last.lastIndexOf(' ') + 1);
  }

  private tab(): void {
    const { text, cursor, tabbed } = this.s;
    const head = text.slice(0, cursor);
    const { start, candidates, shown } = this.host.complete(head);
    if (candidates.length === 0) {
      this.out += '\x07';
      return;
    }
    let common = candidates[0] as Bytes;
    for (const c of candidates) while (!c.startsWith(common)) common = common.slice(0, -1);
    const single = candidates.length === 1;
    const word = head.slice(start);
    if (common.length > word.length || single) {
      const end = single && !common.endsWith('/') ? `${common} ` : common;
      this.set({ text: head.slice(0, start) + end + text.slice(cursor), cursor: start + end.length });
      return;
    }
    if (!tabbed) {
      this.out += '\x07';
      this.set({ tabbed: true });
      return;
    }
    this.list(shown);
  }

  private list(shown: readonly Bytes[]): void {
    this.redraw();
    const { cols } = this.host;
    const width = Math.max(...shown.map((s) => s.length)) + 2;
    const columns = Math.max(1, Math.floor(cols / width));
    const rows = Math.ceil(shown.length / columns);
    this.out += cursorTo(this.before, this.s, this.s.text.length, cols);
    let out = '\n';
    for (let r = 0; r < rows; r++) {
      let line = '';
      for (let c = 0; c < columns; c++) {
        const item = shown[c * rows + r];
        if (item !== undefined) line += item.padEnd(width);
      }
      out += `${line.trimEnd()}\n`;
    }
    this.out += out;
    this.refresh();
  }

  /** One key while searching backwards. */
  searchKey(key: Bytes): void {
    const search = this.s.search as NonNullable<EditState['search']>;
    const code = key.charCodeAt(0);
    if (code === 18) return this.find(search.query, search.index - 1);
    if (code === 8 || code === 127) return this.find(search.query.slice(0, -1), this.host.history.length);
    if (code === 7) return this.set({ search: null, text: this.s.typed, cursor: this.s.typed.length });
    if (code >= 32 && code !== 127 && !key.startsWith('\x1b')) return this.find(search.query + key, search.index);
    this.set({ search: null });
    if (key.startsWith('\x1b')) this.escape(key.slice(1));
    else this.control(code);
  }

  private find(query: Bytes, from: number): void {
    const { history } = this.host;
    for (let i = Math.min(from, history.length - 1); i >= 0; i--) {
      const line = history[i] as Bytes;
      const at = line.lastIndexOf(query);
      if (at < 0) continue;
      this.set({ search: { query, index: i, failed: false }, text: line, cursor: at, index: i });
      return;
    }
    const search = this.s.search as NonNullable<EditState['search']>;
    this.set({ search: { query, index: search.index, failed: true } });
  }

  /** One key: a character, a control character or an escape sequence. */
  key(key: Bytes): void {
    const code = key.charCodeAt(0);
    if (code !== 9) this.set({ tabbed: false });
    if (this.s.pasting && key !== '\x1b[201~') this.insert(key === '\r' ? '\n' : key);
    else if (this.s.search !== null) this.searchKey(key);
    else if (code === 27) this.escape(key.slice(1));
    else if (code < 32 || code === 127) this.control(code);
    else this.insert(key);
  }
}

/** The first key in `input`, or '' when it has not come whole. */
function firstKey(input: Bytes): Bytes {
  const code = input.charCodeAt(0);
  if (code === 27) {
    if (input.length === 1) return '';
    const sequence = /^\x1b(?:\[[0-9;]*[A-Za-z~]|O[A-Za-z]|[^[O])/.exec(input)?.[0];
    if (sequence !== undefined) return sequence;
    return input.length > 16 ? input.slice(0, 1) : '';
  }
  const length = code >= 0xf0 ? 4 : code >= 0xe0 ? 3 : code >= 0xc0 ? 2 : 1;
  return input.length >= length ? input.slice(0, length) : '';
}

/** Feeds input to the editor until a line is accepted; what is left over of the input stays in `rest`. */
export function feed(
  state: EditState,
  input: Bytes,
  host: EditHost,
): { readonly state: EditState; readonly out: Bytes; readonly event: EditEvent; readonly rest: Bytes } {
  const editor = new Editor({ ...state, pending: '' }, host);
  let left = state.pending + input;
  while (left !== '' && editor.event === null) {
    const key = firstKey(left);
    if (key === '') break;
    left = left.slice(key.length);
    editor.key(key);
  }
  if (editor.event === null) editor.redraw();
  const done = editor.event !== null;
  return {
    state: { ...editor.s, pending: done ? '' : left },
    out: editor.out,
    event: editor.event,
    rest: done ? left : '',
  };
}

/** What moves the terminal's cursor behind the line's last character. */
export function toEnd(state: EditState, cols: number): Bytes {
  return cursorTo(layoutOf(state, cols), state, state.text.length, cols);
}

/** What to write to show a new line: the prompt. */
export function opening(state: EditState): Bytes {
  return plainPrompt(state.prompt);
}
