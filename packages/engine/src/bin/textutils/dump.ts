/** What od(1), hexdump(1) and xxd(1) share: bytes of all files in lines of a fixed length, repeated lines folded into `*`. */

import type { Bytes } from '../../util/bytes.ts';
import type { FilterContext, Flow } from '../frame/filter.ts';

/** How a dump goes; `read` is -1 for all. */
export interface DumpOptions {
  readonly length: number;
  readonly skip: number;
  readonly read: number;
  readonly all: boolean;
}

export interface DumpState {
  rest: Bytes;
  /** Offset of `rest` in the input. */
  at: number;
  /** Bytes still to skip, and to read (-1: all). */
  skip: number;
  left: number;
  /** The last full line printed, or '' . */
  last: Bytes;
  starred: boolean;
  /** At least one file could be opened. */
  opened: boolean;
}

/** Before the first byte. */
export function dumpState(o: DumpOptions): DumpState {
  return { rest: '', at: 0, skip: o.skip, left: o.read, last: '', starred: false, opened: false };
}

/** One line of output for `bytes` at `at`. */
export type DumpLine<O> = (o: O, at: number, bytes: Bytes) => Bytes;

function lines<O extends DumpOptions>(o: O, s: DumpState, line: DumpLine<O>, flush: boolean): Bytes {
  let out = '';
  let from = 0;
  while (s.rest.length - from >= o.length || (flush && from < s.rest.length)) {
    const bytes = s.rest.slice(from, from + o.length);
    if (!o.all && bytes.length === o.length && bytes === s.last) {
      if (!s.starred) out += '*\n';
      s.starred = true;
    } else {
      out += line(o, s.at, bytes);
      s.starred = false;
      s.last = bytes;
    }
    from += bytes.length;
    s.at += bytes.length;
  }
  s.rest = s.rest.slice(from);
  return out;
}

/** Takes a block of input. */
export function dumpBlock<O extends DumpOptions>(c: FilterContext<O, DumpState>, text: Bytes, line: DumpLine<O>): Flow {
  const { s } = c;
  const skipped = Math.min(s.skip, text.length);
  s.skip -= skipped;
  s.at += skipped;
  let data = text.slice(skipped);
  if (s.left >= 0) {
    data = data.slice(0, s.left);
    s.left -= data.length;
  }
  s.rest += data;
  c.p.print(1, lines(c.o, s, line, false));
  if (s.left !== 0) return undefined;
  return 'skip';
}

/** The unfinished last line. */
export function dumpEnd<O extends DumpOptions>(c: FilterContext<O, DumpState>, line: DumpLine<O>): void {
  c.p.print(1, lines(c.o, c.s, line, true));
}
