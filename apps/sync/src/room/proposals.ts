import { baseOf, type LogEntry } from '@drydock/protocol';

const keyOf = (actor: string, id: string): string => `${actor}/${id}`;

/** What is known of a proposal before it is folded. */
export type Known =
  | { readonly type: 'new' }
  /** Being folded or written: it will be answered. */
  | { readonly type: 'underway' }
  | { readonly type: 'entry'; readonly seq: number }
  /** Made so long ago that only the store knows. */
  | { readonly type: 'ask-store' }
  /** Its id claims a base that does not exist. */
  | { readonly type: 'impossible' };

/**
 * Which proposals have become entries, so that one sent twice becomes one. Entries of the last segments are remembered
 * here; a proposal's id says after which entry it was made, so anything newer than these is known for certain.
 */
export class Proposals {
  readonly #entries = new Map<string, number>();
  readonly #underway = new Set<string>();
  #from: number;
  #head: number;

  /** Remembers entries after `base`. */
  constructor(base: number) {
    this.#from = base;
    this.#head = base;
  }

  look(actor: string, id: string): Known {
    const base = baseOf(id);
    if (base === null || base > this.#head) return { type: 'impossible' };
    const key = keyOf(actor, id);
    if (this.#underway.has(key)) return { type: 'underway' };
    const seq = this.#entries.get(key);
    if (seq !== undefined) return { type: 'entry', seq };
    return base < this.#from ? { type: 'ask-store' } : { type: 'new' };
  }

  begin(actor: string, id: string): void {
    this.#underway.add(keyOf(actor, id));
  }

  /** It was refused: it may be proposed again. */
  drop(actor: string, id: string): void {
    this.#underway.delete(keyOf(actor, id));
  }

  /** It is an entry now. Entries must come in order. */
  note({ actor, id, seq }: LogEntry): void {
    const key = keyOf(actor, id);
    this.#underway.delete(key);
    this.#entries.set(key, seq);
    this.#head = seq;
  }

  /** Forgets entries up to `seq`. */
  forget(seq: number): void {
    for (const [key, entry] of this.#entries) {
      if (entry > seq) break;
      this.#entries.delete(key);
    }
    this.#from = Math.max(this.#from, seq);
  }
}
