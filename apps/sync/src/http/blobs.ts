import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Store } from '@drydock/db';

const PATH = /^\/api\/blob\/([0-9a-f]{64})$/;
/** Octets of blobs kept in memory, as compressed. */
const CACHE_BYTES = 64 * 1024 * 1024;

/**
 * Checkpoints and sealed segments by digest: compressed once when they were stored, never changed, so any cache may keep
 * them for ever. Knowing a digest is the right to read it; digests are told only to those who may watch the room.
 */
export class Blobs {
  readonly #log: Pick<Store['log'], 'blob'>;
  readonly #cache = new Map<string, Promise<Uint8Array | null>>();
  #cached = 0;

  constructor(log: Pick<Store['log'], 'blob'>) {
    this.#log = log;
  }

  /** Answers a request for a blob; false when the path is not one. */
  async answer(request: IncomingMessage, response: ServerResponse, path: string): Promise<boolean> {
    const digest = PATH.exec(path)?.[1];
    if (digest === undefined) return false;
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
      return true;
    }
    const etag = `"${digest}"`;
    const headers = { etag, 'cache-control': 'private, max-age=31536000, immutable', vary: 'accept-encoding' };
    if (request.headers['if-none-match'] === etag) {
      response.writeHead(304, headers).end();
      return true;
    }
    const octets = await this.#read(digest);
    if (!octets) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('There is nothing with this digest.\n');
      return true;
    }
    const nosniff = { 'x-content-type-options': 'nosniff' };
    const type = { 'content-type': 'application/octet-stream', 'content-encoding': 'gzip', ...nosniff };
    response.writeHead(200, { ...headers, ...type, 'content-length': octets.length });
    response.end(request.method === 'HEAD' ? undefined : octets);
    return true;
  }

  /** Reads through the cache; however many ask at once, the store is asked once. */
  async #read(digest: string): Promise<Uint8Array | null> {
    const known = this.#cache.get(digest);
    if (known) {
      this.#cache.delete(digest);
      this.#cache.set(digest, known); // the most recently used is last
      return await known;
    }
    const reading = this.#log.blob(digest);
    this.#cache.set(digest, reading);
    const octets = await reading.catch((error: unknown) => {
      this.#cache.delete(digest);
      throw error;
    });
    if (!octets) this.#cache.delete(digest);
    else this.#cached += octets.length;
    await this.#shrink();
    return octets;
  }

  async #shrink(): Promise<void> {
    for (const [digest, reading] of this.#cache) {
      if (this.#cached <= CACHE_BYTES) return;
      this.#cache.delete(digest);
      this.#cached -= (await reading.catch(() => null))?.length ?? 0;
    }
  }
}
