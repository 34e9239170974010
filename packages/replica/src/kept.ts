/** Moments kept for going back: few enough to hold, near enough to any point to fold from. */
import { LIMITS, type SimTime } from '@drydock/protocol';
import type { Moment } from './moment.ts';

/** Where something stands in a room's history. */
export interface Point {
  readonly seq: number;
  readonly at: SimTime;
}

/** Work of folding from one point to a later one: an entry counts like a simulated second of whatever goes on by itself. */
export function distance(from: Point, to: Point): number {
  return to.seq - from.seq + (to.at - from.at) / 1e9;
}

/** True when `to` lies so far after `from` that a checkpoint, or a kept moment, is due. */
export function isCheckpointDue(from: Point, to: Point): boolean {
  return to.seq - from.seq >= LIMITS.checkpointEntries || to.at - from.at >= LIMITS.checkpointNs;
}

/**
 * Which of `points` (in order) to let go of so that `cap` remain: again and again the one, neither first nor last,
 * whose neighbours are nearest to each other. What remains is spread evenly over the work of folding.
 */
export function thin<P extends Point>(points: readonly P[], cap: number): { kept: P[]; dropped: P[] } {
  const kept = points.slice();
  const dropped: P[] = [];
  while (kept.length > Math.max(2, cap)) {
    let least = 1;
    let gap = Number.POSITIVE_INFINITY;
    for (let i = 1; i < kept.length - 1; i++) {
      const between = distance(kept[i - 1] as P, kept[i + 1] as P);
      if (between < gap) [least, gap] = [i, between];
    }
    dropped.push(...kept.splice(least, 1));
  }
  return { kept, dropped };
}

/**
 * The last of `points` (in order) from which `to` can be reached by folding, or null. A point at the wanted entry itself
 * cannot serve: it may already have let time pass.
 */
export function lastBefore<P extends Point>(points: readonly P[], to: { seq?: number; at?: SimTime }): P | null {
  for (let i = points.length - 1; i >= 0; i--) {
    const point = points[i] as P;
    if (to.seq !== undefined ? point.seq < to.seq : point.at <= (to.at as SimTime)) return point;
  }
  return null;
}

/** Moments of one history, thinned to `cap`. */
export class Kept<W> {
  readonly #cap: number;
  #moments: readonly Moment<W>[] = [];

  constructor(cap = 64) {
    this.#cap = cap;
  }

  get moments(): readonly Moment<W>[] {
    return this.#moments;
  }

  /** Keeps `moment` when it is far enough from those kept around it. */
  offer(moment: Moment<W>): void {
    const { seq, at } = moment;
    let i = this.#moments.length;
    while (i > 0 && after(this.#moments[i - 1] as Moment<W>, moment)) i--;
    const before = this.#moments[i - 1];
    const next = this.#moments[i];
    if (before && !isCheckpointDue(before, moment)) return;
    if (next && next.seq === seq && next.at === at) return;
    this.#moments = thin([...this.#moments.slice(0, i), moment, ...this.#moments.slice(i)], this.#cap).kept;
  }
}

const after = (one: Point, other: Point): boolean =>
  one.seq > other.seq || (one.seq === other.seq && one.at > other.at);
