import type { Catalog, World } from '@drydock/engine';
import { decodeCheckpoint, foldEntry, type Moment, Playback, type Screens, type Target } from '@drydock/replica';
import type { Recording } from '@drydock/trpc';
import { CommandReader } from './commands.ts';
import { build } from './engine-build.ts';
import { loadBlob } from './live.ts';
import type { FromWorker } from './messages.ts';
import { Reporter } from './reporter.ts';

const FRAME_MS = 50;
/** Longest stretch without an entry that is played when idle time is skipped, in simulated seconds. */
const IDLE_NS = 2e9;
/** Entries folded for the list of commands before others may have their turn. */
const SLICE = 64;

/** Plays a recording and tells the page. */
export class Recorded {
  readonly #post: (message: FromWorker) => void;
  readonly #playback: Playback<World, Catalog>;
  readonly #reporter: Reporter;
  /** Times of all entries, for skipping idle time. */
  #times: readonly number[] = [];
  #wanted: Target | null = null;
  #playing: { readonly rate: number; readonly skipIdle: boolean } | null = null;
  #queue: Promise<void> = Promise.resolve();

  constructor(post: (message: FromWorker) => void, recording: Recording) {
    if (recording.behaviour !== build.engine.BEHAVIOUR_VERSION) {
      throw new Error(
        `It was made with version ${recording.behaviour} of the engine; this page has ${build.engine.BEHAVIOUR_VERSION}.`,
      );
    }
    this.#post = post;
    this.#reporter = new Reporter(post);
    this.#playback = new Playback(build, recording, loadBlob);
    const first = recording.checkpoints[0];
    if (first) this.seek({ seq: Math.max(first.seq, Math.min(recording.base.seq + 1, recording.end.seq)) });
    void this.#list(recording).catch((error: unknown) => this.#fail(error));
  }

  /** Goes anywhere. Several requests in a row: the last one counts. */
  seek(target: Target): void {
    this.#wanted = target;
    this.#enqueue(async () => {
      const to = this.#wanted;
      if (!to) return;
      this.#wanted = null;
      this.#reporter.start(await this.#playback.seek(to));
      this.#tell();
    });
  }

  play(rate: number, skipIdle: boolean): void {
    const was = this.#playing;
    this.#playing = { rate, skipIdle };
    if (!was) this.#enqueue(() => this.#run());
  }

  pause(): void {
    this.#playing = null;
    this.#tell();
  }

  hash(): void {
    this.#enqueue(async () => this.#reporter.point());
  }

  /** One frame after another until somebody pauses, or the end is reached. Seeks go in between. */
  async #run(): Promise<void> {
    let last = performance.now();
    this.#tell();
    const frame = async (): Promise<void> => {
      const { moment, index } = this.#playback;
      const playing = this.#playing;
      if (!playing || !moment) return;
      const now = performance.now();
      const elapsed = (now - last) * 1e6 * playing.rate;
      last = now;
      const to = this.#afterIdle(moment.at, Math.round(moment.at + elapsed), playing.skipIdle);
      const { moment: next, outputs } = await this.#playback.playTo(to);
      if (sameTerminals(moment.screens, next.screens)) this.#reporter.folded(next, outputs, null);
      else this.#reporter.start(next);
      if (next.seq >= index.end.seq && next.at >= index.end.at) this.#playing = null;
      this.#tell();
      if (this.#playing) setTimeout(() => this.#enqueue(frame), FRAME_MS);
    };
    await frame();
  }

  #afterIdle(from: number, to: number, skipIdle: boolean): number {
    if (!skipIdle) return to;
    const next = this.#times.find((at) => at > from);
    const until = next ?? this.#playback.index.end.at;
    return until - from > IDLE_NS && to < until - IDLE_NS / 4 ? Math.max(to, until - IDLE_NS / 4) : to;
  }

  #tell(): void {
    const moment = this.#playback.moment;
    if (moment) this.#post({ type: 'playhead', seq: moment.seq, at: moment.at, playing: this.#playing !== null });
  }

  #enqueue(work: () => Promise<void>): void {
    this.#queue = this.#queue.then(work).catch((error: unknown) => this.#fail(error));
  }

  #fail(error: unknown): void {
    this.#post({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  }

  /** Folds the whole recording once beside the playhead, and tells its commands as they are found. */
  async #list(recording: Recording): Promise<void> {
    const entries = await this.#playback.entries();
    this.#times = entries.map(({ at }) => at);
    const first = recording.checkpoints[0];
    if (!first) return;
    let moment: Moment<World> = decodeCheckpoint(build, await loadBlob(first.digest));
    const reader = new CommandReader();
    reader.begin(moment.screens);
    for (let i = 0; i < entries.length; i += SLICE) {
      const commands = entries.slice(i, i + SLICE).flatMap((entry) => {
        if (entry.seq <= moment.seq) return [];
        // time passes before the entry, and may still print to the line that it ends
        const folded = foldEntry(build.engine, moment, entry);
        const found = reader.before(entry);
        reader.after(folded.outputs);
        moment = folded.moment;
        return found;
      });
      if (commands.length > 0) this.#post({ type: 'commands', commands, reset: false });
      await new Promise((later) => setTimeout(later, 0));
    }
  }
}

/** True when both moments show the same terminals in the same sizes, so that output can be added to what is shown. */
function sameTerminals(one: Screens, other: Screens): boolean {
  return (
    one.length === other.length &&
    one.every(({ tty, rows, cols }, i) => {
      const that = other[i];
      return that?.tty === tty && that.rows === rows && that.cols === cols;
    })
  );
}
