import type { CheckpointRecord } from '@drydock/db';
import { firstOf, segmentOf, YjsLog } from '@drydock/log';
import {
  type CheckpointRef,
  eventFrame,
  hashFrame,
  type LogEntry,
  type RefusalCode,
  type SimTime,
} from '@drydock/protocol';
import type { Fold, FoldListener } from '../fold/fold-pool.ts';
import type { Frontier } from '../fold/message.ts';
import { Archive, cutOf } from './archive.ts';
import type { Audience } from './audience.ts';
import type { RoomClock } from './clock.ts';
import { History } from './history.ts';
import type { RoomPorts } from './ports.ts';
import { Sequencer } from './sequencer.ts';
import { type RoomState, startOf } from './state.ts';
import { Ticker } from './ticker.ts';

/** What a course needs of its room. */
export interface CoursePorts extends RoomPorts {
  readonly audience: Audience;
  readonly clock: RoomClock;
  clockChanged(): void;
  /** What was folded could not be made durable: the room must be opened anew from the store. */
  broken(error: unknown): void;
}

/** Real time by which the stored limit of the clock runs ahead of what is visible. */
const LEASE_MS = 2000;
/** Time alone, with nothing to see, is shown this often. */
const SHOW_MS = 100;
/** A room whose fold is lost more often than this in a minute stands still for good. */
const LOSSES_A_MINUTE = 3;
/** A room that stops does not wait longer than this for its last checkpoint: the log is durable without it. */
const STOP_MS = 3000;

/**
 * The course of a room's history: proposals are sequenced, folded, made durable, shown, acknowledged, and archived.
 * When the fold is lost, it is begun again from the last checkpoint, and goes on where the log ends.
 */
export class Course {
  readonly #id: string;
  readonly #ports: CoursePorts;
  readonly #log: YjsLog;
  readonly #archive: Archive;
  readonly #sequencer: Sequencer;
  readonly #ticker: Ticker;
  #checkpoints: readonly CheckpointRecord[];
  readonly #history: History;
  #fold: Fold | null = null;
  /** Number of the present fold: reports of earlier ones are not listened to. */
  #turn = 0;
  #losses: number[] = [];
  /** How far the room is folded, as last reported. */
  #foldedAt: SimTime;
  /** The last horizon shown, and when. */
  #shownAt: SimTime;
  #shownWhen = 0;
  #stopped = false;
  #afterCheckpoint: (() => void) | null = null;

