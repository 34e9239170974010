import type { LogEntry } from '@drydock/protocol';
import { type CommandLog, checkContinues, checkHeld, Listeners, LogError, type LogListener } from './command-log.ts';
import { type Cut, clientOf, encodeVector, firstOf, readVector, Segment, segmentOf, touched } from './segment.ts';

/** A log that travels as Yjs documents, one for each segment, so that any y-websocket client can read it. */
export interface YjsLogOptions extends Cut {
  /** First entry to hold: that of a segment. Default: the first of the log. */
  readonly from?: number;
}

/**
 * The Yjs form of the log. The authority appends and passes the updates on; copies receive them. A copy never writes:
 * CRDT merging is not what orders entries, the authority is (SYNC.md: a server-only writer).
 */
export class YjsLog implements CommandLog {
  readonly cut: Cut;
  readonly #listeners = new Listeners();
  /** Consecutive segments, the last one open. */
  #segments: Segment[];
  #lastAt = 0;

  constructor(options: YjsLogOptions) {
    this.cut = { base: options.base, size: options.size };
    const index = segmentOf(this.cut, options.from ?? options.base + 1);
    if (options.from !== undefined && options.from !== firstOf(this.cut, index)) {
      throw new LogError(`entry ${options.from} does not begin a segment`);
    }
    this.#segments = [new Segment(this.cut, index)];
  }

  get first(): number {
    return (this.#segments[0] as Segment).first;
  }

  get head(): number {
    return this.#open.last;
  }

  get #open(): Segment {
    return this.#segments.at(-1) as Segment;
  }

  append(entries: readonly LogEntry[]): void {
    this.appendUpdates(entries);
  }

  /** Appends, and returns the updates to send to copies: one for each segment touched. */
  appendUpdates(entries: readonly LogEntry[]): Uint8Array[] {
    checkContinues(entries, this.head, this.#lastAt);
    const updates: Uint8Array[] = [];
    for (let rest = entries; rest.length > 0; ) {
      if (this.#open.length === this.cut.size) this.#roll();
      const part = rest.slice(0, this.cut.size - this.#open.length);
      updates.push(this.#open.append(part));
      rest = rest.slice(part.length);
    }
    this.#lastAt = entries.at(-1)?.at ?? this.#lastAt;
    this.#listeners.call(entries);
    return updates;
  }

  /** Applies an update that the authority sent. Updates must come in the order they were made. */
  receive(update: Uint8Array): void {
    const index = touched(update);
    if (index === null) return;
    if (index === this.#open.index + 1 && this.#open.length === this.cut.size) this.#roll();
    const segment = this.#segments.find((held) => held.index === index);
    if (!segment) throw new LogError(`an update of segment ${index}, while ${this.#open.index} is open`);
    const before = segment.last;
    segment.receive(update);
    const added = segment.read(before + 1, segment.last);
    this.#lastAt = added.at(-1)?.at ?? this.#lastAt;
    this.#listeners.call(added);
  }

  read(from: number, to = this.head): readonly LogEntry[] {
    checkHeld(from, this.first);
    const found: LogEntry[] = [];
    for (const segment of this.#segments) {
      if (segment.last >= from && segment.first <= to) found.push(...segment.read(from, to));
    }
    return found;
  }

  subscribe(listener: LogListener): () => void {
    return this.#listeners.add(listener);
  }

  /** What this copy holds, as the state vector of a sync step 1. */
  stateVector(): Uint8Array {
    return encodeVector(
      this.#segments
        .filter((segment) => segment.length > 0)
        .map((segment) => [clientOf(segment.index), segment.length]),
    );
  }

  /**
   * The updates that a copy with `stateVector` lacks, oldest first; of segments that it holds nothing of, those that
   * reach `from`. Throws LogError for octets that are no state vector.
   */
  missing(stateVector: Uint8Array, from: number): Uint8Array[] {
    const held = readVector(stateVector);
    const updates: Uint8Array[] = [];
    for (const segment of this.#segments) {
      const has = held.get(segment.index) ?? 0;
      if (has === 0 && segment.first + this.cut.size <= from) continue;
      const update = segment.since(has);
      if (update) updates.push(update);
    }
    return updates;
  }

  /** Lets go of full segments that end before entry `seq`. */
  release(seq: number): void {
    while (this.#segments.length > 1 && (this.#segments[0] as Segment).last < seq) this.#segments.shift()?.destroy();
  }

  /** Frees the documents; the log must not be used any more. */
  destroy(): void {
    for (const segment of this.#segments) segment.destroy();
  }

  #roll(): void {
    this.#segments = [...this.#segments, new Segment(this.cut, this.#open.index + 1)];
  }
}
