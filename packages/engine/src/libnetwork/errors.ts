/** Failures of libnetwork: the text that reaches the user and the kind that decides the HTTP status (moby errdefs). */

export type NetErrorKind = 'invalidParameter' | 'forbidden' | 'notFound' | 'conflict' | 'notImplemented' | 'system';

export interface NetError {
  readonly kind: NetErrorKind;
  readonly error: string;
}

export function netError(kind: NetErrorKind, error: string): NetError {
  return { kind, error };
}

/** Is the result a failure? */
export function isNetError(value: unknown): value is NetError {
  return (
    typeof value === 'object' &&
    value !== null &&
    'error' in value &&
    'kind' in value &&
    Object.keys(value).length === 2
  );
}

/** Go's syscall.Errno texts, lower case, as dockerd prints them. */
const ERRNO_TEXT: ReadonlyMap<number, string> = new Map([
  [-1, 'operation not permitted'],
  [-13, 'permission denied'],
  [-22, 'invalid argument'],
  [-34, 'numerical result out of range'],
  [-93, 'protocol not supported'],
  [-95, 'operation not supported'],
  [-98, 'address already in use'],
  [-99, 'cannot assign requested address'],
]);

/** Text of an errno as Go prints it. */
export function goErrno(errno: number): string {
  return ERRNO_TEXT.get(errno) ?? `errno ${-errno}`;
}
