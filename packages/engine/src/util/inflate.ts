import type { Bytes } from './bytes.ts';
import { GoError } from './go-error.ts';

/** What was decompressed, and the index after the last byte that was read. */
export interface Inflated {
  readonly bytes: Bytes;
  readonly next: number;
}

class Corrupt extends Error {}

/** Canonical Huffman code: for each length how many codes there are, and the symbols in order of their codes. */
interface Huffman {
  readonly counts: readonly number[];
  readonly symbols: readonly number[];
}

const MAX_BITS = 15;

const LENGTH_BASE = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
];
const LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCE_BASE = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
  8193, 12289, 16385, 24577,
];
const DISTANCE_EXTRA = [
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
];
const CODE_LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** The code that `lengths` (one a symbol, 0 for unused) describe; over-subscribed and, but for one code, short sets are refused. */
function huffman(lengths: readonly number[]): Huffman {
  const counts = new Array<number>(MAX_BITS + 1).fill(0);
  for (const l of lengths) counts[l] = (counts[l] as number) + 1;
  counts[0] = 0;
  let left = 1;
  let used = 0;
  for (let l = 1; l <= MAX_BITS; l++) {
    left = left * 2 - (counts[l] as number);
    used += counts[l] as number;
    if (left < 0) throw new Corrupt();
  }
  if (left > 0 && used > 1) throw new Corrupt();
  const offsets = [0, 0];
  for (let l = 1; l < MAX_BITS; l++) offsets.push((offsets[l] as number) + (counts[l] as number));
  const symbols: number[] = [];
  lengths.forEach((l, symbol) => {
    if (l === 0) return;
    const at = offsets[l] as number;
    symbols[at] = symbol;
    offsets[l] = at + 1;
  });
  return { counts, symbols };
}

function fixedLengths(): number[] {
  const lengths: number[] = [];
  for (let i = 0; i < 288; i++) lengths.push(i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8);
  return lengths;
}

const FIXED_LITERALS: Huffman = huffman(fixedLengths());
const FIXED_DISTANCES: Huffman = huffman(new Array<number>(32).fill(5));

class Inflater {
  private readonly source: Bytes;
  private readonly limit: number;
  private at: number;
  private bits = 0;
  private bitCount = 0;
  private out: Uint8Array = new Uint8Array(1024);
  private length = 0;

  constructor(source: Bytes, at: number, limit: number) {
    this.source = source;
    this.at = at;
    this.limit = limit;
  }

  run(): Inflated {
    for (let last = 0; last === 0; ) {
      last = this.take(1);
      const type = this.take(2);
      if (type === 0) this.stored();
      else if (type === 1) this.block(FIXED_LITERALS, FIXED_DISTANCES);
      else if (type === 2) this.dynamic();
      else throw new Corrupt();
    }
    let bytes = '';
    for (let i = 0; i < this.length; i += 8192) {
      bytes += String.fromCharCode(...this.out.subarray(i, Math.min(i + 8192, this.length)));
    }
    // Whole bytes that were read ahead but not used are given back.
    return { bytes, next: this.at - (this.bitCount >> 3) };
  }

  /** Index of the byte at which reading stands, for errors. */
  offset(): number {
    return this.at;
  }

  private byte(): number {
    if (this.at >= this.source.length) throw new UnexpectedEof();
    return this.source.charCodeAt(this.at++);
  }

  private take(count: number): number {
    while (this.bitCount < count) {
      this.bits |= this.byte() << this.bitCount;
      this.bitCount += 8;
    }
    const value = this.bits & ((1 << count) - 1);
    this.bits >>>= count;
    this.bitCount -= count;
    return value;
  }

  private symbol(code: Huffman): number {
    let value = 0;
    let first = 0;
    let index = 0;
    for (let l = 1; l <= MAX_BITS; l++) {
      value |= this.take(1);
      const count = code.counts[l] as number;
      if (value - first < count) return code.symbols[index + value - first] as number;
      index += count;
      first = (first + count) << 1;
      value <<= 1;
    }
    throw new Corrupt();
  }

