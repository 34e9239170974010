import { decodeUtf8, encodeUtf8 } from 'lib0/string';
import { expect, it } from 'vitest';
import { entryLines, readEntryLines } from './segment-lines.ts';

it('a segment is one entry a line, always with the fields in the same order', () => {
  const input = { type: 'tty.input', tty: 't1', data: 'é\x1b\n' } as const;
  const shuffled = { input, id: '0.abcdef', actor: 'p', at: 5, seq: 1 };
  const text =
    '{"seq":1,"at":5,"actor":"p","id":"0.abcdef","input":{"type":"tty.input","tty":"t1","data":"é\\u001b\\n"}}\n';
  expect(decodeUtf8(entryLines([shuffled]))).toBe(text);
  expect(readEntryLines(encodeUtf8(text))).toEqual([shuffled]);
});
