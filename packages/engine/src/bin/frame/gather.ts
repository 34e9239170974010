/** Input that a program must have whole before it can print: kept as a rope, and charged to the memory of the process. */
import { ENOMEM, type Errno } from '../../kernel/errno.ts';
import type { Proc } from '../../program/program.ts';
import type { Bytes } from '../../util/bytes.ts';

/** What has been gathered, and how many bytes of memory have been asked for it. */
export interface Gathered {
  readonly text: Bytes;
  readonly charged: number;
}

export const NOTHING: Gathered = { text: '', charged: 0 };

/** Memory is asked for in steps of this many bytes, as an allocator does. */
const STEP = 1 << 20;
/** No program keeps more than this in one buffer. */
const LIMIT = 1 << 28;

/** `g` with `more` behind it, or ENOMEM. */
export function gather(p: Proc, g: Gathered, more: Bytes): Gathered | Errno {
  const text = g.text + more;
  if (text.length > LIMIT) return ENOMEM;
  if (text.length <= g.charged + STEP) return { text, charged: g.charged };
  const grow = text.length - g.charged;
  const errno = p.brk(grow);
  return errno < 0 ? errno : { text, charged: g.charged + grow };
}
