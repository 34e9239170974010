import type { Bytes } from '../../util/bytes.ts';
import { GoError } from '../../util/go-error.ts';
import { runeCount } from '../../util/rune.ts';

function parseError(text: Bytes, at: number, why: string): GoError {
  return new GoError(`parse error on line 1, column ${runeCount(text.slice(0, at)) + 1}: ${why}`);
}

/** One quoted field whose opening quote is at `start`: its text and the index after its closing quote. */
function quotedField(text: Bytes, start: number): { value: Bytes; next: number } | GoError {
  let value = '';
  let i = start + 1;
  for (;;) {
    const close = text.indexOf('"', i);
    if (close < 0) return parseError(text, text.length, 'extraneous or missing " in quoted-field');
    value += text.slice(i, close);
    if (text[close + 1] === '"') {
      value += '"';
      i = close + 2;
      continue;
    }
    if (close + 1 < text.length && text[close + 1] !== ',')
      return parseError(text, close, 'extraneous or missing " in quoted-field');
    return { value, next: close + 1 };
  }
}

/** The fields of one record as Go's encoding/csv reads it; an empty text is `EOF`. */
export function splitCsvLine(text: Bytes): readonly Bytes[] | GoError {
  if (text === '') return new GoError('EOF');
  if (!text.includes('"')) return text.split(',');
  const fields: Bytes[] = [];
  let i = 0;
  for (;;) {
    if (text[i] === '"') {
      const field = quotedField(text, i);
      if (field instanceof GoError) return field;
      fields.push(field.value);
      i = field.next;
    } else {
      const comma = text.indexOf(',', i);
      const end = comma < 0 ? text.length : comma;
      const quote = text.indexOf('"', i);
      if (quote >= 0 && quote < end) return parseError(text, quote, 'bare " in non-quoted-field');
      fields.push(text.slice(i, end));
      i = end;
    }
    if (i >= text.length) return fields;
    i++;
  }
}
