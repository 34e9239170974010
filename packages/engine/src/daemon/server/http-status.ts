import type { ErrorKind } from '../errors.ts';

const STATUS: { readonly [kind in ErrorKind]: number } = {
  invalidParameter: 400,
  unauthorized: 401,
  forbidden: 403,
  notFound: 404,
  conflict: 409,
  notModified: 304,
  system: 500,
  notImplemented: 501,
  unavailable: 503,
};

/** HTTP status of an error kind (daemon/server/httpstatus/status.go). */
export function httpStatus(kind: ErrorKind): number {
  return STATUS[kind];
}
