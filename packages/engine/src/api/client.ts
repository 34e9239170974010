/** Requests of the Engine API as plain messages. Paths are without the version prefix. */
import type { Value } from './json.ts';
import type { ApiRequest } from './message.ts';

type Query = { readonly [name: string]: string };

/** A GET request. */
export function get(path: string, query: Query = {}): ApiRequest {
  return { kind: 'request', method: 'GET', path, query, body: null };
}

/** A HEAD request: the answer is its headers alone. */
export function head(path: string, query: Query = {}): ApiRequest {
  return { kind: 'request', method: 'HEAD', path, query, body: null };
}

/** A POST request with a JSON body or none. */
export function post(path: string, query: Query = {}, body: Value = null): ApiRequest {
  return { kind: 'request', method: 'POST', path, query, body };
}

/** A PUT request; what is put follows as raw chunks and an end. */
export function put(path: string, query: Query = {}): ApiRequest {
  return { kind: 'request', method: 'PUT', path, query, body: null };
}

/** A DELETE request. */
export function del(path: string, query: Query = {}): ApiRequest {
  return { kind: 'request', method: 'DELETE', path, query, body: null };
}
