import { Worker } from 'node:worker_threads';
import type { SimTime } from '@drydock/protocol';
import {
  type FolderData,
  type FromFolder,
  type Frontier,
  type Outcome,
  type Proposed,
  PULSE,
  type Start,
  type StoredMoment,
  type ToFolder,
} from './message.ts';

/** What a room is told of its folding, in the order of its history. */
export interface FoldListener {
  folded(job: number, from: number, outcomes: readonly Outcome[], frontier: Frontier): void;
  advanced(done: boolean, frontier: Frontier): void;
  hashed(seq: number, at: SimTime, hash: string): void;
  checkpointed(moment: StoredMoment): void;
  halted(message: string): void;
  /** The folding is gone, by a fault or because it did not come back from the given item of a job. */
  lost(message: string, stuck: { readonly job: number; readonly item: number } | null): void;
}

/** A room that has been opened: how far it is folded, and the state hash there. */
export interface Opened {
  readonly frontier: Frontier;
  readonly hash: string;
}

/** Options of a pool. */
export interface PoolOptions {
  readonly size: number;
  /** URL of the module that exports `build`. */
  readonly engine: string;
  /** A thread that stays in one call of the engine for longer is ended. */
  readonly hangMs: number;
}

/** Threads that fold rooms. A room stays with the thread it was opened in. */
export class FoldPool {
  readonly #folders: Folder[] = [];
  readonly #watch: NodeJS.Timeout;
  #rooms = 0;

