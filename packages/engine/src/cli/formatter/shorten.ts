import type { Bytes } from '../../util/bytes.ts';

/** `formatter.TruncateID` (stringid.TruncateID): without `sha256:`, the first 12 characters. */
export function truncateId(id: Bytes): Bytes {
  const colon = id.indexOf(':');
  return (colon >= 0 ? id.slice(colon + 1) : id).slice(0, 12);
}

/** U+2026 as UTF-8. */
export const ELLIPSIS: Bytes = '\xe2\x80\xa6';

/** Index of the first byte that is not ASCII below `end`, or `end`. */
function asciiUntil(text: Bytes, end: number): number {
  for (let i = 0; i < end; i++) if (text.charCodeAt(i) > 127) return i;
  return end;
}

/** `formatter.Ellipsis`: at most `width` columns, the last of which is … when something is cut off. */
export function ellipsis(text: Bytes, width: number): Bytes {
  if (text.length <= width) return text;
  if (width > 1 && asciiUntil(text, text.length) === text.length) return text.slice(0, width - 1) + ELLIPSIS;
  const runes = text.match(/[\x00-\x7f]|[\x80-\xff][\x80-\xbf]*/g) ?? [];
  if (runes.length <= width) return text;
  return width <= 1 ? runes.slice(0, width).join('') : runes.slice(0, width - 1).join('') + ELLIPSIS;
}
