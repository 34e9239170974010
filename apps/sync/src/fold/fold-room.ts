import { type EngineBuild, LIMITS, type LogEntry, type SimTime } from '@drydock/protocol';
import { decodeCheckpoint, foldEntry, isCheckpointDue, type Moment } from '@drydock/replica';
import { Allowance } from './allowance.ts';
import type { FromFolder, Frontier, Outcome, Proposed, Start } from './message.ts';
import { Pace } from './pace.ts';

interface FoldJob {
  readonly job: number;
  readonly items: readonly Proposed[];
  readonly to: SimTime;
  next: number;
  /** Wall milliseconds that may still be spent on reaching `to` before the items are taken where time stands. */
  patience: number;
}

/** What a room in the folding thread needs of it. */
export interface FoldPorts<W, C> {
  readonly build: EngineBuild<W, C>;
  /** Milliseconds. */
  now(): number;
  report(message: FromFolder): void;
  /** Before each call of the engine: which job and item it is for. */
  beat(room: number, job: number, item: number): void;
  /** A moment is to be encoded and stored, once nothing more urgent is to be done. */
  store(room: number, moment: Moment<W>, hash: string): void;
}

/** Proposals are taken at the room's time if it can be reached this soon; else where time stands, and the clock is held. */
const PATIENCE_MS = 12;

/** One room as its folding thread holds it. Work is done in slices, so that rooms sharing the thread do not wait long. */
export class FoldRoom<W, C> {
  readonly room: number;
  readonly #ports: FoldPorts<W, C>;
  readonly #pace: Pace;
  readonly #allowance: Allowance;
  readonly #jobs: FoldJob[] = [];
  #replay: LogEntry[] = [];
  #moment: Moment<W>;
  #goal: SimTime;
  #opening = true;
  #halted = false;
  #visible = false;
  /** Where the last checkpoint was taken, and whether anything has happened since. */
  #marked: { readonly seq: number; readonly at: SimTime };
  #stirred = false;

  /** Throws when the start cannot be read. */
  constructor(room: number, start: Start, ports: FoldPorts<W, C>) {
    this.room = room;
    this.#ports = ports;
    this.#pace = new Pace(ports.now);
    this.#allowance = new Allowance(ports.now);
    if (start.type === 'genesis') {
      const { seed, epochSec } = start;
      const world = ports.build.engine.genesis({ seed, epochSec, catalog: ports.build.catalog });
      this.#moment = { seq: 0, at: ports.build.engine.now(world), world, screens: [] };
      this.#goal = this.#moment.at;
    } else {
      const { seq, at, world, screens } = decodeCheckpoint(ports.build, start.octets);
      this.#moment = { seq, at, world, screens };
      this.#replay = [...start.entries];
      this.#goal = start.to;
    }
    this.#marked = { seq: this.#moment.seq, at: this.#moment.at };
  }