  constructor(options: PoolOptions) {
    for (let i = 0; i < options.size; i++) this.#folders.push(new Folder(options));
    this.#watch = setInterval(() => {
      for (const folder of this.#folders) folder.watch();
    }, options.hangMs / 6);
  }

  /** Resolves with the engine's behaviour version when every thread has loaded it; rejects when one cannot. */
  async ready(): Promise<string> {
    const versions = await Promise.all(this.#folders.map((folder) => folder.ready));
    return versions[0] as string;
  }

  /** Rooms open now, over all threads. */
  get rooms(): number {
    return this.#folders.reduce((sum, folder) => sum + folder.rooms, 0);
  }

  /** Opens a room in the thread that has the fewest. */
  async open(start: Start, listener: FoldListener): Promise<{ readonly fold: Fold; readonly opened: Opened }> {
    const folder = this.#folders.reduce((least, one) => (one.rooms < least.rooms ? one : least));
    const room = ++this.#rooms;
    const opened = await folder.open(room, start, listener);
    return { fold: new Fold(folder, room), opened };
  }

  async close(): Promise<void> {
    clearInterval(this.#watch);
    await Promise.all(this.#folders.map((folder) => folder.end()));
  }
}

/** A room's folding, as its room uses it. */
export class Fold {
  readonly #folder: Folder;
  readonly #room: number;
  #jobs = 0;

  constructor(folder: Folder, room: number) {
    this.#folder = folder;
    this.#room = room;
  }

  /** Folds proposals as the next entries, at time `to` or where time stands; returns the number of the job. */
  fold(items: readonly Proposed[], to: SimTime): number {
    const job = ++this.#jobs;
    this.#folder.send({ type: 'fold', room: this.#room, job, items, to });
    return job;
  }

  advance(to: SimTime): void {
    this.#folder.send({ type: 'advance', room: this.#room, to });
  }

  /** Takes a checkpoint; it is reported as any other. */
  checkpoint(): void {
    this.#folder.send({ type: 'checkpoint', room: this.#room });
  }

  /** Ends the folding; nothing more is reported. */
  close(): void {
    this.#folder.close(this.#room);
  }
}

interface Tenant {
  readonly listener: FoldListener;
  opening: { resolve: (opened: Opened) => void; reject: (error: Error) => void } | null;
}

/** One thread, replaced by a new one when it ends or does not come back. */
class Folder {
  readonly #options: PoolOptions;
  #tenants = new Map<number, Tenant>();
  #words = new Int32Array(new SharedArrayBuffer(4 * PULSE.words));
  #worker: Worker;
  #ready: Promise<string>;
  #beat = 0;
  #stillSince = 0;
  #ended = false;

  constructor(options: PoolOptions) {
    this.#options = options;
    [this.#worker, this.#ready] = this.#start();
  }

  get ready(): Promise<string> {
    return this.#ready;
  }

  get rooms(): number {
    return this.#tenants.size;
  }

  open(room: number, start: Start, listener: FoldListener): Promise<Opened> {
    return new Promise((resolve, reject) => {
      this.#tenants.set(room, { listener, opening: { resolve, reject } });
      this.send({ type: 'open', room, start });
    });
  }

  send(message: ToFolder): void {
    this.#worker.postMessage(message);
  }

  close(room: number): void {
    if (this.#tenants.delete(room)) this.send({ type: 'close', room });
  }

  /** Ends the thread when it has been in one call of the engine for too long. */
  watch(): void {
    const beat = Atomics.load(this.#words, PULSE.beat);
    const room = Atomics.load(this.#words, PULSE.room);
    const now = performance.now();
    if (beat !== this.#beat || room === 0) [this.#beat, this.#stillSince] = [beat, now];
    if (now - this.#stillSince < this.#options.hangMs) return;
    const stuck = { job: Atomics.load(this.#words, PULSE.job), item: Atomics.load(this.#words, PULSE.item) };
    this.#replace(`the engine did not come back within ${this.#options.hangMs} ms`, room, stuck);
  }

  async end(): Promise<void> {
    this.#ended = true;
    await this.#worker.terminate();
  }

  #start(): [Worker, Promise<string>] {
    this.#words = new Int32Array(new SharedArrayBuffer(4 * PULSE.words));
    [this.#beat, this.#stillSince] = [0, performance.now()];
    const data: FolderData = { engine: this.#options.engine, pulse: this.#words.buffer as SharedArrayBuffer };
    const worker = new Worker(new URL('./folder.worker.ts', import.meta.url), { workerData: data });
    const ready = new Promise<string>((resolve, reject) => {
      worker.on('message', (message: FromFolder) => {
        if (message.type === 'ready') resolve(message.behaviour);
        else if (worker === this.#worker) this.#take(message);
      });
      worker.once('error', reject);
    });
    ready.catch(() => {});
    worker.on('error', (error) => {
      if (worker === this.#worker) this.#replace(error instanceof Error ? error.message : String(error), 0, null);
    });
    worker.on('exit', () => {
      if (worker === this.#worker && !this.#ended) this.#replace('the folding thread ended', 0, null);
    });
    return [worker, ready];
  }

  /** Starts over with an empty thread; every room of the old one is told. `culprit` is the room that was being folded. */
  #replace(message: string, culprit: number, stuck: { job: number; item: number } | null): void {
    const old = this.#worker;
    const tenants = this.#tenants;
    this.#tenants = new Map();
    if (!this.#ended) [this.#worker, this.#ready] = this.#start();
    void old.terminate();
    for (const [room, { listener, opening }] of tenants) {
      if (opening) opening.reject(new Error(message));
      else listener.lost(message, room === culprit ? stuck : null);
    }
  }

  #take(message: Exclude<FromFolder, { type: 'ready' }>): void {
    const tenant = this.#tenants.get(message.room);
    if (!tenant) return;
    const { listener, opening } = tenant;
    switch (message.type) {
      case 'opened':
        tenant.opening = null;
        return opening?.resolve({ frontier: message.frontier, hash: message.hash });
      case 'failed':
        this.#tenants.delete(message.room);
        if (opening) return opening.reject(new Error(message.message));
        return listener.lost(message.message, null);
      case 'folded':
        return listener.folded(message.job, message.from, message.outcomes, message.frontier);
      case 'advanced':
        return listener.advanced(message.done, message.frontier);
      case 'hashed':
        return listener.hashed(message.seq, message.at, message.hash);
      case 'checkpointed':
        return listener.checkpointed(message.moment);
      case 'halted':
        return listener.halted(message.message);
    }
  }
}
