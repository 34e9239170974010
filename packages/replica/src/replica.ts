/**
 * One participant's copy of the host: `confirmed` follows the authority's log; `pending` are one's own proposals that
 * the log does not hold yet; `predicted` is what the host would look like if they were next (ARCHITECTURE.md §7).
 */
import type { Divergence, EngineBuild, Input, LogEntry, Output, SimTime } from '@drydock/protocol';
import { isCheckpointDue, Kept } from './kept.ts';
import { type Folded, foldEntry, foldHorizon, type Moment } from './moment.ts';

/** A proposal on its way. */
export interface Pending {
  readonly id: string;
  readonly actor: string;
  readonly input: Input;
}

interface Prediction<W> extends Folded<W> {
  readonly confirmed: Moment<W>;
  /** The proposals folded, in order. */
  readonly pending: readonly Pending[];
}

/** A folding copy. Nothing in it waits or reads a clock. */
export class Replica<W = unknown, C = unknown> {
  readonly build: EngineBuild<W, C>;
  readonly kept = new Kept<W>();
  #confirmed: Moment<W>;
  #pending: readonly Pending[] = [];
  #prediction: Prediction<W> | null = null;

  constructor(build: EngineBuild<W, C>, start: Moment<W>) {
    this.build = build;
    this.#confirmed = start;
    this.kept.offer(start);
  }

  get confirmed(): Moment<W> {
    return this.#confirmed;
  }

  get pending(): readonly Pending[] {
    return this.#pending;
  }

  /** Folds the next entry of the log; a proposal of one's own with its id is no longer pending. */
  confirm(entry: LogEntry): readonly Output[] {
    const { moment, outputs } = foldEntry(this.build.engine, this.#confirmed, entry);
    this.#moveTo(moment);
    this.drop(entry.id);
    return outputs;
  }

  /** Lets time pass to a horizon. */
  horizon(at: SimTime): readonly Output[] {
    const { moment, outputs } = foldHorizon(this.build.engine, this.#confirmed, at);
    if (moment !== this.#confirmed) this.#moveTo(moment);
    return outputs;
  }

  /** Adds a proposal after those already pending. */
  propose(pending: Pending): void {
    this.#pending = [...this.#pending, pending];
  }

  /** Forgets a proposal: it was refused, or is in the log. */
  drop(id: string): void {
    if (this.#pending.some((one) => one.id === id)) this.#pending = this.#pending.filter((one) => one.id !== id);
  }

  /**
   * What the host would look like at about `at` with all proposals carried out, and what they would put out. Folded
   * anew only when the log or the proposals have changed; a proposal that cannot be carried out is passed over.
   */
  predicted(at: SimTime): Folded<W> {
    const last = this.#prediction;
    const goesOn =
      last !== null && last.confirmed === this.#confirmed && last.pending.every((one, i) => one === this.#pending[i]);
    let prediction: Prediction<W> = goesOn
      ? last
      : { confirmed: this.#confirmed, pending: [], moment: this.#confirmed, outputs: [] };
    for (const one of this.#pending.slice(prediction.pending.length)) prediction = this.#predict(prediction, one, at);
    this.#prediction = prediction;
    return { moment: prediction.moment, outputs: prediction.outputs };
  }

  /** Compares with the authority's hash of the moment `seq`, `at`; null when equal, or when one stands elsewhere. */
  check(seq: number, at: SimTime, hash: string): Divergence | null {
    if (this.#confirmed.seq !== seq || this.#confirmed.at !== at) return null;
    const mine = this.build.engine.hash(this.#confirmed.world);
    return mine === hash ? null : { seq, at, mine, theirs: hash, behaviour: this.build.engine.BEHAVIOUR_VERSION };
  }

  #moveTo(moment: Moment<W>): void {
    this.#confirmed = moment;
    const last = this.kept.moments.at(-1);
    if (!last || isCheckpointDue(last, moment)) this.kept.offer(moment);
  }

  #predict(on: Prediction<W>, { id, actor, input }: Pending, at: SimTime): Prediction<W> {
    const pending = [...on.pending, { id, actor, input }].map((one, i) => this.#pending[i] ?? one);
    const entry = { seq: on.moment.seq + 1, at: Math.max(at, on.moment.at), actor, id, input };
    try {
      const { moment, outputs } = foldEntry(this.build.engine, on.moment, entry);
      return { confirmed: on.confirmed, pending, moment, outputs: [...on.outputs, ...outputs] };
    } catch {
      return { ...on, pending };
    }
  }
}
