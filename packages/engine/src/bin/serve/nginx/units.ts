/** Sizes and durations in configurations (ngx_parse.c). Each returns -1 for what is neither. */
import type { Bytes } from '../../../util/bytes.ts';

/** `10m`, `1k`, `2g` in bytes. */
export function parseSize(text: Bytes): number {
  const m = /^(\d+)([kKmMgG]?)$/.exec(text);
  if (m === null) return -1;
  const unit = (m[2] as string).toLowerCase();
  return Number(m[1]) * (unit === 'k' ? 1024 : unit === 'm' ? 1 << 20 : unit === 'g' ? 1 << 30 : 1);
}

const UNIT_NS: { readonly [unit: string]: number } = {
  y: 31536e12,
  M: 2592e12,
  w: 6048e11,
  d: 864e11,
  h: 36e11,
  m: 60e9,
  s: 1e9,
  ms: 1e6,
};

/** `1h30m`, `65`, `500ms` in nanoseconds; plain numbers are seconds. */
export function parseTime(text: Bytes): number {
  if (/^\d+$/.test(text)) return Number(text) * 1e9;
  if (!/^(?:\d+(?:ms|[yMwdhms]) ?)+(?:\d+)?$/.test(text)) return -1;
  let ns = 0;
  for (const m of text.matchAll(/(\d+)(ms|[yMwdhms])?/g)) ns += Number(m[1]) * (UNIT_NS[m[2] ?? 's'] as number);
  return ns;
}
