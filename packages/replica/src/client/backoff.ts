/** How long to wait before the next attempt to connect. */
export class Backoff {
  readonly #random: () => number;
  #attempts = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** Milliseconds: 200 doubling to 10 000, a random half of it taken off, and never less than `atLeastMs`. */
  next(atLeastMs = 0): number {
    const full = Math.min(10_000, 200 * 2 ** this.#attempts);
    this.#attempts = Math.min(16, this.#attempts + 1);
    return atLeastMs + full * (0.5 + this.#random() / 2);
  }

  /** After a connection that got as far as being live. */
  reset(): void {
    this.#attempts = 0;
  }
}
