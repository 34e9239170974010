import type { LogEntry } from '@drydock/protocol';
import { type CommandLog, checkContinues, checkHeld, Listeners, type LogListener } from './command-log.ts';

/** A log in memory: of a fork that no server knows, of a recording that was loaded, of a test. */
export class MemoryLog implements CommandLog {
  readonly first: number;
  readonly #entries: LogEntry[] = [];
  readonly #listeners = new Listeners();

  /** A log whose first entry will be `base + 1`. */
  constructor(base = 0) {
    this.first = base + 1;
  }

  get head(): number {
    return this.first - 1 + this.#entries.length;
  }

  append(entries: readonly LogEntry[]): void {
    checkContinues(entries, this.head, this.#entries.at(-1)?.at ?? 0);
    this.#entries.push(...entries);
    this.#listeners.call(entries);
  }

  read(from: number, to = this.head): readonly LogEntry[] {
    checkHeld(from, this.first);
    return this.#entries.slice(from - this.first, Math.max(0, to - this.first + 1));
  }

  subscribe(listener: LogListener): () => void {
    return this.#listeners.add(listener);
  }
}
