/** What a room client needs of the place it runs in, so that it runs in a Web Worker, a page, Node and a test alike. */

/** The part of a WebSocket that is used. */
export interface Socket {
  binaryType: string;
  send(octets: Uint8Array<ArrayBuffer>): void;
  close(code?: number, reason?: string): void;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number; reason: string }) => void) | null;
  onerror: ((event: never) => void) | null;
}

/** The outside of a room client. */
export interface Ports {
  /** Opens a socket to the room: `new WebSocket(url)`. */
  connect(): Socket;
  /** An access token for the room; `fresh` when the last one was refused. Rejects when there is none to be had. */
  token(fresh: boolean): Promise<string>;
  /** Uncompressed octets of a stored blob: `GET /api/blob/DIGEST`. */
  blob(digest: string): Promise<Uint8Array>;
  /** Calls `later` once, after `ms`; the returned function prevents it. */
  timer(ms: number, later: () => void): () => void;
  /** Milliseconds, never going back: `performance.now()`. */
  now(): number;
  /** 0 ≤ x < 1: `Math.random()`. For jitter and nonces. */
  random(): number;
}
