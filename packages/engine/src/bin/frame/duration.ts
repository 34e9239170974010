/** Times on command lines: `1.5`, `2m`, `1d` (sleep, timeout, tail -s). */
import type { Bytes } from '../../util/bytes.ts';

const SECOND = 1_000_000_000;
const FACTORS: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['s', 1],
  ['m', 60],
  ['h', 3600],
  ['d', 86400],
]);

/** Nanoseconds of `text`, whose unit is one of `units` (`smhd`) or seconds; null when it is no time. */
export function parseDuration(text: Bytes, units: string): number | null {
  const last = text.charAt(text.length - 1);
  const unit = units.includes(last) && last !== '' ? last : '';
  const digits = unit === '' ? text : text.slice(0, -1);
  if (/^inf(inity)?$/i.test(digits)) return Number.MAX_SAFE_INTEGER;
  if (!/^\+?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(digits)) return null;
  const ns = Math.ceil(Number(digits) * (FACTORS.get(unit) as number) * SECOND);
  return ns < Number.MAX_SAFE_INTEGER ? ns : Number.MAX_SAFE_INTEGER;
}
