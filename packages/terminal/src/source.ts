/** What a terminal shows and where it comes from. Bytes are byte strings (0..255), UTF-8 as the host wrote them. */
export interface TtySource {
  readonly rows: number;
  readonly cols: number;
  /** All that is still known of its output, to be written to an empty terminal. */
  past(): string;
  /** Follows what comes after `past()`, until the returned function is called. */
  follow(listener: TtyListener): () => void;
}

/** Told of what happens to a terminal. */
export interface TtyListener {
  write(bytes: string): void;
  /** What was shown is void (another moment is shown): begin with `past()` again. */
  reset(): void;
  resize(rows: number, cols: number): void;
}

/** UTF-8 of text, as a byte string. */
export function toBytes(text: string): string {
  const octets = new TextEncoder().encode(text);
  let bytes = '';
  for (const octet of octets) bytes += String.fromCharCode(octet);
  return bytes;
}

/** A byte string as octets. */
export function toOctets(bytes: string): Uint8Array {
  const octets = new Uint8Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) octets[i] = bytes.charCodeAt(i);
  return octets;
}
