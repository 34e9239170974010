/** Kinds of failure of the daemon (moby's errdefs): data, mapped to HTTP in one place (server/http-status.ts). */
export type ErrorKind =
  | 'invalidParameter'
  | 'notFound'
  | 'conflict'
  | 'forbidden'
  | 'notModified'
  | 'system'
  | 'notImplemented'
  | 'unavailable'
  | 'unauthorized';

/** A failed request: what the client is told. */
export interface DaemonError {
  readonly error: ErrorKind;
  readonly message: string;
}

/** `message` as an error of kind `error`. */
export function failure(error: ErrorKind, message: string): DaemonError {
  return { error, message };
}

export const notFound = (message: string): DaemonError => failure('notFound', message);
export const conflict = (message: string): DaemonError => failure('conflict', message);
export const invalid = (message: string): DaemonError => failure('invalidParameter', message);
export const system = (message: string): DaemonError => failure('system', message);

/** Did a call fail? */
export function isError(value: unknown): value is DaemonError {
  return typeof value === 'object' && value !== null && 'error' in value && 'message' in value;
}
