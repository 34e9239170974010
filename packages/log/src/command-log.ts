import type { LogEntry } from '@drydock/protocol';

/** Called with entries in order, without holes, after they can be read. */
export type LogListener = (entries: readonly LogEntry[]) => void;

/**
 * The ordered log of a room's inputs: entries `base + 1, base + 2, …` without holes. Only the authority appends.
 * A log may have let go of its oldest entries, or have been joined late: `first` is the first it holds.
 */
export interface CommandLog {
  /** Sequence number of the first entry held, or that will be held. */
  readonly first: number;
  /** Sequence number of the last entry; `first - 1` when it holds none. */
  readonly head: number;
  /** Appends entries that continue the log. Throws LogError when they do not, and then appends none. */
  append(entries: readonly LogEntry[]): void;
  /** Entries `from..to`, both included, as far as there are any. Throws LogError when `from` is before `first`. */
  read(from: number, to?: number): readonly LogEntry[];
  /** Calls `listener` for every later entry; the returned function ends that. */
  subscribe(listener: LogListener): () => void;
}

/** Misuse of a log, or octets that are not a log. */
export class LogError extends Error {
  override name = 'LogError';
}

/** Throws LogError unless `entries` are numbered `head + 1` and on, at times that never decrease from `at`. */
export function checkContinues(entries: readonly LogEntry[], head: number, at: number): void {
  let seq = head;
  let time = at;
  for (const entry of entries) {
    seq++;
    if (entry.seq !== seq) throw new LogError(`entry ${entry.seq} where ${seq} is due`);
    if (!(entry.at >= time)) throw new LogError(`entry ${seq} at ${entry.at}, before ${time}`);
    time = entry.at;
  }
}

/** Throws LogError when a reader asks for entries that are not held (any more). */
export function checkHeld(from: number, first: number): void {
  if (from < first) throw new LogError(`entry ${from} is not held, the first is ${first}`);
}

/** Listeners of a log, called in the order they came. */
export class Listeners {
  #listeners: readonly LogListener[] = [];

  add(listener: LogListener): () => void {
    this.#listeners = [...this.#listeners, listener];
    return () => {
      this.#listeners = this.#listeners.filter((other) => other !== listener);
    };
  }

  call(entries: readonly LogEntry[]): void {
    if (entries.length > 0) for (const listener of this.#listeners) listener(entries);
  }
}