  constructor(ports: CoursePorts, state: RoomState) {
    const { record, entries, from, at } = state;
    this.#id = record.id;
    this.#ports = ports;
    this.#checkpoints = state.checkpoints;
    this.#foldedAt = at;
    this.#shownAt = at;
    this.#log = new YjsLog({ ...cutOf(record.baseSeq), from });
    this.#log.append(entries);
    this.#archive = new Archive(record.id, ports.store.log, this.#archivePorts(), state);
    this.#history = this.#newHistory(record.clock.limit);
    this.#sequencer = this.#newSequencer(from - 1, entries);
    this.#ticker = new Ticker({
      clock: ports.clock,
      now: ports.now,
      advance: (to) => this.#fold?.advance(to),
      intervalMs: () => Math.max(20, Math.min(100, ports.audience.size / 6)),
      clockChanged: ports.clockChanged,
    });
  }

  get log(): YjsLog {
    return this.#log;
  }

  /** Where a copy that has nothing starts. */
  get newestCheckpoint(): CheckpointRef {
    return this.#archive.newest;
  }

  /** Last visible entry and horizon. */
  get head(): { readonly seq: number; readonly at: SimTime } {
    return { seq: this.#log.head, at: this.#shownAt };
  }

  get sequencer(): Sequencer {
    return this.#sequencer;
  }

  get ticker(): Ticker {
    return this.#ticker;
  }

  /** Folds the room up to where it stood, and goes on from there. Rejects when that is impossible. */
  async begin(): Promise<void> {
    const turn = ++this.#turn;
    const checkpoint = this.#checkpoints.at(-1) as CheckpointRecord;
    const held = Math.max(checkpoint.seq + 1, this.#log.first);
    const start = await startOf(this.#ports.store, checkpoint, this.#log.read(held), this.#shownAt);
    const { fold, opened } = await this.#ports.pool.open(start, this.#listener(turn));
    this.#fold = fold;
    this.#foldedAt = opened.frontier.at;
    this.#ticker.reached(opened.frontier, true);
    this.#archive.seal(this.#log);
  }

  /** Lets a paused room run on to `at`. */
  runTo(at: SimTime): void {
    this.#ports.clock.setAt(at);
    this.#fold?.advance(at);
  }

  /** Ends the course: what was proposed is answered, where it stands is stored. `whole` seals the last segment too. */
  async stop(whole: boolean): Promise<void> {
    this.#stopped = true;
    this.#ticker.stop();
    await this.#quiet();
    if (this.#fold && !this.#ports.clock.halted) {
      const stored = new Promise<void>((resolve) => {
        this.#afterCheckpoint = resolve;
      });
      this.#fold.checkpoint();
      await Promise.race([stored, new Promise((later) => setTimeout(later, STOP_MS))]);
    }
    this.#turn++;
    this.#fold?.close();
    this.#archive.seal(this.#log, whole);
    await this.#archive.settled();
    this.#history.abandon();
    await this.#ports.store.rooms.setClockLimit(this.#id, this.#shownAt);
    this.#log.destroy();
  }

  /** Drops the room as it is: nothing of it is shown or stored any more. */
  abandon(): void {
    this.#stopped = true;
    this.#turn++;
    this.#ticker.stop();
    this.#fold?.close();
    this.#history.abandon();
    this.#sequencer.refuseAll('internal');
  }

  /** Waits until every proposal has been answered, but not for ever. */
  async #quiet(): Promise<void> {
    const until = this.#ports.now() + 2000;
    while (this.#sequencer.underway > 0 && this.#ports.now() < until) {
      await this.#history.settled();
      await new Promise((later) => setTimeout(later, 2));
    }
    this.#sequencer.refuseAll('ended');
    await this.#history.settled();
  }

  #listener(turn: number): FoldListener {
    const whenCurrent =
      <A extends unknown[]>(take: (...args: A) => void) =>
      (...args: A): void => {
        if (turn === this.#turn) take(...args);
      };
    return {
      folded: whenCurrent((job, from, outcomes, frontier) => this.#sequencer.folded(job, from, outcomes, frontier)),
      advanced: whenCurrent((done, frontier) => {
        this.#reached([], frontier);
        this.#ticker.reached(frontier, done);
      }),
      hashed: whenCurrent((seq, at, hash) => {
        const tell = (): void => this.#ports.audience.tellSynced(hashFrame(seq, at, hash));
        this.#history.push({ entries: [], at, visible: true, after: tell });
      }),
      checkpointed: whenCurrent((moment) => {
        const keep = (): void => {
          this.#archive.keep(moment);
          this.#afterCheckpoint?.();
        };
        this.#history.push({ entries: [], at: this.#foldedAt, visible: false, after: keep });
      }),
      halted: whenCurrent((message) => this.#halt(message)),
      lost: whenCurrent((message, stuck) => void this.#lost(message, stuck)),
    };
  }

  #reached(entries: readonly LogEntry[], frontier: Frontier, shown?: () => void): void {
    this.#foldedAt = frontier.at;
    const visible = frontier.visible || entries.length > 0;
    this.#history.push({ entries, at: frontier.at, visible, ...(shown && { after: shown }) });
  }

  #show(entries: readonly LogEntry[], at: SimTime, visible: boolean): void {
    const { audience, metrics, now } = this.#ports;
    this.#sequencer.note(entries);
    const withTime = visible || now() - this.#shownWhen >= SHOW_MS;
    if (withTime) [this.#shownAt, this.#shownWhen] = [at, now()];
    audience.append(this.#log, entries, withTime ? at : null);
    if (entries.length === 0) return;
    metrics.count('drydock_entries_total', entries.length);
    this.#archive.seal(this.#log);
  }

  #newSequencer(base: number, entries: readonly LogEntry[]): Sequencer {
    const { clock, store } = this.#ports;
    const ports = {
      fold: (...[items, to]: Parameters<Fold['fold']>) => this.#fold?.fold(items, to) ?? 0,
      now: () => clock.at,
      happened: (folded: readonly LogEntry[], frontier: Frontier, shown: () => void) => {
        this.#reached(folded, frontier, shown);
        this.#ticker.reached(frontier, false);
      },
      stored: (actor: string, id: string) => store.log.entryOf(this.#id, actor, id),
      refused: (code: RefusalCode, note: string) => this.#refused(code, note),
    };
    return new Sequencer(ports, base, entries);
  }

  #newHistory(limit: SimTime): History {
    const { committer, clock } = this.#ports;
    return new History(
      {
        roomId: this.#id,
        committer,
        leaseNs: () => LEASE_MS * 1e6 * Math.max(1, clock.rate),
        show: (entries, at, visible) => this.#show(entries, at, visible),
        failed: (error) => this.#ports.broken(error),
      },
      limit,
    );
  }

  #archivePorts(): ConstructorParameters<typeof Archive>[2] {
    const { audience, logger } = this.#ports;
    return {
      checkpointed: (checkpoints) => {
        this.#checkpoints = checkpoints;
        audience.tell(eventFrame({ type: 'checkpoint', checkpoint: this.#archive.newest }));
        this.#release();
      },
      sealed: (segment) => {
        audience.tell(eventFrame({ type: 'segment', segment }));
        this.#release();
      },
      failed: (what, error) => logger.fault(`${what} not stored`, error, { room: this.#id }),
    };
  }

  /** Lets go of sealed segments that no join needs: all but the open one, the one before, and what the checkpoint needs. */
  #release(): void {
    const { cut, head } = this.#log;
    const previous = firstOf(cut, Math.max(0, segmentOf(cut, Math.max(head, cut.base + 1)) - 1));
    const sealed = firstOf(cut, this.#archive.sealed);
    this.#log.release(Math.min(previous, sealed, this.#archive.newest.seq + 1));
    this.#sequencer.forget(this.#log.first - 1);
  }

  #refused(code: RefusalCode, note: string): void {
    this.#ports.metrics.count('drydock_refused_total', 1, `code="${code}"`);
    if (code === 'fault') this.#ports.logger.say('error', 'input faulted', { room: this.#id, note });
  }

  #halt(message: string): void {
    const { clock, logger, clockChanged } = this.#ports;
    logger.say('error', 'room halted', { room: this.#id, message, at: this.#foldedAt });
    clock.halt(this.#shownAt);
    this.#ticker.stop();
    this.#sequencer.refuseAll('halted');
    clockChanged();
  }

  /** Begins the fold again from the last checkpoint and the log. */
  async #lost(message: string, stuck: { readonly job: number; readonly item: number } | null): Promise<void> {
    const { now, logger, metrics } = this.#ports;
    const turn = ++this.#turn;
    logger.say('error', 'fold lost', { room: this.#id, message });
    metrics.count('drydock_folds_lost_total');
    this.#fold?.close();
    this.#fold = null;
    this.#ticker.stop();
    this.#sequencer.lost(stuck);
    this.#afterCheckpoint?.();
    this.#losses = [...this.#losses.filter((when) => now() - when < 60_000), now()];
    await this.#history.settled();
    if (turn !== this.#turn || this.#stopped) return;
    if (this.#losses.length > LOSSES_A_MINUTE) return this.#halt('the fold was lost again and again');
    try {
      await this.begin();
    } catch (error) {
      return this.#halt(error instanceof Error ? error.message : String(error));
    }
    this.#ports.clock.setAt(Math.max(this.#shownAt, this.#foldedAt));
    this.#sequencer.resume();
    this.#ticker.restart();
  }
}
