import { EngineFault } from '../util/assert.ts';
import { ByteWriter } from './byte-writer.ts';
import { MAX_DEPTH } from './seal.ts';
import { INTERN_LIMIT, TAG } from './value-tag.ts';

/** Point in the tree of field names met so far; the way from the root is a sequence of names. */
class ShapePoint {
  /** Number of the shape that ends here, 0 while there is none. */
  shape = 0;
  /** The name followed last and where it led: most records look like the one before. */
  lastName = '';
  last: ShapePoint | null = null;
  others: Map<string, ShapePoint> | null = null;

  follow(name: string): ShapePoint {
    if (this.last !== null && this.lastName === name) return this.last;
    this.others ??= new Map();
    let next = this.others.get(name);
    if (next === undefined) {
      next = new ShapePoint();
      this.others.set(name, next);
    }
    this.lastName = name;
    this.last = next;
    return next;
  }
}

/** Writes values as `TAG` describes, interning strings and shapes. */
export class ValueWriter {
  readonly out = new ByteWriter();
  private readonly strings = new Map<string, number>();
  private readonly shapes = new ShapePoint();
  private shapeCount = 0;

  /** Writes any value a record may hold; faults at what it may not. */
  value(v: unknown, depth: number): void {
    const { out } = this;
    if (typeof v === 'string') this.string(v);
    else if (typeof v === 'number') this.number(v);
    else if (v === null) out.byte(TAG.NULL);
    else if (v === true) out.byte(TAG.TRUE);
    else if (v === false) out.byte(TAG.FALSE);
    else if (typeof v !== 'object') throw new EngineFault(`a record holds a ${typeof v}`);
    else if (depth > MAX_DEPTH) throw new EngineFault(`a record is nested deeper than ${MAX_DEPTH}`);
    else if (!Array.isArray(v)) {
      out.byte(TAG.OBJECT);
      this.fields(v, depth);
    } else {
      out.byte(TAG.ARRAY);
      out.varint(v.length);
      for (let i = 0; i < v.length; i++) this.value(v[i], depth + 1);
    }
  }

  /** Writes a string. */
  string(s: string): void {
    const { out } = this;
    if (s.length > INTERN_LIMIT) {
      this.units(s, TAG.LONG_LATIN1, TAG.LONG_UTF16);
      return;
    }
    const known = this.strings.get(s);
    if (known !== undefined) {
      out.byte(TAG.STRING_REF);
      out.varint(known);
      return;
    }
    this.strings.set(s, this.strings.size);
    this.units(s, TAG.LATIN1, TAG.UTF16);
  }

  /** Writes the fields of an object or a record, in their order. */
  fields(fields: object, depth: number): void {
    const bag = fields as Record<string, unknown>;
    let point = this.shapes;
    for (const name in bag) point = point.follow(name);
    if (point.shape === 0) {
      point.shape = ++this.shapeCount;
      const names = Object.keys(bag);
      this.out.varint(0);
      this.out.varint(names.length);
      for (const name of names) this.string(name);
    } else this.out.varint(point.shape);
    for (const name in bag) this.value(bag[name], depth + 1);
  }

  private units(s: string, narrow: number, wide: number): void {
    const { out } = this;
    const start = out.length;
    out.byte(narrow);
    out.varint(s.length);
    if (out.latin1(s)) return;
    out.rewind(start);
    out.byte(wide);
    out.varint(s.length);
    out.utf16(s);
  }

  private number(v: number): void {
    const { out } = this;
    if (!Number.isSafeInteger(v) || Object.is(v, -0)) {
      if (!Number.isFinite(v)) throw new EngineFault(`a record holds the number ${v}`);
      out.byte(TAG.DOUBLE);
      out.double(v);
    } else if (v < 0) {
      out.byte(TAG.NEGATIVE);
      out.varint(-v);
    } else if (v < 128) out.byte(v);
    else {
      out.byte(TAG.INT);
      out.varint(v);
    }
  }
}
