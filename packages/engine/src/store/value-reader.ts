import type { ByteReader } from './byte-reader.ts';
import { MAX_DEPTH } from './seal.ts';
import type { Value } from './table.ts';
import { TAG } from './value-tag.ts';

/** A record as it comes from an encoding, before it is known to be of its table's type. */
export type Fields = Record<string, Value>;

/** Names of a shape's fields, and whether plain assignment would mistake one of them for the prototype. */
interface Shape {
  readonly names: readonly string[];
  readonly odd: boolean;
}

/** Reads what a `ValueWriter` wrote; throws CodecError at anything else. */
export class ValueReader {
  readonly in: ByteReader;
  private readonly strings: string[] = [];
  private readonly shapes: Shape[] = [];

  constructor(input: ByteReader) {
    this.in = input;
  }

  /** Reads a value. */
  value(depth: number): Value {
    const tag = this.in.byte();
    if (tag < 128) return tag;
    switch (tag) {
      case TAG.NULL:
        return null;
      case TAG.FALSE:
        return false;
      case TAG.TRUE:
        return true;
      case TAG.INT:
        return this.in.varint();
      case TAG.NEGATIVE:
        return -this.in.varint();
      case TAG.DOUBLE:
        return this.in.double();
      case TAG.ARRAY:
        return this.array(depth);
      case TAG.OBJECT:
        return this.fields(depth);
      default:
        return this.stringOf(tag);
    }
  }

  /** Reads a value that must be a string. */
  string(): string {
    return this.stringOf(this.in.byte());
  }

  private stringOf(tag: number): string {
    const n = this.in.varint();
    if (tag === TAG.STRING_REF) return this.strings[n] ?? this.in.fail(`no string ${n}`);
    if (tag === TAG.LONG_LATIN1) return this.in.latin1(n);
    if (tag === TAG.LONG_UTF16) return this.in.utf16(n);
    if (tag !== TAG.LATIN1 && tag !== TAG.UTF16) this.in.fail(`tag ${tag}`);
    const s = tag === TAG.LATIN1 ? this.in.latin1(n) : this.in.utf16(n);
    this.strings.push(s);
    return s;
  }

  private array(depth: number): Value[] {
    if (depth > MAX_DEPTH) this.in.fail('nested too deep');
    const n = this.in.varint();
    if (n > this.in.rest) this.in.fail(`array of ${n}`);
    const out: Value[] = [];
    for (let i = 0; i < n; i++) out.push(this.value(depth + 1));
    return out;
  }

  /** Reads a record or the fields of an object. */
  fields(depth: number): Fields {
    if (depth > MAX_DEPTH) this.in.fail('nested too deep');
    const n = this.in.varint();
    const shape = n === 0 ? this.newShape() : (this.shapes[n - 1] ?? this.in.fail(`no shape ${n}`));
    const out: Fields = {};
    if (!shape.odd) {
      for (const name of shape.names) out[name] = this.value(depth + 1);
      return out;
    }
    for (const name of shape.names) {
      const value = this.value(depth + 1);
      Object.defineProperty(out, name, { value, writable: true, enumerable: true, configurable: true });
    }
    return out;
  }

  private newShape(): Shape {
    const n = this.in.varint();
    if (n > this.in.rest) this.in.fail(`shape of ${n} names`);
    const names: string[] = [];
    for (let i = 0; i < n; i++) names.push(this.string());
    if (new Set(names).size !== n) this.in.fail('a name twice in one shape');
    const shape = { names, odd: names.includes('__proto__') };
    this.shapes.push(shape);
    return shape;
  }
}
