/**
 * A recording, or the past of a live class: any moment of it by its time or entry. Checkpoints and sealed segments are
 * loaded as they are needed; moments passed on the way are kept, so scrubbing folds little.
 */
import {
  type CheckpointRef,
  type EngineBuild,
  type LogEntry,
  type Output,
  readEntryLines,
  type SegmentRef,
  type SimTime,
} from '@drydock/protocol';
import { decodeCheckpoint } from './checkpoint-file.ts';
import { distance, isCheckpointDue, Kept, lastBefore, type Point } from './kept.ts';
import { foldEntry, foldHorizon, type Moment } from './moment.ts';

/** What a recording consists of. */
export interface RecordingIndex {
  /** In order; the first is where the recording begins. */
  readonly checkpoints: readonly CheckpointRef[];
  /** In order, without holes from the first checkpoint on. */
  readonly segments: readonly SegmentRef[];
  /** Entries after the last sealed segment. */
  readonly tail: readonly LogEntry[];
  readonly end: Point;
}

/** Where to go: just after an entry, or to a time (after every entry of that time). */
export type Target = { readonly seq: number } | { readonly at: SimTime };

/** Loads the uncompressed octets of a digest. */
export type LoadBlob = (digest: string) => Promise<Uint8Array>;

/** A playhead over a recording. Calls must not overlap: await one before the next. */
export class Playback<W = unknown, C = unknown> {
  readonly build: EngineBuild<W, C>;
  readonly index: RecordingIndex;
  readonly kept: Kept<W>;
  readonly #load: LoadBlob;
  readonly #segments = new Map<string, readonly LogEntry[]>();
  #moment: Moment<W> | null = null;

  constructor(build: EngineBuild<W, C>, index: RecordingIndex, load: LoadBlob, cap = 128) {
    this.build = build;
    this.index = index;
    this.kept = new Kept<W>(cap);
    this.#load = load;
  }

  /** Where the playhead stands; null before the first seek. */
  get moment(): Moment<W> | null {
    return this.#moment;
  }

  /** Moves the playhead anywhere. Terminals are then to be drawn anew from the moment's screens. */
  async seek(target: Target): Promise<Moment<W>> {
    const to = clamp(target, this.index);
    const start = await this.#nearest(to);
    const entries = await this.#entriesAfter(start.seq, to);
    this.#moment = start;
    this.#fold(entries, to, () => {});
    return this.#moment;
  }

  /** Plays on to `at` from where the playhead stands, and tells what happened on the way. */
  async playTo(at: SimTime): Promise<{ readonly moment: Moment<W>; readonly outputs: readonly Output[] }> {
    const start = this.#moment ?? (await this.seek({ seq: this.index.checkpoints[0]?.seq ?? 0 }));
    const to = clamp({ at }, this.index);
    const entries = await this.#entriesAfter(start.seq, to);
    const outputs: Output[] = [];
    this.#fold(entries, to, (some) => outputs.push(...some));
    return { moment: this.#moment as Moment<W>, outputs };
  }

  /** Loads every segment, in order, so that later seeks wait for nothing but checkpoints. */
  async prefetch(): Promise<void> {
    for (const segment of this.index.segments) await this.#segment(segment);
  }

  /** All entries up to the end, loaded as needed: for search, chapters, the list of commands. */
  async entries(): Promise<readonly LogEntry[]> {
    const parts: (readonly LogEntry[])[] = [];
    for (const segment of this.index.segments) parts.push(await this.#segment(segment));
    return [...parts, this.index.tail].flat();
  }

  #fold(entries: readonly LogEntry[], to: Target, tell: (outputs: readonly Output[]) => void): void {
    let moment = this.#moment as Moment<W>;
    let kept: Point = moment;
    for (const entry of entries) {
      if (entry.seq <= moment.seq) continue;
      if ('seq' in to ? entry.seq > to.seq : entry.at > to.at) break;
      const folded = foldEntry(this.build.engine, moment, entry);
      moment = folded.moment;
      tell(folded.outputs);
      if (!isCheckpointDue(kept, moment)) continue;
      this.kept.offer(moment);
      kept = moment;
    }
    if ('at' in to) {
      const folded = foldHorizon(this.build.engine, moment, to.at);
      moment = folded.moment;
      tell(folded.outputs);
    }
    this.#moment = moment;
  }

  /** The best moment to fold from: the playhead itself, one kept, or a checkpoint that must be loaded. */
  async #nearest(to: Target): Promise<Moment<W>> {
    const known = [...this.kept.moments];
    if (this.#moment) known.push(this.#moment);
    known.sort((a, b) => a.seq - b.seq || a.at - b.at);
    const have = lastBefore(known, to);
    const [first] = this.index.checkpoints; // where the recording begins, at the time of its entry exactly
    const stored = lastBefore(this.index.checkpoints, to) ?? ('seq' in to && first?.seq === to.seq ? first : null);
    if (have && (!stored || distance(have, stored) < CHEAPER_THAN_LOADING)) return have;
    if (!stored) throw new RangeError('the recording has no checkpoint before that moment');
    const moment = decodeCheckpoint(this.build, await this.#load(stored.digest));
    this.kept.offer(moment);
    return moment;
  }

  /** Entries after `seq`, at least as far as `to`. */
  async #entriesAfter(seq: number, to: Target): Promise<readonly LogEntry[]> {
    const wanted = this.index.segments.filter(
      (segment) => segment.last > seq && ('seq' in to ? segment.first <= to.seq : segment.firstAt <= to.at),
    );
    const parts: (readonly LogEntry[])[] = [];
    for (const segment of wanted) parts.push(await this.#segment(segment));
    return [...parts, this.index.tail].flat();
  }

  async #segment({ digest }: SegmentRef): Promise<readonly LogEntry[]> {
    const known = this.#segments.get(digest);
    if (known) return known;
    const entries = readEntryLines(await this.#load(digest));
    this.#segments.set(digest, entries);
    return entries;
  }
}

/** Folding this far (entries, seconds) is quicker than fetching and decoding a checkpoint. */
const CHEAPER_THAN_LOADING = 512;

function clamp(target: Target, index: RecordingIndex): Target {
  const first = index.checkpoints[0];
  if ('seq' in target) return { seq: Math.max(first?.seq ?? 0, Math.min(target.seq, index.end.seq)) };
  return { at: Math.max(first?.at ?? 0, Math.min(target.at, index.end.at)) };
}
