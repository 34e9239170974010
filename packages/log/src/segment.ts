import type { LogEntry } from '@drydock/protocol';
import * as Y from 'yjs';
import { LogError } from './command-log.ts';

/**
 * How a log is cut into segments: segment `i` holds the entries `base + i * size + 1` to `base + (i + 1) * size`. It is
 * the array `s<i>` of Yjs, written under the client number `i + 1`, so an update says by itself which segments it
 * touches, and a state vector how many entries of each somebody holds.
 */
export interface Cut {
  readonly base: number;
  readonly size: number;
}

/** Segment of entry `seq`. */
export function segmentOf(cut: Cut, seq: number): number {
  return Math.floor((seq - 1 - cut.base) / cut.size);
}

/** First entry of segment `index`. */
export function firstOf(cut: Cut, index: number): number {
  return cut.base + index * cut.size + 1;
}

/** Client number under which segment `index` is written. */
export function clientOf(index: number): number {
  return index + 1;
}

/** One segment: a Yjs document with one append-only array, of the authority or a copy of it. */
export class Segment {
  readonly index: number;
  readonly first: number;
  readonly doc: Y.Doc;
  readonly #array: Y.Array<LogEntry>;
  #encoded: { length: number; update: Uint8Array } | null = null;

  constructor(cut: Cut, index: number) {
    this.index = index;
    this.first = firstOf(cut, index);
    this.doc = new Y.Doc({ gc: false });
    this.#array = this.doc.getArray<LogEntry>(`s${index}`);
  }

  get length(): number {
    return this.#array.length;
  }

  /** Last entry held, `first - 1` when empty. */
  get last(): number {
    return this.first - 1 + this.length;
  }

  /** Appends as the authority; returns the update that brings this to a copy. */
  append(entries: readonly LogEntry[]): Uint8Array {
    this.doc.clientID = clientOf(this.index);
    const before = Y.encodeStateVector(this.doc);
    this.doc.transact(() => this.#array.push(entries as LogEntry[]));
    return Y.encodeStateAsUpdate(this.doc, before);
  }

  /** Applies an update of the authority. Throws LogError when it holds anything but entries in their places. */
  receive(update: Uint8Array): void {
    const before = this.length;
    Y.applyUpdate(this.doc, update);
    const added = this.#array.slice(before);
    added.forEach((entry, i) => {
      if (entry?.seq !== this.first + before + i) {
        throw new LogError(`entry ${entry?.seq} in the place of ${this.first + before + i}`);
      }
    });
  }

  /** Entries `from..to` of this segment. */
  read(from: number, to: number): LogEntry[] {
    return this.#array.slice(Math.max(0, from - this.first), Math.max(0, Math.min(this.length, to - this.first + 1)));
  }

  /** Everything, as one update; encoded once for any number of joins. */
  encoded(): Uint8Array {
    if (this.#encoded?.length !== this.length) {
      this.#encoded = { length: this.length, update: Y.encodeStateAsUpdate(this.doc) };
    }
    return this.#encoded.update;
  }

  /** What somebody who holds the first `held` entries lacks, or null when that is nothing. */
  since(held: number): Uint8Array | null {
    if (held >= this.length) return null;
    if (held <= 0) return this.encoded();
    return Y.encodeStateAsUpdate(this.doc, encodeVector([[clientOf(this.index), held]]));
  }

  destroy(): void {
    this.doc.destroy();
  }
}

/** A state vector in the octets of Yjs: pairs of client number and clock. */
export function encodeVector(pairs: readonly (readonly [client: number, clock: number])[]): Uint8Array {
  return Y.encodeStateVector(new Map(pairs.map(([client, clock]) => [client, clock])));
}

/** Entries held of each segment, read from a state vector. Throws LogError for octets that are none. */
export function readVector(octets: Uint8Array): ReadonlyMap<number, number> {
  try {
    const held = new Map<number, number>();
    for (const [client, clock] of Y.decodeStateVector(octets)) held.set(client - 1, clock);
    return held;
  } catch {
    throw new LogError('not a state vector');
  }
}

/** The one segment that an update touches; null for an update that says nothing. Throws LogError otherwise. */
export function touched(update: Uint8Array): number | null {
  let clients: number[];
  try {
    clients = [...Y.parseUpdateMeta(update).to.keys()];
  } catch {
    throw new LogError('not an update');
  }
  if (clients.length > 1) throw new LogError('an update of several segments');
  const client = clients[0];
  return client === undefined ? null : client - 1;
}
