/** A bucket of tokens that fills at a steady rate: allows bursts, bounds the average. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** Buckets by key (an address, a person), forgotten when they are full again. */
export class RateLimiter {
  readonly #rate: Rate;
  readonly #now: () => number;
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  /** `now` in milliseconds. */
  constructor(rate: Rate, now: () => number = Date.now) {
    this.#rate = rate;
    this.#now = now;
  }

  /** Takes `cost` tokens of `key`: 0 when there were enough, else milliseconds until there will be (none are taken). */
  take(key: string, cost = 1): number {
    const wait = this.look(key, cost);
    if (wait > 0) return wait;
    const now = this.#now();
    this.#buckets.set(key, { tokens: this.#tokens(key, now) - cost, at: now });
    if (this.#buckets.size > 10_000) this.#sweep(now);
    return 0;
  }

  /** What `take` would answer, without taking any. */
  look(key: string, cost = 1): number {
    const missing = cost - this.#tokens(key, this.#now());
    return missing > 0 ? Math.ceil((missing / this.#rate.perSecond) * 1000) : 0;
  }

  #tokens(key: string, now: number): number {
    const { perSecond, burst } = this.#rate;
    const bucket = this.#buckets.get(key);
    return bucket ? Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * perSecond) : burst;
  }

  #sweep(now: number): void {
    for (const key of [...this.#buckets.keys()]) {
      if (this.#tokens(key, now) >= this.#rate.burst) this.#buckets.delete(key);
    }
  }
}
