/** A growing run of bytes. */
export class ByteWriter {
  private bytes = new Uint8Array(1 << 16);
  private view = new DataView(this.bytes.buffer);
  private at = 0;

  /** Number of bytes written. */
  get length(): number {
    return this.at;
  }

  /** Forgets what was written after the first `length` bytes. */
  rewind(length: number): void {
    this.at = length;
  }

  /** Makes room for `n` more bytes. */
  private reserve(n: number): void {
    if (this.at + n <= this.bytes.length) return;
    const wider = new Uint8Array(Math.max(this.bytes.length * 2, this.at + n));
    wider.set(this.bytes);
    this.bytes = wider;
    this.view = new DataView(wider.buffer);
  }

  /** One byte. */
  byte(b: number): void {
    this.reserve(1);
    this.bytes[this.at++] = b;
  }

  /** A non-negative safe integer, seven bits a byte, the low ones first (LEB128). */
  varint(n: number): void {
    this.reserve(8);
    let v = n;
    for (; v >= 0x10000000; v = Math.floor(v / 128)) this.bytes[this.at++] = 0x80 | (v & 127);
    for (; v >= 128; v >>>= 7) this.bytes[this.at++] = 0x80 | (v & 127);
    this.bytes[this.at++] = v;
  }

  /** A double, eight bytes, little-endian. */
  double(v: number): void {
    this.reserve(8);
    this.view.setFloat64(this.at, v, true);
    this.at += 8;
  }

  /** One byte a unit, if all units of `s` are below 256; else writes nothing and returns false. */
  latin1(s: string): boolean {
    const n = s.length;
    this.reserve(n);
    const { bytes, at } = this;
    for (let i = 0; i < n; i++) {
      const unit = s.charCodeAt(i);
      if (unit > 255) return false;
      bytes[at + i] = unit;
    }
    this.at = at + n;
    return true;
  }

  /** Two bytes a unit, little-endian. */
  utf16(s: string): void {
    const n = s.length;
    this.reserve(2 * n);
    for (let i = 0; i < n; i++, this.at += 2) this.view.setUint16(this.at, s.charCodeAt(i), true);
  }

  /** What was written, in an array of its own. */
  finish(): Uint8Array {
    return this.bytes.slice(0, this.at);
  }
}
