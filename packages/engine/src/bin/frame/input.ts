/**
 * Reading the operands of a filter one after another, in blocks, across waits. The cursor is plain data in the locals of
 * the program; `pull` is asked for the next block until it says that the program must wait.
 */
import { EAGAIN, type Errno } from '../../kernel/errno.ts';
import { O_RDONLY } from '../../kernel/syscall.ts';
import type { Next, Proc } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';

/** Bytes asked of read(2) at once. */
export const CHUNK = 65536;

/** Where a filter stands in its input. `fd` is -1 between files; `carry` is an unfinished last line. */
export interface Cursor {
  readonly files: readonly Bytes[];
  readonly at: number;
  readonly fd: number;
  readonly carry: Bytes;
}

/** A cursor before the first of `files`; no file at all means standard input. */
export function cursor(files: readonly Bytes[]): Cursor {
  return { files: files.length === 0 ? ['-'] : files, at: 0, fd: -1, carry: '' };
}

/** The operand that is being read. */
export function currentFile(c: Cursor): Bytes {
  return c.files[c.at] ?? '-';
}

/** True when no operand is left. */
export function atEnd(c: Cursor): boolean {
  return c.at >= c.files.length;
}

/** Opens the operand at the cursor: `-` is standard input. Returns the descriptor or an errno. */
export function openInput(p: Proc, file: Bytes): number {
  return file === '-' ? 0 : p.open(file, O_RDONLY);
}

/** The cursor after opening, closed again, or on the next operand. */
export function opened(c: Cursor, fd: number): Cursor {
  return { files: c.files, at: c.at, fd, carry: '' };
}

/** Closes what is open (not standard input) and moves to the next operand. */
export function nextFile(p: Proc, c: Cursor): Cursor {
  if (c.fd > 0) p.close(c.fd);
  return { files: c.files, at: c.at + 1, fd: -1, carry: '' };
}

/** What reading gave: a block, the end of the file (`text` is then the unfinished last line), a failure, or nothing yet. */
export type Block =
  | { readonly kind: 'data'; readonly text: Bytes; readonly cursor: Cursor }
  | { readonly kind: 'end'; readonly text: Bytes; readonly cursor: Cursor }
  | { readonly kind: 'error'; readonly errno: Errno }
  | { readonly kind: 'wait' };

const WAIT: Block = { kind: 'wait' };

/** The next block as it comes. */
export function pullRaw(p: Proc, c: Cursor, size = CHUNK): Block {
  const data = p.read(c.fd, size);
  if (typeof data === 'number') return data === EAGAIN ? WAIT : { kind: 'error', errno: data };
  return { kind: data === '' ? 'end' : 'data', text: data, cursor: c };
}

/**
 * The next block of whole lines, each with its `delimiter`; a line longer than a block is carried (as a rope, so that
 * joining costs nothing) until its end is read. The text of `end` is the last line when it has no delimiter.
 */
export function pullLines(p: Proc, c: Cursor, delimiter = '\n', size = CHUNK): Block {
  const data = p.read(c.fd, size);
  if (typeof data === 'number') return data === EAGAIN ? WAIT : { kind: 'error', errno: data };
  if (data === '') return { kind: 'end', text: c.carry, cursor: opened(c, c.fd) };
  const cut = data.lastIndexOf(delimiter) + 1;
  const text = cut === 0 ? '' : c.carry + data.slice(0, cut);
  const carry = cut === 0 ? c.carry + data : data.slice(cut);
  return { kind: 'data', text, cursor: { files: c.files, at: c.at, fd: c.fd, carry } };
}

/** Waits until the open operand may be read. */
export function waitInput(p: Proc, c: Cursor, label: string): Next {
  return p.waitRead(c.fd, label);
}