  /** Milliseconds until there is something to do: 0 at once, null when nothing is asked for. */
  get dueMs(): number | null {
    if (this.#opening || this.#jobs.length > 0) return 0;
    return this.#halted || this.#moment.at >= this.#goal ? null : this.#allowance.waitMs;
  }

  fold(job: number, items: readonly Proposed[], to: SimTime): void {
    this.#jobs.push({ job, items, to, next: 0, patience: PATIENCE_MS });
  }

  advance(to: SimTime): void {
    this.#goal = to;
  }

  /** Takes a checkpoint of where the room stands. */
  checkpoint(): void {
    const hash = this.#ports.build.engine.hash(this.#moment.world);
    this.#marked = { seq: this.#moment.seq, at: this.#moment.at };
    this.#stirred = false;
    this.#ports.report({ type: 'hashed', room: this.room, ...this.#marked, hash });
    this.#ports.store(this.room, this.#moment, hash);
  }

  /** Works until `deadline`, or until there is nothing to do. Throws only while opening. */
  slice(deadline: number): void {
    if (this.#opening) return this.#open(deadline);
    const [job] = this.#jobs;
    if (job) this.#foldSlice(job, deadline);
    else if (!this.#halted) this.#advanceSlice(deadline);
  }

  #open(deadline: number): void {
    const { engine } = this.#ports.build;
    while (this.#replay.length > 0 && this.#ports.now() < deadline) {
      this.#ports.beat(this.room, 0, 0);
      this.#moment = foldEntry(engine, this.#moment, this.#replay.shift() as LogEntry).moment;
    }
    if (this.#replay.length > 0 || !this.#pass(this.#goal, deadline) || this.#moment.at < this.#goal) return;
    this.#opening = false;
    const hash = engine.hash(this.#moment.world);
    this.#ports.report({ type: 'opened', room: this.room, frontier: this.#frontier(), hash });
    if (isCheckpointDue(this.#marked, this.#moment)) this.checkpoint();
  }

  #foldSlice(job: FoldJob, deadline: number): void {
    if (!this.#halted && this.#moment.at < job.to && job.patience > 0 && job.next === 0) {
      const began = this.#ports.now();
      this.#pass(job.to, Math.min(deadline, began + job.patience));
      job.patience -= Math.max(1, this.#ports.now() - began);
      if (this.#moment.at < job.to && job.patience > 0 && !this.#halted) return;
    }
    const from = job.next;
    const outcomes: Outcome[] = [];
    do {
      const item = job.items[job.next] as Proposed;
      outcomes.push(this.#halted ? { type: 'halted' } : this.#step(job.job, job.next, item));
      job.next++;
    } while (job.next < job.items.length && this.#ports.now() < deadline && !this.#isDue());
    if (job.next === job.items.length) this.#jobs.shift();
    this.#ports.report({ type: 'folded', room: this.room, job: job.job, from, outcomes, frontier: this.#frontier() });
    if (this.#isDue()) this.checkpoint();
  }

  #step(job: number, index: number, { actor, id, input }: Proposed): Outcome {
    const open = this.#moment.screens.filter((screen) => screen.code === null).length;
    if (input.type === 'tty.open' && open >= LIMITS.terminals) {
      return { type: 'refused', reason: `A room has at most ${LIMITS.terminals} terminals.` };
    }
    const entry: LogEntry = { seq: this.#moment.seq + 1, at: this.#moment.at, actor, id, input };
    this.#ports.beat(this.room, job, index);
    try {
      const { moment, outputs } = foldEntry(this.#ports.build.engine, this.#moment, entry);
      const refused = outputs.find((output) => output.type === 'refused');
      if (refused) return { type: 'refused', reason: refused.reason };
      this.#moment = moment;
      this.#stirred = true;
      if (outputs.length > 0) this.#visible = true;
      return { type: 'entry', seq: entry.seq, at: entry.at };
    } catch (error) {
      return { type: 'fault', message: error instanceof Error ? error.message : String(error) };
    }
  }

  #advanceSlice(deadline: number): void {
    const began = this.#ports.now();
    if (!this.#pass(this.#goal, deadline)) return;
    this.#allowance.spend(this.#ports.now() - began);
    const done = this.#moment.at >= this.#goal;
    this.#ports.report({ type: 'advanced', room: this.room, done, frontier: this.#frontier() });
    if (this.#isDue()) this.checkpoint();
  }

  /** Lets time pass; false when the engine fails at it, which halts the room. */
  #pass(to: SimTime, deadline: number): boolean {
    try {
      const beat = (): void => this.#ports.beat(this.room, 0, 0);
      const { moment, stirred, visible } = this.#pace.advance(
        this.#ports.build.engine,
        this.#moment,
        to,
        deadline,
        beat,
      );
      this.#moment = moment;
      this.#stirred ||= stirred;
      this.#visible ||= visible;
      return true;
    } catch (error) {
      if (this.#opening) throw error;
      this.#halted = true;
      const message = error instanceof Error ? error.message : String(error);
      this.#ports.report({ type: 'halted', room: this.room, message });
      return false;
    }
  }

  #isDue(): boolean {
    return this.#stirred && isCheckpointDue(this.#marked, this.#moment);
  }

  #frontier(): Frontier {
    const { seq, at, world } = this.#moment;
    const visible = this.#visible;
    this.#visible = false;
    return { seq, at, nextDue: this.#ports.build.engine.nextDue(world), visible };
  }
}
