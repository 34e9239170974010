/** Kinds of failure that the Engine API tells apart (github.com/containerd/errdefs), by HTTP status. */

/** What a failure means to its caller. */
export type ErrorKind =
  | 'invalid-parameter'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'not-implemented'
  | 'unavailable'
  | 'system';

/** Kind of an answer with `status`; null when it is no failure. */
export function kindOfStatus(status: number): ErrorKind | null {
  if (status < 400) return null;
  switch (status) {
    case 400:
      return 'invalid-parameter';
    case 401:
      return 'unauthorized';
    case 403:
      return 'forbidden';
    case 404:
      return 'not-found';
    case 409:
      return 'conflict';
    case 501:
      return 'not-implemented';
    case 503:
      return 'unavailable';
    default:
      return 'system';
  }
}
