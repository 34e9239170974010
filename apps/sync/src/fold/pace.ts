import type { EngineApi, SimTime } from '@drydock/protocol';
import { foldHorizon, type Moment } from '@drydock/replica';

const MIN_STEP = 20_000;
const MAX_STEP = 10_000_000_000;
const SHORT_MS = 1;
const LONG_MS = 4;

/**
 * Lets time pass in slices of simulated time that adapt to what they cost, so that a busy host is folded in pieces of a
 * few milliseconds and an idle one in a single jump. How time is cut never changes the outcome (split-advance law).
 */
export class Pace {
  readonly #now: () => number;
  #step = 10_000_000;

  /** `now` in milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Advances towards `to` until there or past `deadline`; calls `beat` before each call of the engine. */
  advance<W>(engine: EngineApi<W>, from: Moment<W>, to: SimTime, deadline: number, beat: () => void): Passed<W> {
    let moment = from;
    let stirred = false;
    let visible = false;
    while (moment.at < to && this.#now() < deadline) {
      const due = engine.nextDue(moment.world);
      const idle = due === null || due > to;
      if (!idle) stirred = true;
      const began = this.#now();
      beat();
      const target = idle ? to : Math.min(to, Math.max(due, moment.at) + this.#step);
      const folded = foldHorizon(engine, moment, target);
      moment = folded.moment;
      if (folded.outputs.length > 0) visible = true;
      if (!idle) this.#adapt(this.#now() - began);
    }
    return { moment, stirred, visible };
  }

  #adapt(ms: number): void {
    if (ms > LONG_MS) this.#step = Math.max(MIN_STEP, Math.floor(this.#step / 4));
    else if (ms < SHORT_MS) this.#step = Math.min(MAX_STEP, this.#step * 2);
  }
}

/** How far time passed: whether anything was due on the way, and whether it put anything out. */
export interface Passed<W> {
  readonly moment: Moment<W>;
  readonly stirred: boolean;
  readonly visible: boolean;
}
