import { EngineFault } from '../util/assert.ts';
import { MAX_DEPTH } from './seal.ts';

const TAG_NULL = 1;
const TAG_FALSE = 2;
const TAG_TRUE = 3;
const TAG_INT = 4;
const TAG_DOUBLE = 5;
const TAG_FIELDS = 9;
const TAG_END = 10;
/** The low three bits of a word that opens something with a length, which stands above them. */
const OPEN_STRING = 0;
const OPEN_ARRAY = 6;

function rotl(x: number, n: number): number {
  return (x << n) | (x >>> (32 - n));
}

function avalanche(x: number): number {
  let h = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/**
 * A 128-bit hash of a sequence of values in four 32-bit lanes, after MurmurHash3 x86 128 (Appleby, public domain), fed
 * word by word. It finds differences and is no defence against someone who seeks collisions. One instance serves many
 * hashes, each between `begin` and `end`.
 */
export class Hasher {
  private readonly state = new Int32Array(4);
  private words = 0;
  private readonly double = new DataView(new ArrayBuffer(8));

  /** Starts a hash; different seeds make different hashes of the same values. */
  begin(seed: number): void {
    this.state[0] = seed;
    this.state[1] = 0x239b961b;
    this.state[2] = 0xab0e9789 | 0;
    this.state[3] = 0x38b34ae5;
    this.words = 0;
  }

  /** Takes in a 32-bit word. */
  word(w: number): void {
    const state = this.state;
    const at = this.words++ & 3;
    const k = Math.imul(rotl(Math.imul(w, 0x239b961b), 15), 0xab0e9789);
    const h = rotl((state[at] as number) ^ k, 19) + (state[(at + 1) & 3] as number);
    state[at] = Math.imul(h, 5) + 0x561ccd1b;
  }

  /** Takes in the four words of `hash` from place `at` on. */
  lanes(hash: Int32Array, at: number): void {
    this.word(hash[at] as number);
    this.word(hash[at + 1] as number);
    this.word(hash[at + 2] as number);
    this.word(hash[at + 3] as number);
  }

  /** Takes in a string, two UTF-16 units a word. */
  string(s: string): void {
    const n = s.length;
    this.word((n << 3) | OPEN_STRING);
    let i = 0;
    for (; i + 1 < n; i += 2) this.word(s.charCodeAt(i) | (s.charCodeAt(i + 1) << 16));
    if (i < n) this.word(s.charCodeAt(i));
  }

  /** Takes in a finite number; 0 and -0 differ. */
  number(v: number): void {
    if ((v | 0) === v && (v !== 0 || 1 / v > 0)) {
      this.word(TAG_INT);
      this.word(v);
      return;
    }
    if (!Number.isFinite(v)) throw new EngineFault(`a record holds the number ${v}`);
    this.double.setFloat64(0, v, true);
    this.word(TAG_DOUBLE);
    this.word(this.double.getInt32(0, true));
    this.word(this.double.getInt32(4, true));
  }

  /** Takes in the fields of an object in their order. */
  fields(fields: object, depth = 0): void {
    this.word(TAG_FIELDS);
    for (const name in fields) {
      this.string(name);
      this.value((fields as Record<string, unknown>)[name], depth + 1);
    }
    this.word(TAG_END);
  }

  /** Takes in any value a record may hold; faults at what it may not. */
  value(v: unknown, depth: number): void {
    if (typeof v === 'string') this.string(v);
    else if (typeof v === 'number') this.number(v);
    else if (v === true) this.word(TAG_TRUE);
    else if (v === false) this.word(TAG_FALSE);
    else if (v === null) this.word(TAG_NULL);
    else if (typeof v !== 'object') throw new EngineFault(`a record holds a ${typeof v}`);
    else if (depth > MAX_DEPTH) throw new EngineFault(`a record is nested deeper than ${MAX_DEPTH}`);
    else if (!Array.isArray(v)) this.fields(v, depth);
    else {
      this.word((v.length << 3) | OPEN_ARRAY);
      for (let i = 0; i < v.length; i++) this.value(v[i], depth + 1);
    }
  }

  /** Ends the hash and writes its four lanes to `out` from place `at` on. */
  end(out: Int32Array, at: number): void {
    const state = this.state;
    const n = this.words;
    let a = (state[0] as number) ^ n;
    let b = (state[1] as number) ^ n;
    let c = (state[2] as number) ^ n;
    let d = (state[3] as number) ^ n;
    a = (a + b + c + d) | 0;
    b = (b + a) | 0;
    c = (c + a) | 0;
    d = (d + a) | 0;
    a = avalanche(a);
    b = avalanche(b);
    c = avalanche(c);
    d = avalanche(d);
    a = (a + b + c + d) | 0;
    out[at] = a;
    out[at + 1] = b + a;
    out[at + 2] = c + a;
    out[at + 3] = d + a;
  }
}
