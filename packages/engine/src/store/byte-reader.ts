/** The bytes are not an encoded world that this schema can hold. */
export class CodecError extends Error {
  override name = 'CodecError';
}

/** Units made into a string at a time. */
const CHUNK = 128;

/** Reads what a `ByteWriter` wrote; throws CodecError at the end of the bytes and at what cannot be. */
export class ByteReader {
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private at = 0;
  /** A list to reuse for each length of piece. */
  private readonly pieces: number[][] = [];

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Number of bytes not yet read. */
  get rest(): number {
    return this.bytes.length - this.at;
  }

  /** Stops at bytes that cannot be, telling where. */
  fail(what: string): never {
    throw new CodecError(`${what} before byte ${this.at}`);
  }

  private need(n: number): void {
    if (n > this.rest) throw new CodecError(`truncated: ${n} bytes wanted at byte ${this.at}, ${this.rest} left`);
  }

  /** One byte. */
  byte(): number {
    this.need(1);
    return this.bytes[this.at++] as number;
  }

  /** A non-negative safe integer. */
  varint(): number {
    let v = 0;
    let scale = 1;
    for (;;) {
      const b = this.byte();
      v += (b & 127) * scale;
      if (b < 128) break;
      scale *= 128;
      if (scale > 2 ** 49) this.fail('number too long');
    }
    if (!Number.isSafeInteger(v)) this.fail('number too great');
    return v;
  }

  /** A finite double. */
  double(): number {
    this.need(8);
    const v = this.view.getFloat64(this.at, true);
    this.at += 8;
    return Number.isFinite(v) ? v : this.fail('number not finite');
  }

  /** `n` units of one byte each. */
  latin1(n: number): string {
    this.need(n);
    let rest = n;
    let s = '';
    for (; rest > CHUNK; rest -= CHUNK) s += this.piece(CHUNK);
    return s + this.piece(rest);
  }

  /** At most CHUNK units. They pass through a list, which spreads ten times as fast as a typed array does. */
  private piece(n: number): string {
    let units = this.pieces[n];
    if (units === undefined) {
      units = new Array<number>(n).fill(0);
      this.pieces[n] = units;
    }
    const { bytes, at } = this;
    for (let i = 0; i < n; i++) units[i] = bytes[at + i] as number;
    this.at = at + n;
    return String.fromCharCode(...units);
  }

  /** `n` units of two bytes each, little-endian. */
  utf16(n: number): string {
    this.need(2 * n);
    let s = '';
    for (const end = this.at + 2 * n; this.at < end; this.at += 2) {
      s += String.fromCharCode(this.view.getUint16(this.at, true));
    }
    return s;
  }
}
