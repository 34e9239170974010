/**
 * Engine API messages as they travel on the simulated socket: by reference, frozen, never as JSON text. Every response
 * is a stream (head, chunks, end), so list, attach, logs -f, events, stats, wait, pull and build are one mechanism.
 * An adapter outside turns them into HTTP/1.1 (api/swagger.yaml of moby, version 1.51).
 */

import type { Bytes } from '../util/bytes.ts';
import type { Value } from './json.ts';

/** First message of the client on a fresh connection. `path` is without the version prefix: `/containers/json`. */
export interface ApiRequest {
  readonly kind: 'request';
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  /** Decoded query parameters. */
  readonly query: { readonly [name: string]: string };
  /** JSON body, or null. Archives travel as chunks of bytes after the request. */
  readonly body: Value;
}

/** First message of the server. 101 means that both sides now send RawChunk (attach, exec start). */
export interface ApiHead {
  readonly kind: 'head';
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
}

/** One JSON document of the response (a whole answer, or one object of a JSON stream). */
export interface ApiChunk {
  readonly kind: 'chunk';
  readonly data: Value;
}

/** Bytes of an archive, or one frame of a multiplexed stream: 0 stdin, 1 stdout, 2 stderr (pkg/stdcopy). */
export interface RawChunk {
  readonly kind: 'raw';
  readonly stream: 0 | 1 | 2;
  readonly data: Bytes;
}

/** Nothing more comes from this side. */
export interface ApiEnd {
  readonly kind: 'end';
}

/** Anything that travels on the socket. */
export type ApiMessage = ApiRequest | ApiHead | ApiChunk | RawChunk | ApiEnd;

/** Body of every error response. */
export interface ErrorResponse {
  readonly message: string;
}
