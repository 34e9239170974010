/** Go struct types written as text: `Name string`, one field a line, `json:Id` and `omitempty` as in struct tags. */
import { assert } from '../../util/assert.ts';
import type { Bytes } from '../../util/bytes.ts';
import { formatGoDuration } from '../../util/go-duration.ts';
import { isGoError } from '../../util/go-error.ts';
import { goJson } from '../../util/go-json.ts';
import { formatTime, GO_STRING_LAYOUT, RFC3339_NANO } from '../../util/go-time.ts';
import { parseTime } from '../../util/go-time-parse.ts';
import {
  GO_ANY,
  GO_BOOL,
  GO_FLOAT64,
  GO_INT,
  GO_INT64,
  GO_STRING,
  GO_UINT16,
  GO_UINT64,
  type GoField,
  type GoType,
  goDefined,
  goEmbedded,
  goField,
  goMapType,
  goPtr,
  goSlice,
  goStructType,
} from '../../util/go-value/type.ts';

/** Named types; the basic ones are there from the start. */
export type TypeBook = Map<string, GoType>;

function timeText(data: unknown): Bytes {
  const t = parseTime(RFC3339_NANO, (data as Bytes | null | undefined) ?? '0001-01-01T00:00:00Z');
  return isGoError(t) ? String(data) : formatTime(t, GO_STRING_LAYOUT);
}

/** `time.Time` whose data is RFC 3339 text. */
const GO_TIME: GoType = goDefined('time.Time', GO_STRING, {
  text: timeText,
  marshal: (data) => goJson((data as Bytes | null | undefined) ?? '0001-01-01T00:00:00Z'),
});

/** `time.Duration`, nanoseconds. */
const GO_DURATION: GoType = goDefined('time.Duration', GO_INT64, {
  text: (data) => formatGoDuration((data as number | null | undefined) ?? 0),
});

/** A book with Go's own types. */
export function typeBook(): TypeBook {
  return new Map<string, GoType>([
    ['string', GO_STRING],
    ['bool', GO_BOOL],
    ['int', GO_INT],
    ['int64', GO_INT64],
    ['uint16', GO_UINT16],
    ['uint64', GO_UINT64],
    ['float64', GO_FLOAT64],
    ['any', GO_ANY],
    ['time.Time', GO_TIME],
    ['time.Duration', GO_DURATION],
    ['struct{}', goStructType('struct {}', [])],
  ]);
}

function typeOf(book: TypeBook, text: string): GoType {
  if (text.startsWith('*')) return goPtr(typeOf(book, text.slice(1)));
  if (text.startsWith('[]')) return goSlice(typeOf(book, text.slice(2)));
  if (text.startsWith('map[')) {
    const close = text.indexOf(']');
    return goMapType(typeOf(book, text.slice(close + 1)), typeOf(book, text.slice(4, close)));
  }
  const found = book.get(text);
  assert(found !== undefined, `no Go type ${text}`);
  return found;
}

function fieldOf(book: TypeBook, line: string): GoField {
  const [name = '', type, ...tags] = line.split(' ');
  if (type === undefined) return goEmbedded(name.replace(/^\*?[a-z]*\.?/, ''), typeOf(book, name));
  const json = tags.find((tag) => tag.startsWith('json:'))?.slice('json:'.length) ?? name;
  return goField(name, typeOf(book, type), json, tags.includes('omitempty') ? 'omitempty' : '');
}

/** Adds a struct type; a line with a type alone embeds it. */
export function struct(book: TypeBook, name: string, text: string): GoType {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const type = goStructType(
    name,
    lines.map((line) => fieldOf(book, line)),
  );
  book.set(name, type);
  return type;
}

/** Adds a defined type over another one of the book. */
export function defined(book: TypeBook, name: string, underlying: string): GoType {
  const type = goDefined(name, typeOf(book, underlying));
  book.set(name, type);
  return type;
}