  private put(byte: number): void {
    if (this.length === this.limit) throw new TooLarge();
    if (this.length === this.out.length) {
      const grown = new Uint8Array(Math.min(this.limit, this.out.length * 2));
      grown.set(this.out);
      this.out = grown;
    }
    this.out[this.length++] = byte;
  }

  private stored(): void {
    this.at -= this.bitCount >> 3;
    this.bits = 0;
    this.bitCount = 0;
    const length = this.byte() | (this.byte() << 8);
    const complement = this.byte() | (this.byte() << 8);
    if ((length ^ complement) !== 0xffff) throw new Corrupt();
    for (let i = 0; i < length; i++) this.put(this.byte());
  }

  private block(literals: Huffman, distances: Huffman): void {
    for (;;) {
      const symbol = this.symbol(literals);
      if (symbol < 256) this.put(symbol);
      else if (symbol === 256) return;
      else this.copy(symbol - 257, distances);
    }
  }

  private copy(symbol: number, distances: Huffman): void {
    const base = LENGTH_BASE[symbol];
    if (base === undefined) throw new Corrupt();
    const length = base + this.take(LENGTH_EXTRA[symbol] as number);
    const code = this.symbol(distances);
    const distanceBase = DISTANCE_BASE[code];
    if (distanceBase === undefined) throw new Corrupt();
    const distance = distanceBase + this.take(DISTANCE_EXTRA[code] as number);
    if (distance > this.length) throw new Corrupt();
    for (let i = 0; i < length; i++) this.put(this.out[this.length - distance] as number);
  }

  private dynamic(): void {
    const literalCount = this.take(5) + 257;
    const distanceCount = this.take(5) + 1;
    const codeCount = this.take(4) + 4;
    if (literalCount > 286) throw new Corrupt();
    const codeLengths = new Array<number>(19).fill(0);
    for (let i = 0; i < codeCount; i++) codeLengths[CODE_LENGTH_ORDER[i] as number] = this.take(3);
    const code = huffman(codeLengths);
    const lengths: number[] = [];
    while (lengths.length < literalCount + distanceCount) {
      const symbol = this.symbol(code);
      if (symbol < 16) {
        lengths.push(symbol);
        continue;
      }
      if (symbol === 16 && lengths.length === 0) throw new Corrupt();
      const value = symbol === 16 ? (lengths.at(-1) as number) : 0;
      const repeat = symbol === 16 ? 3 + this.take(2) : symbol === 17 ? 3 + this.take(3) : 11 + this.take(7);
      for (let i = 0; i < repeat; i++) lengths.push(value);
    }
    if (lengths.length > literalCount + distanceCount) throw new Corrupt();
    this.block(huffman(lengths.slice(0, literalCount)), huffman(lengths.slice(literalCount)));
  }
}

class UnexpectedEof extends Error {}
class TooLarge extends Error {}

/** Error of data that would become longer than allowed. */
export const INFLATE_TOO_LARGE: GoError = new GoError('decompressed data is too large');

/**
 * Decompresses a DEFLATE stream (RFC 1951) that begins at byte `at`, to at most `limit` bytes. Errors read as Go's
 * compress/flate: `flate: corrupt input before offset N`, `unexpected EOF`.
 */
export function inflate(source: Bytes, at: number, limit: number): Inflated | GoError {
  const inflater = new Inflater(source, at, limit);
  try {
    return inflater.run();
  } catch (e) {
    if (e instanceof UnexpectedEof) return new GoError('unexpected EOF');
    if (e instanceof TooLarge) return INFLATE_TOO_LARGE;
    if (e instanceof Corrupt) return new GoError(`flate: corrupt input before offset ${inflater.offset() - at}`);
    throw e;
  }
}
