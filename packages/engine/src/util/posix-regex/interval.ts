import type { Bytes } from '../bytes.ts';
import type { RegexErrorCode } from './error.ts';

/** Bounds of a repetition (Infinity for none), and the index after it. */
export interface Interval {
  readonly min: number;
  readonly max: number;
  readonly next: number;
}

/** Why an interval is none; `malformed` ones are plain characters where the dialect says so. */
export interface NoInterval {
  readonly code: RegexErrorCode;
  readonly malformed: boolean;
}

/** RE_DUP_MAX: the largest bound. */
const DUP_MAX = 0x7fff;

/** Something other than digits stands for a bound. */
const BAD = -2;

/** One bound (-1 when absent, BAD when malformed), where it ends, and what stands there. */
interface Bound {
  readonly n: number;
  readonly end: number;
  readonly at: 'comma' | 'close' | 'end';
}

/** Digits up to the next `,` or closing brace, or to the end of the pattern. */
function bound(p: Bytes, start: number, close: string): Bound {
  let end = start;
  while (end < p.length && p[end] !== ',' && !p.startsWith(close, end)) end += p[end] === '\\' ? 2 : 1;
  end = Math.min(end, p.length);
  const text = p.slice(start, end);
  const n = text === '' ? -1 : /^[0-9]+$/.test(text) ? Math.min(Number(text), DUP_MAX + 1) : BAD;
  return { n, end, at: end >= p.length ? 'end' : p[end] === ',' ? 'comma' : 'close' };
}

/**
 * Reads the interval whose digits begin at `start` and that ends with `close` (`}` or `\\}`); `{,n}` is GNU's `{0,n}`. As
 * `parse_dup_op` of glibc's regcomp.c.
 */
export function readInterval(p: Bytes, start: number, close: string): Interval | NoInterval {
  const low = bound(p, start, close);
  const high = low.at === 'comma' ? bound(p, low.end + 1, close) : low;
  const malformed = high.at === 'end' || low.n === BAD || high.n === BAD;
  if (malformed) return { code: high.at === 'end' ? 'EBRACE' : 'BADBR', malformed };
  const min = Math.max(0, low.n);
  const max = high.n < 0 ? Number.POSITIVE_INFINITY : high.n;
  if (high.at === 'comma' || (low.n < 0 && low.at === 'close') || max < min) return { code: 'BADBR', malformed };
  if (min > DUP_MAX || high.n > DUP_MAX) return { code: 'ESIZE', malformed };
  return { min, max, next: high.end + close.length };
}
