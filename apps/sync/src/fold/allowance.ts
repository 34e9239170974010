/** Share of real time that letting a room's time pass may take, on this machine. */
const SHARE = 1 / 3;
/** What may be saved up for bursts, in milliseconds. */
const BURST_MS = 60;

/**
 * How long the folding of passing time may go on. Every participant's machine has to fold the same, and may be several
 * times slower than this one: a host that keeps itself busy for ever is given a third of real time here, and its clock
 * is held accordingly.
 */
export class Allowance {
  readonly #now: () => number;
  #left = BURST_MS;
  #at: number;

  /** `now` in milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
    this.#at = now();
  }

  /** Milliseconds until some work may be done again; 0 when at once. */
  get waitMs(): number {
    const now = this.#now();
    this.#left = Math.min(BURST_MS, this.#left + (now - this.#at) * SHARE);
    this.#at = now;
    return this.#left > 0 ? 0 : Math.ceil((1 - this.#left) / SHARE);
  }

  /** Notes work that was done. */
  spend(ms: number): void {
    this.#left -= ms;
  }
}
