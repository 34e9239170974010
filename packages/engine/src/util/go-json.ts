import { base64Encode } from './base64.ts';
import type { Bytes } from './bytes.ts';
import { formatFloat } from './float-format.ts';
import { GO_JSON_NUMBER } from './go-value/type.ts';
import {
  elemOfInterface,
  elemOfPtr,
  fieldValue,
  type GoRef,
  type GoValue,
  goValueOf,
  isNilData,
  lengthOf,
  mapElem,
  sliceElem,
  sortedKeys,
  stringData,
} from './go-value/value.ts';
import { RUNE_ERROR, runeAt, runeOf, widthOf } from './rune.ts';

/** How to write a document. */
export interface GoJsonOptions {
  /** Written once a level at the start of lines, as `MarshalIndent(v, "", indent)`; absent writes one line. */
  readonly indent?: Bytes;
  /** `<`, `>` and `&` as \u003c…: on in `json.Marshal`, off in what the daemon and the CLI's `json` function write. */
  readonly escapeHtml?: boolean;
  /** Keys of plain objects: `sorted` as Go maps (the default), or as they were inserted, for documents made in order. */
  readonly keys?: 'sorted' | 'inserted';
}

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

const PLAIN = /^[ !#-[\]-\x7f]*$/;
const HTML = /[<>&]/;

function unicodeEscape(c: number): Bytes {
  return `\\u${c.toString(16).padStart(4, '0')}`;
}

/** A JSON string as encoding/json writes it; `s` is UTF-8 and malformed bytes become \ufffd. */
export function goJsonString(s: Bytes, escapeHtml: boolean): Bytes {
  if (PLAIN.test(s) && !(escapeHtml && HTML.test(s))) return `"${s}"`;
  let out = '"';
  for (let i = 0; i < s.length; ) {
    const p = runeAt(s, i);
    const r = runeOf(p);
    const width = widthOf(p);
    const c = s.slice(i, i + width);
    if (r === RUNE_ERROR && width === 1) out += '\\ufffd';
    else if (Object.hasOwn(SHORT_ESCAPES, c)) out += SHORT_ESCAPES[c];
    else if (r < 0x20 || r === 0x2028 || r === 0x2029 || (escapeHtml && HTML.test(c))) out += unicodeEscape(r);
    else out += c;
    i += width;
  }
  return `${out}"`;
}

/** A float64 as encoding/json writes it: plain between 1e-6 and 1e21, otherwise with a short exponent. */
export function goJsonFloat(x: number): Bytes {
  const a = Math.abs(x);
  if (a === 0 || (a >= 1e-6 && a < 1e21)) return formatFloat(x, 'f', -1);
  return formatFloat(x, 'e', -1).replace(/e-0(\d)$/, 'e-$1');
}

/** Writer of one document, with the depth for indenting. */
class Encoder {
  private readonly indent: Bytes | undefined;
  private readonly escapeHtml: boolean;
  private readonly inserted: boolean;
  private depth = 0;

  constructor(options: GoJsonOptions) {
    this.indent = options.indent;
    this.escapeHtml = options.escapeHtml ?? true;
    this.inserted = options.keys === 'inserted';
  }

  encode(ref: GoRef): Bytes {
    const v = elemOfInterface(ref);
    if (v === null) return 'null';
    if (v.type.marshal !== undefined) return v.type.marshal(v.data);
    switch (v.type.kind) {
      case 'bool':
        return v.data === true ? 'true' : 'false';
      case 'int':
      case 'uint':
        return integerText(v.data);
      case 'float':
        return goJsonFloat(Number(v.data ?? 0));
      case 'string':
        return v.type.name === GO_JSON_NUMBER.name
          ? stringData(v) || '0'
          : goJsonString(stringData(v), this.escapeHtml);
      case 'ptr':
        return isNilData(v.data) ? 'null' : this.encode(elemOfPtr(v));
      case 'slice':
        return this.slice(v);
      case 'map':
        return this.map(v);
      case 'struct':
        return this.object(this.structMembers(v, []));
      default:
        return 'null';
    }
  }

  private slice(v: GoValue): Bytes {
    if (isNilData(v.data)) return 'null';
    if (v.type.elem?.name === 'uint8') {
      return `"${base64Encode(String.fromCharCode(...(v.data as readonly number[])))}"`;
    }
    const items: Bytes[] = [];
    const n = lengthOf(v);
    this.depth++;
    for (let i = 0; i < n; i++) items.push(this.encode(sliceElem(v, i)));
    this.depth--;
    return this.wrap('[', items, ']');
  }

  private map(v: GoValue): Bytes {
    if (isNilData(v.data)) return 'null';
    const keys = this.inserted && !(v.data instanceof Map) ? Object.keys(v.data as object) : sortedKeys(v);
    const members: [Bytes, GoRef][] = [];
    for (const key of keys) members.push([key, mapElem(v, key)]);
    return this.object(members);
  }

  private structMembers(v: GoValue, members: [Bytes, GoRef][]): [Bytes, GoRef][] {
    for (const f of v.type.fields ?? []) {
      const field = fieldValue(v, f);
      if (f.embedded) this.structMembers(field.type.kind === 'ptr' ? elemOfPtr(field) : field, members);
      else if (f.json !== '-' && !(f.omitEmpty && isEmptyValue(field))) members.push([f.json, field]);
    }
    return members;
  }

  private object(members: readonly (readonly [Bytes, GoRef])[]): Bytes {
    const colon = this.indent === undefined ? ':' : ': ';
    const items: Bytes[] = [];
    this.depth++;
    for (const [key, value] of members) items.push(goJsonString(key, this.escapeHtml) + colon + this.encode(value));
    this.depth--;
    return this.wrap('{', items, '}');
  }

  private wrap(open: Bytes, items: readonly Bytes[], close: Bytes): Bytes {
    if (items.length === 0 || this.indent === undefined) return open + items.join(',') + close;
    const inner = `\n${this.indent.repeat(this.depth + 1)}`;
    return open + inner + items.join(`,${inner}`) + `\n${this.indent.repeat(this.depth)}` + close;
  }
}

function integerText(data: unknown): Bytes {
  const n = (data ?? 0) as number | bigint;
  return typeof n === 'number' && Math.abs(n) > Number.MAX_SAFE_INTEGER ? BigInt(n).toString() : String(n);
}

/** What `omitempty` leaves out: false, 0, nil, and empty strings, slices and maps. */
function isEmptyValue(v: GoValue): boolean {
  switch (v.type.kind) {
    case 'bool':
      return v.data !== true;
    case 'int':
    case 'uint':
    case 'float':
      return Number(v.data ?? 0) === 0;
    case 'string':
    case 'slice':
    case 'map':
      return lengthOf(v) === 0;
    case 'ptr':
    case 'interface':
      return isNilData(v.data);
    default:
      return false;
  }
}

/**
 * `json.Marshal` or `json.MarshalIndent` of a value or of plain data: map keys sorted by bytes, struct fields in order, text
 * as UTF-8 bytes.
 */
export function goJson(value: unknown, options: GoJsonOptions = {}): Bytes {
  return new Encoder(options).encode(goValueOf(value));
}
