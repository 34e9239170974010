import type { EntryRecord, Store } from '@drydock/db';

interface Waiting {
  readonly entries: readonly EntryRecord[];
  readonly clockLimit: { readonly roomId: string; readonly limit: number } | null;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Told how many entries one commit held and how long it took. */
export type CommitObserver = (entries: number, ms: number) => void;

/**
 * Group commit: what all rooms hand in within a few milliseconds reaches the disk in one transaction. Batches of a room
 * become durable in the order they were handed in.
 */
export class Committer {
  readonly #log: Pick<Store['log'], 'commit'>;
  readonly #groupMs: number;
  readonly #observe: CommitObserver;
  #waiting: Waiting[] = [];
  #running: Promise<void> | null = null;

  constructor(log: Pick<Store['log'], 'commit'>, groupMs: number, observe: CommitObserver) {
    this.#log = log;
    this.#groupMs = groupMs;
    this.#observe = observe;
  }

  /** Resolves when the entries, and how far the room's clock may go, are on disk; rejects when none of it is. */
  submit(entries: readonly EntryRecord[], clockLimit: Waiting['clockLimit']): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entries, clockLimit, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Resolves when nothing is waiting or being written. */
  async settled(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      await new Promise((later) => setTimeout(later, this.#groupMs));
      const group = this.#waiting;
      this.#waiting = [];
      await this.#commit(group);
    }
    this.#running = null;
  }

  async #commit(group: readonly Waiting[]): Promise<void> {
    const entries = group.flatMap((one) => one.entries);
    const clockLimits = group.flatMap((one) => one.clockLimit ?? []);
    const began = performance.now();
    try {
      await this.#log.commit({ entries, clockLimits });
      this.#observe(entries.length, performance.now() - began);
      for (const one of group) one.resolve();
    } catch (error) {
      if (group.length === 1) return group[0]?.reject(error);
      // one room's batch must not take the others' with it
      for (const one of group) await this.#commit([one]);
    }
  }
}
