import {
  ackFrame,
  LIMITS,
  type LogEntry,
  REFUSALS,
  type RefusalCode,
  refuseFrame,
  type SimTime,
} from '@drydock/protocol';
import type { Frontier, Outcome, Proposed } from '../fold/message.ts';
import type { RoomPeer } from './peer.ts';
import { keyOf, Proposals } from './proposals.ts';

/** A proposal on its way to becoming an entry. `origin` is who is answered; null for the room's own. */
interface Item extends Proposed {
  origin: RoomPeer | null;
}

/** What a sequencer needs of its room. */
export interface SequencerPorts {
  /** Hands proposals to the fold, to be taken at about `to`; returns the job's number. */
  fold(items: readonly Proposed[], to: SimTime): number;
  /** Where the room's clock stands. */
  now(): SimTime;
  /** What was folded, in order. `shown` is to be called when it is visible. */
  happened(entries: readonly LogEntry[], frontier: Frontier, shown: () => void): void;
  /** The entry a proposal became according to the store. */
  stored(actor: string, id: string): Promise<number | null>;
  /** A proposal was refused, for the record. */
  refused(code: RefusalCode, note: string): void;
}

/** Gives proposals their place in the log: one order for all, each proposal once, none that the host does not take. */
export class Sequencer {
  readonly #ports: SequencerPorts;
  readonly #proposals: Proposals;
  readonly #underway = new Map<string, Item>();
  readonly #asking = new Set<Item>();
  #queue: Item[] = [];
  #job: { number: number; items: readonly Item[]; done: number } | null = null;
  #open = true;

  /** `entries`: those still remembered, `base` what is before them. */
  constructor(ports: SequencerPorts, base: number, entries: readonly LogEntry[]) {
    this.#ports = ports;
    this.#proposals = new Proposals(base);
    this.note(entries);
  }

  /** Proposals that are not entries yet. */
  get underway(): number {
    return this.#underway.size;
  }

  /** Takes a proposal that passed all checks but this one: has it been made before? */
  propose(origin: RoomPeer | null, proposed: Proposed): void {
    const { actor, id } = proposed;
    const underway = this.#underway.get(keyOf(actor, id));
    if (underway) {
      underway.origin = origin; // sent again after a break: the answer goes to the new connection
      return;
    }
    const known = this.#proposals.look(actor, id);
    if (known.type === 'entry') return void origin?.send(ackFrame([{ id, seq: known.seq }]));
    const item: Item = { ...proposed, origin };
    if (known.type === 'impossible') return this.#refuse(item, 'invalid');
    if (this.#underway.size >= LIMITS.roomQueue) return this.#refuse(item, 'busy', REFUSALS.busy, 1000);
    this.#underway.set(keyOf(actor, id), item);
    if (known.type === 'ask-store') return void this.#ask(item);
    this.#queue.push(item);
    this.#flush();
  }

  /** Outcomes of a job's items, from the fold. */
  folded(number: number, from: number, outcomes: readonly Outcome[], frontier: Frontier): void {
    const job = this.#job;
    if (!job || job.number !== number || job.done !== from) return;
    const entries: LogEntry[] = [];
    outcomes.forEach((outcome, i) => {
      const item = job.items[from + i] as Item;
      const { actor, id, input } = item;
      if (outcome.type === 'entry') entries.push({ seq: outcome.seq, at: outcome.at, actor, id, input });
      else if (outcome.type === 'refused') this.#refuse(item, 'refused', outcome.reason);
      else if (outcome.type === 'fault') this.#refuse(item, 'fault', REFUSALS.fault, 0, outcome.message);
      else this.#refuse(item, 'halted');
    });
    job.done += outcomes.length;
    if (job.done === job.items.length) this.#job = null;
    this.#ports.happened(entries, frontier, () => this.#acknowledge(entries));
    this.#flush();
  }

  /** Entries are about to become visible: what proposes on top of them is possible from now. */
  note(entries: readonly LogEntry[]): void {
    for (const entry of entries) this.#proposals.note(entry);
  }

  /** Entries up to `seq` are only known to the store from now on. */
  forget(seq: number): void {
    this.#proposals.forget(seq);
  }

  /** The fold was lost. Nothing is handed out before `resume`; `stuck` is the item at which it did not come back. */
  lost(stuck: { readonly job: number; readonly item: number } | null): void {
    const culprit = stuck && this.#job?.number === stuck.job ? this.#job.items[stuck.item] : undefined;
    this.#job = null;
    this.#open = false;
    if (culprit) this.#refuse(culprit, 'fault', 'The input would keep the simulation busy for ever; it was dropped.');
  }

  /** There is a fold again, as far as the log goes: what is not in the log is folded again, in the order it came. */
  resume(): void {
    this.#open = true;
    this.#queue = [...this.#underway.values()].filter((item) => !this.#asking.has(item));
    this.#flush();
  }

  /** Refuses everything that is not an entry yet. */
  refuseAll(code: RefusalCode): void {
    this.#queue = [];
    this.#job = null;
    for (const item of [...this.#underway.values()]) this.#refuse(item, code);
  }

  async #ask(item: Item): Promise<void> {
    this.#asking.add(item);
    const seq = await this.#ports.stored(item.actor, item.id).catch(() => undefined);
    this.#asking.delete(item);
    const key = keyOf(item.actor, item.id);
    if (this.#underway.get(key) !== item) return; // refused meanwhile
    if (seq === undefined) return this.#refuse(item, 'internal', REFUSALS.internal, 1000);
    if (seq === null) {
      this.#queue.push(item);
      return this.#flush();
    }
    this.#underway.delete(key);
    item.origin?.send(ackFrame([{ id: item.id, seq }]));
  }

  #flush(): void {
    if (!this.#open || this.#job || this.#queue.length === 0) return;
    const items = this.#queue;
    this.#queue = [];
    const proposed = items.map(({ actor, id, input }): Proposed => ({ actor, id, input }));
    this.#job = { number: this.#ports.fold(proposed, this.#ports.now()), items, done: 0 };
  }

  #acknowledge(entries: readonly LogEntry[]): void {
    const acks = new Map<RoomPeer, { id: string; seq: number }[]>();
    for (const { actor, id, seq } of entries) {
      const key = keyOf(actor, id);
      const origin = this.#underway.get(key)?.origin;
      this.#underway.delete(key);
      if (!origin) continue;
      const of = acks.get(origin) ?? [];
      of.push({ id, seq });
      acks.set(origin, of);
    }
    for (const [origin, of] of acks) origin.send(ackFrame(of));
  }

  #refuse(item: Item, code: RefusalCode, message: string = REFUSALS[code], afterMs = 0, note = ''): void {
    this.#underway.delete(keyOf(item.actor, item.id));
    item.origin?.send(refuseFrame(item.id, code, message, afterMs));
    this.#ports.refused(code, note);
  }
}
