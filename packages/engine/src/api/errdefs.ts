/** Kinds of failure that the Engine API tells apart (github.com/containerd/errdefs), by HTTP status. */

/** What a failure means to its caller. */
export type ErrorKind =
  | 'invalid-parameter' | 'unauthorized' | 'forbidden' | 'not-found' | 'conflict' | 'not-modified' | 'not-implemented' | 'unavailable'
  | 'system';

/** Kind of an answer with `status`; null when it is no failure. */
export function kindOfStatus(status: number): ErrorKind | null {
  if (status < 300) return null;
  switch (status) {
    case 304:
      return 'not-modified';
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

/** HTTP status of a failure of `kind`. */
export function statusOfKind(kind: ErrorKind): number {
  switch (kind) {
    case 'not-modified':
      return 304;
    case 'invalid-parameter':
      return 400;
    case 'unauthorized':
      return 401;
    case 'forbidden':
      return 403;
    case 'not-found':
      return 404;
    case 'conflict':
      return 409;
    case 'not-implemented':
      return 501;
    case 'unavailable':
      return 503;
    default:
      return 500;
  }
}
