import type { Clock, SimTime } from '@drydock/protocol';

/**
 * A room's clock: how far simulated time should be by now. It runs only while somebody is present, at the room's rate
 * unless it is paused, and is held back when the fold cannot keep up. It never goes back.
 */
export class RoomClock {
  readonly #now: () => number;
  #at: SimTime;
  #since: number;
  #rate: number;
  #paused: boolean;
  #present = false;
  #halted = false;
  #busy = false;

  /** `now`: milliseconds, never going back. */
  constructor(now: () => number, start: { readonly at: SimTime; readonly rate: number; readonly paused: boolean }) {
    this.#now = now;
    this.#at = start.at;
    this.#rate = start.rate;
    this.#paused = start.paused;
    this.#since = now();
  }

  /** Where simulated time should be, in whole nanoseconds. */
  get at(): SimTime {
    if (!this.running) return this.#at;
    return this.#at + Math.floor((this.#now() - this.#since) * 1e6 * this.#rate);
  }

  get running(): boolean {
    return this.#present && !this.#paused && !this.#halted;
  }

  get rate(): number {
    return this.#rate;
  }

  get paused(): boolean {
    return this.#paused;
  }

  get halted(): boolean {
    return this.#halted;
  }

  get busy(): boolean {
    return this.#busy;
  }

  set busy(busy: boolean) {
    this.#busy = busy;
  }

  /** People came, or the last one left. */
  setPresent(present: boolean): void {
    this.#settle();
    this.#present = present;
  }

  setPaused(paused: boolean): void {
    this.#settle();
    this.#paused = paused;
  }

  setRate(rate: number): void {
    this.#settle();
    this.#rate = rate;
  }

  /** The engine failed: time stands still for good. */
  halt(at: SimTime): void {
    this.#settle();
    this.#halted = true;
    this.#at = at;
  }

  /** Holds the clock where the fold has got to, or moves it there. */
  setAt(at: SimTime): void {
    this.#settle();
    this.#at = at;
  }

  /** As people are shown it. */
  shown(): Clock {
    return { at: this.at, rate: this.#rate, paused: this.#paused, busy: this.#busy, halted: this.#halted };
  }

  #settle(): void {
    this.#at = this.at;
    this.#since = this.#now();
  }
}
