/** A sealed segment as octets: one entry a line, JSON in UTF-8, in order. */
import { decodeUtf8, encodeUtf8 } from 'lib0/string';
import type { LogEntry } from './engine-api.ts';

/** The octets of a segment. Field order is fixed, so equal entries give equal octets and an equal digest. */
export function entryLines(entries: readonly LogEntry[]): Uint8Array {
  let text = '';
  for (const { seq, at, actor, id, input } of entries) text += `${JSON.stringify({ seq, at, actor, id, input })}\n`;
  return encodeUtf8(text);
}

/** The entries of a segment. Throws SyntaxError or TypeError when the octets are not one. */
export function readEntryLines(octets: Uint8Array): LogEntry[] {
  const entries: LogEntry[] = [];
  for (const line of decodeUtf8(octets).split('\n')) if (line !== '') entries.push(JSON.parse(line) as LogEntry);
  return entries;
}
