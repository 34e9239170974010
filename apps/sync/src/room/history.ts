import type { LogEntry, SimTime } from '@drydock/protocol';
import type { Committer } from './committer.ts';

/** Something that happened, as folded: it becomes visible once it is durable and all before it is visible. */
export interface Happening {
  readonly entries: readonly LogEntry[];
  /** How far the room is folded after it. */
  readonly at: SimTime;
  /** People are waiting to see it. */
  readonly visible: boolean;
  /** Called when it has been shown. */
  readonly after?: () => void;
}

interface Step extends Happening {
  committed: boolean;
}

/** What a history needs of its room. */
export interface HistoryPorts {
  readonly roomId: string;
  readonly committer: Pick<Committer, 'submit'>;
  /** Simulated time by which the stored limit of the clock runs ahead. */
  leaseNs(): number;
  /** Shows consecutive happenings as one. */
  show(entries: readonly LogEntry[], at: SimTime, visible: boolean): void;
  /** A commit failed: what was folded since is lost. Nothing more is shown. */
  failed(error: unknown): void;
}

/**
 * The order of truth: folded, then durable, then visible. Entries wait for their commit; time waits until the stored
 * limit of the room's clock covers it, so that after a crash the clock starts beyond everything anybody has seen.
 */
export class History {
  readonly #ports: HistoryPorts;
  #steps: Step[] = [];
  #limit: SimTime;
  #asked: SimTime;
  #over = false;
  #idle: (() => void)[] = [];

  /** `limit`: that of the clock as stored. */
  constructor(ports: HistoryPorts, limit: SimTime) {
    this.#ports = ports;
    this.#limit = limit;
    this.#asked = limit;
  }

  push(happening: Happening): void {
    if (this.#over) return;
    const step: Step = { ...happening, committed: happening.entries.length === 0 };
    this.#steps.push(step);
    const lease = this.#ports.leaseNs();
    const limit = step.at > this.#asked - lease / 2 ? step.at + lease : null;
    if (!step.committed || limit !== null) void this.#commit(step, limit);
    this.#drain();
  }

  /** Resolves when everything pushed is visible, or has been lost. */
  settled(): Promise<void> {
    if (this.#steps.length === 0 || this.#over) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  /** Drops what is not visible yet. */
  abandon(): void {
    this.#over = true;
    this.#steps = [];
    this.#wake();
  }

  async #commit(step: Step, limit: SimTime | null): Promise<void> {
    const { roomId, committer } = this.#ports;
    const entries = step.entries.map(({ seq, at, actor, id, input }) => {
      return { roomId, seq, at, actor, proposalId: id, body: JSON.stringify(input) };
    });
    if (limit !== null) this.#asked = limit;
    try {
      await committer.submit(entries, limit === null ? null : { roomId, limit });
    } catch (error) {
      if (this.#over) return;
      this.abandon();
      return this.#ports.failed(error);
    }
    step.committed = true;
    if (limit !== null) this.#limit = Math.max(this.#limit, limit);
    this.#drain();
  }

  #drain(): void {
    const ready: Step[] = [];
    for (let step = this.#steps[0]; step?.committed && step.at <= this.#limit; step = this.#steps[0]) {
      ready.push(step);
      this.#steps.shift();
    }
    let entries: LogEntry[] = [];
    let visible = false;
    for (const [i, step] of ready.entries()) {
      entries.push(...step.entries);
      visible ||= step.visible;
      if (!step.after && i < ready.length - 1) continue;
      this.#ports.show(entries, step.at, visible);
      [entries, visible] = [[], false];
      step.after?.();
    }
    if (this.#steps.length === 0) this.#wake();
  }

  #wake(): void {
    for (const resolve of this.#idle.splice(0)) resolve();
  }
}
