import type { Divergence, EngineBuild, LogEntry, Output, SimTime } from '@drydock/protocol';
import type { Moment } from '../moment.ts';
import { Replica } from '../replica.ts';

/** What the authority sends about the host, in its order. */
export type FeedItem =
  | { readonly type: 'entry'; readonly entry: LogEntry }
  | { readonly type: 'horizon'; readonly at: SimTime }
  | { readonly type: 'hash'; readonly seq: number; readonly at: SimTime; readonly hash: string };

/** Told of everything that a feed folds. */
export interface FeedListener {
  /** An entry, or time (null), was folded. */
  folded(outputs: readonly Output[], entry: LogEntry | null): void;
  diverged(divergence: Divergence): void;
}

/** Folds what the authority sends into a replica; until there is one to fold into, keeps it waiting in order. */
export class Feed<W, C> {
  readonly #build: EngineBuild<W, C>;
  readonly #listener: FeedListener;
  #replica: Replica<W, C> | null = null;
  #waiting: FeedItem[] = [];

  constructor(build: EngineBuild<W, C>, listener: FeedListener) {
    this.#build = build;
    this.#listener = listener;
  }

  get replica(): Replica<W, C> | null {
    return this.#replica;
  }

  /** Forgets everything: what comes now belongs to a moment that is still to be loaded. */
  reset(): void {
    this.#replica = null;
    this.#waiting = [];
  }

  /** Starts from `moment`, and folds what has come meanwhile. */
  start(moment: Moment<W>): Replica<W, C> {
    const replica = new Replica(this.#build, moment);
    this.#replica = replica;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const item of waiting) this.#fold(replica, item);
    return replica;
  }

  take(item: FeedItem): void {
    if (this.#replica) this.#fold(this.#replica, item);
    else this.#waiting.push(item);
  }

  #fold(replica: Replica<W, C>, item: FeedItem): void {
    if (item.type === 'entry') {
      if (item.entry.seq <= replica.confirmed.seq) return; // in the checkpoint already
      this.#listener.folded(replica.confirm(item.entry), item.entry);
    } else if (item.type === 'horizon') {
      if (item.at > replica.confirmed.at) this.#listener.folded(replica.horizon(item.at), null);
    } else {
      const divergence = replica.check(item.seq, item.at, item.hash);
      if (divergence) this.#listener.diverged(divergence);
    }
  }
}
