import type { IncomingMessage } from 'node:http';

/**
 * True when a request comes from a page of ours, or from no page at all (a program sends no Origin, and has no cookies
 * or other ambient rights that a foreign page could borrow). `allowed`: further origins, such as `https://example.org`.
 */
export function isAllowedOrigin(request: IncomingMessage, allowed: readonly string[]): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  if (allowed.includes(origin)) return true;
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}
