/**
 * A failure that a Go function would return as `error`: plain data with the very text Go prints. Pure functions of this
 * folder return it instead of throwing, so that a simulated failure never travels as an exception.
 */
export class GoError {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

/** Whether `value` is a failure rather than a result. */
export function isGoError(value: unknown): value is GoError {
  return value instanceof GoError;
}
