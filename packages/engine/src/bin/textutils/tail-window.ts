/** The last lines or bytes of a stream, held without looking at old text again for each new block. */
import type { Errno } from '../../kernel/errno.ts';
import type { Proc } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';
import { type Gathered, gather, NOTHING } from '../frame/gather.ts';

/** Two halves: the newer one alone is enough once it holds more than the wanted count, and the older is then dropped. */
export interface TailWindow {
  readonly old: Bytes;
  readonly young: Gathered;
  /** Delimiters in `young`. */
  readonly marks: number;
}

export const EMPTY_WINDOW: TailWindow = { old: '', young: NOTHING, marks: 0 };

function countMarks(text: Bytes, delimiter: string): number {
  let n = 0;
  for (let at = text.indexOf(delimiter); at >= 0; at = text.indexOf(delimiter, at + 1)) n += 1;
  return n;
}

/** `w` after one more block, or ENOMEM. */
export function windowAdd(
  p: Proc,
  w: TailWindow,
  text: Bytes,
  unit: 'lines' | 'bytes',
  count: number,
  delimiter: string,
): TailWindow | Errno {
  const young = gather(p, w.young, text);
  if (typeof young === 'number') return young;
  const marks = unit === 'bytes' ? young.text.length : w.marks + countMarks(text, delimiter);
  if (marks <= count + 1) return { old: w.old, young, marks };
  return { old: young.text, young: { text: '', charged: young.charged }, marks: 0 };
}

/** Offset at which the last `count` lines of `text` begin. A last line without delimiter counts. */
export function lastLines(text: Bytes, count: number, delimiter: string): number {
  if (count === 0) return text.length;
  let at = text.endsWith(delimiter) ? text.length - 1 : text.length;
  for (let n = 0; n < count; n++) {
    at = at <= 0 ? -1 : text.lastIndexOf(delimiter, at - 1);
    if (at < 0) return 0;
  }
  return at + 1;
}

/** The wanted end of the stream. */
export function windowEnd(w: TailWindow, unit: 'lines' | 'bytes', count: number, delimiter: string): Bytes {
  const text = w.old + w.young.text;
  if (unit === 'bytes') return count === 0 ? '' : text.slice(-count);
  return text.slice(lastLines(text, count, delimiter));
}
